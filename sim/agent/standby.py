"""A second dispatch centre 备用接处警中心: it notices silence, takes command, and hands back."""

from collections.abc import Callable, Generator, Iterator, Sequence
from functools import partial
from typing import Any, Protocol

from sim.agent.centre import DispatchCentre
from sim.agent.command import Decider, look_again_ms
from sim.agent.context import Context
from sim.agent.sending import serving
from sim.agent.standby_vehicle import VehiclePost
from sim.comms.member import Member, Power
from sim.comms.switchboard import Switchboard
from sim.picture import CallView, Picture
from sim.record.facts import CallOver, CallReport, Order, Report, RollCall, SizeUp
from sim.record.message import Letter
from sim.record.standby import CentreLost, CentreMoved, CentreNotice, CentreWatch, CommandSplit
from sim.terms.ids import DISPATCH_CENTRE, Address, UnitId, unit_address


class WhileInCommand:
    """Decides only while its centre holds that it commands.

    Parameters
    ----------
    policy
        Who decides then.
    commands
        Returns whether the centre holds so.
    """

    def __init__(self, policy: Decider, commands: "Holds") -> None:
        self._policy, self._commands = policy, commands

    def decide(self, picture: Picture) -> Iterator[Order]:
        """Yield the orders to give now."""
        if self._commands.now:
            yield from self._policy.decide(picture)

    def look_again_ms(self, picture: Picture) -> int | None:
        """Return when whoever decides wants to decide again, while its centre commands; or None."""
        return look_again_ms(self._policy, picture) if self._commands.now else None


class Holds:
    """What a centre holds of itself: whether it is there, and in command."""

    def __init__(self, now: bool) -> None:
        self.now = now


class CanBeLost(Protocol):
    """A centre that can be lost."""

    @property
    def lost(self) -> bool:
        """Whether it is."""
        ...


class Lost(Power):
    """A terminal of a centre, which works as long as the centre is there.

    Parameters
    ----------
    power
        What it runs on.
    watch
        Knows whether the centre is there.
    """

    __slots__ = ("_power", "_watch")

    def __init__(self, power: Power, watch: CanBeLost) -> None:
        super().__init__()
        self._power, self._watch = power, watch

    @property
    def hangs_on_mains(self) -> bool:
        """Whether it lives on the mains of a place."""
        return self._power.hangs_on_mains

    @property
    def terminal(self) -> Power:
        """The terminal itself."""
        return self._power

    def autonomy_ms(self, now_ms: int) -> int | None:
        """Return how long the terminal lives from now on without mains."""
        return self._power.autonomy_ms(now_ms)

    def works(self, now_ms: int) -> bool:
        """Whether the centre is there, and the terminal works."""
        return not self._watch.lost and self._power.works(now_ms)

    def send(self, now_ms: int, took_ms: int) -> None:
        """Pay for what was sent until now."""
        self._power.send(now_ms, took_ms)


class StandbyCentre(DispatchCentre):
    """The second centre: it takes calls and sends units as the first does, while it commands.

    Parameters
    ----------
    others
        As of a dispatch centre, with its address.
    """

    watch: "CentreWatchers"

    def receive(self, letter: Letter) -> None:
        """Take in a delivered message; word of the first centre is more than what it tells."""
        if type(letter.body[0]) is CentreWatch:
            self._learn(letter)
            self.watch.hear(letter)
        else:
            super().receive(letter)


class CentreWatchers:
    """The watch that two dispatch centres keep, and what follows from it.

    Parameters
    ----------
    context
        Of the world.
    board
        Who speaks to which of them.
    first, second
        The two centres; no second where there is none.
    member
        What the first talks with; no courier finds it while it is lost.
    listeners
        Who is told which centre commands.
    vehicle
        What bears the second, or None.
    allies
        With whom the second shares what it is told of roads and damage while it commands.
    heard_at
        Told whenever it changes at which centre others can be heard, and by which entry of the log.

    Attributes
    ----------
    lost
        Whether the first is lost, by script.
    second
        The second centre; None where there is none.
    """

    def __init__(
        self,
        context: Context,
        board: Switchboard,
        first: DispatchCentre,
        second: StandbyCentre | None,
        member: Member,
        listeners: Sequence[Address] = (),
        vehicle: VehiclePost | None = None,
        allies: tuple[Address, ...] = (),
        heard_at: Callable[[Address, int], None] = lambda centre, cause: None,
    ) -> None:
        self.lost = self._both = False
        self._context, self._board, self._first, self.second = context, board, first, second
        self._rules, self._listeners, self._vehicle = context.scenario.standby, listeners, vehicle
        self._allies, self._heard_at = allies, heard_at
        self._leads, self._stands_by = Holds(True), Holds(False)
        self._member, self._home = member, member.home
        for means in sorted(member.carries):
            member.carries[means] = Lost(member.carries[means], self)
        self._heard_ms = self._number = 0
        self._heard: int | None = None
        self._told: dict[int, tuple[Report, ...]] = {}
        first.deciders[:] = [WhileInCommand(each, self._leads) for each in first.deciders]
        if second is not None:
            second.watch = self
            second.deciders[:] = [WhileInCommand(each, self._stands_by) for each in second.deciders]
            context.clock.start(self._call(second))
            context.clock.start(self._watch())
        for gone in self._rules.lost:
            context.clock.call_after(gone.at.ms, partial(self._lose, True))
            context.clock.call_after(gone.until.ms, partial(self._lose, False))

    # --- what the second hears ------------------------------------------------------------------------------

    def hear(self, letter: Letter) -> None:
        """Hear of the first centre, and hand back what was taken from it."""
        self._heard_ms, self._heard = max(letter.sent_ms, self._heard_ms), letter.seq
        if self._stands_by.now and not self._is_silent():
            assert self.second is not None
            self._stands_by.now, self.second.partners = False, ()
            self._move(self.second.address, DISPATCH_CENTRE, letter.seq)

    def _is_silent(self) -> bool:
        return self._context.clock.now - self._heard_ms >= self._rules.after.ms

    def _watch(self) -> Generator[Any, Any, None]:
        clock = self._context.clock
        while True:
            yield clock.wait(self._rules.watch.ms)
            self.look(self._heard)
            self._look_at_both()

    def look(self, cause: int | None) -> None:
        """Let the second take command where nothing came for too long, unless a person decides on that."""
        if self.may_take and self.second is not None and not self.second.manned:
            self.take(cause)

    def take(self, cause: int | None) -> None:
        """Let the second take command, as the person there has decided, or its plan says."""
        assert self.second is not None
        self._stands_by.now, self.second.partners = True, self._allies
        moved = self._move(DISPATCH_CENTRE, self.second.address, cause)
        self.second.think(moved)
        if self._vehicle is not None:
            self._vehicle.go(moved)

    @property
    def first_leads(self) -> bool:
        """Whether the first holds that it commands."""
        return self._leads.now

    @property
    def second_leads(self) -> bool:
        """Whether the second holds that it commands."""
        return self._stands_by.now

    @property
    def may_take(self) -> bool:
        """Whether nothing came for so long that the second is to take command."""
        return not self._stands_by.now and self._is_silent()

    @property
    def last_word_ms(self) -> int | None:
        """When what last came from the first was sent; None where nothing did."""
        return None if self._heard is None else self._heard_ms

    def _move(self, sender: Address, receiver: Address, cause: int | None) -> int:
        """Write down that command moves, and tell everybody to report there."""
        log, now, second = self._context.log, self._context.clock.now, self.second
        assert second is not None
        moved = log.add(now, CentreMoved(sender, receiver), cause)
        self._number += 1
        notice = CentreNotice(receiver, self._number)
        for address in self._listeners:
            self._context.net.send(second.address, address, (notice, RollCall()), moved)
        calls = _said(second.picture) if receiver == DISPATCH_CENTRE else {}
        body = (notice, CentreWatch(), *(item for items in calls.values() for item in items))
        self._context.net.send(
            second.address, DISPATCH_CENTRE, body, moved, told=partial(self._be_told, receiver)
        )
        self._context.clock.call_after(self._rules.reroute.ms, partial(self._lead, receiver, self._number))
        self._look_at_both()
        self._heard_at(receiver, moved)
        return moved

    def _lead(self, receiver: Address, number: int) -> None:
        """Let the exchange lead 119 to a centre, unless command has moved again."""
        if number == self._number:
            self._board.exchange = receiver

    def _be_told(self, receiver: Address) -> None:
        """Let the first centre know who commands."""
        self._context.clock.call_after(0, self._see)

    def _see(self) -> None:
        """Let the first act on what it was told: stand by, or lead again and call the roll."""
        leads = not self.lost and self._board.told(DISPATCH_CENTRE) == DISPATCH_CENTRE
        begins = leads and not self._leads.now
        self._leads.now = leads
        self._look_at_both()
        if begins:
            self._call_roll(self._first)
            self._first.think(self._first.last_cause)

    def _call_roll(self, centre: DispatchCentre) -> None:
        for number, _ in enumerate(self._context.scenario.units):
            if number in centre.picture.units:
                address = unit_address(UnitId(number))
                self._context.net.send(centre.address, address, (RollCall(),), centre.last_cause)

    def _look_at_both(self) -> None:
        """Write down when both hold that they command, and when no more."""
        both = self._leads.now and self._stands_by.now
        if both is not self._both and self.second is not None:
            self._both = both
            fact = CommandSplit(DISPATCH_CENTRE, self.second.address, both)
            self._context.log.add(self._context.clock.now, fact, self._heard)

    # --- what the first does --------------------------------------------------------------------------------

    def _call(self, second: StandbyCentre) -> Generator[Any, Any, None]:
        """Let the first tell now and then that it is there, and what is new to its calls."""
        while True:
            if not self.lost:
                said = _said(self._first.picture)
                news = [
                    item for call, items in said.items() for item in items if self._told.get(call) != items
                ]
                over = [CallOver(call) for call in self._told if call not in said]
                note = partial(self._remember, said)
                body: tuple[Report, ...] = (CentreWatch(), *news, *over)
                self._context.net.send(DISPATCH_CENTRE, second.address, body, None, told=note)
            yield self._context.clock.wait(self._rules.watch.ms)

    def _remember(self, said: dict[int, tuple[Report, ...]]) -> None:
        self._told = said

    def _lose(self, lost: bool) -> None:
        """Let the first be lost, or be there again: it then holds what it held before."""
        self.lost, self._member.home = lost, None if lost else self._home
        log, now = self._context.log, self._context.clock.now
        seq = log.add(now, CentreLost(DISPATCH_CENTRE, lost), None)
        if not self._stands_by.now:
            self._heard_at(DISPATCH_CENTRE, seq)
        self._leads.now = not lost and self._board.told(DISPATCH_CENTRE) == DISPATCH_CENTRE
        self._look_at_both()
        if not lost:
            self._first.think(seq)


def _said(picture: Picture) -> dict[int, tuple[Report, ...]]:
    """Return what a centre tells another of each open call."""
    return {call: tuple(_of_call(view)) for call, view in picture.calls.items()}


def _of_call(view: CallView) -> Iterator[Report]:
    yield CallReport(view.call, view.kind, view.place, view.node)
    if view.needs is not None:
        yield SizeUp(view.call, view.needs)
    if view.units:
        yield serving(view)
