"""``sanduan workbook`` writes a workbook, and reads it back into a scenario, or not at all."""

from contextlib import contextmanager

import pytest
from typer.testing import CliRunner

import sim.cli
import sim.cli_workbook
from sim.scenario.load import load

openpyxl = pytest.importorskip("openpyxl", reason="openpyxl is not installed: pip install sanduan[office]")


def sanduan(*words):
    return CliRunner().invoke(sim.cli.app, [str(word) for word in words])


@pytest.fixture(scope="module")
def forces(tmp_path_factory):
    file = tmp_path_factory.mktemp("forces") / "forces.xlsx"
    done = sanduan("workbook", "hamlet", "--out", file)
    assert done.exit_code == 0, done.output
    return file


@pytest.fixture
def changed(forces, tmp_path):
    book = openpyxl.load_workbook(forces)
    book["站点 stations"]["J5"] = 33
    book.save(tmp_path / "changed.xlsx")
    return tmp_path / "changed.xlsx"


def test_a_workbook_becomes_a_scenario_that_extends_its_own(tmp_path, changed):
    done = sanduan("workbook", changed, "--into", tmp_path / "mine")
    assert done.exit_code == 0, done.output
    assert sorted(path.name for path in (tmp_path / "mine").iterdir()) == ["scenario.yaml", "stations.csv"]
    assert load(tmp_path / "mine").stations[0].crew == 33
    assert load(tmp_path / "mine").units == load("hamlet").units


def test_a_workbook_replaces_tables_of_a_scenario_that_is_there(tmp_path, forces, changed):
    assert sanduan("workbook", changed, "--into", tmp_path / "mine").exit_code == 0
    (tmp_path / "mine" / "SOURCES.md").write_text("mine", encoding="utf-8")
    before = load("hamlet").stations[0].crew
    assert sanduan("workbook", forces, "--into", tmp_path / "mine").exit_code == 0
    assert load(tmp_path / "mine").stations[0].crew == before
    assert (tmp_path / "mine" / "SOURCES.md").read_text(encoding="utf-8") == "mine"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["changed.xlsx", "mine"]


def test_a_workbook_of_a_folder_needs_to_be_told_its_base(tmp_path, changed, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert sanduan("workbook", changed, "--into", "mine").exit_code == 0
    assert sanduan("workbook", "mine").exit_code == 0
    lost = sanduan("workbook", "mine-forces.xlsx", "--into", "other")
    assert lost.exit_code == 2
    assert "--base: expected the scenario that mine-forces.xlsx was written from" in lost.stderr
    assert sanduan("workbook", "mine-forces.xlsx", "--into", "other", "--base", "mine").exit_code == 0
    assert load("other").stations == load("mine").stations


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["{forces}"], "--into: expected the folder of a scenario"),
        (["none.xlsx", "--into", "x"], "none.xlsx: expected an Excel workbook (.xlsx) that exists"),
        (["hamlet", "--out", "a.csv"], "--out: expected a name that ends in .xlsx"),
        (["hamlet", "--out", "{forces}"], "--out: expected a file that does not exist yet"),
        (["hamlt"], "did you mean 'hamlet'?"),
    ],
)
def test_bad_words_are_one_line(tmp_path, monkeypatch, forces, words, message):
    monkeypatch.chdir(tmp_path)
    done = sanduan("workbook", *[word.format(forces=forces) for word in words])
    assert (done.exit_code, len(done.stderr.strip().splitlines())) == (2, 1)
    assert message in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_bad_workbook_writes_nothing_and_says_every_cell(tmp_path, forces):
    book = openpyxl.load_workbook(forces)
    book["站点 stations"]["J5"] = "=1+2"
    book["站点 stations"]["G6"] = "nowhere"
    book["医院 hospitals"].sheet_state = "hidden"
    book.save(tmp_path / "bad.xlsx")
    done = sanduan("workbook", tmp_path / "bad.xlsx", "--into", tmp_path / "deep" / "mine")
    assert done.exit_code == 2
    assert [line.split(": ")[0] for line in done.stderr.strip().splitlines()] == [
        "bad.xlsx › 医院 hospitals",
        "bad.xlsx › 站点 stations › J5",
        "bad.xlsx › 站点 stations › G6",
    ]
    assert [path.name for path in tmp_path.iterdir()] == ["bad.xlsx"]


def test_what_to_do_stands_in_rows_high_enough_for_it(forces):
    book = openpyxl.load_workbook(forces)
    about = book.worksheets[0]
    width = about.column_dimensions["A"].width
    heights = {row[0].value: about.row_dimensions[row[0].row].height for row in about.iter_rows(min_row=2)}
    long = [height for text, height in heights.items() if len(text) > width]
    assert long
    assert min(long) >= 30
    assert min(heights.values()) >= 15


def test_all_columns_of_a_sheet_are_printed_on_one_page(forces):
    *sheets, lists = openpyxl.load_workbook(forces).worksheets
    assert lists.title.endswith("lists")
    assert {sheet.page_setup.fitToWidth for sheet in sheets} == {1}
    assert {sheet.print_title_rows for sheet in sheets[1:-1]} == {"$1:$4"}


def test_a_workbook_that_changes_nothing_says_so_and_work_is_shown(forces, tmp_path, monkeypatch):
    shown = []

    @contextmanager
    def told(what):
        shown.append(what)
        yield

    monkeypatch.setattr(sim.cli_workbook, "waiting", told)
    done = sanduan("workbook", forces, "--into", tmp_path / "same")
    assert done.exit_code == 0
    assert "all as in the scenario" in done.output
    assert sanduan("workbook", "hamlet", "--out", tmp_path / "again.xlsx").exit_code == 0
    assert [what.split()[-3:] for what in shown] == [
        ["reading", "the", "workbook"],
        ["writing", "the", "workbook"],
    ]
