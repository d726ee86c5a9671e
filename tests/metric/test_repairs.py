"""The figures of repairs: each wait, each team's time, 人装适配; by hand and read in the plainest way."""

import math

import pytest
from yards import LANE_H, READY_H, SURVEY_H, Yard, breaks, drive_h, team, wired_yard, yard

from sim.metric import repair_rows
from sim.metric.columns import COLUMNS
from sim.metric.fold import fold
from sim.metric.summary import summary
from sim.metric.tables import tables
from sim.record.hazard_facts import DamageBegan
from sim.record.repair import CrewChanged, WorkDone
from sim.run import run
from sim.scenario.load import load
from sim.terms.units import HOUR_MS


@pytest.fixture(scope="module")
def slide():
    """Return a run with one slide at the first hour, which a team clears, and another that nobody can."""
    unable = team("Z", operators=0)
    data = yard([team(machines=3), unable], [breaks(2, 1), breaks(0, 70)], repair={"sight": 30})
    return Yard(data).finish()


@pytest.fixture(scope="module")
def hamlet():
    return run(load("hamlet-slide"))


def test_the_waits_of_a_damage_are_told_one_by_one(slide):
    row, late = repair_rows.damage_rows(fold(slide.log))
    assert row[:5] == (0, "slide", "road", "R02", 6000)
    assert math.isnan(row.hazard)
    assert row.began_s == 3600
    chain = (0.5, 0, 0, 0, READY_H, drive_h(2), 0, SURVEY_H, LANE_H)
    assert row[7:16] == pytest.approx(chain, abs=1e-3)
    assert row.eased_h == pytest.approx(math.fsum(chain), abs=1e-3)
    assert (row.teams, row.first_team, row.held_h) == (1, "A", 0)
    assert (row.need_h, row.done_h) == pytest.approx((30, 30))
    assert math.isnan(late.eased_h)
    assert math.isnan(late.whole_h)


def test_what_a_team_did_adds_up_to_the_run(slide):
    row, unable = repair_rows.crew_rows(fold(slide.log))
    hours = [name for name in row._fields if name.endswith("_h") and name not in ("machine_h", "done_h")]
    assert math.fsum(getattr(row, name) for name in hours) == pytest.approx(72)
    assert (row.machines, row.operated, row.manned, row.usable, row.idle) == (3, 3, 50, 3, 0)
    assert (unable.machines, unable.usable, unable.idle, unable.at_base_h) == (2, 0, 2, pytest.approx(72))
    assert unable.utilisation == 0


def test_spare_operators_and_idle_machines_are_told_apart():
    data = yard([team("A", machines=3, operators=1), team("B", machines=1, operators=4)], [breaks(0, 1)])
    few, many = repair_rows.crew_rows(fold(Yard({**data, "horizon": 0.1}).finish().log))
    assert (few.idle, few.spare) == (2, 0)
    assert (many.idle, many.spare) == (0, 3)


def test_the_time_before_closed_roads_is_no_travel():
    found = Yard(yard([team(ready_min=0)], repair={"sight": 600, "patience": 10000, "survey": 0}))
    found.slide(1)
    found.order(0, found.slide(3))
    found.run_h(3)
    found.damages.mend(found.damages.all[0])
    row = repair_rows.damage_rows(fold(found.finish().log))[1]
    assert row.travel_h == pytest.approx(drive_h(3), abs=1e-3)
    assert row.access_h == pytest.approx(3 - drive_h(1), abs=1e-3)


def test_the_time_for_which_work_was_held_is_told():
    found = Yard(yard([team()], repair={"survey": 0}))
    slide = found.slide(1, [4.0])
    found.order(0, slide)
    found.run_h(2)
    found.world.works.hold(slide.number, True)
    found.run_h(5)
    found.world.works.hold(slide.number, False)
    rows = repair_rows.damage_rows(fold(found.finish().log))
    assert rows[0].held_h == pytest.approx(3)
    assert rows[0].work_h == pytest.approx(4 / 2 + 3)


def test_work_that_is_held_at_the_end_was_held_until_then():
    found = Yard(yard([], horizon=1))
    slide = found.slide(1)
    found.run_h(20)
    found.world.works.hold(slide.number, True)
    (row,) = repair_rows.damage_rows(fold(found.finish().log))
    assert row.held_h == pytest.approx(4, abs=1e-3)


def test_word_that_takes_its_time_is_a_wait_of_its_own():
    found = Yard(wired_yard([team()], [breaks(3, 1)], horizon=1)).finish()
    (row,) = repair_rows.damage_rows(fold(found.log))
    assert 0 < row.word_h < 0.1
    assert 0 < row.receipt_h < 0.1


def test_done_is_what_is_needed_where_it_is_whole_and_less_elsewhere(hamlet):
    for row in repair_rows.damage_rows(fold(hamlet)):
        assert row.done_h == pytest.approx(row.need_h, abs=1e-6)
        parts = [getattr(row, name) for name in repair_rows.Chain._fields]
        assert math.fsum(parts) == pytest.approx(row.eased_h)
        assert min(parts) >= 0


def test_the_folds_agree_with_the_log_read_in_the_plainest_way(hamlet):
    entries = list(hamlet.entries())
    crews = repair_rows.crew_rows(fold(hamlet))
    for number, row in enumerate(crews):
        done = [fact.work_ms for *_, fact in entries if isinstance(fact, WorkDone) and fact.team == number]
        assert row.done_h == pytest.approx(sum(done) / HOUR_MS)
        changes = [
            (t, fact) for _, t, _, fact in entries if isinstance(fact, CrewChanged) and fact.team == number
        ]
        ends = [t for t, _ in changes[1:]] + [entries[-1][1]]
        at_work = sum(
            end - t for (t, fact), end in zip(changes, ends, strict=True) if fact.status == "working"
        )
        assert row.working_h == pytest.approx(at_work / HOUR_MS)
    assert sum(isinstance(fact, DamageBegan) for *_, fact in entries) == 3


def test_tables_and_summary_hold_them(hamlet):
    found = tables(hamlet)
    assert list(found.damages.columns) == list(COLUMNS["damages"])
    assert list(found.crews.columns) == list(COLUMNS["crews"])
    figures = summary(hamlet)["repairs"]
    assert (figures["damages"], figures["eased"], figures["whole"], figures["seen"]) == (3, 3, 3, 3)
    assert (figures["machines"], figures["usable_machines"]) == (7, 6)
    assert figures["eased_mean_h"] == pytest.approx(found.damages.eased_h.mean())


def test_without_damage_and_teams_there_is_nothing_to_tell():
    figures = summary(run(load("hamlet"), days=0.1))["repairs"]
    assert (figures["damages"], figures["teams"], figures["eased_mean_h"]) == (0, 0, None)
