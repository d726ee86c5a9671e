"""Laws of needs in a picture: the newest word counts, and what is over stays over."""

import pytest

from sim.picture.capabilities import Capabilities
from sim.record.capability import NeedReport
from sim.terms.enums import Skill
from sim.terms.tasks import is_task, task_number, task_of

NUMBER = task_number(4, Skill.HAZMAT)


def said(over=False, left_ms=None):
    """Return word of a need."""
    return NeedReport(4, "hazmat", 2, over, left_ms)


def test_a_need_is_news_once():
    found = Capabilities()
    assert found.learn(said(), 10)
    assert not found.learn(said(), 20)
    assert found.needs[NUMBER].told_ms == 20
    assert found.needs[NUMBER].nodes == (2,)


def test_an_older_word_changes_nothing():
    found = Capabilities()
    found.learn(said(left_ms=5), 20)
    assert not found.learn(said(left_ms=9), 10)
    assert found.needs[NUMBER].left_ms == 5


def test_the_last_measure_of_what_is_left_holds_until_another_comes():
    found = Capabilities()
    for left_ms, held in ((7, 7), (None, 7), (3, 3)):
        found.learn(said(left_ms=left_ms), 10)
        assert found.needs[NUMBER].left_ms == held


@pytest.mark.parametrize("known", [True, False])
def test_what_is_over_stays_over_whatever_comes_late(known):
    found = Capabilities()
    if known:
        found.learn(said(), 10)
    assert found.learn(said(over=True), 20) is known
    assert not found.learn(said(), 15)
    assert found.needs == {}


def test_a_task_has_a_number_of_its_own_beyond_all_damage():
    numbers = [task_number(call, skill) for call in range(50) for skill in Skill]
    assert len(set(numbers)) == len(numbers)
    assert all(is_task(number) for number in numbers)
    assert [task_of(number) for number in numbers] == [(call, skill) for call in range(50) for skill in Skill]
    assert not is_task(None)
    assert not is_task(9_999_999)
