"""What happened before the first engine: who found fires, and when; what neighbours did."""

from dataclasses import dataclass
from typing import Any

from sim.metric.column import Column
from sim.metric.reader import Reader
from sim.metric.spread import mean, percentile, span
from sim.record.facts import IncidentBegan
from sim.record.first_minutes import FireFound, FireHeld, NeighboursChanged
from sim.terms.enums import NeighbourStatus
from sim.terms.units import HOUR_MS
from sim.words import both

COLUMNS = {
    "first_minutes": {
        "call": Column("1", *both("number of the call")),
        "found_s": Column("s", *both("from its beginning until somebody found it")),
        "found_by": Column("", *both("people or detector; empty where it was found at once")),
        "neighbours_s": Column("s", *both("from its beginning until neighbours were there")),
        "people": Column("1", *both("how many they were")),
        "held": Column("1", *both("1 if they held it or put it out, else 0")),
        "out": Column("1", *both("1 if they put it out, else 0")),
        "saved_h": Column("h", *both("work of those needed that this saved")),
    }
}
"""The table of calls of which something of this was played."""


@dataclass(slots=True)
class Minutes:
    """The first minutes of one call, in ms; None for what did not happen."""

    call: int
    began_ms: int
    found_ms: int | None = None
    by: str = ""
    went: bool = False
    here_ms: int | None = None
    people: int = 0
    held: bool = False
    out: bool = False
    saved_ms: int = 0


class FirstMinutes:
    """Follows the first minutes of each call.

    Attributes
    ----------
    calls
        The calls of which any of this was played, by number.
    """

    def __init__(self) -> None:
        self.calls: dict[int, Minutes] = {}
        self._began: dict[int, int] = {}
        self.readers: dict[type, Reader] = {
            IncidentBegan: self._begin,
            FireFound: self._find,
            NeighboursChanged: self._change,
            FireHeld: self._hold,
        }

    def finish(self, t: int) -> None:
        """Take the run to end at a time: nothing is left to do."""

    def found_ms(self, call: int) -> int | None:
        """Return when a call was found; None where nobody had to find it."""
        return self.calls[call].found_ms if call in self.calls else None

    def rows(self) -> list[tuple[Any, ...]]:
        """Return a row for each of the calls, as `COLUMNS` says."""
        return [
            (
                each.call,
                span(each.began_ms, each.found_ms),
                each.by,
                span(each.began_ms, each.here_ms),
                each.people,
                int(each.held),
                int(each.out),
                each.saved_ms / HOUR_MS,
            )
            for _, each in sorted(self.calls.items())
        ]

    def summary(self) -> dict[str, Any]:
        """Return the headline figures; counts are nought where nothing of this was played."""
        calls = self.calls.values()
        found = sorted(span(each.began_ms, each.found_ms) for each in calls if each.found_ms is not None)
        here = sorted(span(each.began_ms, each.here_ms) for each in calls if each.here_ms is not None)
        return {
            "calls": len(calls),
            "found": len(found),
            "found_by_detector": sum(each.by == "detector" for each in calls),
            "mean_found_s": mean(found),
            "p90_found_s": percentile(found, 90),
            "neighbours_went": sum(each.went for each in calls),
            "neighbours_there": len(here),
            "p50_neighbours_s": percentile(here, 50),
            "held": sum(each.held for each in calls),
            "put_out": sum(each.out for each in calls),
            "saved_h": sum(each.saved_ms for each in calls) / HOUR_MS,
        }

    def _of(self, call: int) -> Minutes:
        return self.calls.setdefault(call, Minutes(call, self._began[call]))

    def _begin(self, seq: int, t: int, fact: IncidentBegan) -> None:
        self._began[fact.call] = t

    def _find(self, seq: int, t: int, fact: FireFound) -> None:
        each = self._of(fact.call)
        each.found_ms, each.by = t, fact.by

    def _change(self, seq: int, t: int, fact: NeighboursChanged) -> None:
        each = self._of(fact.call)
        each.went = True
        if fact.status == NeighbourStatus.HERE.value:
            each.here_ms, each.people = t, fact.people

    def _hold(self, seq: int, t: int, fact: FireHeld) -> None:
        each = self._of(fact.call)
        each.held, each.out, each.saved_ms = True, fact.out, fact.saved_ms
