"""Reports 报告 of a run, from its log alone: a table on the screen, CSV, figures, one page to show."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from rich.console import Console

    from sim.record.log import Log
    from sim.report.material import Material

__all__ = ["print_summary", "write_report"]


def write_report(
    log: "Log | Material",
    out: "Path",
    figures: bool = True,
    lang: str = "zh",
    map_hours: "Sequence[float] | None" = None,
) -> "list[Path]":
    """Write tables, summary, figures and page into a folder; see `sim.report.write.write_report`."""
    from sim.report.write import write_report as write

    return write(log, out, figures, lang, map_hours)


def print_summary(log: "Log | Material", console: "Console") -> None:
    """Print the run in a few tables; see `sim.report.terminal.print_summary`."""
    from sim.report.terminal import print_summary as show

    show(log, console)
