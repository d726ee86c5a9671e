"""From ways to a road graph: cut where roads meet, the largest part in one piece, chains made one link."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from sim.district.classes import CLASSES
from sim.district.extract import Extract, Point, Way
from sim.district.measure import Nearest, distance_m
from sim.terms.enums import RoadClass

_SMALL_LOOP_M: Final = 500.0
"""Loops at the end of a street are left out up to this length; assumption."""
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
        """Return the links between the nodes where roads meet, end or change, and the nodes `stops`."""
        around = _around(self.steps)
        ends = set(stops) | {node for node, steps in around.items() if not _is_passed(node, steps)}
        ends = ends or {min(around)} if around else ends
        chains = (chain for node in sorted(ends) for chain in _chains(node, around, ends))
        links = (link for chain in chains for link in _links(*chain))
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


def _chains(node: int, around: dict[int, list[Step]], ends: set[int]) -> Iterator[tuple[int, list[Step]]]:
    """Yield each chain of steps from a node to the next end, once: from its start, or its lower end."""
    for first in around[node]:
        chain, here = [first], first.other(node)
        while here not in ends:
            one, two = around[here]
            chain.append(two if one is chain[-1] else one)
            here = chain[-1].other(here)
        backwards = chain[0].a != node if first.way.oneway else here < node
        if not backwards:
            yield node, chain


def _links(start: int, chain: list[Step]) -> Iterator[Link]:
    """Yield the link that a chain is; one that comes back to its start is two, or none where it is short."""
    nodes = [start]
    for step in chain:
        nodes.append(step.other(nodes[-1]))
    if nodes[0] != nodes[-1]:
        yield _link(nodes[0], nodes[-1], chain)
    elif len(chain) > 2 and _length_m(chain) > _SMALL_LOOP_M and _is_first(nodes, chain):
        half = len(chain) // 2
        yield _link(nodes[0], nodes[half], chain[:half])
        yield _link(nodes[half], nodes[-1], chain[half:])


def _is_first(nodes: list[int], chain: list[Step]) -> bool:
    """Whether a loop is walked in the direction that counts, for both ways round lead back."""
    return chain[0].way.oneway or nodes[1] < nodes[-2]


def _link(a: int, b: int, chain: list[Step]) -> Link:
    return Link(a, b, tuple(chain), _length_m(chain))
