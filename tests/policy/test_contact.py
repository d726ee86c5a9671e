"""Whom a district sends to townships that it does not hear, decided from a picture told by hand."""

from dataclasses import replace

import pytest
from drills import world
from worlds import scenario

from sim.network.roads import RoadGraph, travel_ms
from sim.network.travel import Travel
from sim.picture import Picture
from sim.policy.contact import ContactPlan, RestoreContact
from sim.record.facts import Deploy, RoadReport, SituationReport, TeamReport
from sim.record.message import Letter
from sim.terms.ids import Band
from sim.terms.units import HOUR_MS, MINUTE_MS

SILENCE_MS = 90 * MINUTE_MS


class Eoc:
    """An operations centre on paper: five townships on a line, 1000 people in the first, 5000 in the last."""

    def __init__(self, homes, ranks):
        made = scenario(world([]))
        graph = RoadGraph.of(made)
        travel = {"engine": Travel(graph, travel_ms(graph, made, "engine"))}
        people = [1000, 2000, 3000, 4000, 5000]
        vehicles = ["engine"] * len(homes)
        self.policy = RestoreContact(
            ContactPlan(range(5), people, SILENCE_MS, homes, vehicles, ranks, travel)
        )
        self.picture = Picture(400_000)

    def hear(self, township, at_ms):
        self.tell(Band.TOWNSHIP.address(township), at_ms, SituationReport(township, 0))

    def tell(self, sender, at_ms, *body):
        self.picture.now_ms = max(self.picture.now_ms, at_ms)
        self.picture.learn(Letter(sender, at_ms, 0, body))

    def decide(self, at_ms, misses=()):
        self.picture.now_ms, given = at_ms, []
        for order in self.policy.decide(self.picture):
            self.picture.note(order)
            given.append((order.team, order.township))
            if order.team in misses:
                self.picture.miss(order)
        return given


@pytest.fixture
def eoc():
    """Return a centre with two teams of the best kind, at nodes 0 and 3, and one of the next at node 4."""
    return Eoc([0, 3, 4], [0, 0, 1])


def test_nobody_is_missed_before_reports_are_due(eoc):
    eoc.policy.plan = replace(eoc.policy.plan, reports_ms=3 * SILENCE_MS)
    assert eoc.decide(3 * SILENCE_MS - 1) == []
    assert eoc.decide(3 * SILENCE_MS) != []


def test_nobody_is_out_of_contact_until_the_silence_is_exceeded(eoc):
    assert eoc.decide(SILENCE_MS) == []
    assert eoc.decide(SILENCE_MS + 1) != []


def test_the_most_people_come_first_each_with_the_nearest_of_the_best_kind(eoc):
    assert eoc.decide(2 * HOUR_MS) == [(1, 4), (0, 3), (2, 2)]


def test_as_many_people_are_taken_in_the_order_of_their_numbers():
    eoc = Eoc([0, 0], [0, 0])
    eoc.policy.plan.people[:] = [5, 5, 5, 5, 5]
    assert eoc.decide(2 * HOUR_MS) == [(0, 0), (1, 1)]


def test_a_township_that_was_heard_in_time_gets_nobody(eoc):
    for township in (0, 1, 3, 4):
        eoc.hear(township, HOUR_MS)
    assert eoc.decide(2 * HOUR_MS) == [(1, 2)]


def test_to_a_township_to_which_a_team_goes_no_other_is_sent(eoc):
    eoc.decide(2 * HOUR_MS)
    assert eoc.decide(3 * HOUR_MS) == []
    assert {view.township for view in eoc.picture.teams.values()} == {4, 3, 2}


def test_word_that_came_and_came_no_more_calls_for_the_next_team():
    eoc = Eoc([0, 0], [0, 1])
    for township in range(4):
        eoc.hear(township, 20 * HOUR_MS)
    assert eoc.decide(20 * HOUR_MS) == [(0, 4)]
    eoc.hear(4, 20 * HOUR_MS + 5)
    assert eoc.decide(21 * HOUR_MS) == []
    for township in range(4):
        eoc.hear(township, 22 * HOUR_MS)
    assert eoc.decide(22 * HOUR_MS) == [(1, 4)]


def test_a_team_that_says_its_kit_is_spent_helps_nobody(eoc):
    first = eoc.decide(2 * HOUR_MS)
    eoc.tell(Band.COMMS_TEAM.address(1), 3 * HOUR_MS, TeamReport(1, "spent", 4))
    assert first[0] == (1, 4)
    assert eoc.policy.out_of_contact(eoc.picture) == [4, 1, 0]
    assert eoc.decide(3 * HOUR_MS) == []  # nobody is left


def test_a_team_that_is_out_or_was_ordered_is_not_sent_again(eoc):
    eoc.tell(Band.COMMS_TEAM.address(0), HOUR_MS, TeamReport(0, "en_route", 0))
    assert [team for team, _ in eoc.decide(2 * HOUR_MS)] == [1, 2]


def test_a_team_that_has_reported_from_its_base_can_be_sent(eoc):
    eoc.tell(Band.COMMS_TEAM.address(1), HOUR_MS, TeamReport(1, "at_base", 3))
    assert eoc.decide(2 * HOUR_MS)[0] == (1, 4)


def test_for_a_team_that_cannot_be_raised_the_next_is_sent_to_the_same_place_at_once(eoc):
    assert eoc.decide(2 * HOUR_MS, misses={1}) == [(1, 4), (0, 4), (2, 3)]


def test_when_nobody_can_be_raised_each_is_tried_once(eoc):
    given = eoc.decide(2 * HOUR_MS, misses={0, 1, 2})
    assert given == [(1, 4), (0, 4), (2, 4)]
    assert eoc.decide(2 * HOUR_MS) == []


def test_a_team_without_a_known_way_is_passed_over(eoc):
    eoc.tell(1, HOUR_MS, RoadReport(3, True))
    assert eoc.decide(2 * HOUR_MS) == [(2, 4), (1, 3), (0, 2)]


def test_an_order_names_seat_and_closed_links(eoc):
    eoc.tell(1, HOUR_MS, RoadReport(0, True), RoadReport(2, True))
    eoc.picture.now_ms = 2 * HOUR_MS
    assert eoc.policy.next_order(eoc.picture) == Deploy(1, 4, 4, (0, 2))
