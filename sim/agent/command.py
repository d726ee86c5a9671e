"""A post that decides: what it knows, who decides for it, and the orders that it gives."""

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property, partial
from itertools import product
from typing import Any, Protocol

import mesa

from sim.agent.context import Context
from sim.agent.seats.hand import Hand
from sim.agent.seats.holding import Command
from sim.kernel.clock import Watchdog
from sim.picture import Picture
from sim.record.aid import AID_ORDERS
from sim.record.capability import NeedReport
from sim.record.casualties import Fetch
from sim.record.facts import UNIT_ORDERS, Deploy, HandOver, Order, RoadReport, RollCall
from sim.record.headquarters import StandDown
from sim.record.message import Letter
from sim.record.posts import Relayed
from sim.record.repair import DamageReport, WorkOrder
from sim.record.supplies import SUPPLY_ORDERS
from sim.record.support import TruckOrder
from sim.record.uav import UavOrder
from sim.terms.errors import SanduanError
from sim.terms.ids import PUBLIC, Address, Band, UnitId, unit_address

_RESTLESS = 2_000


class RestlessPolicy(SanduanError):
    """A policy that never comes to rest would hold the clock for ever."""


class Decider(Protocol):
    """Whoever decides for a post: a policy, or a person 决策者."""

    def decide(self, picture: Picture) -> Iterable[Order]:
        """Return the orders to give now; each is in the picture before the next is asked for."""
        ...


class CommandPost(mesa.Agent):  # type: ignore[misc]  # mesa is untyped
    """A post with a picture and somebody who decides from it 指挥所.

    Whenever a message changes the picture, the policy decides once, after all messages of that millisecond.
    An order that finds no means to its receiver leaves a mark in the picture: that one is out of contact.
    Units that are marked so without an order of their own are asked how they stand, and asked again as long
    as they do not answer: the first means that is back brings their answer.

    Parameters
    ----------
    address
        Of the post.
    context
        Of the world.
    policies
        Who decides, one after the other, each about things of its own.

    Attributes
    ----------
    last_cause
        Entry of the log from which the next decision follows.
    partners
        Other posts that decide, with which it shares what it is told of the roads.
    manned
        Whether a person decides for it, and the policy rests.
    hands
        What a person may order besides, by kind.
    returns
        Told when the seat is handed back, besides the policy: whoever else rests while somebody sits there.
    command
        Returns what it knows of command, where it is one of two posts that lead in turn; None elsewhere.
    """

    usual: frozenset[type] = frozenset()
    """Kinds of orders that its policies always give."""

    def __init__(self, model: Any, address: Address, context: Context, *policies: Decider) -> None:
        super().__init__(model)
        self.address = address
        self.last_cause: int | None = None
        self.partners: tuple[Address, ...] = ()
        self.manned = False
        self.hands: dict[type, Hand] = {}
        self.returns: list[Callable[[int], None]] = []
        self.command: Callable[[], Command] | None = None
        self._context = context
        self._deciders = list(policies)
        self._passed: set[tuple[int | None, int]] | None = None
        self._will_decide = False
        self._decided_ms, self._decisions = -1, 0
        self._ask_again = Watchdog(context.clock, self._ask_the_silent)

    @cached_property
    def _alarm_clock(self) -> Watchdog:
        return Watchdog(self._context.clock, lambda: self.think(self.last_cause))

    @cached_property
    def picture(self) -> Picture:
        """What the post knows."""
        return Picture(self.address)

    def issue(self, order: Order, cause: int | None) -> None:
        """Give an order."""
        self.picture.now_ms = self._context.clock.now
        self.picture.note(order)
        self._context.net.send(
            self.address, self._through(order), (order,), cause, stuck=partial(self._find_missing, order)
        )

    def _through(self, order: Order) -> Address:
        """Return to whom an order goes: one for a team that is led through a post, to that post."""
        led = self._context.led.get(order.team) if isinstance(order, WorkOrder) else None
        return _receiver(order) if led in (None, self.address) else led

    def decide(self) -> None:
        """Let the policy decide from the picture as it is now.

        Raises
        ------
        RestlessPolicy
            If it gives orders without end in one millisecond.
        """
        if self.manned:
            self._will_decide = False
            return
        now = self._context.clock.now
        self._decisions = self._decisions + 1 if now == self._decided_ms else 0
        if self._decisions > _RESTLESS:
            raise RestlessPolicy(f"the policy goes on giving orders at {now} ms: each brings about the next")
        self._will_decide, self._decided_ms = False, now
        self.picture.now_ms = now
        for policy in self._deciders:
            for order in policy.decide(self.picture):
                self.issue(order, self.last_cause)
        self._look_again()

    def _look_again(self) -> None:
        """Let policies decide once more when the first of them wants to, though nothing is heard."""
        wanted = [look_again_ms(policy, self.picture) for policy in self._deciders]
        at_ms = min((each for each in wanted if each is not None), default=None)
        if at_ms is not None:
            self._alarm_clock.set(max(1, at_ms - self._context.clock.now))

    def also(self, policy: Decider) -> None:
        """Let somebody else decide as well, about other things."""
        self._deciders.append(policy)

    @property
    def deciders(self) -> list[Decider]:
        """Who decides, in order."""
        return self._deciders

    def can_give(self, order: Order) -> bool:
        """Whether the post can give an order: it leads, or need not, and knows of what the order speaks."""
        hand = self.hands.get(type(order))
        by_hand = hand is not None and (self.leads or hand.stands_by) and hand.can(self.picture, order)
        return by_hand or (self.leads and self.knows(order))

    @property
    def leads(self) -> bool:
        """Whether nobody else leads in its place, as far as it knows."""
        return self.command is None or self.command().leads

    def knows(self, order: Order) -> bool:
        """Whether an order that its policies give speaks of what there is, as far as it knows."""
        return False

    def gives(self, kind: type) -> bool:
        """Whether orders of a kind are given here at all."""
        return kind in self.usual or kind in self.hands

    def obey(self, order: Order, cause: int) -> None:
        """Give an order that a person has decided, where it can be given, and let the policy think about it.

        What `can_give` denies is not given.
        """
        if self.can_give(order):
            self.picture.now_ms = self._context.clock.now
            hand = self.hands.get(type(order))
            (self.issue if hand is None or hand.give is None else hand.give)(order, cause)
            self.think(cause)

    def seat(self, taken: bool, cause: int) -> None:
        """Let a person decide from now on, or the policy again, which looks at once at what there is."""
        self.manned = taken
        if not taken:
            self.think(cause)
            for look in self.returns:
                look(cause)

    def learn(self, letter: Letter) -> None:
        """Bring the picture up to date, and think about it if it changed."""
        self.picture.now_ms = self._context.clock.now
        if self.picture.learn(letter):
            self.think(letter.seq)

    def supervise(self, wrap: Callable[[Decider], Decider]) -> None:
        """Let somebody stand between the picture and whoever decides first."""
        self._deciders[0] = wrap(self._deciders[0])

    def pass_on_roads(self, letter: Letter, listeners: Iterable[Address]) -> None:
        """Tell partners, and others who listen, what a message tells of the roads; but not who told it."""
        reports = [item for item in letter.body if isinstance(item, RoadReport)]
        if reports:
            receivers = [address for address in (*self.partners, *listeners) if address != letter.sender]
            origins = [(report, self._origin(letter, report.link)) for report in reports]
            for (report, origin), address in product(origins, receivers):
                if origin is not None:
                    self._context.net.send(self.address, address, (report, *origin), letter.seq)

    def pass_on_damage(self, letter: Letter) -> None:
        """Tell partners what a message tells of damage, and of capabilities needed; but not who told it."""
        damage = tuple(item for item in letter.body if isinstance(item, DamageReport | NeedReport))
        origin = self._origin(letter, None) if damage and self.partners else None
        if origin is not None:
            for address in self.partners:
                if address != letter.sender:
                    self._context.net.send(self.address, address, (*damage, *origin), letter.seq)

    def number_words(self) -> None:
        """Pass each word on once, by the number of the message that told it first: among three it goes round.

        All who share words with one another must do so.
        """
        self._passed = set()

    def _origin(self, letter: Letter, link: int | None) -> tuple[Relayed, ...] | None:
        """Return what goes along with a word of a road, or of damage; None where it was passed on before.

        The roads of one message are passed on one by one: each has its own word under the same number.
        """
        if self._passed is None:
            return ()
        told = (item.number for item in letter.body if type(item) is Relayed)
        key = (link, next(told, letter.seq))
        if key in self._passed:
            return None
        self._passed.add(key)
        return (Relayed(key[1]),)

    def think(self, cause: int | None) -> None:
        """Let the policy decide once all has happened that happens now."""
        self.last_cause = cause
        if not self._will_decide:
            self._will_decide = True
            self._context.clock.call_after(0, self.decide)

    def _find_missing(self, order: Order) -> None:
        """Learn that the receiver of an order cannot be raised now; the order is tried on all the same."""
        self.picture.now_ms = self._context.clock.now
        before = self.picture.silent
        if self.picture.miss(order):
            self.think(self.last_cause)
        new = [unit for unit in self.picture.silent if unit not in before]
        if new:
            self._ask(new)
            self._ask_again.set(self._context.scenario.bearers.expiry_routine.ms)

    def _ask_the_silent(self) -> None:
        """Ask all who are silent, and look after a while who still is."""
        silent = self.picture.silent
        self._ask(silent)
        if silent:
            self._ask_again.set(self._context.scenario.bearers.expiry_routine.ms)

    def _ask(self, units: Sequence[int]) -> None:
        """Call the roll of units; those to which an order is on its way will say how they stand anyway."""
        now, expiry_ms = self._context.clock.now, self._context.scenario.bearers.expiry.ms
        for unit in units:
            view = self.picture.units[unit]
            if view.order is None or now - view.ordered_ms >= expiry_ms:
                address = unit_address(UnitId(unit))
                self._context.net.send(self.address, address, (RollCall(),), self.last_cause)


def look_again_ms(policy: Decider, picture: Picture) -> int | None:
    """Return when a policy wants to decide again though nothing is heard, in ms; None where it need not.

    Whoever stands before a policy and keeps it from deciding must not pass this on meanwhile: what is due
    and not done would be due again at once, without end.
    """
    when = getattr(policy, "look_again_ms", None)
    at_ms: int | None = None if when is None else when(picture)
    return at_ms


def _receiver(order: Order) -> Address:
    """Return to whom an order goes."""
    if isinstance(order, HandOver):
        return PUBLIC
    if isinstance(order, Deploy):
        return Band.COMMS_TEAM.address(order.team)
    if isinstance(order, WorkOrder | StandDown):
        return Band.CREW.address(order.team)
    if isinstance(order, UavOrder | TruckOrder):
        return _supporting(order)
    if isinstance(order, (*AID_ORDERS, Fetch, *SUPPLY_ORDERS)):
        return Address(order.to)
    assert isinstance(order, UNIT_ORDERS), "other orders are sent by those who give them"
    return unit_address(UnitId(order.unit))


def _supporting(order: TruckOrder | UavOrder) -> Address:
    """Return to which truck or UAV an order goes."""
    if isinstance(order, UavOrder):
        return Band.UAV.address(order.uav)
    return Band.TRUCK.address(order.truck)
