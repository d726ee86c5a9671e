"""A team of emergency communications 应急通信保障队: it brings a bearer to a place that is not heard."""

from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import Any

import mesa

from sim.agent.context import Context
from sim.agent.traveller import Traveller
from sim.record.facts import Deploy, RoadReport, TeamChanged, TeamReport
from sim.record.message import Letter
from sim.scenario.tables import CommsTeam as TeamRow
from sim.terms.enums import TeamStatus
from sim.terms.ids import Address, Band


@dataclass(frozen=True, slots=True)
class Kit:
    """What a team sets up.

    Attributes
    ----------
    set_up_ms
        From arrival until it works.
    endurance_ms
        How long it works, or None as long as it is supplied with fuel.
    """

    set_up_ms: int
    endurance_ms: int | None


class CommsTeam(mesa.Agent):  # type: ignore[misc]  # mesa is untyped
    """A team with a vehicle and a kit.

    Ordered to a township it drives there, by what it believes of the roads, waits where it knows no way, sets
    up, and stays. It tells the district each change, if anything carries the word.

    Parameters
    ----------
    number, row
        Its row in ``comms_teams.csv``.
    node
        Its base.
    context
        Of the world.
    district
        Address of the post that it reports to.
    kit
        What it sets up.
    switch
        Called with the team, the township and whether it works, when its kit comes into service or goes out
        of it.
    """

    def __init__(
        self,
        model: Any,
        number: int,
        row: TeamRow,
        node: int,
        context: Context,
        district: Address,
        kit: Kit,
        switch: Callable[["CommsTeam", int, bool], None],
    ) -> None:
        super().__init__(model)
        self.number = number
        self.row = row
        self.address = Band.COMMS_TEAM.address(number)
        self.status = TeamStatus.AT_BASE
        self.traveller = Traveller(self.address, node, row.vehicle, context, self._saw, self._wait)
        self.cause: int | None = None
        self._context = context
        self.district = district
        self._kit = kit
        self._switch = switch
        context.net.join(self.address, self.receive)

    @property
    def node(self) -> int:
        """Node at which the team is, or to which it is next to come."""
        return self.traveller.driver.node

    def receive(self, letter: Letter) -> None:
        """Take in a delivered message."""
        for item in letter.body:
            if isinstance(item, RoadReport):
                self.traveller.hear(item.link, item.closed)
            elif isinstance(item, Deploy) and self.status is TeamStatus.AT_BASE:
                self.cause = letter.seq
                self.traveller.driver.avoid |= frozenset(item.avoid)
                self._change(TeamStatus.EN_ROUTE)
                self._context.clock.start(self._deploy(item))
            elif isinstance(item, Deploy):
                self._tell(letter.seq)  # it is sent to one place, and says where it is

    def _deploy(self, order: Deploy) -> Generator[Any, Any, None]:
        clock = self._context.clock
        yield from self.traveller.go(order.node, wait=True)
        self._change(TeamStatus.SETTING_UP)
        yield clock.wait(self._kit.set_up_ms)
        self._switch(self, order.township, True)
        self._change(TeamStatus.ON_AIR)
        if self._kit.endurance_ms is not None:
            yield clock.wait(self._kit.endurance_ms)
            self._switch(self, order.township, False)
            self._change(TeamStatus.SPENT)

    def _change(self, status: TeamStatus) -> None:
        """Enter a status; log it, and tell the district."""
        self.status = status
        fact = TeamChanged(self.number, status.value, self.node)
        self.cause = self._context.log.add(self._context.clock.now, fact, self.cause)
        self._tell(self.cause)

    def _tell(self, cause: int) -> None:
        report = TeamReport(self.number, self.status.value, self.node)
        self._context.net.send(self.address, self.district, (report,), cause)

    def _wait(self, stands: bool) -> None:
        """Stand before roads that the team knows to be closed, or go on."""
        self._change(TeamStatus.STRANDED if stands else TeamStatus.EN_ROUTE)

    def _saw(self, link: int, closed: bool, cause: int | None) -> None:
        """Tell the district of a road."""
        report = RoadReport(link, closed, closed and self._context.roads.passable(link))
        self._context.net.send(self.address, self.district, (report,), cause)
