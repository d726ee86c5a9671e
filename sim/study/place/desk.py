"""Where the next fire stations of a district should stand 消防站选址: their roads and people as a problem."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Final, TypeVar

import numpy as np

from sim.network.roads import RoadGraph, access_ms, travel_ms
from sim.network.travel import OPEN, Travel
from sim.scenario.model import Scenario
from sim.scenario.tables import Station, UnitRow
from sim.study.place.models import (
    LIMIT_S,
    Floats,
    NoSite,
    Sited,
    Siting,
    expected_cover,
    max_cover,
    mean_cost,
    p_median,
    regret_robust,
)
from sim.terms.enums import Label, StationKind
from sim.terms.errors import SanduanError
from sim.terms.units import MINUTE_MS, SECOND_MS

SOURCE: Final = "assumption: proposed by a location model"
_FIRE: Final = frozenset({StationKind.NATIONAL, StationKind.TOWNSHIP, StationKind.ENTERPRISE})
_NEVER: Final = float("inf")
CUT_OFF_MIN: Final = 240.0
"""What a way counts that a closed bridge leaves none of, in minutes, so that who is cut off counts most.

Source: assumption; the longest radius that may be asked for.
"""
Row = TypeVar("Row", Station, UnitRow)


class NoModel(SanduanError):
    """The scenario has no station of which a new one could be a copy."""


@dataclass(frozen=True)
class Proposal:
    """A choice of nodes, and the models whose optimum it is 方案.

    Attributes
    ----------
    nodes
        Ids of nodes, one for each new station.
    models
        Names of the models that propose it.
    gaps
        By model, how much better another choice could be, in the unit of the model: only where time ran out
        before it was proven that none is.
    """

    nodes: tuple[str, ...]
    models: tuple[str, ...]
    gaps: Mapping[str, float] = field(default_factory=dict)


def merged(solved: Mapping[str, Sited], names: Sequence[str]) -> list[Proposal]:
    """Return the choices of several models by the names of the candidates, the same choice once."""
    by_choice: dict[tuple[str, ...], list[str]] = {}
    for model, found in solved.items():
        by_choice.setdefault(tuple(names[i] for i in found.chosen), []).append(model)
    gaps = {model: found.gap for model, found in solved.items() if found.gap}
    return [
        Proposal(chosen, tuple(models), {model: gaps[model] for model in models if model in gaps})
        for chosen, models in by_choice.items()
    ]


@dataclass(frozen=True, eq=False)
class District:
    """A district as a location problem.

    Attributes
    ----------
    candidates
        Ids of the nodes where a station may stand: those of the home district.
    open_roads
        Minutes from turnout to each village by the roads as they are, weighted by people.
    cut
        The same with a bridge closed, by the bridge; those that change nothing are left out, and of those
        that change the same the first stands for all. A way that is none counts `CUT_OFF_MIN`.
    """

    candidates: tuple[str, ...]
    open_roads: Siting
    cut: dict[str, Siting]

    @classmethod
    def of(cls, scenario: Scenario) -> "District":
        """Return the problem of a scenario: where units of its township brigades can be how soon.

        Raises
        ------
        NoModel
            If no fire station takes part.
        """
        example = pattern(scenario)
        unit = scenario.unit_types[types_of(scenario, example)[0]]
        graph = RoadGraph.of(scenario)
        travel = Travel(graph, travel_ms(graph, scenario, unit.vehicle))
        home = {district.id for district in scenario.districts if district.home}
        candidates = tuple(node.id for node in scenario.nodes if node.district in home)
        nodes = {name: scenario.node_ids[name] for name in candidates}
        standing = {row.node for row in scenario.stations if fights(scenario, row)}
        fixed = tuple(i for i, name in enumerate(candidates) if name in standing)
        weight = np.array([village.population for village in scenario.villages], np.float64)
        turnout = scenario.forces.turnout.get(example.kind)
        begin_ms = 0 if turnout is None else turnout.day.value * SECOND_MS
        access = np.array(access_ms(scenario, unit.vehicle), np.float64) + begin_ms

        def minutes(closed: frozenset[int]) -> Floats:
            return (_times_ms(scenario, travel, list(nodes.values()), closed) + access[:, None]) / MINUTE_MS

        usual = Siting(minutes(OPEN), weight, fixed)
        cut = {name: _closed(usual, minutes(links)) for name, links in _bridges(scenario)}
        return cls(candidates, usual, _different(cut, usual))

    def standing(self) -> Floats:
        """Return the units at each candidate as it is today."""
        units = np.zeros(len(self.candidates))
        units[list(self.open_roads.fixed)] = 1
        return units

    def proposals(self, p: int, radius_min: float, busy: float, limit_s: float = LIMIT_S) -> list[Proposal]:
        """Return what each model proposes for `p` new stations, the same choice once.

        Parameters
        ----------
        radius_min
            Within it a village counts as covered.
        busy
            Probability that a unit is busy, for the model that minds it.
        limit_s
            Seconds that each model may take.
        """
        usual, states = self.open_roads, [self.open_roads, *self.cut.values()]
        solved: dict[str, Sited] = {
            "p-median": p_median(usual, p, limit_s),
            "max-cover": max_cover(usual, radius_min, p, limit_s),
            "expected-cover": expected_cover(usual, radius_min, p, busy, most=2, limit_s=limit_s),
        }
        with suppress(NoSite):  # a place that nobody reaches today either, wherever stations stand
            solved["robust"] = regret_robust(states, p, limit_s)
        return merged(solved, self.candidates)

    def mean_min(self, nodes: tuple[str, ...], bridge: str = "") -> float:
        """Return the mean minutes to a person with new stations at some nodes, and a bridge closed."""
        units = self.standing()
        units[[self.candidates.index(name) for name in nodes]] = 1
        return mean_cost(self.cut[bridge] if bridge else self.open_roads, units)


def pattern(scenario: Scenario) -> Station:
    """Return the township brigade that is most like the others; another fire station where there is none.

    Raises
    ------
    NoModel
        If no fire station takes part.
    """
    stations = [row for row in scenario.stations if fights(scenario, row) and types_of(scenario, row)]
    brigades = [row for row in stations if row.kind is StationKind.TOWNSHIP] or stations
    if not brigades:
        raise NoModel(f"no fire station takes part in {scenario.name}: a new one has nothing to be like")
    mix = Counter(types_of(scenario, row) for row in brigades)
    usual = min(mix, key=lambda types: (-mix[types], types))
    return next(row for row in brigades if types_of(scenario, row) == usual)


def with_stations(scenario: Scenario, nodes: tuple[str, ...]) -> Scenario:
    """Return a scenario that has new stations at some nodes, each a copy of its `pattern`."""
    example = pattern(scenario)
    types, places = types_of(scenario, example), scenario.node_ids
    stations, units = list(scenario.stations), list(scenario.units)
    for number, name in enumerate(nodes, 1):
        node, new = scenario.nodes[places[name]], f"new-{number}"
        row = {
            "id": new,
            "name_zh": f"拟建站{number}({node.name_zh})",
            "name_en": f"Proposed station {number} ({node.name_en or node.name_zh})",
            "node": name,
            "lon": node.lon,
            "lat": node.lat,
            "district": node.district,
            "label": Label.ASSUMPTION,
            "source": SOURCE,
        }
        stations.append(example.model_copy(update=row))
        units += [_unit(new, i, kind) for i, kind in enumerate(types, 1)]
    plain = {name: getattr(scenario, name) for name in Scenario.model_fields}
    return Scenario.model_validate({**plain, "stations": _sorted(stations), "units": _sorted(units)})


def _sorted(rows: list[Row]) -> tuple[Row, ...]:
    return tuple(sorted(rows, key=lambda row: row.id))


def _unit(station: str, number: int, kind: str) -> UnitRow:
    name = f"{station}-{number}"
    return UnitRow(id=name, name_zh=name, station=station, type=kind, label=Label.ASSUMPTION, source=SOURCE)


def types_of(scenario: Scenario, station: Station) -> tuple[str, ...]:
    """Return the types of the units of a station, in the order of the table."""
    return tuple(unit.type for unit in scenario.units if unit.station == station.id)


def fights(scenario: Scenario, station: Station) -> bool:
    """Whether a station is one of fire engines, and takes part."""
    return station.kind in _FIRE and scenario.takes_part(station)


def _bridges(scenario: Scenario) -> Iterator[tuple[str, frozenset[int]]]:
    """Yield each river bridge with its links."""
    for name in sorted({link.bridge for link in scenario.links} - {""}):
        yield name, frozenset(i for i, link in enumerate(scenario.links) if link.bridge == name)


def _times_ms(scenario: Scenario, travel: Travel, sources: list[int], closed: frozenset[int]) -> Floats:
    """Return the time from each source (column) to the node of each village (row); infinite without a way."""
    targets = [scenario.node_ids[village.node] for village in scenario.villages]
    rows = {node: travel.times_to(node, sources, closed) for node in dict.fromkeys(targets)}
    return np.array([[_NEVER if ms is None else ms for ms in rows[node]] for node in targets], np.float64)


def _closed(usual: Siting, cost: Floats) -> Siting:
    """Return the problem with a bridge closed; what has no way then, but has one today, counts as cut off."""
    cut_off = np.isinf(cost) & np.isfinite(usual.cost)
    return replace(usual, cost=np.where(cut_off, np.maximum(CUT_OFF_MIN, usual.cost), cost))


def _different(states: Mapping[str, Siting], usual: Siting) -> dict[str, Siting]:
    """Return the states in which a way is longer, each once."""
    found = {usual.cost.tobytes(): ""}
    for name, state in states.items():
        found.setdefault(state.cost.tobytes(), name)
    return {name: states[name] for name in found.values() if name}
