"""How long a crew takes from the order until it leaves 出动准备时间."""

from collections.abc import Callable

from sim.agent.context import Context
from sim.scenario.sections import Turnout
from sim.terms.enums import StationKind


def turnout(context: Context, kind: StationKind, unit_id: str) -> Callable[[], int]:
    """Return what draws the next turnout of a unit in ms, by day or by night as it is then.

    Parameters
    ----------
    context
        Of the world.
    kind
        Of the unit's station.
    unit_id
        The unit's id, after which its luck is named.
    """
    settings = context.scenario.forces.turnout.get(kind, Turnout())
    day_ms, night_ms, sigma = settings.day.ms, settings.night.ms, settings.sigma.value
    draws, clock, pace = context.streams(f"unit/{unit_id}/turnout"), context.clock, context.roads.pace

    def draw_ms() -> int:
        return round(draws.lognormal(night_ms if pace.is_night(clock.now) else day_ms, sigma))

    return draw_ms
