"""Laws of mutual aid: lent is what was asked for, and it comes home or is still out.

The reserve is lent by order alone.
"""

from typing import Final

from sim.metric.laws.law import broken
from sim.metric.reader import Reader
from sim.record.aid import AidOrdered, LoanChanged, RequestResource, RequisitionResource
from sim.record.facts import MessageDelivered, MessageSent, RunEnded, UnitChanged
from sim.scenario.lenders import lenders
from sim.scenario.model import Scenario
from sim.terms.aid import LoanStage
from sim.terms.statuses import EN_ROUTE, IN_QUARTERS, ON_SCENE, TURNING_OUT, UNKNOWN, UNSTAFFED

MUSTERING, DEPARTED, CHECKED_IN, ASSIGNED, RELEASED, HOME = (stage.value for stage in LoanStage)
FREE: Final = ""
"""Stage of a unit that is not lent."""
NEXT: Final[dict[str, frozenset[str]]] = {
    FREE: frozenset({MUSTERING}),
    MUSTERING: frozenset({DEPARTED, ASSIGNED, HOME}),
    DEPARTED: frozenset({CHECKED_IN, RELEASED, HOME}),
    CHECKED_IN: frozenset({ASSIGNED, RELEASED}),
    ASSIGNED: frozenset({CHECKED_IN, RELEASED, HOME}),
    RELEASED: frozenset({HOME}),
}
"""Stages that can follow each stage of a loan; at home a unit is free again."""

_AT_HOME = frozenset({UNKNOWN, IN_QUARTERS, UNSTAFFED})
_SERVES = frozenset({TURNING_OUT, EN_ROUTE, ON_SCENE})
_ASKS = (RequestResource, RequisitionResource, AidOrdered)


class AidLaws:
    """Follows every loan, and what neighbours were asked for.

    Parameters
    ----------
    scenario
        Neighbours, their units and what they keep.
    """

    def __init__(self, scenario: Scenario) -> None:
        self._owner: dict[int, int] = {}
        self._spare: dict[int, int] = {}
        for row in lenders(scenario):
            self._spare[row.address] = row.spare
            self._owner |= dict.fromkeys(row.units, row.address)
        self._stage = dict.fromkeys(self._owner, FREE)
        self._request: dict[int, int] = {}
        self._status = dict.fromkeys(self._owner, UNKNOWN)
        self._asked: dict[int, RequestResource | RequisitionResource | AidOrdered] = {}
        self._ordered: set[tuple[int, int]] = set()
        self._heard: dict[tuple[int, int], bool] = {}

    @property
    def checks(self) -> dict[type, Reader]:
        """What to do at each kind of fact."""
        if not self._owner:
            return {LoanChanged: self._change}
        return {
            LoanChanged: self._change,
            MessageSent: self._send,
            MessageDelivered: self._deliver,
            UnitChanged: self._move,
            RunEnded: self._end,
        }

    def _send(self, seq: int, t: int, fact: MessageSent) -> None:
        item = fact.body[0]
        if isinstance(item, _ASKS) and fact.receiver in self._spare:
            self._asked[seq] = item

    def _deliver(self, seq: int, t: int, fact: MessageDelivered) -> None:
        """Note that a neighbour has heard a request, and whether it is one by a standing agreement."""
        item = self._asked.pop(fact.message, None)
        if item is not None:
            self._heard[item.to, item.request] = type(item) is RequestResource and item.standing
            if type(item) is AidOrdered:
                self._ordered.add((item.to, item.request))

    def _change(self, seq: int, t: int, fact: LoanChanged) -> None:
        unit, stage = fact.unit, self._stage.get(fact.unit)
        if stage is None or fact.stage not in NEXT[stage]:
            raise broken("lent", seq, t, f"the loan of unit {unit} was {stage or 'none'}, is {fact.stage}")
        if fact.stage == MUSTERING:
            self._lend(seq, t, fact)
        if fact.request != self._request[unit]:
            raise broken("lent", seq, t, f"unit {unit} is lent for request {self._request[unit]}")
        self._stage[unit] = FREE if fact.stage == HOME else fact.stage

    def _lend(self, seq: int, t: int, fact: LoanChanged) -> None:
        """Look whether a neighbour was asked, and keeps its reserve."""
        owner = self._owner[fact.unit]
        if (owner, fact.request) not in self._heard:
            raise broken("agreed", seq, t, f"no request {fact.request} has reached the post of {fact.unit}")
        self._request[fact.unit] = fact.request
        out = 1 + sum(self._owner[unit] == owner for unit, stage in self._stage.items() if stage != FREE)
        if out > self._spare[owner] and (owner, fact.request) not in self._ordered:
            raise broken(
                "reserve", seq, t, f"{out} units are lent by {owner}, of {self._spare[owner]} it may"
            )

    def _move(self, seq: int, t: int, fact: UnitChanged) -> None:
        """Look whether a unit of a neighbour that goes anywhere is lent, and serves whom it is lent to."""
        unit = fact.unit
        if unit not in self._owner:
            return
        self._status[unit] = fact.status
        stage = self._stage[unit]
        if fact.status not in _AT_HOME and stage == FREE:
            raise broken("agreed", seq, t, f"unit {unit} is {fact.status}, and not lent")
        if fact.status in _SERVES and not self._may_serve(unit, stage):
            raise broken("agreed", seq, t, f"unit {unit} serves call {fact.call}, its loan is {stage}")

    def _may_serve(self, unit: int, stage: str) -> bool:
        standing = self._heard[self._owner[unit], self._request[unit]]
        return stage in (CHECKED_IN, ASSIGNED) or (stage == MUSTERING and standing)

    def _end(self, seq: int, t: int, fact: RunEnded) -> None:
        """Look whether what was lent is out, and all else at home."""
        for unit, stage in self._stage.items():
            home = self._status[unit] in _AT_HOME
            if home != (stage in (FREE, MUSTERING)):
                raise broken(
                    "lent", seq, t, f"unit {unit} is {self._status[unit]}, its loan {stage or 'over'}"
                )
