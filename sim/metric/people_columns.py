"""The columns of the tables on warnings, people at risk and shelters: unit, English, Chinese."""

from typing import Final

from sim.metric.column import Column
from sim.words import both

PEOPLE_COLUMNS: Final[dict[str, dict[str, Column]]] = {
    "warnings": {
        "warning": Column("1", *both("number of the warning, in the order of issue")),
        "township": Column("", *both("township it is for")),
        "colour": Column("", *both("its colour; none: it is lifted")),
        "leave": Column("1", *both("whether people at risk are to leave")),
        "issued_s": Column("s", *both("when it was issued, since the start of the run")),
        "confirmed_s": Column("s", *both("until the district knew that the township has it")),
        "in_time": Column("1", *both("whether that was in time")),
        "villages": Column("1", *both("villages of the township")),
        "villages_in_time": Column("1", *both("of which the district knew in time that they have it")),
        "villages_confirmed": Column("1", *both("of which it knew so in the end")),
    },
    "evacuation": {
        "village": Column("", *both("village with people at risk")),
        "township": Column("", *both("its township")),
        "urban": Column("1", *both("whether it is a residents' community")),
        "at_risk": Column("1", *both("people at risk")),
        "warned": Column("1", *both("of them, heard that they are to leave")),
        "p50_s": Column("s", *both("until they heard, from the first warning to leave, median")),
        "unaware": Column("1", *both("people who had heard of no warning at the end")),
        "stayed": Column("1", *both("people who heard and stayed")),
        "cut_off": Column("1", *both("people before closed roads or full shelters at the end")),
        "sheltered": Column("1", *both("the most people of its groups in shelters")),
        "returned": Column("1", *both("people who are at home again at the end")),
        "struck_s": Column("s", *both("when a road at the village first broke or flooded")),
        "left_by_then": Column("1", *both("people at risk who had left by then")),
    },
    "shelters": {
        "shelter": Column("", *both("shelter")),
        "capacity": Column("1", *both("people for whom it has room")),
        "people": Column("1", *both("the most people in it at one time")),
        "share": Column("1", *both("share of its room that was taken then")),
    },
}
"""Tables on people, in order; they are empty where nobody is warned."""
