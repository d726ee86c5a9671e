"""Golden digests: what each of some runs has come to. Renew when the model is changed on purpose.

    python -m pytest tests/replay --renew

A golden digest is that of the entries of a log without its header, so that it names behaviour: another
version number, or another wording in a scenario, leaves it unchanged.
"""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from sim.network.router import Backend
from sim.record.header import Header
from sim.record.log import Log
from sim.run import run
from sim.scenario.load import load
from sim.scenario.model import Scenario

FILE = Path(__file__).with_name("golden.json")
DAYS = {
    "hamlet": 20,
    "hamlet-cut": 5,
    "two-counties": 20,
    "fuling": 10,
    "hamlet-silent": 3,
    "fuling-storm": 0.75,
    "hamlet-quake": 1,
    "hamlet-slide": 3,
}
POLICIES = ("nearest", "run-card", "coverage")
SEEDS = (1, 2)


def entries_digest(log: Log) -> str:
    """Return the digest of the entries of a log, whatever its header."""
    blank = Header(program="", scenario=b"", fingerprint="", policy="", seed=0, rep=0, horizon_ms=0, start="")
    copy = Log(blank, keep=False)
    for _, t, cause, fact in log.entries():
        copy.add(t, fact, cause)
    return copy.digest


def cases() -> list[str]:
    """Return the names of all cases: scenario, policy and seed."""
    return [f"{name}/{policy}/{seed}" for name in DAYS for policy in POLICIES for seed in SEEDS]


def logs(backend: Backend = "auto", only: Sequence[str] = ()) -> Iterator[tuple[str, Log]]:
    """Yield cases by name, each with its log: all of them, or only some."""
    scenarios: dict[str, Scenario] = {}
    for case in only or cases():
        name, policy, seed = case.split("/")
        scenario = scenarios[name] = scenarios.get(name) or load(name)
        yield case, run(scenario, policy, int(seed), days=DAYS[name], backend=backend)


def digests(backend: Backend = "auto", only: Sequence[str] = ()) -> dict[str, str]:
    """Return the digests of cases: all of them, or only some."""
    return {case: entries_digest(log) for case, log in logs(backend, only)}


def golden() -> dict[str, str]:
    """Return the digests as they were when someone last looked."""
    return json.loads(FILE.read_text(encoding="utf-8"))


if __name__ == "__main__":  # another process is asked for the digests
    print(json.dumps(digests()))
