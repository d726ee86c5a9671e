"""Mutual aid between districts 毗邻区县应急联动, put in its place: who asks, who approves, who lends."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import Any, Final, Protocol

from sim.agent.aircraft import LentAircraft
from sim.agent.centre import DispatchCentre
from sim.agent.command import CommandPost
from sim.agent.considers import Considers
from sim.agent.context import Context
from sim.agent.district import District
from sim.agent.lent import LentUnit
from sim.agent.loans import LoanBook
from sim.agent.own_duty import DutyDesk, weighing
from sim.agent.seats.lending import Lends
from sim.agent.staff import Staff
from sim.agent.station import Station
from sim.agent.tiers import approval, assembly
from sim.hazard.own_storm import OwnStorm, home_rain
from sim.kernel.clock import Watchdog
from sim.picture import Picture
from sim.policy.aid import AidPlan, FindAid, Lend
from sim.policy.ask_aid import AID_POLICIES
from sim.policy.own_storm import LendOwn
from sim.policy.plan import Plan
from sim.policy.tiers import LendAndOrder
from sim.record.aid import AidApproved, AidNeeded, CommitResource, RequestResource
from sim.record.facts import Dispatch, MoveUp, Order
from sim.scenario.lenders import LenderRow, lenders
from sim.scenario.model import Scenario
from sim.scenario.tables import UnitRow
from sim.scenario.tiers import MUNICIPAL
from sim.terms.enums import Party
from sim.terms.ids import DISPATCH_CENTRE, Address, Band, UnitId, unit_address

SECOND: Final = 1_000_000
"""Numbers of the requests of a second dispatch centre begin here."""


class _Patient(Protocol):
    """Somebody who decides, and says when to look again."""

    def decide(self, picture: Picture) -> Iterator[Order]: ...

    def wait_ms(self, picture: Picture) -> int | None: ...


class Desk:
    """Who decides about aid at a post; looks again when that is due, and logs what is asked for 增援席位.

    Parameters
    ----------
    post
        At which it sits.
    policy
        Who decides.
    context
        Of the world.
    """

    def __init__(self, post: CommandPost, policy: _Patient, context: Context) -> None:
        self._post, self._policy, self._context = post, policy, context
        self._due_ms: int | None = None
        self._alarm = Watchdog(context.clock, self._look)
        self._logged: set[int] = set()

    def decide(self, picture: Picture) -> Iterator[Order]:
        """Yield what to say now."""
        for order in self._policy.decide(picture):
            if type(order) is RequestResource:
                self._log_need(picture, order)
            yield order
        wait_ms = self._policy.wait_ms(picture)
        if wait_ms is not None and (self._due_ms is None or picture.now_ms + wait_ms < self._due_ms):
            self._due_ms = picture.now_ms + wait_ms
            self._alarm.set(wait_ms)

    def ask(self, order: RequestResource, cause: int) -> None:
        """Ask for aid as the person at the post has decided."""
        self._post.last_cause = cause
        self._log_need(self._post.picture, order)
        self._post.issue(order, self._post.last_cause)

    def _log_need(self, picture: Picture, order: RequestResource) -> None:
        """Say in the log what the dispatch centre lacks, once for each request."""
        if not isinstance(self._post, DispatchCentre) or order.request in self._logged:
            return
        self._logged.add(order.request)
        call = None if order.call is None else picture.calls.get(order.call)
        since_ms = picture.now_ms if call is None else call.told_ms
        fact = AidNeeded(order.request, order.call, since_ms, order.needs, order.standing)
        self._post.last_cause = self._context.log.add(picture.now_ms, fact, self._post.last_cause)

    def _look(self) -> None:
        self._due_ms = None
        self._post.think(self._post.last_cause)


class Neighbour(CommandPost):
    """The operations centre of a neighbouring district: it lends what it has beyond its reserve 毗邻区县.

    Parameters
    ----------
    context
        Of the world.
    aid, lender
        What is known beforehand of aid, and of itself.
    book
        Of all loans.
    """

    def __init__(self, model: Any, context: Context, aid: AidPlan, lender: LenderRow, book: LoanBook) -> None:
        self.policy = _lends(context.scenario, lender)(aid, lender)
        super().__init__(model, lender.address, context, self.policy)
        self._book = book
        self.hands |= Lends(aid, lender, context.scenario).hands(isinstance(self.policy, LendAndOrder))
        rows, (median, sigma) = context.scenario.units, assembly(context.scenario, lender)
        draws = {unit: context.streams(f"aid/assembly/{rows[unit].id}") for unit in lender.units}
        self._assembly_ms = {
            unit: partial(draws[unit].lognormal, median.ms, sigma.value) for unit in lender.units
        }
        context.net.join(lender.address, self.learn)
        if lender.tier:
            approval(self, lender, context)
        elif isinstance(self.policy, LendOwn):
            weighing(self, self.policy, lender.district, context)

    def issue(self, order: Order, cause: int | None) -> None:
        """Say something, and let units that are promised get ready."""
        super().issue(order, cause)
        if type(order) is CommitResource:
            asks = self.picture.aid.requests[order.request].asks
            for unit in order.units:
                if self._book.stage(unit) is None:
                    self._muster(unit, asks, cause)

    def _muster(self, unit: int, asks: RequestResource, cause: int | None) -> None:
        """Let a unit turn out at once to a call under a standing agreement, else gather first 集结."""
        seq = self._book.open(unit, asks.request, self.picture.units[unit].node, cause)
        if asks.standing and asks.call is not None:
            super().issue(Dispatch(unit, asks.call, asks.node, asks.place, self._avoid(asks)), seq)
        else:
            delay_ms = round(self._assembly_ms[unit]())
            self._context.clock.call_after(delay_ms, partial(self._send_off, unit, asks, seq))

    def _send_off(self, unit: int, asks: RequestResource, cause: int) -> None:
        super().issue(MoveUp(unit, asks.station, self._avoid(asks)), cause)

    def _avoid(self, asks: RequestResource) -> tuple[int, ...]:
        """Return the links that it holds for closed, by its own word and by that of those who ask."""
        return tuple(sorted(self.picture.closed.union(asks.avoid)))


class MutualAid:
    """Everybody who has to do with aid in a world; nobody where its policy is ``none``.

    Parameters
    ----------
    model
        The world.
    context
        What its agents share.
    plan
        What posts know beforehand.

    Attributes
    ----------
    book
        Of all loans.
    neighbours
        Posts of neighbouring districts that lend, in the order of their posts.
    plan
        What posts know beforehand of aid.
    desk
        Who asks at the dispatch centre; None where nobody does.
    second
        Who asks at a second dispatch centre, and what that one knows beforehand; None where nobody does.
    """

    def __init__(self, model: Any, context: Context, plan: Plan) -> None:
        self.book = LoanBook(context.clock, context.log)
        self.neighbours: list[Neighbour] = []
        self._model, self._context = model, context
        self.desk: Desk | None = None
        self.second: tuple[Desk, AidPlan] | None = None
        self.plan = aid_plan(context.scenario, plan)
        self._policy = AID_POLICIES.get(context.scenario.aid.policy)
        self._units: dict[int, LentUnit] = {}
        self._owner = {unit: lender.address for lender in self.plan.lenders for unit in lender.units}

    def unit(self, number: UnitId, row: UnitRow, station: Station) -> LentUnit:
        """Return a unit of a neighbour."""
        context, owner = self._context, self._owner[number]
        vehicle = context.scenario.unit_types[row.type].vehicle
        flies = context.sky is not None and vehicle == context.sky.vehicle
        make = LentAircraft if flies else LentUnit
        self._units[number] = make(self._model, number, row, station, context, owner, self.book)
        return self._units[number]

    def settle(self, centre: CommandPost, staff: Staff | None) -> None:
        """Seat neighbours, and who asks at the dispatch centre; to be called before anybody speaks."""
        for lender in self.plan.lenders:
            neighbour = Neighbour(self._model, self._context, self.plan, lender, self.book)
            self.neighbours.append(neighbour)
            if staff is not None:
                staff.guest(neighbour)
        self._centre = centre
        if self._policy is not None:
            self.desk = Desk(centre, self._policy(self.plan), self._context)
            centre.also(self.desk)
            centre.think(None)

    def break_over(self, rain: Callable[[int, int], float] | None, horizon_ms: int) -> None:
        """Let neighbours have the storm and calls of their own, where the scenario asks for it."""
        context = self._context
        ours = home_rain(context.scenario, rain, horizon_ms) if self._has_own() else ()
        for lender in self._has_own():
            storm = OwnStorm(context.scenario, lender.district, ours, context.streams, horizon_ms)
            DutyDesk(lender, [self._units[unit] for unit in lender.units], storm, context)

    def _has_own(self) -> list[LenderRow]:
        own_storm = self._context.scenario.aid.neighbours.own_storm
        return [lender for lender in self.plan.lenders if own_storm and not lender.tier]

    def bind(self, district: District | None) -> None:
        """Let the district's operations centre approve requests and ask neighbours."""
        if self._policy is None:
            return
        if district is None:
            district = District(self._model, self.plan.eoc, self._context)
            self._centre.partners, district.partners = (district.address,), (self._centre.address,)
        _approval(district, self._context)
        district.also(Desk(district, FindAid(self.plan, district.address), self._context))

    def second_centre(self, centre: DispatchCentre) -> list[Address]:
        """Let a second dispatch centre ask for aid too; return the units that must be told who commands."""
        if self._policy is None:
            return []
        aid = replace(self.plan, centre=centre.address, first=SECOND)
        desk = Desk(centre, self._policy(aid), self._context)
        self.second = desk, aid
        centre.also(desk)
        return [unit_address(UnitId(unit)) for unit in sorted(self._owner)]

    def alternate(self, post: District, wrap: Callable[[FindAid], _Patient]) -> list[Address]:
        """Let another post approve and ask while it leads; return who is told: the neighbours."""
        if self._policy is None:
            return []
        _approval(post, self._context)
        post.also(Desk(post, wrap(FindAid(self.plan, post.address)), self._context))
        return [neighbour.address for neighbour in self.neighbours]


def _approval(district: District, context: Context) -> None:
    """Let the home district look into a request before anybody else hears of it 审批."""
    median, sigma = context.scenario.aid.approval, context.scenario.aid.approval_sigma
    Considers(
        district,
        context,
        "aid/approval",
        lambda draws: draws.lognormal(median.ms, sigma.value),
        AidApproved,
    )


def _lends(scenario: Scenario, lender: LenderRow) -> type[Lend]:
    """Return by which rules a district lends."""
    if lender.tier:
        return LendAndOrder if lender.tier == MUNICIPAL and scenario.upper.orders else Lend
    return LendOwn if scenario.aid.neighbours.own_storm else Lend


def aid_plan(scenario: Scenario, plan: Plan) -> AidPlan:
    """Return what posts know beforehand of mutual aid, as a scenario's tables say it."""
    eoc = next((i for i, post in enumerate(scenario.posts) if post.kind is Party.EOC), 0)
    ours = [
        number
        for number, station in enumerate(scenario.stations)
        if station.kind.is_ours_for_fire and scenario.takes_part(station)
    ]
    address = Band.POST.address(eoc)
    return AidPlan(plan, scenario.aid, address, DISPATCH_CENTRE, lenders(scenario), ours, scenario.upper)
