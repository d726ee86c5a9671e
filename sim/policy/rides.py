"""Which vehicle goes where 派车: the nearest free one by what is believed of the roads, first asked first."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sim.network.travel import Travel
from sim.picture import Picture
from sim.record.rides import RideOrder
from sim.terms.control import BusStatus


@dataclass(frozen=True, slots=True)
class RidePlan:
    """What a post knows beforehand of vehicles and villages.

    Attributes
    ----------
    seats, vehicles
        Seats of each vehicle, and how it drives.
    nodes
        Road node of each village.
    travel
        Fastest ways by kind of vehicle.
    """

    seats: Sequence[int]
    vehicles: Sequence[str]
    nodes: Sequence[int]
    travel: Mapping[str, Travel]


class NearestBus:
    """Sends as many vehicles as their seats ask for, each the nearest that is free.

    Parameters
    ----------
    plan
        What the post knows beforehand.
    """

    def __init__(self, plan: RidePlan) -> None:
        self._plan = plan

    def decide(self, picture: Picture) -> Iterator[RideOrder]:
        """Yield orders; each is noted in the picture before the next is asked for."""
        wanted = sorted((ms, village) for village, (ms, people) in picture.rides.wanted.items() if people)
        for _, village in wanted:
            while self._lacks(picture, village):
                bus = self._nearest(picture, village)
                if bus is None:
                    break
                yield RideOrder(bus, village)

    def _lacks(self, picture: Picture, village: int) -> bool:
        coming = [bus for bus, view in picture.rides.buses.items() if view.village == village]
        return sum(self._plan.seats[bus] for bus in coming) < picture.rides.wanted[village][1]

    def _nearest(self, picture: Picture, village: int) -> int | None:
        """Return the free vehicle that is soonest there, as far as the post knows; None where none is."""
        found = []
        for bus, view in sorted(picture.rides.buses.items()):
            if view.village is None and view.status == BusStatus.IDLE.value:
                travel = self._plan.travel[self._plan.vehicles[bus]]
                ms = travel.time(view.node, self._plan.nodes[village], picture.closed)
                if ms is not None:
                    found.append((ms, bus))
        return min(found, default=(0, None))[1]
