"""The folds: exact answers on a story made by hand, and agreement with a plain recomputation on real runs."""

import json
import math
from itertools import pairwise
from pathlib import Path
from typing import Any

import naive
import pytest
from stories import CENTRE, END_S, Story, header, logged, scenario, whole

from sim.metric.comms_rows import message_rows
from sim.metric.fold import Fold, Readable, fold
from sim.metric.rows import call_rows, response_rows, unit_rows
from sim.metric.spread import percentile
from sim.metric.summary import _plain, summary
from sim.record.facts import CallEnded, Dispatch, RunEnded
from sim.record.file import read_log
from sim.record.log import Log
from sim.run import run
from sim.scenario.load import load
from sim.scenario.model import Scenario

WORLD = scenario()
STAGES = [
    "answer_s",
    "process_s",
    "queue_s",
    "turnout_s",
    "travel_s",
    "response_s",
    "full_response_s",
    "work_s",
]


@pytest.fixture(scope="module")
def told() -> Fold:
    """Return the fold of the whole story."""
    return fold(logged(whole().rows(), WORLD))


@pytest.fixture(scope="module", params=["hamlet", "two-counties"])
def lived(request: pytest.FixtureRequest) -> Log:
    """Return the log of a real run of ten days."""
    return run(load(request.param), seed=3, days=10)


def stages(row: Any) -> list[float | None]:
    """Return the stages of a call, None for NaN."""
    return [None if math.isnan(getattr(row, name)) else getattr(row, name) for name in STAGES]


def test_the_stages_of_a_call_are_those_of_nfpa_1710(told: Fold) -> None:
    rows = call_rows(told)
    assert stages(rows[0]) == [5, 60, 0, 45, 1600, 1710, 1710, 1800]
    assert stages(rows[1]) == [5, 60, 0, 45, 2690, 2800, 2800, 200]


def test_a_call_that_nobody_reaches_has_no_response(told: Fold) -> None:
    rows = call_rows(told)
    assert stages(rows[2]) == [5, 60, None, None, None, None, None, None]
    assert stages(rows[3]) == [5, 60, 435, None, None, None, None, None]
    assert [row.end for row in rows] == ["closed", "closed", "handed_over", "open"]
    assert math.isnan(float(rows[2].first_unit))
    assert math.isnan(rows[2].cross_boundary)


def test_a_call_names_its_things_by_the_ids_of_the_scenario(told: Fold) -> None:
    row = call_rows(told)[1]
    assert (row.kind, row.severity, row.place, row.township, row.node) == (
        "fire",
        "only",
        "V03",
        "T03",
        "N03",
    )
    assert (row.first_unit, row.cross_boundary, row.units_sent, row.people_sent) == ("U040", 1, 1, 6)
    assert (row.priority, row.month, row.hour, row.began_s) == (3, 1, 1, 4000)


def test_the_hour_of_a_call_is_local(told: Fold) -> None:
    assert [row.hour for row in call_rows(told)] == [0, 1, 3, 5]


def test_a_response_tells_each_step_of_a_unit(told: Fold) -> None:
    first, second = response_rows(told)
    assert first[:9] == (0, "U000", "S00", 165, 165, 210, 1810, 3610, 5810)
    assert second[:9] == (1, "U040", "S04", 4065, 4065, 4110, 6800, 7000, 10_300)
    assert (first.outcome, first.crew, first.cross_boundary, first.first) == ("arrived", 6, 0, True)
    assert second.cross_boundary == 1


def test_time_in_each_status_adds_up_to_the_run(told: Fold) -> None:
    for spent in told.duty.spent_ms:
        assert sum(spent.values()) == END_S * 1000
    assert told.duty.spent_ms[1] == {
        "": 0,
        "in_quarters": (4500 + END_S - 13_500) * 1000,
        "moving_up": 6_400_000,
        "standing_by": 2_600_000,
    }


def test_the_workload_of_a_unit_is_its_time_away_from_readiness(told: Fold) -> None:
    rows = unit_rows(told)
    assert [row.busy_share * END_S for row in rows] == pytest.approx([5645, 6400, 6235], abs=1e-9)
    assert [row.on_scene_h * 3600 for row in rows] == pytest.approx([1800, 0, 200])
    assert [row.driving_h * 3600 for row in rows] == pytest.approx([3200, 6400, 190 + 800 + 800 + 1600])
    assert [row.stranded_h * 3600 for row in rows] == pytest.approx([0, 0, 1700])
    assert [row.restoring_h * 3600 for row in rows] == pytest.approx([600, 0, 0])
    assert [row.standing_by_h * 3600 for row in rows] == pytest.approx([0, 2600, 0])
    assert [(row.runs, row.arrived, row.turned) for row in rows] == [(1, 1, 0), (0, 0, 0), (1, 1, 1)]


def test_the_hours_tell_calls_and_busy_units(told: Fold) -> None:
    assert [hour[:3] for hour in told.duty.hours] == [
        (1, 1, 1),
        (1, 0, 2),
        (0, 0, 1),
        (1, 0, 0),
        (0, 0, 0),
        (1, 1, 0),
    ]
    assert told.duty.hours[0][3] == (3600 - 165) / 3600
    assert sum(hour[3] for hour in told.duty.hours) * 3600 == pytest.approx(5645 + 6400 + 6235)


def test_a_township_is_uncovered_while_no_ready_unit_can_be_there_in_time(told: Fold) -> None:
    assert [ms / 1000 for ms in told.coverage.uncovered_ms] == [1310, 1310, END_S, 3635, 3635]


@pytest.mark.parametrize(("minutes", "reached"), [(13, 1), (14, 2), (27, 3), (240, 5)])
def test_coverage_counts_who_is_within_its_limit(minutes: int, reached: int) -> None:
    world = scenario(dispatch={"coverage": minutes})
    found = Fold(world)
    times, causes, facts = zip(*whole().rows()[:3], strict=True)
    found(0, times, causes, facts)
    found((3), [1000], [None], [RunEnded(0)])
    assert found.coverage.uncovered_ms.count(0) == reached


def test_ambulances_and_medical_stations_cover_nothing() -> None:
    data = {"name": {"zh": "救护车", "en": "ambulance"}, "capabilities": ["ambulance"]}
    found = fold(logged(whole().rows(), scenario(unit_types={"engine": data})))
    assert found.coverage.uncovered_ms == [END_S * 1000] * 5


def test_messages_are_counted_by_bearer(told: Fold) -> None:
    ideal, radio = message_rows(told)
    sent = sum(type(fact).__name__ == "MessageSent" for _, _, fact in whole().rows())
    assert (ideal.bearer, ideal.sent, ideal.delivered) == ("ideal", sent - 2, sent - 2)
    assert (ideal.lost, ideal.in_flight, ideal.mean_delay_s, ideal.p90_delay_s) == (0, 0, 0, 0)
    assert (radio.bearer, radio.sent, radio.delivered, radio.lost, radio.in_flight) == ("radio", 2, 0, 1, 1)
    assert math.isnan(radio.mean_delay_s)


def test_a_late_delivery_is_a_delay() -> None:
    story = whole()
    story.move("u0/back!", 3650)
    network = fold(logged(story.rows(), WORLD)).traffic.networks["ideal"]
    assert network.delays_ms == [40_000]
    assert sum(network.delays_s) == 40
    assert len(network.delays_s) == network.delivered


# --- the ways a response can go ---------------------------------------------------------------------


def _again(story: Story, at_s: float, unit: int = 0) -> None:
    """Send unit 0 to call 3 as well."""
    story.say("again", at_s, (CENTRE, 2 + unit), Dispatch(unit, 3, 1, 1), cause="c3/taken")
    story.unit("again/out", at_s, unit, "turning_out", 0, 3, 6, cause="again")
    story.unit("again/go", at_s + 60, unit, "en_route", 1, 3, 6, 800_000, cause="again/out")


def _outcomes(story: Story) -> list[tuple[int, str, float, float]]:
    rows = response_rows(fold(logged(story.rows(), WORLD)))
    return [(row.call, row.outcome, row.left_s, row.home_s) for row in rows[2:]]


def test_who_is_on_the_way_at_the_end_is_open() -> None:
    story = whole()
    _again(story, 21_000)
    (call, outcome, left_s, home_s) = _outcomes(story)[0]
    assert (call, outcome) == (3, "open")
    assert math.isnan(left_s)
    assert math.isnan(home_s)


def test_who_is_called_off_on_the_way_is_cancelled_and_turns_for_home() -> None:
    story = whole()
    _again(story, 20_100)
    story.unit("back", 20_200, 0, "returning", 0, 3, 6, 50_000, cause="again/go")
    story.unit("home", 20_300, 0, "in_quarters", 0, 3, 0, cause="back")
    assert _outcomes(story) == [(3, "cancelled", 20_200, 20_300)]


def test_who_is_called_off_before_it_leaves_is_cancelled() -> None:
    story = whole()
    _again(story, 20_100)
    story.blank("again/go")
    story.unit("home", 20_130, 0, "in_quarters", 0, 3, 0, cause="again/out")
    assert _outcomes(story) == [(3, "cancelled", 20_130, 20_130)]


def test_who_is_sent_elsewhere_before_it_arrives_is_diverted() -> None:
    story = whole()
    _again(story, 20_100)
    story.call(4, 20_050, 2)
    story.add("c4/ended", END_S, CallEnded(4, "open"), "c4/taken")
    story.entries["end"] = story.entries.pop("end")
    story.say("order 4", 20_300, (CENTRE, 2), Dispatch(0, 4, 2, 2), cause="c4/taken")
    story.unit("go 4", 20_300, 0, "en_route", 2, 4, 6, 800_000, cause="order 4")
    rows = response_rows(fold(logged(story.rows(), WORLD)))[2:]
    assert [(row.call, row.outcome) for row in rows] == [(3, "diverted"), (4, "open")]
    assert math.isnan(rows[1].turned_out_s)
    assert (rows[1].ordered_s, rows[1].en_route_s) == (20_300, 20_300)


def test_who_is_called_back_on_its_way_home_is_sent_anew() -> None:
    story = whole()
    _again(story, 20_100)
    story.unit("there", 20_960, 0, "on_scene", 1, 3, 6, cause="again/go")
    story.unit("back", 21_000, 0, "returning", 0, 3, 6, 50_000, cause="there")
    story.say("order 2", 21_010, (CENTRE, 2), Dispatch(0, 3, 1, 1), cause="back")
    story.unit("go 2", 21_010, 0, "en_route", 1, 3, 6, 10_000, cause="order 2")
    found = fold(logged(story.rows(), WORLD))
    rows = response_rows(found)[2:]
    assert [(row.on_scene_s, row.left_s, row.outcome) for row in rows[:1]] == [(20_960, 21_000, "arrived")]
    assert [(row.ordered_s, row.en_route_s, row.outcome) for row in rows[1:]] == [(21_010, 21_010, "open")]
    assert call_rows(found)[3].units_sent == 2
    assert call_rows(found)[3].response_s == 960


def test_who_is_moved_up_from_the_scene_has_left_it() -> None:
    story = whole()
    story.unit("away", 3610, 0, "moving_up", 4, None, 6, 3_200_000, cause="c0/ended")
    story.blank("u0/back", "u0/restore", "u0/home")
    row = response_rows(fold(logged(story.rows(), WORLD)))[0]
    assert (row.outcome, row.left_s) == ("arrived", 3610)
    assert math.isnan(row.home_s)


def test_a_parked_unit_that_loses_its_crew_has_no_response() -> None:
    story = whole()
    story.unit("idle", 20_000, 1, "unstaffed", 0, None, 0, cause="u1/home")
    found = fold(logged(story.rows(), WORLD))
    assert len(response_rows(found)) == 2
    assert unit_rows(found)[1].unstaffed_h == pytest.approx(1600 / 3600)


def test_the_full_response_waits_for_all_that_are_needed_at_once() -> None:
    story = whole()
    story.blank("c3/ended")
    story.change("c3", needs=(("engine", 2),))
    _again(story, 20_100)
    story.unit("there", 20_960, 0, "on_scene", 1, 3, 6, cause="again/go")
    story.say("order 1", 20_200, (CENTRE, 3), Dispatch(1, 3, 1, 1), cause="c3/taken")
    story.unit("out 1", 20_200, 1, "turning_out", 0, 3, 6, cause="order 1")
    story.unit("go 1", 20_260, 1, "en_route", 1, 3, 6, 800_000, cause="out 1")
    story.unit("there 1", 21_060, 1, "on_scene", 1, 3, 6, cause="go 1")
    row = call_rows(fold(logged(story.rows(), WORLD)))[3]
    assert (row.response_s, row.full_response_s) == (960, 1060)
    story.unit("off", 21_000, 0, "returning", 0, 3, 6, 800_000, cause="there")
    row = call_rows(fold(logged(story.rows(), WORLD)))[3]
    assert row.response_s == 960
    assert math.isnan(row.full_response_s)


def test_who_leaves_once_all_were_there_changes_nothing() -> None:
    story = whole()
    story.unit("early", 3000, 0, "returning", 0, 0, 6, 1_600_000, cause="u0/there")
    story.blank("u0/back")
    found = fold(logged(story.rows(), WORLD))
    assert (response_rows(found)[0].left_s, call_rows(found)[0].full_response_s) == (3000, 1710)


def test_a_unit_that_nobody_needs_does_not_fill_a_need() -> None:
    story = whole()
    story.change("c0", needs=(("ladder", 1),))
    assert math.isnan(call_rows(fold(logged(story.rows(), WORLD)))[0].full_response_s)


# --- how the log comes ------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [1, 7, 10_000])
def test_a_fold_does_not_depend_on_how_the_log_comes(size: int, told: Fold, tmp_path: Path) -> None:
    listening = Fold(WORLD)
    path = tmp_path / "a.sdlog"
    log = logged(whole().rows(), WORLD, path=path, keep=False, sinks=[listening], batch_rows=size)
    for found in (listening, fold(log), fold(read_log(path))):
        assert call_rows(found) == _same(call_rows(told))
        assert response_rows(found) == response_rows(told)
        assert (unit_rows(found), found.duty.hours) == (unit_rows(told), told.duty.hours)
        assert found.coverage.uncovered_ms == told.coverage.uncovered_ms
    assert summary(log, listening) == summary(read_log(path)) == summary(logged(whole().rows(), WORLD))


def _same(rows: list[Any]) -> Any:
    """Return rows that equal rows with NaN in the same places."""
    return [pytest.approx(tuple(row), nan_ok=True) if _has_nan(row) else row for row in rows]


def _has_nan(row: tuple[Any, ...]) -> bool:
    return any(isinstance(value, float) and math.isnan(value) for value in row)


def test_a_log_cut_short_is_folded_up_to_its_last_entry() -> None:
    rows = [row for row in whole().rows() if row[0] <= 3_000_000]
    found = fold(logged(rows, WORLD))
    assert found.end_ms == rows[-1][0]
    assert [row.end for row in call_rows(found)] == [""]
    assert len(found.duty.hours) == 1


def test_a_log_without_entries_has_figures_that_do_not_exist() -> None:
    log = logged([], WORLD)
    found = fold(log)
    assert call_rows(found) == []
    figures = summary(log)
    assert figures["response"]["p50_s"] is None
    assert figures["coverage"]["uncovered_share"] is None
    assert figures["workload"]["busiest_unit"] is None


def test_the_fold_of_a_run_is_that_of_its_log(lived: Log) -> None:
    listening = Fold(Scenario.model_validate_json(lived.header.scenario))
    for first, times, causes, facts in lived.batches():
        for start in range(0, len(times), 1000):
            part = slice(start, start + 1000)
            listening(first + start, times[part], causes[part], facts[part])
    assert summary(lived, listening) == summary(lived)


# --- agreement with a plain recomputation -----------------------------------------------------------


def test_stages_equal_a_plain_recomputation(lived: Log) -> None:
    entries = list(lived.entries())
    for row in call_rows(fold(lived)):
        plain = naive.segments(entries, row.call)
        plain["work_s"] = plain.get("work_s") if row.end == "closed" else None
        for name in [name for name in STAGES if name != "full_response_s"]:
            assert getattr(row, name) == pytest.approx(plain.get(name) or _none(plain, name), nan_ok=True), (
                name
            )


def _none(plain: dict[str, float | None], name: str) -> float:
    return math.nan if plain.get(name) is None else 0.0


def test_time_in_each_status_equals_a_plain_recomputation(lived: Log) -> None:
    entries, found = list(lived.entries()), fold(lived)
    assert found.end_ms is not None
    for unit, spent in enumerate(found.duty.spent_ms):
        known = {status: ms for status, ms in spent.items() if status and ms}
        plain = naive.spent(entries, unit, found.end_ms)
        assert known == {status: ms for status, ms in plain.items() if ms}


def test_hours_equal_a_plain_recomputation(lived: Log) -> None:
    entries, found = list(lived.entries()), fold(lived)
    for hour in range(0, len(found.duty.hours), 17):
        _, still_open, busy, mean_busy = found.duty.hours[hour]
        end_ms = (hour + 1) * 3_600_000
        assert (still_open, busy) == (naive.open_at(entries, end_ms), naive.busy_at(entries, end_ms))
        assert mean_busy >= 0
    assert sum(hour[0] for hour in found.duty.hours) == len(call_rows(found))


def test_busy_hours_add_up_to_the_workload(lived: Log) -> None:
    found = fold(lived)
    assert found.end_ms is not None
    shares = [row.busy_share for row in unit_rows(found) if row.takes_part]
    assert sum(hour[3] for hour in found.duty.hours) == pytest.approx(sum(shares) * found.end_ms / 3_600_000)


def test_uncovered_time_equals_a_plain_recomputation(lived: Log) -> None:
    found = fold(lived)
    world = found.scenario
    entries = [e for e in lived.entries() if not _is_ambulance(world, e[3])]
    times = _times(world)
    moments = [*naive.ready_nodes(entries), (found.end_ms, set())]
    for township, seat in enumerate(world.node_ids[t.seat] for t in world.townships):
        plain = 0
        for (t, nodes), (following, _) in pairwise(moments):
            if not any(times[node][seat] <= world.dispatch.coverage.ms for node in nodes):
                plain += following - t
        assert found.coverage.uncovered_ms[township] == plain


def _is_ambulance(world: Scenario, fact: Any) -> bool:
    return hasattr(fact, "unit") and "ambulance" in world.unit_types[world.units[fact.unit].type].capabilities


def _times(world: Scenario) -> list[list[float]]:
    """Return driving times between all nodes, by the plainest algorithm there is."""
    count = len(world.nodes)
    found = [[0.0 if a == b else math.inf for b in range(count)] for a in range(count)]
    for road in world.links:
        own = world.roads.vehicles["engine"].of(road.road_class)
        kmh = (
            own
            if road.ref_speed_kmh is None
            else road.ref_speed_kmh * own / world.roads.reference.of(road.road_class)
        )
        a, b, ms = (
            world.node_ids[road.a],
            world.node_ids[road.b],
            max(1, round(road.length_km / kmh * 3_600_000)),
        )
        for x, y in ((a, b),) if road.oneway else ((a, b), (b, a)):
            found[x][y] = min(found[x][y], ms)
    for k in range(count):
        for i in range(count):
            for j in range(count):
                found[i][j] = min(found[i][j], found[i][k] + found[k][j])
    return found


# --- the summary ------------------------------------------------------------------------------------


def test_the_summary_tells_what_the_run_was_a_function_of() -> None:
    log = logged(whole().rows(), WORLD)
    figures = summary(log)
    told = {
        key: figures[key] for key in ("scenario", "policy", "seed", "rep", "days", "fingerprint", "digest")
    }
    assert told == {
        "scenario": "line",
        "policy": "run-card",
        "seed": 7,
        "rep": 3,
        "days": 0.25,
        "fingerprint": WORLD.fingerprint,
        "digest": log.digest,
    }


def test_the_summary_gives_the_headline_figures() -> None:
    figures = summary(logged(whole().rows(), WORLD))
    assert figures["calls"] == {"total": 4, "closed": 2, "handed_over": 1, "open": 1}
    assert figures["response"]["reached"] == 2
    assert figures["response"]["p50_s"] == (1710 + 2800) / 2
    assert figures["response"]["p90_s"] == pytest.approx(1710 + 0.9 * 1090)
    assert figures["response"]["share_15min"] == 0
    assert figures["response"]["denominator"] == "calls that a unit reached"
    assert figures["sent"] == {"units_per_call": 0.5, "people_per_call": 3}
    assert figures["waiting"]["for_unit"] == {
        "calls": 1,
        "mean_s": 435,
        "p90_s": 435,
        "max_s": 435,
        "never_sent": 1,
    }
    assert figures["waiting"]["for_call_taker"]["calls"] == 0
    assert (figures["move_ups"], figures["turned_back"], figures["cross_boundary_share"]) == (2, 1, 0.5)
    assert figures["workload"]["busiest_unit"] == "U001"
    assert figures["workload"]["on_scene_h_per_run"] == pytest.approx(1000 / 3600)
    assert figures["coverage"]["townships_never_covered"] == 1
    uncovered = (2 * 1310 + END_S + 2 * 3635) / (5 * END_S)
    assert figures["coverage"]["uncovered_share"] == pytest.approx(uncovered)


def test_a_call_that_rings_too_long_waits_for_a_call_taker() -> None:
    story = whole()
    story.move("c2/answered", 12_020)
    waiting = summary(logged(story.rows(), WORLD))["waiting"]["for_call_taker"]
    assert waiting == {"calls": 1, "mean_s": 15, "p90_s": 15, "max_s": 15}


def test_the_summary_is_plain_data(lived: Log) -> None:
    figures = summary(lived)
    assert json.loads(json.dumps(figures, allow_nan=False)) == figures


def test_a_readable_log_is_all_that_is_needed() -> None:
    class Bare:
        header = header(WORLD)
        digest = "d"

        def batches(self) -> Any:
            times, causes, facts = zip(*whole().rows(), strict=True)
            yield 0, times, causes, facts

    bare: Readable = Bare()
    assert summary(bare)["digest"] == "d"


def test_a_median_lies_in_the_middle() -> None:
    assert percentile([1, 2, 10], 50) == 2


def test_a_figure_that_does_not_exist_is_none_in_json_also_within_lists() -> None:
    figures = {"each": [{"shut_h": math.nan, "breaks": 3}], "mean_h": math.nan, "names": ["a"]}
    assert _plain(figures) == {"each": [{"shut_h": None, "breaks": 3}], "mean_h": None, "names": ["a"]}
