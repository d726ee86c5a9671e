"""A professional team 专业队伍: from the order over the road to the damage, and what it does there."""

from collections.abc import Callable, Generator
from functools import partial
from typing import Any, TypeAlias

import mesa

from sim.agent.context import Context
from sim.agent.face import Face
from sim.agent.roads import FOOT
from sim.agent.seats.standing_down import stand_down
from sim.agent.stamina import Stamina
from sim.agent.traveller import Traveller
from sim.agent.trip import Trip
from sim.kernel.clock import Watchdog
from sim.network.approach import Approach, drive, walk_in
from sim.record.facts import Report, RoadReport, RollCall
from sim.record.headquarters import StandDown
from sim.record.message import Letter
from sim.record.repair import CrewChanged, CrewReport, CrewTurned, WorkOrder
from sim.scenario.tables import Team
from sim.scenario.work import matching
from sim.terms.enums import CrewStatus, Skill, WaitReason
from sim.terms.ids import Address, Band
from sim.terms.units import HOUR_MS, MINUTE_MS

Faces: TypeAlias = Callable[[int], Face]
Journey: TypeAlias = Generator[Any, Any, None]
Leg: TypeAlias = Generator[Any, Any, bool]
"""A part of a journey; its result is whether the team is where it is to be."""

_PEDESTRIANS = 650_000
"""Eyes of teams on foot begin here: they look at other roads than those of their vehicles."""
_WAITS_FOR_ITS_ALARM = frozenset({CrewStatus.MUSTERING, CrewStatus.RESTING, CrewStatus.REFUELLING})


class Crew(mesa.Agent):  # type: ignore[misc]  # mesa is untyped
    """A team with machines of one kind.

    Ordered to a damage it musters, drives there by what it believes of the roads, walks the rest where no
    vehicle comes through and its work can be done without machines, surveys, and works as long as there is
    something that it can do. A later order takes the place of an earlier one. It tells the district each
    change, if anything carries the word.

    Parameters
    ----------
    number, row, node
        Its row in ``teams.csv``, and the node of its base.
    context
        Of the world.
    district
        Address of the post that sends it.
    face
        Returns the work at a damage, which only who is there may ask.

    Attributes
    ----------
    usable
        Machines that it has operators and people for.
    skills
        What it can do.
    """

    def __init__(
        self, model: Any, number: int, row: Team, node: int, context: Context, district: Address, face: Faces
    ) -> None:
        super().__init__(model)
        kind, repair = context.scenario.team_types[row.type], context.scenario.repair
        self.number, self.row, self.home = number, row, node
        self.address = Band.CREW.address(number)
        self.skills = frozenset(skill.value for skill in kind.capabilities)
        self.usable = matching(row, kind).usable
        self.status = CrewStatus.AT_BASE
        self.cause: int | None = None
        self.ready_at_ms: int | None = None
        self.stamina = Stamina(kind, repair, row.shifts)
        self.traveller = Traveller(
            self.address, node, row.vehicle, context, self._saw, sets_out=self._begin_trip
        )
        self._kind, self._repair = kind, repair
        self._context, self.district, self._faces = context, district, face
        self._order: WorkOrder | None = None
        self._face: Face | None = None
        self._walker: Traveller | None = None
        self._shut: frozenset[int] = frozenset()
        self._travelling = self._dry = False
        self._at_work = 0
        self._told: CrewReport | None = None
        self._said: tuple[Report, ...] = ()
        self._news: tuple[Report, ...] = ()
        self._changed: CrewChanged | None = None
        self._alarm = Watchdog(context.clock, self._go_on)
        self._limit = Watchdog(context.clock, self._reach_limit)
        self._progress = Watchdog(context.clock, self._tell_progress)
        context.net.join(self.address, self.receive)

    # --- where it is and what it can do there ---------------------------------------------------------------

    def where(self) -> int:
        """Return the node to which the team is nearest: where its radio is heard."""
        return self._mover.driver.where()

    @property
    def hands(self) -> int:
        """Machines that it can use now, or gangs where it walked in without them."""
        return self.usable if self._walker is None or self._kind.on_foot.value > 0 else 0

    @property
    def pace(self) -> float:
        """Work of one of them as a multiple of the standard."""
        on_foot = 1.0 if self._walker is None else self._kind.on_foot.value
        return self._kind.rate.value * on_foot * self.stamina.vigour

    @property
    def _mover(self) -> Traveller:
        """Whoever of vehicle and people on foot the team is with."""
        return self.traveller if self._walker is None else self._walker

    @property
    def _now(self) -> int:
        return self._context.clock.now

    # --- what it is told ------------------------------------------------------------------------------------

    def roll_call(self) -> None:
        """Tell the district, at the beginning, that the team is at its base, and what it can use."""
        self._change(CrewStatus.AT_BASE)

    def receive(self, letter: Letter) -> None:
        """Take in a delivered message."""
        for item in letter.body:
            if isinstance(item, RoadReport):
                self._hear(item)
            elif isinstance(item, WorkOrder):
                self._obey(item, letter.seq)
            elif isinstance(item, StandDown):
                stand_down(self, item, letter.seq)
            elif isinstance(item, RollCall):
                self.say(letter.seq)

    def _hear(self, report: RoadReport) -> None:
        """Be told of a road, for the vehicle and for people on foot."""
        shut = report.closed and not report.foot
        self._shut = self._shut | {report.link} if shut else self._shut - {report.link}
        self.traveller.hear(report.link, report.closed)

    def _obey(self, order: WorkOrder, cause: int) -> None:
        """Carry an order out, or tell what the team is doing where it cannot or does so already."""
        self.traveller.driver.avoid |= frozenset(order.avoid)
        if self.usable == 0 or (self._order is not None and self._order.damage == order.damage):
            self.say(cause)
            return
        self._order, self.cause = order, cause
        if self.status is CrewStatus.AT_BASE:
            self.stamina.muster(self._now)
            self._change(CrewStatus.MUSTERING)
            ready_ms = round(self.row.ready_min * MINUTE_MS)
            at_ms = self.ready_at_ms
            self._alarm.set(ready_ms if at_ms is None else min(ready_ms, max(0, at_ms - self._now)))
        elif self.status in _WAITS_FOR_ITS_ALARM and not self._travelling:
            self.say(cause)
        else:
            self._turn()

    # --- under way ------------------------------------------------------------------------------------------

    def _set_out(self) -> None:
        self._face, self._travelling = None, True
        self._alarm.cancel()
        self._context.clock.start(self._travel())

    def _travel(self) -> Journey:
        """Go where the team is to be, by whatever way it knows, and start anew where that changes."""
        there = False
        while not there:
            there = yield from self._leg()
        self._travelling = False
        self._arrive()

    def _leg(self) -> Leg:
        """Go as far as one plan holds; whether the team is there."""
        bound_home = self._order is None or self._dry
        goals = (self.home,) if self._order is None or self._dry else self._order.nodes
        driver = self._mover.driver
        if driver.node in goals and not driver.off_ms and not (bound_home and self._walker):
            return True
        if self._walker is not None:
            yield from self._walk_back(self._walker)
            return False
        way = drive(driver.travel, driver.node, goals, driver.avoid) or self._way_on_foot(goals)
        if way is None or driver.plan(way.park, 0) is None:  # it may be caught where the road broke
            yield from self._be_stranded()
        elif way.park != driver.node or driver.off_ms:
            yield from self.traveller.go(way.park, wait=False)
        else:
            yield from self._walk(way.goal)
        return False

    def _way_on_foot(self, goals: tuple[int, ...]) -> Approach | None:
        """Return the way that ends on foot, if the team can work without machines and knows one."""
        if self._kind.on_foot.value == 0 or self._order is None or self._dry:
            return None
        driver, foot = self.traveller.driver, self._context.roads.travel[FOOT]
        limit_ms = self._repair.walk_limit.ms
        return walk_in(driver.travel, foot, driver.node, goals, driver.avoid, self._shut, limit_ms)

    def _walk(self, goal: int) -> Journey:
        """Leave the vehicle and what it carries, and go on on foot."""
        node = self.traveller.driver.node
        self._walker = walker = Traveller(
            _PEDESTRIANS + self.number, node, FOOT, self._context, self._saw_on_foot, None, self._begin_trip
        )
        walker.driver.avoid = self._shut
        self.stamina.walk(self._now)
        arrived = yield from walker.go(goal, wait=False)
        if not arrived and walker.driver.node == node and not walker.driver.off_ms:
            self._get_in()

    def _walk_back(self, walker: Traveller) -> Journey:
        """Go back to the vehicle."""
        arrived = yield from walker.go(self.traveller.driver.node, wait=True)
        if arrived:
            self._get_in()

    def _get_in(self) -> None:
        self._walker = None
        self.stamina.ride()

    def _be_stranded(self) -> Journey:
        """Stand where no way is known until there is news."""
        self._change(CrewStatus.STRANDED)
        yield from self.traveller.look_out()

    def _begin_trip(self, trip: Trip) -> None:
        """Say how the team means to go."""
        bound_home = self._order is None or self._dry
        status = CrewStatus.RETURNING if bound_home else CrewStatus.EN_ROUTE
        self._change(status if self._walker is None else CrewStatus.WALKING, WaitReason.NONE, trip)

    def _arrive(self) -> None:
        if self._order is None or self._dry:
            self._restore()
        else:
            self._be_there()

    # --- at the damage --------------------------------------------------------------------------------------

    def _be_there(self) -> None:
        """Look at the damage, survey it where nobody has, and join those who work there."""
        assert self._order is not None
        self._face = face = self._faces(self._order.damage)
        if face.damage.whole:
            self.step_done(self.cause)
        elif self.stamina.is_spent(self._now):
            self.rest()
        elif self._must_survey(face):
            self._change(CrewStatus.SURVEYING)
            self._alarm.set(self._repair.survey.ms)
        else:
            face.join(self)

    def _must_survey(self, face: Face) -> bool:
        step = face.damage.step
        slide = step is not None and step.capability == Skill.ROAD_CLEARING.value
        can = Skill.ROAD_CLEARING.value in self.skills and self._repair.survey.ms > 0
        return slide and can and not face.surveyed

    def _survey(self) -> None:
        assert self._face is not None
        self._face.surveyed = True
        if self._face.damage.whole:
            self.step_done(self.cause)
            return
        self._tell_progress()
        self._face.join(self)

    def assign(self, hands: int, reason: WaitReason) -> None:
        """Be told with how many machines the team works from now on, and why with none."""
        self.stamina.work(self._now, hands > 0)
        self._at_work = hands
        self._change(CrewStatus.WORKING if hands else CrewStatus.STANDING_BY, reason)
        self._watch_limits()
        if hands:
            self._progress.set(HOUR_MS)
        else:
            self._progress.cancel()
        if reason is WaitReason.NOT_ITS_SKILL:
            self._context.clock.call_after(0, partial(self._give_up, self._face))

    def step_done(self, cause: int | None) -> None:
        """Be told that a step is done, or that all is whole: then the team is free."""
        self.cause = cause
        if self._face is not None and self._face.damage.whole:
            self._release()
        else:
            self._tell_progress()

    def _give_up(self, face: Face | None) -> None:
        """Leave a damage at which the team can do nothing, and say what is needed there."""
        if face is None or face is not self._face or face.damage.step is None:
            return
        if face.damage.step.capability not in self.skills:
            self._release()

    def _leave_face(self) -> None:
        if self._face is not None:
            self._face.leave(self)
        self.stamina.work(self._now, False)
        self._at_work = 0
        for alarm in (self._limit, self._progress):
            alarm.cancel()

    def turn_home(self) -> None:
        """Have no order any more, and go home."""
        self._order = None
        self._turn()

    def _turn(self) -> None:
        """Go where the order says now, or home."""
        if self._travelling:
            self._mover.turn()
        else:
            self._leave_face()
            self._set_out()

    def _release(self) -> None:
        """Be free: say how one leaves the damage, and go home unless an order comes."""
        self._news = self._progress_made()
        self.turn_home()

    # --- what wears it out ----------------------------------------------------------------------------------

    def _watch_limits(self) -> None:
        """Set the alarm for when the people, or what the team has brought, are spent."""
        at_ms = self.stamina.next_limit(self._now)
        if at_ms is None:
            self._limit.cancel()
        else:
            self._limit.set(max(1, at_ms - self._now))

    def _reach_limit(self) -> None:
        face, now = self._face, self._now
        if face is None:
            return
        if self.stamina.is_spent(now):
            self.rest()
        elif self.stamina.is_dry(now):
            self._dry = True
            self._turn()
        else:
            self.stamina.tire(now)
            face.look_again()

    def rest(self) -> None:
        """Rest where it is, until it has rested."""
        self._leave_face()
        self._change(CrewStatus.RESTING)
        self._alarm.set(self._repair.rest.ms)

    def _restore(self) -> None:
        """Be at the base: fill up, rest, be ready."""
        if self._dry or self.stamina.is_low(self._now):
            self._dry = False
            self.stamina.fill()
            self._change(CrewStatus.REFUELLING)
            self._alarm.set(self._kind.refuel.ms)
        elif self.stamina.is_spent(self._now):
            self._change(CrewStatus.RESTING)
            self._alarm.set(self._repair.rest.ms)
        elif self._order is not None:
            self._set_out()
        else:
            self.traveller.driver.avoid = self._shut = frozenset()
            self.stamina.come_home(self._now)
            self._change(CrewStatus.AT_BASE)

    def _go_on(self) -> None:
        """Do what comes after what the team has waited for."""
        if self.status is CrewStatus.SURVEYING:
            self._survey()
            return
        if self.status is CrewStatus.RESTING:
            self.stamina.wake(self._now)
        if self._face is not None and self._order is not None:
            same = self._face.damage.number == self._order.damage
            self._be_there() if same else self._set_out()
        elif self._order is None:
            self._restore()
        else:
            self._set_out()

    # --- what it tells --------------------------------------------------------------------------------------

    def _change(
        self, status: CrewStatus, reason: WaitReason = WaitReason.NONE, trip: Trip | None = None
    ) -> None:
        """Enter a status; log it and tell the district, unless nothing is new."""
        self.status = status
        damage = None if self._order is None else self._order.damage
        node = self._mover.driver.node if trip is None else trip.goal
        hands = self._at_work if status is CrewStatus.WORKING else self.hands
        way = () if trip is None else (trip.total_ms, trip.links)
        fact = CrewChanged(self.number, status.value, node, damage, hands, reason.value, *way)
        if trip is not None or fact != self._changed:
            self._changed = fact
            self.cause = self._context.log.add(self._now, fact, self.cause)
        if self._told is None or self._report() != self._told:
            self.say(self.cause)

    def _report(self) -> CrewReport:
        damage = None if self._order is None else self._order.damage
        return CrewReport(self.number, self.status.value, self.where(), damage, self.hands)

    def say(self, cause: int | None) -> None:
        """Tell the district how the team stands, and in the same breath what else there is to tell."""
        self._told = self._report()
        body, self._news = (self._told, *self._news), ()
        self._context.net.send(self.address, self.district, body, cause)

    def _tell_progress(self) -> None:
        """Tell the district how far a damage is mended, and go on telling it as long as the team works."""
        self._context.net.send(self.address, self.district, self._progress_made(), self.cause)
        if self._at_work:
            self._progress.set(HOUR_MS)

    def _progress_made(self) -> tuple[Report, ...]:
        """Return how far the damage is mended, and what of the road is news."""
        assert self._face is not None
        body = self._face.told()
        if body[1:] == self._said:
            return body[:1]
        self._said = body[1:]
        return body

    def _saw(self, link: int, closed: bool, cause: int | None) -> None:
        """Tell the district of a road, and of what lies on it."""
        if closed:
            fact = CrewTurned(self.number, link, self._mover.driver.node)
            cause = self._context.log.add(self._now, fact, self.cause if cause is None else cause)
        foot = closed and self._context.roads.passable(link)
        body = (RoadReport(link, closed, foot), *self._context.sights(link))
        self._context.net.send(self.address, self.district, body, cause)

    def _saw_on_foot(self, link: int, closed: bool, cause: int | None) -> None:
        """Keep in mind which ways are closed to people on foot too."""
        self._shut = self._shut | {link} if closed else self._shut - {link}
        self._saw(link, closed, cause)
