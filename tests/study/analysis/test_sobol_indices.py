"""Sobol's indices against exact ones, and against luck."""

import importlib.util
import math

import numpy as np
import pandas as pd
import pytest
from analysis_lab import (
    ISHIGAMI_FIRST,
    ISHIGAMI_TOTAL,
    Array,
    G,
    g_function,
    g_indices,
    ishigami,
    normal,
    saltelli,
    uniform,
)
from scipy import stats

from sim.study.analysis.indices import Sobol, sobol, sobol_of
from sim.study.analysis.sample import BadSample

NAMES = ("x1", "x2", "x3")
BLOCKS = saltelli(1024, 3)
SAID = [ishigami(block) for block in BLOCKS]


def noisy(values: Array, name: str, reps: int, spread: float, common: float = 0.0) -> Array:
    """Return replications of outputs: with luck of their own, and with luck that all points share."""
    luck = spread * normal(name, *values.shape, reps) + common * normal("common", reps)
    return np.asarray(values[..., np.newaxis] + luck)


def with_luck(reps: int = 4, spread: float = 4.0, common: float = 0.0) -> Sobol:
    a, b, ab = (noisy(part, f"n{i}", reps, spread, common) for i, part in enumerate(SAID))
    return sobol(a, b, ab, NAMES, seed=1)


def covers(estimates, truth) -> list[bool]:
    return [one.low <= value <= one.high for one, value in zip(estimates, truth, strict=True)]


@pytest.mark.parametrize("rows", [256, 1024, 4096])
def test_ishigami_s_indices_lie_in_their_intervals(rows: int) -> None:
    found = sobol(*map(ishigami, saltelli(rows, 3)), NAMES, seed=1)
    assert all(covers(found.first, ISHIGAMI_FIRST))
    assert all(covers(found.total, ISHIGAMI_TOTAL))
    assert found.rows == rows


def test_ishigami_s_indices_are_as_near_as_was_measured() -> None:
    found = sobol(*SAID, NAMES, seed=1)
    assert [one.value for one in found.first] == pytest.approx(ISHIGAMI_FIRST, abs=0.015)
    assert [one.value for one in found.total] == pytest.approx(ISHIGAMI_TOTAL, abs=0.01)


def test_the_g_function_s_indices_lie_in_their_intervals() -> None:
    found = sobol(*map(g_function, saltelli(1024, 8)), [f"x{i}" for i in range(8)], seed=1)
    first, total = g_indices()
    assert first[:4] == pytest.approx([0.7162, 0.1790, 0.0237, 0.0072], abs=1e-4)
    assert all(covers(found.first, first))
    assert all(covers(found.total, total))
    assert len(found.factors) == len(G)


def test_intervals_cover_exact_indices_about_as_often_as_they_say() -> None:
    """With rows that are independent, as bootstrap takes them to be."""
    hits = []
    for trial in range(200):
        both = uniform("rows", 256, 6, seed=trial)
        a, b = both[:, :3], both[:, 3:]
        ab = np.stack([np.where(np.arange(3) == i, b, a) for i in range(3)])
        found = sobol(ishigami(a), ishigami(b), ishigami(ab), NAMES, seed=trial, resamples=400)
        hits.append(covers(found.first, ISHIGAMI_FIRST) + covers(found.total, ISHIGAMI_TOTAL))
    assert np.mean(hits, axis=0).min() > 0.9
    assert 0.92 < np.mean(hits) < 0.985


def test_scipy_finds_the_same() -> None:
    theirs = stats.sobol_indices(
        func={"f_A": SAID[0][None], "f_B": SAID[1][None], "f_AB": SAID[2][:, None]}, n=1024
    )
    found = sobol(*SAID, NAMES, seed=1)
    assert [one.value for one in found.first] == pytest.approx(theirs.first_order.ravel(), abs=0.01)
    assert [one.value for one in found.total] == pytest.approx(theirs.total_order.ravel(), abs=0.01)


@pytest.mark.skipif(importlib.util.find_spec("SALib") is None, reason="SALib is not installed")
def test_salib_finds_the_same() -> None:
    from SALib.analyze import sobol as salib

    a, b, ab = SAID
    flat = np.concatenate([np.concatenate([[a[i]], ab[:, i], [b[i]]]) for i in range(len(a))])
    problem = {"num_vars": 3, "names": list(NAMES), "bounds": [[0, 1]] * 3}
    theirs = salib.analyze(problem, flat, calc_second_order=False, seed=1)
    found = sobol(a, b, ab, NAMES, seed=1)
    assert [one.value for one in found.first] == pytest.approx(theirs["S1"], abs=0.01)
    assert [one.value for one in found.total] == pytest.approx(theirs["ST"], abs=0.01)


@pytest.mark.parametrize("common", [0.0, 5.0])
def test_luck_makes_no_factor_look_important(common: float) -> None:
    """Indices stay those of the mean, where those of averages over replications are far off."""
    found = with_luck(common=common)
    assert all(covers(found.first, ISHIGAMI_FIRST))
    assert all(covers(found.total, ISHIGAMI_TOTAL))
    assert [one.value for one in found.total] == pytest.approx(ISHIGAMI_TOTAL, abs=0.06)
    a, b, ab = (noisy(part, f"n{i}", 4, 4.0).mean(axis=-1) for i, part in enumerate(SAID))
    averaged = sobol(a, b, ab, NAMES, seed=1)
    assert averaged.total[2].low > ISHIGAMI_TOTAL[2]


def test_luck_has_its_share_told() -> None:
    variance = ishigami(uniform("v", 100_000, 3)).var()
    assert with_luck().luck == pytest.approx(16 / (16 + variance), abs=0.02)
    assert with_luck(spread=0.0).luck == 0


def test_more_luck_never_makes_intervals_narrower() -> None:
    widths = [np.mean([one.half_width for one in with_luck(spread=s).total]) for s in (0.0, 2.0, 6.0)]
    assert widths == sorted(widths)


def test_one_replication_is_told_to_hide_luck() -> None:
    found = sobol(*SAID, NAMES, seed=1)
    assert found.caveat is not None
    assert math.isnan(found.luck)
    assert found.reps == 1
    assert with_luck().caveat is None


@pytest.mark.parametrize(("shift", "scale"), [(1000.0, 1.0), (0.0, -3.0), (5.0, 0.01)])
def test_shift_and_scale_of_the_output_change_no_index(shift: float, scale: float) -> None:
    one = sobol(*SAID, NAMES, seed=1)
    other = sobol(*(shift + scale * part for part in SAID), NAMES, seed=1)
    for kind in ("first", "total"):
        values = [[est.value for est in getattr(found, kind)] for found in (one, other)]
        assert values[0] == pytest.approx(values[1], abs=1e-9)


def test_a_row_with_a_failed_run_is_left_out_and_told() -> None:
    a, b, ab = (part.copy() for part in SAID)
    a[3], ab[1, 3], ab[2, 7] = math.nan, math.nan, math.nan
    found = sobol(a, b, ab, NAMES, seed=1)
    assert (found.rows, found.dropped) == (1022, 2)
    assert found.first[0].failed == 2


def test_an_output_that_never_varies_has_no_indices() -> None:
    found = sobol(np.ones(16), np.ones(16), np.ones((3, 16)), NAMES, seed=1)
    assert all(math.isnan(one.value) for one in (*found.first, *found.total))


def test_outputs_that_do_not_fit_are_an_error() -> None:
    with pytest.raises(BadSample, match="do not fit"):
        sobol(np.ones(16), np.ones(16), np.ones((2, 16)), NAMES, seed=1)
    with pytest.raises(BadSample, match="8 whole rows"):
        sobol(np.ones(7), np.ones(7), np.ones((3, 7)), NAMES, seed=1)


def study(rows: int = 64, reps: int = 2) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the table and the points of a Saltelli study of Ishigami's function."""
    a, b, ab = saltelli(rows, 3)
    units = np.concatenate([a, b, *ab])
    points = pd.DataFrame(units, columns=list(NAMES)).assign(
        position=range(len(units)), point=[f"p{i:04d}" for i in range(len(units))]
    )
    runs = points.drop(columns="position").merge(pd.DataFrame({"rep": range(reps)}), how="cross")
    value = ishigami(runs[list(NAMES)].to_numpy()) + runs["rep"]
    table = runs.assign(
        study="s", scenario="h", policy="n", seed=1, key="k", status="ok", response="y", value=value
    )
    return table, points


def test_indices_are_read_from_a_study_whatever_the_order_of_its_rows() -> None:
    table, points = study()
    shuffled = table.iloc[np.argsort(uniform("shuffle", len(table)))]
    found = sobol_of(shuffled, points.iloc[::-1], "y", NAMES, seed=1)
    plain = sobol(*map(ishigami, saltelli(64, 3)), NAMES, seed=1)
    assert [one.value for one in found.first] == pytest.approx([one.value for one in plain.first])
    assert (found.rows, found.reps) == (64, 2)


def test_another_design_is_no_saltelli_design() -> None:
    table, points = study()
    with pytest.raises(BadSample, match="no Saltelli design"):
        sobol_of(table, points.iloc[:-1], "y", NAMES, seed=1)
