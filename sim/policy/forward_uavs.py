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
        open_ = [link for link in self.in_doubt(picture, range(self._links())) if link not in meant]
        for link in open_:
            node = self._place(picture, uav, link)
            if node is not None:
                links = self._more(node, link, open_)
                return UavForward(uav, links, tuple(sorted(picture.closed)), node)
        return None

    def _links(self) -> int:
        return self.ahead.travels[0].graph.n_links

    def _place(self, picture: Picture, uav: int, link: int) -> int | None:
        """Return the place that is soonest reached of those from which a link can be seen.

        Ways are taken to last as long there as back.
        """
        ahead, home = self.ahead, self.ahead.homes[uav]
        places = [node for node in range(ahead.nodes) if node != home and link in ahead.sees(node)]
        times = ahead.travels[uav].times_to(home, places, picture.closed)
        found = [(ms, node) for ms, node in zip(times, places, strict=True) if ms is not None]
        soonest = min(found, default=(ahead.drive_ms + 1, home))
        return soonest[1] if soonest[0] <= ahead.drive_ms else None

    def _more(self, node: int, link: int, open_: Sequence[int]) -> tuple[int, ...]:
        """Return the links of one flight from a node: the one that decided, then others in doubt."""
        chosen: tuple[int, ...] = (link,)
        for other in open_:
            longer = (*chosen, other)
            fits = len(longer) <= self.plan.most and other in self.ahead.sees(node)
            if other != link and fits and self.ahead.flight_ms(node, longer) <= self.plan.budget_ms:
                chosen = longer
        return chosen
