"""Landslides and debris flows 滑坡泥石流: where it rains harder than a slope bears.

Rain of any duration D is compared with the intensity I = a D^-b at which slopes were seen to fail; the worst
duration counts. Sources: Caine, N. (1980), The rainfall intensity-duration control of shallow landslides and
debris flows, Geografiska Annaler 62A, 23-27; that slides come the more often the further rain is above the
threshold, by a logistic curve, is an assumption.
"""

import math
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from sim.hazard.demand import emergency
from sim.hazard.ground import Ground, Stretch, nearest
from sim.hazard.repair import steps
from sim.hazard.unfold import Emergency, Happening, Luck, Strike
from sim.hazard.weather.rain import STEP_H, STEP_MS, Sky
from sim.kernel.draw import Draws
from sim.scenario.hazards import Hazards
from sim.scenario.weather import Slopes
from sim.terms.enums import Asset, DamageKind

DURATIONS_H: Final = (1, 3, 6, 12, 24, 48, 72)
"""Durations that are compared; those of the published curves."""
_PIECE_KM: Final = 8.0
"""Length of road for which the rain is taken to be the same."""
_FIBRE_M: Final = 200
"""Length of fibre that is replaced where a slide took it; assumption."""
_FLATTEST_DEG: Final = 1.0
_STEPS: Final = round(1 / STEP_H)
_HOUR_MS: Final = STEP_MS * _STEPS


class Slide(NamedTuple):
    """A slide on a road or a line: when, at which share of its way, by which piece and number."""

    t_ms: int
    share: float
    name: str


def threshold_mm_h(duration_h: float, slopes: Slopes) -> float:
    """Return the mean intensity over a duration at which slopes fail.

    Examples
    --------
    >>> round(threshold_mm_h(24, Slopes()), 2)
    4.29
    """
    return slopes.scale.value * math.pow(duration_h, -slopes.exponent.value)


def excess(rain_mm_h: Sequence[float], slopes: Slopes) -> list[float]:
    """Return rain as a multiple of the threshold, after each hour, for the duration that is worst there.

    Parameters
    ----------
    rain_mm_h
        Rain in each quarter of an hour.
    slopes
        Figures of the threshold.
    """
    fallen_mm = [0.0]
    for start in range(0, len(rain_mm_h), _STEPS):
        fallen_mm.append(fallen_mm[-1] + math.fsum(rain_mm_h[start : start + _STEPS]) * STEP_H)
    spans = [(hours, hours * threshold_mm_h(hours, slopes)) for hours in DURATIONS_H]
    return [
        max((fallen_mm[end] - fallen_mm[max(0, end - hours)]) / bears_mm for hours, bears_mm in spans)
        for end in range(1, len(fallen_mm))
    ]


def share_sliding(ratio: float, steepness: float) -> float:
    """Return how often slides come, as a share of the rate far above the threshold: half at the threshold.

    Without rain it is nought, whatever the curve says.
    """
    if ratio <= 0:
        return 0.0
    return 1 / (1 + math.exp(min(700.0, (1 - ratio) / steepness)))


def slope_deg(stretch: Stretch) -> float:
    """Return the slope of the land along a road: as measured, else twice the grade (assumption)."""
    if stretch.slope_deg is not None:
        return stretch.slope_deg
    return max(_FLATTEST_DEG, math.degrees(math.atan(2 * stretch.rise)))


class Slipping:
    """Draws slides along things that are as long as they are.

    Parameters
    ----------
    slopes
        Figures of the scenario.
    sky
        The rain.
    """

    def __init__(self, slopes: Slopes, sky: Sky) -> None:
        self._slopes = slopes
        self._sky = sky

    def along(self, stretch: Stretch, rate: float, luck: Luck, name: str) -> Iterator[Slide]:
        """Yield the slides along a stretch; each of its pieces has luck of its own.

        Parameters
        ----------
        stretch
            Length, slope and place.
        rate
            Slides on each km and hour, far above the threshold, on the usual slope.
        luck, name
            Streams of the hazard, and the beginning of those of the stretch.
        """
        pieces = max(1, math.ceil(stretch.length_km / _PIECE_KM))
        usual = rate * slope_deg(stretch) / self._slopes.slope.value * stretch.length_km / pieces
        for piece in range(pieces):
            draws = luck(f"{name}/{piece}")
            rain = self._sky.series(stretch.at((piece + 0.5) / pieces))
            for number, t_ms in enumerate(self._times(rain, usual, draws)):
                yield Slide(t_ms, (piece + draws.uniform()) / pieces, f"{name}/{piece}/{number}")

    def _times(self, rain_mm_h: Sequence[float], usual: float, draws: Draws) -> Iterator[int]:
        """Yield when slides come: whenever the risk that has gathered passes the next number drawn.

        So harder rain brings the same slides earlier, and further ones.
        """
        gathered, due = 0.0, draws.exponential(1.0)
        for hour, ratio in enumerate(excess(rain_mm_h, self._slopes) if any(rain_mm_h) else ()):
            adds = usual * share_sliding(ratio, self._slopes.steepness.value)
            while gathered + adds > due:
                yield round((hour + (due - gathered) / adds) * _HOUR_MS)
                due += draws.exponential(1.0)
            gathered += adds


def slides(settings: Hazards, ground: Ground, sky: Sky, luck: Luck) -> list[Happening]:
    """Return the slides on roads, on what is laid along roads, and on lines; and those who are buried.

    Parameters
    ----------
    settings
        Figures of the scenario.
    ground
        Roads, fibres, lines.
    sky
        The rain.
    luck
        Streams of the hazard.
    """
    slipping, found = Slipping(settings.slopes, sky), list[Happening]()
    for number, link in enumerate(ground.links):
        for slide in slipping.along(link, settings.slopes.rate.value, luck, f"road/{link.id}"):
            found += _on_road(settings, ground, number, slide, luck)
            found += _buried(settings, ground, link, slide, luck)
    for number, line in enumerate(ground.assets[Asset.POWER_LINE]):
        stretch = line.stretch(ground.heights_m)
        for slide in slipping.along(stretch, settings.slopes.line_rate.value, luck, f"power_line/{line.id}"):
            work = steps(DamageKind.POLE, 1, settings.repair, luck(f"{slide.name}/repair"))
            found.append(Strike(slide.t_ms, DamageKind.POLE, number, 1, line.nodes, work, slide.name))
    return found


def _on_road(settings: Hazards, ground: Ground, number: int, slide: Slide, luck: Luck) -> Iterator[Happening]:
    """Yield what a slide on a road does to it, and to the fibres along it."""
    figures, link = settings.slopes, ground.links[number]
    size = max(
        1, round(luck(f"{slide.name}/volume").lognormal(figures.volume.value, figures.volume_sigma.value))
    )
    work = steps(DamageKind.SLIDE, size, settings.repair, luck(f"{slide.name}/repair"))
    yield Strike(slide.t_ms, DamageKind.SLIDE, number, size, link.nodes, work, slide.name)
    for fibre in ground.fibres_along.get(number, ()):
        thing = ground.assets[Asset.FIBRE][fibre]
        name = f"fibre/{thing.id}/{slide.name}"
        draws = luck(name)
        if draws.uniform() < figures.takes_cable.value:
            mends = steps(DamageKind.FIBRE, _FIBRE_M, settings.repair, draws)
            yield Strike(slide.t_ms, DamageKind.FIBRE, fibre, _FIBRE_M, link.nodes, mends, name)


def _buried(
    settings: Hazards, ground: Ground, link: Stretch, slide: Slide, luck: Luck
) -> Iterator[Happening]:
    """Yield the call for help where a slide buries somebody in the village that is nearest."""
    kind, draws = settings.slopes.kind, luck(f"{slide.name}/people")
    if kind is not None and draws.uniform() < settings.slopes.buries.value:
        village = nearest(ground.villages, link.at(slide.share))
        birth = emergency(ground.scenario, kind, village, slide.t_ms, draws)
        yield Emergency(slide.t_ms, birth, slide.name, at_home=True)
