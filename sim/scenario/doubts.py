"""What a planner should replace first 待核实: what of a scenario is assumed, by what hangs on it.

The order is a rule, no measurement. What is switched off comes last. Tables come first, that with most people
on its doubtful rows before others; then figures of ``scenario.yaml`` by the link of the chain of response
that they touch: an assumption early in the chain changes all that follows. Only a study measures influence.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Final, NamedTuple

from sim.scenario.assumptions import Figure, assumptions
from sim.scenario.fields import TABLES
from sim.scenario.model import Scenario
from sim.terms.enums import Label
from sim.words import both, both_in

DOUBTFUL: Final = (Label.ASSUMPTION, Label.ESTIMATE, Label.USER)
"""Labels of what is not known, the least certain first; of the user, where no source was given."""


class Stage(NamedTuple):
    """A link of the chain of response 环节.

    Attributes
    ----------
    zh, en
        Its name.
    paths
        Beginnings of the paths of figures that touch it.
    """

    zh: str
    en: str
    paths: tuple[str, ...]


CHAIN: Final = (
    Stage(*both("word"), ("horizon", "demand", "first_minutes", "bearers.caller", "bearers.crowds")),
    Stage(
        *both_in("scenario", "dispatch"),
        ("dispatch", "aid", "response", "upper", "standby", "control", "bases"),
    ),
    Stage(*both_in("scenario", "turnout"), ("forces",)),
    Stage(*both_in("scenario", "travel"), ("roads", "unit_types")),
    Stage(
        *both_in("scenario", "work"),
        ("capability", "water", "casualties", "relief", "warning", "people", "early_warning", "utilities"),
    ),
    Stage(*both("network"), ("bearers",)),
    Stage(*both("power"), ("support", "hazards.lines")),
    Stage(*both("repair"), ("repair", "team_types", "hazards.repair")),
    Stage(*both("hazard"), ("cuts", "hazards", "basin")),
)
"""The fixed order of figures; the longest beginning counts. Source: assumption, the order of the chain."""
OTHER: Final = Stage(*both("other"), ())
_TELECOM: Final = ("sites", "losses", "telecom", "fibres", "terminals", "comms_teams")
_POWER: Final = ("power_nodes", "power_lines", "loads")
_STAGE_OF: Final[Mapping[str, int]] = {
    **dict.fromkeys(("townships", "villages", "pois", "calls", "key_units"), 0),
    **dict.fromkeys(("posts", "districts"), 1),
    **dict.fromkeys(("stations", "units"), 2),
    **dict.fromkeys(("nodes", "links", "buses"), 3),
    **dict.fromkeys(("hospitals", "shelters"), 4),
    **dict.fromkeys(_TELECOM, 5),
    **dict.fromkeys(_POWER, 6),
    **dict.fromkeys(("teams", "lines"), 7),
    **dict.fromkeys(("terrain", "msel", "gauges", "stages"), 8),
}

_USED: Final[Mapping[str, Callable[[Scenario], object]]] = {
    "demand": lambda s: s.demand.mode != "historical",
    "calls": lambda s: s.demand.mode != "generated",
    "first_minutes": lambda s: s.minds_first_minutes,
    "early_warning": lambda s: s.early_warning.on,
    "utilities": lambda s: s.utilities.model or s.utilities.pumps.on,
    "utilities.pumps": lambda s: s.utilities.pumps.on,
    "aid": lambda s: s.aid.policy != "none",
    "response": lambda s: s.response.levels,
    "response.staff": lambda s: s.response.staff.on,
    "response.joint": lambda s: s.response.joint.on,
    "upper": lambda s: s.upper.on,
    "standby": lambda s: s.standby.post,
    "control": lambda s: s.control.on,
    "control.rides": lambda s: s.control.on and s.control.rides.on,
    "capability": lambda s: s.capability.model,
    "capability.suppression": lambda s: s.capability.suppression.model,
    "water": lambda s: s.water.model,
    "casualties": lambda s: s.casualties.model,
    "relief": lambda s: s.relief.model,
    "warning": lambda s: s.warning.variant != "none",
    "people": lambda s: s.warning.tells_people,
    "shelters": lambda s: s.warning.tells_people or s.relief.model,
    "support": lambda s: s.support.generators or s.support.cells or s.support.uav,
    "bearers": lambda s: s.comms == "bearers",
    "repair": lambda s: s.teams,
    "team_types": lambda s: s.teams,
    **dict.fromkeys(("basin", "gauges", "stages"), lambda s: s.basin.model),
    "key_units": lambda s: s.control.on,
    "buses": lambda s: s.control.on,
    "hazards.water": lambda s: s.hazards.rainstorms or s.basin.model,
    "hazards.slopes": lambda s: s.hazards.rainstorms or s.hazards.quakes,
    "hazards.lines": lambda s: s.hazards.winds or s.hazards.ices,
    "hazards.shaking": lambda s: s.hazards.quakes,
    "hazards.homes": lambda s: s.hazards.quakes,
    "hazards.burning": lambda s: s.hazards.wildfires,
    "hazards.gassing": lambda s: s.hazards.releases,
    "hazards.repair": lambda s: s.hazards.rainstorms or s.hazards.quakes or s.hazards.winds or s.hazards.ices,
    "terrain": lambda s: s.hazards.rainstorms or s.hazards.quakes,
    **{name: lambda s: s.comms == "bearers" for name in (*_TELECOM, "lines")},
    **{name: lambda s: s.power_nodes for name in _POWER},
}
"""Whether a section or table has a say in a scenario; others always do."""


class Doubt(NamedTuple):
    """Something that is not known well 待核实项.

    Attributes
    ----------
    path
        Key of ``scenario.yaml`` as ``--set`` takes it, or the file of a table.
    value
        The figure; of a table, how many rows of how many.
    unit, range
        Of the figure; empty for a table.
    label
        How far it can be trusted.
    source
        Where it comes from, or the words of the assumption.
    stage
        The link of the chain that it touches.
    people
        How many hang on the rows of a table; None for a figure.
    used
        Whether anything that is switched on asks for it.
    """

    path: str
    value: str
    unit: str
    range: str
    label: Label
    source: str
    stage: Stage
    people: int | None = None
    used: bool = True


def doubts(scenario: Scenario) -> list[Doubt]:
    """Return what is assumed, estimated or unsourced, what most hangs on first, what is switched off last.

    Notes
    -----
    People on a table: those of its doubtful rows where rows have a population; else the same share of all
    people as of rows. Ties, and figures, go by the chain; then what is said of all before what is said of one
    kind (fewer dots in the path), then the least certain label, then the path.
    """
    found = [*_tables(scenario), *(_of_figure(scenario, one) for one in assumptions(scenario))]
    return sorted((one for one in found if one.label in DOUBTFUL), key=_order)


def _order(one: Doubt) -> tuple[bool, bool, int, int, int, int, str]:
    place, depth, label = _place(one.stage), one.path.count("."), DOUBTFUL.index(one.label)
    return not one.used, one.people is None, -(one.people or 0), place, depth, label, one.path


def _place(stage: Stage) -> int:
    return CHAIN.index(stage) if stage in CHAIN else len(CHAIN)


def _of_figure(scenario: Scenario, one: Figure) -> Doubt:
    bounds = f"{one.low:,.10g} – {one.high:,.10g}"
    used = is_used(scenario, one.path)
    return Doubt(one.path, one.text, one.unit, bounds, one.label, one.source, stage_of(one.path), used=used)


def stage_of(path: str) -> Stage:
    """Return the link of the chain that a figure touches.

    Examples
    --------
    >>> [stage_of(path).en for path in ("forces.shift", "bearers.caller.wait", "bearers.retry", "title")]
    ['turnout', 'word', 'network', 'other']
    """
    if path.startswith("demand.kinds.") and ".work_" in path:
        return CHAIN[4]
    fits = [(len(head), stage) for stage in CHAIN for head in stage.paths if _begins(path, head)]
    return max(fits, key=lambda fit: fit[0])[1] if fits else OTHER


def _begins(path: str, head: str) -> bool:
    return path == head or path.startswith(f"{head}.")


def figures_in_use(scenario: Scenario) -> list[Figure]:
    """Return the figures that have a say in a scenario: what touches the chain of response early first.

    Those of one link go by what is said of all before what is said of one kind, then by path.
    """
    found = [one for one in assumptions(scenario) if is_used(scenario, one.path)]
    return sorted(found, key=lambda one: (_place(stage_of(one.path)), one.path.count("."), one.path))


def is_used(scenario: Scenario, path: str) -> bool:
    """Whether all sections that a path leads through, and the thing that it names, have a say.

    Parameters
    ----------
    scenario
        The scenario.
    path
        Of a figure, as ``--set`` takes it, or the key of a table.
    """
    says = all(asked(scenario) for head, asked in _USED.items() if _begins(path, head))
    section, _, rest = path.partition(".")
    name = rest.partition(".")[0]
    if section == "unit_types":
        return name in {unit.type for unit in scenario.units}
    if path.startswith("forces.turnout."):
        return path.split(".")[2] in {row.kind.value for row in scenario.stations if scenario.takes_part(row)}
    return says


def _tables(scenario: Scenario) -> Iterator[Doubt]:
    """Yield an entry for the rows of each table that bear the same doubtful label."""
    everybody = sum(village.population for village in scenario.villages)
    for name, (file, _) in TABLES.items():
        rows = getattr(scenario, name)
        for label in DOUBTFUL:
            doubtful = [row for row in rows if getattr(row, "label", None) is label]
            if doubtful:
                people = [int(row.population) for row in doubtful if hasattr(row, "population")]
                hang = sum(people) if people else round(everybody * len(doubtful) / len(rows))
                value, used = f"{len(doubtful)} / {len(rows)}", is_used(scenario, name)
                yield Doubt(file, value, "rows", "", label, doubtful[0].source, _stage(name), hang, used)


def _stage(table: str) -> Stage:
    return CHAIN[_STAGE_OF[table]] if table in _STAGE_OF else OTHER
