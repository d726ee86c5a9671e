"""What a survey of communications 通信勘察 shows: tables on the screen, CSV, a map, coverage, a matrix."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from rich.console import Console

    from sim.record.survey import Survey
    from sim.scenario.model import Scenario

__all__ = ["print_survey", "write_survey"]


def write_survey(scenario: "Scenario", survey: "Survey", out: "Path", lang: str = "zh") -> "list[Path]":
    """Write tables and figures into a folder; see `sim.report.comms.write.write_survey`."""
    from sim.report.comms.write import write_survey as write

    return write(scenario, survey, out, lang)


def print_survey(scenario: "Scenario", survey: "Survey", console: "Console", lang: str = "zh") -> None:
    """Print the survey in a few tables; see `sim.report.comms.terminal.print_survey`."""
    from sim.report.comms.terminal import print_survey as show

    show(scenario, survey, console, lang)
