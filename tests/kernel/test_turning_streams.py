"""Streams that turn: until then the luck that was, from then on another; what a place is never turns."""

import pytest

from sim.kernel.draw import Streams
from sim.kernel.fork import STANDING, Forked


def numbers(draws, count=300):
    return [draws.uniform() for _ in range(count)]


def test_until_it_turns_a_stream_is_that_of_the_replication():
    assert numbers(Forked(3, 4, 1, 0)("a")) == numbers(Streams(3, 4)("a"))


def test_a_stream_at_hand_goes_on_with_the_other_luck_from_its_beginning():
    forked = Forked(3, 4, 1, 0)
    draws = forked("a")
    numbers(draws, 7)
    forked.turn()
    assert numbers(draws) == numbers(Streams(3, 4, 1)("a")) != numbers(Streams(3, 4)("a"))


def test_a_stream_that_is_asked_for_later_is_of_the_other_luck():
    forked = Forked(3, 4, 2, 0)
    forked.turn()
    assert numbers(forked("b")) == numbers(forked.after("b")) != numbers(forked.before("b"))


@pytest.mark.parametrize("name", [f"{name}x" for name in STANDING])
def test_how_a_place_is_never_turns(name):
    forked = Forked(3, 4, 1, 0)
    forked.turn()
    assert numbers(forked(name)) == numbers(Streams(3, 4)(name))


def test_other_lucks_differ_from_one_another_and_luck_nought_is_the_very_luck():
    lucks = [tuple(numbers(Streams(3, 4, luck)("a"), 5)) for luck in range(4)]
    assert len(set(lucks)) == 4
    assert lucks[0] == tuple(numbers(Streams(3, 4)("a"), 5))


def test_a_stream_that_nobody_holds_any_more_is_not_kept():
    forked = Forked(3, 4, 1, 0)
    forked("a").uniform()
    assert [held() for _, held in forked._made] == [None]
    forked.turn()
    assert forked._made == []
