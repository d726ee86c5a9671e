"""The command ``sanduan workbook`` 工作簿: the forces of a scenario as an Excel workbook, and back."""

import json
import os
import re
import shutil
from pathlib import Path
from tempfile import NamedTemporaryFile, TemporaryDirectory
from typing import TYPE_CHECKING, Annotated, Final

import typer

from sim.cli_parts import all_or_nothing, waiting
from sim.terms.errors import BadInput, Fault
from sim.words import both

if TYPE_CHECKING:
    from sim.scenario.source import Table
    from sim.sheets import Book

_NEXT: Final = both("next")
_WORKBOOK: Final = both("workbook")

XLSX = ".xlsx"
_SAME = both("all as in the scenario").zh_en
_UNFIT = re.compile(r"[^\w-]+")


def workbook(
    what: Annotated[
        str,
        typer.Argument(
            metavar="SCENARIO|FILE.xlsx", help=both("A scenario to write, or a workbook to read").help
        ),
    ],
    out: Annotated[Path | None, typer.Option(help=both("Workbook to write, .xlsx").help)] = None,
    into: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", help=both("Scenario folder that the workbook is read into").help),
    ] = None,
    base: Annotated[
        str | None,
        typer.Option(help=both("Scenario that a new folder extends; else the one it came from").help),
    ] = None,
) -> None:
    """Write the forces of a scenario as an Excel workbook, or read such a workbook back 力量数据工作簿."""
    if what.lower().endswith(XLSX):
        _read(Path(what), into, base)
    else:
        _write(what, out)


def _write(scenario: str, out: Path | None) -> None:
    from sim.report.office.forces import forces_workbook
    from sim.scenario.workbook.put import drafted

    target = out or Path(f"{Path(scenario).resolve().name}-forces{XLSX}")
    if target.suffix.lower() != XLSX:
        raise _refused("--out", str(target), f"a name that ends in {XLSX}")
    if target.exists():
        raise _refused("--out", str(target), "a file that does not exist yet")
    with waiting(both("writing the workbook").zh_en):
        data = forces_workbook(drafted(scenario))
    with NamedTemporaryFile(dir=target.absolute().parent, prefix=f".{target.name}-", delete=False) as file:
        file.write(data)
    Path(file.name).chmod(0o644)
    Path(file.name).replace(target)
    typer.echo(f"{_WORKBOOK.zh_en}: {target}")


def _refused(option: str, value: str, expected: str, hint: str = "") -> BadInput:
    return BadInput([Fault(option, None, None, "", value, expected, hint)])


def _read(file: Path, into: Path | None, base: str | None) -> None:
    from sim.scenario.workbook.put import drafted, laid_over
    from sim.sheets import read_book

    if into is None:
        raise _refused("--into", "", "the folder of a scenario, as a workbook is read")
    with waiting(both("reading the workbook").zh_en):
        book = read_book(file)
        origin = str(into) if into.exists() else base or base_of(book, file)
        tables = laid_over(drafted(origin), book)
    if into.exists():
        _replace(into, tables)
    else:
        _make(into, origin, tables)
    counted = ", ".join(f"{name} {len(table.rows)}" for name, table in tables.items())
    typer.echo(f"{file} → {into}/: {counted or _SAME}")
    typer.echo(f"{_NEXT.zh_en}: sanduan check {into}")


def base_of(book: "Book", file: Path) -> str:
    """Return the shipped scenario that a workbook was written from.

    Raises
    ------
    BadInput
        If it does not say, or was written from another.
    """
    from sim.scenario.layers import shipped
    from sim.scenario.workbook.take import base_named

    name = base_named(book)
    if name not in shipped():
        raise _refused("--base", name and repr(name), f"the scenario that {file.name} was written from")
    return name


def _make(into: Path, origin: str, tables: "dict[str, Table]") -> None:
    """Make a folder that extends a scenario by the tables."""
    from sim.scenario.layers import shipped
    from sim.scenario.workbook.put import written

    name = _UNFIT.sub("-", into.resolve().name).strip("-")[:40] or "forces"
    base = origin if origin in shipped() else os.path.relpath(origin, into)
    with all_or_nothing(into) as work:
        text = f"extends: {json.dumps(Path(base).as_posix(), ensure_ascii=False)}\nname: {json.dumps(name)}\n"
        (work / "scenario.yaml").write_text(text, encoding="utf-8", newline="\n")
        written(tables, work)


def _replace(folder: Path, tables: "dict[str, Table]") -> None:
    """Replace tables of a scenario: a copy of its folder is changed, and takes its place when it is whole."""
    from sim.scenario.workbook.put import written

    home = folder.resolve()
    with TemporaryDirectory(prefix=f".{home.name}-", dir=home.parent) as work:
        fresh, old = Path(work) / "fresh", Path(work) / "old"
        shutil.copytree(home, fresh)
        written(tables, fresh)
        home.rename(old)
        fresh.rename(home)
