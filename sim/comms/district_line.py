"""Who speaks to which of two operations centres 指挥部呼叫转移, and that nobody speaks for a lost one."""

from collections.abc import Callable

from sim.comms.net import Inbox, Net, Stuck
from sim.record.facts import Order, Report
from sim.record.message import Letter
from sim.record.response import CommandNotice


class DistrictLine:
    """Before the network: messages for the operations centre go to the post that each sender holds to lead.

    Whoever has been told by a notice that another post leads speaks to that one. A notice with something
    after it is for those who know of no posts: it is taken out before they hear the rest.

    Parameters
    ----------
    net
        What carries messages.
    centre, alternate
        Addresses of the operations centre, and of its alternate.
    redirects
        Whether senders turn to the alternate; else only the lost are kept silent.

    Attributes
    ----------
    is_lost
        Whether nobody is at the operations centre.
    """

    name = "district-line"

    def __init__(self, net: Net, centre: int, alternate: int | None, redirects: bool) -> None:
        self.is_lost: Callable[[], bool] = lambda: False
        self._net, self._centre, self._alternate, self._redirects = net, centre, alternate, redirects
        self._told: dict[int, tuple[int, int]] = {}

    @property
    def in_flight(self) -> int:
        """Messages sent, neither delivered nor lost yet."""
        return self._net.in_flight

    def leads(self, address: int) -> int:
        """Return which post somebody holds to lead the district."""
        return self._told.get(address, (0, self._centre))[1]

    def join(self, address: int, inbox: Inbox) -> None:
        """Let an address receive."""

        def take(letter: Letter) -> None:
            left = self._note(address, letter)
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
        """Send a message, to the post that its sender holds to lead where it is for the operations centre."""
        if sender == self._centre and self.is_lost():
            return
        if self._redirects and receiver == self._centre and sender != self._alternate:
            receiver = self.leads(sender)
        self._net.send(sender, receiver, body, cause, at, stuck, told)

    def _note(self, address: int, letter: Letter) -> Letter | None:
        """Note what a notice says; return what is left of the message for the receiver, if anything is."""
        notice = letter.body[0]
        if type(notice) is not CommandNotice:
            return letter
        if letter.sent_ms >= self._told.get(address, (0, 0))[0]:
            self._told[address] = letter.sent_ms, notice.post
        if len(letter.body) == 1:
            return letter
        return Letter(letter.sender, letter.sent_ms, letter.seq, letter.body[1:])
