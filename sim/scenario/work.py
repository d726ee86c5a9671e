"""How much work damage is at standard rates 标准工作量, and how many machines a team can use 人装适配."""

import math
from collections.abc import Callable
from typing import Final, NamedTuple, TypeAlias

from sim.scenario.tables import Team
from sim.scenario.teams import Repair, TeamType
from sim.terms.enums import DamageKind, Skill

Work: TypeAlias = list[tuple[Skill, float]]
"""Steps of a repair: who does it, and how many hours that takes one standard machine or crew."""


def standard_work(repair: Repair, kind: DamageKind, size: float) -> Work:
    """Return the steps in which damage of a kind and size is mended.

    Parameters
    ----------
    repair
        Standard rates.
    kind
        What is broken.
    size
        In the unit of the kind.

    Returns
    -------
    Work
        In order; nothing for what passes of itself: water falls, smoke lifts.

    Examples
    --------
    >>> [(skill.value, round(hours, 1)) for skill, hours in standard_work(Repair(), DamageKind.BRIDGE, 32)]
    [('bridge', 33.6)]
    """
    steps = _HOURS[kind](repair, size) if kind in _HOURS else []
    return [(skill, hours) for skill, hours in steps if hours > 0]


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
    """Return how many machines can work at once on one face."""
    return int(repair.face_machines.value) if skill == Skill.ROAD_CLEARING.value else 1


def _slide(repair: Repair, size_m3: float) -> Work:
    """Clear one lane, then the rest."""
    lane_m3 = min(
        size_m3, max(repair.lane_least.value, repair.lane_factor.value * math.cbrt(size_m3 * size_m3))
    )
    rate_m3_h = repair.clear_rate.value
    return [(Skill.ROAD_CLEARING, m3 / rate_m3_h) for m3 in (lane_m3, size_m3 - lane_m3)]


def _bridge(repair: Repair, size_m: float) -> Work:
    return [(Skill.BRIDGE, repair.bridge_fixed.value + repair.bridge_per_m.value * size_m)]


def _line(repair: Repair, faults: float) -> Work:
    return [(Skill.POWER_LINE, repair.line.value * faults)]


def _pole(repair: Repair, poles: float) -> Work:
    """Mend the line, and set each pole."""
    return [(Skill.POWER_LINE, repair.line.value + repair.pole.value * poles)]


def _flooded(repair: Repair, depth_mm: float) -> Work:
    """Pump it dry, then mend what got wet."""
    return [(Skill.PUMPING, repair.pump_out.value), (Skill.SUBSTATION, repair.dry_out.value)]


def _equipment(repair: Repair, faults: float) -> Work:
    return [(Skill.SUBSTATION, repair.equipment.value * faults)]


def _fibre(repair: Repair, length_m: float) -> Work:
    return [(Skill.FIBRE, repair.fibre.value + repair.fibre_per_km.value * length_m / 1000)]


def _site(repair: Repair, faults: float) -> Work:
    return [(Skill.TELECOM, repair.site.value * faults)]


_HOURS: Final[dict[DamageKind, Callable[[Repair, float], Work]]] = {
    DamageKind.SLIDE: _slide,
    DamageKind.DEBRIS: _slide,
    DamageKind.BRIDGE: _bridge,
    DamageKind.LINE: _line,
    DamageKind.POLE: _pole,
    DamageKind.FLOODED_STATION: _flooded,
    DamageKind.EQUIPMENT: _equipment,
    DamageKind.FIBRE: _fibre,
    DamageKind.RADIO_SITE: _site,
    DamageKind.TELECOM_SITE: _site,
}
