"""Terms of teams that support others 保障队伍: what generator trucks and UAVs do."""

from sim.terms.enums import Term


class TruckStatus(Term):
    """What a generator truck does 应急发电车状态."""

    AT_BASE = "at_base", "在库待命"
    MUSTERING = "mustering", "集结准备"
    EN_ROUTE = "en_route", "赶赴途中"
    STRANDED = "stranded", "道路中断受阻"
    CONNECTING = "connecting", "接电准备"
    SUPPLYING = "supplying", "供电"
    RETURNING = "returning", "返回途中"
    REFUELLING = "refuelling", "加油"


class UavStatus(Term):
    """What a UAV and its crew do 无人机侦测状态."""

    AT_BASE = "at_base", "待命"
    PREPARING = "preparing", "飞行准备"
    HELD = "held", "气象受限待飞"
    FLYING = "flying", "飞行侦察"
    CHARGING = "charging", "更换电池"
    DRIVING = "driving", "前出途中"
    RETURNING = "returning", "返回途中"
