"""All that weather does in a scenario 气象灾害: storms, and the floods, slides and lightning of storms."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeAlias

from sim.hazard.ground import Ground
from sim.hazard.unfold import Happening, Hazard, Luck, Phase, in_order
from sim.hazard.weather.lines import Lightning, blow, freeze
from sim.hazard.weather.rain import Sky, Storm
from sim.hazard.weather.slides import slides
from sim.hazard.weather.water import Flash, Rivers
from sim.scenario.hazards import Hazards
from sim.scenario.weather import Front
from sim.terms.enums import HazardKind

LuckOf: TypeAlias = Callable[[str], Luck]
"""Returns the streams of a hazard by its name."""


def sky(settings: Hazards, ground: Ground, luck_of: LuckOf, horizon_ms: int) -> Sky:
    """Return the rain of all rainstorms of a scenario."""
    rows = settings.rainstorms
    return Sky(
        [Storm(row, ground, luck_of(_name("rainstorm", row, i))) for i, row in enumerate(rows)], horizon_ms
    )


def weather(settings: Hazards, ground: Ground, luck_of: LuckOf, horizon_ms: int) -> Iterator[Hazard]:
    """Yield the rainstorms, gales and ice of a scenario, and what the rain of all storms brings."""
    rain = sky(settings, ground, luck_of, horizon_ms)
    for i, (row, storm) in enumerate(zip(settings.rainstorms, rain.storms, strict=True)):
        phases = Phase(storm.begin_ms, True), Phase(storm.end_ms, False)
        yield Hazard(HazardKind.RAINSTORM, _name("rainstorm", row, i), phases)
    yield from _brought(settings, ground, luck_of, rain)
    for i, wind in enumerate(settings.winds):
        name = _name("wind", wind, i)
        yield _front(HazardKind.WIND, name, wind, blow(wind, settings, ground, luck_of(name)))
    for i, ice in enumerate(settings.ices):
        name = _name("ice", ice, i)
        yield _front(HazardKind.ICE, name, ice, freeze(ice, settings, ground, luck_of(name)))


def _name(kind: str, row: Front, place: int) -> str:
    return f"{kind}/{row.id or place}"


def _brought(settings: Hazards, ground: Ground, luck_of: LuckOf, rain: Sky) -> Iterator[Hazard]:
    """Yield what the rain brings, as a hazard of its own each, from the first harm to the last."""
    if not rain.storms and not ground.scenario.basin.model:
        return
    parts: tuple[tuple[HazardKind, Callable[[Luck], Iterable[Happening]]], ...] = (
        (HazardKind.FLASH_FLOOD, lambda luck: Flash(settings, ground, rain, luck).happenings()),
        (HazardKind.RIVER_FLOOD, lambda luck: Rivers(settings, ground, rain, luck).happenings()),
        (HazardKind.LANDSLIDE, lambda luck: slides(settings, ground, rain, luck)),
        (HazardKind.LIGHTNING, lambda luck: Lightning(settings, ground, rain, luck).happenings()),
    )
    first = min(range(len(rain.storms)), key=lambda i: (rain.storms[i].begin_ms, i), default=None)
    parent = "" if first is None else _name("rainstorm", settings.rainstorms[first], first)
    for kind, unfold in parts if rain.storms else parts[1:2]:  # in the dry, but waves from upstream
        done = in_order(unfold(luck_of(kind.value)))
        if done:
            phases = Phase(done[0].t_ms, True), Phase(done[-1].t_ms, False)
            yield Hazard(kind, kind.value, in_order([*phases, *done]), parent)


def _front(kind: HazardKind, name: str, row: Front, done: Sequence[Happening]) -> Hazard:
    phases = Phase(row.begin.ms, True), Phase(row.begin.ms + row.lasts.ms, False)
    return Hazard(kind, name, in_order([*phases, *done]))
