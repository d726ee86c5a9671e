"""The columns of every table: unit, meaning in English, meaning in Chinese."""

from typing import Final, NamedTuple

from sim.metric.aid_columns import AID_COLUMNS
from sim.metric.capability import COLUMNS as CAPABILITY_COLUMNS
from sim.metric.casualties import COLUMNS as CASUALTY_COLUMNS
from sim.metric.column import Column
from sim.metric.comms_columns import COMMS_COLUMNS
from sim.metric.control_columns import CONTROL_COLUMNS
from sim.metric.first_minutes import COLUMNS as FIRST_MINUTES_COLUMNS
from sim.metric.level_columns import LEVEL_COLUMNS
from sim.metric.people_columns import PEOPLE_COLUMNS
from sim.metric.power_columns import POWER_COLUMNS
from sim.metric.repair_columns import REPAIR_COLUMNS
from sim.metric.review.rows import LOSS_COLUMNS
from sim.metric.seismic import COLUMNS as QUAKE_COLUMNS
from sim.metric.supplies import COLUMNS as SUPPLY_COLUMNS
from sim.metric.water import COLUMNS as WATER_COLUMNS

__all__ = ["COLUMNS", "GOALS", "SEGMENTS", "Column", "Goal"]

_WITHIN: Final = {
    f"share_{minutes}min": Column(
        "1",
        f"share with the first unit on scene within {minutes} min of the beginning, of calls a unit reached",
        f"首车{minutes}分钟内到场占比(分母:有车组到场的警情)",
    )
    for minutes in (5, 8, 10, 15)
}
_RESPONSE: Final = {
    "reached": Column("1", "calls that a unit reached", "有车组到场的警情数"),
    "p50_response_s": Column("s", "median time from beginning to first unit on scene", "首车到场时间中位数"),
    "p90_response_s": Column("s", "90th percentile of the same", "首车到场时间90%分位"),
    **_WITHIN,
}
_SPREAD: Final = {
    "n": Column("1", "calls for which it is known", "有效警情数"),
    "mean_s": Column("s", "mean", "平均"),
    "p50_s": Column("s", "median", "中位数"),
    "p80_s": Column("s", "80th percentile", "80%分位"),
    "p90_s": Column("s", "90th percentile", "90%分位"),
    "p95_s": Column("s", "95th percentile", "95%分位"),
    "max_s": Column("s", "longest", "最长"),
}
_WORK: Final = {
    "runs": Column("1", "responses begun", "出动次数"),
    "arrived": Column("1", "responses that reached their call", "到场次数"),
    "busy_share": Column("1", "share of time neither ready, standing by nor without a crew", "繁忙时间占比"),
    "on_scene_h": Column("h", "time on scene", "到场作业时间"),
}

COLUMNS: Final[dict[str, dict[str, Column]]] = {
    "calls": {
        "call": Column("", "number of the call, in order of birth", "警情编号"),
        "kind": Column("", "kind of incident", "警情类别"),
        "severity": Column("", "severity, as it truly was", "灾情等级(实际)"),
        "priority": Column("1", "priority of the kind, 1 is the most urgent", "优先级"),
        "place": Column("", "village it came from", "村(社区)"),
        "township": Column("", "township of the village", "镇街"),
        "node": Column("", "node of the road graph", "路网节点"),
        "began_s": Column("s", "beginning, since the start of the run", "发生时刻(自起始)"),
        "month": Column("1", "month of the beginning, local time", "月份"),
        "hour": Column("1", "hour of day of the beginning, local time", "小时"),
        "answer_s": Column("s", "from beginning to answer", "呼入至接听"),
        "process_s": Column("s", "from answer to ready for dispatch", "接警询问"),
        "queue_s": Column("s", "from ready to the first order", "待派"),
        "turnout_s": Column(
            "s", "from its order to setting out, of the first unit to arrive", "首到车组出动准备"
        ),
        "travel_s": Column("s", "from setting out to arrival, of the first unit to arrive", "首到车组行车"),
        "response_s": Column("s", "from beginning to first unit on scene", "首车到场时间"),
        "full_response_s": Column(
            "s", "from beginning until all units needed were there at once", "所需力量到齐时间"
        ),
        "work_s": Column("s", "from first unit on scene to the end of the work", "到场至处置完毕"),
        "end": Column("", "closed, handed_over or open", "结局"),
        "units_sent": Column("1", "units that turned out or set out to it", "出动车组数"),
        "people_sent": Column("1", "people on them", "出动人数"),
        "first_unit": Column("", "unit that arrived first", "首到车组"),
        "cross_boundary": Column(
            "1", "1 if the first unit came from another district than the call, else 0", "首到车组是否跨区"
        ),
    },
    "responses": {
        "call": Column("", "number of the call", "警情编号"),
        "unit": Column("", "unit", "车组"),
        "station": Column("", "its station", "所属站点"),
        "ordered_s": Column("s", "order sent, since the start of the run", "下令时刻"),
        "turned_out_s": Column("s", "began to turn out; missing if under way already", "开始出动准备时刻"),
        "en_route_s": Column("s", "set out", "出发时刻"),
        "on_scene_s": Column("s", "arrived", "到场时刻"),
        "left_s": Column("s", "left the scene, or turned for home before", "离场(或中途折回)时刻"),
        "home_s": Column("s", "ready again, in its station or standing by", "归队待命时刻"),
        "outcome": Column("", "arrived, cancelled, diverted or open", "结果"),
        "crew": Column("1", "people on the unit", "随车人数"),
        "cross_boundary": Column(
            "1", "1 if the unit is of another district than the call, else 0", "是否跨区"
        ),
        "first": Column("1", "whether it was the first to arrive", "是否首到"),
    },
    "segments": {
        "segment": Column("", "stage of the response (NFPA 1710)", "响应阶段"),
        **_SPREAD,
        "goal_s": Column("s", "goal of NFPA 1710, where there is one", "NFPA 1710 目标"),
        "goal_share": Column("1", "share of calls that should meet the goal", "应达标占比"),
        "met_share": Column(
            "1", "share of calls that met the goal, of those for which it is known", "实际达标占比"
        ),
    },
    "townships": {
        "township": Column("", "township", "镇街"),
        "population": Column("1", "people", "人口"),
        "calls": Column("1", "calls", "警情数"),
        **_RESPONSE,
        "uncovered_share": Column(
            "1",
            "share of time in which no free fire unit could have reached the seat in time",
            "无覆盖时间占比",
        ),
    },
    "kinds": {
        "kind": Column("", "kind of incident", "警情类别"),
        "priority": Column("1", "priority, 1 is the most urgent", "优先级"),
        "calls": Column("1", "calls", "警情数"),
        **_RESPONSE,
        "p50_work_s": Column(
            "s", "median time from first unit on scene to the end of the work", "处置时间中位数"
        ),
        "mean_units": Column("1", "mean number of units sent", "平均出动车组数"),
        "mean_people": Column("1", "mean number of people sent", "平均出动人数"),
    },
    "stations": {
        "station": Column("", "station", "站点"),
        "kind": Column("", "who runs it", "性质"),
        "district": Column("", "district", "区县"),
        "units": Column("1", "units that take part", "参与车组数"),
        **_WORK,
        "cross_boundary": Column("1", "responses that reached a call in another district", "跨区到场次数"),
    },
    "units": {
        "unit": Column("", "unit", "车组"),
        "station": Column("", "its station", "所属站点"),
        "type": Column("", "type of unit", "车组类型"),
        "takes_part": Column("1", "whether it took part in the run", "是否参与"),
        **_WORK,
        "cancelled": Column("1", "responses called off before arrival", "中途撤销次数"),
        "diverted": Column("1", "responses given up for another call before arrival", "中途改派次数"),
        "driving_h": Column("h", "time under way", "行车时间"),
        "restoring_h": Column("h", "time refilling, refuelling and resting", "补给休整时间"),
        "standing_by_h": Column("h", "time standing by at another station", "移防待命时间"),
        "unstaffed_h": Column("h", "time in its station without a crew", "无人值守时间"),
        "stranded_h": Column("h", "time stranded by cut roads", "受阻时间"),
        "turned": Column("1", "times it met a closed road and turned round", "遇阻折返次数"),
    },
    "timeline": {
        "hour": Column("1", "number of the hour since the start", "第几小时"),
        "calls": Column("1", "calls that began", "新警情数"),
        "open": Column("1", "calls open at its end", "时末未结警情数"),
        "busy": Column("1", "busy units at its end", "时末繁忙车组数"),
        "mean_busy": Column("1", "busy units, mean over the hour", "平均繁忙车组数"),
    },
    **COMMS_COLUMNS,
    **POWER_COLUMNS,
    **REPAIR_COLUMNS,
    **FIRST_MINUTES_COLUMNS,
    **WATER_COLUMNS,
    **AID_COLUMNS,
    **LEVEL_COLUMNS,
    **LOSS_COLUMNS,
    **PEOPLE_COLUMNS,
    **CONTROL_COLUMNS,
    **CASUALTY_COLUMNS,
    **SUPPLY_COLUMNS,
    **CAPABILITY_COLUMNS,
    **QUAKE_COLUMNS,
}
"""Every table, in order: every column, in order. A figure that does not exist is NaN."""


class Goal(NamedTuple):
    """A goal of NFPA 1710 for a segment: at most so many seconds, in at least that share of calls."""

    seconds: float
    share: float


GOALS: Final[dict[str, Goal]] = {
    "answer": Goal(15, 0.95),
    "process": Goal(64, 0.90),
    "turnout": Goal(80, 0.90),
    "travel": Goal(240, 0.90),
}
"""Source: NFPA 1710 (2020) 4.1.2 and NFPA 1225: alarm answering 15 s for 95 %; processing 64 s, turnout 80 s
for fire and special operations, travel of the first engine 240 s, each for 90 %."""

SEGMENTS: Final = ("answer", "process", "queue", "turnout", "travel", "response", "full_response", "work")
"""Stages of a response, as the columns ``<segment>_s`` of the table of calls."""
