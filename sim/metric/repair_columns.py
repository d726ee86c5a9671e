"""The columns of the tables on damage and teams: unit, meaning in English, meaning in Chinese."""

from typing import Final

from sim.metric.column import Column
from sim.words import both, both_in

REPAIR_COLUMNS: Final[dict[str, dict[str, Column]]] = {
    "damages": {
        "damage": Column("1", *both("number of the damage")),
        "kind": Column("", *both("how it is broken")),
        "asset": Column("", *both("what is broken")),
        "target": Column("", *both_in("metric.target", "its id")),
        "size": Column("1", *both("how much of it, in the unit of its kind")),
        "hazard": Column("1", *both("number of the hazard that did it; missing where a script did")),
        "began_s": Column("s", *both("when it came about, since the start of the run")),
        "seen_h": Column("h", *both("until somebody saw it")),
        "word_h": Column("h", *both("from there until those who send teams knew of it")),
        "order_h": Column("h", *both("from there until the team that worked first was ordered")),
        "receipt_h": Column("h", *both("from there until the order reached that team")),
        "muster_h": Column("h", *both_in("metric.muster_h", "from there until it left")),
        "travel_h": Column("h", *both("from there until it arrived, less what follows")),
        "access_h": Column("h", *both("time for which it stood before closed roads on the way")),
        "survey_h": Column("h", *both("from its arrival until it worked")),
        "work_h": Column("h", *both("from there until the first step was done")),
        "eased_h": Column("h", *both("from the beginning until the first step was done")),
        "whole_h": Column("h", *both("from the beginning until it was whole")),
        "held_h": Column("h", *both("time for which work was stopped for danger")),
        "teams": Column("1", *both("teams that were sent")),
        "need_h": Column("h", *both("work of one standard machine that it takes in all")),
        "done_h": Column("h", *both("work of one standard machine that was done")),
        "first_team": Column("", *both("team that worked there first")),
    },
    "crews": {
        "team": Column("", *both("professional team")),
        "type": Column("", *both("its type")),
        "owner": Column("", *both("whose it is")),
        "people": Column("1", *both_in("metric", "people")),
        "operators": Column("1", *both("trained operators")),
        "machines": Column("1", *both("machines that it has")),
        "operated": Column("1", *both("machines for which the operators of a shift would do")),
        "manned": Column("1", *both("machines for which the people of a shift would do")),
        "usable": Column("1", *both("machines that can work")),
        "idle": Column("1", *both("machines that cannot work for want of people")),
        "spare": Column("1", *both("operators of a shift for whom there is no machine")),
        "orders": Column("1", *both("orders given to it")),
        "turned": Column("1", *both("times it met a closed road and turned round")),
        "muster_h": Column("h", *both("time getting ready")),
        "road_h": Column("h", *both("time on the road, there and back")),
        "walking_h": Column("h", *both("time on foot")),
        "stranded_h": Column("h", *both("time before closed roads")),
        "survey_h": Column("h", *both("time surveying")),
        "working_h": Column("h", *both("time at work")),
        "standing_by_h": Column("h", *both("time at a damage without work")),
        "resting_h": Column("h", *both("time resting")),
        "refuelling_h": Column("h", *both("time filling up")),
        "at_base_h": Column("h", *both("time ready at its base")),
        "machine_h": Column("h", *both("time of machines at work")),
        "done_h": Column("h", *both("work done, of one standard machine")),
        "utilisation": Column("1", *both("share of the run in which it worked")),
        "machine_share": Column(
            "1", *both("share of the time of all its machines, usable or not, in which they worked")
        ),
    },
}
"""Tables on repairs, in order; they are empty where nothing breaks, or where there are no teams."""
