"""The nearest ready unit that can do what is needed goes, to the most urgent call first."""

import pytest
from drills import bypass
from rooms import Room, needing
from worlds import kind

from sim.policy import POLICIES, Nearest
from sim.record.facts import (
    CallOver,
    Dispatch,
    HandOver,
    Recall,
    ReliefWanted,
    RoadReport,
    SizeUp,
    UnitReport,
)

every_policy = pytest.mark.parametrize("policy", POLICIES.values(), ids=POLICIES)


@every_policy
def test_without_calls_nothing_is_ordered(policy):
    assert Room(policy, {0: 2, 4: 2}).decide() == []


@every_policy
@pytest.mark.parametrize(("node", "unit"), [(0, 0), (1, 0), (3, 1), (4, 1)])
def test_the_nearest_ready_unit_goes(policy, node, unit):
    room = Room(policy, {0: 1, 4: 1})
    room.ring(0, node)
    assert room.sent() == [(unit, 0)]


@every_policy
def test_of_two_equally_near_the_lower_number_goes(policy):
    room = Room(policy, {1: 1, 3: 1})
    room.ring(0, 2)
    assert room.sent() == [(0, 0)]


@every_policy
def test_a_call_gets_as_many_as_its_run_card_says_from_wherever_they_stand(policy):
    room = Room(policy, {0: 1, 2: 1, 4: 1}, {"fire": needing(engine=2)})
    room.ring(0, 4)
    assert room.sent() == [(2, 0), (1, 0)]


@every_policy
def test_a_call_that_lacks_nothing_gets_nobody_more(policy):
    room = Room(policy, {0: 3})
    room.ring(0, 0)
    room.decide()
    assert room.decide() == []


@every_policy
def test_what_is_found_on_scene_counts_instead_of_the_run_card(policy):
    room = Room(policy, {0: 3})
    room.ring(0, 0)
    room.decide()
    room.hear(UnitReport(0, "on_scene", 0, 0), SizeUp(0, (("engine", 3),)), at_ms=100)
    assert room.sent() == [(1, 0), (2, 0)]


@every_policy
def test_a_unit_without_the_capability_stays(policy):
    types = {
        name: {"name": {"zh": name, "en": name}, "capabilities": [name]} for name in ("engine", "ladder")
    }
    units = Room(policy, {0: 1, 4: 1}).scenario.model_dump(mode="json")["units"]
    units[1]["type"] = "ladder"
    room = Room(policy, {0: 1, 4: 1}, {"fire": needing(ladder=1)}, unit_types=types, units=units)
    room.ring(0, 0)
    assert room.sent() == [(1, 0)]


@every_policy
def test_a_call_that_nobody_here_can_serve_is_handed_over(policy):
    room = Room(policy, {0: 1}, {"fire": needing(ladder=1)})
    room.ring(0, 0)
    assert room.decide() == [HandOver(0)]
    assert room.decide() == []


@every_policy
def test_the_most_urgent_call_is_served_first_and_equals_in_the_order_in_which_they_were_taken(policy):
    kinds = {"fire": kind(priority=5), "rescue": kind(priority=2)}
    room = Room(policy, {0: 2}, kinds)
    room.ring(0, 0, 0, at_ms=10)
    room.ring(1, 0, 0, at_ms=20)
    room.ring(2, 0, 1, at_ms=30)
    assert room.sent() == [(0, 2), (1, 0)]


@every_policy
def test_when_nobody_is_ready_a_call_waits(policy):
    room = Room(policy, {0: 1})
    room.ring(0, 0)
    room.ring(1, 0, at_ms=5)
    assert room.sent() == [(0, 0)]
    assert room.decide() == []
    room.hear(UnitReport(0, "in_quarters", 0, None), CallOver(0), at_ms=100)
    assert room.sent() == [(0, 1)]


# --- roads


@every_policy
def test_orders_tell_which_links_to_avoid(policy):
    room = Room(policy, {0: 1})
    room.hear(RoadReport(3, True), RoadReport(1, True))
    room.ring(0, 0)
    assert room.decide() == [Dispatch(0, 0, 0, 0, (1, 3))]


@every_policy
def test_nobody_is_sent_over_a_road_known_to_be_closed(policy):
    room = Room(policy, {0: 1, 4: 1})
    room.hear(RoadReport(0, True))
    room.ring(0, 1)
    assert room.sent() == [(1, 0)]


@every_policy
def test_a_call_that_nobody_can_reach_waits_for_the_road(policy):
    room = Room(policy, {0: 1})
    room.hear(RoadReport(0, True))
    room.ring(0, 1)
    assert room.decide() == []
    room.hear(RoadReport(0, False), at_ms=1)
    assert room.sent() == [(0, 0)]


@every_policy
def test_nearest_is_measured_round_the_closed_roads(policy):
    links = Room(Nearest).scenario.model_dump(mode="json")["links"]
    room = Room(policy, {1: 1, 4: 1}, links=[*links, bypass(40, 1, 2)])
    room.hear(RoadReport(1, True))
    room.ring(0, 2)
    assert room.sent() == [(1, 0)]


@every_policy
def test_a_unit_that_stands_before_a_closed_road_does_not_count(policy):
    room = Room(policy, {0: 1, 4: 1})
    room.ring(0, 1)
    room.decide()
    room.hear(UnitReport(0, "stranded", 0, 0), RoadReport(0, True), at_ms=50)
    assert room.sent() == [(1, 0)]


# --- relief, recall, handing over


@every_policy
def test_a_unit_on_its_way_to_a_call_that_is_over_is_called_back(policy):
    room = Room(policy, {0: 1, 4: 1}, {"fire": needing(engine=2)})
    room.ring(0, 0)
    room.decide()
    room.hear(UnitReport(0, "returning", 0, None), CallOver(0), at_ms=100)
    assert room.decide()[0] == Recall(1, 0)


@every_policy
def test_a_spent_crew_is_relieved_once(policy):
    room = Room(policy, {0: 3})
    room.ring(0, 0)
    room.decide()
    room.hear(UnitReport(0, "on_scene", 0, 0), ReliefWanted(0, 0), at_ms=100)
    assert room.decide() == [Dispatch(1, 0, 0, 0, (), 0)]
    assert room.decide() == []


@every_policy
def test_a_spent_crew_waits_when_nobody_is_ready(policy):
    room = Room(policy, {0: 1})
    room.ring(0, 0)
    room.decide()
    room.hear(UnitReport(0, "on_scene", 0, 0), ReliefWanted(0, 0), at_ms=100)
    assert room.decide() == []


@every_policy
def test_beyond_the_limit_the_latest_of_the_least_urgent_are_handed_over(policy):
    kinds = {"fire": kind(priority=5), "rescue": kind(priority=2)}
    room = Room(policy, {0: 1}, kinds, dispatch={"queue_limit": 1})
    for number, what in enumerate((0, 0, 1, 0)):
        room.ring(number, 0, what, at_ms=number)
    orders = room.decide()
    assert orders[0] == Dispatch(0, 2, 0, 0)
    assert orders[1:] == [HandOver(1), HandOver(3)]


@every_policy
def test_a_call_of_which_somebody_here_can_do_a_part_is_kept(policy):
    room = Room(policy, {0: 1}, {"fire": needing(engine=1, ladder=1)})
    room.ring(0, 0)
    assert room.decide() == [Dispatch(0, 0, 0, 0)]
