"""Command on scene 现场指挥: the first unit there leads, knows what is said there, and can act on its own."""

from collections.abc import Callable, MutableMapping
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

from sim.agent.command import CommandPost
from sim.agent.context import Context
from sim.agent.sending import serving
from sim.comms.member import Member
from sim.comms.net import Net, Stuck
from sim.comms.reach import ReachWatch
from sim.kernel.clock import Watchdog
from sim.picture import CallView, Picture
from sim.policy.scene import OnScene
from sim.record.facts import (
    CallOver,
    CallReport,
    Order,
    ReliefWanted,
    Report,
    RoadReport,
    SizeUp,
)
from sim.record.message import Letter
from sim.record.moves import CommandChanged
from sim.terms.enums import Party
from sim.terms.ids import DISPATCH_CENTRE, Address, Band, UnitId, unit_address
from sim.terms.statuses import ON_SCENE

if TYPE_CHECKING:
    from sim.agent.incident import Incident
    from sim.agent.unit import Unit

_LED = Party.SITE_COMMANDER


class SiteCommander(CommandPost):
    """The command of one scene 现场指挥员, held by the crew of one unit that is there.

    The unit that comes first takes command. When it leaves and others stay, command passes to the one with
    the lowest number, face to face, with all that is known: who is to lead must be plain without a word, and
    tables tell no rank. When the last one leaves, command ends.

    It knows what its crew knows and sees, what anybody on scene says, to whomever (one talk group, at which
    all are within earshot: no message is sent for it), what comes to its call sign from outside, and what
    comes to the vehicle that leads. It speaks by the means of that vehicle. As long as the dispatch centre
    hears the scene it decides nothing. When it finds no means to the centre it waits a little, and then acts
    by what it knows: it sends away whom the incident does not need, warns those under way of roads that are
    closed, and asks the nearest fire station for what is lacking.

    Parameters
    ----------
    incident
        Where it is: who commands sees it.
    context
        Of the world.
    policy
        How it decides when it is alone.
    members
        Who takes part in communications, by address.
    watch
        Keeps in the log whether it can be heard.
    ended
        Called with the number of the call when command has ended.

    Attributes
    ----------
    call_sign
        Address to which others speak, whoever leads.
    leader
        The unit that leads; None before the first has come, and after the last has gone.
    alone
        Whether the dispatch centre could not be raised, and was not heard since.
    """

    def __init__(
        self,
        model: Any,
        incident: "Incident",
        context: Context,
        policy: OnScene,
        members: MutableMapping[int, Member],
        watch: ReachWatch,
        ended: Callable[[int], None],
    ) -> None:
        self.call_sign = Band.SITE_COMMANDER.address(incident.call)
        super().__init__(model, self.call_sign, context, policy)
        self.leader: Unit | None = None
        self.alone = False
        self._incident = incident
        self._advice = policy
        self._members = members
        self._watch = watch
        self._ended = ended
        self._me: Member | None = None
        self._heard: list[Letter] | None = []
        self._acts = self._awaits_help = False
        self._patience_ms = context.scenario.bearers.call_back.ms
        self._retry_ms = context.scenario.bearers.retry.ms
        self._asked: frozenset[int] = frozenset()
        self._warned: dict[int, frozenset[int]] = {}
        self._alarm = Watchdog(context.clock, self._act)

    # --- who leads -----------------------------------------------------------------------------------------

    def over(self, cause: int) -> None:
        """See that the work is done: call back who is still under way, and end."""
        if self._acts:
            self._know((CallOver(self._incident.call),), cause)
            self.decide()
        self._end()

    def _begin(self, unit: "Unit") -> None:
        birth, call = self._incident.birth, self._incident.call
        mine = self._members[unit_address(unit.number)]
        self._me = me = Member(self.call_sign, _LED, mine.plan, mine.where, scene=call)
        self._context.net.join(self.call_sign, self.receive)
        self._members[self.call_sign] = me
        self._lead(unit, unit.cause)
        roads = (RoadReport(link, True) for link in sorted(unit.known_closed))
        self._know((CallReport(call, birth.kind, birth.place, birth.node), *roads), unit.cause)
        self._watch.watch(me)

    def _lead(self, unit: "Unit", cause: int) -> None:
        """Let a unit lead, by whose means the command speaks and is reached from now on."""
        assert self._me is not None
        mine, anew = self._members[unit_address(unit.number)], self.leader is not None
        self._me.plan, self._me.where, self._me.carries = mine.plan, mine.where, mine.carries
        self.leader, self.address = unit, unit_address(unit.number)
        if self._heard is None:
            self.picture.owner = self.address
        self._log(unit.number, cause)
        if anew:
            self._watch.look_at(self._me)

    def _log(self, unit: int | None, cause: int) -> None:
        self._context.log.add(self._context.clock.now, CommandChanged(self._incident.call, unit), cause)

    def _end(self) -> None:
        assert self._me is not None
        self.leader, self.alone, self._acts = None, False, False
        self._alarm.cancel()
        self._ask_again.cancel()
        self._watch.forget(self._me)
        self._context.net.leave(self.call_sign)
        self._ended(self._incident.call)
        self.remove()

    # --- what it knows -------------------------------------------------------------------------------------

    @cached_property
    def picture(self) -> Picture:
        """What it knows, made up from all that it has heard when that is first asked for.

        At most scenes it never is: the centre decides, and is heard to the end.
        """
        picture, heard = Picture(self.address), self._heard or ()
        self._heard, picture.now_ms = None, self._context.clock.now
        for letter in heard:
            if picture.learn(letter):
                self.last_cause = letter.seq
        return picture

    def learn(self, letter: Letter) -> None:
        """Bring the picture up to date and think about it; as long as nobody looks at it, only remember."""
        if self._heard is None:
            super().learn(letter)
        else:
            self._heard.append(letter)

    # --- what it hears -------------------------------------------------------------------------------------

    def hear(self, unit: "Unit", body: tuple[Report, ...], cause: int) -> tuple[Stuck | None, Stuck | None]:
        """Hear what a unit says that comes, is on scene, or leaves.

        Returns
        -------
        tuple[Stuck | None, Stuck | None]
            Whom to tell if that finds no means to the dispatch centre, and if it gets there.
        """
        comes, member = unit.status == ON_SCENE, self._members[unit_address(unit.number)]
        member.scene = self._incident.call if comes else None
        if comes and self.leader is None:
            self._begin(unit)
        if self.leader is not None:
            self._know(body, cause)
        if not comes:
            unit.scene = None
            self._go(unit)
        return (self._miss_centre, self._reach_centre) if unit is self.leader else (None, None)

    def _go(self, unit: "Unit") -> None:
        """Let another unit lead where the one that led has left, or nobody."""
        if unit is not self.leader:
            return
        others = sorted(self._incident.crews, key=lambda crew: crew.number)
        if others:
            self._lead(others[0], unit.cause)
        else:
            self._end()
            self._log(None, unit.cause)

    def receive(self, letter: Letter) -> None:
        """Take in a message to the call sign, or to the vehicle that leads."""
        if letter.sender == DISPATCH_CENTRE:
            self._reach_centre()
        self.learn(letter)

    def think(self, cause: int | None) -> None:
        """Decide, but only when alone."""
        self.last_cause = cause
        if self._acts:
            super().think(cause)

    def _know(self, body: tuple[Report | Order, ...], cause: int) -> None:
        self.learn(Letter(self.address, self._context.clock.now, cause, body))

    # --- when it is alone ----------------------------------------------------------------------------------

    def _miss_centre(self) -> None:
        """Learn that nothing carries word to the centre now, and wait a little before acting on it."""
        if not self.alone and self.leader is not None:
            self.alone = True
            self._alarm.set(self._patience_ms)

    def _reach_centre(self) -> None:
        """Learn that the centre hears, or is heard: it decides again."""
        self.alone = self._acts = False
        self._alarm.cancel()

    def _act(self) -> None:
        """Act on its own from now on; help may be asked for elsewhere."""
        self.picture.now_ms = self._context.clock.now  # from here on it looks at what it knows
        self._acts, self._awaits_help = True, False
        self.think(self.last_cause)

    def decide(self) -> None:
        """Send away whom it can spare, warn who is under way, ask for what is lacking, if still alone."""
        self._will_decide = False
        if not self._acts:
            return
        super().decide()
        call = self.picture.calls.get(self._incident.call)
        if call is not None:
            self._warn(call)
            if not self._awaits_help:
                self._ask_for_help(call)

    def _warn(self, call: CallView) -> None:
        """Tell those under way of the roads, as far as they were not told before."""
        closed = self.picture.closed
        for unit, view in sorted(call.units.items()):
            news = closed ^ self._warned.get(unit, frozenset())
            if news and view.status != ON_SCENE:
                self._warned[unit] = closed
                body = tuple(RoadReport(link, link in closed) for link in sorted(news))
                self._context.net.send(self.address, unit_address(UnitId(unit)), body, self.last_cause)

    def _ask_for_help(self, call: CallView) -> None:
        """Ask the nearest fire station not asked yet, if anything is wanted, and give it time to answer."""
        station = self._advice.helper(self.picture, call, self._asked)
        if call.needs is None or station is None:
            return
        self._asked |= {station}
        self._awaits_help = True
        self._alarm.set(self._patience_ms + self._retry_ms)
        body: list[Report] = [CallReport(call.call, call.kind, call.place, call.node)]
        body += [SizeUp(call.call, call.needs), serving(call)]
        body += [ReliefWanted(unit, call.call) for unit, by in call.weary.items() if by is None]
        elsewhere = partial(self._context.clock.call_after, 0, self._ask_elsewhere)
        to = Band.STATION.address(station)
        self._context.net.send(self.address, to, tuple(body), self.last_cause, stuck=elsewhere)

    def _ask_elsewhere(self) -> None:
        """Ask another station at once where the one asked cannot be raised either."""
        if self._acts:
            self._act()


class Commands:
    """The commands of all scenes 现场指挥名录.

    Parameters
    ----------
    net
        Carries what is said to them.
    make
        Makes the command of a scene; it is given the incident, and what to call when command has ended.

    Attributes
    ----------
    open
        The commands that there are, by call.
    """

    def __init__(self, net: Net, make: "Callable[[Incident, Callable[[int], None]], SiteCommander]") -> None:
        self._net = net
        self._make = make
        self.open: dict[int, SiteCommander] = {}

    def at(self, incident: "Incident") -> SiteCommander:
        """Return the command of a scene; one that nobody leads yet where there was none."""
        command = self.open.get(incident.call)
        if command is None:
            command = self.open[incident.call] = self._make(incident, self._end)
        return command

    def call_sign(self, call: int | None) -> Address | None:
        """Return the address of the commander of a call; None where nobody would answer."""
        command = None if call is None else self.open.get(call)
        return None if command is None else command.call_sign

    def tell(self, call: int | None, sender: Address, body: tuple[Report, ...], cause: int) -> None:
        """Let a unit under way to a call tell its commander something, if there is one."""
        to = self.call_sign(call)
        if to is not None:
            self._net.send(sender, to, body, cause)

    def over(self, call: int, cause: int) -> None:
        """See that the work at a call is done."""
        command = self.open.get(call)
        if command is not None:
            command.over(cause)

    def _end(self, call: int) -> None:
        del self.open[call]
