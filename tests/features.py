"""A hamlet in which every optional part of a scenario can be on, and the patches that switch each one."""

from collections.abc import Mapping

from sim.scenario.load import load
from sim.scenario.model import Scenario

Patches = tuple[str, ...]
NOTE = "label: assumption, source: made for a test"


def _rows(table: str, rows: Mapping[str, str]) -> Patches:
    return tuple(f"{table}.{name}={{{cells}, {NOTE}}}" for name, cells in rows.items())


def _named(name: str, cells: str) -> str:
    return f"name_zh: {name}, {cells}"


_TEAMS = {
    "TP": "lines, node: H01, people: 12, operators: 6, machines: 2, shifts: 2, ready_min: 10, vehicle: light",
    "TF": "splicers, node: H11, people: 6, operators: 4, machines: 2, shifts: 1, ready_min: 9",
    "TB": "bridges, node: H01, people: 20, operators: 4, machines: 1, shifts: 1, ready_min: 30",
    "TW": "pumps, node: H01, people: 10, operators: 4, machines: 2, shifts: 1, ready_min: 10",
    "TG": "trucks, node: H01, people: 4, operators: 2, machines: 2, shifts: 1, ready_min: 10",
    "TU": "eyes, node: H01, people: 4, operators: 2, machines: 2, shifts: 1, ready_min: 10, vehicle: light",
}
_SKILLS = {
    "lines": "power_line, substation",
    "splicers": "fibre, telecom",
    "bridges": "bridge",
    "pumps": "pumping, water, flood_rescue",
    "trucks": "generator",
    "eyes": "uav",
}
_TYPES = tuple(
    f"team_types.{name}={{name: {{zh: {name}, en: {name}}}, machine: {{zh: 机, en: machine}}, "
    f"capabilities: [{skills}], operators: 1, crew: 2, on_foot: 0.5}}"
    for name, skills in _SKILLS.items()
)
_POSTS = {
    "DC2": "kind: dispatch_centre, node: H04",
    "EOC2": "kind: eoc, node: H04",
    "MU1": "kind: neighbour, node: H13",
    "NA1": "kind: neighbour, node: H14",
}
_STATIONS = {
    "EB1": "kind: enterprise, district: D01, node: H10, crew: 6, lon: 107.945, lat: 29.95",
    "NS1": "kind: neighbour, district: D02, node: H12, crew: 24, lon: 107.89, lat: 30.095",
    "MS1": "kind: neighbour, district: D03, node: H13, crew: 20, lon: 107.88, lat: 30.11",
    "UN1": "kind: neighbour, district: D04, node: H14, crew: 12, lon: 107.87, lat: 30.12",
}
_UNITS = {
    "EB1-1": ("EB1", "engine"),
    "NS1-1": ("NS1", "engine"),
    "NS1-2": ("NS1", "engine"),
    "NS1-3": ("NS1", "rescue"),
    "NS1-4": ("NS1", "tanker"),
    "MS1-1": ("MS1", "copter"),
    "MS1-2": ("MS1", "engine"),
    "UN1-1": ("UN1", "rescue"),
    "UN1-2": ("UN1", "engine"),
}
BASE: Patches = (
    "start=2025-07-10T06:00:00+08:00",
    "horizon=0.125",
    "demand.scale=40",
    "hazards.injects=[]",
    "hazards.wildfires=[]",
    "forces.medical=false",
    "capability.model=false",
    "capability.suppression.model=false",
    *_TYPES,
    "roads.vehicles.copter={local: 4}",
    "unit_types.copter={name: {zh: 直升机, en: helicopter}, capabilities: [rescue, ambulance, engine], "
    "vehicle: copter, crew: 4, crew_min: 4}",
    *_rows(
        "districts",
        {
            "D03": _named("市", "home: false, seat: H13, area_km2: 9000, population: 0"),
            "D04": _named("国", "home: false, seat: H14, area_km2: 1, population: 0"),
        },
    ),
    *_rows(
        "nodes",
        {
            "H13": _named("市基地", "kind: base, lon: 107.88, lat: 30.11, elev_m: 250, district: D03"),
            "H14": _named("国基地", "kind: base, lon: 107.87, lat: 30.12, elev_m: 250, district: D04"),
        },
    ),
    *_rows(
        "links",
        {
            "R15": "a: H12, b: H13, road_class: trunk, length_km: 3",
            "R16": "a: H13, b: H14, road_class: trunk, length_km: 3",
        },
    ),
    *_rows("posts", {name: _named(name, cells) for name, cells in _POSTS.items()}),
    *_rows("stations", {name: _named(name, cells) for name, cells in _STATIONS.items()}),
    *_rows(
        "units", {name: _named(name, f"station: {at}, type: {kind}") for name, (at, kind) in _UNITS.items()}
    ),
    *_rows("teams", {name: _named(name, f"type: {cells}") for name, cells in _TEAMS.items()}),
    *_rows(
        "comms_teams",
        {
            name: _named(name, f"kind: {kind}, node: H01, vehicle: light")
            for name, kind in (("CT4", "mesh"), ("CT5", "uav_cell"))
        },
    ),
    *_rows(
        "key_units",
        {
            "KS": _named("学校", "kind: school, township: T2, node: H04, day: 400"),
            "KP": _named("园区", "kind: chemical_park, township: T3, node: H05, day: 60, night: 20"),
        },
    ),
    *_rows(
        "buses",
        {f"BU{i}": _named("中巴", f"node: {node}, seats: 19") for i, node in enumerate(("H01", "H05"))},
    ),
    *_rows(
        "terminals",
        {
            f"{holder}-{bearer}": f"holder: {holder}, bearer: {bearer}, battery_h: 12"
            for holder in ("facility", "key_unit", "bus")
            for bearer in ("cellular", "radio370")
        },
    ),
    "relief.stores=[{id: ST, name: {zh: 库, en: store}, node: H01, boats: 1, aircraft: 1, trucks: 2}]",
)
"""What is in the tables of each case, and what the shipped hamlet has on that is here a feature."""


def _hazard(kind: str, **figures: float | str) -> str:
    return f"hazards.{kind}=[{{id: x, {', '.join(f'{key}: {value}' for key, value in figures.items())}}}]"


_HERE = {"lon": 107.98, "lat": 29.99}
_ORDERS = (
    "control.orders=["
    "{id: forbid, measure: forbid, colour: yellow, level: 3, kinds: [rescue]}, "
    "{id: stop, measure: stop, colour: orange, sector: school}, "
    "{id: evacuate, measure: evacuate, colour: orange, level: 2}, "
    "{id: disperse, measure: disperse, colour: yellow, by: township, townships: [T2, T3]}]"
)
_RED = (
    "warning.scripted=[{colour: yellow, at: 0.5}, {colour: red, at: 1.2}, {colour: none, at: 2.6}]",
    "people.at_risk=0.05",
)


def _warned(variant: str) -> Patches:
    return (f"warning.variant={variant}", *_RED)


def _levels(escalation: str) -> Patches:
    return (
        "response.levels=true",
        f"response.escalation={escalation}",
        "response.missing=[rescue]",
        "response.thresholds.iii.calls=3",
        "response.thresholds.ii.calls=6",
        "response.stand_down=1",
        "response.consultation={assemble: 5, lasts: 10, interval: 0.5}",
    )


def _aid(policy: str) -> Patches:
    return (
        f"aid.policy={policy}",
        "aid.lack=2",
        "aid.approval=5",
        "aid.assembly=5",
        "aid.keep=0",
        "aid.keep_units=0",
        "aid.idle=30",
        "aid.ahead={units: 2, at: 0.5, until: 2.5}",
    )


_UPPER = (
    "upper.on=true",
    "upper.municipal={district: D03, approval: 5, assembly: 5, keep: 0}",
    "upper.national={district: D04, approval: 5, assembly: 5}",
)
_LOST = "standby.lost=[{at: 1, until: 2.5}]"
OFF: Patches = ()
_WAVE = (
    "gauges.G1={name_zh: 上游站, river: 试验河, post: NB1, distance_km: 10, travel_h: 1, keeps: 1, "
    "usual_m: 100, warning_m: 103, guarantee_m: 105}",
    "stages.S1={river: 试验河, at_h: 0.5, rise_m: 0}",
    "stages.S2={river: 试验河, at_h: 1.5, rise_m: 12}",
    "stages.S3={river: 试验河, at_h: 3, rise_m: 0}",
    "basin={model: true, interval: 15, passes_on: 2, judges: 3, bar: 5, holds: 0.5, rescues: 2}",
    "hazards.water={kind: rescue, bank: 2, dips: 0.3}",
)
_COMMS_TEAMS = [f"CT{i}" for i in range(1, 6)]
_NO_COMMS_TEAMS = (
    *(f"comms_teams.{name}=null" for name in _COMMS_TEAMS),
    *("terminals.CT1-tiantong=null", "terminals.CT2-vsat=null"),
)
_NO_CENTRE = ("posts.EOC1=null", "posts.EOC2=null", "loads.LD-EOC1=null")
_NO_TEAMS = tuple(f"teams.{name}=null" for name in (*_TEAMS, *(f"TM{i}" for i in range(1, 9))))
_GRID = load("hamlet-silent")
_WITHOUT_POWER = tuple(
    f"{table}.{row.id}=null"
    for table in ("loads", "power_lines", "power_nodes")
    for row in getattr(_GRID, table)
)

OFF: Patches = ()

FEATURES: dict[str, dict[str, Patches]] = {
    "policy": {
        name: (f"dispatch.policy={name}",) for name in ("run-card", "nearest", "coverage", "second-alarm")
    },
    "queue": {"off": OFF, "handed over": ("dispatch.queue_limit=1", "dispatch.call_takers=1")},
    "calls": {
        "as usual": OFF,
        "surge": ("demand.surges=[{begin: 0.5, end: 3, factor: 4, townships: [T2]}]",),
        "none": ("demand.scale=0",),
    },
    "brigades": {"on": OFF, "off": ("forces.town_brigades=false", "forces.enterprise_brigades=false")},
    "shifts": {
        "long": OFF,
        "short": ("forces.work_before_rest=20", "forces.operational_period=1", "forces.shift=2"),
    },
    "first minutes": {
        "off": OFF,
        "on": (
            "first_minutes.discovery=true",
            "forces.micro_stations=true",
            "forces.volunteers=true",
            "first_minutes.micro_towns=[town]",
            "first_minutes.detectors={share: 0.5}",
        ),
    },
    "water": {"off": OFF, "on": ("water.model=true", "water.tank=1")},
    "patients": {
        "off": OFF,
        "by engines": ("forces.medical=true",),
        "casualties": (
            "casualties.model=true",
            "casualties.per_incident={rescue: {value: 2, unit: '1', low: 0, high: 9, " + NOTE + "}}",
            "casualties.scripted=[{at: 1.2, village: V22, people: 12}]",
        ),
        "nearest": (
            "casualties.model=true",
            "casualties.divert=nearest",
            "casualties.scripted=[{at: 0.5, village: V32, people: 9}]",
            "casualties.own_after=20",
        ),
    },
    "relief": {
        "off": OFF,
        "on": ("relief.model=true", "relief.notice=0.5", "relief.home_water=0.1", "relief.home_food=0.2"),
        "dual use": (
            "relief.model=true",
            "relief.notice=0.5",
            "relief.shelters={all_dual_use: true, opens_in: 0.5, nearly_full: 0.1}",
        ),
    },
    "aid": {
        "none": OFF,
        "neighbours": ("forces.neighbours=true",),
        **{name: _aid(name) for name in ("on-request", "automatic", "pre-positioned")},
        "tiers": (*_aid("on-request"), *_UPPER),
        "helicopters": (*_aid("automatic"), *_UPPER, "upper.orders=true", "upper.air={vehicle: copter}"),
    },
    "bases": {"off": OFF, "on": ("bases=[{id: B, station: TB1, units: [S1-2, S1-3], at: 0.2, until: 2.5}]",)},
    "warning": {
        "none": OFF,
        **{name: _warned(name) for name in ("centre", "broadcast", "chain", "chain+neighbours")},
        "measures": (*_warned("chain"), "control.on=true", _ORDERS),
        "rides": (
            *_warned("chain+neighbours"),
            *("control.on=true", _ORDERS, "control.rides={on: true, walk_up_to: 1, gather: 2}"),
        ),
    },
    "levels": {
        "off": OFF,
        "by-count": _levels("by-count"),
        "early": (*_levels("early"), "response.staff={on: true, desks: 1, slow: 2}"),
        "after-consultation": (
            *_levels("after-consultation"),
            *("response.staff={on: true, desks: 2}", "response.joint={on: true}"),
        ),
        "alternate": (*_levels("early"), "response.succession={alternate: EOC2, after: 20}"),
    },
    "second centre": {
        "off": OFF,
        "lost": (_LOST,),
        "on": ("standby.post=DC2", _LOST),
        "vehicle": ("standby.post=DC2", _LOST, "standby.vehicle=light", "standby.place=H10"),
    },
    "capabilities": {
        "off": OFF,
        "on": ("capability.model=true",),
        "fought": ("capability.model=true", "capability.suppression.model=true"),
    },
    "repair": {
        **{
            name: (f"repair.policy={name}",)
            for name in ("people-first", "nearest", "roads-first", "critical-first")
        },
        "nobody": _NO_TEAMS,
    },
    "support": {
        "off": OFF,
        "trucks": ("support.generators=true", "support.cells=true", "support.notice=5"),
        "uav": ("support.uav=true", "support.flight={again: 0.5, silence: 1, setup: 5, look: 5}"),
        "both": (
            "support.generators=true",
            "support.uav=true",
            "support.flight={again: 0.5, silence: 1, night: true}",
        ),
    },
    "rain": {
        "off": OFF,
        "on": (
            _hazard("rainstorms", begin=0.25, lasts=4, depth=350, reach=15, **_HERE),
            "hazards.water={kind: rescue, dips: 0.3, bank: 2}",
            "hazards.slopes.rate=0.02",
        ),
        "by script": ("roads.rain=[{begin: 0.5, end: 2}, {begin: 2.5, end: 3, rate: 40, townships: [T3]}]",),
    },
    "basin": {
        "off": OFF,
        **{shares: (*_WAVE, f"basin.shares={shares}") for shares in ("none", "district", "direct")},
    },
    "gale": {"off": OFF, "on": (_hazard("winds", begin=0.5, lasts=3, gust=45, **_HERE),)},
    "ice": {"off": OFF, "on": (_hazard("ices", begin=0.5, lasts=3, thickness=60, above=0, **_HERE),)},
    "quake": {
        "off": OFF,
        "on": (_hazard("quakes", begin=0.8, magnitude=7, **_HERE), "hazards.homes.kind=rescue"),
        "warned": (
            _hazard("quakes", begin=0.8, magnitude=7, **_HERE),
            "hazards.homes.kind=rescue",
            "early_warning={on: true, spacing: 0}",
        ),
    },
    "wildfire": {
        "off": OFF,
        "on": (
            _hazard("wildfires", begin=0.5, lasts=4, lon=107.945, lat=29.952, wind=4, humidity=30, reach=2),
        ),
    },
    "gas": {
        "off": OFF,
        "on": (
            _hazard("releases", begin=0.5, lasts=1.5, rate=5, **_HERE),
            "hazards.gassing={kind: rescue, patients: medical, poisoned: 0.01}",
        ),
    },
    "injects": {
        "off": OFF,
        "on": (
            "hazards.injects=[{what: slide, target: R04, at: 0.5, size: 800}, "
            "{what: bridge, target: R02, at: 1, size: 20, until: 2.2}, "
            "{what: flooded_station, target: SS1, at: 0.8, size: 900}, "
            "{what: pole, target: PL04, at: 0.5, size: 2}, "
            "{what: fibre_break, target: F01, at: 0.5, size: 300}, "
            "{what: radio_site_lost, target: RS1, at: 1}, {what: telecom_site_lost, target: HUB1, at: 1.5}]",
        ),
    },
    "cuts": {
        "off": OFF,
        "on": ("cuts=[{road: R03, at: 1, until: 2.5, told_after: 0.3}, {road: R09, at: 0.5, foot: true}]",),
    },
    "outages": {
        "off": OFF,
        "some": (
            "bearers.outages=[{what: mains, target: T1, at: 1, until: 2.5}, "
            "{what: site, target: RS1, at: 1}, {what: backhaul, target: RS1, at: 0.5, until: 2}, "
            "{what: telecom, target: CELL-H05, at: 0.5}, {what: fibre, target: F01, at: 1, until: 2}, "
            "{what: power_node, target: SS2, at: 1.5, until: 2.5}, "
            "{what: power_line, target: PL01, at: 1.5, until: 2}]",
        ),
        "all": (
            "bearers.outages=[{what: telecom, target: all, at: 0.8, until: 2.2}, "
            "{what: site, target: all, at: 0.8, until: 2}, {what: mains, target: all, at: 0.5, until: 2.4}]",
        ),
    },
    "traffic": {
        "off": OFF,
        "on": (
            "bearers.reports={begin: 0.5, end: 4, interval: 15, silence: 25}",
            "bearers.crowds=[{begin: 1, end: 2.5, factor: 7}]",
        ),
    },
    "means": {
        name: (f"bearers.pace_variant={name}",)
        for name in ("usual", "public-first", "radio-first", "satellite-first")
    },
    "couriers": {"some": OFF, "none": ("bearers.courier.couriers=0",)},
    "comms teams": {"there": OFF, "none": _NO_COMMS_TEAMS},
    "exercise": {
        "off": OFF,
        "seats": (
            "exercise={roads_close: true, seats: [{id: S, role: station, post: S1}]}",
            "msel.M1={time: T+45, recipient: DC1, text: 演练}",
            "msel.M2={time: T+50, effect: 'slide:R06:300 for 1h'}",
        ),
    },
    "power": {"there": OFF, "none": _WITHOUT_POWER},
    "operations centre": {"there": OFF, "none": (*_NO_CENTRE, *_NO_COMMS_TEAMS, *_NO_TEAMS)},
    "messages": {"by bearers": OFF, "ideal": ("comms=ideal",)},
}
"""Values of each feature by name, with the patches that set each; the first is what others rest on."""

MASKS = (
    ("calls", "none"),
    ("repair", "nobody"),
    ("outages", "all"),
    ("comms teams", "none"),
    ("power", "none"),
    ("operations centre", "none"),
    ("messages", "ideal"),
)
"""Values under which much of what else is on does nothing, so that they hide what others do together."""


def _all_but_first(*names: str) -> list[tuple[str, str]]:
    return [(name, value) for name in names for value in list(FEATURES[name])[1:]]


_NEEDS_NETWORKS = {("quake", "warned"), ("exercise", "seats")}
_TOLD = {("basin", "district"), ("basin", "direct")}
"""What asks for warnings, of which a told stage is a ground."""
REFUSED = {
    ("warning", "none"): _TOLD,
    ("messages", "ideal"): {*_NEEDS_NETWORKS, *_TOLD, *_all_but_first("warning", "levels", "second centre")},
    ("operations centre", "none"): {*_TOLD, *_all_but_first("aid", "warning", "levels")}
    - {("aid", "neighbours")},
    ("power", "none"): {("injects", "on"), ("outages", "some")},
}
"""What a scenario cannot have together with a value: it is refused with what was expected instead."""


def patches_of(row: Mapping[str, str]) -> list[str]:
    """Return what makes the hamlet one with a value of each feature."""
    wanted = (patch for name, value in row.items() for patch in FEATURES[name][value])
    return [*BASE, *dict.fromkeys(wanted)]


def scenario_of(row: Mapping[str, str]) -> Scenario:
    """Return the hamlet with a value of each feature."""
    return load("hamlet-capable", patches_of(row))


_CHOSEN = {
    "policy": ("run-card", "coverage"),
    "calls": ("as usual", "none"),
    "patients": ("off", "by engines", "casualties"),
    "relief": ("off", "dual use"),
    "aid": ("none", "on-request", "helicopters"),
    "warning": ("none", "broadcast", "rides"),
    "levels": ("off", "after-consultation", "alternate"),
    "second centre": ("off", "vehicle"),
    "capabilities": ("off", "fought"),
    "repair": ("people-first", "nobody"),
    "support": ("off", "both"),
    "rain": ("off", "on"),
    "quake": ("off", "warned"),
    "means": ("usual", "satellite-first"),
}
FEW = {name: _CHOSEN.get(name, tuple(values)) for name, values in FEATURES.items()}
"""Features with the values that do most, for a quick look at all pairs."""
