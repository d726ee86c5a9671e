"""Whether the condition of a line holds now."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from sim.live.msel.cells import Trigger

if TYPE_CHECKING:
    from sim.live.session import Session

Since = Callable[["Session", Trigger], int | None]


def holds(session: "Session", trigger: Trigger) -> bool:
    """Whether a condition has held for as long as it asks for.

    Parameters
    ----------
    session
        What is played.
    trigger
        The condition.
    """
    since_ms = _SINCE[trigger.kind](session, trigger)
    return since_ms is not None and session.now_ms - since_ms >= trigger.for_ms


def _silent(session: "Session", trigger: Trigger) -> int | None:
    return session.watch.silent.get(int(trigger.what))


def _closed(session: "Session", trigger: Trigger) -> int | None:
    return session.truth.closed.get(int(trigger.what))


def _down(session: "Session", trigger: Trigger) -> int | None:
    return session.watch.down.get(str(trigger.what))


def _level(session: "Session", trigger: Trigger) -> int | None:
    watch = session.watch
    return watch.level_ms if 0 < watch.level <= trigger.least else None


def _order(session: "Session", trigger: Trigger) -> int | None:
    times = session.watch.orders.get(str(trigger.what), [])
    return times[trigger.least - 1] if len(times) >= trigger.least else None


def _incidents(session: "Session", trigger: Trigger) -> int | None:
    begun = sorted(t for t, _ in session.truth.incidents.values())
    return begun[trigger.least - 1] if len(begun) >= trigger.least else None


def _lost(session: "Session", trigger: Trigger) -> int | None:
    lost = session.watch.lost
    return lost[trigger.least - 1] if len(lost) >= trigger.least else None


def _inject(session: "Session", trigger: Trigger) -> int | None:
    return session.watch.played.get(str(trigger.what))


def _delivered(session: "Session", trigger: Trigger) -> int | None:
    told = session.watch.told.get(str(trigger.what))
    return None if told is None else told[0]


_SINCE: Final[dict[str, Since]] = {
    "silent": _silent,
    "closed": _closed,
    "down": _down,
    "level": _level,
    "order": _order,
    "incidents": _incidents,
    "lost": _lost,
    "inject": _inject,
    "delivered": _delivered,
}
"""Since when what a condition looks at is so, in ms; None where it is not."""
