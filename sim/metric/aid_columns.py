"""The columns of the tables on mutual aid: unit, meaning in English, meaning in Chinese."""

from typing import Final

from sim.metric.column import Column

AID_COLUMNS: Final[dict[str, dict[str, Column]]] = {
    "aid_requests": {
        "request": Column("1", "number of the request", "请求编号"),
        "call": Column("1", "call for which it was made; missing where it was made ahead", "所为警情"),
        "standing": Column("1", "1 if under a standing agreement, else 0", "是否协议自动增援"),
        "needs": Column("", "units asked for, by capability", "请求力量"),
        "asked_s": Column("s", "asked for, since the start of the run", "请求时刻"),
        "approval_s": Column("s", "from there until it was approved", "请求至批准"),
        "promised_s": Column("s", "from asking until the first unit was promised", "请求至首个承诺"),
        "check_in_s": Column("s", "from asking until the first unit checked in", "请求至首个报到"),
        "units": Column("1", "units that left for it", "派出车组数"),
    },
    "aid_answers": {
        "request": Column("1", "number of the request", "请求编号"),
        "post": Column("", "post that was asked", "被请求单位"),
        "ordered": Column("1", "1 if the municipality ordered it, else 0", "是否上级调令"),
        "needs": Column("", "units asked for, by capability", "请求力量"),
        "asked_s": Column("s", "asked, since the start of the run", "请求时刻"),
        "heard_s": Column("s", "from there until word was there", "请求至收到"),
        "answered_s": Column("s", "from asking until the last answer", "请求至答复"),
        "offered": Column("1", "units offered", "应允车组数"),
        "promised": Column("1", "units promised", "承诺车组数"),
        "why": Column("", "why none: unheard, unanswered, unable, engaged, reserve, out, away", "未派原因"),
    },
    "loans": {
        "unit": Column("", "unit", "车组"),
        "station": Column("", "its station", "所属站点"),
        "request": Column("1", "number of the request", "请求编号"),
        "promised_s": Column("s", "promised, since the start of the run", "承诺时刻"),
        "muster_s": Column("s", "from there until it left", "集结用时"),
        "travel_s": Column("s", "from there until it checked in", "行进用时"),
        "assigned": Column("1", "times it was assigned", "分派次数"),
        "released_s": Column("s", "released, since the start of the run", "解除时刻"),
        "away_h": Column("h", "time away from its own district", "借出时间"),
        "end": Column("", "home, out or never_left", "结局"),
        "recalled_s": Column("s", "called back by its district, since the start of the run", "召回预告时刻"),
    },
}
"""Tables on mutual aid, in order; they are empty where nobody lends anything."""
