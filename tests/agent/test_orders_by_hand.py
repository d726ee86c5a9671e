"""What policies order people may order too, from what the post knows and from nothing else."""

from functools import cache

import pytest
from hands import came, facts, fill, sat, wait
from relief_worlds import SURE, data, hurt
from test_control import order as standing
from test_control import ruled
from test_response_levels import YELLOW
from test_response_levels import district as levelled
from test_rides import buses, fetched
from test_supplies import CUT, SHELTERS, store
from trucks import dark, fleet
from uav_yards import sky
from worlds import scenario
from yards import breaks

from sim.live.session import Refused
from sim.record.casualties import AmbulanceMoved
from sim.record.control import ControlTaken
from sim.record.people import WarningIssued, WarningOrder
from sim.record.response import LevelDecided, LevelKnown
from sim.record.rides import BusChanged
from sim.record.supplies import ConsignmentSent, ShelterChanged
from sim.record.support import TruckChanged
from sim.record.uav import UavChanged
from sim.run import run
from sim.terms.ids import DISPATCH_CENTRE, Band

EOC = Band.POST.address(1)


def same_again(session):
    """Let the exercise end, and play its journal again: it gives the same log."""
    log = session.finish()
    header = log.header
    again = run(session.scenario, header.policy, header.seed, header.rep, session.acts)
    assert again.digest == log.digest


def gives(of, kind, hours=3.0, address=EOC, **form):
    """Sit at the operations centre, let time pass, and give an order by a form."""
    session = sat(of, address)
    wait(session, hours)
    fill(session, address, kind, **form)
    return session


# --- levels, warnings, measures, vehicles


@cache
def level_world():
    return scenario(levelled(warnings=YELLOW, activation=0))


def test_while_a_person_sits_there_no_level_is_decided_but_by_hand():
    session = sat(level_world(), EOC)
    wait(session, 4)
    assert not facts(session, LevelDecided)
    fill(session, EOC, "level", level=3)
    decided = facts(session, LevelDecided)
    assert [(fact.level, fact.reason) for _, fact in decided] == [(3, "ordered")]
    wait(session, 1)
    assert {fact.level for _, fact in facts(session, LevelKnown)} == {3}
    with pytest.raises(Refused):
        fill(session, EOC, "level", level=3)
    with pytest.raises(Refused):
        fill(session, EOC, "level", level=5)
    fill(session, EOC, "level", level=0)
    same_again(session)


def test_a_seat_handed_back_decides_on_the_level_that_is_right():
    session = sat(level_world(), EOC)
    wait(session, 4)
    session.give_back(EOC)
    wait(session, 1)
    assert facts(session, LevelDecided)
    same_again(session)


@cache
def ruled_world():
    return ruled(standing(), standing("forbid", colour="red", by="township"))


def test_a_warning_by_hand_is_issued_with_the_next_number_and_the_township_is_called():
    session = gives(ruled_world(), "warn", hours=0.5, colour="red", township=0, leave=True)
    assert [(f.warning, f.colour, f.leave) for _, f in facts(session, WarningIssued)] == [(0, "red", True)]
    wait(session, 1)
    assert came(session, Band.TOWNSHIP.address(0), WarningOrder)[0].colour == "red"
    wait(session, 2)
    numbers = [f.warning for _, f in facts(session, WarningIssued)]
    assert numbers == sorted(set(numbers))
    fill(session, EOC, "warn", colour="none", township=0, leave=False)
    assert 0 not in [town for town, _ in session.world.picture(EOC).response.colours.out]
    same_again(session)


@pytest.mark.parametrize("form", [
    {"colour": "pink", "township": 0, "leave": True},
    {"colour": "red", "township": 99, "leave": True},
    {"colour": "red", "township": 0, "leave": "yes"},
    {"colour": 3, "township": 0, "leave": True},
])  # fmt: skip
def test_no_warning_goes_out_that_makes_no_sense(form):
    with pytest.raises(Refused):
        gives(ruled_world(), "warn", hours=0.5, **form)


def test_a_measure_is_put_in_force_and_ended_by_hand_and_the_policy_rests_meanwhile():
    session = gives(ruled_world(), "control", hours=0.5, order=0, township=0, on=True)
    assert session.world.picture(EOC).control.given[0, 0][0]
    wait(session, 1)
    taken = facts(session, ControlTaken)
    assert taken
    assert {fact.order for _, fact in taken} == {0}
    with pytest.raises(Refused):
        fill(session, EOC, "control", order=0, township=0, on=True)
    with pytest.raises(Refused):
        fill(session, EOC, "control", order=1, township=0, on=True)  # the township's own
    fill(session, EOC, "control", order=0, township=0, on=False)
    wait(session, 3)
    assert [f.on for _, f in facts(session, ControlTaken) if f.address == taken[0][1].address] == [
        True,
        False,
    ]
    session.give_back(EOC)
    wait(session, 1)
    assert session.world.picture(EOC).control.given[0, 0][0]  # orange since the second hour: it is due
    same_again(session)


def test_a_vehicle_is_sent_to_who_waits_once_it_said_that_it_is_free():
    session = sat(fetched(buses(50)), EOC)
    wait(session, 2)
    with pytest.raises(Refused):
        fill(session, EOC, "rid", bus=0, village=3)
    fill(session, EOC, "control", order=0, township=0, on=True)
    waiting = session.world.picture(EOC).rides.wanted
    for _ in range(30):
        wait(session, 0.1)
        if any(people for _, people in waiting.values()):
            break
    assert not facts(session, BusChanged)
    village = next(iter(waiting))
    fill(session, EOC, "rid", bus=0, village=village)
    wait(session, 0.5)
    assert facts(session, BusChanged)
    with pytest.raises(Refused):
        fill(session, EOC, "rid", bus=0, village=village)
    same_again(session)


# --- casualties and supplies


def test_an_ambulance_is_sent_to_casualties_that_were_told_of():
    of = scenario(data(casualties={**SURE, "scripted": [hurt(1, 1, 1)]}))
    desk = DISPATCH_CENTRE
    session = sat(of, desk)
    for _ in range(40):
        wait(session, 0.1)
        if session.world.picture(desk).care.wounded:
            break
    assert "en_route" not in [fact.status for _, fact in facts(session, AmbulanceMoved)]
    view = next(iter(session.world.picture(desk).care.wounded.values()))
    unit = next(iter(session.world.picture(desk).care.ambulances))
    for wrong in ({"call": 77}, {"unit": 99}, {"hospital": 9}):
        with pytest.raises(Refused):
            fill(session, desk, "fetch", **{"call": view.call, "unit": unit, "hospital": 0, **wrong})
    fill(session, desk, "fetch", call=view.call, unit=unit, hospital=0)
    wait(session, 1)
    assert "en_route" in [fact.status for _, fact in facts(session, AmbulanceMoved)]
    same_again(session)


def desk_of(of):
    """Return who sends ambulances and supplies: the operations centre, else the dispatch centre."""
    session = sat(of)
    found = session.world.works.district
    return session.world.centre.address if found is None else found.address


def test_supplies_are_sent_as_far_as_a_store_said_it_has_them_and_shelters_opened_once():
    of = scenario(
        data(
            relief={**store(), "shelters": {"all_dual_use": True}},
            cuts=[{**CUT, "told_after": 0.1}],
            shelters=SHELTERS,
        )
    )
    desk = desk_of(of)
    session = sat(of, desk)
    wait(session, 12)
    picture = session.world.picture(desk)
    assert not facts(session, ConsignmentSent)
    place = next(place for place, need in picture.supplies.needs.items() if any(need.wants))
    good = {"store": 0, "place": place, "mode": "truck", "goods": [10, 0, 0]}
    wrong = [{"store": 5}, {"place": 999}, {"mode": "mule"}, {"goods": [1]}, {"goods": [10**9, 0, 0]}]
    for each in [*wrong, {"goods": [0, 0, 0]}, {"place": 0 if place else 1}]:
        with pytest.raises(Refused):
            fill(session, desk, "bring", **{**good, **each})
    fill(session, desk, "bring", **{**good, "mode": "foot"})
    wait(session, 0.5)
    assert facts(session, ConsignmentSent)[0][1].goods == (10, 0, 0)
    fill(session, desk, "opens", shelter=0)
    for shelter in (0, 99):
        with pytest.raises(Refused):
            fill(session, desk, "opens", shelter=shelter)
    wait(session, 4)
    assert [f.open for _, f in facts(session, ShelterChanged) if f.shelter == 0][-1]
    same_again(session)


# --- power and UAVs


def test_a_generator_truck_is_sent_by_hand():
    of = scenario(fleet(outages=[dark()], wired=True))
    session = sat(of, desk_of(of))
    wait(session, 2)
    desk = desk_of(of)
    assert [f.status for _, f in facts(session, TruckChanged)] == ["at_base"]
    with pytest.raises(Refused):
        fill(session, desk, "genset", truck=0, load=9)
    load = next(iter(session.world.picture(desk).support.supplies))
    fill(session, desk, "genset", truck=0, load=load)
    wait(session, 0.2)
    assert [f.status for _, f in facts(session, TruckChanged)][-1] == "mustering"
    same_again(session)


def test_a_uav_is_sent_to_look_at_several_roads_by_hand():
    of = scenario(sky([breaks(0, 71.99)], wired=True))
    desk = desk_of(of)
    session = sat(of, desk)
    wait(session, 1)
    for wrong in ({"links": []}, {"links": [99]}, {"links": "all"}, {"uav": 4}):
        with pytest.raises(Refused):
            fill(session, desk, "scout", **{"uav": 0, "links": [1], **wrong})
    fill(session, desk, "scout", uav=0, links=[1, 2])
    wait(session, 0.7)
    assert facts(session, UavChanged)[-1][1].links == (1, 2)
    same_again(session)
