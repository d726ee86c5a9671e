"""Lanes between the homes of a village and the road 进村道: word from there must come along them."""

from sim.agent.context import Context
from sim.agent.roads import FOOT
from sim.comms.member import Member
from sim.scenario.model import Scenario
from sim.terms.units import HOUR_MS


class Lanes:
    """How long the lanes of villages take, on foot and by the vehicle of a courier.

    Nearly every village shares the node of its township on the road graph; its homes do not lie there. Lanes
    are taken to be open whatever is cut, as for units on their way to a call.

    Parameters
    ----------
    context
        Of the world.
    """

    def __init__(self, context: Context) -> None:
        self._context = context
        self._vehicle = context.scenario.bearers.courier.vehicle
        self._on_foot_ms = _on_foot_ms(context.scenario)

    def walk_ms(self, village: int | None) -> int:
        """Return the time on foot from the homes of a village to its node, if one leaves now."""
        return 0 if village is None else self._now(FOOT, self._on_foot_ms[village])

    def between_ms(self, one: Member, other: Member) -> int:
        """Return the time on foot over the lanes at both ends, if one leaves now."""
        return self.walk_ms(one.village) + self.walk_ms(other.village)

    def drive_ms(self, village: int | None) -> int:
        """Return the time by vehicle from the homes of a village to its node, if one leaves now."""
        if village is None:
            return 0
        return self._now(self._vehicle, self._context.access_ms[self._vehicle][village])

    def _now(self, means: str, ms: int) -> int:
        return round(ms / self._context.roads.factor(means, self._context.clock.now))


def _on_foot_ms(scenario: Scenario) -> list[int]:
    foot_kmh = scenario.bearers.courier.foot_day.value
    return [round(village.access_km / foot_kmh * HOUR_MS) for village in scenario.villages]
