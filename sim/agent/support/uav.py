"""A UAV and its crew 无人机侦测组: it flies from their place, sees the roads below, and they tell of it."""

from collections.abc import Generator
from typing import Any, TypeAlias

import mesa

from sim.agent.context import Context
from sim.agent.support.lines import Lines, Spot, between
from sim.agent.support.van import Van
from sim.agent.support.weather import FlyingWeather
from sim.record.facts import RoadReport, RollCall
from sim.record.message import Letter
from sim.record.uav import UavChanged, UavForward, UavMoved, UavOrder, UavReport, UavSaw
from sim.scenario.uav import UavRow
from sim.terms.ids import Address, Band
from sim.terms.support import UavStatus
from sim.terms.units import MINUTE_MS

Behaviour: TypeAlias = Generator[Any, Any, None]


class Uav(mesa.Agent):  # type: ignore[misc]  # mesa is untyped
    """A UAV that looks at roads, and the crew that stands at its base.

    Ordered to look at links it is prepared, waits for light and weather, flies along them in straight lines
    and comes home before its endurance ends. What it sees its crew tells the district, if anything carries
    the word from where the crew stands: each link that is closed, or was asked for, or was believed closed.
    Rain or wind beyond its limit turns it home. One order is carried out at a time; one to a forward place
    lets the crew drive there first by open roads, and home afterwards.

    Parameters
    ----------
    number, row, node
        Its number, what the tables say of it, and the node where its crew stands.
    context
        Of the world.
    district
        Address of the post that sends it.
    lines
        Where it flies.
    weather
        When it flies.
    """

    def __init__(
        self,
        model: Any,
        number: int,
        row: UavRow,
        node: int,
        context: Context,
        district: Address,
        lines: Lines,
        weather: FlyingWeather,
    ) -> None:
        super().__init__(model)
        self.number, self.row, self.home = number, row.team, node
        self.address = Band.UAV.address(number)
        self.status = UavStatus.AT_BASE
        self.cause: int | None = None
        self._context, self._district = context, district
        self._lines, self._weather = lines, weather
        self._ready_ms = round(row.team.ready_min * MINUTE_MS)
        self._order: UavOrder | None = None
        self._heard_ms: int | None = None
        self._seen: dict[int, bool] = {}
        self._aloft_ms = 0
        self._van = Van(self.address, node, row.team.vehicle, context, self._tell_road)
        context.net.join(self.address, self.receive)

    def where(self) -> int:
        """Return the node where the crew stands, or drives: where its radio is heard."""
        return self._van.node

    def roll_call(self) -> None:
        """Tell the district, at the beginning, that the UAV is at its base."""
        self._change(UavStatus.AT_BASE)

    def receive(self, letter: Letter) -> None:
        """Take in a delivered message; an order that comes while another is carried out is only answered."""
        for item in letter.body:
            if isinstance(item, UavOrder):
                self._heard_ms = letter.sent_ms
                if self._order is None:
                    self._order, self.cause = item, letter.seq
                    self._context.clock.start(self._sortie(item))
                else:
                    self._tell(letter.seq)
            elif isinstance(item, RollCall):
                self._tell(letter.seq)

    # --- what it does, in order -----------------------------------------------------------------------------

    def _sortie(self, order: UavOrder) -> Behaviour:
        """Prepare, wait for light and weather, fly, and be ready again."""
        clock, flight = self._context.clock, self._context.scenario.support.flight
        self._change(UavStatus.PREPARING)
        ahead = isinstance(order, UavForward)
        yield clock.wait(self._ready_ms + (0 if ahead else flight.setup.ms))
        self._ready_ms = 0
        if not isinstance(order, UavForward) or (yield from self._go_ahead(order)):
            yield from self._launch(order)
        if not self._van.is_at(self.home):
            yield from self._go_home()
        self._order = None
        self._change(UavStatus.AT_BASE)

    def _launch(self, order: UavOrder) -> Behaviour:
        """Wait for light and weather, fly from where the crew stands, and charge."""
        clock, flight = self._context.clock, self._context.scenario.support.flight
        while self._weather.forbids_flight(self.where(), clock.now, self._lines.budget_ms):
            if self.status is not UavStatus.HELD:
                self._change(UavStatus.HELD)
            yield clock.wait(flight.look.ms)
        self._change(UavStatus.FLYING)
        begun_ms = self._aloft_ms = clock.now
        self._seen = {}
        yield from self._fly(order)
        self._change(UavStatus.CHARGING, clock.now - begun_ms)
        yield clock.wait(flight.charge.ms)

    def _go_ahead(self, order: UavForward) -> Generator[Any, Any, bool]:
        """Drive to the forward place; whether the crew is there, and ready to start."""
        self._change(UavStatus.DRIVING)
        if not (yield from self._van.go(order.node, frozenset(order.avoid))):
            return False
        self._arrive()
        self._change(UavStatus.PREPARING)
        yield self._context.clock.wait(self._context.scenario.support.flight.setup.ms)
        return True

    def _go_home(self) -> Behaviour:
        self._change(UavStatus.RETURNING)
        yield from self._van.come_home(self.home)
        self._arrive()

    def _arrive(self) -> None:
        fact = UavMoved(self.number, self.where())
        self.cause = self._context.log.add(self._context.clock.now, fact, self.cause)

    def _fly(self, order: UavOrder) -> Behaviour:
        """Fly along the links, as far as range, endurance and weather allow, and home."""
        lines, (start, *turns, home) = self._lines, self._lines.way(self.where(), order.links)
        at, fair = start, True
        for goal in turns:
            back_ms = self._flown_ms + lines.ms(at, goal) + lines.ms(goal, home)
            if not lines.in_range(self.where(), goal) or back_ms > lines.budget_ms:
                break
            at, fair = yield from self._leg(at, goal, heeds=True)
            if not fair:
                break
        yield from self._leg(at, home, heeds=False)

    @property
    def _flown_ms(self) -> int:
        return self._context.clock.now - self._aloft_ms

    def _leg(self, start: Spot, goal: Spot, heeds: bool) -> Generator[Any, Any, tuple[Spot, bool]]:
        """Fly a line, and look down each minute; return where it ends, and whether the weather allowed it.

        On the way home it does not heed the weather.
        """
        clock, whole_ms, done_ms = self._context.clock, self._lines.ms(start, goal), 0
        below = sorted(self._lines.passes(start, goal)) if whole_ms else []
        while done_ms < whole_ms:
            at = between(start, goal, done_ms / whole_ms)
            if heeds and self._weather.turns_home(self._lines.nearest(at), clock.now):
                return at, False
            step_ms = min(MINUTE_MS, whole_ms - done_ms)
            yield clock.wait(step_ms)
            done_ms += step_ms
            while below and below[0][0] * whole_ms <= done_ms:
                self._see(below.pop(0)[1])
        return goal, True

    # --- what its crew tells --------------------------------------------------------------------------------

    def _see(self, link: int) -> None:
        """See a link, and tell of it what may be new to the district."""
        roads, order = self._context.roads, self._order
        closed = link in roads.closed
        if self._seen.get(link) is closed or order is None:
            return
        news = closed or link in order.links or link in order.avoid or link in self._seen
        self._seen[link] = closed
        cause = self._context.log.add(self._context.clock.now, UavSaw(self.number, link, closed), self.cause)
        if news:
            body = (RoadReport(link, closed, closed and roads.passable(link)), *self._context.sights(link))
            self._context.net.send(self.address, self._district, body, cause)

    def _tell_road(self, link: int, closed: bool, cause: int | None) -> None:
        """Tell the district of a road that the crew, on its way, finds otherwise than it believed."""
        foot = closed and self._context.roads.passable(link)
        body = (RoadReport(link, closed, foot), *self._context.sights(link))
        self._context.net.send(self.address, self._district, body, self.cause if cause is None else cause)

    def _change(self, status: UavStatus, flown_ms: int = 0) -> None:
        """Enter a status; log it, and tell the district."""
        self.status = status
        fact = UavChanged(self.number, status.value, self._links, flown_ms)
        self.cause = self._context.log.add(self._context.clock.now, fact, self.cause)
        self._tell(self.cause)

    @property
    def _links(self) -> tuple[int, ...]:
        return () if self._order is None else self._order.links

    def _tell(self, cause: int | None) -> None:
        report = UavReport(self.number, self.status.value, self._links, self._heard_ms)
        self._context.net.send(self.address, self._district, (report,), cause)
