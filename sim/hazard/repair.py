"""How much work it is to mend what is broken 抢修工作量: steps, with who can do them and for how long."""

from collections.abc import Callable, Mapping
from typing import Final

from sim.hazard.damage import Step
from sim.kernel.draw import Draws
from sim.scenario.hazards import Repair
from sim.terms.enums import DamageKind
from sim.terms.units import HOUR_MS

ROAD_CLEARING: Final = "road_clearing"
BRIDGE: Final = "bridge"
POWER_LINE: Final = "power_line"
SUBSTATION: Final = "substation"
FIBRE: Final = "fibre"
TELECOM: Final = "telecom"
WATER: Final = "water"
GAS: Final = "gas"
GAS_MENDING: Final = "gas_mending"
PUMPING: Final = "pumping"

_Steps = tuple[Step, ...]


def steps(kind: DamageKind, size: int, repair: Repair, draws: Draws | None = None) -> tuple[Step, ...]:
    """Return the steps in which a damage is mended; none where it passes of itself.

    Parameters
    ----------
    kind, size
        What is broken, and how much of it, in the unit of its kind.
    repair
        Figures of the scenario.
    draws
        Luck of this damage, of which two numbers are used whatever its kind; without it all takes what is
        usual.
    """
    made = _OF_KIND.get(kind)
    luck = draws.lognormal(1.0, repair.sigma.value) if draws else 1.0
    unstable = draws is not None and draws.uniform() < repair.unstable.value
    if made is None:
        return ()
    if made is _slide:  # a face is cleared at its own rate, unless the slope above still moves
        luck = repair.unstable_factor.value if unstable else 1.0
    return tuple(step._replace(work_ms=round(step.work_ms * luck)) for step in made(size, repair))


def _slide(size: int, repair: Repair) -> _Steps:
    """Clear one lane first, from one face; then the other, from both ends."""
    lane_m3 = min(size, max(repair.lane_least.value, repair.lane_share.value * size))
    rest_m3 = max(0.0, repair.full_share.value * size - lane_m3)
    face = int(repair.face.value)
    first = Step(ROAD_CLEARING, _hours(lane_m3 / repair.rate.value), face)
    if not rest_m3:
        return (first,)
    return (first, Step(ROAD_CLEARING, _hours(rest_m3 / repair.rate.value), 2 * face))


def _debris(size: int, repair: Repair) -> _Steps:
    return (Step(ROAD_CLEARING, _hours(size / repair.rate.value), int(repair.face.value)),)


def _bridge(size: int, repair: Repair) -> _Steps:
    """Build a temporary bridge of one lane, then a new one."""
    temporary_h = repair.bridge_base.value + repair.bridge_rate.value * size
    return (Step(BRIDGE, _hours(temporary_h)), Step(BRIDGE, repair.bridge_full.ms))


def _line(size: int, repair: Repair) -> _Steps:
    return (Step(POWER_LINE, repair.line.ms * max(1, size)),)


def _pole(size: int, repair: Repair) -> _Steps:
    return (Step(POWER_LINE, repair.line.ms + repair.pole.ms * size),)


def _flooded(size: int, repair: Repair) -> _Steps:
    return (Step(PUMPING, repair.pumping.ms), Step(SUBSTATION, repair.drying.ms))


def _equipment(size: int, repair: Repair) -> _Steps:
    return (Step(SUBSTATION, repair.equipment.ms * max(1, size)),)


def _fibre(size: int, repair: Repair) -> _Steps:
    return (Step(FIBRE, repair.fibre_break.ms + _hours(repair.fibre_km.value * size / 1000)),)


def _site(size: int, repair: Repair) -> _Steps:
    return (Step(TELECOM, repair.site.ms),)


def _water_main(size: int, repair: Repair) -> _Steps:
    return (Step(WATER, repair.water_main.ms * max(1, size), max(1, size)),)


def _gas_main(size: int, repair: Repair) -> _Steps:
    """Shut it off first, then mend it: gangs work side by side where it is broken at several places."""
    return (Step(GAS, repair.valve.ms), Step(GAS_MENDING, repair.gas_main.ms * max(1, size), max(1, size)))


def _hours(hours: float) -> int:
    return round(hours * HOUR_MS)


_OF_KIND: Final[Mapping[DamageKind, Callable[[int, Repair], _Steps]]] = {
    DamageKind.SLIDE: _slide,
    DamageKind.DEBRIS: _debris,
    DamageKind.BRIDGE: _bridge,
    DamageKind.LINE: _line,
    DamageKind.POLE: _pole,
    DamageKind.FLOODED_STATION: _flooded,
    DamageKind.EQUIPMENT: _equipment,
    DamageKind.FIBRE: _fibre,
    DamageKind.RADIO_SITE: _site,
    DamageKind.TELECOM_SITE: _site,
    DamageKind.WATER_MAIN: _water_main,
    DamageKind.GAS_MAIN: _gas_main,
}
"""What mends each kind; flooded roads, and those in smoke or gas, wait for it to go."""
