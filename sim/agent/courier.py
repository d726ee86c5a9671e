"""Couriers 传信: the last resort, over the roads and paths as they really are."""

from collections.abc import Callable, Generator, Sequence
from typing import Any, Final

from sim.agent.context import Context
from sim.agent.errand import Belief, Errand
from sim.agent.lanes import Lanes
from sim.agent.roads import FOOT
from sim.comms.bearer import Ended, Path, ReadyBearer
from sim.comms.member import Member, Parcel
from sim.record.facts import RoadReport
from sim.terms.enums import BearerKind, Party

_FIRST: Final = 1_000_000
_TOLD_BY_TELEPHONE: Final = frozenset({Party.DISPATCH_CENTRE, Party.EOC})
_HERE = Path()
_NEAR = Path(near=True)


class Couriers(ReadyBearer):
    """A bearer that walks or drives: from a post to a post, a station, or a unit in its station.

    People walk to their village committee, or to a station in the same place. A village sends to its own
    township; whoever else sends goes all the way. A courier takes the vehicle as far as that is quicker, and
    walks past what closes the road for vehicles alone (see `sim.agent.errand.Errand`); one who finds no way
    comes back with the message. In the same place it takes a runner, but a courier where the lane to the
    homes is longer than one runs.

    Parameters
    ----------
    context
        Of the world.
    knows
        Returns what an address has been told of the roads.
    phones
        Returns whether one can raise the receiver of a message from a township now, by quicker means.
    towns
        The township of each node; a courier asks once in each, if the scenario has messengers.
    tell
        Called with address, report and the log entry that it follows from, when a courier is back at the one
        who sent it and tells what it saw.
    """

    kind = BearerKind.COURIER

    def __init__(
        self,
        context: Context,
        knows: Callable[[int], Belief],
        tell: Callable[[int, RoadReport, int | None], None],
        phones: Callable[[Parcel, int], bool] = lambda parcel, node: False,
        towns: Sequence[int] = (),
    ) -> None:
        settings = context.scenario.bearers.courier
        self._context = context
        self._knows = knows
        self._tell = tell
        self._phones = phones
        self._towns = tuple(towns if settings.messengers else ())
        self._delay_ms = settings.delay.ms
        self._runner_ms = settings.runner.ms
        self._walk_ms = context.scenario.bearers.caller.walk.ms
        self._lanes = Lanes(context)
        self._most = settings.couriers.whole
        self._vehicle = settings.vehicle
        self._out: dict[int, int] = {}
        self._next = _FIRST

    def path(self, sender: Member, receiver: Member) -> Path | str:
        """Return a way if somebody can be sent there, as the sender believes."""
        if sender.kind is Party.PUBLIC:
            return _HERE if self._walks_to(sender, receiver) else "too_far"
        if self._is_near(sender, receiver):
            return _NEAR
        if sender.kind is Party.VILLAGE and receiver.township != sender.township:
            return "too_far"
        if receiver.home is None or receiver.where() != receiver.home:
            return "moving"
        if self._out.get(sender.address, 0) >= self._most:
            return "no_courier"
        on_foot, known = self._context.roads.travel[FOOT], self._knows(sender.address)
        way_ms = on_foot.time(
            sender.where(), receiver.home, known.on_foot
        )  # where a vehicle goes one can walk
        return _HERE if way_ms is not None else "no_way"

    def carry(self, parcel: Parcel, path: Path, ended: Ended) -> None:
        """Send somebody."""
        sender, receiver = parcel.sender, parcel.receiver
        if sender.kind is Party.PUBLIC:
            self._context.clock.call_after(self._walked_ms(sender, receiver), lambda: ended(None))
        elif path.near:
            run_ms = self._runner_ms + self._lanes.between_ms(sender, receiver)
            self._context.clock.call_after(run_ms, lambda: ended(_missing(receiver)))
        else:
            self._out[sender.address] = self._out.get(sender.address, 0) + 1
            self._context.clock.start(self._run(parcel, ended))

    def _walks_to(self, sender: Member, receiver: Member) -> bool:
        if receiver.kind is Party.VILLAGE:
            return receiver.village == sender.village
        return receiver.kind is Party.STATION and receiver.home == sender.home

    def _walked_ms(self, sender: Member, receiver: Member) -> int:
        """Return how long people walk: within their village, or along its lane to the station."""
        if receiver.kind is Party.VILLAGE:
            return self._walk_ms
        return max(self._runner_ms, self._lanes.walk_ms(sender.village))

    def _is_near(self, sender: Member, receiver: Member) -> bool:
        """Whether both are in one place, and so near that somebody runs over at once."""
        if receiver.home is None or not sender.where() == receiver.home == receiver.where():
            return False
        return self._lanes.between_ms(sender, receiver) <= self._delay_ms

    def _run(self, parcel: Parcel, ended: Ended) -> Generator[Any, Any, None]:
        """Let a courier go there and come back, with the message where it could not be handed over."""
        clock, sender, goal = self._context.clock, parcel.sender, parcel.receiver.home
        assert goal is not None
        yield clock.wait(self._delay_ms)
        start, begun_ms = sender.where(), clock.now
        yield clock.wait(self._lanes.drive_ms(sender.village))
        self._next += 1
        belief = self._knows(sender.address)
        errand = Errand(self._next, parcel.number, start, self._vehicle, self._context, belief)
        arrived = yield from self._go(errand, parcel, goal)
        if arrived == goal:
            yield clock.wait(self._lanes.drive_ms(parcel.receiver.village))
        failed = "no_way" if arrived is None else _missing(parcel.receiver) if arrived == goal else None
        if failed is None:
            ended(None)
        yield clock.wait(clock.now - begun_ms)  # the way back takes as long as the way there
        for report, cause in errand.news:
            self._tell(sender.address, report, cause)
        self._out[sender.address] -= 1
        if failed is not None:
            ended(failed)

    def _go(self, errand: Errand, parcel: Parcel, goal: int) -> Generator[Any, Any, int | None]:
        """Let a courier go, and ask in townships for a telephone, the nearest first; return where it told."""
        towns = self._towns if parcel.receiver.kind in _TOLD_BY_TELEPHONE else ()
        asked = {self._towns[parcel.sender.where()]} if towns else set()
        while True:
            places = [node for node, town in enumerate(towns) if town not in asked]
            stop = errand.nearest(places, goal)
            if stop is None:
                return None
            arrived = yield from errand.travel(stop)
            if stop == goal:
                return goal if arrived else None
            asked.add(self._towns[stop])
            if arrived and self._phones(parcel, self._towns[stop]):
                yield self._context.clock.wait(self._runner_ms)
                return stop


def _missing(receiver: Member) -> str | None:
    """Return in one word that the receiver is not where a courier looks for it, or None where it is."""
    return None if receiver.where() == receiver.home else "gone"
