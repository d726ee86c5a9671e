"""The boards of a post as plain data for JSON: power, aid, people, relief; from its picture alone."""

from typing import Any

from sim.picture import Picture
from sim.picture.aid import RequestView

Plain = dict[str, Any]


def boards_view(picture: Picture) -> Plain:
    """Return what a post knows beside calls, units, teams and damage, each fact with its time."""
    return {**_support(picture), **_care(picture), **_supplies(picture), **_people(picture), **_aid(picture)}


def _support(picture: Picture) -> Plain:
    support, uavs = picture.support, picture.uavs.uavs
    return {
        "trucks": [
            {
                "truck": view.truck,
                "status": view.status,
                "node": view.node,
                "load": view.goes_to,
                "fuel_ms": view.fuel_ms,
                "told_ms": view.told_ms,
                "silent": view.silent,
            }
            for _, view in sorted(support.trucks.items())
        ],
        "loads": [
            {"load": view.load, "source": view.source, "left_ms": view.left_ms, "told_ms": view.told_ms}
            for _, view in sorted(support.supplies.items())
        ],
        "uavs": [
            {
                "uav": view.uav,
                "status": view.status,
                "links": list(view.links),
                "ordered": None if view.order is None else list(view.order.links),
                "told_ms": view.told_ms,
            }
            for _, view in sorted(uavs.items())
        ],
    }


def _care(picture: Picture) -> Plain:
    care = picture.care
    return {
        "wounded": [
            {
                "call": view.call,
                "place": view.place,
                "node": view.node,
                "red": view.red,
                "yellow": view.yellow,
                "told_ms": view.told_ms,
            }
            for _, view in sorted(care.wounded.items())
        ],
        "ambulances": [
            {
                "unit": view.unit,
                "status": view.status,
                "node": view.node,
                "call": view.call if view.order is None else view.order.call,
                "ordered": view.order is not None,
                "told_ms": view.told_ms,
            }
            for _, view in sorted(care.ambulances.items())
        ],
        "beds": [
            {"hospital": row, "free": view.free, "powered": view.powered, "told_ms": view.told_ms}
            for row, view in sorted(care.beds.items())
        ],
    }


def _supplies(picture: Picture) -> Plain:
    supplies = picture.supplies
    return {
        "needs": [
            {"place": view.place, "people": view.people, "wants": list(view.wants), "told_ms": view.told_ms}
            for _, view in sorted(supplies.needs.items())
        ],
        "stores": [
            {"store": row, "stocks": view.stocks, "carriers": view.carriers, "told_ms": view.told_ms}
            for row, view in sorted(supplies.stores.items())
        ],
        "shelters": [
            {"shelter": row, "people": told.people, "room": told.room, "open": told.open}
            for row, told in sorted(supplies.shelters.items())
        ],
        "opened": sorted(supplies.opened),
        "sent": [
            {
                "store": view.order.store,
                "place": view.order.place,
                "mode": view.order.mode,
                "goods": list(view.order.goods),
                "ordered_ms": view.ordered_ms,
                "outcome": view.outcome,
            }
            for view in supplies.orders[-50:]
        ],
    }


def _people(picture: Picture) -> Plain:
    response, rides, warned = picture.response, picture.rides, picture.warnings.of
    return {
        "level": response.level,
        "colours": [list(entry) for entry in response.colours.out],
        "warned": [
            {
                "warning": number,
                "due_ms": called.due_ms,
                "called": called.called,
                "confirmed": sorted(called.confirmed),
            }
            for number, called in sorted(warned.items())[-20:]
        ],
        "controls": [
            {"order": row, "township": town, "on": on, "given_ms": at}
            for (row, town), (on, at) in sorted(picture.control.given.items())
        ],
        "reported": [
            {"order": row, "address": at, "on": last.on, "done": last.done, "told_ms": last.sent_ms}
            for (row, at), last in sorted(picture.control.of.items())
        ],
        "waiting": [
            {"village": village, "people": people, "told_ms": at}
            for village, (at, people) in sorted(rides.wanted.items())
            if people
        ],
        "buses": [
            {
                "bus": bus,
                "status": view.status,
                "node": view.node,
                "village": view.village,
                "told_ms": view.told_ms,
            }
            for bus, view in sorted(rides.buses.items())
        ],
    }


def _aid(picture: Picture) -> Plain:
    aid = picture.aid
    return {
        "requests": [_request(view) for view in aid.requests.values()],
        "lent": sorted(aid.lent),
        "guests": sorted(aid.guests & picture.units.keys()),
        "releasing": sorted(aid.releasing),
    }


def _request(view: RequestView) -> Plain:
    asks = view.asks
    return {
        "request": asks.request,
        "origin": asks.origin,
        "needs": [list(need) for need in asks.needs],
        "station": asks.station,
        "call": asks.call,
        "place": asks.place,
        "standing": asks.standing,
        "told_ms": view.told_ms,
        "own": view.own,
        "ordered": view.ordered,
        "asked": sorted(view.asked.items()),
        "offered": [[lender, list(units)] for lender, units in view.offered.items()],
        "taken": [[lender, list(units)] for lender, (_, units) in view.taken.items()],
        "committed": [[lender, list(units)] for lender, units in view.committed.items()],
        "wanted": None if view.wanted is None else list(view.wanted),
        "passed": sorted(view.passed),
        "over": view.over,
        "answered": view.answered,
    }
