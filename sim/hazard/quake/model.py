"""What an earthquake does 地震灾害: roads, networks and homes, shock after shock.

Whatever can break bears up to a strength that is drawn once, and breaks in the first shock that is harder. So
a larger earthquake breaks all that a smaller one does, and an aftershock only what has borne the main shock.
"""

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate
from typing import Final, NamedTuple, TypeAlias

from sim.hazard.ground import Ground, Spot, Stretch
from sim.hazard.quake.homes import fallen
from sim.hazard.quake.shaking import FELT, acceleration_m_s2, intensity_between
from sim.hazard.quake.shocks import Shock, sequence
from sim.hazard.repair import steps
from sim.hazard.unfold import Happening, Hazard, Luck, Phase, Strike, in_order
from sim.hazard.weather.slides import slope_deg
from sim.kernel.draw import Draws
from sim.scenario.hazards import Hazards
from sim.scenario.quantity import Quantity
from sim.terms.enums import Asset, DamageKind, HazardKind

_PIECE_KM: Final = 5.0
"""Length of road that is taken to shake alike, and to bear alike."""
_FIBRE_M: Final = 200
"""Length of fibre that is replaced at a break; assumption."""
_SHAKES_MS: Final = 60_000
"""How long an earthquake lasts, in whole minutes."""
_KIND: Final = {
    Asset.POWER_NODE: (DamageKind.EQUIPMENT, "substation", 1),
    Asset.POWER_LINE: (DamageKind.POLE, "line", 1),
    Asset.FIBRE: (DamageKind.FIBRE, "fibre", _FIBRE_M),
    Asset.TELECOM_SITE: (DamageKind.TELECOM_SITE, "telecom", 1),
    Asset.RADIO_SITE: (DamageKind.RADIO_SITE, "radio", 1),
}
"""How each asset breaks, the figure of `Shaking` that it bears, and the size of the damage."""
LuckOf: TypeAlias = Callable[[str], Luck]
"""Returns the streams of a hazard by its name."""
Found: TypeAlias = Iterator[tuple[int, Happening]]
"""What happens, with the number of the shock that does it."""


class Felt:
    """How hard the shocks of a sequence shake a place.

    Parameters
    ----------
    shocks
        The main shock and its aftershocks, in the order of time.
    strike_deg
        Direction of the fault.
    """

    def __init__(self, shocks: Sequence[Shock], strike_deg: float) -> None:
        self.shocks = shocks
        self._strike_deg = strike_deg

    def at(self, places: Iterable[Spot], site: float) -> list[float]:
        """Return the intensity of each shock, at the one of some places that it shakes hardest.

        Parameters
        ----------
        places
            Where something stands.
        site
            Degrees of intensity by which the ground there differs.
        """
        where = tuple(places)
        return [max(FELT, site + max(self._one(shock, place) for place in where)) for shock in self.shocks]

    def _one(self, shock: Shock, place: Spot) -> float:
        return intensity_between(shock.magnitude, shock.epicentre, self._strike_deg, place)


class _Ground(NamedTuple):
    """What the parts of the model share."""

    settings: Hazards
    ground: Ground
    felt: Felt
    luck: Luck


def quakes(settings: Hazards, ground: Ground, luck_of: LuckOf, horizon_ms: int) -> Iterator[Hazard]:
    """Yield the earthquakes of a scenario, and their aftershocks, each as a hazard of its own.

    Parameters
    ----------
    settings
        Section ``hazards`` of the scenario.
    ground
        What they befall.
    luck_of
        Streams by the name of a hazard; aftershocks share those of the main shock.
    horizon_ms
        Aftershocks from here on are left out.
    """
    for place, quake in enumerate(settings.quakes):
        name = f"quake/{quake.id or place}"
        luck = luck_of(name)
        epicentre = ground.spot(quake.lon.value, quake.lat.value)
        shocks = sequence(quake, epicentre, settings.shaking, luck("aftershocks"))
        shocks = [shock for shock in shocks if shock.t_ms < horizon_ms]
        parts = _Ground(settings, ground, Felt(shocks, quake.strike.value), luck)
        yield from _hazards(name, shocks, [*_on_roads(parts), *_on_networks(parts), *_on_homes(parts)])


def _hazards(name: str, shocks: Sequence[Shock], found: Sequence[tuple[int, Happening]]) -> Iterator[Hazard]:
    for number, shock in enumerate(shocks):
        own = [happening for by, happening in found if by == number]
        ends_ms = max([shock.t_ms + _SHAKES_MS, *(happening.t_ms for happening in own)])
        phases = (Phase(shock.t_ms, True), Phase(ends_ms, False))
        parent, own_name = (name, f"{name}/{number}") if number else ("", name)
        yield Hazard(HazardKind.EARTHQUAKE, own_name, in_order([*phases, *own]), parent, shock)


# --- roads 道路 --------------------------------------------------------------------------------------------


def _on_roads(parts: _Ground) -> Found:
    for number, link in enumerate(parts.ground.links):
        if link.bridge:
            yield from _bridge(parts, number, link)
        pieces = max(1, math.ceil(link.length_km / _PIECE_KM))
        for piece in range(pieces):
            yield from _slides(parts, number, (piece, pieces))


def _bridge(parts: _Ground, number: int, link: Stretch) -> Found:
    name = f"road/{link.id}/bridge"
    draws, figures = parts.luck(name), parts.settings.shaking
    by = _breaks(parts, [link.middle], figures.bridge, figures.bridge_sigma, draws)
    if by is not None:
        size = max(1, round(1000 * link.length_km))
        yield by, _strike(parts, by, (DamageKind.BRIDGE, number, size, link.nodes, name), draws)


def _slides(parts: _Ground, number: int, piece: tuple[int, int]) -> Found:
    """Yield the slides on a piece of a road: whenever the risk that has gathered passes a number drawn."""
    link, figures = parts.ground.links[number], parts.settings.shaking
    draws = parts.luck(f"road/{link.id}/{piece[0]}")
    site, due = draws.normal(figures.site_sigma.value), draws.exponential(1.0)
    usual = slope_deg(link) / parts.settings.slopes.slope.value * link.length_km / piece[1]
    felt, count = parts.felt.at([link.at((piece[0] + 0.5) / piece[1])], site), 0
    for by, gathered in enumerate(accumulate(usual * slides_per_km(each, parts.settings) for each in felt)):
        while due < gathered:
            yield from _slide(parts, by, number, f"road/{link.id}/{piece[0]}/{count}")
            due, count = due + draws.exponential(1.0), count + 1


def _slide(parts: _Ground, by: int, number: int, name: str) -> Found:
    """Yield what a slide does to a road, and to the fibres along it; its size is as of slides in rain."""
    link, slopes, draws = parts.ground.links[number], parts.settings.slopes, parts.luck(name)
    size = max(1, round(draws.lognormal(slopes.volume.value, slopes.volume_sigma.value)))
    yield by, _strike(parts, by, (DamageKind.SLIDE, number, size, link.nodes, name), draws)
    for fibre in parts.ground.fibres_along.get(number, ()):
        own_name = f"fibre/{parts.ground.assets[Asset.FIBRE][fibre].id}/{name}"
        own = parts.luck(own_name)
        if own.uniform() < slopes.takes_cable.value:
            yield by, _strike(parts, by, (DamageKind.FIBRE, fibre, _FIBRE_M, link.nodes, own_name), own)


def slides_per_km(intensity: float, settings: Hazards) -> float:
    """Return how many slides come down on a km of road on the usual slope."""
    figures = settings.shaking
    if intensity < figures.slides_from.value:
        return 0.0
    return figures.slides.value * math.pow(10.0, figures.slides_growth.value * (intensity - 7))


# --- networks 电力与通信 -----------------------------------------------------------------------------------


def _on_networks(parts: _Ground) -> Found:
    for asset, (kind, figure, size) in _KIND.items():
        bears: Quantity = getattr(parts.settings.shaking, figure)
        sigma: Quantity = getattr(parts.settings.shaking, f"{figure}_sigma")
        for number, thing in enumerate(parts.ground.assets[asset]):
            name = f"{asset.value}/{thing.id}"
            draws = parts.luck(name)
            by = _breaks(parts, [thing.ends[0], thing.at(0.5), thing.ends[1]], bears, sigma, draws)
            if by is not None:
                yield by, _strike(parts, by, (kind, number, size, thing.nodes, name), draws)


def _breaks(
    parts: _Ground, places: Sequence[Spot], bears: Quantity, sigma: Quantity, draws: Draws
) -> int | None:
    """Return the shock that is the first to be harder than something bears; None where it bears all."""
    site = draws.normal(parts.settings.shaking.site_sigma.value)
    strength_m_s2 = draws.lognormal(bears.value, sigma.value)
    for by, intensity in enumerate(parts.felt.at(places, site)):
        if acceleration_m_s2(intensity) > strength_m_s2:
            return by
    return None


def _strike(
    parts: _Ground, by: int, what: tuple[DamageKind, int, int, tuple[int, ...], str], draws: Draws
) -> Strike:
    kind, target, size, nodes, name = what
    work = steps(kind, size, parts.settings.repair, draws)
    return Strike(parts.felt.shocks[by].t_ms, kind, target, size, nodes, work, name)


# --- homes 房屋 --------------------------------------------------------------------------------------------


def _on_homes(parts: _Ground) -> Found:
    if parts.settings.homes.kind is None:
        return
    for village, place in enumerate(parts.ground.villages):
        draws = parts.luck(f"homes/{parts.ground.scenario.villages[village].id}")
        felt = parts.felt.at([place], draws.normal(parts.settings.shaking.site_sigma.value))
        pairs = list(zip(parts.felt.shocks, felt, strict=True))
        yield from fallen(parts.ground.scenario, village, pairs, parts.luck, draws)
