"""What the table of forces in the README says of them: who takes part, shifts, relief, move-up, cover."""

import pytest
from drills import DAY, LINK_MS, OUT_MS, TAKEN_MS, Tale, call, world
from worlds import kind, scenario

from sim.agent.tank import Fatigue
from sim.metric.summary import summary
from sim.scenario.sections import Forces
from sim.terms.enums import StationKind
from sim.terms.units import HOUR_MS, MINUTE_MS

WORN = {"fire": kind(work_median=61)}
"""A little more than two cylinders: a crew must rest after it."""


def rig(*calls, stations=None, **changes):
    return world(list(calls), stations, **changes)


# --- shifts, rest, relief


def test_a_crew_rests_after_its_cylinders_unless_the_shift_has_changed():
    rests = Tale(rig(call(0, 0), kinds=WORN)).way(0)
    home = next(t for t, status in rests if status == "restoring")
    assert rests[-1] == (home + 20 * MINUTE_MS, "in_quarters")
    # crews change at 08:00 and the world begins then; with shifts of half an hour another one takes over
    data = rig(call(0, 0), kinds=WORN)
    data["forces"]["shift"] = 1
    assert [status for _, status in Tale(data).way(0)][-2:] == ["on_scene", "in_quarters"]


def test_shifts_change_at_their_hour_whenever_the_world_begins():
    ten = Fatigue(Forces(), start_ms=10 * HOUR_MS)
    ten.work(2 * HOUR_MS)
    assert ten.rest_ms(12 * HOUR_MS) == 20 * MINUTE_MS
    ten.work(2 * HOUR_MS)
    assert ten.rest_ms(22 * HOUR_MS) == 0  # eight in the morning of the next day
    ten.work(2 * HOUR_MS)
    assert ten.rest_ms(23 * HOUR_MS) == 20 * MINUTE_MS


def test_a_station_mans_as_many_vehicles_as_it_has_people_on_a_shift():
    data = rig(call(0, 2), call(0, 3), stations={0: 2})
    data["stations"][0]["crew"] = 6
    tale = Tale(data)
    assert {status for _, status in tale.way(1)} <= {"unstaffed", "in_quarters"}
    assert [unit for _, unit in tale.sent_to(0)] == [0]
    fewer = {**data, "unit_types": {"engine": {**data["unit_types"]["engine"], "crew": 3, "crew_min": 3}}}
    assert {unit for number in (0, 1) for _, unit in Tale(fewer).sent_to(number)} == {0, 1}


# --- who takes part


@pytest.mark.parametrize(
    ("what", "switch"),
    [("township", "town_brigades"), ("enterprise", "enterprise_brigades"), ("neighbour", "neighbours")],
)
def test_a_class_of_force_comes_or_stays_away_by_its_switch(what, switch):
    def first(on):
        data = rig(call(0, 4), stations={0: 1, 4: 1})
        data["stations"][1]["kind"] = what
        data["forces"][switch] = on
        return Tale(data).responses()[0]

    assert first(True) < first(False) == TAKEN_MS + OUT_MS + 4 * LINK_MS


@pytest.mark.parametrize("what", ["national", "forest", "rescue"])
def test_other_classes_always_take_part(what):
    data = rig(call(0, 4), stations={0: 1, 4: 1})
    data["stations"][1]["kind"] = what
    assert scenario(data).takes_part(scenario(data).stations[1])
    assert Tale(data).sent_to()[0][1] == 1


def test_every_class_of_station_is_one_of_those_of_the_table():
    assert {each.value for each in StationKind} == {
        *("national", "township", "enterprise", "forest", "rescue", "medical", "neighbour")
    }


# --- move-up and standby


@pytest.fixture(scope="module")
def emptied():
    """Two stations an hour apart; the far one is out for four hours."""
    long = {"fire": kind(priority=1, work_median=240)}
    data = rig(call(600, 4), stations={0: 2, 4: 1}, kinds=long, horizon=0.25)
    assert data["start"] == DAY
    return {policy: Tale(data, policy) for policy in ("run-card", "coverage")}


def test_a_unit_stands_by_where_a_station_is_empty_only_under_the_policy_that_minds_cover(emptied):
    assert [status for _, status in emptied["run-card"].way(0)] == []
    assert [status for _, status in emptied["coverage"].way(0)][:2] == ["moving_up", "standing_by"]


def test_standing_by_counts_as_cover(emptied):
    shares = {policy: summary(tale.log)["coverage"]["uncovered_share"] for policy, tale in emptied.items()}
    assert shares["coverage"] < shares["run-card"]
    assert summary(emptied["coverage"].log)["move_ups"] == 2
