"""Standardised regression finds what was put in, says what it explains, and refuses what cannot be told."""

import numpy as np
import pandas as pd
import pytest

from sim.kernel.draw import Streams
from sim.study.analysis.regression import TRUSTED, regression, regression_of
from sim.study.analysis.sample import BadSample


def cube(rows, width, seed=1):
    return Streams(seed, 0)("test/regression").uniforms(rows * width).reshape(rows, width)


def test_coefficients_of_a_straight_line_are_its_slopes_in_standard_deviations():
    x = cube(200, 3)
    y = 4 * x[:, 0] - 2 * x[:, 1]
    found = regression(x, y, ["a", "b", "c"], 1)
    slopes = np.array([4, -2, 0]) * x.std(axis=0) / y.std()
    assert [one.value for one in found.coefficients] == pytest.approx(slopes.tolist(), abs=1e-9)
    assert found.r2 == pytest.approx(1)
    assert (found.ranks, found.is_trusted, found.rows, found.dropped) == (False, True, 200, 0)


def test_what_rises_throughout_but_not_in_a_line_is_told_by_ranks():
    x = cube(150, 2)
    found = regression(x, np.exp(14 * x[:, 0]), ["a", "b"], 1)
    assert found.ranks
    assert found.r2 > 0.99
    assert found.coefficients[0].value == pytest.approx(1, abs=0.02)


def test_a_factor_that_only_curves_the_response_is_not_told_and_the_share_says_so():
    x = cube(200, 2) - 0.5
    found = regression(x, x[:, 0] ** 2, ["a", "b"], 1)
    assert found.r2 < 0.2 < TRUSTED
    assert not found.is_trusted


def test_luck_lowers_the_share_and_widens_the_intervals():
    x, luck = cube(80, 2), cube(80, 4, seed=2) - 0.5
    still = regression(x, x[:, 0], ["a", "b"], 1)
    rough = regression(x, x[:, :1] + 3 * luck, ["a", "b"], 1)
    widths = [found.coefficients[0].high - found.coefficients[0].low for found in (still, rough)]
    assert rough.r2 < still.r2
    assert widths[1] > widths[0]
    assert rough.coefficients[0].low <= rough.coefficients[0].value <= rough.coefficients[0].high


def test_no_factor_explains_pure_luck():
    found = regression(cube(60, 5), cube(60, 1, seed=3), list("abcde"), 1)
    assert abs(found.r2) < 0.3
    held = [one.low <= 0 <= one.high for one in found.coefficients]
    assert sum(held) >= 4


def test_points_without_a_value_are_left_out_and_told():
    x = cube(40, 2)
    y = x.sum(axis=1)
    y[:5] = np.nan
    found = regression(x, y, ["a", "b"], 1)
    assert (found.rows, found.dropped) == (35, 5)
    assert found.r2 == pytest.approx(1)


@pytest.mark.parametrize(
    ("x", "y", "words"),
    [
        (cube(7, 2), cube(7, 1), "needs 8 points with values, not 7"),
        (np.ones((20, 2)), cube(20, 1), "nothing to explain"),
        (cube(20, 2), np.ones(20), "nothing to explain"),
    ],
)
def test_what_cannot_be_told_is_refused(x, y, words):
    with pytest.raises(BadSample, match=words):
        regression(x, y, ["a", "b"], 1)


def test_a_study_is_read_by_the_order_of_its_points_and_words_are_refused():
    x = cube(20, 1)[:, 0]
    points = pd.DataFrame({"position": range(20), "point": [f"p{i}" for i in range(20)], "a": x})
    table = pd.DataFrame(
        {
            "scenario": "s",
            "policy": "p",
            "point": points["point"],
            "rep": 0,
            "seed": 1,
            "status": "ok",
            "response": "r",
            "value": 3 * x,
        }
    )
    found = regression_of(table, points.sample(frac=1, random_state=1), "r", ["a"], 1)
    assert found.coefficients[0].value == pytest.approx(1)
    with pytest.raises(BadSample, match="values are numbers"):
        regression_of(table, points.assign(a="word"), "r", ["a"], 1)
