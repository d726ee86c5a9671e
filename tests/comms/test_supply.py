"""A script of the mains is told as it happens, in order, and only what changes."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from sim.comms.supply import ScriptedSupply, Supply, SupplyEvent
from sim.kernel.clock import Clock


def told(clock: Clock, supply: Supply) -> list[tuple[int, int, bool]]:
    found: list[tuple[int, int, bool]] = []
    supply.subscribe(lambda *what: found.append(what))
    clock.run(1000)
    return found


def test_a_script_is_told_in_the_order_of_time_and_place() -> None:
    clock = Clock()
    script = [SupplyEvent(50, 2, False), SupplyEvent(90, 1, True), SupplyEvent(50, 1, False)]
    assert told(clock, ScriptedSupply(clock, script)) == [(50, 1, False), (50, 2, False), (90, 1, True)]


def test_what_does_not_change_is_not_told_and_the_last_word_counts() -> None:
    clock = Clock()
    script = [SupplyEvent(5, 1, True), SupplyEvent(7, 1, False), SupplyEvent(7, 1, True)]
    assert told(clock, ScriptedSupply(clock, script)) == []


def test_a_place_is_supplied_unless_the_script_says_otherwise() -> None:
    clock = Clock()
    supply = ScriptedSupply(clock, [SupplyEvent(0, 1, False), SupplyEvent(10, 1, True)])
    assert [supply.is_supplied(place) for place in (1, 2)] == [False, True]
    clock.run(11)
    assert supply.is_supplied(1)


@given(st.lists(st.builds(SupplyEvent, st.integers(0, 30), st.integers(0, 2), st.booleans()), max_size=15))
def test_what_is_told_alternates_and_adds_up_to_what_is_true(script: list[SupplyEvent]) -> None:
    clock = Clock()
    supply = ScriptedSupply(clock, script)
    first = {place: supply.is_supplied(place) for place in range(3)}
    heard = told(clock, supply)
    assert heard == sorted(heard, key=lambda each: each[:2])
    for place in range(3):
        says = [first[place], *(what for _, where, what in heard if where == place)]
        assert all(one is not other for one, other in pairwise(says))
        assert says[-1] is supply.is_supplied(place)
