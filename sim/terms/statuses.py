"""Statuses of units as plain strings, as they stand in a log: they compare faster than members."""

from typing import Final

from sim.terms.enums import UnitStatus

IN_QUARTERS: Final = UnitStatus.IN_QUARTERS.value
TURNING_OUT: Final = UnitStatus.TURNING_OUT.value
EN_ROUTE: Final = UnitStatus.EN_ROUTE.value
ON_SCENE: Final = UnitStatus.ON_SCENE.value
TRANSPORTING: Final = UnitStatus.TRANSPORTING.value
AT_HOSPITAL: Final = UnitStatus.AT_HOSPITAL.value
RETURNING: Final = UnitStatus.RETURNING.value
OUT_OF_SERVICE: Final = UnitStatus.OUT_OF_SERVICE.value
MOVING_UP: Final = UnitStatus.MOVING_UP.value
STANDING_BY: Final = UnitStatus.STANDING_BY.value
STRANDED: Final = UnitStatus.STRANDED.value
RESTORING: Final = UnitStatus.RESTORING.value
UNSTAFFED: Final = UnitStatus.UNSTAFFED.value
UNKNOWN: Final = ""
"""Status of a unit that has not reported yet, or takes no part."""
