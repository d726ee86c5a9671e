"""In which order runs are made, and how often each cell is run.

A cell 组合 is a scenario, a policy and a point. Replications go round all cells, so that a study that is
stopped early is balanced. Where the number of replications depends on results, it depends on those of the
cell alone and in the order of replications: never on which run ended first.
"""

import math
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from sim.study.model import Replications

_CHECKS: Final = 2
"""How often in a row the half-width must be small enough: once may be chance."""
_READY: Final = 32
_BLOCK: Final = 8
"""Replications of a cell that follow one another where a worker cannot keep all scenarios ready."""


class Run(NamedTuple):
    """A cell, by number, and a replication of it."""

    cell: int
    rep: int


@dataclass
class Moments:
    """Count, mean and sum of squared deviations of numbers, one after the other.

    Source: Welford 1962, Note on a method for calculating corrected sums of squares and products.
    """

    n: int = 0
    mean: float = 0.0
    squares: float = 0.0

    def add(self, value: float) -> None:
        """Take in a number."""
        self.n += 1
        gap = value - self.mean
        self.mean += gap / self.n
        self.squares += gap * (value - self.mean)

    @property
    def sd(self) -> float:
        """Standard deviation of the sample; NaN of fewer than two numbers."""
        return math.sqrt(self.squares / (self.n - 1)) if self.n > 1 else math.nan

    def half_width(self, level: float = 0.95) -> float:
        """Return the half-width of the mean's interval (Student's t); infinite of fewer than two numbers."""
        if self.n < 2:
            return math.inf
        from scipy.special import stdtrit

        return float(stdtrit(self.n - 1, (1 + level) / 2)) * self.sd / math.sqrt(self.n)


class Schedule:
    """The runs of a study, in the order in which they are begun.

    Parameters
    ----------
    cells
        How many cells there are.
    replications
        How often each is run.
    scenarios
        How many different scenarios they need.

    Examples
    --------
    >>> [run for run in Schedule(2, Replications(2, 2, 2))]
    [Run(cell=0, rep=0), Run(cell=1, rep=0), Run(cell=0, rep=1), Run(cell=1, rep=1)]
    """

    def __init__(self, cells: int, replications: Replications, scenarios: int = 1) -> None:
        self.cells, self.replications = cells, replications
        self._first = self._first_round(_BLOCK if scenarios > _READY else 1)
        self._more: deque[Run] = deque()
        self._stops = _Stops(replications) if replications.response else None

    @property
    def most(self) -> int:
        """How many runs there are at most."""
        return self.cells * self.replications.most

    @property
    def watches(self) -> bool:
        """Whether `tell` must be told of each run."""
        return self._stops is not None

    def __iter__(self) -> Iterator[Run]:
        """Yield runs as long as any can be begun."""
        while (run := self.next()) is not None:
            yield run

    def next(self) -> Run | None:
        """Return the run to begin; None where there is none until more is told, or at all."""
        if self._more:
            return self._more.popleft()
        return next(self._first, None)

    def tell(self, run: Run, value: float | None) -> None:
        """Take in the watched response of a run; None where it has none.

        More replications of its cell are then begun if they are needed.
        """
        if self._stops is not None:
            self._more.extend(self._stops.tell(run, value))

    def reps(self, cell: int) -> int:
        """Return how many replications a cell has, as far as was told."""
        return self.replications.first if self._stops is None else self._stops.wanted(cell)

    @property
    def short(self) -> list[int]:
        """Cells that ended at the most replications without a half-width that is small enough."""
        return [] if self._stops is None else self._stops.short

    def _first_round(self, block: int) -> Iterator[Run]:
        first = self.replications.first
        for begin in range(0, first, block):
            for cell in range(self.cells):
                for rep in range(begin, min(begin + block, first)):
                    yield Run(cell, rep)


@dataclass
class _Cell:
    """How far a cell is: replications wanted and done, checks passed in a row, values to take in."""

    wanted: int
    done: int = 0
    passed: int = 0
    moments: Moments = field(default_factory=Moments)
    waiting: dict[int, float | None] = field(default_factory=dict)


class _Stops:
    """When the cells have been run often enough."""

    def __init__(self, rule: Replications) -> None:
        self._rule = rule
        self._cells: dict[int, _Cell] = {}
        self.short: list[int] = []

    def wanted(self, number: int) -> int:
        """Return how many replications a cell is to have."""
        cell = self._cells.get(number)
        return self._rule.first if cell is None else cell.wanted

    def tell(self, run: Run, value: float | None) -> list[Run]:
        """Take in a value; return the runs that are needed because of it."""
        cell = self._cells.setdefault(run.cell, _Cell(self._rule.first))
        cell.waiting[run.rep] = value
        if len(cell.waiting) < cell.wanted - cell.done:
            return []
        for rep in range(cell.done, cell.wanted):
            found = cell.waiting.pop(rep)
            if found is not None:
                cell.moments.add(found)
        cell.done = cell.wanted
        return self._judge(run.cell, cell)

    def _judge(self, number: int, cell: _Cell) -> list[Run]:
        rule = self._rule
        small = cell.moments.half_width(rule.level) <= rule.half_width
        cell.passed = cell.passed + 1 if small else 0
        if cell.passed >= _CHECKS:
            return []
        if cell.done >= rule.most:
            self.short += [] if small else [number]
            return []
        cell.wanted = min(cell.done + rule.step, rule.most)
        return [Run(number, rep) for rep in range(cell.done, cell.wanted)]
