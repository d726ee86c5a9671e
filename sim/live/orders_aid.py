"""Forms about mutual aid 增援 (EDXL-RM): asked for, found, offered, promised, called back."""

from typing import Final

from sim.agent.aid import SECOND
from sim.live.form import Form, Maker, avoid, needs, number, numbers
from sim.live.session import Refused
from sim.picture import Picture
from sim.picture.aid import RequestView
from sim.record.aid import (
    AidOrdered,
    CommitResource,
    ReleaseResource,
    RequestResource,
    RequisitionResource,
    ResponseToRequestResource,
)
from sim.record.facts import Order
from sim.scenario.model import Scenario
from sim.terms.enums import Party
from sim.terms.ids import DISPATCH_CENTRE, Band, UnitId, unit_address
from sim.words import both


def _view(form: Form, picture: Picture) -> RequestView:
    view = picture.aid.requests.get(number(form, "request"))
    if view is None:
        raise Refused(both("the post knows of no such request").en_zh)
    return view


def _request(form: Form, picture: Picture, scenario: Scenario) -> Order:
    """Ask the operations centre anew, or a lender for a part of what others asked for."""
    if form.get("request") is not None:
        return _ask_lender(_view(form, picture).asks, form, picture)
    call = None if form.get("call") is None else picture.calls.get(number(form, "call"))
    if form.get("call") is not None and call is None:
        raise Refused(both("the post knows of no such call").en_zh)
    row = next((i for i, post in enumerate(scenario.posts) if post.kind is Party.EOC), 0)
    to = Band.POST.address(row) if form.get("to") is None else number(form, "to")
    standing, station = form.get("to") is not None, number(form, "station")
    fresh = len(picture.aid.requests) + (0 if picture.owner == DISPATCH_CENTRE else SECOND)
    call_, node, place = (None, 0, 0) if call is None else (call.call, call.node, call.place)
    known, wants = avoid(picture), needs(form)
    return RequestResource(to, picture.owner, fresh, wants, station, call_, node, place, standing, known)


def _ask_lender(asks: RequestResource, form: Form, picture: Picture) -> Order:
    to, wants, known = number(form, "to"), needs(form), avoid(picture)
    where = (asks.station, asks.call, asks.node, asks.place)
    return RequestResource(to, picture.owner, asks.request, wants, *where, False, known)


def _respond(form: Form, picture: Picture, scenario: Scenario) -> Order:
    view = _view(form, picture)
    return ResponseToRequestResource(
        view.asks.origin, picture.owner, view.asks.request, numbers(form, "units")
    )


def _requisition(form: Form, picture: Picture, scenario: Scenario) -> Order:
    to, asks = number(form, "to"), _view(form, picture).asks
    return RequisitionResource(to, picture.owner, asks.request, numbers(form, "units"), avoid(picture))


def _commit(form: Form, picture: Picture, scenario: Scenario) -> Order:
    """Promise units of one's own, or pass on what a lender (`by`) has promised."""
    view = _view(form, picture)
    if form.get("by") is None:
        units, by = numbers(form, "units"), picture.owner
    else:
        by = number(form, "by")
        units = view.committed.get(by, ())
    return CommitResource(view.asks.origin, by, view.asks.request, units)


def _release(form: Form, picture: Picture, scenario: Scenario) -> Order:
    unit = number(form, "unit")
    return ReleaseResource(unit_address(UnitId(unit)), unit, avoid(picture))


def _order(form: Form, picture: Picture, scenario: Scenario) -> Order:
    asks = _view(form, picture).asks
    about = (asks.request, needs(form), asks.station, asks.call, asks.node, asks.place, asks.avoid)
    return AidOrdered(number(form, "to"), asks.origin, *about)


AID_FORMS: Final[dict[str, Maker]] = {
    "rr": _request,
    "rrr": _respond,
    "rqr": _requisition,
    "cr": _commit,
    "rel": _release,
    "ao": _order,
}
"""Forms by the tag of the order that they make."""
