"""The district's emergency operations centre 区应急指挥部: who is silent, and what is sent there."""

from collections.abc import Generator, Iterator
from functools import partial
from typing import Any

from sim.agent.command import CommandPost, Decider
from sim.agent.context import Context
from sim.agent.sense import can_deploy
from sim.record.facts import Deploy, Order
from sim.record.message import Letter
from sim.record.repair import CrewReport, WorkOrder
from sim.terms.enums import CrewStatus, TeamStatus
from sim.terms.ids import Address, Band

_LISTENS = frozenset({TeamStatus.EN_ROUTE.value, TeamStatus.STRANDED.value})
"""Statuses of teams that are on the road, and want to know how it is."""
_CREW_LISTENS = frozenset(
    status.value
    for status in (CrewStatus.MUSTERING, CrewStatus.EN_ROUTE, CrewStatus.STRANDED, CrewStatus.RETURNING)
)
_STRANDED: str = CrewStatus.STRANDED.value


class District(CommandPost):
    """The post that hears the townships, and sends teams of communications to those it does not hear.

    It also hears of damage, and sends professional teams where somebody decides about them.

    While situation reports are ordered it looks as often as they come at who is silent.

    Parameters
    ----------
    address
        Of the post.
    context
        Of the world.
    policies
        Who decides, each for its own kind of team.
    """

    usual = frozenset({Deploy, WorkOrder})

    def __init__(self, model: Any, address: Address, context: Context, *policies: Decider) -> None:
        super().__init__(model, address, context, *policies)
        context.net.join(address, self.receive)
        reports = context.scenario.bearers.reports
        if reports.end.ms > reports.begin.ms:
            context.clock.start(self._keep_watch(reports.begin.ms, reports.end.ms, reports.interval.ms))

    def receive(self, letter: Letter) -> None:
        """Take in a delivered message, and tell the teams what one has told of the roads."""
        self.learn(letter)
        self.pass_on_roads(letter, self._on_the_road())
        if any(isinstance(item, CrewReport) and item.status == _STRANDED for item in letter.body):
            patience_ms = self._context.scenario.repair.patience.ms
            self._context.clock.call_after(patience_ms, partial(self.think, letter.seq))

    def knows(self, order: Order) -> bool:
        """Whether an order is about teams, townships and damage that the district knows."""
        return can_deploy(self.picture, self._context.scenario, order)

    def _on_the_road(self) -> Iterator[Address]:
        for team in sorted(self.picture.teams):
            if self.picture.teams[team].status in _LISTENS:
                yield Band.COMMS_TEAM.address(team)
        crews = self.picture.repairs.crews
        for number in sorted(crews):
            if crews[number].status in _CREW_LISTENS or crews[number].order is not None:
                yield Band.CREW.address(number)
        for bus, view in sorted(self.picture.rides.buses.items()):
            if view.village is not None:
                yield Band.BUS.address(bus)
        yield from map(Band.TRUCK.address, self.picture.support.under_way())

    def _keep_watch(self, begin_ms: int, end_ms: int, interval_ms: int) -> Generator[Any, Any, None]:
        clock = self._context.clock
        yield clock.wait(begin_ms)
        while clock.now < end_ms:
            yield clock.wait(interval_ms)
            self.think(None)
