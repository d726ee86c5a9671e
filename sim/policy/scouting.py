"""Which roads a UAV looks at 无人机侦察派遣: decided from what was told of the roads, and when."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from sim.picture import Picture
from sim.picture.uavs import UavView
from sim.record.uav import UavOrder
from sim.terms.support import UavStatus

_AT_BASE: str = UavStatus.AT_BASE.value


@dataclass(frozen=True, slots=True)
class ScoutPlan:
    """What the district knows beforehand of its UAVs.

    Attributes
    ----------
    reach
        Of each UAV, by number: the links that it can look at and come home.
    flight_ms
        How long a UAV is in the air to look at links in an order, and come home.
    budget_ms
        How long it may be in the air.
    again_ms, silence_ms
        How old the last word of a link that is believed closed, and of any other, is when it is looked at.
    most
        Links in one order.
    """

    reach: tuple[tuple[int, ...], ...]
    flight_ms: Callable[[int, tuple[int, ...]], int]
    budget_ms: int
    again_ms: int
    silence_ms: int
    most: int


class SendUavs:
    """Send each UAV that is ready to the links of which the post knows least 侦察.

    Links that are believed closed come first, then, as long as any is, those of which nothing was heard for
    long; of each the oldest word first. What another UAV is to look at is left to it. An order that was not
    answered is not counted on when it is as old as word of a closed link may be.

    Parameters
    ----------
    plan
        What the district knows beforehand.
    """

    def __init__(self, plan: ScoutPlan) -> None:
        self.plan = plan

    def decide(self, picture: Picture) -> Iterator[UavOrder]:
        """Yield the orders to give now."""
        views = [picture.uavs.uavs[uav] for uav in sorted(picture.uavs.uavs)]
        meant = self.meant(picture)
        avoid = tuple(sorted(picture.closed))
        for view in views:
            if self.is_idle(picture, view):
                links = self.choose(picture, view.uav, frozenset(meant))
                if links:
                    meant += links
                    yield UavOrder(view.uav, links, avoid)

    def meant(self, picture: Picture) -> list[int]:
        """Return the links at which UAVs that are out are to look."""
        views = [picture.uavs.uavs[uav] for uav in sorted(picture.uavs.uavs)]
        return [link for view in views if not self.is_idle(picture, view) for link in _goes_to(view)]

    def choose(self, picture: Picture, uav: int, meant: frozenset[int]) -> tuple[int, ...]:
        """Return the links at which a UAV is to look: as many as one flight allows, in order of urgency."""
        chosen: tuple[int, ...] = ()
        for link in self.doubtful(picture, uav):
            longer = (*chosen, link)
            if link not in meant and self.plan.flight_ms(uav, longer) <= self.plan.budget_ms:
                chosen = longer
                if len(chosen) == self.plan.most:
                    break
        return chosen

    def doubtful(self, picture: Picture, uav: int) -> list[int]:
        """Return the links within reach of which the last word is too old, the most urgent first."""
        return self.in_doubt(picture, self.plan.reach[uav])

    def in_doubt(self, picture: Picture, links: Sequence[int]) -> list[int]:
        """Return those of some links of which the last word is too old, the most urgent first."""
        if not picture.closed:
            return []
        found = []
        for link in links:
            told_ms, open_ = picture.road_told_ms(link), link not in picture.closed
            patience_ms = self.plan.silence_ms if open_ else self.plan.again_ms
            if picture.now_ms - told_ms >= patience_ms:
                found.append((open_, told_ms, link))
        return [link for _, _, link in sorted(found)]

    def is_idle(self, picture: Picture, view: UavView) -> bool:
        """Whether a UAV can be sent: at its base, and without an order that it may yet answer."""
        waits = view.order is not None and picture.now_ms - view.ordered_ms < self.plan.again_ms
        return view.status == _AT_BASE and not waits


def _goes_to(view: UavView) -> tuple[int, ...]:
    return view.links if view.order is None else view.order.links
