"""Terms of casualties 伤员 (START triage) and of relief supplies 救灾物资."""

from typing import Final

from sim.terms.enums import Term

_TRANSFERS: Final = 2_000_000
"""Numbers under which hospitals ask for transfers begin here; those of scenes are smaller."""


def transfer_number(hospital: int) -> int:
    """Return the number under which a hospital asks for ambulances, by its row.

    Examples
    --------
    >>> transfer_number(3), hospital_of(transfer_number(3)), hospital_of(17)
    (2000003, 3, None)
    """
    return _TRANSFERS + hospital


def hospital_of(number: int) -> int | None:
    """Return the row of the hospital that asks under a number; None where it is that of a scene."""
    return number - _TRANSFERS if number >= _TRANSFERS else None


class Triage(Term):
    """How urgent a casualty is 检伤分类 (START), the most urgent first."""

    RED = "red", "红（危重）"
    YELLOW = "yellow", "黄（重）"
    GREEN = "green", "绿（轻）"
    BLACK = "black", "黑（死亡）"


class CasualtyState(Term):
    """Where a casualty 伤员 stands; everybody is in one of these at any time."""

    WAITING = "waiting", "等待救治"
    CARRIED = "carried", "转运途中"
    QUEUED = "queued", "在院候治"
    TREATED = "treated", "在院救治"
    DISCHARGED = "discharged", "出院"
    DEAD = "dead", "死亡"


class Means(Term):
    """By what a casualty is carried 转运方式."""

    NONE = "", ""
    AMBULANCE = "ambulance", "救护车"
    VEHICLE = "vehicle", "社会车辆"
    FOOT = "foot", "担架徒步"


class AmbulanceStatus(Term):
    """What an ambulance 救护车 of the emergency medical service does."""

    READY = "ready", "待命"
    EN_ROUTE = "en_route", "赶赴途中"
    LOADING = "loading", "现场装载"
    TRANSPORTING = "transporting", "转送途中"
    AT_HOSPITAL = "at_hospital", "医院交接"
    STRANDED = "stranded", "道路中断受阻"


class Mode(Term):
    """How supplies are delivered 投送方式, the cheapest first."""

    TRUCK = "truck", "公路货车"
    BOAT = "boat", "船艇"
    FOOT = "foot", "徒步背送"
    AIR = "air", "空投"


class Goods(Term):
    """What is delivered 物资: of water and food person-days, of tents places."""

    WATER = "water", "饮用水"
    FOOD = "food", "食品"
    TENT = "tent", "帐篷"


class Outcome(Term):
    """What became of a consignment 物资批次."""

    DELIVERED = "delivered", "送达"
    RETURNED = "returned", "退回"
