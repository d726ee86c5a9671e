"""What the conditions of a script hang on, and what became of its lines: a reader of the log."""

from collections.abc import Callable, Sequence
from typing import Any, Final, TypeAlias

from sim.record.facts import (
    Fact,
    MessageDelivered,
    MessageLost,
    MessageSent,
    ReachChanged,
    SiteChanged,
)
from sim.record.response import LevelDecided
from sim.record.rows import Cause
from sim.record.seat_facts import InjectStruck, WordGiven

Orders: TypeAlias = dict[str, list[int]]


class Watch:
    """A fold of a log.

    Attributes
    ----------
    silent
        Since when nothing is heard of an address at the dispatch centre, in ms.
    down
        Since when a site is out of service, by network and number as ``radio370/3``.
    level, level_ms
        Response level that was decided last, 0 for none, and when.
    orders
        When orders were sent, by their tags.
    lost
        When messages were lost.
    played
        When each line of the script was played.
    told
        When what a line tells was delivered, and by what.
    failed
        Lines of which what they tell was lost.
    """

    def __init__(self) -> None:
        self.silent: dict[int, int] = {}
        self.down: dict[str, int] = {}
        self.level, self.level_ms = 0, 0
        self.orders: Orders = {}
        self.lost: list[int] = []
        self.played: dict[str, int] = {}
        self.acts: set[tuple[str, type]] = set()
        self.told: dict[str, tuple[int, str]] = {}
        self.failed: set[str] = set()
        self._given: dict[int, str] = {}
        self._sent: dict[int, str] = {}

    def __call__(
        self, first_seq: int, times: Sequence[int], causes: Sequence[Cause], facts: Sequence[Fact]
    ) -> None:
        """Read a batch of entries."""
        for seq, (t, cause, fact) in enumerate(zip(times, causes, facts, strict=True), first_seq):
            read = _READ.get(type(fact))
            if read is not None:
                read(self, seq, t, cause, fact)

    def _reach(self, seq: int, t: int, cause: Cause, fact: ReachChanged) -> None:
        if fact.up:
            self.silent.pop(fact.address, None)
        else:
            self.silent.setdefault(fact.address, t)

    def _site(self, seq: int, t: int, cause: Cause, fact: SiteChanged) -> None:
        name = f"{fact.network}/{fact.site}"
        if fact.up:
            self.down.pop(name, None)
        else:
            self.down.setdefault(name, t)

    def _decide(self, seq: int, t: int, cause: Cause, fact: LevelDecided) -> None:
        self.level, self.level_ms = fact.level, t

    def _give(self, seq: int, t: int, cause: Cause, fact: WordGiven | InjectStruck) -> None:
        if fact.inject:
            self.played.setdefault(fact.inject, t)
            self.acts.add((fact.inject, type(fact)))
            self._given[seq] = fact.inject

    def _send(self, seq: int, t: int, cause: Cause, fact: MessageSent) -> None:
        line = self._given.get(cause) if isinstance(cause, int) else None
        if line is not None:
            self._sent[seq] = line
        for item in fact.body:
            kind: Any = type(item)
            self.orders.setdefault(str(kind.__struct_config__.tag), []).append(t)

    def _deliver(self, seq: int, t: int, cause: Cause, fact: MessageDelivered) -> None:
        line = self._sent.pop(fact.message, None)
        if line is not None:
            self.told[line] = t, fact.by

    def _lose(self, seq: int, t: int, cause: Cause, fact: MessageLost) -> None:
        self.lost.append(t)
        line = self._sent.pop(fact.message, None)
        if line is not None:
            self.failed.add(line)


_READ: Final[dict[type, Callable[[Watch, int, int, Cause, Any], None]]] = {
    ReachChanged: Watch._reach,
    SiteChanged: Watch._site,
    LevelDecided: Watch._decide,
    WordGiven: Watch._give,
    InjectStruck: Watch._give,
    MessageSent: Watch._send,
    MessageDelivered: Watch._deliver,
    MessageLost: Watch._lose,
}
