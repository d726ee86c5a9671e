"""Which figures a finished study found to matter 影响: what ``sanduan check --study`` puts first."""

import math
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final, NamedTuple

from sim.study.analysis.indices import sobol_of
from sim.study.analysis.regression import TRUSTED, regression_of
from sim.study.analysis.sample import BadSample
from sim.study.analysis.screening import morris_of
from sim.study.answers import Ground, ground
from sim.study.findings_about import lines
from sim.study.told import Told
from sim.terms.errors import BadInput, Fault

DESIGNS: Final = ("saltelli", "morris", "latin_hypercube")
"""Designs that measure influence."""


class Influence(NamedTuple):
    """How much a figure matters, as a study measured it.

    Attributes
    ----------
    share
        Its index as a part of the largest of the same response: 1 for the figure that matters most.
    size
        Sobol's total index, Morris' mean size of the effect (mu*), or a standardised regression coefficient.
    measure
        Which of these.
    response
        The response for which it matters most.
    low, high
        Ends of the 95 % interval of a coefficient.
    r2
        Of a coefficient: the share of the variance that the regression explains.
    """

    share: float
    size: float
    measure: str
    response: str
    low: float = math.nan
    high: float = math.nan
    r2: float = math.nan

    @property
    def is_weak(self) -> bool:
        """Whether it comes from a regression that explains too little to be relied on."""
        return self.r2 < TRUSTED


def influences(folder: Path, name: str) -> dict[str, Influence]:
    """Return the influence of each figure that a study varied, by its path.

    Parameters
    ----------
    folder
        A folder that ``study run`` wrote, of the design ``saltelli``, ``morris`` or ``latin_hypercube``.
    name
        The scenario that it must be about.

    Raises
    ------
    BadInput
        If the study is of another scenario or design, or has not run far enough.
    """
    of = ground(folder)
    _check(of, folder, name)
    found: dict[str, Influence] = {}
    for response in of.responses:
        for _, where in lines(of):
            if where["scenario"] == name:
                _keep(found, _one(of, response, where))
    if not found:
        raise _refused(folder, "", "a study that has run far enough to tell influence: see `study show`")
    return found


def _check(of: Ground, folder: Path, name: str) -> None:
    kind = of.plan.study.design.kind
    if kind not in DESIGNS:
        raise _refused(
            folder, kind, "a study with the design " + ", ".join(DESIGNS[:-1]) + " or " + DESIGNS[-1]
        )
    known = set(of.table["scenario"])
    if known and name not in known:
        raise _refused(folder, ", ".join(sorted(known)), f"a study of the scenario {name}")


def _refused(folder: Path, value: str, expected: str) -> BadInput:
    return BadInput([Fault("--study", None, None, "", f"{folder} {value}".strip(), expected)])


def _one(of: Ground, response: Told, where: Mapping[str, str]) -> dict[str, Influence]:
    """Return influence on one response of one scenario and policy; nothing where it cannot be told yet."""
    try:
        measured = _measured(of, response, where)
    except BadSample:
        return {}
    largest = max((abs(one.size) for one in measured if not math.isnan(one.size)), default=0.0)
    if largest <= 0:
        return {}
    pairs: Iterable[tuple[str, Influence]] = zip(
        (f.path for f in of.plan.study.factors), measured, strict=True
    )
    return {
        path: one._replace(share=_share(one, largest))
        for path, one in pairs
        if path and not math.isnan(one.size)
    }


def _share(one: Influence, largest: float) -> float:
    """Return the size as a part of the largest: of a coefficient without its sign, else above nought."""
    size = max(one.size, 0.0) if math.isnan(one.r2) else abs(one.size)
    return size / largest


def _measured(of: Ground, response: Told, where: Mapping[str, str]) -> list[Influence]:
    about = (of.table, of.points(), response.name, of.asked.factors, of.seed, where)
    kind, name = of.plan.study.design.kind, response.name
    if kind == "saltelli":
        return [Influence(0, one.value, "Sobol total", name) for one in sobol_of(*about).total]
    if kind == "morris":
        return [Influence(0, one.value, "Morris mu*", name) for one in morris_of(*about).mu_star]
    line = regression_of(*about)
    measure = "SRRC" if line.ranks else "SRC"
    return [Influence(0, one.value, measure, name, one.low, one.high, line.r2) for one in line.coefficients]


def _keep(found: dict[str, Influence], more: Mapping[str, Influence]) -> None:
    """Keep of each figure the response for which it matters most."""
    for path, one in more.items():
        if path not in found or one.share > found[path].share:
            found[path] = one
