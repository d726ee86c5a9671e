"""People who leave on foot 徒步转移: by the roads they believe in, over the roads as they are."""

from collections.abc import Callable, Generator, Sequence
from typing import TYPE_CHECKING, Any, Final, Protocol

from sim.agent.context import Context
from sim.agent.people.household import Household
from sim.agent.roads import FOOT
from sim.network.router import Route
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

    def leave(self, shelter: int, people: int) -> None:
        """Let people out."""
        self._left[shelter] += people


class Stop(Protocol):
    """Where people wait for vehicles 集合点."""

    def join(self, party: "Party") -> None:
        """Let a party wait."""
        ...

    def drop(self, party: "Party") -> None:
        """Let a party wait no more."""
        ...


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

    Attributes
    ----------
    node
        Where they are, or where they last were at a node.
    people
        How many they are.
    state
        What they do.
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
        self.people = sum(household.people for household in households)
        self._context, self._shelters, self._told = context, shelters, told
        courier = context.scenario.bearers.courier
        self._slower = courier.foot_day.value * _M_PER_KM / HOUR_MS * SECOND_MS / speed_m_s
        self._lane_ms = round(group.access_km * _M_PER_KM / speed_m_s * SECOND_MS)
        self.node = group.node
        self._shut: frozenset[int] = frozenset()
        self._open: frozenset[int] = frozenset()
        self._full: set[int] = set()
        self.state = PeopleState.PREPARING
        self._inside: int | None = None
        self._goes_home = self._stands = False
        self._bell: Any = None

    def leave(self, delay_ms: int) -> Generator[Any, Any, None]:
        """Get ready, and go until there is a roof over their heads, or no shelter has room."""
        clock = self._context.clock
        yield clock.wait(delay_ms)
        if not self._goes_home:
            self._be(PeopleState.MOVING)
            yield clock.wait(self._now_ms(self._lane_ms))
            if not self._goes_home and self._wants_to_ride():
                yield from self._wait_for_a_ride()
            yield from self._seek()
        self._stands = True
        if self._goes_home:
            yield from self._go_home()

    def call_home(self) -> None:
        """Let them go home: who is under way turns round at the next node."""
        self._goes_home = True
        if self._stands:
            self._context.clock.start(self._go_home())
        elif self.state is PeopleState.AWAITING:
            self._give_up()

    # --- by vehicle ----------------------------------------------------------------------------------------

    @property
    def group(self) -> int:
        """Number of their group."""
        return self._group.number

    @property
    def cause(self) -> int | None:
        """Log entry at which their group was last told."""
        return self._group.cause

    def _wants_to_ride(self) -> bool:
        """Whether there are vehicles to wait for, and no shelter is near on foot, as far as they know."""
        if self._group.stop is None:
            return False
        goal, limit_ms = self._choose(), self._context.scenario.control.rides.walk_up_to.ms
        if goal is None:
            return bool(self._shelters.nodes)
        way_ms = self._context.roads.travel[FOOT].time(self.node, self._shelters.nodes[goal], self._closed())
        return way_ms is None or self._now_ms(way_ms * self._slower) > limit_ms

    def _wait_for_a_ride(self) -> Generator[Any, Any, None]:
        """Wait until a vehicle has brought them somewhere, or they have waited long enough."""
        assert self._group.stop is not None
        self._be(PeopleState.AWAITING)
        self._bell = self._context.clock.signal()
        self._group.stop.join(self)
        self._context.clock.call_after(self._context.scenario.control.rides.patience.ms, self._give_up)
        yield self._bell

    def _give_up(self) -> None:
        if self.state is PeopleState.AWAITING and not self._bell.triggered:
            assert self._group.stop is not None
            self._group.stop.drop(self)
            self._bell.succeed()

    def ride(self) -> None:
        """Get into a vehicle."""
        self._be(PeopleState.RIDING)

    def alight(self, node: int, shelter: int | None) -> None:
        """Get off at a node: into a shelter that has taken them in, or to walk on."""
        self.node = node
        if shelter is not None:
            self._inside = shelter
            self._be(PeopleState.SHELTERED, shelter)
        self._bell.succeed()

    # --- on foot -------------------------------------------------------------------------------------------

    def _seek(self) -> Generator[Any, Any, None]:
        """Go from shelter to shelter until one has room, none is left, or they go home."""
        while (
            self.state is not PeopleState.SHELTERED
            and not self._goes_home
            and len(self._full) < len(self._shelters.nodes)
        ):
            goal = self._choose()
            if goal is None:
                yield from self._look_again()
            elif (yield from self._walk(goal)):
                self._knock(goal)
        if self.state is not PeopleState.SHELTERED and not self._goes_home:
            self._be(PeopleState.CUT_OFF)

    def _go_home(self) -> Generator[Any, Any, None]:
        """Go home, by the roads they believe in; who finds no way looks again from time to time."""
        if self.state is not PeopleState.PREPARING:
            if self._inside is not None:
                self._shelters.leave(self._inside, self.people)
            self._be(PeopleState.RETURNING, self._inside)
            while self.node != self._group.node:
                if self._route(self._group.node) is None:
                    yield from self._look()
                else:
                    yield from self._follow(self._group.node)
            yield self._context.clock.wait(self._now_ms(self._lane_ms))
        self._be(PeopleState.RETURNED)
        self._group.back(list(self._households))

    def _be(self, now: PeopleState, shelter: int | None = None) -> None:
        if now is not self.state:
            self._group.move(self.state, now, self.people, self.node, shelter)
            self.state = now
            for household in self._households:
                household.state = now

    def _closed(self) -> frozenset[int]:
        return (self._told() - self._open) | self._shut

    def _choose(self) -> int | None:
        """Return the nearest shelter that they do not know to be full, or None where no way leads to any."""
        on_foot, closed = self._context.roads.travel[FOOT], self._closed()
        rows = [i for i in range(len(self._shelters.nodes)) if i not in self._full]
        here = next((i for i in rows if self._shelters.nodes[i] == self.node), None)
        if here is not None:
            return here
        ways = [(on_foot.time(self.node, self._shelters.nodes[i], closed), i) for i in rows]
        return min(((ms, i) for ms, i in ways if ms is not None), default=(0, None))[1]

    def _knock(self, shelter: int) -> None:
        """Ask for room at a door."""
        if self._shelters.take(shelter, self.people):
            self._inside = shelter
            self._be(PeopleState.SHELTERED, shelter)
        else:
            self._full.add(shelter)

    def _look_again(self) -> Generator[Any, Any, None]:
        """Wait before closed roads, and look at those that begin here."""
        self._be(PeopleState.CUT_OFF)
        yield from self._look()

    def _look(self) -> Generator[Any, Any, None]:
        yield self._context.clock.wait(self._context.scenario.people.again.ms)
        graph = self._context.roads.travel[FOOT].graph
        for arc in graph.leaving[self.node]:
            self._see(graph.links[arc])

    def _see(self, link: int) -> bool:
        """Know of a link what it is; whether one passes on foot."""
        passable = self._context.roads.passable(link)
        self._shut = self._shut - {link} if passable else self._shut | {link}
        self._open = self._open | {link} if passable else self._open - {link}
        return passable

    def _walk(self, shelter: int) -> Generator[Any, Any, bool]:
        """Walk towards a shelter until they are there, or turn; whether they are there."""
        self._be(PeopleState.MOVING)
        return (yield from self._follow(self._shelters.nodes[shelter]))

    def _route(self, goal: int) -> Route | None:
        return self._context.roads.travel[FOOT].route(self.node, goal, self._closed())

    def _follow(self, goal: int) -> Generator[Any, Any, bool]:
        """Walk to a node until a link is closed, or they are called home; whether they are there."""
        clock, roads, out = self._context.clock, self._context.roads, not self._goes_home
        route = self._route(goal)
        assert route is not None
        for link in route.links:
            if not self._see(link) or (out and self._goes_home):
                return False
            self._context.log.add(clock.now, LinkWalked(self._group.number, link), self._group.cause)
            over_ms = roads.link_ms[FOOT][link] * self._slower + roads.lost_ms(FOOT, link)
            yield clock.wait(self._now_ms(over_ms))
            self.node = self._other_end(link)
        return True

    def _other_end(self, link: int) -> int:
        graph = self._context.roads.travel[FOOT].graph
        ends = [graph.heads[arc] for arc in graph.arcs_of_link[link] if graph.tails[arc] == self.node]
        return int(ends[0])

    def _now_ms(self, ms: float) -> int:
        """Return how long something takes on foot now."""
        return round(ms / self._context.roads.factor(FOOT, self._context.clock.now, self.node))
