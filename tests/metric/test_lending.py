"""The table of answers says of each neighbour that was asked what it offered, or why it lent nothing."""

import math

import pytest
from drills import Tale, call
from leagues import EOC, NEIGHBOUR, league
from worlds import scenario

from sim.metric.columns import COLUMNS
from sim.metric.fold import fold
from sim.metric.lending import Lending
from sim.metric.summary import summary
from sim.metric.tables import tables
from sim.record.aid import (
    AidOrdered,
    CommitResource,
    LoanChanged,
    RequestResource,
    ResponseToRequestResource,
)
from sim.record.facts import MessageDelivered, MessageSent
from sim.record.own_storm import OwnCallBegan, OwnCallEnded, OwnDuty, RecallNotice
from sim.terms.ids import DISPATCH_CENTRE
from sim.terms.units import HOUR_MS

ENGINE, OTHER = (("engine", 1),), (("boat", 1),)
OWN = {"neighbours": {"own_storm": True}}


def told(*facts, aid=OWN, lends=4, end_ms=HOUR_MS):
    """Return what is told of facts that follow each other by the second."""
    found = Lending(scenario(league([], lends, aid=aid)))
    for seq, fact in enumerate(facts):
        found.readers[type(fact)](seq, seq * 1000, fact)
    found.finish(end_ms)
    return found


def asks(needs=ENGINE, number=0):
    item = RequestResource(NEIGHBOUR, EOC, number, needs, 0, 0, 2, 2)
    return MessageSent(EOC, NEIGHBOUR, "ideal", (item,))


def offers(*units, number=0):
    item = ResponseToRequestResource(EOC, NEIGHBOUR, number, units)
    return MessageSent(NEIGHBOUR, EOC, "ideal", (item,))


def promises(*units, number=0):
    return MessageSent(NEIGHBOUR, EOC, "ideal", (CommitResource(EOC, NEIGHBOUR, number, units),))


def lent(*units):
    return [LoanChanged(unit, 0, "mustering", 4) for unit in units]


def home(*units):
    return [LoanChanged(unit, 0, "home", 4) for unit in units]


def engaged(*units):
    return [OwnDuty(unit, 0, True) for unit in units]


ASKED = [asks(), MessageDelivered(0)]
WHY = {
    "unheard": [asks()],
    "unanswered": ASKED,
    "unable": [asks(OTHER), MessageDelivered(0), offers()],
    "reserve": [*ASKED, *lent(1, 2), offers()],
    "engaged": [*ASKED, *engaged(1, 2), offers()],
    "away": [*ASKED, offers()],
    "": [*ASKED, offers(1)],
}


@pytest.mark.parametrize(("why", "facts"), WHY.items(), ids=[why or "offered" for why in WHY])
def test_why_nothing_came_is_what_the_log_shows_of_its_units_then(why, facts):
    (row,) = told(*facts).rows()
    assert (row.why, row.offered) == (why, 0 if why else 1)


def test_what_could_do_it_and_is_lent_is_out():
    data = league([], 4)
    data["unit_types"]["boat"] = {**data["unit_types"]["engine"], "capabilities": ["boat"]}
    next(row for row in data["units"] if row["id"] == "U040")["type"] = "boat"
    found = Lending(scenario(data))
    for seq, fact in enumerate([asks(OTHER), MessageDelivered(0), *lent(1), offers()]):
        found.readers[type(fact)](seq, seq * 1000, fact)
    assert [row.why for row in found.rows()] == ["out"]


def test_units_that_have_come_home_or_are_free_again_count_no_more():
    (row,) = told(*ASKED, *lent(1, 2), *home(1, 2), *engaged(3), OwnDuty(3, 0, False), offers()).rows()
    assert row.why == "away"


def test_a_row_has_the_times_and_the_numbers():
    (row,) = told(*ASKED, offers(1, 2), promises(1)).rows()
    assert (row.asked_s, row.heard_s, row.answered_s) == (0, 1, 3)
    assert (row.offered, row.promised, row.ordered, row.needs) == (2, 1, 0, "engine:1")
    (row,) = told(asks()).rows()
    assert math.isnan(row.heard_s)
    assert math.isnan(row.answered_s)


def test_asking_again_adds_no_row_and_a_later_offer_counts():
    found = told(*ASKED, offers(), asks(), MessageDelivered(3), offers(1))
    (row,) = found.rows()
    assert (row.asked_s, row.heard_s, row.answered_s, row.why) == (0, 1, 5, "")


def test_an_order_is_told_as_one():
    item = AidOrdered(NEIGHBOUR, EOC, 0, ENGINE, 0, 0, 2, 2)
    (row,) = told(MessageSent(EOC, NEIGHBOUR, "ideal", (item,)), MessageDelivered(0), promises(1, 2)).rows()
    assert (row.ordered, row.promised, row.why) == (1, 2, "")


def test_words_that_others_pass_on_are_no_answers_of_a_neighbour():
    passed = MessageSent(EOC, 1, "ideal", (CommitResource(1, NEIGHBOUR, 0, (1,)),))
    (row,) = told(*ASKED, passed).rows()
    assert (row.why, row.promised) == ("unanswered", 0)


def test_hours_engaged_run_until_they_are_free_or_the_run_ends():
    found = told(*engaged(1), OwnDuty(1, 0, False), OwnDuty(2, None, True), end_ms=HOUR_MS)
    told_of = found.summary()["own_storm"]
    assert told_of["engaged_unit_h"] == pytest.approx((1000 + HOUR_MS - 2000) / HOUR_MS)
    assert told_of["lost_units"] == 1


def test_calls_recalls_and_refusals_are_counted():
    def notice(at_ms):
        return MessageSent(NEIGHBOUR, 1, "ideal", (RecallNotice(DISPATCH_CENTRE, NEIGHBOUR, 1, at_ms),))

    calls = [OwnCallBegan(NEIGHBOUR, number, ENGINE) for number in (0, 1)]
    facts = [*ASKED, *engaged(1), offers(), *calls, OwnCallEnded(NEIGHBOUR, 0)]
    figures = told(*facts, notice(9), notice(None), notice(99)).summary()["own_storm"]
    assert (figures["calls"], figures["still_open"], figures["recalls"]) == (2, 1, 1)
    assert figures["refused_engaged"] == 1


def test_where_it_is_off_there_is_no_figure_and_without_a_policy_no_row():
    assert told(aid={}).summary() == {}
    log = Tale(league([call(0, 1)], policy="none", horizon=0.01)).log
    assert fold(log).lending.rows() == []
    assert "own_storm" not in summary(log)


def test_the_table_has_its_columns():
    found = tables(Tale(league([call(0, 1), call(60, 2)], horizon=0.1)).log).aid_answers
    assert list(found.columns) == list(COLUMNS["aid_answers"])
    assert list(found["post"]) == ["NB1"]
    assert list(found["promised"]) == [1]
