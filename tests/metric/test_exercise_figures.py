"""How posts did: what they knew when, what they decided when, and what became of their orders."""

import pytest
from drills import call, slide, world
from lost_centres import EOC as LOST_EOC
from lost_centres import SECOND as LOST_SECOND
from lost_centres import lost_centre
from rigs import wired
from worlds import NOTE, connected, scenario

from sim.live.session import Session
from sim.metric.exercise import CALL, DAMAGE, Posts
from sim.metric.fold import fold
from sim.metric.indicators import INDICATORS, indicators, overall
from sim.metric.outcomes import OUTCOMES, outcomes
from sim.record.facts import (
    CallTaken,
    Dispatch,
    MessageDelivered,
    MessageLost,
    MessageSent,
    OrderGiven,
    RollCall,
    SituationReport,
)
from sim.record.hazard_facts import DamageBegan
from sim.record.posts import PostLost
from sim.record.repair import DamageReport, WorkOrder
from sim.record.response import CommandMoved
from sim.record.seat_facts import SeatChanged, Word
from sim.record.standby import CentreLost, CentreMoved
from sim.run import run
from sim.scenario.load import load
from sim.terms.enums import PeopleState
from sim.terms.ids import DISPATCH_CENTRE, Band
from sim.terms.units import HOUR_MS, MINUTE_MS

EOC = int(Band.POST.address(0))
TOWN = int(Band.TOWNSHIP.address(2))
HURT = DamageReport(4, "slide", 2, 500, (1, 2), "excavate", False)


def told(*entries):
    """Return the posts of a log of (time, fact), or of (time, fact, cause)."""
    posts = Posts()
    whole = [entry if len(entry) == 3 else (*entry, None) for entry in entries]
    posts(0, [t for t, _, _ in whole], [cause for _, _, cause in whole], [fact for _, fact, _ in whole])
    return posts


def sent(sender, receiver, *body):
    return MessageSent(sender, receiver, "pace", body)


def test_a_decision_runs_from_the_time_at_which_it_was_known_to_the_first_order_about_it():
    posts = told(
        (5, CallTaken(0)),
        (9, sent(1, 2, Dispatch(0, 0, 3, 3))),
        (11, sent(1, 3, Dispatch(1, 0, 3, 3))),
        (12, CallTaken(1)),
    )
    assert [(c.what, c.number, c.known_ms, c.decided_ms) for c in posts.of(1).choices] == [
        (CALL, 0, 5, 9),
        (CALL, 1, 12, None),
    ]


def test_damage_is_known_once_a_report_of_it_has_come_and_first_picture_is_the_first_such_report():
    posts = told(
        (1, DamageBegan(4, None, "slide", 2, 500, (1, 2))),
        (2, sent(TOWN, EOC, HURT)),
        (7, MessageDelivered(1), 1),
        (8, sent(TOWN, EOC, HURT)),
        (9, MessageDelivered(3), 3),
        (20, sent(EOC, 550_000, WorkOrder(0, 4, (1, 2)))),
    )
    post = posts.of(EOC)
    assert (posts.first_harm_ms, post.picture_ms, post.heard) == (1, 7, {TOWN: 7})
    assert [(c.what, c.known_ms, c.decided_ms, c.person) for c in post.choices] == [(DAMAGE, 7, 20, False)]


def test_damage_that_needs_nobody_or_is_whole_asks_for_no_decision():
    whole = DamageReport(4, "slide", 2, 500, (1, 2), "excavate", True)
    none = DamageReport(5, "slide", 2, 500, (1, 2), "", False)
    posts = told((2, sent(TOWN, EOC, whole, none)), (7, MessageDelivered(0), 0))
    assert posts.of(EOC).choices == []


def test_an_order_arrives_or_is_lost_or_is_under_way_and_a_person_gave_it_or_not():
    posts = told(
        (1, OrderGiven(Dispatch(0, 0, 3, 3))),
        (1, sent(1, 2, Dispatch(0, 0, 3, 3)), 0),
        (2, sent(1, 3, Dispatch(1, 0, 3, 3))),
        (3, sent(1, 4, Dispatch(2, 0, 3, 3))),
        (5, MessageDelivered(1, "radio370"), 1),
        (6, MessageLost(2, "no_bearer"), 2),
    )
    orders = posts.of(1).orders
    assert [(o.person, o.arrived_ms, o.lost, o.by) for o in orders] == [
        (True, 5, False, "radio370"),
        (False, None, True, "no_bearer"),
        (False, None, False, ""),
    ]


def test_roll_calls_are_no_orders_and_words_are_counted():
    posts = told((1, sent(1, 2, RollCall())), (2, sent(1, EOC, Word("x"))))
    assert (posts.of(1).orders, posts.of(1).words) == ([], 1)


def test_seats_are_spans_of_time():
    posts = told(
        (1, SeatChanged(1, True)),
        (5, SeatChanged(1, False)),
        (6, SeatChanged(1, False)),
        (8, SeatChanged(1, True)),
    )
    assert posts.of(1).seats == [(1, 5), (8, None)]


def test_a_report_to_a_township_is_no_picture_of_a_post():
    posts = told((1, sent(EOC, TOWN, SituationReport(2, 0))), (2, MessageDelivered(0), 0))
    assert TOWN not in posts.files


# --- outcomes and indicators


@pytest.fixture(scope="module", params=["hamlet-silent", "hamlet-rain"])
def lived(request):
    log = run(load(request.param), seed=2)
    posts = Posts()
    for batch in log.batches():
        posts(*batch)
    return fold(log), posts


def test_outcomes_have_every_figure_and_none_is_negative(lived):
    found = outcomes(*lived, 0)
    assert list(found) == list(OUTCOMES)
    assert all(value is None or value >= 0 for value in found.values())
    calls = lived[0].responses.calls
    assert found["calls"] == len(calls)
    assert found["unreached"] == sum(call.first is None for call in calls)


def test_the_later_one_looks_the_less_is_left(lived):
    folded, posts = lived
    spans = [outcomes(folded, posts, t) for t in range(0, folded.end_ms, 9 * HOUR_MS)]
    for key in ("calls", "unreached", "orders", "orders_lost", "silent_h", "power_lost_h", "word_lost_h"):
        values = [each[key] for each in spans]
        assert values == sorted(values, reverse=True), key
    assert outcomes(folded, posts, folded.end_ms)["first_unit_min"] in (None, 0)


def test_people_have_left_home_by_whatever_way_they_go():
    people = {"at_risk": 0.01, "steep": 1, "urban": 1}
    hall = {"id": "SH", "name_zh": "场所", "node": "N01", "capacity": 200, **NOTE}
    data = wired(horizon=0.1, warning={"variant": "chain"}, people=people, shelters=[hall])
    folded = fold(run(scenario(data)))
    assert outcomes(folded, Posts(), 0)["moved"] == 0
    people = folded.crowd.groups[0].people
    for state in PeopleState:
        folded.crowd.states[0] = {state.value: people}
        moved = outcomes(folded, Posts(), 0)["moved"]
        (share,) = (each.value for each in indicators(folded, Posts(), []) if each.key == "moved_share")
        assert (moved > 0) is state.is_away
        assert (share > 0) is state.is_away


def test_hours_without_a_service_are_those_of_the_summary(lived):
    folded, posts = lived
    found = outcomes(folded, posts, 0)
    for service in ("road", "power", "word"):
        assert found[f"{service}_lost_h"] == pytest.approx(folded.service.lost_h(service))


def test_indicators_are_of_the_posts_asked_for_then_of_the_district(lived):
    folded, posts = lived
    found = indicators(folded, posts, [DISPATCH_CENTRE, EOC])
    assert {each.address for each in found} <= {DISPATCH_CENTRE, EOC, None}
    assert {each.key for each in found} <= INDICATORS.keys()
    shares = [each.value for each in found if INDICATORS[each.key].unit == "share"]
    assert all(value is None or 0 <= value <= 1 for value in shares)
    assert found[-1].address is None


def test_a_template_is_judged_by_the_worst_post():
    data = connected(
        world([call(600, 3)], {0: 2}, cuts=[slide(2, 300)]), eoc=1, reports={"begin": 0, "end": 24}
    )
    data["posts"] = [*data["posts"], {**NOTE, "id": "PT", "name_zh": "公路局", "kind": "team", "node": "N00"}]
    session = Session(scenario(data))
    session.take(DISPATCH_CENTRE)
    session.advance(2 * HOUR_MS)
    view = session.world.centre.picture.calls[0]
    session.order(DISPATCH_CENTRE, Dispatch(0, 0, view.node, view.place))
    log = session.finish()
    folded, posts = fold(log), Posts()
    for batch in log.batches():
        posts(*batch)
    values = overall(indicators(folded, posts, [DISPATCH_CENTRE]))
    (choice,) = posts.of(DISPATCH_CENTRE).choices
    assert (choice.decided_ms, choice.person) == (2 * HOUR_MS, True)
    assert values["decision_call_min"] == (2 * HOUR_MS - choice.known_ms) / MINUTE_MS
    assert values["person_share"] == 1.0
    assert values["told_share"] is None


# --- posts that take over -----------------------------------------------------------------------------------

ALTERNATE, SECOND = EOC + 2, EOC + 1


def test_a_post_that_takes_over_is_to_decide_from_when_it_leads_on_what_it_knew_before():
    posts = told(
        (10, PostLost(EOC, True, "script")),
        (20, sent(EOC, ALTERNATE, HURT)),
        (21, MessageDelivered(1, "fixed")),
        (40, CommandMoved(EOC, ALTERNATE)),
        (70, CommandMoved(ALTERNATE, EOC)),
        (90, CommandMoved(EOC, ALTERNATE)),
    )
    file = posts.of(ALTERNATE)
    assert (file.led, file.took_ms) == ([(40, 70), (90, None)], [30])
    assert [file.due_ms(known) for known in (21, 50, 80, 100)] == [40, 50, 90, 100]
    assert posts.of(EOC).led == []
    assert posts.of(EOC).due_ms(5) is None


def test_calls_that_are_taken_while_the_second_centre_commands_are_for_it_to_decide_on():
    posts = told(
        (1, CallTaken(0)),
        (2, CentreLost(DISPATCH_CENTRE, True)),
        (5, CentreMoved(DISPATCH_CENTRE, SECOND)),
        (6, CallTaken(1)),
        (7, sent(SECOND, 2, Dispatch(0, 1, 3, 3))),
        (8, CentreLost(DISPATCH_CENTRE, False)),
        (9, CentreMoved(SECOND, DISPATCH_CENTRE)),
        (10, CallTaken(2)),
    )
    assert [(c.number, c.decided_ms) for c in posts.of(SECOND).choices] == [(1, 7)]
    assert [c.number for c in posts.of(DISPATCH_CENTRE).choices] == [0, 2]
    assert posts.of(SECOND).took_ms == [3]


@pytest.fixture(scope="module")
def replaced():
    data = lost_centre([call(60, 1), call(5 * 3600, 2)], all=True)
    log = run(scenario(data))
    posts = Posts()
    for first, times, causes, facts in log.batches():
        posts(first, times, causes, facts)
    return indicators(fold(log), posts, [LOST_EOC, LOST_SECOND])


def test_whoever_takes_command_is_told_how_long_nobody_led(replaced):
    took = [each for each in replaced if each.key == "command_min"]
    assert [each.address for each in took] == [LOST_SECOND]
    assert 45 <= took[0].value <= 70


def test_only_operations_centres_need_hear_townships(replaced):
    assert {each.address for each in replaced if each.key == "heard_share"} == {LOST_EOC, LOST_SECOND}
    found = indicators(fold(run(scenario(lost_centre(lost=[])))), Posts(), [LOST_EOC, LOST_SECOND, EOC + 4])
    assert {each.address for each in found if each.key == "heard_share"} == {LOST_EOC}, (
        "who never led need not"
    )
