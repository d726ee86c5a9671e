"""What came of a run from a time on 后果: by this, what people did is set beside what might have been."""

import math
from itertools import pairwise
from typing import Final, NamedTuple

from sim.metric.contact import POST
from sim.metric.exercise import Posts
from sim.metric.fold import Fold
from sim.metric.people import AWAY
from sim.metric.responses import Call
from sim.metric.spread import mean
from sim.terms.ids import Band
from sim.terms.units import HOUR_MS, MINUTE_MS
from sim.words import both, both_in


class Outcome(NamedTuple):
    """A figure: its unit, its names, and whether less of it is better."""

    unit: str
    zh: str
    en: str
    less: bool = True


OUTCOMES: Final[dict[str, Outcome]] = {
    "first_unit_min": Outcome("min", *both("wait for the first unit, mean of calls")),
    "calls": Outcome("1", *both("calls open or new")),
    "unreached": Outcome("1", *both_in("metric.unreached", "calls that no unit reached")),
    "orders": Outcome("1", *both("orders sent")),
    "orders_lost": Outcome("1", *both("orders that did not arrive")),
    "silent_h": Outcome("h", *both("hours of townships in silence")),
    "road_lost_h": Outcome("h", *both("hours without a road, mean of people")),
    "power_lost_h": Outcome("h", *both("hours without mains, mean of people")),
    "word_lost_h": Outcome("h", *both("hours without word, mean of people")),
    "told": Outcome("1", *both("people told to leave"), False),
    "moved": Outcome("1", *both("people who have left home"), False),
    "alive": Outcome("1", *both_in("metric.alive", "trapped people freed alive"), False),
    "dead": Outcome("1", *both("trapped people dead")),
}
"""What is told of a run; a figure that a scenario does not have is None."""


def outcomes(fold: Fold, posts: Posts, from_ms: int) -> dict[str, float | None]:
    """Return what came of a run from a time until its end.

    Parameters
    ----------
    fold, posts
        Of the log, whose end is known.
    from_ms
        Calls count that no unit had reached by then, from then on or from their beginning; hours and orders
        from then on; people as they stand at the end.
    """
    assert fold.end_ms is not None
    end_ms = fold.end_ms
    waits = [_wait_ms(call, from_ms, end_ms) for call in fold.responses.calls if _is_open(call, from_ms)]
    sent = [order for post in posts.files.values() for order in post.orders if order.t_ms >= from_ms]
    return {
        "first_unit_min": mean([wait / MINUTE_MS for wait, _ in waits]) if waits else None,
        "calls": len(waits),
        "unreached": sum(not reached for _, reached in waits),
        "orders": len(sent),
        "orders_lost": sum(order.arrived_ms is None for order in sent),
        "silent_h": _silent_h(fold, from_ms, end_ms),
        **_lost(fold, from_ms),
        **_people(fold),
        **_trapped(fold),
    }


def _is_open(call: Call, from_ms: int) -> bool:
    """Whether a call is to be served after a time."""
    reached = call.first is not None and (call.first.on_scene_ms or 0) < from_ms
    return not reached and (call.ended_ms is None or call.ended_ms >= from_ms)


def _wait_ms(call: Call, from_ms: int, end_ms: int) -> tuple[int, bool]:
    """Return how long a call waited for a unit, and whether one came; else to its end, or that of the run."""
    came = None if call.first is None else call.first.on_scene_ms
    until = came if came is not None else call.ended_ms if call.ended_ms is not None else end_ms
    return until - max(call.began_ms, from_ms), came is not None


def _silent_h(fold: Fold, from_ms: int, end_ms: int) -> float:
    spans = (
        (end_ms if spell.until_ms is None else spell.until_ms) - max(spell.from_ms, from_ms)
        for (kind, address), spells in fold.contact.spells.items()
        if kind == POST and Band.TOWNSHIP <= address < Band.VILLAGE
        for spell in spells
    )
    return math.fsum(max(0, span) for span in spans) / HOUR_MS


def _lost(fold: Fold, from_ms: int) -> dict[str, float | None]:
    """Return the hours without each service from a time on, on average over the people."""
    found: dict[str, float | None] = {}
    for place, name in enumerate(("road", "power", "word"), 1):
        parts = [
            (1 - float(now[place])) * max(0, then.t_ms - max(now.t_ms, from_ms))
            for now, then in pairwise(fold.service.levels)
        ]
        found[f"{name}_lost_h"] = math.fsum(parts) / HOUR_MS
    return found


def _people(fold: Fold) -> dict[str, float | None]:
    crowd = fold.crowd
    if not crowd.groups:
        return {"told": None, "moved": None}
    told = sum(group.people for group in crowd.groups if group.number in crowd.told)
    return {"told": told, "moved": sum(counts.get(state, 0) for counts in crowd.states for state in AWAY)}


def _trapped(fold: Fold) -> dict[str, float | None]:
    rescued = fold.rescue.rescued
    none = not rescued.trapped
    return {"alive": None if none else rescued.alive, "dead": None if none else rescued.dead}
