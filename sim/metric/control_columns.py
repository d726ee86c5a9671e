"""The columns of the table on control measures: unit, English, Chinese."""

from typing import Final

from sim.metric.column import Column
from sim.words import both

CONTROL_COLUMNS: Final[dict[str, dict[str, Column]]] = {
    "measures": {
        "order": Column("", *both("standing order")),
        "measure": Column("", *both("what it is: forbid, stop, evacuate, disperse")),
        "by": Column("", *both("who gives it: district or township")),
        "townships": Column("1", *both("townships for which it was given")),
        "places": Column("1", *both("villages and key units that were to have it")),
        "taken": Column("1", *both("of which carried it out")),
        "p50_s": Column("s", *both("from when it was given until they had carried it out, median")),
        "p90_s": Column("s", *both("the same, of nine in ten")),
        "known": Column("1", *both("of which the district knew that they had")),
        "averted": Column("1", *both("calls that did not come about because of it")),
    },
}
"""The table on control measures; it is empty where there are none."""
