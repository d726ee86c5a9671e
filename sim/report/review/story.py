"""The story of one incident, line by line, in plain sentences of both languages."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple, TypeAlias

from sim.metric.review.chronicle import Event, Passage
from sim.metric.review.rows import Spent
from sim.metric.review.split import Stretch
from sim.record.facts import (
    CallAnswered,
    CallEnded,
    CallOver,
    CallReport,
    CallTaken,
    Dispatch,
    IncidentBegan,
    MessageDelivered,
    MessageLost,
    MessageSent,
    Recall,
    ReliefWanted,
    RoadReport,
    SizeUp,
    UnitChanged,
    UnitReport,
    UnitTurned,
)
from sim.record.moves import CommandChanged
from sim.report.review.names import Names, bearer
from sim.report.review.words import LOSSES, TEXT, WHY
from sim.report.words import WORDS, Both, same, term
from sim.scenario.model import Scenario
from sim.terms.enums import BearerKind, UnitStatus
from sim.terms.ids import DISPATCH_CENTRE, PUBLIC, Address, Band
from sim.terms.losses import LOST, Loss
from sim.terms.statuses import EN_ROUTE, ON_SCENE, STRANDED, TURNING_OUT
from sim.terms.units import MINUTE_MS

Duties: TypeAlias = Mapping[int, Sequence[tuple[str, int | None]]]
"""What each unit did at some moments: status, and call."""
WORD: Final = "word"
CENTRE: Final = "centre"
UNIT: Final = "unit"
ROAD: Final = "road"
"""Lanes: word of the incident from the caller on, the centre and who decides, units, roads."""
_SOON_MS: Final = MINUTE_MS
"""A message that is there within it is told in one line."""
_WORTH_MS: Final = 2 * MINUTE_MS
"""Losses shorter than this are in the sums alone."""
_COURIER: Final = BearerKind.COURIER.value
_KEYS: Final[dict[type, str]] = {
    CallReport: "call",
    Dispatch: "dispatch",
    Recall: "recall",
    SizeUp: "size",
    CallOver: "over",
    ReliefWanted: "relief",
    UnitReport: "stuck",
    RoadReport: "road",
}
_ONCE: Final = (SizeUp, CallOver)
"""What every unit on scene tells, and is told in the story once."""


class Line(NamedTuple):
    """A line of a story.

    Attributes
    ----------
    number
        Counted from 1; 0 for a line on lost time or on what was needed, which is no event of the chain.
    t_ms
        When.
    text
        What.
    after
        Number of the line that it follows from; 0 where there is none.
    lane
        Where it belongs in a figure.
    loss
        What the time from here on goes to, where it tells of lost time.
    """

    number: int
    t_ms: int
    text: Both
    after: int
    lane: str
    loss: Loss | None = None


@dataclass(frozen=True)
class Told:
    """An incident with all that is told of it: where its time went, its story, what units did."""

    spent: Spent
    lines: Sequence[Line]
    events: Sequence[Event]


def minutes(ms: int) -> str:
    """Return a time in minutes, with one decimal below ten.

    Examples
    --------
    >>> minutes(90_000), minutes(7_512_000)
    ('1.5', '125')
    """
    exact = ms / MINUTE_MS
    return f"{exact:.1f}" if exact < 9.95 else f"{exact:.0f}"


class Teller:
    """Tells the story of an incident.

    Parameters
    ----------
    scenario
        What the log is a log of.
    spent
        The incident, and where its time went.
    duties
        What each unit did when time began to be lost.
    """

    def __init__(self, scenario: Scenario, spent: Spent, duties: Duties) -> None:
        self._scenario, self._spent, self._duties = scenario, spent, duties
        self._names = Names(scenario)
        self._seen: set[type] = set()
        self._out: set[int] = set()
        self._tell: dict[type, Callable[[Event], tuple[Both, str] | None]] = {
            IncidentBegan: self._began,
            MessageSent: self._sent,
            MessageDelivered: self._came,
            MessageLost: self._lost,
            CallAnswered: self._answered,
            CallTaken: self._taken,
            CallEnded: lambda event: (TEXT[event.fact.stage], CENTRE),  # type: ignore[union-attr]
            UnitChanged: self._unit,
            UnitTurned: self._turned,
            CommandChanged: self._command,
        }

    def lines(self, events: Sequence[Event]) -> list[Line]:
        """Return the story of the events, with lines on lost time among them."""
        found: list[Line] = []
        number_of: dict[int, int] = {}
        count = 0
        for event in events:
            told = self._tell[type(event.fact)](event)
            if told is None:  # what follows from it follows from what it follows from
                number_of[event.seq] = number_of.get(event.after or -1, 0)
                continue
            count += 1
            number_of[event.seq] = count
            after = 0 if event.after is None else number_of.get(event.after, 0)
            found.append(Line(count, event.t_ms, told[0], after, told[1]))
        return sorted([*found, *self._losses()], key=lambda line: line.t_ms)

    # --- messages ------------------------------------------------------------------------------------------

    def _sent(self, event: Event) -> tuple[Both, str] | None:
        passage = _passage(event)
        if self._is_stale(passage) or _is_soon(passage):
            return None
        tail = [self._failures(passage, "tries")]
        if any(by == _COURIER for by, _ in passage.tried):
            tail.append(TEXT["walks" if passage.sender == PUBLIC else "with_courier"])
        elif not any(not why for _, why in passage.tried):
            tail.append(TEXT["waits"])
        if passage.until_ms is None:
            tail.append(TEXT["never"])
        return _joined(self._say(passage, "", event), *tail), self._lane(passage)

    def _came(self, event: Event) -> tuple[Both, str] | None:
        passage = _passage(event)
        if self._is_told(passage):
            return None
        if _is_soon(passage):
            how = TEXT["by"].fill(by=_by(passage)) if passage.by else same("")
            return _joined(self._say(passage, "", event), how), self._lane(passage)
        took = minutes((passage.until_ms or 0) - passage.sent_ms)
        how = TEXT["by_after"].fill(by=_by(passage), minutes=took)
        return _joined(self._say(passage, "_came"), how), self._lane(passage)

    def _lost(self, event: Event) -> tuple[Both, str] | None:
        passage = _passage(event)
        if self._is_stale(passage):
            return None
        reason = WORDS.get(f"reason_{passage.lost}", same(passage.lost))
        return TEXT["lost"].fill(what=self._say(passage, ""), reason=reason), self._lane(passage)

    def _is_told(self, passage: Passage) -> bool:
        """Whether somebody else has told the same before; if not, it counts as told from now on."""
        stale = self._is_stale(passage)
        self._seen |= {type(passage.item)} & set(_ONCE)
        return stale

    def _is_stale(self, passage: Passage) -> bool:
        return type(passage.item) in self._seen

    def _failures(self, passage: Passage, key: str) -> Both:
        """Return the bearers that failed, each once, with the reason."""
        failed = dict.fromkeys((by, why) for by, why in passage.tried if why)
        told = [
            TEXT["why"].fill(by=bearer(by), reason=WORDS.get(f"reason_{why}", same(why)))
            for by, why in failed
        ]
        if not told:
            return same("")
        return TEXT[key].fill(tried=Both("、".join(t.zh for t in told), ", ".join(t.en for t in told)))

    def _say(self, passage: Passage, end: str, event: Event | None = None) -> Both:
        """Return what a message tells; at the event of its sending also why."""
        item, names = passage.item, self._names
        key = _KEYS[type(item)] + end
        if key == "call" and passage.sender == PUBLIC:
            key = "call_through" if _is_soon(passage) else "call_public"
        gaps: dict[str, object] = {
            "sender": names.somebody(passage.sender),
            "receiver": names.somebody(passage.receiver),
        }
        if hasattr(item, "unit"):
            gaps["unit"] = names.unit(item.unit)
        if isinstance(item, SizeUp):
            gaps["needs"] = names.needs(item.needs)
        if isinstance(item, RoadReport):
            gaps["link"] = names.link(item.link)
        return _joined(TEXT[key].fill(**gaps), self._upon(item, event))

    def _upon(self, item: Any, event: Event | None) -> Both:
        """Return upon what an order was given, and round how many closed links."""
        if event is None or not isinstance(item, Dispatch):
            return same("")
        n = len(item.avoid)
        tail = [TEXT["avoiding"].fill(n=n)] if n else []
        heard = [root for root in event.roots if isinstance(root, UnitReport | RoadReport)]
        if heard and event.after is None:
            tail.append(self._heard(heard[0]))
        return _joined(*tail)

    def _heard(self, report: UnitReport | RoadReport) -> Both:
        """Return the report upon which an order was given."""
        if isinstance(report, UnitReport):
            unit, status = self._names.unit(report.unit), term(UnitStatus(report.status))
            return TEXT["since"].fill(unit=unit, status=status)
        return same("") if report.closed else TEXT["since_road"].fill(link=self._names.link(report.link))

    def _lane(self, passage: Passage) -> str:
        if isinstance(passage.item, RoadReport):
            return ROAD
        return WORD if isinstance(passage.item, CallReport) else CENTRE

    # --- calls ---------------------------------------------------------------------------------------------

    def _began(self, event: Event) -> tuple[Both, str]:
        fact, names = event.fact, self._names
        assert isinstance(fact, IncidentBegan)
        trapped = TEXT["trapped"].fill(n=self._spent.trapped) if self._spent.trapped else same("")
        text = TEXT["began"].fill(
            place=names.place(fact.place),
            kind=names.kind(fact.kind),
            severity=names.severity(fact.kind, fact.severity),
            needs=names.needs(fact.needs),
            trapped=trapped,
        )
        why = names.why(event.roots)
        return _joined(text, TEXT["by_hazard"].fill(what=why) if why.zh else same("")), WORD

    def _answered(self, event: Event) -> tuple[Both, str] | None:
        if self._station is not None:
            return None  # it takes the call in the same moment
        return TEXT["answered"].fill(who=self._who), CENTRE

    def _taken(self, event: Event) -> tuple[Both, str]:
        if self._station is None:
            return TEXT["taken"].fill(who=self._who), CENTRE
        return TEXT["taken_alone"].fill(who=self._names.somebody(self._station)), CENTRE

    @property
    def _who(self) -> Both:
        """Which dispatch centre took the call."""
        return self._names.somebody(self._spent.taker or DISPATCH_CENTRE)

    @property
    def _station(self) -> int | None:
        """Address of the station that took the call on its own; None where the centre did."""
        taker = self._spent.taker
        band = None if taker is None else Band.split(Address(taker))
        return taker if band is not None and band[0] is Band.STATION else None

    # --- units ---------------------------------------------------------------------------------------------

    def _unit(self, event: Event) -> tuple[Both, str]:
        fact = event.fact
        assert isinstance(fact, UnitChanged)
        unit = self._names.unit(fact.unit)
        if fact.call != self._spent.call.fact.call and fact.status in (TURNING_OUT, EN_ROUTE):
            return TEXT["diverted"].fill(unit=unit), UNIT
        if fact.status == TURNING_OUT:
            return TEXT["turning_out"].fill(unit=unit, crew=fact.crew), UNIT
        if fact.status == EN_ROUTE:
            key = "again" if fact.unit in self._out else "en_route"
            self._out.add(fact.unit)
            return TEXT[key].fill(unit=unit, minutes=minutes(fact.eta_ms)), UNIT
        if fact.status == ON_SCENE:
            return self._arrived(event, unit), UNIT
        if fact.status == STRANDED:
            return TEXT["stranded"].fill(unit=unit), ROAD
        return TEXT["left"].fill(unit=unit, status=term(UnitStatus(fact.status))), UNIT

    def _arrived(self, event: Event, unit: Both) -> Both:
        call = self._spent.call
        is_first = call.first is not None and call.first.on_scene_ms == event.t_ms
        text = TEXT["first" if is_first else "on_scene"].fill(unit=unit)
        return _joined(text, TEXT["complete"] if call.complete_ms == event.t_ms else same(""))

    def _turned(self, event: Event) -> tuple[Both, str]:
        fact = event.fact
        assert isinstance(fact, UnitTurned)
        text = TEXT["turned"].fill(unit=self._names.unit(fact.unit), link=self._names.link(fact.link))
        why = self._names.why(event.roots)
        return _joined(text, TEXT["because"].fill(what=why) if why.zh else same("")), ROAD

    def _command(self, event: Event) -> tuple[Both, str]:
        fact = event.fact
        assert isinstance(fact, CommandChanged)
        if fact.unit is None:
            return TEXT["no_command"], UNIT
        return TEXT["command"].fill(unit=self._names.unit(fact.unit)), UNIT

    # --- lost time -----------------------------------------------------------------------------------------

    def _losses(self) -> list[Line]:
        """Return a line for each stretch of lost time that is worth one."""
        return [
            Line(0, each.from_ms, self._loss(each), 0, CENTRE, each.loss)
            for each in self._spent.whole
            if each.loss in LOST and each.until_ms - each.from_ms >= _WORTH_MS
        ]

    def _loss(self, stretch: Stretch) -> Both:
        text = TEXT["loss"].fill(
            minutes=minutes(stretch.until_ms - stretch.from_ms),
            loss=LOSSES[stretch.loss],
            why=self._why(stretch),
        )
        unit = same("") if stretch.unit is None else TEXT["of_unit"].fill(unit=self._names.unit(stretch.unit))
        return _joined(text, unit, self._busy(stretch))

    def _why(self, stretch: Stretch) -> Both:
        """Return why time was lost; of what was not carried what it was, and whose way was closed."""
        if stretch.loss is Loss.NOT_PASSABLE and stretch.unit is None:
            return TEXT["no_way"]
        if stretch.loss is not Loss.NOT_CARRIED:
            return WHY[stretch.loss]
        first, centre_ms = self._spent.call.first, self._spent.centre_ms
        if stretch.unit is not None:
            return TEXT["order_out"]
        if centre_ms is None or centre_ms > stretch.from_ms:
            return TEXT["no_centre"]
        is_first = first is None or stretch.until_ms <= (first.on_scene_ms or 0)
        return TEXT["unit_silent"] if is_first else WHY[Loss.NOT_CARRIED]

    def _busy(self, stretch: Stretch) -> Both:
        """Return what the units were doing that could have gone, where none was free."""
        duties = self._duties.get(stretch.from_ms)
        if duties is None or stretch.loss is not Loss.NOT_AVAILABLE or stretch.unit is not None:
            return same("")
        scenario, wanted = self._scenario, {skill for skill, _ in self._spent.call.fact.needs}
        able = [
            status
            for row, (status, _) in zip(scenario.units, duties, strict=True)
            if status and wanted.intersection(scenario.unit_types[row.type].capabilities)
        ]
        told = [
            TEXT["duty"].fill(status=term(UnitStatus(status)), n=n)
            for status, n in Counter(able).most_common()
        ]
        listed = Both("、".join(each.zh for each in told), ", ".join(each.en for each in told))
        return TEXT["duties"].fill(n=len(able), told=listed) if able else same("")


def _passage(event: Event) -> Passage:
    assert event.passage is not None
    return event.passage


def _is_soon(passage: Passage) -> bool:
    """Whether a message is there so soon that one line tells it."""
    return passage.until_ms is not None and not passage.lost and passage.until_ms - passage.sent_ms < _SOON_MS


def _by(passage: Passage) -> Both:
    """Return what brought a message; people who need help walk themselves."""
    if passage.by == _COURIER and passage.sender == PUBLIC:
        return TEXT["on_foot"]
    return bearer(passage.by)


def _joined(*parts: Both) -> Both:
    return Both("".join(part.zh for part in parts), "".join(part.en for part in parts))


def moments_of(spent: Spent) -> list[int]:
    """Return the times at which it is asked what units did: when none was free from then on."""
    return [each.from_ms for each in spent.whole if each.loss is Loss.NOT_AVAILABLE]
