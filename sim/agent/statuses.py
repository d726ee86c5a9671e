"""Statuses of units as they stand in the log: plain words, which compare faster than members."""

from sim.terms.enums import UnitStatus

IN_QUARTERS = UnitStatus.IN_QUARTERS.value
TURNING_OUT = UnitStatus.TURNING_OUT.value
EN_ROUTE = UnitStatus.EN_ROUTE.value
ON_SCENE = UnitStatus.ON_SCENE.value
TRANSPORTING = UnitStatus.TRANSPORTING.value
AT_HOSPITAL = UnitStatus.AT_HOSPITAL.value
RETURNING = UnitStatus.RETURNING.value
OUT_OF_SERVICE = UnitStatus.OUT_OF_SERVICE.value
MOVING_UP = UnitStatus.MOVING_UP.value
STANDING_BY = UnitStatus.STANDING_BY.value
STRANDED = UnitStatus.STRANDED.value
RESTORING = UnitStatus.RESTORING.value
UNSTAFFED = UnitStatus.UNSTAFFED.value

AT_REST = frozenset({IN_QUARTERS, UNSTAFFED, STANDING_BY})
CAN_TURN = frozenset({TURNING_OUT, EN_ROUTE, RETURNING, MOVING_UP, STRANDED})
CAN_MOVE_UP = frozenset({IN_QUARTERS, STANDING_BY, RETURNING, MOVING_UP})
RUNNING = frozenset({EN_ROUTE, ON_SCENE, TRANSPORTING, RETURNING, OUT_OF_SERVICE, MOVING_UP})
