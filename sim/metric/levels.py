"""Response levels: when the truth warranted one, when it was decided, when it was known, what was done."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from sim.metric.reader import Reader
from sim.network.islands import Islands
from sim.record.facts import (
    CallEnded,
    IncidentBegan,
    MessageDelivered,
    MessageSent,
    ReachChanged,
    RoadCut,
    RoadOpened,
)
from sim.record.hazard_facts import DamageBegan, DamageMended
from sim.record.people import WeatherWarning
from sim.record.response import (
    CommandMoved,
    ConsultationEnded,
    DeskServed,
    LevelDecided,
    LevelKnown,
    LevelOrder,
    MeasureTaken,
)
from sim.scenario.model import Scenario
from sim.scenario.response import Counts
from sim.terms.colours import ColoursOut
from sim.terms.ids import Address, Band


class Warranted(NamedTuple):
    """From a time on, in ms, the level that the truth warrants 应达等级."""

    t_ms: int
    level: int


class Decision(NamedTuple):
    """A post decided on a level at a time, in ms."""

    t_ms: int
    post: int
    level: int
    number: int
    reason: str


@dataclass(slots=True)
class Receipt:
    """When an order to act at a level was first sent to somebody, and when they knew; times in ms."""

    sent_ms: int
    known_ms: int | None = None


class Round(NamedTuple):
    """A consultation ended at a time, in ms."""

    t_ms: int
    fact: ConsultationEnded


@dataclass(slots=True)
class Truth:
    """What is so, by which the level is warranted."""

    calls: set[int] = field(default_factory=set)
    missing: set[int] = field(default_factory=set)
    silent: set[int] = field(default_factory=set)
    damages: set[int] = field(default_factory=set)
    closed: set[int] = field(default_factory=set)


class Levels:
    """Follows response levels, where the scenario has them.

    Parameters
    ----------
    scenario
        What the log is a log of.

    Attributes
    ----------
    warranted
        The level that the truth warrants, by the table of the scenario, from when on; the first at 0.
    decisions
        What was decided, in order.
    receipts
        By decision (level, number) and receiver: when the order was sent, and known.
    rounds
        Consultations.
    waits_ms
        How long each message waited for the staff.
    moves
        When command moved, from where to where.
    measures
        By measure: how many took it, and how much came in all.
    """

    def __init__(self, scenario: Scenario) -> None:
        self._rules = scenario.response
        self.active = scenario.response.levels
        self.warranted = [Warranted(0, 0)]
        self.decisions: list[Decision] = []
        self.receipts: dict[tuple[int, int, int], Receipt] = {}
        self.rounds: list[Round] = []
        self.waits_ms: list[int] = []
        self.moves: list[tuple[int, CommandMoved]] = []
        self.measures: dict[str, list[int]] = {}
        self._truth = Truth()
        self._warned = ColoursOut()
        self._on_way: dict[int, tuple[WeatherWarning, ...]] = {}
        self._kinds = frozenset(scenario.kind_ids[kind] for kind in scenario.response.missing)
        self.readers: dict[type, Reader] = {}
        if self.active:
            self._islands = Islands.of(scenario)
            self.readers = self._all()

    def _all(self) -> dict[type, Reader]:
        truth = self._truth
        return {
            IncidentBegan: self._begin,
            CallEnded: self._end,
            ReachChanged: self._reach,
            DamageBegan: lambda seq, t, fact: self._change(t, truth.damages.add, fact.damage),
            DamageMended: lambda seq, t, fact: self._change(t, truth.damages.discard, fact.damage),
            RoadCut: lambda seq, t, fact: self._change(t, truth.closed.add, fact.link),
            RoadOpened: lambda seq, t, fact: self._change(t, truth.closed.discard, fact.link),
            MessageSent: self._send,
            MessageDelivered: self._deliver,
            LevelDecided: self._decide,
            LevelKnown: self._know,
            ConsultationEnded: lambda seq, t, fact: self.rounds.append(Round(t, fact)),
            DeskServed: lambda seq, t, fact: self.waits_ms.append(fact.waited_ms),
            CommandMoved: lambda seq, t, fact: self.moves.append((t, fact)),
            MeasureTaken: self._take,
        }

    def finish(self, t: int) -> None:
        """Take the run to end at a time."""
        if self.warranted[-1].t_ms < t:
            self.warranted.append(self.warranted[-1]._replace(t_ms=t))

    # --- the truth ------------------------------------------------------------------------------------------

    def _begin(self, seq: int, t: int, fact: IncidentBegan) -> None:
        self._truth.calls.add(fact.call)
        if fact.kind in self._kinds:
            self._truth.missing.add(fact.call)
        self._note(t)

    def _end(self, seq: int, t: int, fact: CallEnded) -> None:
        self._truth.calls.discard(fact.call)
        self._truth.missing.discard(fact.call)
        self._note(t)

    def _reach(self, seq: int, t: int, fact: ReachChanged) -> None:
        if (Band.split(Address(fact.address)) or (None,))[0] is Band.TOWNSHIP:
            silent = self._truth.silent
            self._change(t, silent.discard if fact.up else silent.add, fact.address)

    def _change(self, t: int, change: Callable[[int], None], item: int) -> None:
        change(item)
        self._note(t)

    def _note(self, t: int) -> None:
        """Note which level is warranted from now on; of several changes at one time the last counts."""
        truth = self._truth
        counts = Counts(
            self._warned.worst,
            len(truth.calls),
            len(truth.missing),
            len(truth.silent),
            len(truth.damages),
            self._islands.cut_off(truth.closed),
        )
        level = self._rules.thresholds.warranted(counts)
        if self.warranted[-1].t_ms == t:
            self.warranted.pop()
        if not self.warranted or self.warranted[-1].level != level:
            self.warranted.append(Warranted(t, level))

    # --- what became of it ----------------------------------------------------------------------------------

    def _decide(self, seq: int, t: int, fact: LevelDecided) -> None:
        self.decisions.append(Decision(t, fact.post, fact.level, fact.number, fact.reason))

    def _send(self, seq: int, t: int, fact: MessageSent) -> None:
        item = fact.body[0]
        if type(item) is LevelOrder:
            self.receipts.setdefault((item.level, item.number, fact.receiver), Receipt(t))
        elif type(item) is WeatherWarning:
            self._on_way[seq] = tuple(each for each in fact.body if type(each) is WeatherWarning)

    def _deliver(self, seq: int, t: int, fact: MessageDelivered) -> None:
        """Let the warnings hold that have reached the operations centre: others warrant nothing."""
        told = self._on_way.pop(fact.message, ())
        if self._hear(told):
            self._note(t)

    def _hear(self, told: tuple[WeatherWarning, ...]) -> bool:
        """Take in all of a message; whether the worst warning that is out has changed."""
        before = self._warned.worst
        for item in told:
            self._warned.hear(item.warning, item.township, item.colour)
        return before != self._warned.worst

    def _know(self, seq: int, t: int, fact: LevelKnown) -> None:
        self.receipts[fact.level, fact.number, fact.address].known_ms = t

    def _take(self, seq: int, t: int, fact: MeasureTaken) -> None:
        if fact.amount > 0:
            taken = self.measures.setdefault(fact.measure, [0, 0])
            taken[0] += 1
            taken[1] += fact.amount
