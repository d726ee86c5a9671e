"""Districts on a line whose mains break and whose roads are flooded by hand, without any luck."""

from collections.abc import Sequence
from typing import Any

from worlds import NOTE, kind
from yards import TYPES, Yard, team, yard

from sim.hazard.damage import Damage
from sim.hazard.play import Play
from sim.hazard.repair import steps
from sim.record.utilities import HydrantsChanged, WaterPumped
from sim.terms.enums import DamageKind
from sim.terms.units import HOUR_MS

QUICK = {"name": {"zh": "队", "en": "team"}, "machine": {"zh": "机", "en": "machine"}, "crew": 1}
SKILLED = {
    **TYPES,
    "gas": {**QUICK, "capabilities": ["gas"], "fuel": 10000},
    "pipes": {**QUICK, "capabilities": ["gas", "gas_mending"], "fuel": 10000},
    "water": {**QUICK, "capabilities": ["water"], "fuel": 10000},
}
MODEL = {"model": True, "tank": 2}
PUMPS = {"pumps": {"on": True, "rate": 1000, "area": 1000, "most": 2}}
"""A cubic metre for each millimetre, so that one pump takes 3.6 s for it, and a metre an hour."""
BOTH = {**MODEL, **PUMPS}
WET = {"fire": kind(uses_water=True)}


def main(
    node: int, at_h: float, what: str = "water_main_break", size: float = 1, until_h: float = 1e6
) -> Any:
    """Return a scripted break of the mains of the village at a node."""
    return {"what": what, "target": f"V{node:02d}", "at": at_h, "until": until_h, "size": size}


def town(
    teams: Sequence[dict[str, Any]] = (),
    injects: Sequence[dict[str, Any]] = (),
    utilities: dict[str, Any] | None = None,
    hospital: int | None = None,
    **changes: Any,
) -> dict[str, Any]:
    """Return a yard whose villages have hydrants and mains."""
    data = yard(teams or [team("W", "water", ready_min=0)], injects, **changes)
    data["team_types"] = SKILLED
    data["utilities"] = MODEL if utilities is None else utilities
    if hospital is not None:
        at = {"node": f"N{hospital:02d}", "lon": 107.0, "lat": 29.0, "level": "二甲", "beds": 100}
        data["hospitals"] = [{"id": "H1", "name_zh": "医院", **at, **NOTE}]
    return data


class Town(Yard):
    """A world whose mains break, and whose roads are flooded, by hand."""

    def breaks(self, what: DamageKind, village: int = 2, size: int = 1) -> Damage:
        """Let mains break now, with the work that is usual."""
        nodes = (village, village + 1) if what is DamageKind.GAS_MAIN else (village,)
        return self.damages.strike(
            what, village, size, nodes, steps(what, size, self.scenario.hazards.repair)
        )

    def floods(self, link: int = 1, mm: int = 1000) -> Damage:
        """Let a link be flooded now."""
        return self.damages.strike(DamageKind.ROAD_FLOOD, link, mm, (link, link + 1))

    def nature(self, damage: Damage, mm: int) -> None:
        """Let nature have a flood so deep now."""
        play: Play = self.world.play
        play.moves(damage, mm)

    def pumped(self) -> list[tuple[float, int, int]]:
        """Return what was pumped: (hour, litres, mm that are left)."""
        return [(round(hour, 4), fact.litres, fact.left_mm) for hour, fact in self.all(WaterPumped)]

    def hydrants(self) -> list[tuple[float, int, bool]]:
        """Return where hydrants ran dry or had water again: (hour, village, dry)."""
        return [(round(hour, 4), fact.place, fact.dry) for hour, fact in self.all(HydrantsChanged)]

    def shut(self, link: int) -> bool:
        """Whether a link is closed to everybody who drives."""
        return link in self.world.context.roads.closed


def after_h(fact_ms: int) -> float:
    """Return milliseconds in hours."""
    return fact_ms / HOUR_MS
