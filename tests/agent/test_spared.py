"""Slides spare those who had left their homes, and nobody else's luck changes for that."""

from types import SimpleNamespace

import pytest

from sim.agent.people.build import People
from sim.hazard.demand import Birth
from sim.kernel.draw import Streams
from sim.record.people import PeopleSpared


class Noted(list):
    """A log that only keeps what is added."""

    def add(self, t, fact, cause=None):
        self.append((t, fact, cause))
        return len(self) - 1


def people(gone, seed=1):
    """Return people of one village of a hundred, of whom some have left, without a world around them."""
    found = People.__new__(People)
    group = SimpleNamespace(gone=gone, people=100)
    found.words = {3: SimpleNamespace(groups=[group])}
    found._context = SimpleNamespace(
        streams=Streams(seed, 0), log=Noted(), clock=SimpleNamespace(now=7), scenario=None
    )
    return found


def birth(t_ms=1000, place=3):
    return Birth(t_ms, 1, 0, place, 0, (), 60_000, 1000)


def test_nobody_is_spared_where_nobody_left_or_nobody_is_at_risk():
    assert not people(0).spares(birth(), None)
    assert not people(100).spares(birth(place=5), None)
    assert people(100).left(5) == (0, 0)


def test_everybody_is_spared_where_all_have_left_and_the_log_says_so():
    all_gone = people(100)
    assert all_gone.spares(birth(), 42)
    assert all_gone._context.log == [(7, PeopleSpared(3, 1), 42)]


@pytest.mark.parametrize("gone", [20, 50, 80])
def test_the_share_spared_is_that_of_those_who_left(gone):
    some = people(gone)
    spared = sum(some.spares(birth(t_ms=t_ms), None) for t_ms in range(1000))
    assert spared / 1000 == pytest.approx(gone / 100, abs=0.05)


def test_whom_few_departures_spare_more_departures_spare_too():
    few, many = people(30), people(60)
    births = [birth(t_ms=t_ms) for t_ms in range(200)]
    assert all(many.spares(each, None) for each in births if few.spares(each, None))
