"""What people tell one another in words of their own goes by the bearers, and may come late or never."""

import json

import pytest
from exercises import CENTRE, EOC, district, hamlet, seated

from sim.live.exercise import Exercise
from sim.live.room import Room
from sim.live.seats import seats_of
from sim.live.session import MOST_CHARACTERS, Refused, Session
from sim.live.view import picture_view
from sim.record.facts import MessageDelivered, MessageLost, MessageSent
from sim.record.seat_facts import Word, WordGiven
from sim.run import run, run_again
from sim.terms.ids import PUBLIC, Band
from sim.terms.units import HOUR_MS, MINUTE_MS

TOWN = Band.TOWNSHIP.address(3)


def words(session, address):
    """Return the words that a post is shown: (out, text, bearer)."""
    messages = picture_view(session, address)["messages"]
    return [(m["out"], i["text"], m["bearer"]) for m in messages for i in m["body"] if i["k"] == "word"]


def fate(session):
    """Return what became of the words: the kinds of facts that follow from their sending."""
    entries = list(session.log.entries())
    sent = {s for s, _, _, f in entries if isinstance(f, MessageSent) and type(f.body[0]) is Word}
    ends = (MessageDelivered, MessageLost)
    return [type(f) for _, _, _, f in entries if isinstance(f, ends) and f.message in sent]


def test_a_word_is_shown_to_the_one_who_is_told_once_it_has_come_and_to_nobody_else():
    session = Session(district())
    session.do(WordGiven(TOWN, CENTRE, "桥面有裂缝"))
    assert words(session, CENTRE) == []
    assert words(session, TOWN) == [(True, "桥面有裂缝", "")]
    session.advance(5 * MINUTE_MS)
    assert words(session, CENTRE) == [(False, "桥面有裂缝", "fixed")]
    assert words(session, EOC) == []


def test_a_word_takes_what_carries_it_when_telephones_are_dead():
    session = Session(hamlet("hamlet-silent"))
    far = Band.TOWNSHIP.address(2)
    session.do(WordGiven(CENTRE, far, "请报告情况"))
    session.advance(12 * HOUR_MS)
    session.do(WordGiven(CENTRE, far, "请再次报告"))
    session.advance(40 * HOUR_MS)
    assert fate(session) == [MessageDelivered, MessageDelivered]
    assert [bearer for _, _, bearer in words(session, far)] == ["fixed", "beidou"]


def test_nothing_is_decided_from_a_word_and_a_replay_has_it():
    session = Session(district())
    session.advance(HOUR_MS)
    session.do(WordGiven(PUBLIC, EOC, "上级通报：雨势将持续"))
    log = session.finish()
    assert fate(session) == [MessageDelivered]
    assert run_again(log).digest == log.digest
    assert decided(log) == decided(run(district()))


def decided(log):
    """Return what the centre and the district have sent."""
    facts = [fact for _, _, _, fact in log.entries() if isinstance(fact, MessageSent)]
    return [fact.body for fact in facts if fact.sender in (CENTRE, EOC)]


@pytest.mark.parametrize(
    "word",
    [
        WordGiven(CENTRE, CENTRE, "to myself"),
        WordGiven(CENTRE, PUBLIC, "to all"),
        WordGiven(CENTRE, 2, "to a unit"),
        WordGiven(2, CENTRE, "from a unit"),
        WordGiven(CENTRE, Band.TOWNSHIP.address(99), "to nowhere"),
        WordGiven(CENTRE, EOC, ""),
        WordGiven(CENTRE, EOC, "x" * (MOST_CHARACTERS + 1)),
    ],
)
def test_what_cannot_be_told_is_refused(word):
    session = Session(district())
    with pytest.raises(Refused, match="told"):
        session.do(word)
    assert session.acts == []


def test_a_word_that_a_journal_holds_against_sense_is_written_down_and_nothing_follows():
    log = run(district(), journal=[(HOUR_MS, WordGiven(2, CENTRE, "nonsense"))])
    entries = list(log.entries())
    at = next(seq for seq, _, _, fact in entries if isinstance(fact, WordGiven))
    assert [seq for seq, _, cause, _ in entries if cause == at] == []


@pytest.fixture
def room(tmp_path):
    exercise = Exercise.begin(tmp_path / "e.db", district())
    yield Room(exercise, seats_of(district(), ("T03",)))
    exercise.journal.close()


def test_a_player_speaks_for_the_own_seat_and_a_facilitator_for_anybody(room):
    room.do("T03", {"kind": "tell", "to": CENTRE, "text": " 断电了 "})
    room.do("facilitator", {"kind": "tell", "from": PUBLIC, "to": EOC, "text": "inject"})
    assert [act for _, act in room.exercise.session.acts] == [
        WordGiven(TOWN, CENTRE, "断电了"),
        WordGiven(PUBLIC, EOC, "inject"),
    ]
    for seat, body in (
        ("T03", {"from": EOC, "to": CENTRE, "text": "x"}),
        ("evaluator", {"from": EOC, "to": CENTRE, "text": "x"}),
        ("evaluator", {"to": CENTRE, "text": "x"}),
        ("T03", {"to": "1", "text": "x"}),
        ("T03", {"to": CENTRE, "text": 7}),
        ("T03", {"to": CENTRE, "text": "  "}),
    ):
        with pytest.raises(Refused):
            room.do(seat, {"kind": "tell", **body})
    assert len(room.exercise.journal.refused()) == 6  # each once


def test_a_browser_is_told_whom_it_can_tell_something(room):
    contacts = json.loads(room.hello("T03"))["contacts"]
    assert contacts[:3] == [CENTRE, EOC, TOWN]
    session = seated()
    assert all(session.world.picture(address) is not None for address in contacts)
    assert len(contacts) == len(set(contacts)) == 2 + 5 + 2 + 1  # with the road bureau
