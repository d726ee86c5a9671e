"""What a study found, as figures in both languages and one page, and what of it is printed."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sim.report.parts import Page, Part, Picture, Section, Table, Text
from sim.report.study_words import STUDY_WORDS
from sim.report.words import Both, Lang

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from rich.console import Console

PAGE: Final = "report.html"
FIGURES: Final = "figures"
WIDTH: Final = 110


@dataclass(frozen=True)
class Finding:
    """One answer of a study.

    Attributes
    ----------
    name
        Short name, also of its figure's files.
    title
        What it is about.
    words
        What may be said, sentence by sentence.
    table
        Its figures; None where there are none.
    draw
        Draws its figure in a language; None where there is none.
    """

    name: str
    title: Both
    words: tuple[Both, ...] = ()
    table: Table | None = None
    draw: "Callable[[Lang], Figure] | None" = None


def console() -> "Console":
    """Return where to print: as wide as the terminal, or wide enough for a table where there is none."""
    from rich.console import Console

    made = Console()
    return made if made.is_terminal else Console(width=WIDTH)


def print_findings(findings: Iterable[Finding], on: "Console") -> None:
    """Print tables and sentences of findings, both languages side by side.

    Parameters
    ----------
    findings
        What was found.
    on
        Where to print.
    """
    for finding in findings:
        on.print(f"\n{finding.title.zh}\n{finding.title.en}", style="bold", highlight=False)
        if finding.table is not None:
            on.print(_printed(finding.table))
        for words in finding.words:
            on.print(f"· {words.zh}", highlight=False)
            if words.en != words.zh:
                on.print(f"  {words.en}", highlight=False)


def _printed(table: Table) -> object:
    from rich.table import Table as Rich

    made = Rich(box=None, pad_edge=False)
    for column in table.columns:
        title = "\n".join(dict.fromkeys(column.title))
        made.add_column(title, justify="right" if column.look == "n" else "left", overflow="fold")
    for row in table.rows:
        made.add_row(*("\n".join(dict.fromkeys(cell.text)) for cell in row))
    return made


def write_findings(
    findings: Sequence[Finding], folder: Path, title: Both, subtitle: Both, lang: str = "zh"
) -> list[Path]:
    """Write the figures of findings as PNG in both languages, and one page that holds everything.

    Parameters
    ----------
    findings
        What was found.
    folder
        An existing folder: ``figures/*.png`` and ``report.html`` are made in it.
    title, subtitle
        Of the page.
    lang
        The language that the page shows first.

    Returns
    -------
    list of Path
        The files.
    """
    from sim.report.fonts import look
    from sim.report.html import render

    home = folder / FIGURES
    home.mkdir(exist_ok=True)
    for old in home.glob("*.png"):
        old.unlink()
    with look():
        drawn = [_drawn(finding, home) for finding in findings]
    sections = [
        Section(finding.title, _parts(finding, images))
        for finding, (images, _) in zip(findings, drawn, strict=True)
    ]
    page = _page(findings, sections, title, subtitle, Lang(lang))
    (folder / PAGE).write_bytes(render(page).encode())
    return [*(path for _, paths in drawn for path in paths), folder / PAGE]


def _drawn(finding: Finding, home: Path) -> tuple[dict[str, str], list[Path]]:
    """Draw a figure in both languages; return it as images for the page, and the files written."""
    from sim.report.html import data_uri
    from sim.report.write import saved

    images, paths = {}, []
    for lang in Lang if finding.draw is not None else ():
        assert finding.draw is not None
        figure = finding.draw(lang)
        images[lang.value] = data_uri(saved(figure, "svg"), "image/svg+xml")
        paths.append(home / f"{finding.name}.{lang.value}.png")
        paths[-1].write_bytes(saved(figure, "png"))
    return images, paths


def _parts(finding: Finding, images: dict[str, str]) -> list[Part]:
    found: list[Part] = [Text(words) for words in finding.words]
    found += [Picture(images, finding.title)] if images else []
    return found + ([finding.table] if finding.table is not None else [])


def _page(
    findings: Sequence[Finding], sections: Sequence[Section], title: Both, subtitle: Both, lang: Lang
) -> Page:
    first = next((words for finding in findings for words in finding.words), STUDY_WORDS["no_answer"])
    return Page(
        title=title,
        subtitle=subtitle,
        headline=first,
        tiles=(),
        caution=STUDY_WORDS["caution"],
        sections=sections,
        credits=STUDY_WORDS["credits"],
        lang=lang,
    )
