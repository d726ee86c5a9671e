"""What whoever stands before damage can tell of it."""

from sim.agent.roads import TrueRoads
from sim.hazard.damage import Damage
from sim.record.facts import Report, RoadReport
from sim.record.repair import DamageReport
from sim.terms.enums import Asset


def seen(damage: Damage, left_ms: int | None = None) -> DamageReport:
    """Return what is seen of damage: what and how much is broken, and who is needed next.

    Parameters
    ----------
    damage
        The damage before one's eyes.
    left_ms
        What is left of the next step, where one has measured it.
    """
    step = None if damage.whole else damage.step
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


def told(damage: Damage, roads: TrueRoads, left_ms: int | None = None) -> tuple[Report, ...]:
    """Return all that is told of damage: of a road also that one gets through no more, or again."""
    report, link = seen(damage, left_ms), damage.target
    closed = link in roads.closed
    if damage.kind.asset is not Asset.ROAD or not (closed or damage.whole or damage.done):
        return (report,)
    return report, RoadReport(link, closed, closed and roads.passable(link))
