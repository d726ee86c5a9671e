"""Who takes part in communications: where they are, what they carry, and in which order they try it."""

from collections.abc import Callable, MutableMapping
from dataclasses import dataclass, field
from typing import Final

from sim.comms.energy import Backup
from sim.record.aid import AID_ORDERS, AID_REPORTS
from sim.record.basin import RiverStage, RoadOrder
from sim.record.capability import NeedReport
from sim.record.casualties import CASUALTY_REPORTS, BedReport, Fetch
from sim.record.control import ControlOrder, ControlReport
from sim.record.facts import CallReport, Deploy, Dispatch, HandOver, MoveUp, Order, Recall, Report
from sim.record.first_minutes import FirstLook, LocalAlarm
from sim.record.people import WarningAck, WarningOrder, WeatherWarning
from sim.record.repair import DamageReport, WorkOrder
from sim.record.response import CommandNotice, Consult, DutyBrief, LevelOrder
from sim.record.rides import BusReport, RideOrder, RideRequest
from sim.record.seat_facts import Word
from sim.record.standby import CentreNotice
from sim.record.supplies import SUPPLY_ORDERS, SUPPLY_REPORTS
from sim.record.support import SupplyReport, TruckOrder
from sim.record.uav import UavForward, UavOrder
from sim.terms.enums import BearerKind, Party, Precedence
from sim.terms.units import HOUR_MS

_PRECEDENCES: Final[dict[type[Report | Order], Precedence]] = {
    CallReport: Precedence.EMERGENCY,
    Dispatch: Precedence.EMERGENCY,
    Recall: Precedence.COMMAND,
    MoveUp: Precedence.COMMAND,
    HandOver: Precedence.COMMAND,
    Deploy: Precedence.COMMAND,
    WorkOrder: Precedence.COMMAND,
    DamageReport: Precedence.COMMAND,
    LocalAlarm: Precedence.EMERGENCY,
    FirstLook: Precedence.COMMAND,
    **dict.fromkeys((*AID_ORDERS, *AID_REPORTS), Precedence.COMMAND),
    LevelOrder: Precedence.COMMAND,
    Consult: Precedence.ROUTINE,  # a courier comes too late for a meeting
    CommandNotice: Precedence.COMMAND,
    DutyBrief: Precedence.COMMAND,
    WarningOrder: Precedence.COMMAND,
    WarningAck: Precedence.COMMAND,
    WeatherWarning: Precedence.COMMAND,
    ControlOrder: Precedence.COMMAND,
    ControlReport: Precedence.COMMAND,
    **dict.fromkeys((RideRequest, RideOrder, BusReport), Precedence.COMMAND),
    Word: Precedence.COMMAND,
    CentreNotice: Precedence.COMMAND,
    **dict.fromkeys((TruckOrder, UavOrder, UavForward), Precedence.COMMAND),
    SupplyReport: Precedence.COMMAND,
    **dict.fromkeys((Fetch, *CASUALTY_REPORTS, *SUPPLY_ORDERS, *SUPPLY_REPORTS), Precedence.COMMAND),
    BedReport: Precedence.ROUTINE,  # the next comes sooner than a courier
    **dict.fromkeys((NeedReport, RiverStage, RoadOrder), Precedence.COMMAND),
}
"""How urgent facts and orders are; what is not here is routine."""
CHARACTER_BITS = 16
"""Bits of one Chinese character in a text."""
ITEM_CHARACTERS = 40
"""Characters in which one fact or order is written (assumption: the length of a short message)."""


TALKING = 8
"""How many times its standby a terminal takes while it sends (assumption: 72 h of standby, 9 h of talk)."""


class Power:
    """What a terminal runs on 终端电源: mains, generator, battery; or an engine, which never fails it.

    Parameters
    ----------
    backup
        Its battery and generator, with a load of 1 W; None for an engine.
    """

    __slots__ = ("_backup",)

    def __init__(self, backup: Backup | None = None) -> None:
        self._backup = backup

    @property
    def hangs_on_mains(self) -> bool:
        """Whether it lives on the mains of a place, and on what stands there against their loss."""
        return self._backup is not None

    def autonomy_ms(self, now_ms: int) -> int | None:
        """Return how long the terminal lives from now on without mains; None for without end."""
        return None if self._backup is None else self._backup.autonomy_ms(now_ms)

    @property
    def terminal(self) -> "Power":
        """The terminal itself."""
        return self

    def works(self, now_ms: int) -> bool:
        """Whether the terminal works."""
        backup = self._backup
        return backup is None or backup.supplied or backup.is_live(now_ms)

    def send(self, now_ms: int, took_ms: int) -> None:
        """Pay for what was sent until now."""
        if self._backup is not None and not self._backup.supplied:
            self._backup.draw(now_ms, (TALKING - 1) * took_ms / HOUR_MS)


@dataclass(slots=True, eq=False)
class Member:
    """Somebody who sends and receives messages 通信用户.

    Attributes
    ----------
    address, kind
        Who it is.
    plan
        Means in the order in which it tries them (PACE).
    where
        Returns the node of the road graph at which it is now.
    home
        Node at which a courier finds it, or None.
    carries
        Means for which it has a terminal, and what each runs on.
    village, township
        Row of the village or township whose people they are, or None.
    station
        Address of the station that a unit belongs to, or None.
    scene
        Call at whose scene somebody works, or None.
    """

    address: int
    kind: Party
    plan: tuple[BearerKind, ...]
    where: Callable[[], int]
    home: int | None = None
    carries: MutableMapping[BearerKind, Power] = field(default_factory=dict)
    village: int | None = None
    township: int | None = None
    station: int | None = None
    scene: int | None = None


@dataclass(slots=True, eq=False)
class Parcel:
    """A message on its way 传送中的消息.

    Attributes
    ----------
    number
        Entry of its sending in the log.
    sender, receiver
        Its two ends.
    precedence
        How urgent it is.
    body
        What it tells and orders.
    """

    number: int
    sender: Member
    receiver: Member
    precedence: Precedence
    body: tuple[Report | Order, ...]

    @property
    def bits(self) -> int:
        """Its length as a text, in bits."""
        return text_bits(self.body)


def precedence_of(body: tuple[Report | Order, ...]) -> Precedence:
    """Return how urgent a message is, by the most urgent thing in it.

    Examples
    --------
    >>> precedence_of((Recall(0, 0),)).value
    'command'
    """
    if len(body) == 1:  # nearly always
        if type(body[0]) is Word and body[0].precedence:
            return Precedence(body[0].precedence)
        return _PRECEDENCES.get(type(body[0]), Precedence.ROUTINE)
    found = Precedence.ROUTINE
    for item in body:
        precedence = _PRECEDENCES.get(type(item))
        if precedence is Precedence.EMERGENCY:
            return precedence
        found = found if precedence is None else precedence
    return found


def plan_for(body: tuple[Report | Order, ...], plan: tuple[BearerKind, ...]) -> tuple[BearerKind, ...]:
    """Return the means of a plan that may carry a message: who says a word may choose one of them.

    Examples
    --------
    >>> plan_for((Word("hold on", "courier"),), (BearerKind.FIXED, BearerKind.COURIER))[0].value
    'courier'
    """
    if type(body[0]) is Word and body[0].bearer:
        return tuple(kind for kind in plan if kind.value == body[0].bearer)
    return plan


def text_bits(body: tuple[Report | Order, ...]) -> int:
    """Return the length of a message as a text, in bits."""
    return len(body) * ITEM_CHARACTERS * CHARACTER_BITS


CHARACTERS_A_SECOND = 4
"""How fast a message is read out (assumption: news are read at four to five Chinese characters a second)."""


def speech_ms(parcel: Parcel) -> int:
    """Return how long it takes to say a message on the telephone; a caller is asked by the call-taker."""
    if parcel.sender.kind is Party.PUBLIC:
        return 0
    return parcel.bits // CHARACTER_BITS * 1000 // CHARACTERS_A_SECOND
