"""Logs made by hand, and strategies for logs of any facts."""

from pathlib import Path
from typing import Any, TypeAlias

from hypothesis import strategies as st

from sim.record.facts import (
    FACTS,
    CallOver,
    CallReport,
    DamageBegan,
    Dispatch,
    Fact,
    HandOver,
    MoveUp,
    Recall,
    ReliefWanted,
    RoadReport,
    SizeUp,
    UnitReport,
)
from sim.record.header import Header
from sim.record.log import Log
from sim.record.repair import CrewReport, DamageReport, WorkOrder
from sim.record.rows import Sink
from sim.terms.enums import CallStage, UnitStatus

Entry: TypeAlias = tuple[int, int | None, Fact]

HEADER = Header(
    program="0.1.0",
    scenario=b"{}",
    fingerprint="0" * 32,
    policy="nearest",
    seed=1,
    rep=0,
    horizon_ms=86_400_000,
    start="2025-01-01T00:00:00+08:00",
)
ORDERS = (Dispatch, Recall, MoveUp, HandOver, WorkOrder)
REPORTS = (CallReport, UnitReport, SizeUp, CallOver, ReliefWanted, RoadReport, DamageReport, CrewReport)
BODY = (*REPORTS, *ORDERS)

_number = st.one_of(st.integers(0, 200), st.integers(-(2**62), 2**62))
_words = {"status": [s.value for s in UnitStatus], "stage": [s.value for s in CallStage]}
_special = {
    "bearer": st.sampled_from(["ideal", "无线"]),
    "network": st.sampled_from(["radio370", "telecom"]),
    "via": st.lists(_number, max_size=3).map(tuple),
    "on": st.booleans(),
    "up": st.booleans(),
    "by": st.sampled_from(["", "radio370", "传信"]),
    "reason": st.text(max_size=8),
    "closed": st.booleans(),
    "foot": st.booleans(),
    "needs": st.lists(st.tuples(st.sampled_from(["engine", "云梯"]), _number), max_size=2).map(tuple),
    "avoid": st.lists(_number, max_size=3).map(tuple),
    "path": st.lists(_number, max_size=3).map(tuple),
    "relieves": st.none() | _number,
    "nodes": st.lists(_number, max_size=3).map(tuple),
    "held": st.booleans(),
    "whole": st.booleans(),
    "capability": st.sampled_from(["", "抢通"]),
    "left_ms": st.none() | _number,
    "vehicles": st.lists(st.sampled_from(["engine", "轻型"]), max_size=2).map(tuple),
    "work": st.lists(st.tuples(st.sampled_from(["road_clearing", "抢修"]), _number), max_size=2).map(tuple),
    **{name: st.sampled_from(words) for name, words in _words.items()},
}


def _field(kind: type, name: str) -> st.SearchStrategy[Any]:
    if name == "body":
        return st.lists(st.sampled_from(BODY).flatmap(items), max_size=3).map(tuple)
    if name == "order":
        return st.sampled_from(ORDERS).flatmap(items)
    if (name, kind.__name__[:4]) in {("call", "Unit"), ("damage", "Crew")}:
        return st.none() | _number
    if name == "kind" and kind.__struct_fields__[0] in {"hazard", "damage"}:
        return st.sampled_from(["slide", "暴雨"])
    if name == "hazard" and kind is DamageBegan:
        return st.none() | _number
    return _special.get(name, _number)


def items(kind: type) -> st.SearchStrategy[Any]:
    """Return facts, orders or reports of one kind, of any content."""
    return st.builds(kind, **{name: _field(kind, name) for name in kind.__struct_fields__})


facts = st.sampled_from(FACTS).flatmap(items)


def entries(min_size: int = 0, max_size: int = 20) -> st.SearchStrategy[list[Entry]]:
    """Return rows whose time never falls and whose facts are any."""
    row = st.tuples(st.integers(0, 2**40), st.none() | st.integers(0, 2**33), facts)
    return st.lists(row, min_size=min_size, max_size=max_size).map(
        lambda rows: sorted(rows, key=lambda r: r[0])
    )


def write(rows: list[Entry], path: Path | None = None, sinks: list[Sink] | None = None, **how: Any) -> Log:
    """Return the closed log of some rows."""
    log = Log(HEADER, path, sinks=sinks or [], **how)
    for t, cause, fact in rows:
        log.add(t, fact, cause)
    log.close()
    return log
