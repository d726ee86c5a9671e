"""Laws of the end of a world: whoever closes it and forgets it has its memory back."""

import gc
import weakref

import mesa
import pytest
from worlds import scenario

from sim.record.header import Header
from sim.record.log import Log
from sim.run import run
from sim.terms.units import DAY_MS
from sim.world import World


def open_log() -> Log:
    return Log(
        Header(
            program="0",
            scenario=b"{}",
            fingerprint="",
            policy="nearest",
            seed=1,
            rep=0,
            horizon_ms=DAY_MS,
            start="2025-01-01T00:00:00+08:00",
        )
    )


def test_a_closed_world_and_its_log_are_freed_when_nobody_holds_them() -> None:
    log = open_log()
    world = World(scenario(), log)
    world.run(DAY_MS)
    world.finish()
    world.close()
    seen = [weakref.ref(world), weakref.ref(log), weakref.ref(world.units[0]), weakref.ref(world.centre)]
    del world, log
    gc.collect()
    assert [each() for each in seen] == [None] * len(seen)


def test_mesa_keeps_nothing_of_a_run() -> None:
    run(scenario(), days=1)
    gc.collect()
    before = len(gc.get_objects())
    for rep in range(3):
        run(scenario(), rep=rep, days=1)
    gc.collect()
    assert not [each for each in gc.get_objects() if isinstance(each, World)]
    assert len(gc.get_objects()) < before + 200


def test_closing_twice_does_no_harm() -> None:
    world = World(scenario(), open_log())
    world.close()
    world.close()
    assert not list(world.agents)


def test_a_mesa_without_such_a_table_is_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    world = World(scenario(), open_log())
    monkeypatch.delattr(mesa.Agent, "_ids", raising=False)
    world.close()
    assert not list(world.agents)
