"""The columns of the tables on damage and teams: unit, meaning in English, meaning in Chinese."""

from typing import Final

from sim.metric.column import Column

REPAIR_COLUMNS: Final[dict[str, dict[str, Column]]] = {
    "damages": {
        "damage": Column("1", "number of the damage", "险情编号"),
        "kind": Column("", "how it is broken", "受损类别"),
        "asset": Column("", "what is broken", "受损对象类别"),
        "target": Column("", "its id", "受损对象"),
        "size": Column("1", "how much of it, in the unit of its kind", "规模(按类别单位)"),
        "hazard": Column("1", "number of the hazard that did it; missing where a script did", "灾害编号"),
        "began_s": Column("s", "when it came about, since the start of the run", "发生时刻"),
        "seen_h": Column("h", "until somebody saw it", "发生至发现"),
        "word_h": Column("h", "from there until those who send teams knew of it", "发现至获知"),
        "order_h": Column("h", "from there until the team that worked first was ordered", "获知至派工"),
        "receipt_h": Column("h", "from there until the order reached that team", "派工至收令"),
        "muster_h": Column("h", "from there until it left", "收令至出发"),
        "travel_h": Column("h", "from there until it arrived, less what follows", "行进用时"),
        "access_h": Column("h", "time for which it stood before closed roads on the way", "受阻用时"),
        "survey_h": Column("h", "from its arrival until it worked", "到场至开工"),
        "work_h": Column("h", "from there until the first step was done", "开工至初步恢复"),
        "eased_h": Column("h", "from the beginning until the first step was done", "发生至初步恢复"),
        "whole_h": Column("h", "from the beginning until it was whole", "发生至修复"),
        "held_h": Column("h", "time for which work was stopped for danger", "停工避险用时"),
        "teams": Column("1", "teams that were sent", "派出队伍数"),
        "need_h": Column("h", "work of one standard machine that it takes in all", "需要工作量"),
        "done_h": Column("h", "work of one standard machine that was done", "完成工作量"),
        "first_team": Column("", "team that worked there first", "首到队伍"),
    },
    "crews": {
        "team": Column("", "professional team", "专业队伍"),
        "type": Column("", "its type", "类型"),
        "owner": Column("", "whose it is", "隶属"),
        "people": Column("1", "people", "人数"),
        "operators": Column("1", "trained operators", "持证操作手"),
        "machines": Column("1", "machines that it has", "机具数"),
        "operated": Column("1", "machines for which the operators of a shift would do", "操作手可开机具数"),
        "manned": Column("1", "machines for which the people of a shift would do", "人员可配机具数"),
        "usable": Column("1", "machines that can work", "可用机具数"),
        "idle": Column("1", "machines that cannot work for want of people", "无人操作机具数"),
        "spare": Column("1", "operators of a shift for whom there is no machine", "无机具操作手数"),
        "orders": Column("1", "orders given to it", "派工次数"),
        "turned": Column("1", "times it met a closed road and turned round", "遇阻折返次数"),
        "muster_h": Column("h", "time getting ready", "集结时间"),
        "road_h": Column("h", "time on the road, there and back", "行车时间"),
        "walking_h": Column("h", "time on foot", "徒步时间"),
        "stranded_h": Column("h", "time before closed roads", "受阻时间"),
        "survey_h": Column("h", "time surveying", "勘查时间"),
        "working_h": Column("h", "time at work", "作业时间"),
        "standing_by_h": Column("h", "time at a damage without work", "现场待命时间"),
        "resting_h": Column("h", "time resting", "轮休时间"),
        "refuelling_h": Column("h", "time filling up", "补给时间"),
        "at_base_h": Column("h", "time ready at its base", "在库待命时间"),
        "machine_h": Column("h", "time of machines at work", "机具台时"),
        "done_h": Column("h", "work done, of one standard machine", "完成工作量"),
        "utilisation": Column("1", "share of the run in which it worked", "作业时间占比"),
        "machine_share": Column(
            "1", "share of the time of all its machines, usable or not, in which they worked", "机具利用率"
        ),
    },
}
"""Tables on repairs, in order; they are empty where nothing breaks, or where there are no teams."""
