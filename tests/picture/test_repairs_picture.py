"""What a post knows of damage and of teams: from what was told, the newest word, and its own orders."""

import pytest

from sim.picture import Picture
from sim.record.message import Letter
from sim.record.repair import CrewReport, DamageReport, WorkOrder


def slide(number=0, capability="road_clearing", whole=False, left_ms=None):
    return DamageReport(number, "slide", 3, 500, (3, 4), capability, whole, left_ms)


def crew(status="at_base", damage=None, machines=2, team=0, node=0):
    return CrewReport(team, status, node, damage, machines)


@pytest.fixture
def picture():
    return Picture(400_000)


def tell(picture, *items, at_ms=1000):
    """Let a post be told; whether it changes anything that a decision may hang on."""
    picture.now_ms = max(picture.now_ms, at_ms)
    return picture.learn(Letter(5, at_ms, 1, items))


def test_new_damage_calls_for_a_decision_and_the_same_word_again_does_not(picture):
    assert tell(picture, slide())
    assert not tell(picture, slide(), at_ms=2000)
    assert picture.repairs.damages[0].told_ms == 2000


def test_another_capability_calls_for_a_decision(picture):
    tell(picture, slide())
    assert tell(picture, slide(capability="bridge"), at_ms=2000)
    assert picture.repairs.damages[0].capability == "bridge"


def test_an_older_word_that_was_overtaken_changes_nothing(picture):
    tell(picture, slide(left_ms=5), at_ms=2000)
    assert not tell(picture, slide(capability="bridge"), at_ms=1000)
    assert picture.repairs.damages[0].left_ms == 5


def test_what_was_measured_holds_until_another_step_is_next(picture):
    tell(picture, slide(left_ms=700))
    tell(picture, slide(), at_ms=2000)
    assert picture.repairs.damages[0].left_ms == 700
    tell(picture, slide(capability="bridge"), at_ms=3000)
    assert picture.repairs.damages[0].left_ms is None


def test_what_is_whole_is_forgotten_and_never_comes_back(picture):
    tell(picture, slide())
    assert tell(picture, slide(whole=True), at_ms=2000)
    assert not tell(picture, slide(), at_ms=3000)
    assert not tell(picture, slide(whole=True), at_ms=4000)
    assert picture.repairs.damages == {}


def test_word_that_something_is_whole_of_which_nobody_knew_is_no_news(picture):
    assert not tell(picture, slide(whole=True))
    assert not tell(picture, slide(), at_ms=2000)


def test_a_team_is_meant_for_what_it_was_ordered_to_until_it_names_another(picture):
    tell(picture, crew())
    picture.note(WorkOrder(0, 7, (1,)))
    assert [view.team for view in picture.repairs.meant()[7]] == [0]
    tell(picture, crew("en_route", 7), at_ms=2000)
    assert picture.repairs.crews[0].order is None
    tell(picture, crew("returning"), at_ms=3000)
    assert picture.repairs.meant() == {}


def test_a_word_from_before_the_order_is_no_answer_to_it(picture):
    picture.now_ms = 5000
    picture.note(WorkOrder(0, 7, (1,)))
    tell(picture, crew(), at_ms=4000)
    assert picture.repairs.crews[0].goes_to == 7


def test_a_team_that_still_does_something_else_has_not_answered(picture):
    tell(picture, crew("working", 3))
    picture.note(WorkOrder(0, 7, (1,)))
    tell(picture, crew("working", 3), at_ms=2000)
    assert picture.repairs.crews[0].goes_to == 7


def test_a_team_without_usable_machines_has_answered(picture):
    picture.note(WorkOrder(0, 7, (1,)))
    tell(picture, crew(machines=0), at_ms=2000)
    assert picture.repairs.crews[0].order is None


def test_a_team_that_no_order_reaches_is_silent_until_it_is_heard(picture):
    tell(picture, crew())
    order = WorkOrder(0, 7, (1,))
    picture.note(order)
    assert picture.miss(order)
    assert (picture.repairs.crews[0].silent, picture.repairs.meant()) == (True, {})
    assert tell(picture, crew(), at_ms=2000)
    assert not picture.repairs.crews[0].silent
    assert picture.repairs.crews[0].order is None


def test_an_order_that_another_has_replaced_is_not_missed(picture):
    old, new = WorkOrder(0, 7, (1,)), WorkOrder(0, 8, (1,))
    picture.note(old)
    picture.note(new)
    assert not picture.miss(old)
    assert not picture.repairs.crews[0].silent


def test_a_status_counts_from_when_it_was_first_told(picture):
    tell(picture, crew("stranded", 7))
    tell(picture, crew("stranded", 7), at_ms=5000)
    assert (picture.repairs.crews[0].since_ms, picture.repairs.crews[0].told_ms) == (1000, 5000)


def test_who_stands_before_a_closed_road_on_another_errand_has_not_waited_yet(picture):
    tell(picture, crew("stranded", 7))
    tell(picture, crew("stranded", 8), at_ms=5000)
    assert picture.repairs.crews[0].since_ms == 5000


def test_an_older_status_that_was_overtaken_is_left(picture):
    tell(picture, crew("working", 7), at_ms=5000)
    assert not tell(picture, crew("en_route", 7), at_ms=4000)
    assert picture.repairs.crews[0].status == "working"


def test_the_same_status_again_calls_for_no_decision(picture):
    assert tell(picture, crew())
    assert not tell(picture, crew(), at_ms=2000)
