"""What everybody knows beforehand of what can be ordered besides units: trucks, stores, lenders, measures."""

from typing import Any, Final

from sim.agent.seats.can import opens_by_order
from sim.hazard.forecast import home_townships
from sim.scenario.lenders import lenders
from sim.scenario.loads import load_nodes
from sim.scenario.model import Scenario
from sim.scenario.sections import Title
from sim.scenario.support import trucks
from sim.scenario.uav import uavs
from sim.terms.aid import LoanStage
from sim.terms.control import BusStatus, Measure
from sim.terms.enums import LoadKind, PowerSource, Term, WarningColour
from sim.terms.relief import AmbulanceStatus, Goods, Mode, Outcome
from sim.terms.support import TruckStatus, UavStatus

Plain = dict[str, Any]
ORDER_WORDS: Final[tuple[type[Term], ...]] = (
    TruckStatus,
    UavStatus,
    BusStatus,
    AmbulanceStatus,
    PowerSource,
    LoadKind,
    WarningColour,
    Measure,
    Mode,
    Goods,
    Outcome,
    LoanStage,
)
"""Terms that the boards speak in."""


def orders_atlas(scenario: Scenario) -> Plain:
    """Return what is on paper about what can be ordered, as plain data; nothing in it ever changes."""
    node, nodes = scenario.node_ids, load_nodes(scenario)
    return {
        "trucks": [_team(row.id, row.team) for row in trucks(scenario)],
        "uavs": [_team(row.id, row.team) for row in uavs(scenario)],
        "loads": [{"kind": row.kind.value, "node": nodes[i]} for i, row in enumerate(scenario.loads)],
        "gauges": [named(row) for row in scenario.gauges],
        "buses": [{**named(row), "seats": row.seats} for row in scenario.buses],
        "key_units": [named(row) for row in scenario.key_units],
        "shelters": [
            {**named(row), "node": node[row.node], "shut": opens_by_order(scenario, i)}
            for i, row in enumerate(scenario.shelters)
        ],
        "stores": [titled(row.name) for row in scenario.relief.stores] if scenario.relief.model else [],
        "lenders": [
            {"address": row.address, "units": list(row.units), "tier": row.tier} for row in lenders(scenario)
        ],
        "home": home_townships(scenario),
        "ours": [
            number
            for number, row in enumerate(scenario.stations)
            if row.kind.is_ours_for_fire and scenario.takes_part(row)
        ],
        "standing": [
            {
                "id": row.id,
                "measure": row.measure.value,
                "by": row.by,
                "townships": [scenario.township_ids[name] for name in row.townships],
                "sector": row.sector,
            }
            for row in scenario.control.orders
            if scenario.control.on
        ],
    }


def _team(name: str, team: Any) -> Plain:
    return {"zh": f"{team.name_zh} {name}", "en": f"{team.name_en or team.name_zh} {name}"}


def named(row: Any) -> Plain:
    """Return the name of a row of a table in both languages."""
    return {"zh": row.name_zh, "en": row.name_en or row.name_zh}


def titled(title: Title) -> Plain:
    """Return a title in both languages."""
    return {"zh": title.zh, "en": title.en}
