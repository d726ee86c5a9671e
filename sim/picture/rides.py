"""What a post knows of people who wait for vehicles, and of the vehicles 派车台账."""

from dataclasses import dataclass

from sim.record.rides import BusReport, RideOrder, RideRequest
from sim.terms.control import BusStatus


@dataclass(slots=True)
class BusView:
    """A vehicle as it last told: when, what it does, where; and the village that it was sent to, if any."""

    told_ms: int
    status: str
    node: int
    village: int | None = None


class RideBoard:
    """Requests and vehicles.

    Attributes
    ----------
    wanted
        How many people wait at each village, and when that was said: (time in ms, people).
    buses
        Vehicles that have reported.
    """

    def __init__(self) -> None:
        self.wanted: dict[int, tuple[int, int]] = {}
        self.buses: dict[int, BusView] = {}

    def ask(self, item: RideRequest, sent_ms: int) -> bool:
        """Take in that people wait; whether that is new."""
        if sent_ms < self.wanted.get(item.village, (0, 0))[0]:
            return False
        self.wanted[item.village] = sent_ms, item.people
        return True

    def learn(self, item: BusReport, sent_ms: int) -> bool:
        """Take in what a vehicle tells; whether that is new."""
        view = self.buses.setdefault(item.bus, BusView(sent_ms, item.status, item.node))
        if sent_ms < view.told_ms:
            return False
        view.told_ms, view.status, view.node = sent_ms, item.status, item.node
        if item.status == BusStatus.IDLE.value:
            view.village = None
        if item.village is not None:
            self.ask(RideRequest(item.village, item.left), sent_ms)
        return True

    def note(self, order: RideOrder) -> None:
        """Remember that a vehicle is ordered to a village."""
        self.buses[order.bus].village = order.village
