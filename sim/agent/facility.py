"""Hospitals, stores and shelters as parties to communications 医院、库点与避难场所入网."""

from collections.abc import Callable
from typing import NamedTuple

from sim.agent.staff import Staff
from sim.comms.build import Communications
from sim.comms.mains import Mains
from sim.terms.enums import LoadKind, Party
from sim.terms.ids import Address, Band, UnitId, unit_address

BANDS = {LoadKind.HOSPITAL: Band.HOSPITAL, LoadKind.SHELTER: Band.SHELTER, None: Band.STORE}
"""Addresses of those that are loads of a kind, and of stores, which are none."""


class Around(NamedTuple):
    """What facilities have around them: mains, communications and posts; None where there are none."""

    mains: Mains | None
    comms: Communications | None
    staff: Staff | None


def settle(comms: Communications | None, kind: LoadKind | None, number: int, name: str, node: int) -> Address:
    """Let a facility talk with what the tables give it, where messages can fail; return its address."""
    address = BANDS[kind].address(number)
    if comms is not None:
        member = comms.directory.member(Party.FACILITY, address, name, node)
        comms.net.members[address] = member
        comms.radio.registry.switch_on(member)
    return address


def enlist_unit(
    comms: Communications | None,
    unit: UnitId,
    name: str,
    home: int,
    where: Callable[[], int],
    station: int,
) -> None:
    """Let an ambulance use its own terminals, and those of its station while it is there."""
    if comms is None:
        return
    address = unit_address(unit)
    member = comms.directory.member(Party.UNIT, address, name, home, where)
    base = comms.net.members[Band.STATION.address(station)]
    comms.net.members[address] = comms.directory.lend(member, base)
    comms.radio.registry.switch_on(comms.net.members[address])
