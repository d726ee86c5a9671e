"""P14 and P15: writing a million rows to a log, and grouping them by kind."""

import atexit
import json
import random
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from experiments.benchmarks.harness import Benchmark, Goal, Runs, Variant, cpu_ms, ratio
from sim.record.facts import CallAnswered, CallTaken, Fact, FuelChanged, RoadCut, UnitChanged
from sim.record.file import read_log
from sim.record.header import Header
from sim.record.log import Log
from sim.terms.enums import UnitStatus

if TYPE_CHECKING:
    import pandas as pd

ROWS = 1_000_000
STATUSES = [status.value for status in UnitStatus]
HEADER = Header(
    program="benchmark",
    scenario=b"{}",
    fingerprint="",
    policy="",
    seed=1,
    rep=0,
    horizon_ms=2**45,
    start="2025-01-01T00:00:00+08:00",
)
Row = tuple[int, int, str, int, int, int, int]
"""Time in ms, unit, status, node, call, crew, expected time in ms."""
Groups = dict[str, tuple[int, float, int]]
"""By kind: count, mean and latest time in ms."""


@cache
def folder() -> Path:
    """Return a folder that is removed at the end."""
    path = Path(tempfile.mkdtemp(prefix="sanduan-bench-"))
    atexit.register(shutil.rmtree, path, ignore_errors=True)
    return path


@cache
def rows() -> list[Row]:
    """Return rows of a year, in the order of time, mostly random."""
    draw = random.Random(14)
    times = sorted(draw.randrange(365 * 86_400_000) for _ in range(ROWS))
    return [_row(t, draw) for t in times]


def _row(t: int, draw: random.Random) -> Row:
    status = draw.choice(STATUSES)
    return t, draw.randrange(120), status, draw.randrange(20_000), draw.randrange(150_000), 6, t % 900_000


# P14: each variant collects the rows one by one, as a run does, and leaves them in a file


def our_file() -> Path:
    """Stream facts to a log file."""
    path = folder() / "ours.sdlog"
    log = Log(HEADER, path, keep=False)
    add = log.add
    for t, unit, status, node, call, crew, eta_ms in rows():
        add(t, UnitChanged(unit, status, node, call, crew, eta_ms))
    log.close()
    return path


def our_memory() -> str:
    """Keep facts in memory, with their digest."""
    log = Log(HEADER)
    add = log.add
    for t, unit, status, node, call, crew, eta_ms in rows():
        add(t, UnitChanged(unit, status, node, call, crew, eta_ms))
    log.close()
    return log.digest


def message_pack() -> Path:
    """Write each row by itself, as MessagePack: the cheapest stream that survives a crash."""
    path = folder() / "rows.msgpack"
    encode = msgspec.msgpack.Encoder().encode
    with path.open("wb") as file:
        for row in rows():
            file.write(encode(row))
    return path


def json_lines() -> Path:
    """Write each row by itself, as JSON of the standard library."""
    path = folder() / "rows.jsonl"
    with path.open("w", encoding="ascii") as file:
        for row in rows():
            file.write(json.dumps(row) + "\n")
    return path


def sqlite() -> Path:
    """Write rows to SQLite, ten thousand at a time."""
    path = folder() / "rows.sqlite"
    path.unlink(missing_ok=True)
    with sqlite3.connect(path) as base:
        base.execute("pragma journal_mode=wal")
        base.execute("pragma synchronous=normal")
        base.execute(
            "create table row (t integer, unit integer, status text, node integer, call, crew, eta_ms)"
        )
        for start in range(0, ROWS, 10_000):
            with base:
                base.executemany("insert into row values (?,?,?,?,?,?,?)", rows()[start : start + 10_000])
    base.close()
    return path


def _ours_read(path: Path) -> Iterator[Row]:
    for _, t, _, fact in read_log(path).entries():
        if isinstance(fact, UnitChanged) and fact.call is not None:
            yield t, fact.unit, fact.status, fact.node, fact.call, fact.crew, fact.eta_ms


def _message_pack_read(path: Path) -> Iterator[Row]:
    data = path.read_bytes()
    stream = b"".join((b"\xdd", ROWS.to_bytes(4, "big"), data))
    yield from msgspec.msgpack.decode(stream, type=list[Row])


def _json_read(path: Path) -> Iterator[Row]:
    with path.open(encoding="ascii") as file:
        for line in file:
            yield tuple(json.loads(line))


def _sqlite_read(path: Path) -> Iterator[Row]:
    base = sqlite3.connect(path)
    yield from base.execute("select * from row")
    base.close()


READ: dict[str, Callable[[Path], Iterator[Row]]] = {
    "log file": _ours_read,
    "MessagePack per row": _message_pack_read,
    "JSON lines": _json_read,
    "SQLite": _sqlite_read,
}


def same_rows(results: Mapping[str, object]) -> str:
    """Read each file back and compare it with what was written."""
    wrong = [name for name, read in READ.items() if list(read(Path(str(results[name])))) != rows()]
    return f"{', '.join(wrong)} does not give back what was written" if wrong else ""


def writers() -> list[Variant]:
    """Return the ways to write."""
    rows()
    return [
        Variant("log file", our_file),
        Variant("log in memory", our_memory),
        Variant("MessagePack per row", message_pack),
        Variant("JSON lines", json_lines, repeats=2),
        Variant("SQLite", sqlite, repeats=2),
    ]


def bytes_per_row(runs: Runs) -> float:
    """Return the size of the log file by row."""
    return Path(str(runs.results["log file"])).stat().st_size / ROWS


# P15: each variant reads its file and groups the rows by kind


def _fact(row: Row) -> Fact:
    """Return a fact of one of five kinds."""
    _, unit, status, node, call, crew, eta_ms = row
    kinds: tuple[Fact, ...] = (
        CallAnswered(call),
        CallTaken(call),
        UnitChanged(unit, status, node, call, crew, eta_ms),
        RoadCut(node),
        FuelChanged(unit, crew, 0, eta_ms),
    )
    return kinds[(node + eta_ms) % 5]


@cache
def mixed() -> Path:
    """Return a log of five kinds of facts."""
    path = folder() / "mixed.sdlog"
    with Log(HEADER, path, keep=False) as log:
        for row in rows():
            log.add(row[0], _fact(row))
    return path


@cache
def frame() -> "pd.DataFrame":
    """Return time and kind of the facts as a pandas table."""
    import pandas as pd

    pairs = [(row[0], type(_fact(row)).__name__) for row in rows()]
    return pd.DataFrame(pairs, columns=["t", "kind"])


def by_log() -> Groups:
    """Group the log file, from its index."""
    found = read_log(mixed()).index().by_kind()
    return {kind.__name__: (f.count, round(f.mean_ms, 3), f.max_ms) for kind, f in found.items()}


def by_log_rows() -> Groups:
    """Group the log file, from its rows."""
    times: dict[str, list[int]] = {}
    for _, batch, _, facts in read_log(mixed()).batches():
        for t, fact in zip(batch, facts, strict=True):
            times.setdefault(type(fact).__name__, []).append(t)
    return {
        kind: (len(all_t), round(sum(all_t) / len(all_t), 3), max(all_t)) for kind, all_t in times.items()
    }


def by_pandas() -> Groups:
    """Group a table that is in memory already."""
    found = frame().groupby("kind")["t"].agg(["count", "mean", "max"])
    return {
        str(kind): (int(n), round(float(mean), 3), int(most)) for kind, n, mean, most in found.itertuples()
    }


def by_sqlite() -> Groups:
    """Group a table of SQLite."""
    base = sqlite3.connect(folder() / "mixed.sqlite")
    found = base.execute("select kind, count(*), avg(t), max(t) from fact group by kind").fetchall()
    base.close()
    return {kind: (n, round(mean, 3), most) for kind, n, mean, most in found}


def by_duckdb() -> Groups:
    """Group a Parquet file with DuckDB, the peer that the goal names."""
    import duckdb  # type: ignore[import-not-found]  # a peer, installed by who wants to compare

    file = folder() / "mixed.parquet"
    found = duckdb.sql(f"select kind, count(*), avg(t), max(t) from '{file}' group by kind").fetchall()
    return {kind: (n, round(mean, 3), most) for kind, n, mean, most in found}


def same_groups(results: Mapping[str, object]) -> str:
    """Compare the groups, whatever their order; means to a millisecond, for sums in floating point differ."""
    plain = {name: _rounded(groups) for name, groups in results.items() if isinstance(groups, dict)}
    wrong = [name for name, groups in plain.items() if groups != plain["log index"]]
    return f"{', '.join(wrong)} differ from log index" if wrong else ""


def _rounded(groups: Groups) -> list[tuple[str, int, int, int]]:
    return sorted((kind, n, round(mean), most) for kind, (n, mean, most) in groups.items())


def readers() -> list[Variant]:
    """Return the ways to group."""
    mixed()
    with sqlite3.connect(folder() / "mixed.sqlite") as base:
        base.execute("drop table if exists fact")
        base.execute("create table fact (t integer, kind text)")
        base.executemany("insert into fact values (?,?)", frame().itertuples(index=False, name=None))
    found = [
        Variant("log index", by_log),
        Variant("log rows", by_log_rows, repeats=2),
        Variant("pandas, in memory", by_pandas),
        Variant("SQLite", by_sqlite, repeats=2),
    ]
    if not HAS_DUCKDB:
        return found
    frame().to_parquet(folder() / "mixed.parquet")
    return [*found, Variant("DuckDB on Parquet", by_duckdb)]


HAS_DUCKDB = find_spec("duckdb") is not None and find_spec("pyarrow") is not None
"""Whether the peer that the goal names is installed; its 37 ms stand for it where it is not."""


def benchmarks() -> list[Benchmark]:
    """Return P14 and P15."""
    peer = ratio("log index", "DuckDB on Parquet", 3) if HAS_DUCKDB else cpu_ms("log index", 3 * 37)
    return [
        Benchmark(
            "P14",
            "log write",
            "1,000,000 mostly random rows of 7 columns, collected one by one and streamed to a file",
            writers,
            [
                cpu_ms("log file", 1.8e-3, ROWS, "row"),
                Goal("log file, per row", 25, bytes_per_row, "B"),
            ],
            same_rows,
        ),
        Benchmark(
            "P15",
            "log read",
            "1,000,000 rows of 5 kinds: count, mean and latest time of each kind",
            readers,
            [peer, ratio("log index", "pandas, in memory", 1)],
            same_groups,
        ),
    ]
