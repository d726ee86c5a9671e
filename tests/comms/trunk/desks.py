"""Requests at sites, with what becomes of each written down."""

from dataclasses import dataclass, field

from sim.comms.trunk.call import Call
from sim.comms.trunk.slots import Slots
from sim.kernel.clock import Clock
from sim.terms.enums import CallFailure, Precedence


@dataclass
class Fate:
    """What became of one request: times in ms, None for what did not happen."""

    precedence: Precedence
    asked: int
    began: list[int] = field(default_factory=list)
    ended: list[int] = field(default_factory=list)
    failed: list[tuple[int, CallFailure]] = field(default_factory=list)
    released: bool = False
    call: Call | None = None

    @property
    def last_words(self) -> int:
        return len(self.ended) + len(self.failed)


def ask(
    clock: Clock, site: Slots, hold_ms: int | None = 100, precedence: Precedence = Precedence.ROUTINE
) -> Fate:
    """Request a slot now."""
    fate = Fate(precedence, clock.now)
    fate.call = site.request(
        hold_ms,
        precedence,
        lambda: fate.began.append(clock.now),
        lambda why: fate.failed.append((clock.now, why)),
        lambda: fate.ended.append(clock.now),
    )
    return fate
