"""Laws of mains and pumps: a dry hydrant gives no water, and no pump drains below nothing."""

from sim.metric.laws.law import broken
from sim.metric.reader import Reader
from sim.record.hazard_facts import DamageBegan, DamageChanged, DamageMended
from sim.record.repair import CrewChanged
from sim.record.utilities import HydrantFlow, HydrantsChanged, WardsChanged, WaterPumped
from sim.scenario.model import Scenario
from sim.terms.enums import CrewStatus, DamageKind
from sim.terms.units import HOUR_MS

_WORKING: str = CrewStatus.WORKING.value
_MAIN: str = DamageKind.WATER_MAIN.value
_FLOOD: str = DamageKind.ROAD_FLOOD.value
_SLACK_L = 1000
"""What rounding may add to what was pumped in one spell."""
_LITRES = 1000


class UtilityLaws:
    """Follows water mains, hydrants and pumps.

    Parameters
    ----------
    scenario
        Teams, and what a pump can do.
    """

    def __init__(self, scenario: Scenario) -> None:
        self._rates = [scenario.team_types[team.type].rate.value for team in scenario.teams]
        self._l_ms = scenario.utilities.pumps.rate.value * _LITRES / HOUR_MS
        self._villages: dict[int, int] = {}
        self._broken: dict[int, set[int]] = {}
        self._dry: set[int] = set()
        self._wards: set[int] = set()
        self._depth_mm: dict[int, int] = {}
        self._crews: dict[int, tuple[int, CrewChanged]] = {}
        self._booked_ms: dict[int, int] = {}

    @property
    def checks(self) -> dict[type, Reader]:
        """What to do at each kind of fact."""
        return {
            DamageBegan: self._begin,
            DamageChanged: self._change,
            DamageMended: self._mend,
            CrewChanged: self._crew,
            HydrantsChanged: self._turn,
            HydrantFlow: self._flow,
            WardsChanged: self._ward,
            WaterPumped: self._pump,
        }

    # --- hydrants 消火栓 ------------------------------------------------------------------------------------

    def _begin(self, seq: int, t: int, fact: DamageBegan) -> None:
        if fact.kind == _MAIN:
            self._villages[fact.damage] = fact.target
            self._broken.setdefault(fact.target, set()).add(fact.damage)
        elif fact.kind == _FLOOD:
            self._depth_mm[fact.damage] = fact.size

    def _change(self, seq: int, t: int, fact: DamageChanged) -> None:
        if fact.damage in self._depth_mm:
            self._depth_mm[fact.damage] = fact.size

    def _mend(self, seq: int, t: int, fact: DamageMended) -> None:
        village = self._villages.get(fact.damage)
        if village is not None:
            self._broken[village].discard(fact.damage)

    def _turn(self, seq: int, t: int, fact: HydrantsChanged) -> None:
        if fact.dry is (fact.place in self._dry) or fact.dry is not bool(self._broken.get(fact.place)):
            raise broken("hydrant", seq, t, f"hydrants of village {fact.place} change without their mains")
        (self._dry.add if fact.dry else self._dry.discard)(fact.place)

    def _flow(self, seq: int, t: int, fact: HydrantFlow) -> None:
        if fact.l_min < 0 or (fact.l_min and fact.place in self._dry):
            raise broken("hydrant", seq, t, f"hydrants of village {fact.place} give {fact.l_min} L/min")

    def _ward(self, seq: int, t: int, fact: WardsChanged) -> None:
        if fact.dry is (fact.node in self._wards):
            raise broken("hydrant", seq, t, f"hospitals at node {fact.node} lose or get water twice")
        (self._wards.add if fact.dry else self._wards.discard)(fact.node)

    # --- pumps 排涝 -----------------------------------------------------------------------------------------

    def _crew(self, seq: int, t: int, fact: CrewChanged) -> None:
        self._crews[fact.team] = t, fact

    def _pump(self, seq: int, t: int, fact: WaterPumped) -> None:
        deep_mm = self._depth_mm.get(fact.damage, 0)
        if not 0 <= fact.left_mm <= deep_mm or fact.litres < 0:
            raise broken("pumped", seq, t, f"{fact.left_mm} mm are left of {deep_mm} at flood {fact.damage}")
        since_ms, crew = self._crews.get(fact.team, (t, None))
        if crew is None or (crew.status, crew.damage) != (_WORKING, fact.damage):
            raise broken("pumped", seq, t, f"team {fact.team} does not pump at flood {fact.damage}")
        span_ms = t - max(since_ms, self._booked_ms.get(fact.team, 0))
        most_l = span_ms * crew.machines * self._rates[fact.team] * self._l_ms + _SLACK_L
        if fact.litres > most_l:
            raise broken("pumped", seq, t, f"team {fact.team} pumps {fact.litres} l, and can {most_l:.0f}")
        self._booked_ms[fact.team] = t
