"""Who speaks to which of two dispatch centres 接处警呼叫转移: each to the one of which a notice has told."""

from sim.comms.net import Net
from sim.comms.redirect import Redirect
from sim.record.message import Letter
from sim.record.standby import CentreNotice
from sim.terms.ids import DISPATCH_CENTRE, PUBLIC, Address, Band, addressed_unit


class Switchboard(Redirect):
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
        super().__init__(net)
        self.exchange = DISPATCH_CENTRE
        self.inner = net
        self._second: Address | None = None
        self._told: dict[int, CentreNotice] = {}

    def told(self, address: int) -> int:
        """Return which centre somebody holds to command."""
        notice = self._told.get(address)
        return DISPATCH_CENTRE if notice is None else notice.post

    def install(self, second: Address) -> None:
        """Let there be a second centre."""
        self._second = second

    def towards(self, sender: int, receiver: int) -> int:
        """Return where a message goes: one for the centre to that which its sender holds to command."""
        return self._centre_of(sender) if receiver == DISPATCH_CENTRE and sender != self._second else receiver

    def _centre_of(self, sender: int) -> int:
        found = self.told(sender)
        dials = sender == PUBLIC or Band.VILLAGE <= sender < Band.POST
        return self.exchange if dials else found

    def left(self, address: int, letter: Letter) -> Letter | None:
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
