"""Which ambulance fetches whom, and to which hospital 伤员转运调度: rules over what was told."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sim.network.travel import Travel
from sim.picture import Picture
from sim.picture.casualties import AmbulanceView, WoundedView
from sim.record.casualties import Fetch
from sim.record.facts import Order
from sim.terms.ids import UnitId, unit_address
from sim.terms.relief import AmbulanceStatus, hospital_of

_READY: str = AmbulanceStatus.READY.value


@dataclass(frozen=True, slots=True)
class CarePlan:
    """What the medical desk knows beforehand.

    Attributes
    ----------
    nodes, beds
        Node of each hospital, and its free beds in ordinary times, by row.
    travel
        Fastest ways of the ambulances.
    by_report
        Whether beds and power, as told, decide where casualties go; else the nearest hospital.
    lost_ms
        An order that was not answered for so long is held for lost.
    """

    nodes: Sequence[int]
    beds: Sequence[int]
    travel: Mapping[int, Travel]
    by_report: bool
    lost_ms: int


class FetchWounded:
    """Send the nearest free ambulance to the reddest, and on to a hospital that said it has a bed.

    Parameters
    ----------
    plan
        What is known beforehand.
    """

    def __init__(self, plan: CarePlan) -> None:
        self.plan = plan

    def decide(self, picture: Picture) -> Iterator[Order]:
        """Yield the orders to give now."""
        while (order := self.next_order(picture)) is not None:
            yield order

    def next_order(self, picture: Picture) -> Fetch | None:
        """Return the most urgent order that can be given, or None."""
        free = [
            view for view in picture.care.ambulances.values() if view.status == _READY and view.order is None
        ]
        for wounded in self._lacking(picture) if free else ():
            chosen = self._nearest(picture, wounded, free)
            hospital = self._goal(picture, wounded)
            if chosen is not None and hospital is not None:
                where, closed = (wounded.call, wounded.place, wounded.node), tuple(sorted(picture.closed))
                address = unit_address(UnitId(chosen.unit))
                return Fetch(address, chosen.unit, *where, hospital, closed)
        return None

    def hospital(self, picture: Picture, node: int) -> int | None:
        """Return the hospital to go to from a node, as far as beds, power and roads are known; None: no way.

        Where all that can be reached said they are full or dark it is the nearest: somebody must take them.
        """
        travel = next(iter(self.plan.travel.values()))
        times = [(travel.time(node, at, picture.closed), row) for row, at in enumerate(self.plan.nodes)]
        ways = sorted((ms, row) for ms, row in times if ms is not None)
        open_to = [row for _, row in ways if self._has_bed(picture, row)] if self.plan.by_report else []
        return next(iter([*open_to, *(row for _, row in ways)]), None)

    def _goal(self, picture: Picture, wounded: WoundedView) -> int | None:
        """Return the hospital for those at a place.

        Those who are moved on from a hospital go but to another that has said it has a bed and power.
        """
        leaves = hospital_of(wounded.call)
        if leaves is None:
            return self.hospital(picture, wounded.node)
        beds, travel = picture.care.beds, next(iter(self.plan.travel.values()))
        rows = [row for row, view in sorted(beds.items()) if row != leaves and view.powered and view.left > 0]
        times = [(travel.time(wounded.node, self.plan.nodes[row], picture.closed), row) for row in rows]
        best = min(((ms, row) for ms, row in times if ms is not None), default=None)
        return None if best is None else best[1]

    def _has_bed(self, picture: Picture, row: int) -> bool:
        view = picture.care.beds.get(row)
        return self.plan.beds[row] > 0 if view is None else view.powered and view.left > 0

    def _lacking(self, picture: Picture) -> list[WoundedView]:
        """Return places where more wait than ambulances go there, those with red casualties first.

        Of those equally urgent who lie in a hospital come last.
        """
        care, now_ms = picture.care, picture.now_ms
        found = []
        for view in care.wounded.values():
            going = care.sent_to(view.call, now_ms, self.plan.lost_ms)
            if view.red + view.yellow > going:
                inside = hospital_of(view.call) is not None
                found.append((view.red <= going, inside, view.told_ms, view.call))
        return [care.wounded[call] for *_, call in sorted(found)]

    def _nearest(
        self, picture: Picture, wounded: WoundedView, free: Sequence[AmbulanceView]
    ) -> AmbulanceView | None:
        times = [(self.plan.travel[v.unit].time(v.node, wounded.node, picture.closed), v.unit) for v in free]
        best = min(((ms, unit) for ms, unit in times if ms is not None), default=None)
        return None if best is None else picture.care.ambulances[best[1]]
