"""The closed unions of what can happen (facts), be ordered (orders) and be told (reports).

A fact is true of the world at the time of its entry in the log. Orders and reports only travel inside
messages. Everything is a small struct of integers: a log is compact, and its bytes are the same everywhere.
No kind has one below it: ``type(item) is Dispatch`` says all, several times as fast as `isinstance`.
"""

from typing import TypeAlias

from sim.record.aid import AID_FACTS, AidFact, AidOrder, AidReport
from sim.record.basin import BASIN_FACTS, BasinFact, BasinItem
from sim.record.capability import CAPABILITY_FACTS, CapabilityFact, NeedReport
from sim.record.casualties import CASUALTY_FACTS, CasualtyFact, CasualtyItem, Fetch
from sim.record.first_minutes import FIRST_MINUTES_FACTS, FirstMinutesFact, FirstMinutesReport
from sim.record.hazard_facts import HAZARD_FACTS, HazardFact
from sim.record.item import Item as _Item
from sim.record.moves import CommandChanged, CourierMoved
from sim.record.municipal import MUNICIPAL_FACTS, MunicipalFact
from sim.record.own_storm import OWN_STORM_FACTS, OwnStormFact
from sim.record.people import PEOPLE_FACTS, PeopleFact, PeopleReport, WarningOrder
from sim.record.posts import POST_FACTS
from sim.record.power_facts import POWER_FACTS, PowerFact
from sim.record.repair import REPAIR_FACTS, RepairFact, RepairReport
from sim.record.response import RESPONSE_FACTS, ResponseFact, ResponseOrder, ResponseReport
from sim.record.rides import CARE_FACTS, CareFact, CareOrder, CareReport
from sim.record.seat_facts import SEAT_FACTS, InjectStruck, SeatFact, Word
from sim.record.seismic import SEISMIC_FACTS, SeismicFact
from sim.record.supplies import SUPPLY_FACTS, SupplyFact, SupplyItem, SupplyOrder
from sim.record.support import SUPPORT_FACTS, UAV_FACTS, SupportFact, SupportReport, TeamOrder
from sim.record.utilities import UTILITY_FACTS, UtilityFact
from sim.record.water import WaterChanged
from sim.terms.ids import DISPATCH_CENTRE

# --- reports 报告: what a message can tell ---------------------------------------------------------------


class CallReport(_Item, frozen=True, tag="call"):
    """The centre is told of an incident by a caller 报警: kind as the caller sees it."""

    call: int
    kind: int
    place: int
    node: int


class UnitReport(_Item, frozen=True, tag="unit"):
    """A unit tells its status 状态报告. `call` is the call it serves, or None."""

    unit: int
    status: str
    node: int
    call: int | None


class SizeUp(_Item, frozen=True, tag="size"):
    """Whoever arrives first tells what the incident needs 灾情侦察: (capability, units) pairs."""

    call: int
    needs: tuple[tuple[str, int], ...]


class CallOver(_Item, frozen=True, tag="over"):
    """A unit tells that the work at a call is done 处置完毕."""

    call: int


class ReliefWanted(_Item, frozen=True, tag="relief"):
    """A unit tells that its crew has worked a full operational period 请求轮换."""

    unit: int
    call: int


class RoadReport(_Item, frozen=True, tag="road"):
    """Someone tells that a link is closed, or open again 路况报告.

    `foot` is whether one still passes on foot where it is closed for vehicles.
    """

    link: int
    closed: bool
    foot: bool = False


class SituationReport(_Item, frozen=True, tag="sit"):
    """A township tells the district how it stands 情况报告: open calls that it knows of."""

    township: int
    calls: int


class TeamReport(_Item, frozen=True, tag="team"):
    """A team of emergency communications tells where it is and what it does 保障队报告."""

    team: int
    status: str
    node: int


class Serving(_Item, frozen=True, tag="serving"):
    """Someone tells which units serve a call, as far as they know 力量通报.

    `units` are (unit, status, node, told_ms): a word that is passed on is no younger for that.
    """

    call: int
    units: tuple[tuple[int, str, int, int], ...]


Report: TypeAlias = (
    CallReport
    | UnitReport
    | SizeUp
    | CallOver
    | ReliefWanted
    | RoadReport
    | SituationReport
    | TeamReport
    | Serving
    | RepairReport
    | FirstMinutesReport
    | AidReport
    | ResponseReport
    | PeopleReport
    | CareReport
    | Word
    | SupportReport
    | CasualtyItem
    | SupplyItem
    | (NeedReport | BasinItem)
)

# --- orders 指令: what a post can order -------------------------------------------------------------------


class Dispatch(_Item, frozen=True, tag="dispatch"):
    """Go to a call 出动; `relieves` is the unit whose work it takes over, `avoid` are links known closed."""

    unit: int
    call: int
    node: int
    place: int
    avoid: tuple[int, ...] = ()
    relieves: int | None = None


class Recall(_Item, frozen=True, tag="recall"):
    """Leave the call and come home 撤回."""

    unit: int
    call: int
    avoid: tuple[int, ...] = ()


class MoveUp(_Item, frozen=True, tag="moveup"):
    """Stand by at another station 移防; the unit's own station sends it home."""

    unit: int
    station: int
    avoid: tuple[int, ...] = ()


class HandOver(_Item, frozen=True, tag="handover"):
    """Give a waiting call to somebody outside the district 移交."""

    call: int


class Deploy(_Item, frozen=True, tag="deploy"):
    """Bring communications to a township that is not heard 开设应急通信; `avoid` are links known closed."""

    team: int
    township: int
    node: int
    avoid: tuple[int, ...] = ()


class RollCall(_Item, frozen=True, tag="roll"):
    """Tell who you are and how you stand 点名: a station asks those of its own who are at home."""


UnitOrder: TypeAlias = Dispatch | Recall | MoveUp
"""What units are ordered."""
UNIT_ORDERS = (Dispatch, Recall, MoveUp)
Order: TypeAlias = (
    UnitOrder
    | HandOver
    | Deploy
    | RollCall
    | TeamOrder
    | AidOrder
    | ResponseOrder
    | WarningOrder
    | CareOrder
    | Fetch
    | SupplyOrder
)

# --- facts 事实 -------------------------------------------------------------------------------------------


class IncidentBegan(_Item, frozen=True, tag="ib"):
    """An incident begins and someone calls 警情发生. `work_ms` is the work of exactly the units needed."""

    call: int
    kind: int
    severity: int
    place: int
    node: int
    needs: tuple[tuple[str, int], ...]
    work_ms: int
    process_ms: int


class CallAnswered(_Item, frozen=True, tag="ca"):
    """A call-taker picks up 接听."""

    call: int


class CallTaken(_Item, frozen=True, tag="ct"):
    """Questions are asked, the call is ready to be dispatched 接警完毕."""

    call: int


class CallEnded(_Item, frozen=True, tag="ce"):
    """A call reaches its one end: ``closed``, ``handed_over``, or ``open`` at the horizon 结案."""

    call: int
    stage: str


class UnitChanged(_Item, frozen=True, tag="uc"):
    """A unit changes its status; `node` is where it is or, under way, where it is bound 车组状态改变.

    `crew` is the number of people on it, `eta_ms` the time under way that is expected (0 where it stays),
    `path` the links it means to take (empty where no link of the scenario can close).
    """

    unit: int
    status: str
    node: int
    call: int | None
    crew: int
    eta_ms: int = 0
    path: tuple[int, ...] = ()


class UnitTurned(_Item, frozen=True, tag="ut"):
    """A unit finds a link closed and turns round at `node` 遇阻折返."""

    unit: int
    link: int
    node: int


class FuelChanged(_Item, frozen=True, tag="fc"):
    """Fuel in a unit's tank, in millilitres, after use or refuelling 油量."""

    unit: int
    used_ml: int
    filled_ml: int
    left_ml: int


class RoadCut(_Item, frozen=True, tag="rc"):
    """A link closes 道路中断; `foot` is whether one still passes on foot. It may close for feet later."""

    link: int
    foot: bool = False


class RoadOpened(_Item, frozen=True, tag="ro"):
    """A link opens again 道路抢通."""

    link: int


class MessageSent(_Item, frozen=True, tag="ms"):
    """A message leaves its sender 消息发出; its number is that of this entry."""

    sender: int
    receiver: int
    bearer: str
    body: tuple[Report | Order, ...]


class MessageDelivered(_Item, frozen=True, tag="md"):
    """A message reaches its receiver 消息送达; the cause of this entry is its sending.

    `by` is the bearer that brought it; empty where the network is ideal.
    """

    message: int
    by: str = ""


class MessageLost(_Item, frozen=True, tag="ml"):
    """A message is lost 消息丢失; `reason` in one word."""

    message: int
    reason: str


class OrderGiven(_Item, frozen=True, tag="og"):
    """A person lets a post give an order 人工指令; `address` is that of the post."""

    order: Order
    address: int = DISPATCH_CENTRE


class RunEnded(_Item, frozen=True, tag="end"):
    """The horizon is reached 推演结束; messages still under way are counted."""

    in_flight: int


class MessageTaken(_Item, frozen=True, tag="mt"):
    """A bearer takes a message up 承载接收.

    `via` are the sites that carry it, where it has any: those at its two ends, then those of its talk group.
    """

    message: int
    bearer: str
    via: tuple[int, ...]


class MessageDropped(_Item, frozen=True, tag="mx"):
    """A bearer that had taken a message fails to deliver it 承载失败; the sender tries on."""

    message: int
    bearer: str
    reason: str


class SiteChanged(_Item, frozen=True, tag="sc"):
    """A site comes into service or goes out of it 通信设施状态: `network` is that of `site`."""

    network: str
    site: int
    up: bool
    reason: str


class MainsChanged(_Item, frozen=True, tag="mc"):
    """A township has mains power, or none 市电通断."""

    township: int
    on: bool


class FibreChanged(_Item, frozen=True, tag="fi"):
    """A fibre breaks or is mended 光缆通断."""

    fibre: int
    up: bool


class ReachChanged(_Item, frozen=True, tag="re"):
    """A post can be heard at the dispatch centre by some means quicker than a courier, or cannot 通联."""

    address: int
    up: bool


class TeamChanged(_Item, frozen=True, tag="tc"):
    """A team of emergency communications changes what it does 保障队状态."""

    team: int
    status: str
    node: int


Fact: TypeAlias = (
    IncidentBegan
    | CallAnswered
    | CallTaken
    | CallEnded
    | UnitChanged
    | UnitTurned
    | FuelChanged
    | RoadCut
    | RoadOpened
    | MessageSent
    | MessageDelivered
    | MessageLost
    | RunEnded
    | OrderGiven
    | MessageTaken
    | MessageDropped
    | SiteChanged
    | MainsChanged
    | FibreChanged
    | ReachChanged
    | TeamChanged
    | HazardFact
    | PowerFact
    | CourierMoved
    | CommandChanged
    | RepairFact
    | FirstMinutesFact
    | WaterChanged
    | AidFact
    | ResponseFact
    | PeopleFact
    | SeatFact
    | (MunicipalFact | CareFact | SupportFact | CasualtyFact | SupplyFact)
    | (CapabilityFact | SeismicFact | UtilityFact | OwnStormFact | BasinFact)
)

FACTS: tuple[type[_Item], ...] = (
    IncidentBegan,
    CallAnswered,
    CallTaken,
    CallEnded,
    UnitChanged,
    UnitTurned,
    FuelChanged,
    RoadCut,
    RoadOpened,
    MessageSent,
    MessageDelivered,
    MessageLost,
    RunEnded,
    OrderGiven,
    *(MessageTaken, MessageDropped, SiteChanged, MainsChanged, FibreChanged, ReachChanged, TeamChanged),
    *HAZARD_FACTS,
    *POWER_FACTS,
    CourierMoved,
    CommandChanged,
    *REPAIR_FACTS,
    *FIRST_MINUTES_FACTS,
    WaterChanged,
    *AID_FACTS,
    *RESPONSE_FACTS,
    *PEOPLE_FACTS,
    *SEAT_FACTS,
    *MUNICIPAL_FACTS,
    *CARE_FACTS,
    *SUPPORT_FACTS,
    *(*CASUALTY_FACTS, *SUPPLY_FACTS, *CAPABILITY_FACTS),
    *(InjectStruck, *UAV_FACTS, *SEISMIC_FACTS, *UTILITY_FACTS, *OWN_STORM_FACTS, *POST_FACTS),
    *BASIN_FACTS,
)
"""The kinds of facts, in the order of their codes in a log's index. Append only: a code is for ever."""
