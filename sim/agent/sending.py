"""Posts that send units to calls, and tell the commander on scene who is under way."""

from functools import partial
from typing import Any, Final

from sim.agent.command import CommandPost, Decider
from sim.agent.context import Context
from sim.picture import CallView
from sim.record.facts import Dispatch, Order, Serving, SizeUp
from sim.record.message import Letter
from sim.terms.ids import Address
from sim.terms.statuses import ON_SCENE
from sim.terms.units import MINUTE_MS

BRIEF_MS: Final = MINUTE_MS
"""How long a post lets news gather before it tells a site commander who comes (assumption)."""


def serving(call: CallView, units: frozenset[int] | None = None) -> Serving:
    """Return what a post knows of the units that serve a call, or of some of them, as old as it is."""
    views = [view for unit, view in sorted(call.units.items()) if units is None or unit in units]
    return Serving(call.call, tuple((view.unit, view.status, view.node, view.told_ms) for view in views))


class SendingPost(CommandPost):
    """A post that gives units their orders 派遣方.

    Once somebody on scene has told what a call needs, there is a site commander. It is told which units are
    under way, and again when others are sent; but not of those who have come meanwhile, whom it sees.
    """

    def __init__(self, model: Any, address: Address, context: Context, policy: Decider) -> None:
        super().__init__(model, address, context, policy)
        self._owed: set[int] = set()

    def issue(self, order: Order, cause: int | None) -> None:
        """Give an order."""
        super().issue(order, cause)
        if type(order) is Dispatch:
            self._owe(order.call, cause)

    def learn(self, letter: Letter) -> None:
        """Bring the picture up to date, and think about it if it changed."""
        super().learn(letter)
        for item in letter.body:
            if type(item) is SizeUp:
                self._owe(item.call, letter.seq)

    def _owe(self, call: int, cause: int | None) -> None:
        """Tell the commander of a call soon who comes, if there is one and anybody may be coming."""
        view = self.picture.calls.get(call)
        if view is None or view.needs is None or call in self._owed or not _news(view):
            return
        if self._context.commands is not None:
            self._owed.add(call)
            self._context.clock.call_after(BRIEF_MS, partial(self._brief, call, cause))

    def _brief(self, call: int, cause: int | None) -> None:
        self._owed.discard(call)
        commands, view = self._context.commands, self.picture.calls.get(call)
        to = None if commands is None else commands.call_sign(call)
        if to is not None and view is not None and (coming := _news(view)):
            view.briefed |= coming
            self._context.net.send(self.address, to, (serving(view, coming),), cause)


def _news(call: CallView) -> frozenset[int]:
    """Return the units that are thought to be on their way, of which the commander was not told."""
    units = call.units.items()
    coming = (unit for unit, view in units if view.status != ON_SCENE and not view.silent)
    return frozenset(coming) - call.briefed
