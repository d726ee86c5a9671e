"""The columns of the tables on response levels: unit, meaning in English, meaning in Chinese."""

from typing import Final

from sim.metric.column import Column

LEVEL_COLUMNS: Final[dict[str, dict[str, Column]]] = {
    "levels": {
        "number": Column("1", "number of the decision", "决定编号"),
        "level": Column("1", "level: 4 the lowest, 1 the highest, 0 none", "响应等级(4最低,1最高,0无)"),
        "post": Column("", "post that was to act at it", "受令方"),
        "kind": Column("", "its kind", "类别"),
        "decided_s": Column("s", "when it was decided, since the start of the run", "决定时刻"),
        "sent_s": Column("s", "when the order was sent", "发令时刻"),
        "known_s": Column("s", "when the post knew; missing where it never did", "获知时刻"),
        "delay_s": Column("s", "from the decision until the post knew", "决定至获知"),
    },
    "rounds": {
        "number": Column("1", "number of the consultation", "会商编号"),
        "post": Column("", "post that called it", "召集方"),
        "ended_s": Column("s", "when it ended, since the start of the run", "结束时刻"),
        "held": Column("", "whether there was a quorum", "是否召开"),
        "present": Column("1", "members that took part", "到会数"),
        "missing": Column("1", "members that could not be raised", "缺席数"),
        "late_s": Column("s", "time waited for a quorum", "等候用时"),
    },
}
"""Tables on response levels, in order; they are empty where a scenario has none."""
