"""P21: what it costs that messages travel by bearers, for a year of Fuling and for its storm."""

from collections.abc import Mapping
from functools import partial
from typing import NamedTuple, cast

from experiments.benchmarks.bench_year import watched_variant
from experiments.benchmarks.harness import Benchmark, Goal, Runs, Variant, ratio
from experiments.benchmarks.year import YEAR_DAYS, Stopwatch
from sim.metric.fold import Fold
from sim.record.facts import IncidentBegan, MessageSent
from sim.run import run
from sim.scenario.load import load
from sim.scenario.model import Scenario

IDEAL, BEARERS = "ideal", "bearers"


class Told(NamedTuple):
    """What a run came to: its incidents with their times, and how many messages were sent."""

    incidents: tuple[tuple[int, IncidentBegan], ...]
    messages: int


def live(scenario: Scenario, days: float | None, watch: Stopwatch) -> Told:
    """Run a scenario with log, monitor and fold; only that counts."""
    with watch.on():
        log = run(scenario, days=days, sinks=(Fold(scenario),))
    entries = list(log.entries())
    began = tuple((t, fact) for _, t, _, fact in entries if type(fact) is IncidentBegan)
    return Told(began, sum(type(fact) is MessageSent for *_, fact in entries))


def both(name: str, days: float | None) -> list[Variant]:
    """Return a scenario with ideal communications and with bearers."""
    return [
        watched_variant(kind, partial(live, load(name, [f"comms={kind}"]), days)) for kind in (IDEAL, BEARERS)
    ]


def same_incidents(results: Mapping[str, object]) -> str:
    """Look whether both met the same incidents, and whether there were any."""
    ideal, bearers = results[IDEAL], results[BEARERS]
    assert isinstance(ideal, Told)
    assert isinstance(bearers, Told)
    if not ideal.incidents:
        return "nothing happened"
    return "" if ideal.incidents == bearers.incidents else "the incidents differ"


def more_messages(runs: Runs) -> float:
    """Return how many times as many messages were sent with bearers."""
    ideal, bearers = (cast(Told, runs.results[name]) for name in (IDEAL, BEARERS))
    return bearers.messages / ideal.messages


def benchmarks() -> list[Benchmark]:
    """Return P21 for the year and for the storm."""
    return [
        Benchmark(
            "P21",
            "radio, a year",
            "The shipped district for a year in which nothing fails, each message by its plan of means, with "
            "log, monitor and fold; the incidents are compared.",
            partial(both, "fuling", YEAR_DAYS),
            [ratio(BEARERS, IDEAL, 2)],
            same_incidents,
        ),
        Benchmark(
            "P21-storm",
            "radio, the storm",
            "fuling-storm, 72 h: with bearers 27 townships report every hour, teams are sent, batteries and "
            "sites die; ideal communications know none of that, so the ratio is of another work.",
            partial(both, "fuling-storm", None),
            [Goal("messages, bearers / ideal", 10, more_messages), ratio(BEARERS, IDEAL, 10)],
            same_incidents,
            repeats=9,
        ),
    ]
