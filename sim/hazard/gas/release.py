"""A release of poisonous gas 危险化学品泄漏: roads in its plume are closed, and people in it are poisoned.

The wind turns as it goes on. Each quarter of an hour the plume lies anew: a road is closed when it comes to
lie in it, once a cordon can be set, and opened when the air has been clean for a while.
"""

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final, NamedTuple, TypeAlias

from sim.hazard.demand import emergency
from sim.hazard.gas.plume import Wind, concentration, reach_m
from sim.hazard.ground import Ground, Spot, Stretch, nearest
from sim.hazard.trapped import poisson
from sim.hazard.unfold import Emergency, Happening, Hazard, Luck, Passes, Phase, Strike, in_order
from sim.kernel.draw import Draws
from sim.scenario.hazards import Hazards
from sim.scenario.perils import Release
from sim.terms.enums import DamageKind, HazardKind
from sim.terms.units import MINUTE_MS

LuckOf: TypeAlias = Callable[[str], Luck]
"""Returns the streams of a hazard by its name."""
STEP_MS: Final = 15 * MINUTE_MS
"""How often the plume is laid anew."""
_SAMPLE_KM: Final = 0.1
_TURNS_H: Final = 0.25


class Span(NamedTuple):
    """A span in which something lies in a plume, and how thick that is at most in mg/m3."""

    begin_ms: int
    end_ms: int
    most_mg_m3: float


class Plume:
    """The plume of a release, while it lasts.

    Parameters
    ----------
    release, source
        What is released, and where.
    draws
        Luck of the wind; one number for each quarter of an hour.
    """

    def __init__(self, release: Release, source: Spot, draws: Draws) -> None:
        self._release = release
        self.source = source
        self.winds = list(_winds(release, draws))
        calm = Wind(release.wind.value, 0.0, release.stability)
        self.reach_km = reach_m(self._rate_g_s, release.height.value, calm, release.limit.value / 1000) / 1000

    @property
    def _rate_g_s(self) -> float:
        return 1000 * self._release.rate.value

    def mg_m3(self, step: int, place: Spot) -> float:
        """Return how thick it is at a place, in a quarter of an hour since it began."""
        rate_g_s, height_m = self._rate_g_s, self._release.height.value
        return 1000 * concentration(rate_g_s, height_m, self.winds[step], self.source, place)

    def spans(self, places: Sequence[Spot]) -> Iterator[Span]:
        """Yield the spans in which one of some places at least lies in it."""
        if min(place.to(self.source) for place in places) > self.reach_km + _SAMPLE_KM:
            return
        begin_ms, most, limit = None, 0.0, self._release.limit.value
        for step in range(len(self.winds) + 1):
            now_ms = min(step * STEP_MS, self._release.lasts.ms)
            thick = 0.0 if step == len(self.winds) else max(self.mg_m3(step, place) for place in places)
            if thick > limit:
                begin_ms, most = now_ms if begin_ms is None else begin_ms, max(most, thick)
            elif begin_ms is not None:
                yield Span(begin_ms, now_ms, most)
                begin_ms, most = None, 0.0


def releases(settings: Hazards, ground: Ground, luck_of: LuckOf, horizon_ms: int) -> Iterator[Hazard]:
    """Yield the releases of a scenario; for the parameters see `sim.hazard.quake.model.quakes`."""
    for place, release in enumerate(settings.releases):
        name = f"release/{release.id or place}"
        luck = luck_of(name)
        source = ground.spot(release.lon.value, release.lat.value)
        plume = Plume(release, source, luck("wind"))
        ends_ms = release.begin.ms + release.lasts.ms
        found = [*_cordons(settings, ground, release, plume), *_calls(settings, ground, release, plume, luck)]
        last_ms = max([ends_ms, *(happening.t_ms for happening in found)])
        phases = (Phase(release.begin.ms, True), Phase(last_ms, False))
        if release.begin.ms < horizon_ms:
            yield Hazard(HazardKind.CHEMICAL, name, in_order([*phases, *found]))


def _winds(release: Release, draws: Draws) -> Iterator[Wind]:
    """Yield the wind of each quarter of an hour; it turns at random, and does not turn back of itself."""
    heading_deg, spread_deg = release.heading.value, release.turn.value * math.sqrt(_TURNS_H)
    for _ in range(max(1, -(-release.lasts.ms // STEP_MS))):
        yield Wind(release.wind.value, heading_deg, release.stability)
        heading_deg += draws.normal(spread_deg)


def _cordons(settings: Hazards, ground: Ground, release: Release, plume: Plume) -> Iterator[Happening]:
    """Yield the closing and opening of roads; a span that is over before a cordon can stand closes none."""
    figures = settings.gassing
    first_ms = release.begin.ms + figures.cordon.ms
    for number, link in enumerate(ground.links):
        spans = _aired(plume.spans(samples(link)), figures.airing.ms)
        for count, span in enumerate(spans):
            begin_ms = max(first_ms, release.begin.ms + span.begin_ms)
            end_ms, size = release.begin.ms + span.end_ms, max(1, math.ceil(span.most_mg_m3))
            if begin_ms < end_ms:
                key = f"road/{link.id}/{count}"
                yield Strike(begin_ms, DamageKind.CORDON, number, size, link.nodes, (), key)
                yield Passes(end_ms, key)


def _aired(spans: Iterable[Span], airing_ms: int) -> list[Span]:
    """Return spans with the time to air after each; those that then touch are one."""
    found: list[Span] = []
    for span in spans:
        end_ms = span.end_ms + airing_ms
        if found and span.begin_ms <= found[-1].end_ms:
            before = found.pop()
            found.append(Span(before.begin_ms, end_ms, max(before.most_mg_m3, span.most_mg_m3)))
        else:
            found.append(span._replace(end_ms=end_ms))
    return found


def samples(link: Stretch) -> list[Spot]:
    """Return places along a link, at most 100 m apart."""
    count = max(1, math.ceil(link.ends[0].to(link.ends[1]) / _SAMPLE_KM))
    return [link.at(step / count) for step in range(count + 1)]


def _calls(
    settings: Hazards, ground: Ground, release: Release, plume: Plume, luck: Luck
) -> Iterator[Emergency]:
    """Yield the call that tells of the release, and one for each person who is poisoned."""
    figures, scenario = settings.gassing, ground.scenario
    if figures.kind is not None:
        village = nearest(ground.villages, plume.source)
        birth = emergency(scenario, figures.kind, village, release.begin.ms, luck("call"))
        yield Emergency(release.begin.ms, birth)
    for village, place in enumerate(ground.villages if figures.patients is not None else ()):
        draws = luck(f"people/{scenario.villages[village].id}")
        for span in plume.spans([place]):
            expected = figures.poisoned.value * scenario.villages[village].population
            for _ in range(poisson(expected, draws)):
                t_ms = release.begin.ms + span.begin_ms + int(draws.uniform() * (span.end_ms - span.begin_ms))
                assert figures.patients is not None
                yield Emergency(t_ms, emergency(scenario, figures.patients, village, t_ms, draws))
