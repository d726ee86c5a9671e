"""What are the town brigades of Fuling worth? Paired years with and without them, on the same luck.

Run with ``python experiments/town_brigades.py [REPLICATIONS]``; ten take about twenty seconds.
"""

import sys
from collections.abc import Callable
from math import sqrt
from statistics import mean, stdev
from typing import Any

FIGURES: dict[str, Callable[[dict[str, Any]], float]] = {
    "median response, min": lambda s: s["response"]["p50_s"] / 60,
    "90th percentile, min": lambda s: s["response"]["p90_s"] / 60,
    "reached within 10 min, %": lambda s: 100 * s["response"]["share_10min"],
    "reached within 15 min, %": lambda s: 100 * s["response"]["share_15min"],
    "people-time uncovered, %": lambda s: 100 * s["coverage"]["uncovered_share"],
}


def pairs(replications: int, days: float | None = None) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """Return the summaries of each replication, with and without the brigades."""
    from sim import load, run, summary

    plans = load("fuling"), load("fuling", ["forces.town_brigades=false"])
    return [
        (summary(run(plans[0], rep=rep, days=days)), summary(run(plans[1], rep=rep, days=days)))
        for rep in range(replications)
    ]


def compared(
    found: list[tuple[dict[str, Any], dict[str, Any]]],
) -> list[tuple[str, float, float, float, float]]:
    """Return figure, means with and without, mean difference, half-width of its 95 % interval (t)."""
    from scipy.stats import t

    rows = []
    for name, figure in FIGURES.items():
        with_them, without = zip(*((figure(a), figure(b)) for a, b in found), strict=True)
        gaps = [b - a for a, b in zip(with_them, without, strict=True)]
        half = float(t.ppf(0.975, len(gaps) - 1)) * stdev(gaps) / sqrt(len(gaps))
        rows.append((name, mean(with_them), mean(without), mean(gaps), half))
    return rows


def main(replications: int) -> None:
    """Print the comparison."""
    print(f"{'':26}{'with':>8}{'without':>9}{'difference':>12}")
    for name, a, b, gap, half in compared(pairs(replications)):
        print(f"{name:26}{a:8.2f}{b:9.2f}{gap:+12.2f} ± {half:.2f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10)
