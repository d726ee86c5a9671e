"""The commands for scripts of exercises 导调脚本."""

from pathlib import Path
from typing import Annotated, Final

import typer

from sim.cli_parts import ScenarioName, Sets, said_plainly
from sim.terms.errors import BadInput
from sim.words import both

_LINES: Final = both("lines")
_BY_HAND: Final = both("by hand")

app = typer.Typer(help=both("Scripts of exercises (MSEL)").help, no_args_is_help=True, rich_markup_mode=None)
_File = Annotated[Path, typer.Argument(metavar="FILE.xlsx", help=both("Excel or CSV").help)]


@app.command()
@said_plainly()
def check(file: _File, scenario: ScenarioName, sets: Sets = None) -> None:
    """Read a script against a scenario and list its lines; every fault names its cell 检查导调脚本."""
    from sim.live.msel.desk import since_start
    from sim.live.msel.upload import script_of
    from sim.scenario.load import load

    loaded = load(scenario, sets or ())
    table, lines, faults = script_of(file.name, file.read_bytes(), loaded)
    for line, row in zip(lines, table.rows, strict=False):
        when = row.get("trigger", "") if line.t_ms is None else since_start(line.t_ms)
        typer.echo(
            f"{line.id:8} {when or _BY_HAND.zh_en:24} {row.get('recipient', ''):12} {row.get('text', '')}"
        )
    if faults:
        raise BadInput(faults)
    typer.echo(f"{len(lines)} {_LINES.zh_en}, no fault")


@app.command()
@said_plainly()
def template(
    out: Annotated[Path, typer.Argument(metavar="FILE.xlsx", help=both("New file").help)],
    scenario: Annotated[str | None, typer.Option(help=both("Whose script is written").help)] = None,
) -> None:
    """Write an empty script, or that of a scenario, to be filled in 导出导调脚本模板."""
    from sim.live.msel.columns import KEYS
    from sim.live.msel.sheet import write_csv, write_xlsx
    from sim.scenario.load import load

    lines = () if scenario is None else load(scenario).msel
    rows = [{key: getattr(line, key) for key in KEYS} for line in lines]
    out.write_bytes(write_csv(rows) if out.suffix.lower() == ".csv" else write_xlsx(rows))
