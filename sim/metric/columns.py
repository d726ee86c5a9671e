"""The columns of every table: unit, meaning in English, meaning in Chinese."""

from typing import Final, NamedTuple

from sim.metric.aid_columns import AID_COLUMNS
from sim.metric.capability import COLUMNS as CAPABILITY_COLUMNS
from sim.metric.casualties import COLUMNS as CASUALTY_COLUMNS
from sim.metric.column import Column
from sim.metric.comms_columns import COMMS_COLUMNS
from sim.metric.control_columns import CONTROL_COLUMNS
from sim.metric.first_minutes import COLUMNS as FIRST_MINUTES_COLUMNS
from sim.metric.level_columns import LEVEL_COLUMNS
from sim.metric.people_columns import PEOPLE_COLUMNS
from sim.metric.power_columns import POWER_COLUMNS
from sim.metric.repair_columns import REPAIR_COLUMNS
from sim.metric.review.rows import LOSS_COLUMNS
from sim.metric.seismic import COLUMNS as QUAKE_COLUMNS
from sim.metric.supplies import COLUMNS as SUPPLY_COLUMNS
from sim.metric.water import COLUMNS as WATER_COLUMNS
from sim.words import both, both_in

__all__ = ["COLUMNS", "GOALS", "SEGMENTS", "Column", "Goal"]

_WITHIN: Final = {
    f"share_{minutes}min": Column(
        "1",
        *both(
            "share with the first unit on scene within {minutes} min of the beginning, of calls "
            "a unit reached"
        ).fill(minutes=minutes),
    )
    for minutes in (5, 8, 10, 15)
}
_RESPONSE: Final = {
    "reached": Column("1", *both("calls that a unit reached")),
    "p50_response_s": Column("s", *both("median time from beginning to first unit on scene")),
    "p90_response_s": Column("s", *both_in("metric", "90th percentile of the same")),
    **_WITHIN,
}
_SPREAD: Final = {
    "n": Column("1", *both("calls for which it is known")),
    "mean_s": Column("s", *both_in("metric", "mean")),
    "p50_s": Column("s", *both("median")),
    "p80_s": Column("s", *both("80th percentile")),
    "p90_s": Column("s", *both_in("metric", "90th percentile")),
    "p95_s": Column("s", *both("95th percentile")),
    "max_s": Column("s", *both("longest")),
}
_WORK: Final = {
    "runs": Column("1", *both("responses begun")),
    "arrived": Column("1", *both("responses that reached their call")),
    "busy_share": Column("1", *both("share of time neither ready, standing by nor without a crew")),
    "on_scene_h": Column("h", *both("time on scene")),
}

COLUMNS: Final[dict[str, dict[str, Column]]] = {
    "calls": {
        "call": Column("", *both("number of the call, in order of birth")),
        "kind": Column("", *both("kind of incident")),
        "severity": Column("", *both("severity, as it truly was")),
        "priority": Column("1", *both("priority of the kind, 1 is the most urgent")),
        "place": Column("", *both("village it came from")),
        "township": Column("", *both("township of the village")),
        "node": Column("", *both("node of the road graph")),
        "began_s": Column("s", *both_in("metric", "beginning, since the start of the run")),
        "month": Column("1", *both("month of the beginning, local time")),
        "hour": Column("1", *both("hour of day of the beginning, local time")),
        "answer_s": Column("s", *both_in("metric", "from beginning to answer")),
        "process_s": Column("s", *both("from answer to ready for dispatch")),
        "queue_s": Column("s", *both("from ready to the first order")),
        "turnout_s": Column("s", *both("from its order to setting out, of the first unit to arrive")),
        "travel_s": Column("s", *both("from setting out to arrival, of the first unit to arrive")),
        "response_s": Column("s", *both("from beginning to first unit on scene")),
        "full_response_s": Column("s", *both("from beginning until all units needed were there at once")),
        "work_s": Column("s", *both("from first unit on scene to the end of the work")),
        "end": Column("", *both("closed, handed_over or open")),
        "units_sent": Column("1", *both("units that turned out or set out to it")),
        "people_sent": Column("1", *both("people on them")),
        "first_unit": Column("", *both("unit that arrived first")),
        "cross_boundary": Column(
            "1", *both("1 if the first unit came from another district than the call, else 0")
        ),
    },
    "responses": {
        "call": Column("", *both("number of the call")),
        "unit": Column("", *both_in("metric", "unit")),
        "station": Column("", *both("its station")),
        "ordered_s": Column("s", *both("order sent, since the start of the run")),
        "turned_out_s": Column("s", *both("began to turn out; missing if under way already")),
        "en_route_s": Column("s", *both("set out")),
        "on_scene_s": Column("s", *both_in("metric", "arrived")),
        "left_s": Column("s", *both("left the scene, or turned for home before")),
        "home_s": Column("s", *both("ready again, in its station or standing by")),
        "outcome": Column("", *both("arrived, cancelled, diverted or open")),
        "crew": Column("1", *both("people on the unit")),
        "cross_boundary": Column("1", *both("1 if the unit is of another district than the call, else 0")),
        "first": Column("1", *both("whether it was the first to arrive")),
    },
    "segments": {
        "segment": Column("", *both("stage of the response (NFPA 1710)")),
        **_SPREAD,
        "goal_s": Column("s", *both("goal of NFPA 1710, where there is one")),
        "goal_share": Column("1", *both("share of calls that should meet the goal")),
        "met_share": Column("1", *both("share of calls that met the goal, of those for which it is known")),
    },
    "townships": {
        "township": Column("", *both("township")),
        "population": Column("1", *both_in("command.cli_new", "people")),
        "calls": Column("1", *both_in("metric", "calls")),
        **_RESPONSE,
        "uncovered_share": Column(
            "1",
            *both("share of time in which no free fire unit could have reached the seat in time"),
        ),
    },
    "kinds": {
        "kind": Column("", *both("kind of incident")),
        "priority": Column("1", *both("priority, 1 is the most urgent")),
        "calls": Column("1", *both_in("metric", "calls")),
        **_RESPONSE,
        "p50_work_s": Column("s", *both("median time from first unit on scene to the end of the work")),
        "mean_units": Column("1", *both("mean number of units sent")),
        "mean_people": Column("1", *both("mean number of people sent")),
    },
    "stations": {
        "station": Column("", *both("station")),
        "kind": Column("", *both("who runs it")),
        "district": Column("", *both_in("metric", "district")),
        "units": Column("1", *both("units that take part")),
        **_WORK,
        "cross_boundary": Column("1", *both("responses that reached a call in another district")),
    },
    "units": {
        "unit": Column("", *both_in("metric", "unit")),
        "station": Column("", *both("its station")),
        "type": Column("", *both("type of unit")),
        "takes_part": Column("1", *both("whether it took part in the run")),
        **_WORK,
        "cancelled": Column("1", *both("responses called off before arrival")),
        "diverted": Column("1", *both("responses given up for another call before arrival")),
        "driving_h": Column("h", *both("time under way")),
        "restoring_h": Column("h", *both("time refilling, refuelling and resting")),
        "standing_by_h": Column("h", *both("time standing by at another station")),
        "unstaffed_h": Column("h", *both("time in its station without a crew")),
        "stranded_h": Column("h", *both("time stranded by cut roads")),
        "turned": Column("1", *both("times it met a closed road and turned round")),
    },
    "timeline": {
        "hour": Column("1", *both("number of the hour since the start")),
        "calls": Column("1", *both("calls that began")),
        "open": Column("1", *both("calls open at its end")),
        "busy": Column("1", *both("busy units at its end")),
        "mean_busy": Column("1", *both("busy units, mean over the hour")),
    },
    **COMMS_COLUMNS,
    **POWER_COLUMNS,
    **REPAIR_COLUMNS,
    **FIRST_MINUTES_COLUMNS,
    **WATER_COLUMNS,
    **AID_COLUMNS,
    **LEVEL_COLUMNS,
    **LOSS_COLUMNS,
    **PEOPLE_COLUMNS,
    **CONTROL_COLUMNS,
    **CASUALTY_COLUMNS,
    **SUPPLY_COLUMNS,
    **CAPABILITY_COLUMNS,
    **QUAKE_COLUMNS,
}
"""Every table, in order: every column, in order. A figure that does not exist is NaN."""


class Goal(NamedTuple):
    """A goal of NFPA 1710 for a segment: at most so many seconds, in at least that share of calls."""

    seconds: float
    share: float


GOALS: Final[dict[str, Goal]] = {
    "answer": Goal(15, 0.95),
    "process": Goal(64, 0.90),
    "turnout": Goal(80, 0.90),
    "travel": Goal(240, 0.90),
}
"""Source: NFPA 1710 (2020) 4.1.2 and NFPA 1225: alarm answering 15 s for 95 %; processing 64 s, turnout 80 s
for fire and special operations, travel of the first engine 240 s, each for 90 %."""

SEGMENTS: Final = ("answer", "process", "queue", "turnout", "travel", "response", "full_response", "work")
"""Stages of a response, as the columns ``<segment>_s`` of the table of calls."""
