"""One world with a value of each feature, run in every way in which a user may see it."""

import io
from collections.abc import Mapping
from pathlib import Path

from features import scenario_of
from rich.console import Console

from sim.live.atlas import atlas
from sim.live.exercise import Exercise
from sim.live.room import Room
from sim.live.seats import seats_of
from sim.metric.cascade import Cascade
from sim.metric.fold import Fold
from sim.record.log import Log
from sim.report import print_summary, write_report
from sim.report.cascade import print_cascade
from sim.report.material import Material
from sim.report.page import page
from sim.report.words import Lang
from sim.run import run
from sim.scenario.model import Scenario
from sim.terms.enums import Party
from sim.terms.units import HOUR_MS

SEED = 3


def seen(row: Mapping[str, str], folder: Path, figures: bool = False) -> Log:
    """Run a world held to every law, make all that is shown of it, play it again, and compare the bytes.

    Parameters
    ----------
    row
        A value of each feature.
    folder
        Where files may be written.
    figures
        Whether the report is drawn too.

    Returns
    -------
    Log
        Of the run.
    """
    log = shown(row, folder, figures)
    assert played(scenario_of(row), folder / "exercise.db").digest == log.digest
    return log


def shown(row: Mapping[str, str], folder: Path, figures: bool = False) -> Log:
    """Run a world held to every law, and make all that is shown of it; as `seen`."""
    scenario = scenario_of(row)
    fold, cascade = Fold(scenario), Cascade(scenario)
    log = run(scenario, seed=SEED, sinks=(fold, cascade))
    _told(log, fold, cascade, folder, figures)
    return log


def _told(log: Log, fold: Fold, cascade: Cascade, folder: Path, figures: bool) -> None:
    material, screen = Material.of(log, fold), Console(file=io.StringIO(), width=120)
    print_summary(material, screen)
    print_cascade(fold.scenario, cascade, screen)
    for lang in Lang:
        page(material, {}, lang)
    if figures:
        write_report(material, folder / "report")


def played(scenario: Scenario, file: Path) -> Log:
    """Return the log of an exercise in which nobody sits; every seat is looked at every two hours."""
    more = _seated(scenario) if scenario.comms == "bearers" else ()
    exercise = Exercise.begin(file, scenario, seed=SEED)
    try:
        room = Room(exercise, seats_of(scenario, more))
        atlas(scenario)
        while not exercise.session.over:
            exercise.session.advance(exercise.session.now_ms + 2 * HOUR_MS)
            for seat in room.seats:
                room.hello(seat)
                room.frame(seat)
        return exercise.session.finish()
    finally:
        exercise.journal.close()


def _seated(scenario: Scenario) -> tuple[str, ...]:
    """Return the townships, and the posts at which somebody keeps a picture."""
    centres = [row.id for row in scenario.posts if row.kind is Party.EOC]
    rules = scenario.response
    second = () if rules.levels and rules.succession.alternate else centres[1:]
    others = [row.id for row in scenario.posts if row.kind is not Party.DISPATCH_CENTRE]
    return (*(row.id for row in scenario.townships), *(name for name in others if name not in second))
