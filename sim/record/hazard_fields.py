"""What hazards are like on the ground at a time 灾害场, as plain figures: for maps, told by no log entry."""

from collections.abc import Callable, Mapping
from typing import NamedTuple, TypeAlias

from sim.terms.enums import HazardKind

Bounds: TypeAlias = tuple[float, float, float, float]
"""West, south, east and north of a piece of land, in degrees."""


class Field(NamedTuple):
    """A hazard on a grid.

    Attributes
    ----------
    kind
        What it is, which decides the unit of `values`: rain in mm/h; the hours since a cell began to burn,
        below nought where it does not; gas as a multiple of the limit; the hardest shaking so far as
        intensity 烈度.
    lons, lats
        Longitude of each column and latitude of each row, in degrees, ascending.
    values
        By row, from south to north, and in each by column.
    """

    kind: HazardKind
    lons: tuple[float, ...]
    lats: tuple[float, ...]
    values: tuple[tuple[float, ...], ...]

    @property
    def most(self) -> float:
        """The greatest value."""
        return max(map(max, self.values))


class Epicentre(NamedTuple):
    """Where an earthquake or aftershock has struck, in degrees, and its magnitude."""

    lon: float
    lat: float
    magnitude: float


class Seen(NamedTuple):
    """All hazards at one time.

    Attributes
    ----------
    fields
        Those that lie over the land.
    rises_m
        How far each river of the map stands above its usual level, by its row in the table of lines.
    epicentres
        Of the earthquakes so far.
    flames_h
        For how many hours a cell burns.
    """

    fields: tuple[Field, ...] = ()
    rises_m: Mapping[int, float] = {}
    epicentres: tuple[Epicentre, ...] = ()
    flames_h: float = 1.0


Look: TypeAlias = Callable[[int, Bounds], Seen]
"""Returns what hazards are like at a time in ms, over a piece of land."""
