"""The driver of a unit: where it is, what it believes of the roads, and what happens to it on the way."""

from collections.abc import Callable, Generator, Sequence
from typing import Any, TypeAlias

from sim.agent.context import Context
from sim.agent.roads import FOOT
from sim.agent.trip import Halt, Trip
from sim.kernel.clock import Interrupt

Ride: TypeAlias = Generator[Any, Any, int | None]
"""A drive; its result is the closed link that ended it, or None on arrival."""


class Driver:
    """Position and way of one unit 驾驶.

    Parameters
    ----------
    unit, node, vehicle
        The unit, where it is, and what it drives.
    context
        Of the world.
    see
        Called with link, whether it is closed, and the log entry of the change, when the crew sees a link
        open.
    poke
        Called when the crew has to look again at where it goes.

    Attributes
    ----------
    node
        The node where it is, or next to which it is.
    off_ms
        Time needed to be at `node`: the way back from the homes, or the rest of a link.
    avoid
        Links that the crew has been told, or has seen, are closed.
    trip
        The trip that it is on.
    caught
        The link on which it was caught as it broke or flooded, and stays until it opens; else None.
    travel
        Fastest ways of what it drives.
    """

    def __init__(
        self,
        unit: int,
        node: int,
        vehicle: str,
        context: Context,
        see: Callable[[int, bool, int], None],
        poke: Callable[[], None],
    ) -> None:
        self.node = node
        self.off_ms = 0
        self.avoid: frozenset[int] = frozenset()
        self.trip: Trip | None = None
        self.caught: int | None = None
        self._begun_ms = 0
        self._planned = self.avoid
        self._unit = unit
        self._vehicle = vehicle
        self._context = context
        self.travel = context.roads.travel[vehicle]
        self._see = see
        self._poke = poke

    def plan(self, goal: int, access_ms: int) -> Trip | None:
        """Return the fastest trip by what the crew believes, or None where it knows no way."""
        roads = self._context.roads
        if self.caught is not None and self.caught in roads.closed_to(self._vehicle):
            return None
        self.caught = None
        road_ms = self.travel.time(self.node, goal, self.avoid)
        if road_ms is None:
            return None
        self._planned = self.avoid
        factor = roads.factor(self._vehicle, self._context.clock.now, self.node)
        if self._vehicle == FOOT and roads.closed:
            return self._walk(goal, access_ms, factor)
        trip = Trip(self.node, goal, self.off_ms, road_ms, access_ms, factor)
        if roads.can_close:
            self._follow(trip)
        return trip

    def ride(self, trip: Trip) -> Ride:
        """Drive to the end of a trip, or to the closed link that ends it.

        Raises
        ------
        Interrupt
            If the crew has to look again at where it goes; it knows where it is all the same.
        """
        context, roads = self._context, self._context.roads
        closed = roads.closed_to(self._vehicle)
        stop = trip.stop(closed) if closed else None
        self._begun_ms, self.trip = context.clock.now, trip
        if roads.can_close:
            roads.watch(self._unit, self._on_road_change)
        try:
            yield context.clock.wait(trip.lasts_ms if stop is None else stop.after_ms)
        except Interrupt:
            halt = self._break_off(trip, context.clock.now - self._begun_ms)
            if halt.link is None:
                raise
            self.caught = halt.link if self._is_caught(halt) else None
            return halt.link
        finally:
            self.trip = None
            roads.watch(self._unit, None)
        if stop is not None:
            self.node, self.off_ms = stop.node, 0
            return stop.link
        self.node, self.off_ms = trip.goal, round(trip.access_ms / trip.factor)
        return None

    def where(self) -> int:
        """Return the node to which the unit is nearest, by time: where its radio is heard."""
        trip = self.trip
        if trip is None:
            return self.node
        elapsed_ms = self._context.clock.now - self._begun_ms
        if trip.route is None:
            if trip.is_near_start(elapsed_ms, self._context.roads.least_ms(self._vehicle, trip.start)):
                return trip.start  # whichever way it goes: most who are asked have only just set out
            self._follow(trip)
        return trip.near(elapsed_ms)

    def look_out(self, watching: bool) -> None:
        """Look, or look no more, whether the links at this node open."""
        self._context.roads.watch(self._unit, self._on_road_change if watching else None)

    def hear(self, link: int, closed: bool) -> bool:
        """Take in what the crew is told of a link; whether it is still to go over it on this trip."""
        self.avoid = self.avoid | {link} if closed else self.avoid - {link}
        return self._is_ahead(link)

    def nearest(self, nodes: Sequence[int]) -> int | None:
        """Return the node that is soonest reached, by what the crew believes; None where none can be."""
        times = [(self.travel.time(self.node, node, self.avoid), node) for node in nodes]
        return min(((ms, node) for ms, node in times if ms is not None), default=(0, None))[1]

    def _break_off(self, trip: Trip, elapsed_ms: int) -> Halt:
        if trip.route is None:
            self._follow(trip)
        halt = trip.halt(elapsed_ms, self._context.roads.closed_to(self._vehicle))
        self.node, self.off_ms = halt.node, halt.off_ms
        return halt

    def _walk(self, goal: int, access_ms: int, factor: float) -> Trip:
        """Return a trip on foot, with the time that is lost at what closes links for vehicles."""
        roads, route = self._context.roads, self.travel.route(self.node, goal, self._planned)
        assert route is not None
        link_ms = {link: roads.over_ms(FOOT, link) + roads.lost_ms(FOOT, link) for link in route.links}
        trip = Trip(self.node, goal, self.off_ms, sum(link_ms.values()), access_ms, factor)
        trip.follow(route, link_ms)
        trip.climbed = tuple(link for link in route.links if link in roads.closed)
        return trip

    def _is_caught(self, halt: Halt) -> bool:
        """Whether the vehicle cannot even turn on a link that closes under it; a matter of its own luck."""
        context = self._context
        if halt.link is None or not halt.off_ms or not context.roads.catches(halt.link):
            return False
        draws = context.streams(f"driver/{self._unit}/{context.clock.now}/caught")
        return draws.uniform() < context.scenario.roads.caught.value

    def _follow(self, trip: Trip) -> None:
        """Find the links of a trip whose time is known, by what the crew believed when it was planned."""
        route = self.travel.route(trip.start, trip.goal, self._planned)
        assert route is not None
        roads = self._context.roads
        trip.follow(route, {link: roads.over_ms(self._vehicle, link) for link in route.links})

    def _is_ahead(self, link: int) -> bool:
        """Whether the crew is on a link, or is still to come to it, on the trip that it is on."""
        trip, elapsed_ms = self.trip, self._context.clock.now - self._begun_ms
        return trip is not None and link in trip.ahead(elapsed_ms)

    def _on_road_change(self, link: int, closed: bool, cause: int) -> None:
        """Feel what becomes of the road that the unit is on or stands before."""
        if self.trip is not None:
            if self._is_ahead(link):
                self._poke()
        elif link in self.avoid and self._sees_open(link):
            self.avoid -= {link}
            self._see(link, False, cause)

    def _sees_open(self, link: int) -> bool:
        """Whether a link begins or ends here and lets this vehicle pass."""
        roads = self._context.roads
        return link not in roads.closed_to(self._vehicle) and roads.touches(self._vehicle, link, self.node)
