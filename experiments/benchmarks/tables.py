"""What was measured, as text: ``RESULTS.json`` keeps it by group, ``RESULTS.md`` shows it."""

import json
import platform
from collections.abc import Iterable, Mapping, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from experiments.benchmarks.harness import Outcome, Timing

PACKAGES = ("simpy", "mesa", "numpy", "scipy", "networkx", "routingkit-cch", "msgspec", "pyarrow", "duckdb")
HERE = Path(__file__).parent
Plain = dict[str, Any]


def plain(outcome: Outcome) -> Plain:
    """Return an outcome as JSON."""
    return {
        "id": outcome.id,
        "name": outcome.name,
        "workload": outcome.workload,
        "difference": outcome.difference,
        "timings": [_timing(timing) for timing in outcome.timings],
        "goals": [
            {
                "text": goal.text,
                "value": goal.value,
                "limit": goal.limit,
                "unit": goal.unit,
                "passed": goal.passed,
            }
            for goal in outcome.goals
        ],
    }


def _timing(timing: Timing) -> Plain:
    return {
        "name": timing.name,
        "median_ms": timing.median_s * 1e3,
        "min_ms": min(timing.cpu_s) * 1e3,
        "max_ms": max(timing.cpu_s) * 1e3,
        "repeats": len(timing.cpu_s),
        "scale": timing.scale,
    }


def machine() -> Plain:
    """Return what the figures were measured with."""
    found = {"python": f"{platform.python_implementation()} {platform.python_version()}"}
    found["system"] = f"{platform.system()} {platform.machine()}"
    for package in PACKAGES:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            found[package] = "not installed"
    return found


def keep(groups: Mapping[str, Sequence[Outcome]], folder: Path = HERE) -> None:
    """Put the groups that were measured into the files of results; others stay as they are."""
    path = folder / "RESULTS.json"
    kept: Plain = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    for group, outcomes in groups.items():
        kept[group] = {"machine": machine(), "benchmarks": [plain(outcome) for outcome in outcomes]}
    kept = dict(sorted(kept.items()))
    path.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    (folder / "RESULTS.md").write_text(_page(kept), encoding="utf-8")


def _page(kept: Plain) -> str:
    return "\n".join(_page_lines(kept)) + "\n"


def _page_lines(kept: Plain) -> Iterable[str]:
    yield "# Benchmarks"
    yield ""
    yield "Processor time, median of interleaved repeats; results were compared before times. Use the ratios."
    yield "Made by `python -m experiments.benchmarks`; the goals are at most the figures that stand here."
    for group, found in kept.items():
        yield f"\n## {group}\n"
        yield ", ".join(f"{name} {number}" for name, number in found["machine"].items())
        for benchmark in found["benchmarks"]:
            yield from _benchmark_lines(benchmark)


def _benchmark_lines(benchmark: Plain) -> Iterable[str]:
    yield f"\n### {benchmark['id']} {benchmark['name']}\n"
    yield f"{benchmark['workload']}\n"
    if benchmark["difference"]:
        yield f"**FAILED: {benchmark['difference']}**"
        return
    yield "| variant | median ms | lowest to highest | repeats |"
    yield "|---|---|---|---|"
    for timing in benchmark["timings"]:
        part = "" if timing["scale"] == 1 else f" (a part, times {timing['scale']:g})"
        spread = f"{figure(timing['min_ms'])} to {figure(timing['max_ms'])}"
        yield f"| {timing['name']}{part} | {figure(timing['median_ms'])} | {spread} | {timing['repeats']} |"
    yield "\n| goal | measured | at most | |"
    yield "|---|---|---|---|"
    for goal in benchmark["goals"]:
        unit, said = goal["unit"], "pass" if goal["passed"] else "**short**"
        yield f"| {goal['text']} | {figure(goal['value'])} {unit} | {figure(goal['limit'])} {unit} | {said} |"


def figure(value: float) -> str:
    """Return a number with three significant digits, without an exponent.

    Examples
    --------
    >>> figure(0.00123456), figure(12.3456), figure(41234.5), figure(0.0)
    ('0.00123', '12.3', '41234', '0')
    """
    if abs(value) >= 100:
        return f"{value:.0f}"
    digits = f"{value:.3g}"
    return digits if "e" not in digits else f"{value:.10f}".rstrip("0").rstrip(".")


def screen(outcome: Outcome) -> str:
    """Return an outcome as lines for a terminal."""
    lines = [f"{outcome.id} {outcome.name}"]
    if outcome.difference:
        return "\n".join([*lines, f"  FAILED: {outcome.difference}"])
    lines += [f"  {timing.name:<44}{figure(timing.median_s * 1e3):>12} ms" for timing in outcome.timings]
    for goal in outcome.goals:
        said = "pass" if goal.passed else "SHORT"
        lines.append(
            f"  {said}  {goal.text}: {figure(goal.value)} of at most {figure(goal.limit)} {goal.unit}"
        )
    return "\n".join(lines)
