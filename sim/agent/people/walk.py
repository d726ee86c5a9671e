"""People who leave on foot 徒步转移: by the roads they believe in, over the roads as they are."""

from collections.abc import Callable, Generator, Sequence
from typing import TYPE_CHECKING, Any, Final

from sim.agent.context import Context
from sim.agent.people.household import Household
from sim.agent.roads import FOOT
from sim.record.people import LinkWalked
from sim.terms.enums import PeopleState
from sim.terms.units import HOUR_MS, SECOND_MS

if TYPE_CHECKING:
    from sim.agent.people.group import Group

_M_PER_KM: Final = 1000


class Shelters:
    """Places where people are taken in 避难场所: how many are in each.

    It is the truth, known at their doors alone.

    Parameters
    ----------
    context
        Of the world.
    """

    def __init__(self, context: Context) -> None:
        scenario, self._context = context.scenario, context
        self.nodes = [scenario.node_ids[row.node] for row in scenario.shelters]
        self._left = [row.capacity for row in scenario.shelters]

    def take(self, shelter: int, people: int) -> bool:
        """Let people in, all of them or nobody; whether there was room."""
        if self._left[shelter] < people or not self._context.admits(shelter, people):
            return False
        self._left[shelter] -= people
        return True


class Party:
    """Households of a group that leave together.

    They go to the nearest shelter by what their village has heard of the roads, and what they have seen
    themselves. Where a link is closed they turn to another way or shelter; without any they wait there, and
    look again from time to time. Where a shelter has no room for them they go on to the next.

    Parameters
    ----------
    group
        Whose households they are.
    households
        Which of them.
    speed_m_s
        How fast they walk by day.
    context
        Of the world.
    shelters
        Where they may go.
    told
        Returns the links closed on foot of which their village has heard.
    """

    def __init__(
        self,
        group: "Group",
        households: Sequence[Household],
        speed_m_s: float,
        context: Context,
        shelters: Shelters,
        told: Callable[[], frozenset[int]],
    ) -> None:
        self._group, self._households = group, households
        self._people = sum(household.people for household in households)
        self._context, self._shelters, self._told = context, shelters, told
        courier = context.scenario.bearers.courier
        self._slower = courier.foot_day.value * _M_PER_KM / HOUR_MS * SECOND_MS / speed_m_s
        self._lane_ms = round(group.access_km * _M_PER_KM / speed_m_s * SECOND_MS)
        self._node = group.node
        self._shut: frozenset[int] = frozenset()
        self._open: frozenset[int] = frozenset()
        self._full: set[int] = set()
        self._state = PeopleState.PREPARING

    def leave(self, delay_ms: int) -> Generator[Any, Any, None]:
        """Get ready, and go until there is a roof over their heads, or no shelter has room."""
        clock = self._context.clock
        yield clock.wait(delay_ms)
        self._be(PeopleState.MOVING)
        yield clock.wait(self._now_ms(self._lane_ms))
        while self._state is not PeopleState.SHELTERED and len(self._full) < len(self._shelters.nodes):
            goal = self._choose()
            if goal is None:
                yield from self._look_again()
            elif (yield from self._walk(goal)):
                self._knock(goal)
        if self._state is not PeopleState.SHELTERED:
            self._be(PeopleState.CUT_OFF)

    def _be(self, now: PeopleState, shelter: int | None = None) -> None:
        if now is not self._state:
            self._group.move(self._state, now, self._people, self._node, shelter)
            self._state = now
            for household in self._households:
                household.state = now

    def _closed(self) -> frozenset[int]:
        return (self._told() - self._open) | self._shut

    def _choose(self) -> int | None:
        """Return the nearest shelter that they do not know to be full, or None where no way leads to any."""
        on_foot, closed = self._context.roads.travel[FOOT], self._closed()
        rows = [i for i in range(len(self._shelters.nodes)) if i not in self._full]
        here = next((i for i in rows if self._shelters.nodes[i] == self._node), None)
        if here is not None:
            return here
        ways = [(on_foot.time(self._node, self._shelters.nodes[i], closed), i) for i in rows]
        return min(((ms, i) for ms, i in ways if ms is not None), default=(0, None))[1]

    def _knock(self, shelter: int) -> None:
        """Ask for room at a door."""
        if self._shelters.take(shelter, self._people):
            self._be(PeopleState.SHELTERED, shelter)
        else:
            self._full.add(shelter)

    def _look_again(self) -> Generator[Any, Any, None]:
        """Wait before closed roads, and look at those that begin here."""
        self._be(PeopleState.CUT_OFF)
        yield self._context.clock.wait(self._context.scenario.people.again.ms)
        graph = self._context.roads.travel[FOOT].graph
        for arc in graph.leaving[self._node]:
            self._see(graph.links[arc])

    def _see(self, link: int) -> bool:
        """Know of a link what it is; whether one passes on foot."""
        passable = self._context.roads.passable(link)
        self._shut = self._shut - {link} if passable else self._shut | {link}
        self._open = self._open | {link} if passable else self._open - {link}
        return passable

    def _walk(self, shelter: int) -> Generator[Any, Any, bool]:
        """Walk towards a shelter until they are there, or a link is closed; whether they are there."""
        clock, roads = self._context.clock, self._context.roads
        self._be(PeopleState.MOVING)
        route = roads.travel[FOOT].route(self._node, self._shelters.nodes[shelter], self._closed())
        assert route is not None
        for link in route.links:
            if not self._see(link):
                return False
            self._context.log.add(clock.now, LinkWalked(self._group.number, link), self._group.cause)
            over_ms = roads.link_ms[FOOT][link] * self._slower + roads.lost_ms(FOOT, link)
            yield clock.wait(self._now_ms(over_ms))
            self._node = self._other_end(link)
        return True

    def _other_end(self, link: int) -> int:
        graph = self._context.roads.travel[FOOT].graph
        ends = [graph.heads[arc] for arc in graph.arcs_of_link[link] if graph.tails[arc] == self._node]
        return int(ends[0])

    def _now_ms(self, ms: float) -> int:
        """Return how long something takes on foot now."""
        return round(ms / self._context.roads.factor(FOOT, self._context.clock.now, self._node))
