"""Killed at any moment, a study goes on with the same command and ends with the same bytes."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from studies import SMALL, Here, kept, planned, study_file, swept
from tasks import Fake

import sim.cli
from sim.study.store import CACHE, journals
from sim.study.sweep import setup

ROOT = Path(sim.cli.__file__).resolve().parents[1]
LONGER = SMALL.replace("replications: 3", "replications: 30")
LIMIT_S = 120
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc to find the workers")


def parents():
    """Return the parent of every process, by its number; zombies left out."""
    found = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            try:
                fields = (entry / "stat").read_text(errors="replace").rpartition(")")[2].split()
            except OSError:
                continue
            if fields[0] != "Z":
                found[int(entry.name)] = int(fields[1])
    return found


def family(pid):
    """Return the processes below one."""
    tree, found, front = parents(), [], [pid]
    while front:
        front = [child for child, parent in tree.items() if parent in front]
        found += front
    return found


def workers(pid):
    """Return the workers of a driver: grandchildren of it, below the server of forks."""
    children = [child for child, parent in parents().items() if parent == pid]
    return [worker for child in children for worker in family(child)]


def start(*command):
    """Start a program in the project."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "tests")))}
    return subprocess.Popen(
        [sys.executable, *map(str, command)],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )


def rows_in(out):
    """Return how many runs the folder holds so far."""
    try:
        return kept(out) if journals(out) else 0
    except Exception:
        return 0


def until(condition, what):
    """Wait for something to become true."""
    begun = time.monotonic()
    while not condition():
        assert time.monotonic() - begun < LIMIT_S, what
        time.sleep(0.02)


def killed_driver(process, out, at_least):
    """Kill a driver when so many more runs are kept; return whether it was still at work."""
    goal = rows_in(out) + at_least
    until(lambda: rows_in(out) >= goal or process.poll() is not None, "no run is kept")
    below = family(process.pid)
    process.kill()
    process.wait()
    begun = time.monotonic()
    until(lambda: not set(below) & set(parents()), "orphans are left")
    assert time.monotonic() - begun < 3
    return process.returncode == -signal.SIGKILL


def ended(process):
    """Wait for a program to end well."""
    _, said = process.communicate(timeout=LIMIT_S)
    assert process.returncode == 0, said.decode()


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """Run the longer study undisturbed."""
    home = tmp_path_factory.mktemp("whole")
    file = study_file(home, LONGER)
    return file, swept(file, home / "out", lambda c: Here(Fake(0)()))[0]


def test_a_study_whose_driver_is_killed_goes_on_to_the_same_bytes(whole, tmp_path):
    file, table = whole
    command = (ROOT / "tests" / "study" / "driver.py", file, tmp_path / "out", 2, 0.02)
    for _ in range(2):
        before = rows_in(tmp_path / "out")
        assert killed_driver(start(*command), tmp_path / "out", random.Random().randint(1, 30))
        assert rows_in(tmp_path / "out") > before
    ended(start(*command))
    assert (tmp_path / "out" / "table.csv.gz").read_bytes() == table
    sizes = sum(len_of(path) for path in journals(tmp_path / "out"))
    assert sizes == 120  # nothing that was kept was run again


def len_of(path):
    """Return the number of rows of a journal."""
    from contextlib import closing

    from sim.study.journal import Journal

    with closing(Journal(path)) as journal:
        return len(journal)


def test_a_study_whose_workers_are_killed_ends_with_the_same_bytes(whole, tmp_path):
    file, table = whole
    out = tmp_path / "out"
    process = start(ROOT / "tests" / "study" / "driver.py", file, out, 2, 0.05)
    for goal in (5, 30, 60):
        until(lambda goal=goal: rows_in(out) >= goal, "no run is kept")
        os.kill(random.Random().choice(workers(process.pid)), signal.SIGKILL)
    ended(process)
    assert (out / "table.csv.gz").read_bytes() == table


@pytest.mark.slow
def test_twenty_kills_at_random_moments_change_no_byte(whole, tmp_path):
    """Ten of the driver and ten of a worker, each time at another moment, then the same command."""
    file, table = whole
    rng, out, done = random.Random(), tmp_path / "out", 0
    while done < 20:
        process = start(ROOT / "tests" / "study" / "driver.py", file, out, 2, 0.05)
        goal = rows_in(out) + rng.randint(1, 8)
        until(lambda goal=goal, process=process: rows_in(out) >= goal or process.poll() is not None, "no run")
        time.sleep(rng.random() * 0.1)
        if found := workers(process.pid):
            os.kill(rng.choice(found), signal.SIGKILL)
            done += 1
        done += killed_driver(process, out, rng.randint(0, 4))
        if rows_in(out) >= 110:  # begin anew before it is done
            for path in journals(out):
                path.unlink()
    ended(start(ROOT / "tests" / "study" / "driver.py", file, out, 2, 0.05))
    assert (out / "table.csv.gz").read_bytes() == table


@pytest.mark.slow
def test_the_command_itself_survives_its_death(tmp_path):
    file = study_file(tmp_path, SMALL.replace("replications: 3", "replications: 10"))
    whole, _ = swept(file, tmp_path / "whole", lambda c: Here(setup(c)()), sim_code())
    code = "from sim.cli import main; main()"
    command = ("-c", code, "study", "run", file, "--out", tmp_path / "out", "--workers", 2, "--no-figures")
    for _ in range(3):
        killed_driver(start(*command), tmp_path / "out", 5)
    ended(start(*command))
    assert (tmp_path / "out" / "table.csv.gz").read_bytes() == whole
    assert (tmp_path / CACHE).is_dir()


def sim_code():
    """Return the version of the program, as the command uses it."""
    from sim.study.keys import code_version

    return code_version()


def test_ctrl_c_stops_a_study_that_can_go_on(tmp_path):
    file = study_file(tmp_path, SMALL.replace("replications: 3", "replications: 400"))
    # a shell that put the tests in the background has told them, and so all that they start, to ignore it
    heeded = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"
    code = f"{heeded}; from sim.cli import main; main()"
    process = start("-c", code, "study", "run", file, "--out", tmp_path / "out", "--workers", 1)
    until(lambda: rows_in(tmp_path / "out") >= 3 or process.poll() is not None, "no run is kept")
    below = family(process.pid)
    os.killpg(process.pid, signal.SIGINT)
    _, said = process.communicate(timeout=LIMIT_S)
    assert process.returncode == 130, said.decode()
    assert b"the same command goes on" in said
    assert b"Traceback" not in said
    until(lambda: not set(below) & set(parents()), "orphans are left")
    _, plan = planned(file)
    assert 3 <= kept(tmp_path / "out") < plan.schedule().most
