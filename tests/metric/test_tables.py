"""The tables: documented columns in order, ids of the scenario, NaN for what does not exist."""

import math

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stories import logged, scenario, whole

from sim.metric.columns import COLUMNS, GOALS, SEGMENTS
from sim.metric.fold import fold
from sim.metric.rows import weighted
from sim.metric.spread import known, mean, percentile, ratio, share_within
from sim.metric.tables import Tables, summary, tables

WORLD = scenario()
LOG = logged(whole().rows(), WORLD)


@pytest.fixture(scope="module")
def told() -> Tables:
    """Return the tables of the whole story."""
    return tables(LOG)


def test_each_table_has_its_documented_columns_in_order(told: Tables) -> None:
    assert {name: list(frame.columns) for name, frame in told.items()} == {
        name: list(columns) for name, columns in COLUMNS.items()
    }


def test_each_column_says_what_it_holds_in_both_languages() -> None:
    for table in COLUMNS.values():
        for name, column in table.items():
            assert column.en
            assert column.zh
            assert column.unit in {"", "1", "s", "h", "t"}
            assert (column.unit == "s") == name.endswith("_s")
            assert (column.unit == "h") == name.endswith("_h")


def test_tables_of_a_fold_made_before_are_the_same(told: Tables) -> None:
    for (_, one), (_, two) in zip(told.items(), tables(LOG, fold(LOG)).items(), strict=True):
        pd.testing.assert_frame_equal(one, two)


def test_every_call_township_kind_station_and_unit_has_a_row(told: Tables) -> None:
    assert told.calls.call.tolist() == [0, 1, 2, 3]
    assert told.townships.township.tolist() == [t.id for t in WORLD.townships]
    assert told.stations.station.tolist() == ["S00", "S04"]
    assert told.units.unit.tolist() == ["U000", "U001", "U040"]
    assert told.kinds.kind.tolist() == ["fire"]
    assert told.messages.bearer.tolist() == ["ideal", "radio"]
    assert told.timeline.hour.tolist() == list(range(6))
    assert told.segments.segment.tolist() == list(SEGMENTS)


def test_a_township_is_measured_by_the_calls_that_a_unit_reached(told: Tables) -> None:
    rows = told.townships.set_index("township")
    assert rows.calls.tolist() == [0, 2, 1, 1, 0]
    assert rows.reached.tolist() == [0, 0, 1, 1, 0]
    assert rows.loc["T02", ["p50_response_s", "p90_response_s", "share_15min"]].tolist() == [1710, 1710, 0]
    assert rows.loc["T01", ["p50_response_s", "share_5min"]].isna().all()
    assert rows.uncovered_share.tolist() == pytest.approx([1310 / 21600] * 2 + [1] + [3635 / 21600] * 2)
    assert rows.population.tolist() == [10000] * 5


def test_segments_stand_beside_the_goals_of_nfpa_1710(told: Tables) -> None:
    rows = told.segments.set_index("segment")
    assert rows.loc["answer", ["n", "mean_s", "max_s", "goal_s", "goal_share", "met_share"]].tolist() == [
        4,
        5,
        5,
        15,
        0.95,
        1,
    ]
    assert rows.loc["travel", ["n", "p50_s", "goal_s", "met_share"]].tolist() == [2, 2145, 240, 0]
    assert rows.loc["queue", "n"] == 3
    assert rows.loc["work", ["goal_s", "met_share"]].isna().all()
    assert set(rows.index[rows.goal_s.notna()]) == set(GOALS)


def test_a_kind_tells_what_was_sent_and_how_long_it_took(told: Tables) -> None:
    row = told.kinds.iloc[0]
    assert (row.priority, row.calls, row.reached, row.p50_work_s) == (3, 4, 2, 1000)
    assert (row.mean_units, row.mean_people) == (0.5, 3)


def test_a_station_adds_up_its_units(told: Tables) -> None:
    rows = told.stations.set_index("station")
    assert rows.units.tolist() == [2, 1]
    assert rows.runs.tolist() == rows.arrived.tolist() == [1, 1]
    assert rows.cross_boundary.tolist() == [0, 1]
    assert rows.district.tolist() == ["D1", "D2"]
    assert rows.busy_share.tolist() == pytest.approx([(5645 + 6400) / 2 / 21600, 6235 / 21600])
    assert rows.on_scene_h.tolist() == pytest.approx([0.5, 200 / 3600])


def test_a_unit_that_takes_no_part_has_no_workload() -> None:
    story = whole()
    story.blank(*[name for name in story.entries if name.startswith("u1/")])
    units = tables(logged(story.rows(), WORLD)).units.set_index("unit")
    assert units.takes_part.tolist() == [True, False, True]
    assert math.isnan(units.loc["U001", "busy_share"])
    assert tables(logged(story.rows(), WORLD)).stations.units.tolist() == [1, 1]


def test_a_log_without_entries_has_tables_of_the_same_columns() -> None:
    empty = tables(logged([], WORLD))
    assert {name: list(frame.columns) for name, frame in empty.items()} == {
        name: list(columns) for name, columns in COLUMNS.items()
    }
    assert len(empty.calls) == len(empty.timeline) == 0
    assert len(empty.units) == 3


def test_tables_and_summary_agree(told: Tables) -> None:
    figures = summary(LOG)
    assert figures["response"]["p90_s"] == told.segments.set_index("segment").loc["response", "p90_s"]
    assert figures["workload"]["runs"] == len(told.responses)
    assert figures["calls"]["total"] == len(told.calls)


# --- spread -----------------------------------------------------------------------------------------------


numbers = st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=30).map(sorted)


@settings(max_examples=60)
@given(numbers, st.floats(0, 100))
def test_a_percentile_is_that_of_pandas(ordered: list[float], percent: float) -> None:
    assert percentile(ordered, percent) == pytest.approx(pd.Series(ordered).quantile(percent / 100), abs=1e-6)


@settings(max_examples=60)
@given(numbers, st.floats(0, 50), st.floats(0, 50))
def test_a_higher_percentile_is_not_lower_and_none_leaves_the_range(
    x: list[float], p: float, more: float
) -> None:
    slack = 1e-9 * max(abs(x[0]), abs(x[-1]))
    assert x[0] - slack <= percentile(x, p) <= percentile(x, p + more) + slack <= x[-1] + 2 * slack


@settings(max_examples=40)
@given(numbers, st.floats(-1e6, 1e6))
def test_a_share_within_counts_what_is_at_or_under_the_limit(ordered: list[float], limit: float) -> None:
    assert share_within(ordered, limit) == sum(x <= limit for x in ordered) / len(ordered)


def test_of_nothing_there_is_nothing() -> None:
    for nothing in (percentile([], 50), share_within([], 1), mean([]), ratio(1, 0), weighted([0.5], [0])):
        assert math.isnan(nothing)
    assert known([None, math.nan, 2.0, 1.0]) == [1.0, 2.0]
    assert ratio(1, 4) == 0.25
    assert weighted([0.0, 1.0], [3, 1]) == 0.25
