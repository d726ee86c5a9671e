"""Addresses by content: what a run was a function of, and nothing else, decides its key."""

import hashlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import NamedTuple

from sim.study.model import Factor, Point, digest

_PACKAGE = Path(__file__).resolve().parent.parent


class Task(NamedTuple):
    """One run, as it is handed to whoever runs it.

    Attributes
    ----------
    scenario
        The scenario as the study file calls it.
    changes
        Changes ``path=value`` of the scenario, in the order in which they are made.
    policy
        Name of the policy; empty for the scenario's own.
    rep
        Replication.
    """

    scenario: str
    changes: tuple[str, ...]
    policy: str
    rep: int


@cache
def code_version() -> str:
    """Return the digest of the program's own source files, 32 hexadecimal digits."""
    total = hashlib.blake2b(digest_size=16)
    for path in sorted(_PACKAGE.rglob("*.py"), key=lambda each: each.relative_to(_PACKAGE).as_posix()):
        content = path.read_bytes()
        total.update(f"{path.relative_to(_PACKAGE).as_posix()}\0{len(content)}\0".encode())
        total.update(content)
    return total.hexdigest()


def run_key(
    fingerprint: str, changes: Iterable[str], policy: str, seed: int, rep: int, days: float | None, code: str
) -> str:
    """Return the key of a run, 32 hexadecimal digits.

    Parameters
    ----------
    fingerprint
        Of the scenario before the changes.
    changes
        Changes of the scenario, in the order in which they are made.
    policy, seed, rep, days
        What else the run is a function of; `days` is None for the scenario's horizon.
    code
        Version of the program, see `code_version`.
    """
    return digest(["run", fingerprint, list(changes), policy, seed, rep, days, code])


def changes_at(factors: Iterable[Factor], point: Point) -> tuple[str, ...]:
    """Return what a point changes in a scenario: parents before children, in any order of factors."""
    found = [change for factor, value in zip(factors, point, strict=True) for change in factor.changes(value)]
    return tuple(sorted(found, key=lambda change: change.partition("=")[0].strip().split(".")))
