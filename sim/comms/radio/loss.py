"""The median loss between antennas, by pairs: the table that a run reads instead of computing propagation.

Over known terrain the Irregular Terrain Model is run on the profile of each pair; where there is none, it is
run in its area mode for a class of terrain. It was made for a kilometre and more: below that, the larger of
free space and two rays over flat ground counts.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from sim.comms.radio.conditions import Conditions, Siting, TerrainClass
from sim.comms.radio.itm import area, free_space_db, point_to_point
from sim.comms.radio.terrain import Terrain, distance_between_m

NEAR_M: Final = 1000.0
"""Below this distance the Irregular Terrain Model does not hold. Source: NTIA Report 82-100."""
HANDHELD_M: Final = 1.5
"""Height of a handheld radio above ground. Label: assumption, as in common practice."""
FARTHEST_M: Final = 1_000_000.0
MEDIAN: Final = Conditions()
"""Half of the time, the locations and the situations."""

Table: TypeAlias = tuple[tuple[float, ...], ...]
"""Loss in dB, by the first antenna and the second."""


@dataclass(frozen=True, slots=True)
class Antenna:
    """An antenna 天线 and where it is.

    Attributes
    ----------
    id
        Of the site or the place.
    lon, lat
        Degrees.
    height_m
        Above the ground.
    """

    id: str
    lon: float
    lat: float
    height_m: float

    @property
    def place(self) -> tuple[float, float]:
        """Longitude and latitude."""
        return self.lon, self.lat


@dataclass(frozen=True, slots=True)
class LossModel:
    """How losses are computed.

    Attributes
    ----------
    conditions
        Frequency, air, ground and quantiles; the median by default.
    terrain_class
        Of the country, where no terrain is given.
    sitings
        With how much care sites and places are chosen; counts only where no terrain is given.
    steps_per_cell
        Intervals of a profile for each step of the grid.
    most_intervals
        Of a profile, however long. The model itself reads at most 245 heights off it.
    """

    conditions: Conditions = MEDIAN
    terrain_class: TerrainClass = TerrainClass.MOUNTAINS
    sitings: tuple[Siting, Siting] = (Siting.VERY_CAREFUL, Siting.RANDOM)
    steps_per_cell: float = 4.0
    most_intervals: int = 150


OVER_TERRAIN: Final = LossModel()
BETWEEN_SITES: Final = LossModel(sitings=(Siting.VERY_CAREFUL, Siting.VERY_CAREFUL))


def near_loss_db(distance_m: float, heights_m: tuple[float, float], f_mhz: float) -> float:
    """Return the loss over less than a kilometre: the larger of free space and two rays 双线传播.

    Parameters
    ----------
    distance_m
        Over the ground.
    heights_m
        Of the two antennas above it. No way is taken as shorter than a metre.
    f_mhz
        Frequency.

    Notes
    -----
    Source: ITU-R P.525 for free space; for two rays, 40 log d - 20 log h1 h2, the plane-earth formula.

    Examples
    --------
    >>> round(near_loss_db(500, (30, 1.5), 370), 1), round(near_loss_db(500, (1.5, 1.5), 370), 1)
    (77.8, 100.9)
    """
    one_m, other_m = heights_m
    way_m = max(math.hypot(distance_m, one_m - other_m), 1.0)
    two_ray_db = 40.0 * math.log10(way_m) - 20.0 * math.log10(one_m * other_m)
    return max(free_space_db(way_m, f_mhz), two_ray_db)


def pair_loss_db(terrain: Terrain | None, one: Antenna, other: Antenna, model: LossModel) -> float:
    """Return the loss between two antennas in dB.

    Raises
    ------
    BadInput
        If the terrain does not cover the way between them, or a height is outside the model's range.
    """
    distance_m = distance_between_m(one.place, other.place)
    heights_m = one.height_m, other.height_m
    if terrain is None:
        return area_loss_db(distance_m, heights_m, model)
    if distance_m < NEAR_M:
        return near_loss_db(distance_m, heights_m, model.conditions.f_mhz)
    step_m = terrain.step_m / model.steps_per_cell
    profile = terrain.profile(one.place, other.place, step_m, model.most_intervals)
    return point_to_point(profile, heights_m, model.conditions).loss_db


def area_loss_db(distance_m: float, heights_m: tuple[float, float], model: LossModel) -> float:
    """Return the loss at a distance where only the class of the terrain is known, in dB.

    Beyond a kilometre it is never below that over a kilometre, so that it does not fall where two laws meet.
    """
    near_db = near_loss_db(min(distance_m, NEAR_M), heights_m, model.conditions.f_mhz)
    if distance_m < NEAR_M:
        return near_db
    roughness_m = model.terrain_class.roughness_m
    return max(near_db, area(distance_m, roughness_m, heights_m, model.conditions, model.sitings).loss_db)


def direct_loss_db(
    distance_m: float,
    terrain_class: TerrainClass,
    heights_m: tuple[float, float] = (HANDHELD_M, HANDHELD_M),
    conditions: Conditions = MEDIAN,
) -> float:
    """Return the loss from handheld to handheld, without a site (direct mode 直通), in dB.

    Parameters
    ----------
    distance_m
        Between the two.
    terrain_class
        Of the country between them; their places change too often for profiles.
    heights_m
        Above ground.
    conditions
        Frequency, air, ground and quantiles.
    """
    model = LossModel(conditions, terrain_class, (Siting.RANDOM, Siting.RANDOM))
    return area_loss_db(distance_m, heights_m, model)


def reach_m(limit_db: float, loss_db: Callable[[float], float]) -> float:
    """Return how far a signal comes that may lose so much, to the metre; at most 1,000 km.

    Parameters
    ----------
    limit_db
        Loss that the link can bear.
    loss_db
        Loss at a distance in metres, which must not fall with it.
    """
    low_m, high_m = 0.0, FARTHEST_M
    while high_m - low_m > 1.0:
        middle_m = 0.5 * (low_m + high_m)
        if loss_db(middle_m) <= limit_db:
            low_m = middle_m
        else:
            high_m = middle_m
    return low_m


def loss_table(
    terrain: Terrain | None,
    sites: Sequence[Antenna],
    places: Sequence[Antenna],
    model: LossModel = OVER_TERRAIN,
) -> Table:
    """Return the loss from each site to each place in dB.

    Parameters
    ----------
    terrain
        The elevations; without them the area mode is used.
    sites, places
        The antennas of the rows, and of the columns.
    model
        How losses are computed.

    Raises
    ------
    BadInput
        If the terrain does not cover a way, or a height is outside the model's range.
    """
    return tuple(_row(terrain, site, places, model) for site in sites)


def _row(
    terrain: Terrain | None, site: Antenna, places: Sequence[Antenna], model: LossModel
) -> tuple[float, ...]:
    known: dict[tuple[float, float, float], float] = {}  # villages that hang on one node are one place
    for place in places:
        key = (place.lon, place.lat, place.height_m)
        if key not in known:
            known[key] = pair_loss_db(terrain, site, place, model)
    return tuple(known[place.lon, place.lat, place.height_m] for place in places)


def backhaul_table(
    terrain: Terrain | None,
    sites: Sequence[Antenna],
    model: LossModel = BETWEEN_SITES,
) -> Table:
    """Return the loss from site to site in dB, for backhaul 回传 by radio: the same both ways, 0 to itself.

    Arguments and exceptions are those of `loss_table`.
    """
    rows = [[0.0] * len(sites) for _ in sites]
    for one in range(len(sites)):
        for other in range(one + 1, len(sites)):
            rows[one][other] = rows[other][one] = pair_loss_db(terrain, sites[one], sites[other], model)
    return tuple(map(tuple, rows))
