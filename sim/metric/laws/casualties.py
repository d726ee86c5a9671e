"""Laws of casualties: each is in one state, a bed holds one, an ambulance goes where an order sends it."""

from typing import Final

from sim.metric.laws.law import broken
from sim.metric.reader import Reader
from sim.record.casualties import (
    AmbulanceMoved,
    CasualtyBegan,
    CasualtyChanged,
    CasualtyMovedOn,
    Fetch,
    HospitalChanged,
    TurnedAway,
)
from sim.record.facts import MessageDelivered, MessageSent
from sim.scenario.model import Scenario
from sim.terms.ids import UnitId, unit_address
from sim.terms.relief import AmbulanceStatus, CasualtyState, Triage

_WAITING, _CARRIED, _QUEUED, _TREATED, _DISCHARGED, _DEAD = (state.value for state in CasualtyState)
_NEXT: Final = {
    _WAITING: frozenset({_WAITING, _CARRIED, _QUEUED, _DEAD}),
    _CARRIED: frozenset({_CARRIED, _WAITING, _QUEUED, _DEAD}),
    _QUEUED: frozenset({_QUEUED, _TREATED, _DEAD}),
    _TREATED: frozenset({_DISCHARGED}),
    _DISCHARGED: frozenset[str](),
    _DEAD: frozenset[str](),
}
_MOVED_ON: Final = _NEXT | {
    _QUEUED: _NEXT[_QUEUED] | {_CARRIED},
    _TREATED: _NEXT[_TREATED] | {_CARRIED},
    _CARRIED: _NEXT[_CARRIED] | {_TREATED},
    _WAITING: _NEXT[_WAITING] | {_TREATED},
}
"""What comes next where hospitals have casualties brought to others."""
_ORDER: Final = [triage.value for triage in Triage]


class CasualtyLaws:
    """Follows casualties, beds and ambulances.

    Parameters
    ----------
    scenario
        Its hospitals.
    """

    def __init__(self, scenario: Scenario) -> None:
        self._is_on = scenario.casualties.model
        self._next = _MOVED_ON if scenario.casualties.transfers else _NEXT
        self._treated: set[int] = set()
        self._leaves: set[int] = set()
        self._states: list[tuple[str, str]] = []
        self._bed_of: dict[int, int] = {}
        self._beds = [0] * len(scenario.hospitals)
        self._sent: dict[int, tuple[int, int]] = {}
        self._may: set[tuple[int, int]] = set()

    @property
    def checks(self) -> dict[type, Reader]:
        """What to do at each kind of fact."""
        found: dict[type, Reader] = {
            CasualtyBegan: self._begin,
            CasualtyChanged: self._change,
            HospitalChanged: self._hospital,
            TurnedAway: self._turn_away,
            AmbulanceMoved: self._drive,
            CasualtyMovedOn: self._move_on,
        }
        return found | {MessageSent: self._send, MessageDelivered: self._deliver} if self._is_on else found

    def _send(self, seq: int, t: int, fact: MessageSent) -> None:
        item = fact.body[0]
        if type(item) is Fetch:
            self._sent[seq] = fact.receiver, item.call

    def _deliver(self, seq: int, t: int, fact: MessageDelivered) -> None:
        if fact.message in self._sent:
            self._may.add(self._sent.pop(fact.message))

    def _begin(self, seq: int, t: int, fact: CasualtyBegan) -> None:
        if fact.casualty != len(self._states):
            raise broken("patient", seq, t, f"casualty {fact.casualty} comes as number {len(self._states)}")
        dead = fact.triage == Triage.BLACK.value
        self._states.append((_DEAD if dead else _WAITING, fact.triage))

    def _change(self, seq: int, t: int, fact: CasualtyChanged) -> None:
        if not 0 <= fact.casualty < len(self._states):
            raise broken("patient", seq, t, f"there is no casualty {fact.casualty}")
        state, triage = self._states[fact.casualty]
        worse = _ORDER.index(fact.triage) - _ORDER.index(triage)
        grew_worse = triage in ("red", "yellow") and fact.triage in ("red", "black")
        moves = self._moves(fact.casualty, state, fact.state)
        if fact.state not in self._next[state] or not moves or (worse and not grew_worse):
            found = f"casualty {fact.casualty} goes from {state}, {triage} to {fact.state}, {fact.triage}"
            raise broken("patient", seq, t, found)
        self._states[fact.casualty] = fact.state, fact.triage
        self._lie(seq, t, fact)

    def _moves(self, casualty: int, state: str, new: str) -> bool:
        """Whether who leaves a hospital was handed to a crew, and who needs no treatment has had it."""
        if new == _CARRIED and state in (_QUEUED, _TREATED):
            handed = casualty in self._leaves
            self._leaves.discard(casualty)
            return handed
        had = casualty in self._treated
        if new == _TREATED:
            self._treated.add(casualty)
        return had if new == _TREATED and state in (_CARRIED, _WAITING) else True

    def _move_on(self, seq: int, t: int, fact: CasualtyMovedOn) -> None:
        state, _ = self._states[fact.casualty]
        elsewhere = self._bed_of.get(fact.casualty, fact.hospital) != fact.hospital
        if state not in (_WAITING, _QUEUED, _TREATED) or elsewhere:
            raise broken("patient", seq, t, f"{fact.hospital} moves {fact.casualty} on, who is {state}")
        self._leaves.add(fact.casualty)

    def _lie(self, seq: int, t: int, fact: CasualtyChanged) -> None:
        """Follow who lies in which bed."""
        lies = fact.bed and fact.state in (_QUEUED, _TREATED)
        if not lies:
            self._bed_of.pop(fact.casualty, None)
        elif fact.casualty not in self._bed_of:
            hospital = -1 if fact.hospital is None else fact.hospital
            taken = sum(each == hospital for each in self._bed_of.values())
            if not 0 <= hospital < len(self._beds) or taken >= self._beds[hospital]:
                raise broken("beds", seq, t, f"hospital {hospital} gives bed {taken + 1}")
            self._bed_of[fact.casualty] = hospital

    def _hospital(self, seq: int, t: int, fact: HospitalChanged) -> None:
        self._beds[fact.hospital] = fact.beds

    def _turn_away(self, seq: int, t: int, fact: TurnedAway) -> None:
        taken = sum(each == fact.hospital for each in self._bed_of.values())
        if taken < self._beds[fact.hospital]:
            raise broken("beds", seq, t, f"hospital {fact.hospital} turns away with {taken} beds taken")

    def _drive(self, seq: int, t: int, fact: AmbulanceMoved) -> None:
        going = fact.status == AmbulanceStatus.EN_ROUTE.value
        if going and (unit_address(UnitId(fact.unit)), fact.call) not in self._may:
            raise broken("fetched", seq, t, f"no order sends ambulance {fact.unit} to {fact.call}")
