"""Decisions from a picture: who goes where. A policy never sees the truth."""

from collections.abc import Callable, Iterable
from typing import Protocol

from sim.picture import Picture
from sim.policy.coverage import Coverage
from sim.policy.nearest import Nearest
from sim.policy.plan import Plan
from sim.policy.run_card import RunCard
from sim.record.facts import Order

__all__ = ["POLICIES", "Coverage", "Nearest", "Plan", "Policy", "RunCard"]


class Policy(Protocol):
    """A rule of decision 策略."""

    def decide(self, picture: Picture) -> Iterable[Order]:
        """Return the orders to give now.

        Orders may be yielded one by one: each is given, and is in the picture, before the next is asked for.
        """
        ...


POLICIES: dict[str, Callable[[Plan], Policy]] = {
    "nearest": Nearest,
    "run-card": RunCard,
    "coverage": Coverage,
}
"""The policies by name."""
