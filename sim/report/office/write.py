"""Writing office reports into a folder of results."""

from base64 import b64encode
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sim.report.material import Material
from sim.report.words import Lang

if TYPE_CHECKING:
    from sim.metric.fold import Readable

NAMES: Final = {"word": "report.docx", "excel": "report.xlsx"}
"""Forms of a report, and the names of their files."""


def office(log: "Readable | Material", form: str, lang: str = "zh") -> bytes:
    """Return the report of a run as the bytes of an office file.

    Parameters
    ----------
    log
        The run, or what was read from it already.
    form
        ``word`` or ``excel``.
    lang
        ``zh`` or ``en``.
    """
    from sim.report.office.docx import document
    from sim.report.office.xlsx import workbook

    material = Material.of(log)
    if form == "excel":
        return workbook(material, Lang(lang))
    return document(material, _images(material, Lang(lang)), Lang(lang))


def write_office(log: "Readable | Material", form: str, path: Path, lang: str = "zh") -> Path:
    """Write the report of a run as an office file, whole or not at all; return the path."""
    data = office(log, form, lang)
    path.write_bytes(data)
    return path


def _images(material: Material, lang: Lang) -> dict[str, dict[str, str]]:
    """Return every figure in one language, as a PNG in a URI."""
    from sim.report.fonts import look
    from sim.report.write import drawings, saved

    with look():
        pictures = {name: saved(draw(lang), "png") for name, draw in drawings(material).items()}
    return {
        name: {lang.value: f"data:image/png;base64,{b64encode(data).decode('ascii')}"}
        for name, data in pictures.items()
    }
