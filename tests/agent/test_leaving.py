"""People leave an operations centre that stays dark, tell the alternate before, and come back with power."""

from types import SimpleNamespace
from typing import Any

import pytest
from lost_centres import EOC, lost_centre
from worlds import scenario

from sim.agent.response.leaving import PACK_MS, Leaving
from sim.agent.standby import Holds, WhileInCommand
from sim.comms.member import Power
from sim.kernel.clock import Clock
from sim.record.posts import PostLost
from sim.terms.units import HOUR_MS, MINUTE_MS

HOME, CAUSE, PLACE, ELSEWHERE = 0, 7, 2, 3


class Feed:
    """A supply that is switched by hand."""

    def __init__(self, on: bool = True) -> None:
        self.on = on
        self.listeners: list[Any] = []

    def is_supplied(self, place: int) -> bool:
        return self.on

    def cause_of(self, place: int) -> int:
        return CAUSE

    def subscribe(self, listener: Any) -> None:
        self.listeners.append(listener)

    def turn(self, now_ms: int, on: bool, place: int = PLACE) -> None:
        self.on = on if place == PLACE else self.on
        for listener in self.listeners:
            listener(now_ms, place, on)


class House:
    """A centre in which people are, with what it would tell.

    Parameters
    ----------
    lost
        Spans in hours in which it is lost by script.
    alternate
        Whether there is one.
    on
        Whether it has power at the beginning.
    """

    def __init__(self, *lost: tuple[float, float], alternate: bool = True, on: bool = True) -> None:
        spans = [{"at": at, "until": until} for at, until in lost]
        world = scenario(lost_centre(lost=spans, dark=2))
        self.clock, self.told, self.log = Clock(), [], []
        self.lead = SimpleNamespace(in_command=True, listen_anew=lambda: self.told.append("listen"))
        self.centre = SimpleNamespace(
            address=EOC, deciders=[Holds(True)], think=lambda seq: self.told.append(f"think {seq}")
        )
        self.member = SimpleNamespace(carries={"fixed": Power()}, home=HOME)
        self.succession = SimpleNamespace(given=False, order=self._order) if alternate else None
        context = SimpleNamespace(
            scenario=world, clock=self.clock, log=SimpleNamespace(add=self._add), net=None, commands=None
        )
        self.leaving = Leaving(context, self.centre, self.member, self.lead, self.succession)
        self.feed = Feed(on)
        self.leaving.mind(self.feed, PLACE)

    def _order(self, cause: int) -> None:
        self.succession.given = True
        self.told.append(f"order {cause}")

    def _add(self, t: int, fact: PostLost, cause: int | None) -> int:
        self.log.append((t / HOUR_MS, fact.lost, fact.reason, cause))
        return len(self.log)

    def power(self, at_h: float, on: bool, place: int = PLACE) -> "House":
        """Let power go or come at an hour."""
        self.clock.run(round(at_h * HOUR_MS))
        self.feed.turn(self.clock.now, on, place)
        return self

    def run(self, until_h: float) -> list[tuple[float, bool, str, int | None]]:
        """Return what the log has by an hour."""
        self.clock.run(round(until_h * HOUR_MS))
        return self.log


GONE_H = 1 + 2 + PACK_MS / HOUR_MS
"""When a house is left that is dark from the first hour on."""


def test_a_dark_house_is_left_after_so_long_and_word_of_it_goes_before():
    house = House().power(1, False)
    assert house.run(3 - 0.001) == []
    house.run(3.001)
    assert (house.told, house.leaving.lost) == ([f"order {CAUSE}"], False)
    assert house.run(20) == [(GONE_H, True, "dark", CAUSE)]
    assert (house.leaving.lost, house.member.home, house.lead.in_command) == (True, None, False)
    assert not house.member.carries["fixed"].works(0)


def test_with_power_they_are_back_at_once_listen_anew_and_think():
    house = House().power(1, False).power(9, True)
    assert house.run(20)[-1] == (9, False, "dark", CAUSE)
    assert house.told == [f"order {CAUSE}", "listen", "think 2"]
    assert (house.leaving.lost, house.member.home, house.lead.in_command) == (False, HOME, True)
    assert house.succession.given is False, "it calls the alternate again"


@pytest.mark.parametrize("back_h", [1.5, 2.999, 3.1])
def test_power_that_is_back_before_they_are_gone_keeps_them_there(back_h):
    house = House().power(1, False).power(back_h, True)
    assert house.run(20) == []
    assert house.told == ([f"order {CAUSE}"] if back_h > 3 else [])


def test_the_time_in_the_dark_counts_from_the_last_loss():
    house = House().power(1, False).power(2, True).power(2.5, False)
    assert house.run(20) == [(pytest.approx(GONE_H + 1.5), True, "dark", CAUSE)]


def test_a_house_that_is_dark_from_the_beginning_is_left_as_well():
    assert House(on=False).run(20) == [(GONE_H - 1, True, "dark", CAUSE)]


def test_the_power_of_another_place_concerns_nobody_here():
    house = House().power(1, False, ELSEWHERE)
    assert house.run(20) == []
    house = House().power(1, False).power(2, True, ELSEWHERE)
    assert house.run(20) == [(GONE_H, True, "dark", CAUSE)]


def test_more_words_of_the_dark_change_nothing_once_they_are_gone():
    house = House().power(1, False).power(6, False)
    assert house.run(20) == [(GONE_H, True, "dark", CAUSE)]
    assert house.told == [f"order {CAUSE}"]


def test_without_an_alternate_they_leave_and_come_back_and_tell_nobody():
    house = House(alternate=False).power(1, False).power(9, True)
    assert [lost for _, lost, _, _ in house.run(20)] == [True, False]
    assert house.told == ["listen", "think 2"]


def test_what_is_lost_for_two_reasons_is_there_when_both_are_over():
    by_script_longer = House((2, 12)).power(1, False).power(9, True)
    assert by_script_longer.run(20) == [(2, True, "script", None), (12, False, "script", None)]
    assert "order 7" not in by_script_longer.told, "nobody is there who could tell"
    dark_longer = House((2, 5)).power(1, False).power(9, True)
    assert dark_longer.run(20) == [(2, True, "script", None), (9, False, "dark", CAUSE)]


def test_nobody_decides_or_speaks_there_while_it_is_lost():
    house, line = House((2, 5)), SimpleNamespace(is_lost=None)
    house.leaving.keep_silent(line)
    (decider,) = house.centre.deciders
    assert isinstance(decider, WhileInCommand)
    found = []
    for hour in (1, 3, 6):
        house.run(hour)
        found.append(line.is_lost())
    assert found == [False, True, False]


def test_they_pack_for_minutes_and_not_for_hours():
    assert MINUTE_MS <= PACK_MS <= 60 * MINUTE_MS
