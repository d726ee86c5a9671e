"""Law 5 at every seat: no view ever holds a fact whose message has not been delivered to that post."""

import json
from contextlib import suppress

import pytest
from exercises import CENTRE, EOC, district, hamlet, seated
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from random_worlds import any_order, networked
from worlds import scenario

from sim.live.session import Refused, Session
from sim.live.view import picture_view, plain, truth_view
from sim.record.aid import AidOrdered, CommitResource, RequestResource, ResponseToRequestResource
from sim.record.casualties import AmbulanceReport, BedReport
from sim.record.control import ControlReport
from sim.record.facts import (
    CallOver,
    CallReport,
    Deploy,
    MessageDelivered,
    MessageSent,
    OrderGiven,
    RoadReport,
    Serving,
    SituationReport,
    SizeUp,
    TeamReport,
    UnitReport,
)
from sim.record.repair import CrewReport, DamageReport, WorkOrder
from sim.record.rides import BusReport
from sim.record.seat_facts import SeatChanged
from sim.record.supplies import SupplyNeed
from sim.record.support import SupplyReport, TruckReport
from sim.record.uav import UavReport
from sim.scenario.hazards import INJECTED
from sim.terms.enums import DamageKind
from sim.terms.ids import Band
from sim.terms.units import HOUR_MS, MINUTE_MS


def told(session, address):
    """Return what the log says was delivered to an address: (sent_ms, sender, item), and the numbers."""
    sent, items, numbers = {}, [], {}
    for seq, t, _, fact in session.log.entries():
        if isinstance(fact, MessageSent):
            sent[seq] = t, fact
        elif isinstance(fact, MessageDelivered):
            at, message = sent[fact.message]
            if message.receiver == address:
                numbers[fact.message] = t
                items += [(at, message.sender, item) for item in message.body]
    return items, numbers


def unit_words(items):
    """Return all that was said of units: (unit, status, node, told_ms)."""
    said = {(i.unit, i.status, i.node, at) for at, _, i in items if isinstance(i, UnitReport)}
    return said.union(*(set(i.units) for _, _, i in items if isinstance(i, Serving)))


def of(items, kind):
    return [(at, item) for at, _, item in items if isinstance(item, kind)]


def check(session, address):
    """Hold a view against what was delivered; return how many facts it held."""
    view = {**picture_view(session, address), "owner": address}
    items, numbers = told(session, address)
    words = unit_words(items)
    for unit in view["units"]:
        assert (unit["unit"], unit["status"], unit["node"], unit["told_ms"]) in words
    calls = {(at, i.call, i.kind, i.place, i.node) for at, i in of(items, CallReport)}
    sizes = {(at, i.call, i.needs) for at, i in of(items, SizeUp)}
    for call in view["calls"]:
        assert (call["told_ms"], call["call"], call["kind"], call["place"], call["node"]) in calls
        if call["needs"] is not None:
            assert (call["sized_ms"], call["call"], tuple(map(tuple, call["needs"]))) in sizes
    roads = {(at, i.link) for at, i in of(items, RoadReport) if i.closed}
    assert all((road["told_ms"], road["link"]) in roads for road in view["closed"])
    towns = {(at, i.township, i.calls) for at, i in of(items, SituationReport)}
    assert all((town["told_ms"], town["township"], town["calls"]) in towns for town in view["towns"])
    teams = {(at, i.team, i.status, i.node) for at, i in of(items, TeamReport)}
    for team in view["teams"]:
        assert team["status"] == "" or (team["told_ms"], team["team"], team["status"], team["node"]) in teams
    damages = {(at, i.damage, i.kind, i.target, i.size, i.capability) for at, i in of(items, DamageReport)}
    for d in view["damages"]:
        assert (d["told_ms"], d["damage"], d["kind"], d["target"], d["size"], d["capability"]) in damages
    crews = {(at, i.team, i.status, i.node, i.machines) for at, i in of(items, CrewReport)}
    for c in view["crews"]:
        said = (c["told_ms"], c["team"], c["status"], c["node"], c["machines"])
        assert c["status"] == "" or said in crews
    senders = {(str(sender), at) for at, sender, _ in items}
    assert all(heard in senders for heard in view["heard"].items())
    for message in view["messages"]:
        assert message["out"] or numbers[message["number"]] == message["told_ms"] <= session.now_ms
    boards_hold_only_what_was_told(view, items)
    json.dumps(view)
    return sum(len(view[key]) for key in ("units", "calls", "closed", "towns", "teams", "damages", "crews"))


def boards_hold_only_what_was_told(view, items):
    """Hold the boards of a view against what was delivered."""
    for key, kind, fields in BOARDS:
        said = {(at, *(getattr(item, field) for field in fields)) for at, item in of(items, kind)}
        for fact in view[key]:
            told = fact["told_ms"], *(tuple(v) if isinstance(v := fact[f], list) else v for f in fields)
            assert told in said or fact.get("status") == "", (key, fact)
    requests = {i.request for i in of_kinds(items, RequestResource, AidOrdered)}
    for request in view["requests"]:
        assert request["own"] or request["request"] in requests
        told = {(i.origin, i.units) for i in of_kinds(items, CommitResource)} | {
            (lender, tuple(units)) for lender, units in request["committed"] if lender == view_owner(view)
        }
        assert {(lender, tuple(units)) for lender, units in request["committed"]} <= told
        offers = {(i.origin, i.units) for i in of_kinds(items, ResponseToRequestResource)}
        assert {(lender, tuple(units)) for lender, units in request["offered"] if units} <= offers


def view_owner(view):
    return view["owner"]


def of_kinds(items, *kinds):
    return [item for _, _, item in items if isinstance(item, kinds)]


BOARDS = (
    ("asked", WorkOrder, ("team", "damage")),
    ("trucks", TruckReport, ("truck", "status", "node", "fuel_ms")),
    ("loads", SupplyReport, ("load", "source", "left_ms")),
    ("uavs", UavReport, ("uav", "status", "links")),
    ("ambulances", AmbulanceReport, ("unit", "status", "node")),
    ("beds", BedReport, ("hospital", "free", "powered")),
    ("needs", SupplyNeed, ("place", "people", "wants")),
    ("buses", BusReport, ("bus", "status", "node")),
    ("reported", ControlReport, ("order", "address", "on", "done")),
)
"""Boards, what tells them, and what of it they hold; stocks are less what was ordered since."""


def posts(session):
    """Return all posts that keep a picture."""
    scenario_ = session.scenario
    bands = [(Band.TOWNSHIP, len(scenario_.townships)), (Band.STATION, len(scenario_.stations))]
    found = [1, *(band.address(i) for band, n in bands for i in range(n))]
    found += [Band.POST.address(i) for i in range(len(scenario_.posts))]
    return [address for address in found if session.world.picture(address) is not None]


def anything(draw, session, address):
    """Draw an order of a person at a post, sense or nonsense."""
    if address == 1:
        picture = session.world.centre.picture
        return any_order(draw, picture, len(session.scenario.links), len(session.scenario.stations))
    town = draw(st.integers(0, len(session.scenario.townships)))
    return Deploy(draw(st.integers(0, 2)), town, town)


@settings(max_examples=12, phases=(Phase.explicit, Phase.generate))
@given(networked(), st.lists(st.integers(0, 36 * 60), min_size=2, max_size=9).map(sorted), st.data())
def test_no_view_holds_a_fact_that_was_not_delivered_whoever_orders_what(data, minutes, chosen):
    session = Session(scenario({**data, "horizon": 1.6}))
    seats = [CENTRE]
    if session.world.works.district is not None:
        seats.append(session.world.works.district.address)
    for minute in minutes:
        session.advance(minute * MINUTE_MS)
        address = chosen.draw(st.sampled_from(seats))
        acts = [SeatChanged(address, not session.manned(address)), SeatChanged(address, True)]
        acts.append(OrderGiven(anything(chosen.draw, session, address), address))
        for act in chosen.draw(st.lists(st.sampled_from(acts), max_size=3)):
            with suppress(Refused):
                session.do(act)
        for post in posts(session):
            check(session, post)
    again = Session(session.scenario)
    again.replay(session.acts, session.now_ms)
    assert again.log.digest == session.log.digest


@pytest.mark.parametrize("name", ["hamlet-silent", "hamlet-slide"])
def test_every_post_of_a_cut_off_hamlet_is_shown_what_reached_it(name):
    session = Session(hamlet(name))
    held = 0
    for hour in range(0, 72, 6):
        session.advance(hour * HOUR_MS)
        held += sum(check(session, address) for address in posts(session))
    assert held > 100


FULL = [
    ("three-cuts-measures", {"buses", "reported"}),
    ("three-cuts-care", {"ambulances", "beds", "needs"}),
    ("three-cuts-support", {"trucks", "loads", "uavs"}),
]


@pytest.mark.slow
@pytest.mark.parametrize(("name", "boards"), FULL)
def test_boards_that_have_something_on_them_hold_only_what_was_told(name, boards):
    session = Session(hamlet(name))
    session.advance(20 * HOUR_MS)
    addresses = (CENTRE, session.world.works.district.address)
    filled = {key for at in addresses for key, _, _ in BOARDS if picture_view(session, at)[key]}
    assert filled >= boards
    for address in addresses:
        check(session, address)


def test_two_posts_know_different_things():
    session = Session(hamlet("hamlet-silent"))
    session.advance(12 * HOUR_MS)
    eoc = session.world.works.district.address
    assert picture_view(session, CENTRE)["units"] != []
    assert picture_view(session, eoc)["units"] == []
    assert picture_view(session, eoc)["heard"] != picture_view(session, CENTRE)["heard"]


def test_the_truth_of_a_closed_road_is_not_in_the_picture_before_somebody_tells():
    session = seated(None, CENTRE, EOC)
    session.advance(10 * MINUTE_MS)
    assert [road["link"] for road in truth_view(session)["closed"]] == [2]
    assert picture_view(session, CENTRE)["closed"] == picture_view(session, EOC)["closed"] == []


def test_a_call_that_nobody_has_taken_only_rings():
    session = seated(None, CENTRE)
    session.advance(599_999)
    before = session.truth.delivered
    while session.truth.delivered == before:
        session.advance(session.next_event_ms())
    rings = [m for m in picture_view(session, CENTRE)["messages"] if m["body"] == [{"k": "ringing"}]]
    assert len(rings) == 1
    assert picture_view(session, CENTRE)["calls"] == []
    session.advance(800_000)
    view = picture_view(session, CENTRE)
    assert [m["body"][0]["k"] for m in view["messages"] if m["number"] == rings[0]["number"]] == ["call"]
    assert [call["call"] for call in view["calls"]] == [0]


def test_a_post_sees_its_own_orders_but_not_whether_they_came():
    session = seated(None, EOC)
    session.order(EOC, Deploy(0, 4, 4))
    session.advance(HOUR_MS)
    (sent,) = [
        m for m in picture_view(session, EOC)["messages"] if m["out"] and m["body"][0]["k"] == "deploy"
    ]
    assert (sent["bearer"], sent["sent_ms"], sent["told_ms"]) == ("", 0, 0)


def test_there_is_no_view_of_a_post_that_does_not_exist():
    with pytest.raises(LookupError):
        picture_view(Session(district()), Band.TOWNSHIP.address(77))


def test_the_truth_is_plain_data_and_follows_the_log():
    session = Session(hamlet())
    session.advance(6 * HOUR_MS)
    truth = truth_view(session)
    json.dumps(truth)
    assert len(truth["units"]) == len(session.scenario.units)
    assert {d["damage"] for d in truth["damages"]} == {0, 1, 2}
    for damage in truth["damages"]:
        table = getattr(session.scenario, INJECTED[DamageKind(damage["kind"]).asset])
        assert damage["zh"] in (table[damage["target"]].name_zh, table[damage["target"]].id)
        assert damage["en"]
    assert truth["sent"] >= truth["delivered"] + truth["lost"] > 0
    session.advance(72 * HOUR_MS)
    assert truth_view(session)["closed"] == truth_view(session)["damages"] == []


def test_outages_stand_in_the_truth_while_they_last():
    session = Session(hamlet("hamlet-silent"))
    session.advance(12 * HOUR_MS)
    truth = truth_view(session)
    assert truth["dark"] == [1, 2]
    assert {k: truth["sites_down"][0][k] for k in ("network", "site")} == {"network": "radio370", "site": 0}
    assert truth["unheard"] != []
    session.advance(60 * HOUR_MS)
    assert truth_view(session)["dark"] == truth_view(session)["sites_down"] == []


def test_a_report_as_plain_data_keeps_its_tag_and_fields():
    assert plain(CallOver(3)) == {"k": "over", "call": 3}
