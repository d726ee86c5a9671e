"""A warning that is lifted lets people go home, where word of it reaches them, and nobody else."""

from collections import Counter

import pytest
from rigs import outage
from test_warning_chain import ROOM, ends, lived, only, world

from sim.metric.fold import fold
from sim.record.facts import MessageSent
from sim.record.people import (
    GroupTold,
    LinkWalked,
    PeopleMoved,
    WarningIssued,
    WarningOrder,
    WeatherWarning,
)
from sim.run import run
from sim.terms.ids import WEATHER_OFFICE, Band
from sim.terms.units import HOUR_MS

HEED = {"heeds_door": 1, "heeds_phone": 1}
ANSWER = {"answer_day": 1, "answer_night": 1}


def steps(*times):
    """Return a script for the first township: (hour, colour)."""
    return [{"colour": colour, "at": hour, "townships": ["T00"]} for hour, colour in times]


def lifted(*times, variant="chain", shelters=ROOM, **changes):
    warning = {"scripted": steps(*times), **ANSWER, **changes.pop("warning", {})}
    return world(
        variant, people={**HEED, **changes.pop("people", {})}, shelters=shelters, warning=warning, **changes
    )


@pytest.fixture(scope="module")
def home():
    return lived(lifted((1, "red"), (8, "none")))


def test_everybody_is_at_home_again_once_the_warning_is_lifted(home):
    assert ends(home) == {"returned": 100}
    first = min(t for t, f in only(home, PeopleMoved) if f.now == "returned")
    assert first > 8 * HOUR_MS
    assert Counter(f.now for _, f in only(home, PeopleMoved))["sheltered"] > 0


def test_warning_and_lifting_go_down_the_same_chain_from_the_weather_office(home):
    told = [f for _, f in only(home, MessageSent) if isinstance(f.body[0], WeatherWarning)]
    assert [(f.sender, f.body[0].colour) for f in told] == [(WEATHER_OFFICE, "red"), (WEATHER_OFFICE, "none")]
    orders = [f for _, f in only(home, MessageSent) if isinstance(f.body[0], WarningOrder)]
    for number in (0, 1):
        receivers = {f.receiver for f in orders if f.body[0].warning == number}
        assert receivers == {Band.TOWNSHIP.address(0), Band.VILLAGE.address(0)}


def test_a_lower_colour_sends_nobody_home():
    assert ends(lived(lifted((1, "red"), (8, "yellow")))) == {"sheltered": 100}


def test_who_is_still_getting_ready_stays_at_home_when_the_warning_is_lifted():
    slow = {"mobilise_night": 300, "mobilise_day": 300, "mobilise_sigma": 0}
    happened = lived(lifted((1, "red"), (2, "none"), people=slow))
    assert ends(happened) == {"returned": 100}
    assert not only(happened, LinkWalked)
    assert not [f for _, f in only(happened, PeopleMoved) if f.now == "moving"]


def test_who_is_under_way_turns_round_at_the_next_node():
    far = [ROOM[4]]
    happened = lived(lifted((1, "red"), (4.5, "none"), shelters=far))
    assert ends(happened) == {"returned": 100}
    assert not [f for _, f in only(happened, PeopleMoved) if f.now == "sheltered"]
    assert {f.link for _, f in only(happened, LinkWalked)} < {0, 1, 2, 3}


def test_who_stands_before_a_closed_road_goes_home_too():
    cuts = [{"road": "R00", "at": 0.5}]
    happened = lived(lifted((1, "red"), (5, "none"), shelters=[ROOM[1]], cuts=cuts))
    assert any(f.was == "cut_off" and f.now == "returning" for _, f in only(happened, PeopleMoved))
    assert ends(happened) == {"returned": 100}


def test_who_found_no_shelter_goes_home_too():
    happened = lived(lifted((1, "red"), (8, "none"), shelters=[]))
    assert ends(happened) == {"returned": 100}


def test_a_road_that_closed_meanwhile_keeps_people_from_going_home_until_it_opens():
    cuts = [{"road": "R00", "at": 7, "until": 15}]
    happened = lived(lifted((1, "red"), (8, "none"), shelters=[ROOM[1]], cuts=cuts))
    assert ends(happened) == {"returned": 100}
    assert min(t for t, f in only(happened, PeopleMoved) if f.now == "returned") > 15 * HOUR_MS


def test_people_leave_once_more_when_the_next_warning_comes_and_rooms_are_free_again():
    tight = [{**ROOM[0], "capacity": 100}]
    again = lived(lifted((1, "red"), (6, "none"), (12, "red"), shelters=tight))
    assert ends(again) == {"sheltered": 100}
    entered = sum(f.people for _, f in only(again, PeopleMoved) if f.now == "sheltered")
    assert entered == 200


def test_who_is_on_the_way_home_when_the_next_warning_comes_leaves_again_from_home():
    far = [ROOM[1]]
    again = lived(lifted((1, "red"), (9, "none"), (10, "red"), shelters=far))
    assert ends(again) == {"sheltered": 100}


def test_word_that_is_older_than_the_lifting_moves_nobody():
    happened = lived(lifted((1, "red"), (1.02, "none")))
    assert ends(happened).get("sheltered", 0) == 0


def test_a_broadcast_alone_lets_those_go_home_whose_telephones_it_reaches_where_they_are():
    shelter = [ROOM[1]]
    quiet = {"phone_share": 1, "contagion": 0}
    dark = [outage("fibre", "F2", 7)]  # the cells at the shelter
    heard = lived(lifted((1, "red"), (9, "none"), variant="broadcast", shelters=shelter, warning=quiet))
    deaf = lived(
        lifted(
            (1, "red"),
            (9, "none"),
            variant="broadcast",
            shelters=shelter,
            warning=quiet,
            bearers={"outages": dark},
        )
    )
    assert ends(heard) == {"returned": 100}
    assert ends(deaf) == {"sheltered": 100}


def test_where_no_telephone_works_somebody_walks_to_the_shelter_and_only_over_open_roads():
    mute = {"answer_day": 0, "answer_night": 0, "phone_share": 0}
    shelter = [ROOM[1]]
    walked = lived(lifted((1, "red"), (9, "none"), shelters=shelter, warning=mute))
    shut = [{"road": "R00", "at": 8.5}]
    kept = lived(lifted((1, "red"), (9, "none"), shelters=shelter, warning=mute, cuts=shut))
    told = [t for t, f in only(walked, GroupTold) if f.warning == 1 and f.by == "door"]
    assert min(told) > 11 * HOUR_MS, "ten kilometres on foot"
    assert ends(walked) == {"returned": 100}
    assert ends(kept) == {"sheltered": 100}


def test_the_figures_count_who_came_home_and_how_full_shelters_were():
    log = run(lifted((1, "red"), (8, "none"), shelters=[{**ROOM[0], "capacity": 200}]))
    found = fold(log)
    assert found.crowd.inside == [0]
    assert found.crowd.most == [100]
    assert sum(found.crowd.most_sheltered) == 100


def test_the_centre_alone_is_told_where_that_is_wanted():
    happened = lived(lifted((1, "red"), variant="centre"))
    assert only(happened, WarningIssued)
    assert not only(happened, GroupTold)
    assert not [f for _, f in only(happened, MessageSent) if isinstance(f.body[0], WarningOrder)]


def test_neighbours_and_leaders_bring_a_later_warning_as_they_brought_the_first():
    times = ((1, "red"), (6, "none"), (12, "red"), (18, "none"))
    assert ends(lived(lifted(*times, variant="chain+neighbours"))) == {"returned": 100}
