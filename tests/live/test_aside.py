"""Beside the exercise: notes that survive, branches that are kept, and a pause at whatever breaks."""

import pytest
from exercises import district

from sim.live.branches import branch_file, family, free_path
from sim.live.exercise import Exercise
from sim.live.host import open_room
from sim.live.journal import JournalError
from sim.live.notes import Notes, checked
from sim.live.record import LOG, Recorder, write_record
from sim.live.session import Refused, Session
from sim.metric.fold import fold
from sim.record.file import read_log
from sim.run import run_again
from sim.terms.errors import InvariantBroken, SanduanError
from sim.terms.units import HOUR_MS, MINUTE_MS


@pytest.fixture
def room(tmp_path):
    made = open_room(district(), tmp_path / "e.db")
    yield made
    made.aside.close()
    made.exercise.close()


def step(room, ms):
    return room.do("facilitator", {"kind": "step", "ms": ms})


# --- notes


def test_notes_survive_a_restart_and_come_by_the_time_that_they_are_about(room):
    step(room, HOUR_MS)
    room.do("evaluator", {"kind": "observe", "text": "late", "mark": "bad"})
    room.do("evaluator", {"kind": "observe", "text": "early", "mark": "good", "t": 5})
    room.do("evaluator", {"kind": "rate", "template": "hseep", "criterion": "picture", "rating": "S"})
    room.do("facilitator", {"kind": "find", "text": "no drill", "owner": "EMB", "due": "2026-01-31"})
    room.exercise.close()
    room.exercise = Exercise.resume(room.exercise.journal.path)
    found = Notes(room.exercise.journal).all()
    assert [note.body["text"] for note in found] == ["early", "late", "", "no drill"]
    assert {note.kind for note in found} == {"observation", "rating", "finding"}


@pytest.mark.parametrize(
    "body",
    [
        {"kind": "observe", "text": ""},
        {"kind": "observe", "text": "x" * 501},
        {"kind": "observe", "text": "x", "mark": "fine"},
        {"kind": "observe", "text": "x", "t": HOUR_MS},
        {"kind": "rate", "template": "hseep", "criterion": "picture"},
        {"kind": "find", "text": "x", "owner": "", "due": "2026-01-31"},
        {"kind": "withdraw", "number": 7},
    ],
)
def test_a_note_that_says_too_little_is_refused(room, body):
    with pytest.raises(Refused):
        room.do("evaluator", body)
    assert Notes(room.exercise.journal).all() == []


def test_players_write_no_notes(room):
    with pytest.raises(Refused, match="evaluators"):
        room.do("centre", {"kind": "observe", "text": "well done"})
    with pytest.raises(Refused):
        checked("praise", {})


def test_a_note_can_be_taken_back(room):
    number = room.do("evaluator", {"kind": "observe", "text": "x"})
    room.do("evaluator", {"kind": "withdraw", "number": number})
    assert room.aside.shown()["notes"] == []


# --- branches


def test_a_family_of_branches_is_kept_and_told_and_one_can_go_over(room):
    step(room, HOUR_MS)
    room.do("evaluator", {"kind": "observe", "text": "x", "t": 10 * MINUTE_MS})
    first = room.exercise.journal.path.name
    second = room.do("facilitator", {"kind": "rewind", "t": 30 * MINUTE_MS})
    told = room.aside.shown()["branches"]
    assert [(b["file"], b["parent"], b["reached_ms"]) for b in told] == [
        (first, "", HOUR_MS),
        (second, first, 30 * MINUTE_MS),
    ]
    assert [note["body"]["text"] for note in room.aside.shown()["notes"]] == ["x"]
    room.do("facilitator", {"kind": "switch", "file": first})
    assert (room.exercise.journal.path.name, room.exercise.session.now_ms) == (first, HOUR_MS)
    with pytest.raises(Refused, match="no such branch"):
        room.do("facilitator", {"kind": "switch", "file": "../other.db"})
    with pytest.raises(Refused):
        room.do("centre", {"kind": "switch", "file": second})


def test_a_branch_that_cannot_be_gone_on_with_is_refused_and_nothing_changes(room):
    second = room.do("facilitator", {"kind": "rewind", "t": 0})
    first = room.aside.shown()["branches"][0]["file"]
    room.exercise.journal.path.with_name(first).write_bytes(b"")
    with pytest.raises(Refused):
        room.do("facilitator", {"kind": "switch", "file": first})
    assert room.exercise.journal.path.name == second


def test_the_next_name_of_a_family_is_free(tmp_path):
    assert free_path(tmp_path / "a~3.db").name == "a~1.db"
    (tmp_path / "a~1.db").touch()
    assert free_path(tmp_path / "a.db").name == "a~2.db"
    assert family(tmp_path / "a.db") == []  # an empty file tells nothing


# --- what breaks


def broken_at(monkeypatch, t_ms):
    """Let every session break a law once its time has passed `t_ms`."""
    old = Session.advance

    def advance(self, until_ms):
        old(self, until_ms)
        if until_ms > t_ms:
            raise InvariantBroken("a law")

    monkeypatch.setattr(Session, "advance", advance)


def test_a_tick_that_breaks_pauses_with_a_message_and_what_came_is_not_written_down(room, monkeypatch):
    step(room, HOUR_MS)
    room.settle()
    broken_at(monkeypatch, 90 * MINUTE_MS)
    room.do("facilitator", {"kind": "speed", "speed": 600})
    room.do("facilitator", {"kind": "clock", "running": True})
    for _ in range(8):
        room.tick(1.0)
    assert (room.running, room.fault) == (False, "InvariantBroken: a law")
    room.settle()
    assert room.exercise.journal.reached()[0] == HOUR_MS
    for kind in ("step", "next", "take"):
        with pytest.raises(Refused, match="fault"):
            room.do("facilitator" if kind != "take" else "centre", {"kind": kind, "ms": 1})


def test_one_goes_back_to_before_what_broke_and_on_from_there(room, monkeypatch):
    broken_at(monkeypatch, 90 * MINUTE_MS)
    step(room, 2 * HOUR_MS)
    assert room.fault
    with pytest.raises(Refused, match="before that time"):
        room.do("facilitator", {"kind": "rewind", "t": 100 * MINUTE_MS})
    assert list(room.exercise.journal.path.parent.glob("*~1*")) == []
    room.do("facilitator", {"kind": "rewind", "t": 80 * MINUTE_MS})
    assert (room.fault, room.exercise.session.now_ms) == ("", 80 * MINUTE_MS)
    step(room, 5 * MINUTE_MS)
    assert room.fault == ""


def test_a_file_is_branched_to_the_last_minute_before_a_law_broke(tmp_path, monkeypatch):
    exercise = Exercise.begin(tmp_path / "e.db", district())
    exercise.session.advance(3 * HOUR_MS)
    exercise.settle()
    exercise.close()
    with pytest.raises(JournalError, match="no law"):
        branch_file(tmp_path / "e.db", None)
    broken_at(monkeypatch, 100 * MINUTE_MS)
    with pytest.raises(InvariantBroken):
        Exercise.resume(tmp_path / "e.db")
    new, t_ms = branch_file(tmp_path / "e.db", None)
    assert (new.name, t_ms) == ("e~1.db", 100 * MINUTE_MS - 1)
    again = Exercise.resume(new)
    assert again.session.now_ms == t_ms
    again.close()
    with pytest.raises(JournalError, match="no exercise"):
        branch_file(tmp_path / "none.db", 0)


def test_whatever_an_action_raises_pauses_and_is_answered(room, monkeypatch):
    def fail(act):
        raise ZeroDivisionError("oh")

    monkeypatch.setattr(room.exercise.session, "act", fail)
    with pytest.raises(SanduanError, match="ZeroDivisionError: oh"):
        room.do("centre", {"kind": "take"})
    assert (room.running, room.fault) == (False, "ZeroDivisionError: oh")


# --- what if, from the room


def test_the_facilitator_asks_what_if_and_the_answer_is_kept_in_the_file(room):
    room.do("centre", {"kind": "take"})
    step(room, HOUR_MS)
    room.do("facilitator", {"kind": "whatif", "t": 0, "reps": 1, "to_end": False})
    room.aside.asking.wait(60)
    version = room.version
    room.tick(0.5)
    assert room.version > version
    shown = room.aside.shown()["outlook"]
    assert (shown["over"], shown["done"], shown["until"]) == (True, 3, HOUR_MS)
    assert [note.body["reps"] for note in Notes(room.exercise.journal).all("outlook")] == [1]
    room.do("facilitator", {"kind": "stop"})


def test_a_link_that_was_used_in_one_branch_is_used_in_all(room):
    link, first = room.link("centre"), room.exercise.journal.path.name
    room.do("facilitator", {"kind": "rewind", "t": 0})
    assert room.exercise.journal.exchange(link, "cookie") == "centre"
    room.do("facilitator", {"kind": "switch", "file": first})
    assert room.exercise.journal.seat_of("cookie", "cookie") == "centre"
    assert room.exercise.journal.exchange(link, "another") is None


def test_an_answer_belongs_to_the_branch_that_was_asked_about(room):
    step(room, HOUR_MS)
    room.do("facilitator", {"kind": "whatif", "t": 0, "reps": 1, "to_end": False})
    first = room.exercise.journal.path
    room.do("facilitator", {"kind": "rewind", "t": 0})
    assert room.aside.shown()["outlook"] is None
    room.tick(0.5)
    assert Notes(room.exercise.journal).all("outlook") == []
    room.do("facilitator", {"kind": "switch", "file": first.name})
    assert len(Notes(room.exercise.journal).all("outlook")) == 1


@pytest.mark.parametrize("body", [{"t": 1}, {"t": -1}, {"reps": 0}, {"reps": 501}, {"to_end": False}])
def test_a_question_without_sense_is_refused(room, body):
    with pytest.raises(Refused):
        room.do("facilitator", {"kind": "whatif", **body})
    assert room.aside.asking is None


# --- the log at the end


def test_at_its_end_the_log_is_written_and_is_that_of_the_journal(room):
    room.do("centre", {"kind": "take"})
    while not room.exercise.session.over:
        step(room, 24 * HOUR_MS)
    assert room.fault == ""
    room.tick(0.5)
    room.aside.close()
    room.tick(0.5)
    folder = room.exercise.journal.path.with_suffix("")
    assert room.aside.shown()["log"] == folder.name
    log = read_log(folder / LOG)
    assert log.verify() == run_again(log).digest
    assert len(fold(log).responses.calls) == 2
    assert not Recorder(room.exercise.session, room.exercise.journal.path).busy


def test_the_log_of_an_unfinished_exercise_is_not_written(tmp_path):
    exercise = Exercise.begin(tmp_path / "e.db", district())
    exercise.close()
    with pytest.raises(JournalError, match="not reached"):
        write_record(tmp_path / "e.db")
    with pytest.raises(JournalError, match="no exercise"):
        write_record(tmp_path / "none.db")


def test_the_log_is_written_once_by_hand(tmp_path):
    again = tmp_path / "f.db"
    whole = Exercise.begin(again, district())
    whole.session.advance(whole.session.header.horizon_ms)
    whole.settle()
    whole.close()
    assert write_record(again) == tmp_path / "f"
    with pytest.raises(JournalError, match="exists"):
        write_record(again)
