"""The columns of the tables on warnings, people at risk and shelters: unit, English, Chinese."""

from typing import Final

from sim.metric.column import Column

PEOPLE_COLUMNS: Final[dict[str, dict[str, Column]]] = {
    "warnings": {
        "warning": Column("1", "number of the warning, in the order of issue", "预警编号"),
        "township": Column("", "township it is for", "镇街"),
        "colour": Column("", "its colour; none: it is lifted", "颜色（none 为解除）"),
        "leave": Column("1", "whether people at risk are to leave", "是否要求转移"),
        "issued_s": Column("s", "when it was issued, since the start of the run", "发布时刻"),
        "confirmed_s": Column("s", "until the district knew that the township has it", "镇街确认用时"),
        "in_time": Column("1", "whether that was in time", "镇街按时确认"),
        "villages": Column("1", "villages of the township", "村社数"),
        "villages_in_time": Column(
            "1", "of which the district knew in time that they have it", "按时确认村社"
        ),
        "villages_confirmed": Column("1", "of which it knew so in the end", "最终确认村社"),
    },
    "evacuation": {
        "village": Column("", "village with people at risk", "村社"),
        "township": Column("", "its township", "镇街"),
        "urban": Column("1", "whether it is a residents' community", "是否社区"),
        "at_risk": Column("1", "people at risk", "受威胁人数"),
        "warned": Column("1", "of them, heard that they are to leave", "获知转移预警人数"),
        "p50_s": Column("s", "until they heard, from the first warning to leave, median", "获知用时中位"),
        "unaware": Column("1", "people who had heard of no warning at the end", "期末未获预警"),
        "stayed": Column("1", "people who heard and stayed", "期末未转移"),
        "cut_off": Column("1", "people before closed roads or full shelters at the end", "期末受阻"),
        "sheltered": Column("1", "the most people of its groups in shelters", "最多时已安置"),
        "returned": Column("1", "people who are at home again at the end", "期末已返家"),
        "struck_s": Column("s", "when a road at the village first broke or flooded", "首次受灾时刻"),
        "left_by_then": Column("1", "people at risk who had left by then", "其时已转移人数"),
    },
    "shelters": {
        "shelter": Column("", "shelter", "避难场所"),
        "capacity": Column("1", "people for whom it has room", "容量"),
        "people": Column("1", "the most people in it at one time", "最多时人数"),
        "share": Column("1", "share of its room that was taken then", "最高占用率"),
    },
}
"""Tables on people, in order; they are empty where nobody is warned."""
