"""Standing orders while an alternate leads the district 备用指挥部管控指令: they go with command."""

from functools import partial

from sim.agent.context import Context
from sim.agent.control.build import Controls
from sim.agent.control.giver import Giver
from sim.agent.district import District
from sim.agent.response.succession import InCommand, Succession
from sim.comms.net import Inbox
from sim.record.control import ControlOrder
from sim.record.message import Letter


class Sharing:
    """Two posts that give the same standing orders in turn, and tell each other which they have given.

    The first sends a copy of each of its orders to the alternate, which hands what it has given back with
    command. Their orders bear the time by the clock of the post that gives them, so that the later one holds
    whoever gave it, though one knows nothing of the other's.

    Parameters
    ----------
    context
        Of the world.
    first, second
        Who gives orders at the operations centre, and at the alternate.
    centre, alternate
        The two posts.
    succession
        Knows when command goes over.
    """

    def __init__(
        self,
        context: Context,
        first: Giver,
        second: Giver,
        centre: District,
        alternate: District,
        succession: Succession,
    ) -> None:
        self._context, self._centre, self._alternate = context, centre, alternate
        self._new: list[ControlOrder] = []
        first.by_clock = second.by_clock = True
        first.tell, second.tell = self._copy, self._keep
        for giver, post in ((first, centre), (second, alternate)):
            context.net.join(
                post.address, partial(self._receive, giver, post, context.net.inbox(post.address))
            )
        succession.taken.append(second.look)
        succession.returned.append(self._hand_back)

    def _copy(self, order: ControlOrder, cause: int | None) -> None:
        """Let the alternate know what the first has ordered."""
        self._context.net.send(self._centre.address, self._alternate.address, (order,), cause)

    def _keep(self, order: ControlOrder, cause: int | None) -> None:
        """Keep what the alternate has ordered, until it hands command back."""
        self._new.append(order)

    def _hand_back(self, moved: int) -> None:
        if self._new:
            self._context.net.send(self._alternate.address, self._centre.address, tuple(self._new), moved)
            self._new = []

    def _receive(self, giver: Giver, post: District, inner: Inbox, letter: Letter) -> None:
        """Take in a message as before, and what the other post has ordered."""
        inner(letter)
        orders = [item for item in letter.body if type(item) is ControlOrder]
        for order in orders:
            if giver.adopt(order):
                post.picture.control.note(order, letter.sent_ms)
        if orders:
            giver.look(letter.seq)


def alternate(
    context: Context, controls: Controls, centre: District, second: District, succession: Succession
) -> None:
    """Let the alternate give and end the standing orders of the district while it leads."""
    controls.alternate = controls.giver(second, lambda: second.picture.response.level)
    Sharing(context, controls.district, controls.alternate, centre, second, succession)
    if controls.fleet is not None:
        told = controls.fleet.deputy(second, lambda policy: InCommand(policy, succession))
        succession.others += told
