"""What a professional team does when its headquarters calls it back, or lets it rest 归建与轮休."""

from typing import Any

from sim.record.headquarters import StandDown
from sim.terms.enums import CrewStatus

AT_WORK = frozenset({CrewStatus.WORKING, CrewStatus.STANDING_BY, CrewStatus.SURVEYING})
"""Statuses in which a team is at a damage and can leave it."""
ON_THE_WAY = frozenset({CrewStatus.EN_ROUTE, CrewStatus.WALKING, CrewStatus.STRANDED, CrewStatus.MUSTERING})
"""Statuses in which it has not come to a damage yet, and can be turned round."""


def stand_down(crew: Any, order: StandDown, cause: int) -> None:
    """Let a `Crew` come home, or rest at its work; one that can do neither now tells how it stands."""
    if order.rest and crew.status in AT_WORK:
        crew.rest()
    elif not order.rest and crew.status in AT_WORK | ON_THE_WAY:
        crew.cause = cause
        crew.traveller.driver.avoid |= frozenset(order.avoid)
        crew.turn_home()
    else:
        crew.say(cause)
