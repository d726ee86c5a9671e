"""Two units of one station that are ordered in the same millisecond share its people, once."""

import pytest
from drills import world
from worlds import scenario

from sim.record.facts import MoveUp, UnitChanged
from sim.run import run


@pytest.mark.parametrize(("crew", "out"), [(12, [6, 6]), (10, [6, 4]), (8, [6])])
def test_a_unit_that_has_its_people_keeps_them_when_the_next_takes_the_rest(
    crew: int, out: list[int]
) -> None:
    plain = world([], {0: 2, 2: 1})
    plain["stations"][0]["crew"] = crew
    orders = [(60_000, MoveUp(0, 1)), (60_000, MoveUp(1, 1))]
    log = run(scenario(plain), "nearest", journal=orders, days=0.5)
    left = [f.crew for *_, f in log.entries() if isinstance(f, UnitChanged) and f.status == "moving_up"]
    assert left == out
