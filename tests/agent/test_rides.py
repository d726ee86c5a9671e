"""Vehicles fetch people over the roads as they are; who cannot ride walks, and each is in one state."""

from collections import Counter

import pytest
from test_control import order, ruled, sent
from test_warning_chain import ROOM, ends, lived, only
from worlds import NOTE

from sim.metric.fold import fold
from sim.metric.summary import summary
from sim.record.facts import RoadReport
from sim.record.people import LinkWalked, PeopleMoved
from sim.record.rides import Boarded, BusChanged, GotOff, RideOrder, RideRequest
from sim.run import run
from sim.terms.ids import Band
from sim.terms.units import HOUR_MS, MINUTE_MS

EOC, TOWN, VILLAGE = Band.POST.address(1), Band.TOWNSHIP.address(0), Band.VILLAGE.address(0)
FAR = [{**ROOM[2], "capacity": 500}]
ALL = {"evacuate": 1, "evacuate_phone": 1}
RADIOS = [
    {"id": f"bus-{means}", "holder": "bus", "bearer": means, "battery_h": 6, **NOTE}
    for means in ("cellular", "radio370")
]


def buses(*seats, node="N00"):
    return [
        {"id": f"B{i}", "name_zh": "车", "node": node, "seats": seat, **NOTE} for i, seat in enumerate(seats)
    ]


def fetched(fleet, times=((2, "orange"),), shelters=FAR, rides=None, outages=(), **changes):
    """Return a village of a hundred people who are all to leave, with vehicles."""
    control = {**ALL, "rides": {"on": True, **(rides or {})}}
    bearers = {"outages": list(outages)}
    world = ruled(
        order(), times=times, shelters=shelters, control=control, buses=fleet, bearers=bearers, **changes
    )
    return world.model_copy(update={"terminals": (*world.terminals, *_radios())})


def _radios():
    from sim.scenario.tables import Terminal

    return [Terminal.model_validate(row, strict=False) for row in RADIOS]


@pytest.fixture(scope="module")
def one():
    return lived(fetched(buses(50)))


def test_all_are_carried_trip_after_trip_by_one_vehicle(one):
    assert ends(one) == {"sheltered": 100}
    trips = [f for _, f in only(one, BusChanged) if f.status == "carrying"]
    assert len(trips) >= 2
    assert max(f.aboard for f in trips) <= 50
    assert sum(f.people for _, f in only(one, Boarded)) == 100 == sum(f.people for _, f in only(one, GotOff))
    assert not only(one, LinkWalked)


def test_the_request_goes_up_by_the_township_and_the_order_comes_from_the_district(one):
    asked = [(f.sender, f.receiver) for _, f in sent(one, RideRequest)]
    assert asked[:2] == [(VILLAGE, TOWN), (TOWN, EOC)]
    first_order = min(t for t, f in sent(one, RideOrder))
    assert first_order >= min(t for t, f in sent(one, RideRequest) if f.receiver == EOC)
    assert {(f.sender, f.receiver) for _, f in sent(one, RideOrder)} == {(EOC, Band.BUS.address(0))}


def test_who_rides_is_safe_sooner_than_who_walks(one):
    walked = lived(fetched([]))
    when = [max(t for t, f in only(run, PeopleMoved) if f.now == "sheltered") for run in (one, walked)]
    assert ends(walked) == {"sheltered": 100}
    assert when[0] < when[1] - 2 * HOUR_MS


def test_more_seats_take_fewer_trips_and_more_vehicles_are_sent_where_one_is_too_small():
    large = lived(fetched(buses(200)))
    many = lived(fetched(buses(30, 30, 30, 30)))
    assert len([f for _, f in only(large, BusChanged) if f.status == "carrying"]) <= 3
    assert len({f.bus for _, f in only(many, Boarded)}) >= 2
    assert ends(large) == ends(many) == {"sheltered": 100}


def test_without_a_vehicle_people_wait_as_long_as_they_bear_and_walk(one):
    none = lived(fetched([]))
    waited = [t for t, f in only(none, PeopleMoved) if f.now == "awaiting"]
    walked = [t for t, f in only(none, PeopleMoved) if f.was == "awaiting"]
    assert [b - a for a, b in zip(sorted(waited), sorted(walked), strict=True)] == [90 * MINUTE_MS] * len(
        waited
    )


def test_a_party_larger_than_the_vehicle_walks():
    small = lived(fetched(buses(1)))
    assert not only(small, Boarded)
    assert ends(small) == {"sheltered": 100}


def test_who_has_a_shelter_near_by_does_not_wait():
    near = lived(fetched(buses(50), shelters=[ROOM[0]]))
    assert not [f for _, f in only(near, PeopleMoved) if f.now == "awaiting"]
    assert ends(near) == {"sheltered": 100}


def test_where_no_order_reaches_a_vehicle_nobody_rides():
    deaf = fetched(buses(50)).model_copy(update={"terminals": ruled(order()).terminals})
    happened = lived(deaf)
    assert not only(happened, Boarded)
    assert ends(happened) == {"sheltered": 100}


def test_a_vehicle_turns_before_a_closed_road_says_so_and_people_walk_on():
    cuts = [{"road": "R01", "at": 1, "foot": True}]
    happened = lived(fetched(buses(50), cuts=cuts))
    off = {f.node for _, f in only(happened, GotOff)}
    assert off == {1}
    assert any(f.sender == Band.BUS.address(0) for _, f in sent(happened, RoadReport))
    last = [f for _, f in only(happened, PeopleMoved) if f.was == "riding"]
    assert last
    assert all((f.now, f.node) == ("moving", 1) for f in last)
    assert 1 in {f.link for _, f in only(happened, LinkWalked)}
    assert ends(happened) == {"sheltered": 100}


def test_a_vehicle_that_is_cut_off_from_the_village_gives_up_and_the_next_is_not_sent_the_same_way():
    cuts = [{"road": "R00", "at": 1, "foot": True}]
    happened = lived(fetched(buses(50, node="N01"), cuts=cuts))
    assert not only(happened, Boarded)
    assert len(sent(happened, RideOrder)) == 1
    assert ends(happened) == {"sheltered": 100}


def test_a_road_that_closes_for_everybody_while_they_ride_leaves_nobody_in_two_places():
    cuts = [{"road": "R01", "at": 3.2}]
    happened = lived(fetched(buses(200), cuts=cuts))
    found = ends(happened)
    assert sum(found.values()) == 100
    assert found.get("riding", 0) == 0


def test_a_full_shelter_sends_the_vehicle_on_to_the_next():
    two = [{**ROOM[2], "capacity": 60}, {**ROOM[3], "capacity": 500}]
    happened = lived(fetched(buses(200), shelters=two))
    into = Counter()
    for _, f in only(happened, PeopleMoved):
        if f.now == "sheltered":
            into[f.shelter] += f.people
    assert 0 < into[0] <= 60
    assert sum(into.values()) == 100


def test_where_all_shelters_are_full_people_get_off_and_stay_outside():
    happened = lived(fetched(buses(200), shelters=[{**ROOM[2], "capacity": 30}]))
    found = ends(happened)
    assert found["sheltered"] <= 30
    assert found["cut_off"] == 100 - found["sheltered"]


def test_who_waits_or_rides_when_the_warning_is_lifted_goes_home():
    waiting = lived(fetched([], times=((2, "orange"), (3.3, "none"))))
    assert any(f.was == "awaiting" and f.now == "returning" for _, f in only(waiting, PeopleMoved))
    assert ends(waiting).get("returned", 0) + ends(waiting).get("warned", 0) == 100
    riding = lived(fetched(buses(200), times=((2, "orange"), (10, "none"))))
    assert ends(riding) == {"returned": 100}


def test_the_figures_say_who_was_carried_and_how_long_they_waited():
    log = run(fetched(buses(50, 50)))
    told = summary(log)["rides"]
    assert told["carried"] == 100
    assert told["vehicles"] == 2
    assert told["used"] >= 1
    assert told["villages_asked"] == 1
    assert told["gave_up"] == told["walked_on"] == 0
    assert 0 < told["wait_p50_min"] <= told["wait_p90_min"] <= 90
    assert fold(log).rides.trips == [n for n in fold(log).rides.trips if n >= 0]
