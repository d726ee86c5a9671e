"""A network in which every message travels by a bearer that can fail: PACE plans, retries, expiry."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from sim.comms.bearer import Bearer, Path, Prepare
from sim.comms.member import Member, Parcel, plan_for, precedence_of
from sim.comms.net import Inbox, Stuck
from sim.kernel.clock import Clock
from sim.record.facts import (
    MessageDelivered,
    MessageDropped,
    MessageLost,
    MessageSent,
    MessageTaken,
    Order,
    Report,
    UnitReport,
)
from sim.record.log import Log
from sim.record.message import Letter
from sim.terms.enums import BearerKind, Party, Precedence

_WITHOUT_COURIER = frozenset({Precedence.ROUTINE})
_SUPERSEDED = "superseded"
_GONE = "gone"


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a sender tries 重发规则.

    Attributes
    ----------
    retry_ms
        Until a message is tried again by all means.
    expiry_ms
        Until it is given up.
    tries
        How often all means may fail until the sender looks for help elsewhere.
    """

    retry_ms: int
    expiry_ms: int
    tries: int = 1


class _Means(NamedTuple):
    """A means of a plan, as it is called in the log, its bearer, and two of the things that it does."""

    kind: BearerKind
    word: str
    bearer: Bearer
    path: Callable[[Member, Member], Path | str]
    prepare: Prepare | None


class _Journey(Parcel):
    """One message from its sending to its one end."""

    __slots__ = (
        "by_courier",
        "done",
        "due_ms",
        "expires_ms",
        "is_status",
        "means",
        "near",
        "patience",
        "reason",
        "sent_ms",
        "step",
        "stuck",
        "told",
        "tries",
    )

    def begin(
        self,
        now_ms: int,
        patience: Patience,
        means: list[_Means],
        stuck: Stuck | None,
        told: Stuck | None,
    ) -> None:
        """Say when it was sent, how long its sender tries, by which means, and who is told if that fails."""
        self.sent_ms = now_ms
        self.expires_ms = now_ms + patience.expiry_ms
        self.patience = patience
        self.means = means
        self.stuck, self.told = stuck, told
        self.is_status = len(self.body) == 1 and type(self.body[0]) is UnitReport
        self.tries = self.step = self.due_ms = 0
        self.reason = "no_means"
        self.done = self.by_courier = self.near = False


class BearerNet:
    """Messages by the means that their senders carry, in the order of their plans 通信网.

    A sender tries its means one after the other. Where none carries the message it waits and tries again, at
    once when something came back into service, until the message expires. An urgent message that only a
    courier can carry is given to one, and is tried by quicker means all the while; it is delivered once.

    Parameters
    ----------
    clock, log
        Of the run.
    bearers
        The means there are.
    patience
        Of a sender, by precedence.
    outsider
        Returns the member that stands for the people at a village, who have no address of their own.

    Attributes
    ----------
    members
        Who takes part, by address.
    """

    name = "pace"

    def __init__(
        self,
        clock: Clock,
        log: Log,
        bearers: Mapping[BearerKind, Bearer],
        patience: Callable[[Party, Precedence], Patience],
        outsider: Callable[[int], Member],
    ) -> None:
        self.members: dict[int, Member] = {}
        self._clock = clock
        self._log = log
        self._bearers = bearers
        self._patience = patience
        self._outsider = outsider
        self._inboxes: dict[int, Inbox] = {}
        self._plans: dict[tuple[BearerKind, ...], list[_Means]] = {}
        self._waiting: dict[int, dict[_Journey, None]] = {}
        self._under_way = 0
        self._will_retry = False

    @property
    def in_flight(self) -> int:
        """Messages sent, neither delivered nor lost yet."""
        return self._under_way

    def join(self, address: int, inbox: Inbox, member: Member | None = None) -> None:
        """Let an address receive."""
        self._inboxes[address] = inbox
        if member is not None:
            self.members[address] = member

    def leave(self, address: int) -> None:
        """Let an address receive no more: what is under way to it, or waits to be, will be lost."""
        del self._inboxes[address], self.members[address]

    def inbox(self, address: int) -> Inbox:
        """Return who takes in what comes to an address."""
        return self._inboxes[address]

    def send(
        self,
        sender: int,
        receiver: int,
        body: tuple[Report | Order, ...],
        cause: int | None,
        at: int | None = None,
        stuck: Stuck | None = None,
        told: Stuck | None = None,
    ) -> None:
        """Send a message by whatever carries it.

        Raises
        ------
        KeyError
            If nobody receives at the address.
        """
        now, precedence = self._clock.now, precedence_of(body)
        number = self._log.add(now, MessageSent(sender, receiver, self.name, body), cause)
        one = self.members[sender] if at is None else self._outsider(at)
        journey = _Journey(number, one, self.members[receiver], precedence, body)
        means = self._means(plan_for(body, one.plan))
        journey.begin(now, self._patience(one.kind, precedence), means, stuck, told)
        self._under_way += 1
        self._try(journey)

    def changed(self) -> None:
        """Be told that something came into service: whoever waits tries again, in this millisecond."""
        if not self._will_retry and self._waiting:
            self._will_retry = True
            self._clock.call_after(0, self._retry_all)

    def means_of(self, address: int) -> tuple[str, ...]:
        """Return by what somebody at an address can send, in the order in which it is tried."""
        member = self.members.get(address)
        return () if member is None else tuple(means.word for means in self._means(member.plan))

    # --- one message ---------------------------------------------------------------------------------------

    def _means(self, plan: tuple[BearerKind, ...]) -> list[_Means]:
        """Return the means of a plan that there are."""
        means = self._plans.get(plan)
        if means is None:
            bearers = [self._bearers[kind] for kind in plan if kind in self._bearers]
            means = self._plans[plan] = [_Means(b.kind, b.kind.value, b, b.path, b.prepare) for b in bearers]
        return means

    def _try(self, journey: _Journey) -> None:
        """Try the means of the plan, from where the message stands, until one takes it."""
        sender, receiver, means = journey.sender, journey.receiver, journey.means
        while journey.step < len(means):
            each = means[journey.step]
            journey.step += 1
            if each.kind is BearerKind.COURIER and not self._may_send_courier(journey):
                continue
            path = each.path(sender, receiver)
            if isinstance(path, str):
                journey.reason = path
                if each.prepare is not None:
                    each.prepare(sender)
            elif self._give(journey, each, path):
                return
        self._wait(journey)

    def _may_send_courier(self, journey: _Journey) -> bool:
        """Whether no courier has a message, and there is still time to send one."""
        return not journey.by_courier and self._clock.now < journey.expires_ms

    def _give(self, journey: _Journey, means: _Means, path: Path) -> bool:
        """Give a message to a bearer; whether its sender now waits for what becomes of it, and nothing else.

        Far off a courier goes with what is urgent alone, and other means are tried while one is on the way.
        """
        walks = means.kind is BearerKind.COURIER
        if walks and not path.near and journey.precedence in _WITHOUT_COURIER:
            return False
        if walks:
            journey.by_courier, journey.near = True, path.near
        now, number = self._clock.now, journey.number
        taken = self._log.add(now, MessageTaken(number, means.word, path.via), number)
        means.bearer.carry(journey, path, partial(self._ended, journey, means, taken, now))
        return not walks

    def _ended(self, journey: _Journey, means: _Means, taken: int, begun_ms: int, reason: str | None) -> None:
        """Take note of how a bearer fared that took a message at an entry of the log and a time."""
        now = self._clock.now
        power = journey.sender.carries.get(means.kind)
        if power is not None:
            power.send(now, now - begun_ms)
        if journey.done:
            return  # it was delivered by other means, or given up, meanwhile
        if reason is None:
            self._deliver(journey, means)
            return
        self._log.add(now, MessageDropped(journey.number, means.word, reason), taken)
        journey.reason = reason
        if means.kind is BearerKind.COURIER:
            journey.by_courier = journey.near = False  # it waits or is under way, and will be tried again
        else:
            self._try(journey)

    def _deliver(self, journey: _Journey, by: _Means) -> None:
        number, inbox = journey.number, self._inboxes.get(journey.receiver.address)
        if inbox is None:
            self._lose(journey, _GONE)
            return
        self._finish(journey)
        seq = self._log.add(self._clock.now, MessageDelivered(number, by.word), number)
        if journey.told is not None and by.kind is not BearerKind.COURIER:
            journey.told()
        inbox(Letter(journey.sender.address, journey.sent_ms, seq, journey.body))

    def _lose(self, journey: _Journey, reason: str) -> None:
        self._finish(journey)
        number = journey.number
        self._log.add(self._clock.now, MessageLost(number, reason), number)

    def _finish(self, journey: _Journey) -> None:
        journey.done = True
        self._under_way -= 1
        if journey.tries:  # else it has never waited
            self._waiting[journey.sender.address].pop(journey, None)

    # --- those that wait -----------------------------------------------------------------------------------

    def _wait(self, journey: _Journey) -> None:
        """Keep a message that no means carries now until it is time to try again, or give it up."""
        journey.step, journey.tries = 0, journey.tries + 1
        waiting = self._waiting.setdefault(journey.sender.address, {})
        if self._is_given_up(journey):
            self._lose(journey, journey.reason)
        elif journey.is_status and self._is_superseded(journey, waiting):
            self._lose(journey, _SUPERSEDED)
        else:
            waiting[journey] = None
            self._set_alarm(journey)
        if journey.stuck is not None and _is_stuck(journey):
            stuck, journey.stuck = journey.stuck, None
            stuck()

    def _is_given_up(self, journey: _Journey) -> bool:
        """Whether it is time to give a message up; a unit's last status is told until a newer one is."""
        late = self._clock.now >= journey.expires_ms
        return late and not journey.by_courier and not journey.is_status

    def _set_alarm(self, journey: _Journey) -> None:
        """Let a message be tried again in time; one that a courier has outlives its own."""
        now, delay_ms = self._clock.now, journey.patience.retry_ms
        if journey.expires_ms > now:
            delay_ms = min(delay_ms, journey.expires_ms - now)
        journey.due_ms = now + delay_ms
        self._clock.call_after(delay_ms, partial(self._ring, journey))

    def _ring(self, journey: _Journey) -> None:
        """Try a message again, unless it was tried since this alarm was set."""
        waiting = self._waiting[journey.sender.address]
        if journey in waiting and journey.due_ms <= self._clock.now:
            self._try_again(journey, waiting)

    def _is_superseded(self, journey: _Journey, waiting: Iterable[_Journey]) -> bool:
        """Let the last status of a unit to a receiver alone wait; return whether that is another one."""
        for other in [each for each in waiting if each.is_status]:
            if other.receiver is journey.receiver:
                if other.number > journey.number:
                    return True
                self._lose(other, _SUPERSEDED)
        return False

    def _try_again(self, journey: _Journey, waiting: dict[_Journey, None]) -> None:
        del waiting[journey]
        if journey.receiver.address in self._inboxes:
            self._try(journey)
        else:
            self._lose(journey, _GONE)

    def _retry_all(self) -> None:
        """Try all that wait; what one of them brings about may end others, or let new ones wait."""
        self._will_retry = False
        for address in sorted(self._waiting):
            waiting = self._waiting[address]
            for journey in [*waiting]:
                if journey in waiting:
                    self._try_again(journey, waiting)


def _is_stuck(journey: _Journey) -> bool:
    """Whether all means have failed as often as the sender bears; a runner in the same place will do."""
    return journey.done or (journey.tries >= journey.patience.tries and not journey.near)
