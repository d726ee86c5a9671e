"""A comparison laid out 比较方案的试验: plans held against the scenario, as a study that can be run."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from sim.report.study_words import told
from sim.scenario.model import Scenario
from sim.scenario.source import Faults, Mark
from sim.study.analysis.sample import Floats
from sim.study.base import Base
from sim.study.check import Checked
from sim.study.compare.measures import MEASURES, Measure, is_had, responses
from sim.study.compare.proposal import Change, Proposal, policy_change, read_proposals
from sim.study.journal import OK
from sim.study.keys import code_version
from sim.study.model import Analysis, Design, Factor, Replications, Study
from sim.study.own_policies import with_own_policies
from sim.study.plan import Plan
from sim.study.spread import Levels
from sim.study.store import Store
from sim.terms.errors import BadInput
from sim.terms.units import DAY_MS, HOUR_MS

ID: Final = "compare"
FACTOR: Final = "plan"


@dataclass(frozen=True)
class Asking:
    """What is asked for.

    Attributes
    ----------
    scenario
        A shipped name, or a folder.
    files
        The plan files.
    reps, seed
        Replications, and seed of all luck.
    days
        Length of each run; the scenario's own where None.
    policy
        Dispatch policy of every plan that names none; the scenario's own where empty.
    sets
        Changes ``path=value`` of the scenario under every plan.
    """

    scenario: str
    files: tuple[Path, ...]
    reps: int = 30
    seed: int = 1
    days: float | None = None
    policy: str = ""
    sets: tuple[str, ...] = ()


@dataclass(frozen=True)
class Contest:
    """Plans without faults, ready to be run.

    Attributes
    ----------
    asking
        What was asked for.
    proposals
        The plans, that which others are compared with first.
    scenarios
        The scenario under each plan.
    checked, plan
        The study that makes the runs.
    """

    asking: Asking
    proposals: tuple[Proposal, ...]
    scenarios: tuple[Scenario, ...]
    checked: Checked
    plan: Plan

    @property
    def scenario(self) -> Scenario:
        """The scenario under the plan that others are compared with."""
        return self.scenarios[0]


def contest(asking: Asking) -> Contest:
    """Read plans and scenario, and hold every plan against it.

    Raises
    ------
    BadInput
        If anything is wrong; it lists everything that is, in all files.
    """
    faults = Faults()
    proposals = read_proposals(asking.files, faults)
    common = _common(asking, faults)
    name = asking.scenario
    base = Base.read(name, faults)
    scenarios = _changed(base, common, proposals, faults) if base is not None else []
    if faults or base is None:
        raise BadInput(list(faults))
    study = _study(asking, common, proposals)
    first = base.scenario()
    points = tuple((each.id,) for each in proposals)
    checked = Checked(study, {name: base}, {name: first.fingerprint}, {name: ""}, points)
    own = [scenario.dispatch.policy for scenario in scenarios]
    plan = Plan.of(checked, with_own_policies(code_version(), own))
    return Contest(asking, tuple(proposals), tuple(scenarios), checked, plan)


def _common(asking: Asking, faults: Faults) -> list[Change]:
    """Return the changes under every plan."""
    found = [(text, Mark("--set")) for text in asking.sets]
    return found + (policy_change(asking.policy, Mark("--policy"), faults) if asking.policy else [])


def _changed(
    base: Base, common: Sequence[Change], proposals: Iterable[Proposal], faults: Faults
) -> list[Scenario]:
    """Return the scenario under each plan; bad changes under every plan are told once and then left out."""
    whole = not common or base.changed(common, faults) is not None
    before = common if whole else ()
    found = [base.changed([*before, *each.changes], faults) for each in proposals]
    return [each for each in found if each is not None]


def _study(asking: Asking, common: Sequence[Change], proposals: Sequence[Proposal]) -> Study:
    ids, before = tuple(each.id for each in proposals), tuple(text for text, _ in common)
    variants = {each.id: (*before, *each.texts) for each in proposals}
    marks = tuple(Mark(each.id) for each in proposals)
    title = told("compare_title", scenario=asking.scenario)
    return Study(
        file=asking.files[0],
        id=ID,
        title=title._asdict(),
        scenarios={asking.scenario: asking.scenario},
        days=asking.days,
        seed=asking.seed,
        factors=(Factor(FACTOR, "lever", "", Levels(ids, marks), variants),),
        design=Design("list", listed=tuple((each,) for each in ids)),
        replications=Replications(asking.reps, asking.reps, asking.reps),
        responses=responses(),
        analysis=Analysis(by=(FACTOR,), baseline=(ids[0],)),
    )


# --- what came of the runs


@dataclass(frozen=True)
class Yield:
    """What the runs gave.

    Attributes
    ----------
    values
        Of each measure that any run has: its values, shape (replications, plans); NaN where a run has none.
    left_out
        Measures that no run has.
    ok, bad
        How many runs ended well, and how many did not.
    error
        Of the first run that did not.
    """

    values: Mapping[Measure, Floats]
    left_out: tuple[Measure, ...]
    ok: int
    bad: int
    error: str = ""


def _sizes(scenario: Scenario, days: float | None) -> dict[str, float]:
    """Return how many people there are, and how many hours a run has."""
    hours = scenario.horizon.ms / HOUR_MS if days is None else days * DAY_MS / HOUR_MS
    return {"people": sum(town.population for town in scenario.townships), "hours": hours}


def gathered(of: Contest, store: Store) -> Yield:
    """Return the values of all runs that have ended."""
    shape = (of.asking.reps, len(of.proposals))
    values = {measure: np.full(shape, np.nan) for measure in MEASURES}
    sizes = [_sizes(scenario, of.asking.days) for scenario in of.scenarios]
    had: dict[Measure, None] = {}
    errors, ok = [], 0
    for run, _, _, outcome in of.plan.ended(store.get):
        if outcome.status != OK:
            errors.append(f"{outcome.status}: {outcome.error}")
            continue
        ok += 1
        column = of.plan.cell(run.cell).position
        for measure in MEASURES:
            values[measure][run.rep, column] = measure.value(outcome.figures, sizes[column])
            had |= {measure: None} if is_had(measure, outcome.figures) else {}
    kept = {measure: rows for measure, rows in values.items() if measure in had}
    left_out = tuple(measure for measure in MEASURES if measure not in had)
    return Yield(kept, left_out, ok, len(errors), errors[0] if errors else "")
