"""UAVs that mind the wind, and crews that drive to where they can see what is in doubt."""

import pytest
from drills import cut
from uav_yards import ALOFT_H, ORDERED_H, Hangar, sky
from worlds import scenario
from yards import drive_h

from sim.agent.sense import can_deploy
from sim.agent.support.weather import FlyingWeather
from sim.metric.invariants import Monitor
from sim.metric.laws.law import LAWS
from sim.network.roads import RoadGraph, travel_ms
from sim.network.travel import Travel
from sim.policy.forward_uavs import Ahead, ForwardUavs
from sim.record.facts import MessageDelivered, MessageSent
from sim.record.uav import UavChanged, UavForward, UavMoved
from sim.scenario.gusts import gusts
from sim.terms.errors import InvariantBroken
from sim.terms.ids import Band
from sim.terms.units import HOUR_MS

AHEAD = {"forward": True}
GALE = {"begin": 0, "lasts": 10, "lon": 107.0, "lat": 29.0, "reach": 1000, "gust": 20}
"""Hardest after five hours; over 12 m/s from about two hours to eight."""
OVER_H = 10 * 0.795167
"""When gusts fall below 12 m/s: sin(pi x) = 0.6."""


def windy(flight=None, wind=GALE, **changes):
    data = sky(flight=flight, **changes)
    data["hazards"] = {**data["hazards"], "winds": [wind]}
    return data


# --- wind


def test_gusts_are_hardest_in_the_middle_of_a_gale_and_nothing_after_it():
    blows = gusts(scenario(windy()))
    assert blows(0, 5 * HOUR_MS) == pytest.approx(20, rel=1e-3)
    assert blows(0, 5 * HOUR_MS) > blows(0, 2 * HOUR_MS) > blows(0, HOUR_MS) > 0
    assert blows(0, 11 * HOUR_MS) == 0
    assert gusts(scenario(sky()))(0, 0) == 0


def test_gusts_fade_with_the_distance():
    blows = gusts(scenario(windy(wind={**GALE, "reach": 10})))
    speeds = [blows(node, 5 * HOUR_MS) for node in range(5)]
    assert speeds == sorted(speeds, reverse=True)
    assert speeds[0] > speeds[-1]


def test_of_two_gales_the_harder_counts():
    data = windy()
    data["hazards"]["winds"] = [{**GALE, "gust": 10}, {**GALE, "id": "b", "gust": 30}]
    assert gusts(scenario(data))(0, 5 * HOUR_MS) == pytest.approx(30, rel=1e-3)


def test_a_uav_that_minds_the_wind_stays_down_until_it_has_fallen():
    hangar = Hangar(windy({"minds_wind": True}, horizon=0.5)).finish()
    assert hangar.life()[1][1] == "held"
    flying = [hour for hour, status in hangar.life() if status == "flying"]
    assert flying[0] == pytest.approx(OVER_H, abs=0.3)
    assert flying[0] >= OVER_H


def test_one_that_does_not_mind_it_flies_as_in_still_air():
    calm, brave = Hangar(sky(horizon=0.3)).finish(), Hangar(windy(horizon=0.3)).finish()
    assert brave.life() == calm.life()


def test_a_stronger_aircraft_flies_sooner():
    weak, strong = (
        Hangar(windy({"minds_wind": True, "wind": limit}, horizon=0.5)).finish() for limit in (12, 25)
    )
    first = [next(hour for hour, what in hangar.life() if what == "flying") for hangar in (weak, strong)]
    assert first[1] == pytest.approx(ALOFT_H, abs=0.02)
    assert first[0] > first[1]


def test_wind_that_rises_turns_it_home():
    late = {**GALE, "begin": ALOFT_H, "lasts": 1, "gust": 40}
    hangar = Hangar(windy({"minds_wind": True}, wind=late, horizon=0.3)).finish()
    (flown_ms, *_) = [fact.flown_ms for _, fact in hangar.facts(UavChanged) if fact.flown_ms]
    assert flown_ms < 0.25 * HOUR_MS


def test_the_weather_says_why_it_forbids_a_flight():
    weather = FlyingWeather(scenario(windy({"minds_wind": True})), None)
    assert weather.blows(0, 5 * HOUR_MS)
    assert weather.turns_home(0, 5 * HOUR_MS)
    assert weather.forbids_flight(0, 5 * HOUR_MS, 1)
    assert not weather.rains(0, 5 * HOUR_MS)
    assert not FlyingWeather(scenario(windy()), None).blows(0, 5 * HOUR_MS)


# --- forward places


def ahead(hears=((1, 3),), **changes):
    """Return a world whose UAV at node 0 sees no further than the next two links from where it stands."""
    return Hangar(sky(flight=AHEAD, **changes), hears=hears)


@pytest.fixture(scope="module")
def driven():
    """Return a day on which a link is said to be closed that no flight from home reaches."""
    return ahead(horizon=0.4).finish()


def test_a_crew_drives_to_the_nearest_place_from_which_the_link_is_seen_and_home_again(driven):
    statuses = [status for _, status in driven.life()]
    assert statuses == [
        *("preparing", "driving", "preparing", "flying", "charging", "returning", "at_base"),
    ]
    moved = [(round(t / HOUR_MS, 2), fact.node) for t, fact in driven.facts(UavMoved)]
    there_h = ORDERED_H + 0.5 + drive_h(2)
    assert moved[0] == (pytest.approx(there_h, abs=0.02), 2)
    assert moved[1][1] == 0


def test_from_there_it_sees_the_link_and_the_district_learns_it(driven):
    assert [(link, shut) for _, link, shut in driven.saw() if link == 3] == [(3, False)]
    assert driven.believed == frozenset()


def test_the_order_names_the_place_and_the_links(driven):
    (order,) = [item for _, item in driven.items() if isinstance(item, UavForward)]
    assert (order.uav, order.node, order.links[0]) == (0, 2, 3)
    assert order.avoid == (3,)


def test_who_is_not_to_drive_stays_at_home():
    hangar = Hangar(sky(horizon=0.4), hears=[(1, 3)]).finish()
    assert hangar.scouted() == []
    assert hangar.facts(UavMoved) == []


def test_a_link_that_is_seen_from_home_is_looked_at_from_there():
    hangar = ahead(hears=[(1, 0)], horizon=0.4).finish()
    assert hangar.facts(UavMoved) == []
    assert "flying" in [status for _, status in hangar.life()]


def test_nobody_is_sent_further_than_the_district_lets_them():
    hangar = ahead(horizon=0.4)
    assert hangar.scouted() == []
    short = Hangar(sky(flight={**AHEAD, "drive": 0.1}, horizon=0.4), hears=[(1, 3)]).finish()
    assert short.scouted() == []


def test_a_crew_that_finds_its_road_closed_comes_home_and_tells_of_it():
    hangar = ahead(cuts=[cut(1, 0)], horizon=0.3).finish()
    statuses = [status for _, status in hangar.life()]
    assert statuses[:4] == ["preparing", "driving", "returning", "at_base"]
    assert "flying" not in statuses[:4]
    assert 1 in hangar.believed


def test_a_crew_that_is_stopped_at_its_own_door_is_at_its_base_at_once():
    hangar = ahead(cuts=[cut(0, 0)], horizon=0.3).finish()
    assert [status for _, status in hangar.life()][:3] == ["preparing", "driving", "at_base"]


def test_two_crews_are_not_sent_to_the_same_link():
    hangar = ahead(machines=2, horizon=0.3).finish()
    assert len({links[0] for _, _, links in hangar.scouted()}) == len(hangar.scouted()) == 1


def test_a_district_gives_only_orders_about_places_that_are_there():
    hangar = ahead().run_h(0.5)
    picture = hangar.world.picture(hangar.district)
    assert can_deploy(picture, hangar.scenario, UavForward(0, (3,), (), 2))
    assert not can_deploy(picture, hangar.scenario, UavForward(0, (3,), (), 99))


def test_other_links_follow_as_far_as_one_flight_allows():
    world = scenario(sky(flight=AHEAD))
    graph = RoadGraph.of(world)
    travel = Travel(graph, travel_ms(graph, world, "engine"))
    hangar = ahead().run_h(0.5)
    plan = hangar.world.scouts._policy.plan
    known = Ahead((0,), (travel,), 5, lambda node: (2, 3), lambda node, links: 1, 10 * HOUR_MS)
    policy = ForwardUavs(plan, known)
    picture = hangar.world.picture(hangar.district)
    for link in (2, 3):
        hangar.hear(link)
    picture.now_ms = 10 * HOUR_MS
    order = policy.forward(picture, 0, set())
    assert (order.links, order.node) == ((2, 3), 1)
    assert policy.forward(picture, 0, {2, 3}) is None
    tight = Ahead((0,), (travel,), 5, lambda node: (2, 3), lambda node, links: 10**12, 10 * HOUR_MS)
    assert ForwardUavs(plan, tight).forward(picture, 0, set()).links == (2,)


# --- laws


def logged(*rows, wind=True):
    """Let the monitor look at a UAV that is ordered ahead; rows are (ms, fact)."""
    world = scenario(windy({"minds_wind": wind, **AHEAD}))
    order = MessageSent(400_000, Band.UAV.address(0), "ideal", (UavForward(0, (3,), (), 2),))
    start = [(0, UavChanged(0, "at_base", ())), (0, order), (0, MessageDelivered(1))]
    story = [*start, (0, UavChanged(0, "preparing", (3,))), *rows]
    causes = [1 if isinstance(fact, MessageDelivered) else None for _, fact in story]
    Monitor(world)(0, [t for t, _ in story], causes, [fact for _, fact in story])


DRIVES = (0, UavChanged(0, "driving", (3,)))
READY = (0, UavChanged(0, "preparing", (3,)))


def test_a_sound_drive_and_flight_break_no_law():
    logged(DRIVES, (0, UavMoved(0, 2)), READY, (HOUR_MS, UavChanged(0, "flying", (3,))))
    logged((5 * HOUR_MS, UavChanged(0, "flying", (3,))), wind=False)


@pytest.mark.parametrize(
    ("law", "rows"),
    [
        ("uav", [(0, UavMoved(0, 2))]),
        ("uav", [DRIVES, (0, UavMoved(7, 2))]),
        ("uav", [DRIVES, (0, UavChanged(0, "flying", (3,)))]),
        ("uav_limits", [(5 * HOUR_MS, UavChanged(0, "flying", (3,)))]),
    ],
)
def test_each_fault_is_found_by_the_law_it_breaks(law, rows):
    with pytest.raises(InvariantBroken) as found:
        logged(*rows)
    assert str(found.value).startswith(LAWS[law].en)
