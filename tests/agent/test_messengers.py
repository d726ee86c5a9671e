"""Messengers: who carries word to the centre telephones where telephones work, and scenes are told of."""

import pytest
from drills import LINK_MS, Tale, call, slide, world
from worlds import connected, fails

from sim.record.facts import CallReport, CourierMoved, SizeUp
from sim.terms.ids import DISPATCH_CENTRE, Band

DELAY_MS, RUNNER_MS = 600_000, 120_000
WALK_MS, CLIMB_MS = 9_000_000, 1_200_000
"""10 km at 4 km/h by day; 20 min over a slide."""
STATION = Band.STATION.address(1)


def cut_off(silent=(4,), cuts=(), messengers=True, calls=(600,)):
    """Return a line with engines at both ends, and calls at the far end; some nodes have no telephone."""
    data = world([call(at_s, 4) for at_s in calls], {0: 1, 4: 1})
    outages = tuple(fails("telecom", f"C{node:02d}") for node in silent)
    courier = {"vehicle": "engine", "messengers": messengers}
    return Tale(connected(data, None, outages, courier=courier) | {"cuts": list(cuts)})


def carried(tale, what=CallReport):
    """Return when couriers told the centre of something."""
    return [t for t, to, by, _ in tale.arrived(what) if (to, by) == (DISPATCH_CENTRE, "courier")]


def heard_ms(tale):
    """Return when the station at the far end heard of the call."""
    return next(t for t, to, _, _ in tale.arrived(CallReport) if to == STATION)


def test_without_messengers_a_courier_goes_all_the_way():
    tale = cut_off(messengers=False)
    assert carried(tale) == [heard_ms(tale) + DELAY_MS + 4 * LINK_MS]
    assert carried(tale, SizeUp) == []


@pytest.mark.parametrize(("silent", "links"), [((4,), 1), ((3, 4), 2), ((2, 3, 4), 3), ((1, 2, 3, 4), 4)])
def test_a_messenger_tells_from_the_first_place_whose_telephone_reaches_the_centre(silent, links):
    tale = cut_off(silent)
    asks_ms = RUNNER_MS if links < 4 else 0
    assert carried(tale)[0] == heard_ms(tale) + DELAY_MS + links * LINK_MS + asks_ms


def test_a_messenger_walks_over_a_slide_to_the_telephone_behind_it():
    tale = cut_off(cuts=[slide(3, 0)])
    there_ms = heard_ms(tale) + DELAY_MS + WALK_MS + CLIMB_MS + RUNNER_MS
    assert carried(tale)[0] == there_ms
    moved = [fact for _, fact in tale.all(CourierMoved)]
    assert {fact.bound for fact in moved if fact.message == moved[0].message} == {3}


def test_a_cut_off_station_sends_word_of_what_the_scene_needs_once():
    tale = cut_off()
    sized = [t for t, to, _, _ in tale.arrived(SizeUp) if to == STATION]
    assert carried(tale, SizeUp) == [min(sized) + DELAY_MS + LINK_MS + RUNNER_MS]


def test_words_of_the_centre_to_those_cut_off_go_straight_there():
    tale = cut_off((3, 4))
    down = [fact for _, fact in tale.all(CourierMoved) if fact.node == 0]
    assert {fact.bound for fact in down} <= {0, 4}


def test_a_station_that_can_tell_the_centre_sends_nobody():
    tale = cut_off(())
    assert tale.all(CourierMoved) == []
