"""Sets of statuses of units, by what a report counts them as."""

from typing import Final

from sim.terms.statuses import (
    EN_ROUTE,
    IN_QUARTERS,
    MOVING_UP,
    OUT_OF_SERVICE,
    RETURNING,
    STANDING_BY,
    TRANSPORTING,
    UNSTAFFED,
)

UNDER_WAY: Final = frozenset({EN_ROUTE, TRANSPORTING, RETURNING, OUT_OF_SERVICE, MOVING_UP})
"""Statuses in which a unit drives."""
READY: Final = frozenset({IN_QUARTERS, STANDING_BY})
"""Statuses in which a unit waits for orders, and covers the places around it."""
AT_REST: Final = READY | {UNSTAFFED}
"""Statuses in which a unit is not busy; moving up to stand by elsewhere counts as busy."""
