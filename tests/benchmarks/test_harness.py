"""Laws of measuring: results before times, turns, medians, and a page that says what fell short."""

import json
import math
from collections.abc import Callable
from pathlib import Path

import pytest

from experiments.benchmarks import __main__ as program
from experiments.benchmarks import harness
from experiments.benchmarks.harness import Benchmark, Goal, Outcome, Reached, Variant, cpu_ms, measure, ratio
from experiments.benchmarks.tables import figure, keep, screen


def work(order: list[str], name: str, result: object = 7) -> Callable[[], object]:
    def run() -> object:
        order.append(name)
        return result

    return run


def a_benchmark(*variants: Variant, repeats: int = 3) -> Benchmark:
    goals = (ratio("ours", "peer", 2), cpu_ms("ours", 1e-9, per=10, what="thing"))
    return Benchmark("P0", "nothing", "No work at all.", lambda: variants, goals, repeats=repeats)


def ticking(*seconds: float) -> Callable[[], float]:
    """Return a clock that has moved on by the next of these between its first and its second reading."""
    readings = iter([reading for spent in seconds for reading in (0.0, spent)])
    return lambda: next(readings)


def test_where_results_differ_nothing_is_timed() -> None:
    order: list[str] = []
    outcome = measure(
        a_benchmark(Variant("ours", work(order, "ours", 1)), Variant("peer", work(order, "peer", 2)))
    )
    assert order == ["ours", "peer"]
    assert outcome.difference == "peer differ from ours"
    assert not outcome.timings
    assert "FAILED" in screen(outcome)


def test_variants_run_in_turns_after_their_results_were_compared() -> None:
    order: list[str] = []
    slow = Variant("peer", work(order, "peer"), repeats=2)
    measure(a_benchmark(Variant("ours", work(order, "ours")), slow))
    assert order == ["ours", "peer"] * 3 + ["ours"]


def test_the_median_counts_and_a_part_is_scaled_to_the_whole() -> None:
    ours = Variant("ours", lambda: 7, clock=ticking(3, 9, 4))
    peer = Variant("peer", lambda: 7, clock=ticking(1, 1, 5), scale=10)
    outcome = measure(a_benchmark(ours, peer))
    assert [timing.median_s for timing in outcome.timings] == [4, 10]
    assert [(goal.value, goal.passed) for goal in outcome.goals] == [(0.4, True), (400, False)]
    assert [goal.text for goal in outcome.goals] == ["ours / peer", "ours, per thing"]


def test_a_goal_that_cannot_be_told_is_left_out() -> None:
    goals = (Goal("ours / absent", 1, lambda runs: math.nan), cpu_ms("ours", 1e9))
    outcome = measure(Benchmark("P0", "nothing", "No work.", lambda: [Variant("ours", lambda: 7)], goals))
    assert [goal.text for goal in outcome.goals] == ["ours"]


def test_the_time_of_child_processes_can_be_counted() -> None:
    assert harness.child_cpu_s() >= 0
    assert harness.own_cpu_s() > 0
    assert harness.nothing_to_compare({"a": 1, "b": 2}) == ""


def test_a_group_that_is_measured_replaces_itself_and_keeps_the_others(tmp_path: Path) -> None:
    met = Reached("ours / peer", 0.5, 2, "x")
    short = Reached("ours", 70, 50, "ms")
    keep({"roads": [Outcome("P5", "cut", "Cuts.", goals=[met])], "log": []}, tmp_path)
    keep({"roads": [Outcome("P6", "query", "Asks.", goals=[met, short])]}, tmp_path)
    kept = json.loads((tmp_path / "RESULTS.json").read_text(encoding="utf-8"))
    assert list(kept) == ["log", "roads"]
    assert [benchmark["id"] for benchmark in kept["roads"]["benchmarks"]] == ["P6"]
    page = (tmp_path / "RESULTS.md").read_text(encoding="utf-8")
    assert "| ours / peer | 0.5 x | 2 x | pass |" in page
    assert "| ours | 70 ms | 50 ms | **short** |" in page
    assert "P5" not in page


def test_a_failed_comparison_stands_on_the_page(tmp_path: Path) -> None:
    keep({"roads": [Outcome("P5", "cut", "Cuts.", "b differs from a")]}, tmp_path)
    assert "**FAILED: b differs from a**" in (tmp_path / "RESULTS.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.000619, "0.000619"), (1.2345e-7, "0.0000001234"), (12.345, "12.3"), (25642.4, "25642")],
)
def test_figures_have_three_digits_and_no_exponent(value: float, text: str) -> None:
    assert figure(value).startswith(text[:9])
    assert "e" not in figure(value)


def test_groups_are_found_by_the_names_of_their_files_and_unknown_ones_refused(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert "roads" in program.groups()
    assert program.main(["rods"]) == 2
    assert "no group rods; there are " in capsys.readouterr().err


def test_a_run_keeps_its_results_and_fails_where_they_differ(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    kept: list[object] = []
    monkeypatch.setattr(program, "keep", kept.append)
    alike = a_benchmark(Variant("ours", lambda: 1), Variant("peer", lambda: 1, clock=ticking(1, 1, 1)))
    differing = a_benchmark(Variant("ours", lambda: 1), Variant("peer", lambda: 2))
    for found, code in ((alike, 0), (differing, 1)):
        monkeypatch.setattr(program, "benchmarks", lambda group, found=found: [found])
        assert program.main(["roads"]) == code
    assert len(kept) == 2
    assert "pass  ours / peer: " in capsys.readouterr().out


def test_every_benchmark_of_the_roads_has_goals_and_a_name_of_its_own() -> None:
    found = program.benchmarks("roads")
    assert [benchmark.id for benchmark in found] == ["P5", "P6", "P7-40", "P7-50", "P18"]
    assert all(benchmark.goals for benchmark in found)
