"""Decisions from a picture: who goes where. A policy never sees the truth."""

from collections.abc import Callable, Iterable
from typing import Protocol

from sim.picture import Picture
from sim.policy.coverage import Coverage
from sim.policy.nearest import Nearest
from sim.policy.plan import Plan
from sim.policy.run_card import RunCard
from sim.policy.second_alarm import SecondAlarm
from sim.record.facts import Order

__all__ = ["POLICIES", "Coverage", "Nearest", "Plan", "Policy", "RunCard", "SecondAlarm"]


class Policy(Protocol):
    """A rule of decision 策略."""

    def decide(self, picture: Picture) -> Iterable[Order]:
        """Return the orders to give now.

        Orders may be yielded one by one: each is given, and is in the picture, before the next is asked for.
        It is asked whenever the picture changes; one that wants to be asked at a time though nothing is heard
        has a method ``look_again_ms(picture)`` besides, which returns that time in ms or None.
        """
        ...


POLICIES: dict[str, Callable[[Plan], Policy]] = {
    "nearest": Nearest,
    "run-card": RunCard,
    "coverage": Coverage,
    "second-alarm": SecondAlarm,
}
"""The policies by name. `Nearest` goes by the time of travel over the roads that are believed open, from
where units said that they stand: it is the rule elsewhere called closest by believed time."""
