"""From cut to recovery: shares of the people with a road, mains and word, in all eight variants.

Run with ``python experiments/three_cuts.py [STORMS [DEPTH_MM]]``: every variant meets the same storms, those
of the study of the same name; the figure shows means over them, and bands from the worst storm to the best
at each time. Six storms of 480 mm take some five minutes of one core. Written beside this file, as
``figures/three_cuts.service.zh.png`` and ``.en.png``.
"""

import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from statistics import fmean

from sim.metric.fold import Fold
from sim.metric.service import Level
from sim.report.fonts import look
from sim.report.service import Curve, side_by_side
from sim.report.words import Both, Lang
from sim.run import run
from sim.scenario.load import load
from sim.terms.units import HOUR_MS, MINUTE_MS

FIGURES = Path(__file__).parent / "figures"
SEED = 1
STEP_MS = 15 * MINUTE_MS
VARIANTS = {
    "three-cuts-none": Both("无中断", "none"),
    "three-cuts-road": Both("断路", "roads"),
    "three-cuts-comms": Both("断网", "networks"),
    "three-cuts-power": Both("断电", "power"),
    "three-cuts-road-comms": Both("断路、断网", "roads, networks"),
    "three-cuts-road-power": Both("断路、断电", "roads, power"),
    "three-cuts-comms-power": Both("断网、断电", "networks, power"),
    "three-cuts-all": Both("三断", "all three"),
}


def levels(depth_mm: float, job: tuple[str, int]) -> list[Level]:
    """Return the levels of service of one variant in one storm."""
    name, rep = job
    scenario = load(name, [f"hazards.rainstorms.storm.depth={depth_mm}"])
    fold = Fold(scenario)
    run(scenario, seed=SEED, rep=rep, keep=False, sinks=(fold,))
    return fold.service.levels


def over(runs: Sequence[Sequence[Level]], one_of: Callable[[Sequence[float]], float] = fmean) -> list[Level]:
    """Return the mean levels of several runs, or another figure of them, a quarter of an hour apart."""
    end_ms = min(each[-1].t_ms for each in runs)
    found = []
    for t_ms in range(0, end_ms + 1, STEP_MS):
        now = [max((level for level in each if level.t_ms <= t_ms), key=lambda at: at.t_ms) for each in runs]
        shares = (one_of(part) for part in list(zip(*now, strict=True))[1:])
        found.append(Level(t_ms, *shares))
    return found


def main(storms: int, depth_mm: float) -> None:
    """Run all variants in all storms, print what was lost, and draw the figure in both languages."""
    jobs = [(name, rep) for name in VARIANTS for rep in range(storms)]
    with ProcessPoolExecutor() as pool:
        found = dict(zip(jobs, pool.map(partial(levels, depth_mm), jobs), strict=True))
    curves = []
    for name, title in VARIANTS.items():
        runs = [found[name, rep] for rep in range(storms)]
        mean = over(runs)
        curves.append(Curve(title, mean, over(runs, min), over(runs, max)))
        lowest = Level(*(min(part) for part in zip(*mean, strict=True)))
        hours = (
            sum(1 - getattr(level, part) for level in mean) * STEP_MS / HOUR_MS for part in Level._fields[1:]
        )
        lost = ", ".join(f"{part:.2f} h" for part in hours)
        print(f"{title.en}: least {lowest.road:.3f} {lowest.power:.3f} {lowest.word:.3f}; lost {lost}")
    note = Both(
        f"{storms} 场暴雨（{depth_mm:g} mm，种子 {SEED}）：线为均值，色带为各时刻最差至最好的一场",
        f"{storms} storms of {depth_mm:g} mm, seed {SEED}: lines are means, bands reach from the worst storm "
        "to the best at each time",
    )
    FIGURES.mkdir(exist_ok=True)
    with look():
        for lang in Lang:
            side_by_side(curves, note, lang).savefig(
                FIGURES / f"three_cuts.service.{lang.value}.png", dpi=120
            )


if __name__ == "__main__":
    given = sys.argv[1:]
    main(int(given[0]) if given else 6, float(given[1]) if len(given) > 1 else 480.0)
