"""What damage does to roads 道路受损: closed, closed to some, slow or whole; the worst counts."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from sim.agent.roads import FOOT, WHOLE, TrueRoads
from sim.hazard.damage import Damage
from sim.hazard.weather.flood_speed import WADING_MM, flooded_permille
from sim.scenario.model import Scenario
from sim.terms.enums import DamageKind

DAMAGE: Final = "damage"
"""By whom a link is closed that is damaged."""
SMOKE_M: Final = ((50, 0), (100, 500), (200, 750))
"""Sight in smoke and the share of traffic below it, in thousandths. Assumption, in the steps of article 81 of
the regulation on the implementation of the road traffic safety law (motorways: below 50 m, 100 m, 200 m)."""


class Passing(NamedTuple):
    """How a link can be passed: kinds of vehicle that cannot, and the share of speed in thousandths."""

    barred: frozenset[str]
    permille: int


class RoadEffect:
    """Lets damage act on the true roads.

    Parameters
    ----------
    scenario
        Vehicles, links, what is left of a link of which one lane is free.
    roads
        The true roads.
    """

    def __init__(self, scenario: Scenario, roads: TrueRoads) -> None:
        self._scenario = scenario
        self._roads = roads
        self._wade_mm = {name: int(kind.wade.value) for name, kind in scenario.roads.vehicles.items()}
        self._vehicles = frozenset(self._wade_mm)
        self._wade_mm[FOOT] = WADING_MM
        self._one_lane = max(1, round(WHOLE * scenario.roads.one_lane.value))
        self._on: dict[int, list[Damage]] = {}
        self._of: Mapping[DamageKind, Callable[[Damage], Passing]] = {
            DamageKind.SLIDE: self._blocked,
            DamageKind.DEBRIS: self._blocked,
            DamageKind.BRIDGE: self._gone,
            DamageKind.ROAD_FLOOD: self._flooded,
            DamageKind.SMOKE: self._smoky,
            DamageKind.CORDON: self._blocked,
        }

    def strike(self, damage: Damage) -> None:
        """Let a link bear a damage more."""
        self._on.setdefault(damage.target, []).append(damage)
        self._act(damage)

    def ease(self, damage: Damage) -> None:
        """Let a link be passed as its damage now lets it."""
        self._act(damage)

    def mend(self, damage: Damage) -> None:
        """Let a link bear a damage less."""
        self._on[damage.target].remove(damage)
        self._act(damage)

    def on(self, link: int) -> Sequence[Damage]:
        """Return what is broken on a link: for those who stand before it, and for nobody else."""
        return tuple(self._on.get(link, ()))

    def _act(self, damage: Damage) -> None:
        """Let a link be as the worst of its damage leaves it."""
        roads, link, cause = self._roads, damage.target, damage.cause
        barred, permille = worst(self._of[each.kind](each) for each in self._on[link])
        shut = barred >= self._vehicles
        if shut:
            roads.cut(link, cause, foot=FOOT not in barred, by=DAMAGE)
            roads.limit(link, (), cause)
        else:
            roads.limit(link, barred, cause)
            roads.slow(link, permille, cause)
            roads.reopen(link, cause, by=DAMAGE)

    def _blocked(self, damage: Damage) -> Passing:
        """Let nobody pass but on foot until the first step is done; then one lane is free to the last."""
        return Passing(frozenset() if damage.done else self._vehicles, self._one_lane)

    def _gone(self, damage: Damage) -> Passing:
        """Let nobody pass until the first step is done; then one lane bears until the last is."""
        return Passing(frozenset() if damage.done else frozenset(self._wade_mm), self._one_lane)

    def _flooded(self, damage: Damage) -> Passing:
        if not damage.size:
            return Passing(frozenset(), WHOLE)  # pumped dry
        link = self._scenario.links[damage.target]
        speed_kmh = self._scenario.roads.reference.of(link.road_class)
        flooded_km = min(self._scenario.roads.flooded.value, link.length_km)
        permille = flooded_permille(damage.size, link.length_km, flooded_km, speed_kmh)
        return Passing(
            frozenset(name for name, wade_mm in self._wade_mm.items() if damage.size > wade_mm), permille
        )

    def _smoky(self, damage: Damage) -> Passing:
        permille = next((share for sight_m, share in SMOKE_M if damage.size < sight_m), WHOLE)
        return Passing(frozenset() if permille else frozenset(self._wade_mm), permille or 1)


def worst(passings: Iterable[Passing]) -> Passing:
    """Return how a link can be passed that several damages lie on."""
    barred: frozenset[str] = frozenset()
    permille = WHOLE
    for passing in passings:
        barred, permille = barred | passing.barred, min(permille, passing.permille)
    return Passing(barred, permille)
