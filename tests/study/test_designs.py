"""Designs have the properties that their books promise, and are the same wherever they are made."""

import subprocess
import sys
from itertools import combinations
from math import prod
from pathlib import Path

import pytest

import sim.cli
from sim.scenario.source import Mark
from sim.study.designs import point_id, points, resolution
from sim.study.model import Design, Factor, Study
from sim.study.spread import Levels, Range

ROOT = Path(sim.cli.__file__).resolve().parents[1]


def study(design, *spreads, seed=1):
    """Return a study of factors a, b, c... with the given spreads."""
    factors = tuple(
        Factor(name, "lever", f"path.{name}", spread)
        for name, spread in zip("abcdefg", spreads, strict=False)
    )
    return Study(Path("x.yaml"), "x", {}, {"hamlet": "hamlet"}, factors=factors, design=design, seed=seed)


def levels(*values):
    return Levels(values, (Mark("x"),) * len(values))


UNIT = Range(0, 1)
SIGNS = levels(-1, 1)


def test_a_study_without_factors_has_one_point():
    assert points(study(Design())) == [()]


def test_a_full_factorial_crosses_everything_once():
    found = points(study(Design("full_factorial", levels=3), levels(True, False), UNIT))
    assert found == [(True, 0), (True, 0.5), (True, 1), (False, 0), (False, 0.5), (False, 1)]


def test_a_list_is_what_it_lists():
    assert points(study(Design("list", listed=((1, 2), (3, 4))), UNIT, UNIT)) == [(1, 2), (3, 4)]


HALF = Design("fractional_factorial", levels=2, generators={"d": ("a", "b", "c")})
QUARTER = Design("fractional_factorial", levels=2, generators={"d": ("a", "b"), "e": ("a", "c")})


def test_a_half_fraction_has_half_the_points_and_its_generator():
    found = points(study(HALF, *(SIGNS,) * 4))
    assert len(found) == len(set(found)) == 8
    assert all(d == a * b * c for a, b, c, d in found)


@pytest.mark.parametrize("design", [HALF, QUARTER])
def test_columns_of_a_fraction_are_balanced_and_orthogonal(design):
    width = 4 if design is HALF else 5
    found = points(study(design, *(SIGNS,) * width))
    for column in range(width):
        assert sum(point[column] for point in found) == 0
    for one, other in combinations(range(width), 2):
        assert sum(point[one] * point[other] for point in found) == 0


@pytest.mark.parametrize(
    ("generators", "expected"),
    [
        ({"d": ("a", "b", "c")}, 4),
        ({"d": ("a", "b"), "e": ("a", "c")}, 3),
        ({"e": ("a", "b", "c", "d")}, 5),
        ({"e": ("a", "b", "c"), "f": ("b", "c", "d")}, 4),
        ({"d": ("a", "b"), "e": ("a", "c"), "f": ("b", "c"), "g": ("a", "b", "c")}, 3),
        ({}, 0),
    ],
)
def test_the_resolution_is_that_of_the_tables(generators, expected):
    """Source: Box, Hunter and Hunter, Statistics for Experimenters, table of fractional factorials."""
    design = Design("fractional_factorial", levels=2, generators=generators)
    assert resolution(study(design, *(SIGNS,) * 7)) == expected


def test_a_range_in_a_fraction_goes_from_end_to_end():
    found = points(study(HALF, *(Range(10, 20),) * 4))
    assert {value for point in found for value in point} == {10, 20}


def test_a_latin_hypercube_has_one_point_in_every_slice():
    found = points(study(Design("latin_hypercube", points=16), UNIT, UNIT, UNIT))
    for column in range(3):
        assert sorted(int(point[column] * 16) for point in found) == list(range(16))


def test_a_sobol_sequence_is_balanced_and_grows_at_its_end():
    few = points(study(Design("sobol", points=16), UNIT, UNIT))
    many = points(study(Design("sobol", points=64), UNIT, UNIT))
    assert many[:16] == few
    for column in range(2):
        assert sorted(int(point[column] * 16) for point in few) == list(range(16))


def test_saltelli_mixes_one_column_at_a_time():
    n, found = 8, points(study(Design("saltelli", points=8), UNIT, UNIT, UNIT))
    assert len(found) == n * 5
    a, b = found[:n], found[n : 2 * n]
    for column in range(3):
        mixed = found[(2 + column) * n : (3 + column) * n]
        for one, two, both in zip(a, b, mixed, strict=True):
            assert both == tuple(two[i] if i == column else one[i] for i in range(3))


def test_saltelli_is_what_known_indices_come_from():
    """Ishigami with a = 7, b = 0.1: S1 is 0.3139, 0.4424, 0 (Saltelli et al. 2008)."""
    from math import pi, sin
    from statistics import mean, pvariance

    n = 2048
    found = points(study(Design("saltelli", points=n), *(Range(-pi, pi),) * 3))
    y = [sin(p[0]) + 7 * sin(p[1]) ** 2 + 0.1 * p[2] ** 4 * sin(p[0]) for p in found]
    a, b = y[:n], y[n : 2 * n]
    first = []
    for column in range(3):
        mixed = y[(2 + column) * n : (3 + column) * n]
        first.append(
            mean(f_b * (m - f_a) for f_a, f_b, m in zip(a, b, mixed, strict=True)) / pvariance(a + b)
        )
    assert first == pytest.approx([0.3139, 0.4424, 0], abs=0.03)


def test_morris_moves_every_factor_once_in_a_trajectory():
    found = points(study(Design("morris", levels=4, trajectories=20), UNIT, UNIT, UNIT))
    assert len(found) == 20 * 4
    for begin in range(0, len(found), 4):
        moved = []
        for one, other in zip(found[begin : begin + 3], found[begin + 1 : begin + 4], strict=True):
            changed = [i for i in range(3) if one[i] != other[i]]
            assert len(changed) == 1
            assert abs(one[changed[0]] - other[changed[0]]) == pytest.approx(2 / 3)
            moved += changed
        assert sorted(moved) == [0, 1, 2]


def test_morris_uses_the_whole_grid():
    found = points(study(Design("morris", levels=4, trajectories=100), UNIT, UNIT))
    assert {round(point[0] * 3) for point in found} == {0, 1, 2, 3}


@pytest.mark.parametrize("kind", ["latin_hypercube", "sobol", "saltelli", "morris"])
def test_another_seed_gives_another_design(kind):
    design = Design(kind, points=8, levels=4, trajectories=8)
    spreads = (UNIT, UNIT)
    assert points(study(design, *spreads)) != points(study(design, *spreads, seed=2))


CODE = """
from pathlib import Path
import sys
sys.path[:0] = ["tests/study", "."]
from test_designs import UNIT, Design, points, study
for kind in ("latin_hypercube", "sobol", "saltelli", "morris"):
    print(points(study(Design(kind, points=8, levels=4, trajectories=4), UNIT, UNIT)))
"""


def test_a_design_is_the_same_in_every_process():
    said = []
    for hash_seed in ("0", "1"):
        done = subprocess.run(
            [sys.executable, "-c", CODE],
            cwd=ROOT,
            env={"PYTHONHASHSEED": hash_seed, "PATH": "", "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=True,
        )
        said.append(done.stdout)
    assert said[0] == said[1] != ""


def test_a_point_keeps_its_id_when_others_come():
    one = study(Design("full_factorial"), levels(1, 2), levels(True))
    two = study(Design("full_factorial"), levels(3, 1, 2), levels(False, True))
    assert {point_id(one, point) for point in points(one)} < {point_id(two, point) for point in points(two)}


def test_different_points_have_different_ids():
    grid = study(Design("full_factorial", levels=40), UNIT, UNIT)
    assert len({point_id(grid, point) for point in points(grid)}) == prod((40, 40))


def test_truth_is_another_point_than_one():
    either = study(Design("list", listed=((True,), (1,))), levels(True, 1))
    assert len({point_id(either, point) for point in points(either)}) == 2
