"""Face to face, over the mesh, by text: ways that need no site."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rigs import CALL, Rig, battery, moving, wired

from sim.comms.bearer import Path
from sim.comms.directory import Lent
from sim.comms.mesh_link import VEHICLE, MeshNode
from sim.terms.enums import BearerKind, Party

VOICE, MESH, BEIDOU = BearerKind.VOICE, BearerKind.MESH, BearerKind.BEIDOU
PARTIES = st.sampled_from(list(Party))


def crew(made, station, at=0):
    nodes = {"at": at}
    unit = made.member(0, kind=Party.UNIT, where=moving(nodes), station=station.address)
    return unit, nodes


# --- face to face


def test_a_station_and_its_own_unit_speak_face_to_face_while_it_is_in():
    made = Rig()
    station, other = (made.member(0, kind=Party.STATION) for _ in range(2))
    unit, nodes = crew(made, station)
    assert made.path(VOICE, unit, station) == made.path(VOICE, station, unit) == Path()
    assert made.path(VOICE, unit, other) == made.path(VOICE, other, unit) == "apart"
    assert made.carry(VOICE, station, unit) == []
    nodes["at"] = 1
    assert made.path(VOICE, unit, station) == "apart"


def test_who_tells_himself_something_needs_no_means():
    made = Rig()
    post = made.member(0)
    assert made.path(VOICE, post, post) == Path()


def test_to_say_it_takes_no_time():
    made = Rig()
    station = made.member(0, kind=Party.STATION)
    ended = made.carry(VOICE, crew(made, station)[0], station)
    made.run_h(0)
    assert ended == [(0, None)]


@given(PARTIES, PARTIES)
def test_nobody_else_speaks_face_to_face(one, other):
    made = Rig()
    if {one, other} != {Party.UNIT, Party.STATION}:
        ends = made.member(0, kind=one), made.member(0, kind=other)
        assert made.path(VOICE, *ends) == "apart"


# --- the mesh


def vehicles(made, *places):
    members = [made.member(node, MESH) for node in range(len(places))]
    for member, lon in zip(members, places, strict=True):
        made.comms.mesh.deploy(made.clock.now, MeshNode(member.address, VEHICLE, lon, 29.0))
        made.comms.mesh_bearer.join(member.address)
    made.run_h(1)  # until all are set up
    return members


def test_a_chain_of_nodes_carries_and_more_hops_take_longer():
    made = Rig()
    members = vehicles(made, 107.0, 107.12, 107.24, 107.36)
    hops = [
        made.comms.mesh.path(made.clock.now, members[0].address, other.address).hops for other in members[1:]
    ]
    calls = [made.carry(MESH, members[0], other) for other in members[1:]]
    began_ms = made.clock.now
    made.run_h(2)
    assert all(call[0][1] is None for call in calls)
    by_hops = [call[0][0] for _, call in sorted(zip(hops, calls, strict=True), key=lambda pair: pair[0])]
    assert by_hops == sorted(by_hops)
    assert by_hops[0] >= began_ms + 10_000
    assert len(set(hops)) > 1


def test_where_no_chain_leads_there_is_none():
    made = Rig()
    one, other = vehicles(made, 107.0, 108.0)
    assert made.path(MESH, one, other) == "no_chain"


def test_a_chain_that_breaks_cuts_a_call_off():
    made = Rig()
    one, other = vehicles(made, 107.0, 107.002)
    ended = made.carry(MESH, one, other)
    made.at(made.clock.now + 5000, lambda: made.comms.mesh.fail(made.clock.now, other.address))
    made.run_h(2)
    assert [why for _, why in ended] == ["cut_off"]


def test_both_ends_need_a_node_with_power():
    made = Rig()
    one, other = vehicles(made, 107.0, 107.002)
    stranger = made.member(0, MESH)
    assert made.path(MESH, one, stranger) == made.path(MESH, stranger, one) == "no_terminal"
    other.carries[MESH] = battery(2)
    assert made.path(MESH, one, other) == Path()
    made.run_h(2)
    assert made.path(MESH, one, other) == "no_terminal"


# --- texts


def texts(**satellite):
    return Rig(wired(bearers={"satellite": {"beidou_success": 1, **satellite}}))


def test_a_terminal_sends_one_text_a_minute():
    made = texts()
    one, other = made.member(0, BEIDOU), made.member(4, BEIDOU)
    ended = [made.carry(BEIDOU, one, other) for _ in range(4)]
    made.run_h(1)
    assert [call[0] for call in ended] == [(2000 + 60_000 * i, None) for i in range(4)]


def test_each_terminal_has_a_minute_of_its_own_but_those_of_a_station_share_one():
    made = texts()
    station, other = made.member(0, BEIDOU, kind=Party.STATION), made.member(4, BEIDOU)
    crews = [made.member(0, kind=Party.UNIT) for _ in range(2)]
    for unit in crews:
        made.comms.directory.lend(unit, station)
        assert isinstance(unit.carries[BEIDOU], Lent)
    ended = [made.carry(BEIDOU, one, other) for one in (*crews, station, made.member(1, BEIDOU))]
    made.run_h(1)
    assert [call[0][0] for call in ended] == [2000, 62_000, 122_000, 2000]


def test_a_text_that_is_lost_on_the_way_is_found_missing():
    made = texts(beidou_success=0)
    ended = made.carry(BEIDOU, made.member(0, BEIDOU), made.member(4, BEIDOU))
    made.run_h(1)
    assert ended == [(2000, "not_received")]


@pytest.mark.parametrize("success", [0.3, 0.9])
def test_as_many_texts_arrive_as_the_service_says(success):
    made = texts(beidou_success=success)
    ended = [made.carry(BEIDOU, made.member(0, BEIDOU), made.member(4, BEIDOU)) for _ in range(1000)]
    made.run_h(1)
    arrived = sum(call[0][1] is None for call in ended)
    assert arrived == pytest.approx(1000 * success, abs=4 * (1000 * success * (1 - success)) ** 0.5)


def test_a_long_text_goes_in_several_messages_a_minute_apart():
    made = texts(beidou_bits=640)
    ended = made.carry(BEIDOU, made.member(0, BEIDOU), made.member(4, BEIDOU), CALL * 3)
    made.run_h(1)
    assert ended == [(122_000, None)]


def test_a_text_needs_a_terminal_with_power_at_both_ends():
    made = texts()
    one, other = made.member(0, BEIDOU), made.member(4, BEIDOU)
    other.carries[BEIDOU] = battery(1)
    assert made.path(BEIDOU, one, other) == Path()
    made.run_h(1)
    assert made.path(BEIDOU, one, other) == made.path(BEIDOU, other, one) == "no_terminal"
