"""Who is hurt is fetched by whom, brought where, treated when: on a line of five villages."""

import math
from collections import Counter

import pytest
from drills import cut, slide
from mains_bench import load, tables
from relief_worlds import SURE, Lived, data, hurt
from rigs import outage
from worlds import kind

from sim.metric.fold import fold
from sim.record.casualties import (
    AmbulanceMoved,
    BedReport,
    CasualtyBegan,
    CasualtyChanged,
    CasualtyReport,
    Fetch,
    HospitalChanged,
    TurnedAway,
)
from sim.record.facts import MessageDelivered, MessageSent
from sim.terms.ids import DISPATCH_CENTRE, Band
from sim.terms.units import DAY_MS, HOUR_MS, MINUTE_MS

LIGHT_LINK_MS = round(10 / 55 * HOUR_MS)
"""10 km of trunk road at 55 km/h, by day; the worlds begin at midnight, where it takes longer."""


def states(lived, casualty):
    """Return the states of a casualty after they were hurt: (time, state)."""
    return [(t, fact.state) for t, fact in lived.all(CasualtyChanged) if fact.casualty == casualty]


def sent(lived, what):
    return [(t, fact, item) for t, fact in lived.all(MessageSent) for item in fact.body if type(item) is what]


def ends(lived):
    return Counter(story.state for story in fold(lived.log).casualties.stories)


@pytest.fixture(scope="module")
def one():
    return Lived(data(casualties={**SURE, "scripted": [hurt(1, 1, 1)]}))


def test_an_ambulance_fetches_and_a_hospital_treats(one):
    assert [state for _, state in states(one, 0)] == ["carried", "queued", "treated"]
    statuses = [fact.status for _, fact in one.all(AmbulanceMoved)]
    assert statuses == ["ready", "en_route", "loading", "transporting", "at_hospital", "ready"]


def test_the_order_follows_from_word_of_the_casualty_and_names_a_hospital(one):
    (told, message, report), *_ = sent(one, CasualtyReport)
    assert (message.receiver, report.red, report.yellow) == (DISPATCH_CENTRE, 1, 0)
    (ordered, _, order), *rest = sent(one, Fetch)
    assert not rest
    assert told <= ordered
    assert (order.call, order.hospital) == (report.call, 0)


def test_handing_over_takes_a_quarter_of_an_hour_then_the_ambulance_stands_by(one):
    times = {fact.status: t for t, fact in one.all(AmbulanceMoved)}
    assert times["ready"] - times["at_hospital"] == 15 * MINUTE_MS
    assert times["transporting"] - times["loading"] == 10 * MINUTE_MS


def test_without_the_switch_nothing_of_it_happens_and_the_world_is_as_before():
    quiet = Lived(data(casualties=None))
    kinds = {type(fact) for *_, fact in quiet.entries}
    assert not kinds & {CasualtyBegan, HospitalChanged, AmbulanceMoved}
    other = data(casualties=None)
    other["casualties"] = {"model": False, "scripted": [hurt(1, 1, 9)], "red": 0.5}
    assert [row[1:] for row in Lived(other).entries] == [row[1:] for row in quiet.entries]


def test_a_red_casualty_whom_nobody_reaches_dies_after_as_long_as_was_drawn():
    lonely = Lived(data(ambulances=0, casualties={**SURE, "scripted": [hurt(1, 2, 1)], "own_after": 9999}))
    assert states(lonely, 0) == [(4 * HOUR_MS, "dead")]
    summary = fold(lonely.log).casualties.summary()["casualties"]
    assert summary["died"]["not_fetched"] == summary["died_waiting"] == 1


def test_a_yellow_casualty_turns_red_before_they_die():
    rules = {**SURE, "red": 0, "yellow": 1, "scripted": [hurt(1, 2, 1)], "own_after": 9999}
    lonely = Lived(data(ambulances=0, casualties=rules))
    changes = [(t, fact.triage, fact.state) for t, fact in lonely.all(CasualtyChanged)]
    assert changes == [(9 * HOUR_MS, "red", "waiting"), (12 * HOUR_MS, "black", "dead")]


def test_casualties_worsen_more_slowly_in_an_ambulance_and_no_more_once_treated():
    rules = {**SURE, "red_lives": 0.5, "aboard": 0.01, "scripted": [hurt(1, 0, 1)], "load": 60}
    assert ends(Lived(data(casualties=rules)))["treated"] == 1
    assert ends(Lived(data(casualties={**rules, "aboard": 1})))["dead"] == 1


def test_black_casualties_are_dead_at_once_and_never_fetched():
    rules = {**SURE, "red": 0, "black": 1, "scripted": [hurt(1, 1, 3)]}
    lived = Lived(data(casualties=rules))
    assert ends(lived) == {"dead": 3}
    assert not sent(lived, CasualtyReport)


def test_the_slightly_hurt_are_taken_by_others_and_go_home_after_treatment():
    rules = {**SURE, "red": 0, "green": 1, "scripted": [hurt(1, 1, 3)]}
    lived = Lived(data(casualties=rules))
    assert ends(lived) == {"discharged": 3}
    by = Counter(story.by for story in fold(lived.log).casualties.stories)
    assert set(by) <= {"vehicle", "foot"}
    assert by["vehicle"] >= 2
    assert not sent(lived, Fetch)


def test_beyond_a_slide_casualties_are_carried_on_foot():
    rules = {**SURE, "red": 0, "green": 1, "scripted": [hurt(1, 1, 1)], "carry_limit": 12}
    lived = Lived(data(ambulances=0, casualties=rules, cuts=[slide(1, 0)]))
    means = [fact.by for _, fact in lived.all(CasualtyChanged) if fact.state == "carried"]
    assert means == ["vehicle", "foot"]
    assert ends(lived) == {"discharged": 1}


def test_a_stretcher_is_slower_than_somebody_who_walks():
    def came(**triage):
        rules = {**SURE, **triage, "red_lives": 200, "scripted": [hurt(1, 2, 1)], "carry_limit": 24}
        rules |= {"own_after": 15, "green_after": 15, "village_vehicles": 0}
        (t,) = (t for t, s in states(Lived(data(ambulances=0, casualties=rules)), 0) if s == "queued")
        return t - HOUR_MS - 15 * MINUTE_MS

    walks = came(red=0, green=1)
    assert math.isclose(came(), 2 * walks, rel_tol=0.01)


def test_where_no_way_is_known_they_wait_and_look_again_once_it_opens():
    rules = {**SURE, "red": 0, "green": 1, "scripted": [hurt(1, 1, 1)]}
    lived = Lived(data(ambulances=0, casualties=rules, cuts=[cut(1, 0, 20 * 3600)]))
    way = states(lived, 0)
    assert [state for _, state in way][:2] == ["carried", "waiting"]
    treated = next(t for t, state in way if state == "treated")
    assert 20 * HOUR_MS < treated < 26 * HOUR_MS


def test_a_full_hospital_turns_away_and_the_ambulance_goes_on_to_the_next():
    rules = {**SURE, "divert": "nearest", "scripted": [hurt(1, 1, 3)], "own_after": 9999, "occupied": 0.5}
    lived = Lived(data(ambulances=3, hospitals=((2, 4), (4, 40)), casualties={**rules, "surge": 0}))
    assert [fact.hospital for _, fact in lived.all(TurnedAway)] == [0]
    stories = fold(lived.log).casualties.stories
    assert sorted(story.hospital for story in stories) == [0, 0, 1]
    rows = fold(lived.log).casualties.hospital_rows()
    assert [(row.beds, row.came, row.turned_full) for row in rows] == [(2, 2, 1), (20, 1, 0)]


def test_who_asks_for_beds_is_turned_away_less_and_who_hears_none_as_often():
    rules = {**SURE, "occupied": 0.5, "surge": 0, "own_after": 9999}
    rules["scripted"] = [hurt(1, 1, 2), hurt(4, 1, 2)]
    hospitals = ((2, 4), (4, 40))

    def away(**changes):
        return len(Lived(data(2, hospitals, {**rules, **changes})).all(TurnedAway))

    assert away() == 0
    assert away(divert="nearest") == 2


def test_where_no_hospital_has_a_bed_they_wait_at_the_door_until_beds_are_added():
    rules = {**SURE, "occupied": 1, "surge": 0.1, "surge_after": 2, "scripted": [hurt(1, 2, 1)]}
    lived = Lived(data(hospitals=((3, 20),), casualties=rules))
    way = states(lived, 0)
    assert [state for _, state in way] == ["carried", "waiting", "queued", "treated"]
    away = lived.all(TurnedAway)[0][0]
    assert way[2][0] == away + 2 * HOUR_MS


def test_who_comes_on_their_own_waits_at_the_last_door_too():
    rules = {**SURE, "occupied": 1, "surge": 0.1, "scripted": [hurt(1, 2, 1)], "own_after": 1}
    lived = Lived(data(ambulances=0, hospitals=((3, 20),), casualties=rules))
    assert [state for _, state in states(lived, 0)] == ["carried", "waiting", "queued", "treated"]


def test_a_dark_hospital_gives_what_runs_on_hand_and_says_so():
    grid = tables([load("L3", "hospital", "SS2", "H03", ups_h=0.25, generator_h=1)])
    rules = {**SURE, "occupied": 0.5, "on_hand": 0.3, "scripted": [hurt(4, 1, 1)]}
    world = data(hospitals=((3, 40), (4, 40)), casualties=rules, **grid)
    world["bearers"] = {"outages": [outage("power_node", "SS2", 1, 10)]}
    lived = Lived(world)
    changes = [(t, fact.beds, fact.powered) for t, fact in lived.all(HospitalChanged) if fact.hospital == 0]
    assert [(beds, powered) for _, beds, powered in changes] == [(20, True), (0, False), (20, True)]
    assert changes[1][0] > 2 * HOUR_MS
    told = [item.powered for _, _, item in sent(lived, BedReport) if item.hospital == 0]
    assert False in told
    assert fold(lived.log).casualties.stories[0].hospital == 1
    assert math.isclose(
        fold(lived.log).casualties.hospital_rows()[0].dark_h, (changes[2][0] - changes[1][0]) / HOUR_MS
    )


def test_more_generator_fuel_never_means_longer_without_power():
    def dark_h(fuel):
        grid = tables([load("L3", "hospital", "SS2", "H03", ups_h=0.25, generator_h=fuel)])
        world = data(casualties={**SURE}, **grid)
        world["bearers"] = {"outages": [outage("power_node", "SS2", 1, 20)]}
        return fold(Lived(world).log).casualties.hospital_rows()[0].dark_h

    assert dark_h(0) > dark_h(6) > dark_h(24) == 0


def test_beds_are_free_again_after_the_stay():
    rules = {**SURE, "stay_red": 0.5, "treat_red": 60, "scripted": [hurt(1, 2, 1)]}
    lived = Lived(data(casualties=rules))
    way = {state: t for t, state in states(lived, 0)}
    assert way["discharged"] == way["treated"] + HOUR_MS + DAY_MS // 2


def test_a_stranded_ambulance_gives_up_and_says_so():
    rules = {**SURE, "scripted": [hurt(1, 2, 1)], "own_after": 9999}
    lived = Lived(data(casualties=rules, cuts=[cut(0, 0.0)]))
    statuses = [fact.status for _, fact in lived.all(AmbulanceMoved)]
    assert statuses[:4] == ["ready", "en_route", "stranded", "ready"]
    assert ends(lived) == {"dead": 1}


def test_an_ambulance_that_saw_a_road_closed_goes_when_the_desk_has_been_told_that_it_is_open():
    rules = {**SURE, "red_lives": 200, "scripted": [hurt(1, 2, 1)], "own_after": 9999}
    lived = Lived(data(casualties=rules, cuts=[cut(0, 3590, 3 * 3600, 1200)]))
    statuses = [fact.status for _, fact in lived.all(AmbulanceMoved)]
    assert statuses[:4] == ["ready", "en_route", "stranded", "ready"]
    assert statuses[4:7] == ["en_route", "loading", "transporting"]
    assert ends(lived) == {"treated": 1}


def test_people_hurt_at_incidents_are_the_same_whatever_the_beds():
    kinds = {"fire": kind(per_1000=100)}

    def began(**changes):
        rules = {
            "per_incident": {
                "fire": 1.5
                and {"value": 1.5, "unit": "1", "low": 0, "high": 9, "label": "user", "source": "x"}
            }
        }
        world = data(casualties={**rules, **changes})
        world["demand"] = {"kinds": kinds}
        return [fact for _, fact in Lived(world).all(CasualtyBegan)]

    first = began()
    assert len(first) > 5
    assert first == began(divert="nearest", occupied=0.2, bed_reports=5)


def test_bed_reports_come_from_hospitals_and_reach_the_desk(one):
    delivered = {fact.message for _, fact in one.all(MessageDelivered)}
    reports = [fact for _, fact, _ in sent(one, BedReport) if fact.sender >= Band.HOSPITAL]
    assert all(fact.receiver == DISPATCH_CENTRE for fact in reports)
    numbers = [
        seq
        for seq, _, _, fact in one.entries
        if type(fact) is MessageSent and type(fact.body[0]) is BedReport
    ]
    assert set(numbers) <= delivered
    assert len(numbers) == 48
