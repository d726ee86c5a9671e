"""Scenarios that are the queues of textbooks, and runs read as visits to a queue. Time is in minutes."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush, heapreplace
from math import exp, fsum, log, sqrt
from statistics import fmean, linear_regression, stdev
from typing import Any, NamedTuple

from worlds import kind, line, scenario

from sim.record.facts import (
    CallAnswered,
    CallEnded,
    CallTaken,
    Dispatch,
    Fact,
    IncidentBegan,
    MessageSent,
    UnitChanged,
)
from sim.run import run
from sim.scenario.model import Scenario
from sim.terms.enums import CallStage, UnitStatus
from sim.terms.units import DAY_MS, MINUTE_MS
from sim.world import PolicyChoice

YEAR_MIN = 365 * 24 * 60
MONTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
PEOPLE = 1_000_000
BATCHES = 20
WARM_UP = 0.05
TIRELESS = {"work_before_rest": 10000, "rest": 0, "operational_period": 1000, "shift": 1000}
ENDED = frozenset({CallStage.CLOSED.value, CallStage.HANDED_OVER.value})
AT_ONCE = {"work_law": "fixed", "work_median": 0}


def work(cv2: float) -> dict[str, Any]:
    """Work of mean one minute with a squared coefficient of variation: fixed, exponential or lognormal."""
    if cv2 in (0, 1):
        return {"work_law": "exponential" if cv2 else "fixed", "work_median": 1}
    sigma = sqrt(log(1 + cv2))
    return {"work_law": "lognormal", "work_sigma": sigma, "work_median": exp(-(sigma**2) / 2)}


def spot(
    rates: Sequence[float],
    units: Sequence[float],
    kinds: Sequence[tuple[float, dict[str, Any]]],
    **dispatch: Any,
) -> Scenario:
    """Build one spot where nothing takes time but calls and work.

    Parameters
    ----------
    rates
        Calls in a minute, by village.
    units
        Speed of work, by unit.
    kinds
        Kinds of call, each with its share of all calls.
    dispatch
        What the dispatch centre does neither at once nor without limit.
    """
    data = line(nodes=2, stations={0: len(units)})
    spread = fsum(rates)
    town, engine = data["villages"][0], data["unit_types"]["engine"]
    data["villages"] = [
        {**town, "id": f"V{place:02d}", "population": round(PEOPLE * rate / spread)}
        for place, rate in enumerate(rates)
    ]
    data["units"] = [
        {**row, "id": f"U{number:02d}", "type": f"type{number}"} for number, row in enumerate(data["units"])
    ]
    data["unit_types"] = {
        f"type{number}": {**engine, "work_rate": speed, "fuel_rate": 0, "refill": 0, "refuel": 0}
        for number, speed in enumerate(units)
    }
    per_1000 = 1000 / PEOPLE * YEAR_MIN * spread / 100
    data["demand"] = {
        "month_weights": MONTHS,
        "scale": 100,
        "kinds": {
            f"kind{number}": kind(per_1000=per_1000 * share, **law)
            for number, (share, law) in enumerate(kinds)
        },
    }
    data["dispatch"] = {
        "answer": 0,
        "process_median": 0,
        "process_law": "fixed",
        "call_takers": 100,
        **dispatch,
    }
    data["forces"] = {**TIRELESS, "turnout": {"national": {"day": 0, "night": 0, "sigma": 0}}}
    return scenario(data)


@dataclass(slots=True)
class Visit:
    """One call, in minutes since the start; None is what did not happen.

    Attributes
    ----------
    ready
        Units that stood ready when the first was ordered to go.
    """

    kind: int
    place: int
    began: float
    work: float
    process: float
    answered: float | None = None
    taken: float | None = None
    ordered: float | None = None
    unit: int | None = None
    ready: int = 0
    en_route: float | None = None
    arrived: float | None = None
    stage: str = ""
    ended: float = 0.0


class Visits:
    """A run, read as visits; a sink of the log.

    Attributes
    ----------
    busy
        Minutes between an order to go and the return, by unit.
    """

    def __init__(self, units: int) -> None:
        self._units = units
        self._by_call: dict[int, Visit] = {}
        self._out: dict[int, float] = {}
        self.busy: Counter[int] = Counter()

    def __call__(
        self, first: int, times: Sequence[int], causes: Sequence[int | None], facts: Sequence[Fact]
    ) -> None:
        """Read a batch of the log."""
        for t_ms, fact in zip(times, facts, strict=True):
            read = _READ.get(type(fact))
            if read is not None:
                read(self, t_ms / MINUTE_MS, fact)

    @property
    def all(self) -> list[Visit]:
        """All calls, in the order of their beginning."""
        return list(self._by_call.values())

    @property
    def calls(self) -> list[Visit]:
        """All calls that ended, in the order of their beginning."""
        return [visit for visit in self._by_call.values() if visit.stage in ENDED]

    def _began(self, t: float, fact: IncidentBegan) -> None:
        work, process = fact.work_ms / MINUTE_MS, fact.process_ms / MINUTE_MS
        self._by_call[fact.call] = Visit(fact.kind, fact.place, t, work, process)

    def _answered(self, t: float, fact: CallAnswered) -> None:
        self._by_call[fact.call].answered = t

    def _taken(self, t: float, fact: CallTaken) -> None:
        self._by_call[fact.call].taken = t

    def _ended(self, t: float, fact: CallEnded) -> None:
        visit = self._by_call[fact.call]
        visit.stage, visit.ended = fact.stage, t

    def _sent(self, t: float, fact: MessageSent) -> None:
        order = fact.body[0]
        if isinstance(order, Dispatch):
            visit = self._by_call[order.call]
            visit.ordered, visit.unit, visit.ready = t, order.unit, self._units - len(self._out)
            self._out[order.unit] = t

    def _changed(self, t: float, fact: UnitChanged) -> None:
        if fact.status == UnitStatus.IN_QUARTERS:
            self.busy[fact.unit] += t - self._out.pop(fact.unit, t)
        elif fact.call is not None and fact.status == UnitStatus.EN_ROUTE:
            self._by_call[fact.call].en_route = t
        elif fact.call is not None and fact.status == UnitStatus.ON_SCENE:
            self._by_call[fact.call].arrived = t


_READ: dict[type, Callable[[Visits, float, Any], None]] = {
    IncidentBegan: Visits._began,
    CallAnswered: Visits._answered,
    CallTaken: Visits._taken,
    CallEnded: Visits._ended,
    MessageSent: Visits._sent,
    UnitChanged: Visits._changed,
}


def visits(
    scenario: Scenario, minutes: float, policy: PolicyChoice = "nearest", seed: int = 1, rep: int = 0
) -> Visits:
    """Run a scenario for some minutes and read its log."""
    found = Visits(len(scenario.units))
    run(scenario, policy, seed, rep, days=minutes * MINUTE_MS / DAY_MS, keep=False, sinks=[found])
    return found


class Control(NamedTuple):
    """Something that is known exactly and was measured on the same calls: it says what luck the run had."""

    values: Sequence[float]
    exact: float


def mean_and_error(values: Sequence[float], control: Control | None = None) -> tuple[float, float]:
    """Return the mean and its standard error by batch means, with the luck that a control shows taken out."""
    means = _batches(values)
    if control is not None:
        luck = [mean - control.exact for mean in _batches(control.values)]
        slope = linear_regression(luck, means).slope
        means = [mean - slope * by for mean, by in zip(means, luck, strict=True)]
    return fmean(means), stdev(means) / sqrt(len(means))


def _batches(values: Sequence[float]) -> list[float]:
    """Return the means of batches, without the beginning, when the run was not yet in its stride."""
    size = round(len(values) * (1 - WARM_UP)) // BATCHES
    return [fmean(values[end - size : end or None]) for end in range(-(BATCHES - 1) * size, size, size)]


def agrees(values: Sequence[float], exact: float, control: Control | None = None) -> bool:
    """Whether a mean is within three standard errors of the exact figure."""
    mean, error = mean_and_error(values, control)
    print(
        f"simulated {mean:.5f} +- {error:.5f}, exact {exact:.5f}, off by {(mean - exact) / error:+.2f} errors"
    )
    return abs(mean - exact) <= 3 * error


def first_come_first_served(
    arrivals: Sequence[float], services: Sequence[float], servers: int
) -> list[float]:
    """Return when each service begins if everybody waits in one line (Kiefer and Wolfowitz)."""
    free = [0.0] * servers
    begins = []
    for arrival, service in zip(arrivals, services, strict=True):
        begin = max(arrival, heappop(free))
        heappush(free, begin + service)
        begins.append(begin)
    return begins


def lost_when_all_are_busy(arrivals: Sequence[float], services: Sequence[float], servers: int) -> list[bool]:
    """Return which calls find every server busy, if nobody waits."""
    free = [0.0] * servers
    lost = []
    for arrival, service in zip(arrivals, services, strict=True):
        lost.append(free[0] > arrival)
        if not lost[-1]:
            heapreplace(free, arrival + service)
    return lost
