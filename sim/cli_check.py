"""The command ``sanduan check`` 检查想定: what is wrong with a scenario, and what of it is still assumed."""

import csv as csv_files
from collections.abc import Mapping, Sequence
from math import isnan
from pathlib import Path
from textwrap import shorten
from typing import TYPE_CHECKING, Annotated, Final

import typer

from sim.cli_parts import ScenarioName, Sets, waiting, warn_of_datum
from sim.terms.errors import BadInput, Fault
from sim.words import both, both_in

if TYPE_CHECKING:
    from rich.table import Table

    from sim.scenario.doubts import Doubt
    from sim.scenario.model import Scenario
    from sim.study.influence import Influence

_WEAK: Final = both("weak")
_PEOPLE: Final = both_in("command", "people")
_MEASURED: Final = both("measured")
_FIGURES_ARE_ASSUMPTIONS: Final = both("figures are assumptions or estimates")
_NO_FAULTS: Final = both("no faults")

HEADS: Final = (
    both("key").zh_en,
    both("value").zh_en,
    both_in("command", "unit").zh_en,
    both("range").zh_en,
    both("label").zh_en,
    both("why").zh_en,
    both_in("command", "source").zh_en,
)
MOST_SHOWN: Final = 20
"""How many of what is assumed are printed where not all are asked for."""
MOST_TABLES: Final = 10
"""How many of these are tables, so that figures are seen beside them."""
_SOURCE: Final = 70
"""So many letters of a source are printed; all of it goes into the CSV file."""
_VALUE: Final = 24
"""And of a value, such as a list of weights."""
_LEAST: Final = dict(zip(HEADS, (20, 6, 0, 6, 6, 8, 14), strict=True))
"""Least widths of columns on a narrow screen."""
_WIDTH: Final = 160
"""Width of the table where it goes to a file or a pipe."""
_BARE: Final = ("", "1")


def check(
    scenario: ScenarioName,
    sets: Sets = None,
    study: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR", help=both("A finished study (saltelli, morris, latin_hypercube) to rank by").help
        ),
    ] = None,
    all_: Annotated[bool, typer.Option("--all", help=both("List all, also what is off").help)] = False,
    csv: Annotated[Path | None, typer.Option(metavar="FILE", help=both("Write all as CSV").help)] = None,
) -> None:
    """Say everything that is wrong with a scenario, then what is still assumed 检查想定、列出假定."""
    from sim.scenario.assumptions import assumptions
    from sim.scenario.doubts import doubts
    from sim.scenario.load import load

    found = load(scenario, sets or ())
    measured = _measured(study, found)
    listed = ranked(doubts(found), measured)
    if csv is not None:
        _write(csv, listed, measured)
    typer.echo(f"{found.name} {found.title.zh} {found.title.en}: {_NO_FAULTS.en_zh}.")
    typer.echo(f"Fingerprint {found.fingerprint}")
    _print(listed, measured, all_)
    _warn_of_weak(measured)
    figures = assumptions(found)
    doubtful = [figure for figure in figures if figure.label.value in ("assumption", "estimate")]
    typer.echo(f"{len(doubtful)} of {len(figures)} {_FIGURES_ARE_ASSUMPTIONS.en_zh}.")
    warn_of_datum(found)


def _measured(study: Path | None, scenario: "Scenario") -> "dict[str, Influence]":
    if study is None:
        return {}
    from sim.study.influence import influences

    with waiting(both("results of the study").zh_en):
        return influences(study, scenario.name)


def ranked(found: "Sequence[Doubt]", measured: "Mapping[str, Influence]") -> "list[Doubt]":
    """Return what was measured first, the most influential before others; the rest in its order."""
    first = [one for one in found if one.path in measured]
    rest = [one for one in found if one.path not in measured]
    return sorted(first, key=lambda one: (-measured[one.path].share, one.path)) + rest


def _why(one: "Doubt", measured: "Mapping[str, Influence]") -> str:
    """Return in a few words why something stands where it does."""
    if one.path in measured:
        known = measured[one.path]
        told = f"{known.measure} {known.size:.3g}{_sure(known)}, {known.response}"
        return f"{_MEASURED.zh_en} {known.share:.2f} ({told})"
    off = "" if one.used else both_in("command", "off").zh_en + "; "
    if one.people is not None:
        return f"{off}{one.people:,} {_PEOPLE.zh_en}"
    return f"{off}{one.stage.zh} {one.stage.en}"


def _sure(known: "Influence") -> str:
    """Return how sure a regression coefficient is: its interval, and how much the regression explains."""
    if isnan(known.r2):
        return ""
    return (
        f" [{known.low:.2g}, {known.high:.2g}], R² {known.r2:.2f}{' ' + _WEAK.zh_en if known.is_weak else ''}"
    )


def _warn_of_weak(measured: "Mapping[str, Influence]") -> None:
    """Say of each response whose regression explains too little that its order is no more than a hint."""
    weak = {one.response: one.r2 for one in measured.values() if one.is_weak}
    for response, r2 in sorted(weak.items()):
        typer.echo(
            f"{response}: "
            + both(
                "the regression explains only {share} of the variance (curves, interactions, luck): "
                "take the order as a hint, and run more replications, or the design morris or "
                "saltelli."
            )
            .fill(share=f"{max(r2, 0.0):.0%}")
            .zh_en
        )


def _cells(one: "Doubt", measured: "Mapping[str, Influence]") -> tuple[str, ...]:
    label = f"{one.label.zh} {one.label.value}"
    return one.path, one.value, one.unit, one.range, label, _why(one, measured), one.source


def _print(listed: "Sequence[Doubt]", measured: "Mapping[str, Influence]", everything: bool) -> None:
    from rich.console import Console

    used = [one for one in listed if one.used or one.path in measured]
    chosen = listed if everything else _first(used)
    if not chosen:
        return
    console = Console()
    console = console if console.is_terminal else Console(width=_WIDTH)
    console.print(_table([_cells(one, measured) for one in chosen], bool(measured)), markup=False)
    more, off = len(used) - len(chosen), len(listed) - len(used)
    if not everything and (more or off):
        typer.echo(both("more: {more}, switched off: {off} (--all)").fill(more=more, off=off).zh_en)


def _first(used: "Sequence[Doubt]") -> "list[Doubt]":
    """Return the first twenty, of tables only the first ten."""
    tables = [one for one in used if one.people is not None]
    left_out = {(one.path, one.label) for one in tables[MOST_TABLES:]}
    return [one for one in used if (one.path, one.label) not in left_out][:MOST_SHOWN]


def _table(rows: Sequence[Sequence[str]], is_measured: bool) -> "Table":
    """Return the table on the screen: a figure with its unit, and as much of its source as there is room."""
    from rich.table import Table

    first = both("by influence measured in the study, the rest ")
    title = both("Still assumed, {first}by what hangs on it (not measured influence)")
    table = Table(title=title.fill(first=first if is_measured else "").stacked)
    for head in (*HEADS[:2], *HEADS[3:]):
        table.add_column(head, overflow="fold", min_width=_LEAST[head])
    for key, value, unit, *rest, source in rows:
        short = shorten(value, _VALUE, placeholder="…")
        told = short if unit in _BARE else f"{short} {unit}"
        table.add_row(key, told, *rest, shorten(source, _SOURCE, placeholder=" …"))
    return table


def _write(path: Path, listed: "Sequence[Doubt]", measured: "Mapping[str, Influence]") -> None:
    """Write all that is listed, with a byte order mark so that Excel reads the Chinese."""
    if path.exists():
        expected = "a file that does not exist yet"
        raise BadInput([Fault("--csv", None, None, "", repr(str(path)), expected)])
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        rows = csv_files.writer(file)
        rows.writerow(HEADS)
        rows.writerows(_cells(one, measured) for one in listed)
