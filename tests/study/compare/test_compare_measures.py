"""Measures are figures of the summary in the units that people use."""

import math

import pytest
from contests import BY_ID

from sim.metric.fold import Fold
from sim.metric.rows import call_rows
from sim.metric.summary import summary
from sim.run import run
from sim.scenario.load import load
from sim.study.compare.measures import MEASURES, UNITS, is_had, responses
from sim.study.responses import figures

SIZES = {"people": 20_000, "hours": 5 * 24}


@pytest.fixture(scope="module")
def busy():
    """A run of the hamlet, its fold and its figures."""
    scenario = load("hamlet", ["demand.scale=20"])
    fold = Fold(scenario)
    log = run(scenario, seed=1, days=5, sinks=(fold,))
    return scenario, fold, log, figures(log, fold, responses())


def test_minutes_calls_and_people_are_those_of_the_run(busy):
    scenario, fold, log, found = busy
    told = summary(log, fold)
    value = {name: measure.value(found, SIZES) for name, measure in BY_ID.items()}
    assert value["p50"] == pytest.approx(told["response"]["p50_s"] / 60)
    assert value["p90"] == pytest.approx(told["response"]["p90_s"] / 60)
    assert value["within"] == pytest.approx(100 * told["response"]["share_15min"])
    assert value["unreached"] == sum(math.isnan(row.response_s) for row in call_rows(fold))
    assert sum(town.population for town in scenario.townships) == 20_000
    assert value["uncovered"] == pytest.approx(told["coverage"]["uncovered_share"] * 20_000)


def test_what_a_run_has_not_is_missing_but_nobody_trapped_is_nobody_freed(busy):
    found = busy[-1]
    assert math.isnan(BY_ID["blind"].value(found, SIZES))
    assert BY_ID["trapped"].value(found, SIZES) == 0
    assert not is_had(BY_ID["trapped"], found)
    assert is_had(BY_ID["p50"], found)


def test_every_measure_has_words_and_a_known_unit():
    for measure in MEASURES:
        assert measure.label.zh != measure.label.en
        assert measure.unit in UNITS
        assert measure.unit_told.en


def test_every_figure_is_kept_once():
    names = [response.name for response in responses()]
    assert len(names) == len(set(names))
    assert set(names) == {figure for measure in MEASURES for figure, _ in measure.figures}
