"""The part of the fold on relief supplies 救灾物资: who lacked what, how long, what was brought."""

import math
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from sim.metric.column import Column
from sim.metric.reader import Reader
from sim.metric.spread import NOTHING, percentile, ratio
from sim.record.facts import MessageDelivered, MessageSent
from sim.record.supplies import (
    ConsignmentEnded,
    ConsignmentSent,
    PlaceLacks,
    PlaceNeeds,
    ShelterChanged,
    SupplyNeed,
)
from sim.scenario.groups import is_urban
from sim.scenario.model import Scenario
from sim.terms.ids import Band
from sim.terms.relief import Goods, Mode, Outcome
from sim.terms.units import DAY_MS, HOUR_MS
from sim.words import both

GOODS: Final = tuple(goods.value for goods in Goods)
_DELIVERED: Final = Outcome.DELIVERED.value


@dataclass(slots=True)
class Want:
    """One place: people in need, what they lacked, when word came, when supplies first did."""

    people: int = 0
    most: int = 0
    began_ms: int | None = None
    need_ms: int = 0
    known_ms: int | None = None
    first_ms: int | None = None
    lacks: dict[str, int] = field(default_factory=dict)
    unmet_ms: dict[str, int] = field(default_factory=lambda: dict.fromkeys(GOODS, 0))
    since_ms: int = 0


class PlaceRow(NamedTuple):
    """A row of the table of places that lived on what they had."""

    place: str
    shelter: bool
    urban: bool
    people: int
    began_s: float
    need_h: float
    known_s: float
    first_s: float
    unmet_water: float
    unmet_food: float
    unmet_tent: float


class ModeRow(NamedTuple):
    """A row of the table of consignments by mode."""

    mode: str
    sent: int
    delivered: int
    returned: int
    water: int
    food: int
    tents: int


_C = Column
COLUMNS: Final[dict[str, dict[str, Column]]] = {
    "places_short": {
        "place": _C("", *both("village cut off, or shelter")),
        "shelter": _C("1", *both("whether it is a shelter")),
        "urban": _C("1", *both("whether it is a residents' community")),
        "people": _C("1", *both("most people who lived there on what there was")),
        "began_s": _C("s", *both("when that began")),
        "need_h": _C("h", *both("how long it lasted, in all")),
        "known_s": _C("s", *both("from then until the district knew")),
        "first_s": _C("s", *both("from then until supplies first came")),
        "unmet_water": _C("1", *both("person-days without drinking water")),
        "unmet_food": _C("1", *both("person-days without food")),
        "unmet_tent": _C("1", *both("person-days without a roof")),
    },
    "consignments": {
        "mode": _C("", *both("by what")),
        "sent": _C("1", *both("consignments that left a store")),
        "delivered": _C("1", *both("of them, delivered")),
        "returned": _C("1", *both("of them, brought back")),
        "water": _C("1", *both("person-days of water delivered")),
        "food": _C("1", *both("person-days of food delivered")),
        "tents": _C("1", *both("places in tents delivered")),
    },
}
"""Tables on supplies, in order; they are empty unless a scenario asks for supplies."""


class Wants:
    """Follows places that live on what they have, and what is brought to them.

    Parameters
    ----------
    scenario
        Its villages, shelters and stores.

    Attributes
    ----------
    places
        By number: villages by row, then shelters.
    opened_ms
        When each shelter that did not stand open was opened.
    """

    def __init__(self, scenario: Scenario) -> None:
        self._scenario = scenario
        self._villages = len(scenario.villages)
        self.places: dict[int, Want] = {}
        self.opened_ms: dict[int, int] = {}
        self._shut: set[int] = set()
        self._sent: dict[int, ConsignmentSent] = {}
        self._ended: dict[int, str] = {}
        self._words: dict[int, int] = {}
        self.readers: dict[type, Reader] = {}
        if scenario.relief.model:
            self.readers = {
                PlaceNeeds: self._need,
                PlaceLacks: self._lack,
                ConsignmentSent: self._send,
                ConsignmentEnded: self._end,
                ShelterChanged: self._shelter,
                MessageSent: self._speak,
                MessageDelivered: self._hear,
            }

    def finish(self, end_ms: int) -> None:
        """Close all spans at the end of the run."""
        for want in self.places.values():
            _reckon(want, end_ms)

    def _need(self, seq: int, t: int, fact: PlaceNeeds) -> None:
        want = self.places.setdefault(fact.place, Want(since_ms=t))
        _reckon(want, t)
        if fact.people and want.began_ms is None:
            want.began_ms = t
        want.people, want.most = fact.people, max(want.most, fact.people)

    def _lack(self, seq: int, t: int, fact: PlaceLacks) -> None:
        want = self.places[fact.place]
        _reckon(want, t)
        want.lacks[fact.goods] = fact.people

    def _send(self, seq: int, t: int, fact: ConsignmentSent) -> None:
        self._sent[fact.consignment] = fact

    def _end(self, seq: int, t: int, fact: ConsignmentEnded) -> None:
        self._ended[fact.consignment] = fact.outcome
        want = self.places.get(self._sent[fact.consignment].place)
        if fact.outcome == _DELIVERED and want is not None and want.first_ms is None:
            want.first_ms = t

    def _shelter(self, seq: int, t: int, fact: ShelterChanged) -> None:
        if not fact.open:
            self._shut.add(fact.shelter)
        elif fact.shelter in self._shut:
            self.opened_ms.setdefault(fact.shelter, t)

    def _speak(self, seq: int, t: int, fact: MessageSent) -> None:
        item = fact.body[0]
        if type(item) is SupplyNeed and item.people and fact.receiver not in _TOWNS:
            self._words[seq] = item.place

    def _hear(self, seq: int, t: int, fact: MessageDelivered) -> None:
        place = self._words.pop(fact.message, None)
        if place is not None and place in self.places and self.places[place].known_ms is None:
            self.places[place].known_ms = t

    # --- what came of it ------------------------------------------------------------------------------------

    def rows(self) -> list[PlaceRow]:
        """Return a row for each place that ever lived on what it had."""
        return [
            self._row(number, self.places[number])
            for number in sorted(self.places)
            if self.places[number].most
        ]

    def _row(self, number: int, want: Want) -> PlaceRow:
        shelter = number >= self._villages
        table = self._scenario.shelters if shelter else self._scenario.villages
        row = table[number - self._villages if shelter else number]
        began_ms = want.began_ms or 0
        return PlaceRow(
            row.id,
            shelter,
            not shelter and is_urban(self._scenario, number),
            want.most,
            began_ms / 1000,
            want.need_ms / HOUR_MS,
            NOTHING if want.known_ms is None else (want.known_ms - began_ms) / 1000,
            NOTHING if want.first_ms is None else (want.first_ms - began_ms) / 1000,
            *(want.unmet_ms[goods] / DAY_MS for goods in GOODS),
        )

    def mode_rows(self) -> list[ModeRow]:
        """Return a row for each mode; none unless a scenario asks for supplies."""
        return [self._mode(mode.value) for mode in Mode] if self._scenario.relief.model else []

    def _mode(self, mode: str) -> ModeRow:
        sent = [number for number, fact in self._sent.items() if fact.mode == mode]
        done = [number for number in sent if self._ended.get(number) == _DELIVERED]
        back = sum(self._ended.get(number) == Outcome.RETURNED.value for number in sent)
        amounts = (sum(self._sent[number].goods[i] for number in done) for i in range(len(GOODS)))
        return ModeRow(mode, len(sent), len(done), back, *amounts)

    def summary(self) -> dict[str, Any]:
        """Return the headline figures; empty unless a scenario asks for supplies."""
        if not self._scenario.relief.model:
            return {}
        rows = self.rows()
        cut = [row for row in rows if not row.shelter]
        figures = {
            "places": len(cut),
            "people": sum(row.people for row in cut),
            "shelters": len(rows) - len(cut),
            "unmet": _unmet(rows),
            "communities": _reach([row for row in cut if row.urban]),
            "villages": _reach([row for row in cut if not row.urban]),
            "of_all": _reach(cut),
            "modes": {row.mode: row._asdict() for row in self.mode_rows()},
            "opened": len(self.opened_ms),
            "stayed_shut": len(self._shut) - len(self.opened_ms),
        }
        return {"supplies": figures}


_TOWNS: Final = range(Band.TOWNSHIP, Band.VILLAGE)
"""Addresses of townships, which pass word of need on."""


def _reckon(want: Want, t: int) -> None:
    """Count what has been lacking until a time."""
    passed_ms = t - want.since_ms
    want.since_ms = t
    want.need_ms += passed_ms if want.people else 0
    for goods, people in want.lacks.items():
        want.unmet_ms[goods] += people * passed_ms


def _unmet(rows: list[PlaceRow]) -> dict[str, float]:
    names = [f"unmet_{goods}" for goods in GOODS]
    return {
        goods: math.fsum(getattr(row, name) for row in rows) for goods, name in zip(GOODS, names, strict=True)
    }


def _reach(rows: list[PlaceRow]) -> dict[str, Any]:
    """Return how many places and people were cut off, were known of and reached, and how soon."""
    known = sorted(row.known_s / 3600 for row in rows if not math.isnan(row.known_s))
    first = sorted(row.first_s / 3600 for row in rows if not math.isnan(row.first_s))
    return {
        "places": len(rows),
        "people": sum(row.people for row in rows),
        "known": ratio(len(known), len(rows)),
        "known_p50_h": percentile(known, 50),
        "reached": ratio(len(first), len(rows)),
        "first_p50_h": percentile(first, 50),
        "unmet": _unmet(rows),
    }
