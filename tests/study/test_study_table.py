"""The table can be read by everybody, whole or not at all."""

import gzip
import importlib.util
import sys
import types

import pytest
from hypothesis import given
from hypothesis import strategies as st
from studies import Here, study_file, swept
from tasks import Fake

from sim.study import read_table
from sim.study.table import cell, columns, export_csv, file_digest, kind_of, table_in, write_table

KINDS = columns({"on": [True, False], "size": [1, 2.5], "name": ["a", 1]})
ROWS = [
    ("s", "p1", "hamlet", "nearest", True, 1, "a", 1, 0, "k1", "ok", "x", 1.25),
    ("s", "p2", "hamlet", "nearest", False, 2.5, 1, 1, 0, "k2", "failed", "x", None),
]
has_pyarrow = importlib.util.find_spec("pyarrow") is not None
needs_pyarrow = pytest.mark.skipif(not has_pyarrow, reason="pyarrow (the extra parquet) is not installed")


@pytest.fixture
def without_pyarrow(monkeypatch):
    """Let pyarrow be away."""
    monkeypatch.setattr("sim.study.table._has_pyarrow", lambda: False)


def test_columns_have_the_types_of_their_factors():
    assert [KINDS[name] for name in ("on", "size", "name", "seed", "value")] == [bool, float, str, int, float]


@pytest.mark.parametrize(
    ("values", "kind"), [([1, 2], float), ([True], bool), (["a"], str), ([True, 1], str), ([], float)]
)
def test_a_column_has_the_narrowest_type_that_holds_its_values(values, kind):
    assert kind_of(values) is kind


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_is_written_so_that_it_reads_back_the_same(number):
    assert float(cell(number)) == number


def test_a_table_reads_back_as_it_was_written(tmp_path, without_pyarrow):
    write_table(tmp_path, KINDS, ROWS)
    table = read_table(tmp_path)
    assert list(table.columns) == list(KINDS)
    assert table.on.tolist() == [True, False]
    assert table["size"].tolist() == [1, 2.5]
    assert table.value.isna().tolist() == [False, True]


def test_the_same_rows_are_the_same_bytes(tmp_path, without_pyarrow):
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        write_table(tmp_path / name, KINDS, ROWS)
    assert (tmp_path / "a" / "table.csv.gz").read_bytes() == (tmp_path / "b" / "table.csv.gz").read_bytes()


def test_a_table_that_cannot_be_finished_leaves_the_old_one(tmp_path, without_pyarrow):
    path = write_table(tmp_path, KINDS, ROWS)
    before = path.read_bytes()

    def broken():
        yield ROWS[0]
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        write_table(tmp_path, KINDS, broken())
    assert path.read_bytes() == before
    assert [each.name for each in tmp_path.iterdir()] == ["table.csv.gz"]


def test_a_name_with_commas_quotes_and_lines_stays_one_cell(tmp_path):
    export_csv(tmp_path / "t.csv", ["a", "b"], [('x,"y"\nz', None)])
    import csv

    with (tmp_path / "t.csv").open(encoding="utf-8", newline="") as file:
        assert list(csv.reader(file)) == [["a", "b"], ['x,"y"\nz', ""]]


def test_a_packed_export_holds_no_time_and_no_name(tmp_path):
    export_csv(tmp_path / "t.csv.gz", ["a"], [(1,)])
    raw = (tmp_path / "t.csv.gz").read_bytes()
    assert raw[3:8] == b"\0\0\0\0\0"
    assert gzip.decompress(raw) == b"a\n1\n"


def test_a_digest_is_that_of_the_bytes(tmp_path):
    one, two = tmp_path / "1", tmp_path / "2"
    one.write_bytes(b"same")
    two.write_bytes(b"same")
    assert file_digest(one) == file_digest(two)
    two.write_bytes(b"sane")
    assert file_digest(one) != file_digest(two)


def test_only_one_table_stands_in_a_folder(tmp_path, without_pyarrow):
    (tmp_path / "table.parquet").touch()
    write_table(tmp_path, KINDS, ROWS)
    assert table_in(tmp_path).name == "table.csv.gz"
    assert not (tmp_path / "table.parquet").exists()


@needs_pyarrow
def test_parquet_holds_what_csv_holds(tmp_path):
    file = study_file(tmp_path)
    swept(file, tmp_path / "parquet", lambda c: Here(Fake(0)()))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sim.study.table._has_pyarrow", lambda: False)
        swept(file, tmp_path / "csv", lambda c: Here(Fake(0)()))
    one, other = read_table(tmp_path / "parquet"), read_table(tmp_path / "csv")
    assert table_in(tmp_path / "parquet").name == "table.parquet"
    assert one.to_dict("list") == other.astype(one.dtypes.to_dict()).to_dict("list")


class Arrow:
    """Stands for pyarrow where it is not installed: takes down what it is given."""

    def __init__(self):
        self.written = []
        outer = self

        class Writer:
            def __init__(self, file, schema, compression):
                self.file = file

            def __enter__(self):
                return self

            def __exit__(self, *_):
                self.file.write(b"PAR1")

            def write_table(self, table):
                outer.written.append(table)

        self.parquet = types.ModuleType("pyarrow.parquet")
        self.parquet.ParquetWriter = Writer
        self.module = types.ModuleType("pyarrow")
        for name in ("bool_", "int64", "float64", "string"):
            setattr(self.module, name, lambda name=name: name)
        self.module.schema = list
        self.module.array = lambda values, kind: (kind, values)
        self.module.Table = types.SimpleNamespace(from_arrays=lambda arrays, schema: arrays)
        self.module.parquet = self.parquet


def test_parquet_is_given_columns_of_one_type_in_groups(tmp_path, monkeypatch):
    arrow = Arrow()
    monkeypatch.setattr("sim.study.table._has_pyarrow", lambda: True)
    monkeypatch.setattr("sim.study.table._GROUP", 1)
    monkeypatch.setitem(sys.modules, "pyarrow", arrow.module)
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", arrow.parquet)
    (tmp_path / "table.csv.gz").touch()
    path = write_table(tmp_path, KINDS, ROWS)
    assert path.read_bytes() == b"PAR1"
    assert not (tmp_path / "table.csv.gz").exists()
    assert len(arrow.written) == 2
    first, second = arrow.written
    assert first[5] == ("float64", [1.0])
    assert second[6] == ("string", ["1"])
    assert second[-1] == ("float64", [None])


def test_a_parquet_table_is_read_by_pandas(tmp_path, monkeypatch):
    (tmp_path / "table.parquet").touch()
    monkeypatch.setattr("pandas.read_parquet", lambda path: path.name)
    assert read_table(tmp_path) == "table.parquet"
