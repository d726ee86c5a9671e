"""Those who fly 航空救援: straight ways, the sky that forbids them, and who is at the stick."""

from collections.abc import Callable, Generator, Iterable, Sequence
from typing import Any, Final

from sim.agent.driver import Driver, Ride
from sim.agent.trip import Trip
from sim.comms.places import distance_m
from sim.kernel.clock import Interrupt
from sim.network.roads import RoadGraph, pace
from sim.network.router import Route
from sim.network.travel import OPEN, Travel
from sim.record.upper import FlightHeld, FlightLeg
from sim.scenario.model import Scenario
from sim.scenario.tiers import Air
from sim.terms.ids import Band, UnitId, unit_address
from sim.terms.units import DAY_MS, HOUR_MS, MINUTE_MS

STEP_MS: Final = MINUTE_MS
"""How far ahead a pilot sees (assumption: a minute of flight)."""
Point = tuple[float, float]
"""Longitude and latitude, in degrees."""
Rain = Callable[[int, int], float]
"""How hard it rains at a node at a time in ms, in mm/h."""


class AirTravel(Travel):
    """Times of flight 飞行时间: a straight line and what it takes to start and land; roads are nothing to it.

    Parameters
    ----------
    graph
        The roads, for their nodes.
    scenario
        Places of the nodes, speed, and where one may land.
    """

    def __init__(self, graph: RoadGraph, scenario: Scenario) -> None:
        self.graph, self.link_ms = graph, [0] * graph.n_links
        self.points = [(node.lon, node.lat) for node in scenario.nodes]
        air, number = scenario.upper.air, scenario.node_ids
        self._air = air
        self._pads = frozenset(number[pad] for pad in air.pads) or frozenset(range(graph.n_nodes))

    def time(self, source: int, target: int, closed: frozenset[int] = OPEN) -> int | None:
        """Return the milliseconds from source to target, or None where one cannot land."""
        return self.between(self.points[source], target)

    def between(self, start: Point, target: int) -> int | None:
        """Return the milliseconds from a point to a node, or None where one cannot land."""
        if start == self.points[target]:
            return 0
        return flight_ms(self._air, start, self.points[target]) if target in self._pads else None

    def times_to(
        self, target: int, sources: Sequence[int], closed: frozenset[int] = OPEN
    ) -> list[int | None]:
        """Return the milliseconds from each source to the target, or None where one cannot land."""
        return [self.time(source, target) for source in sources]

    def route(self, source: int, target: int, closed: frozenset[int] = OPEN) -> Route | None:
        """Return the way, which goes over no link, or None where one cannot land."""
        ms = self.time(source, target)
        return None if ms is None else Route(ms, (), (source,))

    def prepare(self, nodes: Iterable[int]) -> None:
        """Do nothing: a line needs no preparation."""


def flight_ms(air: Air, start: Point, goal: Point) -> int:
    """Return how long a flight takes, with starting and landing, in ms."""
    return air.lift.ms + round(distance_m(*start, *goal) / 1000 / air.speed.value * HOUR_MS)


class Sky:
    """When and where nobody flies 飞行气象条件.

    Parameters
    ----------
    scenario
        Limits, the local time, and scripted rain.
    rain
        Of rainstorms; None without any. Scripted rain counts as falling everywhere (assumption).

    Attributes
    ----------
    vehicle
        What flies.
    air
        The limits.
    """

    def __init__(self, scenario: Scenario, rain: Rain | None) -> None:
        self.vehicle, self.air = scenario.upper.flies, scenario.upper.air
        self._start_ms = pace(scenario).start_ms
        self._scripted = scenario.roads.rain
        self.points = [(node.lon, node.lat) for node in scenario.nodes]
        self._rain = rain

    def rain_at(self, node: int, t_ms: int) -> float:
        """Return how hard it rains at a node at a time, in mm/h."""
        if self._rain is not None:
            return self._rain(node, t_ms)
        falls = (each.rate.value for each in self._scripted if each.begin.ms <= t_ms < each.end.ms)
        return max(falls, default=0.0)

    def is_dark(self, t_ms: int) -> bool:
        """Whether it is before first light or after last light."""
        local_ms = (self._start_ms + t_ms) % DAY_MS
        return not self.air.first_light.ms <= local_ms <= self.air.last_light.ms

    def forbids(self, node: int, t_ms: int) -> str | None:
        """Return in one word why nobody flies at a node at a time, or None where one may."""
        if self.is_dark(t_ms):
            return "night"
        return "rain" if self.rain_at(node, t_ms) > self.air.rain.value else None

    def nearest(self, point: Point) -> int:
        """Return the node nearest to a point."""
        return min(range(len(self.points)), key=lambda node: (distance_m(*point, *self.points[node]), node))


class Pilot(Driver):
    """Flies 飞行员: sees its own sky and a minute ahead, and no more.

    It does not start in the dark, in hard rain, or where it would be dark before it lands. Where it meets
    hard rain it lands before it, and waits there.

    Parameters
    ----------
    sky
        What it sees.
    others
        As of a driver.

    Attributes
    ----------
    held
        Told when it is kept on the ground on its way, and when it goes on.
    """

    def __init__(self, sky: Sky, *others: Any) -> None:
        super().__init__(*others)
        assert isinstance(self.travel, AirTravel)
        self.held: Callable[[bool], None] = lambda on: None
        self._lines, self._sky = self.travel, sky
        self._at = sky.points[self.node]
        number = int(others[0])
        self._who = number if number >= Band.STATION else unit_address(UnitId(number))
        self._grounded: int | None = None

    def plan(self, goal: int, access_ms: int) -> Trip | None:
        """Return the flight, or None where one cannot land."""
        air_ms = self._lines.between(self._at, goal)
        return None if air_ms is None else Trip(self.node, goal, self.off_ms, air_ms, access_ms, 1.0)

    def stays(self, goal: int) -> str | None:
        """Return in one word why it does not start for a node now, or None where it does."""
        now, air_ms = self._context.clock.now, self._lines.between(self._at, goal)
        if air_ms is not None and self._sky.is_dark(now + air_ms):
            return "night"
        return self._sky.forbids(self.node, now)

    def where(self) -> int:
        """Return the node to which it is nearest."""
        return self.node

    def look_out(self, watching: bool) -> None:
        """Look at no road."""

    def ride(self, trip: Trip) -> Ride:
        """Go to the helicopter, fly, and walk from where it lands.

        Raises
        ------
        Interrupt
            If the crew has to look again at where it goes; it knows where it is all the same.
        """
        self.trip = trip
        try:
            yield from self._walk_off(self.off_ms, back=True)
            while self._at != self._sky.points[trip.goal]:
                reason = self.stays(trip.goal)
                if reason is None:
                    reason = yield from self._leg(trip.goal)
                if reason is not None:
                    yield from self.hold(reason)
            yield from self._walk_off(trip.access_ms, back=False)
        finally:
            self.trip = None
        return None

    def hold(self, reason: str) -> Generator[Any, Any, None]:
        """Wait on the ground until it is time to look at the sky again."""
        first = self._grounded is None
        if first:
            fact = FlightHeld(self._who, self.node, reason)
            self._grounded = self._context.log.add(self._context.clock.now, fact, None)
            self.held(True)
        yield self._context.clock.wait(self._sky.air.look.ms)

    def _walk_off(self, ms: int, back: bool) -> Generator[Any, Any, None]:
        """Walk from where it landed to the homes, or back."""
        begun_ms = self._context.clock.now
        try:
            if ms:
                yield self._context.clock.wait(ms)
        finally:
            gone_ms = self._context.clock.now - begun_ms
            self.off_ms = ms - gone_ms if back else gone_ms

    def _leg(self, goal: int) -> Generator[Any, Any, str | None]:
        """Fly towards a node; return in one word why it landed before, or None where it is there."""
        clock, sky, start, node = self._context.clock, self._sky, self._at, self.node
        begun_ms, whole_ms, worst = clock.now, self._lines.between(start, goal) or 1, 0.0
        reason = None
        if self._grounded is not None:
            self._grounded = None
            self.held(False)
        try:
            while clock.now - begun_ms < whole_ms:
                step_ms = min(STEP_MS, whole_ms - (clock.now - begun_ms))
                ahead = _along(start, sky.points[goal], (clock.now - begun_ms + step_ms) / whole_ms)
                there = sky.nearest(ahead)
                reason = sky.forbids(there, clock.now + step_ms)
                if reason is not None:
                    break
                yield clock.wait(step_ms)
                self._at, self.node = ahead, there
                worst = max(worst, sky.rain_at(there, clock.now))
            else:
                self._at, self.node = sky.points[goal], goal
        except Interrupt:  # not `finally`: whoever flies when a world is let go of has no log any more
            self._log_leg(node, clock.now - begun_ms, worst)
            raise
        self._log_leg(node, clock.now - begun_ms, worst)
        return reason

    def _log_leg(self, node: int, ms: int, worst: float) -> None:
        if ms:
            fact = FlightLeg(self._who, node, self.node, ms, round(100 * worst))
            self._context.log.add(self._context.clock.now, fact, None)


def driver_of(*others: Any) -> Driver:
    """Return who drives or flies a vehicle, with the arguments of a `Driver`."""
    sky = others[3].sky
    return Driver(*others) if sky is None or others[2] != sky.vehicle else Pilot(sky, *others)


def _along(start: Point, goal: Point, share: float) -> Point:
    """Return the point after a share of the way; so short a line on the map is one on the Earth."""
    share = min(1.0, share)
    return start[0] + share * (goal[0] - start[0]), start[1] + share * (goal[1] - start[1])
