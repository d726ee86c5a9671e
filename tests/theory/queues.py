"""Scenarios that are the queues of textbooks, and runs read as visits to a queue. Time is in minutes."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from math import exp, fsum, log, sqrt
from statistics import fmean, stdev
from typing import Any

from worlds import kind, line, scenario

from sim.record.facts import (
    CallAnswered,
    CallEnded,
    CallTaken,
    Dispatch,
    IncidentBegan,
    MessageSent,
    UnitChanged,
)
from sim.record.log import Log
from sim.scenario.model import Scenario
from sim.terms.enums import CallStage, UnitStatus
from sim.terms.units import MINUTE_MS

YEAR_MIN = 365 * 24 * 60
MONTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
PEOPLE = 1_000_000
BATCHES = 20
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
    """One call, in minutes since the start; None is what did not happen."""

    kind: int
    place: int
    began: float
    work: float
    process: float
    answered: float | None = None
    taken: float | None = None
    ordered: float | None = None
    unit: int | None = None
    stage: str = ""
    ended: float = 0.0


class Visits:
    """A run, read as visits.

    Attributes
    ----------
    calls
        All calls that ended, in the order of their beginning.
    busy
        Minutes between an order to go and the return, by unit.
    """

    def __init__(self, log: Log) -> None:
        self._by_call: dict[int, Visit] = {}
        self.busy: Counter[int] = Counter()
        self._gone: dict[int, float] = {}
        for _, times, _, facts in log.batches():
            for t_ms, fact in zip(times, facts, strict=True):
                read = _READ.get(type(fact))
                if read is not None:
                    read(self, t_ms / MINUTE_MS, fact)
        self.calls = [visit for visit in self._by_call.values() if visit.stage in ENDED]

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
            visit.ordered, visit.unit = t, order.unit

    def _changed(self, t: float, fact: UnitChanged) -> None:
        if fact.status == UnitStatus.TURNING_OUT:
            self._gone[fact.unit] = t
        elif fact.status == UnitStatus.IN_QUARTERS:
            self.busy[fact.unit] += t - self._gone.pop(fact.unit, t)


_READ: dict[type, Callable[[Visits, float, Any], None]] = {
    IncidentBegan: Visits._began,
    CallAnswered: Visits._answered,
    CallTaken: Visits._taken,
    CallEnded: Visits._ended,
    MessageSent: Visits._sent,
    UnitChanged: Visits._changed,
}


def mean_and_error(values: Sequence[float], warm_up: float = 0.05) -> tuple[float, float]:
    """Return the mean and its standard error by batch means, without the beginning."""
    kept = values[int(len(values) * warm_up) :]
    size = len(kept) // BATCHES
    means = [fmean(kept[begin : begin + size]) for begin in range(0, size * BATCHES, size)]
    return fmean(means), stdev(means) / sqrt(BATCHES)


def agrees(values: Sequence[float], exact: float) -> bool:
    """Whether a mean is within three standard errors of the exact figure."""
    mean, error = mean_and_error(values)
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
