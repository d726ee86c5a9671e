"""A generator truck 应急发电车: over the roads as they are to a load, and what it gives it there."""

from collections.abc import Generator
from typing import Any, Protocol, TypeAlias

import mesa

from sim.agent.context import Context
from sim.agent.traveller import Traveller
from sim.kernel.clock import Watchdog
from sim.record.facts import Report, RoadReport, RollCall
from sim.record.message import Letter
from sim.record.support import SupplyReport, TruckChanged, TruckOrder, TruckReport, TruckTurned
from sim.scenario.support import TruckRow
from sim.terms.enums import PowerSource
from sim.terms.ids import Address, Band
from sim.terms.support import TruckStatus
from sim.terms.units import MINUTE_MS

Behaviour: TypeAlias = Generator[Any, Any, None]


class Socket(Protocol):
    """Where a truck stands at a load: what only who is there may see and do."""

    def is_supplied(self, load: int) -> bool:
        """Whether the mains reach a load."""
        ...

    def is_taken(self, load: int) -> bool:
        """Whether another truck feeds it."""
        ...

    def feed(self, load: int, fuel_ms: int, cause: int | None) -> int:
        """Feed a load; return the fuel that stays in the truck, in ms."""
        ...

    def leave(self, load: int, cause: int | None) -> int:
        """Feed it no more; return the fuel that comes back to the truck, in ms."""
        ...

    def fuel_ms(self, load: int) -> int:
        """Return for how long the load has fuel from trucks or of its own, in ms."""
        ...


class GeneratorTruck(mesa.Agent):  # type: ignore[misc]  # mesa is untyped
    """A truck with a generator and a tank.

    Ordered to a load it musters, drives there by what it believes of the roads, waits where it knows no way,
    connects, and feeds the load until the mains are back, its fuel is spent or a later order takes it
    elsewhere. Out of fuel it fills up at its base and comes back. It tells the district each change, and that
    the mains are back where it stands, if anything carries the word.

    Parameters
    ----------
    number, row, node
        Its number, what the tables say of it, and the node of its base.
    context
        Of the world.
    district
        Address of the post that sends it.
    socket
        Where it stands at a load.

    Attributes
    ----------
    fuel_ms
        For how long the fuel lasts that it has not given to a load.
    """

    def __init__(
        self,
        model: Any,
        number: int,
        row: TruckRow,
        node: int,
        context: Context,
        district: Address,
        socket: Socket,
    ) -> None:
        super().__init__(model)
        kind = context.scenario.team_types[row.team.type]
        self.number, self.row, self.home = number, row.team, node
        self.address = Band.TRUCK.address(number)
        self.status = TruckStatus.AT_BASE
        self.tank_ms = self.fuel_ms = kind.fuel.ms
        self.cause: int | None = None
        self.traveller = Traveller(self.address, node, row.team.vehicle, context, self._saw, self._wait)
        self._refuel_ms, self._ready_ms = kind.refuel.ms, round(row.team.ready_min * MINUTE_MS)
        self._context, self._district, self._socket = context, district, socket
        self._order: TruckOrder | None = None
        self._heard_ms: int | None = None
        self._news: tuple[SupplyReport, ...] = ()
        self._dry = self._travels = False
        self._bell: Any = None
        self._alarm = Watchdog(context.clock, self.ring)
        context.net.join(self.address, self.receive)

    def where(self) -> int:
        """Return the node to which the truck is nearest: where its radio is heard."""
        return self.traveller.driver.where()

    @property
    def load(self) -> int | None:
        """The load for which it is meant."""
        return None if self._order is None else self._order.load

    @property
    def _now(self) -> int:
        return self._context.clock.now

    def roll_call(self) -> None:
        """Tell the district, at the beginning, that the truck is at its base."""
        self._change(TruckStatus.AT_BASE)

    def ring(self) -> None:
        """Look at once at what there is to do, if the truck stands still."""
        if self._bell is not None and not self._bell.triggered:
            self._bell.succeed()

    def receive(self, letter: Letter) -> None:
        """Take in a delivered message."""
        for item in letter.body:
            if isinstance(item, RoadReport):
                self.traveller.hear(item.link, item.closed)
            elif isinstance(item, TruckOrder):
                self._obey(item, letter)
            elif isinstance(item, RollCall):
                self._tell(letter.seq)

    def _obey(self, order: TruckOrder, letter: Letter) -> None:
        """Carry an order out, or tell what the truck is doing where it does so already."""
        self._heard_ms = letter.sent_ms
        self.traveller.driver.avoid |= frozenset(order.avoid)
        if self.load == order.load:
            self._tell(letter.seq)
            return
        self._order, self.cause = order, letter.seq
        if self.status is TruckStatus.AT_BASE:
            self._context.clock.start(self._sortie())
        elif self._travels:
            self.traveller.turn()
        else:
            self._tell(letter.seq)
            self.ring()

    # --- what it does, in order -----------------------------------------------------------------------------

    def _sortie(self) -> Behaviour:
        """Be out until nobody needs the truck and its tank is full."""
        self._change(TruckStatus.MUSTERING)
        yield from self._stay(self._ready_ms)
        while self.status is not TruckStatus.AT_BASE:
            if self._order is None or self._dry:
                yield from self._go_home()
            else:
                yield from self._serve(self._order)

    def _serve(self, order: TruckOrder) -> Behaviour:
        """Drive to a load, connect and feed it; come back from here when anything else is to be done."""
        yield from self._drive(order.node, TruckStatus.EN_ROUTE)
        if self._order is not order or self.traveller.driver.node != order.node:
            return
        self._change(TruckStatus.CONNECTING)
        yield from self._stay(self._context.scenario.support.connect.ms, order)
        if self._order is not order:
            return
        if not self._is_done(order.load):
            yield from self._feed(order)
        if self._socket.is_supplied(order.load):
            self._news = (SupplyReport(order.load, PowerSource.MAINS.value, None),)
        if self._order is order and not self._dry:
            self._order = None

    def _is_done(self, load: int) -> bool:
        """Whether the truck is not needed at a load at which it stands."""
        return self._socket.is_supplied(load) or self._socket.is_taken(load)

    def _feed(self, order: TruckOrder) -> Behaviour:
        """Feed a load as long as it needs it, there is fuel, and the truck is wanted there."""
        self._change(TruckStatus.SUPPLYING)
        load, every_ms = order.load, self._context.scenario.support.interval.ms
        self.fuel_ms = self._socket.feed(load, self.fuel_ms, self.cause)
        while self._order is order and not self._socket.is_supplied(load):
            left_ms = self._socket.fuel_ms(load)
            if not left_ms:
                break
            yield from self._wake(min(every_ms, left_ms))
            if self.fuel_ms and self._order is order and not self._socket.is_supplied(load):
                self.fuel_ms = self._socket.feed(load, self.fuel_ms, self.cause)
        self.fuel_ms += self._socket.leave(load, self.cause)
        self._dry = self.fuel_ms == 0

    def _go_home(self) -> Behaviour:
        """Drive to the base and fill up; be ready there if nobody needs the truck."""
        yield from self._drive(self.home, TruckStatus.RETURNING)
        if self.traveller.driver.node != self.home or (self._order is not None and not self._dry):
            return
        if self.fuel_ms < self.tank_ms:
            self._change(TruckStatus.REFUELLING)
            yield from self._stay(self._refuel_ms)
            self.fuel_ms, self._dry = self.tank_ms, False
        if self._order is None:
            self.traveller.driver.avoid = frozenset()
            self._change(TruckStatus.AT_BASE)

    def _drive(self, goal: int, status: TruckStatus) -> Behaviour:
        """Drive to a node, or until the truck is to turn."""
        self._change(status)
        self._travels = True
        yield from self.traveller.go(goal, wait=True)
        self._travels = False

    def _stay(self, ms: int, order: TruckOrder | None = None) -> Behaviour:
        """Stand for a while; if for an order, only until another takes its place."""
        until_ms = self._now + ms
        while self._now < until_ms and (order is None or self._order is order):
            yield from self._wake(until_ms - self._now)

    def _wake(self, ms: int) -> Behaviour:
        """Stand until an alarm, or until somebody rings."""
        self._bell = self._context.clock.signal()
        self._alarm.set(ms)
        yield self._bell
        self._bell = None
        self._alarm.cancel()

    # --- what it tells --------------------------------------------------------------------------------------

    def _change(self, status: TruckStatus) -> None:
        """Enter a status; log it, and tell the district."""
        self.status = status
        fact = TruckChanged(self.number, status.value, self.traveller.driver.node, self.load, self.fuel_ms)
        self.cause = self._context.log.add(self._now, fact, self.cause)
        self._tell(self.cause)

    def _tell(self, cause: int | None) -> None:
        report = TruckReport(
            self.number, self.status.value, self.where(), self.load, self.fuel_ms, self._heard_ms
        )
        body: tuple[Report, ...] = (report, *self._news)
        self._news = ()
        self._context.net.send(self.address, self._district, body, cause)

    def _wait(self, stands: bool) -> None:
        """Stand before roads that the truck knows to be closed, or go on."""
        self._change(TruckStatus.STRANDED if stands else self._bound)

    @property
    def _bound(self) -> TruckStatus:
        home = self._order is None or self._dry
        return TruckStatus.RETURNING if home else TruckStatus.EN_ROUTE

    def _saw(self, link: int, closed: bool, cause: int | None) -> None:
        """Tell the district of a road, and of what lies on it."""
        if closed:
            fact = TruckTurned(self.number, link, self.traveller.driver.node)
            cause = self._context.log.add(self._now, fact, self.cause if cause is None else cause)
        foot = closed and self._context.roads.passable(link)
        body = (RoadReport(link, closed, foot), *self._context.sights(link))
        self._context.net.send(self.address, self._district, body, cause)
