"""What the model knows about a path: which keys there are, of which type, and where paths lead nowhere."""

from collections.abc import Mapping
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Final, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic_core import PydanticUndefined

from sim.scenario.basin import GaugeRow, StageRow
from sim.scenario.control import BusRow, KeyUnit
from sim.scenario.exercise import InjectRow
from sim.scenario.model import Scenario
from sim.scenario.people import Shelter
from sim.scenario.tables import (
    CallRow,
    CommsTeam,
    District,
    Fibre,
    Hospital,
    Line,
    LoadRow,
    Loss,
    Node,
    Poi,
    Post,
    PowerLine,
    PowerNode,
    Road,
    Site,
    Station,
    Team,
    Telecom,
    Terminal,
    Terrain,
    Township,
    UnitRow,
    Village,
)

TABLES: Final[Mapping[str, tuple[str, type[BaseModel]]]] = {
    "districts": ("districts.csv", District),
    "nodes": ("nodes.csv", Node),
    "links": ("roads.csv", Road),
    "townships": ("townships.csv", Township),
    "villages": ("villages.csv", Village),
    "stations": ("stations.csv", Station),
    "units": ("units.csv", UnitRow),
    "hospitals": ("hospitals.csv", Hospital),
    "pois": ("poi.csv", Poi),
    "calls": ("calls.csv", CallRow),
    "posts": ("posts.csv", Post),
    "sites": ("sites.csv", Site),
    "losses": ("radio_loss.csv", Loss),
    "telecom": ("telecom.csv", Telecom),
    "fibres": ("fibre.csv", Fibre),
    "terminals": ("terminals.csv", Terminal),
    "comms_teams": ("comms_teams.csv", CommsTeam),
    "power_nodes": ("power_nodes.csv", PowerNode),
    "power_lines": ("power_lines.csv", PowerLine),
    "loads": ("loads.csv", LoadRow),
    "terrain": ("terrain.csv", Terrain),
    "teams": ("teams.csv", Team),
    "shelters": ("shelters.csv", Shelter),
    "key_units": ("key_units.csv", KeyUnit),
    "buses": ("buses.csv", BusRow),
    "msel": ("msel.csv", InjectRow),
    "gauges": ("gauges.csv", GaugeRow),
    "stages": ("stages.csv", StageRow),
    "lines": ("lines.geojson", Line),
}
"""File and type of a row of each table, by its key in the scenario."""

REQUIRED_TABLES: Final = ("districts", "nodes", "links", "townships", "villages", "stations", "units")


def bare(kind: Any) -> Any:
    """Return a type without annotations and without None."""
    if get_origin(kind) is Annotated:
        return bare(get_args(kind)[0])
    if get_origin(kind) in (Union, UnionType):
        return bare(next(part for part in get_args(kind) if part is not NoneType))
    return kind


def below(kind: Any, key: str | int) -> Any:
    """Return the type under a key of a type, or None where there is none."""
    kind = bare(kind)
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        field = kind.model_fields.get(str(key))
        return bare(field.annotation) if field else None
    origin, args = get_origin(kind), get_args(kind)
    if origin is dict:
        return bare(args[1])
    return bare(args[0]) if origin is tuple else None


def type_at(path: tuple[str | int, ...]) -> Any:
    """Return the type of a path of the scenario, or None where it leads nowhere."""
    kind: Any = Scenario
    for key in path:
        kind = below(kind, key)
    return kind


def known_keys(kind: Any) -> list[str]:
    """Return the keys that a type admits, as far as it names them."""
    kind = bare(kind)
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return list(kind.model_fields)
    args = get_args(kind)
    if get_origin(kind) is dict and isinstance(bare(args[0]), type) and issubclass(bare(args[0]), Enum):
        return [member.value for member in bare(args[0])]
    return []


def default_of(kind: Any, key: str) -> Any:
    """Return the default of a field of a model, or None where it has none."""
    field = kind.model_fields[key]
    default = field.get_default(call_default_factory=True)
    return None if default is PydanticUndefined else default


def limits(kind: Any, key: str) -> dict[str, float]:
    """Return the bounds of a field of a model: some of ``gt ge lt le min_length max_length``."""
    if not (isinstance(kind, type) and issubclass(kind, BaseModel)) or key not in kind.model_fields:
        return {}
    found = kind.model_fields[key].metadata
    names = ("gt", "ge", "lt", "le", "min_length", "max_length")
    return {name: getattr(part, name) for part in found for name in names if hasattr(part, name)}


@cache
def columns(name: str) -> Mapping[str, type]:
    """Return the columns of a table with the type of each cell: bool, int, float or str (for the rest)."""
    model = TABLES[name][1]
    return {key: _cell_type(field.annotation) for key, field in model.model_fields.items()}


def _cell_type(annotation: Any) -> type:
    kind = bare(annotation)
    return kind if kind in (bool, int, float) else str
