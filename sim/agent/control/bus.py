"""A vehicle that carries people away 转运车辆: over the roads as they are, trip after trip."""

from collections.abc import Generator, Sequence
from typing import Any

from sim.agent.context import Context
from sim.agent.control.stop import Stop
from sim.agent.people.walk import Party, Shelters
from sim.agent.traveller import Traveller
from sim.record.facts import RoadReport, RollCall
from sim.record.message import Letter
from sim.record.rides import Boarded, BusChanged, BusReport, GotOff, RideOrder
from sim.scenario.control import BusRow
from sim.terms.control import BusStatus
from sim.terms.ids import Address, Band

_EYES: int = 3_000_000
"""Numbers of those who look at the roads from these vehicles begin here."""


class Bus:
    """A vehicle with a driver, who goes by what was told and seen of the roads.

    It drives to the village that it is ordered to, takes in whole parties as long as there are seats, and
    brings them to the nearest shelter with room. Where it can go no further people get off and walk. It comes
    back as long as people wait, and stays where its last trip ended.

    Parameters
    ----------
    number
        Its row.
    row
        Seats, base, kind of vehicle.
    context
        Of the world.
    district
        Whom it reports to.
    stops
        Where people wait, by village.
    shelters
        Where they are brought.
    """

    def __init__(
        self,
        number: int,
        row: BusRow,
        context: Context,
        district: Address,
        stops: "dict[int, Stop]",
        shelters: Shelters,
    ) -> None:
        self.number, self.row, self.address = number, row, Band.BUS.address(number)
        self._context, self._district, self._stops, self._shelters = context, district, stops, shelters
        node = context.scenario.node_ids[row.node]
        self._traveller = Traveller(_EYES + number, node, row.vehicle, context, self._saw)
        self._aboard: list[Party] = []
        self._status, self._village = BusStatus.IDLE, -1
        self._cause: int | None = None

    def begin(self) -> None:
        """Say that it is there, and listen."""
        self._context.net.join(self.address, self.receive)
        self._report()

    def where(self) -> int:
        """Return the node to which it is nearest."""
        return self._traveller.driver.where()

    def receive(self, letter: Letter) -> None:
        """Take in a delivered message: an order, where it is free, or how a road is."""
        for item in letter.body:
            if type(item) is RideOrder and self._status is BusStatus.IDLE:
                self._cause, self._village = letter.seq, item.village
                self._be(BusStatus.TO_STOP)
                self._context.clock.start(self._serve(self._stops[item.village]))
            elif type(item) is RollCall:
                self._report()
            elif type(item) is RoadReport:
                self._traveller.hear(item.link, item.closed)

    def _serve(self, stop: Stop) -> Generator[Any, Any, None]:
        """Fetch people from a village until nobody waits there, or no way leads there."""
        node = self._context.scenario.node_ids[self._context.scenario.villages[self._village].node]
        while (yield from self._drive(node)):
            if self._nearest(set()) is None:
                break  # nobody is taken in who could not be brought anywhere
            yield self._context.clock.wait(self._context.scenario.control.rides.board.ms)
            self._board(stop.board(self.row.seats))
            if not self._aboard:
                break
            self._be(BusStatus.CARRYING, stop.people)
            yield from self._carry()
            if not stop.people:
                break
            self._be(BusStatus.TO_STOP)
        yield from self._rest()
        self._be(BusStatus.IDLE)

    def _board(self, parties: Sequence[Party]) -> None:
        for party in parties:
            fact = Boarded(self.number, party.group, party.people)
            self._context.log.add(self._context.clock.now, fact, self._cause)
            party.ride()
            self._aboard.append(party)

    def _carry(self) -> Generator[Any, Any, None]:
        """Bring all who are aboard to shelters; where no way leads to any with room, let them off."""
        full: set[int] = set()
        while self._aboard:
            goal = self._nearest(full)
            if goal is None:
                break
            if (yield from self._drive(self._shelters.nodes[goal])):
                full.add(goal)
                for party in list(self._aboard):
                    if self._shelters.take(goal, party.people):
                        self._let_off(party, goal)
        for party in list(self._aboard):
            self._let_off(party, None)

    def _nearest(self, full: set[int]) -> int | None:
        """Return the nearest shelter that is not known to be full, by what the driver believes."""
        driver = self._traveller.driver
        nodes = {i: node for i, node in enumerate(self._shelters.nodes) if i not in full}
        if driver.plan(driver.node, 0) is None:
            return None
        times = [(driver.travel.time(driver.node, node, driver.avoid), i) for i, node in nodes.items()]
        return min(((ms, i) for ms, i in times if ms is not None), default=(0, None))[1]

    def _let_off(self, party: Party, shelter: int | None) -> None:
        self._aboard.remove(party)
        node = self._traveller.driver.node
        fact = GotOff(self.number, party.group, party.people, node)
        self._context.log.add(self._context.clock.now, fact, self._cause)
        party.alight(node, shelter)

    def _drive(self, goal: int) -> Generator[Any, Any, bool]:
        """Drive to a node, round what turns out to be closed; whether it got there."""
        while self._traveller.driver.plan(goal, 0) is not None:
            if (yield from self._traveller.go(goal, wait=False)):
                return True
        return False

    def _rest(self) -> Generator[Any, Any, None]:
        """Stay where a road broke or flooded under it, until that opens."""
        driver = self._traveller.driver
        while driver.plan(driver.node, 0) is None:
            self._be(BusStatus.STRANDED)
            yield self._context.clock.wait(self._context.scenario.people.again.ms)

    def _saw(self, link: int, closed: bool, cause: int | None) -> None:
        report = RoadReport(link, closed, closed and self._context.roads.passable(link))
        self._context.net.send(self.address, self._district, (report,), cause)

    def _be(self, status: BusStatus, left: int | None = None) -> None:
        if status is self._status:
            return
        self._status, aboard = status, sum(party.people for party in self._aboard)
        fact = BusChanged(self.number, status.value, self._traveller.driver.node, aboard)
        self._context.log.add(self._context.clock.now, fact, self._cause)
        self._report(left)

    def _report(self, left: int | None = None) -> None:
        """Tell the district what it does, and how many are left where it fetched people."""
        said = (self.number, self._status.value, self._traveller.driver.node)
        report = BusReport(*said) if left is None else BusReport(*said, self._village, left)
        self._context.net.send(self.address, self._district, (report,), self._cause)
