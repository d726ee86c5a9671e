"""What everybody at an exercise knows beforehand: the map, the forces on paper, and what words mean."""

from typing import Any, Final

from sim.live.atlas_orders import ORDER_WORDS, named, orders_atlas, titled
from sim.scenario.model import Scenario
from sim.terms.enums import (
    BearerKind,
    CrewStatus,
    DamageKind,
    Precedence,
    Skill,
    TeamKind,
    TeamStatus,
    Term,
    UnitStatus,
)

Plain = dict[str, Any]
_WORDS: Final[tuple[type[Term], ...]] = (
    UnitStatus,
    TeamStatus,
    CrewStatus,
    BearerKind,
    Precedence,
    DamageKind,
    Skill,
    TeamKind,
)


def atlas(scenario: Scenario) -> Plain:
    """Return map, forces and words of a scenario as plain data; nothing in it hangs on what happens."""
    node = scenario.node_ids
    return {
        "name": scenario.name,
        "title": titled(scenario.title),
        "start": scenario.start.isoformat(),
        "horizon_ms": scenario.horizon.ms,
        "nodes": [{**named(row), "lon": row.lon, "lat": row.lat, "kind": row.kind} for row in scenario.nodes],
        "links": [
            {
                "id": link.id,
                "zh": link.name_zh or link.id,
                "a": node[link.a],
                "b": node[link.b],
                "class": link.road_class.value,
            }
            for link in scenario.links
        ],
        "lines": [{"kind": line.kind, "points": line.points} for line in scenario.lines],
        "townships": [{**named(row), "node": node[row.seat]} for row in scenario.townships],
        "villages": [
            {**named(row), "node": node[row.node], "township": scenario.township_ids[row.township]}
            for row in scenario.villages
        ],
        "hospitals": [{**named(row), "lon": row.lon, "lat": row.lat} for row in scenario.hospitals],
        "posts": [{**named(row), "node": node[row.node]} for row in scenario.posts],
        "sites": {
            "radio370": [named(row) for row in scenario.sites],
            "telecom": [named(row) for row in scenario.telecom],
        },
        **_forces(scenario),
        **orders_atlas(scenario),
        "kinds": [titled(scenario.demand.kinds[key].name) for key in sorted(scenario.demand.kinds)],
        "run_cards": [
            sorted(scenario.demand.kinds[key].run_card.items()) for key in sorted(scenario.demand.kinds)
        ],
        "skills": _skills(scenario),
        "words": {
            term.__name__: {member.value: member.zh for member in term} for term in (*_WORDS, *ORDER_WORDS)
        },
    }


def _forces(scenario: Scenario) -> Plain:
    """Return stations, units and teams on paper."""
    node = scenario.node_ids
    return {
        "stations": [
            {**named(row), "node": node[row.node], "lon": row.lon, "lat": row.lat}
            for row in scenario.stations
        ],
        "units": [
            {
                **named(row),
                "id": row.id,
                "station": scenario.station_ids[row.station],
                "type": titled(scenario.unit_types[row.type].name),
                "skills": scenario.unit_types[row.type].capabilities,
            }
            for row in scenario.units
        ],
        "teams": [
            {**named(row), "kind": row.kind.value, "node": node[row.node]} for row in scenario.comms_teams
        ],
        "crews": [
            {
                **named(row),
                "node": node[row.node],
                "machines": row.machines,
                "machine": titled(scenario.team_types[row.type].machine),
                "skills": [skill.value for skill in scenario.team_types[row.type].capabilities],
            }
            for row in scenario.teams
        ],
    }


def _skills(scenario: Scenario) -> Plain:
    """Return what each capability of units is called: as the first type of unit that is made for it."""
    found: Plain = {}
    for first in (True, False):
        for key in sorted(scenario.unit_types):
            kind = scenario.unit_types[key]
            for skill in kind.capabilities[:1] if first else kind.capabilities:
                found.setdefault(skill, titled(kind.name) if first else {"zh": skill, "en": skill})
    return found
