"""What a cascade 灾害链 shows: the worst chains in words, a table of all falls, a figure."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from rich.console import Console

    from sim.metric.cascade import Cascade
    from sim.scenario.model import Scenario

__all__ = ["print_cascade", "write_cascade"]


def write_cascade(scenario: "Scenario", cascade: "Cascade", out: "Path", lang: str = "zh") -> "list[Path]":
    """Write table, words and figure into a folder; see `sim.report.cascade.write.write_cascade`."""
    from sim.report.cascade.write import write_cascade as write

    return write(scenario, cascade, out, lang)


def print_cascade(scenario: "Scenario", cascade: "Cascade", console: "Console") -> None:
    """Print the worst chains; see `sim.report.cascade.told.print_cascade`."""
    from sim.report.cascade.told import print_cascade as show

    show(scenario, cascade, console)
