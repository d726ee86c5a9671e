"""The way to a place that no vehicle can reach: as far as one drives, then on foot 弃车徒步."""

from typing import NamedTuple

from sim.network.travel import OPEN, Travel


class Approach(NamedTuple):
    """A way to a place.

    Attributes
    ----------
    goal
        The node to which it leads.
    park
        The node at which the vehicle stays; `goal` where nobody needs to walk.
    drive_ms, walk_ms
        Time over the links by day and in the dry.
    """

    goal: int
    park: int
    drive_ms: int
    walk_ms: int

    @property
    def total_ms(self) -> int:
        """Time over all links, by day and in the dry."""
        return self.drive_ms + self.walk_ms


def drive(travel: Travel, here: int, goals: tuple[int, ...], closed: frozenset[int]) -> Approach | None:
    """Return the way to the goal that a vehicle reaches first, or None where it reaches none."""
    times = [(travel.time(here, goal, closed), order, goal) for order, goal in enumerate(goals)]
    known = [(ms, order, goal) for ms, order, goal in times if ms is not None]
    if not known:
        return None
    ms, _, goal = min(known)
    return Approach(goal, goal, ms, 0)


def walk_in(
    travel: Travel,
    foot: Travel,
    here: int,
    goals: tuple[int, ...],
    closed: frozenset[int],
    shut: frozenset[int] = OPEN,
    limit_ms: int | None = None,
) -> Approach | None:
    """Return the quickest way that ends on foot, or None where there is none.

    Parameters
    ----------
    travel, foot
        Fastest ways of the vehicle, and on foot.
    here, goals
        Where one starts, and where one of which one wants to be.
    closed, shut
        Links that are held for closed to vehicles, and to people on foot.
    limit_ms
        The longest walk, by day and in the dry.
    """
    nodes = range(travel.graph.n_nodes)
    drives = [travel.time(here, node, closed) for node in nodes]
    found: list[tuple[int, int, int, int, int]] = []
    for goal in goals:
        for node, walk_ms in zip(nodes, foot.times_to(goal, nodes, shut), strict=True):
            drive_ms = drives[node]
            if drive_ms is None or walk_ms is None or (limit_ms is not None and walk_ms > limit_ms):
                continue
            found.append((drive_ms + walk_ms, walk_ms, node, goal, drive_ms))
    if not found:
        return None
    _, walk_ms, park, goal, drive_ms = min(found)
    return Approach(goal, park, drive_ms, walk_ms)
