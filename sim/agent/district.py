"""The district's emergency operations centre 区应急指挥部: who is silent, and what is sent there."""

from collections.abc import Generator, Iterator
from typing import Any

from sim.agent.command import CommandPost, Decider
from sim.agent.context import Context
from sim.record.message import Letter
from sim.terms.enums import TeamStatus
from sim.terms.ids import Address, Band

_LISTENS = frozenset({TeamStatus.EN_ROUTE.value, TeamStatus.STRANDED.value})
"""Statuses of teams that are on the road, and want to know how it is."""


class District(CommandPost):
    """The post that hears the townships, and sends teams of communications to those it does not hear.

    While situation reports are ordered it looks as often as they come at who is silent.

    Parameters
    ----------
    address
        Of the post.
    context
        Of the world.
    policy
        Who decides.
    """

    def __init__(self, model: Any, address: Address, context: Context, policy: Decider) -> None:
        super().__init__(model, address, context, policy)
        context.net.join(address, self.receive)
        reports = context.scenario.bearers.reports
        if reports.end.ms > reports.begin.ms:
            context.clock.start(self._keep_watch(reports.begin.ms, reports.end.ms, reports.interval.ms))

    def receive(self, letter: Letter) -> None:
        """Take in a delivered message, and tell the teams what one has told of the roads."""
        self.learn(letter)
        self.pass_on_roads(letter, self._on_the_road())

    def _on_the_road(self) -> Iterator[Address]:
        for team in sorted(self.picture.teams):
            if self.picture.teams[team].status in _LISTENS:
                yield Band.COMMS_TEAM.address(team)

    def _keep_watch(self, begin_ms: int, end_ms: int, interval_ms: int) -> Generator[Any, Any, None]:
        clock = self._context.clock
        yield clock.wait(begin_ms)
        while clock.now < end_ms:
            yield clock.wait(interval_ms)
            self.think(None)
