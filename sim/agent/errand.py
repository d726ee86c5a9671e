"""One courier on the way with a message 传信途中: by vehicle as far as that is quicker, then on foot."""

from collections.abc import Generator, Iterable
from dataclasses import dataclass
from typing import Any

from sim.agent.context import Context
from sim.agent.roads import FOOT
from sim.agent.traveller import Traveller
from sim.record.facts import RoadReport
from sim.record.moves import CourierMoved


@dataclass(slots=True)
class Belief:
    """What somebody holds of the roads 所知路况.

    Attributes
    ----------
    closed
        Links that are closed for vehicles.
    on_foot
        Those of them that nobody passes on foot either.
    """

    closed: frozenset[int] = frozenset()
    on_foot: frozenset[int] = frozenset()

    def learn(self, report: RoadReport) -> None:
        """Know of a link what is told, or seen, of it."""
        link = {report.link}
        self.closed = self.closed | link if report.closed else self.closed - link
        shut = report.closed and not report.foot
        self.on_foot = self.on_foot | link if shut else self.on_foot - link


class Errand:
    """The way of one courier to a place, with what it sees of the roads.

    It goes the quickest way that it knows: with the vehicle, or with it to where a road is closed for it and
    on foot from there, over what closes the road where people pass. On foot the shortest way is taken,
    whatever is to be climbed over on it. Where it meets a closed link that it held for open it thinks again;
    the vehicle stays where it was left.

    Parameters
    ----------
    number
        Whose eyes on the roads these are; different for everybody.
    message
        Entry of the log at which the message was sent.
    node
        Where the courier starts.
    vehicle
        What it drives.
    context
        Of the world.
    belief
        What it holds of the roads; it learns.

    Attributes
    ----------
    news
        What it saw of links that it had held for something else, each with the entry it follows from.
    """

    def __init__(
        self,
        number: int,
        message: int,
        node: int,
        vehicle: str,
        context: Context,
        belief: Belief,
    ) -> None:
        self.news: list[tuple[RoadReport, int | None]] = []
        self._number = number
        self._message = message
        self._node = self._goal = node
        self._off_ms = 0
        self._vehicle = vehicle
        self._context = context
        self._belief = belief
        self._drives = True

    def nearest(self, places: Iterable[int], goal: int) -> int | None:
        """Return the nearest of some places on foot that is nearer than the goal, else that.

        None where the courier knows no way to the goal.
        """
        foot, closed = self._context.roads.travel[FOOT], self._belief.on_foot
        goal_ms = foot.time(self._node, goal, closed)
        if goal_ms is None:
            return None
        times = [(foot.time(self._node, place, closed), place) for place in sorted(places)]
        near = [(ms, place) for ms, place in times if ms is not None and ms < goal_ms]
        return min(near)[1] if near else goal

    def travel(self, goal: int) -> Generator[Any, Any, bool]:
        """Go to a node; the result is whether the courier got there, or knows no way on."""
        self._goal = goal
        while self._node != self._goal or self._off_ms:
            bound = self._next_stop()
            if bound is None:
                return False
            if bound == self._node and not self._off_ms:
                self._drives = False
            yield from self._go(
                self._vehicle if self._drives else FOOT, bound if self._drives else self._goal
            )
        self._tell(not self._drives, self._goal, ())
        return True

    def _next_stop(self) -> int | None:
        """Return the node to which the vehicle goes, the one where it is if it is left there.

        None where the courier knows no way. The vehicle is quicker than feet wherever it gets on, so it is
        left only at the end of a link that is closed for it.
        """
        if self._context.roads.travel[FOOT].time(self._node, self._goal, self._belief.on_foot) is None:
            return None
        if not self._drives:
            return self._node
        graph = self._context.roads.travel[self._vehicle].graph
        arcs = [arc for link in sorted(self._belief.closed) for arc in graph.arcs_of_link[link]]
        ends = {
            self._node,
            self._goal,
            *(graph.tails[arc] for arc in arcs),
            *(graph.heads[arc] for arc in arcs),
        }
        times = [(self._takes_ms(end), end != self._goal, end) for end in sorted(ends)]
        return min((ms, walks, end) for ms, walks, end in times if ms is not None)[2]

    def _takes_ms(self, stop: int) -> float | None:
        """Return how long it takes with the vehicle to a node and on foot from there, by what is known."""
        roads, now = self._context.roads, self._context.clock.now
        drive_ms = roads.travel[self._vehicle].time(self._node, stop, self._belief.closed)
        route = roads.travel[FOOT].route(stop, self._goal, self._belief.on_foot)
        if drive_ms is None or route is None:
            return None
        walk_ms = sum(roads.link_ms[FOOT][link] for link in route.links)
        walk_ms += roads.obstacle_ms * sum(link in self._belief.closed for link in route.links)
        drive = roads.factor(self._vehicle, now, self._node)
        return drive_ms / drive + walk_ms / roads.factor(FOOT, now, stop)

    def _go(self, means: str, bound: int) -> Generator[Any, Any, None]:
        """Go on by one means until the end of this stretch, or to what is closed on it."""
        traveller = Traveller(self._number, self._node, means, self._context, self._saw)
        traveller.driver.off_ms = self._off_ms
        traveller.driver.avoid = self._belief.on_foot if means == FOOT else self._belief.closed
        trip = traveller.driver.plan(bound, 0)
        assert trip is not None
        self._tell(means == FOOT, bound, trip.links)
        yield from traveller.go(bound, wait=False)
        self._node, self._off_ms = traveller.driver.node, traveller.driver.off_ms
        for link, climbed in traveller.passed:
            if climbed is not (link in self._belief.closed):
                self._saw(link, climbed, self._context.roads.last_change.get(link))

    def _saw(self, link: int, closed: bool, cause: int | None) -> None:
        report = RoadReport(link, closed, closed and self._context.roads.passable(link))
        self._belief.learn(report)
        self.news.append((report, cause))

    def _tell(self, foot: bool, bound: int, path: tuple[int, ...]) -> None:
        fact = CourierMoved(self._message, foot, self._node, bound, path)
        self._context.log.add(self._context.clock.now, fact, self._message)
