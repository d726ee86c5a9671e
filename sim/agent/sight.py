"""What whoever stands before damage can tell of it."""

from sim.agent.roads import TrueRoads
from sim.hazard.damage import Damage
from sim.hazard.weather.flood_speed import STOPS_MM
from sim.record.facts import Report, RoadReport
from sim.record.repair import DamageReport
from sim.terms.enums import Asset, DamageKind


def seen(damage: Damage, left_ms: int | None = None) -> DamageReport:
    """Return what is seen of damage: what and how much is broken, and who is needed next.

    Parameters
    ----------
    damage
        The damage before one's eyes.
    left_ms
        What is left of the next step, where one has measured it.
    """
    step = None if damage.whole or is_shallow(damage) else damage.step
    return DamageReport(
        damage.number,
        damage.kind.value,
        damage.target,
        damage.size,
        damage.nodes,
        "" if step is None else step.capability,
        damage.whole,
        None if step is None else left_ms,
    )


def is_shallow(damage: Damage) -> bool:
    """Whether a road is under so little water that cars pass, and nobody asks for a pump."""
    return damage.kind is DamageKind.ROAD_FLOOD and damage.size <= STOPS_MM


def wants_pumps(damage: Damage) -> bool:
    """Whether a road is under so much water that pumps are asked for, where there are any."""
    return damage.kind is DamageKind.ROAD_FLOOD and damage.step is not None and not is_shallow(damage)


def told(damage: Damage, roads: TrueRoads, left_ms: int | None = None) -> tuple[Report, ...]:
    """Return all that is told of damage: of a road also whether everybody gets through, or nobody does."""
    report, link = seen(damage, left_ms), damage.target
    if damage.kind.asset is not Asset.ROAD:
        return (report,)
    if link in roads.closed:
        return report, RoadReport(link, True, roads.passable(link))
    some = any(link in roads.closed_to(vehicle) for vehicle in roads.travel)
    return (report,) if some else (report, RoadReport(link, False))
