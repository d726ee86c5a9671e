"""A file that would unfold to too much costs less than a second and 100 MB, measured in its own process."""

import io
import json
import subprocess
import sys
import zipfile

import pytest

from sim.live.msel.sheet import write_xlsx

pytest.importorskip("openpyxl", reason="workbooks need the extra `office`")
SHEET = "xl/worksheets/sheet1.xml"
MB = 1024 * 1024


def workbook(sheet):
    """Return a workbook whose sheet is these bytes."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(write_xlsx([]))) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, sheet if name == SHEET else old.read(name))
    return out.getvalue()


def million():
    rows = "".join(f'<row r="{n * 7919 % 1_000_003}"/>' for n in range(1_000_000))
    return f"<worksheet><sheetData>{rows}</sheetData></worksheet>".encode()


BOMBS = {
    "zip": lambda: workbook(b"<a/>" * (5 * MB)),
    "entities": lambda: workbook(b'<!DOCTYPE a [<!ENTITY b "0123456789">' + b"&b;" * 1000 + b"]><a>&b;</a>"),
    "rows": lambda: workbook(million()),
    "lines": lambda: ("1," * 2000 + "\n").encode() * 1200,
}
WATCHED = """
import json, re, sys, time
from sim.live.msel.upload import BadUpload, grid_of
data, begun, refused = sys.stdin.buffer.read(), time.process_time(), None
try:
    rows = len(grid_of(sys.argv[1], data))
except BadUpload as error:
    rows, refused = 0, str(error)
took = time.process_time() - begun
status = open("/proc/self/status").read()
print(json.dumps([rows, refused, took, int(re.search(r"VmHWM:\\s+(\\d+)", status)[1])]))
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="memory is read from /proc")
@pytest.mark.parametrize("bomb", sorted(BOMBS))
def test_a_bomb_costs_less_than_a_second_and_100_mb_in_all(bomb):
    line = [sys.executable, "-c", WATCHED, "a.csv" if bomb == "lines" else "a.xlsx"]
    done = subprocess.run(line, input=BOMBS[bomb](), capture_output=True, timeout=60, check=True)
    rows, refused, took_s, most_kb = json.loads(done.stdout)
    assert (refused is not None) == (bomb != "lines")  # a CSV is read, but no farther than a script goes
    assert rows <= 2011
    assert took_s < 1.0
    assert most_kb < 100 * 1024
