"""Gas and water mains that hazards break 管网受损: by shaking, slides, bridges that fall and deep floods.

Repairs for each kilometre after shaking: American Lifelines Alliance (2001), Seismic Fragility Formulations
for Water Systems, Part 1, RR = K1 0.00187 PGV in repairs for each 1,000 ft, PGV in in/s, as commonly quoted;
the share of them that are breaks is HAZUS-MH's. Velocity from intensity: GB/T 17742-2020, I = 3.00 lg v +
9.77. What else breaks mains are shares of the scenario, assumed.
"""

import math
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate
from typing import Final, NamedTuple, TypeAlias

from sim.hazard.demand import emergency
from sim.hazard.ground import Ground
from sim.hazard.quake.shaking import intensity_between
from sim.hazard.repair import steps
from sim.hazard.trapped import poisson
from sim.hazard.unfold import Changes, Emergency, Happening, Hazard, Luck, Phase, Strike, in_order
from sim.kernel.draw import Draws
from sim.scenario.utilities import Pipes, Utilities
from sim.terms.enums import Asset, DamageKind
from sim.terms.units import HOUR_MS

LuckOf: TypeAlias = Callable[[str], Luck]
"""Returns the streams of a hazard by its name."""
KINDS: Final = {Asset.WATER_MAIN: DamageKind.WATER_MAIN, Asset.GAS_MAIN: DamageKind.GAS_MAIN}
"""How the mains of each kind break."""
SCOURS_MM: Final = 1000
"""Depth of water on a street that may lay a main bare."""
_ALA: Final = 0.00187
_FT_KM: Final = 304.8 / 1000
"""Kilometres in a thousand feet."""
_CM_IN: Final = 2.54


class _Place(NamedTuple):
    """Mains of a village that break.

    Attributes
    ----------
    asset, village, nodes
        Which mains, and from where they are worked on.
    t_ms, key
        When they break, and the name of it.
    """

    asset: Asset
    village: int
    nodes: tuple[int, ...]
    t_ms: int
    key: str


def velocity_cm_s(intensity: float) -> float:
    """Return the peak velocity of the ground for an intensity, in cm/s 峰值速度.

    Source: GB/T 17742-2020, I = 3.00 lg v + 9.77 with v in m/s.

    Examples
    --------
    >>> [round(velocity_cm_s(degree), 1) for degree in (6, 7, 8, 9)]
    [5.5, 11.9, 25.7, 55.4]
    """
    return 100 * math.pow(10.0, (intensity - 9.77) / 3.0)


def repairs_per_km(intensity: float, material: float) -> float:
    """Return the repairs that a kilometre of mains needs after shaking, for the factor K1 of its material.

    Examples
    --------
    >>> [round(repairs_per_km(degree, 1.0), 3) for degree in (6, 7, 8, 9)]
    [0.013, 0.029, 0.062, 0.134]
    """
    return material * _ALA * velocity_cm_s(intensity) / _CM_IN / _FT_KM


def with_mains(found: Sequence[Hazard], ground: Ground, luck_of: LuckOf, horizon_ms: int) -> list[Hazard]:
    """Return hazards with what they do to mains besides, and the calls that come of it.

    Parameters
    ----------
    found
        The hazards of a scenario.
    ground, luck_of
        What they befall, and streams by the name of a hazard.
    horizon_ms
        Nobody calls after this.
    """
    if not (ground.scenario.utilities.model and ground.scenario.hazards.breaks.mains):
        return list(found)
    mains = _Mains(ground, horizon_ms)
    return [mains.added(hazard, luck_of) for hazard in found]


class _Mains:
    """What breaks where."""

    def __init__(self, ground: Ground, horizon_ms: int) -> None:
        self._ground, self._horizon_ms = ground, horizon_ms
        self._rules: Utilities = ground.scenario.utilities
        self._at: dict[int, list[int]] = {}
        for village, row in enumerate(ground.scenario.villages):
            self._at.setdefault(ground.scenario.node_ids[row.node], []).append(village)
        self._strikes_deg = {
            f"quake/{quake.id or place}": quake.strike.value
            for place, quake in enumerate(ground.scenario.hazards.quakes)
        }

    def added(self, hazard: Hazard, luck_of: LuckOf) -> Hazard:
        """Return a hazard with what it does to mains."""
        luck, of_ground = luck_of(hazard.name), luck_of(hazard.parent or hazard.name)
        found = list(self._shaken(hazard, of_ground, luck) if hazard.shock else self._torn(hazard, luck))
        if not found:
            return hazard
        done = [each for each in hazard.happenings if not isinstance(each, Phase)]
        first_ms, last_ms = hazard.happenings[0].t_ms, max(each.t_ms for each in (*found, *hazard.happenings))
        phases = Phase(first_ms, True), Phase(last_ms, False)
        return hazard._replace(happenings=in_order([*phases, *done, *found]))

    # --- shaking 地震 ---------------------------------------------------------------------------------------

    def _shaken(self, hazard: Hazard, of_ground: Luck, luck: Luck) -> Iterator[Happening]:
        """Yield the mains that an earthquake breaks."""
        shock, settings = hazard.shock, self._ground.scenario.hazards
        assert shock is not None
        strike_deg = self._strikes_deg[hazard.parent or hazard.name]
        for village, place in enumerate(self._ground.villages):
            name = self._ground.scenario.villages[village].id
            site = of_ground(f"mains/site/{name}").normal(settings.shaking.site_sigma.value)
            felt = site + intensity_between(shock.magnitude, shock.epicentre, strike_deg, place)
            for asset in KINDS if felt >= self._rules.least.value else ():
                pipes, thing = self._rules.pipes(asset), self._ground.assets[asset][village]
                key = f"{asset.value}/{name}"
                draws = luck(f"mains/{key}")
                per_km = pipes.counts.value * repairs_per_km(felt, pipes.material.value)
                many = poisson(per_km * thing.length_km, draws)
                if many:
                    at = _Place(asset, village, thing.nodes, shock.t_ms, key)
                    yield from self._break(at, many, draws, luck)

    # --- slides, bridges, floods 滑坡、断桥、洪水 -----------------------------------------------------------

    def _torn(self, hazard: Hazard, luck: Luck) -> Iterator[Happening]:
        """Yield the mains that go with the street under which they lie."""
        for act in _on_streets(hazard.happenings):
            for asset in KINDS:
                share = self._goes(act, self._rules.pipes(asset))
                villages = self._served(act.nodes, asset) if share else []
                draws = luck(f"mains/{asset.value}/{act.key}")
                if villages and draws.uniform() < share * self._built(act, asset):
                    weights = list(accumulate(self._km(asset, village) for village in villages))
                    village = villages[draws.pick(weights)]
                    at = _Place(asset, village, act.nodes, act.t_ms, f"{asset.value}/{act.key}")
                    yield from self._break(at, 1, draws, luck)

    def _goes(self, act: Strike, pipes: Pipes) -> float:
        """Return the share of mains under a street that what happens to it breaks."""
        if act.kind is DamageKind.SLIDE:
            return pipes.slide.value
        if act.kind is DamageKind.BRIDGE:
            return pipes.bridge.value
        deep = act.kind is DamageKind.ROAD_FLOOD and act.size >= SCOURS_MM
        return pipes.scour.value if deep else 0.0

    def _built(self, act: Strike, asset: Asset) -> float:
        """Return the share of a link under which mains lie: at those of its ends where a town is."""
        ends = sum(bool(self._served((node,), asset)) for node in act.nodes)
        return min(1.0, ends * self._rules.reach.value / self._ground.links[act.target].length_km)

    def _served(self, nodes: Sequence[int], asset: Asset) -> list[int]:
        found = [village for node in nodes for village in self._at.get(node, ())]
        return [village for village in found if self._km(asset, village) > 0]

    def _km(self, asset: Asset, village: int) -> float:
        return self._ground.assets[asset][village].length_km

    # --- what comes of it -----------------------------------------------------------------------------------

    def _break(self, at: _Place, many: int, draws: Draws, luck: Luck) -> Iterator[Happening]:
        """Yield that mains break at so many places, and who calls of gas as long as nobody shuts it off."""
        kind, scenario = KINDS[at.asset], self._ground.scenario
        work = steps(kind, many, scenario.hazards.repair, draws)
        yield Strike(at.t_ms, kind, at.village, many, at.nodes, work, at.key)
        gas = self._rules.gas
        if at.asset is not Asset.GAS_MAIN or gas.kind is None or not gas.calls.value:
            return
        mean_ms = HOUR_MS / gas.calls.value
        t_ms, number = at.t_ms + 1 + round(draws.exponential(mean_ms)), 0
        while t_ms < self._horizon_ms:
            birth = emergency(scenario, gas.kind, at.village, t_ms, luck(f"mains/{at.key}/call/{number}"))
            yield Emergency(t_ms, birth, at.key)
            t_ms, number = t_ms + 1 + round(draws.exponential(mean_ms)), number + 1


def _on_streets(happenings: Sequence[Happening]) -> Iterator[Strike]:
    """Yield what befalls roads; floods where they become deep, with that depth and time."""
    floods: dict[str, Strike] = {}
    for each in happenings:
        if isinstance(each, Strike) and each.kind is DamageKind.ROAD_FLOOD:
            floods[each.key] = each
        elif isinstance(each, Strike) and each.kind.asset is Asset.ROAD:
            yield each
        if isinstance(each, Strike | Changes) and each.size >= SCOURS_MM and each.key in floods:
            yield floods.pop(each.key)._replace(t_ms=each.t_ms, size=each.size)
