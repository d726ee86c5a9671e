"""Which team mends what first: by the picture alone, on a line with a branch, each rule by its name."""

import numpy as np
import pytest

from sim.network.approach import drive, walk_in
from sim.network.roads import RoadGraph
from sim.network.travel import Travel
from sim.picture import Picture
from sim.policy.access import Access
from sim.policy.repair import REPAIR_POLICIES, NearestFirst, PeopleFirst, RepairPlan
from sim.record.facts import RoadReport
from sim.record.message import Letter
from sim.record.repair import CrewReport, DamageReport
from sim.scenario.hazards import Repair
from sim.scenario.teams import RepairRules
from sim.terms.units import HOUR_MS

ENDS = [(0, 1), (1, 2), (2, 3), (1, 4)]
"""A line from the seat at 0 to 3, and a branch from 1 to 4."""
PEOPLE = {0: 1000, 1: 100, 2: 200, 3: 300, 4: 5000}
NONE = 9


def travel(hour=1.0):
    """Return ways on which each link takes so many hours."""
    graph = RoadGraph.from_links([a for a, _ in ENDS], [b for _, b in ENDS], n_nodes=5)
    return Travel(graph, np.full(2 * len(ENDS), round(hour * HOUR_MS)))


def plan(*teams, ranks=None, served=None, **rules):
    """Return a plan with teams: (home, skills, machines, share left on foot)."""
    homes, skills, machines, on_foot = zip(*teams, strict=True)
    return RepairPlan(
        homes=homes,
        vehicles=["engine"] * len(teams),
        skills=[tuple(each) for each in skills],
        machines=machines,
        rates=[1.0] * len(teams),
        on_foot=on_foot,
        ready_ms=[0] * len(teams),
        travel={"engine": travel()},
        foot=travel(2.0),
        access=Access(ENDS, 5, PEOPLE, ranks or {}, 0),
        people=PEOPLE,
        ranks=ranks or {},
        served=served or {},
        rules=RepairRules.model_validate(rules, strict=False),
        repair=Repair(),
    )


def digger(home=0, machines=2, on_foot=0.0):
    return home, ("road_clearing",), machines, on_foot


def lineman(home=0):
    return home, ("power_line",), 1, 0.0


def slide(number, link, size=300, capability="road_clearing"):
    return DamageReport(number, "slide", link, size, ENDS[link], capability, False)


def line_down(number, node, target=0):
    return DamageReport(number, "line", target, 1, (node,), "power_line", False)


def crew(team, status="at_base", node=0, damage=None, machines=2):
    return CrewReport(team, status, node, damage, machines)


def picture(*items, closed=(), at_ms=1000):
    """Return the picture of a post that was told this, and that some links are closed."""
    found = Picture(400_000)
    found.now_ms = at_ms
    reports = [RoadReport(link, True, True) for link in closed]
    found.learn(Letter(5, at_ms, 1, (*items, *reports)))
    return found


def orders(policy, view):
    """Return what is ordered: (team, damage)."""
    found = []
    for order in policy.decide(view):
        view.note(order)
        found.append((order.team, order.damage))
    return found


# --- who is sent


def test_a_team_is_sent_to_damage_that_lacks_it_with_the_ways_that_are_known_closed():
    view = picture(slide(0, 2), closed=[2])
    order = next(PeopleFirst(plan(digger())).decide(view))
    assert (order.team, order.damage, order.nodes, order.avoid) == (0, 0, (2, 3), (2,))


def test_nobody_is_sent_who_cannot_do_it_or_has_no_machines():
    assert orders(PeopleFirst(plan(lineman(), digger(machines=0))), picture(slide(0, 0))) == []


def test_what_nobody_can_mend_needs_nobody():
    assert orders(PeopleFirst(plan(digger())), picture(slide(0, 0, capability=""))) == []


def test_as_many_machines_go_as_find_room_on_a_face_and_no_more():
    teams = digger(machines=1), digger(machines=1), digger(machines=1)
    assert orders(PeopleFirst(plan(*teams)), picture(slide(0, 0))) == [(0, 0), (1, 0)]


def test_a_team_has_the_machines_that_it_says_not_those_on_paper():
    view = picture(slide(0, 0), crew(0, machines=0), crew(1, machines=1), crew(2, machines=2))
    assert orders(PeopleFirst(plan(*[digger(machines=2)] * 3)), view) == [(2, 0)]


def test_a_team_beyond_roads_that_are_known_closed_is_not_sent():
    assert orders(PeopleFirst(plan(digger(0))), picture(slide(0, 2), closed=[0])) == []


def test_but_one_that_can_work_on_foot_walks_in():
    assert orders(PeopleFirst(plan(digger(0, on_foot=0.5))), picture(slide(0, 1), closed=[0])) == [(0, 0)]


def test_nobody_is_sent_on_foot_farther_than_the_limit():
    policy = PeopleFirst(plan(digger(0, on_foot=0.5), walk_limit=1.0))
    assert orders(policy, picture(slide(0, 1), closed=[0])) == []


def test_a_busy_team_and_one_that_was_not_found_are_left():
    busy = picture(slide(0, 0), slide(1, 2), crew(0, "working", 2, damage=1), closed=[0, 2])
    assert orders(PeopleFirst(plan(digger())), busy) == []
    lost = picture(slide(0, 0))
    policy = PeopleFirst(plan(digger(), digger(1)))
    first = next(policy.decide(lost))
    lost.note(first)
    lost.miss(first)
    assert orders(policy, lost) == [(1 - first.team, 0)]


def test_a_team_on_its_way_home_is_sent_from_where_it_is():
    view = picture(slide(0, 2), crew(0, "at_base", 0), crew(1, "returning", 3))
    assert orders(NearestFirst(plan(digger(0), digger(0))), view) == [(1, 0)]


# --- who is sent elsewhere


def test_a_team_that_widens_an_open_road_goes_to_one_that_is_closed():
    view = picture(slide(0, 0), slide(1, 2), crew(0, "working", 1, damage=0), closed=[2])
    assert orders(PeopleFirst(plan(digger())), view) == [(0, 1)]


def test_and_not_from_one_open_road_to_another():
    view = picture(slide(0, 0), slide(1, 2), crew(0, "working", 1, damage=0))
    assert orders(PeopleFirst(plan(digger())), view) == []


@pytest.mark.parametrize(("waited_min", "sent"), [(29, []), (30, [(0, 1)])])
def test_a_team_that_is_stranded_is_given_up_after_a_while_and_sent_elsewhere(waited_min, sent):
    view = picture(slide(0, 2), slide(1, 0), crew(0, "stranded", 1, damage=0), closed=[1, 2])
    view.now_ms += waited_min * 60_000
    assert orders(PeopleFirst(plan(digger(), patience=30)), view) == sent


def test_another_is_sent_for_a_team_that_rests_or_stands_before_a_closed_road():
    for status in ("resting", "refuelling", "stranded"):
        view = picture(slide(0, 0), crew(0, status, 1, damage=0), crew(1), closed=[0])
        view.now_ms += 3 * HOUR_MS
        assert orders(PeopleFirst(plan(digger(), digger())), view) == [(1, 0)]


# --- what comes first


def test_people_first_opens_the_road_to_most_people_for_each_hour():
    view = picture(slide(0, 2), slide(1, 3), closed=[2, 3])
    assert orders(PeopleFirst(plan(digger())), view) == [(0, 1)]
    slow = picture(slide(0, 2), slide(1, 3, size=300_000), closed=[2, 3])  # 100 h for 5,000, 4 h for 300
    assert orders(PeopleFirst(plan(digger())), slow) == [(0, 0)]


def test_of_two_slides_on_one_way_the_nearer_opens_it():
    view = picture(slide(0, 2), slide(1, 1), closed=[1, 2])
    assert orders(PeopleFirst(plan(digger())), view) == [(0, 1)]


def test_the_nearest_rule_looks_at_the_way_alone():
    view = picture(slide(0, 0), slide(1, 3), closed=[3])
    assert orders(NearestFirst(plan(digger(0))), view)[0] == (0, 0)
    assert orders(PeopleFirst(plan(digger(0))), picture(slide(0, 0), slide(1, 3), closed=[3]))[0] == (0, 1)


def test_roads_first_opens_roads_before_it_mends_lines():
    both = (digger(0), lineman(0))
    everybody = 0, ("road_clearing", "power_line"), 2, 0.0
    view = picture(line_down(0, 4), slide(1, 2), closed=[2])
    assert orders(REPAIR_POLICIES["roads-first"](plan(everybody)), view) == [(0, 1)]
    assert orders(PeopleFirst(plan(everybody)), picture(line_down(0, 4), slide(1, 2), closed=[2])) == [(0, 0)]
    assert len(orders(PeopleFirst(plan(*both)), picture(line_down(0, 4), slide(1, 2), closed=[2]))) == 2


def test_critical_first_mends_what_the_hospital_hangs_on():
    view = picture(line_down(0, 4), line_down(1, 2))
    ranks = {2: 0}
    assert orders(REPAIR_POLICIES["critical-first"](plan(lineman(), ranks=ranks)), view) == [(0, 1)]
    assert orders(PeopleFirst(plan(lineman(), ranks=ranks)), picture(line_down(0, 4), line_down(1, 2))) == [
        (0, 0)
    ]


def test_people_who_hang_on_an_asset_count_where_that_is_known():
    served = {("power_line", 7): 90_000}
    view = picture(line_down(0, 4), line_down(1, 2, target=7))
    assert orders(PeopleFirst(plan(lineman(), served=served)), view) == [(0, 1)]


def test_what_those_who_work_there_have_measured_counts_for_more_than_the_rule_of_thumb():
    policy = PeopleFirst(plan(digger()))
    view = picture(slide(0, 0, size=9000))
    assert policy.work_h(view.repairs.damages[0]) == pytest.approx(6)
    told = DamageReport(0, "slide", 0, 9000, ENDS[0], "road_clearing", False, 2 * HOUR_MS)
    view.learn(Letter(5, 2000, 1, (told,)))
    assert policy.work_h(view.repairs.damages[0]) == pytest.approx(2)


def test_every_rule_has_its_name_and_yields_nothing_where_nothing_is_broken():
    assert sorted(REPAIR_POLICIES) == ["critical-first", "nearest", "people-first", "roads-first"]
    for name, make in REPAIR_POLICIES.items():
        policy = make(plan(digger()))
        assert policy.name == name
        assert orders(policy, picture()) == []


# --- who is cut off, and the way there


def test_access_tells_who_is_reached_if_a_road_opens():
    access = Access(ENDS, 5, PEOPLE, {3: 1}, 0)
    closed = frozenset({1, 2})
    assert access.opens(1, closed, NONE) == (PEOPLE[2], NONE)
    assert access.opens(2, closed, NONE) == (0, NONE)  # its own near end is not reached either
    assert access.opens(1, frozenset({1}), NONE) == (PEOPLE[2] + PEOPLE[3], 1)
    assert access.opens(3, closed, NONE) == (0, NONE)


def test_a_vehicle_takes_the_goal_that_is_nearest():
    assert drive(travel(), 0, (3, 2), frozenset()) == (2, 2, 2 * HOUR_MS, 0)
    assert drive(travel(), 0, (3, 2), frozenset({1})) is None


def test_on_foot_one_goes_from_as_near_as_one_can_drive():
    way = walk_in(travel(), travel(2.0), 0, (3,), frozenset({1}))
    assert (way.park, way.drive_ms, way.walk_ms, way.total_ms) == (1, HOUR_MS, 4 * HOUR_MS, 5 * HOUR_MS)
    assert walk_in(travel(), travel(2.0), 0, (3,), frozenset({1}), frozenset({2})) is None
    assert walk_in(travel(), travel(2.0), 0, (3,), frozenset({1}), limit_ms=HOUR_MS) is None
