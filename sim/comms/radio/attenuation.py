"""The reference attenuation 参考衰减 of the Irregular Terrain Model: line of sight, diffraction, scatter.

Attenuation is told in dB relative to free space. Beyond the horizon it is a straight line of the distance,
for diffraction and, farther away, for scatter; within the horizon a curve joins two-ray optics to that line.

Source: G. A. Hufford (1995), The ITS Irregular Terrain Model, version 1.2.2: the algorithm; the names
in symbols are its own.
"""

import cmath
import math
from dataclasses import dataclass
from typing import Final, NamedTuple

from sim.comms.radio import scatter
from sim.comms.radio.profile import Pair
from sim.terms.enums import Term
from sim.terms.errors import BadInput, Fault

ACTUAL_EARTH_CURVATURE: Final = 157e-9
"""Per metre."""


class Mode(Term):
    """How a signal comes 传播方式."""

    LINE_OF_SIGHT = "line_of_sight", "视距"
    DIFFRACTION = "diffraction", "绕射"
    TROPOSCATTER = "troposcatter", "对流层散射"


@dataclass(frozen=True, slots=True)
class Path:
    """A radio path, as the model sees it.

    Attributes
    ----------
    wave_number
        Radians per metre.
    impedance
        Of the ground.
    curvature
        Of the effective earth, per metre.
    refractivity
        Of the air at the height of the path, N-units.
    roughness_m
        Terrain irregularity delta h.
    antennas_m, effective_m
        Heights above the ground, and above the effective reflecting plane.
    angles_rad, horizons_m
        Elevation angle and distance of each end's horizon.
    known
        Whether the terrain is known (point to point), or only its roughness (area).
    """

    wave_number: float
    impedance: complex
    curvature: float
    refractivity: float
    roughness_m: float
    antennas_m: Pair
    effective_m: Pair
    angles_rad: Pair
    horizons_m: Pair
    known: bool

    @property
    def smooth_m(self) -> float:
        """Distance over which both ends see over a smooth earth, d_Ls."""
        one, other = self.effective_m
        return math.sqrt(2.0 * one / self.curvature) + math.sqrt(2.0 * other / self.curvature)

    @property
    def horizon_m(self) -> float:
        """Sum of the two horizons, d_L."""
        return self.horizons_m[0] + self.horizons_m[1]

    @property
    def bend_rad(self) -> float:
        """Sum of the two elevation angles, theta_e."""
        return max(self.angles_rad[0] + self.angles_rad[1], -self.horizon_m * self.curvature)

    @property
    def reach_m(self) -> float:
        """The distance over which diffraction grows into its straight line, X_ae."""
        return math.pow(self.wave_number * self.curvature**2, -1.0 / 3.0)


class Line(NamedTuple):
    """Attenuation that rises in a straight line with the distance."""

    slope: float
    start: float

    def at(self, distance_m: float) -> float:
        """Return the attenuation in dB."""
        return self.start + self.slope * distance_m

    @classmethod
    def through(cls, near_m: float, near_db: float, far_m: float, far_db: float) -> "Line":
        """Draw the line through two points."""
        slope = (far_db - near_db) / (far_m - near_m)
        return cls(slope, near_db - slope * near_m)


def reference_attenuation(path: Path, distance_m: float) -> tuple[float, Mode]:
    """Return the attenuation in dB at a distance, never below zero, and how the signal comes.

    Raises
    ------
    BadInput
        If the ground conducts too well for the frequency and the horizons.
    """
    diffraction = _diffraction_line(path)
    if distance_m < path.smooth_m:
        attenuation_db = _within_horizon(path, diffraction, distance_m)
        return max(attenuation_db, 0.0), Mode.LINE_OF_SIGHT
    scattered, from_m = _scatter_line(path, diffraction)
    if distance_m > from_m:
        return max(scattered.at(distance_m), 0.0), Mode.TROPOSCATTER
    return max(diffraction.at(distance_m), 0.0), Mode.DIFFRACTION


def roughness_at_m(roughness_m: float, distance_m: float) -> float:
    """Return how much of the terrain irregularity a path of this length shows."""
    return roughness_m * (1.0 - 0.8 * math.exp(-distance_m / 50e3))


def _spread_m(roughness_m: float) -> float:
    """Return the standard deviation of heights about the reflecting plane, sigma_h."""
    return 0.78 * roughness_m * math.exp(-0.5 * roughness_m**0.25)


# --- diffraction --------------------------------------------------------------------------------------------


def _diffraction_line(path: Path) -> Line:
    near_m = max(path.smooth_m, path.horizon_m + 1.3787 * path.reach_m)
    far_m = near_m + 2.7574 * path.reach_m
    constants = _smooth_earth_constants(path)
    near_db = _diffraction_db(path, constants, near_m)
    return Line.through(near_m, near_db, far_m, _diffraction_db(path, constants, far_m))


class _SmoothEarth(NamedTuple):
    """What the loss around a smooth earth holds in common for all distances."""

    ground: float
    near_x: float
    gain_db: float


def _smooth_earth_constants(path: Path) -> _SmoothEarth:
    ground = 1.0 / abs(path.impedance)
    near_x, gain_db = 0.0, 20.0
    for horizon_m, height_m in zip(path.horizons_m, path.effective_m, strict=True):
        radius_m = 0.5 * horizon_m**2 / height_m
        x, k = _vogler(path.wave_number, ground, radius_m, horizon_m / radius_m)
        near_x += x
        gain_db += _height_gain_db(x, k)
    return _SmoothEarth(ground, near_x, gain_db)


def _vogler(wave_number: float, ground: float, radius_m: float, angle_rad: float) -> Pair:
    """Return the normalized distance x and the parameter K of Vogler's three radii."""
    across = math.pow(wave_number * radius_m, 1.0 / 3.0)
    k = ground / across
    return (1.607 - k) * 151.0 * across * angle_rad, k


def _height_gain_db(x: float, k: float) -> float:
    """Return the height-gain over a smooth earth, F(x, K)."""
    if x < 200.0:
        return _low_height_gain_db(x, k)
    high_db = 0.05751 * x - 10.0 * math.log10(x)
    if x >= 2000.0:
        return high_db
    weight = 0.0134 * x * math.exp(-0.005 * x)
    return (1.0 - weight) * high_db + weight * (40.0 * math.log10(x) - 117.0)


def _low_height_gain_db(x: float, k: float) -> float:
    fall = -math.log(k)
    if k < 1e-5 or x * fall**3 > 5495.0:
        return 40.0 * math.log10(x) - 117.0 if x > 1.0 else -117.0
    return 2.5e-5 * x * x / k - 8.686 * fall - 15.0


def _diffraction_db(path: Path, earth: _SmoothEarth, distance_m: float) -> float:
    """Weigh the smooth earth against two knife edges by the roughness, and add clutter."""
    one_m, other_m = path.antennas_m
    spread_m = _spread_m(roughness_at_m(path.roughness_m, path.smooth_m))
    clutter_db = min(15.0, 5.0 * math.log10(1.0 + 4.77e-4 * one_m * other_m * path.wave_number * spread_m))
    floor = one_m * other_m + (10.0 if path.known else 0.0)
    lift = math.sqrt(1.0 + (path.effective_m[0] * path.effective_m[1] - one_m * other_m) / floor)
    horizon = path.horizon_m + path.bend_rad / path.curvature
    rough = min(path.wave_number * roughness_at_m(path.roughness_m, distance_m), 6283.2)
    weight = 25.1 / (25.1 + math.sqrt((lift + horizon / distance_m) * rough))
    smooth_db = _smooth_earth_db(path, earth, distance_m)
    return weight * smooth_db + (1.0 - weight) * _two_edges_db(path, distance_m) + clutter_db


def _smooth_earth_db(path: Path, earth: _SmoothEarth, distance_m: float) -> float:
    """Return the loss around a smooth earth of three radii."""
    angle_rad = path.bend_rad + distance_m * path.curvature
    radius_m = (distance_m - path.horizon_m) / angle_rad
    far_x, _ = _vogler(path.wave_number, earth.ground, radius_m, angle_rad)
    x = far_x + earth.near_x
    if x <= 0.0:
        expected = "ground that conducts less well, or a higher frequency: the model does not hold here"
        raise BadInput([Fault("radio path", None, None, "ground", "", expected)])
    return 0.05751 * x - 10.0 * math.log10(x) - earth.gain_db


def _two_edges_db(path: Path, distance_m: float) -> float:
    """Return the loss over both horizons, taken as knife edges."""
    angle_rad = path.bend_rad + distance_m * path.curvature
    beyond_m = distance_m - path.horizon_m
    scale = 0.0795775 * path.wave_number * angle_rad**2 * beyond_m
    return math.fsum(_knife_edge_db(scale * at_m / (beyond_m + at_m)) for at_m in path.horizons_m)


def _knife_edge_db(v2: float) -> float:
    """Approximate the Fresnel integral behind a knife edge, from v squared."""
    if v2 < 5.76:
        return 6.02 + 9.11 * math.sqrt(v2) - 1.27 * v2
    return 12.953 + 10.0 * math.log10(v2)


# --- line of sight ------------------------------------------------------------------------------------------


def _within_horizon(path: Path, diffraction: Line, distance_m: float) -> float:
    """Return the attenuation within the horizon: a line and a logarithm through three points."""
    end_m = path.smooth_m
    end_db = diffraction.at(end_m)
    near_m, middle_m = _two_ray_distances(path, diffraction)
    middle_db = _optics_db(path, diffraction, middle_m)
    bend = None
    if near_m < middle_m:
        near_db = _optics_db(path, diffraction, near_m)
        points = (near_m, near_db), (middle_m, middle_db), (end_m, end_db)
        bend = _bent_line(*points, diffraction)
    slope, curl = bend or (max(end_db - middle_db, 0.0) / (end_m - middle_m) or diffraction.slope, 0.0)
    return end_db + slope * (distance_m - end_m) + curl * math.log(distance_m / end_m)


def _two_ray_distances(path: Path, diffraction: Line) -> Pair:
    """Choose the two distances at which two-ray optics is evaluated."""
    near_m = 1.908 * path.wave_number * path.effective_m[0] * path.effective_m[1]
    if diffraction.start >= 0.0:
        near_m = min(near_m, 0.5 * path.horizon_m)
        return near_m, near_m + 0.25 * (path.horizon_m - near_m)
    return near_m, max(-diffraction.start / diffraction.slope, 0.25 * path.horizon_m)


def _bent_line(near: Pair, middle: Pair, end: Pair, diffraction: Line) -> Pair | None:
    """Return slope and curl of the curve through three points, both kept from falling."""
    (near_m, near_db), (middle_m, middle_db), (end_m, end_db) = near, middle, end
    to_end, to_middle = end_m - near_m, middle_m - near_m
    log_end = math.log(end_m / near_m)
    over = to_end * (middle_db - near_db) - to_middle * (end_db - near_db)
    under = to_end * math.log(middle_m / near_m) - to_middle * log_end
    curl = max(0.0, over / under)
    if diffraction.start <= 0.0 and curl <= 0.0:
        return None
    slope = (end_db - near_db - curl * log_end) / to_end
    if slope >= 0.0:
        return slope, curl
    curl = max(end_db - near_db, 0.0) / log_end
    return (0.0, curl) if curl else (diffraction.slope, 0.0)


def _optics_db(path: Path, diffraction: Line, distance_m: float) -> float:
    """Weigh the sum of a direct and a reflected ray against the diffraction line."""
    one_m, other_m = path.effective_m
    phase = 2.0 * path.wave_number * one_m * other_m / distance_m
    if phase > math.pi / 2:
        phase = math.pi - (math.pi / 2) ** 2 / phase
    two_rays = cmath.rect(1.0, -phase) + _reflection(path, distance_m)
    two_rays_db = -20.0 * math.log10(abs(two_rays))
    rough = path.wave_number * path.roughness_m
    weight = 1.0 / (1.0 + 47.7 * rough / max(10e3, path.smooth_m))
    return weight * two_rays_db + (1.0 - weight) * diffraction.at(distance_m)


def _reflection(path: Path, distance_m: float) -> complex:
    """Return the coefficient of the reflection from rough ground, not below what spreading leaves."""
    both_m = path.effective_m[0] + path.effective_m[1]
    grazing = both_m / math.hypot(distance_m, both_m)
    spread_m = _spread_m(roughness_at_m(path.roughness_m, distance_m))
    damped = math.exp(-min(10.0, path.wave_number * spread_m * grazing))
    reflected = (grazing - path.impedance) / (grazing + path.impedance) * damped
    power = abs(reflected) ** 2
    return reflected * math.sqrt(grazing / power) if power < max(0.25, grazing) else reflected


# --- scatter ------------------------------------------------------------------------------------------------


def _scatter_line(path: Path, diffraction: Line) -> tuple[Line, float]:
    """Return the line of tropospheric scatter, and the distance beyond which it is the smaller loss."""
    near_m, far_m = path.horizon_m + 200e3, path.horizon_m + 400e3
    geometry = scatter.Geometry(
        path.wave_number,
        path.curvature,
        path.refractivity,
        path.effective_m,
        path.angles_rad,
        path.horizons_m,
        path.bend_rad,
    )
    near_db, far_db = scatter.attenuations_db(geometry, near_m, far_m)
    if near_db is None or far_db is None:
        return diffraction, math.inf
    slope = (far_db - near_db) / (far_m - near_m)
    least_m = path.horizon_m + 0.3 * path.reach_m * math.log(47.7 * path.wave_number)
    crossing_m = (near_db - diffraction.start - slope * near_m) / (diffraction.slope - slope)
    from_m = max(path.smooth_m, least_m, crossing_m)
    return Line(slope, diffraction.at(from_m) - slope * from_m), from_m
