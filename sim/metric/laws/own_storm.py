"""Laws of neighbours with a storm of their own: engaged at home is not lent, and the reserve stays ready."""

from collections import Counter

from sim.metric.laws.law import broken
from sim.metric.reader import Reader
from sim.record.aid import AidOrdered, LoanChanged, RequestResource
from sim.record.facts import MessageDelivered, MessageSent, UnitReport
from sim.record.own_storm import OwnCallBegan, OwnCallEnded, OwnDuty, RequestWeighed
from sim.scenario.lenders import lenders
from sim.scenario.model import Scenario
from sim.terms.aid import LoanStage
from sim.terms.statuses import IN_QUARTERS


class OwnStormLaws:
    """Follows what neighbours do at home, and what their units told their posts.

    Parameters
    ----------
    scenario
        Neighbours, their units and what they keep.
    """

    def __init__(self, scenario: Scenario) -> None:
        self._on = scenario.aid.neighbours.own_storm
        rows = [row for row in lenders(scenario) if not row.tier]
        self._owner = {unit: row.address for row in rows for unit in row.units}
        self._reserve = {row.address: len(row.units) - row.spare for row in rows}
        self._begun: Counter[int] = Counter()
        self._ended: set[tuple[int, int]] = set()
        self._engaged: dict[int, int | None] = {}
        self._lent: set[int] = set()
        self._ordered: set[tuple[int, int]] = set()
        self._heard: set[tuple[int, int]] = set()
        self._told: dict[int, tuple[int, str]] = {}
        self._sent: dict[int, tuple[int, int, tuple[object, ...]]] = {}

    @property
    def checks(self) -> dict[type, Reader]:
        """What to do at each kind of fact."""
        own: dict[type, Reader] = {
            OwnCallBegan: self._begin,
            OwnCallEnded: self._end,
            OwnDuty: self._engage,
            RequestWeighed: self._weigh,
        }
        if not self._on:
            return own
        return own | {
            LoanChanged: self._lend,
            MessageSent: self._send,
            MessageDelivered: self._deliver,
        }

    # --- calls and units at home ----------------------------------------------------------------------------

    def _begin(self, seq: int, t: int, fact: OwnCallBegan) -> None:
        if fact.number != self._begun[fact.post]:
            raise broken("own_call", seq, t, f"call {fact.number} of {fact.post} comes out of turn")
        self._begun[fact.post] += 1

    def _end(self, seq: int, t: int, fact: OwnCallEnded) -> None:
        key = fact.post, fact.number
        if fact.number >= self._begun[fact.post] or key in self._ended:
            raise broken("own_call", seq, t, f"call {fact.number} of {fact.post} is not open")
        self._ended.add(key)

    def _engage(self, seq: int, t: int, fact: OwnDuty) -> None:
        unit = fact.unit
        if fact.on and (unit in self._engaged or unit in self._lent or unit not in self._owner):
            raise broken("own_duty", seq, t, f"unit {unit} is engaged already, lent, or of no neighbour")
        if not fact.on and self._engaged.get(unit, -1) != fact.number:
            raise broken("own_duty", seq, t, f"unit {unit} is not engaged so")
        if fact.on:
            self._engaged[unit] = fact.number
        else:
            del self._engaged[unit]

    def _weigh(self, seq: int, t: int, fact: RequestWeighed) -> None:
        if (fact.post, fact.request) not in self._heard:
            raise broken("agreed", seq, t, f"no request {fact.request} has reached {fact.post}")

    # --- what posts know, and lend --------------------------------------------------------------------------

    def _send(self, seq: int, t: int, fact: MessageSent) -> None:
        if fact.receiver in self._reserve:
            self._sent[seq] = fact.receiver, t, fact.body

    def _deliver(self, seq: int, t: int, fact: MessageDelivered) -> None:
        receiver, sent_ms, body = self._sent.pop(fact.message, (0, 0, ()))
        for item in body:
            if type(item) is UnitReport and self._owner.get(item.unit) == receiver:
                if sent_ms >= self._told.get(item.unit, (-1, ""))[0]:
                    self._told[item.unit] = sent_ms, item.status
            elif type(item) is RequestResource:
                self._heard.add((receiver, item.request))
            elif type(item) is AidOrdered:
                self._ordered.add((receiver, item.request))

    def _lend(self, seq: int, t: int, fact: LoanChanged) -> None:
        """Look whether as many as are kept remain that the post holds to be ready."""
        if fact.stage == LoanStage.HOME.value:
            self._lent.discard(fact.unit)
        owner = self._owner.get(fact.unit)
        if fact.stage != LoanStage.MUSTERING.value or owner is None:
            return
        self._lent.add(fact.unit)
        ready = sum(
            self._told.get(unit, (0, ""))[1] == IN_QUARTERS and unit not in self._lent
            for unit, of in self._owner.items()
            if of == owner
        )
        if ready < self._reserve[owner] and (owner, fact.request) not in self._ordered:
            found = f"{owner} lends {fact.unit} and knows {ready} ready, of {self._reserve[owner]} it keeps"
            raise broken("reserve", seq, t, found)
