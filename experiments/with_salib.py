"""The model under SALib: which of three assumptions of the hamlet moves the median response most.

Run with ``python experiments/with_salib.py [ROWS]``; 32 rows take about half a minute. It needs SALib
(``pip install SALib``). Every point meets the same luck, since seed and replication are the same.
`sanduan study run` does the same with a design ``saltelli``, resumed after any end and on a cluster.
"""

import sys
from collections.abc import Iterable, Sequence
from typing import Any

PROBLEM: dict[str, Any] = {
    "num_vars": 3,
    "names": ["demand.scale", "dispatch.answer", "roads.night_factor"],
    "bounds": [[2.0, 10.0], [5.0, 60.0], [0.6, 1.0]],
}


def response_min(values: Sequence[float], days: float = 20, rep: int = 0) -> float:
    """Return the median response of one run at a point, in minutes."""
    from sim import load, run, summary

    changes = [f"{path}={float(value):.9g}" for path, value in zip(PROBLEM["names"], values, strict=True)]
    found = summary(run(load("hamlet", changes), rep=rep, days=days))["response"]["p50_s"]
    return float(found) / 60


def indices(rows: int, days: float = 20) -> dict[str, Any]:
    """Return SALib's indices: ``S1``, ``ST`` and their intervals, one entry for each factor."""
    import numpy as np
    from SALib.analyze import sobol as analyze
    from SALib.sample import sobol as sample

    points = sample.sample(PROBLEM, rows, calc_second_order=False, seed=1)
    found = np.array([response_min(point, days) for point in points])
    result: dict[str, Any] = analyze.analyze(PROBLEM, found, calc_second_order=False, seed=1)
    return result


def told(result: dict[str, Any]) -> Iterable[str]:
    """Yield a line for each factor."""
    for i, name in enumerate(PROBLEM["names"]):
        first, total = (f"{result[key][i]:6.2f} ± {result[f'{key}_conf'][i]:.2f}" for key in ("S1", "ST"))
        yield f"{name:22}{first:>16}{total:>16}"


def main(rows: int) -> None:
    """Print first-order and total indices."""
    print(f"{'':22}{'first order':>16}{'total':>16}")
    for line in told(indices(rows)):
        print(line)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 32)
