"""A study file is run, and its folder alone is enough for every analysis."""

from pathlib import Path

import pytest

from sim.study import read_table
from sim.study.analysis.discovery import prim
from sim.study.analysis.estimates import estimates
from sim.study.analysis.indices import sobol_of
from sim.study.analysis.paired import compare
from sim.study.analysis.points import outputs, read_points
from sim.study.analysis.robust import robustness_of
from sim.study.analysis.sample import factors_of, grid
from sim.study.analysis.screening import morris_of
from sim.study.analysis.select import subset
from sim.study.check import check
from sim.study.plan import Plan
from sim.study.store import Store
from sim.study.sweep import Sweep, local, opened, write_results

HEAD = """
id: try
title: {zh: 试, en: Try}
scenario: hamlet
days: 5
responses: [calls.total, response.p50_s]
"""
FACTORS = """
factors:
  calls: {role: uncertainty, path: demand.scale, range: {low: 1, high: 20}}
  crew: {role: lever, path: dispatch.answer, range: {low: 1, high: 60}}
"""
TWO = """
factors:
  calls: {role: uncertainty, path: demand.scale, levels: [2, 8]}
design: {kind: full_factorial}
"""


def folder_of(tmp_path: Path, body: str, policies: str = "[nearest]", reps: int = 2) -> Path:
    """Run a small study and return its folder."""
    file = tmp_path / "try.yaml"
    file.write_text(f"{HEAD}policies: {policies}\nreplications: {reps}\n{body}", encoding="utf-8")
    checked = check(file)
    plan = Plan.of(checked, "code")
    out = tmp_path / "out"
    with opened(out, plan, None) as store:
        assert isinstance(store, Store)
        Sweep(plan, store).run(local(checked, 1))
        write_results(out, plan, store)
    return out


def test_policies_are_estimated_compared_and_selected(tmp_path: Path) -> None:
    table = read_table(folder_of(tmp_path, TWO, "[nearest, run-card]", reps=4))
    assert factors_of(table) == ["calls"]
    rows = estimates(table)
    assert len(rows) == 2 * 2 * 2 * 2  # policies, points, responses, statistics
    assert set(rows["n"]) == {4}
    same = compare(table, "calls.total")[0]
    assert same.call.verdict == "same"  # no policy touches the calls
    more = compare(table, "calls.total", by="calls", smaller_is_better=True)[0]
    assert more.mean.value > 0
    chosen = subset(grid(table, "response.p50_s", ["policy"], {"calls": 8}).values)
    assert 1 <= len(chosen.left) <= 2
    found = robustness_of(table, "response.p50_s", ["policy"], ["calls"], 1, goal=1e6)
    assert [one.domain.value for one in found.alternatives] == [1.0, 1.0]


def test_indices_and_boxes_find_the_factor_that_makes_calls(tmp_path: Path) -> None:
    out = folder_of(tmp_path, f"{FACTORS}design: {{kind: saltelli, points: 16}}\n")
    table, points = read_table(out), read_points(out)
    found = sobol_of(table, points, "calls.total", ["calls", "crew"], seed=1)
    assert found.total[0].value > 0.8
    assert found.total[1].value == pytest.approx(0, abs=1e-9)  # luck apart, answering makes no calls
    assert (found.rows, found.reps) == (16, 2)
    many = outputs(table, points, "calls.total").mean(axis=1)
    box = prim(points[["calls", "crew"]], many > sorted(many)[len(many) // 2], least_mass=0.2).box
    assert "calls" in {limit.factor for limit in box.limits}


def test_screening_finds_it_too(tmp_path: Path) -> None:
    out = folder_of(tmp_path, f"{FACTORS}design: {{kind: morris, trajectories: 4, levels: 4}}\n")
    found = morris_of(read_table(out), read_points(out), "calls.total", ["calls", "crew"], seed=1)
    assert found.mu_star[0].value > 0
    assert found.mu_star[1].value == 0
