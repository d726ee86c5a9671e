"""The boards of a picture: what a post keeps beside calls and units, each of it told by messages alone."""

from collections.abc import Callable
from typing import Final

from sim.picture.capabilities import Capabilities
from sim.picture.casualties import CareView
from sim.picture.control import ControlBoard
from sim.picture.repairs import Repairs
from sim.picture.response import ResponseView
from sim.picture.rides import RideBoard
from sim.picture.rivers import RiverBoard
from sim.picture.supplies import SupplyView
from sim.picture.support import SupportView
from sim.picture.uavs import UavBoard
from sim.picture.warnings import Confirmations
from sim.record.basin import RiverStage, RoadOrder
from sim.record.capability import NeedReport
from sim.record.casualties import CASUALTY_REPORTS, Fetch
from sim.record.control import ControlOrder, ControlReport
from sim.record.headquarters import StandDown, WorkRefused
from sim.record.people import WeatherWarning
from sim.record.posts import Relayed
from sim.record.response import DutyBrief
from sim.record.rides import BusReport, RideOrder, RideRequest
from sim.record.standby import CentreWatch
from sim.record.supplies import SUPPLY_ORDERS, SUPPLY_REPORTS
from sim.record.support import SupplyReport, TruckOrder, TruckReport
from sim.record.uav import UavForward, UavOrder, UavReport


class Boards:
    """What a post keeps beside calls and units.

    Attributes
    ----------
    repairs
        Damage, and the professional teams that mend it.
    capabilities
        What incidents are said to need beyond engines.
    response
        The response level, and what bears on it.
    warnings
        Warnings that the post passed on, and who has confirmed them.
    control, rides
        Control measures, and who has reported on them; people who wait for vehicles.
    support
        Loads without mains, and generator trucks.
    uavs
        UAVs that look at roads.
    care, supplies
        Casualties, ambulances and beds; need, stocks and consignments of relief supplies.
    rivers
        Stages of gauges upstream.
    """

    def __init__(self) -> None:
        self.repairs = Repairs()
        self.capabilities = Capabilities()
        self.response = ResponseView()
        self.warnings = Confirmations()
        self.control = ControlBoard()
        self.rides = RideBoard()
        self.support = SupportView()
        self.uavs = UavBoard()
        self.care = CareView()
        self.supplies = SupplyView()
        self.rivers = RiverBoard()


PASSED: Final = (
    *(StandDown, ControlOrder, RideOrder, CentreWatch, TruckOrder, UavOrder, UavForward, Fetch, Relayed),
    *(*SUPPLY_ORDERS, RoadOrder),
)
"""Orders that a post is given and that stand on none of its boards."""

TOLD: Final[dict[type, Callable[..., bool]]] = {
    DutyBrief: lambda boards, item, sent_ms: boards.response.brief(item, sent_ms),
    WeatherWarning: lambda boards, item, sent_ms: boards.response.warn(item),
    RideRequest: lambda boards, item, sent_ms: boards.rides.ask(item, sent_ms),
    BusReport: lambda boards, item, sent_ms: boards.rides.learn(item, sent_ms),
    ControlReport: lambda boards, item, sent_ms: boards.control.learn(item, sent_ms),
    SupplyReport: lambda boards, item, sent_ms: boards.support.learn_supply(item, sent_ms),
    TruckReport: lambda boards, item, sent_ms: boards.support.learn_truck(item, sent_ms),
    UavReport: lambda boards, item, sent_ms: boards.uavs.learn(item, sent_ms),
    **dict.fromkeys(CASUALTY_REPORTS, lambda boards, item, sent_ms: boards.care.learn(item, sent_ms)),
    **dict.fromkeys(SUPPLY_REPORTS, lambda boards, item, sent_ms: boards.supplies.learn(item, sent_ms)),
    WorkRefused: lambda boards, item, sent_ms: boards.repairs.refuse(item, sent_ms),
    RiverStage: lambda boards, item, sent_ms: boards.rivers.learn(item),
    NeedReport: lambda boards, item, sent_ms: boards.capabilities.learn(item, sent_ms),
}
"""What the boards learn from what they are told, by kind: whether anything changed."""
