"""What stands before a network and changes to whom messages go, or what of them arrives 呼叫转移."""

from sim.comms.net import Inbox, Net, Stuck
from sim.record.facts import Order, Report
from sim.record.message import Letter


class Redirect:
    """Before a network: all goes on to it, but to whom `towards` says, and with what `left` leaves.

    Parameters
    ----------
    net
        What carries messages.
    """

    name = "redirect"

    def __init__(self, net: Net) -> None:
        self._net = net

    @property
    def in_flight(self) -> int:
        """Messages sent, neither delivered nor lost yet."""
        return self._net.in_flight

    def towards(self, sender: int, receiver: int) -> int | None:
        """Return where a message of somebody to somebody goes; None where it is not sent at all."""
        return receiver

    def left(self, address: int, letter: Letter) -> Letter | None:
        """Return what of a message comes to an address, if anything does."""
        return letter

    def join(self, address: int, inbox: Inbox) -> None:
        """Let an address receive."""

        def take(letter: Letter) -> None:
            left = self.left(address, letter)
            if left is not None:
                inbox(left)

        self._net.join(address, take)

    def leave(self, address: int) -> None:
        """Let an address receive no more."""
        self._net.leave(address)

    def inbox(self, address: int) -> Inbox:
        """Return who takes in what comes to an address."""
        return self._net.inbox(address)

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
        """Send a message to whom it goes."""
        to = self.towards(sender, receiver)
        if to is not None:
            self._net.send(sender, to, body, cause, at, stuck, told)
