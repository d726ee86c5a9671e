"""How much work damage usually is 通常工作量, and how many machines a team can use 人装适配."""

from collections.abc import Callable
from typing import Final, NamedTuple

from sim.scenario.hazards import Repair
from sim.scenario.tables import Team
from sim.scenario.teams import TeamType
from sim.terms.enums import DamageKind, Skill
from sim.terms.units import HOUR_MS


class Matching(NamedTuple):
    """How machines and trained people of a team fit together on one shift 人装适配.

    Attributes
    ----------
    machines
        That it has.
    operated, manned
        For how many its operators, and its people, would do.
    """

    machines: int
    operated: int
    manned: int

    @property
    def usable(self) -> int:
        """Machines that can work: with operators and people, or not at all."""
        return min(self)


def matching(team: Team, kind: TeamType) -> Matching:
    """Return how machines and people of a team fit together; its shifts take turns on the same machines."""
    operated = team.operators // team.shifts // kind.operators.whole
    manned = team.people // team.shifts // kind.crew.whole
    return Matching(team.machines, operated, manned)


def machines_at_once(repair: Repair, skill: str) -> int:
    """Return how many machines usually find room to work at once on one damage."""
    return int(repair.face.value) if skill == Skill.ROAD_CLEARING.value else 1


def usual_h(repair: Repair, kind: DamageKind, size: float, skill: str) -> float:
    """Return the hours of one machine that the first step of a repair usually takes, to the rules of thumb.

    Parameters
    ----------
    repair
        Figures of the scenario.
    kind, size
        What is broken, and how much of it, in the unit of its kind.
    skill
        What it needs next: a flooded switch room is dried once it is pumped out.
    """
    if kind is DamageKind.FLOODED_STATION:
        return repair.pumping.value if skill == Skill.PUMPING.value else repair.drying.value
    if skill == Skill.GAS_MENDING.value:
        return repair.gas_main.value * max(1.0, size)
    return _USUAL[kind](repair, size) if kind in _USUAL else 0.0


def _lane_h(repair: Repair, size_m3: float) -> float:
    lane_m3 = min(size_m3, max(repair.lane_least.value, repair.lane_share.value * size_m3))
    return lane_m3 / repair.rate.value


_USUAL: Final[dict[DamageKind, Callable[[Repair, float], float]]] = {
    DamageKind.SLIDE: _lane_h,
    DamageKind.DEBRIS: lambda repair, size: size / repair.rate.value,
    DamageKind.BRIDGE: lambda repair, size: repair.bridge_base.value + repair.bridge_rate.value * size,
    DamageKind.LINE: lambda repair, size: repair.line.ms / HOUR_MS * max(1, size),
    DamageKind.POLE: lambda repair, size: (repair.line.ms + repair.pole.ms * size) / HOUR_MS,
    DamageKind.EQUIPMENT: lambda repair, size: repair.equipment.ms / HOUR_MS * max(1, size),
    DamageKind.FIBRE: lambda repair, size: repair.fibre_break.value + repair.fibre_km.value * size / 1000,
    DamageKind.RADIO_SITE: lambda repair, size: repair.site.value,
    DamageKind.TELECOM_SITE: lambda repair, size: repair.site.value,
    DamageKind.WATER_MAIN: lambda repair, size: repair.water_main.value * max(1, size),
    DamageKind.GAS_MAIN: lambda repair, size: repair.valve.value,
    DamageKind.ROAD_FLOOD: lambda repair, size: 1.0,  # until somebody has measured how much water stands
}
