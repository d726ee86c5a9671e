"""One trip over the road: where a unit is at any moment of it, and where a closed link would stop it."""

from bisect import bisect_right
from collections.abc import Collection, Mapping, Sequence
from itertools import accumulate
from typing import NamedTuple

from sim.network.router import Route


class Halt(NamedTuple):
    """A place from which a unit that breaks off a trip goes on.

    Attributes
    ----------
    node
        The node to go on from.
    off_ms
        Time needed to be at that node, from where the unit is.
    link
        The closed link that it is on or stands before, or None.
    """

    node: int
    off_ms: int
    link: int | None = None


class Stop(NamedTuple):
    """Where a closed link ends a trip: after how many ms, at which node, before which link."""

    after_ms: int
    node: int
    link: int


class Trip:
    """A way off the road to a node, over links, and off the road again 行程.

    Parameters
    ----------
    start, goal
        Nodes at which the links begin and end.
    off_ms
        Time to get to `start` from where the unit stands, as it is now.
    road_ms
        Time over the links, by day and in the dry.
    access_ms
        Time from `goal` to the place itself.
    factor
        Speed now as a share of that by day and in the dry.

    Attributes
    ----------
    climbed
        Links that are closed for vehicles and passed on foot.
    total_ms
        How long it takes, as far as whoever sets out knows.
    lasts_ms
        How long it takes in truth, over links that bear less traffic than whoever sets out knows.
    """

    __slots__ = (
        "_ends",
        "access_ms",
        "climbed",
        "factor",
        "goal",
        "lasts_ms",
        "off_ms",
        "road_ms",
        "route",
        "start",
        "total_ms",
    )

    def __init__(
        self, start: int, goal: int, off_ms: int, road_ms: int, access_ms: int, factor: float
    ) -> None:
        self.start = start
        self.goal = goal
        self.off_ms = off_ms
        self.road_ms = road_ms
        self.access_ms = access_ms
        self.factor = factor
        self.total_ms = off_ms + round((road_ms + access_ms) / factor)
        self.lasts_ms = self.total_ms
        self.route: Route | None = None
        self.climbed: tuple[int, ...] = ()
        self._ends: list[int] = []

    def follow(self, route: Route, link_ms: Sequence[int] | Mapping[int, int]) -> None:
        """Say which links the trip goes over, with the time of each link by day and in the dry.

        Only who may be stopped or turned needs it: on an open road without news a trip is its duration.
        """
        self.route = route
        self._ends = [
            self.off_ms + round(ms / self.factor) for ms in accumulate(link_ms[link] for link in route.links)
        ]
        if self._ends:
            expected_ms = self.off_ms + round(self.road_ms / self.factor)
            self.lasts_ms = self.total_ms + self._ends[-1] - expected_ms

    @property
    def links(self) -> tuple[int, ...]:
        """The links it goes over, in order; empty as long as nobody asked."""
        return self.route.links if self.route is not None else ()

    def ahead(self, elapsed_ms: int) -> tuple[int, ...]:
        """Return the links that a unit has not left behind after some time; it may be on the first."""
        return self.links[bisect_right(self._ends, elapsed_ms) :]

    def near(self, elapsed_ms: int) -> int:
        """Return the node to which a unit is nearest, by time, after some time on the links it follows."""
        place = bisect_right(self._ends, elapsed_ms)
        if self.route is None or place == len(self._ends):
            return self.goal
        begin_ms, end_ms = self._begin_ms(place), self._ends[place]
        return self.route.nodes[place if 2 * elapsed_ms < begin_ms + end_ms else place + 1]

    def is_near_start(self, elapsed_ms: int, least_ms: int) -> bool:
        """Whether a unit is nearest to `start` after some time, if no first link takes less than `least_ms`.

        It says what `near` would, without the links; where it denies, only the links can tell.
        """
        return 2 * (elapsed_ms - self.off_ms) < round(least_ms / self.factor)

    def stop(self, closed: Collection[int]) -> Stop | None:
        """Return where the trip meets the first of some closed links; None if it meets none."""
        if self.route is not None:
            for place, link in enumerate(self.route.links):
                if link in closed:
                    return Stop(self._begin_ms(place), self.route.nodes[place], link)
        return None

    def halt(self, elapsed_ms: int, closed: Collection[int] = ()) -> Halt:
        """Return where a unit that breaks off after some time would go on from.

        A unit at a node goes on from there, and one on an open link from the link's end; one on a link that
        has closed goes back to where it entered it.
        """
        road_begins = self._begin_ms(0)
        if elapsed_ms < road_begins:
            return Halt(self.start, road_begins - elapsed_ms)
        place = bisect_right(self._ends, elapsed_ms)
        if self.route is None or place == len(self._ends):
            return Halt(self.goal, elapsed_ms - self._begin_ms(place))
        link, into_ms = self.route.links[place], elapsed_ms - self._begin_ms(place)
        if link in closed:
            return Halt(self.route.nodes[place], into_ms, link)
        if into_ms == 0:
            return Halt(self.route.nodes[place], 0)
        return Halt(self.route.nodes[place + 1], self._ends[place] - elapsed_ms)

    def _begin_ms(self, place: int) -> int:
        """Return when the link at a place of the route begins; after the last, when the road ends."""
        return self._ends[place - 1] if place else self.off_ms
