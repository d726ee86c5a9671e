"""Laws of paired comparison, and of what is said of it."""

import math

import numpy as np
import pytest
from analysis_lab import normal, table_of
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from scipy.stats import zscore

from sim.report.words import Both
from sim.study.analysis.estimates import mean
from sim.study.analysis.paired import Paired, as_family, compare, paired, variance_reduction
from sim.study.analysis.sample import BadSample
from sim.study.analysis.verdict import call, more_needed

BASE = normal("base", 30)
NOISE = zscore(normal("noise", 30), ddof=1)


def gap(shift: float, spread: float = 0.5, **options) -> Paired:
    return paired(BASE + shift + spread * NOISE, BASE, **options)


def test_a_paired_interval_and_its_p_value_are_scipy_s() -> None:
    found = gap(0.3)
    theirs = stats.ttest_rel(BASE + 0.3 + 0.5 * NOISE, BASE)
    assert found.p_value == pytest.approx(theirs.pvalue)
    assert found.mean.low == pytest.approx(theirs.confidence_interval().low)
    assert found.n == 30


@given(st.floats(-50, 50))
def test_luck_that_both_share_changes_nothing(common: float) -> None:
    shared = common * normal("shared", 30)
    one = paired(BASE + 1 + shared, BASE - NOISE + shared)
    other = paired(BASE + 1, BASE - NOISE)
    assert one.mean.value == pytest.approx(other.mean.value, abs=1e-9)
    assert one.mean.half_width == pytest.approx(other.mean.half_width, abs=1e-9)


def test_to_swap_the_sides_turns_the_sign_and_the_verdict() -> None:
    one, other = paired(BASE - 1 + 0.1 * NOISE, BASE), paired(BASE, BASE - 1 + 0.1 * NOISE)
    assert one.mean.value == pytest.approx(-other.mean.value)
    assert (one.call.verdict, other.call.verdict) == ("better", "worse")
    assert one.median.low == pytest.approx(-other.median.high)


@pytest.mark.parametrize(
    ("shift", "smaller", "verdict"),
    [(-1, True, "better"), (1, True, "worse"), (-1, False, "worse"), (1, False, "better")],
)
def test_better_is_what_was_said_to_be_better(shift: float, smaller: bool, verdict: str) -> None:
    assert gap(shift, smaller_is_better=smaller).call.verdict == verdict


def test_pairs_that_are_not_whole_are_counted() -> None:
    one, other = np.array([1.0, math.nan, 3.0, 4.0]), np.array([0.0, 1.0, math.nan, 2.0])
    found = paired(one, other)
    assert (found.n, found.lost) == (2, 2)
    assert found.mean.value == 1.5
    assert "2 more incomplete" in found.sentence().en
    assert "另有 2 对不全" in found.sentence().zh


def test_rows_of_different_lengths_make_no_pairs() -> None:
    with pytest.raises(BadSample, match="same length"):
        paired([1.0], [1.0, 2.0])


def test_fewer_than_two_pairs_say_nothing() -> None:
    found = paired([1.0, math.nan], [0.0, 1.0])
    assert found.call.verdict == "none"
    assert math.isnan(found.p_value)
    assert as_family([found])[0].call.verdict == "none"


def test_what_never_differs_is_the_same_and_what_always_does_by_one_is_certain() -> None:
    assert paired(BASE, BASE).call.verdict == "same"
    whole = np.arange(10.0)
    sure = paired(whole - 1, whole)
    assert (sure.call.verdict, sure.p_value, sure.reduction) == ("better", 0.0, math.inf)


def test_a_difference_smaller_than_what_matters_is_told_as_none() -> None:
    assert gap(-0.3, 0.1, worth=1.0).call.verdict == "equal"
    assert gap(-0.3, 0.1, worth=0.1).call.verdict == "better"


def test_thin_evidence_asks_for_more_replications_and_gets_its_verdict_with_them() -> None:
    """With the number that is asked for, four in five studies of the difference seen find it."""
    thin = gap(0.05, 0.5)
    assert thin.call.verdict == "thin"
    assert thin.call.more is not None
    whole = thin.n + thin.call.more
    many = normal("more", 400, whole) * thin.sd + thin.mean.value
    found = [paired(row, np.zeros(whole)).call.verdict == "worse" for row in many]
    assert 0.72 < np.mean(found) < 0.9
    assert f"about {thin.call.more:,} more" in thin.call.words.en


@given(st.floats(0.01, 10), st.floats(0.01, 1))
def test_a_smaller_difference_never_takes_fewer_replications(sd: float, effect: float) -> None:
    values = np.array([effect - sd, effect + sd])
    small, large = mean(values), mean(values * 1.0 + effect)
    one, other = more_needed(small, sd), more_needed(large, sd)
    assert one is not None
    assert other is not None
    assert one >= other >= 1


def test_no_difference_at_all_asks_for_no_number_unless_something_matters() -> None:
    even = mean([-1.0, 1.0, -1.0, 1.0])
    assert more_needed(even, 1.15) is None
    assert more_needed(even, 1.15, worth=0.5) == pytest.approx(54, abs=3)
    said = call(even, 1.15, 1.0, 0.05)
    assert (said.verdict, said.more) == ("thin", None)
    assert "no difference to be seen" in said.words.en


def test_the_sentence_holds_difference_interval_level_and_pairs_in_both_languages() -> None:
    said = gap(-1, 0.1, name="A", baseline="B").sentence(Both("分", "min"))
    assert said.en.startswith("A against B: better. Difference -1")
    for part in ("95 %", "30 pairs", "min"):
        assert part in said.en
    for part in ("更好", "95 %", "30 对", "分"):
        assert part in said.zh


def test_independent_samples_gain_nothing_from_pairing() -> None:
    assert variance_reduction(normal("i", 4000), normal("j", 4000)) == pytest.approx(1, abs=0.06)


@pytest.mark.parametrize("rho", [0.5, 0.9, 0.99])
def test_the_gain_of_pairing_is_that_of_the_correlation(rho: float) -> None:
    shared = normal("c", 20_000) * math.sqrt(rho)
    one = shared + normal("c1", 20_000) * math.sqrt(1 - rho)
    other = shared + normal("c2", 20_000) * math.sqrt(1 - rho)
    assert variance_reduction(one, other) == pytest.approx(1 / (1 - rho), rel=0.05)


def test_the_gain_of_pairing_is_not_known_where_nothing_varies() -> None:
    assert math.isnan(variance_reduction(np.ones(3), np.ones(3)))
    assert math.isnan(variance_reduction(np.ones(1), np.ones(1)))


# --- comparisons read from a table


def wait(policy: str, rep: int, rain: float = 0.0, scenario: str = "hamlet", **_: object) -> float:
    better = {"a": 0.0, "b": -1.0, "c": 0.01}[policy]
    return float(10 * BASE[rep] + rain + better + 0.1 * NOISE[rep] * (policy != "a"))


def test_policies_are_compared_with_the_first_on_the_same_luck() -> None:
    table = table_of(wait, policies=("a", "b", "c"), reps=30)
    found = compare(table, "wait")
    assert [pair.name for pair in found] == ["b", "c"]
    assert [pair.baseline for pair in found] == ["a", "a"]
    assert [pair.call.verdict for pair in found] == ["better", "thin"]
    assert found[0].reduction > 100
    assert (found[0].family, found[0].control, found[0].mean.level) == (2, "holm", 0.975)


def test_the_baseline_may_be_named() -> None:
    found = compare(table_of(wait, policies=("a", "b"), reps=30), "wait", baseline="b")
    assert [(pair.name, pair.call.verdict) for pair in found] == [("a", "worse")]


def test_points_and_scenarios_that_share_their_luck_do_not_count_as_replications() -> None:
    few = compare(table_of(wait, policies=("a", "b"), reps=30), "wait")[0]
    many = compare(
        table_of(wait, policies=("a", "b"), reps=30, rain=(1, 2, 3), scenarios=("x", "y")), "wait"
    )[0]
    assert many.n == few.n == 30
    assert many.mean.half_width == pytest.approx(few.mean.half_width)


def test_points_can_be_compared_by_a_factor() -> None:
    table = table_of(wait, policies=("a", "b"), rain=(0, 5), reps=30)
    found = compare(table, "wait", by="rain")[0]
    assert (found.name, found.baseline) == ("rain = 5", "rain = 0")
    assert found.mean.value == pytest.approx(5)


def test_one_factor_is_compared_at_equal_values_of_the_others() -> None:
    table = table_of(lambda rep, rain, fix, **_: rain * 10 + fix + BASE[rep], rain=(0, 1), fix=(0, 1), reps=5)
    assert compare(table, "wait", by="fix")[0].mean.value == pytest.approx(1)
    assert compare(table, "wait", by=["rain", "fix"], baseline=(0, 0))[-1].mean.value == pytest.approx(11)


def test_points_are_compared_as_they_are() -> None:
    table = table_of(wait, policies=("a",), rain=(0, 5), reps=30)
    assert compare(table, "wait", by="point")[0].mean.value == pytest.approx(5)


def test_a_failed_run_costs_its_pair_and_is_told() -> None:
    table = table_of(wait, policies=("a", "b"), reps=30, failed=[("b", 3), ("a", 4)])
    found = compare(table, "wait")[0]
    assert (found.n, found.lost) == (28, 2)


def test_no_baseline_or_nothing_to_compare_is_an_error() -> None:
    table = table_of(wait, policies=("a", "b"), reps=3)
    with pytest.raises(BadSample, match="no alternatives to z: there are a, b"):
        compare(table, "wait", baseline="z")
    with pytest.raises(BadSample, match="no alternatives"):
        compare(table_of(wait, policies=("a",), reps=3), "wait")


def test_alternatives_without_a_point_in_common_are_an_error() -> None:
    table = table_of(wait, policies=("a", "b"), rain=(0, 5), reps=3)
    apart = table[(table.policy == "a") == (table.rain == 0)]
    with pytest.raises(BadSample, match="in common"):
        compare(apart, "wait")


def test_a_family_calls_less_than_each_of_its_members_alone() -> None:
    borderline = [gap(0.21, name=str(i)) for i in range(10)]
    alone = borderline[0].p_value
    assert 0.005 < alone < 0.05
    assert [pair.call.verdict for pair in as_family(borderline, "none")] == ["worse"] * 10
    assert {pair.call.verdict for pair in as_family(borderline, "bonferroni")} == {"thin"}
