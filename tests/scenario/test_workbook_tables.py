"""Excel to scenario to Excel is the identity; what does not belong there is said with sheet and cell."""

from io import BytesIO

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from sim.scenario.csvtable import read_csv
from sim.scenario.fields import TABLES
from sim.scenario.source import Draft, Faults, Mark, Node, Table
from sim.scenario.textfile import CONTROL
from sim.scenario.workbook import SHEETS, sheet_columns, taken, title_of
from sim.scenario.workbook.columns import HEADER, KEY_ROW, UNIT_ROW, meaning_of, table_of
from sim.scenario.workbook.put import csv_text, drafted, laid_over
from sim.scenario.workbook.take import base_named
from sim.scenario.workbook.words import COLUMNS
from sim.sheets.cells import Book, Cell, Sheet
from sim.sheets.parse import read_sheets
from sim.terms.errors import BadInput

openpyxl = pytest.importorskip("openpyxl", reason="openpyxl is not installed: pip install sanduan[office]")
from sim.report.office.forces import forces_workbook, told  # noqa: E402


@pytest.fixture(scope="module")
def hamlet():
    return drafted("hamlet-silent")


@pytest.fixture(scope="module")
def data(hamlet):
    return forces_workbook(hamlet)


@pytest.fixture
def book(data, tmp_path):
    return saved(tmp_path, data)


def saved(folder, data):
    (folder / "forces.xlsx").write_bytes(data)
    return Book("forces.xlsx", read_sheets(folder / "forces.xlsx"))


def sheet_of(book, name):
    return next(sheet for sheet in book.sheets if sheet.name == title_of(name))


def column(name, key):
    return 1 + [each.key for each in sheet_columns(name)].index(key)


def put(book, name, row, key, value, kind="value"):
    sheet_of(book, name).cells[row, column(name, key)] = Cell(value, kind)


def said(hamlet, book):
    with pytest.raises(BadInput) as refused:
        laid_over(hamlet, book)
    return [str(fault) for fault in refused.value.faults]


# --- there and back


def test_a_workbook_read_back_changes_nothing(hamlet, book):
    assert laid_over(hamlet, book) == {}
    assert base_named(book) == "hamlet-silent"


def test_the_same_scenario_gives_the_same_bytes(hamlet, data, book):
    tables, _ = taken(book, Faults())
    again = Draft(hamlet.root, {**hamlet.tables, **tables})
    assert forces_workbook(again) == data


TEXT = st.text(st.characters(exclude_categories=("Cc", "Cs")), min_size=1, max_size=20).filter(
    lambda text: text == text.strip() and text and not CONTROL.search(text)
)
"""Texts as tables hold them: without blanks around, and with all that Excel might take for something else."""
ODD = st.sampled_from(["=1+1", "_x0041_", "1e5", "TRUE", "007", '"', "a,b", "'", "_x005F_", "–", "1.0"])


def cell_of(about):
    if about.options:
        return st.sampled_from([word for word, _ in about.options])
    if about.kind is bool:
        return st.booleans()
    if about.kind is int:
        return st.integers(-(10**13), 10**13)
    if about.kind is float:
        return st.floats(-1e12, 1e12).map(lambda number: float(f"{number:.15g}"))  # what Excel keeps
    return st.one_of(ODD, TEXT)


def row_of(name):
    columns = {about.key: cell_of(about) for about in sheet_columns(name)}
    first = {"id": st.one_of(ODD, TEXT)}
    return st.fixed_dictionaries(first, optional={key: cell for key, cell in columns.items() if key != "id"})


@pytest.mark.parametrize("name", SHEETS)
@settings(
    max_examples=2,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_any_table_comes_back_from_excel_and_from_csv(tmp_path, name, data):
    rows = data.draw(st.lists(row_of(name), min_size=1, max_size=4))
    empty = {table: Table(table, TABLES[table][0]) for table in TABLES}
    draft = Draft(Node({}, Mark("")), {**empty, name: Table(name, "x", rows=rows)})
    faults = Faults()
    tables, _ = taken(saved(tmp_path, forces_workbook(draft, [name])), faults)
    assert [str(fault) for fault in faults] == []
    assert tables[name].rows == rows
    assert [
        {key: type(value) for key, value in row.items() if about_of(name, key) is bool} for row in rows
    ] == [
        {key: type(value) for key, value in row.items() if about_of(name, key) is bool}
        for row in tables[name].rows
    ]
    path = tmp_path / TABLES[name][0]
    path.write_text(csv_text(tables[name]), encoding="utf-8", newline="")
    assert read_csv(path, path.name, name, faults).rows == rows


def about_of(name, key):
    return next(about.kind for about in sheet_columns(name) if about.key == key)


# --- what the workbook shows


def test_every_column_has_a_chinese_name_and_every_number_a_unit():
    for name in SHEETS:
        for about in sheet_columns(name):
            assert about.key in COLUMNS, (name, about.key)
            assert bool(about.unit) == (about.kind in (int, float)), (name, about.key)
            assert about.key in ("id", "name_zh", "name_en") or about.en


def test_the_sheets_are_the_tables_that_come_from_people():
    assert {
        "stations",
        "units",
        "teams",
        "terminals",
        "sites",
        "power_lines",
        "shelters",
        "hospitals",
        "posts",
    } <= set(SHEETS)
    assert all(table_of(title_of(name)) == name and meaning_of(name) for name in SHEETS)
    assert table_of("") is table_of("Sheet 1") is None


def test_a_workbook_offers_what_may_be_chosen_and_guards_its_header(data):
    sheet = openpyxl.load_workbook(BytesIO(data))[title_of("stations")]
    rules = {str(rule.sqref).split(":")[0]: rule for rule in sheet.data_validations.dataValidation}
    kind = rules[f"D{HEADER + 1}"]
    assert (kind.type, kind.errorStyle) == ("list", "stop")
    assert "lists" in kind.formula1
    crew = rules[f"J{HEADER + 1}"]
    assert (crew.type, crew.operator, crew.formula1) == ("whole", "greaterThanOrEqual", "0")
    assert sheet["J1"].value == "每班人数"
    assert sheet["J1"].comment.text == told(sheet_columns("stations")[9])
    assert sheet["H3"].value == "°E"
    assert sheet.protection.sheet
    assert sheet["A4"].protection.locked
    assert not sheet["A5"].protection.locked
    assert sheet.freeze_panes == "C5"
    assert len(sheet.conditional_formatting) == 1


def test_a_list_of_units_points_at_the_stations_of_the_same_workbook(data):
    book = openpyxl.load_workbook(BytesIO(data))
    rules = book[title_of("units")].data_validations.dataValidation
    station = next(rule for rule in rules if str(rule.sqref).startswith("D5"))
    assert station.formula1.startswith(f"'{title_of('stations')}'!$A$5:")
    assert station.errorStyle == "warning"
    kinds = next(rule for rule in rules if str(rule.sqref).startswith("E5"))
    words = [row[0].value for row in book["列表 lists"][kinds.formula1.rpartition("!")[2].replace("$", "")]]
    assert "engine" in words


def test_what_is_told_of_a_column_names_unit_bounds_default_and_words():
    about = {each.key: each for each in sheet_columns("sites")}
    assert told(about["mast_m"]) == "塔高 mast; [m]; 0 – 300 m; 空白 empty: 30.0"
    assert "必填 required" in told(about["township"])
    assert "见 see townships" in told(about["township"])
    assert "fixed" in told(about["kind"])


# --- what is accepted


def test_chinese_words_and_numbers_of_texts_are_understood(hamlet, book):
    put(book, "stations", 5, "label", "用户填写")
    put(book, "stations", 5, "grade", 1)
    put(book, "stations", 6, "grade", 1.5)
    put(book, "stations", 7, "grade", True)
    put(book, "power_lines", 5, "normally_open", "否")
    put(book, "stations", 5, "crew", 30.0)
    put(book, "stations", 6, "crew", "30")
    stations = laid_over(hamlet, book)["stations"].rows
    assert (stations[0]["label"], [row["grade"] for row in stations[:3]]) == ("user", ["1", "1.5", "true"])
    assert (stations[0]["crew"], stations[1]["crew"]) == (30, 30)


def test_a_sheet_may_be_left_out_and_a_column_that_has_a_default_too(hamlet, book):
    book.sheets.remove(sheet_of(book, "hospitals"))
    sheet = sheet_of(book, "stations")
    sheet.cells = {at: cell for at, cell in sheet.cells.items() if at[1] != column("stations", "grade")}
    assert "hospitals" not in laid_over(hamlet, book)


# --- what is not


CASES = [
    ("crew", "=1", "formula", "J5: crew: expected a value, not a formula"),
    ("crew", "#REF!", "error", "J5: crew: expected a value, not an error of Excel"),
    ("crew", "12人", "value", "write the number alone, 12: its unit stands in the header"),
    ("crew", -1, "value", "J5: crew: expected a number of at least 0"),
    ("crew", 1.5, "value", "J5: crew: expected a whole number"),
    ("kind", "natonal", "value", "D5: kind: expected one of national"),
    ("node", "H99", "value", "G5: node: expected an id in hamlet/nodes.csv (got 'H99')"),
    ("lat", 107.3, "value", "I5: lat: expected a number from -60 to 72.9"),
    ("name_zh", "a\x07", "value", "B5: name_zh: expected no control characters"),
    ("name_zh", None, "value", "B5: name_zh: expected a value, but the cell is empty"),
]


@pytest.mark.parametrize(("key", "value", "kind", "message"), CASES)
def test_a_bad_cell_is_one_message_with_sheet_and_cell(hamlet, book, key, value, kind, message):
    put(book, "stations", 5, key, value, kind)
    lines = said(hamlet, book)
    assert len(lines) == 1
    assert lines[0].startswith("forces.xlsx › 站点 stations › ")
    assert message in lines[0]


def test_a_double_id_names_both_cells(hamlet, book):
    put(book, "stations", 6, "id", sheet_of(book, "stations").cells[5, 1].value)
    lines = said(hamlet, book)
    assert "A6: id: expected each id once; it stands already in forces.xlsx › 站点 stations › A5" in lines[0]


def test_merged_cells_are_one_message_whatever_they_swallowed(hamlet, book):
    sheet = sheet_of(book, "stations")
    sheet.merged.append("A6:B7")
    for at in ((6, 2), (7, 1), (7, 2)):
        del sheet.cells[at]
    assert said(hamlet, book) == ["forces.xlsx › 站点 stations › A6: expected no merged cells (got A6:B7)"]


@pytest.mark.parametrize(("unit", "shown"), [(None, ""), ("km", " (got 'km')")])
def test_a_missing_or_other_unit_is_said(hamlet, book, unit, shown):
    put(book, "sites", UNIT_ROW, "mast_m", unit)
    assert said(hamlet, book) == [
        f"forces.xlsx › {title_of('sites')} › J3: mast_m: expected the unit m in the header{shown}"
    ]
    put(book, "sites", UNIT_ROW, "mast_m", "m")
    put(book, "sites", UNIT_ROW, "source", "m")
    assert "expected no unit in the header" in said(hamlet, book)[0]


def test_sheets_that_are_hidden_unknown_or_double_are_said(hamlet, book):
    sheet_of(book, "hospitals").state = "veryHidden"
    book.sheets += [
        Sheet("力量 station", cells={(1, 1): Cell("x")}),
        Sheet(" ", cells={(1, 1): Cell("x")}),
        Sheet("空"),
        Sheet("units", cells={(1, 1): Cell("x")}),
    ]
    lines = said(hamlet, book)
    assert sorted(line.partition(": ")[2] for line in lines) == [
        "expected a sheet of a table, as `sanduan workbook` writes it",
        "expected a sheet of a table, as `sanduan workbook` writes it; did you mean 'stations'?",
        "expected a sheet that can be seen: show it or delete it",
        "expected one sheet for each table; forces.xlsx › 车组 units holds it already",
    ]


def test_columns_that_are_unknown_double_or_missing_are_said_once(hamlet, book):
    put(book, "stations", KEY_ROW, "name_en", "name_fr")
    put(book, "stations", KEY_ROW, "grade", "crew")
    put(book, "stations", KEY_ROW, "lat", None)
    sheet = sheet_of(book, "stations")
    sheet.cells[7, 20] = sheet.cells[8, 20] = Cell("beside")
    found = [line.rpartition(" › ")[2] for line in said(hamlet, book)]
    assert "T7: expected nothing, as no column of the table is above it (got 'beside')" in found
    assert not any(line.startswith("T8") for line in found)
    assert any(line.startswith("C4: name_fr: expected a known column") for line in found)
    assert any(line.startswith("J4: crew: expected each column once") for line in found)
    assert any(line.startswith("4: lat: expected a column of this name") for line in found)


def test_a_sheet_without_the_header_is_said_and_nothing_that_follows_from_it(hamlet, book):
    sheet_of(book, "stations").cells = {(1, 1): Cell("站点"), (5, 1): Cell("FS01")}
    lines = said(hamlet, book)
    assert len(lines) == 1
    assert "站点 stations › A4: expected the header as `sanduan workbook` writes it" in lines[0]


def test_a_workbook_of_something_else_is_said(hamlet):
    book = Book("a.xlsx", [Sheet("Sheet1")])
    assert said(hamlet, book)[0].startswith("a.xlsx: expected at least one sheet of a table: townships")
    assert base_named(book) == ""
    assert base_named(Book("a.xlsx", [Sheet("说明 about", cells={(1, 1): Cell("base")})])) == ""


def test_a_scenario_with_faults_gives_no_workbook(tmp_path):
    with pytest.raises(BadInput, match=r"scenario\.yaml"):
        drafted(tmp_path)
    with pytest.raises(BadInput, match="a scenario folder"):
        drafted("no-such")
