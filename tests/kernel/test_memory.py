"""Laws of the garbage collector while a world runs: it spares what was there, and forgets nothing new."""

import gc
import weakref

import pytest

from sim.kernel import memory
from sim.kernel.memory import spared


class Knot:
    """Holds itself: only the collector can free it."""

    def __init__(self) -> None:
        self.itself = self


def state() -> tuple[tuple[int, int, int], int, bool]:
    return gc.get_threshold(), gc.get_freeze_count(), gc.isenabled()


def test_what_is_there_is_spared_and_looked_at_again_afterwards() -> None:
    knot = Knot()
    seen = weakref.ref(knot)
    with spared():
        del knot
        gc.collect()
        assert seen() is not None
    gc.collect()
    assert seen() is None


def test_what_a_run_leaves_behind_is_freed_while_it_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "_YOUNG", 200)
    with spared():
        seen = [weakref.ref(Knot()) for _ in range(2_000)]
        left = sum(knot() is not None for knot in seen)
    assert left <= 400


def test_the_collector_looks_less_often_and_then_as_before() -> None:
    before = state()
    with spared():
        assert gc.get_threshold()[0] > before[0][0]
        assert gc.get_threshold()[1:] == before[0][1:]
    assert state() == before


def test_a_run_that_fails_leaves_the_collector_as_it_was() -> None:
    before = state()
    with pytest.raises(ZeroDivisionError), spared():
        1 / 0  # noqa: B018
    assert state() == before


def test_a_collector_that_is_off_stays_off() -> None:
    gc.disable()
    try:
        with spared():
            assert not gc.isenabled()
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_one_world_may_run_inside_another() -> None:
    before = state()
    with spared():
        with spared():
            pass
        assert gc.get_threshold()[0] > 0
    assert state() == before
