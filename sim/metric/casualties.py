"""The part of the fold on casualties 伤员: where each stands, when treated, and where some died waiting."""

import math
from collections import Counter
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from sim.metric.column import Column
from sim.metric.reader import Reader
from sim.metric.spread import NOTHING, percentile
from sim.record.casualties import (
    CasualtyBegan,
    CasualtyChanged,
    CasualtyMovedOn,
    HospitalChanged,
    TurnedAway,
)
from sim.scenario.groups import is_urban
from sim.scenario.model import Scenario
from sim.terms.relief import CasualtyState, Means, Triage
from sim.terms.units import HOUR_MS, MINUTE_MS, SECOND_MS
from sim.words import both

_QUEUED, _TREATED, _DEAD = (
    s.value for s in (CasualtyState.QUEUED, CasualtyState.TREATED, CasualtyState.DEAD)
)
_CARRIED, _WAITING = CasualtyState.CARRIED.value, CasualtyState.WAITING.value

CAUSES: Final = ("at_once", "not_fetched", "under_way", "at_a_door", "in_the_queue")
"""Where casualties died: at once, not fetched, under way, at a full or dark door, in the queue."""


@dataclass(slots=True)
class Story:
    """One casualty: triage at first and last, state, and when they came to each for the first time."""

    place: int
    began_ms: int
    triage: str
    state: str
    worst: str
    hospital: int | None = None
    by: str = ""
    carried_ms: int | None = None
    treated_ms: int | None = None
    died: str = ""
    turned_away: int = 0
    moved_on: int = 0
    left: int | None = None
    settled: bool = False


@dataclass(slots=True)
class Ward:
    """One hospital: beds over time, who came, who was turned away full or dark, how long it lacked power."""

    most_beds: int = 0
    came: int = 0
    full: int = 0
    dark: int = 0
    dark_ms: int = 0
    since_ms: int | None = None
    lying: set[int] = field(default_factory=set)
    most: int = 0
    sent_on: int = 0


class CasualtyRow(NamedTuple):
    """A row of the table of casualties."""

    casualty: int
    village: str
    township: str
    urban: bool
    triage: str
    state: str
    began_s: float
    carried_s: float
    treated_s: float
    by: str
    hospital: str
    turned_away: int
    died: str
    moved_on: int


class HospitalRow(NamedTuple):
    """A row of the table of hospitals."""

    hospital: str
    beds: int
    came: int
    most: int
    turned_full: int
    turned_dark: int
    dark_h: float
    sent_on: int


_C = Column
COLUMNS: Final[dict[str, dict[str, Column]]] = {
    "casualties": {
        "casualty": _C("1", *both("number, in the order of being hurt")),
        "village": _C("", *both("village where they were hurt")),
        "township": _C("", *both("its township")),
        "urban": _C("1", *both("whether it is a residents' community")),
        "triage": _C("", *both("triage at first")),
        "state": _C("", *both("state at the end")),
        "began_s": _C("s", *both("when they were hurt, or freed")),
        "carried_s": _C("s", *both("from then until somebody set out with them")),
        "treated_s": _C("s", *both("from then until treatment began")),
        "by": _C("", *both("by what they were carried last")),
        "hospital": _C("", *both("where they were treated, or wait")),
        "turned_away": _C("1", *both("times that a hospital did not take them")),
        "died": _C("", *both("where they died, if they did")),
        "moved_on": _C("1", *both("times that a hospital had them brought to another")),
    },
    "hospitals": {
        "hospital": _C("", *both("hospital")),
        "beds": _C("1", *both("most beds that it could give to casualties")),
        "came": _C("1", *both("casualties whom it took in")),
        "most": _C("1", *both("most casualties in its beds at a time")),
        "turned_full": _C("1", *both("casualties turned away as it was full")),
        "turned_dark": _C("1", *both("casualties turned away as it was dark")),
        "dark_h": _C("h", *both("time without power")),
        "sent_on": _C("1", *both("casualties whom it had brought to another")),
    },
}
"""Tables on casualties, in order; they are empty unless a scenario asks for casualties."""


class Casualties:
    """Follows casualties and hospitals.

    Parameters
    ----------
    scenario
        Its hospitals and villages.

    Attributes
    ----------
    stories, wards
        Of each casualty, and of each hospital.
    """

    def __init__(self, scenario: Scenario) -> None:
        self.stories: list[Story] = []
        self.wards = [Ward() for _ in scenario.hospitals] if scenario.casualties.model else []
        self._scenario = scenario
        self.readers: dict[type, Reader] = {
            CasualtyBegan: self._begin,
            CasualtyChanged: self._change,
            HospitalChanged: self._hospital,
            TurnedAway: self._turn_away,
            CasualtyMovedOn: self._move_on,
        }

    def finish(self, end_ms: int) -> None:
        """Close the spans without power at the end of the run."""
        for ward in self.wards:
            if ward.since_ms is not None:
                ward.dark_ms, ward.since_ms = ward.dark_ms + end_ms - ward.since_ms, None

    def _begin(self, seq: int, t: int, fact: CasualtyBegan) -> None:
        dead = fact.triage == Triage.BLACK.value
        story = Story(fact.place, t, fact.triage, _DEAD if dead else _WAITING, fact.triage)
        story.died = CAUSES[0] if dead else ""
        self.stories.append(story)

    def _change(self, seq: int, t: int, fact: CasualtyChanged) -> None:
        story = self.stories[fact.casualty]
        if fact.state == _DEAD:
            story.died = _where(story)
        if fact.state == _CARRIED:
            story.by = fact.by
            story.carried_ms = t if story.carried_ms is None else story.carried_ms
        if fact.state == _TREATED and story.treated_ms is None:
            story.treated_ms = t
        if fact.state in (_QUEUED, _TREATED) and story.state not in (_QUEUED, _TREATED):
            self._come(story, fact)
        if story.hospital is not None and fact.hospital != story.hospital:
            self.wards[story.hospital].lying.discard(fact.casualty)
        story.state, story.worst = fact.state, fact.triage
        story.hospital = fact.hospital
        self._lie(fact)

    def _come(self, story: Story, fact: CasualtyChanged) -> None:
        """Count who is taken in, and whether that was by another hospital than the one that moved them on."""
        if fact.hospital is not None:
            self.wards[fact.hospital].came += 1
        story.settled = story.settled or (story.left is not None and fact.hospital != story.left)

    def _move_on(self, seq: int, t: int, fact: CasualtyMovedOn) -> None:
        story = self.stories[fact.casualty]
        story.moved_on, story.left = story.moved_on + 1, fact.hospital
        self.wards[fact.hospital].sent_on += 1

    def _lie(self, fact: CasualtyChanged) -> None:
        """Count who lies in the beds of a hospital."""
        if fact.hospital is not None:
            ward = self.wards[fact.hospital]
            if fact.bed and fact.state in (_QUEUED, _TREATED):
                ward.lying.add(fact.casualty)
            else:
                ward.lying.discard(fact.casualty)
            ward.most = max(ward.most, len(ward.lying))

    def _hospital(self, seq: int, t: int, fact: HospitalChanged) -> None:
        ward = self.wards[fact.hospital]
        ward.most_beds = max(ward.most_beds, fact.beds)
        if not fact.powered and ward.since_ms is None:
            ward.since_ms = t
        elif fact.powered and ward.since_ms is not None:
            ward.dark_ms, ward.since_ms = ward.dark_ms + t - ward.since_ms, None

    def _turn_away(self, seq: int, t: int, fact: TurnedAway) -> None:
        self.stories[fact.casualty].turned_away += 1
        ward = self.wards[fact.hospital]
        ward.full, ward.dark = ward.full + fact.powered, ward.dark + (not fact.powered)

    # --- what came of it ------------------------------------------------------------------------------------

    def rows(self) -> list[CasualtyRow]:
        """Return a row for each casualty."""
        return [self._row(number, story) for number, story in enumerate(self.stories)]

    def _row(self, number: int, story: Story) -> CasualtyRow:
        village = self._scenario.villages[story.place]
        hospital = "" if story.hospital is None else self._scenario.hospitals[story.hospital].id
        return CasualtyRow(
            number,
            village.id,
            village.township,
            is_urban(self._scenario, story.place),
            story.triage,
            story.state,
            story.began_ms / SECOND_MS,
            _since(story, story.carried_ms, SECOND_MS),
            _since(story, story.treated_ms, SECOND_MS),
            story.by,
            hospital,
            story.turned_away,
            story.died,
            story.moved_on,
        )

    def hospital_rows(self) -> list[HospitalRow]:
        """Return a row for each hospital."""
        rows = zip(self._scenario.hospitals, self.wards, strict=False)
        return [
            HospitalRow(row.id, w.most_beds, w.came, w.most, w.full, w.dark, w.dark_ms / HOUR_MS, w.sent_on)
            for row, w in rows
        ]

    def summary(self) -> dict[str, Any]:
        """Return the headline figures; empty unless a scenario asks for casualties."""
        if not self._scenario.casualties.model:
            return {}
        urban = [is_urban(self._scenario, story.place) for story in self.stories]
        both = list(zip(self.stories, urban, strict=True))
        states = Counter(story.state for story in self.stories)
        died = Counter(story.died for story in self.stories if story.died)
        by = Counter(story.by for story in self.stories if story.by)
        figures = {
            "people": len(self.stories),
            "triage": {t.value: sum(s.triage == t.value for s in self.stories) for t in Triage},
            "states": {state.value: states[state.value] for state in CasualtyState},
            "died": {cause: died[cause] for cause in CAUSES},
            "died_waiting": sum(died[cause] for cause in CAUSES[1:]),
            "by": {means.value: by[means.value] for means in Means if means.value},
            "of_all": _times(self.stories),
            "urgent": _times([s for s in self.stories if s.triage == Triage.RED.value]),
            "communities": _times([story for story, is_town in both if is_town]),
            "villages": _times([story for story, is_town in both if not is_town]),
            "turned_full": sum(ward.full for ward in self.wards),
            "turned_dark": sum(ward.dark for ward in self.wards),
            "hospitals_dark": sum(ward.dark_ms > 0 for ward in self.wards),
            "dark_h": math.fsum(ward.dark_ms / HOUR_MS for ward in self.wards),
        }
        return {"casualties": figures | self._transfers()}

    def _transfers(self) -> dict[str, int]:
        """Return how many were moved on, and taken in by another hospital; nothing where nobody can be."""
        if not self._scenario.casualties.transfers:
            return {}
        moved = [story for story in self.stories if story.moved_on]
        return {"moved_on": len(moved), "settled": sum(story.settled for story in moved)}


def _where(story: Story) -> str:
    """Return where somebody dies who now is where the story says."""
    if story.state == _CARRIED:
        return CAUSES[2]
    if story.state == _QUEUED:
        return CAUSES[4]
    return CAUSES[1] if story.hospital is None else CAUSES[3]


def _since(story: Story, at_ms: int | None, unit_ms: int) -> float:
    return NOTHING if at_ms is None else (at_ms - story.began_ms) / unit_ms


def _times(stories: list[Story]) -> dict[str, Any]:
    """Return how many were treated and how soon, and how many died who were not dead at once."""
    living = [story for story in stories if story.died != CAUSES[0]]
    times = sorted(
        _since(story, story.treated_ms, MINUTE_MS) for story in living if story.treated_ms is not None
    )
    return {
        "people": len(living),
        "treated": len(times),
        "treated_p50_min": percentile(times, 50),
        "treated_p90_min": percentile(times, 90),
        "died": sum(bool(story.died) for story in living),
    }
