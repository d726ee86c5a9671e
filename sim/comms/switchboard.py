"""Who speaks to which of two dispatch centres 接处警呼叫转移: each to the one of which a notice has told."""

from sim.comms.net import Inbox, Net, Stuck
from sim.record.facts import Order, Report
from sim.record.message import Letter
from sim.record.standby import CentreNotice
from sim.terms.ids import DISPATCH_CENTRE, PUBLIC, Address, Band, addressed_unit


class Switchboard:
    """Before the network: messages for the dispatch centre go to the one that each sender holds to command.

    Whoever has been told by a notice speaks to the centre that it names. People and village committees dial
    119, and reach the centre to which the exchange leads. Units answer to a call sign: who speaks as the
    dispatch centre is the dispatch centre to them.

    Parameters
    ----------
    net
        What carries messages.

    Attributes
    ----------
    exchange
        Where the exchange leads 119.
    inner
        What carries messages.
    """

    name = "switchboard"

    def __init__(self, net: Net) -> None:
        self.exchange = DISPATCH_CENTRE
        self.inner = self._net = net
        self._second: Address | None = None
        self._told: dict[int, CentreNotice] = {}

    @property
    def in_flight(self) -> int:
        """Messages sent, neither delivered nor lost yet."""
        return self._net.in_flight

    def told(self, address: int) -> int:
        """Return which centre somebody holds to command."""
        notice = self._told.get(address)
        return DISPATCH_CENTRE if notice is None else notice.post

    def install(self, second: Address) -> None:
        """Let there be a second centre."""
        self._second = second

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
        """Send a message, to the centre that its sender holds to command where it is for the centre."""
        if receiver == DISPATCH_CENTRE and sender != self._second:
            receiver = self._centre_of(sender)
        self._net.send(sender, receiver, body, cause, at, stuck, told)

    def _centre_of(self, sender: int) -> int:
        found = self.told(sender)
        dials = sender == PUBLIC or Band.VILLAGE <= sender < Band.POST
        return self.exchange if dials else found

    def _note(self, address: int, letter: Letter) -> Letter | None:
        """Take a notice out of a message; return what is left of it for the receiver, if anything is."""
        notice = letter.body[0]
        sender, body = letter.sender, letter.body
        if type(notice) is CentreNotice:
            body = body[1:]
            if notice.number > self._number(address):
                self._told[address] = notice
        if sender == self._second and addressed_unit(Address(address)) is not None:
            sender = DISPATCH_CENTRE
        if body is letter.body and sender == letter.sender:
            return letter
        return Letter(sender, letter.sent_ms, letter.seq, body) if body else None

    def _number(self, address: int) -> int:
        notice = self._told.get(address)
        return 0 if notice is None else notice.number
