"""Control measures: ordered by who knows enough, in force where the order arrived, and nowhere else."""

from collections import Counter

import pytest
from rigs import outage, wired
from test_going_home import ANSWER, steps
from test_warning_chain import PEOPLE, ROOM, TERMINALS, ends, lived, only
from worlds import NOTE, kind, scenario

from sim.record.control import CallAverted, ControlOrder, ControlReport, ControlTaken, GroupOrdered
from sim.record.facts import IncidentBegan, MessageDelivered, MessageSent
from sim.record.people import GroupTold, PeopleMoved, WarningAck
from sim.terms.ids import Band
from sim.terms.units import HOUR_MS, MINUTE_MS

EOC = Band.POST.address(1)
TOWN, VILLAGE = Band.TOWNSHIP.address(0), Band.VILLAGE.address(0)
MINE, SCHOOL = Band.KEY_UNIT.address(0), Band.KEY_UNIT.address(1)
HERE = {"node": "N00", "township": "T00", **NOTE}
UNITS = [
    {"id": "A-MINE", "name_zh": "矿", "kind": "mine", "day": 50, **HERE},
    {"id": "B-SCHOOL", "name_zh": "学校", "kind": "school", "day": 400, "night": 40, **HERE},
]
HOLDS = [
    {"id": f"key_unit-{means}", "holder": "key_unit", "bearer": means, "battery_h": 6, **NOTE}
    for means in ("fixed", "cellular")
]


def order(measure="evacuate", colour="orange", **changes):
    return {"id": measure, "measure": measure, "colour": colour, **changes}


def ruled(*orders, **changes):
    """Return the line of villages with standing orders; people leave by warning only from red on."""
    return scenario(ruled_data(*orders, **changes))


def ruled_data(*orders, times=((1, "yellow"), (2, "orange"), (10, "none")), shelters=ROOM, **changes):
    """Return the same as plain data."""
    warning = {"variant": "chain", "leave_from": "red", "scripted": steps(*times), **ANSWER}
    data = wired(
        horizon=1,
        warning={**warning, **changes.pop("warning", {})},
        people={**PEOPLE, **changes.pop("people", {})},
        shelters=shelters,
        key_units=UNITS,
        control={"on": True, "orders": list(orders), **changes.pop("control", {})},
        **changes,
    )
    data["terminals"] = [*data["terminals"], *TERMINALS, *HOLDS]
    if "demand" not in changes:
        data["demand"] = {**data["demand"], "scale": 0}
    return data


def sent(happened, kind_of):
    return [(t, f) for t, f in only(happened, MessageSent) if type(f.body[0]) is kind_of]


@pytest.fixture(scope="module")
def ordered():
    return lived(ruled(order()))


def test_an_order_goes_from_the_district_by_the_township_to_villages_and_key_units(ordered):
    ways = {(f.sender, f.receiver) for _, f in sent(ordered, ControlOrder) if f.body[0].on}
    assert ways == {(EOC, TOWN), (TOWN, VILLAGE), (TOWN, SCHOOL), (TOWN, MINE)}
    first = min(t for t, _ in sent(ordered, ControlOrder))
    assert 2 * HOUR_MS <= first < 2.1 * HOUR_MS, "it follows the orange warning, not the yellow one"


def test_who_has_an_order_says_so_and_says_again_when_it_is_carried_out(ordered):
    known = {}
    numbers = {f.message for _, f in only(ordered, MessageDelivered)}
    for _, f in sent(ordered, ControlReport):
        assert f.receiver in (TOWN, EOC)
        if f.receiver == EOC and f.body[0].on:
            known.setdefault(f.body[0].address, []).append(f.body[0].done)
    assert known == {address: [False, True] for address in (VILLAGE, SCHOOL, MINE)}
    assert numbers


def test_a_measure_takes_effect_after_its_delay(ordered):
    taken = {f.address: t for t, f in only(ordered, ControlTaken) if f.on}
    given = {f.receiver: t for t, f in sent(ordered, ControlOrder) if f.body[0].on}
    for address in (VILLAGE, SCHOOL, MINE):
        assert 20 * MINUTE_MS <= taken[address] - given[address] < 22 * MINUTE_MS


def test_people_leave_by_order_and_go_home_when_it_ends(ordered):
    moved = Counter(f.now for _, f in only(ordered, PeopleMoved))
    assert moved["sheltered"] > 0
    assert ends(ordered)["sheltered"] == 0
    assert ends(ordered)["returned"] > 0
    assert {f.on for _, f in only(ordered, GroupOrdered)} == {True, False}


def test_an_order_moves_more_people_than_the_warning_alone_on_the_same_luck():
    times = ((2, "red"),)
    gone = [ends(lived(ruled(*orders, times=times)))["sheltered"] for orders in ((), (order(colour="red"),))]
    assert gone[0] < gone[1]


def test_with_everybody_willing_all_leave_and_with_nobody_none_does():
    for share, left in ((0, 0), (1, 100)):
        control = {"evacuate": share, "evacuate_phone": share}
        happened = lived(ruled(order(), times=((2, "orange"),), control=control))
        assert ends(happened).get("sheltered", 0) == left


def test_no_measure_takes_effect_where_its_order_never_arrived():
    dark = [outage("mains", "T00", 0), outage("telecom", "C00", 0)]
    plan = {party: ["cellular"] for party in ("eoc", "township", "village", "key_unit")}
    cut = lived(ruled(order(), bearers={"outages": dark, "pace": plan}))
    assert not only(cut, ControlTaken)
    assert not only(cut, GroupOrdered)


def test_forbidding_keeps_people_away_after_the_warning_is_lifted_until_the_order_ends():
    orders = [order("forbid", "yellow")]
    times = ((1, "red"), (8, "yellow"), (14, "none"))
    happened = lived(ruled(*orders, times=times, people={"heeds_door": 1, "heeds_phone": 1}))
    assert min(t for t, f in only(happened, PeopleMoved) if f.now == "returning") >= 14 * HOUR_MS
    assert ends(happened) == {"returned": 100}


def test_who_never_left_by_forbidding_stays_where_they_are():
    happened = lived(ruled(order("forbid", "yellow"), times=((1, "yellow"), (5, "none"))))
    assert not [f for _, f in only(happened, PeopleMoved) if f.now in ("preparing", "moving", "returning")]


def test_an_order_for_a_sector_reaches_its_key_units_alone():
    happened = lived(ruled(order("stop", sector="school")))
    assert {f.receiver for _, f in sent(happened, ControlOrder)} == {TOWN, SCHOOL}
    assert {f.address for _, f in only(happened, ControlTaken)} == {SCHOOL}
    reports = [f.body[0] for _, f in sent(happened, ControlReport) if f.sender == SCHOOL]
    people = [report.people for report in reports if report.on]
    assert people[:2] == [40, 8], "by night"


def test_by_day_a_unit_counts_the_people_of_the_day():
    happened = lived(ruled(order("disperse", sector="school"), times=((9, "orange"),)))
    people = [f.body[0].people for _, f in sent(happened, ControlReport) if f.sender == SCHOOL]
    assert people == [400, 120]


def test_a_township_gives_its_own_orders_for_itself_once_it_has_the_warning():
    happened = lived(ruled(order(by="township")))
    ways = {(f.sender, f.receiver) for _, f in sent(happened, ControlOrder)}
    assert ways == {(TOWN, VILLAGE), (TOWN, SCHOOL), (TOWN, MINE)}
    acks = [t for t, f in sent(happened, WarningAck) if f.sender == TOWN and f.body[0].warning == 1]
    assert min(t for t, _ in sent(happened, ControlOrder)) >= min(acks)


def test_an_order_for_other_townships_is_not_given_here():
    assert not sent(lived(ruled(order(townships=["T03"]))), ControlOrder)


@pytest.mark.parametrize("by", ["district", "township"])
def test_a_level_brings_an_order_about_where_whoever_gives_it_was_told_of_the_level(by):
    response = {"levels": True, "activation": 0, "stand_down": 1000}
    orders = [order("stop", "none", level=4, by=by, townships=["T02"])]
    happened = lived(ruled(*orders, response=response))
    taken = {f.address for _, f in only(happened, ControlTaken)}
    assert taken == {Band.VILLAGE.address(2)}
    assert not only(lived(ruled(*orders)), ControlTaken), "without levels nobody is at one"


def test_what_is_ordered_and_called_off_at_once_never_takes_effect():
    happened = lived(ruled(order(), times=((2, "orange"), (2.2, "none"))))
    assert sent(happened, ControlOrder)
    assert not [f for _, f in only(happened, ControlTaken) if f.on]


def test_key_units_are_called_like_villages_and_confirm(ordered):
    acks = {f.body[0].address for _, f in sent(ordered, WarningAck) if f.receiver == EOC}
    assert {SCHOOL, MINE, VILLAGE, TOWN} <= acks
    assert not [f for _, f in only(ordered, GroupTold) if f.source >= Band.KEY_UNIT]


def test_who_is_on_the_way_with_an_order_that_is_over_tells_nobody_of_it():
    slow = {"door": 120, "callers": 1}
    happened = lived(ruled(order(), times=((2, "orange"), (4.5, "none")), warning=slow))
    ended = min(t for t, f in only(happened, ControlTaken) if f.address == VILLAGE and not f.on)
    told = [t for t, f in only(happened, GroupOrdered) if f.on]
    assert told
    assert max(told) <= ended


# --- what does not happen


BUSY = {"kinds": {"fire": kind(per_1000=1000.0), "social": kind(per_1000=30.0)}, "scale": 2}


@pytest.fixture(scope="module")
def spared():
    orders = [order("stop", kinds=["fire"], colour="blue")]
    times = ((0.1, "blue"),)
    control = {"stop": 0.5}
    with_it = lived(ruled(*orders, times=times, control=control, demand=BUSY))
    without = lived(ruled(times=times, demand=BUSY))
    return with_it, without


def test_measures_keep_calls_of_their_kinds_from_happening_and_no_other_changes(spared):
    with_it, without = ([(t, f.kind, f.place) for t, f in only(run, IncidentBegan)] for run in spared)
    averted = [(t, f.kind, f.place) for t, f in only(spared[0], CallAverted)]
    assert sorted([*with_it, *averted]) == sorted(without)
    assert {k for _, k, _ in averted} == {0}
    assert {place for _, _, place in averted} == {0}


def test_the_share_averted_is_about_the_share_that_complies(spared):
    taken = next(t for t, f in only(spared[0], ControlTaken) if f.address == VILLAGE)
    there = [t for t, f in only(spared[1], IncidentBegan) if f.place == 0 and f.kind == 0 and t > taken]
    assert len(there) > 40
    assert len(only(spared[0], CallAverted)) / len(there) == pytest.approx(0.5, abs=0.15)


def test_a_school_takes_longer_to_close_than_others_to_stop():
    rules = {"schools": {"on": True, "home": 90}}
    times = ((1, "orange"), (12, "none"))
    happened = lived(ruled(order("stop", sector=""), times=times, control=rules))
    taken = {f.address: t for t, f in only(happened, ControlTaken) if f.on}
    assert taken[SCHOOL] - taken[MINE] == 70 * MINUTE_MS
    left = [f.body[0] for _, f in sent(happened, ControlReport) if f.sender == SCHOOL]
    assert [item.people for item in left if item.done and item.on] == [8], "a fifth of those of the night"
