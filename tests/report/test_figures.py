"""Laws of the figures, read from what was drawn."""

import warnings
from datetime import datetime, timedelta, timezone

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from sim.report.figures import MOST_KINDS, MOST_STATIONS, PARTS, response_curves, segment_bars, workload
from sim.report.fonts import look
from sim.report.material import Material, in_lang
from sim.report.timeline import LONG_RUN_D, SHORT_RUN_H, hour_table, timeline
from sim.report.words import Lang
from sim.report.write import drawings

CHINA = timezone(timedelta(hours=8))
START = datetime(2025, 1, 1, 6, tzinfo=CHINA)


def calls_of(*minutes: float | None, kind: str = "fire") -> pd.DataFrame:
    """Return calls that took so many minutes, all of them travel."""
    seconds = [None if m is None else m * 60 for m in minutes]
    content = {"kind": [kind] * len(minutes), "response_s": pd.Series(seconds, dtype=float)}
    zeros = {f"{part}_s": 0.0 for part in PARTS[:-1]}
    return pd.DataFrame({**content, **zeros, "travel_s": content["response_s"]})


def drawn(figure: Figure) -> Figure:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        FigureCanvasAgg(figure).draw()
    return figure


def stations_of(count: int, **changes: object) -> pd.DataFrame:
    rows = {
        "station": [f"S{i:02d}" for i in range(count)],
        "kind": ["national"] * count,
        "units": 2,
        "runs": 3,
        "busy_share": [i / 100 for i in range(count)],
    }
    return pd.DataFrame({**rows, **changes})


@settings(max_examples=15)
@given(st.lists(st.floats(0.1, 200), min_size=1, max_size=30))
def test_a_curve_rises_from_nothing_to_all_calls(minutes: list[float]) -> None:
    with look():
        ax = response_curves(calls_of(*minutes), {"fire": "火灾"}, Lang.ZH).axes[0]
    total = next(line for line in ax.lines if line.get_label().startswith("全部警情"))
    ys = list(total.get_ydata())
    assert ys[0] == 0
    assert ys[-1] == 1
    assert ys == sorted(ys)
    assert f"n = {len(minutes)}" in total.get_label()


def test_the_share_marked_at_each_bound_is_that_of_the_calls() -> None:
    with look():
        ax = response_curves(calls_of(4, 5, 6, 9, 12, 30), {"fire": "fire"}, Lang.EN).axes[0]
    dots = {line.get_xdata()[0]: line.get_ydata()[0] for line in ax.lines if line.get_marker() == "o"}
    assert dots == {
        5: pytest.approx(2 / 6),
        8: pytest.approx(3 / 6),
        10: pytest.approx(4 / 6),
        15: pytest.approx(5 / 6),
    }


def test_calls_that_nobody_reached_are_not_drawn_as_reached() -> None:
    with look():
        ax = response_curves(calls_of(4, None, 6), {"fire": "fire"}, Lang.EN).axes[0]
    assert any("n = 2" in str(line.get_label()) for line in ax.lines)


def test_only_the_most_frequent_kinds_have_a_curve_of_their_own() -> None:
    kinds = {f"k{i}": f"kind {i}" for i in range(9)}
    calls = pd.concat([calls_of(*range(1, 12 - i), kind=f"k{i}") for i in range(9)])
    with look():
        ax = response_curves(calls, kinds, Lang.EN).axes[0]
    labels = [str(line.get_label()) for line in ax.lines if "n =" in str(line.get_label())]
    assert len(labels) == MOST_KINDS + 1
    assert not any("kind 8" in label for label in labels)


def test_the_pieces_of_a_bar_add_up_to_the_mean_response() -> None:
    calls = calls_of(10, 20, 30)
    calls["turnout_s"], calls["response_s"] = 60.0, calls["response_s"] + 60
    with look():
        ax = drawn(segment_bars(calls, {"fire": "fire"}, Lang.EN)).axes[0]
    total = [patch for patch in ax.patches if patch.get_y() < 0.5]
    assert sum(patch.get_width() for patch in total) == pytest.approx(21)
    assert any(text.get_text().strip() == "21.0" for text in ax.texts)


def test_stations_stand_busiest_first_and_those_that_take_no_part_are_left_out() -> None:
    table = stations_of(4, units=[2, 0, 2, 2])
    with look():
        ax = drawn(workload(table, {f"S{i:02d}": f"站{i}" for i in range(4)}, Lang.ZH)).axes[0]
    assert [label.get_text() for label in ax.get_yticklabels()] == ["站3", "站2", "站0"]


def test_a_long_list_of_stations_is_cut_at_the_busiest() -> None:
    count = MOST_STATIONS + 5
    with look():
        ax = workload(stations_of(count), {f"S{i:02d}": str(i) for i in range(count)}, Lang.EN).axes[0]
    assert len(ax.get_yticklabels()) == MOST_STATIONS


@settings(max_examples=25)
@given(st.lists(st.integers(0, 9), min_size=1, max_size=24 * 90))
def test_no_call_is_lost_between_hours_and_table(calls: list[int]) -> None:
    table, labels = hour_table(calls, START)
    assert table.sum() == sum(calls)
    assert table.shape == (len(labels), 24)
    assert len(set(labels)) == len(labels)


def test_hours_of_the_table_are_those_of_the_scenario_s_clock() -> None:
    table, labels = hour_table([5, 0, 7], START)
    assert labels == ["01-01"]
    assert (table[0, 6], table[0, 8]) == (5, 7)


def test_a_long_run_is_told_by_months() -> None:
    _, labels = hour_table([1] * 24 * (LONG_RUN_D + 1), START)
    assert labels == ["2025-01", "2025-02", "2025-03"]


@pytest.mark.parametrize(("hours", "bars"), [(1, 1), (48, 48), (SHORT_RUN_H + 24, 5), (24 * 300, 300)])
def test_short_runs_are_drawn_by_the_hour_and_long_ones_by_the_day(hours: int, bars: int) -> None:
    frame = pd.DataFrame({"calls": [1] * hours, "open": 0, "busy": 2})
    with look():
        top = drawn(timeline(frame, START, Lang.ZH)).axes[0]
    assert len(top.patches) == bars
    assert sum(patch.get_height() for patch in top.patches) == hours


@pytest.mark.parametrize("lang", Lang)
def test_every_figure_of_a_run_is_drawn_without_a_warning(hamlet: Material, lang: Lang) -> None:
    with look():
        for draw in drawings(hamlet).values():
            drawn(draw(lang))


def test_names_are_taken_in_the_language_asked_for(hamlet: Material) -> None:
    assert in_lang(hamlet.kinds, Lang.EN)["fire"] == hamlet.scenario.demand.kinds["fire"].name.en
    assert in_lang(hamlet.townships, Lang.ZH).keys() == {town.id for town in hamlet.scenario.townships}
