"""Repairs against published cases: how long until a lane is open, and until a temporary bridge stands."""

import csv
from pathlib import Path

import pytest
from yards import Yard, breaks, drive_h, team, yard

from sim.record.facts import RoadOpened
from sim.record.repair import CrewChanged

EVENTS = Path(__file__).resolve().parents[3] / "shared" / "data" / "validation" / "events"
needs_cases = pytest.mark.skipif(
    not EVENTS.is_dir(), reason="the published cases are not beside the checkout"
)


def case(file, name):
    """Return the row of a published case whose name begins so."""
    with (EVENTS / file).open(encoding="utf-8") as lines:
        return next(row for row in csv.DictReader(lines) if row["case"].startswith(name))


def opened(found, link=2):
    """Return the hour at which a road opens."""
    return next(hour for hour, fact in found.all(RoadOpened) if fact.link == link)


@needs_cases
def test_a_lane_through_six_thousand_cubic_metres_opens_as_long_after_the_alarm_as_at_banan():
    """The crew was there after 1.2 h, the machines after 1.8 h, half the width was open after 3.9 h."""
    row = case("road_clearing_cases.csv", "Yuqian")
    volume_m3, lane_h = float(row["volume_m3"]), float(row["t_alarm_to_one_lane_h"])
    there_h, machines_h = float(row["t_alarm_to_crew_h"]), float(row["t_alarm_to_machines_h"])
    ready_min = 60 * (there_h - drive_h(2))
    survey_h = machines_h - there_h
    crew = team(machines=3, operators=3, ready_min=ready_min)
    found = Yard(yard([crew], [breaks(2, 1, size=volume_m3)], repair={"survey": survey_h})).run_h(12)
    at_work = next(hour for hour, fact in found.all(CrewChanged) if fact.status == "working")
    assert at_work - 1 == pytest.approx(machines_h, abs=0.01)
    assert opened(found) - 1 == pytest.approx(lane_h, abs=0.2)


@needs_cases
def test_by_the_programs_own_figures_a_lane_opens_within_a_tenth_of_that():
    row = case("road_clearing_cases.csv", "Yuqian")
    found = Yard(yard([team(machines=3)], [breaks(2, 1, size=float(row["volume_m3"]))])).run_h(12)
    assert opened(found) - 1 == pytest.approx(float(row["t_alarm_to_one_lane_h"]), rel=0.1)


@needs_cases
def test_a_temporary_bridge_stands_as_long_after_the_break_as_at_changtai():
    """32 m, open 37 h after the break, erected in 20 h of work by people who relieved one another."""
    row = case("temporary_bridge_cases.csv", "Changtai")
    kit = team("B", "bridger", machines=1, operators=2, shifts=2, ready_min=120)
    found = Yard(yard([kit], [breaks(2, 1, "bridge", float(row["span_m"]))])).run_h(60)
    assert opened(found) - 1 == pytest.approx(float(row["t_event_to_open_h"]), rel=0.1)


@pytest.mark.parametrize(("machines", "hours"), [(1, 4.0), (2, 2.0), (4, 2.0), (30, 2.0)])
def test_the_face_and_not_the_fleet_sets_the_rate(machines, hours):
    """At Ranwu in 2014 thirty machines came, and one or two could work."""
    found = Yard(yard([team(machines=machines)], [breaks(2, 1)])).run_h(12)
    at_work = next(hour for hour, fact in found.all(CrewChanged) if fact.status == "working")
    assert opened(found) - at_work == pytest.approx(hours)
