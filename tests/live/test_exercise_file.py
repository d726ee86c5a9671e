"""An exercise is its journal: durable before it is acknowledged, chained, and had again after any end."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from exercises import CENTRE, EOC, district

from sim.live.exercise import Exercise
from sim.live.journal import Journal, JournalError
from sim.live.session import Refused, Session
from sim.record.facts import Dispatch, MoveUp, OrderGiven
from sim.record.seat_facts import SeatChanged
from sim.run import run_again
from sim.terms.units import HOUR_MS, MINUTE_MS

HERE = Path(__file__).resolve().parent
SIT = SeatChanged(CENTRE, True)


@pytest.fixture
def file(tmp_path):
    return tmp_path / "e.db"


def begun(file):
    """Begin, sit down at the centre, send a unit after an hour, and show two hours."""
    exercise = Exercise.begin(file, district())
    exercise.do("centre", SIT)
    exercise.session.advance(HOUR_MS)
    exercise.do("centre", OrderGiven(Dispatch(0, 0, 3, 3), CENTRE))
    exercise.session.advance(2 * HOUR_MS)
    exercise.settle()
    return exercise


def state(exercise):
    return exercise.session.now_ms, exercise.session.acts, exercise.session.log.digest


def test_an_exercise_goes_on_where_it_was_shown_last(file):
    exercise = begun(file)
    before = state(exercise)
    exercise.close()
    again = Exercise.resume(file)
    assert state(again) == before
    again.do("centre", SeatChanged(CENTRE, False))
    log = again.session.finish()
    assert run_again(log).digest == log.digest
    again.journal.close()


def test_what_was_done_after_time_was_last_shown_is_not_lost(file):
    exercise = begun(file)
    exercise.do("centre", OrderGiven(MoveUp(0, 1), CENTRE))
    exercise.session.advance(3 * HOUR_MS)
    exercise.do("centre", SeatChanged(CENTRE, False))
    before = state(exercise)
    exercise.close()
    assert state(Exercise.resume(file)) == before


def test_a_file_of_which_nothing_was_shown_begins_at_the_beginning(file):
    journal = Journal(file)
    journal.close()
    with pytest.raises(JournalError, match="no exercise has begun"):
        Exercise.resume(file)
    assert Journal(file).reached() == (0, 0, "")


def test_what_is_refused_is_in_the_audit_table_and_not_in_the_journal(file):
    exercise = begun(file)
    with pytest.raises(Refused):
        exercise.do("eoc", OrderGiven(MoveUp(0, 1), EOC))
    assert [(t, seat) for t, seat, _, _ in exercise.journal.refused()] == [(2 * HOUR_MS, "eoc")]
    assert len(exercise.journal.entries()) == 2


def test_an_exercise_does_not_begin_where_another_has(file):
    begun(file).close()
    with pytest.raises(JournalError, match="gone on with"):
        Exercise.begin(file, district())


def test_an_exercise_that_does_not_exist_is_not_made_by_going_on(file):
    with pytest.raises(JournalError, match="no exercise"):
        Exercise.resume(file)
    assert not file.exists()


# --- branches


def test_a_branch_goes_its_own_way_and_leaves_the_history_as_it_is(file, tmp_path):
    exercise = begun(file)
    exercise.journal.mark(HOUR_MS, "first call")
    exercise.journal.mark(2 * HOUR_MS, "late")
    before = state(exercise)
    branch = exercise.branch(tmp_path / "b.db", 90 * MINUTE_MS)
    assert branch.session.now_ms == 90 * MINUTE_MS
    assert branch.session.acts == exercise.session.acts
    assert branch.journal.marks() == [(HOUR_MS, "first call")]
    branch.session.advance(2 * HOUR_MS)
    assert branch.session.log.digest == exercise.session.log.digest  # nobody did anything else
    branch.do("centre", OrderGiven(MoveUp(1, 1), CENTRE))
    assert branch.session.log.digest != exercise.session.log.digest
    assert state(exercise) == before


def test_a_branch_before_an_act_is_without_it(file, tmp_path):
    branch = begun(file).branch(tmp_path / "b.db", HOUR_MS - 1)
    assert branch.session.acts == [(0, SIT)]
    branch.close()
    again = Exercise.resume(tmp_path / "b.db")
    assert (again.session.now_ms, again.session.acts) == (HOUR_MS - 1, [(0, SIT)])


def test_a_branch_does_not_overwrite_an_exercise(file, tmp_path):
    exercise = begun(file)
    exercise.branch(tmp_path / "b.db", 0).close()
    with pytest.raises(JournalError, match="has begun"):
        exercise.branch(tmp_path / "b.db", 0)


# --- damage


def altered(file, command):
    begun(file).close()
    db = sqlite3.connect(file)
    db.execute(command)
    db.commit()
    db.close()


@pytest.mark.parametrize(
    "command",
    [
        "update entry set t_ms = t_ms + 1 where number = 2",
        "update entry set seat = 'eoc' where number = 1",
        """update entry set act = cast('["seat",1,false]' as blob) where number = 1""",
        "delete from entry where number = 1",
        "update entry set number = number + 1 where number = 2",
    ],
)
def test_an_altered_journal_is_found(file, command):
    altered(file, command)
    with pytest.raises(JournalError, match="missing or was altered"):
        Exercise.resume(file)


def test_a_journal_that_ends_early_is_found_by_what_was_seen(file):
    altered(file, "delete from entry where number = 2")
    with pytest.raises(JournalError, match="not what was seen"):
        Exercise.resume(file)


def test_an_exercise_of_another_version_is_refused_by_name(file):
    older = """replace(cast(value as text), '"program": "', '"program": "9')"""
    altered(file, f"update exercise set value = cast({older} as blob) where key = 'about'")
    with pytest.raises(JournalError, match="of sanduan 9"):
        Exercise.resume(file)


def test_a_file_of_another_form_is_refused_by_name(file):
    altered(file, "update exercise set value = cast('7' as blob) where key = 'format'")
    with pytest.raises(JournalError, match="form b'7'"):
        Journal(file)


@pytest.mark.parametrize("content", [b"not a database, whatever it says", b"SQLite format 3\x00" * 90])
def test_what_is_no_exercise_is_refused(file, content):
    file.write_bytes(content)
    with pytest.raises(JournalError, match="not the file of an exercise"):
        Journal(file)


def test_an_act_that_this_version_does_not_know_is_refused(file):
    journal = Journal(file)
    journal._db.execute("create temp table t(x)")
    from sim.live import journal as module

    data = b'["later",1]'
    link = module._chained(b"", 1, 0, "s", data)
    journal._db.execute("insert into entry values (1, 0, 's', ?, 0, ?)", (data, link))
    with pytest.raises(JournalError, match="entry 1"):
        journal.entries()


def test_two_servers_cannot_hold_one_exercise(file):
    exercise = begun(file)
    with pytest.raises(JournalError, match="in use"):
        Journal(file)
    exercise.close()


# --- passes


def test_a_token_is_exchanged_once(file):
    journal = Journal(file)
    journal.admit("token", "t1", "centre")
    assert journal.exchange("t2", "c") is None
    assert journal.exchange("t1", "c1") == "centre"
    assert journal.exchange("t1", "c2") is None
    assert (journal.seat_of("cookie", "c1"), journal.seat_of("cookie", "c2")) == ("centre", None)
    assert b"t1" not in file.read_bytes()


def test_links_of_before_can_be_made_void_and_those_who_are_in_stay_in(file):
    journal = Journal(file)
    journal.admit("token", "t1", "centre")
    journal.admit("token", "t2", "eoc")
    journal.exchange("t2", "c2")
    journal.forget_tokens()
    assert journal.exchange("t1", "c1") is None
    assert journal.seat_of("cookie", "c2") == "eoc"


# --- kills


def play_on(file):
    """Do things for ever, and say each once it is acknowledged: what is killed."""
    exercise = Exercise.begin(file, district())
    exercise.do("centre", SIT)
    for minute in range(1, 24 * 60):
        exercise.session.advance(minute * MINUTE_MS)
        exercise.settle()
        number = exercise.do("centre", OrderGiven(MoveUp(0, minute % 2), CENTRE))
        print(number, exercise.session.now_ms, exercise.session.log.digest, flush=True)


@pytest.mark.parametrize("after", [2, 25])
def test_a_kill_loses_nothing_that_was_acknowledged(file, after):
    code = f"import sys; sys.path[:0] = {[str(HERE), str(HERE.parent)]!r}; from pathlib import Path; "
    code += f"import test_exercise_file as t; t.play_on(Path({str(file)!r}))"
    child = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    said = [child.stdout.readline().split() for _ in range(after)]
    time.sleep(0.003 * after)
    os.kill(child.pid, signal.SIGKILL)
    said += [line.split() for line in child.stdout.read().splitlines()]
    child.wait()
    child.stdout.close()
    exercise = Exercise.resume(file)
    number, t_ms, digest = (said[-1][0], int(said[-1][1]), said[-1][2]) if len(said[-1]) == 3 else said[-2]
    entries = exercise.journal.entries()
    assert len(entries) >= int(number)
    assert [entry.number for entry in entries] == list(range(1, len(entries) + 1))
    until = Session(district())
    until.replay([(entry.t_ms, entry.act) for entry in entries[: int(number)]], int(t_ms))
    assert until.log.digest == digest
