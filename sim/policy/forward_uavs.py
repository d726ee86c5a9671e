"""From where UAVs start 无人机前出: from a forward place, where home is too far from what is in doubt."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from sim.network.travel import Travel
from sim.picture import Picture
from sim.policy.scouting import ScoutPlan, SendUavs
from sim.record.uav import UavForward, UavOrder


@dataclass(frozen=True, slots=True)
class Ahead:
    """What the district knows beforehand of places from which a UAV could start.

    Attributes
    ----------
    homes, travels
        Of each UAV, by number: its base, and the fastest ways of its crew.
    nodes
        How many nodes there are.
    reach
        Returns the links that a UAV can look at from a node on a flight of its own.
    flight_ms
        How long a flight from a node along links and back takes.
    drive_ms
        No crew is sent further than this by road.
    """

    homes: tuple[int, ...]
    travels: tuple[Travel, ...]
    nodes: int
    reach: Callable[[int], tuple[int, ...]]
    flight_ms: Callable[[int, tuple[int, ...]], int]
    drive_ms: int
    known: dict[int, frozenset[int]] = field(default_factory=dict)

    def sees(self, node: int) -> frozenset[int]:
        """Return the links that can be looked at from a node; each node is reckoned once."""
        if node not in self.known:
            self.known[node] = frozenset(self.reach(node))
        return self.known[node]


class ForwardUavs(SendUavs):
    """Send UAVs as `SendUavs` does; who would stay at home is driven to where it can see what is in doubt.

    The most urgent link that no UAV is to look at decides; of the places from which it can be seen, and to
    which a way is believed open, the one that is soonest reached. Other links follow as far as the flight
    allows.

    Parameters
    ----------
    plan, ahead
        What the district knows beforehand.
    """

    def __init__(self, plan: ScoutPlan, ahead: Ahead) -> None:
        super().__init__(plan)
        self.ahead = ahead

    def decide(self, picture: Picture) -> Iterator[UavOrder]:
        """Yield the orders to give now."""
        near = list(super().decide(picture))
        yield from near
        meant = set(self.meant(picture)).union(*(order.links for order in near))
        sent = {order.uav for order in near}
        for uav in sorted(picture.uavs.uavs):
            if uav not in sent and self.is_idle(picture, picture.uavs.uavs[uav]):
                order = self.forward(picture, uav, meant)
                if order is not None:
                    meant.update(order.links)
                    yield order

    def forward(self, picture: Picture, uav: int, meant: set[int]) -> UavForward | None:
        """Return the order that drives a crew to where it sees the most urgent link, or None."""
        links = range(self.ahead.travels[uav].graph.n_links)
        open_ = [link for link in self.in_doubt(picture, links) if link not in meant]
        places = self._places(picture, uav) if open_ else []
        for link in open_:
            node = next((place for place in places if link in self.ahead.sees(place)), None)
            if node is not None:
                return UavForward(uav, self._more(node, link, open_), tuple(sorted(picture.closed)), node)
        return None

    def _places(self, picture: Picture, uav: int) -> list[int]:
        """Return the places to which a way is believed open, the soonest reached first.

        Ways are taken to last as long there as back.
        """
        ahead, home = self.ahead, self.ahead.homes[uav]
        others = [node for node in range(ahead.nodes) if node != home]
        times = ahead.travels[uav].times_to(home, others, picture.closed)
        pairs = zip(times, others, strict=True)
        return [
            node
            for _, node in sorted((ms, node) for ms, node in pairs if ms is not None and ms <= ahead.drive_ms)
        ]

    def _more(self, node: int, link: int, open_: Sequence[int]) -> tuple[int, ...]:
        """Return the links of one flight from a node: the one that decided, then others in doubt."""
        chosen: tuple[int, ...] = (link,)
        for other in open_:
            longer = (*chosen, other)
            fits = len(longer) <= self.plan.most and other in self.ahead.sees(node)
            if other != link and fits and self.ahead.flight_ms(node, longer) <= self.plan.budget_ms:
                chosen = longer
        return chosen
