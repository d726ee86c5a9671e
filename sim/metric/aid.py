"""Mutual aid: what was asked for, approved, offered and declined, and what became of every loan."""

from dataclasses import dataclass

from sim.metric.reader import Reader
from sim.record.aid import AidApproved, AidNeeded, LoanChanged, ResponseToRequestResource
from sim.record.facts import MessageSent
from sim.record.own_storm import RecallNotice
from sim.scenario.lenders import lenders
from sim.scenario.model import Scenario
from sim.terms.aid import LoanStage


@dataclass(slots=True)
class Request:
    """A request for aid 增援请求: times in ms, None where it did not happen.

    Attributes
    ----------
    fact
        What was asked for.
    asked_ms, approved_ms
        When the dispatch centre asked, and when the home district approved.
    """

    fact: AidNeeded
    asked_ms: int
    approved_ms: int | None = None


@dataclass(slots=True)
class Loan:
    """The loan of one unit 借调: times in ms, None where it did not happen.

    Attributes
    ----------
    began_ms, left_ms, checked_in_ms, released_ms, home_ms
        When it was promised, left, first checked in, was released, and was home again.
    recalled_ms
        When its district gave notice that it calls it back.
    assigned
        How often it was assigned.
    """

    unit: int
    request: int
    began_ms: int
    left_ms: int | None = None
    checked_in_ms: int | None = None
    released_ms: int | None = None
    home_ms: int | None = None
    recalled_ms: int | None = None
    assigned: int = 0

    def away_ms(self, end_ms: int) -> int:
        """Return how long the unit was away from its own district, until it was home or the run ended."""
        if self.left_ms is None:
            return 0
        return (end_ms if self.home_ms is None else self.home_ms) - self.left_ms


class Loans:
    """Follows requests and loans.

    Parameters
    ----------
    scenario
        What the log is a log of.

    Attributes
    ----------
    requests
        By number.
    loans
        In the order in which they were promised.
    lendable
        Units that neighbours may lend.
    offers, declined
        Answers of neighbours that offered something, and nothing.
    """

    def __init__(self, scenario: Scenario) -> None:
        rows = lenders(scenario)
        self.requests: dict[int, Request] = {}
        self.loans: list[Loan] = []
        self.lendable = frozenset(unit for row in rows for unit in row.units)
        self.offers = self.declined = 0
        self._posts = frozenset(row.address for row in rows)
        self._open: dict[int, Loan] = {}
        self.readers: dict[type, Reader] = {
            AidNeeded: self._need,
            AidApproved: self._approve,
            LoanChanged: self._change,
        }
        if rows:
            self.readers[MessageSent] = self._hear

    def finish(self, t: int) -> None:
        """Take the run to end at a time: what is out stays out."""

    def _need(self, seq: int, t: int, fact: AidNeeded) -> None:
        self.requests[fact.request] = Request(fact, t)

    def _approve(self, seq: int, t: int, fact: AidApproved) -> None:
        self.requests[fact.request].approved_ms = t

    def _hear(self, seq: int, t: int, fact: MessageSent) -> None:
        """Count what neighbours answer, and note what they call back."""
        item = fact.body[0]
        if type(item) is RecallNotice and item.unit in self._open:
            self._open[item.unit].recalled_ms = None if item.at_ms is None else t
        if type(item) is ResponseToRequestResource and fact.sender in self._posts:
            self.offers += bool(item.units)
            self.declined += not item.units

    def _change(self, seq: int, t: int, fact: LoanChanged) -> None:
        stage = LoanStage(fact.stage)
        if stage is LoanStage.MUSTERING:
            self._open[fact.unit] = Loan(fact.unit, fact.request, t)
            self.loans.append(self._open[fact.unit])
            return
        loan = self._open[fact.unit]
        if stage is LoanStage.HOME:
            loan.home_ms = t
        elif loan.left_ms is None:
            loan.left_ms = t
        if stage is LoanStage.CHECKED_IN and loan.checked_in_ms is None:
            loan.checked_in_ms = t
        elif stage is LoanStage.RELEASED:
            loan.released_ms = t
        loan.assigned += stage is LoanStage.ASSIGNED
