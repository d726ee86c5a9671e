"""What a study's folder says at a glance: how far it is, and the mean of every response in every cell."""

from collections import Counter
from pathlib import Path
from typing import NamedTuple

from sim.study.journal import Damage
from sim.study.plan import Plan
from sim.study.plan_file import reading
from sim.study.schedule import Moments
from sim.study.store import read_manifest
from sim.study.table import file_digest


class Status(NamedTuple):
    """How far a study is.

    Attributes
    ----------
    plan
        The study.
    most
        Runs that there are at most.
    counts
        Runs that have ended, by status.
    damages
        What is damaged, in journals and in files.
    """

    plan: Plan
    most: int
    counts: dict[str, int]
    damages: list[Damage]


class Mean(NamedTuple):
    """The mean of a response in a cell, with the half-width of its 95 % interval."""

    scenario: str
    policy: str
    point: tuple[object, ...]
    response: str
    n: int
    mean: float
    half_width: float


def status(folder: Path) -> Status:
    """Return how far the study of a folder is; everything is read and checked.

    Raises
    ------
    StoreError
        If it is not the folder of a study.
    """
    with reading(folder) as (plan, store):
        damages = [*store.verify(), *altered(folder)]
        counts = Counter(outcome.status for *_, outcome in plan.ended(store.get))
        return Status(plan, plan.schedule().most, dict(counts), damages)


def altered(folder: Path) -> list[Damage]:
    """Return the files of a study's results that are not what was written."""
    found = []
    for name, digest in read_manifest(folder).get("files", {}).items():
        path = folder / name
        if not path.is_file():
            found.append(Damage(path, None, "is missing"))
        elif file_digest(path) != digest:
            found.append(Damage(path, None, "is not what was written"))
    return found


def means(folder: Path) -> list[Mean]:
    """Return the mean of each response in each cell of a study, in the order of its table."""
    sums: dict[tuple[int, str], Moments] = {}
    with reading(folder) as (plan, store):
        for run, _, _, outcome in plan.ended(store.get):
            for response in plan.study.responses:
                value = outcome.figures.get(response.figure)
                moments = sums.setdefault((run.cell, response.name), Moments())
                if value is not None:
                    moments.add(value)
    return [_mean(plan, cell, name, moments) for (cell, name), moments in sums.items()]


def _mean(plan: Plan, number: int, response: str, moments: Moments) -> Mean:
    cell = plan.cell(number)
    point = plan.points[cell.position]
    return Mean(cell.scenario, cell.policy, point, response, moments.n, moments.mean, moments.half_width())
