"""A kill at any moment: what was acknowledged is on the disk, and recovery stands where the screens stood."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from exercises import CENTRE, district

from sim.live.exercise import Exercise
from sim.live.host import open_room
from sim.live.session import Session
from sim.terms.units import MINUTE_MS

HERE = Path(__file__).resolve().parent


def play_on(file):
    """Tick, show and order for ever through a room, and say each order once it is acknowledged."""
    room = open_room(district(), file)
    room.do("centre", {"kind": "take"})
    room.do("facilitator", {"kind": "speed", "speed": 60})
    room.do("facilitator", {"kind": "clock", "running": True})
    for turn in range(5000):
        room.tick(1.0)
        room.settle()
        form = {"kind": "moveup", "unit": 0, "station": turn % 2}
        number = room.do("centre", {"kind": "order", "form": form})
        session = room.exercise.session
        print(number, session.now_ms, session.log.digest, flush=True)
        if turn % 25 == 24:
            room.do("facilitator", {"kind": "mark", "name": str(turn)})


def killed(file, after, wait_s):
    """Let a process play, kill it some time after so many acknowledgements, and return these."""
    code = f"import sys; sys.path[:0] = {[str(HERE), str(HERE.parent)]!r}; from pathlib import Path; "
    code += f"import test_killed_rooms as t; t.play_on(Path({str(file)!r}))"
    child = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    said = [child.stdout.readline() for _ in range(after)]
    time.sleep(wait_s)
    os.kill(child.pid, signal.SIGKILL)
    said += child.stdout.read().splitlines(keepends=True)
    child.wait()
    child.stdout.close()
    return [line.split() for line in said if line.endswith("\n")]


def check(file, said):
    """Recover, and hold what comes back against what was acknowledged."""
    number, t_ms, digest = int(said[-1][0]), int(said[-1][1]), said[-1][2]
    exercise = Exercise.resume(file)
    entries = exercise.journal.entries()
    assert len(entries) >= number
    assert exercise.session.now_ms >= t_ms
    until = Session(district())
    until.replay([(entry.t_ms, entry.act) for entry in entries[:number]], t_ms)
    assert until.log.digest == digest
    reached_ms, count, seen = exercise.journal.reached()
    again = Session(district())
    again.replay([(entry.t_ms, entry.act) for entry in entries[:count]], reached_ms)
    assert again.log.digest == seen
    exercise.close()


def test_a_kill_loses_nothing_that_was_acknowledged_and_the_exercise_goes_on(tmp_path):
    file = tmp_path / "e.db"
    said = killed(file, 12, 0.01)
    check(file, said)
    room = open_room(district(), file)
    assert room.exercise.session.manned(CENTRE)
    room.do("facilitator", {"kind": "step", "ms": MINUTE_MS})
    assert room.exercise.session.now_ms >= int(said[-1][1]) + MINUTE_MS
    room.exercise.close()


@pytest.mark.slow
def test_twenty_kills_at_random_moments_lose_nothing_that_was_acknowledged(tmp_path):
    luck = random.Random(7)
    for number in range(20):
        file = tmp_path / f"{number}.db"
        check(file, killed(file, luck.randint(1, 60), luck.random() * 0.2))
