"""Scripts as files: out and in is the same, and a file that would unfold to too much is refused at once."""

import io
import re
import resource
import subprocess
import sys
import tracemalloc
import zipfile

import pytest
from exercises import hamlet

from sim.live.msel import upload
from sim.live.msel.columns import KEYS
from sim.live.msel.sheet import Table, read_csv, read_xlsx, text_of, write_csv, write_xlsx
from sim.live.msel.upload import BadUpload, grid_of, script_of

pytest.importorskip("openpyxl", reason="workbooks need the extra `office`")
MB = 1024 * 1024
ROWS = [
    {"id": "I1", "time": "T+30", "recipient": "centre", "text": "=1+1 桥有裂缝", "due": "30"},
    {"id": "I2", "trigger": "closed:R01", "recipient": "eoc", "text": "第二条\n两行", "bearer": "fixed"},
    {"id": "I3", "effect": "slide:R01:50 for 2h", "notes": "-"},
]


def filled(rows):
    return [{key: text for key, text in row.items() if text} for row in rows]


def workbook(**members):
    """Return a workbook with some members in the place of its own."""
    out = io.BytesIO()
    old = zipfile.ZipFile(io.BytesIO(write_xlsx(ROWS)))
    with old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, members.pop(name, None) or old.read(name))
        for name, data in members.items():
            new.writestr(name, data)
    return out.getvalue()


SHEET = "xl/worksheets/sheet1.xml"


def test_a_script_that_goes_out_and_comes_in_is_the_same():
    table, lines, faults = script_of("a.xlsx", write_xlsx(ROWS), hamlet())
    assert (filled(table.rows), faults, table.first) == (ROWS, [], 3)
    assert [line.id for line in lines] == ["I1", "I2", "I3"]
    again = Table(grid_of("b.xlsx", write_xlsx(table.rows)), "b.xlsx")
    assert again.rows == table.rows


def test_a_csv_is_the_same_script_but_no_cell_of_it_is_a_formula():
    data = write_csv(ROWS)
    table = Table(grid_of("a.csv", data), "a.csv")
    assert [row["id"] for row in table.rows] == ["I1", "I2", "I3"]
    assert "'=1+1" in data.decode("utf-8-sig")
    assert table.first == 2


def test_no_cell_of_a_workbook_is_a_formula():
    from openpyxl import load_workbook

    sheet = load_workbook(io.BytesIO(write_xlsx(ROWS))).worksheets[0]
    assert sheet.cell(3, KEYS.index("text") + 1).data_type == "s"


HEADS = [["编号", "内容", "接收方"], ["no", "text", "to"], ["No", "TEXT", "Recipient"]]


@pytest.mark.parametrize("heads", HEADS)
def test_headers_are_found_in_both_languages_wherever_they_stand(heads):
    grid = [["演练脚本"], [], heads, ["I1", "x", "centre"], ["", "", ""]]
    table = Table(grid, "a.csv")
    assert table.rows == [{"id": "I1", "text": "x", "recipient": "centre"}]
    assert (table.first, table.faults) == (4, [])


def test_headers_that_nobody_knows_are_told_with_what_was_meant():
    table = Table([["编号", "内容", "recipent"], ["1", "x", "centre"]], "a.csv")
    assert [(fault.key, fault.hint) for fault in table.faults] == [("C1", "did you mean 'recipient'?")]
    assert Table([["a", "b"]], "a.csv").faults[0].key == "A1"


def test_cells_of_a_sheet_become_text():
    from datetime import date

    assert text_of(True) == "True"
    assert text_of(1.5) == "1.5"
    assert text_of(date(2025, 1, 2)) == "2025-01-02"


def test_a_csv_of_an_older_program_is_read_too():
    assert read_csv("编号,内容\n1,桥".encode("gb18030"))[1] == ["1", "桥"]
    assert len(read_csv(b"1,2\n" * 5000)) == 2011


# --- what is refused


def refused(name, data):
    before = resource.getrusage(resource.RUSAGE_SELF)
    with pytest.raises(BadUpload) as error:
        grid_of(name, data)
    after = resource.getrusage(resource.RUSAGE_SELF)
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < 1.0
    return str(error.value)


def test_a_file_that_is_too_large_is_not_looked_at():
    assert "5 MB" in refused("a.xlsx", b"PK\x03\x04" + b"0" * (5 * MB))


def test_a_zip_bomb_is_refused_before_it_is_opened():
    assert "unfolds" in refused("a.xlsx", workbook(**{SHEET: b"<a/>" * (5 * MB)}))
    assert "unfolds" in refused("a.xlsx", workbook(**{"xl/media/x.bin": b"\0" * (2 * MB)}))


def test_too_many_members_are_refused():
    assert "members" in refused("a.xlsx", workbook(**{f"x{n}": b"x" for n in range(200)}))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_an_entity_bomb_is_refused_before_it_is_opened(encoding):
    bomb = '<!DOCTYPE a [<!ENTITY b "0123456789"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><a>&c;</a>'
    assert "entities" in refused("a.xlsx", workbook(**{SHEET: bomb.encode(encoding)}))


def test_a_bomb_behind_a_long_comment_is_found():
    bomb = "<?xml version='1.0'?><!--" + "".join(f"{n} " for n in range(2000)) + "-->"
    bomb += '<!DOCTYPE a [<!ENTITY b "0">]><a>&b;&c;</a>'
    assert "entities" in refused("a.xlsx", workbook(**{SHEET: bomb.encode()}))


def test_a_broken_sheet_ends_its_reader_and_nothing_else():
    assert "cannot be read" in refused("a.xlsx", workbook(**{SHEET: b"<worksheet><a>&b;</a></worksheet>"}))


def million():
    """Return the sheet of a million rows, packed no more tightly than may be."""
    rows = "".join(f'<row r="{n * 7919 % 1_000_003}"/>' for n in range(1_000_000))
    return f"<worksheet><sheetData>{rows}</sheetData></worksheet>".encode()


def test_a_million_rows_are_refused_before_anything_is_unfolded_in_memory():
    data = workbook(**{SHEET: million()})
    assert len(data) < 5 * MB
    tracemalloc.start()
    assert "rows" in refused("a.xlsx", data)
    assert tracemalloc.get_traced_memory()[1] < 20 * MB
    tracemalloc.stop()


def test_the_reader_of_workbooks_stays_within_100_mb():
    rows = [{"id": str(n), "recipient": "centre", "text": f"第{n}条" * 20} for n in range(2000)]
    code = "from sim.live.msel.child import main; main(); print(open('/proc/self/status').read())"
    data = write_xlsx(rows)
    done = subprocess.run(
        [sys.executable, "-c", code], input=data, capture_output=True, timeout=30, check=True
    )
    most_kb = re.search(rb"VmHWM:\s+(\d+) kB", done.stdout)
    assert most_kb is not None
    assert int(most_kb[1]) < 100 * 1024


def test_a_reader_that_takes_too_long_is_ended(monkeypatch):
    monkeypatch.setattr(upload, "MOST_S", 0.01)
    assert "too long" in refused("a.xlsx", write_xlsx(ROWS))


@pytest.mark.parametrize("data", [b"PK\x03\x04 and no more", b"hello"])
def test_what_is_no_workbook_is_refused(data):
    assert "Excel" in refused("a.xlsx", data)


def test_text_that_is_no_table_is_refused():
    assert "CSV" in refused("a.csv", b"\xff\xff\xff")


def test_more_lines_than_a_script_has_are_refused():
    rows = [{"id": str(n), "recipient": "centre", "text": "x"} for n in range(2001)]
    with pytest.raises(BadUpload, match="2000"):
        script_of("a.csv", write_csv(rows), hamlet())


def test_a_workbook_is_read_in_this_process_as_in_another():
    data = write_xlsx(ROWS)
    assert read_xlsx(data) == grid_of("a.xlsx", data)
