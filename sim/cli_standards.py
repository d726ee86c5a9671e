"""The command ``sanduan standards`` 标准核对: stations against 建标152 and GB/T 35547."""

from pathlib import Path
from typing import Annotated

import typer

from sim.cli_parts import ScenarioName, Sets
from sim.terms.errors import BadInput, Fault
from sim.words import both


def standards(
    scenario: ScenarioName,
    sets: Sets = None,
    out: Annotated[Path | None, typer.Option(help=both("New CSV file for the rows").help)] = None,
) -> None:
    """Hold stations against their standards: area, five minutes, people, engines 标准核对."""
    import csv

    from rich.console import Console

    from sim.report.standards import COLUMNS, print_standards, rows
    from sim.scenario.load import load
    from sim.survey.standards import standards as hold

    if out is not None and out.exists():
        raise BadInput([Fault("--out", None, None, "", str(out), "a file that does not exist yet")])
    found = hold(load(scenario, sets or ()))
    if out is not None:
        with out.open("x", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerows([COLUMNS, *rows(found)])
    print_standards(found, Console())
