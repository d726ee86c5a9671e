"""Identifiers. Inside the model every thing is a small integer; names live in the scenario's tables.

An integer is the row of the thing in its (sorted) table, so that iterating in id order is iterating in
table order, on every machine.
"""

from enum import IntEnum
from typing import Final, NewType

NodeId = NewType("NodeId", int)
"""Row in ``nodes.csv`` 路网节点."""
LinkId = NewType("LinkId", int)
"""Row in ``roads.csv`` 路段; one link may be two arcs."""
PlaceId = NewType("PlaceId", int)
"""Row in ``villages.csv`` 村(社区), where people are and calls come from."""
StationId = NewType("StationId", int)
"""Row in ``stations.csv`` 站点."""
UnitId = NewType("UnitId", int)
"""Row in ``units.csv`` 作战单元(车组)."""
KindId = NewType("KindId", int)
"""Position of an incident kind 警情类别 in the scenario."""
CallId = NewType("CallId", int)
"""Number of a call 警情, in order of birth."""
Address = NewType("Address", int)
"""Who sends or receives a message: see `PUBLIC`, `DISPATCH_CENTRE`, `unit_address` and `Band`."""

PUBLIC: Final = Address(0)
"""The people who call, 报警人."""
DISPATCH_CENTRE: Final = Address(1)
"""The fire dispatch centre, 119 接处警中心."""
_FIRST_UNIT: Final = 2


class Band(IntEnum):
    """First address of each kind of party: its row is added, or the call that a site commander leads.

    A generator truck's is the number that it has among the trucks, a UAV's that among the UAVs.
    """

    STATION = 100_000
    TOWNSHIP = 200_000
    VILLAGE = 300_000
    KEY_UNIT = 350_000
    POST = 400_000
    COMMS_TEAM = 500_000
    CREW = 550_000
    HOSPITAL = 560_000
    SHELTER = 565_000
    STORE = 570_000
    TRUCK = 575_000
    UAV = 577_000
    BUS = 580_000
    OFFICE = 590_000
    SITE_COMMANDER = 600_000

    def address(self, row: int) -> Address:
        """Return the address of a row of the table, or that of the site commander of a call.

        Examples
        --------
        >>> Band.VILLAGE.address(7)
        300007
        """
        return Address(self + row)

    @classmethod
    def split(cls, address: Address) -> "tuple[Band, int] | None":
        """Return band and row of an address; None for the public, the centre and units.

        Examples
        --------
        >>> Band.split(Address(300_007)) == (Band.VILLAGE, 7), Band.split(DISPATCH_CENTRE)
        (True, None)
        """
        for band in sorted(cls, reverse=True):
            if address >= band:
                return band, address - band
        return None


WEATHER_OFFICE: Final = Band.OFFICE.address(0)
"""The weather office 气象台, which issues warnings."""


def unit_address(unit: UnitId) -> Address:
    """Return the address of a unit's radio 车组电台.

    Examples
    --------
    >>> unit_address(UnitId(0))
    2
    """
    return Address(unit + _FIRST_UNIT)


def addressed_unit(address: Address) -> UnitId | None:
    """Return the unit that owns an address, or None where the address is nobody's unit.

    Examples
    --------
    >>> addressed_unit(unit_address(UnitId(7))), addressed_unit(Band.STATION.address(0))
    (7, None)
    """
    return UnitId(address - _FIRST_UNIT) if _FIRST_UNIT <= address < Band.STATION else None
