"""A run is a function of its arguments: in any process, under any hash seed, Python and router."""

import json
import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

import golden
import pytest

from sim.run import run_again

SCRIPT = Path(golden.__file__)
ROOT = SCRIPT.parents[2]
RENEW = "if the model was changed on purpose: python -m pytest tests/replay --renew"
HASH_SEEDS = ("0", "1", "2024", "random")
OTHER_PYTHONS = [f"python3.{minor}" for minor in (11, 12, 13, 14) if sys.version_info[:2] != (3, minor)]
DEPENDENCIES = "import mesa, msgspec, networkx, numpy, pydantic, ruamel.yaml, scipy, simpy, zstandard"


@cache
def logs():
    """Run each case, once, when the first test asks for it."""
    return dict(golden.logs())


@cache
def found():
    """Return the digest of each case."""
    return {case: golden.entries_digest(log) for case, log in logs().items()}


def told(process):
    """Return the digests that a process printed."""
    out, err = process.communicate(timeout=600)
    assert process.returncode == 0, err
    return json.loads(out)


def started(python, **environment):
    """Start a process that prints the digests of all cases."""
    return subprocess.Popen(
        [python, str(SCRIPT)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
    )


def test_every_case_comes_to_what_it_came_to_before(request):
    if request.config.getoption("--renew", default=False):
        golden.FILE.write_text(json.dumps(found(), indent=1) + "\n", encoding="utf-8")
    changed = [case for case, digest in golden.golden().items() if found().get(case) != digest]
    assert not changed, RENEW
    assert found().keys() == golden.golden().keys(), RENEW


def test_every_case_is_a_story_of_its_own():
    by_seed = {case.rsplit("/", 1)[1]: set() for case in found()}
    for case, digest in found().items():
        by_seed[case.rsplit("/", 1)[1]].add(digest)
    assert not set.intersection(*by_seed.values())


def test_no_hash_seed_changes_a_log():
    processes = [started(sys.executable, PYTHONHASHSEED=seed) for seed in HASH_SEEDS]
    assert all(told(process) == found() for process in processes)


@pytest.mark.parametrize("name", OTHER_PYTHONS)
def test_another_python_gives_the_same_logs(name):
    python = shutil.which(name)
    if python is None:
        pytest.skip(f"there is no {name} here")
    trial = subprocess.run([python, "-c", DEPENDENCIES], capture_output=True, text=True, check=False)
    if trial.returncode:
        pytest.skip(f"{name} cannot import what sanduan needs, and installing it is too slow for a test")
    assert told(started(python)) == found()


def test_another_router_gives_the_same_logs():
    assert golden.digests("scipy") == found()


def test_the_router_of_reference_gives_the_same_logs():
    few = [case for case in found() if not case.startswith("fuling")]  # it takes its time on 127 nodes
    assert golden.digests("networkx", few) == {case: found()[case] for case in few}


def test_a_log_is_enough_to_have_it_again():
    for log in logs().values():
        assert run_again(log).digest == log.digest
