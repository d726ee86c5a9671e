"""Who speaks to which of two operations centres 指挥部呼叫转移, and that nobody speaks for a lost one."""

from collections.abc import Callable

from sim.comms.net import Net
from sim.comms.redirect import Redirect
from sim.record.message import Letter
from sim.record.response import CommandNotice


class DistrictLine(Redirect):
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
        super().__init__(net)
        self.is_lost: Callable[[], bool] = lambda: False
        self._centre, self._alternate, self._redirects = centre, alternate, redirects
        self._told: dict[int, tuple[int, int]] = {}

    def leads(self, address: int) -> int:
        """Return which post somebody holds to lead the district."""
        return self._told.get(address, (0, self._centre))[1]

    def towards(self, sender: int, receiver: int) -> int | None:
        """Return where a message goes: to the post that its sender holds to lead; a lost one says nothing."""
        if sender == self._centre and self.is_lost():
            return None
        redirected = self._redirects and receiver == self._centre and sender != self._alternate
        return self.leads(sender) if redirected else receiver

    def left(self, address: int, letter: Letter) -> Letter | None:
        """Note what a notice says; return what is left of the message for the receiver, if anything is."""
        notice = letter.body[0]
        if type(notice) is not CommandNotice:
            return letter
        if letter.sent_ms >= self._told.get(address, (0, 0))[0]:
            self._told[address] = letter.sent_ms, notice.post
        if len(letter.body) == 1:
            return letter
        return Letter(letter.sender, letter.sent_ms, letter.seq, letter.body[1:])
