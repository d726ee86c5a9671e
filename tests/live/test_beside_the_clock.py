"""Processes are started beside the clock: screens go on until they are up, one at a time; faults are told."""

import os
from threading import Event

import pytest
from exercises import district

from sim.live import outlook, record
from sim.live.host import open_room
from sim.live.notes import Notes
from sim.live.record import LOG, Recorder
from sim.record.file import read_log
from sim.run import run_again
from sim.terms.units import HOUR_MS

LONG_S = 20.0
"""Longer than anything takes here that does not wait for a gate."""


@pytest.fixture
def room(tmp_path):
    made = open_room(district(), tmp_path / "e.db")
    yield made
    made.aside.close()
    made.exercise.close()


def to_the_end(room):
    while not room.exercise.session.over:
        room.do("facilitator", {"kind": "step", "ms": 24 * HOUR_MS})


class Gate:
    """Something that is not up before it is let; it counts how many are at it, and how many ever were."""

    def __init__(self):
        self.opened, self.reached = Event(), Event()
        self.now = self.most = self.ever = 0

    def __call__(self, *args):
        self.now, self.ever = self.now + 1, self.ever + 1
        self.most = max(self.most, self.now)
        self.reached.set()
        came = self.opened.wait(LONG_S)
        self.now -= 1
        if not came:
            raise TimeoutError("nobody opened the gate: whoever should have waits for it")


class Pool:
    """A pool in which nothing ever ends."""

    busy, room = 0, 0

    def results(self, timeout_s):
        return []

    def close(self):
        return None


@pytest.fixture
def gate():
    made = Gate()
    yield made
    made.opened.set()


# --- the log


def test_the_clock_goes_on_while_the_process_that_writes_the_log_is_not_up(room, gate, monkeypatch):
    monkeypatch.setattr(record, "_in_a_process", gate)
    to_the_end(room)
    room.tick(0.5)
    assert gate.reached.wait(LONG_S)
    room.tick(0.5)
    assert (gate.now, room.aside.record_folder, room.aside.record_fault) == (1, None, "")
    assert room.aside.shown()["log"] is None


def test_logs_are_written_one_at_a_time_and_each_once(room, gate, monkeypatch):
    def write(question, folder):
        gate()
        folder.mkdir()

    monkeypatch.setattr(record, "_in_a_process", write)
    to_the_end(room)
    path = room.exercise.journal.path
    writers = [Recorder(room.exercise.session, path) for _ in range(2)]
    assert gate.reached.wait(LONG_S)
    assert all(writer.busy for writer in writers)
    gate.opened.set()
    for writer in writers:
        writer.wait(LONG_S)
    assert [(writer.busy, writer.written, writer.fault) for writer in writers] == [(False, True, "")] * 2
    assert (gate.most, gate.ever) == (1, 1)


def test_why_no_log_could_be_written_is_told(room):
    to_the_end(room)
    part = room.exercise.journal.path.with_name(".e.part")
    part.write_text("in the way of the folder")
    version = room.version
    room.tick(0.5)
    room.aside.close()
    room.tick(0.5)
    assert room.version > version
    assert room.aside.record_fault.startswith("FileExistsError: ")
    assert room.aside.shown()["log_fault"] == room.aside.record_fault
    assert (room.aside.record_folder, room.fault) == (None, "")


def die(pipe, question, folder):
    os._exit(7)


def test_a_process_that_dies_is_told(room, monkeypatch):
    monkeypatch.setattr(record, "_record", die)
    to_the_end(room)
    writer = Recorder(room.exercise.session, room.exercise.journal.path)
    writer.wait(60)
    assert (writer.fault, writer.written) == ("ProcessError: exit code 7", False)


def test_a_process_that_cannot_be_started_is_told(room, monkeypatch):
    def fail(*args):
        raise OSError("no processes")

    monkeypatch.setattr(record, "_in_a_process", fail)
    to_the_end(room)
    writer = Recorder(room.exercise.session, room.exercise.journal.path)
    writer.wait(LONG_S)
    assert (writer.fault, writer.busy) == ("OSError: no processes", False)


class Pipe:
    """The end of a pipe into which a process speaks."""

    def __init__(self):
        self.said = []

    def send(self, words):
        self.said.append(words)


def test_the_process_says_that_nothing_went_wrong_or_what(room, tmp_path):
    room.do("centre", {"kind": "take"})
    to_the_end(room)
    session, pipe = room.exercise.session, Pipe()
    question = record._question(session, session.acts, session.now_ms)
    record._record(pipe, question, tmp_path / "log")
    record._record(pipe, question, tmp_path / "log")
    assert pipe.said[0] == ""
    assert pipe.said[1].startswith("OSError: ")
    log = read_log(tmp_path / "log" / LOG)
    assert log.verify() == run_again(log).digest


# --- what if


def ask(room, reps=3):
    room.do("facilitator", {"kind": "whatif", "t": 0, "reps": reps, "to_end": False})
    return room.aside.asking


@pytest.fixture
def held(room, gate, monkeypatch):
    """Hold a room in which a question is asked whose processes are not up."""

    def pool(*args):
        gate()
        return Pool()

    monkeypatch.setattr(outlook, "LocalPool", pool)
    room.do("facilitator", {"kind": "step", "ms": HOUR_MS})
    ask(room)
    assert gate.reached.wait(LONG_S)
    return room


def test_a_question_is_given_up_without_waiting_for_its_processes(held, gate):
    asking = held.aside.asking
    held.do("facilitator", {"kind": "stop"})
    held.tick(0.5)
    assert (gate.now, asking.outlook.over, asking.outlook.done) == (1, True, 0)
    assert len(Notes(held.exercise.journal).all("outlook")) == 1
    gate.opened.set()
    asking.wait(LONG_S)
    assert (asking.outlook.faults, asking.outlook.done) == ({}, 0)


def test_another_question_waits_beside_the_clock_for_the_processes_of_the_one_before(held, gate):
    first, second = held.aside.asking, ask(held)
    held.tick(0.5)
    assert (first.outlook.over, second.outlook.over, gate.now, gate.ever) == (True, False, 1, 1)
    gate.opened.set()
    first.wait(LONG_S)
    while gate.ever < 2 and second._thread.is_alive():
        second.wait(0.01)
    assert (gate.most, gate.ever) == (1, 2)


def test_a_question_that_is_given_up_while_it_waits_starts_no_processes(held, gate):
    first, second = held.aside.asking, ask(held)
    third = ask(held)
    held.do("facilitator", {"kind": "stop"})
    gate.opened.set()
    for asking in (first, second, third):
        asking.wait(LONG_S)
    assert gate.ever == 1
    assert all(asking.outlook.over for asking in (first, second, third))


def test_a_branch_is_left_without_waiting_for_what_was_asked_there(held, gate):
    held.do("facilitator", {"kind": "rewind", "t": 0})
    assert (gate.now, held.aside.asking) == (1, None)


def test_what_breaks_after_a_question_was_given_up_is_no_answer(room, gate, monkeypatch):
    def pool(*args):
        gate()
        raise OSError("no processes")

    monkeypatch.setattr(outlook, "LocalPool", pool)
    room.do("facilitator", {"kind": "step", "ms": HOUR_MS})
    asking = ask(room)
    assert gate.reached.wait(LONG_S)
    asking.stop()
    gate.opened.set()
    asking.wait(LONG_S)
    assert (asking.outlook.faults, asking.outlook.over) == ({}, True)
