"""What UAVs do in a small district: they see the truth, and only what arrives is known."""

import pytest
from drills import cut
from trucks import fleet
from uav_yards import ALOFT_H, ORDERED_H, Hangar, sky
from worlds import fails, scenario
from yards import breaks

from sim.agent.sense import can_deploy
from sim.agent.support.lines import Lines
from sim.agent.support.weather import FlyingWeather
from sim.live.orders import order_of
from sim.metric.parties import party
from sim.network.roads import RoadGraph
from sim.record.facts import RoadReport, RollCall
from sim.record.message import Letter
from sim.record.repair import DamageReport
from sim.record.uav import UavChanged, UavOrder, UavReport, UavSaw
from sim.scenario.uav import uavs
from sim.terms.ids import Band
from sim.terms.units import HOUR_MS, MINUTE_MS

FLOWN_H = 19.45 / 60
"""To the end of the first link and back."""


def near(found, expected):
    """Whether (hour, status) pairs are those expected, to a minute."""
    assert [status for _, status in found] == [status for _, status in expected]
    for (hour, status), (wanted, _) in zip(found, expected, strict=True):
        assert hour == pytest.approx(wanted, abs=0.02), status


# --- a flight


@pytest.fixture(scope="module")
def opened():
    """Return a day on which a link is said to be closed that is open, and nobody but a UAV tells of it."""
    return Hangar(sky(horizon=0.4)).finish()


def test_a_uav_is_prepared_flies_and_is_ready_again(opened):
    down_h = ALOFT_H + FLOWN_H
    life = [(ORDERED_H, "preparing"), (ALOFT_H, "flying"), (down_h, "charging"), (down_h + 0.25, "at_base")]
    near(opened.life(), life)


def test_a_link_that_is_believed_closed_and_is_open_is_believed_open_once_it_was_flown_along():
    hangar = Hangar(sky()).run_h(ALOFT_H + 0.1)
    assert hangar.believed == {0}
    hangar.run_h(ALOFT_H + 0.2)
    assert hangar.believed == frozenset()


def test_without_uavs_a_link_stays_believed_closed():
    data = sky()
    data["support"]["uav"] = False
    hangar = Hangar(data).run_h(24)
    assert hangar.believed == {0}
    assert hangar.facts(UavChanged) == hangar.facts(UavSaw) == []
    assert hangar.world.scouts is None


def test_nobody_flies_while_nothing_is_believed_closed():
    assert Hangar(sky(horizon=0.4), hears=()).finish().scouted() == []


def test_a_link_that_is_still_closed_is_looked_at_again_when_the_word_is_old(opened):
    closed = Hangar(sky(cuts=[cut(0, 0)], horizon=0.4)).finish()
    assert len(closed.scouted()) > len(opened.scouted()) == 1
    assert all(shut for _, _, shut in closed.saw())


def test_what_lies_on_a_closed_link_is_told_too():
    hangar = Hangar(sky([breaks(0, 1)]), hears=()).run_h(ALOFT_H + 0.4)
    told = [item for t, item in hangar.items() if t > ALOFT_H * HOUR_MS]
    assert any(isinstance(item, RoadReport) and item.closed and item.foot for item in told)
    assert any(isinstance(item, DamageReport) and item.target == 0 for item in told)


def test_a_link_is_seen_once_on_a_flight_unless_it_changes():
    opens_s = ALOFT_H * 3600 + 15 * 60
    hangar = Hangar(sky(cuts=[cut(0, 0, opens_s)])).run_h(ALOFT_H + 0.5)
    assert [shut for _, _, shut in hangar.saw()] == [True, False]


def test_what_breaks_on_the_way_is_seen_though_nobody_asked_for_it():
    cuts = [cut(0, ALOFT_H * 3600 + 60)]
    hangar = Hangar(sky(cuts=cuts), hears=[(1, 1)]).run_h(ALOFT_H + 0.7)
    assert hangar.scouted()[0][2] == (1,)
    assert {(link, shut) for _, link, shut in hangar.saw()} == {(0, True), (1, False)}


def test_an_open_link_of_which_nobody_asked_is_seen_and_not_told():
    hangar = Hangar(sky(), hears=[(1, 1)]).run_h(ALOFT_H + 0.7)
    told = {item.link for t, item in hangar.items() if isinstance(item, RoadReport) and t > ALOFT_H * HOUR_MS}
    assert {link for _, link, _ in hangar.saw()} == {0, 1}
    assert told == {1}


# --- what nobody tells


def test_what_a_crew_cannot_tell_stays_unknown():
    dead = fails("telecom", "C00", (ALOFT_H + 0.05) * 3600)
    hangar = Hangar(sky(wired=True, outages=(dead,))).run_h(ALOFT_H + 3)
    assert hangar.saw() != []
    assert hangar.believed == {0}


def test_an_order_that_does_not_arrive_is_not_flown_and_given_again():
    dead = fails("telecom", "C01", (ORDERED_H - 0.5) * 3600)
    data = sky(wired=True, node=1, outages=(dead,), cuts=[cut(0, 0)])
    hangar = Hangar(data).run_h(ORDERED_H + 2.5)
    assert hangar.life() == []
    assert len(hangar.scouted()) >= 2


def test_a_crew_answers_a_roll_call_and_an_order_that_it_cannot_carry_out_now():
    hangar = Hangar(sky()).run_h(ALOFT_H)
    assert hangar.world.scouts is not None
    (uav,) = hangar.world.scouts.uavs
    before = len(hangar.items())
    uav.receive(Letter(hangar.district, hangar.world.clock.now, 0, (UavOrder(0, (1,)), RoadReport(3, True))))
    uav.receive(Letter(hangar.district, hangar.world.clock.now, 0, (RollCall(),)))
    answers = [item for _, item in hangar.items()[before:] if isinstance(item, UavReport)]
    assert [each.links for each in answers] == [(0,), (0,)]
    assert uav.where() == 0


# --- limits


def test_no_uav_is_sent_where_it_cannot_come_home_from():
    for flight in ({"endurance": 20}, {"range": 9}, {"speed": 20}):
        assert Hangar(sky(flight=flight, horizon=0.4)).finish().scouted() == []


def test_a_uav_that_is_ordered_too_far_flies_what_it_can_and_comes_home_in_time():
    hangar = Hangar(sky(), hears=()).run_h(1)
    hangar.send(UavOrder(0, (0, 1, 2)))
    hangar.run_h(4)
    assert {link for _, link, _ in hangar.saw()} == {0, 1}
    flown = [fact.flown_ms for _, fact in hangar.facts(UavChanged) if fact.status == "charging"]
    assert flown == [pytest.approx(2 * FLOWN_H * HOUR_MS, abs=MINUTE_MS)]


def test_endurance_ends_a_flight_before_range_does():
    hangar = Hangar(sky(flight={"endurance": 45, "range": 100}), hears=()).run_h(1)
    hangar.send(UavOrder(0, (0, 1, 2)))
    hangar.run_h(4)
    assert {link for _, link, _ in hangar.saw()} == {0, 1}


def test_in_the_dark_it_waits_for_the_morning_unless_it_has_other_eyes():
    hangar = Hangar(sky(), hears=[(9, 0)]).run_h(30)
    (flying,) = [hour for hour, status in hangar.life() if status == "flying"]
    assert flying == pytest.approx(22.5, abs=0.35)
    assert hangar.life()[1][1] == "held"
    by_night = Hangar(sky(flight={"night": True}), hears=[(9, 0)]).run_h(30)
    assert "held" not in [status for _, status in by_night.life()]


def rain(begin, end, rate=20):
    return {"rain": [{"begin": begin, "end": end, "rate": rate}]}


def test_hard_rain_keeps_it_on_the_ground_and_light_rain_does_not():
    wet = Hangar(sky(roads=rain(2.5, 5))).run_h(8)
    (flying,) = [hour for hour, status in wet.life() if status == "flying"]
    assert flying == pytest.approx(5, abs=0.35)
    drizzle = Hangar(sky(roads=rain(2.5, 5, 4))).run_h(8)
    assert "held" not in [status for _, status in drizzle.life()]


def test_rain_on_the_way_turns_it_home():
    hangar = Hangar(sky(roads=rain(ALOFT_H + 5 / 60, 5)), hears=[(1, 1)]).run_h(ALOFT_H + 1)
    (landed,) = [fact.flown_ms for _, fact in hangar.facts(UavChanged) if fact.status == "charging"]
    assert landed == pytest.approx(10 * MINUTE_MS, abs=2 * MINUTE_MS)
    assert hangar.saw() == []


def test_rain_of_a_storm_counts_where_it_falls():
    weather = FlyingWeather(scenario(sky()), lambda node, t_ms: 10.0 if node == 1 else 5.0)
    assert (weather.rains(0, 0), weather.rains(1, 0)) == (False, True)
    assert weather.forbids_flight(1, 0, 0)
    assert weather.forbids_flight(0, 0, 12 * HOUR_MS)
    assert not weather.forbids_flight(0, 0, HOUR_MS)


# --- lines


@pytest.fixture(scope="module")
def lines():
    made = scenario(sky())
    return Lines(made, RoadGraph.of(made))


def test_a_way_begins_and_ends_at_home_and_a_flight_takes_as_long_as_it_is(lines):
    way = lines.way(0, (1, 0))
    assert way[0] == way[-1] == lines.spots[0]
    assert way[1:3] == [lines.spots[1], lines.spots[2]]
    assert lines.flight_ms(0, (0,)) == pytest.approx(FLOWN_H * HOUR_MS, rel=0.01)
    assert lines.flight_ms(0, ()) == 0


def test_a_link_is_passed_when_its_far_end_is(lines):
    found = {link: share for share, link in lines.passes(lines.spots[0], lines.spots[2])}
    assert found == {0: pytest.approx(0.5, abs=0.01), 1: pytest.approx(1, abs=0.01)}


def test_a_link_beside_the_line_is_not_seen_beyond_the_swath(lines):
    for aside_m, seen in ((900, [0]), (1100, [])):
        start, goal = ((lines.spots[node][0], lines.spots[node][1] + aside_m) for node in (0, 1))
        assert [link for _, link in lines.passes(start, goal)] == seen


def test_of_a_point_only_what_lies_about_it_is_seen(lines):
    assert list(lines.passes(lines.spots[2], lines.spots[2])) == []
    assert lines.nearest(lines.spots[3]) == 3


def test_reach_grows_with_range_and_endurance():
    reach = []
    for flight in ({"range": 9}, {}, {"range": 100}, {"range": 100, "endurance": 600}):
        made = scenario(sky(flight=flight))
        reach.append(set(Lines(made, RoadGraph.of(made)).reach(0)))
    assert reach == [set(), {0, 1}, {0, 1}, {0, 1, 2, 3}]


# --- who they are, and what people can order


def test_each_machine_with_its_people_is_a_uav():
    made = scenario(sky(machines=2))
    assert [row.id for row in uavs(made)] == ["U-1", "U-2"]
    assert party(made, Band.UAV.address(1)).id == "U-2"
    assert uavs(scenario(fleet())) == []


def test_two_uavs_do_not_look_at_the_same_link():
    hangar = Hangar(sky(machines=2, flight={"links": 1}), hears=[(1, 0), (1, 1)]).run_h(2.5)
    assert [(uav, links) for _, uav, links in hangar.scouted()] == [(0, (0,)), (1, (1,))]


def test_a_person_can_send_a_uav_that_is_there_to_a_link_that_is():
    hangar = Hangar(sky()).run_h(1.1)
    picture = hangar.world.picture(hangar.district)
    order = order_of({"kind": "scout", "uav": 0, "link": 0}, picture, hangar.scenario)
    assert order == UavOrder(0, (0,), (0,))
    assert can_deploy(picture, hangar.scenario, order)
    for wrong in (UavOrder(9, (0,)), UavOrder(0, ()), UavOrder(0, (99,)), UavOrder(0, (0,), (99,))):
        assert not can_deploy(picture, hangar.scenario, wrong)
