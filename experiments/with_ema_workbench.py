"""The model under the EMA Workbench: a lever (the town brigade), two uncertainties, then PRIM.

Run with ``python experiments/with_ema_workbench.py [SCENARIOS]``; 50 take about a minute. It needs the
workbench (``pip install "ema_workbench<3"`` on Python 3.11). Every experiment meets the same luck: seed and
replication are the same. `sanduan study run` does the same with a file, resumed after any end and on a
cluster.
"""

import sys
from typing import Any

DAYS = 10.0
PLANS = {"with the brigade": True, "without": False}


def _forces(brigade: bool) -> list[str]:
    return [f"forces.town_brigades={str(brigade).lower()}"]


def responses(
    calls: float = 1.0, answer: float = 5.0, brigade: bool = True, days: float = DAYS, rep: int = 0
) -> dict[str, float]:
    """Return figures of one run, as the workbench wants them: keyword arguments in, named outcomes out."""
    from sim import load, run, summary

    scenario = load(
        "hamlet", [f"demand.scale={calls:.9g}", f"dispatch.answer={answer:.9g}", *_forces(brigade)]
    )
    found = summary(run(scenario, rep=rep, days=days))
    return {
        "median_min": found["response"]["p50_s"] / 60,
        "late_share": 1 - found["response"]["share_15min"],
    }


def model() -> Any:
    """Return the model with its uncertainties, levers and outcomes."""
    from ema_workbench import BooleanParameter, Constant, Model, RealParameter, ScalarOutcome

    made = Model("sanduan", function=responses)
    made.uncertainties = [RealParameter("calls", 1, 10), RealParameter("answer", 5, 60)]
    made.levers = [BooleanParameter("brigade")]
    made.outcomes = [ScalarOutcome("median_min"), ScalarOutcome("late_share")]
    made.constants = [Constant("days", DAYS)]
    return made


def experiments(scenarios: int) -> tuple[Any, dict[str, Any]]:
    """Return the experiments and outcomes of Latin hypercube samples, each with both plans."""
    from ema_workbench import Policy, SequentialEvaluator

    policies = [Policy(name, brigade=there) for name, there in PLANS.items()]
    made = model()
    with SequentialEvaluator(made) as evaluator:
        found: tuple[Any, dict[str, Any]] = evaluator.perform_experiments(scenarios, policies)
    return found


def main(scenarios: int) -> None:
    """Print the mean of each outcome by plan, and where the slow half of the experiments lies."""
    from ema_workbench.analysis import prim

    table, outcomes = experiments(scenarios)
    for plan in PLANS:
        mine = (table["policy"] == plan).to_numpy()
        print(plan, {name: round(float(values[mine].mean()), 3) for name, values in outcomes.items()})
    slow = outcomes["median_min"] > sorted(outcomes["median_min"])[len(table) // 2]
    box = prim.Prim(table[["calls", "answer"]], slow, threshold=0.5).find_box()
    print(box.box_lims[-1])


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 50)
