"""A study laid out: its cells, the key of each run, and the rows of its table."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from sim.study.check import Checked
from sim.study.designs import point_id
from sim.study.journal import OK, Outcome
from sim.study.keys import Task, changes_at, run_key
from sim.study.model import Point, Replications, Study
from sim.study.own_policies import with_own_policies
from sim.study.schedule import Run, Schedule
from sim.study.table import Row, columns

Lookup = Callable[[str], Outcome | None]
"""Finds a run by its key."""


@dataclass(frozen=True)
class Cell:
    """A scenario, a policy and the position of a point."""

    scenario: str
    policy: str
    position: int


@dataclass(frozen=True)
class Plan:
    """What a study is going to run: all that decides keys and tables, without the scenarios themselves.

    Attributes
    ----------
    study
        The study.
    code
        Version of the program, and of the modules that the user's own policies stand in.
    fingerprints
        Digest of each scenario before any change.
    lines
        Scenarios, each with its policies, as they are named in the table.
    points
        The different points of the design, in its order.
    ids, changes
        The id of each point, and what it changes in a scenario.
    design
        For each position of the design, the number of its point.
    """

    study: Study
    code: str
    fingerprints: Mapping[str, str]
    lines: Sequence[tuple[str, str]]
    points: Sequence[Point]
    ids: Sequence[str]
    changes: Sequence[tuple[str, ...]]
    design: Sequence[int]

    @classmethod
    def of(cls, checked: Checked, code: str) -> "Plan":
        """Return the plan of a study without faults."""
        study, numbers = checked.study, dict[str, int]()
        ids = [point_id(study, point) for point in checked.points]
        design = [numbers.setdefault(each, len(numbers)) for each in ids]
        points = list(dict(zip(ids, checked.points, strict=True)).values())
        return cls(
            study=study,
            code=with_own_policies(code, (*study.policies, *checked.policies.values())),
            fingerprints=checked.fingerprints,
            lines=[
                (scenario, policy)
                for scenario, own in checked.policies.items()
                for policy in study.policies or (own,)
            ],
            points=points,
            ids=list(numbers),
            changes=[changes_at(study.factors, point) for point in points],
            design=design,
        )

    @property
    def cells(self) -> int:
        """How many cells there are."""
        return len(self.lines) * len(self.points)

    def schedule(self) -> Schedule:
        """Return the order of the runs, from the beginning."""
        scenarios = len(self.fingerprints) * len(self.points)
        return Schedule(self.cells, self.study.replications, scenarios)

    def cell(self, number: int) -> Cell:
        """Return a cell by its number."""
        line, position = divmod(number, len(self.points))
        return Cell(*self.lines[line], position)

    def task(self, run: Run) -> Task:
        """Return what is handed to a worker."""
        cell = self.cell(run.cell)
        return Task(cell.scenario, self.changes[cell.position], cell.policy, run.rep)

    def key(self, task: Task) -> str:
        """Return the address of a run."""
        study, fingerprint = self.study, self.fingerprints[task.scenario]
        return run_key(fingerprint, task.changes, task.policy, study.seed, task.rep, study.days, self.code)

    def is_whole(self, outcome: Outcome) -> bool:
        """Whether a run holds all that the study asks for; one of another study may lack a quantile."""
        wanted = (response.figure for response in self.study.responses if response.quantile is not None)
        return outcome.status != OK or all(figure in outcome.figures for figure in wanted)

    def watched(self, outcome: Outcome) -> float | None:
        """Return the response that decides how often a cell is run."""
        name = self.study.replications.response
        figure = next((each.figure for each in self.study.responses if each.name == name), "")
        return outcome.figures.get(figure)

    def with_reps(self, reps: int | None) -> "Plan":
        """Return the plan with another, fixed number of replications; unchanged for None."""
        if reps is None:
            return self
        return replace(self, study=replace(self.study, replications=Replications(reps, reps, reps)))

    # --- the table

    @property
    def columns(self) -> dict[str, type]:
        """The columns of the table, with their types."""
        names = [factor.name for factor in self.study.factors]
        values = list(zip(*self.points, strict=True)) if names else []
        return columns(dict(zip(names, values, strict=True)))

    def ended(self, get: Lookup) -> Iterator[tuple[Run, Task, str, Outcome]]:
        """Yield each run of the study that has ended, in the order of the table."""
        reps = self._reps(get)
        for number in range(self.cells):
            for rep in range(reps(number)):
                task = self.task(Run(number, rep))
                key = self.key(task)
                outcome = get(key)
                if outcome is not None and self.is_whole(outcome):
                    yield Run(number, rep), task, key, outcome

    def rows(self, get: Lookup) -> Iterator[Row]:
        """Yield the rows of the table of what has ended."""
        for run, task, key, outcome in self.ended(get):
            cell = self.cell(run.cell)
            point = self.points[cell.position]
            head = (self.study.id, self.ids[cell.position], cell.scenario, cell.policy, *point)
            for response in self.study.responses:
                value = outcome.figures.get(response.figure)
                tail = (self.study.seed, task.rep, key, outcome.status, response.name, value)
                yield (*head, *tail)

    def point_rows(self) -> Iterator[Row]:
        """Yield the rows of the table of points."""
        for position, number in enumerate(self.design):
            yield (position, self.ids[number], *self.points[number])

    def failure_rows(self, get: Lookup) -> Iterator[Row]:
        """Yield the rows of the table of runs that are not ok."""
        for _, task, key, outcome in self.ended(get):
            if outcome.status != OK:
                changes = "; ".join(task.changes)
                what = (outcome.status, outcome.error)
                yield (task.scenario, task.policy, changes, self.study.seed, task.rep, key, *what)

    def _reps(self, get: Lookup) -> Callable[[int], int]:
        """Return how many replications each cell has; where results decide, those that there are."""
        schedule = self.schedule()
        if schedule.watches:
            for run in schedule:
                outcome = get(self.key(self.task(run)))
                if outcome is not None:
                    schedule.tell(run, self.watched(outcome))
        return schedule.reps


POINT_COLUMNS = ("position", "point")
FAILURE_COLUMNS = ("scenario", "policy", "changes", "seed", "rep", "key", "status", "error")
