"""The parts of a study file that say which points are run, and how often 试验设计与重复."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from sim.scenario.source import Node
from sim.study.file_factors import NO_LEVELS
from sim.study.model import Design, Factor, Point, Replications, Response
from sim.study.sections import Keys
from sim.study.spread import Levels, Value

KINDS: Final = (
    "full_factorial",
    "fractional_factorial",
    "latin_hypercube",
    "sobol",
    "saltelli",
    "morris",
    "list",
)
POINTS_MOST: Final = 1_000_000
REPS_MOST: Final = 10_000_000
LEVELS_MOST: Final = 1000
Factors = tuple[Factor, ...]


def read_design(keys: Keys, factors: Factors) -> tuple[Design, Factors]:
    """Return the design, and the factors: those without levels take theirs from the points of a list."""
    section = keys.mapping("design", required=bool(factors))
    if section is None:
        return Design(), factors
    kind = section.one_of("kind", KINDS, required=True)
    design = _READERS[kind](section, factors) if kind else Design()
    if kind:
        section.done()
    if kind == "list":
        return design, _with_levels(section, factors)
    for factor in factors if kind else ():
        node = keys.content["factors"].child(factor.name)
        if factor.spread is NO_LEVELS and node is not None and isinstance(node.content, dict):
            keys.fault(node, f"factors.{factor.name}", "factor_levels", kind=kind)
    return design, factors


def _full(section: Keys, factors: Factors) -> Design:
    levels = section.whole("levels", low=2, high=LEVELS_MOST)
    design = Design("full_factorial", levels=levels)
    count = 1
    for factor in factors:
        if not factor.spread.own_levels and factor.spread is not NO_LEVELS and not section.has("levels"):
            section.faults.add(section.mark, section.name("levels"), "grid_levels", factor=factor.name)
        count *= factor.spread.own_levels or levels
    _limit(section, count)
    return design


def _limit(section: Keys, count: int) -> None:
    if count > POINTS_MOST:
        section.faults.add(section.mark, section.path, "few_points", limit=POINTS_MOST, count=count)


def _fractional(section: Keys, factors: Factors) -> Design:
    for factor in factors:
        own = factor.spread.own_levels
        if own not in (0, 2):
            section.faults.add(section.mark, section.path, "two_levels", factor=factor.name, count=own)
    below = section.mapping("generators", required=True)
    generators: dict[str, tuple[str, ...]] = {}
    names = [factor.name for factor in factors]
    for name in below.content if below else ():
        assert below is not None
        if name not in names:
            mark = below.content[name].key or below.content[name].mark
            hint = below.faults.near(name, names)
            below.faults.add(mark, below.name(name), "factor", hint=hint)
        generators[name] = tuple(_sources(below, name, names))
    _limit(section, 2 ** max(len(names) - len(generators), 0))
    return Design("fractional_factorial", levels=2, generators=generators)


def _sources(below: Keys, name: str, names: Sequence[str]) -> list[str]:
    """Return the factors whose signs make those of a generated one."""
    found = []
    for node in below.texts(name):
        word = str(node.content)
        if word not in names:
            below.fault(node, name, "factor", below.faults.near(word, names))
        elif word in below.content:
            below.fault(node, name, "generated")
        else:
            found.append(word)
    return found


def _hypercube(section: Keys, _: Factors) -> Design:
    return Design("latin_hypercube", points=section.whole("points", 1, POINTS_MOST, 1, required=True))


def _power_of_two(section: Keys) -> int:
    points = section.whole("points", 1, POINTS_MOST, 1, required=True)
    if points & (points - 1):
        section.fault(section.content["points"], "points", "power_of_two")
    return points


def _sobol(section: Keys, _: Factors) -> Design:
    return Design("sobol", points=_power_of_two(section))


def _saltelli(section: Keys, factors: Factors) -> Design:
    points = _power_of_two(section)
    _limit(section, points * (len(factors) + 2))
    return Design("saltelli", points=points)


def _morris(section: Keys, factors: Factors) -> Design:
    levels = section.whole("levels", low=2, high=LEVELS_MOST, default=4)
    if levels % 2:
        section.fault(section.content["levels"], "levels", "even")
    trajectories = section.whole("trajectories", 1, POINTS_MOST, 1, required=True)
    _limit(section, trajectories * (len(factors) + 1))
    return Design("morris", levels=levels, trajectories=trajectories)


# --- a list of points


def _list(section: Keys, factors: Factors) -> Design:
    points = [
        _point(Keys(node, section.name(f"points.{number}"), section.faults), factors)
        for number, node in section.entries("points", required=True)
    ]
    return Design("list", listed=tuple(points))


def _point(keys: Keys, factors: Factors) -> Point:
    values = [_value(keys, factor) for factor in factors]
    keys.done()
    return tuple(values)


def _value(keys: Keys, factor: Factor) -> Value:
    node = keys.take(factor.name, required=True)
    content = node.content if node else ""
    if node is None or isinstance(content, dict | list) or content is None:
        if node is not None:
            keys.fault(node, factor.name, "scalar")
        return ""
    if factor.spread is not NO_LEVELS and not factor.spread.holds(content):
        told = factor.spread.told()
        keys.fault(node, factor.name, "factor_value", factor=factor.name, values=told)
    return content


def _with_levels(section: Keys, factors: Factors) -> Factors:
    """Return the factors; those without levels have those that stand in the points."""
    return tuple(
        replace(factor, spread=_levels_in(section, factor.name)) if factor.spread is NO_LEVELS else factor
        for factor in factors
    )


def _levels_in(section: Keys, name: str) -> Levels:
    node = section.content.get("points")
    points: list[Node] = node.content if node and isinstance(node.content, list) else []
    found: dict[tuple[type, Value], Node] = {}
    for point in points:
        below = point.child(name)
        if below is not None and isinstance(below.content, str | int | float | bool):
            found.setdefault((type(below.content), below.content), below)
    return Levels(tuple(value for _, value in found), tuple(node.mark for node in found.values()))


_READERS: Final = {
    "full_factorial": _full,
    "fractional_factorial": _fractional,
    "latin_hypercube": _hypercube,
    "sobol": _sobol,
    "saltelli": _saltelli,
    "morris": _morris,
    "list": _list,
}


# --- how often


def read_replications(keys: Keys, responses: tuple[Response, ...]) -> Replications:
    """Return how often each cell is run: a number, or until the mean of a response is known well enough."""
    node = keys.content.get("replications")
    if node is None or not isinstance(node.content, dict):
        count = keys.whole("replications", low=1, high=REPS_MOST, default=10)
        return Replications(count, count, count)
    section = keys.mapping("replications")
    assert section is not None
    first = section.whole("first", low=2, high=REPS_MOST, default=30)
    most = section.whole("max", low=first, high=REPS_MOST, default=first, required=True)
    step = section.whole("step", low=1, high=REPS_MOST, default=10)
    until = section.mapping("until", required=True)
    section.done()
    if until is None:
        return Replications(first, most, step)
    names = [response.name for response in responses]
    response = until.text("response", required=True)
    if response and response not in names:
        hint = until.faults.near(response, names)
        until.fault(until.content["response"], "response", "listed_response", hint)
    half_width = until.number("half_width", low=1e-12, default=1.0, required=True)
    level = until.number("level", low=0.5, high=0.999999, default=0.95)
    until.done()
    return Replications(first, most, step, response, half_width, level)
