"""Do base stations and mains come back as fast as they did? 通信与电力恢复：与公布数据对照.

Run with ``python experiments/restoration.py [STORMS [DEPTH_MM]]``: storms over seven days, in which nothing
but crews, access, fuel and fibre brings anything back; no rate of recovery is fed in. For each storm the
share of what failed that works again for good is followed over the hours since each failed itself: published
events fail within hours of their onset, these storms over days. Bands are the 10th to 90th percentile over
the storms. Twenty storms of 480 mm take some five minutes. Written beside this file, as
``figures/restoration.zh.png`` and ``.en.png``; the tables that it prints stand in ``restoration.md``.
"""

import math
import sys
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from statistics import quantiles
from typing import TYPE_CHECKING, Final, NamedTuple

from sim.metric.power import MAINS
from sim.record.facts import Fact, SiteChanged
from sim.record.power_facts import LoadChanged
from sim.record.rows import Cause
from sim.report.figures import new_figure
from sim.report.fonts import look
from sim.report.words import Both, Lang
from sim.run import run
from sim.scenario.load import load
from sim.scenario.loads import load_people
from sim.terms.units import HOUR_MS

if TYPE_CHECKING:
    from matplotlib.axes import Axes

FIGURES: Final = Path(__file__).parent / "figures"
SEED: Final = 1
DAYS: Final = 7
HOURS: Final = range(0, 145, 3)
SITES, HOMES = "sites", "homes"
_BACK: Final = Both("恢复占比", "Share that works again")
PUBLIC: Final = "telecom"
"""What a log calls the network of base stations."""


class Point(NamedTuple):
    """A published figure: so much of what had failed worked again so many hours after the onset."""

    event: Both
    hours: float
    share: float
    source: str


STORMS_SITES: Final = (
    Point(Both("河南2021", "Henan 2021"), 43.0, 0.537, "1,369 of 2,550 tower sites, 2021-07-22 11:00"),
    Point(Both("彝良2025", "Yiliang 2025"), 15.0, 0.500, "China Mobile, 10 of 20, 2025-07-22 17:00"),
)
MAINS_SITES: Final = (
    Point(Both("积石山2023", "Jishishan 2023"), 14.0, 0.889, "279 of 314, 2023-12-19 14:00, all by power"),
    Point(Both("长宁2019", "Changning 2019"), 9.6, 0.293, "39 of 133, 2019-06-18 08:30, all by power"),
)
STORMS_HOMES: Final = (
    Point(Both("镇巴2023", "Zhenba 2023"), 31.0, 0.895, "42,500 of 47,486 households, 2023-07-05 07:00"),
    Point(Both("河南2021", "Henan 2021"), 75.0, 0.771, "2.89 of 3.74 million customers, 2021-07-23 19:00"),
)


class Target(NamedTuple):
    """A range that published recoveries span, in hours from the onset until a share works again."""

    what: str
    share: float
    low_h: float
    high_h: float
    source: str


STORM_TARGETS: Final = (
    Target(SITES, 0.5, 29, 46, "storms with tau 42 to 67 h: Henan 2021, Fangshan 2023, Luding 2022"),
    Target(SITES, 0.9, 97, 154, "the same"),
    Target(HOMES, 1 - math.exp(-1), 14, 14, "Zhenba 2023, Daba mountains: tau 14 h"),
)
POWER_TARGETS: Final = (
    Target(
        SITES, 1 - math.exp(-1), 6, 28, "outages by power alone: Jishishan 2023, Yiliang 2025, Changning 2019"
    ),
)


class Recovery:
    """What failed in a run and when it worked again for good; a sink of a log.

    Attributes
    ----------
    weights
        What each thing that ever failed counts, by what it is and its number.
    back_ms
        When it worked again for good; absent where it does not.
    out_ms
        When it failed first.
    """

    def __init__(self, people: Sequence[int]) -> None:
        self._people = people
        self.weights: dict[str, dict[int, int]] = {SITES: {}, HOMES: {}}
        self.back_ms: dict[str, dict[int, int]] = {SITES: {}, HOMES: {}}
        self.out_ms: dict[str, dict[int, int]] = {SITES: {}, HOMES: {}}

    def __call__(
        self, first_seq: int, times: Sequence[int], causes: Sequence[Cause], facts: Sequence[Fact]
    ) -> None:
        """Take in a batch of entries."""
        for t, fact in zip(times, facts, strict=True):
            if type(fact) is SiteChanged and fact.network == PUBLIC:
                self._turn(SITES, fact.site, 1, fact.up, t)
            elif type(fact) is LoadChanged and self._people[fact.load]:
                self._turn(HOMES, fact.load, self._people[fact.load], fact.source == MAINS, t)

    def _turn(self, what: str, row: int, weight: int, up: bool, t: int) -> None:
        if not up:
            self.out_ms[what].setdefault(row, t)
            self.weights[what][row] = weight
            self.back_ms[what].pop(row, None)
        elif row in self.weights[what]:
            self.back_ms[what][row] = t

    def shares(self, what: str) -> list[float]:
        """Return the share that works again for good at each of `HOURS` after it failed."""
        whole, done = sum(self.weights[what].values()), self._done(what)
        times = [hours for hours, _ in done]
        return [sum(weight for _, weight in done[: bisect_right(times, hour)]) / whole for hour in HOURS]

    def until_h(self, what: str, share: float) -> float:
        """Return the hours within which a share works again for good; infinite where it never does."""
        whole, have = sum(self.weights[what].values()), 0
        for hours, weight in self._done(what):
            have += weight
            if have >= share * whole:
                return hours
        return math.inf

    def _done(self, what: str) -> list[tuple[float, int]]:
        """Return the hours from failure to recovery, with weights, the shortest first."""
        out, weights = self.out_ms[what], self.weights[what]
        return sorted(((t - out[row]) / HOUR_MS, weights[row]) for row, t in self.back_ms[what].items())


def recovery(depth_mm: float, job: tuple[str, int]) -> Recovery:
    """Run one storm for a week, and follow what comes back."""
    name, rep = job
    scenario = load(name, [f"hazards.rainstorms.storm.depth={depth_mm}"])
    found = Recovery(load_people(scenario))
    run(scenario, seed=SEED, rep=rep, days=DAYS, keep=False, sinks=(found,))
    return found


def band(values: Sequence[float]) -> tuple[float, float, float]:
    """Return the 10th, 50th and 90th percentile; infinite values count as the largest."""
    finite = [min(value, 1e9) for value in values]
    parts = quantiles(finite, n=10, method="inclusive")
    low, middle, high = (math.inf if part > 1e6 else part for part in (parts[0], parts[4], parts[8]))
    return low, middle, high


def verdict(target: Target, low: float, high: float) -> Both:
    """Say how a band stands to the range of a target."""
    if low <= target.low_h and target.high_h <= high:
        return Both("包含", "contains it")
    if low <= target.high_h and target.low_h <= high:
        return Both("部分重叠", "overlaps it")
    return Both("偏快", "is faster") if high < target.low_h else Both("偏慢", "is slower")


def table(found: Sequence[Recovery], targets: Sequence[Target]) -> Iterator[str]:
    """Yield a line of a table for each target: the share, the published range, the band, the verdict."""
    for target in targets:
        runs = [each for each in found if each.weights[target.what]]
        low, middle, high = band([each.until_h(target.what, target.share) for each in runs])
        said = verdict(target, low, high)
        published = f"{target.low_h:g}" + (f" to {target.high_h:g}" if target.high_h > target.low_h else "")
        yield (
            f"| {target.what} {target.share:.0%} | {published} "
            f"| {low:.0f} to {high:.0f} (median {middle:.0f}) | {said.en} {said.zh} "
            f"| {len(runs)} storms; {target.source} |"
        )


def points(found: Sequence[Recovery], what: str, published: Sequence[Point]) -> Iterator[str]:
    """Yield a line for each published point: the band of the share at that hour."""
    for point in published:
        hour = min(range(len(HOURS)), key=lambda i: abs(HOURS[i] - point.hours))
        low, middle, high = band([each.shares(what)[hour] for each in found if each.weights[what]])
        inside = "inside 在内" if low <= point.share <= high else "outside 在外"
        yield (
            f"| {point.event.en} {point.event.zh}, {what} | {point.share:.1%} at {point.hours:g} h "
            f"| {low:.0%} to {high:.0%} (median {middle:.0%}) | {inside} | {point.source} |"
        )


def _panel(ax: "Axes", found: Sequence[Recovery], what: str, title: str, lang: Lang) -> None:
    bands = [band(column) for column in zip(*(e.shares(what) for e in found if e.weights[what]), strict=True)]
    low, middle, high = zip(*bands, strict=True)
    ax.fill_between(HOURS, low, high, color="#0072B2", alpha=0.2, linewidth=0)
    ax.plot(HOURS, middle, color="#0072B2", linewidth=1.8)
    ax.set_title(title, loc="left", fontsize=9)
    ax.set_ylim(0, 1.08)
    ax.set_ylabel(_BACK.of(lang), fontsize=8)
    ax.set_xlim(0, HOURS[-1])
    ax.yaxis.set_major_formatter(lambda share, _: f"{share:.0%}")
    ax.grid(color="#DDDDDD", linewidth=0.5)


def _mark(ax: "Axes", published: Sequence[Point], lang: Lang) -> None:
    for point in published:
        ax.plot([point.hours], [point.share], "D", color="#C1121F", markersize=5)
        right, high = point.hours < HOURS[-1] / 2, point.share > 0.8
        ax.annotate(
            f"{point.event.of(lang)}",
            (point.hours, point.share),
            xytext=(8 if right else -8, 8 if high else -11),
            textcoords="offset points",
            ha="left" if right else "right",
            fontsize=8,
            color="#C1121F",
        )


def draw(storms: Sequence[Recovery], power: Sequence[Recovery], depth_mm: float) -> None:
    """Draw the bands of recovery with the published points, in both languages."""
    panels = (
        (storms, SITES, STORMS_SITES, Both("基站，三断暴雨", "Base stations, storm with all three cuts")),
        (power, SITES, MAINS_SITES, Both("基站，仅断电", "Base stations, power cut alone")),
        (
            storms,
            HOMES,
            STORMS_HOMES,
            Both("住户市电，三断暴雨", "Mains at homes, storm with all three cuts"),
        ),
    )
    note = Both(
        f"曲线：{len(storms)} 场 {depth_mm:g} mm 暴雨的中位数，色带 10%—90%；菱形：公布数据",
        f"line: median of {len(storms)} storms of {depth_mm:g} mm, band 10 to 90 %; diamonds: published",
    )
    across = Both("失效后小时", "Hours since the failure")
    FIGURES.mkdir(exist_ok=True)
    with look():
        for lang in Lang:
            figure = new_figure(8.4)
            axes = figure.subplots(3, 1, sharex=True)
            for ax, (found, what, published, title) in zip(axes, panels, strict=True):
                _panel(ax, found, what, title.of(lang), lang)
                _mark(ax, published, lang)
            axes[-1].set_xlabel(across.of(lang))
            figure.text(0.995, 0.004, note.of(lang), ha="right", va="bottom", fontsize=7)
            figure.savefig(FIGURES / f"restoration.{lang.value}.png", dpi=120)


def main(storms: int, depth_mm: float, workers: int | None = None) -> None:
    """Run the storms, print both tables, and draw the figure in both languages."""
    jobs = [(name, rep) for name in ("three-cuts-all", "three-cuts-power") for rep in range(storms)]
    with ProcessPoolExecutor(workers) as pool:
        found = list(pool.map(partial(recovery, depth_mm), jobs))
    whole, power = found[:storms], found[storms:]
    print("| share back 恢复 | published 公布, h | 10 to 90 % of the storms, h | the band 判定 | |")
    print("|---|---|---|---|---|")
    for line in (*table(whole, STORM_TARGETS), *table(power, POWER_TARGETS)):
        print(line)
    print("\n| published 公布 | share back 恢复 | 10 to 90 % of the storms | | source 来源 |")
    print("|---|---|---|---|---|")
    for line in (
        *points(whole, SITES, STORMS_SITES),
        *points(power, SITES, MAINS_SITES),
        *points(whole, HOMES, STORMS_HOMES),
    ):
        print(line)
    draw(whole, power, depth_mm)


if __name__ == "__main__":
    given = sys.argv[1:]
    main(
        int(given[0]) if given else 20,
        float(given[1]) if len(given) > 1 else 480.0,
        int(given[2]) if len(given) > 2 else None,
    )
