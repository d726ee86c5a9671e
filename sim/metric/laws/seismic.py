"""Laws of earthquake early warning: nobody is told before it is detected, nor where nothing carries."""

from sim.metric.laws.law import broken
from sim.metric.reader import Reader
from sim.record.facts import SiteChanged
from sim.record.hazard_facts import HazardBegan
from sim.record.seismic import QuakeAired, QuakeAlarm, QuakeDetected, QuakeSpared
from sim.scenario.model import Scenario


class SeismicLaws:
    """Follows early warnings.

    Parameters
    ----------
    scenario
        Its villages, and how many stations are needed.
    """

    def __init__(self, scenario: Scenario) -> None:
        self._needed = scenario.early_warning.needed.whole
        self._villages = list(range(len(scenario.villages)))
        self._is_on = scenario.early_warning.on
        self._down: set[int] = set()
        self._then: dict[int, frozenset[int]] = {}
        self._seen: dict[int, QuakeDetected] = {}
        self._told: dict[int, frozenset[int]] = {}
        self._rung: set[int] = set()

    @property
    def checks(self) -> dict[type, Reader]:
        """What to do at each kind of fact; no site is followed where there is no early warning."""
        own: dict[type, Reader] = {
            QuakeDetected: self._detect,
            QuakeAlarm: self._alarm,
            QuakeSpared: self._spare,
            QuakeAired: self._air,
        }
        return {**own, SiteChanged: self._site, HazardBegan: self._begin} if self._is_on else own

    def _site(self, seq: int, t: int, fact: SiteChanged) -> None:
        if fact.network == "telecom":
            (self._down.discard if fact.up else self._down.add)(fact.site)

    def _begin(self, seq: int, t: int, fact: HazardBegan) -> None:
        self._then[fact.hazard] = frozenset(self._down)

    def _detect(self, seq: int, t: int, fact: QuakeDetected) -> None:
        if fact.hazard not in self._then or fact.hazard in self._seen:
            raise broken(
                "foreseen", seq, t, f"earthquake {fact.hazard} has not begun, or was detected before"
            )
        if not 0 <= fact.live <= fact.stations or fact.located is not (fact.live >= self._needed):
            raise broken(
                "foreseen", seq, t, f"{fact.live} of {fact.stations} stations, {self._needed} needed"
            )
        self._seen[fact.hazard] = fact

    def _alarm(self, seq: int, t: int, fact: QuakeAlarm) -> None:
        seen = self._seen.get(fact.hazard)
        if seen is None or not seen.located or fact.hazard in self._rung:
            raise broken("foreseen", seq, t, f"earthquake {fact.hazard} was not located, or warned of before")
        if any(lead_ms <= 0 for _, lead_ms, _ in fact.leads):
            raise broken("foreseen", seq, t, "somebody is told in time after the shaking")
        told = frozenset(village for village, _, _ in fact.leads)
        if sorted([*(village for village, _, _ in fact.leads), *fact.blind, *fact.dark]) != self._villages:
            raise broken("foreseen", seq, t, "a village is told twice, or nothing is said of it")
        for village, _, site in fact.leads:
            if site in self._then[fact.hazard]:
                raise broken("ring", seq, t, f"village {village} is told by site {site}, which was down")
        self._rung.add(fact.hazard)
        self._told[fact.hazard] = self._told.get(fact.hazard, frozenset()) | told

    def _air(self, seq: int, t: int, fact: QuakeAired) -> None:
        seen = self._seen.get(fact.hazard)
        if seen is None or not seen.located or any(lead_ms <= 0 for _, lead_ms in fact.leads):
            raise broken("foreseen", seq, t, f"{fact.channel} tells of earthquake {fact.hazard} too soon")
        told = frozenset(village for village, _ in fact.leads)
        if told & set(fact.silent) or len(told) < len(fact.leads):
            raise broken("foreseen", seq, t, f"a village is told twice by {fact.channel}")
        self._told[fact.hazard] = self._told.get(fact.hazard, frozenset()) | told

    def _spare(self, seq: int, t: int, fact: QuakeSpared) -> None:
        if fact.people <= 0 or fact.place not in self._told.get(fact.hazard, frozenset()):
            raise broken("heeded", seq, t, f"village {fact.place} was not told of earthquake {fact.hazard}")
