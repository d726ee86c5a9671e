"""The fibre network 光缆网: which nodes a path of whole links through live hubs joins to the core."""

from collections.abc import Iterable, Sequence
from itertools import count
from typing import NamedTuple


class FibreLink(NamedTuple):
    """A cable between two nodes 光缆段.

    Attributes
    ----------
    id
        Its number.
    a, b
        Nodes at its ends: the core, hubs or base stations.
    length_km
        In km.
    """

    id: int
    a: int
    b: int
    length_km: float = 0.0


def ring(first_id: int, nodes: Sequence[int], length_km: float = 0.0) -> list[FibreLink]:
    """Return the links of a ring 环网 through some nodes, which carries both ways round.

    Parameters
    ----------
    first_id
        Number of the first link; the others follow.
    nodes
        In the order of the ring; the last is joined to the first.
    length_km
        Of each link, in km.

    Examples
    --------
    >>> [(link.id, link.a, link.b) for link in ring(5, [0, 1, 2])]
    [(5, 0, 1), (6, 1, 2), (7, 2, 0)]
    """
    ends = zip(count(first_id), nodes, [*nodes[1:], nodes[0]], strict=False)
    return [FibreLink(number, a, b, length_km) for number, a, b in ends]


class Fibre:
    """Cables, and who they join to the core.

    Parameters
    ----------
    links
        The cables.
    core
        The node that leads out of the district 核心局; it is always live.

    Attributes
    ----------
    searches
        How often the network was searched: only when a cable or a hub has changed.

    Raises
    ------
    ValueError
        If two links have one id.
    """

    def __init__(self, links: Iterable[FibreLink], core: int) -> None:
        ordered = sorted(links)
        self._whole = {link.id: True for link in ordered}
        if len(self._whole) < len(ordered):
            raise ValueError("two fibre links have one id")
        self._core = core
        self._ends: dict[int, list[tuple[int, int]]] = {core: []}
        for link in ordered:
            self._ends.setdefault(link.a, []).append((link.id, link.b))
            self._ends.setdefault(link.b, []).append((link.id, link.a))
        self._found: tuple[frozenset[int], frozenset[int]] | None = None
        self.searches = 0

    def cut(self, link: int) -> None:
        """Cut a cable.

        Raises
        ------
        KeyError
            If there is no such link.
        """
        self._set(link, False)

    def mend(self, link: int) -> None:
        """Mend a cable.

        Raises
        ------
        KeyError
            If there is no such link.
        """
        self._set(link, True)

    def is_whole(self, link: int) -> bool:
        """Whether a cable is not cut."""
        return self._whole[link]

    def reached(self, live_hubs: frozenset[int]) -> frozenset[int]:
        """Return the nodes, live or not, to which a path leads from the core.

        Parameters
        ----------
        live_hubs
            Nodes that pass on what is not for them. Through any other node no path leads.
        """
        if self._found is None or self._found[0] != live_hubs:
            self._found = live_hubs, self._search(live_hubs)
        return self._found[1]

    def _set(self, link: int, whole: bool) -> None:
        if self._whole[link] is not whole:
            self._whole[link] = whole
            self._found = None

    def _search(self, live_hubs: frozenset[int]) -> frozenset[int]:
        self.searches += 1
        reached = {self._core}
        waiting = [self._core]
        while waiting:
            for link, node in self._ends[waiting.pop()]:
                if self._whole[link] and node not in reached:
                    reached.add(node)
                    if node in live_hubs:
                        waiting.append(node)
        return frozenset(reached)
