"""Whether something can be said about mutual aid 增援, as far as the post knows (EDXL-RM 1.0)."""

from collections.abc import Callable

from sim.agent.seats.hand import Hand
from sim.agent.sense import are_links
from sim.picture import Picture
from sim.policy.aid import AidPlan
from sim.record.aid import (
    AidOrdered,
    CommitResource,
    ReleaseResource,
    RequestResource,
    RequisitionResource,
    ResponseToRequestResource,
)
from sim.scenario.lenders import LenderRow
from sim.scenario.model import Scenario
from sim.terms.ids import UnitId, unit_address
from sim.terms.needs import Needs
from sim.terms.statuses import IN_QUARTERS


class Asks:
    """What the dispatch centre may ask for 请求方.

    Parameters
    ----------
    aid
        What is known beforehand of aid.
    scenario
        Of the world.
    """

    def __init__(self, aid: AidPlan, scenario: Scenario) -> None:
        self._aid, self._scenario = aid, scenario
        self._skills = frozenset(skill for unit in aid.guests for skill in aid.skills(unit))
        self._near = frozenset(lender.address for lender in aid.lenders if not lender.tier)

    def hands(self, ask: Callable[[RequestResource, int], None]) -> dict[type, Hand]:
        """Return what the dispatch centre may say by hand; `ask` sends a request."""
        return {RequestResource: Hand(self.can_request, ask), ReleaseResource: Hand(self.can_release)}

    def can_request(self, picture: Picture, order: RequestResource) -> bool:
        """Whether a new request names what others have, a station of ours and, if any, a known call.

        It goes to the operations centre; to a neighbour only for a call under a standing agreement.
        """
        aid, call = self._aid, picture.calls.get(-1 if order.call is None else order.call)
        if order.call is not None and (call is None or (call.node, call.place) != (order.node, order.place)):
            return False
        to = order.to in self._near and call is not None if order.standing else order.to == aid.eoc
        fresh = order.request == aid.first + len(picture.aid.requests) and order.origin == aid.centre
        lendable = _are_needs(order.needs, self._skills) and order.station in aid.stations
        return to and fresh and lendable and are_links(self._scenario, order.avoid)

    def can_release(self, picture: Picture, order: ReleaseResource) -> bool:
        """Whether a unit of others is here, as far as is known."""
        here = order.unit in picture.units and order.unit in self._aid.guests
        return here and _is_to_unit(order) and are_links(self._scenario, order.avoid)


class Finds:
    """What the operations centre may say of requests that it was asked to see to 协调方.

    Parameters
    ----------
    aid, scenario
        As for `Asks`.
    owner
        Address of the operations centre.
    """

    def __init__(self, aid: AidPlan, scenario: Scenario, owner: int) -> None:
        self._aid, self._scenario, self._owner = aid, scenario, owner
        self._skills = frozenset(skill for unit in aid.guests for skill in aid.skills(unit))
        self._lenders = frozenset(lender.address for lender in aid.lenders)

    def hands(self) -> dict[type, Hand]:
        """Return what the operations centre may say by hand."""
        return {
            RequestResource: Hand(self.can_request),
            RequisitionResource: Hand(self.can_requisition),
            CommitResource: Hand(self.can_pass_on),
            ResponseToRequestResource: Hand(self.can_end),
        }

    def can_request(self, picture: Picture, order: RequestResource) -> bool:
        """Whether a lender can be asked for a part of what the operations centre was asked for."""
        view = picture.aid.requests.get(order.request)
        if view is None or view.own or order.to not in self._lenders or order.to in view.asked:
            return False
        asks, same = view.asks, (order.station, order.call, order.node, order.place)
        known = order.origin == self._owner and same == (asks.station, asks.call, asks.node, asks.place)
        fair = _are_needs(order.needs, self._skills) and not order.standing
        return known and fair and are_links(self._scenario, order.avoid)

    def can_requisition(self, picture: Picture, order: RequisitionResource) -> bool:
        """Whether a lender has offered these units and none were called for yet."""
        view = picture.aid.requests.get(order.request)
        if view is None or order.origin != self._owner or order.to in view.taken:
            return False
        offered = bool(order.units) and set(order.units) <= set(view.offered.get(order.to, ()))
        return offered and are_links(self._scenario, order.avoid)

    def can_pass_on(self, picture: Picture, order: CommitResource) -> bool:
        """Whether a lender has promised these units, and whoever asked was not told."""
        view = picture.aid.requests.get(order.request)
        if view is None or view.own or order.to != view.asks.origin or order.origin in view.passed:
            return False
        return order.origin in view.committed and view.committed[order.origin] == order.units

    def can_end(self, picture: Picture, order: ResponseToRequestResource) -> bool:
        """Whether it can be said that there is no more to be had."""
        view = picture.aid.requests.get(order.request)
        if view is None or view.own or view.answered or order.units:
            return False
        return order.to == view.asks.origin and order.origin == self._owner


class Lends:
    """What a neighbour may answer, and whom it may call back 出借方.

    Parameters
    ----------
    aid
        What is known beforehand of aid.
    lender
        The neighbour.
    scenario
        Of the world.
    """

    def __init__(self, aid: AidPlan, lender: LenderRow, scenario: Scenario) -> None:
        self._aid, self._me, self._scenario = aid, lender, scenario

    def hands(self, orders: bool) -> dict[type, Hand]:
        """Return what a neighbour may say by hand; an upper tier that `orders` neighbours may do that too."""
        found: dict[type, Hand] = {
            ResponseToRequestResource: Hand(self.can_answer),
            CommitResource: Hand(self.can_commit),
            ReleaseResource: Hand(self.can_recall),
        }
        return {**found, AidOrdered: Hand(self.can_order)} if orders else found

    def can_answer(self, picture: Picture, order: ResponseToRequestResource) -> bool:
        """Whether units, or none, can be offered for a request: those at home that nobody was promised."""
        return self._is_open(picture, order) and self._are_free(picture, order.units)

    def can_commit(self, picture: Picture, order: CommitResource) -> bool:
        """Whether units, or none, can be promised for a request; once for each."""
        return self._is_open(picture, order) and self._are_free(picture, order.units)

    def can_recall(self, picture: Picture, order: ReleaseResource) -> bool:
        """Whether a unit of its own is on loan; it comes when it is free."""
        lent = order.unit in picture.aid.lent and _is_to_unit(order)
        return lent and are_links(self._scenario, order.avoid)

    def can_order(self, picture: Picture, order: AidOrdered) -> bool:
        """Whether an upper tier can order a neighbour to lend for a request that it has."""
        view = picture.aid.requests.get(order.request)
        near = {int(lender.address): lender for lender in self._aid.lenders if not lender.tier}
        if view is None or order.to not in near or order.to in view.ordered_from:
            return False
        asks, told = view.asks, (order.origin, order.station, order.call, order.node, order.place)
        same = told == (asks.origin, asks.station, asks.call, asks.node, asks.place)
        skills = frozenset(skill for unit in near[order.to].units for skill in self._aid.skills(unit))
        return same and _are_needs(order.needs, skills) and are_links(self._scenario, order.avoid)

    def _is_open(self, picture: Picture, order: ResponseToRequestResource | CommitResource) -> bool:
        view = picture.aid.requests.get(order.request)
        me = self._me.address
        if view is None or me in view.committed:
            return False
        return order.to == view.asks.origin and order.origin == me

    def _are_free(self, picture: Picture, units: tuple[int, ...]) -> bool:
        free, own = free_units(picture), frozenset(self._me.units)
        return len(set(units)) == len(units) and all(unit in own and unit in free for unit in units)


def free_units(picture: Picture) -> list[int]:
    """Return the units of a lender that are at home and promised to nobody, as far as it knows."""
    units = sorted(picture.units.items())
    return [unit for unit, view in units if view.status == IN_QUARTERS and unit not in picture.aid.lent]


def _are_needs(needs: Needs, skills: frozenset[str]) -> bool:
    named = [skill for skill, _ in needs]
    fair = all(skill in skills and count > 0 for skill, count in needs)
    return bool(needs) and fair and named == sorted(set(named))


def _is_to_unit(order: ReleaseResource) -> bool:
    return order.to == unit_address(UnitId(order.unit))
