"""Where reserve engines should stand 机动力量部署: at stations that are there, for when the others are out.

An engine more at a station shortens no way by itself. It counts when those nearer are busy: the model is
that of expected cover (MEXCLP), on the map as it is, with more of them busy, and without the bridge whose
loss costs most cover.
"""

from dataclasses import replace
from typing import Final

from sim.scenario.model import Scenario
from sim.scenario.tables import UnitRow
from sim.study.place.desk import SOURCE, District, NoModel, Proposal, fights, merged, pattern, types_of
from sim.study.place.models import LIMIT_S, Floats, Siting, covered, expected_cover
from sim.terms.enums import Label

RADIUS_MIN: Final = 15.0
BUSY: Final = 0.1
"""With these the share that is shown is worked out, whatever was asked of the models."""
MOST: Final = 3
"""Engines that may stand at one station, the one that is there among them."""


def reserves(
    district: District, p: int, radius_min: float, busy: float, limit_s: float = LIMIT_S
) -> list[Proposal]:
    """Return where `p` reserve engines would stand, by each model, the same choice once.

    Parameters
    ----------
    district
        The district as a location problem.
    radius_min
        Within it a village counts as covered, in minutes.
    busy
        Probability that an engine is busy.
    limit_s
        Seconds that each model may take.
    """
    usual, names = _stations(district.open_roads), _names(district)
    asked = {
        "expected-cover": (usual, busy),
        "expected-cover, twice as busy": (usual, min(0.95, 2 * busy)),
    }
    worst = _worst_bridge(district)
    if worst:
        asked[f"expected-cover without {worst}"] = (_stations(district.cut[worst]), busy)
    solved = {
        name: expected_cover(siting, radius_min, p, chance, most=MOST, limit_s=limit_s)
        for name, (siting, chance) in asked.items()
    }
    return merged(solved, names)


def expected_share(district: District, nodes: tuple[str, ...], bridge: str = "") -> float:
    """Return the share of people whom an engine that is free is expected to reach in time.

    Parameters
    ----------
    nodes
        Where reserve engines stand besides.
    bridge
        A bridge that is closed.
    """
    siting, names = _stations(district.cut[bridge] if bridge else district.open_roads), _names(district)
    units = [1 + nodes.count(name) for name in names]
    return covered(siting, RADIUS_MIN, units, BUSY) / float(siting.weight.sum())


def with_reserves(scenario: Scenario, nodes: tuple[str, ...]) -> Scenario:
    """Return a scenario with an engine more, and its crew, at a station of each node.

    Raises
    ------
    NoModel
        If no fire station that takes part stands at one of them.
    """
    kind = types_of(scenario, pattern(scenario))[0]
    people = round(scenario.unit_types[kind].crew.value)
    stations = {row.id: row for row in scenario.stations}
    units = list(scenario.units)
    for number, name in enumerate(nodes, 1):
        home = _home(scenario, name)
        stations[home] = stations[home].model_copy(update={"crew": stations[home].crew + people})
        new = f"reserve-{number}"
        row = UnitRow(id=new, name_zh=new, station=home, type=kind, label=Label.ASSUMPTION, source=SOURCE)
        units.append(row)
    plain = {name: getattr(scenario, name) for name in Scenario.model_fields}
    plain["stations"] = tuple(stations[name] for name in sorted(stations))
    plain["units"] = tuple(sorted(units, key=lambda unit: unit.id))
    return Scenario.model_validate(plain)


def _home(scenario: Scenario, node: str) -> str:
    found = [row.id for row in scenario.stations if row.node == node and fights(scenario, row)]
    if not found:
        raise NoModel(f"no fire station that takes part stands at {node}")
    return min(found)


def _stations(siting: Siting) -> Siting:
    """Return the problem with the stations that stand as its only candidates."""
    cost: Floats = siting.cost[:, list(siting.fixed)]
    return replace(siting, cost=cost, fixed=tuple(range(len(siting.fixed))))


def _names(district: District) -> list[str]:
    return [district.candidates[i] for i in district.open_roads.fixed]


def _worst_bridge(district: District) -> str:
    """Return the bridge without which most cover is lost; empty where none matters."""
    shares = {name: expected_share(district, (), name) for name in district.cut}
    return min(shares, key=lambda name: (shares[name], name), default="")
