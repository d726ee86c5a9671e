"""Who is cut off 孤岛: people to whom no open road leads from the seat of the district."""

from collections.abc import Collection, Mapping, Sequence

from sim.scenario.model import Scenario


class Islands:
    """The map as it falls apart under closed links.

    Parameters
    ----------
    ends
        Nodes at the two ends of each link.
    people
        People who live at each node, where any do.
    seat
        Node from which help comes.
    """

    def __init__(self, ends: Sequence[tuple[int, int]], people: Mapping[int, int], seat: int) -> None:
        self._people, self._seat = people, seat
        self._links: dict[int, list[tuple[int, int]]] = {}
        for link, (a, b) in enumerate(ends):
            self._links.setdefault(a, []).append((link, b))
            self._links.setdefault(b, []).append((link, a))
        self._known: tuple[frozenset[int], int] = frozenset(), 0
        self._always = self._missed(frozenset())

    @classmethod
    def of(cls, scenario: Scenario) -> "Islands":
        """Return the map of a scenario, as it was drawn."""
        node = scenario.node_ids
        people: dict[int, int] = {}
        for village in scenario.villages:
            people[node[village.node]] = people.get(node[village.node], 0) + village.population
        seat = next(district.seat for district in scenario.districts if district.home)
        return cls([(node[link.a], node[link.b]) for link in scenario.links], people, node[seat])

    def cut_off(self, closed: Collection[int]) -> int:
        """Return how many people are cut off by closed links."""
        links = frozenset(closed)
        if links != self._known[0]:
            self._known = links, self._missed(links) - self._always
        return self._known[1]

    def _missed(self, closed: frozenset[int]) -> int:
        seen, waiting = {self._seat}, [self._seat]
        while waiting:
            for link, other in self._links.get(waiting.pop(), ()):
                if link not in closed and other not in seen:
                    seen.add(other)
                    waiting.append(other)
        return sum(number for node, number in self._people.items() if node not in seen)
