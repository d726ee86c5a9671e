"""Trapped people 被困人员: who is freed alive, who too late, who still waits."""

from typing import NamedTuple

from sim.metric.reader import Reader
from sim.record.capability import CapabilityDone
from sim.record.facts import CallEnded
from sim.record.hazard_facts import PeopleTrapped
from sim.terms.enums import CallStage


class Rescued(NamedTuple):
    """What became of the people who were trapped; the four last add up to the first.

    Attributes
    ----------
    trapped
        All of them.
    alive
        Freed alive: the call at which they were ended, or the work that frees them was done, in time.
    dead
        Freed too late, or dead where nobody has freed them.
    waiting
        Trapped and alive at the end of the run.
    elsewhere
        At a call that was handed over, of which nothing more is known.
    """

    trapped: int
    alive: int
    dead: int
    waiting: int
    elsewhere: int


class Rescue:
    """Follows trapped people until they are freed: all at a call when it ends, or by those who free them."""

    def __init__(self) -> None:
        self._until_ms: dict[int, tuple[int, ...]] = {}
        self._trapped = self._alive = self._dead = self._waiting = self._elsewhere = 0
        self.readers: dict[type, Reader] = {
            PeopleTrapped: self._trap,
            CallEnded: self._end,
            CapabilityDone: self._free,
        }

    @property
    def rescued(self) -> Rescued:
        """What has become of them so far; who is still trapped counts once the run has ended."""
        return Rescued(self._trapped, self._alive, self._dead, self._waiting, self._elsewhere)

    def finish(self, t: int) -> None:
        """Take the run to end at a time."""
        for call in sorted(self._until_ms):
            self._wait(self._until_ms[call], t)
        self._until_ms.clear()

    def _trap(self, seq: int, t: int, fact: PeopleTrapped) -> None:
        self._trapped += len(fact.until_ms)
        self._until_ms[fact.call] = fact.until_ms

    def _free(self, seq: int, t: int, fact: CapabilityDone) -> None:
        """Let people be freed by those whose work it is, before the call ends."""
        if fact.frees:
            self._count(self._until_ms.pop(fact.call, ()), t)

    def _end(self, seq: int, t: int, fact: CallEnded) -> None:
        until_ms = self._until_ms.pop(fact.call, ())
        if fact.stage == CallStage.HANDED_OVER.value:
            self._elsewhere += len(until_ms)
        elif fact.stage == CallStage.OPEN.value:
            self._wait(until_ms, t)
        else:
            self._count(until_ms, t)

    def _count(self, until_ms: tuple[int, ...], t: int) -> None:
        alive = sum(until > t for until in until_ms)
        self._alive, self._dead = self._alive + alive, self._dead + len(until_ms) - alive

    def _wait(self, until_ms: tuple[int, ...], t: int) -> None:
        alive = sum(until > t for until in until_ms)
        self._waiting, self._dead = self._waiting + alive, self._dead + len(until_ms) - alive
