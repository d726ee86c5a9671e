"""The segments of NFPA 1710 in the tables are those of the raw log, worked out anew in another way.

The tables follow units one entry at a time; here the whole log is first sorted into one list of happenings
for each call, from which every segment is a difference of two times.
"""

import math
from collections import defaultdict
from functools import cache

import pytest

from sim.metric.columns import GOALS, SEGMENTS
from sim.metric.tables import tables
from sim.record.facts import (
    CallAnswered,
    CallEnded,
    CallTaken,
    Dispatch,
    IncidentBegan,
    MessageSent,
    UnitChanged,
)
from sim.run import run
from sim.scenario.load import load
from sim.scenario.model import Scenario

OUT = ("en_route", "on_scene")


@pytest.fixture(scope="module", params=[("hamlet", 20), ("two-counties", 12)], ids=lambda each: each[0])
def lived(request):
    name, days = request.param
    return run(load(name), "run-card", seed=5, days=days)


class Story:
    """What happened to one call, in the order of the log."""

    def __init__(self):
        self.at, self.orders, self.moves = {}, [], []


def stories(log):
    """Return what happened to each call; a unit's move belongs to its call as long as it serves it."""
    found = defaultdict(Story)
    serves = {}
    for _, t, _, fact in log.entries():
        if isinstance(fact, IncidentBegan | CallAnswered | CallTaken | CallEnded):
            found[fact.call].at[type(fact)] = t
        elif isinstance(fact, MessageSent):
            for item in (item for item in fact.body if isinstance(item, Dispatch)):
                found[item.call].orders.append((t, item.unit))
        elif isinstance(fact, UnitChanged):
            before, now = serves.get(fact.unit), fact.call if fact.status in (*OUT, "turning_out") else None
            for call in {before, now} - {None}:
                status = fact.status if call == now else "gone"
                found[call].moves.append((t, fact.unit, status))
            serves[fact.unit] = now
    return found


def can_fill(needs, skills):
    """Whether units can be given to needs, each to one: tried in every way."""
    wanted = [skill for skill, count in needs for _ in range(count)]

    @cache
    def tried(place, left):
        if place == len(wanted):
            return True
        return any(wanted[place] in skills[unit] and tried(place + 1, left - {unit}) for unit in sorted(left))

    return tried(0, frozenset(range(len(skills))))


def segments(story, skills):
    """Return the segments of a call in seconds; those that do not exist are left out."""
    at, found = story.at, {}
    arrivals = [(t, unit) for t, unit, status in story.moves if status == "on_scene"]

    def span(name, begin, end):
        if begin is not None and end is not None:
            found[name] = (end - begin) / 1000

    began, answered, taken = (at.get(kind) for kind in (IncidentBegan, CallAnswered, CallTaken))
    span("answer", began, answered)
    span("process", answered, taken)
    span("queue", taken, min((t for t, _ in story.orders), default=None))
    if arrivals:
        first_ms, first = arrivals[0]
        out_ms = _set_out(story, first, first_ms)
        span(
            "turnout",
            max((t for t, unit in story.orders if unit == first and t <= out_ms), default=None),
            out_ms,
        )
        span("travel", out_ms, first_ms)
        span("response", began, first_ms)
        ended = at.get(CallEnded)
        span("work", first_ms, ended if story.ended else None)
    span("full_response", began, _complete(story, skills))
    return found


def _set_out(story, unit, by_ms):
    """Return when the unit set out for the last time without a break before it arrived."""
    out_ms = None
    for t, other, status in story.moves:
        if other == unit and t <= by_ms:
            if status == "en_route":
                out_ms = t if out_ms is None else out_ms
            elif status != "on_scene":
                out_ms = None
    return out_ms


def _complete(story, skills):
    """Return when for the first time all that was needed was there at once."""
    there = []
    for t, unit, status in story.moves:
        if status == "on_scene":
            there.append(unit)
            if can_fill(story.needs, [skills[each] for each in there]):
                return t
        elif unit in there:
            there.remove(unit)
    return None


def recomputed(log):
    """Return the segments of each call of a log."""
    made = Scenario.of(log.header.scenario)
    skills = [made.unit_types[unit.type].capabilities for unit in made.units]
    stages = {f.call: f.stage for _, _, _, f in log.entries() if isinstance(f, CallEnded)}
    found = stories(log)
    needs = {f.call: f.needs for _, _, _, f in log.entries() if isinstance(f, IncidentBegan)}
    for call, story in found.items():
        story.ended, story.needs = stages[call] != "open", needs[call]
    return {call: segments(found[call], skills) for call in sorted(found)}


def test_every_segment_of_every_call_is_that_of_the_log(lived):
    told, found = tables(lived).calls, recomputed(lived)
    assert len(told) == len(found) > 20
    for _, row in told.iterrows():
        shown = {name: row[f"{name}_s"] for name in SEGMENTS if not math.isnan(row[f"{name}_s"])}
        assert shown == found[row["call"]], row["call"]


def test_the_shares_that_meet_the_goals_are_counted_from_the_log(lived):
    told, found = tables(lived).segments.set_index("segment"), recomputed(lived)
    for name, goal in GOALS.items():
        times = [each[name] for each in found.values() if name in each]
        assert told.loc[name, "n"] == len(times) > 0
        assert told.loc[name, "met_share"] == sum(time <= goal.seconds for time in times) / len(times)


def test_some_calls_wait_for_the_last_unit_longer_than_for_the_first(lived):
    found = recomputed(lived).values()
    both = [(each["full_response"], each["response"]) for each in found if "full_response" in each]
    assert all(full >= first for full, first in both)
    assert any(full > first for full, first in both)
