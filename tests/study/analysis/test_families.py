"""Laws of families of comparisons."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.study.analysis.families import CONTROLS, adjusted, each_level
from sim.study.analysis.sample import BadSample

p_values = st.lists(st.floats(0, 1), min_size=1, max_size=12)


@given(p_values, st.floats(0.001, 0.5))
def test_holm_rejects_step_by_step_as_its_author_says(values: list[float], alpha: float) -> None:
    rejected = adjusted(values, "holm") <= alpha
    order, k, going = np.argsort(values, kind="stable"), len(values), True
    for number, place in enumerate(order):
        scaled = values[place] * (k - number)
        going = going and scaled <= alpha
        assert rejected[place] == going


@given(p_values)
def test_holm_is_never_weaker_than_bonferroni_and_never_stronger_than_none(values: list[float]) -> None:
    none, holm, bonferroni = (adjusted(values, control) for control in ("none", "holm", "bonferroni"))
    assert (none <= holm + 1e-15).all()
    assert (holm <= bonferroni + 1e-15).all()
    assert bonferroni.max() <= 1


@given(p_values, st.randoms())
def test_the_order_of_a_family_changes_nothing(values: list[float], random) -> None:
    places = list(range(len(values)))
    random.shuffle(places)
    for control in CONTROLS:
        whole = adjusted(values, control)
        mixed = adjusted([values[i] for i in places], control)
        assert mixed.tolist() == [whole[i] for i in places]


def test_an_unknown_control_is_an_error() -> None:
    with pytest.raises(BadSample, match="tukey: holm"):
        adjusted([0.1], "tukey")


def test_the_chance_of_any_false_alarm_is_held() -> None:
    from analysis_lab import uniform

    trials = uniform("family", 4000, 8)
    alarms = np.mean([(adjusted(row, "holm") < 0.05).any() for row in trials])
    bare = np.mean((trials < 0.05).any(axis=1))
    assert alarms < 0.062
    assert bare > 0.3


@pytest.mark.parametrize(("control", "level"), [("none", 0.95), ("holm", 0.99), ("bonferroni", 0.99)])
def test_intervals_of_a_family_are_as_wide_as_all_at_once_need(control: str, level: float) -> None:
    assert each_level(0.95, 5, control) == pytest.approx(level)
