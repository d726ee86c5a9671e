"""The scenario: everything a run is a function of, besides policy, seed, replication and journal."""

import hashlib
import json
from collections.abc import Mapping
from functools import cached_property
from typing import Annotated, Final, Literal, Protocol, TypeVar

from pydantic import AwareDatetime, Field, ValidationError, field_validator

from sim.scenario.aid import Aid
from sim.scenario.bases import Base
from sim.scenario.basin import Basin, GaugeRow, StageRow
from sim.scenario.bearers import Bearers
from sim.scenario.capability import Capability
from sim.scenario.casualties import Casualties
from sim.scenario.control import BusRow, Control, KeyUnit
from sim.scenario.exercise import Exercise, InjectRow
from sim.scenario.first_minutes import FirstMinutes
from sim.scenario.hazards import Hazards
from sim.scenario.people import People, Shelter, Warnings
from sim.scenario.quantity import Quantity, Section, quantity
from sim.scenario.relief import Relief
from sim.scenario.response import Response
from sim.scenario.sections import Cut, Demand, Dispatch, Forces, Roads, Title, UnitType
from sim.scenario.seismic import EarlyWarning
from sim.scenario.standby import Standby
from sim.scenario.support import Support
from sim.scenario.tables import (
    CallRow,
    CommsTeam,
    District,
    Fibre,
    Hospital,
    Id,
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
from sim.scenario.teams import RepairRules, TeamType
from sim.scenario.tiers import Upper
from sim.scenario.utilities import Utilities
from sim.scenario.water import Water
from sim.terms.enums import StationKind
from sim.terms.errors import SanduanError
from sim.terms.version import VERSION

SWITCHES: Final[Mapping[StationKind, str]] = {
    StationKind.TOWNSHIP: "town_brigades",
    StationKind.ENTERPRISE: "enterprise_brigades",
    StationKind.NEIGHBOUR: "neighbours",
    StationKind.MEDICAL: "medical",
}
"""The key of `Forces` that decides whether the stations of a kind take part; others always do."""


class ForeignScenario(SanduanError):
    """A log holds a scenario of another version, which can be neither run again nor folded."""


class _Identified(Protocol):
    @property
    def id(self) -> str: ...


HasId = TypeVar("HasId", bound=_Identified)


class Scenario(Section):
    """A district, its roads, people, forces and rules 想定.

    Tables are sorted by id, so that the row of a thing is its number inside the model.
    """

    schema_version: Literal[1] = 1
    name: Id
    title: Title
    start: AwareDatetime
    horizon: Quantity = quantity(365, "d", 0.001, 36500, "assumption: one year")
    roads: Roads = Roads()
    demand: Demand
    dispatch: Dispatch = Dispatch()
    forces: Forces = Forces()
    unit_types: Annotated[dict[Id, UnitType], Field(min_length=1)]
    cuts: tuple[Cut, ...] = ()
    comms: Literal["ideal", "bearers"] = "ideal"
    bearers: Bearers = Bearers()
    hazards: Hazards = Hazards()
    team_types: dict[Id, TeamType] = Field(default_factory=dict)
    repair: RepairRules = RepairRules()
    first_minutes: FirstMinutes = FirstMinutes()
    water: Water = Water()
    aid: Aid = Aid()
    upper: Upper = Upper()
    response: Response = Response()
    standby: Standby = Standby()
    bases: tuple[Base, ...] = ()
    warning: Warnings = Warnings()
    people: People = People()
    control: Control = Control()
    support: Support = Support()
    casualties: Casualties = Casualties()
    relief: Relief = Relief()
    capability: Capability = Capability()
    exercise: Exercise = Exercise()
    early_warning: EarlyWarning = EarlyWarning()
    utilities: Utilities = Utilities()
    basin: Basin = Basin()

    districts: tuple[District, ...]
    nodes: tuple[Node, ...]
    links: tuple[Road, ...]
    townships: tuple[Township, ...]
    villages: tuple[Village, ...]
    stations: tuple[Station, ...]
    units: tuple[UnitRow, ...]
    hospitals: tuple[Hospital, ...] = ()
    pois: tuple[Poi, ...] = ()
    calls: tuple[CallRow, ...] = ()
    lines: tuple[Line, ...] = ()
    posts: tuple[Post, ...] = ()
    sites: tuple[Site, ...] = ()
    losses: tuple[Loss, ...] = ()
    telecom: tuple[Telecom, ...] = ()
    fibres: tuple[Fibre, ...] = ()
    terminals: tuple[Terminal, ...] = ()
    comms_teams: tuple[CommsTeam, ...] = ()
    power_nodes: tuple[PowerNode, ...] = ()
    power_lines: tuple[PowerLine, ...] = ()
    loads: tuple[LoadRow, ...] = ()
    terrain: tuple[Terrain, ...] = ()
    teams: tuple[Team, ...] = ()
    shelters: tuple[Shelter, ...] = ()
    key_units: tuple[KeyUnit, ...] = ()
    buses: tuple[BusRow, ...] = ()
    msel: tuple[InjectRow, ...] = ()
    gauges: tuple[GaugeRow, ...] = ()
    stages: tuple[StageRow, ...] = ()

    @field_validator(
        "districts",
        "nodes",
        "links",
        "townships",
        "villages",
        "stations",
        "units",
        "hospitals",
        "pois",
        "posts",
        "sites",
        "telecom",
        "fibres",
        "terminals",
        "comms_teams",
        "power_nodes",
        "power_lines",
        "loads",
        "teams",
        "shelters",
        "key_units",
        "buses",
        "msel",
        "gauges",
    )
    @classmethod
    def _sorted(cls, rows: tuple[HasId, ...]) -> tuple[HasId, ...]:
        return tuple(sorted(rows, key=lambda row: row.id))

    @cached_property
    def canonical(self) -> bytes:
        """The scenario as JSON with sorted keys: the same bytes for the same content."""
        plain = self.model_dump(mode="json")
        return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()

    @cached_property
    def fingerprint(self) -> str:
        """BLAKE2b digest of the content, 32 hexadecimal digits."""
        return hashlib.blake2b(self.canonical, digest_size=16).hexdigest()

    @cached_property
    def node_ids(self) -> dict[str, int]:
        """Number of each node by its id."""
        return {node.id: number for number, node in enumerate(self.nodes)}

    @cached_property
    def link_ids(self) -> dict[str, int]:
        """Number of each link by its id."""
        return {link.id: number for number, link in enumerate(self.links)}

    @cached_property
    def station_ids(self) -> dict[str, int]:
        """Number of each station by its id."""
        return {station.id: number for number, station in enumerate(self.stations)}

    @cached_property
    def township_ids(self) -> dict[str, int]:
        """Number of each township by its id."""
        return {township.id: number for number, township in enumerate(self.townships)}

    @cached_property
    def kind_ids(self) -> dict[str, int]:
        """Number of each kind of incident by its id, in the order of the ids."""
        return {kind: number for number, kind in enumerate(sorted(self.demand.kinds))}

    @classmethod
    def of(cls, canonical: bytes) -> "Scenario":
        """Return the scenario that canonical JSON holds: that of a log's header.

        Raises
        ------
        ForeignScenario
            If it is not one that this version knows.
        """
        try:
            return cls.model_validate_json(canonical)
        except ValidationError as error:
            first = error.errors(include_url=False, include_input=False)[0]
            where = ".".join(map(str, first["loc"])) or "scenario"
            raise ForeignScenario(
                f"the log's scenario is not one that sanduan {VERSION} knows: "
                f"{where}: {first['msg']} (the first of {error.error_count()} faults)"
            ) from None

    @property
    def minds_first_minutes(self) -> bool:
        """Whether anything of what happens before the first engine is played."""
        return self.first_minutes.discovery or self.forces.micro_stations or self.forces.volunteers

    def takes_part(self, station: Station) -> bool:
        """Whether the switches of `forces`, or a policy of mutual aid, let units of a station take part."""
        switch = SWITCHES.get(station.kind)
        return switch is None or bool(getattr(self.forces, switch)) or self.is_lender(station)

    def is_lender(self, station: Station) -> bool:
        """Whether a station lends its units to the district, which does not know them before they come."""
        is_there = self.upper.on or not self.upper.names(station.district)
        return station.kind is StationKind.NEIGHBOUR and self.aid.policy != "none" and is_there
