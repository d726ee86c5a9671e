"""How fast one drives through water 积水深度与车速: a published curve, and what is left of a link's speed.

Source: Pregnolato, M., Ford, A., Wilkinson, S. M., Dawson, R. J. (2017), The impact of flooding on road
transport: a depth-disruption function, Transportation Research Part D 55, 67-81.
"""

from typing import Final

STOPS_MM: Final = 300
"""Depth at which a car stops."""
WADING_MM: Final = 300
"""Depth up to which people wade; assumption."""
_QUADRATIC, _LINEAR, _DRY_KMH = 0.0009, 0.5529, 86.9448
_WHOLE = 1000


def safe_speed_kmh(depth_mm: float) -> float:
    """Return the speed at which one can drive through water, in km/h; beyond 300 mm as slowly as there.

    Parameters
    ----------
    depth_mm
        Depth of the water.

    Examples
    --------
    >>> round(safe_speed_kmh(150), 2), safe_speed_kmh(400) == safe_speed_kmh(300)
    (24.26, True)
    """
    depth_mm = min(max(depth_mm, 0.0), STOPS_MM)
    return _QUADRATIC * depth_mm * depth_mm - _LINEAR * depth_mm + _DRY_KMH


def flooded_permille(depth_mm: float, length_km: float, flooded_km: float, speed_kmh: float) -> int:
    """Return the share of its speed that a link keeps of which a part is under water, in thousandths.

    Parameters
    ----------
    depth_mm
        Depth of the water.
    length_km, flooded_km
        Length of the link, and of the part of it under water.
    speed_kmh
        Usual speed on it.
    """
    wet_h = flooded_km / min(speed_kmh, safe_speed_kmh(depth_mm))
    usual_h = length_km / speed_kmh
    return max(1, round(_WHOLE * usual_h / (usual_h - flooded_km / speed_kmh + wet_h)))
