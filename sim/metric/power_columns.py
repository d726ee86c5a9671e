"""The columns of the tables on power: unit, meaning in English, meaning in Chinese."""

from typing import Final

from sim.metric.column import Column
from sim.words import both, both_in

POWER_COLUMNS: Final[dict[str, dict[str, Column]]] = {
    "loads": {
        "load": Column("", *both("load")),
        "kind": Column("", *both("kind of load")),
        "target": Column("", *both("whose load it is")),
        "people": Column("1", *both("people who live on it")),
        "outages": Column("1", *both("times it lost the mains")),
        "off_mains_h": Column("h", *both("time without mains")),
        "generator_h": Column("h", *both("time on its generator")),
        "dark_spells": Column(
            "1", *both("times it had no power at all; missing where its battery is told elsewhere")
        ),
        "dark_h": Column("h", *both("time without any power")),
        "dark_share": Column("1", *both_in("metric.dark_share", "share of the run")),
        "longest_dark_h": Column("h", *both_in("metric.longest_dark_h", "longest such time")),
        "dark_at_end": Column("1", *both("whether it had no power at the end of the run")),
    },
    "power": {
        "hour": Column("1", *both("number of the hour since the start")),
        "people_dark": Column("1", *both("people without power at its end")),
        "mean_people_dark": Column("1", *both("people without power, mean over the hour")),
        "loads_dark": Column("1", *both("loads without any power at its end")),
        "loads_on_backup": Column("1", *both("loads without mains that live on something else")),
    },
}
"""Tables on power, in order; empty where the scenario has no loads."""
