"""The price of failing communications is found by paired storms."""

import pytest

from experiments.storm_comms import FIGURES, compared, figures, pairs
from sim import load, run


@pytest.fixture(scope="module")
def rows():
    found = pairs(3, "hamlet-silent")
    return found, {name: rest for name, *rest in compared(found)}


def test_every_figure_is_compared_and_the_difference_is_that_of_the_means(rows):
    _, table = rows
    assert tuple(table) == FIGURES
    for ideal, real, gap, half in table.values():
        assert gap == pytest.approx(real - ideal)
        assert half >= 0


def test_both_meet_the_same_calls(rows):
    found, table = rows
    assert all(ideal["calls"] == real["calls"] > 0 for ideal, real in found)
    assert table["calls"][2:] == [0, 0]


def test_with_ideal_communications_nobody_walks_and_nothing_is_lost(rows):
    _, table = rows
    for name in FIGURES[FIGURES.index("callers who gave up") :]:
        assert table[name][0] == 0, name


def test_where_they_fail_people_walk_and_posts_are_not_heard(rows):
    _, table = rows
    for name in ("callers who gave up", "people walked for help", "stations unheard, h"):
        assert table[name][1] > 0, name
    assert table["people walked for help"][1] >= table["callers who gave up"][1] > 0


def test_where_they_fail_help_comes_later(rows):
    _, table = rows
    assert table["median response, min"][2] > 0
    assert table["reached within 15 min"][2] < 0


def test_figures_are_those_of_the_summary_of_a_run():
    from sim import summary

    log = run(load("hamlet-silent"))
    mine, told = figures(log), summary(log)
    assert mine["calls"] == told["calls"]["total"]
    assert mine["reached"] == told["response"]["reached"]
    assert mine["calls open at the end"] == told["calls"]["open"]
    assert mine["reached within 15 min"] == pytest.approx(told["response"]["share_15min"] * mine["reached"])
    assert mine["median response, min"] == pytest.approx(told["response"]["p50_s"] / 60)
    assert mine["90th percentile, min"] == pytest.approx(told["response"]["p90_s"] / 60)


def test_no_post_is_unheard_for_longer_than_the_run(rows):
    found, _ = rows
    of = load("hamlet-silent")
    for _, real in found:
        assert real["townships unheard, h"] <= len(of.townships) * 72
        assert real["stations unheard, h"] <= len(of.stations) * 72


def test_a_change_holds_for_both(rows):
    (ideal, real), *_ = pairs(1, "hamlet-silent", ["demand.scale=2"])
    assert ideal["calls"] == real["calls"] < rows[0][0][0]["calls"]
