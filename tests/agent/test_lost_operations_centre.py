"""The operations centre is lost: command passes by silence or by word, onto a vehicle, and comes back."""

from typing import Any

import pytest
from drills import Tale, call, cut
from leagues import NEIGHBOUR as LENDER
from leagues import league, post
from lost_centres import EOC, SECOND, lost_centre
from mains_bench import load, tables
from rigs import outage
from wires import Wire, leaves_all_else

from sim.comms.district_line import DistrictLine
from sim.metric.fold import fold
from sim.record.aid import AidApproved, CommitResource, RequestResource
from sim.record.facts import MessageSent, MessageTaken, RoadReport, RollCall, SituationReport
from sim.record.people import WarningOrder
from sim.record.posts import PostLost, Relayed
from sim.record.response import CommandMoved, CommandNotice, LevelDecided, LevelOrder, Watchword
from sim.record.standby import PostMoved, PostSetUp
from sim.terms.ids import DISPATCH_CENTRE, Band
from sim.terms.units import HOUR_MS, MINUTE_MS


@pytest.fixture(scope="module")
def lost():
    return Tale(lost_centre())


@pytest.fixture(scope="module")
def borne():
    data = lost_centre([call(6 * 3600 + i, 2) for i in range(12)], vehicle="engine", place="N02", all=True)
    data["response"]["thresholds"] = {"iii": {"calls": 2}}
    return Tale(data)


def figures(tale: Tale) -> dict[str, Any]:
    found: dict[str, Any] = fold(tale.log).successions.summary()
    return found


# --- lost by script -----------------------------------------------------------------------------------------


def test_a_lost_centre_sends_nothing_and_speaks_again_when_it_is_back(lost):
    times = [t for t, fact in lost.all(MessageSent) if fact.sender == EOC]
    assert not [t for t in times if 3 * HOUR_MS <= t < 8 * HOUR_MS]
    assert [t for t in times if t < 3 * HOUR_MS]
    assert [t for t in times if t >= 8 * HOUR_MS]


def test_nobody_tells_the_alternate_that_the_centre_is_lost_it_hears_the_silence(lost):
    (gone_ms, gone), (back_ms, back) = lost.all(PostLost)
    (taken_ms, _), (returned_ms, returned) = lost.all(CommandMoved)
    assert (gone.lost, back.lost, gone.reason) == (True, False, "script")
    last_ms = max(t for t, item in lost.sent_by(EOC) if type(item) is Watchword and t < gone_ms)
    assert HOUR_MS <= taken_ms - last_ms <= HOUR_MS + 10 * MINUTE_MS
    assert (returned.sender, returned.receiver) == (SECOND, EOC)
    assert back_ms <= returned_ms <= back_ms + 10 * MINUTE_MS


def test_figures_tell_how_long_nobody_led_and_who_knew(lost):
    told = figures(lost)["succession"]
    (taken_ms, _), (back_ms, _) = lost.all(CommandMoved)
    assert told["lost_h"] == 5
    assert told["alone_h"] == pytest.approx(taken_ms / HOUR_MS - 3)
    assert told["led_h"] == pytest.approx((back_ms - taken_ms) / HOUR_MS)
    assert told["both_h"] == pytest.approx(back_ms / HOUR_MS - 8)
    assert told["asked"] == told["told"] > 5
    assert told["taken"] == 1


def test_without_an_alternate_nobody_leads_while_the_centre_is_lost():
    data = lost_centre(alternate=None)
    tale = Tale(data)
    told = figures(tale)["succession"]
    assert not tale.all(CommandMoved)
    assert told["alone_h"] == told["lost_h"] == 5


def test_a_centre_that_cannot_be_lost_has_no_figures():
    tale = Tale(lost_centre(lost=[]))
    assert figures(tale) == {}
    assert not tale.all(PostLost)


# --- borne by a vehicle, and leading in everything ----------------------------------------------------------


def test_the_vehicle_drives_when_command_is_taken_sets_up_and_leads_from_there(borne):
    (taken_ms, _), _ = borne.all(CommandMoved)
    (off_ms, off), (there_ms, _) = borne.all(PostMoved)
    ((up_ms, _),) = borne.all(PostSetUp)
    assert (off_ms, off.post, off.node, off.bound) == (taken_ms, SECOND, 3, 2)
    assert there_ms < up_ms == there_ms + 15 * MINUTE_MS
    assert figures(borne)["succession"]["set_up_h"] == pytest.approx((up_ms - off_ms) / HOUR_MS)


def test_nobody_is_counted_silent_for_having_reported_to_another_post():
    """Else both would call out the highest level when they take over: of no township they had heard."""
    data = lost_centre(all=True)
    data["response"]["thresholds"] = {"i": {"silent": 3}}
    assert 1 not in [fact.level for _, fact in Tale(data).all(LevelDecided)]


def test_orders_flow_again_from_the_alternate_by_what_reached_it(borne):
    (taken_ms, _), (back_ms, _) = borne.all(CommandMoved)
    orders = [(t, item) for t, item in borne.sent_by(SECOND) if type(item) is LevelOrder]
    assert orders[0][1].level == 3
    assert all(taken_ms < t <= back_ms for t, _ in orders)
    told = figures(borne)["succession"]
    assert told["flows_h"] == pytest.approx(orders[0][0] / HOUR_MS - 3)
    assert told["orders"] >= len(orders) - 1


def test_who_was_told_reports_to_the_alternate_and_who_was_not_to_the_centre(borne):
    notices = {to: t for t, to, _, item in borne.arrived(CommandNotice) if item.post == SECOND}
    town = Band.TOWNSHIP.address(4)
    reports = [(t, to) for t, to, item in borne.told(SituationReport) if item.township == 4]
    assert {to for t, to in reports if t < notices[town]} == {EOC}
    assert {to for t, to in reports if notices[town] < t < 8 * HOUR_MS} == {SECOND}


def test_a_vehicle_on_the_move_has_no_line():
    held = {"vehicle": "engine", "place": "N00", "all": True}
    tale = Tale(lost_centre(**held))
    (off_ms, _), _ = tale.all(PostMoved)
    sent = {seq for seq, _, _, fact in tale.entries if getattr(fact, "sender", None) == SECOND}
    assert "fixed" not in {
        fact.bearer for t, fact in tale.all(MessageTaken) if fact.message in sent and t > off_ms
    }


# --- a dark building ----------------------------------------------------------------------------------------


def dark(until: float = 12, **rules: Any) -> dict[str, Any]:
    """Return the same, not lost by script: the substation of its building is out from the third hour on."""
    data = lost_centre(lost=[], dark=2, **rules)
    data |= tables([load("LE", "post", "SS1", "EOC1")])
    data["bearers"]["outages"] = [*data["bearers"]["outages"], outage("power_node", "SS1", 3, until)]
    return data


def test_those_in_a_dark_building_tell_the_alternate_before_they_leave():
    tale = Tale(dark())
    (gone_ms, gone), (back_ms, back) = tale.all(PostLost)
    (taken_ms, _), (returned_ms, _) = tale.all(CommandMoved)
    assert (gone.reason, gone.lost, back.reason, back.lost) == ("dark", True, "dark", False)
    assert gone_ms == 5 * HOUR_MS + 10 * MINUTE_MS
    assert 5 * HOUR_MS <= taken_ms < gone_ms
    assert back_ms == 12 * HOUR_MS
    assert returned_ms > back_ms
    assert figures(tale)["succession"]["alone_h"] == 0


def test_a_building_that_is_dark_for_less_long_is_not_left():
    tale = Tale(dark(until=4.5))
    assert not tale.all(PostLost)
    assert not tale.all(CommandMoved)


def test_power_that_is_back_before_they_have_packed_keeps_them_there():
    tale = Tale(dark(until=5.1))
    assert not tale.all(PostLost)
    assert [fact.receiver for _, fact in tale.all(CommandMoved)] == [SECOND, EOC]


# --- aid and warnings under the alternate -------------------------------------------------------------------


def test_aid_is_approved_and_asked_for_by_the_alternate_while_it_leads():
    data = league([call(5 * 3600 + i, 2) for i in range(3)], home=1, bearers=True)
    data["posts"].append(post("EOC2", "eoc", 3))
    data["response"] = {
        "levels": True,
        "succession": {"alternate": "EOC2", "all": True, "lost": [{"at": 1, "until": 20}]},
    }
    tale = Tale(data)
    second = Band.POST.address(2)
    lender = Band.POST.address(3)
    assert data["posts"][1]["id"] == "EOC1"
    asked = [
        (fact.sender, fact.receiver)
        for _, fact in tale.all(MessageSent)
        if type(fact.body[0]) is RequestResource
    ]
    assert (DISPATCH_CENTRE, second) in asked
    assert (second, lender) in asked
    assert tale.all(AidApproved)
    assert [item for _, item in tale.sent_by(lender) if type(item) is CommitResource]
    assert lender != LENDER  # rows of posts go by id


def test_warnings_go_to_the_alternate_while_it_leads_and_it_calls_the_townships():
    data = lost_centre(all=True)
    data["warning"] = {"variant": "chain", "scripted": [{"colour": "orange", "at": 6}]}
    tale = Tale(data)
    assert [t for t, item in tale.sent_by(SECOND) if type(item) is WarningOrder]


# --- words pass once ----------------------------------------------------------------------------------------


def test_word_of_a_road_goes_round_among_three_posts_once():
    data = lost_centre(lost=[])
    data["cuts"] = [cut(3, 3600, told_after_s=60)]
    told = [fact for _, fact in Tale(data).all(MessageSent) if type(fact.body[0]) is RoadReport]
    ways = [(fact.sender, fact.receiver) for fact in told]
    assert len(ways) == len(set(ways))
    assert {(DISPATCH_CENTRE, EOC), (EOC, SECOND)} <= set(ways)
    numbers = {item.number for fact in told for item in fact.body if type(item) is Relayed}
    assert len(numbers) == 1


# --- the line -----------------------------------------------------------------------------------------------


def line(redirects=True):
    wire, heard = Wire(2), []
    found = DistrictLine(wire, EOC, SECOND, redirects)
    found.join(7, heard.append)
    return found, wire, heard


def notice(wire, sent_ms, post, *rest):
    wire.deliver(7, SECOND, CommandNotice(post), *rest, sent_ms=sent_ms)


def test_who_was_told_speaks_to_the_alternate_and_the_latest_notice_counts():
    found, wire, _ = line()
    notice(wire, 20, SECOND)
    notice(wire, 10, EOC)
    found.send(7, EOC, (RollCall(),), None)
    found.send(8, EOC, (RollCall(),), None)
    found.send(SECOND, EOC, (RollCall(),), None)
    assert wire.sent == [(7, SECOND), (8, EOC), (SECOND, EOC)]
    assert (found.leads(7), found.leads(8)) == (SECOND, EOC)


def test_a_line_that_does_not_redirect_keeps_only_the_lost_silent():
    found, wire, _ = line(redirects=False)
    notice(wire, 20, SECOND)
    found.send(7, EOC, (RollCall(),), None)
    found.is_lost = lambda: True
    found.send(EOC, 7, (RollCall(),), None)
    assert wire.sent == [(7, EOC)]


def test_a_notice_alone_is_heard_and_before_other_words_it_is_taken_out():
    _, wire, heard = line()
    notice(wire, 1, SECOND)
    notice(wire, 2, SECOND, RollCall())
    wire.deliver(7, SECOND, RollCall(), sent_ms=3)
    assert [letter.body for letter in heard] == [(CommandNotice(SECOND),), (RollCall(),), (RollCall(),)]


def test_the_line_leaves_all_else_to_the_network():
    found, wire, _ = line()
    assert leaves_all_else(found, wire, 7)
