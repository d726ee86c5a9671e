"""Who is cut off lives on what is there, tells it, and is brought supplies by what gets through."""

import pytest
from drills import cut, slide
from relief_worlds import STORE, Lived, data
from rigs import outage
from worlds import NOTE

from sim.metric.fold import fold
from sim.record.facts import MessageSent
from sim.record.people import PeopleMoved
from sim.record.supplies import (
    ConsignmentEnded,
    ConsignmentSent,
    OpenShelter,
    PlaceLacks,
    PlaceNeeds,
    ShelterChanged,
    StoreReport,
    SupplyNeed,
)
from sim.terms.ids import Band
from sim.terms.units import HOUR_MS, MINUTE_MS

EOC = Band.POST.address(1)
CUT = cut(3, 0.5 * 3600)
"""The last link goes after half an hour: village 4 is cut off."""
RIVER = {"name_zh": "江", "kind": "river", "points": [[107.0, 29.001], [107.5, 29.001]], **NOTE}
SHELTERS = [
    {"id": "A", "name_zh": "甲", "node": "N01", "capacity": 600, **NOTE},
    {"id": "B", "name_zh": "乙", "node": "N02", "capacity": 600, **NOTE},
]


def sent(lived, what):
    return [(t, fact, item) for t, fact in lived.all(MessageSent) for item in fact.body if type(item) is what]


def store(**changes):
    return {"stores": [{**STORE, **changes}], "home_food": 0.5}


def want(lived, place=4):
    return next(row for row in fold(lived.log).wants.rows() if row.place == f"V{place:02d}")


@pytest.fixture(scope="module")
def stuck():
    return Lived(data(relief=store(), cuts=[CUT]))


def test_without_the_switch_nothing_of_it_happens():
    quiet = Lived(data(cuts=[CUT]))
    assert not quiet.all(PlaceNeeds, StoreReport, ShelterChanged, ConsignmentSent)


def test_only_who_is_cut_off_lives_on_what_is_at_home(stuck):
    assert {fact.place for _, fact in stuck.all(PlaceNeeds)} == {4}
    ((t, first),) = [row for row in stuck.all(PlaceNeeds) if row[1].people][:1]
    assert t == 30 * MINUTE_MS
    assert (first.people, first.stocks) == (10000, (10000, 5000, 0))


def test_food_runs_out_after_what_is_at_home_and_water_not_while_there_is_power(stuck):
    lacks = [(t, fact.goods, fact.people) for t, fact in stuck.all(PlaceLacks)]
    assert lacks == [(30 * MINUTE_MS, "tent", 100), (12 * HOUR_MS + 30 * MINUTE_MS, "food", 10000)]
    assert want(stuck).unmet_water == 0
    assert want(stuck).unmet_food == pytest.approx(10000 * 35.5 / 24)


def test_need_is_told_to_the_township_which_tells_the_district(stuck):
    (t, up, _), (_, on, _), *_ = sent(stuck, SupplyNeed)
    assert t == 3 * HOUR_MS + 30 * MINUTE_MS
    assert (up.sender, up.receiver) == (Band.VILLAGE.address(4), Band.TOWNSHIP.address(4))
    assert (on.sender, on.receiver) == (Band.TOWNSHIP.address(4), EOC)
    assert want(stuck).known_s == pytest.approx(3 * 3600, abs=120)


def test_who_does_not_know_a_road_is_closed_sends_trucks_in_vain_and_then_knows(stuck):
    trucks = [(t, fact.mode) for t, fact in stuck.all(ConsignmentSent)]
    assert trucks
    assert {fact.outcome for _, fact in stuck.all(ConsignmentEnded)} == {"returned"}
    back = stuck.all(ConsignmentEnded)[0][0]
    assert all(t < back and mode == "truck" for t, mode in trucks)
    told = Lived(data(relief=store(), cuts=[{**CUT, "told_after": 0.1}]))
    assert not told.all(ConsignmentSent)


def test_trucks_do_not_pass_a_slide_but_porters_do():
    lived = Lived(data(relief={**store(), "foot_limit": 24}, cuts=[slide(3, 1800)]))
    assert {fact.mode for _, fact in lived.all(ConsignmentSent)} <= {"truck", "foot"}
    done = [fact.consignment for _, fact in lived.all(ConsignmentEnded) if fact.outcome == "delivered"]
    modes = {fact.consignment: fact.mode for _, fact in lived.all(ConsignmentSent)}
    assert done
    assert {modes[number] for number in done} == {"foot"}
    assert want(lived).first_s > 0


def test_a_truck_that_meets_a_closed_road_brings_the_goods_back():
    late = cut(3, 7 * 3600 + 60)
    lived = Lived(data(relief=store(), cuts=[{**CUT, "until": 6}, late]))
    trucks = [fact for _, fact in lived.all(ConsignmentSent) if fact.mode == "truck"]
    if trucks:
        assert {fact.outcome for _, fact in lived.all(ConsignmentEnded)} <= {"returned", "delivered"}
    sums = [0, 0, 0]
    ended = {fact.consignment: fact.outcome for _, fact in lived.all(ConsignmentEnded)}
    for fact in trucks:
        if ended.get(fact.consignment) != "returned":
            sums = [have + more for have, more in zip(sums, fact.goods, strict=True)]
    last = sent(lived, StoreReport)[-1][2]
    assert [20000 - sums[0], 20000 - sums[1], 2000 - sums[2]] == list(last.stocks)


def test_boats_go_along_a_river_and_only_with_boats():
    known = {**CUT, "told_after": 0.1}
    assert not Lived(data(relief=store(boats=1), cuts=[known])).all(ConsignmentSent)
    wet = Lived(data(relief=store(boats=1), cuts=[known], lines=[RIVER]))
    assert {fact.mode for _, fact in wet.all(ConsignmentSent)} == {"boat"}
    assert want(wet).unmet_food < 10000 * 35.5 / 24
    assert not Lived(data(relief=store(boats=0), cuts=[known], lines=[RIVER])).all(ConsignmentSent)


def test_aircraft_wait_for_daylight_and_give_up_when_it_takes_too_long():
    known = {**CUT, "told_after": 0.1}
    lived = Lived(data(relief={**store(aircraft=1), "patience": 10}, cuts=[known]))
    (first, *_) = [t for t, fact in lived.all(ConsignmentEnded) if fact.outcome == "delivered"]
    assert first % (24 * HOUR_MS) > 6 * HOUR_MS
    hasty = Lived(data(relief={**store(aircraft=1), "patience": 0}, cuts=[known]))
    assert hasty.all(ConsignmentEnded)[0][1].outcome == "returned"


def test_who_cannot_be_heard_is_sent_nothing():
    silent = data(relief=store(aircraft=2), cuts=[CUT])
    silent["bearers"] = {
        "outages": [outage("telecom", "C04", 0), outage("site", "all", 0)],
        "pace": {"village": ["fixed", "cellular"]},
    }
    lived = Lived(silent)
    assert [item for _, fact, item in sent(lived, SupplyNeed) if fact.sender == Band.VILLAGE.address(4)]
    assert not lived.all(ConsignmentSent)
    assert fold(lived.log).wants.summary()["supplies"]["of_all"]["known"] == 0


def test_need_ends_when_the_road_opens_and_that_is_told():
    lived = Lived(data(relief=store(), cuts=[{**CUT, "until": 20}]))
    assert lived.all(PlaceNeeds)[-1][1].people == 0
    assert sent(lived, SupplyNeed)[-1][2].people == 0
    assert want(lived).need_h == pytest.approx(19.5)


def test_without_power_water_runs_out_as_well():
    lived = Lived(data(relief=store(), cuts=[CUT], bearers={"outages": [outage("mains", "T04", 1)]}))
    assert want(lived).unmet_water > 0
    assert "water" in {fact.goods for _, fact in lived.all(PlaceLacks)}


# --- shelters ----------------------------------------------------------------------------------------------


def leaving(relief, **changes):
    """Return a world in which people of village 1 are told to leave after an hour."""
    return data(
        relief={"stores": [STORE], **relief},
        warning={"variant": "chain", "scripted": [{"colour": "red", "at": 1, "townships": ["T01"]}]},
        people={"at_risk": 0.05, "steep": 1, "urban": 1, "heeds_door": 1, "heeds_phone": 1},
        shelters=SHELTERS,
        **changes,
    )


def inside(lived, shelter):
    return sum(fact.people for _, fact in lived.all(PeopleMoved) if fact.shelter == shelter)


@pytest.fixture(scope="module")
def opened():
    return Lived(leaving({"shelters": {"dual_use": ["A"], "opens_in": 0.1}}))


def test_a_dual_use_place_opens_by_order_and_takes_its_time(opened):
    (_, order, item), *rest = sent(opened, OpenShelter)
    assert not rest
    assert (order.sender, item.shelter) == (EOC, 0)
    changes = [(t, fact.open) for t, fact in opened.all(ShelterChanged) if fact.shelter == 0]
    assert [is_open for _, is_open in changes] == [False, True]
    assert changes[1][0] > HOUR_MS + 6 * MINUTE_MS
    assert fold(opened.log).wants.summary()["supplies"]["opened"] == 1


def test_who_comes_to_a_closed_door_goes_on_to_the_next():
    lived = Lived(leaving({"shelters": {"dual_use": ["A"], "opens_in": 48}}))
    assert inside(lived, 0) == 0
    assert inside(lived, 1) > 0


def test_those_in_a_shelter_use_up_its_stock_and_are_brought_more(opened):
    use = [fact for _, fact in opened.all(PlaceNeeds) if fact.place >= 5]
    assert max(fact.people for fact in use) == inside(opened, use[0].place - 5)
    assert any(fact.place >= 5 for _, fact in opened.all(ConsignmentSent))
    assert {fact.outcome for _, fact in opened.all(ConsignmentEnded)} == {"delivered"}


def test_an_order_that_never_arrives_opens_nothing():
    cutoff = {"outages": [outage("fibre", "all", 0), outage("site", "all", 0)], "pace": {"eoc": ["fixed"]}}
    lived = Lived(leaving({"shelters": {"dual_use": ["A"], "opens_in": 0.1}}, bearers=cutoff))
    assert [fact.open for _, fact in lived.all(ShelterChanged) if fact.shelter == 0] == [False]


def test_a_dark_shelter_has_less_room():
    dark = {"outages": [outage("mains", "T01", 0.5)]}
    lived = Lived(leaving({"shelters": {"dark_room": 0.5}}, bearers=dark))
    rooms = [fact.room for _, fact in lived.all(ShelterChanged) if fact.shelter == 0]
    assert rooms == [600, 300]
    assert inside(lived, 0) <= 300
