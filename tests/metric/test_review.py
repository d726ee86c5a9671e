"""Where the time of an incident goes: exclusive stretches that add up, each cause by a story told by hand."""

from itertools import pairwise

import pytest
import stories
from hypothesis import given, settings
from hypothesis import strategies as st
from worlds import line, scenario

from sim.metric.fold import fold
from sim.metric.review.chronicle import Chronicle
from sim.metric.review.rows import LOSS_COLUMNS, by_loss, loss_rows, lost, lost_ms, worst_first
from sim.record.facts import (
    CallEnded,
    Dispatch,
    MessageDelivered,
    MessageLost,
    MessageSent,
    RoadCut,
    RunEnded,
    UnitTurned,
)
from sim.run import run
from sim.scenario.load import load
from sim.terms.losses import LOST, Loss

CENTRE = stories.CENTRE


def spent_of(story, **how):
    world = stories.scenario(**how)
    return fold(stories.logged(story.rows(), world)).spent


def begun():
    """Two engines at node 0 and one at node 4 stand ready."""
    story = stories.Story()
    for unit, node in enumerate((0, 0, 4)):
        story.unit(f"u{unit}/roll", 0, unit, "in_quarters", node, None, 0)
    return story


def going(story, order_s, came_s, unit=0, goal=2, name="go", at=0):
    """Order a unit, which turns out for 45 s and arrives 1600 s later."""
    story.add(
        f"{name}/sent", order_s, MessageSent(CENTRE, 2 + unit, "ideal", (Dispatch(unit, 0, goal, goal),))
    )
    story.add(f"{name}/came", came_s, MessageDelivered(0), f"{name}/sent")
    story.unit(f"{name}/out", came_s, unit, "turning_out", at, 0, 6, cause=f"{name}/came")
    story.unit(f"{name}/road", came_s + 45, unit, "en_route", goal, 0, 6, 1_600_000, cause=f"{name}/out")


def seconds(stretches):
    return {loss: ms / 1000 for loss, ms in by_loss(stretches).items() if ms}


def assert_adds_up(found):
    for row in found.spent:
        call = row.call
        first_ms = found.end_ms if call.ended_ms is None else call.ended_ms
        if call.first is not None:
            first_ms = call.first.on_scene_ms
        assert row.first_ms == first_ms - call.began_ms
        for stretches in (row.first, row.whole):
            assert sum(by_loss(stretches).values()) == sum(s.until_ms - s.from_ms for s in stretches)
            assert all(a.until_ms == b.from_ms for a, b in pairwise(stretches))
            assert not stretches or stretches[0].from_ms == call.began_ms
            assert all(each.from_ms < each.until_ms for each in stretches)
        end_ms = found.end_ms if call.ended_ms is None else call.ended_ms
        if call.first is not None:
            assert row.whole_ms == (end_ms if call.complete_ms is None else call.complete_ms) - call.began_ms
        assert row.whole_ms >= row.first_ms


# --- who stood ready on the board


def two_orders_from_one_station(takes):
    story = begun()
    story.call(0, 100, 2)
    going(story, 165, 165 if takes is False else 200)
    if takes:
        story.take("go/taken", 165, "go/sent", "radio370")
    story.add("later", 400, MessageSent(CENTRE, 2 + 2, "ideal", (Dispatch(2, 0, 2, 2),)))
    story.add("later/came", 400, MessageDelivered(0), "later")
    story.add("end", stories.END_S, RunEnded(0))
    return fold(stories.logged(story.rows(), stories.scenario())).cases.boards.told


@pytest.mark.parametrize("takes", [True, False])
def test_an_order_that_goes_out_at_once_leaves_the_others_of_its_station_ready(takes):
    told = two_orders_from_one_station(takes)
    assert told[0].at(500_000) is None
    assert told[1].at(500_000) == 0


def test_an_order_that_no_bearer_takes_at_once_silences_the_others_of_its_station():
    told = two_orders_from_one_station(None)
    assert told[1].at(164_000) == 0
    assert told[1].at(500_000) is None


# --- they add up


@pytest.mark.parametrize("name", ["hamlet-silent", "hamlet-slide"])
def test_the_stretches_of_every_incident_add_up_exactly(name):
    world = load(name)
    found = fold(run(world, days=2))
    assert found.spent
    assert_adds_up(found)


@pytest.mark.slow
def test_they_add_up_where_everything_is_cut():
    assert_adds_up(fold(run(load("three-cuts-all"))))


@settings(max_examples=12)
@given(
    seed=st.integers(0, 1000),
    stations=st.dictionaries(st.integers(0, 4), st.integers(1, 2), min_size=1, max_size=2),
    per_1000=st.floats(20, 400),
    policy=st.sampled_from(["nearest", "run-card", "coverage"]),
)
def test_they_add_up_in_any_small_world(seed, stations, per_1000, policy):
    data = line(5, stations, horizon=1)
    data["demand"]["kinds"]["fire"]["per_1000"] = per_1000
    assert_adds_up(fold(run(scenario(data), policy, seed=seed)))


# --- each cause, by hand


def test_a_plain_response_loses_nothing():
    (row, *_) = spent_of(stories.whole())
    expected = {Loss.PROCESSING: 65, Loss.TURNOUT: 45, Loss.TRAVEL: 1600}
    assert seconds(row.first) == expected
    assert row.whole == row.first
    assert lost_ms(row.first) == 0


def test_ringing_beyond_the_answer_is_not_known():
    story = begun()
    story.call(0, 100, 2)
    for name, at_s in (("c0/answered", 400), ("c0/taken", 460)):
        story.move(name, at_s)
    going(story, 460, 460)
    story.unit("there", 2105, 0, "on_scene", 2, 0, 6, cause="go/road")
    story.add("end", stories.END_S, RunEnded(0))
    (row,) = spent_of(story)
    answer_s = stories.scenario().dispatch.answer.ms / 1000
    assert seconds(row.first) == {
        Loss.NOT_KNOWN: 300 - answer_s,
        Loss.PROCESSING: 60 + answer_s,
        Loss.TURNOUT: 45,
        Loss.TRAVEL: 1600,
    }


def test_what_nobody_answers_is_not_known_to_the_end_of_the_run():
    story = begun()
    story.call(0, 100, 2)
    for name in ("c0/answered", "c0/taken"):
        del story.entries[name]
    story.add("end", 1100, RunEnded(0))
    (row,) = spent_of(story)
    assert seconds(row.first) == {Loss.NOT_KNOWN: 1000}
    assert row.call.first is None


def test_a_ready_unit_that_gets_no_order_is_not_decided():
    story = begun()
    story.call(0, 100, 2)
    going(story, 765, 765)
    story.unit("there", 2410, 0, "on_scene", 2, 0, 6, cause="go/road")
    story.add("end", stories.END_S, RunEnded(0))
    (row,) = spent_of(story)
    assert seconds(row.first)[Loss.NOT_DECIDED] == 600


def test_an_order_under_way_is_not_carried():
    story = begun()
    story.call(0, 100, 2)
    going(story, 165, 465)
    story.unit("there", 2110, 0, "on_scene", 2, 0, 6, cause="go/road")
    story.add("end", stories.END_S, RunEnded(0))
    (row,) = spent_of(story)
    assert seconds(row.first)[Loss.NOT_CARRIED] == 300
    assert lost_ms(row.first) == 300_000


def test_where_no_unit_is_free_it_is_not_available():
    story = stories.Story()
    story.unit("u0/roll", 0, 0, "in_quarters", 0, None, 0)
    story.unit("u0/busy", 50, 0, "restoring", 0, None, 6)
    story.call(0, 100, 2)
    story.unit("u0/free", 1165, 0, "in_quarters", 0, None, 0)
    going(story, 1165, 1165)
    story.unit("there", 2810, 0, "on_scene", 2, 0, 6, cause="go/road")
    story.add("end", stories.END_S, RunEnded(0))
    (row,) = spent_of(story)
    assert seconds(row.first) == {
        Loss.PROCESSING: 65,
        Loss.NOT_AVAILABLE: 1000,
        Loss.TURNOUT: 45,
        Loss.TRAVEL: 1600,
    }


def test_a_unit_that_is_free_but_not_heard_of_is_not_carried():
    story = stories.Story()
    story.unit("u0/roll", 0, 0, "in_quarters", 0, None, 0)
    story.unit("u0/busy", 50, 0, "restoring", 0, None, 6)
    story.call(0, 100, 2)
    story.unit("u0/free", 165, 0, "in_quarters", 0, None, 0)
    story.move("u0/free!/sent", 165)
    story.move("u0/free!", 965)
    going(story, 965, 965)
    story.unit("there", 2610, 0, "on_scene", 2, 0, 6, cause="go/road")
    story.add("end", stories.END_S, RunEnded(0))
    (row,) = spent_of(story)
    assert seconds(row.first)[Loss.NOT_CARRIED] == 800


def test_what_a_unit_stood_stranded_is_not_passable():
    """Unit 2 meets a cut 190 s after it set out and waits 1700 s: 2690 s for a drive of 800 s."""
    row = spent_of(stories.whole())[1]
    assert seconds(row.first) == {
        Loss.PROCESSING: 65,
        Loss.TURNOUT: 45,
        Loss.TRAVEL: 800,
        Loss.NOT_PASSABLE: 1890,
    }


def test_a_response_that_ends_at_a_closed_road_is_lost_to_it_whole():
    story = begun()
    story.call(0, 100, 2)
    going(story, 165, 165, name="vain")
    story.add("cut", 300, RoadCut(1))
    story.add("turned", 500, UnitTurned(0, 1, 1), "cut")
    story.unit("home", 600, 0, "returning", 0, 0, 6, cause="turned")
    going(story, 600, 600, unit=1)
    story.unit("there", 2245, 1, "on_scene", 2, 0, 6, cause="go/road")
    story.add("end", stories.END_S, RunEnded(0))
    (row,) = spent_of(story)
    assert seconds(row.first) == {
        Loss.PROCESSING: 65,
        Loss.NOT_PASSABLE: 435,
        Loss.TURNOUT: 45,
        Loss.TRAVEL: 1600,
    }


def test_an_order_that_is_lost_is_not_carried_until_then():
    story = begun()
    story.call(0, 100, 2)
    story.add("lost/sent", 165, MessageSent(CENTRE, 2, "ideal", (Dispatch(0, 0, 2, 2),)), "c0/taken")
    story.add("lost", 365, MessageLost(0, "no_means"), "lost/sent")
    going(story, 365, 365, unit=1)
    story.unit("there", 2010, 1, "on_scene", 2, 0, 6, cause="go/road")
    story.add("end", stories.END_S, RunEnded(0))
    (row,) = spent_of(story)
    assert seconds(row.first)[Loss.NOT_CARRIED] == 200


def test_after_the_first_arrival_the_unit_that_completes_the_need_is_followed():
    story = begun()
    story.call(0, 100, 2, needs=2)
    going(story, 165, 165)
    story.unit("there", 1810, 0, "on_scene", 2, 0, 6, cause="go/road")
    story.say("size", 2110, (2, CENTRE), stories.SizeUp(0, (("engine", 2),)), cause="there")
    going(story, 2410, 2410, unit=1, name="more")
    story.unit("all", 4055, 1, "on_scene", 2, 0, 6, cause="more/road")
    story.add("c0/ended", 5000, CallEnded(0, "closed"), "all")
    story.add("end", stories.END_S, RunEnded(0))
    (row,) = spent_of(story)
    more = seconds(row.whole[len(row.first) :])
    assert more == {Loss.NOT_CARRIED: 300, Loss.NOT_DECIDED: 300, Loss.TURNOUT: 45, Loss.TRAVEL: 1600}


# --- what is told of them


@pytest.fixture(scope="module")
def silent():
    return fold(run(load("hamlet-silent"), days=2))


def test_means_by_cause_add_up_to_the_mean_lost(silent):
    told = lost(silent)
    for which in ("first", "all"):
        means = told[which]
        assert sum(means[f"{loss.value}_s"] for loss in LOST) == pytest.approx(means["lost_s"])
        assert sum(means[f"{loss.value}_s"] for loss in Loss) == pytest.approx(means["whole_s"])


def test_town_and_village_share_out_people_and_calls(silent):
    told = lost(silent)["equity"]
    people = sum(village.population for village in silent.scenario.villages)
    assert told["town"]["people"] + told["village"]["people"] == people
    assert told["town"]["calls"] + told["village"]["calls"] == len(silent.spent)
    assert told["ratio_p50"] == pytest.approx(told["village"]["p50_s"] / told["town"]["p50_s"])


def test_the_worst_is_the_longest_wait_by_people_and_urgency(silent):
    order = worst_first(silent.spent)
    scores = [row.first_ms * (1 + row.trapped) / row.priority for row in order]
    assert scores == sorted(scores, reverse=True)


def test_each_incident_has_a_row_with_all_columns(silent):
    rows = loss_rows(silent)
    assert len(rows) == len(silent.spent)
    assert {len(row) for row in rows} == {len(LOSS_COLUMNS["losses"])}
    ranks = [row[1] for row in rows]
    assert sorted(ranks) == list(range(1, len(rows) + 1))


def test_an_unfinished_fold_has_no_spent_time():
    from sim.metric.fold import Fold

    assert Fold(scenario(line())).spent == []


# --- the chronicle


def test_each_event_of_a_story_follows_from_an_earlier_one_of_it():
    log = run(load("hamlet-silent"), days=2)
    chronicle = Chronicle(load("hamlet-silent"), [6])
    for batch in log.batches():
        chronicle(*batch)
    events = chronicle.story(6)
    known = {event.seq for event in events}
    assert all(event.after is None or (event.after in known and event.after < event.seq) for event in events)
    assert [event.t_ms for event in events if type(event.fact) is CallEnded][-1] == events[-1].t_ms
    couriers = [event.passage for event in events if event.passage is not None and event.passage.walks]
    assert couriers


def test_a_unit_that_turned_points_to_the_closure_of_its_link():
    world = stories.scenario()
    chronicle = Chronicle(world, [1], [4200 * 1000])
    for batch in stories.logged(stories.whole().rows(), world).batches():
        chronicle(*batch)
    turned = [event for event in chronicle.story(1) if type(event.fact) is UnitTurned]
    assert [type(root) for event in turned for root in event.roots if type(root) is RoadCut] == [RoadCut]
    assert chronicle.duties[4_200_000][2] == ("en_route", 1)
