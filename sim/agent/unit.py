"""A unit: a vehicle and its crew, from the order to the return; see `Unit._next` for its life."""

from collections.abc import Generator
from functools import partial
from typing import TYPE_CHECKING, Any, TypeAlias

import mesa

from sim.agent.context import Context
from sim.agent.driver import Driver
from sim.agent.incident import Incident
from sim.agent.patient import Patient
from sim.agent.station import Station
from sim.agent.statuses import AT_REST, CAN_MOVE_UP, CAN_TURN, RUNNING
from sim.agent.tank import Fatigue, Tank
from sim.agent.turnout import turnout
from sim.kernel.clock import Interrupt, Watchdog
from sim.record.facts import (
    UNIT_ORDERS,
    CallOver,
    Dispatch,
    FuelChanged,
    MoveUp,
    Recall,
    ReliefWanted,
    Report,
    RoadReport,
    RollCall,
    UnitChanged,
    UnitReport,
    UnitTurned,
)
from sim.record.message import Letter
from sim.scenario.sections import Kind
from sim.scenario.tables import UnitRow
from sim.terms.ids import DISPATCH_CENTRE, Address, UnitId, addressed_unit, unit_address
from sim.terms.statuses import (
    AT_HOSPITAL,
    EN_ROUTE,
    IN_QUARTERS,
    MOVING_UP,
    ON_SCENE,
    OUT_OF_SERVICE,
    RESTORING,
    RETURNING,
    STANDING_BY,
    STRANDED,
    TRANSPORTING,
    TURNING_OUT,
    UNSTAFFED,
)

if TYPE_CHECKING:
    from sim.agent.scene import SiteCommander

Life: TypeAlias = Generator[Any, Any, None]
"""A part of a unit's life; it yields what the unit waits for."""


class Unit(mesa.Agent):  # type: ignore[misc]  # mesa is untyped
    """A vehicle with its crew 车组.

    It obeys orders that reach it, drives by what its crew believes of the roads, works at an incident as
    long as it is needed, and tells the dispatch centre each change of its status.

    Attributes
    ----------
    number
        Row in ``units.csv``.
    crew, crew_min
        People it takes when the station has enough, and the fewest with whom it goes out.
    people
        People on it; 0 while they are in the station.
    call
        The call it serves, or served last and is on its way home from.
    cause
        Its last entry in the log.
    scene
        The command of the scene where it works, which hears what it says.
    where
        Returns the node to which it is nearest.
    wet
        Whether its tank is to be refilled at home.
    """

    def __init__(self, model: Any, number: UnitId, row: UnitRow, station: Station, context: Context) -> None:
        super().__init__(model)
        self.number = number
        self.row_id = row.id
        self.type = context.scenario.unit_types[row.type]
        self.capabilities = self.type.capabilities
        self.work_rate = self.type.work_rate.value
        self.crew, self.crew_min = self.type.crew.whole, self.type.crew_min.whole
        self.station = station
        self.status = IN_QUARTERS
        self.people = 0
        self.call: int | None = None
        self.cause = self._ready_ms = self._arrived_ms = 0
        self.scene: SiteCommander | None = None
        self._context = context
        self._address = unit_address(number)
        self._driver = Driver(number, station.node, self.type.vehicle, context, self._see, self._poke)
        self.where = self._driver.where
        self._access_ms = context.access_ms[self.type.vehicle]
        self._tank = Tank(self.type)
        self._fatigue = Fatigue(context.scenario.forces, context.roads.pace.start_ms)
        self._refill_ms, self._refuel_ms = self.type.refill.ms, self.type.refuel.ms
        self._turnout_ms = turnout(context, station.row.kind, row.id)
        self._limit = Watchdog(context.clock, self._reach_limit)
        self._order: Dispatch | MoveUp | None = None
        self._patient = Patient(context, self._driver)
        self._over = self.wet = self._spent = self._poked = False
        self._heading: tuple[str, int, int | None] | None = None
        self._path: tuple[int, ...] = ()
        self._bell: Any = None
        self._local: int | None = None
        station.units.append(self)
        context.net.join(self._address, self.receive)
        self._process = context.clock.start(self._live())

    @property
    def known_closed(self) -> frozenset[int]:
        """Links that the crew has been told, or has seen, are closed."""
        return self._driver.avoid

    # --- what the unit is told -----------------------------------------------------------------------------

    def receive(self, letter: Letter) -> None:
        """Take in a delivered message."""
        if self.scene is not None and self.scene.leader is self:
            self.scene.receive(letter)
        for item in letter.body:
            if type(item) is RoadReport:
                if self._driver.hear(item.link, item.closed) or self.status == STRANDED:
                    self._poke()
            elif isinstance(item, UNIT_ORDERS):
                if addressed_unit(Address(letter.sender)) is None:  # a site commander is no home to report to
                    self._local = letter.sender if letter.sender != DISPATCH_CENTRE else None
                self._obey(item, letter.seq)
            elif isinstance(item, RollCall):
                self._context.net.send(self._address, letter.sender, (self._report(),), letter.seq)

    def _obey(self, order: Dispatch | MoveUp | Recall, cause: int) -> None:
        """Carry an order out, or tell what the unit is doing where it cannot."""
        if isinstance(order, Dispatch):
            obeyed = self._accept_dispatch(order, cause)
        elif isinstance(order, MoveUp):
            obeyed = self._accept_move_up(order, cause)
        else:
            obeyed = self._accept_recall(order, cause)
        if not obeyed:
            self.tell((), cause)

    def _accept_dispatch(self, order: Dispatch, cause: int) -> bool:
        if self.status in AT_REST:
            if not self._man():
                return False
        elif self.status not in CAN_TURN or self._spent or self._patient.aboard:
            return False
        self._take_on(order)
        if self.status in AT_REST:
            self.call = order.call
            self._ready_ms = self._context.clock.now + self._turnout_ms()
            self._change(TURNING_OUT, self._driver.node, cause)
        else:
            self.cause = cause
        self._poke()
        return True

    def _accept_move_up(self, order: MoveUp, cause: int) -> bool:
        if self.status not in CAN_MOVE_UP or not self._man():
            return False
        self._take_on(order)
        self.call, self.cause = None, cause
        self._poke()
        return True

    def _accept_recall(self, order: Recall, cause: int) -> bool:
        serves = self._order.call if isinstance(self._order, Dispatch) else None
        if serves != order.call or self.status not in (TURNING_OUT, EN_ROUTE, STRANDED, ON_SCENE):
            return False
        self._driver.avoid |= frozenset(order.avoid)
        self.cause = cause
        if self.status == ON_SCENE:
            self._context.incidents[order.call].leave(self)
        self.release(cause)
        return True

    def _take_on(self, order: Dispatch | MoveUp) -> None:
        self._order = order
        self._driver.avoid |= frozenset(order.avoid)
        self._context.board(self.number)

    def _man(self) -> bool:
        """Take a crew on board; whether there is one."""
        if self.people == 0 and self.crew > 0:
            self.people = self.station.lend(self)
            self._fatigue.out_since_ms = self._context.clock.now
        return self.people >= self.crew_min

    def staff(self, enough: bool) -> None:
        """Be told by the station whether there are people for this unit while it is at home."""
        if self.people:
            return  # manned in this very moment, and about to go
        if self.status == (UNSTAFFED if enough else IN_QUARTERS):
            self._change(IN_QUARTERS if enough else UNSTAFFED, self.station.node, self.cause)

    def release(self, cause: int, done: Kind | None = None) -> None:
        """Be needed no more at the call; `done` is the kind of incident if its work is over, else None."""
        now = self._context.clock.now
        if self.status == ON_SCENE:
            self._limit.cancel()
            self._fatigue.work(now - self._arrived_ms)
            self._over = done is not None
            self.wet = self.wet or (done is not None and done.uses_water)
            self._patient.aboard = done is not None and done.transport and "ambulance" in self.capabilities
        self._order, self.cause = None, cause
        self._poke()

    # --- its life ------------------------------------------------------------------------------------------

    def roll_call(self) -> None:
        """Tell the centre, at the beginning, that the unit is at home."""
        self._change(
            IN_QUARTERS if self.station.people >= self.crew_min else UNSTAFFED, self.station.node, None
        )

    def _live(self) -> Life:
        while True:
            try:
                yield from self._next()
            except Interrupt:
                self._poked = False  # an order or the roads have changed: look again

    def _next(self) -> Life:
        """Return what the unit does next, by its order and by where it stands."""
        order, now = self._order, self._context.clock.now
        if self.status == ON_SCENE and order is not None:
            return self._wait()
        if type(order) is Dispatch:
            if self.status == TURNING_OUT and now < self._ready_ms:
                return self._pause(self._ready_ms - now)
            return self._respond(order)
        if type(order) is MoveUp:
            return self._move_up(order)
        if self._patient.aboard:
            return self._transport()
        return self._wait() if self.status in AT_REST else self._go_home()

    def _respond(self, order: Dispatch) -> Life:
        self.call = order.call
        arrived = yield from self._drive(EN_ROUTE, order.node, self._access_ms[order.place])
        if arrived:
            incident = self._context.incidents.get(order.call)
            if incident is None:
                self._order, self._over = None, True  # the work is done: others may not have heard
            else:
                self._arrive(order, incident)

    def _arrive(self, order: Dispatch, incident: Incident) -> None:
        self._arrived_ms = self._context.clock.now
        if self._context.commands is not None:
            self.scene = self._context.commands.at(incident)
        self._change(ON_SCENE, order.node, self.cause, tell=incident.size_up)
        incident.join(self)
        for unit in incident.crews:
            if unit.number == order.relieves:
                incident.leave(unit)
                unit.release(self.cause)

    def watch_limits(self, ends_in_ms: float) -> None:
        """Be told how long the work will go on; set the alarm for the crew's or tank's limit before that."""
        now = self._context.clock.now
        dry_ms = self._tank.lasts_until(now)
        limit_ms = dry_ms if self._spent else min(self._fatigue.spent_at(), dry_ms)
        if limit_ms < now + ends_in_ms:
            self._limit.set(max(1, round(limit_ms - now)))
        else:
            self._limit.cancel()

    def _reach_limit(self) -> None:
        """Leave the scene while there is fuel for the way home; ask for relief when the crew is spent."""
        order, now = self._order, self._context.clock.now
        if not isinstance(order, Dispatch):
            return
        self._spent = True
        dry_ms = self._tank.lasts_until(now)
        if dry_ms <= now + 1:
            self._context.incidents[order.call].leave(self)
            self.release(self.cause)
            return
        self.tell((ReliefWanted(self.number, order.call),), self.cause)
        if dry_ms < float("inf"):
            self._limit.set(round(dry_ms - now))

    def _transport(self) -> Life:
        if self.status == AT_HOSPITAL:  # called while it handed over: the patient stays
            self._patient.leave()
            return
        yield from self._patient.transport(partial(self._drive, TRANSPORTING, access_ms=0), self._hand_over)

    def _hand_over(self, hospital: int) -> Life:
        self._change(AT_HOSPITAL, hospital, self.cause)
        yield self._context.clock.wait(self._context.scenario.forces.hospital_handover.ms)

    def _move_up(self, order: MoveUp) -> Life:
        goal = self._context.station_nodes[order.station]
        arrived = yield from self._drive(MOVING_UP, goal, 0)
        if arrived:
            self._order = None
            if order.station == self.station.number:
                yield from self._restore()
            else:
                self._context.lodge(self.number, order.station)
                self._change(STANDING_BY, goal, self.cause)

    def _go_home(self) -> Life:
        if self._driver.node != self.station.node or self._driver.off_ms:
            status = OUT_OF_SERVICE if self._spent else RETURNING
            arrived = yield from self._drive(status, self.station.node, 0)
            if not arrived:
                return
        yield from self._restore()

    def _restore(self) -> Life:
        """Refill, refuel and rest in the station, then be ready again."""
        now = self._context.clock.now
        low = self._tank.is_low(now)
        busy_ms = self._refill_ms * self.wet + self._refuel_ms * low + self._fatigue.rest_ms(now)
        self.wet = self._spent = False
        if busy_ms:
            self._change(RESTORING, self.station.node, self.cause)
            yield self._context.clock.wait(busy_ms)
        if low:
            self.book_fuel(fill=True)
        people, self.people = self.people, 0
        self._driver.avoid = frozenset()
        self._context.lodge(self.number, self.station.number)
        self._change(IN_QUARTERS, self.station.node, self.cause)
        self.call = None
        self.station.take_back(people, self)

    def _drive(self, status: str, goal: int, access_ms: int) -> Generator[Any, Any, bool]:
        """Drive to a node and the place near it; whether the unit is there, or must look again."""
        trip = self._driver.plan(goal, access_ms)
        if trip is None:
            yield from self._be_stranded()
            return False
        heading = (status, goal, self.call)
        if heading != self._heading or trip.links != self._path[len(self._path) - len(trip.links) :]:
            self._heading, self._path = heading, trip.links
            self._change(status, goal, self.cause, trip.total_ms, trip.links)
        link = yield from self._driver.ride(trip)
        self._heading, self._poked = None, False
        if link is None:
            return True
        self.cause = self._context.log.add(
            self._context.clock.now, UnitTurned(self.number, link, self._driver.node), self.cause
        )
        self._see(link, True, self.cause)
        return False

    def _be_stranded(self) -> Life:
        """Wait, where the crew knows no way on, until it hears or sees something."""
        self._heading = None
        if self.status != STRANDED:
            self._change(STRANDED, self._driver.node, self.cause)
        self._driver.look_out(True)
        yield from self._wait()
        self._driver.look_out(False)

    # --- waiting -------------------------------------------------------------------------------------------

    def _wait(self) -> Life:
        """Wait until something is ordered, done or seen."""
        self._bell = self._context.clock.signal()
        yield self._bell
        self._bell = None

    def _pause(self, ms: int) -> Life:
        yield self._context.clock.wait(ms)

    def _poke(self) -> None:
        """Let the unit look again at what it should do."""
        if self._bell is not None:
            if not self._bell.triggered:
                self._bell.succeed()
        elif not self._poked:
            self._poked = True
            self._process.interrupt()

    # --- what the unit tells -------------------------------------------------------------------------------

    def _see(self, link: int, closed: bool, cause: int) -> None:
        """Know a link as it is, from having seen it, and tell the centre, also of what lies on it."""
        self._driver.hear(link, closed)
        foot = closed and self._context.roads.passable(link)
        self.tell((RoadReport(link, closed, foot), *self._context.sights(link)), cause)
        if self.status == STRANDED and not closed:
            self._poke()

    def _change(
        self,
        status: str,
        bound: int,
        cause: int | None,
        eta_ms: int = 0,
        path: tuple[int, ...] = (),
        tell: tuple[Report, ...] = (),
    ) -> None:
        """Enter a status; log it, and tell the centre."""
        now = self._context.clock.now
        self.status = status
        self._tank.run(now, status in RUNNING)
        fact = UnitChanged(self.number, status, bound, self.call, self.people, eta_ms, path)
        self.cause = self._context.log.add(now, fact, cause)
        if self._over:
            self._over = False
            assert self.call is not None
            tell = (*tell, CallOver(self.call))
        self.tell(tell, self.cause)

    def tell(self, more: tuple[Report, ...], cause: int) -> None:
        """Send status and what else there is to tell to the centre, and to a station that leads the unit.

        Those on scene hear it as well. Who is under way tells the commander of its call of the roads.
        """
        report, net, stuck, told = self._report(), self._context.net, None, None
        body = (report, *more)
        if self.scene is not None:
            stuck, told = self.scene.hear(self, body, cause)
        elif self._context.commands is not None and (more or self.status == STRANDED):
            self._context.commands.tell(report.call, self._address, body, cause)
        net.send(self._address, DISPATCH_CENTRE, body, cause, stuck=stuck, told=told)
        if self._local is not None:
            net.send(self._address, self._local, body, cause)

    def _report(self) -> UnitReport:
        serves = self._order.call if type(self._order) is Dispatch else None
        return UnitReport(self.number, self.status, self._driver.node, serves)

    def book_fuel(self, fill: bool = False) -> None:
        """Log what was used since the tank was last reckoned, and what was filled in."""
        now = self._context.clock.now
        used_ml, filled_ml = self._tank.reckon(now, fill)
        if used_ml or filled_ml:
            fact = FuelChanged(self.number, used_ml, filled_ml, self._tank.left_ml)
            self._context.log.add(now, fact, self.cause)
