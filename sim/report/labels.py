"""Where to write the names on a map so that none covers another.

A greedy search: the most crowded name chooses first, among places on rings about its point, the nearest ring
first. A name that finds no free place is left out, and its place is said to be None.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sim.report.geo import Box, Point

RINGS: Final = 9
DIRECTIONS: Final = 16


@dataclass(frozen=True, slots=True)
class Name:
    """A name that wants a place: its point, its size, the radius of what is drawn there, in pixels."""

    anchor: Point
    width: float
    height: float
    radius: float = 4.0

    def box_at(self, middle: Point) -> Box:
        """Return the box of the name if its middle stands at a point."""
        x, y = middle
        return Box(x - self.width / 2, y - self.height / 2, x + self.width / 2, y + self.height / 2)


def place(names: Sequence[Name], taken: Sequence[Box], frame: Box) -> list[Box | None]:
    """Find a box for each name inside the frame, clear of each other and of what is taken.

    Parameters
    ----------
    names
        The names, in pixels.
    taken
        Boxes that must stay free, such as symbols and other writing.
    frame
        Where writing is allowed.

    Returns
    -------
    list of Box or None
        One for each name, in their order; None where no free place was found.
    """
    found: list[Box | None] = [None] * len(names)
    used = list(taken)
    for number in _crowded_first(names):
        found[number] = box = _first_free(names[number], used, frame)
        if box is not None:
            used.append(box)
    return found


def _crowded_first(names: Sequence[Name]) -> list[int]:
    def room(number: int) -> float:
        here = names[number].anchor
        return sum(sorted(math.dist(here, other.anchor) for other in names)[:4])

    return sorted(range(len(names)), key=lambda number: (room(number), number))


def _first_free(name: Name, used: Sequence[Box], frame: Box) -> Box | None:
    for ring in range(RINGS):
        for turn in range(DIRECTIONS):
            box = name.box_at(_spot(name, ring, turn))
            if frame.contains(box) and not any(box.overlaps(other) for other in used):
                return box
    return None


def _spot(name: Name, ring: int, turn: int) -> Point:
    """Return the middle of a name on a ring: right of the point first, then by steps to either side."""
    step = (turn + 1) // 2 * (1 if turn % 2 else -1)
    angle = 2 * math.pi * step / DIRECTIONS
    gap = name.radius + 2 + ring * name.height * 0.55
    x = name.anchor[0] + math.cos(angle) * (name.width / 2 + gap)
    return x, name.anchor[1] + math.sin(angle) * (name.height / 2 + gap)
