"""The part of a study file that says what is asked of the results 分析要求."""

from collections.abc import Sequence
from typing import Final

from sim.scenario.source import Node
from sim.study.model import Analysis, Factor, Point, Study
from sim.study.sections import Keys, same
from sim.study.spread import Value

CONTROLS: Final = ("holm", "bonferroni", "none")
_SMALLEST: Final = 1e-12


def read_analysis(keys: Keys, study: Study) -> Analysis:
    """Return what a file asks of its results.

    Parameters
    ----------
    keys
        The file.
    study
        What else it says.
    """
    section = keys.mapping("analysis")
    if section is None:
        return Analysis()
    compared = section.mapping("compare")
    by, baseline, control = _compared(compared, study) if compared else ((), (), CONTROLS[0])
    found = Analysis(
        level=section.number("level", low=0.5, high=0.999999, default=0.95),
        by=by,
        baseline=baseline,
        control=control,
        discovery=_discovery(section, study),
        robustness=_robustness(section, study),
        selection=_selection(section, study),
    )
    section.done()
    return found


def _compared(keys: Keys, study: Study) -> tuple[tuple[str, ...], Point, str]:
    columns = ["scenario", "policy", *(factor.name for factor in study.factors)]
    by: list[str] = []
    for number, node in enumerate(keys.texts("by", required=True)):
        word = str(node.content)
        by.append(word)
        if word not in columns:
            options = ", ".join(columns)
            keys.fault(node, f"by.{number}", "one_of", keys.faults.near(word, columns), options=options)
    baseline = _baseline(keys, study, by)
    control = keys.one_of("control", CONTROLS, default=CONTROLS[0])
    keys.done()
    return tuple(by), baseline, control


def _baseline(keys: Keys, study: Study, by: Sequence[str]) -> Point:
    """Return a value for each column; a single one may stand without brackets."""
    node = keys.take("baseline")
    if node is None:
        return ()
    single = not isinstance(node.content, list)
    nodes: list[Node] = [node] if single else node.content  # type: ignore[assignment]
    if len(nodes) != len(by):
        keys.fault(node, "baseline", "entries_exact", limit=len(by))
        return ()
    found = []
    for number, (column, each) in enumerate(zip(by, nodes, strict=True)):
        place = "baseline" if single else f"baseline.{number}"
        found.append(_alternative(keys, place, column, each, study))
    return tuple(found)


def _alternative(keys: Keys, place: str, column: str, node: Node, study: Study) -> Value:
    content = node.content
    if isinstance(content, dict | list) or content is None:
        keys.fault(node, place, "scalar")
        return ""
    known = _values_of(column, study)
    if known and not any(same(content, value) for value in known):
        keys.fault(node, place, "one_of", keys.faults.near(content, map(str, known)), options=_told(known))
    return content


def _values_of(column: str, study: Study) -> Sequence[Value]:
    """Return the values of a column, as far as they can be told before the design is made."""
    fixed: dict[str, Sequence[Value]] = {"scenario": tuple(study.scenarios), "policy": study.policies}
    levels = {factor.name: _levels(factor) for factor in study.factors}
    return {**levels, **fixed}.get(column, ())


def _levels(factor: Factor) -> Sequence[Value]:
    return [value for value, _ in factor.spread.tried()] if factor.spread.own_levels else ()


def _told(values: Sequence[Value]) -> str:
    return ", ".join(str(value).lower() if isinstance(value, bool) else str(value) for value in values)


def _response(keys: Keys, study: Study) -> str:
    """Return the name of one of the study's responses."""
    name = keys.text("response", required=True)
    names = [response.name for response in study.responses]
    if name and name not in names:
        keys.fault(keys.content["response"], "response", "listed_response", keys.faults.near(name, names))
    return name


def _discovery(section: Keys, study: Study) -> tuple[str, str, float] | None:
    keys = section.mapping("discovery")
    if keys is None:
        return None
    response = _response(keys, study)
    side = "below" if keys.has("below") else "above"
    if keys.has("below") and keys.has("above"):
        keys.fault(keys.content["above"], "above", "either", options="above, below")
        keys.take("above")
    bound = keys.number(side, required=True)
    keys.done()
    return response, side, bound


def _robustness(section: Keys, study: Study) -> tuple[str, float | None] | None:
    keys = section.mapping("robustness")
    if keys is None:
        return None
    response, goal = _response(keys, study), keys.number("goal")
    keys.done()
    return response, goal if keys.has("goal") else None


def _selection(section: Keys, study: Study) -> tuple[str, float] | None:
    keys = section.mapping("selection")
    if keys is None:
        return None
    found = _response(keys, study), keys.number("delta", low=_SMALLEST, required=True)
    keys.done()
    return found
