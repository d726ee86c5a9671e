"""What a worker does: it makes scenarios from what it was sent, runs them, and sends back figures only."""

import time
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass

from sim.metric.fold import Fold
from sim.scenario.model import Scenario
from sim.study.base import Base
from sim.study.journal import FAILED, OK, Outcome
from sim.study.keys import Task
from sim.study.logs import Logs
from sim.study.model import Response
from sim.study.responses import figures

_KEPT = 32
"""Scenarios that a worker keeps ready: of a large district each takes some megabytes."""


@dataclass(frozen=True)
class Setup:
    """What all runs of a study share, sent to each worker once.

    Attributes
    ----------
    bases
        Its scenarios.
    days, seed, responses
        As the study says.
    logs
        Where logs are kept; None where nobody asked for them.
    """

    bases: Mapping[str, Base]
    days: float | None
    seed: int
    responses: Sequence[Response]
    logs: "Logs | None" = None

    def __call__(self) -> "Runner":
        """Return one who runs."""
        return Runner(self)


class Runner:
    """One who runs tasks, and keeps the scenarios that it made last.

    Parameters
    ----------
    setup
        What all runs share.
    """

    def __init__(self, setup: Setup) -> None:
        self.setup = setup
        self._scenarios: OrderedDict[tuple[str, tuple[str, ...]], Scenario] = OrderedDict()

    def __call__(self, task: Task) -> Outcome:
        """Run a task; whatever it raises becomes its outcome, so that the others go on."""
        begun = time.perf_counter()
        try:
            found = self._figures(task)
        except Exception as error:
            wall_ms = round((time.perf_counter() - begun) * 1000)
            return Outcome(FAILED, {}, f"{type(error).__name__}: {error}", wall_ms)
        return Outcome(OK, found, "", round((time.perf_counter() - begun) * 1000))

    def _figures(self, task: Task) -> dict[str, int | float | None]:
        from sim.run import run  # the driver, which runs nothing, is spared the whole model

        setup, scenario = self.setup, self._scenario(task)
        fold = Fold(scenario)
        policy = task.policy or None
        with nullcontext() if setup.logs is None else setup.logs.writing(task) as path:
            log = run(
                scenario,
                policy,
                setup.seed,
                task.rep,
                days=setup.days,
                path=path,
                keep=False,
                sinks=(fold,),
            )
        return figures(log, fold, setup.responses)

    def _scenario(self, task: Task) -> Scenario:
        key = task.scenario, task.changes
        found = self._scenarios.pop(key, None) or self.setup.bases[task.scenario].scenario(task.changes)
        self._scenarios[key] = found
        if len(self._scenarios) > _KEPT:
            self._scenarios.popitem(last=False)
        return found
