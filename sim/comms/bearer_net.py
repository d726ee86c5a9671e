"""A network in which every message travels by a bearer that can fail: PACE plans, retries, expiry."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from sim.comms.bearer import Bearer, Path
from sim.comms.member import Member, Parcel, precedence_of, text_bits
from sim.comms.net import Inbox, Stuck
from sim.kernel.clock import Clock, Watchdog
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


class _Journey:
    """One message from its sending to its one end."""

    __slots__ = (
        "body",
        "by_courier",
        "done",
        "expires_ms",
        "near",
        "parcel",
        "patience",
        "reason",
        "sent_ms",
        "step",
        "stuck",
        "told",
        "tries",
        "trying",
    )

    def __init__(
        self,
        parcel: Parcel,
        body: tuple[Report | Order, ...],
        sent_ms: int,
        patience: Patience,
        stuck: Stuck | None,
        told: Stuck | None,
    ) -> None:
        self.parcel = parcel
        self.body = body
        self.sent_ms = sent_ms
        self.patience = patience
        self.expires_ms = sent_ms + patience.expiry_ms
        self.stuck = stuck
        self.told = told
        self.tries = 0
        self.step = 0
        self.reason = "no_means"
        self.done = False
        self.trying = False
        self.by_courier = False
        self.near = False


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
        self._waiting: dict[int, list[_Journey]] = {}
        self._alarms: dict[int, Watchdog] = {}
        self._rings_ms: dict[int, int] = {}
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
        parcel = Parcel(number, one, self.members[receiver], precedence, text_bits(body))
        patience = self._patience(one.kind, precedence)
        self._under_way += 1
        self._try(_Journey(parcel, body, now, patience, stuck, told))

    def changed(self) -> None:
        """Be told that something came into service: whoever waits tries again, in this millisecond."""
        if not self._will_retry and self._waiting:
            self._will_retry = True
            self._clock.call_after(0, self._retry_all)

    # --- one message ---------------------------------------------------------------------------------------

    def _try(self, journey: _Journey) -> None:
        """Try the means of the plan, from where the message stands, until one takes it."""
        parcel, plan = journey.parcel, journey.parcel.sender.plan
        journey.trying = True
        while journey.step < len(plan):
            kind = plan[journey.step]
            journey.step += 1
            bearer = self._bearers.get(kind)
            if bearer is None or (kind is BearerKind.COURIER and journey.by_courier):
                continue
            path = bearer.path(parcel.sender, parcel.receiver)
            if isinstance(path, str):
                journey.reason = path
                bearer.prepare(parcel.sender)
            elif self._take(journey, bearer, path):
                return
        self._wait(journey)

    def _take(self, journey: _Journey, bearer: Bearer, path: Path) -> bool:
        """Give a message to a bearer; whether its sender now waits for what becomes of it, and nothing else.

        Far off a courier goes with what is urgent alone, and other means are tried while one is on the way.
        """
        parcel, kind, now = journey.parcel, bearer.kind, self._clock.now
        walks = kind is BearerKind.COURIER
        if walks and not path.near and parcel.precedence in _WITHOUT_COURIER:
            return False
        if walks:
            journey.by_courier, journey.near = True, path.near
        taken = self._log.add(now, MessageTaken(parcel.number, kind.value, path.via), parcel.number)
        bearer.carry(parcel, path, partial(self._ended, journey, kind, (taken, now)))
        return not walks

    def _ended(self, journey: _Journey, kind: BearerKind, taken: tuple[int, int], reason: str | None) -> None:
        """Take note of how a bearer fared that took a message at an entry of the log and a time."""
        now, parcel = self._clock.now, journey.parcel
        power = parcel.sender.carries.get(kind)
        if power is not None:
            power.send(now, now - taken[1])
        if journey.done:
            return  # it was delivered by other means, or given up, meanwhile
        if reason is None:
            self._deliver(journey, kind)
            return
        self._log.add(now, MessageDropped(parcel.number, kind.value, reason), taken[0])
        if kind is BearerKind.COURIER:
            journey.by_courier = journey.near = False
            return  # it waits, and will be tried again
        journey.reason = reason
        self._try(journey)

    def _deliver(self, journey: _Journey, by: BearerKind) -> None:
        parcel = journey.parcel
        self._finish(journey)
        seq = self._log.add(self._clock.now, MessageDelivered(parcel.number, by.value), parcel.number)
        if journey.told is not None and by is not BearerKind.COURIER:
            journey.told()
        receiver = parcel.receiver.address
        self._inboxes[receiver](Letter(parcel.sender.address, journey.sent_ms, seq, journey.body))

    def _lose(self, journey: _Journey, reason: str) -> None:
        self._finish(journey)
        number = journey.parcel.number
        self._log.add(self._clock.now, MessageLost(number, reason), number)

    def _finish(self, journey: _Journey) -> None:
        journey.done, journey.trying = True, False
        self._under_way -= 1
        waiting = self._waiting.get(journey.parcel.sender.address, ())
        if journey in waiting:
            self._waiting[journey.parcel.sender.address].remove(journey)

    # --- those that wait -----------------------------------------------------------------------------------

    def _wait(self, journey: _Journey) -> None:
        """Keep a message that no means carries now, and wake its sender when it is time to try again."""
        journey.trying, journey.step, journey.tries = False, 0, journey.tries + 1
        sender = journey.parcel.sender
        if self._is_given_up(journey):
            self._lose(journey, journey.reason)
        else:
            waiting = self._waiting.setdefault(sender.address, [])
            self._supersede(waiting, journey)
            waiting.append(journey)
            self._set_alarm(sender.address, journey)
        if journey.stuck is not None and self._is_stuck(journey):
            stuck, journey.stuck = journey.stuck, None
            stuck()

    def _is_given_up(self, journey: _Journey) -> bool:
        """Whether it is time to give a message up; a unit's last status is told until a newer one is."""
        late = self._clock.now >= journey.expires_ms
        return late and not journey.by_courier and not _is_status(journey.body)

    def _is_stuck(self, journey: _Journey) -> bool:
        """Whether all means have failed as often as the sender bears; a runner in the same place will do."""
        return journey.done or (journey.tries >= journey.patience.tries and not journey.near)

    def _set_alarm(self, address: int, journey: _Journey) -> None:
        """Let a sender try again in time, unless it is going to sooner."""
        now = self._clock.now
        delay_ms = journey.patience.retry_ms
        if journey.expires_ms > now:  # one that a courier has outlives its time
            delay_ms = min(delay_ms, journey.expires_ms - now)
        if now < self._rings_ms.get(address, -1) <= now + delay_ms:
            return
        if address not in self._alarms:
            self._alarms[address] = Watchdog(self._clock, lambda: self._retry(address))
        self._rings_ms[address] = now + delay_ms
        self._alarms[address].set(delay_ms)

    def _supersede(self, waiting: list[_Journey], journey: _Journey) -> None:
        """Let go of an older status of the same unit to the same receiver: only the last one counts."""
        if not _is_status(journey.body):
            return
        receiver = journey.parcel.receiver
        for older in [each for each in waiting if each is not journey]:
            if older.parcel.receiver is receiver and _is_status(older.body) and not older.trying:
                self._lose(older, "superseded")

    def _retry(self, address: int) -> None:
        for journey in list(self._waiting.get(address, ())):
            if not journey.done and not journey.trying:
                self._waiting[address].remove(journey)
                self._try(journey)

    def _retry_all(self) -> None:
        self._will_retry = False
        for address in sorted(self._waiting):
            self._retry(address)


def _is_status(body: tuple[Report | Order, ...]) -> bool:
    """Whether a message tells a unit's status and nothing else."""
    return len(body) == 1 and isinstance(body[0], UnitReport)
