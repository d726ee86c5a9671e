"""A run as a Word document 文档: a first page to read, then the sections of the report."""

import re
from base64 import b64decode
from collections.abc import Callable, Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from sim.report.material import Material
from sim.report.office.brief import TITLE, origin, sentences
from sim.report.office.fixed import fixed
from sim.report.office.layout import places
from sim.report.page import page, subtitle
from sim.report.parts import (
    Command,
    Folded,
    Heading,
    Listing,
    Page,
    Part,
    Picture,
    Section,
    Table,
    Text,
    Tile,
)
from sim.report.sections import Images
from sim.report.words import WORDS, Both, Lang

if TYPE_CHECKING:
    from docx.document import Document

LATIN: Final = "Arial"
EAST_ASIAN: Final = "Microsoft YaHei"
PAGE_MM: Final = (210, 297)
"""A4."""
MARGIN_MM: Final = 20
_LEAST: Final = 8
_MOST: Final = 48
"""Bounds of the width that a column of a table asks for, in half characters."""
_WORD: Final = 22
"""A word longer than this may be broken."""
_WORDS: Final = re.compile(r"[^\s\u2e80-\uffff]+")
_MM: Final = 1.55
"""Width of half a Chinese character in a table, in mm."""
_PADDING_MM: Final = 4.2
_WHOLE_ROWS: Final = 12
"""A table of no more rows than these is not broken over pages."""
_NUMBERS: Final = "nv"
"""Looks of columns that are set at the right."""


def document(material: Material, images: Images, lang: Lang) -> bytes:
    """Return a run as the bytes of a Word file, the same for the same run.

    Parameters
    ----------
    material
        The run.
    images
        Figures by name and language, as ``data:image/png;base64`` URIs.
    lang
        The language of the document.
    """
    content = page(material, images, lang)
    return _written(content, lang, lambda paper: _first_page(paper, material, content.title, lang))


def paper(content: Page, lang: Lang) -> bytes:
    """Return any page as the bytes of a Word file: its headline and tiles, then its sections."""
    return _written(content, lang, lambda paper: _front(paper, content, lang))


def _written(content: Page, lang: Lang, begin: "Callable[[Document], None]") -> bytes:
    from docx import Document as new

    paper = new()
    _lay_out(paper)
    paper.core_properties.title = content.title.of(lang)
    paper.core_properties.author = "sanduan"
    begin(paper)
    for section in content.sections:
        _section(paper, section, lang)
    _note(paper, content.credits.of(lang))
    sink = BytesIO()
    paper.save(sink)
    return fixed(sink.getvalue())


def _front(paper: "Document", content: Page, lang: Lang) -> None:
    paper.add_heading(content.title.of(lang), 0)
    _note(paper, content.subtitle.of(lang))
    paper.add_paragraph(content.headline.of(lang))
    rows = [(tile.what.of(lang), _told(tile, lang)) for tile in content.tiles]
    _grid(paper, rows, [False, True], heads=False)
    _note(paper, content.caution.of(lang))


def _told(tile: Tile, lang: Lang) -> str:
    return tile.value if tile.unit is None else f"{tile.value} {tile.unit.of(lang)}"


def _lay_out(paper: "Document") -> None:
    from docx.oxml.ns import qn
    from docx.shared import Mm, Pt

    sheet = paper.sections[0]
    sheet.page_width, sheet.page_height = (Mm(side) for side in PAGE_MM)
    sheet.left_margin = sheet.right_margin = sheet.top_margin = sheet.bottom_margin = Mm(MARGIN_MM)
    for style in paper.styles:
        if hasattr(style, "font"):
            fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
            for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
                fonts.attrib.pop(qn(f"w:{theme}"), None)
            for script, name in (("ascii", LATIN), ("hAnsi", LATIN), ("eastAsia", EAST_ASIAN)):
                fonts.set(qn(f"w:{script}"), name)
    paper.styles["Normal"].font.size = Pt(10)
    _number_pages(sheet.footer.paragraphs[0])


def _number_pages(paragraph: Any) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _first_page(paper: "Document", material: Material, title: Both, lang: Lang) -> None:
    from docx.enum.text import WD_BREAK

    paper.add_heading(title.of(lang), 0)
    _note(paper, subtitle(material).of(lang))
    paper.add_heading(TITLE.of(lang), 1)
    for words in sentences(material):
        paper.add_paragraph(words.of(lang), style="List Bullet")
    paper.add_heading(WORDS["origin"].of(lang), 2)
    _listing(paper, origin(material), lang)
    paper.add_paragraph().add_run().add_break(WD_BREAK.PAGE)


def _section(paper: "Document", section: Section, lang: Lang) -> None:
    if section.parts:
        paper.add_heading(section.title.of(lang), 1)
    for part in section.parts:
        _part(paper, part, lang)


def _part(paper: "Document", part: Part, lang: Lang) -> None:
    match part:  # a key tells the colours of bars, which only the page draws
        case Text():
            _text(paper, part.words.of(lang), part.look)
        case Heading():
            paper.add_heading(part.words.of(lang), 2)
        case Picture():
            _picture(paper, part, lang)
        case Table():
            _table(paper, part, lang)
        case Folded():
            paper.add_heading(part.title.of(lang), 3)
            _table(paper, part.table, lang)
        case Listing():
            _listing(paper, part.entries, lang)
        case Command():
            _note(paper, part.words)


def _text(paper: "Document", words: str, look: str) -> None:
    if look:
        _note(paper, words)
    else:
        paper.add_paragraph(words)


def _note(paper: "Document", words: str) -> None:
    from docx.shared import Pt

    paper.add_paragraph().add_run(words).font.size = Pt(8.5)


def _picture(paper: "Document", part: Picture, lang: Lang) -> None:
    from docx.shared import Mm

    data = b64decode(part.images[lang.value].partition(",")[2])
    paper.add_picture(BytesIO(data), width=Mm(PAGE_MM[0] - 2 * MARGIN_MM))
    _fit(paper.inline_shapes[-1])
    paper.paragraphs[-1].paragraph_format.keep_with_next = True
    paper.add_paragraph(part.caption.of(lang), style="Caption")


def _fit(shape: Any) -> None:
    """Let a tall figure and its caption stay on one page."""
    from docx.shared import Mm

    most = Mm(PAGE_MM[1] - 2 * MARGIN_MM - 30)
    if shape.height > most:
        shape.width, shape.height = round(shape.width * most / shape.height), most


def _listing(paper: "Document", entries: Sequence[tuple[Both, Both]], lang: Lang) -> None:
    rows = [(what.of(lang), value.of(lang)) for what, value in entries]
    _grid(paper, rows, [False, False], heads=False)


def _table(paper: "Document", table: Table, lang: Lang) -> None:
    """Lay out a table, without its columns of bars."""
    kept = [number for number, column in enumerate(table.columns) if column.look != "b"]
    rows = [tuple(table.columns[number].title.of(lang) for number in kept)]
    rows += [tuple(row[number].text.of(lang) for number in kept) for row in table.rows]
    _grid(paper, rows, [table.columns[number].look in tuple(_NUMBERS) for number in kept])


def _widths_mm(rows: Sequence[tuple[str, ...]]) -> list[float]:
    """Return widths of columns by what stands in them: words stay whole, long texts get the rest."""
    columns = list(zip(*rows, strict=True))
    whole = [_PADDING_MM + _MM * min(_WORD, max(_longest_word(text) for text in each)) for each in columns]
    wanted = [_MM * _usual(each) for each in columns]
    room = PAGE_MM[0] - 2 * MARGIN_MM
    if sum(whole) >= room:
        return [room * each / sum(whole) for each in whole]
    more = [max(1.0, each + _PADDING_MM - least) for each, least in zip(wanted, whole, strict=True)]
    rest = room - sum(whole)
    return [least + rest * each / sum(more) for least, each in zip(whole, more, strict=True)]


def _usual(column: Sequence[str]) -> int:
    """Return the width that all but a twentieth of a column's texts keep to, within bounds."""
    found = sorted(places(text) for text in column)
    return min(_MOST, max(_LEAST, found[int(0.95 * (len(found) - 1))], places(column[0])))


def _longest_word(text: str) -> int:
    """Return the width of the longest stretch that should stay on one line; Chinese may break anywhere."""
    return max((len(word) for word in _WORDS.findall(text)), default=2)


def _grid(
    paper: "Document", rows: Sequence[tuple[str, ...]], right: Sequence[bool], heads: bool = True
) -> None:
    from docx.oxml import OxmlElement
    from docx.shared import Mm

    grid = paper.add_table(len(rows), len(right), style="Table Grid")
    grid.autofit = False
    widths = [Mm(width_mm) for width_mm in _widths_mm(rows)]
    for column, width in zip(grid.columns, widths, strict=True):
        column.width = width
    for number, (row, texts) in enumerate(zip(grid.rows, rows, strict=True)):
        properties = row._tr.get_or_add_trPr()
        properties.append(OxmlElement("w:cantSplit"))
        if heads and not number:
            properties.append(OxmlElement("w:tblHeader"))
        for cell, text, aligned, width in zip(row.cells, texts, right, widths, strict=True):
            cell.width = width
            _write(cell.paragraphs[0], text, aligned, heads and not number)
            if number < _last_kept(len(rows)):
                cell.paragraphs[0].paragraph_format.keep_with_next = True
    paper.add_paragraph()


def _last_kept(rows: int) -> int:
    """Return how many rows stay with the next on a page: of a short table all, of a long one two."""
    return rows - 1 if rows <= _WHOLE_ROWS else 2


def _write(paragraph: Any, text: str, right: bool, bold: bool) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    run = paragraph.add_run(text)
    run.font.size, run.font.bold = Pt(8), bold
    if right:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
