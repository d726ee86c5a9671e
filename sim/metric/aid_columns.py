"""The columns of the tables on mutual aid: unit, meaning in English, meaning in Chinese."""

from typing import Final

from sim.metric.column import Column
from sim.words import both, both_in

AID_COLUMNS: Final[dict[str, dict[str, Column]]] = {
    "aid_requests": {
        "request": Column("1", *both("number of the request")),
        "call": Column("1", *both("call for which it was made; missing where it was made ahead")),
        "standing": Column("1", *both("1 if under a standing agreement, else 0")),
        "needs": Column("", *both("units asked for, by capability")),
        "asked_s": Column("s", *both("asked for, since the start of the run")),
        "approval_s": Column("s", *both("from there until it was approved")),
        "promised_s": Column("s", *both("from asking until the first unit was promised")),
        "check_in_s": Column("s", *both("from asking until the first unit checked in")),
        "units": Column("1", *both("units that left for it")),
    },
    "aid_answers": {
        "request": Column("1", *both("number of the request")),
        "post": Column("", *both("post that was asked")),
        "ordered": Column("1", *both("1 if the municipality ordered it, else 0")),
        "needs": Column("", *both("units asked for, by capability")),
        "asked_s": Column("s", *both("asked, since the start of the run")),
        "heard_s": Column("s", *both("from there until word was there")),
        "answered_s": Column("s", *both("from asking until the last answer")),
        "offered": Column("1", *both("units offered")),
        "promised": Column("1", *both("units promised")),
        "why": Column("", *both("why none: unheard, unanswered, unable, engaged, reserve, out, away")),
    },
    "loans": {
        "unit": Column("", *both_in("metric", "unit")),
        "station": Column("", *both("its station")),
        "request": Column("1", *both("number of the request")),
        "promised_s": Column("s", *both("promised, since the start of the run")),
        "muster_s": Column("s", *both_in("metric", "from there until it left")),
        "travel_s": Column("s", *both("from there until it checked in")),
        "assigned": Column("1", *both("times it was assigned")),
        "released_s": Column("s", *both("released, since the start of the run")),
        "away_h": Column("h", *both("time away from its own district")),
        "end": Column("", *both("home, out or never_left")),
        "recalled_s": Column("s", *both("called back by its district, since the start of the run")),
    },
}
"""Tables on mutual aid, in order; they are empty where nobody lends anything."""
