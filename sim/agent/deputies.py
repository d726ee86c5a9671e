"""Townships that stand in for one that cannot be raised 镇街代管: the nearest by road, as agreed before."""

from collections.abc import Sequence
from functools import partial

from sim.agent.context import Context
from sim.comms.net import Stuck
from sim.hazard.forecast import home_townships
from sim.record.facts import Order, Report
from sim.record.posts import StoodIn
from sim.terms.ids import Address, Band


class Deputies:
    """Who turns to whom where a township is silent.

    A village that finds no means to its township tells the deputy, which passes on what it hears as if it
    came from its own; who has to warn a township that is silent calls the deputy, which calls the villages.

    Parameters
    ----------
    context
        Of the world.
    """

    def __init__(self, context: Context) -> None:
        self._context = context
        scenario = context.scenario
        rows = home_townships(scenario)
        nodes = {row: scenario.node_ids[scenario.townships[row].seat] for row in rows}
        travel = context.roads.travel[scenario.bearers.courier.vehicle]
        self._deputy: dict[int, Address] = {}
        for row in rows:
            times = [
                (travel.time(nodes[row], nodes[other], frozenset()), other) for other in rows if other != row
            ]
            best = min(((ms, other) for ms, other in times if ms is not None), default=None)
            if best is not None:
                self._deputy[Band.TOWNSHIP.address(row)] = Band.TOWNSHIP.address(best[1])

    def of(self, address: int) -> Address | None:
        """Return who stands in for a township; None for anybody else, or where there is no other."""
        return self._deputy.get(address)

    def stand_in(self, absent: int, cause: int | None) -> Address | None:
        """Return who stands in for one who cannot be raised, and write it down."""
        deputy = self.of(absent)
        if deputy is not None:
            self._context.log.add(self._context.clock.now, StoodIn(absent, deputy), cause)
        return deputy

    def instead(
        self, sender: int, to: int, body: Sequence[Report | Order], cause: int | None
    ) -> Stuck | None:
        """Return what tells the deputy where nothing carries a message; None where there is no deputy."""
        return partial(self._tell, sender, to, tuple(body), cause) if self.of(to) is not None else None

    def _tell(self, sender: int, absent: int, body: tuple[Report | Order, ...], cause: int | None) -> None:
        deputy = self.stand_in(absent, cause)
        if deputy is not None and deputy != sender:
            self._context.net.send(sender, deputy, body, cause)
