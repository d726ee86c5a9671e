"""Laws of what counts: nothing that failed is dropped without being told."""

import math
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from analysis_lab import table_of
from hypothesis import given
from hypothesis import strategies as st

from sim.study.analysis.points import outputs, read_points, unit_points
from sim.study.analysis.resample import picks
from sim.study.analysis.sample import BadSample, Sample, factors_of, grid, rows_of, sample

numbers = st.floats(-1e6, 1e6) | st.just(math.nan)


def by_rep(rep: int, **_: object) -> float:
    return float(rep)


@given(st.lists(numbers, max_size=30))
def test_every_value_is_either_there_or_missing(values: list[float]) -> None:
    found = Sample.of(values)
    assert found.n + found.missing == len(values)
    assert not np.isnan(found.values).any()


@pytest.mark.parametrize("odd", [[[1.0], [2.0]], [1.0, math.inf], 3.0])
def test_what_is_no_row_of_finite_numbers_is_no_sample(odd: object) -> None:
    with pytest.raises(BadSample, match="finite numbers"):
        Sample.of(odd)  # type: ignore[arg-type]


def test_a_sample_stays_what_it_is() -> None:
    one = Sample(np.array([1.0]), failed=2)
    assert Sample.of(one) is one


def test_failed_runs_and_missing_figures_are_counted_apart() -> None:
    table = table_of(lambda rep, **_: math.nan if rep == 4 else float(rep), reps=8, failed=[("nearest", 2)])
    found = sample(table, "wait")
    assert found.values.tolist() == [0, 1, 3, 5, 6, 7]
    assert (found.failed, found.missing) == (1, 1)


def test_a_crashed_run_counts_as_failed() -> None:
    table = table_of(by_rep, reps=3)
    table.loc[1, "status"] = "crashed"
    assert sample(table, "wait").failed == 1


def test_a_value_of_a_failed_run_does_not_count() -> None:
    table = table_of(by_rep, reps=3)
    table.loc[2, "status"] = "failed"
    assert sample(table, "wait").values.tolist() == [0, 1]
    assert np.isnan(grid(table, "wait", ["policy"]).values).sum() == 1


def test_values_stand_in_the_order_of_the_replications_whatever_the_order_of_the_rows() -> None:
    table = table_of(by_rep, reps=5).iloc[[3, 0, 4, 2, 1]]
    assert sample(table, "wait").values.tolist() == [0, 1, 2, 3, 4]
    assert grid(table, "wait", ["policy"]).values.ravel().tolist() == [0, 1, 2, 3, 4]


def test_what_is_not_in_the_table_is_said() -> None:
    table = table_of(by_rep)
    with pytest.raises(BadSample, match="no row of response delay"):
        sample(table, "delay")
    with pytest.raises(BadSample, match="no row of response wait with policy = run-card"):
        rows_of(table, "wait", {"policy": "run-card"})
    with pytest.raises(BadSample, match="no column polisy"):
        rows_of(table, "wait", {"polisy": "nearest"})


def test_factors_are_the_columns_that_the_study_added() -> None:
    assert factors_of(table_of(by_rep, rain=(1, 2), repair=("slow",))) == ["rain", "repair"]


def test_a_grid_has_a_row_for_each_replication_and_a_column_for_each_cell() -> None:
    table = table_of(
        lambda rep, rain, policy, **_: rep + 10 * rain + (100 if policy == "b" else 0),
        policies=("a", "b"),
        rain=(1, 2),
        reps=3,
        failed=[("b", 1)],
    )
    found = grid(table, "wait", ["policy", "rain"])
    assert found.cells == (("a", 1), ("a", 2), ("b", 1), ("b", 2))
    assert found.reps == ((1, 0), (1, 1), (1, 2))
    assert found.values[2].tolist() == [12, 22, 112, 122]
    assert np.isnan(found.values[1, 2:]).all()
    assert (found.failed, found.missing) == (2, 0)


def test_several_runs_of_one_replication_in_a_cell_are_an_error() -> None:
    with pytest.raises(BadSample, match="several runs"):
        grid(table_of(by_rep, policies=("a", "b")), "wait", ["scenario"])


def test_replications_of_different_seeds_are_different() -> None:
    table = table_of(by_rep, reps=2)
    other = table.assign(seed=2)
    both = grid(pd.concat([table, other]), "wait", ["policy"])
    assert both.reps == ((1, 0), (1, 1), (2, 0), (2, 1))


def test_outputs_follow_the_order_of_the_design_and_repeat_a_point_that_stands_twice() -> None:
    table = table_of(lambda rep, rain, **_: rain + rep / 10, rain=(1, 2, 3), reps=2)
    design = table_of(by_rep, rain=(3, 1, 3), reps=1)[["point", "rain"]]
    design["position"] = [2, 0, 1]
    found = outputs(table, design, "wait")
    assert found.tolist() == [[1, 1.1], [3, 3.1], [3, 3.1]]


def test_a_point_that_was_not_run_has_no_value() -> None:
    table = table_of(by_rep, rain=(1,), reps=2)
    design = table_of(by_rep, rain=(1, 2), reps=1)[["point"]].assign(position=[0, 1])
    assert np.isnan(outputs(table, design, "wait")[1]).all()


def test_ids_of_points_stay_text_even_where_they_look_like_numbers(tmp_path: Path) -> None:
    text = "position,point,rain\n0,00012e5,1.5\n1,7,2.5\n"
    (tmp_path / "points.csv").write_text(text, encoding="utf-8")
    found = read_points(tmp_path)
    assert found["point"].tolist() == ["00012e5", "7"]
    assert found["rain"].tolist() == [1.5, 2.5]


def test_a_folder_without_points_is_no_folder_of_a_study(tmp_path: Path) -> None:
    with pytest.raises(BadSample, match=r"points\.csv"):
        read_points(tmp_path)


def test_points_are_placed_by_the_rank_of_their_values() -> None:
    design = table_of(by_rep, rain=(10, 1000, 100), repair=("fast", "slow"), reps=1).assign(position=range(6))
    found = unit_points(design, ["rain", "repair"], {"repair": ["slow", "fast"]})
    assert found[:, 0].tolist() == [0, 0, 1, 1, 0.5, 0.5]
    assert found[:, 1].tolist() == [1, 0, 1, 0, 1, 0]
    with pytest.raises(BadSample, match="factor rain"):
        unit_points(design, ["rain"], {"rain": [10, 100]})


def test_a_factor_of_one_level_stands_at_zero() -> None:
    design = table_of(by_rep, rain=(5,), reps=1).assign(position=[0])
    assert unit_points(design, ["rain"]).tolist() == [[0.0]]


@given(st.integers(1, 40), st.integers(1, 30), st.integers(0, 2**32))
def test_resamples_are_drawn_from_the_sample(n: int, resamples: int, seed: int) -> None:
    found = picks(n, resamples, seed, "law")
    assert found.shape == (resamples, n)
    assert found.min() >= 0
    assert found.max() < n
    assert (found == picks(n, resamples, seed, "law")).all()


def test_resamples_of_another_purpose_or_seed_are_others() -> None:
    one = picks(50, 20, 1, "a")
    assert (one != picks(50, 20, 1, "b")).any()
    assert (one != picks(50, 20, 2, "a")).any()
