"""The network between posts and units: every fact and every order passes through here, and nowhere else."""

from collections.abc import Callable
from typing import Protocol, TypeAlias

from sim.kernel.clock import Clock
from sim.record.facts import MessageDelivered, MessageSent, Order, Report
from sim.record.log import Log
from sim.record.message import Letter

Inbox: TypeAlias = Callable[[Letter], None]
"""What is done with a message that arrives."""
Stuck: TypeAlias = Callable[[], None]
"""Called once when a message has found no means as often as its sender bears; it is tried on all the same."""


class Net(Protocol):
    """A way for messages from address to address 通信网.

    An implementation logs the sending, and then exactly one delivery or loss, or counts the message as in
    flight.
    """

    @property
    def in_flight(self) -> int:
        """Messages sent, neither delivered nor lost yet."""
        ...

    def join(self, address: int, inbox: Inbox) -> None:
        """Let an address receive."""
        ...

    def leave(self, address: int) -> None:
        """Let an address receive no more."""
        ...

    def inbox(self, address: int) -> Inbox:
        """Return who takes in what comes to an address: who joins before them passes on to them."""
        ...

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
        """Send a message.

        Parameters
        ----------
        sender, receiver
            Addresses of its two ends.
        body
            What it tells and orders.
        cause
            The log entry it follows from.
        at
            Village from which it is sent, where the sender is the public.
        stuck
            Told once if no means carries the message.
        told
            Told once if the message arrives by something that gives a receipt 回执: a courier gives none.
        """
        ...


class IdealNet:
    """A network that delivers everything at once: the reference against which cuts are measured 理想通信."""

    name = "ideal"
    in_flight = 0

    def __init__(self, clock: Clock, log: Log) -> None:
        self._clock = clock
        self._note = log.add
        self._inboxes: dict[int, Inbox] = {}

    def join(self, address: int, inbox: Inbox) -> None:
        """Let an address receive."""
        self._inboxes[address] = inbox

    def leave(self, address: int) -> None:
        """Let an address receive no more."""
        del self._inboxes[address]

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
        """Deliver a message in the same millisecond.

        Raises
        ------
        KeyError
            If nobody receives at the address.
        """
        now = self._clock.now
        sent = self._note(now, MessageSent(sender, receiver, self.name, body), cause)
        delivered = self._note(now, MessageDelivered(sent), sent)
        if told is not None:
            told()
        self._inboxes[receiver](Letter(sender, now, delivered, body))
