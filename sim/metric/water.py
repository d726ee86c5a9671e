"""Water at fires: what was brought and used, and for how long work waited for it."""

import math
from dataclasses import dataclass
from math import fsum
from typing import Any

from sim.metric.column import Column
from sim.metric.reader import Reader
from sim.record.water import WaterChanged
from sim.terms.units import HOUR_MS
from sim.words import both

_ML_PER_T = 1_000_000
_ML_PER_MS = 1 / 60
"""Millilitres in a millisecond at a litre a minute."""

COLUMNS = {
    "water": {
        "call": Column("1", *both("number of the call")),
        "brought_t": Column("t", *both("water that came in the tanks of units")),
        "used_t": Column("t", *both("water used")),
        "limited_h": Column("h", *both("time for which work went slower for want of water")),
        "stopped_h": Column("h", *both("of it, time without any water")),
    }
}
"""The table of calls that needed water, where water can run short."""


@dataclass(slots=True)
class Scene:
    """The water of one scene, and the last that was told of it."""

    call: int
    last: WaterChanged
    since_ms: int
    brought_ml: int = 0
    used_ml: float = 0.0
    limited_ms: float = 0.0
    stopped_ms: float = 0.0

    def pass_to(self, t: int) -> None:
        """Let time pass as it was told last."""
        ms, last = t - self.since_ms, self.last
        lack = max(0, last.need_l_min - last.inflow_l_min)
        full_ms = min(ms, math.ceil(last.stock_ml / (lack * _ML_PER_MS))) if lack else ms
        short_ms = ms - full_ms
        given = min(last.need_l_min, last.inflow_l_min)
        self.used_ml += (last.need_l_min * full_ms + given * short_ms) * _ML_PER_MS
        self.limited_ms += short_ms
        self.stopped_ms += 0 if given else short_ms
        self.since_ms = t


class WaterUse:
    """Follows the water of each scene.

    Attributes
    ----------
    scenes
        Those that needed any, by call.
    """

    def __init__(self) -> None:
        self.scenes: dict[int, Scene] = {}
        self.readers: dict[type, Reader] = {WaterChanged: self._change}

    def finish(self, t: int) -> None:
        """Take the run to end at a time."""
        for scene in self.scenes.values():
            scene.pass_to(t)

    def rows(self) -> list[tuple[Any, ...]]:
        """Return a row for each scene, as `COLUMNS` says."""
        return [
            (
                call,
                scene.brought_ml / _ML_PER_T,
                scene.used_ml / _ML_PER_T,
                scene.limited_ms / HOUR_MS,
                scene.stopped_ms / HOUR_MS,
            )
            for call, scene in sorted(self.scenes.items())
        ]

    def summary(self) -> dict[str, Any]:
        """Return the headline figures; all are nought where water could not run short."""
        rows = self.rows()
        return {
            "calls": len(rows),
            "limited": sum(row[3] > 0 for row in rows),
            "brought_t": fsum(row[1] for row in rows),
            "used_t": fsum(row[2] for row in rows),
            "limited_h": fsum(row[3] for row in rows),
            "stopped_h": fsum(row[4] for row in rows),
        }

    def _change(self, seq: int, t: int, fact: WaterChanged) -> None:
        scene = self.scenes.setdefault(fact.call, Scene(fact.call, fact, t))
        scene.pass_to(t)
        scene.last = fact
        scene.brought_ml += fact.brought_ml
