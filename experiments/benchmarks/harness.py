"""How a benchmark is measured: side by side, in processor time, results before times, as ratios.

A file ``bench_<group>.py`` beside this one has a function ``benchmarks() -> list[Benchmark]``. Each prepares
its variants, which do the same work in different ways. They run once to compare their results; a benchmark
whose results differ fails and is not timed. Then they run in turns, so that whatever else the machine does
falls on all of them, and the median of the processor time counts.
"""

import gc
import math
import os
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median

Check = Callable[[Mapping[str, object]], str]
"""Compares the results by name of the variant; returns what differs, or an empty text."""


def own_cpu_s() -> float:
    """Return the processor time of this process."""
    return time.process_time()


def child_cpu_s() -> float:
    """Return the processor time of all child processes that have ended."""
    times = os.times()
    return times.children_user + times.children_system


@dataclass(frozen=True)
class Variant:
    """One way to do the work.

    Attributes
    ----------
    name
        What it is called in the table.
    run
        Does the work once and returns its result. It may be called any number of times.
    scale
        Share of the work that `run` leaves out: its time is multiplied by this.
    repeats
        How often to time it at most, for a slow peer.
    clock
        Seconds of processor time used so far.
    """

    name: str
    run: Callable[[], object]
    scale: float = 1.0
    repeats: int = 1_000
    clock: Callable[[], float] = own_cpu_s


@dataclass(frozen=True)
class Timing:
    """Processor times of one variant, in seconds, scaled to the whole work."""

    name: str
    cpu_s: tuple[float, ...]
    scale: float = 1.0

    @property
    def median_s(self) -> float:
        """The median, which counts."""
        return median(self.cpu_s)


@dataclass(frozen=True)
class Runs:
    """What was measured of one benchmark: timings and results by name of the variant."""

    timings: Mapping[str, Timing]
    results: Mapping[str, object]

    def ratio(self, ours: str, peer: str) -> float:
        """Return the median time of one variant as a multiple of another's."""
        return self.timings[ours].median_s / self.timings[peer].median_s


@dataclass(frozen=True)
class Goal:
    """A figure that must not be more than a limit.

    Attributes
    ----------
    text
        What the figure is.
    limit
        The most that passes.
    value
        Computes the figure from what was measured; NaN where that cannot be told.
    unit
        Unit of both; ``x`` for a ratio.
    """

    text: str
    limit: float
    value: Callable[[Runs], float]
    unit: str = "x"


def ratio(ours: str, peer: str, at_most: float) -> Goal:
    """Return the goal that one variant takes at most a multiple of the time of another."""
    return Goal(f"{ours} / {peer}", at_most, lambda runs: runs.ratio(ours, peer))


def cpu_ms(ours: str, at_most: float, per: float = 1.0, what: str = "") -> Goal:
    """Return the goal that a variant takes at most so many milliseconds, for each of `per` things."""
    text = f"{ours}, per {what}" if what else ours
    return Goal(text, at_most, lambda runs: runs.timings[ours].median_s * 1e3 / per, "ms")


def all_equal(results: Mapping[str, object]) -> str:
    """Compare every result with the first."""
    (first, expected), *others = results.items()
    different = [name for name, result in others if result != expected]
    return f"{', '.join(different)} differ from {first}" if different else ""


def nothing_to_compare(_: Mapping[str, object]) -> str:
    """Compare nothing: for variants that do work of different kinds, such as imports."""
    return ""


@dataclass(frozen=True)
class Benchmark:
    """Work that several variants do, and the goals for their times.

    Attributes
    ----------
    id
        As in the table of goals, for example ``P5``.
    name, workload
        What it is, and what exactly is done.
    prepare
        Makes the variants; not timed.
    goals
        What must be reached.
    check
        Compares the results.
    repeats
        How often each variant is timed.
    """

    id: str
    name: str
    workload: str
    prepare: Callable[[], Sequence[Variant]]
    goals: Sequence[Goal]
    check: Check = all_equal
    repeats: int = 5


@dataclass(frozen=True)
class Reached:
    """A goal and the figure that was measured."""

    text: str
    value: float
    limit: float
    unit: str

    @property
    def passed(self) -> bool:
        """Whether the figure is within the limit."""
        return self.value <= self.limit


@dataclass(frozen=True)
class Outcome:
    """A benchmark with what was measured; where results differ, nothing was timed."""

    id: str
    name: str
    workload: str
    difference: str = ""
    timings: Sequence[Timing] = field(default_factory=tuple)
    goals: Sequence[Reached] = field(default_factory=tuple)


def measure(benchmark: Benchmark) -> Outcome:
    """Run a benchmark: compare the results first, then time the variants in turns.

    A goal whose value is NaN was not measured, for want of a peer, and is left out.
    """
    variants = benchmark.prepare()
    results = {variant.name: variant.run() for variant in variants}
    difference = benchmark.check(results)
    if difference:
        return Outcome(benchmark.id, benchmark.name, benchmark.workload, difference)
    runs = Runs(_time_in_turns(variants, benchmark.repeats), results)
    reached = [Reached(goal.text, goal.value(runs), goal.limit, goal.unit) for goal in benchmark.goals]
    goals = [goal for goal in reached if not math.isnan(goal.value)]
    return Outcome(benchmark.id, benchmark.name, benchmark.workload, "", [*runs.timings.values()], goals)


def _time_in_turns(variants: Sequence[Variant], repeats: int) -> dict[str, Timing]:
    spent: dict[str, list[float]] = {variant.name: [] for variant in variants}
    for turn in range(repeats):
        for variant in variants:
            if turn < variant.repeats:
                spent[variant.name].append(_once(variant))
    return {
        variant.name: Timing(variant.name, tuple(spent[variant.name]), variant.scale) for variant in variants
    }


def _once(variant: Variant) -> float:
    gc.collect()
    began = variant.clock()
    variant.run()
    return (variant.clock() - began) * variant.scale
