"""Who is cut off by roads that are held for closed, and who would be reached if one of them opened 通达."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple


class Side(NamedTuple):
    """A part of the map that hangs together: who lives there, and the first rank of what stands there."""

    people: int
    rank: int


class Access:
    """The map as it falls apart under closed links.

    Parameters
    ----------
    ends
        Nodes at the two ends of each link.
    n_nodes
        How many nodes there are.
    people
        People who live at each node, where any do.
    ranks
        Rank of the critical place at a node, where there is one; the lowest comes first.
    seat
        Node from which help comes.
    """

    def __init__(
        self,
        ends: Sequence[tuple[int, int]],
        n_nodes: int,
        people: Mapping[int, int],
        ranks: Mapping[int, int],
        seat: int,
    ) -> None:
        self._ends = ends
        self._people = people
        self._ranks = ranks
        self._seat = seat
        self._links: list[list[tuple[int, int]]] = [[] for _ in range(n_nodes)]
        for link, (a, b) in enumerate(ends):
            self._links[a].append((link, b))
            self._links[b].append((link, a))
        self._closed: frozenset[int] | None = None
        self._part: list[int] = []
        self._sides: list[Side] = []

    def opens(self, link: int, closed: frozenset[int], none: int) -> Side:
        """Return who would be reached from the seat if one link opened, all others as they are.

        Parameters
        ----------
        link
            The link.
        closed
            Links that are held for closed.
        none
            Rank where nothing critical stands.

        Returns
        -------
        Side
            Nobody where both ends are reached anyhow, or neither would be.
        """
        self._split(closed, none)
        a, b = (self._part[node] for node in self._ends[link])
        here = self._part[self._seat]
        if a == b or here not in (a, b):
            return Side(0, none)
        return self._sides[b if a == here else a]

    def _split(self, closed: frozenset[int], none: int) -> None:
        """Find the parts of the map, unless that was done for the same links."""
        if closed == self._closed:
            return
        self._closed, self._part, self._sides = closed, [-1] * len(self._links), []
        for node in range(len(self._links)):
            if self._part[node] < 0:
                self._sides.append(self._gather(node, closed, none))

    def _gather(self, first: int, closed: frozenset[int], none: int) -> Side:
        """Mark a part from one of its nodes on, and count who lives there."""
        number, people, rank, waiting = len(self._sides), 0, none, [first]
        self._part[first] = number
        while waiting:
            node = waiting.pop()
            people += self._people.get(node, 0)
            rank = min(rank, self._ranks.get(node, none))
            for link, other in self._links[node]:
                if link not in closed and self._part[other] < 0:
                    self._part[other] = number
                    waiting.append(other)
        return Side(people, rank)
