"""Professional teams from the order to the end of the work, to the minute, where nothing is left to luck."""

import pytest
from yards import LANE_H, READY_H, SURVEY_H, Yard, at, breaks, drive_h, team, yard

from sim.hazard.damage import Step
from sim.record.facts import RoadOpened
from sim.record.hazard_facts import DamageEased, DamageMended
from sim.record.repair import CrewChanged, CrewReport, CrewTurned, WorkDone, WorkHeld
from sim.terms.enums import DamageKind
from sim.terms.units import HOUR_MS

EARLY_H = 1.0
"""When most things break: teams rest twelve hours after they were called."""
THERE_H = EARLY_H + READY_H + drive_h(2)
"""When a team from node 0 is at the slide between nodes 2 and 3."""


def worked(found):
    """Return the machine time done by each team, in hours."""
    done = {}
    for _, fact in found.all(WorkDone):
        done[fact.team] = done.get(fact.team, 0) + fact.work_ms / HOUR_MS
    return done


# --- a slide on a road


def test_a_slide_is_seen_told_ordered_reached_surveyed_and_cleared_to_one_lane_then_to_two():
    found = Yard(yard([team()], [breaks(2, EARLY_H, size=2400)])).finish()
    lane_h, rest_h = 200 / 100 / 2, 1000 / 100 / 2  # 200 m3 at least for one lane, then to half of it
    opened = THERE_H + SURVEY_H + lane_h
    assert found.life() == [
        (at(EARLY_H), "mustering"),
        (at(EARLY_H + READY_H), "en_route"),
        (at(THERE_H), "surveying"),
        (at(THERE_H + SURVEY_H), "working"),
        (at(opened + rest_h), "returning"),
        (at(opened + rest_h + drive_h(2)), "at_base"),
    ]
    assert [at(hour) for hour, _ in found.all(RoadOpened)] == [at(opened)]
    assert [at(hour) for hour, _ in found.all(DamageMended)] == [at(opened + rest_h)]


def test_one_lane_is_open_two_hours_after_the_machines_as_at_banan_in_2009():
    """6,000 m3, two machines of 100 m3/h on the face."""
    found = Yard(yard([team(machines=3)], [breaks(2, EARLY_H)])).run_h(6)
    assert [at(hour) for hour, _ in found.all(RoadOpened)] == [at(THERE_H + SURVEY_H + LANE_H)]


def test_a_temporary_bridge_of_32_m_is_open_as_long_after_the_kit_as_at_changtai_in_2016():
    kit = team("B", "bridger", machines=1, operators=2, shifts=2, ready_min=120)
    found = Yard(yard([kit], [breaks(2, EARLY_H, "bridge", 32)])).run_h(40)
    there = EARLY_H + 2 + drive_h(2)
    assert [at(hour) for hour, _ in found.all(RoadOpened)] == [at(there + 24 + 0.3 * 32)]
    assert 33 <= there + 33.6 - EARLY_H <= 41  # 37 h from the break to the opening, a tenth either way


def test_damage_that_passes_of_itself_frees_its_team_wherever_it_is():
    on_the_way = Yard(yard([team()], [breaks(2, EARLY_H, until_h=THERE_H - 0.1)])).run_h(12)
    at_work = Yard(yard([team()], [breaks(2, EARLY_H, until_h=THERE_H + 1)])).run_h(12)
    assert on_the_way.life()[2:4] == [
        (at(THERE_H), "returning"),
        (at(THERE_H + drive_h(2)), "at_base"),
    ]
    assert at_work.life()[3:5] == [
        (at(THERE_H + SURVEY_H), "working"),
        (at(THERE_H + 1), "returning"),
    ]
    assert at_work.all(DamageEased) == []


# --- machines, operators, several teams


def test_machines_of_several_teams_add_up_as_far_as_the_face_has_room():
    slides = [breaks(2, EARLY_H)]
    alone = Yard(yard([team(machines=1)], slides)).run_h(12)
    two = Yard(yard([team("A", machines=1), team("B", machines=1)], slides)).run_h(12)
    opened = {
        name: next(hour for hour, _ in found.all(RoadOpened)) for name, found in (("1", alone), ("2", two))
    }
    assert opened["1"] == pytest.approx(THERE_H + SURVEY_H + 2 * LANE_H)
    assert opened["2"] == pytest.approx(THERE_H + SURVEY_H + LANE_H)
    assert worked(two)[0] == pytest.approx(worked(two)[1])


def test_beyond_the_room_of_the_face_who_is_slower_stands_by_and_works_when_there_is_room():
    found = Yard(yard([team("A"), team("B", "slow")]))
    slide = found.slide(2, [2.0])
    found.order(0, slide)
    found.order(1, slide)
    found.run_h(12).finish()
    lives = [{status: hour for hour, status in found.life(crew)} for crew in (0, 1)]
    assert "working" not in lives[1]
    assert lives[1]["standing_by"] == lives[0]["working"]
    assert {fact.reason for _, fact in found.all(CrewChanged) if fact.status == "standing_by"} == {
        "face_full"
    }


def test_work_that_was_done_stays_done_when_others_go_on():
    found = Yard(yard([team("A", machines=1), team("B", machines=1)], repair={"survey": 0}))
    slide, other = found.slide(1, [8.0], most=1), None
    found.order(0, slide)
    found.run_h(READY_H + drive_h(1) + 3)
    other = found.slide(0, [1.0])
    found.order(0, other)
    found.order(1, slide)
    found.run_h(20)
    assert worked(found)[0] == pytest.approx(3 + 1)
    assert worked(found)[1] == pytest.approx(5)
    assert slide.whole
    assert other.whole


def test_a_machine_without_an_operator_does_not_work():
    found = Yard(yard([team(machines=3, operators=1)], [breaks(2, EARLY_H)])).run_h(12)
    assert [at(hour) for hour, _ in found.all(RoadOpened)] == [at(THERE_H + SURVEY_H + 2 * LANE_H)]
    assert {fact.machines for _, fact in found.all(CrewChanged)} == {1}


def test_a_team_without_any_operator_says_so_and_is_sent_nowhere():
    found = Yard(yard([team(operators=0)], [breaks(2, EARLY_H)])).run_h(12)
    assert [item.machines for _, _, item in found.told(CrewReport)] == [0]
    assert found.orders() == []


def test_a_team_that_cannot_use_its_machines_refuses_an_order_and_says_so():
    found = Yard(yard([team(operators=0)]))
    found.order(0, found.slide(2))
    found.run_h(2)
    assert found.life() == []
    assert [(item.status, item.machines) for _, _, item in found.told(CrewReport)] == [("at_base", 0)] * 2


def test_a_team_is_not_sent_to_what_it_cannot_do():
    found = Yard(yard([team("B", "bridger")], [breaks(2, EARLY_H)])).run_h(12)
    assert found.orders() == []


def test_a_team_that_finds_a_step_beyond_it_says_what_is_needed_and_goes():
    steps = Step("pumping", HOUR_MS), Step("substation", HOUR_MS)
    found = Yard(yard([team("A", "lineman"), team("P", "pumper")]))
    station = found.dead(2, *steps)
    found.order(0, station)
    found.run_h(24)
    assert [status for _, status in found.life(0)] == [
        *("mustering", "en_route", "standing_by", "returning", "at_base"),  # it finds water
        *("mustering", "en_route", "working", "returning", "at_base"),  # and comes when that is pumped out
    ]
    assert station.whole
    assert [(fact.team, fact.step) for _, fact in found.all(WorkDone)] == [(1, 0), (0, 1)]


# --- what wears a team out


def test_after_an_operational_period_a_team_rests_and_then_goes_on():
    found = Yard(yard([team(machines=1)], repair={"survey": 0}))
    slide = found.slide(2, [20.0])
    found.order(0, slide)
    found.run_h(40)
    began, stops = READY_H + drive_h(2), 12.0
    assert found.life()[2:6] == [
        (at(began), "working"),
        (at(stops), "resting"),
        (at(stops + 8), "working"),
        (at(stops + 8 + 20 - (stops - began)), "returning"),
    ]


def test_shifts_relieve_one_another_with_half_of_the_operators_each():
    two_shifts = team(machines=2, operators=2, shifts=2)
    found = Yard(yard([two_shifts], repair={"survey": 0}))
    found.order(0, found.slide(2, [20.0]))
    found.run_h(40)
    began = READY_H + drive_h(2)
    assert found.life()[2:4] == [(at(began), "working"), (at(began + 20), "returning")]


def test_a_short_time_at_the_base_is_no_rest():
    found = Yard(yard([team(machines=1)], repair={"survey": 0}))
    found.order(0, found.slide(0, [6.0]))
    found.run_h(READY_H + 6.5)
    found.order(0, found.slide(1, [6.0]))
    found.run_h(40)
    assert (12.0, "resting") in found.life()


def test_a_team_whose_fuel_is_spent_fetches_more_and_comes_back():
    found = Yard(yard([team("H", "hungry", machines=1)], repair={"survey": 0}))
    slide = found.slide(2, [1.5])
    found.order(0, slide)
    found.run_h(12)
    began = READY_H + drive_h(2)
    assert found.life()[2:7] == [
        (at(began), "working"),
        (at(began + 1), "returning"),
        (at(began + 1 + drive_h(2)), "refuelling"),
        (at(began + 1.5 + drive_h(2)), "en_route"),
        (at(began + 1.5 + 2 * drive_h(2)), "working"),
    ]
    assert slide.whole


def test_work_is_held_for_danger_and_goes_on_where_it_was():
    found = Yard(yard([team(machines=1)], repair={"survey": 0}))
    slide = found.slide(2, [4.0])
    found.order(0, slide)
    began = READY_H + drive_h(2)
    found.run_h(began + 1)
    found.world.works.hold(slide.number, True, slide.cause)
    found.world.works.hold(slide.number, True, slide.cause)
    found.run_h(began + 4)
    found.world.works.hold(slide.number, False, slide.cause)
    found.run_h(12)
    assert [status for _, status in found.life()[2:5]] == ["working", "standing_by", "working"]
    assert [fact.held for _, fact in found.all(WorkHeld)] == [True, False]
    assert [hour for hour, _ in found.all(DamageMended)] == [pytest.approx(began + 3 + 4, abs=1e-3)]
    assert "held" in {fact.reason for _, fact in found.all(CrewChanged)}


# --- roads that are closed on the way


def test_a_team_before_a_closed_road_waits_says_so_and_goes_when_it_opens():
    data = yard([team(ready_min=0)], repair={"patience": 10000, "sight": 600})
    found = Yard(data)
    found.slide(1, [1.0])  # nobody has seen it when the team is sent
    far = found.slide(3, [1.0])
    found.order(0, far)
    found.run_h(3)
    assert found.life() == [
        (0.0, "mustering"),
        (0.0, "en_route"),
        (at(drive_h(1)), "stranded"),
    ]
    assert [(fact.link, fact.node) for _, fact in found.all(CrewTurned)] == [(1, 1)]
    found.damages.mend(found.damages.all[0])
    found.run_h(8)
    assert found.life()[3:5] == [(3.0, "en_route"), (at(3 + drive_h(2)), "surveying")]
    assert far.whole


def test_whoever_stands_before_a_closed_road_tells_what_lies_on_it():
    found = Yard(yard([team(ready_min=0)], repair={"sight": 600, "patience": 10000}))
    found.slide(1, [1.0])
    found.order(0, found.slide(3, [1.0]))
    found.run_h(1)
    district = found.world.works.district
    assert sorted(district.picture.repairs.damages) == [0]
    assert district.picture.closed == {1}


def test_a_team_that_stands_too_long_is_sent_elsewhere():
    found = Yard(yard([team(ready_min=0)], repair={"sight": 600, "patience": 30}))
    found.slide(1, [1.0])
    found.order(0, found.slide(3, [1.0]))
    found.run_h(8)
    # what it has found is now known: once patience is over it is sent to clear that first
    assert found.orders()[1] == (pytest.approx(drive_h(1) + 0.5, abs=1e-3), 0, 0)
    assert [damage for _, _, damage in found.orders()] == [1, 0]
    assert found.damages.all[0].whole


def test_a_new_order_turns_a_team_on_its_way():
    found = Yard(yard([team(ready_min=0)], repair={"survey": 0, "sight": 600}))
    far, near = found.slide(3, [1.0]), found.slide(1, [1.0])
    found.order(0, far)
    found.run_h(0.1)
    found.order(0, near)
    found.run_h(3)
    assert found.life() == [
        (0.0, "mustering"),
        (0.0, "en_route"),
        (at(drive_h(1)), "working"),  # it was on the link, and goes on to its end
        (at(drive_h(1) + 0.5), "returning"),
        (at(2 * drive_h(1) + 0.5), "at_base"),
    ]
    assert near.whole
    assert not far.whole


# --- on foot


FAR = {"survey": 0, "sight": 600}
"""No survey, and nobody sees anything in time."""


def shut(found, link):
    """Close a link to vehicles, but not to people on foot."""
    found.world.context.roads.limit(link, ("engine",), None)


def test_where_no_vehicle_comes_through_a_team_walks_in_without_its_machines():
    found = Yard(yard([team("W", "walker", machines=1, ready_min=0)], repair={"survey": 0, "sight": 600}))
    shut(found, 2)
    slide = found.slide(3, [1.0], most=1)
    found.order(0, slide)
    found.run_h(24)
    walk_h = 10 / 4
    there = drive_h(2) + walk_h
    assert found.life() == [
        (0.0, "mustering"),
        (0.0, "en_route"),
        (at(drive_h(2)), "walking"),
        (at(there), "working"),
        (at(there + 2), "walking"),
        (at(there + 2 + walk_h), "returning"),
        (at(there + 2 + walk_h + drive_h(2)), "at_base"),
    ]


def test_a_team_that_needs_its_machines_does_not_walk():
    found = Yard(yard([team(ready_min=0)], repair={"survey": 0, "sight": 600}))
    shut(found, 2)
    found.order(0, found.slide(3, [1.0]))
    found.run_h(6)
    assert found.life()[-1][1] == "stranded"


def test_nobody_walks_farther_than_the_limit():
    rules = {"survey": 0, "sight": 600, "walk_limit": 2}
    found = Yard(yard([team("W", "walker", ready_min=0)], repair=rules))
    shut(found, 2)
    found.order(0, found.slide(3, [1.0]))
    found.run_h(6)
    assert found.life()[-1][1] == "stranded"


def test_people_on_foot_tire():
    rules = {"survey": 0, "sight": 600, "tired_after": 6, "tired": 0.5}
    found = Yard(yard([team("W", "walker", machines=1, ready_min=0)], repair=rules))
    shut(found, 2)
    found.order(0, found.slide(3, [2.5], most=1))
    found.run_h(24)
    there, tires = drive_h(2) + 2.5, drive_h(2) + 6
    done = (tires - there) * 0.5
    assert [hour for hour, _ in found.all(DamageMended)] == [
        pytest.approx(tires + (2.5 - done) / 0.25, abs=1e-3)
    ]


def test_a_way_that_is_closed_on_foot_too_is_found_there_and_the_team_goes_back():
    found = Yard(yard([team("W", "walker", ready_min=0)], nodes=6, repair={**FAR, "walk_limit": 8}))
    shut(found, 2)
    found.world.context.roads.cut(3, None)
    found.order(0, found.damages.strike(DamageKind.SLIDE, 4, 10, (5,), [Step("road_clearing", HOUR_MS)]))
    found.run_h(12)
    statuses = [status for _, status in found.life()]
    assert statuses.count("walking") == 1
    assert statuses[-1] == "stranded"
    assert [(fact.link, fact.node) for _, fact in found.all(CrewTurned)] == [(2, 2), (3, 3)]
