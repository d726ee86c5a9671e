"""From ways to a road graph: cut where roads meet, the largest part in one piece, chains made one link."""

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from sim.district.classes import CLASSES
from sim.district.extract import Extract, Point, Way
from sim.district.measure import Nearest, distance_m
from sim.terms.enums import RoadClass

_SMALL_LOOP_M: Final = 500.0
"""Loops at the end of a street are left out up to this length; assumption."""
_BEND_M: Final = 250.0
"""A link is parted where its road lies farther than this beside the straight line; assumption."""
_M_PER_DEG: Final = 111_195.0
Traits = tuple[RoadClass, bool, bool, bool]


@dataclass(frozen=True)
class Step:
    """The way from one node of the map to the next.

    Attributes
    ----------
    a, b
        Nodes of the map; traffic goes from `a` to `b`, and back unless the way is one-way.
    way
        The way of the map it is part of.
    """

    a: int
    b: int
    way: Way
    length_m: float

    @property
    def traits(self) -> Traits:
        """What must be alike in the steps of one link: class, one-way, bridge, tunnel."""
        return CLASSES[self.way.highway], self.way.oneway, self.way.bridge, self.way.tunnel

    def other(self, node: int) -> int:
        """Return the end that is not `node`."""
        return self.b if node == self.a else self.a


Chain = tuple[int, list[Step]]
"""A node, and the steps that lead from it."""


@dataclass(frozen=True)
class Link:
    """A link of the road graph 路段: a chain of steps of one kind, from `a` to `b`."""

    a: int
    b: int
    steps: tuple[Step, ...]
    length_m: float

    @property
    def traits(self) -> Traits:
        """Class, one-way, bridge and tunnel, which all its steps share."""
        return self.steps[0].traits

    @cached_property
    def way(self) -> Way:
        """The way of the map that is the longest part of it; of two as long the one with the lower number."""
        lengths: dict[int, float] = {}
        ways = {step.way.id: step.way for step in self.steps}
        for step in self.steps:
            lengths[step.way.id] = lengths.get(step.way.id, 0.0) + step.length_m
        return ways[min(lengths, key=lambda way: (-round(lengths[way], 3), way))]


class Streets:
    """The largest part of the roads of which every node reaches every other 最大连通路网.

    Attributes
    ----------
    total_m, kept_m
        Length of all roads that were given, and of those that are kept, in m.
    """

    def __init__(self, extract: Extract, left_out: frozenset[str], within: Iterable[int]) -> None:
        steps = list(_steps(extract, left_out, set(within)))
        kept = _largest_part(steps)
        self.points: dict[int, Point] = extract.points
        self.steps = [step for step in steps if step.a in kept and step.b in kept]
        self.total_m, self.kept_m = _length_m(steps), _length_m(self.steps)

    @cached_property
    def doors(self) -> Nearest:
        """The nodes at which something may stand beside the road: not on expressways nor in tunnels."""
        open_steps = [step for step in self.steps if step.traits[0] is not RoadClass.EXPRESSWAY]
        open_steps = [step for step in open_steps if not step.way.tunnel] or self.steps
        return Nearest({node: self.points[node] for step in open_steps for node in (step.a, step.b)})

    def links(self, stops: Iterable[int]) -> list[Link]:
        """Return the links of the graph, each of steps of one kind.

        They lead between the nodes where roads meet, end or change, the nodes `stops`, and the bends where a
        road would otherwise lie farther than `_BEND_M` beside the straight line that maps and hazards see.
        A bridge or tunnel is never parted for a bend. Short loops at the end of a street are left out.
        """
        around = _around(self.steps)
        ends = set(stops) | {node for node, steps in around.items() if not _is_passed(node, steps)}
        ends = ends or {min(around)} if around else ends
        bends = {bend for chain in _all_chains(around, ends) for bend in _bends(chain, self.points)}
        found = [
            Link(start, _nodes(start, steps)[-1], tuple(steps), _length_m(steps))
            for start, steps in _all_chains(around, ends | bends)
        ]
        links = [link for link in found if link.a != link.b]
        return sorted(links, key=lambda link: (link.a, link.b, link.steps[0].a, link.steps[0].b))


def _length_m(steps: Iterable[Step]) -> float:
    return sum(round(step.length_m * 1000) for step in steps) / 1000


def _steps(extract: Extract, left_out: frozenset[str], within: set[int]) -> Iterator[Step]:
    """Yield the steps between nodes that are within, each pair of nodes once."""
    seen: set[tuple[int, int]] = set()
    for way in extract.ways:
        if way.highway in left_out:
            continue
        for a, b in zip(way.nodes, way.nodes[1:], strict=False):
            pair = (a, b) if way.oneway else (min(a, b), max(a, b))
            if a != b and a in within and b in within and pair not in seen:
                seen.add(pair)
                length_m = distance_m(extract.points[a], extract.points[b])
                yield Step(a, b, way, length_m)


def _largest_part(steps: list[Step]) -> set[int]:
    """Return the largest set of nodes that all reach one another; of two as large that of the lowest node."""
    import numpy as np
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    nodes = sorted({node for step in steps for node in (step.a, step.b)})
    if not nodes:
        return set()
    number = {node: i for i, node in enumerate(nodes)}
    arcs = [(number[step.a], number[step.b]) for step in steps]
    arcs += [(number[step.b], number[step.a]) for step in steps if not step.way.oneway]
    tails, heads = np.array(arcs).T
    matrix = coo_array((np.ones(len(arcs)), (tails, heads)), shape=(len(nodes), len(nodes)))
    _, part = connected_components(matrix.tocsr(), directed=True, connection="strong")
    sizes: dict[int, int] = {}
    for label in part.tolist():
        sizes[label] = sizes.get(label, 0) + 1
    largest = max(sizes, key=lambda label: sizes[label])  # the first of equals: that of the lowest node
    return {node for node, label in zip(nodes, part.tolist(), strict=True) if label == largest}


def _around(steps: Iterable[Step]) -> dict[int, list[Step]]:
    around: dict[int, list[Step]] = {}
    for step in steps:
        around.setdefault(step.a, []).append(step)
        around.setdefault(step.b, []).append(step)
    return around


def _is_passed(node: int, steps: list[Step]) -> bool:
    """Whether a road only passes at a node, so that it need not be one of the graph."""
    if len(steps) != 2 or steps[0].traits != steps[1].traits:
        return False
    return not steps[0].way.oneway or (steps[0].a == node) != (steps[1].a == node)


def _all_chains(around: dict[int, list[Step]], ends: set[int]) -> Iterator[Chain]:
    return (chain for node in sorted(ends) for chain in _chains(node, around, ends))


def _chains(node: int, around: dict[int, list[Step]], ends: set[int]) -> Iterator[Chain]:
    """Yield each chain of steps from a node to the next end, once: from its start, or its lower end."""
    for first in around.get(node, ()):
        chain, here = [first], first.other(node)
        while here not in ends:
            one, two = around[here]
            chain.append(two if one is chain[-1] else one)
            here = chain[-1].other(here)
        if chain[0].a == node if first.way.oneway else node <= here:
            yield node, chain


def _nodes(start: int, steps: Iterable[Step]) -> list[int]:
    """Return the nodes along a chain."""
    nodes = [start]
    for step in steps:
        nodes.append(step.other(nodes[-1]))
    return nodes


def _bends(chain: Chain, points: Mapping[int, Point]) -> Iterator[int]:
    """Yield the nodes of a chain at which it is parted, by the rule of Douglas and Peucker (1973).

    A loop is parted in its middle first, so that its parts have two ends, unless it is short.
    """
    nodes = _nodes(*chain)
    if nodes[0] != nodes[-1] and (chain[1][0].way.bridge or chain[1][0].way.tunnel):
        return
    last, middle = len(nodes) - 1, len(nodes) // 2
    waiting = [(0, last)]
    if nodes[0] == nodes[-1]:
        is_long = last > 2 and _length_m(chain[1]) > _SMALL_LOOP_M
        waiting = [(0, middle), (middle, last)] if is_long else []
        yield from nodes[middle : middle + 1] if is_long else ()
    while waiting:
        low, high = waiting.pop()
        far_m, at = max(
            (
                (beside_m(points[nodes[i]], points[nodes[low]], points[nodes[high]]), -i)
                for i in range(low + 1, high)
            ),
            default=(0.0, 0),
        )
        if far_m > _BEND_M:
            yield nodes[-at]
            waiting += [(low, -at), (-at, high)]


def beside_m(point: Point, a: Point, b: Point) -> float:
    """Return how far a point lies beside the straight line from `a` to `b`, in m."""
    squeeze = math.cos(math.radians(a[1]))
    (px, py), (bx, by) = (((p[0] - a[0]) * squeeze, p[1] - a[1]) for p in (point, b))
    along = min(1.0, max(0.0, (px * bx + py * by) / (bx * bx + by * by or 1.0)))
    return math.hypot(px - along * bx, py - along * by) * _M_PER_DEG
