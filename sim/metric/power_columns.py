"""The columns of the tables on power: unit, meaning in English, meaning in Chinese."""

from typing import Final

from sim.metric.column import Column

POWER_COLUMNS: Final[dict[str, dict[str, Column]]] = {
    "loads": {
        "load": Column("", "load", "负荷"),
        "kind": Column("", "kind of load", "类别"),
        "target": Column("", "whose load it is", "对应对象"),
        "people": Column("1", "people who live on it", "居民数"),
        "outages": Column("1", "times it lost the mains", "失去市电次数"),
        "off_mains_h": Column("h", "time without mains", "无市电时长"),
        "generator_h": Column("h", "time on its generator", "发电机供电时长"),
        "dark_spells": Column(
            "1", "times it had no power at all; missing where its battery is told elsewhere", "断电次数"
        ),
        "dark_h": Column("h", "time without any power", "断电时长"),
        "dark_share": Column("1", "share of the run", "断电时间占比"),
        "longest_dark_h": Column("h", "longest such time", "最长一次断电"),
        "dark_at_end": Column("1", "whether it had no power at the end of the run", "期末是否断电"),
    },
    "power": {
        "hour": Column("1", "number of the hour since the start", "第几小时"),
        "people_dark": Column("1", "people without power at its end", "时末断电人口"),
        "mean_people_dark": Column("1", "people without power, mean over the hour", "平均断电人口"),
        "loads_dark": Column("1", "loads without any power at its end", "时末断电负荷数"),
        "loads_on_backup": Column("1", "loads without mains that live on something else", "时末备电负荷数"),
    },
}
"""Tables on power, in order; empty where the scenario has no loads."""
