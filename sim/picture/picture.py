"""The picture of one post: built from messages delivered to it and from its own orders, and nothing else.

This is the one idea of the program. A policy and a human player decide from a `Picture`; what no message
has told is not in it, and what an old message has told is in it as it was then.
"""

from bisect import insort
from collections.abc import Callable

from sim.picture.aid import Aid
from sim.picture.boards import PASSED, TOLD, Boards
from sim.picture.views import CallView, TeamView, TownView, UnitView
from sim.record.aid import AID_ORDERS, AID_REPORTS, AidOrder, AidReport, DeploymentStatus, ReleaseResource
from sim.record.casualties import Fetch
from sim.record.facts import (
    UNIT_ORDERS,
    CallOver,
    CallReport,
    Deploy,
    Dispatch,
    HandOver,
    MoveUp,
    Order,
    Recall,
    ReliefWanted,
    RoadReport,
    RollCall,
    Serving,
    SituationReport,
    SizeUp,
    TeamReport,
    UnitOrder,
    UnitReport,
)
from sim.record.first_minutes import FirstLook, LocalAlarm
from sim.record.headquarters import StandDown
from sim.record.message import Letter
from sim.record.people import WarningAck, WarningOrder
from sim.record.repair import CrewReport, DamageReport, WorkOrder
from sim.record.seat_facts import Word
from sim.record.standby import CentreWatch
from sim.record.supplies import SUPPLY_ORDERS
from sim.record.support import TruckOrder
from sim.record.uav import UavOrder
from sim.terms.enums import UnitStatus

STANDS_READY = frozenset({UnitStatus.IN_QUARTERS.value, UnitStatus.STANDING_BY.value})
"""Statuses in which a unit waits for orders at a station."""
ON_ITS_WAY_FREE = frozenset({UnitStatus.RETURNING.value, UnitStatus.MOVING_UP.value})
"""Statuses in which a unit is under way and serves no call."""

_STRANDED = UnitStatus.STRANDED.value
_ON_ITS_WAY_TO_A_CALL = frozenset(
    {UnitStatus.TURNING_OUT.value, UnitStatus.EN_ROUTE.value, UnitStatus.STRANDED.value}
)


class Picture(Boards):
    """What one post knows now 态势图.

    Attributes
    ----------
    now_ms
        The time at which the post looks at it.
    calls
        Open calls by number, in the order in which the post heard of them.
    turnover
        Counts the calls that came to `calls` and went from it.
    units
        Every unit that has ever reported.
    available
        Units that stand ready, by the node where they said they are, in id order.
    under_way
        Units that said they are under way and serve no call.
    closed
        Links that the post has been told are closed for vehicles.
    closed_on_foot
        Those of them that it has been told nobody passes on foot either.
    orphans
        Units on their way to a call that is over, with that call.
    heard
        When each address sent the last message that reached this post: who is long silent is out of contact.
    teams, towns
        Teams of emergency communications, and townships, that have reported.
    aid
        Mutual aid: requests, and units on loan.
    """

    def __init__(self, owner: int) -> None:
        super().__init__()
        self.owner = owner
        self.now_ms = 0
        self.calls: dict[int, CallView] = {}
        self.turnover = 0
        self.units: dict[int, UnitView] = {}
        self.available: dict[int, list[int]] = {}
        self.under_way: dict[int, UnitView] = {}
        self.closed: frozenset[int] = frozenset()
        self.closed_on_foot: frozenset[int] = frozenset()
        self.orphans: dict[int, int] = {}
        self.heard: dict[int, int] = {}
        self.teams: dict[int, TeamView] = {}
        self.towns: dict[int, TownView] = {}
        self.aid = Aid(owner)
        self._over_calls: set[int] = set()
        self._strays: dict[int, dict[int, UnitView]] = {}
        self._looked: dict[int, tuple[tuple[tuple[str, int], ...], int]] = {}
        self._ready_at: dict[int, int] = {}
        self._road_ms: dict[int, int] = {}

    @property
    def silent(self) -> list[int]:
        """Units to which an order found no means, or that shared terminals with such a unit, in id order."""
        return [unit for unit in sorted(self.units) if self.units[unit].silent]

    def age_ms(self, unit: int) -> int:
        """Return how long ago a unit said what is known of it."""
        return self.now_ms - self.units[unit].told_ms

    def road_told_ms(self, link: int) -> int:
        """Return when what is known of a link was said; 0 where nothing was."""
        return self._road_ms.get(link, 0)

    def awaits(self, call: int) -> bool:
        """Whether the post has not yet taken in a call of which word may have come."""
        return call not in self.calls and call not in self._over_calls

    def learn(self, letter: Letter) -> bool:
        """Take in a delivered message.

        Returns
        -------
        bool
            Whether it changes anything that a decision may hang on.
        """
        changed = False
        self.heard[letter.sender] = max(letter.sent_ms, self.heard.get(letter.sender, 0))
        for item in letter.body:
            changed |= _LEARN[type(item)](self, item, letter.sent_ms)
        return changed

    def note(self, order: Order) -> None:
        """Remember an order that the post itself gives now."""
        if isinstance(order, HandOver):
            self._close(order.call)
        elif isinstance(order, Deploy):
            team = self.teams.setdefault(order.team, TeamView(order.team, "", order.node, self.now_ms))
            team.township, team.ordered_ms, team.silent = order.township, self.now_ms, False
        elif isinstance(order, WorkOrder):
            self.repairs.note(order, self.now_ms)
        elif isinstance(order, TruckOrder):
            self.support.note(order, self.now_ms)
        elif isinstance(order, AID_ORDERS):
            self.aid.note(order, self.now_ms)
            if type(order) is ReleaseResource and order.unit not in self.aid.lent:
                self.forget(order.unit)
        elif isinstance(order, UNIT_ORDERS):
            self._note_unit(order)
        else:
            self._note_relief(order)

    def _note_relief(self, order: Order) -> None:
        if isinstance(order, StandDown):
            self.repairs.stand_down(order)
        elif isinstance(order, UavOrder):
            self.uavs.note(order, self.now_ms)
        elif isinstance(order, Fetch):
            self.care.note(order, self.now_ms)
        elif isinstance(order, SUPPLY_ORDERS):
            self.supplies.note(order, self.now_ms)

    def miss(self, order: Order) -> bool:
        """Remember that an order found no means to its receiver; whether a decision may hang on it.

        All units that were said to stand ready in the same place share its terminals: they are silent too.
        """
        if isinstance(order, Deploy):
            return self._miss_team(order)
        if isinstance(order, WorkOrder):
            return self.repairs.miss(order)
        if isinstance(order, TruckOrder):
            return self.support.miss(order)
        view = self.units.get(order.unit) if isinstance(order, UNIT_ORDERS) else None
        if view is None or view.order is not order:
            return False
        there = list(self.available.get(view.node, ())) if view.status in STANDS_READY else []
        for unit in [view.unit, *there]:
            self._silence(self.units[unit])
        return True

    def _miss_team(self, order: Deploy) -> bool:
        """Count on a team no more until it is heard."""
        self.teams[order.team].silent = True
        return True

    def _silence(self, view: UnitView) -> None:
        """Count on a unit no more until it is heard."""
        view.silent = True
        self._list(view)
        if view.call in self.calls:
            self._free_those_it_relieves(self.calls[view.call], view.unit)

    def _note_unit(self, order: UnitOrder) -> None:
        """Remember an order to a unit."""
        view = self.units[order.unit]
        self.orphans.pop(order.unit, None)
        view.order, view.ordered_ms = order, self.now_ms
        self._serve(view, order.call if isinstance(order, Dispatch) else None)
        self._list(view)
        if isinstance(order, Dispatch) and order.relieves is not None and order.call in self.calls:
            self._weary_of(self.calls[order.call])[order.relieves] = order.unit

    # What follows is one function for each thing that a message can say.

    def _call(self, item: CallReport, sent_ms: int) -> bool:
        if item.call in self.calls or item.call in self._over_calls:
            return False  # the same word by another way, or of what is over
        call = CallView(item.call, item.kind, item.place, item.node, sent_ms)
        call.units = self._strays.pop(item.call, {})
        call.needs, call.sized_ms = self._looked.pop(item.call, (None, 0))
        self.calls[item.call] = call
        self.turnover += 1
        return True

    def _unit(self, item: UnitReport, sent_ms: int) -> bool:
        view = self.units.get(item.unit)
        if sent_ms <= self.aid.gone.get(item.unit, -1):
            return False  # an older word of a unit that is on loan no more
        if view is None:
            view = self.units[item.unit] = UnitView(item.unit, item.status, item.node, None, sent_ms)
        elif sent_ms < view.told_ms:
            return False  # an older word that was overtaken
        view.status, view.node, view.told_ms, view.silent = item.status, item.node, sent_ms, False
        if item.call is None and self.orphans:
            self.orphans.pop(item.unit, None)
        if view.order is not None and sent_ms >= view.ordered_ms:
            view.order = None
        moved = self._serve(view, item.call if view.order is None else view.call)
        listed = self._list(view)
        return self._is_orphan(view) or listed or moved or item.status == _STRANDED

    def _is_orphan(self, view: UnitView) -> bool:
        """Note that a unit is on its way to a call that is over, without having heard so; whether it is."""
        lost = view.order is None and view.call in self._over_calls and view.status in _ON_ITS_WAY_TO_A_CALL
        if lost:
            assert view.call is not None
            self.orphans[view.unit] = view.call
        return lost

    def _size(self, item: SizeUp, sent_ms: int) -> bool:
        call = self.calls.get(item.call)
        if call is None or call.needs == item.needs or sent_ms < call.sized_ms:
            return False
        call.needs, call.sized_ms = item.needs, sent_ms
        call.changes += 1
        return True

    def _over(self, item: CallOver, sent_ms: int) -> bool:
        call, strays = self._close(item.call), self._strays.pop(item.call, {})
        for unit, view in (strays if call is None else call.units).items():
            if view.order is not None or view.status in _ON_ITS_WAY_TO_A_CALL:
                self.orphans[unit] = item.call
        return call is not None or bool(strays)

    def _weary(self, item: ReliefWanted, sent_ms: int) -> bool:
        call, view = self.calls.get(item.call), self.units.get(item.unit)
        if call is None or view is None or sent_ms < view.told_ms:
            return False
        self._weary_of(call).setdefault(item.unit, None)
        return True

    def _look(self, item: FirstLook, sent_ms: int) -> bool:
        """Take in what neighbours saw of a call; what comes before word of the call itself is kept for it."""
        if item.call not in self.calls:
            self._looked.setdefault(item.call, (item.needs, sent_ms))
            return False
        return self._size(SizeUp(item.call, item.needs), sent_ms)

    def _alarm(self, item: LocalAlarm, sent_ms: int) -> bool:
        return False  # it is for those who go; a post that decides does not hang on it

    def _ack(self, item: WarningAck, sent_ms: int) -> bool:
        self.warnings.learn(item, sent_ms)
        return False

    def _road(self, item: RoadReport, sent_ms: int) -> bool:
        if sent_ms < self._road_ms.get(item.link, 0):
            return False  # an older word that was overtaken
        self._road_ms[item.link] = sent_ms
        known, link = item.link in self.closed, {item.link}
        self.closed = self.closed | link if item.closed else self.closed - link
        shut = item.closed and not item.foot
        self.closed_on_foot = self.closed_on_foot | link if shut else self.closed_on_foot - link
        return known != item.closed

    def _serving(self, item: Serving, sent_ms: int) -> bool:
        """Take in what others know of units, as old as it is."""
        news = [
            self._unit(UnitReport(unit, status, node, item.call), told_ms)
            for unit, status, node, told_ms in item.units
        ]
        return any(news)

    def _situation(self, item: SituationReport, sent_ms: int) -> bool:
        town = self.towns.get(item.township)
        if town is None or sent_ms >= town.told_ms:
            self.towns[item.township] = TownView(item.township, item.calls, sent_ms)
        return False

    def _team(self, item: TeamReport, sent_ms: int) -> bool:
        view = self.teams.setdefault(item.team, TeamView(item.team, item.status, item.node, sent_ms))
        if sent_ms >= view.told_ms:
            view.status, view.node, view.told_ms, view.silent = item.status, item.node, sent_ms, False
        return False

    def _damage(self, item: DamageReport, sent_ms: int) -> bool:
        return self.repairs.learn_damage(item, sent_ms)

    def _asked(self, item: WorkOrder, sent_ms: int) -> bool:
        return self.repairs.ask(item, sent_ms)

    def _crew(self, item: CrewReport, sent_ms: int) -> bool:
        return self.repairs.learn_crew(item, sent_ms)

    def _aid(self, item: AidOrder | AidReport, sent_ms: int) -> bool:
        if type(item) is DeploymentStatus and self.aid.has_left(item):
            self.forget(item.unit)
        return self.aid.learn(item, sent_ms)

    def forget(self, unit: int) -> None:
        """Count no more on a unit of others: it is on loan no more, or was released."""
        view = self.units.pop(unit, None)
        if view is not None:
            view.silent = True
            self._serve(view, None)
            self._list(view)
            self.orphans.pop(unit, None)

    def _order(self, item: Order | Word | CentreWatch, sent_ms: int) -> bool:
        return False  # an order to the post itself, or free words; nothing is told by it

    def _serve(self, view: UnitView, call: int | None) -> bool:
        """Let a unit serve a call, or none; whether the post believed otherwise."""
        moved = view.call != call
        if moved:
            if view.call in self.calls:
                self._lose(self.calls[view.call], view.unit)
            elif view.call in self._strays:
                self._strays[view.call].pop(view.unit, None)
            view.call = call
        if call in self.calls:
            served = self.calls[call]
            served.units[view.unit] = view
            served.changes += 1
        elif call is not None and call not in self._over_calls:
            self._strays.setdefault(call, {})[view.unit] = (
                view  # it serves a call that the post has not heard of
            )
        return moved

    def _lose(self, call: CallView, unit: int) -> None:
        """Take a unit from a call."""
        call.units.pop(unit, None)
        call.weary.pop(unit, None)
        self._free_those_it_relieves(call, unit)

    def _free_those_it_relieves(self, call: CallView, unit: int) -> None:
        """Let nobody at a call wait any longer to be relieved by a unit."""
        call.changes += 1
        for tired, reliever in call.weary.items():
            if reliever == unit:
                call.weary[tired] = None

    def _weary_of(self, call: CallView) -> dict[int, int | None]:
        """Return the units that want relief, in order to change them."""
        call.changes += 1
        return call.weary

    def _close(self, call: int) -> CallView | None:
        """Take a call from the open ones, if it is one of them."""
        self.turnover += 1
        self._over_calls.add(call)
        return self.calls.pop(call, None)

    def _list(self, view: UnitView) -> bool:
        """Keep a unit in the list in which a policy looks for it; whether it was in one or is now."""
        unit, was_free = view.unit, True
        if unit in self._ready_at:
            self._unlist(unit)
        elif unit in self.under_way:
            del self.under_way[unit]
        else:
            was_free = False
        if view.order is None and view.call is None and not view.silent:
            if view.status in STANDS_READY:
                insort(self.available.setdefault(view.node, []), unit)
                self._ready_at[unit] = view.node
                return True
            if view.status in ON_ITS_WAY_FREE:
                self.under_way[unit] = view
                return True
        return was_free

    def _unlist(self, unit: int) -> None:
        """Take a unit from those that stand ready."""
        node = self._ready_at.pop(unit)
        here = self.available[node]
        here.remove(unit)
        if not here:
            del self.available[node]


_LEARN: dict[type, Callable[..., bool]] = {
    CallReport: Picture._call,
    UnitReport: Picture._unit,
    SizeUp: Picture._size,
    CallOver: Picture._over,
    ReliefWanted: Picture._weary,
    RoadReport: Picture._road,
    Dispatch: Picture._order,
    Recall: Picture._order,
    MoveUp: Picture._order,
    HandOver: Picture._order,
    Deploy: Picture._order,
    RollCall: Picture._order,
    SituationReport: Picture._situation,
    TeamReport: Picture._team,
    Serving: Picture._serving,
    DamageReport: Picture._damage,
    CrewReport: Picture._crew,
    WorkOrder: Picture._asked,
    FirstLook: Picture._look,
    LocalAlarm: Picture._alarm,
    **dict.fromkeys((*AID_ORDERS, *AID_REPORTS), Picture._aid),
    WarningOrder: Picture._order,
    WarningAck: Picture._ack,
    Word: Picture._order,
    **dict.fromkeys(PASSED, Picture._order),
    **TOLD,
}
