"""Factors take their values as a study file says, on any machine the same."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.scenario.source import Mark
from sim.study.spread import Law, Levels, Range, distinct, tidy

HERE = Mark("x", 1, 1)
PLACES = st.floats(0, 1)
LAWS = [
    Range(1, 9),
    Range(0.01, 100, log=True),
    Range(1, 9, whole=True),
    Law(-3, 5, law="normal", figures={"mean": 1, "sd": 2}),
    Law(0.5, 20, law="lognormal", figures={"median": 2, "sigma": 0.8}),
    Law(0, 10, law="triangular", figures={"mode": 2}),
    Law(0, 10, law="triangular", figures={"mode": 0}),
    Law(0, 10, law="triangular", figures={"mode": 10}),
]
names = [f"{type(law).__name__} {getattr(law, 'law', '')} {law.low}" for law in LAWS]
each_law = pytest.mark.parametrize("law", LAWS, ids=names)


@each_law
@given(u=PLACES)
def test_a_value_is_never_outside_its_ends(law, u):
    assert law.low <= law.at(u) <= law.high
    assert law.holds(law.at(u))


@each_law
@given(one=PLACES, other=PLACES)
def test_values_rise_with_their_place(law, one, other):
    low, high = sorted((one, other))
    assert law.at(low) <= law.at(high)


@each_law
def test_the_ends_are_reached(law):
    assert (law.at(0), law.at(1)) == (pytest.approx(law.low), pytest.approx(law.high))


@each_law
@given(u=PLACES)
def test_a_value_has_nine_digits_at_most(law, u):
    value = law.at(u)
    assert value == float(f"{value:.9g}") or value in (law.low, law.high)


def test_a_logarithmic_range_is_even_in_ratios():
    values = Range(1, 1000, log=True).grid(4)
    assert values == [1, 10, 100, 1000]


def test_a_linear_grid_is_even():
    assert Range(0, 1).grid(5) == [0, 0.25, 0.5, 0.75, 1]


def test_a_grid_of_counts_has_no_repetitions():
    assert Range(1, 3, whole=True).grid(9) == [1, 2, 3]
    assert all(isinstance(value, int) for value in Range(1, 3, whole=True).grid(9))


def test_the_middle_of_a_symmetric_law_is_its_mean():
    assert Law(-4, 6, law="normal", figures={"mean": 1, "sd": 3}).at(0.5) == pytest.approx(1)


@pytest.mark.parametrize("u", [0.1, 0.3, 0.5, 0.9])
def test_a_triangular_value_has_its_share_below(u):
    """Source: the distribution function of the triangular law, (x-a)^2/((b-a)(c-a)) up to the mode c."""
    law = Law(2, 12, law="triangular", figures={"mode": 5})
    x = law.at(u)
    share = (x - 2) ** 2 / 30 if x <= 5 else 1 - (12 - x) ** 2 / 70
    assert share == pytest.approx(u)


@pytest.mark.parametrize("u", [0.05, 0.5, 0.95])
def test_a_lognormal_value_has_its_share_below(u):
    law = Law(0.5, 20, law="lognormal", figures={"median": 2, "sigma": 0.8})

    def below(x):
        return 0.5 * (1 + math.erf(math.log(x / 2) / 0.8 / math.sqrt(2)))

    share = (below(law.at(u)) - below(0.5)) / (below(20) - below(0.5))
    assert share == pytest.approx(u, abs=1e-6)


def test_a_law_far_from_its_ends_still_gives_an_end():
    law = Law(60, 70, law="normal", figures={"mean": 60, "sd": 0.01})
    assert law.at(0) == 60
    assert 60 <= law.at(0.999) <= 60.1
    assert Law(1e3, 2e3, law="normal", figures={"mean": 1e3, "sd": 1e-12}).at(1) <= 2e3


def test_a_grid_of_a_law_is_in_the_middles_of_equal_parts():
    law = Law(0, 10, law="triangular", figures={"mode": 5})
    assert law.grid(2) == [law.at(0.25), law.at(0.75)]


def test_levels_share_the_places_evenly():
    levels = Levels(("a", "b", "c", "d"), (HERE,) * 4)
    assert [levels.at(u) for u in (0, 0.24, 0.25, 0.99, 1)] == ["a", "a", "b", "d", "d"]
    assert levels.grid(2) == ("a", "b", "c", "d")
    assert levels.tried()[3] == ("d", HERE)


def test_one_is_no_truth():
    levels = Levels((True, 2), (HERE, HERE))
    assert (levels.holds(True), levels.holds(1), levels.holds(2)) == (True, False, True)
    assert not Range(0, 2).holds(True)
    assert not Range(0, 2).holds("1")


def test_values_are_told_in_words():
    assert Levels((True, "x", 2.5), (HERE,) * 3).told() == "true, x, 2.5"
    assert Range(0, 1e6).told() == "0 to 1000000"


def test_both_ends_and_something_between_are_tried():
    tried = Range(1, 5, marks=(HERE, HERE, HERE)).tried()
    assert [value for value, _ in tried][:2] == [1, 5]
    assert not float(tried[2][0]).is_integer()


@given(st.floats(0, 1))
def test_tidying_changes_a_number_by_a_billionth_at_most(number):
    assert tidy(number, Range(0, 1)) == pytest.approx(number, rel=1e-8)


def test_distinct_keeps_the_order():
    assert distinct([3, 1, 3, 2, 1]) == [3, 1, 2]
