"""All hazards of a scenario, each drawn whole before anything happens 灾害清单."""

from collections.abc import Callable, Iterable
from typing import Final, TypeAlias

from sim.hazard.fire.model import wildfires
from sim.hazard.gas.release import releases
from sim.hazard.ground import Ground
from sim.hazard.mains import with_mains
from sim.hazard.quake.model import quakes
from sim.hazard.repair import steps
from sim.hazard.unfold import Happening, Hazard, Luck, Passes, Strike, in_order
from sim.hazard.weather.model import sky, weather
from sim.hazard.weather.rain import Sky
from sim.kernel.draw import Draws, Streams
from sim.scenario.hazards import INJECTED, Hazards, Inject
from sim.scenario.model import Scenario
from sim.terms.enums import Asset

LuckOf: TypeAlias = Callable[[str], Luck]
"""Returns the streams of a hazard by its name."""
Model: TypeAlias = Callable[[Hazards, Ground, LuckOf, int], Iterable[Hazard]]
"""Draws all hazards of a kind: from the section, on the ground, with luck, until the horizon in ms."""

MODELS: Final[tuple[Model, ...]] = (weather, quakes, wildfires, releases)
"""What the program knows to draw."""


def hazards(scenario: Scenario, streams: Streams, horizon_ms: int) -> list[Hazard]:
    """Return all hazards of a scenario, by the time at which they begin.

    Parameters
    ----------
    scenario
        What befalls whom.
    streams
        The luck of the replication.
    horizon_ms
        What comes later may be left out.
    """
    settings = scenario.hazards
    if settings.is_quiet and not scenario.basin.model:
        return []
    ground, luck_of = Ground.of(scenario), lucks(streams)
    found = [hazard for model in MODELS for hazard in model(settings, ground, luck_of, horizon_ms)]
    found = with_mains(found, ground, luck_of, horizon_ms)
    return sorted(found, key=lambda hazard: (hazard.happenings[0].t_ms, bool(hazard.parent), hazard.name))


def rain(scenario: Scenario, streams: Streams, horizon_ms: int) -> Callable[[int, int], float] | None:
    """Return how hard the rainstorms of a scenario rain, in mm/h by node and time in ms; None without any.

    Parameters
    ----------
    scenario, streams, horizon_ms
        As for `hazards`; it is the same rain.
    """
    if not scenario.hazards.rainstorms:
        return None
    ground = Ground.of(scenario)
    over: Sky = sky(scenario.hazards, ground, lucks(streams), horizon_ms)
    return lambda node, t_ms: over.rate_mm_h(ground.nodes[node], t_ms)


def lucks(streams: Streams) -> LuckOf:
    """Return what gives the streams of a hazard by its name."""

    def luck_of(name: str) -> Luck:
        def draws(purpose: str) -> Draws:
            return streams(f"hazard/{name}/{purpose}")

        return draws

    return luck_of


def scripted(scenario: Scenario) -> tuple[Happening, ...]:
    """Return what the scenario's injects break, and when it is whole again of itself."""
    injects = scenario.hazards.injects
    ground = Ground.of(scenario) if injects else None
    found: list[Happening] = []
    for place, inject in enumerate(injects):
        assert ground is not None
        found += _inject(ground, inject, inject.id or str(place))
    return in_order(found)


def _inject(ground: Ground, inject: Inject, key: str) -> tuple[Happening, ...]:
    asset, size = inject.what.asset, int(inject.size.value)
    rows = getattr(ground.scenario, INJECTED[asset])
    target = next(number for number, row in enumerate(rows) if row.id == inject.target)
    nodes = ground.links[target].nodes if asset is Asset.ROAD else ground.assets[asset][target].nodes
    work = steps(inject.what, size, ground.scenario.hazards.repair)
    strike = Strike(inject.at.ms, inject.what, target, size, nodes, work, key)
    return strike, Passes(inject.until.ms, key)
