"""Response levels in small districts: decided from the picture, carried by messages, acted on where known."""

import itertools

import pytest
from drills import Tale, call, world
from worlds import NOTE, connected, fails, kind, scenario
from yards import Yard, breaks, team, wired_yard

from sim.live.session import Session
from sim.record.facts import Deploy, HandOver, MessageDelivered, MessageSent, RoadReport, SituationReport
from sim.record.message import Letter
from sim.record.posts import Relayed
from sim.record.repair import CrewReport, DamageReport
from sim.record.response import (
    CommandMoved,
    CommandNotice,
    ConsultationEnded,
    DeskServed,
    DutyBrief,
    LevelDecided,
    LevelKnown,
    LevelOrder,
    MeasureTaken,
    Watchword,
)
from sim.terms.ids import DISPATCH_CENTRE, Band, UnitId, unit_address
from sim.terms.units import HOUR_MS, MINUTE_MS

EOC, NEIGHBOUR, DEPARTMENT = (Band.POST.address(row) for row in (1, 2, 3))
SECOND = NEIGHBOUR  # in a district with a second centre
CARRIES = {"eoc": ("fixed", "cellular"), "team": ("fixed", "cellular"), "neighbour": ("fixed", "cellular")}
YELLOW = ({"colour": "yellow", "at": 1},)
QUICK = {"assemble": 5, "lasts": 10, "interval": 2}
SOCIAL = {"social": kind(priority=5), "fire": kind()}


def post(name, what, node):
    return {"id": name, "name_zh": name, "kind": what, "node": f"N{node:02d}", **NOTE}


def district(calls=(), outages=(), centre=0, more=(), bearers=None, kinds=None, stations=None, **response):
    """Return a line with an operations centre at node 0 that decides on levels, and other posts."""
    data = connected(
        world(calls, stations, kinds=kinds), CARRIES, outages, None, 0, centre, **(bearers or {})
    )
    data["posts"] += [post("NB1", "neighbour", 4), post("PT1", "team", 1), *more]
    warnings = response.pop("warnings", ())
    data["response"] = {"levels": True, **response}
    data["warning"] = warned(warnings)
    return data


def warned(script):
    """Return the section on warnings of which the operations centre alone is told."""
    return {"variant": "centre", "scripted": list(script)}


def decided(tale):
    return [(t, fact.level, fact.reason) for t, fact in tale.all(LevelDecided)]


def knew(tale, address):
    return [(t, fact.level) for t, fact in tale.all(LevelKnown) if fact.address == address]


def taken(tale, measure):
    return [(t, f.address, f.amount) for t, f in tale.all(MeasureTaken) if f.measure == measure]


# --- when a level is decided


@pytest.mark.parametrize("lag_min", [0, 10, 18 * 60])
def test_a_warned_district_has_decided_when_its_lag_has_passed(lag_min):
    tale = Tale(district(warnings=YELLOW, activation=lag_min))
    (at_ms, level, reason), *_ = decided(tale)
    assert (level, reason) == (4, "count")
    assert 0 <= at_ms - HOUR_MS - lag_min * MINUTE_MS <= 10_000  # what the warning takes to be told


def test_without_levels_nothing_is_decided_and_nobody_briefs():
    data = district(warnings=YELLOW)
    tale = Tale({**data, "response": {**data["response"], "levels": False}})
    assert not decided(tale)
    assert not tale.told(DutyBrief)


def test_the_highest_level_that_is_right_when_the_lag_has_passed_is_decided_at_once():
    warnings = ({"colour": "yellow", "at": 1}, {"colour": "red", "at": 1.1})
    assert [level for _, level, _ in decided(Tale(district(warnings=warnings)))] == [2]


def test_whoever_escalates_early_does_so_at_half_of_a_threshold():
    calls = [call(60 * i, 1) for i in range(3)]
    settings = {"thresholds": {"iv": {"calls": 6}}, "stand_down": 1000}
    assert not decided(Tale(district(calls, **settings)))
    early = decided(Tale(district(calls, escalation="early", **settings)))
    assert [(level, reason) for _, level, reason in early] == [(4, "early")]


def test_after_a_consultation_the_level_is_later_by_the_time_of_the_meeting():
    settings = {"warnings": YELLOW, "consultation": QUICK}
    by_count = decided(Tale(district(**settings)))[0][0]
    ((at_ms, level, reason), *_) = decided(Tale(district(escalation="after-consultation", **settings)))
    assert (at_ms - by_count, level, reason) == (15 * MINUTE_MS, 4, "consultation")


def test_where_no_quorum_can_be_raised_the_head_decides_alone_and_late():
    cut = tuple(fails("telecom", f"C{node:02d}", 4000) for node in (1, 4))  # after the warning
    rules = {"consultation": {**QUICK, "patience": 30}, "escalation": "after-consultation"}
    tale = Tale(district((), cut, 4, warnings=YELLOW, **rules))
    (at_ms, _, reason), *_ = decided(tale)
    (_, ended), *_ = tale.all(ConsultationEnded)
    assert reason == "alone"
    assert (ended.held, ended.late_ms, ended.present) == (False, 30 * MINUTE_MS, ())
    assert ended.missing == (DISPATCH_CENTRE, DEPARTMENT)
    assert at_ms - HOUR_MS - 10 * MINUTE_MS == pytest.approx(35 * MINUTE_MS, abs=10_000)


def test_a_level_falls_only_in_a_consultation_once_less_was_right_for_long():
    warnings = (*YELLOW, {"colour": "none", "at": 3})
    tale = Tale(district(warnings=warnings, stand_down=2, consultation=QUICK))
    (_, first, _), (at_ms, last, reason) = decided(tale)
    assert (first, last, reason) == (4, 0, "eased")
    assert at_ms >= 5 * HOUR_MS
    assert at_ms in [t for t, _ in tale.all(ConsultationEnded)]
    assert all(t <= at_ms for t, _ in tale.all(ConsultationEnded))  # and nobody meets after it


def test_a_level_does_not_fall_while_it_is_right_again_now_and_then():
    warnings = tuple(
        {"colour": colour, "at": 1 + hour} for hour in range(23) for colour in [("yellow", "none")[hour % 2]]
    )
    assert len(decided(Tale(district(warnings=warnings, stand_down=3, consultation=QUICK)))) == 1


def test_the_dispatch_centre_briefs_by_telephone_and_in_writing_within_the_clocks():
    tale = Tale(district([call(0, 2)], missing=("fire",), thresholds={"iv": {"missing": 0}}))
    briefs = [(t, item) for t, to, item in tale.told(DutyBrief) if to == EOC][:2]
    (phone_ms, phone), (written_ms, written) = briefs
    assert written_ms - phone_ms == 20 * MINUTE_MS
    assert phone_ms <= 22 * MINUTE_MS
    assert phone == DutyBrief(1, 0, False)
    assert written == DutyBrief(1, 1, True)


def test_missing_people_raise_the_level_only_once_the_centre_has_told():
    tale = Tale(district([call(0, 2)], missing=("fire",), activation=0))
    (at_ms, level, _), *_ = decided(tale)
    heard = min(t for t, to, _, item in tale.arrived(DutyBrief) if to == EOC and item.missing)
    assert (at_ms, level) == (heard, 4)
    assert heard > tale.first(0, "on_scene")


# --- who knows


def test_everybody_acts_at_the_level_from_when_the_order_came_and_no_sooner():
    tale = Tale(district(warnings=YELLOW))
    arrived = {(to, item.level): t for t, to, _, item in tale.arrived(LevelOrder)}
    known = [(t, fact) for t, fact in tale.all(LevelKnown)]
    assert known
    assert all(arrived[fact.address, fact.level] == t for t, fact in known)
    assert {fact.address for _, fact in known} >= {DISPATCH_CENTRE, DEPARTMENT, Band.TOWNSHIP.address(3)}


def test_a_township_that_is_cut_off_knows_only_when_a_courier_has_come():
    tale = Tale(district((), (fails("telecom", "C04"),), warnings=YELLOW))
    (near, _), (far, _) = knew(tale, Band.TOWNSHIP.address(1))[0], knew(tale, Band.TOWNSHIP.address(4))[0]
    assert far - near > 30 * MINUTE_MS


def test_a_township_to_which_nothing_gets_knows_nothing_until_it_is_heard_again():
    """No courier is sent; the order has expired by then, and is given anew."""
    bearers = {"reports": {"begin": 0, "end": 24}, "pace": {"eoc": ["fixed", "cellular"]}, "expiry": 2}
    lost = (fails("telecom", "C04", 0, 15 * 3600),)
    tale = Tale(district((), lost, warnings=YELLOW, bearers=bearers, stand_down=1000))
    times = [t for t, _ in knew(tale, Band.TOWNSHIP.address(4))]
    assert times
    assert min(times) >= 15 * HOUR_MS
    assert len([1 for _, to, _ in tale.told(LevelOrder) if to == Band.TOWNSHIP.address(4)]) > 1


def test_silent_townships_warrant_a_level_once_they_should_have_reported():
    reports = {"reports": {"begin": 0, "end": 24}}
    tale = Tale(district((), (fails("telecom", "C04", 5 * 3600),), bearers=reports))
    (at_ms, level, _), *_ = decided(tale)
    assert level == 4
    assert 5.5 * HOUR_MS < at_ms < 6 * HOUR_MS


def test_neighbours_are_told_from_the_level_on_that_says_so_and_of_the_end():
    warnings = ({"colour": "red", "at": 1}, {"colour": "none", "at": 2})
    settings = {"stand_down": 1, "consultation": QUICK, "warnings": warnings}
    assert [level for _, level in knew(Tale(district(**settings)), NEIGHBOUR)] == [2, 0]
    assert not knew(Tale(district(measures={"tell": {"level": 1}}, **settings)), NEIGHBOUR)


# --- what is done


def test_townships_report_oftener_from_when_they_know_and_only_then():
    tale = Tale(district(warnings=({"colour": "orange", "at": 2},)))
    town = Band.TOWNSHIP.address(2)
    (knew_ms, _), *_ = knew(tale, town)
    times = [t for t, _, item in tale.told(SituationReport) if item.township == 2]
    assert times[:3] == [knew_ms, knew_ms + 30 * MINUTE_MS, knew_ms + 60 * MINUTE_MS]


def test_closer_reports_take_the_place_of_the_usual_ones_and_end_with_the_level():
    warnings = ({"colour": "orange", "at": 2}, {"colour": "none", "at": 4})
    reports = {"reports": {"begin": 0, "end": 24}}
    rules = {"stand_down": 1, "consultation": QUICK}
    tale = Tale(district(warnings=warnings, bearers=reports, **rules))
    (_, up), (down_ms, down) = knew(tale, Band.TOWNSHIP.address(2))[:2]
    late = [t for t, _, item in tale.told(SituationReport) if item.township == 2 and t > down_ms]
    assert (up, down) == (3, 0)
    assert late
    assert all(b - a == HOUR_MS for a, b in itertools.pairwise(late))


def test_a_township_with_a_plan_of_its_own_goes_by_that():
    plans = ({"id": "T02", "measure": "report", "level": 4}, {"id": "T03", "measure": "report", "level": 0})
    for colour, towns in (("yellow", {2}), ("orange", {0, 1, 2, 4})):
        tale = Tale(district(warnings=({"colour": colour, "at": 1},), plans=plans))
        assert {address - Band.TOWNSHIP for _, address, _ in taken(tale, "report")} == towns


def test_crews_off_duty_come_to_the_station_after_their_way_and_go_home_with_the_level():
    warnings = ({"colour": "orange", "at": 1}, {"colour": "none", "at": 3})
    rules = {"stand_down": 1, "consultation": QUICK}
    tale = Tale(district(warnings=warnings, **rules))
    station = Band.STATION.address(0)
    (up_ms, _), (down_ms, _) = knew(tale, station)
    (came_ms, _, came), (left_ms, _, left) = taken(tale, "call_in")
    assert (came_ms, left_ms, left) == (up_ms + HOUR_MS, down_ms, -came)
    assert came > 0


def test_crews_who_are_on_the_way_when_the_level_falls_are_called_off():
    warnings = ({"colour": "orange", "at": 1}, {"colour": "none", "at": 1.5})
    rules = {"stand_down": 0, "consultation": {**QUICK, "interval": 0.1}}
    tale = Tale(district(warnings=warnings, **rules))
    assert decided(tale)[-1][1] == 0
    assert not taken(tale, "call_in")
    assert not taken(tale, "seats")


def test_more_seats_are_manned_and_left_again():
    warnings = ({"colour": "orange", "at": 1}, {"colour": "none", "at": 3})
    calls = [call(2.9 * 3600 + i, 1) for i in range(40)]
    rules = {"stand_down": 1, "consultation": QUICK, "thresholds": {"iv": {"calls": 0, "damages": 0}}}
    rules["thresholds"]["iii"] = {"calls": 0}
    tale = Tale(district(calls, warnings=warnings, **rules))
    assert [amount for _, _, amount in taken(tale, "seats")] == [2, -2]


def test_from_a_level_on_calls_that_are_not_urgent_are_handed_over():
    calls = [call(4 * 3600 + i, 1, "social") for i in range(4)]
    usual = Tale(district(calls, kinds=SOCIAL))
    strict = Tale(district(calls, kinds=SOCIAL, warnings=({"colour": "red", "at": 1},)))
    urgent = Tale(district([call(4 * 3600, 1)], kinds=SOCIAL, warnings=({"colour": "red", "at": 1},)))
    assert not usual.told(HandOver)
    assert not urgent.told(HandOver)
    assert len(strict.told(HandOver)) == 4


# --- the staff


def test_messages_wait_for_the_staff_and_the_level_with_them():
    rules = {"warnings": YELLOW, "activation": 0}
    quick = decided(Tale(district(**rules)))[0][0]
    staff = {"on": True, "desks": 1, "service": 30, "law": "fixed"}
    tale = Tale(district(**rules, staff=staff))
    assert decided(tale)[0][0] - quick == 30 * MINUTE_MS
    assert all(fact.waited_ms >= 0 for _, fact in tale.all(DeskServed))


def test_with_one_officer_the_second_message_waits_for_the_first():
    warnings = ({"colour": "yellow", "at": 1}, {"colour": "orange", "at": 1 + 1 / 60})
    staff = {"on": True, "desks": 1, "service": 10, "law": "fixed"}
    waits = [f.waited_ms for _, f in Tale(district(warnings=warnings, staff=staff)).all(DeskServed)][:2]
    assert waits == [0, 9 * MINUTE_MS]


# --- who leads


def succession(until_s, **rules):
    """Return a district whose centre at node 0 is cut off from the third hour on; an alternate at node 3."""
    lost = (fails("telecom", "C00", 3 * 3600, until_s),)
    alternate = {"succession": {"alternate": "EOC2"}}
    return district((), lost, 1, (post("EOC2", "eoc", 3),), warnings=YELLOW, **alternate, **rules)


def test_command_moves_when_the_centre_was_silent_for_so_long_and_back_when_it_is_heard():
    tale = Tale(succession(8 * 3600, bearers={"reports": {"begin": 0, "end": 24}}))
    (went_ms, went), (back_ms, back) = tale.all(CommandMoved)
    assert (went.sender, went.receiver, back.sender, back.receiver) == (EOC, SECOND, SECOND, EOC)
    assert 3.8 * HOUR_MS <= went_ms <= 4.2 * HOUR_MS
    assert 8 * HOUR_MS <= back_ms <= 8.2 * HOUR_MS


def test_townships_report_to_whoever_leads_as_far_as_they_were_told():
    tale = Tale(succession(8 * 3600, bearers={"reports": {"begin": 0, "end": 24}}))
    town = Band.TOWNSHIP.address(3)
    told = {to: t for t, to, _, item in tale.arrived(CommandNotice) if item.post == SECOND}
    to = [(t, to) for t, to, item in tale.told(SituationReport) if item.township == 3]
    assert {each for t, each in to if t < told[town]} == {EOC}
    assert SECOND in {each for t, each in to if t > told[town]}


def test_what_one_post_is_told_of_a_road_reaches_every_other_and_does_not_go_round():
    data = district((), (), 1, (post("EOC2", "eoc", 3),), succession={"alternate": "EOC2"})
    data["cuts"] = [{"road": "R02", "at": 1, "until": 9, "told_after": 1}]
    tale = Tale(data)
    told = [(receiver, item.closed) for _, receiver, item in tale.told(RoadReport)]
    assert set(told) == {(to, shut) for to in (DISPATCH_CENTRE, EOC, SECOND) for shut in (True, False)}
    assert max(told.count(each) for each in told) <= 2  # by whoever told it first, and by the third of them


def test_each_road_of_a_message_is_passed_on_under_its_number_and_none_twice():
    data = district((), (), 1, (post("EOC2", "eoc", 3),), succession={"alternate": "EOC2"})
    session = Session(scenario(data))
    session.advance(HOUR_MS)
    centre, unit = session.world.centre, unit_address(UnitId(0))
    for link in (1, 2, 1):
        told = (RoadReport(link, True), Relayed(5))
        centre.pass_on_roads(Letter(EOC, session.now_ms, 0, told), [unit])
    session.log.flush()
    sent = [fact for _, _, _, fact in session.log.entries() if type(fact) is MessageSent]
    on = [fact.body for fact in sent if fact.receiver == unit and type(fact.body[0]) is RoadReport]
    assert on == [(RoadReport(link, True), Relayed(5)) for link in (1, 2)]


def test_the_alternate_decides_from_what_has_reached_it_and_the_centre_follows_when_it_is_back():
    lost = (fails("telecom", "C00", 3 * 3600, 12 * 3600),)
    calls = [call(6 * 3600 + i, 2) for i in range(12)]
    rules = {"succession": {"alternate": "EOC2"}, "thresholds": {"iii": {"calls": 2}}}
    tale = Tale(district(calls, lost, 1, (post("EOC2", "eoc", 3),), warnings=YELLOW, **rules))
    (at_ms, level), *_ = [(t, f.level) for t, f in tale.all(LevelDecided) if f.post == SECOND]
    assert level == 3
    assert 6 * HOUR_MS < at_ms < 7 * HOUR_MS
    assert [(level, t >= 12 * HOUR_MS) for t, level in knew(tale, EOC)] == [(3, True)]


def test_nobody_takes_command_from_a_centre_that_is_heard():
    tale = Tale(succession(3 * 3600 + 1))
    assert not tale.all(CommandMoved)
    assert len(tale.arrived(Watchword)) > 100


def test_every_order_of_a_level_is_a_message_that_was_sent_and_delivered():
    tale = Tale(succession(8 * 3600))
    sent = {seq for seq, _, _, fact in tale.entries if isinstance(fact, MessageSent)}
    causes = [cause for _, _, cause, fact in tale.entries if isinstance(fact, LevelKnown)]
    by_seq = {seq: fact for seq, _, _, fact in tale.entries}
    assert causes
    assert all(isinstance(by_seq[cause], MessageDelivered) for cause in causes)
    assert all(by_seq[cause].message in sent for cause in causes)


# --- teams

EOC_OF_YARD, SECOND_OF_YARD = (Band.POST.address(row) for row in (1, 2))


def yard_with_levels(colour):
    """Return a yard whose damage comes at the fifth hour; its team needs an hour to muster."""
    rules, script = {"levels": True, "activation": 0}, warned([{"colour": colour, "at": 1}])
    return Yard(wired_yard([team(ready_min=60)], [breaks(2, 5)], response=rules, warning=script)).finish()


def musters_h(yard):
    life = yard.life()
    out = next(i for i, (_, status) in enumerate(life) if status == "mustering")
    return life[out + 1][0] - life[out][0]


def test_a_team_that_has_mustered_at_its_level_leaves_at_once():
    assert musters_h(yard_with_levels("yellow")) == pytest.approx(1)
    assert musters_h(yard_with_levels("orange")) == 0


def test_a_team_that_is_still_mustering_needs_only_the_rest():
    rules, script = {"levels": True, "activation": 0}, warned([{"colour": "orange", "at": 4.9}])
    yard = Yard(wired_yard([team(ready_min=60)], [breaks(2, 5)], response=rules, warning=script)).finish()
    assert 0 < musters_h(yard) < 1


def test_teams_are_as_ready_as_usual_again_when_the_level_has_fallen():
    warnings = ({"colour": "orange", "at": 1}, {"colour": "none", "at": 2})
    rules = {"levels": True, "activation": 0, "stand_down": 1}
    rules |= {"consultation": {**QUICK, "interval": 0.5}}
    rules |= {"thresholds": {"iv": {"damages": 0}}}
    script = warned(warnings)
    yard = Yard(wired_yard([team(ready_min=60)], [breaks(2, 8)], response=rules, warning=script)).finish()
    assert musters_h(yard) == pytest.approx(1)


def test_a_silent_township_gets_a_team_sooner_at_a_level():
    sent = []
    for colour in ("yellow", "orange"):
        data = connected(
            world([]),
            {**CARRIES, "comms_team": ("cellular",)},
            (fails("telecom", "C04", 4.2 * 3600),),
            {"A": ("scout", 0)},
            0,
            reports={"begin": 0, "end": 24},
        )
        warnings = ({"colour": colour, "at": 1},)
        measures = {"scout": {"silence": 45}}
        rules = {"levels": True, "activation": 0, "stand_down": 1000}
        rules |= {"thresholds": {"iii": {"silent": 0}}, "measures": measures}
        tale = Tale({**data, "response": rules, "warning": warned(warnings)})
        sent.append(min(t for t, _, item in tale.told(Deploy) if item.township == 4))
    assert sent[1] < sent[0]


def test_when_the_level_has_fallen_a_silent_township_waits_as_usual():
    data = connected(
        world([]),
        {**CARRIES, "comms_team": ("cellular",)},
        (fails("telecom", "C04", 8 * 3600),),
        {"A": ("scout", 0)},
        0,
        reports={"begin": 0, "end": 24},
    )
    warnings = ({"colour": "orange", "at": 1}, {"colour": "none", "at": 2})
    rules = {"levels": True, "activation": 0, "stand_down": 1, "consultation": QUICK}
    calm, usual = Tale({**data, "response": rules, "warning": warned(warnings)}), Tale(data)
    first = [min(t for t, _, item in tale.told(Deploy) if item.township == 4) for tale in (calm, usual)]
    assert first[0] == first[1]


def test_teams_and_departments_report_to_whoever_leads():
    rules = {"levels": True, "succession": {"alternate": "EOC2"}}
    data = wired_yard(
        [team(node=3)],
        [breaks(2, 6), breaks(1, 1)],
        response=rules,
        outages=(fails("telecom", "C00", 3 * 3600),),
    )
    data["posts"].append(post("EOC2", "eoc", 4))
    yard = Yard(data).finish()
    seconds = [hour for hour, to, _ in yard.told(CrewReport) if to != EOC_OF_YARD]
    assert seconds
    assert min(seconds) > 3.8
    told = [hour for hour, to, item in yard.told(DamageReport) if (to, item.damage) == (SECOND_OF_YARD, 0)]
    assert told
    assert min(told) < 3
