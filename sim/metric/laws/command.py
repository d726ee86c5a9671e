"""Laws of command: a scene where units are has one commander, who is one of them."""

from sim.metric.laws.calls import CallLaws
from sim.metric.laws.law import broken
from sim.metric.reader import Reader
from sim.record.facts import CallEnded, RunEnded
from sim.record.moves import CommandChanged
from sim.scenario.model import Scenario


class CommandLaws:
    """Follows who is on each scene, and who leads there; where messages are ideal nobody need lead.

    What happens in one millisecond is looked at when it has passed: a commander leaves, and another takes
    over.

    Parameters
    ----------
    scenario
        How its messages travel.
    calls
        The calls as they stand.
    """

    def __init__(self, scenario: Scenario, calls: CallLaws) -> None:
        self.awake = scenario.comms == "bearers"
        self._calls = calls
        self._present: dict[int, set[int]] = {}
        self._leads: dict[int, int] = {}
        self._touched: dict[int, tuple[int, int]] = {}
        self._now_ms = 0

    @property
    def checks(self) -> dict[type, Reader]:
        """What to do at each kind of fact."""
        return {CommandChanged: self._change, CallEnded: self._end, RunEnded: self._finish}

    def come(self, seq: int, t: int, call: int, unit: int) -> None:
        """Note that a unit is on the scene of a call."""
        self._touch(seq, t, call)
        self._present.setdefault(call, set()).add(unit)

    def go(self, seq: int, t: int, call: int | None, unit: int) -> None:
        """Note that a unit has left the scene of a call, if that has not ended."""
        if call in self._present:
            self._touch(seq, t, call)
            self._present[call].discard(unit)

    def _touch(self, seq: int, t: int, call: int) -> None:
        if t > self._now_ms:
            self._settle()
            self._now_ms = t
        self._touched[call] = seq, t

    def _settle(self) -> None:
        """Look whether one of those present leads, at each scene where something has changed."""
        for call, (seq, t) in self._touched.items() if self.awake else ():
            present, leader = self._present.get(call, ()), self._leads.get(call)
            if leader not in present if present else leader is not None:
                raise broken(
                    "command", seq, t, f"call {call} is led by {leader}, there are {sorted(present)}"
                )
            if not present:
                self._present.pop(call, None)
        self._touched.clear()

    def _change(self, seq: int, t: int, fact: CommandChanged) -> None:
        if not self._calls.is_open(fact.call):
            raise broken("command", seq, t, f"command of call {fact.call}, which is not open, changes")
        self._touch(seq, t, fact.call)
        if fact.unit is None:
            self._leads.pop(fact.call, None)
        elif self._leads.get(fact.call) == fact.unit:
            raise broken("command", seq, t, f"unit {fact.unit} leads call {fact.call} already")
        else:
            self._leads[fact.call] = fact.unit

    def _end(self, seq: int, t: int, fact: CallEnded) -> None:
        """Let command end with the call."""
        if t > self._now_ms:
            self._settle()
        for each in (self._present, self._leads, self._touched):
            each.pop(fact.call, None)

    def _finish(self, seq: int, t: int, fact: RunEnded) -> None:
        self._settle()
