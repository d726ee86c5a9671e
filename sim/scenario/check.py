"""What no single value shows: references, doubles, roads that lead nowhere, stations without units.

The checks work on the draft, not on the typed scenario, so that they can be made beside faults of type, and
every fault is said at once. What cannot be judged because a table or a key is itself unreadable is left out.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final

from sim.scenario.check_aid import check_aid
from sim.scenario.check_at_hand import check_at_hand
from sim.scenario.check_bases import check_bases
from sim.scenario.check_basin import check_basin
from sim.scenario.check_bearers import check_bearers
from sim.scenario.check_control import check_control
from sim.scenario.check_hazards import check_hazards
from sim.scenario.check_people import check_people
from sim.scenario.check_perils import check_perils
from sim.scenario.check_places import check_places
from sim.scenario.check_power import check_power
from sim.scenario.check_relief import check_relief
from sim.scenario.check_response import check_response
from sim.scenario.check_seismic import check_seismic
from sim.scenario.check_standby import check_standby
from sim.scenario.check_teams import check_teams
from sim.scenario.check_tiers import check_tiers
from sim.scenario.fields import TABLES, default_of
from sim.scenario.model import SWITCHES
from sim.scenario.slopes import Slope
from sim.scenario.source import Draft, Faults, Mark, Path_
from sim.scenario.times import since_start_ms
from sim.scenario.view import IN_YAML, View
from sim.terms.enums import StationKind

REFERENCES: Final = (
    ("districts", "seat", "nodes"),
    ("nodes", "district", "districts"),
    ("links", "a", "nodes"),
    ("links", "b", "nodes"),
    ("townships", "seat", "nodes"),
    ("townships", "district", "districts"),
    ("villages", "township", "townships"),
    ("villages", "node", "nodes"),
    ("stations", "district", "districts"),
    ("stations", "node", "nodes"),
    ("units", "station", "stations"),
    ("hospitals", "node", "nodes"),
    ("pois", "node", "nodes"),
    ("calls", "village", "villages"),
    ("posts", "node", "nodes"),
    ("sites", "township", "townships"),
    ("losses", "site", "sites"),
    ("losses", "node", "nodes"),
    ("telecom", "node", "nodes"),
    ("telecom", "township", "townships"),
    ("fibres", "a", "telecom"),
    ("fibres", "b", "telecom"),
    ("comms_teams", "node", "nodes"),
    ("power_nodes", "node", "nodes"),
    ("power_lines", "a", "power_nodes"),
    ("power_lines", "b", "power_nodes"),
    ("loads", "at", "power_nodes"),
    ("loads", "node", "nodes"),
    ("teams", "node", "nodes"),
    ("shelters", "node", "nodes"),
    ("key_units", "node", "nodes"),
    ("key_units", "township", "townships"),
    ("buses", "node", "nodes"),
)
"""Table, column, and the table in which the column's ids stand."""
_Arc = tuple[str, str]


def cross_check(draft: Draft, faults: Faults) -> None:
    """Add every fault that shows only when parts of a scenario are seen together.

    Parameters
    ----------
    draft
        The scenario as read, also where it has faults already.
    faults
        Where faults are gathered.
    """
    view = View(draft, faults)
    for check in (_doubles, _references, check_places, _roads, _districts, _people, _call_times):
        check(view)
    if draft.whole:
        for check in (_types, _kinds, _surges, _rain, _cuts, _spans, _weights, _stations, _calls, _hospitals):
            check(view)
        check_bearers(view)
        check_power(view)
        check_hazards(view)
        check_perils(view)
        check_teams(view)
        check_at_hand(view)
        check_aid(view)
        check_response(view)
        check_tiers(view)
        check_standby(view)
        check_bases(view)
        check_people(view)
        check_control(view)
        check_relief(view)
        check_seismic(view)
        check_basin(view)


def _doubles(view: View) -> None:
    for table in TABLES:
        first = view.ids(table)
        for number, row in view.rows(table):
            name = row.get("id")
            if isinstance(name, str) and first[name] != number:
                view.tell((table, number, "id"), "unique_id", where=view.place((table, first[name], "id")))


def _references(view: View) -> None:
    for table, column, target in REFERENCES:
        if view.known(target):
            view.refer(table, column, view.ids(target), view.draft.tables[target].file)


def _types(view: View) -> None:
    """Types of unit: of each unit, and the vehicle and crew of each type; vehicles that slopes slow."""
    _slowed(view)
    types = view.mapping("unit_types")
    view.refer("units", "type", types, f"unit_types {IN_YAML}")
    for name in types:
        view.drives(("unit_types", name, "vehicle"), view.setting("unit_types", name, "vehicle"))
        crew, least = (view.number("unit_types", name, key) for key in ("crew", "crew_min"))
        if crew is not None and least is not None and least > crew:
            view.tell(("unit_types", name, "crew_min"), "crew_min", crew=crew)


def _slowed(view: View) -> None:
    """Vehicles that slopes slow: each is one of the roads; by default too, once slopes slow any."""
    heavy: Path_ = ("roads", "slope", "heavy")
    written = view.entries(*heavy)
    for i, vehicle in enumerate(written):
        view.drives((*heavy, i), vehicle)
    if view.setting("roads", "slope", "on") is True and not isinstance(view.draft.find(heavy).value, list):
        for vehicle in default_of(Slope, "heavy"):
            view.drives(heavy, vehicle)


def _kinds(view: View) -> None:
    """Kinds of incident: the capabilities they ask for, their severities."""
    types = view.mapping("unit_types")
    offered = [view.entries("unit_types", name, "capabilities") for name in types]
    known = dict.fromkeys(entry for entries in offered for entry in entries if isinstance(entry, str))
    for kind in view.mapping("demand", "kinds"):
        path: Path_ = ("demand", "kinds", kind)
        asked = [(*path, "run_card"), *((*path, "severities", i, "needs") for i in _positions(view, kind))]
        for needs in asked if all(offered) else ():
            _needs(view, needs, known)
        _severities(view, kind)


def _needs(view: View, path: Path_, known: Iterable[str]) -> None:
    for capability in view.mapping(*path):
        if capability not in known:
            view.tell_key((*path, capability), "capability", known)


def _positions(view: View, kind: str) -> range:
    return range(len(view.entries("demand", "kinds", kind, "severities")))


def _severities(view: View, kind: str) -> None:
    path: Path_ = ("demand", "kinds", kind, "severities")
    view.once(path)
    weights = [view.number(*path, i, "weight") for i in _positions(view, kind) if view.mapping(*path, i)]
    if weights and not any(weight != 0 for weight in weights):
        view.tell(path, "weights")


def _surges(view: View) -> None:
    """Let a surge name only kinds and townships that there are."""
    surges: Path_ = ("demand", "surges")
    _names(view, surges, "kinds", view.mapping("demand", "kinds"), f"demand.kinds {IN_YAML}")
    _townships(view, surges)


def _rain(view: View) -> None:
    """Let rain fall only on townships that there are."""
    _townships(view, ("roads", "rain"))


def _townships(view: View, path: Path_) -> None:
    if view.known("townships"):
        _names(view, path, "townships", view.ids("townships"), view.draft.tables["townships"].file)


def _names(view: View, path: Path_, key: str, known: Iterable[str], where: str) -> None:
    names = dict.fromkeys(known)
    for i in range(len(view.entries(*path))):
        for j, name in enumerate(view.entries(*path, i, key)):
            if isinstance(name, str) and name not in names:
                view.tell((*path, i, key, j), "reference", names, table=where)


def _cuts(view: View) -> None:
    known = view.ids("links")
    for i in range(len(view.entries("cuts")) if view.known("links") else 0):
        road = view.mapping("cuts", i).get("road")
        if isinstance(road, str) and road not in known:
            view.tell(("cuts", i, "road"), "reference", known, table=view.draft.tables["links"].file)


def _spans(view: View) -> None:
    spans: tuple[tuple[Path_, str, str], ...] = (
        (("roads", "rain"), "begin", "end"),
        (("demand", "surges"), "begin", "end"),
        (("cuts",), "at", "until"),
    )
    for path, begin, end in spans:
        view.spans(path, begin, end)


def _weights(view: View) -> None:
    for key in ("month_weights", "hour_weights"):
        bare: Path_ = ("demand", key)
        path = bare if view.entries(*bare) else (*bare, "values")
        weights = view.entries(*path)
        if weights and not any(weight != 0 for weight in weights):
            view.tell(path, "weights")


def _districts(view: View) -> None:
    homes = [row.get("home") for _, row in view.rows("districts")]
    if homes and view.known("districts") and all(home is False for home in homes):
        view.faults.add(Mark(view.draft.tables["districts"].file), "home", "home")


def _roads(view: View) -> None:
    """Whether the road graph is in one piece; not judged while a link has an end that is not known."""
    nodes = view.ids("nodes")
    ends: list[tuple[Any, Any, bool]] = [
        (row.get("a"), row.get("b"), row.get("oneway") is True) for _, row in view.rows("links")
    ]
    for number, (a, b, _) in enumerate(ends):
        if a == b and a is not None:
            view.tell(("links", number, "b"), "two_ends")
    if not (view.known("nodes") and view.known("links")):
        return
    if any(a not in nodes or b not in nodes for a, b, _ in ends):
        return
    linked = {end for a, b, _ in ends if a != b for end in (a, b)}
    lonely = [name for name in nodes if name not in linked]
    for name in lonely:
        view.tell(("nodes", nodes[name], "id"), "linked")
    seat = _home_seat(view, nodes)
    if seat is not None and seat in linked:
        forward = [(a, b) for a, b, _ in ends] + [(b, a) for a, b, oneway in ends if not oneway]
        _in_one_piece(view, {name: nodes[name] for name in nodes if name in linked}, forward, seat)


def _home_seat(view: View, nodes: Mapping[str, int]) -> str | None:
    seats = [row.get("seat") for _, row in view.rows("districts") if row.get("home") is True]
    return seats[0] if seats and seats[0] in nodes else None


def _in_one_piece(view: View, nodes: Mapping[str, int], forward: list[_Arc], seat: str) -> None:
    backward = [(b, a) for a, b in forward]
    for code, arcs in (("reachable", forward), ("returnable", backward)):
        reached = _reached(seat, arcs)
        cut_off = [name for name in nodes if name not in reached]
        if cut_off:
            more = len(cut_off) - 1
            others = f" and {more} other{'s' * (more > 1)}" if more else ""
            view.tell(("nodes", nodes[cut_off[0]], "id"), code, seat=seat, others=others)
            return


def _reached(seat: str, arcs: Iterable[_Arc]) -> set[str]:
    ahead: dict[str, list[str]] = {}
    for a, b in arcs:
        ahead.setdefault(a, []).append(b)
    reached, waiting = {seat}, [seat]
    while waiting:
        for name in ahead.get(waiting.pop(), ()):
            if name not in reached:
                reached.add(name)
                waiting.append(name)
    return reached


def _people(view: View) -> None:
    people = [row.get("population") for _, row in view.rows("villages")]
    if people and view.draft.tables["villages"].whole and all(count == 0 for count in people):
        view.faults.add(Mark(view.draft.tables["villages"].file), "population", "people")


def _stations(view: View) -> None:
    """Stations that take part need a unit, and people enough for the smallest one."""
    if not view.known("units") or "station" in view.draft.tables["units"].faulty:
        return
    units: dict[Any, list[tuple[Any, Any]]] = {}
    for _, row in view.rows("units"):
        units.setdefault(row.get("station"), []).append((row.get("id"), row.get("type")))
    for number, row in view.rows("stations"):
        if not _takes_part(view, row.get("kind")):
            continue
        own = units.get(row.get("id"), [])
        if not own and isinstance(row.get("id"), str):
            view.tell(("stations", number, "id"), "staffed")
        _crew(view, number, row.get("crew"), own)


def _takes_part(view: View, kind: Any) -> bool:
    switch = SWITCHES.get(kind)
    lends = kind == StationKind.NEIGHBOUR.value and view.setting("aid", "policy") != "none"
    return switch is None or lends or view.setting("forces", switch) is not False


def _crew(view: View, number: int, crew: Any, units: Iterable[tuple[Any, Any]]) -> None:
    types = view.mapping("unit_types")
    known = [(unit, kind) for unit, kind in units if isinstance(kind, str) and kind in types]
    needs = [(view.number("unit_types", kind, "crew_min"), unit, kind) for unit, kind in known]
    numbers = [(need, unit, kind) for need, unit, kind in needs if need is not None]
    if not numbers or not isinstance(crew, int):
        return
    need, unit, kind = min(numbers, key=lambda entry: entry[0])
    if 0 <= crew < need:
        view.tell(("stations", number, "crew"), "crew", least=need, unit=unit, type=kind)


def _calls(view: View) -> None:
    kinds = view.mapping("demand", "kinds")
    view.refer("calls", "kind", kinds, f"demand.kinds {IN_YAML}")
    for number, row in view.rows("calls"):
        _call_severity(view, number, row)
    mode = view.setting("demand", "mode")
    table = view.draft.tables["calls"]
    if mode in ("historical", "both") and table.whole and not table.rows:
        view.faults.add(Mark(table.file), "", "calls", mode=mode)


def _start(view: View) -> datetime | None:
    try:
        start = datetime.fromisoformat(str(view.tree.get("start")))
    except ValueError:
        return None
    return start if start.tzinfo else None


def _call_severity(view: View, number: int, row: Mapping[str, Any]) -> None:
    kind, severity = row.get("kind"), row.get("severity")
    if not isinstance(kind, str) or kind not in view.mapping("demand", "kinds") or severity is None:
        return
    entries = view.entries("demand", "kinds", kind, "severities")
    known = [entry["id"] for entry in entries if isinstance(entry, dict) and isinstance(entry.get("id"), str)]
    if severity not in known:
        view.tell(("calls", number, "severity"), "reference", known, table=f"demand.kinds.{kind}.severities")


def _call_times(view: View) -> None:
    start = _start(view)
    for number, row in view.rows("calls"):
        if start is not None and isinstance(row.get("at"), str):
            _call_time(view, number, row["at"], start)


def _call_time(view: View, number: int, at: str, start: datetime) -> None:
    try:
        late = since_start_ms(at, start) >= 0
    except ValueError:
        view.tell(("calls", number, "at"), "call_time")
    else:
        if not late:
            view.tell(("calls", number, "at"), "call_after_start", start=start.isoformat())


def _hospitals(view: View) -> None:
    table = view.draft.tables["hospitals"]
    if table.rows or not table.whole:
        return
    for kind in view.mapping("demand", "kinds"):
        path: Path_ = ("demand", "kinds", kind)
        if view.setting(*path, "transport") is True and view.setting(*path, "enabled") is True:
            view.tell((*path, "transport"), "hospital", kind=kind)
