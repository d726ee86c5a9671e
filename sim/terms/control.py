"""Control measures 管控措施."""

from sim.terms.enums import Term


class Measure(Term):
    """What people are ordered 禁停撤疏 (CAP 1.2: responseType Avoid, Prepare, Evacuate, Execute)."""

    FORBID = "forbid", "禁（禁止进入）"
    STOP = "stop", "停（停工停课停业）"
    EVACUATE = "evacuate", "撤（组织撤离）"
    DISPERSE = "disperse", "疏（疏散人流）"

    @property
    def keeps_away(self) -> bool:
        """Whether who is away may not come home while it is in force."""
        return self in (Measure.FORBID, Measure.EVACUATE)


class BusStatus(Term):
    """What a vehicle that carries people away 转运车辆 is doing."""

    IDLE = "idle", "待命"
    TO_STOP = "to_stop", "前往接人"
    CARRYING = "carrying", "载客转移"
    STRANDED = "stranded", "受阻"
