"""Where the minutes of an incident go: what nobody can save, and what was lost to which cause."""

from typing import Final

from sim.terms.enums import Term


class Loss(Term):
    """What the time of an incident goes to 时间去向; `sim.metric.review.split` defines each exactly."""

    NOT_KNOWN = "not_known", "未获知"
    NOT_DECIDED = "not_decided", "未决策"
    NOT_CARRIED = "not_carried", "未送达"
    NOT_PASSABLE = "not_passable", "道路不通"
    NOT_AVAILABLE = "not_available", "力量不足"
    PROCESSING = "processing", "接警询问"
    TURNOUT = "turnout", "出动准备"
    TRAVEL = "travel", "正常行车"


LOST: Final = (
    Loss.NOT_KNOWN,
    Loss.NOT_DECIDED,
    Loss.NOT_CARRIED,
    Loss.NOT_PASSABLE,
    Loss.NOT_AVAILABLE,
)
"""Causes for which time is lost; the others are unavoidable."""
