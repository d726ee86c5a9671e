"""Who carries what, whose mains feed it, and who may borrow it."""

from rigs import Rig, moving, outage, wired

from sim.comms.directory import nearest_townships
from sim.terms.enums import BearerKind, Party
from sim.terms.ids import PUBLIC
from sim.terms.units import HOUR_MS

FIXED, RADIO, CELL = BearerKind.FIXED, BearerKind.RADIO, BearerKind.CELLULAR


def township(made, number, kind=Party.TOWNSHIP):
    return made.comms.directory.member(kind, 50 + number, f"T{number:02d}", number)


def test_a_member_carries_what_the_tables_give_to_its_kind_and_to_it():
    data = wired()
    row = data["terminals"][0]
    data["terminals"] = [
        {**row, "id": "a", "holder": "township", "bearer": "fixed"},
        {**row, "id": "b", "holder": "T01", "bearer": "radio370"},
        {**row, "id": "c", "holder": "station", "bearer": "vsat"},
    ]
    made = Rig(data)
    assert [list(township(made, number).carries) for number in (0, 1)] == [[FIXED], [FIXED, RADIO]]


def test_what_is_given_to_one_takes_the_place_of_what_its_kind_has():
    data = wired(bearers={"outages": [outage("mains", "all", 0)]})
    row = {**data["terminals"][0], "bearer": "fixed"}
    kind = {**row, "id": "a", "holder": "township", "battery_h": 1}
    data["terminals"] = [kind, {**kind, "id": "b", "holder": "T01", "battery_h": 5}]
    made = Rig(data)
    members = [township(made, number) for number in (0, 1)]
    made.run_h(2)
    assert [member.carries[FIXED].works(made.clock.now) for member in members] == [False, True]


def test_terminals_live_on_the_mains_of_their_township_and_units_on_their_engines():
    made = Rig(wired(bearers={"outages": [outage("mains", "T01", 1, 20)]}))
    members = [township(made, 0), township(made, 1), township(made, 1, Party.UNIT)]
    works = {}
    for hour in (6.9, 7.1, 19.9, 20):
        made.run_h(hour)
        works[hour] = [member.carries[RADIO].works(made.clock.now) for member in members]
    assert works == {
        6.9: [True, True, True],
        7.1: [True, False, True],
        19.9: [True, False, True],
        20: [True, True, True],
    }


def test_a_generator_carries_a_post_when_its_battery_would_be_empty():
    data = wired(bearers={"outages": [outage("mains", "all", 0)]})
    for row in data["terminals"]:
        row |= {"battery_h": 1, "generator_h": 5}
    made = Rig(data)
    member = township(made, 0)
    made.run_h(5)
    assert member.carries[FIXED].works(made.clock.now)
    made.run_h(6.5)
    assert not member.carries[FIXED].works(made.clock.now)


def test_who_sends_pays_for_it_unless_on_the_mains():
    made = Rig(wired(bearers={"outages": [outage("mains", "T01", 0)]}))
    supplied, dark, engine = township(made, 0), township(made, 1), township(made, 1, Party.UNIT)
    made.run_h(0.5)
    for member in (supplied, dark, engine):
        member.carries[RADIO].send(made.clock.now, HOUR_MS // 2)
    made.run_h(2.4)  # half an hour of talk took as much as three hours and a half
    assert dark.carries[RADIO].works(made.clock.now)
    made.run_h(2.6)
    works = [member.carries[RADIO].works(made.clock.now) for member in (supplied, dark, engine)]
    assert works == [True, False, True]


def test_a_unit_borrows_the_terminals_of_its_station_while_it_is_in():
    made = Rig(wired(bearers={"outages": [outage("mains", "T00", 0)]}))
    directory, nodes = made.comms.directory, {"at": 0}
    station = directory.member(Party.STATION, 60, "S00", 0)
    unit = made.member(0, RADIO, kind=Party.UNIT, where=moving(nodes))
    own = unit.carries[RADIO]
    assert directory.lend(unit, station) is unit
    assert unit.station == station.address
    assert unit.carries[RADIO] is own is own.terminal
    assert unit.carries[FIXED].terminal is station.carries[FIXED]
    assert unit.carries[FIXED].works(0)
    nodes["at"] = 3
    assert not unit.carries[FIXED].works(0)
    nodes["at"] = 0
    unit.carries[FIXED].send(0, HOUR_MS)  # it is the battery of the station that pays
    made.run_h(0)
    assert not station.carries[FIXED].works(made.clock.now)


def test_a_unit_at_another_station_borrows_there_and_no_longer_at_its_own():
    made = Rig()
    directory, nodes = made.comms.directory, {"at": 3}
    own, other = (directory.member(Party.STATION, 60 + node, f"S{node:02d}", node) for node in (0, 3))
    unit = made.member(0, RADIO, kind=Party.UNIT, where=moving(nodes))
    directory.lend(unit, own)
    assert not unit.carries[FIXED].works(0)
    directory.lend(unit, other)
    assert unit.carries[FIXED].works(0)
    assert unit.carries[FIXED].terminal is other.carries[FIXED]
    assert (unit.station, unit.home) == (other.address, 3)


def test_a_unit_that_comes_back_to_its_last_station_keeps_what_it_borrowed_there():
    made = Rig()
    directory, nodes = made.comms.directory, {"at": 0}
    own, other = (directory.member(Party.STATION, 60 + node, f"S{node:02d}", node) for node in (0, 3))
    unit = made.member(0, RADIO, kind=Party.UNIT, where=moving(nodes))
    borrowed = dict(directory.lend(unit, own).carries)
    assert directory.lend(unit, own).carries == borrowed
    directory.lend(unit, other)
    again = directory.lend(unit, own).carries
    assert again.keys() == borrowed.keys()
    assert again[FIXED].terminal is own.carries[FIXED]
    assert (unit.station, unit.home) == (own.address, 0)


def test_people_have_telephones_that_work_and_live_in_a_village():
    made = Rig()
    people = made.comms.directory.outsider(3)
    assert (people.address, people.kind, people.village) == (PUBLIC, Party.PUBLIC, 3)
    assert people.where() == people.home == 3
    assert set(people.carries) == {FIXED, CELL}
    assert all(power.works(10**12) for power in people.carries.values())


def test_a_node_belongs_to_the_township_of_its_village_else_to_the_nearest_seat():
    data = wired(nodes=5)
    data["townships"] = data["townships"][:2]
    data["villages"] = [{**row, "township": "T00"} for row in data["villages"][:3]]
    data["telecom"] = data["fibres"] = data["sites"] = data["losses"] = []
    assert nearest_townships(Rig(data).scenario) == [0, 1, 0, 1, 1]
