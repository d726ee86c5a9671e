"""What a post knows of the UAVs that it sends to look at roads 无人机态势."""

from dataclasses import dataclass

from sim.record.uav import UavOrder, UavReport


@dataclass(slots=True)
class UavView:
    """What a post knows of a UAV.

    Attributes
    ----------
    status, links
        As its crew said last.
    order, ordered_ms
        The post's own last order, as long as the crew has not answered it; and when that was.
    """

    uav: int
    status: str
    told_ms: int
    links: tuple[int, ...] = ()
    order: UavOrder | None = None
    ordered_ms: int = 0


class UavBoard:
    """UAVs as one post knows them.

    Attributes
    ----------
    uavs
        By number: those that have reported.
    """

    def __init__(self) -> None:
        self.uavs: dict[int, UavView] = {}

    def note(self, order: UavOrder, now_ms: int) -> None:
        """Remember an order that the post itself gives now."""
        view = self.uavs[order.uav]
        view.order, view.ordered_ms = order, now_ms

    def learn(self, item: UavReport, sent_ms: int) -> bool:
        """Take in word of a UAV; whether a decision may hang on it."""
        view = self.uavs.get(item.uav)
        if view is None:
            view = self.uavs[item.uav] = UavView(item.uav, "", sent_ms)
        elif sent_ms < view.told_ms:
            return False
        before = view.status, view.order
        if view.order is not None and item.heard_ms is not None and item.heard_ms >= view.ordered_ms:
            view.order = None
        view.status, view.links, view.told_ms = item.status, item.links, sent_ms
        return before != (view.status, view.order)
