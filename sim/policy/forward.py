"""Sends units to forward bases before the rain, and home after it 前置与撤收."""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from sim.picture import Picture, UnitView
from sim.record.facts import MoveUp, Order
from sim.terms.statuses import IN_QUARTERS, STANDING_BY
from sim.terms.units import MINUTE_MS

WATCH_MS: Final = 10 * MINUTE_MS
"""The centre looks so often who has come home from a call (assumption)."""


class Ahead(NamedTuple):
    """A forward base as the centre knows it: its station and node, its units, and from when until when."""

    station: int
    node: int
    units: Sequence[int]
    at_ms: int
    until_ms: int


class Forward:
    """Orders the units of each base there while it is open, and home when it is closed.

    Parameters
    ----------
    bases
        Known beforehand.
    homes
        Station of each unit, by number.
    """

    name = "forward"

    def __init__(self, bases: Sequence[Ahead], homes: Sequence[int]) -> None:
        self._bases, self._homes = bases, homes

    def decide(self, picture: Picture) -> Iterator[Order]:
        """Yield the orders to move now."""
        for base in self._bases:
            open_ = base.at_ms <= picture.now_ms < base.until_ms
            for unit in base.units:
                view = picture.units.get(unit)
                if view is None or view.order is not None or view.call is not None or view.silent:
                    continue
                goal = self._goal(base, view, open_)
                if goal is not None:
                    yield MoveUp(unit, goal, tuple(sorted(picture.closed)))

    def _goal(self, base: Ahead, view: UnitView, open_: bool) -> int | None:
        """Return to which station a unit is to go, or None where it is to stay."""
        if open_:
            return base.station if view.status == IN_QUARTERS and view.node != base.node else None
        past = view.status == STANDING_BY and view.node == base.node
        return self._homes[view.unit] if past else None

    def wait_ms(self, picture: Picture) -> int | None:
        """Return when to look again, or None where all is over."""
        now, found = picture.now_ms, []
        for base in self._bases:
            views = [picture.units[unit] for unit in base.units if unit in picture.units]
            away = any(view.status != IN_QUARTERS for view in views)
            if now < base.at_ms:
                found.append(base.at_ms - now)
            elif now < base.until_ms or away:
                found.append(WATCH_MS)
        return min(found, default=None)
