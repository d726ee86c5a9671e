"""Terms of teams that support others 保障队伍: what a generator truck does."""

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
