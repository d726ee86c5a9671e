"""From the folder of a study to its findings: estimates, differences, indices, boxes, choices."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sim.report.study_page import Finding
from sim.report.study_words import STUDY_WORDS
from sim.report.study_words import told as words
from sim.report.words import Both
from sim.study.analysis.sample import BadSample
from sim.study.asked import Asked, asked
from sim.study.plan import Plan
from sim.study.plan_file import reading
from sim.study.store import Store
from sim.study.told import Told, in_shown_units, told

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Ground:
    """All that findings are made of.

    Attributes
    ----------
    plan
        The study.
    table
        Its table so far, in the units in which responses are shown.
    responses
        Its responses.
    asked
        What is asked.
    folder
        The folder of the study.
    """

    plan: Plan
    table: "pd.DataFrame"
    responses: tuple[Told, ...]
    asked: Asked
    folder: Path

    @property
    def seed(self) -> int:
        """Seed of the study."""
        return self.plan.study.seed

    def response(self, name: str) -> Told:
        """Return a response by its name."""
        return next(one for one in self.responses if one.name == name)

    def points(self) -> "pd.DataFrame":
        """Return the points of the design in its order, as ``points.csv`` has them."""
        import pandas as pd

        names = ["position", "point", *self.asked.factors]
        return pd.DataFrame(list(self.plan.point_rows()), columns=names)


def ground(folder: Path) -> Ground:
    """Return what findings are made of, from what has ended of a study.

    Raises
    ------
    StoreError
        If it is not the folder of a study.
    """
    with reading(folder) as (plan, store):
        table = _table(plan, store)
    responses = tuple(told(response) for response in plan.study.responses)
    shown = in_shown_units(table, responses)
    wanted = asked(plan, shown) if len(shown) else _nothing(plan)
    return Ground(plan, shown, responses, wanted, folder)


def _table(plan: Plan, store: Store) -> "pd.DataFrame":
    import pandas as pd

    table = pd.DataFrame(list(plan.rows(store.get)), columns=list(plan.columns))
    kinds = {name: kind for name, kind in plan.columns.items() if kind is float}
    table = table.astype(kinds)
    for name, kind in plan.columns.items():
        if kind is str:  # levels of several kinds are told as texts
            table[name] = [each if isinstance(each, str) else str(each).lower() for each in table[name]]
    return table


def _nothing(plan: Plan) -> Asked:
    return Asked(
        (), (), (), (), tuple(f.name for f in plan.study.factors), plan.study.design.kind, 0.95, "holm"
    )


def findings(of: Ground) -> list[Finding]:
    """Return everything that a study found: comparisons first, then estimates, then what else is asked.

    Parameters
    ----------
    of
        What there is. What cannot be answered yet says why.
    """
    from sim.study import findings_about as about
    from sim.study import findings_choice as choice

    if not len(of.table):
        return [Finding("nothing", STUDY_WORDS["nothing"])]
    each = [about.compared] if of.asked.by else []
    each += [about.estimated, *(maker for kind, maker in about.OF_DESIGN.items() if kind == of.asked.kind)]
    wanted = of.plan.study.analysis
    single = (
        (of.plan.study.replications.response, about.progressed),
        ((wanted.discovery or ("",))[0], choice.discovered),
        ((wanted.robustness or ("",))[0], choice.robust),
        ((wanted.selection or ("",))[0], choice.selected),
    )
    found = [_tried(maker, of, response) for maker in each for response in of.responses]
    found += [_tried(maker, of, of.response(name)) for name, maker in single if name]
    return [*(finding for several in found for finding in several), *about.warmed(of)]


About = Callable[[Ground, Told], list[Finding]]


def _tried(about: About, of: Ground, response: Told) -> Sequence[Finding]:
    """Return findings, or one that says why there is none."""
    try:
        return about(of, response)
    except BadSample as error:
        name = f"{about.__name__}-{plain_name(response.name)}"
        return [Finding(name, response.label, (words("cannot", why=str(error)),))]


def plain_name(text: str) -> str:
    """Return a text as a file name.

    Examples
    --------
    >>> plain_name("quantile(0.9, calls.response_s, kind=fire)")
    'quantile-0.9-calls.response_s-kind-fire'
    """
    return re.sub(r"[^\w.]+", "-", text).strip("-")


def title(of: Ground) -> Both:
    """Return the title of a study."""
    return Both(of.plan.study.title["zh"], of.plan.study.title["en"])


def subtitle(of: Ground) -> Both:
    """Return what a study rests on: id, seed, cells, runs."""
    runs = of.table.drop_duplicates(["scenario", "policy", "point", "rep"])
    bad = int((runs["status"] != "ok").sum())
    return words(
        "subtitle", id=of.plan.study.id, seed=of.seed, cells=of.plan.cells, runs=f"{len(runs):,}", bad=bad
    )


def write_answers(folder: Path, of: Ground, found: Sequence[Finding], lang: str = "zh") -> Path:
    """Write figures and page of a study's findings into its folder; return the page."""
    from sim.report.study_page import write_findings

    return write_findings(found, folder, title(of), subtitle(of), lang)[-1]
