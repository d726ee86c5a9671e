"""The table of a study, written row by row from its store; `sim.study` says what its columns hold."""

import csv
import gzip
import hashlib
import io
import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final

from sim.study.journal import StoreError
from sim.study.spread import Value

if TYPE_CHECKING:
    import pandas as pd

CSV: Final = "table.csv.gz"
PARQUET: Final = "table.parquet"
_GROUP: Final = 65_536
Cell = Value | None
Row = Sequence[Cell]
Columns = Mapping[str, type]


def columns(factors: Mapping[str, Iterable[Value]]) -> dict[str, type]:
    """Return the columns of a table with their types, given the values of each factor."""
    return {
        **dict.fromkeys(("study", "point", "scenario", "policy"), str),
        **{name: kind_of(values) for name, values in factors.items()},
        **{"seed": int, "rep": int, "key": str, "status": str, "response": str, "value": float},
    }


def kind_of(values: Iterable[Value]) -> type:
    """Return the type of a column that is to hold values: bool, float or, for anything else, str.

    Examples
    --------
    >>> kind_of([True, False]), kind_of([1, 0.5]), kind_of([1, "none"]), kind_of([True, 1])
    (<class 'bool'>, <class 'float'>, <class 'str'>, <class 'str'>)
    """
    kinds = {type(value) for value in values}
    if kinds <= {int, float}:
        return float
    return bool if kinds == {bool} else str


def write_table(folder: Path, kinds: Columns, rows: Iterable[Row]) -> Path:
    """Write the table: Parquet where pyarrow is installed, else gzip of CSV.

    Parameters
    ----------
    folder
        Where to.
    kinds, rows
        Columns with their types, and rows of plain values; None for a value that is missing.

    Returns
    -------
    Path
        The file.
    """
    if _has_pyarrow():
        path = folder / PARQUET
        with _replacing(path) as file:
            _write_parquet(file, kinds, rows)
    else:
        path = folder / CSV
        with _replacing(path) as raw, gzip.GzipFile("", "wb", 6, raw, mtime=0) as packed:
            _write_csv(packed, kinds, rows)
    other = folder / (CSV if path.name == PARQUET else PARQUET)
    other.unlink(missing_ok=True)
    return path


def export_csv(path: Path, names: Iterable[str], rows: Iterable[Row]) -> None:
    """Write rows as plain CSV, UTF-8; packed if the name ends in ``.gz``."""
    with _replacing(path) as raw:
        if path.suffix == ".gz":
            with gzip.GzipFile("", "wb", 6, raw, mtime=0) as packed:
                _write_csv(packed, names, rows)
        else:
            _write_csv(raw, names, rows)


def table_in(folder: Path) -> Path:
    """Return the file of a study's table.

    Raises
    ------
    StoreError
        If it has none yet.
    """
    for name in (PARQUET, CSV):
        if (folder / name).is_file():
            return folder / name
    advice = "`sanduan study export` writes what is there"
    raise StoreError(f"{folder}: no table yet, as the study has not ended; {advice}")


def read_table(folder: Path) -> "pd.DataFrame":
    """Return the table of a study's folder as pandas, one row for each run and response.

    Raises
    ------
    StoreError
        If it has none yet.
    """
    import pandas as pd

    path = table_in(folder)
    if path.name == PARQUET:
        return pd.read_parquet(path)
    exact: Any = {} if int(pd.__version__.split(".")[0]) >= 3 else {"float_precision": "round_trip"}
    table: pd.DataFrame = pd.read_csv(path, dtype={"point": str, "key": str}, **exact)
    return table


def file_digest(path: Path) -> str:
    """Return the digest of a file's bytes, for the manifest: what was altered is seen."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, lambda: hashlib.blake2b(digest_size=16)).hexdigest()


def cell(value: Cell) -> str:
    """Return a value as a cell of CSV: the shortest text that reads back as the same value.

    Examples
    --------
    >>> cell(0.1), cell(None), cell(True), cell(3)
    ('0.1', '', 'true', '3')
    """
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value)


@contextmanager
def _replacing(path: Path) -> Iterator[IO[bytes]]:
    """Yield a file that takes its name when it is whole."""
    work = path.with_name(f".{path.name}-{os.getpid()}")
    try:
        with work.open("wb") as file:
            yield file
        os.replace(work, path)
    except BaseException:
        work.unlink(missing_ok=True)
        raise


def _write_csv(file: Any, names: Iterable[str], rows: Iterable[Row]) -> None:
    text = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=False)
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(names)
    for row in rows:
        writer.writerow(map(cell, row))
    text.flush()
    text.detach()


# --- Parquet


def _has_pyarrow() -> bool:
    from importlib.util import find_spec

    return find_spec("pyarrow") is not None


def _write_parquet(file: IO[bytes], kinds: Columns, rows: Iterable[Row]) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    types = {bool: pa.bool_(), int: pa.int64(), float: pa.float64(), str: pa.string()}
    schema = pa.schema([(name, types[kind]) for name, kind in kinds.items()])
    with pq.ParquetWriter(file, schema, compression="zstd") as writer:
        for group in _groups(rows):
            arrays = [
                pa.array([_as(kind, row[i]) for row in group], types[kind])
                for i, kind in enumerate(kinds.values())
            ]
            writer.write_table(pa.Table.from_arrays(arrays, schema=schema))


def _as(kind: type, value: Cell) -> Cell:
    """Return a value in the type of its column."""
    if value is None or isinstance(value, kind):
        return value
    return float(value) if kind is float else cell(value)


def _groups(rows: Iterable[Row]) -> Iterator[list[Row]]:
    left = iter(rows)
    while group := list(islice(left, _GROUP)):
        yield group
