"""Seats at centres that take over: who leads gives orders, and command is taken by hand."""

from functools import cache

import pytest
from drills import call
from hands import came, facts, fill, sat, wait
from leagues import league, post
from ruled_alternates import EOC, SECOND, TOWN, ruled_alternate
from test_control import order
from test_standby import SECOND as SECOND_CENTRE
from test_standby import centres
from worlds import scenario

from sim.live.room import Room
from sim.live.seats import seats_of, tags_of
from sim.live.session import Refused, why_not
from sim.live.view import picture_view
from sim.record.aid import AidApproved, AidNeeded, RequestResource
from sim.record.control import ControlOrder
from sim.record.facts import Dispatch, MessageSent
from sim.record.people import WarningOrder
from sim.record.posts import PostLost
from sim.record.response import CommandMoved, CommandNotice, LevelDecided
from sim.record.standby import CentreMoved, CentreNotice
from sim.run import run_again
from sim.terms.ids import DISPATCH_CENTRE, Band
from sim.terms.units import HOUR_MS, MINUTE_MS


@cache
def two_centres():
    return scenario(centres())


@cache
def two_districts():
    return scenario(ruled_alternate(times=((1, "yellow"), (10, "none"))))


def same_again(session):
    """Let the exercise end, and play its journal again: it gives the same log."""
    log = session.finish()
    assert run_again(log).digest == log.digest


def command(session, address):
    return session.world.post(address).command()


def refused(session, address, kind, **form):
    with pytest.raises(Refused) as found:
        fill(session, address, kind, **form)
    return str(found.value)


# --- the dispatch centres


def test_while_the_first_leads_a_person_at_the_second_gives_no_order_and_is_told_why():
    session = sat(two_centres(), SECOND_CENTRE)
    wait(session, 0.9)
    assert not command(session, SECOND_CENTRE).leads
    assert "第一中心在指挥" in refused(session, SECOND_CENTRE, "handover", call=0)
    assert "第一中心在指挥" in refused(session, SECOND_CENTRE, "cnotice")
    assert command(session, SECOND_CENTRE).heard_ms == 50 * MINUTE_MS


def test_a_second_centre_at_which_nobody_sits_takes_command_by_itself_as_before():
    session = sat(two_centres(), DISPATCH_CENTRE)
    wait(session, 2)
    assert [fact.receiver for _, fact in facts(session, CentreMoved)] == [SECOND_CENTRE]


def test_where_somebody_sits_command_is_taken_by_hand_once_the_first_is_silent():
    session = sat(two_centres(), SECOND_CENTRE)
    wait(session, 2)
    assert not facts(session, CentreMoved)
    assert command(session, SECOND_CENTRE).may_take
    fill(session, SECOND_CENTRE, "cnotice")
    ((at, moved),) = facts(session, CentreMoved)
    assert (at, moved.receiver) == (2 * HOUR_MS, SECOND_CENTRE)
    assert "按本席态势" in refused(session, SECOND_CENTRE, "cnotice")
    wait(session, 1.2)  # the call of the third hour comes by the exchange
    call_ = next(number for number in session.world.picture(SECOND_CENTRE).calls if number == 2)
    unit = next(iter(session.world.picture(SECOND_CENTRE).units))
    fill(session, SECOND_CENTRE, "dispatch", unit=unit, call=call_)
    wait(session, 0.1)
    sent = [
        f for _, f in facts(session, MessageSent) if f.sender == SECOND_CENTRE and type(f.body[0]) is Dispatch
    ]
    assert [f.body[0].unit for f in sent] == [unit]
    same_again(session)


def test_command_goes_back_by_itself_when_the_first_is_heard_and_orders_are_refused_again():
    session = sat(two_centres(), SECOND_CENTRE)
    wait(session, 2)
    fill(session, SECOND_CENTRE, "cnotice")
    wait(session, 2.5)
    assert [fact.receiver for _, fact in facts(session, CentreMoved)] == [SECOND_CENTRE, DISPATCH_CENTRE]
    assert not command(session, SECOND_CENTRE).leads
    assert "第一中心在指挥" in refused(session, SECOND_CENTRE, "handover", call=0)
    same_again(session)


def test_a_seat_handed_back_while_the_first_is_silent_takes_command_at_once():
    session = sat(two_centres(), SECOND_CENTRE)
    wait(session, 2)
    session.give_back(SECOND_CENTRE)
    assert [(at, fact.receiver) for at, fact in facts(session, CentreMoved)] == [(2 * HOUR_MS, SECOND_CENTRE)]
    wait(session, 1.5)
    sent = [f for _, f in facts(session, MessageSent) if f.sender == SECOND_CENTRE]
    assert [f for f in sent if type(f.body[0]) is Dispatch]
    same_again(session)


def test_at_a_lost_centre_no_order_goes_out_and_that_is_said():
    session = sat(two_centres(), DISPATCH_CENTRE)
    wait(session, 0.5)
    assert command(session, DISPATCH_CENTRE).leads
    fill(session, DISPATCH_CENTRE, "dispatch", unit=0, call=0)
    wait(session, 1)
    assert command(session, DISPATCH_CENTRE).lost
    assert "已失效" in refused(session, DISPATCH_CENTRE, "recall", unit=0)


def test_a_first_that_is_cut_off_holds_that_it_leads_until_it_is_told_otherwise():
    cut = ({"what": "telecom", "target": "C00", "at": 1, "until": 4},)
    session = sat(scenario(centres({"lost": []}, outages=cut)), DISPATCH_CENTRE)
    wait(session, 3)
    assert command(session, SECOND_CENTRE).leads
    assert command(session, DISPATCH_CENTRE).leads, "nothing can tell it"
    session.world.standby._leads.now = False
    assert "第二中心在指挥" in refused(session, DISPATCH_CENTRE, "dispatch", unit=0, call=0)


def test_an_order_about_what_is_not_its_own_takes_no_command():
    session = sat(two_centres(), SECOND_CENTRE)
    wait(session, 2)
    for wrong in (CentreNotice(DISPATCH_CENTRE, 0), CentreNotice(SECOND_CENTRE, 7)):
        with pytest.raises(Refused):
            session.order(SECOND_CENTRE, wrong)
    assert not facts(session, CentreMoved)


def test_the_view_of_the_second_is_of_its_own_picture():
    session = sat(two_centres())
    wait(session, 0.9)
    mine, first = (picture_view(session, each) for each in (SECOND_CENTRE, DISPATCH_CENTRE))
    assert mine["command"]["heard_ms"] == 50 * MINUTE_MS
    assert (first["command"]["leads"], first["command"]["other"]) == (True, SECOND_CENTRE)
    assert [unit["unit"] for unit in mine["units"]] == [0], "of others nobody has told it"
    assert len(first["units"]) == 3


def test_a_call_that_nobody_at_the_second_has_taken_only_rings():
    session = sat(two_centres(), SECOND_CENTRE)
    wait(session, 2)
    fill(session, SECOND_CENTRE, "cnotice")
    wait(session, 0.99)
    for _ in range(60):
        wait(session, 1 / 720)
        body = [item["k"] for m in picture_view(session, SECOND_CENTRE)["messages"] for item in m["body"]]
        if "ringing" in body:
            break
    assert "ringing" in body
    wait(session, 0.2)
    body = [item["k"] for m in picture_view(session, SECOND_CENTRE)["messages"] for item in m["body"]]
    assert "ringing" not in body


# --- the operations centres


def lost_at(hours, *addresses, of=None):
    session = sat(of or two_districts(), *addresses)
    wait(session, hours)
    return session


def test_the_alternate_gives_no_order_while_the_first_leads():
    session = lost_at(2, SECOND)
    for kind, form in (("level", {"level": 3}), ("control", {"order": 0, "township": 0, "on": True})):
        assert "第一中心在指挥" in refused(session, SECOND, kind, **form)
    assert not command(session, SECOND).may_take
    assert "第一中心在指挥" in refused(session, SECOND, "notice")


def test_the_alternate_takes_command_by_hand_decides_on_the_level_warns_and_orders_measures():
    session = lost_at(5, SECOND)
    assert not facts(session, CommandMoved)
    fill(session, SECOND, "notice")
    ((at, moved),) = facts(session, CommandMoved)
    assert (at, moved.receiver) == (5 * HOUR_MS, SECOND)
    wait(session, 0.2)
    fill(session, SECOND, "level", level=2)
    assert [(f.post, f.reason) for _, f in facts(session, LevelDecided)][-1] == (SECOND, "ordered")
    fill(session, SECOND, "warn", colour="red", township=0, leave=True)
    fill(session, SECOND, "control", order=0, township=0, on=True)
    wait(session, 0.5)
    by = [f for _, f in facts(session, MessageSent) if f.sender == SECOND and f.receiver == TOWN]
    assert {WarningOrder, ControlOrder, CommandNotice} <= {type(f.body[0]) for f in by}
    assert came(session, TOWN, ControlOrder)[0].on
    same_again(session)


def test_what_a_person_at_the_alternate_put_in_force_the_first_is_told_of_and_can_end():
    session = lost_at(5, SECOND, EOC)
    assert "已失效" in refused(session, EOC, "control", order=0, township=0, on=True)
    fill(session, SECOND, "notice")
    fill(session, SECOND, "control", order=0, township=0, on=True)
    wait(session, 3.5)
    assert [f.receiver for _, f in facts(session, CommandMoved)] == [SECOND, EOC]
    assert picture_view(session, EOC)["controls"][0]["on"]
    fill(session, EOC, "control", order=0, township=0, on=False)
    wait(session, 0.5)
    assert [item.on for item in came(session, TOWN, ControlOrder)] == [True, False]
    assert "第一中心在指挥" in refused(session, SECOND, "level", level=1)
    same_again(session)


def test_a_seat_handed_back_at_the_alternate_takes_command_as_its_policy_does():
    session = lost_at(5, SECOND)
    session.give_back(SECOND)
    assert [at for at, _ in facts(session, CommandMoved)] == [5 * HOUR_MS]
    same_again(session)


def test_command_that_is_given_by_word_is_taken_though_somebody_sits_there():
    of = scenario(ruled_alternate(times=((1, "yellow"),), lost=[]))
    session = lost_at(1, SECOND, of=of)
    session.world.response.succession.order(None)
    wait(session, 0.1)
    assert command(session, SECOND).leads
    first = command(session, EOC)
    assert (first.leads, first.lost) == (False, False)
    assert "第二中心在指挥" in why_not(first)
    assert not facts(session, PostLost)


def test_an_alternate_that_leads_in_part_decides_on_levels_alone_by_hand():
    of = scenario(ruled_alternate(order(), times=((1, "yellow"),), all=False))
    session = lost_at(5, SECOND, of=of)
    fill(session, SECOND, "notice")
    post_ = session.world.post(SECOND)
    assert {kind.__name__ for kind in post_.hands} == {"LevelOrder", "CommandNotice"}


def test_a_scenario_without_a_second_knows_nothing_of_command():
    session = sat(scenario(centres({"post": None, "lost": []})))
    assert session.world.post(DISPATCH_CENTRE).command is None
    assert picture_view(session, DISPATCH_CENTRE)["command"] is None
    lost = sat(scenario(centres({"post": None})))
    wait(lost, 2)
    assert command(lost, DISPATCH_CENTRE) == (False, True, True, None, None, False)


# --- aid at the second centre


def test_the_second_centre_asks_for_aid_under_numbers_of_its_own():
    data = league([call(5 * 3600 + i, 2) for i in range(3)], home=1, bearers=True)
    data["posts"].append(post("DC2", "dispatch_centre", 1))
    data["standby"] = {"post": "DC2", "shares": True, "lost": [{"at": 1, "until": 20}]}
    of = scenario(data)
    address = Band.POST.address(next(i for i, row in enumerate(of.posts) if row.id == "DC2"))
    session = lost_at(4, address, of=of)
    fill(session, address, "cnotice")
    wait(session, 1.4)
    picture = session.world.picture(address)
    call_ = next(iter(picture.calls))
    fill(session, address, "rr", needs={"engine": 1}, station=0, call=call_)
    (need,) = facts(session, AidNeeded)
    assert need[1].request == 1_000_000
    wait(session, 2)
    assert facts(session, AidApproved)
    assert came(
        session,
        Band.POST.address(of.posts.index(next(p for p in of.posts if p.id == "EOC1"))),
        RequestResource,
    )
    same_again(session)


# --- seats of the exercise


def test_centres_that_take_over_have_seats_without_being_asked_for():
    seats = seats_of(two_centres())
    assert seats["DC2"].address == SECOND_CENTRE
    assert "cnotice" in tags_of(seats["DC2"].allowed)
    assert "notice" in tags_of(seats_of(two_districts())["EOC2"].allowed)


def test_only_the_second_of_two_is_offered_to_take_command(tmp_path):
    import json

    from sim.live.exercise import Exercise

    room = Room(Exercise.begin(tmp_path / "e.db", two_centres()), seats_of(two_centres()))
    told = {seat: json.loads(room.hello(seat))["orders"] for seat in ("centre", "DC2")}
    assert "cnotice" not in told["centre"]
    assert set(told["DC2"]) == {*told["centre"], "cnotice"}
    assert {each["name"]: each["role"] for each in json.loads(room.frame("facilitator"))["seats"]}[
        "DC2"
    ] == "centre"
    room.exercise.close()


def test_a_declared_seat_at_a_second_centre_is_at_its_post_and_an_observer_there_gives_no_orders():
    rows = [
        {"id": "deputy", "role": "centre", "post": "DC2"},
        {"id": "look", "role": "observer", "post": "DC2"},
    ]
    seats = seats_of(scenario({**centres(), "exercise": {"seats": rows}}))
    assert seats["deputy"].address == seats["look"].address == SECOND_CENTRE
    assert "cnotice" in tags_of(seats["deputy"].allowed)
    assert not seats["look"].decides
