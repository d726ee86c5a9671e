"""The year of the benchmarks: all who live through it by the same rules come to the same sums."""

import pytest

from experiments.benchmarks import __main__ as program
from experiments.benchmarks import year
from experiments.benchmarks.bench_startup import nothing_heavy
from experiments.benchmarks.queues import customers, queue_of_ours, queue_of_simpy, queue_on_a_heap
from experiments.benchmarks.year import Stopwatch, district, drawn, served, simulate
from experiments.benchmarks.year_peers import HeapYear, SimPyYear, Town
from sim.terms.units import DAY_MS

DAYS = 10


@pytest.mark.parametrize(("stations", "calls"), [(20, 4_000), (2, 20_000), (3, 40_000)])
def test_the_bare_heap_lives_through_a_year_as_the_model_does(stations: int, calls: int) -> None:
    """With few engines calls wait, and engines turn round on their way: the rules must agree there too."""
    scenario = district(300, stations, calls)
    ours = served(simulate(scenario, Stopwatch(), DAYS).entries())
    theirs = HeapYear(Town.of(scenario, drawn(scenario, DAYS)), DAYS * DAY_MS).run()
    assert theirs == ours
    assert ours.arrivals > 100


def test_idiomatic_simpy_lives_through_a_year_in_which_nobody_waits_as_the_model_does() -> None:
    scenario = district(300, 40, 4_000)
    town = Town.of(scenario, drawn(scenario, DAYS))
    theirs = SimPyYear(town, DAYS * DAY_MS).run()
    assert theirs == served(simulate(scenario, Stopwatch(), DAYS).entries())
    assert theirs == HeapYear(town, DAYS * DAY_MS).run()


def test_a_stopwatch_counts_only_what_happens_while_it_is_on() -> None:
    watch = Stopwatch()
    sum(range(100_000))
    assert watch.read() == 0
    with watch.on():
        sum(range(100_000))
    assert watch.read() > 0


def test_every_queue_has_the_same_wait() -> None:
    few = customers()[:5_000]
    waits = [queue(few) for queue in (queue_of_ours, queue_of_simpy, queue_on_a_heap)]
    assert waits[0] == waits[1] == waits[2] > 0


def test_a_run_alone_says_its_calls_time_and_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(year, "YEAR_DAYS", DAYS)
    small = district(300, 20, 4_000)
    monkeypatch.setattr(year, "district", lambda: small)
    found = year.alone(1)
    assert found.calls == len(drawn(small, DAYS))
    assert found.cpu_s > 0
    assert found.peak_mib > 10


def test_help_imports_nothing_heavy() -> None:
    assert nothing_heavy({}) == ""


@pytest.mark.parametrize(
    ("group", "ids"), [("year", ["P1", "P2", "P11", "P2-fuling"]), ("startup", ["P16", "P17"])]
)
def test_every_benchmark_has_goals_and_a_name_of_its_own(group: str, ids: list[str]) -> None:
    found = program.benchmarks(group)
    assert [benchmark.id for benchmark in found] == ids
    assert all(benchmark.goals for benchmark in found)
