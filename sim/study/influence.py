"""Which figures a finished study found to matter 影响: what ``sanduan check --study`` puts first."""

import math
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final, NamedTuple

from sim.study.analysis.indices import sobol_of
from sim.study.analysis.sample import BadSample
from sim.study.analysis.screening import morris_of
from sim.study.answers import Ground, ground
from sim.study.findings_about import lines
from sim.study.told import Told
from sim.terms.errors import BadInput, Fault

DESIGNS: Final = ("saltelli", "morris")
"""Designs that measure influence."""


class Influence(NamedTuple):
    """How much a figure matters, as a study measured it.

    Attributes
    ----------
    share
        Its index as a part of the largest of the same response: 1 for the figure that matters most.
    size
        Sobol's total index, or Morris' mean size of the effect (mu*).
    measure
        Which of the two.
    response
        The response for which it matters most.
    """

    share: float
    size: float
    measure: str
    response: str


def influences(folder: Path, name: str) -> dict[str, Influence]:
    """Return the influence of each figure that a study varied, by its path.

    Parameters
    ----------
    folder
        A folder that ``study run`` wrote, of the design ``saltelli`` or ``morris``.
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
        raise _refused(folder, kind, "a study with the design " + " or ".join(DESIGNS))
    known = set(of.table["scenario"])
    if known and name not in known:
        raise _refused(folder, ", ".join(sorted(known)), f"a study of the scenario {name}")


def _refused(folder: Path, value: str, expected: str) -> BadInput:
    return BadInput([Fault("--study", None, None, "", f"{folder} {value}".strip(), expected)])


def _one(of: Ground, response: Told, where: Mapping[str, str]) -> dict[str, Influence]:
    """Return influence on one response of one scenario and policy; nothing where it cannot be told yet."""
    try:
        measure, values = _values(of, response, where)
    except BadSample:
        return {}
    largest = max((value for value in values if not math.isnan(value)), default=0.0)
    if largest <= 0:
        return {}
    pairs: Iterable[tuple[str, float]] = zip((f.path for f in of.plan.study.factors), values, strict=True)
    return {
        path: Influence(max(value, 0.0) / largest, value, measure, response.name)
        for path, value in pairs
        if path and not math.isnan(value)
    }


def _values(of: Ground, response: Told, where: Mapping[str, str]) -> tuple[str, list[float]]:
    about = (of.table, of.points(), response.name, of.asked.factors, of.seed, where)
    if of.plan.study.design.kind == "saltelli":
        return "Sobol total", [one.value for one in sobol_of(*about).total]
    return "Morris mu*", [one.value for one in morris_of(*about).mu_star]


def _keep(found: dict[str, Influence], more: Mapping[str, Influence]) -> None:
    """Keep of each figure the response for which it matters most."""
    for path, one in more.items():
        if path not in found or one.share > found[path].share:
            found[path] = one
