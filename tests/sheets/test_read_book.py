"""A workbook is read cell by cell; one that is too much is refused quickly, and harms nothing."""

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest
from packed import packed

from sim.sheets import Cell, limits, read_book
from sim.sheets.cells import Sheet, address, position
from sim.sheets.child import answer, main
from sim.sheets.parse import read_sheets
from sim.sheets.parts import Refused
from sim.terms.errors import BadInput

ROOT = Path(__file__).resolve().parents[2]


def cells(file):
    return read_sheets(file)[0].cells


def why(file):
    with pytest.raises(Refused) as refused:
        read_sheets(file)
    return refused.value


def test_every_kind_of_cell_is_read_as_what_it_is(tmp_path):
    xml = (
        '<row r="2"><c r="A2"><v>1</v></c><c r="B2"><v>2.5</v></c><c r="C2" t="b"><v>1</v></c>'
        '<c r="D2" t="s"><v>1</v></c><c r="E2" t="inlineStr"><is><t>in_x0041_</t></is></c>'
        '<c r="F2" t="str"><f>1+1</f><v>two</v></c><c r="G2" t="e"><v>#REF!</v></c><c r="H2"/>'
        '<c r="I2"><f>A1</f></c></row>'
        "<row><c><v>3</v></c><c><v>1e3</v></c><c><v> </v></c><c t='s'><v>9</v></c><c><v>nan</v></c></row>"
    )
    shared = "<si><t>a</t></si><si><r><t>哈</t></r><r><t>喽</t></r><rPh><t>aloud</t></rPh></si>"
    found = cells(packed(tmp_path / "a.xlsx", xml, shared=shared))
    assert found == {
        (2, 1): Cell(1),
        (2, 2): Cell(2.5),
        (2, 3): Cell(True),
        (2, 4): Cell("哈喽"),
        (2, 5): Cell("inA"),
        (2, 6): Cell("two", "formula"),
        (2, 7): Cell("#REF!", "error"),
        (2, 9): Cell(None, "formula"),
        (3, 1): Cell(3),
        (3, 2): Cell(1000.0),
        (3, 4): Cell("9", "error"),
        (3, 5): Cell("nan", "error"),
    }


def test_sheets_keep_their_names_states_and_merged_cells(tmp_path):
    book = (
        '<workbook xmlns:r="r"><sheets><sheet name="站点" state="hidden" r:id="r0"/>'
        '<sheet name="b" r:id="r1"/><sheet name="chart" r:id="c"/></sheets></workbook>'
    )
    merged = '<mergeCells><mergeCell ref="A1:B2"/></mergeCells>'
    file = packed(tmp_path / "a.xlsx", merged, "<row/>", **{"xl__workbook.xml": book})
    first, second = read_book(file).sheets
    assert (first.name, first.is_hidden, first.merged) == ("站点", True, ["A1:B2"])
    assert (second.name, second.is_hidden, second.merged) == ("b", False, [])


def test_other_workbooks_are_never_followed(tmp_path):
    target = 'TargetMode="External" Target="file:///etc/passwd"'
    away = f'<Relationships><Relationship Id="r0" Type="x/worksheet" {target}/></Relationships>'
    file = packed(tmp_path / "a.xlsx", "<row/>", **{"xl___rels__workbook.xml.rels": away})
    assert read_sheets(file) == []


def test_rows_come_in_their_order():
    sheet = Sheet("a", cells={(2, 1): Cell("c"), (1, 2): Cell("b"), (1, 1): Cell("a")})
    assert list(sheet.rows()) == [1, 2]
    assert sheet.row(1) == {1: Cell("a"), 2: Cell("b")}


def test_a_place_and_its_name_are_one():
    for row, column in ((1, 1), (7, 26), (7, 27), (9, 702), (9, 703), (1_048_576, 16_384)):
        assert position(address(row, column)) == (row, column)


MILLION = "".join(f'<row r="{i}"><c r="A{i}"><v>{i}</v></c></row>' for i in range(1, 1_000_001))
LAUGHS = '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><worksheet>&b;</worksheet>'
BOMBS = {
    "a million rows": (MILLION, {}, "16 MB unpacked"),
    "blanks": (" " * 100_000_000, {}, "16 MB unpacked"),
    "empty rows": ("<row/>" * 1_000_000, {}, "at most 20000 rows"),
    "cells": ("<row>" + "<c><v>1</v></c>" * 500_000 + "</row>", {}, "at most 60000 filled cells"),
    "merges": ('<mergeCell ref="A1:B2"/>' * 200_000, {}, "at most 60000 filled cells"),
    "elements": ("<x/>" * 1_000_000, {}, "at most 400000 elements"),
    "entities": ("", {"xl__worksheets__s0.xml": LAUGHS}, "without document types and entities"),
    "depth": ("<x>" * 100, {}, "at most 32 levels of nesting"),
    "one long text": (f"<row><c t='str'><v>{'a' * 40_000}</v></c></row>", {}, "at most 32767 characters"),
    "one text told often": (
        "<row>" + "<c t='s'><v>0</v></c>" * 1_000 + "</row>",
        {"shared": f"<si><t>{'a' * 30_000}</t></si>"},
        "at most 8 MB of text",
    ),
}


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_bomb_is_refused_within_a_second_and_its_memory(tmp_path, bomb):
    xml, more, said = BOMBS[bomb]
    file = packed(tmp_path / "bomb.xlsx", xml, **more)
    resource = pytest.importorskip("resource", reason="this system counts no time and memory of children")
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with pytest.raises(BadInput, match=said):
        read_book(file)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert after.ru_utime - before.ru_utime < 1.5  # of the processor; a second on an idle machine
    assert len(str(answer(str(file)))) < 1_000


def test_a_file_that_lies_about_its_size_is_stopped(tmp_path):
    file = packed(tmp_path / "bomb.xlsx", " " * 20_000_000)
    raw = bytearray(file.read_bytes())
    size = (20_000_000 + len("<worksheet></worksheet>")).to_bytes(4, "little")
    assert raw.count(size) == 2
    file.write_bytes(raw.replace(size, (1000).to_bytes(4, "little")))
    assert why(file).expected in ("a workbook that is whole", "a workbook of at most 16 MB unpacked")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "Excel workbook"),
        (b"id,name\n1,a\n", "Excel workbook"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "old .xls"),
    ],
)
def test_what_is_no_workbook_is_said(tmp_path, content, said):
    file = tmp_path / "a.xlsx"
    file.write_bytes(content)
    with pytest.raises(BadInput, match=said):
        read_book(file)


def test_a_missing_file_is_said(tmp_path):
    with pytest.raises(BadInput, match="that exists"):
        read_book(tmp_path / "a.xlsx")


def test_a_workbook_without_a_part_and_one_of_broken_xml_are_said(tmp_path):
    assert "xl/workbook.xml is missing" in why(packed(tmp_path / "a.xlsx", **{"xl__workbook.xml": None})).hint
    assert "s0.xml" in why(packed(tmp_path / "b.xlsx", "<row>")).hint


def test_too_large_a_file_and_too_many_parts_and_sheets_are_said(tmp_path, monkeypatch):
    file = packed(tmp_path / "a.xlsx", "<row/>", "<row/>")
    monkeypatch.setattr(limits, "SHEETS", 1)
    assert why(file).expected == "at most 1 sheets"
    monkeypatch.setattr(limits, "PARTS", 2)
    assert why(file).expected == "a workbook of at most 2 parts"
    monkeypatch.setattr(limits, "FILE_MB", 0)
    assert why(file).expected == "a file of at most 0 MB"


def test_a_broken_and_a_locked_archive_are_said(tmp_path):
    file = packed(tmp_path / "a.xlsx", "<row/>" * 500)
    raw = bytearray(file.read_bytes())
    at = raw.index(b"xl/worksheets/s0.xml") + 25
    raw[at : at + 8] = b"\xff" * 8
    file.write_bytes(raw)
    assert why(file).expected == "a workbook that is whole"
    locked = packed(tmp_path / "b.xlsx", "<row/>")
    raw = bytearray(locked.read_bytes())
    for start in range(len(raw)):
        if raw[start : start + 4] == b"PK\x01\x02":
            raw[start + 8] |= 1
    locked.write_bytes(raw)
    assert why(locked).expected == "a workbook without a password"


def test_a_way_of_packing_that_excel_does_not_use_is_said(tmp_path):
    from zipfile import ZIP_LZMA, ZipFile

    with ZipFile(tmp_path / "a.xlsx", "w", ZIP_LZMA) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    assert "packed in a way" in why(tmp_path / "a.xlsx").hint


def test_the_process_that_reads_is_confined(tmp_path):
    pytest.importorskip("resource", reason="this system limits no process")
    greedy = "from sim.sheets.child import confine; confine(); held = bytearray(200_000_000); print('held')"
    done = subprocess.run(
        [sys.executable, "-c", greedy], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode != 0
    assert "MemoryError" in done.stderr
    assert "held" not in done.stdout


def test_a_process_that_does_not_answer_is_given_up(tmp_path, monkeypatch):
    file = packed(tmp_path / "a.xlsx", "<row/>")
    monkeypatch.setattr(limits, "WALL_S", 0.001)
    begun = time.monotonic()
    with pytest.raises(BadInput, match="in 5 s and 100 MB of memory"):
        read_book(file)
    assert time.monotonic() - begun < 2


def test_the_answer_of_the_process_is_one_line_of_json(tmp_path, monkeypatch, capsys):
    file = packed(tmp_path / "a.xlsx", "<row><c><v>1</v></c></row>")
    monkeypatch.setattr(sys, "argv", ["child", str(file)])
    monkeypatch.setattr("sim.sheets.child.confine", lambda: None)
    main()
    assert json.loads(capsys.readouterr().out)["sheets"][0]["cells"] == [[1, 1, 1, "value", ""]]


def test_want_of_memory_is_a_refusal(monkeypatch):
    def starve(_):
        raise MemoryError

    monkeypatch.setattr("sim.sheets.child.read_sheets", starve)
    assert "100 MB of memory" in answer("a.xlsx")["refused"][1]


# --- dates and times

STYLES = (
    '<styleSheet><numFmts><numFmt numFmtId="164" formatCode="[h]:mm"/>'
    '<numFmt numFmtId="165" formatCode="0.0&quot; days&quot;"/></numFmts>'
    '<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>'
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/><xf/></cellXfs>'
    "</styleSheet>"
)
STYLED = '<Relationship Id="s" Type="http://x/styles" Target="styles.xml"/>'


def dated(folder, cells, before=""):
    """Write a workbook of one row whose cells bear styles: (style, value); return what they show."""
    row = "".join(f'<c s="{style}"><v>{value}</v></c>' for style, value in cells)
    sheet = '<Relationship Id="r0" Type="http://x/worksheet" Target="worksheets/s0.xml"/>'
    book = f'<workbook xmlns:r="r">{before}<sheets><sheet name="a" r:id="r0"/></sheets></workbook>'
    file = packed(
        folder / "a.xlsx",
        f"<row>{row}</row>",
        **{
            "xl/styles.xml": STYLES,
            "xl/workbook.xml": book,
            "xl/_rels/workbook.xml.rels": f"<Relationships>{sheet}{STYLED}</Relationships>",
        },
    )
    return [cell.moment for cell in read_book(file).sheets[0].cells.values()]


def test_a_number_is_a_moment_where_its_style_shows_a_date_or_time(tmp_path):
    cells = [(0, 45658), (1, 45658), (1, 0.75), (2, 1.5), (3, 45658), (4, 45658), ("x", 1), (99, 1)]
    shown = ["", "2025-01-01 00:00:00", "18:00:00", "1899-12-31 12:00:00", "", "", "", ""]
    assert dated(tmp_path, cells) == shown


def test_days_count_from_1904_where_the_workbook_says_so(tmp_path):
    assert dated(tmp_path, [(1, 1)], '<workbookPr date1904="1"/>') == ["1904-01-02 00:00:00"]
    assert dated(tmp_path, [(1, 1)], '<workbookPr date1904="0"/>') == ["1899-12-31 00:00:00"]


def test_a_number_that_is_no_day_is_no_moment(tmp_path):
    assert dated(tmp_path, [(1, -1), (1, 1e9)]) == ["", ""]


@pytest.mark.parametrize(("words", "value"), [("TRUE()", True), ("FALSE()", False)])
def test_a_truth_that_another_program_saved_as_a_formula_is_a_truth(tmp_path, words, value):
    cell = f'<c r="A1" t="b"><f aca="false">{words}</f><v>{int(value)}</v></c>'
    after = '<c r="B1"><f>A1</f><v>1</v></c><c r="C1"><v>2</v></c>'
    sheet = read_book(packed(tmp_path / "b.xlsx", f"<sheetData><row>{cell}{after}</row></sheetData>")).sheets[
        0
    ]
    assert sheet.cells == {(1, 1): Cell(value), (1, 2): Cell(1, "formula"), (1, 3): Cell(2)}


@pytest.mark.parametrize("words", ["NOT(TRUE())", "TRUE()+0", "AND(A2)"])
def test_a_truth_that_is_worked_out_stays_a_formula(tmp_path, words):
    cell = f'<c r="A1" t="b"><f>{words}</f><v>1</v></c>'
    sheet = read_book(packed(tmp_path / "b.xlsx", f"<sheetData><row>{cell}</row></sheetData>")).sheets[0]
    assert sheet.cells == {(1, 1): Cell(True, "formula")}
