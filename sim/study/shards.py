"""A study in shares, for clusters without Dask: each driver makes its share, and one merges them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final

from sim.study.journal import Outcome, StoreError
from sim.study.model import Replications
from sim.study.plan import Plan
from sim.study.plan_file import read_plan
from sim.study.schedule import Run
from sim.study.store import Store

_BATCH: Final = 1000


@dataclass(frozen=True)
class Shard:
    """A share of the runs of a study 分片.

    Attributes
    ----------
    number
        Which one, from 1.
    of
        How many there are.

    Examples
    --------
    >>> [rep for rep in range(6) if Shard(2, 3).holds(Run(0, rep), Replications(6, 6, 6))]
    [1, 4]
    """

    number: int = 1
    of: int = 1

    def holds(self, run: Run, replications: Replications) -> bool:
        """Whether a run is of this share; no cell is split if results decide how often it is run."""
        place = run.cell if replications.response else run.cell + run.rep
        return place % self.of == self.number - 1

    def most(self, cells: int, replications: Replications) -> int:
        """Return how many runs it has at most."""
        mine = range(self.number - 1, cells, self.of)
        if replications.response:
            return len(mine) * replications.most
        return sum(
            len(range((self.number - 1 - cell) % self.of, replications.most, self.of))
            for cell in range(cells)
        )


def merge(out: Store, plan: Plan, folders: Sequence[Path]) -> int:
    """Put the runs of other folders of a study into one; return how many came in.

    Parameters
    ----------
    out
        Where to.
    plan
        The study.
    folders
        Folders of the same study, made by the same program.

    Raises
    ------
    StoreError
        If a folder is no study's, another study's, or another program's.
    """
    for folder in folders:
        _check_same(plan, folder)
    count = 0
    for folder in folders:
        store = Store(folder)
        try:
            for batch in _batches(store.runs()):
                out.add(batch)
                count += len(batch)
        finally:
            store.close()
    return count


def _check_same(plan: Plan, folder: Path) -> None:
    other = read_plan(folder)
    if other.study.id != plan.study.id:
        raise StoreError(f"{folder}: holds the study {other.study.id}, not {plan.study.id}")
    if (other.code, dict(other.fingerprints)) != (plan.code, dict(plan.fingerprints)):
        raise StoreError(f"{folder}: was made by another version of the program, or of the scenarios")


def _batches(runs: Iterable[tuple[str, Outcome]]) -> Iterator[list[tuple[str, Outcome]]]:
    left = iter(runs)
    while batch := list(islice(left, _BATCH)):
        yield batch
