"""The Irregular Terrain Model (Longley-Rice) 不规则地形模型: basic transmission loss over real terrain.

Written from the published algorithm, with the meaning of ITM 1.4 for the modes of variability. In
`point_to_point` the terrain is known, in `area` only how rough it is.

Source: G. A. Hufford, A. G. Longley and W. A. Kissick (1982), A guide to the use of the ITS Irregular Terrain
Model in the area prediction mode, NTIA Report 82-100; G. A. Hufford (1995), The ITS Irregular Terrain Model,
version 1.2.2: the algorithm.
"""

import math
from typing import NamedTuple

from sim.comms.radio.attenuation import ACTUAL_EARTH_CURVATURE, Mode, Path, reference_attenuation
from sim.comms.radio.conditions import Conditions, Siting, within
from sim.comms.radio.profile import Pair, Profile, horizons, line_through, mean_height_m, roughness_m
from sim.comms.radio.variability import varied_db


class Loss(NamedTuple):
    """What a signal loses on a path.

    Attributes
    ----------
    loss_db
        Basic transmission loss 传输损耗 at the wanted quantiles.
    reference_db
        Reference attenuation, over free space.
    free_space_db
        Loss in free space.
    roughness_m
        Terrain irregularity delta h.
    mode
        How the signal comes.
    """

    loss_db: float
    reference_db: float
    free_space_db: float
    roughness_m: float
    mode: Mode


def free_space_db(distance_m: float, f_mhz: float) -> float:
    """Return the loss in free space 自由空间损耗 (ITU-R P.525).

    Examples
    --------
    >>> round(free_space_db(10_000, 370), 2)
    103.81
    """
    return 32.45 + 20.0 * math.log10(f_mhz) + 20.0 * math.log10(distance_m / 1000.0)


def point_to_point(profile: Profile, antennas_m: Pair, conditions: Conditions) -> Loss:
    """Return the loss over a known profile.

    Parameters
    ----------
    profile
        The terrain from end to end.
    antennas_m
        Heights above ground of the transmitter and the receiver, 0.5 to 3,000 m.
    conditions
        Frequency, air, ground and quantiles.

    Raises
    ------
    BadInput
        If a height, or the length or the number of points of the profile, is outside the model's range.
    """
    within(
        "radio path",
        [
            ("height of the transmitter in m", antennas_m[0], 0.5, 3000),
            ("height of the receiver in m", antennas_m[1], 0.5, 3000),
            ("points of the profile", len(profile.heights_m), 3, 1_000_000),
            ("distance in m", profile.distance_m, 1, 2_000_000),
        ],
    )
    return _loss(known_path(profile, antennas_m, conditions), profile.distance_m, conditions)


def area(
    distance_m: float,
    roughness_m: float,
    antennas_m: Pair,
    conditions: Conditions,
    siting: tuple[Siting, Siting] = (Siting.RANDOM, Siting.RANDOM),
) -> Loss:
    """Return the loss where nothing but the roughness of the terrain is known.

    Parameters
    ----------
    distance_m
        Between the antennas, up to 2,000 km.
    roughness_m
        Interdecile range of the heights of the terrain, 0 to 3,000 m.
    antennas_m
        Heights above ground of the transmitter and the receiver, 0.5 to 3,000 m.
    conditions
        Frequency, air, ground and quantiles.
    siting
        With how much care each antenna is sited.

    Raises
    ------
    BadInput
        If a figure is outside the model's range.

    Examples
    --------
    >>> area(10_000, 90, (30, 1.5), Conditions(n0=360)).mode
    <Mode.LINE_OF_SIGHT: 'line_of_sight'>
    """
    within(
        "radio path",
        [
            ("height of the transmitter in m", antennas_m[0], 0.5, 3000),
            ("height of the receiver in m", antennas_m[1], 0.5, 3000),
            ("roughness in m", roughness_m, 0, 3000),
            ("distance in m", distance_m, 1, 2_000_000),
        ],
    )
    return _loss(typical_path(roughness_m, antennas_m, conditions, siting), distance_m, conditions)


def _loss(path: Path, distance_m: float, conditions: Conditions) -> Loss:
    reference_db, mode = reference_attenuation(path, distance_m)
    free_db = free_space_db(distance_m, conditions.f_mhz)
    over_db = varied_db(reference_db, distance_m, path.effective_m, path.roughness_m, conditions)
    return Loss(free_db + over_db, reference_db, free_db, path.roughness_m, mode)


# --- what the model sees of a path --------------------------------------------------------------------------


def _curvature(refractivity: float) -> float:
    """Return the curvature of the effective earth, per metre."""
    return ACTUAL_EARTH_CURVATURE * (1.0 - 0.04665 * math.exp(refractivity / 179.3))


def typical_path(
    roughness_m: float, antennas_m: Pair, conditions: Conditions, siting: tuple[Siting, Siting]
) -> Path:
    """Return a path as it is on the average on terrain of this roughness; arguments as in `area`."""
    curvature = _curvature(conditions.n0)
    one, other = (
        _sited_m(height_m, roughness_m, care) for height_m, care in zip(antennas_m, siting, strict=True)
    )
    far, other_far = (_typical_horizon_m(height_m, roughness_m, curvature) for height_m in (one, other))
    return Path(
        conditions.wave_number,
        conditions.impedance,
        curvature,
        conditions.n0,
        roughness_m,
        antennas_m,
        (one, other),
        (
            _typical_angle_rad(one, far, roughness_m, curvature),
            _typical_angle_rad(other, other_far, roughness_m, curvature),
        ),
        (far, other_far),
        known=False,
    )


def _sited_m(height_m: float, roughness_m: float, care: Siting) -> float:
    """Return an antenna's effective height, which care in siting raises."""
    if care == Siting.RANDOM:
        return height_m
    lift_m = 4.0 if care == Siting.CAREFUL else 9.0
    if height_m < 5.0:
        lift_m *= math.sin(0.1 * math.pi * height_m)
    return height_m + (1.0 + lift_m) * math.exp(-min(20.0, 2.0 * height_m / max(1e-3, roughness_m)))


def _typical_horizon_m(effective_m: float, roughness_m: float, curvature: float) -> float:
    """Return the usual distance of a horizon."""
    smooth_m = math.sqrt(2.0 * effective_m / curvature)
    return smooth_m * math.exp(-0.07 * math.sqrt(roughness_m / max(effective_m, 5.0)))


def _typical_angle_rad(effective_m: float, horizon_m: float, roughness_m: float, curvature: float) -> float:
    """Return the usual elevation angle of a horizon."""
    smooth_m = math.sqrt(2.0 * effective_m / curvature)
    return (0.65 * roughness_m * (smooth_m / horizon_m - 1.0) - 2.0 * effective_m) / smooth_m


def known_path(profile: Profile, antennas_m: Pair, conditions: Conditions) -> Path:
    """Return a path as its profile shows it; arguments as in `point_to_point`."""
    height_m = mean_height_m(profile.heights_m)
    refractivity = conditions.n0 if height_m == 0.0 else conditions.n0 * math.exp(-height_m / 9460.0)
    curvature = _curvature(refractivity)
    angles_rad, horizons_m = horizons(profile, antennas_m, curvature)
    begin_m = min(15.0 * antennas_m[0], 0.1 * horizons_m[0])
    end_m = profile.distance_m - min(15.0 * antennas_m[1], 0.1 * horizons_m[1])
    rough_m = roughness_m(profile, begin_m, end_m)
    if horizons_m[0] + horizons_m[1] > 1.5 * profile.distance_m:
        effective_m = _over_line_m(profile, antennas_m, (begin_m, end_m), (begin_m, end_m))
        effective_m, horizons_m = _smoothed(effective_m, rough_m, profile.distance_m, curvature)
        angles_rad = (
            _typical_angle_rad(effective_m[0], horizons_m[0], rough_m, curvature),
            _typical_angle_rad(effective_m[1], horizons_m[1], rough_m, curvature),
        )
    else:
        own = (begin_m, 0.9 * horizons_m[0]), (profile.distance_m - 0.9 * horizons_m[1], end_m)
        effective_m = _over_line_m(profile, antennas_m, *own)
    return Path(
        conditions.wave_number,
        conditions.impedance,
        curvature,
        refractivity,
        rough_m,
        antennas_m,
        effective_m,
        angles_rad,
        horizons_m,
        known=True,
    )


def _over_line_m(profile: Profile, antennas_m: Pair, part: Pair, other_part: Pair) -> Pair:
    """Return the effective heights: above the line fitted before each end, if that is lower."""
    heights, step_m = profile.heights_m, profile.step_m
    ground_m, _ = line_through(heights, step_m, *part)
    _, other_ground_m = line_through(heights, step_m, *other_part)
    return (
        antennas_m[0] + max(heights[0] - ground_m, 0.0),
        antennas_m[1] + max(heights[-1] - other_ground_m, 0.0),
    )


def _smoothed(effective_m: Pair, rough_m: float, distance_m: float, curvature: float) -> tuple[Pair, Pair]:
    """Return heights and horizons of two ends that see each other, the heights raised until they do."""
    far, other_far = (_typical_horizon_m(height_m, rough_m, curvature) for height_m in effective_m)
    if far + other_far > distance_m:
        return effective_m, (far, other_far)
    raised = (distance_m / (far + other_far)) ** 2
    one, other = (height_m * raised for height_m in effective_m)
    return (one, other), (
        _typical_horizon_m(one, rough_m, curvature),
        _typical_horizon_m(other, rough_m, curvature),
    )
