"""Runs that the tests of reports share: a small one, one without calls, and their reports."""

from pathlib import Path

import pytest
from silences import scenario as with_communications
from silences import silent
from stories import logged
from worlds import line, scenario

from sim.record.log import Log
from sim.report import write_report
from sim.report.material import Material
from sim.run import run
from sim.scenario.load import load


@pytest.fixture(scope="session")
def hamlet_log() -> Log:
    return run(load("hamlet"), days=20, seed=7)


@pytest.fixture(scope="session")
def quiet_log() -> Log:
    """Return a run in which nothing happens."""
    world = line(nodes=3)
    world["demand"] = {**world["demand"], "scale": 0}
    return run(scenario(world), days=1)


@pytest.fixture(scope="session")
def hamlet(hamlet_log: Log) -> Material:
    return Material.of(hamlet_log)


@pytest.fixture(scope="session")
def silent_log() -> Log:
    """Return a run in which networks fail."""
    return run(load("hamlet-silent"), seed=5)


@pytest.fixture(scope="session")
def silenced(silent_log: Log) -> Material:
    return Material.of(silent_log)


@pytest.fixture(scope="session")
def by_hand() -> Material:
    """Return a silence told by hand, in which communications fail in every way once."""
    return Material.of(logged(silent().rows(), with_communications()))


@pytest.fixture(scope="session")
def silent_report(silent_log: Log, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the report of a run in which networks fail."""
    folder = tmp_path_factory.mktemp("silent")
    write_report(silent_log, folder)
    return folder


@pytest.fixture(scope="session")
def told(hamlet_log: Log, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Write a whole report; return the files that it says it wrote."""
    return write_report(hamlet_log, tmp_path_factory.mktemp("report"))


@pytest.fixture(scope="session")
def report(told: list[Path]) -> Path:
    """Return the folder of a whole report."""
    return next(path for path in told if path.name == "report.html").parent


@pytest.fixture(scope="session")
def quiet_report(quiet_log: Log, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the report of a run without calls."""
    folder = tmp_path_factory.mktemp("quiet")
    write_report(quiet_log, folder, lang="en")
    return folder
