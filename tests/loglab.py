"""Logs made by hand, and strategies for logs of any facts."""

from pathlib import Path
from typing import Any, TypeAlias, get_type_hints

from hypothesis import strategies as st

from sim.record.facts import (
    FACTS,
    CallOver,
    CallReport,
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
_text = st.sampled_from(["ideal", "无线", "on_scene", ""])
_OF_TYPE = {
    int: _number,
    bool: st.booleans(),
    str: _text,
    int | None: st.none() | _number,
    tuple[tuple[int, int], ...]: st.lists(st.tuples(_number, _number), max_size=2).map(tuple),
    tuple[tuple[int, int, int], ...]: st.lists(st.tuples(_number, _number, _number), max_size=2).map(tuple),
    tuple[int, int, int]: st.tuples(_number, _number, _number),
    tuple[int, int, int, int]: st.tuples(_number, _number, _number, _number),
    tuple[int, ...]: st.lists(_number, max_size=3).map(tuple),
    tuple[int, int, int]: st.tuples(_number, _number, _number),
    tuple[str, ...]: st.lists(_text, max_size=2).map(tuple),
    tuple[tuple[str, int], ...]: st.lists(st.tuples(_text, _number), max_size=2).map(tuple),
}


def _field(kind: type, name: str) -> st.SearchStrategy[Any]:
    """Return any value of a field: by its type, so that a new kind of fact needs no word here."""
    if name == "body":
        return st.lists(st.sampled_from(BODY).flatmap(items), max_size=3).map(tuple)
    if name == "order" and get_type_hints(kind)[name] is not int:
        return st.sampled_from(ORDERS).flatmap(items)
    return _OF_TYPE[get_type_hints(kind)[name]]


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
