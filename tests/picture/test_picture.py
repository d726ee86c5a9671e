"""A picture is a function of the letters that reached its owner and of its own orders, and nothing else."""

import pytest
from drills import call, cut, world
from hypothesis import given, settings
from hypothesis import strategies as st
from random_worlds import districts, policies
from retold import retold, state
from worlds import scenario

from sim.picture import Picture
from sim.record.facts import (
    CallOver,
    CallReport,
    Dispatch,
    HandOver,
    MoveUp,
    Recall,
    ReliefWanted,
    RoadReport,
    SizeUp,
    UnitReport,
)
from sim.record.log import Log
from sim.record.message import Letter
from sim.run import run
from sim.terms.ids import DISPATCH_CENTRE
from sim.terms.units import HOUR_MS
from sim.world import World


@settings(max_examples=25)
@given(districts(), policies, st.lists(st.integers(0, 48), min_size=1, max_size=3))
def test_what_the_centre_knows_is_what_it_was_told_and_what_it_ordered(data, policy, hours):
    district = scenario(data)
    log = Log(run(district, policy, days=2).header)
    live = World(district, log, policy)
    for hour in sorted(hours):
        live.run(hour * HOUR_MS)
        assert state(live.centre.picture) == state(retold(log.entries()))
    live.close()


def test_a_cut_that_nobody_tells_of_is_not_in_the_picture():
    data = {**world([call(600, 1)]), "cuts": [cut(3, 0)]}
    district = scenario(data)
    log = Log(run(district).header)
    live = World(district, log)
    live.run(12 * HOUR_MS)
    assert live.context.roads.closed == {3}
    assert live.centre.picture.closed == frozenset()
    live.close()


# --- one letter after the other


@pytest.fixture
def picture():
    """Return a picture with two units at home, at nodes 0 and 4, and one call at node 2."""
    found = Picture(DISPATCH_CENTRE)
    told(found, 0, UnitReport(0, "in_quarters", 0, None))
    told(found, 0, UnitReport(1, "in_quarters", 4, None))
    told(found, 100, CallReport(0, 0, 2, 2))
    return found


def told(picture, sent_ms, *body):
    """Let a letter reach a picture; return whether it matters."""
    picture.now_ms = max(picture.now_ms, sent_ms)
    return picture.learn(Letter(2, sent_ms, 0, body))


def send(picture, unit=0, number=0, **more):
    """Let the owner of a picture order a unit to a call."""
    picture.note(Dispatch(unit, number, 2, 2, **more))


def test_an_empty_picture_shows_nothing():
    assert not any(state(Picture(DISPATCH_CENTRE)).values())


def test_units_that_have_reported_stand_ready_where_they_said(picture):
    assert picture.available == {0: [0], 4: [1]}


def test_ready_units_at_a_node_stand_in_the_order_of_their_numbers():
    picture = Picture(DISPATCH_CENTRE)
    for unit in (7, 2, 5):
        told(picture, 0, UnitReport(unit, "in_quarters", 3, None))
    assert picture.available == {3: [2, 5, 7]}


def test_what_is_known_of_a_unit_ages_until_it_speaks_again(picture):
    picture.now_ms = 5_000
    assert picture.age_ms(0) == 5_000
    told(picture, 4_000, UnitReport(0, "in_quarters", 0, None))
    assert picture.age_ms(0) == 1_000
    assert picture.age_ms(1) == 5_000


def test_an_order_is_in_the_picture_at_once(picture):
    send(picture)
    assert picture.available == {4: [1]}
    assert list(picture.calls[0].units) == [0]
    assert picture.units[0].order == Dispatch(0, 0, 2, 2)


def test_an_order_stands_until_the_unit_has_reported_since(picture):
    picture.now_ms = 1_000
    send(picture)
    told(picture, 500, UnitReport(0, "in_quarters", 0, None))
    assert picture.units[0].order is not None
    assert picture.units[0].call == 0
    told(picture, 1_000, UnitReport(0, "turning_out", 0, 0))
    assert picture.units[0].order is None
    assert picture.units[0].call == 0


def test_a_unit_that_does_not_obey_is_free_again_when_it_says_so(picture):
    send(picture)
    told(picture, 200, UnitReport(0, "in_quarters", 0, None))
    assert picture.available == {0: [0], 4: [1]}
    assert not picture.calls[0].units


@pytest.mark.parametrize("status", ["out_of_service", "unstaffed", "restoring", "transporting"])
def test_it_matters_that_a_unit_serves_a_call_no_more_whatever_it_does_instead(picture, status):
    send(picture)
    assert not told(picture, 200, UnitReport(0, "en_route", 0, 0))
    assert told(picture, 300, UnitReport(0, status, 0, None))
    assert not picture.calls[0].units
    assert not told(picture, 400, UnitReport(0, status, 0, None))


def test_it_matters_that_a_unit_serves_another_call_than_was_believed(picture):
    send(picture)
    told(picture, 200, CallReport(1, 0, 3, 3))
    assert told(picture, 300, UnitReport(0, "en_route", 0, 1))
    assert list(picture.calls[1].units) == [0]


def test_an_older_word_that_was_overtaken_is_ignored(picture):
    told(picture, 900, UnitReport(0, "returning", 2, None))
    before = state(picture)
    assert not told(picture, 800, UnitReport(0, "on_scene", 2, 0))
    assert state(picture) == before


def test_a_word_of_the_same_millisecond_counts(picture):
    told(picture, 900, UnitReport(0, "returning", 2, None))
    told(picture, 900, UnitReport(0, "in_quarters", 0, None))
    assert picture.units[0].status == "in_quarters"


def test_a_unit_on_its_way_home_is_under_way_and_then_ready(picture):
    told(picture, 300, UnitReport(0, "returning", 2, None))
    assert list(picture.under_way) == [0]
    assert picture.available == {4: [1]}
    told(picture, 400, UnitReport(0, "in_quarters", 0, None))
    assert not picture.under_way
    assert picture.available[0] == [0]


@pytest.mark.parametrize(
    "status", ["turning_out", "en_route", "on_scene", "restoring", "unstaffed", "at_hospital"]
)
def test_a_unit_at_anything_else_is_neither_ready_nor_under_way(picture, status):
    told(picture, 300, UnitReport(0, status, 0, None))
    assert picture.available == {4: [1]}
    assert not picture.under_way


@pytest.mark.parametrize(
    ("report", "matters"),
    [
        (UnitReport(0, "turning_out", 0, 0), True),
        (UnitReport(1, "in_quarters", 4, None), True),
        (UnitReport(9, "en_route", 0, None), False),
        (UnitReport(0, "stranded", 0, 0), True),
        (SizeUp(0, (("engine", 2),)), True),
        (SizeUp(5, (("engine", 2),)), False),
        (CallOver(0), True),
        (CallOver(5), False),
        (ReliefWanted(0, 0), True),
        (ReliefWanted(0, 5), False),
        (RoadReport(3, True), True),
        (RoadReport(3, False), False),
        (CallReport(1, 0, 0, 0), True),
        (Dispatch(0, 0, 2, 2), False),
        (Recall(0, 0), False),
        (MoveUp(0, 0), False),
        (HandOver(0), False),
    ],
)
def test_a_letter_matters_if_a_decision_may_hang_on_it(picture, report, matters):
    assert told(picture, 300, report) is matters


def test_the_same_word_twice_matters_once(picture):
    size = SizeUp(0, (("engine", 2),))
    assert (told(picture, 300, size), told(picture, 301, size)) == (True, False)
    shut = RoadReport(3, True)
    assert (told(picture, 300, shut), told(picture, 301, shut)) == (True, False)


def test_a_letter_with_several_items_is_taken_in_whole(picture):
    told(picture, 300, UnitReport(0, "on_scene", 2, 0), SizeUp(0, (("engine", 3),)))
    assert picture.calls[0].needs == (("engine", 3),)
    assert list(picture.calls[0].units) == [0]


def test_roads_are_closed_and_open_as_the_last_word_says(picture):
    told(picture, 300, RoadReport(3, True), RoadReport(1, True))
    assert picture.closed == {1, 3}
    told(picture, 400, RoadReport(3, False))
    assert picture.closed == {1}


def test_what_closes_a_road_for_feet_is_known_apart_from_what_closes_it_for_vehicles(picture):
    told(picture, 300, RoadReport(3, True, True), RoadReport(1, True, False))
    assert (picture.closed, picture.closed_on_foot) == ({1, 3}, {1})
    assert not told(picture, 400, RoadReport(3, True, False), RoadReport(1, True, True))
    assert (picture.closed, picture.closed_on_foot) == ({1, 3}, {3})
    told(picture, 500, RoadReport(3, False))
    assert (picture.closed, picture.closed_on_foot) == ({1}, frozenset())


def test_a_call_that_is_over_is_gone_and_its_units_on_the_way_are_orphans(picture):
    send(picture, 0)
    send(picture, 1)
    told(picture, 300, UnitReport(0, "on_scene", 2, 0))
    told(picture, 400, UnitReport(0, "returning", 2, None), CallOver(0))
    assert picture.calls == {}
    assert picture.orphans == {1: 0}


def test_an_orphan_is_none_any_more_when_it_is_ordered_or_serves_nothing(picture):
    for settle in (
        lambda: picture.note(Recall(1, 0)),
        lambda: told(picture, 500, UnitReport(1, "returning", 3, None)),
    ):
        number = len(picture.calls) + picture.turnover
        told(picture, 200, CallReport(number, 0, 2, 2))
        send(picture, 1, number)
        told(picture, 400, CallOver(number))
        assert picture.orphans == {1: number}
        settle()
        assert picture.orphans == {}


def test_a_call_handed_over_is_gone_and_unknown_calls_may_be_handed_over(picture):
    picture.note(HandOver(0))
    picture.note(HandOver(77))
    assert picture.calls == {}


def test_a_unit_moved_to_another_call_serves_the_first_no_more(picture):
    told(picture, 110, CallReport(1, 0, 3, 3))
    send(picture, 0, 0)
    send(picture, 0, 1)
    assert not picture.calls[0].units
    assert list(picture.calls[1].units) == [0]


def test_a_reliever_is_noted_and_forgotten_when_it_goes_elsewhere(picture):
    told(picture, 110, CallReport(1, 0, 3, 3))
    send(picture, 0)
    told(picture, 300, ReliefWanted(0, 0))
    assert picture.calls[0].weary == {0: None}
    send(picture, 1, relieves=0)
    assert picture.calls[0].weary == {0: 1}
    told(picture, 310, ReliefWanted(0, 0))
    assert picture.calls[0].weary == {0: 1}
    send(picture, 1, 1)
    assert picture.calls[0].weary == {0: None}


def test_a_tired_unit_that_leaves_wants_no_relief_any_more(picture):
    send(picture, 0)
    told(picture, 300, ReliefWanted(0, 0))
    told(picture, 400, UnitReport(0, "returning", 2, None))
    assert picture.calls[0].weary == {}


def test_a_relief_of_a_call_that_is_gone_is_no_more_than_an_order(picture):
    send(picture, 0, 55, relieves=1)
    assert picture.units[0].call == 55
    assert list(picture.calls) == [0]


def test_a_unit_that_moves_up_is_ready_at_the_other_station(picture):
    picture.note(MoveUp(0, 1))
    assert picture.available == {4: [1]}
    told(picture, 300, UnitReport(0, "moving_up", 0, None))
    assert list(picture.under_way) == [0]
    told(picture, 400, UnitReport(0, "standing_by", 4, None))
    assert picture.available == {4: [0, 1]}
