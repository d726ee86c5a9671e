"""An ambulance 救护车 of the medical service: it fetches casualties, and goes on where turned away."""

from collections.abc import Callable, Generator, Sequence
from typing import Any, TypeAlias

import mesa

from sim.agent.casualties.casualty import Casualty
from sim.agent.casualties.hospital import Hospital
from sim.agent.casualties.scene import Gathering
from sim.agent.casualties.transfer import Transfers
from sim.agent.context import Context
from sim.agent.traveller import Traveller
from sim.record.casualties import AmbulanceMoved, AmbulanceReport, Fetch
from sim.record.facts import Report, RoadReport, RollCall
from sim.record.message import Letter
from sim.scenario.tables import UnitRow
from sim.terms.ids import Address, UnitId, unit_address
from sim.terms.relief import AmbulanceStatus, CasualtyState, Means, hospital_of

Trip: TypeAlias = Generator[Any, Any, bool]
"""A part of a journey; its result is whether the ambulance got there."""


class Ambulance(mesa.Agent):  # type: ignore[misc]  # mesa is untyped
    """An ambulance with its crew.

    It drives by what its crew believes of the roads. Where a hospital is full or dark it goes on to the next
    that has not turned this casualty away; where none takes them they wait at the last door. Then it stands
    by at the hospital. Shifts and fuel of ambulances are not followed (assumption).

    Parameters
    ----------
    number, row, node
        Its row in ``units.csv``, and where it stands.
    context
        Of the world.
    desk
        Who sends it.
    gathering
        Returns who waits under a number.
    hospitals
        All of them; only who stands at a door may ask there.
    """

    def __init__(
        self,
        model: Any,
        number: UnitId,
        row: UnitRow,
        node: int,
        context: Context,
        desk: Address,
        gathering: Callable[[int], Gathering | Transfers | None],
        hospitals: Sequence[Hospital],
    ) -> None:
        super().__init__(model)
        self.number, self.address = number, unit_address(number)
        self.status = AmbulanceStatus.READY
        vehicle = context.scenario.unit_types[row.type].vehicle
        self.traveller = Traveller(self.address, node, vehicle, context, self._saw, self._stand)
        self._context, self._desk, self._gathering, self._hospitals = context, desk, gathering, hospitals
        self._access_ms = context.access_ms[vehicle]
        self._vehicle, self._load_ms = vehicle, context.scenario.casualties.load.ms
        self._call: int | None = None
        self._cause: int | None = None
        self._going = AmbulanceStatus.READY
        self._seen_ms: dict[int, int] = {}
        context.net.join(self.address, self.receive)

    @property
    def node(self) -> int:
        """Node at which it is, or next to it."""
        return self.traveller.driver.node

    def receive(self, letter: Letter) -> None:
        """Take in a delivered message."""
        for item in letter.body:
            if isinstance(item, RoadReport):
                self.traveller.hear(item.link, item.closed)
            elif isinstance(item, Fetch) and self.status is AmbulanceStatus.READY:
                self.traveller.driver.avoid = frozenset(item.avoid) | self._seen_after(letter.sent_ms)
                self._call, self._cause = item.call, letter.seq
                self._change(AmbulanceStatus.EN_ROUTE)
                self._context.clock.start(self._fetch(item))
            elif isinstance(item, Fetch | RollCall):
                self._tell(letter.seq)

    def _seen_after(self, t_ms: int) -> frozenset[int]:
        """Return the links that the crew saw closed since: of others the desk, once told, knows better."""
        return frozenset(link for link, seen_ms in self._seen_ms.items() if seen_ms > t_ms)

    def roll_call(self) -> None:
        """Tell the desk, at the beginning, where it stands."""
        self._change(AmbulanceStatus.READY)

    # --- one order ------------------------------------------------------------------------------------------

    def _fetch(self, order: Fetch) -> Generator[Any, Any, None]:
        there = yield from self._reach(order.node)
        if there:
            inside = hospital_of(order.call) is not None
            lanes_ms = 0 if inside else self._now_ms(self._access_ms[order.place])
            yield self._context.clock.wait(lanes_ms)
            self._change(AmbulanceStatus.LOADING)
            yield from self._load(order, lanes_ms)
        self._call = None
        self._change(AmbulanceStatus.READY)

    def _load(self, order: Fetch, lanes_ms: int) -> Generator[Any, Any, None]:
        """Take the most urgent on board, if anybody is still there, and bring them to a hospital."""
        gathering = self._gathering(order.call)
        casualty = None if gathering is None else gathering.take()
        if gathering is None or casualty is None:
            self._tell(self._cause, left=(0, 0))
            yield self._context.clock.wait(lanes_ms)
            return
        casualty.be(CasualtyState.CARRIED, self.node, by=Means.AMBULANCE, cause=self._cause)
        yield self._context.clock.wait(self._load_ms)
        self._change(AmbulanceStatus.TRANSPORTING, gathering.count())
        yield self._context.clock.wait(lanes_ms)
        yield from self._deliver(casualty, order.hospital, hospital_of(order.call))

    def _deliver(self, casualty: Casualty, first: int, from_: int | None) -> Generator[Any, Any, None]:
        """Go from hospital to hospital until one takes the casualty, or all that can be reached have not.

        Whom another hospital has moved on is then brought back there, if none could be reached.
        """
        left = {hospital.number: hospital for hospital in self._hospitals if hospital.number != from_}
        goal: int | None = first
        last = left[first] if from_ is None else self._hospitals[from_]
        while goal is not None:
            hospital = left.pop(goal)
            there = yield from self._reach(hospital.node)
            if there:
                last = hospital
                done = yield from self._knock(casualty, hospital)
                if done:
                    return
            goal = self._nearest(left)
            self._change(AmbulanceStatus.TRANSPORTING)
        yield from self.traveller.go(last.node, wait=True)
        self._change(AmbulanceStatus.AT_HOSPITAL)
        if casualty.state is CasualtyState.CARRIED and not last.takes(casualty):
            last.leave_at_door(casualty)

    def _knock(self, casualty: Casualty, hospital: Hospital) -> Trip:
        """Ask at a door, and tell the desk what one sees there; whether the ambulance is free."""
        self._change(AmbulanceStatus.AT_HOSPITAL)
        done = casualty.state is not CasualtyState.CARRIED or hospital.takes(casualty)
        self._tell(self._cause, (hospital.word(),))
        if done:
            yield self._context.clock.wait(self._context.scenario.forces.hospital_handover.ms)
        return done

    def _nearest(self, left: dict[int, Hospital]) -> int | None:
        node = self.traveller.driver.nearest([hospital.node for hospital in left.values()])
        return next((row for row in sorted(left) if left[row].node == node), None)

    def _reach(self, goal: int) -> Trip:
        """Drive to a node by whatever way the crew knows; whether it got there, or knows no way any more."""
        self._going = self.status
        while self.traveller.driver.plan(goal, 0) is not None:
            arrived = yield from self.traveller.go(goal, wait=False)
            if arrived:
                return True
        self._change(AmbulanceStatus.STRANDED)
        return False

    def _now_ms(self, ms: int) -> int:
        return round(ms / self._context.roads.factor(self._vehicle, self._context.clock.now, self.node))

    # --- what it tells --------------------------------------------------------------------------------------

    def _change(self, status: AmbulanceStatus, left: tuple[int, int] | None = None) -> None:
        """Enter a status; log it, and tell the desk."""
        self.status = status
        fact = AmbulanceMoved(self.number, status.value, self.node, self._call)
        self._cause = self._context.log.add(self._context.clock.now, fact, self._cause)
        self._tell(self._cause, left=left)

    def _tell(
        self, cause: int | None, more: tuple[Report, ...] = (), left: tuple[int, int] | None = None
    ) -> None:
        report = AmbulanceReport(self.number, self.status.value, self.node, self._call, left)
        self._context.net.send(self.address, self._desk, (report, *more), cause)

    def _stand(self, stands: bool) -> None:
        """Stand before roads that the crew knows to be closed, or go on."""
        self._change(AmbulanceStatus.STRANDED if stands else self._going)

    def _saw(self, link: int, closed: bool, cause: int | None) -> None:
        """Tell the desk of a road."""
        if closed:
            self._seen_ms[link] = self._context.clock.now
        report = RoadReport(link, closed, closed and self._context.roads.passable(link))
        self._context.net.send(self.address, self._desk, (report,), cause)
