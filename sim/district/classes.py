"""How classes of OpenStreetMap are read: roads by ``highway``, people by ``place``."""

from collections.abc import Mapping
from typing import Final

from sim.terms.enums import RoadClass

_LINKS: Final = ("motorway", "trunk", "primary", "secondary", "tertiary")
_PLAIN: Final[Mapping[str, RoadClass]] = {
    "motorway": RoadClass.EXPRESSWAY,
    "trunk": RoadClass.TRUNK,
    "primary": RoadClass.TRUNK,
    "secondary": RoadClass.SECONDARY,
    "tertiary": RoadClass.SECONDARY,
    "unclassified": RoadClass.LOCAL,
    "road": RoadClass.LOCAL,
    "living_street": RoadClass.LOCAL,
    "residential": RoadClass.URBAN,
}
CLASSES: Final[Mapping[str, RoadClass]] = {**_PLAIN, **{f"{name}_link": _PLAIN[name] for name in _LINKS}}
"""Class of road by ``highway``; what is not named here a fire engine does not drive.

Source: assumption, after the functions that the OpenStreetMap wiki gives each value (Key:highway). In China
``trunk`` and ``primary`` are national and provincial roads, ``secondary`` and ``tertiary`` those of counties.
"""

DETAILS: Final[tuple[frozenset[str], ...]] = (
    frozenset(),
    frozenset({"residential", "living_street", "road"}),
    frozenset({"residential", "living_street", "road", "unclassified"}),
    frozenset({"residential", "living_street", "road", "unclassified", "tertiary", "tertiary_link"}),
)
"""Values of ``highway`` that are left out, step by step, where the graph would be too large."""

MOST_LINKS: Final = 5_000
"""Links from which on the next step of `DETAILS` is taken; assumption: a few thousand run in seconds."""

PEOPLE: Final[Mapping[str, int]] = {
    "city": 100_000,
    "town": 10_000,
    "village": 1_000,
    "hamlet": 100,
    "isolated_dwelling": 10,
    "farm": 10,
}
"""People of a place of which the map does not say how many.

Source: assumption, the lower ends of the ranges for city and town, and about the middle of those for village
and hamlet, that the OpenStreetMap wiki gives (Key:place).
"""

RANK: Final[Mapping[str, int]] = {kind: rank for rank, kind in enumerate(PEOPLE)}
"""Rank of a kind of place, from the largest."""
