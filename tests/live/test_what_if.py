"""What if: the prefix is the exercise; then policies decide, luck is other, and people's course stays."""

import gc
import os
from dataclasses import replace

import pytest
from exercises import CENTRE, district, seated

from sim.live.outlook import DOCTRINE, OTHER, PLAYED, Asking, Outlook, Question, Replayer, is_of_players
from sim.metric.outcomes import OUTCOMES
from sim.record.facts import Dispatch, OrderGiven
from sim.record.seat_facts import SeatChanged, WordGiven
from sim.run import run
from sim.study.journal import FAILED, OK, Outcome
from sim.study.keys import Task
from sim.terms.units import HOUR_MS


@pytest.fixture(scope="module")
def session():
    """Sit at the centre and send one unit late; another call waits until the seat is handed back."""
    played = seated(None, CENTRE)
    played.advance(HOUR_MS)
    view = played.world.centre.picture.calls[0]
    played.order(CENTRE, Dispatch(1, 0, view.node, view.place))
    played.do(WordGiven(0, CENTRE, "桥断了"))
    played.advance(4 * HOUR_MS)
    return played


@pytest.fixture(autouse=True)
def swept():
    """Let routers of earlier tests go in the thread that made them."""
    gc.collect()


def question(session, t_ms=0, until_ms=None):
    end_ms = session.header.horizon_ms if until_ms is None else until_ms
    return Question.of(session.header, session.acts, t_ms, session.now_ms, end_ms)


def answered(asked, kind, luck=0):
    outcome = Replayer(asked)(Task("", (), kind, luck))
    assert outcome.status == OK, outcome.error
    return outcome.figures


def test_what_was_played_is_the_exercise_itself(session):
    _, posts = Replayer(question(session, until_ms=session.now_ms)).replay(PLAYED)
    orders = posts.of(CENTRE).orders
    assert [(o.t_ms, o.kind, o.person) for o in orders] == [(HOUR_MS, "dispatch", True)]
    figures = answered(question(session, until_ms=session.now_ms), PLAYED)
    assert figures["orders"] == 1


def test_doctrine_from_the_start_is_the_batch_run(session):
    asked = replace(question(session), acts=())
    fold, _ = Replayer(asked).replay(DOCTRINE)
    batch = run(district())
    assert len(fold.responses.calls) == 2
    ended = [fact for _, _, _, fact in batch.entries() if type(fact).__name__ == "CallEnded"]
    assert [call.end for call in fold.responses.calls] == [fact.stage for fact in ended]


def test_policies_serve_sooner_than_a_person_who_waits(session):
    asked = question(session)
    played, doctrine = answered(asked, PLAYED), answered(asked, DOCTRINE)
    assert doctrine["first_unit_min"] < played["first_unit_min"]
    assert played["calls"] == doctrine["calls"]  # the same luck


def test_people_and_policies_do_the_same_until_that_time(session):
    asked = question(session, t_ms=session.now_ms)
    assert answered(asked, PLAYED) == answered(asked, DOCTRINE)


def test_a_luck_is_the_same_every_time(session):
    asked = question(session, t_ms=HOUR_MS)
    assert answered(asked, OTHER, 3) == answered(asked, OTHER, 3)


def test_what_facilitators_put_in_is_no_decision_of_players():
    assert not is_of_players(WordGiven(0, CENTRE, "x"))
    assert is_of_players(SeatChanged(CENTRE, True))
    assert is_of_players(OrderGiven(Dispatch(0, 0, 0, 0)))


def test_what_goes_wrong_in_a_replay_is_its_outcome(session):
    asked = replace(question(session), policy="nobody")
    outcome = Replayer(asked)(Task("", (), PLAYED, 0))
    assert (outcome.status, "nobody" in outcome.error) == (FAILED, True)


def test_an_outlook_tells_bands_and_what_is_missing():
    outlook = Outlook(0, 10, 20, 3)
    for luck, wait in ((1, 10.0), (2, 20.0), (3, 30.0)):
        outlook.take(Task("", (), OTHER, luck), Outcome(OK, {"first_unit_min": wait}))
    outlook.take(Task("", (), PLAYED, 0), Outcome(OK, {"first_unit_min": 12.0}))
    outlook.take(Task("", (), DOCTRINE, 0), Outcome(FAILED, {}, "broken"))
    (row,) = outlook.rows()
    assert (row["band"], row["n"]) == ([10.0, 12.0, 20.0, 28.0, 30.0], 3)
    assert (row["played"], row["doctrine"]) == (12.0, None)
    assert (outlook.done, outlook.total, outlook.plain()["faults"]) == (5, 5, ["broken"])
    assert row["key"] in OUTCOMES


def test_a_question_is_answered_in_the_background_with_progress(session):
    asking = Asking(question(session, t_ms=HOUR_MS), 2, workers=1).start()
    asking.wait(60)
    outlook = asking.outlook
    assert (outlook.over, outlook.done, outlook.faults) == (True, 4, {})
    assert outlook.played == answered(question(session, t_ms=HOUR_MS), PLAYED)
    asking.stop()


def test_a_question_can_be_given_up(session):
    asking = Asking(question(session), 400, workers=1).start()
    asking.stop()
    assert asking.outlook.over
    assert asking.outlook.done < 402


def test_a_pool_that_cannot_start_is_said(session, monkeypatch):
    def fail(*args):
        raise OSError("no processes")

    monkeypatch.setattr("sim.live.outlook.LocalPool", fail)
    asking = Asking(question(session), 2).start()
    asking.wait(10)
    assert asking.outlook.faults == {"pool": "OSError: no processes"}
    assert asking.outlook.over


def test_a_replayer_gives_way_to_everybody_else(session, monkeypatch):
    steps = []
    monkeypatch.setattr(os, "nice", steps.append)
    question(session)()
    assert steps == [10]
