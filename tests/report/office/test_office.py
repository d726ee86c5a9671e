"""Office reports: the same bytes for the same run, and every table and every figure in them."""

import zipfile
from io import BytesIO
from math import isnan

import pytest
from typer.testing import CliRunner

pytest.importorskip("openpyxl")
pytest.importorskip("docx")

from docx import Document
from docx.oxml.ns import qn
from openpyxl import Workbook, load_workbook

from sim.cli import app
from sim.metric.columns import COLUMNS
from sim.record.log import Log
from sim.report.material import Material
from sim.report.office.brief import origin, sentences
from sim.report.office.docx import EAST_ASIAN, _widths_mm
from sim.report.office.fixed import EPOCH, fixed
from sim.report.office.layout import lines_of, places
from sim.report.office.write import office
from sim.report.office.xlsx import _number, _width
from sim.run import run
from sim.scenario.assumptions import assumptions
from sim.scenario.doubts import figures_in_use, stage_of
from sim.scenario.load import load
from sim.terms.units import HOUR_MS


@pytest.fixture(scope="module")
def material() -> Material:
    return Material.of(run(load("hamlet"), days=5, seed=7))


@pytest.fixture(scope="module")
def book(material):
    return load_workbook(BytesIO(office(material, "excel", "zh")))


@pytest.fixture(scope="module")
def word(material) -> bytes:
    return office(material, "word", "zh")


@pytest.fixture(scope="module")
def paper(word):
    return Document(BytesIO(word))


def test_a_workbook_has_the_same_bytes_for_the_same_run(material):
    assert office(material, "excel") == office(material, "excel")


def test_a_document_has_the_same_bytes_for_the_same_run(material, word):
    assert office(material, "word") == word


def test_every_member_bears_the_fixed_time(word):
    with zipfile.ZipFile(BytesIO(word)) as archive:
        assert {info.date_time for info in archive.infolist()} == {EPOCH}
        assert b"1980-01-01T00:00:00Z" in archive.read("docProps/core.xml")


def test_fixing_twice_is_fixing_once():
    sink = BytesIO()
    Workbook().save(sink)
    once = fixed(sink.getvalue())
    assert fixed(once) == once
    assert once != sink.getvalue()


def test_a_workbook_begins_with_the_summary_and_ends_with_the_figures(book):
    assert book.sheetnames[0] == "概要"
    assert book.sheetnames[-1] == "参数依据"


def test_each_table_with_rows_has_a_sheet_with_all_of_them(book, material):
    full = {name: table for name, table in material.tables.items() if len(table)}
    assert book.sheetnames[1:-1] == list(full)
    for name, table in full.items():
        assert book[name].max_row == len(table) + 1
        assert book[name].max_column == len(table.columns)
        assert book[name].freeze_panes == "A2"


def test_headers_bear_the_unit_and_the_name_of_the_column(book):
    column = COLUMNS["townships"]["p50_response_s"]
    heads = [cell.value for cell in book["townships"][1]]
    assert f"{column.zh} [s]\np50_response_s" in heads


def test_numbers_are_numbers_and_what_is_not_known_is_empty(book, material):
    table = material.tables.calls
    place = list(table.columns).index("response_s") + 1
    shown = [book["calls"].cell(row, place).value for row in range(2, len(table) + 2)]
    for value, truth in zip(shown, table["response_s"], strict=True):
        assert (value is None) if isnan(truth) else value == pytest.approx(truth)


def test_every_figure_of_the_scenario_stands_with_label_and_source(book, material):
    rows = list(book["参数依据"].iter_rows(min_row=2, values_only=True))
    told = assumptions(material.scenario)
    assert [(row[0], row[5]) for row in rows] == [(each.path, each.label.value) for each in told]
    used = {each.path for each in figures_in_use(material.scenario)}
    assert {row[0] for row in rows if row[7] == "是"} == used
    assert {row[7] for row in rows} == {"是", "否"}
    assert [row[6] for row in rows] == [stage_of(each.path).zh for each in told]


def test_every_sheet_is_printed_on_pages_as_wide_as_it_is(book):
    assert len(book.worksheets) > 5
    for sheet in book.worksheets:
        setup = sheet.page_setup
        assert (setup.orientation, setup.fitToWidth, setup.fitToHeight) == ("landscape", 1, 0), sheet.title
        assert sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.title
    assert book["calls"].print_title_rows == "$1:$1"


def test_nothing_in_a_workbook_is_a_formula(book):
    assert "f" not in {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}


def test_words_are_words_and_numbers_numbers():
    assert _number("2.5") == 2.5
    assert _number("=1+1") == "=1+1"
    assert _width(["镇" * 10]) == 22
    assert _width(["a" * 500]) == 60
    assert _width([1], "到场\nturned_out_s") == 16


def test_the_head_of_each_column_can_be_read_whole(book):
    for sheet in book.worksheets[1:]:
        for cell in sheet[1]:
            width = sheet.column_dimensions[cell.column_letter].width
            assert places(str(cell.value).rpartition("\n")[2]) < width, cell.value
            assert sheet.row_dimensions[1].height >= 15 * lines_of(str(cell.value), width - 2), cell.value


def test_every_style_of_a_document_names_a_chinese_font(paper):
    named = [
        style.element.rPr.rFonts.get(qn("w:eastAsia")) for style in paper.styles if hasattr(style, "font")
    ]
    assert named
    assert set(named) == {EAST_ASIAN}


def test_a_document_is_a4_and_numbers_its_pages(paper):
    sheet = paper.sections[0]
    assert (round(sheet.page_width.mm), round(sheet.page_height.mm)) == (210, 297)
    assert "PAGE" in sheet.footer._element.xml


def test_the_first_page_says_the_summary_and_how_to_have_the_run_again(paper, material):
    said = [paragraph.text for paragraph in paper.paragraphs]
    assert all(words.zh in said for words in sentences(material))
    first = {row.cells[0].text: row.cells[1].text for row in paper.tables[0].rows}
    assert first == {what.zh: value.zh for what, value in origin(material)}
    assert material.digest in first.values()


def test_tables_repeat_their_header_and_set_numbers_at_the_right(paper):
    table = next(each for each in paper.tables[1:] if each.cell(0, 0).text == "阶段")
    assert "w:tblHeader" in table.rows[0]._tr.xml
    assert "w:tblHeader" not in table.rows[1]._tr.xml
    assert table.cell(1, 1).paragraphs[0].alignment == 2


def test_every_picture_fits_the_page_and_has_a_caption(paper):
    assert paper.inline_shapes
    assert all(shape.width.mm <= 171 and shape.height.mm <= 240 for shape in paper.inline_shapes)
    assert sum(each.style.name == "Caption" for each in paper.paragraphs) == len(paper.inline_shapes)


def test_a_run_without_arrivals_is_told_without_shares(quiet_log: Log):
    said = sentences(Material.of(quiet_log))
    assert len(said) == 3
    assert not any("最慢" in words.zh for words in said)


def test_the_command_writes_from_the_log_and_refuses_what_it_cannot(tmp_path):
    folder = tmp_path / "run"
    folder.mkdir()
    missing = CliRunner().invoke(app, ["report", str(folder)])
    assert missing.exit_code == 2
    log = run(load("hamlet"), days=1, path=folder / "run.sdlog")
    made = CliRunner().invoke(app, ["report", str(folder), "--as", "excel", "--lang", "en"])
    assert made.exit_code == 0, made.output
    assert (folder / "report.xlsx").read_bytes() == office(Material.of(log), "excel", "en")
    again = CliRunner().invoke(app, ["report", str(folder), "--as", "excel"])
    assert again.exit_code == 2
    assert CliRunner().invoke(app, ["report", str(folder), "--as", "pdf"]).exit_code == 2


def test_the_command_gives_the_maps_what_hazards_are_like(tmp_path, monkeypatch):
    given = []
    monkeypatch.setattr(
        "sim.report.office.write.write_office", lambda material, *rest: given.append(material) or rest[1]
    )
    run(load("hamlet-rain"), days=0.5, path=tmp_path / "run.sdlog")
    assert CliRunner().invoke(app, ["report", str(tmp_path)]).exit_code == 0
    (material,) = given
    land = (106.0, 28.0, 108.0, 31.0)
    assert any(material.hazards(t_h * HOUR_MS, land).fields for t_h in range(12))


def test_without_the_library_the_command_names_the_extra(tmp_path, monkeypatch):
    run(load("hamlet"), days=1, path=tmp_path / "run.sdlog")
    monkeypatch.setattr("sim.cli_report.find_spec", lambda name: None)
    told = CliRunner().invoke(app, ["report", str(tmp_path)])
    assert told.exit_code == 2
    assert not (tmp_path / "report.docx").exists()


# --- what broke, on the first page


@pytest.fixture(scope="module")
def broken() -> Material:
    return Material.of(run(load("three-cuts-all"), days=1.5, seed=1))


def test_the_first_page_tells_damage_and_service_where_something_broke(broken):
    said = sentences(broken)
    told = broken.summary["repairs"]
    damage = next(words for words in said if words.zh.startswith("险情"))
    assert (
        f"{told['damages']} cases of damage: {told['seen']} seen, {told['worked_on']} worked on" in damage.en
    )
    assert f"险情 {told['damages']} 处：发现 {told['seen']} 处" in damage.zh


def test_the_first_page_tells_how_low_each_service_fell(broken):
    service = broken.summary["service"]
    (words,) = [words for words in sentences(broken) if words.zh.startswith("断路")]
    assert service["power"]["least"] < 1
    assert f"有电 {100 * service['power']['least']:.1f}%" in words.zh
    assert f"{service['power']['lost_h']:.1f} h without mains" in words.en


def test_the_first_page_says_nothing_of_damage_where_nothing_broke(material):
    assert not any(words.zh.startswith(("险情", "断路")) for words in sentences(material))


def test_a_run_without_calls_says_what_to_do(quiet_log):
    assert sentences(Material.of(quiet_log))[0].en.startswith("No call in ")


def test_units_and_words_stay_whole_and_long_texts_get_the_room():
    rows = [("参数", "单位", "来源"), *[("roads.night", "people", "assumption: so it is said " * 4)] * 40]
    rows.append(("roads.hours", "people", " ".join(["0.5"] * 200)))
    widths = _widths_mm(rows)
    assert sum(widths) == pytest.approx(170)
    assert widths[1] >= 6 * 1.4 + 4
    assert widths[2] > widths[0] > widths[1]


def test_one_long_list_among_many_short_values_does_not_widen_its_column():
    short = [("key", "1", "word " * 10)] * 60
    long = [("key", "0.25, " * 24, "word " * 10)]
    assert _widths_mm([("k", "v", "s"), *short, *long])[1] < 40


def test_where_no_room_is_left_columns_share_it():
    widths = _widths_mm([tuple("x" * 22 for _ in range(9))] * 3)
    assert sum(widths) == pytest.approx(170)
    assert max(widths) == pytest.approx(min(widths))


def test_a_short_table_stays_on_one_page_and_a_long_one_begins_with_more_than_its_head(paper):
    def kept(table):
        return [
            all(cell.paragraphs[0].paragraph_format.keep_with_next for cell in row.cells)
            for row in table.rows
        ]

    short = [table for table in paper.tables if len(table.rows) <= 12]
    long = [table for table in paper.tables if len(table.rows) > 12]
    assert len(short) > 2
    assert len(long) > 1
    for table in short:
        assert kept(table) == [True] * (len(table.rows) - 1) + [False]
    for table in long:
        assert kept(table) == [True, True] + [False] * (len(table.rows) - 2)
