"""The facts of higher tiers, of those who fly, and of a second dispatch centre: one list of two modules."""

from typing import Final, TypeAlias

from sim.record.standby import STANDBY_FACTS, StandbyFact
from sim.record.upper import UPPER_FACTS, UpperFact

MunicipalFact: TypeAlias = UpperFact | StandbyFact
MUNICIPAL_FACTS: Final = (*UPPER_FACTS, *STANDBY_FACTS)
"""In the order of their codes: a new one goes to the end."""
