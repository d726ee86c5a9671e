"""Early warnings of earthquakes 地震预警: who had how many seconds, who had none, who was spared."""

import math
from dataclasses import dataclass, field
from typing import Any, Final

from sim.metric.column import Column
from sim.metric.reader import Reader
from sim.record.hazard_facts import HazardBegan
from sim.record.seismic import QuakeAired, QuakeAlarm, QuakeDetected, QuakeSpared
from sim.scenario.model import Scenario
from sim.terms.enums import HazardKind
from sim.terms.units import SECOND_MS
from sim.words import both, both_in

BANDS_S: Final = (3, 10, 20)
"""Between these the people are counted by the seconds that they had."""
_NAMES: Final = ("under_3s", "under_10s", "under_20s", "more")

COLUMNS = {
    "quakes": {
        "hazard": Column("1", *both("number of the earthquake among the hazards")),
        "began_s": Column("s", *both("when it began, since the start")),
        "magnitude": Column("1", *both("magnitude")),
        "live": Column("1", *both("stations with power and a cable")),
        "stations": Column("1", *both_in("metric", "stations")),
        "detected_s": Column("s", *both("until it was located, after it began")),
        "told_s": Column("s", *both("until telephones rang, after it began")),
        "under_3s": Column("1", *both("people where the warning came less than 3 s before")),
        "under_10s": Column("1", *both("people where it came 3 to 10 s before")),
        "under_20s": Column("1", *both("people where it came 10 to 20 s before")),
        "more": Column("1", *both("people where it came 20 s before, or more")),
        "blind": Column("1", *both("people in the blind zone, where the shaking came first")),
        "dark": Column("1", *both("people for whom there was time, but no cell")),
        "spared": Column("1", *both("people who had taken cover, and else were trapped")),
    }
}
"""The table of earthquakes of which an early warning was to be given."""


@dataclass(slots=True)
class Alarm:
    """An earthquake, and its early warning: people by the seconds that they had; times in ms."""

    began_ms: int
    seen: QuakeDetected
    seen_ms: int
    told_ms: int | None = None
    people: tuple[int, ...] = (0, 0, 0, 0)
    blind: int = 0
    dark: int = 0
    longest_ms: int = 0
    spared: int = 0
    aired: dict[str, int] = field(default_factory=dict)

    @property
    def told(self) -> int:
        """People where the warning came before the shaking."""
        return sum(self.people)


class Alarms:
    """Follows early warnings; empty where there are none.

    Parameters
    ----------
    scenario
        Its villages, and whether there is early warning.

    Attributes
    ----------
    quakes
        What became of each earthquake that stations were to detect, by its number.
    """

    def __init__(self, scenario: Scenario) -> None:
        self.quakes: dict[int, Alarm] = {}
        self._is_on = scenario.early_warning.on
        self._people = [village.population for village in scenario.villages]
        self._began: dict[int, int] = {}
        self.readers: dict[type, Reader] = {}
        if self._is_on:
            self.readers = {
                HazardBegan: self._begin,
                QuakeDetected: self._detect,
                QuakeAlarm: self._tell,
                QuakeSpared: self._spare,
                QuakeAired: self._air,
            }

    def finish(self, t: int) -> None:
        """Take the run to end at a time."""

    def rows(self) -> list[tuple[Any, ...]]:
        """Return a row for each earthquake, as `COLUMNS` says."""
        return [self._row(number, quake) for number, quake in sorted(self.quakes.items())]

    def summary(self) -> dict[str, Any]:
        """Return the headline figures of the strongest earthquake and of all; empty without early warning."""
        if not self._is_on:
            return {}
        found: dict[str, Any] = {"quakes": len(self.quakes), "located": 0, "spared": 0, "strongest": None}
        if self.quakes:
            number, first = min(
                self.quakes.items(), key=lambda each: (-each[1].seen.magnitude_hundredths, each[0])
            )
            names = (*COLUMNS["quakes"], "longest_s")
            row = (*self._row(number, first), first.longest_ms / SECOND_MS)
            found["strongest"] = dict(zip(names, row, strict=True))
            found |= {"aired": dict(first.aired)} if first.aired else {}
            found["located"] = sum(quake.seen.located for quake in self.quakes.values())
            found["spared"] = sum(quake.spared for quake in self.quakes.values())
        return {"early_warning": {**found, "people": sum(self._people)}}

    def _row(self, number: int, quake: Alarm) -> tuple[Any, ...]:
        return (
            number,
            quake.began_ms / SECOND_MS,
            quake.seen.magnitude_hundredths / 100,
            quake.seen.live,
            quake.seen.stations,
            _after_s(quake, quake.seen_ms if quake.seen.located else None),
            _after_s(quake, quake.told_ms),
            *quake.people,
            quake.blind,
            quake.dark,
            quake.spared,
        )

    def _begin(self, seq: int, t: int, fact: HazardBegan) -> None:
        if fact.kind == HazardKind.EARTHQUAKE.value:
            self._began[fact.hazard] = t

    def _detect(self, seq: int, t: int, fact: QuakeDetected) -> None:
        self.quakes[fact.hazard] = Alarm(self._began[fact.hazard], fact, t)

    def _tell(self, seq: int, t: int, fact: QuakeAlarm) -> None:
        quake, people = self.quakes[fact.hazard], [0] * (len(BANDS_S) + 1)
        for village, lead_ms, _ in fact.leads:
            people[sum(lead_ms >= band_s * SECOND_MS for band_s in BANDS_S)] += self._people[village]
        quake.told_ms, quake.people = t, tuple(people)
        quake.longest_ms = max((lead_ms for _, lead_ms, _ in fact.leads), default=0)
        quake.blind = sum(self._people[village] for village in fact.blind)
        quake.dark = sum(self._people[village] for village in fact.dark)

    def _air(self, seq: int, t: int, fact: QuakeAired) -> None:
        people = sum(self._people[village] for village, _ in fact.leads)
        self.quakes[fact.hazard].aired[fact.channel] = people

    def _spare(self, seq: int, t: int, fact: QuakeSpared) -> None:
        self.quakes[fact.hazard].spared += fact.people


def _after_s(quake: Alarm, t_ms: int | None) -> float:
    return math.nan if t_ms is None else (t_ms - quake.began_ms) / SECOND_MS
