"""Coverage minds what a unit leaves behind, fills gaps, and lets borrowed units go home."""

import pytest
from drills import LINK_MS, OUT_MS, Tale, call, world
from rooms import Room
from worlds import kind

from sim.policy import Coverage
from sim.record.facts import Dispatch, MoveUp, RoadReport, UnitReport

LATER = {"fire": kind(priority=5)}
URGENT = {"fire": kind(priority=1)}


def moves(room):
    """Return the moves that the policy orders now: (unit, station)."""
    return [(order.unit, order.station) for order in room.decide() if isinstance(order, MoveUp)]


# --- whom to send


def test_of_those_in_time_the_one_goes_whom_fewest_people_miss():
    room = Room(Coverage, {1: 1, 3: 2}, LATER)
    room.ring(0, 2)
    assert room.sent()[0] == (1, 0)


def test_to_the_most_urgent_the_nearest_goes_all_the_same():
    room = Room(Coverage, {1: 1, 3: 2}, URGENT)
    room.ring(0, 2)
    assert room.sent()[0] == (0, 0)


def test_when_nobody_is_in_time_the_nearest_goes():
    room = Room(Coverage, {0: 1, 4: 2}, LATER)
    room.ring(0, 2)
    assert room.sent()[0] == (0, 0)


def test_when_too_few_are_in_time_others_make_up_the_number():
    kinds = {"fire": kind(priority=5, run_card={"engine": 3})}
    room = Room(Coverage, {1: 1, 3: 1, 4: 1}, kinds)
    room.ring(0, 2)
    assert sorted(room.sent()) == [(0, 0), (1, 0), (2, 0)]


def test_those_already_chosen_are_missed_with_those_who_follow():
    """After one of two engines at a station, the other is missed as much as any."""
    kinds = {"fire": kind(priority=5, run_card={"engine": 2})}
    room = Room(Coverage, {1: 1, 3: 2}, kinds)
    room.ring(0, 2)
    assert [unit for unit, _ in room.sent()] == [1, 0]


# --- what is covered


def areas(*numbers):
    """Return areas as a policy counts them: a bit for each."""
    return sum(1 << number for number in numbers)


def test_a_unit_covers_what_it_reaches_in_time():
    room = Room(Coverage, {0: 1})
    assert room.policy.covered_from(2) == areas(1, 2, 3)
    assert room.policy.covered(room.picture, set()) == areas(0, 1)
    assert room.policy.covered(room.picture, {0}) == areas()


def test_a_unit_is_missed_by_those_whom_nobody_else_covers():
    room = Room(Coverage, {0: 1, 2: 1, 4: 2})
    assert room.policy.missed(room.picture, 0) == 10_000  # node 0; node 1 is covered from node 2
    assert room.policy.missed(room.picture, 2) == 0
    assert room.policy.missed(room.picture, 2, [3]) == 10_000


# --- moving up


def test_a_gap_is_filled_by_a_unit_that_nobody_misses():
    room = Room(Coverage, {0: 2, 4: 1})
    room.ring(0, 4)
    assert room.decide() == [Dispatch(2, 0, 4, 4), MoveUp(0, 1)]


def test_one_gap_is_filled_once():
    room = Room(Coverage, {0: 3, 4: 1})
    room.ring(0, 4)
    assert moves(room) == [(0, 1)]
    assert moves(room) == []
    room.hear(UnitReport(0, "moving_up", 0, None), UnitReport(3, "en_route", 4, 0), at_ms=100)
    assert moves(room) == []


def test_the_last_unit_of_a_station_stays():
    room = Room(Coverage, {0: 1, 4: 1})
    room.ring(0, 4)
    assert moves(room) == []


def test_a_gap_too_far_away_is_left():
    room = Room(Coverage, {0: 2, 6: 1}, nodes=7)  # 80 min
    room.ring(0, 6)
    assert moves(room) == []


def test_a_gap_that_no_road_leads_to_is_left():
    room = Room(Coverage, {0: 2, 4: 1})
    room.hear(RoadReport(2, True))
    room.ring(0, 4)
    assert moves(room) == []


def test_a_gap_where_hardly_anybody_lives_is_left():
    room = Room(Coverage, {0: 2, 4: 1})
    townships = room.scenario.model_dump(mode="json")["townships"]
    few = [{**town, "population": 100 if town["seat"] in ("N03", "N04") else 100_000} for town in townships]
    room = Room(Coverage, {0: 2, 4: 1}, townships=few)
    room.ring(0, 4)
    assert moves(room) == []


def test_a_district_where_nobody_lives_needs_no_cover():
    townships = Room(Coverage).scenario.model_dump(mode="json")["townships"]
    room = Room(Coverage, {0: 2, 4: 1}, townships=[{**town, "population": 0} for town in townships])
    room.ring(0, 4)
    assert moves(room) == []


def test_only_units_that_are_called_for_count_as_cover():
    types = {"engine": {"name": {"zh": "水罐车", "en": "engine"}, "capabilities": ["engine"]}}
    types["lamp"] = {"name": {"zh": "照明车", "en": "lamp"}, "capabilities": ["lamp"]}
    units = Room(Coverage, {0: 2, 4: 1}).scenario.model_dump(mode="json")["units"]
    units[0]["type"] = units[1]["type"] = "lamp"
    room = Room(Coverage, {0: 2, 4: 1}, unit_types=types, units=units)
    room.ring(0, 4)
    assert room.decide() == [Dispatch(2, 0, 4, 4)]


def test_a_borrowed_unit_goes_home_when_the_stations_own_is_ready_again():
    room = Room(Coverage, {0: 2, 4: 1})
    room.hear(UnitReport(0, "standing_by", 4, None), UnitReport(2, "restoring", 4, None), at_ms=100)
    assert moves(room) == []
    room.hear(UnitReport(2, "in_quarters", 4, None), at_ms=200)
    assert moves(room) == [(0, 0)]


def test_a_borrowed_unit_stays_as_long_as_only_others_that_cannot_fight_are_at_home():
    types = {"engine": {"name": {"zh": "水罐车", "en": "engine"}, "capabilities": ["engine"]}}
    types["lamp"] = {"name": {"zh": "照明车", "en": "lamp"}, "capabilities": ["lamp"]}
    units = Room(Coverage, {0: 2, 4: 2}).scenario.model_dump(mode="json")["units"]
    units[3]["type"] = "lamp"
    room = Room(Coverage, {0: 2, 4: 2}, unit_types=types, units=units)
    room.hear(UnitReport(0, "standing_by", 4, None), UnitReport(2, "en_route", 4, 0), at_ms=100)
    assert moves(room) == []


# --- in a run


@pytest.fixture(scope="module")
def tale():
    kinds = {"fire": kind(priority=1, work_median=120)}
    return Tale(world([call(600, 4), call(4600, 4)], {0: 2, 4: 1}, kinds=kinds), "coverage")


def test_a_unit_moves_up_stands_by_and_serves_from_there(tale):
    assert tale.way(0)[:2] == [(665_000, "moving_up"), (665_000 + 4 * LINK_MS, "standing_by")]
    assert tale.responses()[1] == 4_665_000 + OUT_MS


def test_after_all_every_unit_is_at_home(tale):
    assert {tale.way(unit)[-1][1] for unit in (0, 2)} == {"in_quarters"}


def test_a_unit_that_moved_up_is_sent_home_when_the_gap_is_gone():
    tale = Tale(
        world([call(600, 4)], {0: 2, 4: 1}, kinds={"fire": kind(priority=1, work_median=60)}), "coverage"
    )
    back = tale.first(2, "in_quarters")
    assert [(t, s) for t, s in tale.way(0) if t >= back] == [
        (back, "moving_up"),
        (back + 4 * LINK_MS, "in_quarters"),
    ]


def test_a_unit_that_moves_up_may_be_sent_to_a_call_on_the_way():
    """It is the nearer one: 500 s on its way, and goes on from the end of its link."""
    tale = Tale(world([call(600, 4), call(1100, 1)], {0: 2, 4: 1}, kinds=LATER), "coverage")
    assert (665_000, "moving_up") in tale.way(0)
    assert tale.sent_to(1) == [(1_165_000, 0)]
    assert tale.responses()[1] == 665_000 + LINK_MS
