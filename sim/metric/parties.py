"""Who stands behind an address, and which posts a run looks after: names from the scenario's tables."""

from typing import Final, NamedTuple

from sim.metric.leaders import of_kind
from sim.record.facts import Order
from sim.scenario.model import Scenario
from sim.scenario.support import trucks
from sim.scenario.uav import uavs
from sim.terms.enums import Party
from sim.terms.ids import DISPATCH_CENTRE, PUBLIC, Address, Band, addressed_unit

COMMAND: Final = "command-"
"""How the ids of site commanders begin; the number of the call follows."""
_TABLES: Final = {
    Band.STATION: (Party.STATION, "stations"),
    Band.TOWNSHIP: (Party.TOWNSHIP, "townships"),
    Band.VILLAGE: (Party.VILLAGE, "villages"),
    Band.KEY_UNIT: (Party.KEY_UNIT, "key_units"),
    Band.COMMS_TEAM: (Party.COMMS_TEAM, "comms_teams"),
    Band.CREW: (Party.CREW, "teams"),
    Band.BUS: (Party.BUS, "buses"),
    Band.HOSPITAL: (Party.FACILITY, "hospitals"),
    Band.SHELTER: (Party.FACILITY, "shelters"),
}
"""Party and table of those whose address is a row of a table."""


class Somebody(NamedTuple):
    """A party to communications: its kind, and its id in the scenario's tables.

    Those who stand in no table, the people who call and the dispatch centre, bear their kind as id.
    """

    kind: Party
    id: str


def party(scenario: Scenario, address: int) -> Somebody:
    """Return who stands behind an address."""
    if address == PUBLIC:
        return Somebody(Party.PUBLIC, Party.PUBLIC.value)
    if address == DISPATCH_CENTRE:
        return Somebody(Party.DISPATCH_CENTRE, Party.DISPATCH_CENTRE.value)
    unit = addressed_unit(Address(address))
    if unit is not None:
        return Somebody(Party.UNIT, scenario.units[unit].id)
    return _in_band(scenario, *(Band.split(Address(address)) or (Band.POST, 0)))


def _in_band(scenario: Scenario, band: Band, row: int) -> Somebody:
    if band is Band.SITE_COMMANDER:
        return Somebody(Party.SITE_COMMANDER, f"{COMMAND}{row}")
    if band is Band.OFFICE:
        return Somebody(Party.WEATHER, Party.WEATHER.value)
    if band is Band.POST:
        return Somebody(scenario.posts[row].kind, scenario.posts[row].id)
    if band in (Band.TRUCK, Band.UAV):
        row_id = uavs(scenario)[row].id if band is Band.UAV else trucks(scenario)[row].id
        return Somebody(Party.CREW, row_id)
    if band is Band.STORE:
        return Somebody(Party.FACILITY, scenario.relief.stores[row].id)
    kind, table = _TABLES[band]
    return Somebody(kind, getattr(scenario, table)[row].id)


def watched(scenario: Scenario) -> list[Address]:
    """Return the posts of which the log tells whether they can be heard at the dispatch centre.

    They are the townships, the fire stations that take part, and the district's operations centre.
    """
    found = [Band.TOWNSHIP.address(row) for row in range(len(scenario.townships))]
    found += [
        Band.STATION.address(row)
        for row, station in enumerate(scenario.stations)
        if scenario.takes_part(station) and station.kind.is_ours_for_fire
    ]
    return found + of_kind(scenario, Party.EOC)[:1]


def order_kind(order: Order) -> str:
    """Return the kind of an order, as its tag in the log.

    Examples
    --------
    >>> from sim.record.facts import HandOver
    >>> order_kind(HandOver(0))
    'handover'
    """
    return str(order.__struct_config__.tag)
