"""The command ``sanduan report`` 报告: a finished run as a Word document or an Excel workbook."""

from importlib.util import find_spec
from pathlib import Path
from typing import Annotated, Final

import typer

from sim.cli_parts import DRAWING, LANGS, check_choice, waiting
from sim.terms.errors import BadInput, Fault
from sim.words import both

_REPORT: Final = both("report")

_LIBRARIES = {"word": "docx", "excel": "openpyxl"}


def report(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help=both("A folder that `run` wrote").help)],
    form: Annotated[str, typer.Option("--as", help=both("word or excel").help)] = "word",
    out: Annotated[Path | None, typer.Option(help="New file; default: report.docx, .xlsx in DIR.")] = None,
    lang: Annotated[str, typer.Option(help=both("zh or en").help)] = "zh",
) -> None:
    """Write the report of a finished run as a Word document or an Excel workbook 输出办公文档."""
    from sim.metric.fold import fold
    from sim.record.file import read_log
    from sim.report.material import Material
    from sim.report.office.write import NAMES, write_office
    from sim.survey.hazards import seen

    check_choice("--as", form, tuple(NAMES))
    check_choice("--lang", lang, LANGS)
    log = folder / "run.sdlog"
    target = folder / NAMES[form] if out is None else out
    if not log.is_file():
        raise BadInput([Fault(str(folder), None, None, "", "", "a folder with run.sdlog")])
    if target.exists():
        raise BadInput([Fault("--out", None, None, "", str(target), "a file that does not exist yet")])
    if find_spec(_LIBRARIES[form]) is None:
        raise BadInput([Fault("--as", None, None, "", form, "pip install 'sanduan[office]'")])
    with waiting(DRAWING):
        read = read_log(log)
        read.verify()
        found = fold(read)
        material = Material.of(read, found, seen(read.header, found.scenario, found.situation.fought))
        written = write_office(material, form, target, lang)
    typer.echo(f"{_REPORT.zh_en}: {written}")
