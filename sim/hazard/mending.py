"""The steps in which each kind of damage is mended 抢修工序, at the standard rates of a scenario."""

from sim.hazard.damage import Step
from sim.scenario.teams import Repair
from sim.scenario.work import machines_at_once, standard_work
from sim.terms.enums import DamageKind
from sim.terms.units import HOUR_MS


def mending(repair: Repair, kind: DamageKind, size: float, effort: float = 1.0) -> tuple[Step, ...]:
    """Return what has to be done about damage of a kind and size.

    Parameters
    ----------
    repair
        Standard rates.
    kind
        What is broken.
    size
        In the unit of the kind.
    effort
        Work as a multiple of the standard: a slope that keeps coming down takes three times as long.

    Returns
    -------
    tuple[Step, ...]
        In order; nothing for what passes of itself: water falls, smoke lifts.

    Examples
    --------
    >>> steps = mending(Repair(), DamageKind.SLIDE, 6000)
    >>> [(step.capability, round(step.work_ms / 3_600_000, 1), step.most) for step in steps]
    [('road_clearing', 4.0, 2), ('road_clearing', 56.0, 2)]
    """
    return tuple(
        Step(skill.value, max(1, round(hours * effort * HOUR_MS)), machines_at_once(repair, skill.value))
        for skill, hours in standard_work(repair, kind, size)
    )
