"""An upper tier that orders neighbours to lend what they hold back 上级调令."""

from collections.abc import Iterator

from sim.picture import Picture
from sim.picture.aid import RequestView
from sim.policy.aid import AidPlan, Lend
from sim.record.aid import AidOrdered
from sim.record.facts import Order
from sim.scenario.lenders import LenderRow
from sim.terms.needs import Needs


class LendAndOrder(Lend):
    """Lend what the municipality has, and order neighbours to send the rest.

    Each neighbour is ordered once for a request, the nearest first by what the municipality knows of the
    roads, and for no more than it has by the tables; what it has at hand it knows itself.
    """

    name = "lend-and-order"

    def __init__(self, aid: AidPlan, lender: LenderRow) -> None:
        super().__init__(aid, lender)
        self._near = [each for each in aid.lenders if not each.tier]

    def decide(self, picture: Picture) -> Iterator[Order]:
        """Yield offers and promises, and orders for what cannot be offered."""
        fresh = [view for view in picture.aid.requests.values() if not view.answered and view.wanted is None]
        yield from super().decide(picture)
        for view in fresh:
            yield from self._order(picture, view)

    def _order(self, picture: Picture, view: RequestView) -> Iterator[Order]:
        asks, lacking = view.asks, self._rest(picture, view)
        goal, closed = self.aid.plan.station_nodes[asks.station], picture.closed.union(asks.avoid)
        for _, lender in self.aid.ranked(goal, closed, lacking) if lacking else ():
            if lacking and not lender.tier and lender.address not in view.ordered_from:
                units = self.aid.pick(lacking, lender.units, len(lender.units))
                wanted = self._met(lacking, units)
                lacking = self.aid.short(lacking, units)
                yield AidOrdered(
                    lender.address,
                    asks.origin,
                    asks.request,
                    wanted,
                    asks.station,
                    asks.call,
                    asks.node,
                    asks.place,
                    asks.avoid,
                )

    def _rest(self, picture: Picture, view: RequestView) -> Needs:
        """Return what the municipality's own units at hand leave lacking."""
        own = self.aid.pick(view.asks.needs, self.free(picture), self._spare(picture))
        return self.aid.short(view.asks.needs, own)

    def _met(self, needs: Needs, units: tuple[int, ...]) -> Needs:
        """Return the part of needs that units meet."""
        left = dict(self.aid.short(needs, units))
        return tuple((skill, n - left.get(skill, 0)) for skill, n in needs if n > left.get(skill, 0))
