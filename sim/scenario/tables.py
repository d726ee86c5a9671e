"""Rows of a scenario's tables. Each class is one CSV file; each attribute is one column.

Every row carries ``label`` (how far it can be trusted) and ``source``. Longitudes and latitudes are degrees
of WGS-84.
"""

from typing import Annotated, Literal

from pydantic import Field

from sim.scenario.quantity import Frozen
from sim.terms.enums import (
    BearerKind,
    Label,
    LoadKind,
    Party,
    PowerNodeKind,
    RoadClass,
    SiteKind,
    StationKind,
    Switching,
    TeamKind,
    TelecomKind,
)

WEST, EAST = 73.0, 136.0
"""Longitudes of China."""
SOUTH, NORTH = 3.0, 54.0
"""Latitudes of China."""
FARTHEST_SOUTH, FARTHEST_NORTH = -60.0, 72.9
"""Latitudes of districts. They end below the longitudes of China, so that a pair swapped there is found."""

Id = Annotated[
    str,
    Field(
        min_length=1,
        max_length=40,
        pattern=r"^[^\s,;.]+$",
        description="no spaces, commas, semicolons; no dots, which part the keys of a path",
    ),
]
Name = Annotated[str, Field(min_length=1, max_length=80)]
Longitude = Annotated[float, Field(ge=-180.0, le=180.0, description="degrees east, WGS-84")]
Latitude = Annotated[float, Field(ge=FARTHEST_SOUTH, le=FARTHEST_NORTH, description="degrees north, WGS-84")]


class Row(Frozen):
    """What every row of every table carries."""

    id: Id
    name_zh: Name
    name_en: str = ""
    label: Label
    source: Annotated[str, Field(min_length=1)]


class District(Row):
    """``districts.csv``: a district or county 区县, at home (one or more) or a neighbour."""

    home: bool
    seat: Annotated[Id, Field(description="node of the seat of government")]
    area_km2: Annotated[float, Field(gt=0)]
    population: Annotated[int, Field(ge=0)]


class Node(Row):
    """``nodes.csv``: a node of the road graph 路网节点."""

    kind: Annotated[
        str, Field(description="township, former_township, interchange, bridge_end, border_town, ...")
    ]
    lon: Longitude
    lat: Latitude
    elev_m: Annotated[float, Field(ge=-200, le=9000)]
    district: Annotated[Id, Field(description="id in districts.csv")]


class Road(Frozen):
    """``roads.csv``: a link of the road graph 路段, both ways unless `oneway`."""

    id: Id
    a: Annotated[Id, Field(description="node at one end; the start if oneway")]
    b: Annotated[Id, Field(description="node at the other end")]
    road_class: RoadClass
    length_km: Annotated[float, Field(gt=0, le=500)]
    ref_speed_kmh: Annotated[
        float | None, Field(gt=0, le=130, description="measured mean speed; else by class")
    ] = None
    oneway: bool = False
    slope_deg: Annotated[
        float | None, Field(ge=0, le=80, description="mean slope of the land along it; else by its ends")
    ] = None
    bridge: Annotated[str, Field(description="id of the river bridge 桥梁 that this link is, or empty")] = ""
    name_zh: str = ""
    label: Label
    source: Annotated[str, Field(min_length=1)]


class Terrain(Frozen):
    """``terrain.csv``: a point of the land 地形, for fires to climb; where the table is empty, road nodes."""

    lon: Longitude
    lat: Latitude
    elev_m: Annotated[float, Field(ge=-200, le=9000)]
    fuel: Annotated[
        float, Field(ge=0, le=5, description="factor of the rate at which a fire spreads; 0 does not burn")
    ] = 1.0
    label: Label
    source: Annotated[str, Field(min_length=1)]


class Township(Row):
    """``townships.csv``: a township or street 镇街."""

    code: Annotated[str, Field(description="code of the National Bureau of Statistics")]
    kind: Annotated[str, Field(description="street, town or township")]
    seat: Annotated[Id, Field(description="node of the seat")]
    district: Id
    population: Annotated[int, Field(ge=0)]
    area_km2: Annotated[float, Field(gt=0)]


class Village(Row):
    """``villages.csv``: a village or community 村社, the place where calls come from."""

    township: Id
    node: Annotated[Id, Field(description="nearest node of the road graph")]
    population: Annotated[int, Field(ge=0)]
    access_km: Annotated[
        float, Field(ge=0, le=60, description="mean way from the node to the homes, by local road")
    ]


class Station(Row):
    """``stations.csv``: a place where units stand 站点."""

    kind: StationKind
    grade: str = ""
    district: Id
    node: Id
    lon: Longitude
    lat: Latitude
    crew: Annotated[int, Field(ge=0, description="people on one shift")]


class UnitRow(Row):
    """``units.csv``: a vehicle with the crew that mans it 车组."""

    station: Id
    type: Annotated[Id, Field(description="id in unit_types of scenario.yaml")]


class Hospital(Row):
    """``hospitals.csv``: a hospital 医院."""

    level: str
    node: Id
    lon: Longitude
    lat: Latitude
    beds: Annotated[int, Field(ge=0)]


class Poi(Row):
    """``poi.csv``: a point of interest 重点目标."""

    kind: str
    node: Id
    lon: Longitude
    lat: Latitude


class Post(Row):
    """``posts.csv``: a post that is no station, township or village 指挥所."""

    kind: Literal[Party.DISPATCH_CENTRE, Party.EOC, Party.TEAM, Party.NEIGHBOUR]
    node: Id


class Site(Row):
    """``sites.csv``: a base station of the 370 MHz trunked radio network 370MHz集群基站."""

    kind: SiteKind = SiteKind.FIXED
    lon: Longitude
    lat: Latitude
    elev_m: Annotated[float, Field(ge=-200, le=9000)]
    township: Annotated[Id, Field(description="whose mains feed it")]
    backhaul: Annotated[
        str, Field(description="telecom site by fibre, or 370 MHz site by microwave; empty: it stands alone")
    ] = ""
    mast_m: Annotated[float, Field(gt=0, le=300)] = 30.0
    carriers: Annotated[int, Field(ge=1, le=16)] = 4
    power_w: Annotated[float, Field(gt=0, le=100)] = 50.0
    gain_dbi: Annotated[float, Field(ge=-10, le=20)] = 8.0
    feeder_db: Annotated[float, Field(ge=0, le=10)] = 3.0
    battery_h: Annotated[float, Field(ge=0, le=1000)] = 8.0


class Loss(Frozen):
    """``radio_loss.csv``: median loss of a way from a 370 MHz site to a node 路径损耗; a computed table."""

    site: Id
    node: Id
    loss_db: Annotated[float, Field(ge=20, le=400)]


class Telecom(Row):
    """``telecom.csv``: a node of the public network 公众通信网: core, hub or the cells of a place."""

    kind: TelecomKind
    node: Annotated[Id, Field(description="node of the road graph near which it stands")]
    township: Annotated[str, Field(description="whose mains feed it; empty: never without power")] = ""
    channels: Annotated[int, Field(ge=1, le=100000, description="calls at a time")] = 60
    battery_h: Annotated[float, Field(ge=0, le=1000)] = 4.0
    generator_h: Annotated[float, Field(ge=0, le=1000)] = 0.0


class Fibre(Frozen):
    """``fibre.csv``: a fibre between two nodes of the public network 光缆."""

    id: Id
    a: Annotated[Id, Field(description="id in telecom.csv")]
    b: Annotated[Id, Field(description="id in telecom.csv")]
    length_km: Annotated[float, Field(gt=0, le=1000)]
    label: Label
    source: Annotated[str, Field(min_length=1)]


class Terminal(Frozen):
    """``terminals.csv``: what somebody can talk with 通信终端: a kind of party, or one of them by its id."""

    id: Id
    holder: Annotated[
        Id, Field(description="kind of party, or id of a township, village, station, unit, team or post")
    ]
    bearer: BearerKind
    battery_h: Annotated[float, Field(ge=0, le=10000, description="without mains")]
    generator_h: Annotated[float, Field(ge=0, le=1000, description="fuel of the holder's generator")] = 0.0
    label: Label
    source: Annotated[str, Field(min_length=1)]


class CommsTeam(Row):
    """``comms_teams.csv``: a team of emergency communications 应急通信保障队."""

    kind: TeamKind
    node: Id
    vehicle: Id = "light"


class PowerNode(Row):
    """``power_nodes.csv``: a node of the power network 电网节点."""

    kind: Annotated[
        PowerNodeKind, Field(description="source: power flows in from outside; area: the end of a feeder")
    ]
    kv: Annotated[float, Field(gt=0, le=1000, description="voltage, in kV")]
    lon: Longitude
    lat: Latitude
    node: Annotated[Id, Field(description="node of the road graph from which it is reached")]


class PowerLine(Frozen):
    """``power_lines.csv``: a line between two nodes of the power network 电力线路, overhead or cable."""

    id: Id
    a: Annotated[Id, Field(description="id in power_nodes.csv")]
    b: Annotated[Id, Field(description="id in power_nodes.csv")]
    kv: Annotated[float, Field(gt=0, le=1000, description="voltage, in kV")]
    length_km: Annotated[float, Field(gt=0, le=500)]
    normally_open: Annotated[bool, Field(description="a tie, closed only where one of its ends is dark")] = (
        False
    )
    switching: Annotated[Switching, Field(description="who closes a tie")] = Switching.BY_HAND
    delay_min: Annotated[
        float, Field(ge=0, le=1440, description="until a tie is closed, in min; by hand, when somebody does")
    ] = 0.0
    label: Label
    source: Annotated[str, Field(min_length=1)]


class LoadRow(Row):
    """``loads.csv``: what hangs on a node of the power network 用电负荷, and what it has against an outage.

    What is not named here never lacks the mains, unless its township does: telecom and 370 MHz sites, posts
    and stations go with the area at their node where that is a load, else with their township.
    """

    kind: LoadKind
    target: Annotated[
        str,
        Field(description="id in the table of its kind; of an area, the road node; empty: pump, shelter"),
    ] = ""
    at: Annotated[Id, Field(description="id in power_nodes.csv")]
    node: Annotated[
        str,
        Field(description="road node from which it is refuelled; of its target, or where it hangs, if empty"),
    ] = ""
    ups_h: Annotated[float, Field(ge=0, le=1000, description="uninterruptible supply, in h")] = 0.0
    generator_h: Annotated[float, Field(ge=0, le=1000, description="tank of its generator, in h")] = 0.0
    fuel_h: Annotated[
        float | None, Field(ge=0, le=1000, description="fuel in it at the start, in h; full if empty")
    ] = None
    start_s: Annotated[float, Field(ge=0, le=86400, description="start of the generator, in s")] = 15.0


class Team(Row):
    """``teams.csv``: a professional team 专业队伍, with machines of one kind.

    Those of several kinds under one roof are several teams.
    """

    type: Annotated[Id, Field(description="id in team_types of scenario.yaml")]
    node: Annotated[Id, Field(description="its base")]
    owner: Annotated[str, Field(description="whose it is: district, power company, works, neighbour")] = ""
    post: Annotated[str, Field(description="post of posts.csv whose boards show what it mends, or empty")] = (
        ""
    )
    people: Annotated[int, Field(ge=0)]
    operators: Annotated[int, Field(ge=0, description="trained for its machines 持证操作手")]
    machines: Annotated[int, Field(ge=0)]
    shifts: Annotated[
        int, Field(ge=1, le=3, description="into which its people divide; with one it rests")
    ] = 1
    ready_min: Annotated[float, Field(ge=0, le=10000, description="from the order until it leaves")]
    vehicle: Id = "engine"


class CallRow(Frozen):
    """``calls.csv``: a call of the past 历史警情, played exactly."""

    at: Annotated[str, Field(description="ISO 8601 date and time, or hh:mm:ss since the start")]
    village: Id
    kind: Id
    severity: Annotated[str, Field(description="id of a severity of the kind; drawn where empty")] = ""


class Line(Frozen):
    """A line or ring on the map: a river, a border."""

    name_zh: Name
    name_en: str = ""
    kind: Annotated[str, Field(description="river or border")]
    points: Annotated[
        tuple[tuple[Longitude, Latitude], ...], Field(min_length=2, description="lon, lat; WGS-84")
    ]
    label: Label
    source: Annotated[str, Field(min_length=1)]
