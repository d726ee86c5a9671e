"""One call on trunked radio 呼叫, and what is called back when something becomes of it."""

from collections.abc import Callable
from typing import TypeAlias

from sim.terms.enums import CallFailure

Done: TypeAlias = Callable[[], None]
Failed: TypeAlias = Callable[[CallFailure], None]


def nothing() -> None:
    """Do nothing."""


class Call:
    """One request for a slot 呼叫: it waits or talks, and then is over, exactly once.

    Attributes
    ----------
    began_ms
        When it got its slot; None as long as it has none.
    over
        Whether it has ended, failed or left.
    """

    __slots__ = (
        "asked_ms",
        "began_ms",
        "clear_ms",
        "gap_ms",
        "hold_ms",
        "number",
        "on_end",
        "on_fail",
        "on_start",
        "over",
        "rank",
        "ready_ms",
    )

    def __init__(
        self,
        asked_ms: int,
        number: int,
        rank: int,
        hold_ms: int | None,
        on_start: Done,
        on_fail: Failed,
        on_end: Done,
    ) -> None:
        self.asked_ms = asked_ms
        self.number = number
        self.rank = rank
        self.hold_ms = hold_ms
        self.on_start = on_start
        self.on_fail = on_fail
        self.on_end = on_end
        self.began_ms: int | None = None
        # among the background: when nobody is ahead any more and when a slot falls to it, both for the first
        # in line only; and how long those take who are between it and the request before it
        self.clear_ms = 0.0
        self.ready_ms = 0.0
        self.gap_ms = 0.0
        self.over = False

    @property
    def waiting(self) -> bool:
        """Whether it stands in line."""
        return self.began_ms is None and not self.over

    def fail(self, why: CallFailure) -> None:
        """Let it be over without success."""
        self.over = True
        self.on_fail(why)
