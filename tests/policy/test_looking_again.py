"""A policy that looks only at what is new decides as one that looks at everything each time."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from random_worlds import districts
from worlds import scenario

from sim.picture import Picture
from sim.policy import POLICIES, Plan, Policy
from sim.record.facts import Order
from sim.run import run
from sim.scenario.load import load

pytestmark = pytest.mark.no_cover  # whole runs: see tests/conftest.py


def forgetful(name: str) -> Callable[[Plan], Policy]:
    """Return a policy under its own name that takes everything for new at each decision."""

    class Forgetful(POLICIES[name]):  # type: ignore[misc,valid-type]
        def decide(self, picture: Picture) -> Iterator[Order]:
            self._turn_of = (None, 0)
            for call in picture.calls.values():
                call.settled = call.trimmed = -1
            yield from super().decide(picture)

    Forgetful.name = name
    return Forgetful


@pytest.mark.parametrize("name", sorted(POLICIES))
@settings(max_examples=15)
@given(data=districts())
def test_what_was_settled_stays_settled_until_something_is_new(name: str, data: dict[str, Any]) -> None:
    district = scenario(data)
    assert run(district, name, days=2.5).digest == run(district, forgetful(name), days=2.5).digest


@pytest.mark.parametrize("name", sorted(POLICIES))
def test_the_same_holds_where_units_are_short_for_days(name: str) -> None:
    district = load("fuling", ["demand.scale=15"])
    assert run(district, name, days=4).digest == run(district, forgetful(name), days=4).digest
