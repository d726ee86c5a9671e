"""P1, P2, P11 and the Fuling year: a queue, a year of a district, ten years, a year of Fuling."""

import json
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import cache, partial
from typing import cast

from experiments.benchmarks.harness import (
    Benchmark,
    Goal,
    Runs,
    Variant,
    child_cpu_s,
    nothing_to_compare,
    ratio,
)
from experiments.benchmarks.queues import customers, queue_of_ours, queue_of_simpy, queue_on_a_heap
from experiments.benchmarks.year import (
    CALLS,
    YEAR_DAYS,
    Alone,
    Served,
    Stopwatch,
    district,
    drawn,
    folded,
    served,
    simulate,
    watched,
)
from experiments.benchmarks.year_peers import HeapYear, SimPyYear, Town
from sim.metric.fold import Fold
from sim.record.facts import IncidentBegan
from sim.record.rows import Sink
from sim.run import run
from sim.scenario.load import load
from sim.scenario.model import Scenario
from sim.terms.units import DAY_MS

# P1: a queue with ten servers


def queues() -> list[Variant]:
    """Return ways to serve a queue."""
    pairs = customers()
    return [
        Variant("pool", lambda: queue_of_ours(pairs)),
        Variant("bare heap", lambda: queue_on_a_heap(pairs)),
        Variant("SimPy Resource", lambda: queue_of_simpy(pairs)),
    ]


# P2: a year of a district

Sinks = Callable[[Scenario], Sequence[Sink]]


def our_year(sinks: Sinks, watch: Stopwatch) -> Served:
    """Live through a year in our model."""
    return served(simulate(district(), watch, sinks=sinks(district())).entries())


def their_year(peer: type[HeapYear] | type[SimPyYear], watch: Stopwatch) -> Served:
    """Live through a year in a peer."""
    year = peer(town(), YEAR_DAYS * DAY_MS)
    with watch.on():
        return year.run()


@cache
def town() -> Town:
    """Return what peers know beforehand."""
    return Town.of(district(), drawn(district()))


def years() -> list[Variant]:
    """Return ways to live through a year."""
    return [
        watched_variant("model, log, monitor", partial(our_year, watched)),
        watched_variant("model, log", partial(our_year, lambda _: ())),
        watched_variant("model, log, monitor, fold", partial(our_year, folded)),
        watched_variant("bare heap", partial(their_year, HeapYear)),
        watched_variant("idiomatic SimPy", partial(their_year, SimPyYear)),
    ]


def watched_variant(name: str, way: Callable[[Stopwatch], object]) -> Variant:
    """Return a variant of which only a part counts."""
    watch = Stopwatch()
    return Variant(name, partial(way, watch), clock=watch.read)


# P11: ten years


def long_runs() -> list[Variant]:
    """Return a year and ten, each in a process of its own, with the log streamed to a file."""
    return [
        watched_variant("one year", partial(in_a_process, 1)),
        watched_variant("ten years", partial(in_a_process, 10)),
    ]


def in_a_process(years: int, watch: Stopwatch) -> Alone:
    """Run our model alone; the watch counts what that process says it took."""
    command = [sys.executable, "-m", "experiments.benchmarks.year", str(years)]
    found = Alone(*json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout))
    watch.spent_s += found.cpu_s
    return found


def ten_times_the_calls(results: Mapping[str, object]) -> str:
    """Look whether ten years have ten times the calls of one, within four standard errors."""
    one, ten = results["one year"], results["ten years"]
    assert isinstance(one, Alone)
    assert isinstance(ten, Alone)
    far = abs(ten.calls - 10 * CALLS) > 4 * (10 * CALLS) ** 0.5 or abs(one.calls - CALLS) > 4 * CALLS**0.5
    return f"{one.calls} calls in one year, {ten.calls} in ten" if far else ""


def peak(runs: Runs) -> float:
    """Return the most memory of ten years as a multiple of that of one."""
    one, ten = (cast(Alone, runs.results[name]) for name in ("one year", "ten years"))
    return ten.peak_mib / one.peak_mib


def per_call(runs: Runs) -> float:
    """Return the time for each call of ten years as a multiple of that of one."""
    one, ten = (cast(Alone, runs.results[name]) for name in ("one year", "ten years"))
    return runs.ratio("ten years", "one year") * one.calls / ten.calls


# A year of the shipped district, as it is and with 15,000 calls


AS_IT_IS, FULLER = "Fuling, a year", "Fuling, 15 000 calls"


def live(scenario: Scenario) -> int:
    """Run a year with log, monitor and fold; return the number of calls."""
    log = run(scenario, days=YEAR_DAYS, sinks=(Fold(scenario),))
    return sum(type(fact) is IncidentBegan for *_, fact in log.entries())


def fuling_years() -> list[Variant]:
    """Return both years; an import of Mesa is the yardstick."""
    command = [sys.executable, "-c", "import mesa"]
    as_it_is = load("fuling")
    fuller = load("fuling", [f"demand.scale={CALLS / live(as_it_is)}"])
    return [
        Variant(AS_IT_IS, partial(live, as_it_is)),
        Variant(FULLER, partial(live, fuller)),
        Variant("import mesa", partial(subprocess.run, command, check=True), clock=child_cpu_s),
    ]


def per_call_of_fuling(runs: Runs) -> float:
    """Return the time for each call at 15,000 calls as a multiple of that of the year as it is."""
    few, many = (cast(int, runs.results[name]) for name in (AS_IT_IS, FULLER))
    return runs.ratio(FULLER, AS_IT_IS) * few / many


def benchmarks() -> list[Benchmark]:
    """Return P1, P2, P11 and the Fuling year."""
    return [
        Benchmark(
            "P1",
            "queue",
            "M/M/10 at 80 % load, 100,000 customers; the mean wait is compared. Ours: a process for each.",
            queues,
            [ratio("pool", "SimPy Resource", 0.6), ratio("pool", "bare heap", 8)],
        ),
        Benchmark(
            "P2",
            "year",
            "Workload Y: 20,000 road nodes, 120 engines, 15,000 incidents; arrivals, ends and the sums of "
            "their times are compared. Ours draws the calls, carries every message and logs it, about 31 "
            "entries a call; peers read the calls from a list, keep four rows for each engine sent and have "
            "no messages.",
            years,
            [
                ratio("model, log, monitor", "bare heap", 5),
                ratio("model, log, monitor", "idiomatic SimPy", 0.35),
            ],
        ),
        Benchmark(
            "P11",
            "long run",
            "Workload Y for one year and for ten, each in a process of its own, log streamed and not kept.",
            long_runs,
            [
                Goal("time for each call, ten years / one", 1.15, per_call),
                Goal("peak memory, ten years / one", 1.5, peak),
            ],
            ten_times_the_calls,
            repeats=3,
        ),
        Benchmark(
            "P2-fuling",
            "Fuling year",
            "The shipped district for a year by its own policy, with log, monitor and fold.",
            fuling_years,
            [
                ratio(AS_IT_IS, "import mesa", 1),
                Goal("time for each call, 15 000 / as it is", 1.2, per_call_of_fuling),
            ],
            nothing_to_compare,
        ),
    ]
