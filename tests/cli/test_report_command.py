"""Laws of ``sanduan report``: what a run shows on its maps, the office report of its folder shows too."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

pytest.importorskip("openpyxl")
pytest.importorskip("docx")

from sim.cli import app
from sim.metric.fold import fold
from sim.record.file import read_log
from sim.report.material import Material
from sim.report.office.write import office
from sim.survey.hazards import seen


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a run in which an earthquake shakes everything."""
    out = tmp_path_factory.mktemp("run") / "quake"
    words = ["run", "hamlet-quake", "--days", "1", "--no-figures", "--out", str(out)]
    assert CliRunner().invoke(app, words).exit_code == 0
    return out


def test_a_word_report_of_a_folder_shows_the_hazards_of_its_run(folder):
    done = CliRunner().invoke(app, ["report", str(folder), "--lang", "en"])
    assert (done.exit_code, "report.docx" in done.output) == (0, True)
    log = read_log(folder / "run.sdlog")
    found = fold(log)
    shaken = Material.of(log, found, seen(log.header, found.scenario, found.situation.fought))
    written = (folder / "report.docx").read_bytes()
    assert written == office(shaken, "word", "en")
    assert written != office(Material.of(log, found), "word", "en")


def test_a_workbook_of_a_folder_is_that_of_its_log(folder):
    assert CliRunner().invoke(app, ["report", str(folder), "--as", "excel"]).exit_code == 0
    assert (folder / "report.xlsx").read_bytes() == office(read_log(folder / "run.sdlog"), "excel")


def test_no_report_is_written_over(folder, tmp_path):
    there = tmp_path / "mine.docx"
    there.write_text("mine")
    done = CliRunner().invoke(app, ["report", str(folder), "--out", str(there)])
    assert (done.exit_code, there.read_text()) == (2, "mine")
