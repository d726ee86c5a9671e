"""Telephones 电话: landlines, cells, satellite telephones and portable stations, which all reach one another.

A call needs a way out at the one who calls and a way in at the one who is called; between them lies the
public network outside the district, which does not fail here.
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Protocol

from sim.comms.bearer import NO_TERMINAL, Ended, Path, Prepare, ReadyBearer, has_power
from sim.comms.cell import ServiceClass
from sim.comms.member import Member, Parcel, speech_ms
from sim.comms.plant import Plant
from sim.comms.public_net import PublicNet
from sim.comms.satellite.tiantong import Beam, CallOutcome, dial, sees_sky
from sim.comms.satellite.vsat import VsatLink
from sim.kernel.clock import Clock
from sim.kernel.draw import Draws, Streams
from sim.terms.enums import BearerKind


class Line(Protocol):
    """One kind of access to the telephone network 接入."""

    kind: BearerKind

    def access(self, member: Member) -> str | tuple[int, ...]:
        """Return the sites that give a member access now, or in one word why there is none."""
        ...

    def dial(self, parcel: Parcel) -> tuple[int, str | None]:
        """Return how long it takes in ms until a call is over, and why it fails, or None."""
        ...

    @property
    def prepare(self) -> Prepare | None:
        """Told which member wanted access and had none, where something is to be set up."""
        ...


class Phone:
    """A bearer made of one kind of access at the one who calls, and any kind at the one who is called.

    Parameters
    ----------
    clock, plant
        Of the run; the sites at which calls end.
    line
        Access of the one who calls.
    lines
        All kinds of access, in the order in which one who is called answers.

    Attributes
    ----------
    prepare
        Lets what gives a member access be set up, where there is anything to set up.
    """

    def __init__(self, clock: Clock, plant: Plant, line: Line, lines: Sequence[Line]) -> None:
        self.kind = line.kind
        self._clock = clock
        self._plant = plant
        self._line = line
        self._lines = {each.kind: each for each in lines}
        self._answering = [*self._lines.items()]
        self._paths: dict[tuple[tuple[int, ...], tuple[int, ...], BearerKind], Path] = {}
        self.prepare = line.prepare

    def path(self, sender: Member, receiver: Member) -> Path | str:
        """Return a way if both ends have access now."""
        mine = self._line.access(sender)
        if isinstance(mine, str):
            return mine
        for kind, line in self._answering:
            theirs = line.access(receiver)
            if not isinstance(theirs, str):
                return self._between(mine, theirs, kind)
        return "no_answer"

    def access(self, member: Member) -> str | tuple[int, ...]:
        """Return the sites that give a member this kind of access now, or in one word why there is none."""
        return self._line.access(member)

    def carry(self, parcel: Parcel, path: Path, ended: Ended) -> None:
        """Call, and say it, unless the call fails."""
        takes_ms, reason = self._line.dial(parcel)
        if reason is None:
            hang_up = partial(self._hang_up, parcel, path, self._plant.epoch, ended)
            self._clock.call_after(takes_ms, hang_up)
        else:
            self._clock.call_after(takes_ms, partial(ended, reason))

    def _between(self, mine: tuple[int, ...], theirs: tuple[int, ...], kind: BearerKind) -> Path:
        """Return the way between the sites of two ends: always the same, for the log keeps its sites."""
        known = self._paths.get((mine, theirs, kind))
        if known is None:
            known = self._paths[mine, theirs, kind] = Path(mine + theirs, kind)
        return known

    def _hang_up(self, parcel: Parcel, path: Path, epoch: int, ended: Ended) -> None:
        """End a call: it was of no use if one of its ends or sites was lost meanwhile."""
        assert path.answers is not None
        as_it_was = self._plant.epoch == epoch
        holds = (
            (as_it_was or not self._plant.has_fallen(path.via, epoch))
            and self._keeps(self._line, parcel.sender, as_it_was)
            and self._keeps(self._lines[path.answers], parcel.receiver, as_it_was)
        )
        ended(None if holds else "cut_off")

    def _keeps(self, line: Line, member: Member, as_it_was: bool) -> bool:
        """Whether an end still has access; a landline ends where it did as long as the plant is as it was."""
        if as_it_was and line.kind is BearerKind.FIXED:
            power = member.carries.get(BearerKind.FIXED)
            return power is not None and power.works(self._clock.now)
        return not isinstance(line.access(member), str)


class Reception:
    """Which telecom site serves each node, looked up once for each state of the plant 覆盖.

    Parameters
    ----------
    clock, plant
        Of the run.
    outside
        Nodes outside the district, where the public network does not fail.
    """

    def __init__(self, clock: Clock, plant: Plant, outside: frozenset[int]) -> None:
        self.outside = outside
        self._clock = clock
        self._plant = plant
        self._epoch = -1
        self._known: dict[int, str | tuple[int, ...]] = {}

    def at(self, node: int) -> str | tuple[int, ...]:
        """Return the site that serves a node now, or in one word why none does."""
        if self._epoch != self._plant.epoch:
            self._known.clear()
            self._epoch = self._plant.epoch
        found = self._known.get(node)
        if found is None:
            found = self._known[node] = self._look(node)
        return found

    def _look(self, node: int) -> str | tuple[int, ...]:
        if node in self.outside:
            return ()
        return self._plant.public.serving(self._clock.now, node)[:1] or "no_service"


class FixedLine(ReadyBearer):
    """Landline and fibre 固定电话与光纤, over the same cables as the cells; data, and never busy.

    Parameters
    ----------
    clock
        Of the run.
    reception
        Where the public network serves.
    set_up_ms
        To be answered.
    """

    kind = BearerKind.FIXED

    def __init__(self, clock: Clock, reception: Reception, set_up_ms: int) -> None:
        self._clock, self._reception, self._set_up_ms = clock, reception, set_up_ms

    def access(self, member: Member) -> str | tuple[int, ...]:
        """Return the telecom site at which a member's line ends, if it serves now."""
        power = member.carries.get(BearerKind.FIXED)
        if power is None or not power.works(self._clock.now):
            return NO_TERMINAL
        return self._reception.at(member.where())

    def dial(self, parcel: Parcel) -> tuple[int, str | None]:
        """Return how long it takes."""
        return self._set_up_ms, None


class CellLine(ReadyBearer):
    """Public cells 公众移动网: whoever calls may find them busy.

    Parameters
    ----------
    clock, public
        Of the run; the public network.
    reception
        Where it serves.
    set_up_ms
        To dial and be answered.
    draws
        Whether a call finds a channel.
    """

    kind = BearerKind.CELLULAR

    def __init__(
        self, clock: Clock, public: PublicNet, reception: Reception, set_up_ms: int, draws: Draws
    ) -> None:
        self._clock, self._public, self._reception = clock, public, reception
        self._set_up_ms, self._draws = set_up_ms, draws

    def access(self, member: Member) -> str | tuple[int, ...]:
        """Return a cell that serves a member now."""
        if not has_power(member, self.kind, self._clock.now):
            return NO_TERMINAL
        return self._reception.at(member.where())

    def dial(self, parcel: Parcel) -> tuple[int, str | None]:
        """Return how long a call takes, or that all channels are taken."""
        node, lost = parcel.sender.where(), 0.0
        if node not in self._reception.outside:
            lost = self._public.blocking(self._clock.now, node, ServiceClass.VOICE)
        if self._draws.uniform() < lost:
            return self._set_up_ms, "cell_busy"
        return self._set_up_ms + speech_ms(parcel), None


class SatelliteLine(ReadyBearer):
    """Tiantong satellite telephones 天通卫星电话, outdoors, in a beam shared with others.

    Parameters
    ----------
    clock, streams
        Of the run.
    beam
        Returns the beam as busy as it is now.
    register_ms, set_up_ms
        To be registered, and to be answered.
    outdoor
        Share of places with a free view of the sky.
    """

    kind = BearerKind.TIANTONG

    def __init__(
        self,
        clock: Clock,
        streams: Streams,
        beam: Callable[[], Beam],
        register_ms: int,
        set_up_ms: int,
        outdoor: float,
    ) -> None:
        self._clock, self._streams, self._beam, self._outdoor = clock, streams, beam, outdoor
        self._register_ms, self._set_up_ms = register_ms, set_up_ms
        self._draws = streams("satellite/beam")
        self._sky: dict[tuple[int, int | None], bool] = {}
        self._own_ends: list[int] = []

    def access(self, member: Member) -> str | tuple[int, ...]:
        """Return whether a member's telephone sees the satellite."""
        if not has_power(member, self.kind, self._clock.now):
            return NO_TERMINAL
        return () if self._sees_sky(member) else CallOutcome.HIDDEN.value

    def dial(self, parcel: Parcel) -> tuple[int, str | None]:
        """Return how long a call takes, or that the beam is busy."""
        now = self._clock.now
        self._own_ends = [end for end in self._own_ends if end > now]
        found = dial(self._draws, self._beam(), len(self._own_ends), 1.0, True, True)
        reached_ms = self._register_ms + self._set_up_ms
        if found is not CallOutcome.CONNECTED:
            return reached_ms, found.value
        takes_ms = reached_ms + speech_ms(parcel)
        self._own_ends.append(now + takes_ms)
        return takes_ms, None

    def _sees_sky(self, member: Member) -> bool:
        key = (member.where(), member.village)
        if key not in self._sky:
            place = f"node/{key[0]}" if key[1] is None else f"village/{key[1]}"
            self._sky[key] = sees_sky(self._streams(f"satellite/sky/{place}"), self._outdoor)
        return self._sky[key]


class VsatLine:
    """Portable satellite stations 卫星便携站: set up when first needed, fading in the rain.

    Parameters
    ----------
    clock
        Of the run.
    links
        Returns the link of a station at a node.
    rain_mm_h
        Returns how hard it rains at a node now.
    set_up_ms
        To be answered.
    """

    kind = BearerKind.VSAT

    def __init__(
        self,
        clock: Clock,
        links: Callable[[int], VsatLink],
        rain_mm_h: Callable[[int], float],
        set_up_ms: int,
    ) -> None:
        self._clock, self._links, self._rain_mm_h, self._set_up_ms = clock, links, rain_mm_h, set_up_ms
        self._begun_ms: dict[int, int] = {}
        self._known: dict[int, VsatLink] = {}

    def access(self, member: Member) -> str | tuple[int, ...]:
        """Return whether a member's station carries now."""
        now, node = self._clock.now, member.where()
        if not has_power(member, self.kind, now):
            return NO_TERMINAL
        begun_ms = self._begun_ms.get(member.address)
        if begun_ms is None:
            return "not_set_up"
        if node not in self._known:
            self._known[node] = self._links(node)
        state = self._known[node].state(self._rain_mm_h(node), begun_ms, now, None)
        return () if state.carries else state.status.value

    def dial(self, parcel: Parcel) -> tuple[int, str | None]:
        """Return how long a call takes."""
        return self._set_up_ms + speech_ms(parcel), None

    def prepare(self, member: Member) -> None:
        """Begin to set a member's station up, where it has one with power."""
        if has_power(member, self.kind, self._clock.now):
            self._begun_ms.setdefault(member.address, self._clock.now)
