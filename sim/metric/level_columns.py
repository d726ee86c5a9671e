"""The columns of the tables on response levels: unit, meaning in English, meaning in Chinese."""

from typing import Final

from sim.metric.column import Column
from sim.words import both

LEVEL_COLUMNS: Final[dict[str, dict[str, Column]]] = {
    "levels": {
        "number": Column("1", *both("number of the decision")),
        "level": Column("1", *both("level: 4 the lowest, 1 the highest, 0 none")),
        "post": Column("", *both("post that was to act at it")),
        "kind": Column("", *both("its kind")),
        "decided_s": Column("s", *both("when it was decided, since the start of the run")),
        "sent_s": Column("s", *both("when the order was sent")),
        "known_s": Column("s", *both("when the post knew; missing where it never did")),
        "delay_s": Column("s", *both("from the decision until the post knew")),
    },
    "rounds": {
        "number": Column("1", *both("number of the consultation")),
        "post": Column("", *both("post that called it")),
        "ended_s": Column("s", *both("when it ended, since the start of the run")),
        "held": Column("", *both("whether there was a quorum")),
        "present": Column("1", *both("members that took part")),
        "missing": Column("1", *both("members that could not be raised")),
        "late_s": Column("s", *both("time waited for a quorum")),
    },
}
"""Tables on response levels, in order; they are empty where a scenario has none."""
