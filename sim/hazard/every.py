"""All hazards of a scenario, each drawn whole before anything happens 灾害清单."""

from collections.abc import Callable, Iterable
from typing import Final, TypeAlias

from sim.hazard.ground import Ground
from sim.hazard.repair import steps
from sim.hazard.unfold import Happening, Hazard, Luck, Passes, Strike, in_order
from sim.kernel.draw import Draws, Streams
from sim.scenario.hazards import INJECTED, Hazards, Inject
from sim.scenario.model import Scenario
from sim.terms.enums import Asset

LuckOf: TypeAlias = Callable[[str], Luck]
"""Returns the streams of a hazard by its name."""
Model: TypeAlias = Callable[[Hazards, Ground, LuckOf, int], Iterable[Hazard]]
"""Draws all hazards of a kind: from the section, on the ground, with luck, until the horizon in ms."""

MODELS: Final[tuple[Model, ...]] = ()
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
    if settings.is_quiet:
        return []
    ground = Ground.of(scenario)

    def luck_of(name: str) -> Luck:
        def draws(purpose: str) -> Draws:
            return streams(f"hazard/{name}/{purpose}")

        return draws

    found = [hazard for model in MODELS for hazard in model(settings, ground, luck_of, horizon_ms)]
    return sorted(found, key=lambda hazard: (hazard.happenings[0].t_ms, hazard.name))


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
