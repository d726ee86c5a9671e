"""Hospitals that are dark or full have casualties brought to others that said they have beds and power."""

import pytest
from drills import cut
from mains_bench import load, tables
from relief_worlds import SURE, Lived, data, hurt
from rigs import outage
from worlds import scenario as made

from sim.metric.fold import fold
from sim.metric.laws.casualties import CasualtyLaws
from sim.record.casualties import (
    BedReport,
    CasualtyBegan,
    CasualtyChanged,
    CasualtyMovedOn,
    CasualtyReport,
    Fetch,
    HospitalChanged,
    TurnedAway,
)
from sim.record.facts import MessageSent
from sim.report.relief.section import moved_on_told
from sim.terms.errors import InvariantBroken
from sim.terms.relief import hospital_of, transfer_number
from sim.terms.units import HOUR_MS

GRID = tables([load("L3", "hospital", "SS2", "H03", ups_h=0.25, generator_h=1)])
RULES = {**SURE, "occupied": 0.5, "transfers": True, "own_after": 9999, "treat_red": 60}


def dark(people=2, second=4, begins=4.0, ends=30.0, **changes):
    """Return a district whose hospital at node 3 is dark from 1.25 h after the mains fail on.

    Two are hurt in the first hour and treated there; the other hospital is at another node.
    """
    hospitals = ((3, 40),) if second is None else ((3, 40), (second, 40))
    rules = {**RULES, "scripted": [hurt(0.5, 2, people)], **changes.pop("casualties", {})}
    world = data(changes.pop("ambulances", 2), hospitals, rules, **{**GRID, **changes})
    world["bearers"] = {"outages": [outage("power_node", "SS2", begins, ends)]}
    return world


def way(lived, casualty):
    """Return the states of a casualty after they were hurt: (time, state, hospital)."""
    changed = lived.all(CasualtyChanged)
    return [(t, fact.state, fact.hospital) for t, fact in changed if fact.casualty == casualty]


def asked(lived):
    """Return what hospitals asked for: (time, red, yellow)."""
    items = [(t, fact.body[0]) for t, fact in lived.all(MessageSent) if type(fact.body[0]) is CasualtyReport]
    return [(t, item.red, item.yellow) for t, item in items if hospital_of(item.call) is not None]


@pytest.fixture(scope="module")
def moved():
    return Lived(dark())


def test_who_lies_in_a_dark_hospital_is_brought_to_one_with_power(moved):
    for casualty in (0, 1):
        states = [(state, hospital) for _, state, hospital in way(moved, casualty)]
        assert states[:3] == [("carried", None), ("queued", 0), ("treated", 0)]
        assert states[3:5] == [("carried", None), ("treated", 1)]
    gone = [t for t, _ in moved.all(CasualtyMovedOn)]
    dark_ms = next(t for t, fact in moved.all(HospitalChanged) if not fact.powered)
    assert len(gone) == 2
    assert all(t > dark_ms for t in gone)


def test_the_desk_orders_it_after_the_hospital_asked_and_the_other_said_it_has_beds(moved):
    (first_ms, red, yellow), *_ = asked(moved)
    orders = [(t, fact.body[0]) for t, fact in moved.all(MessageSent) if type(fact.body[0]) is Fetch]
    transfers = [(t, order) for t, order in orders if hospital_of(order.call) == 0]
    assert (red, yellow) == (2, 0)
    assert len(transfers) == 2
    assert all(t >= first_ms and order.hospital == 1 for t, order in transfers)
    told = [t for t, fact in moved.all(MessageSent) if type(fact.body[0]) is BedReport]
    assert min(told) < transfers[0][0]


def test_who_was_treated_grows_no_worse_on_the_way_and_goes_home_when_they_would_have():
    rules = {"red_lives": 2.6, "stay_red": 0.5, "aboard": 1}
    lived = Lived(dark(casualties=rules))
    for casualty in (0, 1):
        states = way(lived, casualty)
        treated_ms = next(t for t, state, _ in states if state == "treated")
        assert states[-1] == (treated_ms + 13 * HOUR_MS, "discharged", 1)


def test_figures_count_who_was_moved_and_who_was_taken_in(moved):
    found = fold(moved.log).casualties
    told = found.summary()["casualties"]
    assert (told["moved_on"], told["settled"]) == (2, 2)
    assert [row.moved_on for row in found.rows()] == [1, 1]
    wards = found.hospital_rows()
    assert [(row.came, row.sent_on, row.most) for row in wards] == [(2, 2, 2), (2, 0, 2)]
    words = moved_on_told(told)
    assert "2 人由断电或满员医院转出" in words.zh


def test_nobody_is_moved_unless_a_scenario_asks_for_it():
    lived = Lived(dark(casualties={"transfers": False}))
    assert not lived.all(CasualtyMovedOn)
    assert not asked(lived)
    assert moved_on_told(fold(lived.log).casualties.summary()["casualties"]) is None


def test_nobody_is_moved_where_no_other_hospital_said_it_has_a_bed():
    alone = Lived(dark(second=None))
    assert asked(alone)
    assert not alone.all(CasualtyMovedOn)
    full = Lived(dark(casualties={"occupied": 1, "surge": 0}))
    assert not full.all(CasualtyMovedOn)


def test_over_a_closed_road_nobody_comes():
    lived = Lived(dark(cuts=[cut(3, 3.5 * 3600, told_after_s=60)]))
    assert asked(lived)
    assert not lived.all(CasualtyMovedOn)


def test_a_crew_that_finds_the_road_closed_brings_them_back():
    lived = Lived(dark(people=1, cuts=[cut(3, 4 * 3600)]))
    states = [(state, hospital) for _, state, hospital in way(lived, 0)]
    assert states[-3:] == [("carried", None), ("waiting", 0), ("treated", 0)]
    told = fold(lived.log).casualties.summary()["casualties"]
    assert (told["moved_on"], told["settled"]) == (1, 0)


def test_once_power_is_back_nobody_is_asked_for_any_more():
    lived = Lived(dark(ends=8, ambulances=2, cuts=[cut(3, 3.5 * 3600, told_after_s=60)]))
    *_, (last_ms, red, yellow) = asked(lived)
    assert (red, yellow) == (0, 0)
    assert last_ms >= 8 * HOUR_MS


def test_those_at_a_full_door_are_brought_to_a_hospital_with_a_bed():
    rules = {**RULES, "surge": 0, "bed_reports": 60, "scripted": [hurt(0.5, 3, 3)], "own_after": 1}
    lived = Lived(data(2, ((3, 4), (4, 4)), {**rules, "village_vehicles": 9, "occupied": 0.75}))
    stories = fold(lived.log).casualties.stories
    assert lived.all(TurnedAway)
    assert sorted(str(story.hospital) for story in stories)[:2] == ["0", "1"]


def test_who_is_queued_in_the_dark_is_moved_before_who_was_treated():
    rules = {"scripted": [hurt(0.5, 3, 3)], "treat_red": 300, "own_after": 1, "beds_per_team": 40}
    lived = Lived(dark(casualties={**rules, "village_vehicles": 9, "red_lives": 30}, ambulances=1))
    first = lived.all(CasualtyMovedOn)[0][1].casualty
    states = [state for _, state, _ in way(lived, first)]
    assert states[:3] == ["carried", "queued", "carried"]


# --- laws ---------------------------------------------------------------------------------------------------


def tell(*facts, transfers=True):
    checks = CasualtyLaws(made(data(casualties={**SURE, "transfers": transfers}))).checks
    checks[HospitalChanged](0, 0, HospitalChanged(0, 9, 1, True))
    for seq, fact in enumerate(facts):
        checks[type(fact)](seq, seq, fact)


BEGAN = CasualtyBegan(0, None, 0, 0, "red")
QUEUED = CasualtyChanged(0, "queued", "red", 0, 0, bed=True)
TREATED = CasualtyChanged(0, "treated", "red", 0, 0, bed=True)
CARRIED = CasualtyChanged(0, "carried", "red", 0)
GONE = CasualtyMovedOn(0, 0)


def test_a_bed_that_was_left_is_free_and_who_was_treated_lies_again():
    tell(BEGAN, QUEUED, GONE, CARRIED, QUEUED, TREATED, GONE, CARRIED, TREATED)


@pytest.mark.parametrize(
    "facts",
    [
        (BEGAN, QUEUED, CARRIED),
        (BEGAN, QUEUED, TREATED, CARRIED),
        (BEGAN, CARRIED, TREATED),
        (BEGAN, CARRIED, GONE),
        (BEGAN, QUEUED, CasualtyMovedOn(0, 1)),
        (BEGAN, QUEUED, GONE, CARRIED, CARRIED, TREATED),
    ],
)
def test_nobody_leaves_a_hospital_unless_it_hands_them_over_nor_is_treated_on_the_way(facts):
    with pytest.raises(InvariantBroken):
        tell(*facts)


def test_where_there_are_no_transfers_nobody_leaves_a_bed_but_to_go_home():
    with pytest.raises(InvariantBroken):
        tell(BEGAN, QUEUED, GONE, CARRIED, transfers=False)


def test_numbers_of_transfers_are_those_of_no_scene():
    assert hospital_of(transfer_number(5)) == 5
    assert hospital_of(1_000_003) is None
