"""Other luck from a time on: what has begun goes on as it was drawn, what is to come is drawn anew."""

import pytest

from sim.hazard import demand, every
from sim.hazard.fork import births, hazards, rain
from sim.hazard.unfold import Emergency, Phase, Strike
from sim.kernel.draw import Streams
from sim.kernel.fork import Forked
from sim.live.session import Session
from sim.scenario.load import load
from sim.terms.enums import HazardKind
from sim.terms.units import HOUR_MS


@pytest.fixture(scope="module")
def stormy():
    return load("hamlet-rain")


@pytest.fixture(scope="module")
def old(stormy):
    return every.hazards(stormy, Streams(1, 0), stormy.horizon.ms)


def times(old, kind):
    hazard = next(each for each in old if each.kind is kind)
    return [each.t_ms for each in hazard.happenings if isinstance(each, Strike)]


@pytest.fixture(scope="module")
def t_ms(old):
    """Return a time amid the slides, so that some have come and some are to come."""
    slid = times(old, HazardKind.LANDSLIDE)
    return slid[len(slid) // 2]


def new(stormy, t_ms, luck=1):
    return hazards(stormy, Forked(1, 0, luck, t_ms), stormy.horizon.ms)


def before(found, t_ms):
    """Return what happens before a time, without the ends of hazards."""
    return [
        (number, hazard.name, each)
        for number, hazard in enumerate(found)
        for each in hazard.happenings
        if each.t_ms < t_ms and not (isinstance(each, Phase) and not each.begins)
    ]


def test_what_happened_before_is_the_same_under_the_same_numbers(stormy, old, t_ms):
    assert before(new(stormy, t_ms), t_ms) == before(old, t_ms) != []


def test_plain_streams_are_as_ever(stormy, old):
    assert hazards(stormy, Streams(1, 0), stormy.horizon.ms) == old


def test_luck_nought_changes_no_hazard_but_the_names_of_later_slides(stormy, old, t_ms):
    same = new(stormy, t_ms, luck=0)
    assert [each.name for each in same] == [each.name for each in old]
    assert times(same, HazardKind.LANDSLIDE) == times(old, HazardKind.LANDSLIDE)


def test_slides_to_come_are_drawn_anew_and_bear_names_of_their_own(stormy, old, t_ms):
    found = new(stormy, t_ms)
    assert times(found, HazardKind.LANDSLIDE) != times(old, HazardKind.LANDSLIDE)
    slides = next(each for each in found if each.kind is HazardKind.LANDSLIDE)
    keys = [each.key for each in slides.happenings if isinstance(each, Strike)]
    assert len(set(keys)) == len(keys)
    struck = {each.key for each in slides.happenings if isinstance(each, Strike)}
    assert {each.key for each in slides.happenings if isinstance(each, Emergency)} <= struck | {""}


def test_a_hazard_with_a_memory_that_has_begun_stays_as_it_was_drawn(stormy, old, t_ms):
    begun = [each for each in old if each.happenings[0].t_ms < t_ms]
    kept = {each.name: each for each in new(stormy, t_ms)}
    for hazard in begun:
        if hazard.kind is not HazardKind.LANDSLIDE:
            assert kept[hazard.name] == hazard


def test_from_the_very_beginning_everything_is_other_luck(stormy):
    fresh = hazards(stormy, Forked(1, 0, 3, 0), stormy.horizon.ms)
    assert fresh == every.hazards(stormy, Streams(1, 0, 3), stormy.horizon.ms)


def test_the_rain_of_a_storm_that_has_begun_stays(stormy, t_ms):
    was = every.rain(stormy, Streams(1, 0), stormy.horizon.ms)
    now = rain(stormy, Forked(1, 0, 1, t_ms), stormy.horizon.ms)
    assert [was(0, h * HOUR_MS) for h in range(72)] == [now(0, h * HOUR_MS) for h in range(72)]
    other = rain(stormy, Forked(1, 0, 1, 0), stormy.horizon.ms)
    assert [was(0, h * HOUR_MS) for h in range(72)] != [other(0, h * HOUR_MS) for h in range(72)]
    assert rain(load("hamlet"), Forked(1, 0, 1, 0), HOUR_MS) is None


def test_calls_before_stay_and_calls_from_then_on_are_drawn_anew():
    scenario, at = load("hamlet"), 30 * HOUR_MS
    was = list(demand.births(scenario, Streams(1, 0), 90 * HOUR_MS))
    other = list(demand.births(scenario, Streams(1, 0, 1), 90 * HOUR_MS))
    found = list(births(scenario, Forked(1, 0, 1, at), 90 * HOUR_MS))
    assert found == [b for b in was if b.t_ms < at] + [b for b in other if b.t_ms >= at]
    assert list(births(scenario, Streams(1, 0), 90 * HOUR_MS)) == was


@pytest.mark.parametrize("name", ["hamlet", "hamlet-slide", "hamlet-silent"])
def test_a_run_is_the_same_until_it_turns_and_another_after(name):
    scenario, at = load(name), 11 * HOUR_MS
    digests = []
    for luck in (0, 1, 2):
        streams = Forked(1, 0, luck, at)
        session = Session(scenario, streams=streams)
        session.advance(at)
        then = session.log.digest
        streams.turn()
        session.advance(scenario.horizon.ms)
        digests.append((then, session.log.digest))
    plain = Session(scenario)
    plain.advance(at)
    assert {then for then, _ in digests} == {plain.log.digest}
    assert len({end for _, end in digests}) == 3
