"""What the report says of aid from above, of flights and of who commanded; silent where all that is off."""

import pytest
from drills import call, world
from leagues import league, post
from tiers_above import tiered
from worlds import connected, scenario

from sim.metric.summary import summary
from sim.report.municipal.section import centres_told, in_lines, municipal, upper_told
from sim.report.words import Lang
from sim.run import run

CALLS = [call(0, 1), call(60, 1), call(120, 1), call(180, 1)]


def told_of(data):
    return summary(run(scenario(data)))


@pytest.fixture(scope="module")
def upper():
    return told_of(tiered(CALLS, national=1, flies=True))


@pytest.fixture(scope="module")
def centres():
    data = connected(world([call(600, 1), call(3 * 3600, 1)], {0: 2, 4: 1}), eoc=0)
    data["posts"].append(post("DC2", "dispatch_centre", 4))
    lost = [{"at": 1, "until": 4}]
    data["standby"] = {"post": "DC2", "lost": lost, "vehicle": "engine", "place": "N03"}
    return told_of(data)


# --- figures ------------------------------------------------------------------------------------------------


def test_what_each_tier_approved_and_sent_is_counted(upper):
    told = upper["upper"]
    assert told["municipal"]["approved"] >= 1
    assert told["municipal"]["lent"] == told["municipal"]["checked_in"] == 2
    assert told["national"]["checked_in"] == 1
    assert told["ordered"] == 0


def test_flights_are_counted_with_their_hours(upper):
    told = upper["upper"]
    assert told["flights"] >= 4
    assert 0 < told["flown_h"] < told["flights"]


def test_orders_of_the_municipality_are_counted():
    told = told_of(tiered(CALLS, municipal=1, upper={"orders": True}))["upper"]
    assert told["ordered"] >= 1


def test_hours_are_told_in_which_nobody_led_and_in_which_the_second_did(centres):
    told = centres["centres"]
    assert (told["lost"], told["taken"], told["lost_h"]) == (1, 1, 3)
    assert told["alone_h"] == pytest.approx(0.25)
    assert told["second_h"] == pytest.approx(2.75, abs=0.01)
    assert 0 <= told["split_h"] < 0.1


def test_what_goes_on_at_the_end_ends_there():
    data = connected(world([call(600, 1)], {0: 2}), eoc=0)
    data["standby"] = {"lost": [{"at": 1}]}
    told = told_of(data)["centres"]
    assert (told["lost_h"], told["alone_h"], told["taken"]) == (23, 23, 0)


def test_the_time_until_the_vehicle_is_set_up_is_told(centres):
    assert centres["centres"]["set_up_h"] == pytest.approx(0.25 + 10 / 45, abs=0.01)


def test_where_it_is_off_the_summary_says_nothing_of_it():
    told = told_of(league(CALLS[:2]))
    assert "upper" not in told
    assert "centres" not in told
    assert in_lines(told) == []


# --- words --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("lang", "word"), [(Lang.ZH, "市级批准"), (Lang.EN, "the municipality approved")])
def test_aid_from_above_is_told_in_both_languages(upper, lang, word):
    said = upper_told(upper["upper"]).of(lang)
    assert word in said
    assert "{" not in said


@pytest.mark.parametrize(("lang", "word"), [(Lang.ZH, "无人指挥 0.2"), (Lang.EN, "in 0.2 of them")])
def test_who_commanded_is_told_in_both_languages(centres, lang, word):
    said = [words.of(lang) for words in centres_told(centres["centres"])]
    assert word in said[0]
    assert len(said) == 2


def test_the_terminal_has_a_line_for_each(upper, centres):
    (above,), (led,) = in_lines(upper), in_lines(centres)
    assert "国家 national" in above
    assert "无人指挥 nobody 0.2 h" in led


class Told:
    """Material with nothing but a summary."""

    def __init__(self, told):
        self.summary = told


def test_the_section_holds_what_is_on_and_is_left_out_else(upper, centres):
    (one,), (other,) = municipal(Told(upper)), municipal(Told(centres))
    assert len(one.parts) == 1
    assert len(other.parts) == 3
    assert municipal(Told({})) == []
