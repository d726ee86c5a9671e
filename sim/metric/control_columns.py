"""The columns of the table on control measures: unit, English, Chinese."""

from typing import Final

from sim.metric.column import Column

CONTROL_COLUMNS: Final[dict[str, dict[str, Column]]] = {
    "measures": {
        "order": Column("", "standing order", "预置指令"),
        "measure": Column("", "what it is: forbid, stop, evacuate, disperse", "措施"),
        "by": Column("", "who gives it: district or township", "下达方"),
        "townships": Column("1", "townships for which it was given", "下达镇街"),
        "places": Column("1", "villages and key units that were to have it", "应达村社和单位"),
        "taken": Column("1", "of which carried it out", "已落实"),
        "p50_s": Column("s", "from when it was given until they had carried it out, median", "落实用时中位"),
        "p90_s": Column("s", "the same, of nine in ten", "落实用时九成"),
        "known": Column("1", "of which the district knew that they had", "区掌握已落实"),
        "averted": Column("1", "calls that did not come about because of it", "因此未发警情"),
    },
}
"""The table on control measures; it is empty where there are none."""
