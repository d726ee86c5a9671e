"""What no map tells: the posts, networks, teams and shelters of a new district, by rules after Fuling's.

Every row is an assumption, made so that what depends on what can be played at once, and be replaced row by
row: each township has a substation, a feeder and a group of cells; power lines and fibres lead along the
shortest tree between the seats, out of the main one.
"""

import math
from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from sim.district.build import District
from sim.district.measure import distance_m
from sim.district.people import Settled, nearest_seat
from sim.district.rows import Row, node_id

SPAN: Final = 1.2
"""Length of a line or fibre over the straight distance; assumption."""
PER_CHANNEL: Final = 25
"""People to a channel of the cells; assumption, as in the scenario fuling."""
SHELTERED: Final = 0.05
"""Share of a township's people for whom its shelter has room; assumption, as in the scenario fuling."""
_TREE: Final = "assumption: along the shortest tree between the seats, 1.2 times the straight distance"
_HERE: Final = "assumption: at the main place, as nothing is known of it"
_GENERATOR_H: Final = 8
_TEAMS: Final = (
    ("road_clearing", "道路抢通队", "Road clearing team", "PT1", 25, 3, 3, 60, "engine"),
    ("road_clearing", "道路抢通二队", "Road clearing team 2", "PT1", 20, 2, 3, 60, "engine"),
    ("power_line", "电力抢修队", "Power line team", "PT2", 24, 12, 2, 60, "light"),
    ("substation", "变电检修队", "Substation team", "PT2", 16, 8, 1, 90, "light"),
    ("fibre", "光缆抢修队", "Fibre team", "PT3", 8, 4, 2, 60, "light"),
    ("telecom", "基站抢修队", "Base station team", "PT3", 8, 4, 2, 120, "light"),
)
_POSTS: Final = (
    ("DC119", "119接处警中心", "Dispatch centre", "dispatch_centre"),
    ("EOC", "应急指挥部", "Emergency operations centre", "eoc"),
    ("PT1", "道路抢通队队部", "Road clearing headquarters", "team"),
    ("PT2", "电力抢修队队部", "Power repair headquarters", "team"),
    ("PT3", "通信抢修队队部", "Telecom repair headquarters", "team"),
)
_COMMS_TEAMS: Final = (
    ("scout", "卫星电话侦察组", "Scouts with satellite telephone"),
    ("vsat", "卫星便携站组", "Portable satellite station"),
)
_CARRIED: Final = {
    "dispatch_centre": ("fixed", "radio370", "vsat", "tiantong", "cellular"),
    "eoc": ("fixed", "radio370", "vsat", "tiantong", "cellular"),
    "station": ("fixed", "radio370", "cellular"),
    "township": ("fixed", "radio370", "cellular"),
    "team": ("fixed", "radio370", "cellular"),
    "unit": ("radio370", "cellular"),
    "comms_team": ("radio370", "cellular"),
    "crew": ("radio370", "cellular"),
    "village": ("fixed", "cellular"),
}
_BATTERY_H: Final = {"fixed": 1, "radio370": 12, "vsat": 2, "tiantong": 24, "cellular": 24}
_MOBILE: Final = ("unit", "comms_team", "crew")
_MOBILE_H: Final = 1000


class _Seat(NamedTuple):
    """The seat of a township with its id, its people, and the seat that feeds it."""

    id: str
    settled: Settled
    people: int
    parent: "int | None"

    @property
    def names(self) -> tuple[str, str]:
        """Its names in Chinese and English."""
        names = self.settled.place.names
        return names.first, names.second or names.first


def networks(district: District) -> dict[str, list[Row]]:
    """Return the rows of posts, networks, teams and shelters, by the name of the file."""
    seats = _seats(district)
    root = next(seat for seat in seats if seat.parent is None)
    return {
        "posts.csv": [_post(root, *post) for post in _POSTS],
        "telecom.csv": list(_telecom(seats, root)),
        "fibre.csv": list(_fibres(seats, root)),
        "terminals.csv": list(_terminals()),
        "comms_teams.csv": [_comms_team(root, i, *each) for i, each in enumerate(_COMMS_TEAMS, start=1)],
        "power_nodes.csv": list(_power_nodes(seats, root)),
        "power_lines.csv": list(_power_lines(seats, root)),
        "loads.csv": list(_loads(district, seats)),
        "teams.csv": [_team(root, i, *team) for i, team in enumerate(_TEAMS, start=1)],
        "shelters.csv": [_shelter(seat) for seat in seats],
    }


def _seats(district: District) -> list[_Seat]:
    settled = district.seats
    people = [0] * len(settled)
    for place in district.places:
        people[nearest_seat(place.place.at, settled)] += place.people
    parents = tree([seat.place.at for seat in settled], nearest_seat(district.main.place.at, settled))
    return [_Seat(f"T{i + 1:03d}", seat, people[i], parents[i]) for i, seat in enumerate(settled)]


def tree(points: list[tuple[float, float]], root: int) -> list[int | None]:
    """Return the parent of each point in the shortest tree that joins them, grown from a root.

    Source: Prim (1957), Shortest connection networks and some generalizations.

    Examples
    --------
    >>> tree([(0.0, 0.0), (0.1, 0.0), (0.2, 0.0)], 0)
    [None, 0, 1]
    """
    parents: list[int | None] = [None] * len(points)
    near = {i: (distance_m(points[root], at), root) for i, at in enumerate(points) if i != root}
    while near:
        i = min(near, key=lambda each: (near[each], each))
        parents[i] = near.pop(i)[1]
        for other, (far, _) in list(near.items()):
            closer = distance_m(points[i], points[other])
            if closer < far:
                near[other] = (closer, i)
    return parents


def _span_km(a: _Seat, b: _Seat) -> str:
    metres = SPAN * distance_m(a.settled.place.at, b.settled.place.at)
    return f"{max(0.1, metres / 1000):.2f}"


def _assumed(name: str, names: tuple[str, str], source: str, **cells: Any) -> Row:
    zh, en = names
    return {
        "id": name,
        "name_zh": zh[:80],
        "name_en": en[:80],
        **cells,
        "label": "assumption",
        "source": source,
    }


def _post(root: _Seat, name: str, zh: str, en: str, kind: str) -> Row:
    return _assumed(name, (zh, en), _HERE, kind=kind, node=node_id(root.settled.node))


def _comms_team(root: _Seat, number: int, kind: str, zh: str, en: str) -> Row:
    cells = {"kind": kind, "node": node_id(root.settled.node), "vehicle": "light"}
    return _assumed(f"CT{number:02d}", (zh, en), _HERE, **cells)


def _team(
    root: _Seat,
    number: int,
    kind: str,
    zh: str,
    en: str,
    post: str,
    people: int,
    operators: int,
    machines: int,
    ready_min: int,
    vehicle: str,
) -> Row:
    return _assumed(
        f"TR{number:02d}",
        (zh, en),
        "assumption: of the size of such a team in the scenario fuling, at the main place",
        type=kind,
        node=node_id(root.settled.node),
        owner="district",
        post=post,
        people=people,
        operators=operators,
        machines=machines,
        shifts=1,
        ready_min=ready_min,
        vehicle=vehicle,
    )


def _shelter(seat: _Seat) -> Row:
    zh, en = seat.names
    source = "assumption: one shelter for each township, room for 5 % of its people"
    room = {"node": node_id(seat.settled.node), "capacity": math.ceil(SHELTERED * seat.people)}
    return _assumed(f"SH-{seat.id}", (f"{zh}应急避难场所", f"{en} shelter"), source, **room)


def _telecom(seats: list[_Seat], root: _Seat) -> Iterator[Row]:
    people = sum(seat.people for seat in seats)
    zh, en = root.names
    yield _assumed(
        "CORE",
        (f"{zh}核心局", f"{en} core exchange"),
        "assumption: one core exchange at the main place; battery 10 h, generator with fuel for a day",
        kind="core",
        node=node_id(root.settled.node),
        township=root.id,
        channels=min(100_000, max(60, people // PER_CHANNEL)),
        battery_h=10,
        generator_h=24,
    )
    for seat in seats:
        zh, en = seat.names
        yield _assumed(
            f"CELL-{seat.id}",
            (f"{zh}基站群", f"{en} cells"),
            "assumption: the cells of a township as one; one channel for 25 people; battery 4 h",
            kind="cell",
            node=node_id(seat.settled.node),
            township=seat.id,
            channels=min(100_000, max(10, seat.people // PER_CHANNEL)),
            battery_h=4,
            generator_h=0,
        )


def _fibres(seats: list[_Seat], root: _Seat) -> Iterator[Row]:
    for seat in seats:
        to = "CORE" if seat.parent is None else f"CELL-{seats[seat.parent].id}"
        length = "0.5" if seat.parent is None else _span_km(seat, seats[seat.parent])
        row = {"id": f"F-{seat.id}", "a": f"CELL-{seat.id}", "b": to, "length_km": length}
        yield {**row, "label": "assumption", "source": _TREE}


def _terminals() -> Iterator[Row]:
    for holder, means in _CARRIED.items():
        generator_h = 0 if holder in (*_MOBILE, "village") else _GENERATOR_H
        for bearer in means:
            battery_h = _MOBILE_H if holder in _MOBILE else _BATTERY_H[bearer]
            dead = holder == "village" and bearer == "fixed"
            yield {
                "id": f"{holder}-{bearer}",
                "holder": holder,
                "bearer": bearer,
                "battery_h": 0 if dead else battery_h,
                "generator_h": generator_h,
                "label": "assumption",
                "source": "assumption: as in the scenario fuling",
            }


def _power_nodes(seats: list[_Seat], root: _Seat) -> Iterator[Row]:
    yield _power_node(root, "GRID", "source", 110, ("电网来电", "Grid"))
    for seat in seats:
        zh, en = seat.names
        yield _power_node(seat, f"SUB-{seat.id}", "substation", 35, (f"{zh}变电站", f"{en} substation"))
        yield _power_node(seat, f"A-{seat.id}", "area", 10, (f"{zh}台区", f"{en} feeder"))


def _power_node(seat: _Seat, name: str, kind: str, kv: int, names: tuple[str, str]) -> Row:
    lon, lat = seat.settled.place.at
    at = {"lon": f"{lon:.6f}", "lat": f"{lat:.6f}", "node": node_id(seat.settled.node)}
    source = "assumption: a substation and a feeder for each township, NOT the real grid"
    return _assumed(name, names, source, kind=kind, kv=kv, **at)


def _power_lines(seats: list[_Seat], root: _Seat) -> Iterator[Row]:
    yield _line(
        "PL-GRID", "GRID", f"SUB-{root.id}", 110, "0.50", "assumption: the grid comes in at the main place"
    )
    for seat in seats:
        if seat.parent is not None:
            above = seats[seat.parent]
            span = _span_km(seat, above)
            yield _line(f"PL-{seat.id}", f"SUB-{above.id}", f"SUB-{seat.id}", 35, span, _TREE)
        reach = f"{max(0.5, seat.settled.built_up_m * SPAN / 1000):.2f}"
        feeder = "assumption: a feeder as long as the built-up land of its seat is wide"
        yield _line(f"FD-{seat.id}", f"SUB-{seat.id}", f"A-{seat.id}", 10, reach, feeder)


def _line(name: str, a: str, b: str, kv: int, length_km: str, source: str) -> Row:
    row = {"id": name, "a": a, "b": b, "kv": kv, "length_km": length_km}
    return {**row, "label": "assumption", "source": source}


def _loads(district: District, seats: list[_Seat]) -> Iterator[Row]:
    root = next(seat.id for seat in seats if seat.parent is None)
    for seat in seats:
        zh, en = seat.names
        yield _load("township", seat.id, f"A-{seat.id}", (f"{zh}用户", f"{en}, homes"))
        yield _load("telecom", f"CELL-{seat.id}", f"A-{seat.id}", (f"{zh}基站群", f"{en} cells"))
    yield _load("telecom", "CORE", f"SUB-{root}", ("核心局", "Core exchange"))
    for name, zh, en, _ in _POSTS:
        yield _load("post", name, f"SUB-{root}", (zh, en), _GENERATOR_H)
    places = [
        (f"HO{i:02d}", "hospital", each.facility.at) for i, each in enumerate(district.hospitals, start=1)
    ]
    places += [
        (f"FS{i:02d}", "station", each.facility.at) for i, each in enumerate(district.stations, start=1)
    ]
    for name, kind, at in places:
        near = seats[nearest_seat(at, district.seats)].id
        yield _load(kind, name, f"SUB-{near}", (name, name), _GENERATOR_H)


def _load(kind: str, target: str, at: str, names: tuple[str, str], generator_h: int = 0) -> Row:
    source = "assumption: on the feeder of its township" + (
        "; generator of 8 h, as in the scenario fuling" if generator_h else ""
    )
    return _assumed(f"LD-{target}", names, source, kind=kind, target=target, at=at, generator_h=generator_h)
