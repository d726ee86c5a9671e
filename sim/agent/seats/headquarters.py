"""The headquarters of professional teams 专业队伍指挥部: their orders and reports go through it."""

from collections.abc import Iterator
from typing import Any, Final

from sim.agent.command import CommandPost
from sim.agent.context import Context
from sim.agent.seats.hand import Hand
from sim.agent.sense import are_links
from sim.picture import Picture
from sim.record.facts import CallReport, Order, RoadReport, RollCall
from sim.record.headquarters import StandDown, WorkRefused
from sim.record.message import Letter
from sim.record.repair import CrewReport, DamageReport, WorkOrder
from sim.scenario.model import Scenario
from sim.scenario.tables import Post as PostRow
from sim.terms.enums import Party
from sim.terms.ids import DISPATCH_CENTRE, Address, Band

_UP: Final = (CrewReport, RoadReport, DamageReport)
"""What its teams tell that goes on to the post above."""


class PassOn:
    """Pass each work order on to the team that it is for, as soon as it has come 照单转派."""

    name = "pass-on"

    def decide(self, picture: Picture) -> Iterator[Order]:
        """Yield the orders to give now."""
        yield from list(picture.repairs.asked.values())


class TeamHeadquarters(CommandPost):
    """A post through which the district sends professional teams.

    Its policy passes every work order on, and what its teams tell goes up at once. A person there may refuse
    an order, send a team elsewhere, let it rest, or call it back; the district learns of it by messages.

    Parameters
    ----------
    address
        Of the post.
    context
        Of the world.
    teams
        Rows of its teams.

    Attributes
    ----------
    above
        Whom it reports to: the district, once that is known.
    """

    usual = frozenset({WorkOrder, StandDown, WorkRefused})

    def __init__(self, model: Any, address: Address, context: Context, teams: frozenset[int]) -> None:
        super().__init__(model, address, context, PassOn())
        self.above: Address | None = None
        self._teams = teams
        self.hands = {
            WorkOrder: Hand(self._can_send),
            StandDown: Hand(self._can_stand_down),
            WorkRefused: Hand(self._can_refuse, self._refuse),
        }
        context.net.join(address, self.receive)

    def receive(self, letter: Letter) -> None:
        """Take in a delivered message, and pass on what others must know."""
        self.picture.now_ms = self._context.clock.now
        changed, from_above = self.picture.learn(letter), letter.sender == self.above
        up = tuple(item for item in letter.body if type(item) in _UP)
        fresh = changed or letter.sender != self.address  # its own boards tell the same more than once
        if up and fresh and not from_above and self.above is not None:
            self._context.net.send(self.address, self.above, up, letter.seq)
        calls = tuple(item for item in letter.body if type(item) is CallReport)
        if calls and changed:
            self._context.net.send(self.address, DISPATCH_CENTRE, calls, letter.seq)
        if changed:
            self.think(letter.seq)

    def turn(self, address: Address) -> None:
        """Report to another post from now on, and ask its teams how they stand: what they say goes up."""
        self.above = address
        for team in sorted(self._teams):
            self._context.net.send(self.address, Band.CREW.address(team), (RollCall(),), self.last_cause)

    def issue(self, order: Order, cause: int | None) -> None:
        """Give an order; if it is not what was asked for, say first that this will not be done."""
        if isinstance(order, WorkOrder):
            asked = self.picture.repairs.asked.get(order.team)
            if asked is not None and asked.damage != order.damage:
                self._refuse(WorkRefused(order.team, asked.damage), cause)
        super().issue(order, cause)

    def _refuse(self, order: WorkRefused, cause: int | None) -> None:
        self.picture.repairs.asked.pop(order.team, None)
        if self.above is not None:
            self._context.net.send(self.address, self.above, (order,), cause)

    def _can_send(self, picture: Picture, order: WorkOrder) -> bool:
        """Whether a team of the post can go to a damage that it was told of, or that another is asked for."""
        view = picture.repairs.damages.get(order.damage)
        nodes = {*(() if view is None else view.nodes), *picture.repairs.asked_at(order.damage)}
        there = bool(order.nodes) and set(order.nodes) <= nodes
        return order.team in self._teams and there and are_links(self._context.scenario, order.avoid)

    def _can_stand_down(self, picture: Picture, order: StandDown) -> bool:
        known = order.team in self._teams and order.team in picture.repairs.crews
        return known and are_links(self._context.scenario, order.avoid)

    def _can_refuse(self, picture: Picture, order: WorkRefused) -> bool:
        asked = picture.repairs.asked.get(order.team)
        return asked is not None and asked.damage == order.damage


def teams_led(scenario: Scenario, post: PostRow) -> frozenset[int]:
    """Return the teams that a post leads: none unless the scenario sends them through their posts."""
    if not scenario.repair.headquarters or post.kind is not Party.TEAM:
        return frozenset()
    return frozenset(i for i, team in enumerate(scenario.teams) if team.post == post.id)
