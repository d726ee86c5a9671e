"""Laws of tables and summary on disk."""

import json
from pathlib import Path

import pandas as pd
import pytest

from sim.metric.columns import COLUMNS
from sim.report.files import write_csv, write_json
from sim.report.material import Material


def test_every_table_reads_back_as_it_was(report: Path, hamlet: Material) -> None:
    for name, table in hamlet.tables.items():
        again = pd.read_csv(report / "tables" / f"{name}.csv", encoding="utf-8", dtype=None)
        assert list(again.columns) == list(table.columns)
        assert len(again) == len(table)
        for column in table.columns:
            if pd.api.types.is_float_dtype(table[column]):
                pd.testing.assert_series_equal(again[column].astype(float), table[column], rtol=1e-9)


def test_the_meaning_of_every_column_is_written_beside_the_tables(report: Path) -> None:
    told = pd.read_csv(report / "tables" / "columns.csv", encoding="utf-8", keep_default_na=False)
    assert {(row.table, row.column) for row in told.itertuples()} == {
        (table, column) for table, columns in COLUMNS.items() for column in columns
    }
    assert (told[["en", "zh"]] != "").all(axis=None)


def test_excel_on_a_chinese_windows_is_told_the_encoding(report: Path) -> None:
    for path in (report / "tables").glob("*.csv"):
        assert path.read_bytes().startswith(b"\xef\xbb\xbf"), path.name


def test_chinese_and_separators_survive_a_table(tmp_path: Path) -> None:
    table = pd.DataFrame({"名称": ["涪陵, 区", 'a"b', "一\n二"], "x": [1.5, None, 0.1 + 0.2]})
    path = write_csv(table, tmp_path / "t.csv")
    again = pd.read_csv(path, encoding="utf-8-sig")
    pd.testing.assert_frame_equal(again, table)
    assert b"\r" not in path.read_bytes()
    assert b"0.30000000000000004" not in path.read_bytes()


def test_the_summary_names_the_digest_of_its_log(report: Path, hamlet: Material) -> None:
    assert json.loads((report / "summary.json").read_text(encoding="utf-8"))["digest"] == hamlet.digest


def test_the_summary_has_sorted_keys_and_no_numbers_that_are_none(quiet_report: Path) -> None:
    text = (quiet_report / "summary.json").read_text(encoding="utf-8")
    content = json.loads(text)
    assert list(content) == sorted(content)
    assert "NaN" not in text
    assert content["response"]["p50_s"] is None


def test_what_is_not_a_number_becomes_null(tmp_path: Path) -> None:
    path = write_json({"b": [float("nan"), 1, (2, "三")], "a": {"c": None}}, tmp_path / "s.json")
    assert json.loads(path.read_text(encoding="utf-8")) == {"a": {"c": None}, "b": [None, 1, [2, "三"]]}
    assert "三" in path.read_text(encoding="utf-8")


def test_infinity_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        write_json({"a": float("inf")}, tmp_path / "s.json")
