"""What neighbours answered to requests, why they lent nothing, and what kept them at home 毗邻区县应答."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sim.metric.parties import party
from sim.metric.reader import Reader
from sim.metric.spread import span
from sim.record.aid import (
    AidOrdered,
    CommitResource,
    LoanChanged,
    RequestResource,
    ResponseToRequestResource,
)
from sim.record.facts import MessageDelivered, MessageSent
from sim.record.own_storm import OwnCallBegan, OwnCallEnded, OwnDuty, RecallNotice
from sim.scenario.lenders import LenderRow, lenders
from sim.scenario.model import Scenario
from sim.terms.aid import LoanStage
from sim.terms.ids import Address
from sim.terms.needs import Needs
from sim.terms.units import HOUR_MS

UNHEARD, UNANSWERED, UNABLE, ENGAGED, RESERVE, OUT, AWAY = (
    *("unheard", "unanswered", "unable", "engaged", "reserve", "out", "away"),
)
"""Why a neighbour that was asked lent nothing.

No word of the request had reached it; it had not answered; none of its units can do what was asked for; some
of its units are engaged at home, and what remains is kept ready; all that exceeds its reserve is lent; what
could is lent; or cannot go for another reason.
"""


@dataclass(slots=True)
class Answer:
    """What became of a request at one neighbour: times in ms, None where it did not happen.

    Attributes
    ----------
    asked_ms, heard_ms, answered_ms
        When the request was first sent, first delivered, and last answered.
    offered, promised
        Units offered, and promised.
    why
        Why nothing was offered; empty where something was.
    """

    request: int
    post: Address
    needs: Needs
    asked_ms: int
    ordered: bool
    heard_ms: int | None = None
    answered_ms: int | None = None
    offered: int = 0
    promised: int = 0
    why: str = UNHEARD


class AnswerRow(NamedTuple):
    """A row of the table ``aid_answers``."""

    request: int
    post: str
    ordered: float
    needs: str
    asked_s: float
    heard_s: float
    answered_s: float
    offered: int
    promised: int
    why: str


class Lending:
    """Follows what each neighbour was asked and answered, and how its units stood then.

    Parameters
    ----------
    scenario
        Neighbours, their units, and what these can do.

    Attributes
    ----------
    answers
        By neighbour and request, in the order of asking.
    """

    def __init__(self, scenario: Scenario) -> None:
        rows = lenders(scenario)
        self._own = scenario.aid.neighbours.own_storm
        self._rows: dict[Address, LenderRow] = {row.address: row for row in rows}
        self._owner = {unit: row.address for row in rows for unit in row.units}
        self._skills = {u: scenario.unit_types[scenario.units[u].type].capabilities for u in self._owner}
        self._posts = {row.address: party(scenario, row.address).id for row in rows}
        self._asks: dict[int, tuple[Address, int]] = {}
        self._lent: set[int] = set()
        self._engaged: dict[int, int] = {}
        self._engaged_ms = self._lost = self._calls = self._open = self._end_ms = 0
        self.answers: dict[tuple[Address, int], Answer] = {}
        self._recalls = 0
        self.readers: dict[type, Reader] = {
            LoanChanged: self._change,
            OwnDuty: self._engage,
            OwnCallBegan: self._begin,
            OwnCallEnded: self._close,
        }
        if rows:
            self.readers |= {MessageSent: self._say, MessageDelivered: self._hear}

    def finish(self, t: int) -> None:
        """Take the run to end at a time: who is engaged stays so."""
        self._end_ms = t

    # --- what is said ---------------------------------------------------------------------------------------

    def _say(self, seq: int, t: int, fact: MessageSent) -> None:
        item = fact.body[0]
        if isinstance(item, RequestResource | AidOrdered) and fact.receiver in self._rows:
            key = Address(fact.receiver), item.request
            ordered = type(item) is AidOrdered
            self.answers.setdefault(key, Answer(item.request, key[0], item.needs, t, ordered))
            self._asks[seq] = key
        elif isinstance(item, ResponseToRequestResource | CommitResource):
            self._answer(t, item, fact.sender)
        elif type(item) is RecallNotice:
            self._recall(item)

    def _answer(self, t: int, item: ResponseToRequestResource | CommitResource, sender: int) -> None:
        """Note the answer of a neighbour, and why it is none."""
        found = self.answers.get((Address(sender), item.request))
        if found is None or item.origin != sender:
            return
        found.answered_ms = t
        if type(item) is CommitResource:
            found.promised = len(item.units)
        found.offered = max(found.offered, len(item.units))
        found.why = "" if found.offered else self._why(found)

    def _why(self, answer: Answer) -> str:
        """Return why a neighbour has nothing to lend, by how its units stand."""
        row = self._rows[answer.post]
        able = _able(answer.needs, row.units, self._skills)
        here = [unit for unit in able if unit not in self._lent]
        if not able:
            return UNABLE
        if sum(unit in self._lent for unit in row.units) >= row.spare:
            return RESERVE
        if not here:
            return OUT
        return ENGAGED if any(unit in self._engaged for unit in row.units) else AWAY

    def _hear(self, seq: int, t: int, fact: MessageDelivered) -> None:
        key = self._asks.pop(fact.message, None)
        if key is not None and self.answers[key].heard_ms is None:
            self.answers[key].heard_ms = t
            self.answers[key].why = UNANSWERED

    def _recall(self, item: RecallNotice) -> None:
        """Count notices that were not taken back."""
        self._recalls += 1 if item.at_ms is not None else -1

    # --- how units stand ------------------------------------------------------------------------------------

    def _change(self, seq: int, t: int, fact: LoanChanged) -> None:
        if fact.stage == LoanStage.HOME.value:
            self._lent.discard(fact.unit)
        else:
            self._lent.add(fact.unit)

    def _engage(self, seq: int, t: int, fact: OwnDuty) -> None:
        if fact.on:
            self._engaged[fact.unit] = t
            self._lost += fact.number is None
        else:
            self._engaged_ms += t - self._engaged.pop(fact.unit)

    def _begin(self, seq: int, t: int, fact: OwnCallBegan) -> None:
        self._calls, self._open = self._calls + 1, self._open + 1

    def _close(self, seq: int, t: int, fact: OwnCallEnded) -> None:
        self._open -= 1

    # --- what is told of it ---------------------------------------------------------------------------------

    def rows(self) -> list[AnswerRow]:
        """Return a row for each neighbour that was asked for a request."""
        return [self._told(answer) for answer in self.answers.values()]

    def _told(self, found: Answer) -> AnswerRow:
        return AnswerRow(
            found.request,
            self._posts[found.post],
            float(found.ordered),
            " ".join(f"{skill}:{count}" for skill, count in found.needs),
            found.asked_ms / 1000,
            span(found.asked_ms, found.heard_ms),
            span(found.asked_ms, found.answered_ms),
            found.offered,
            found.promised,
            found.why,
        )

    def summary(self) -> dict[str, Any]:
        """Return the headline figures of what neighbours had to do at home; empty where that is off."""
        if not self._own:
            return {}
        open_ms = math.fsum(self._end_ms - since_ms for since_ms in self._engaged.values())
        return {
            "own_storm": {
                "calls": self._calls,
                "still_open": self._open,
                "lost_units": self._lost,
                "engaged_unit_h": (self._engaged_ms + open_ms) / HOUR_MS,
                "refused_engaged": sum(each.why == ENGAGED for each in self.answers.values()),
                "recalls": self._recalls,
            }
        }


def _able(needs: Needs, units: Sequence[int], skills: dict[int, tuple[str, ...]]) -> list[int]:
    """Return those that can do something of what is needed, however many are."""
    wanted = {skill for skill, count in needs if count > 0}
    return [unit for unit in units if not wanted.isdisjoint(skills[unit])]
