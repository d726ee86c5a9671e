"""Policies of a user's own in studies and comparisons: found before anything runs, and part of every key."""

from collections.abc import Iterable

from sim.policy import POLICIES
from sim.policy.named import UnknownPolicy, find, is_own, source_digest
from sim.scenario.source import Faults, Mark
from sim.study.model import digest


def refuse_unknown(name: str, mark: Mark, key: str, faults: Faults) -> bool:
    """Add a fault for a policy that there is not; whether there is one.

    Parameters
    ----------
    name
        A policy that ships, or ``module:Name``.
    mark, key
        Where it stands.
    faults
        Where faults are gathered.
    """
    if name in POLICIES:
        return True
    if not is_own(name):
        hint, options = faults.near(name, POLICIES), ", ".join(POLICIES)
        faults.add(mark, key, "policy", got=repr(name), hint=hint, options=options)
        return False
    try:
        find(name)
    except UnknownPolicy as error:
        why = str(error).partition(": ")[2]
        faults.add(mark, key, "own_policy", got=repr(name), hint=why)
        return False
    return True


def with_own_policies(code: str, names: Iterable[str]) -> str:
    """Return the version of the program, with that of the modules in which the user's policies stand.

    So a run that was kept is made anew when its policy has been changed.

    Parameters
    ----------
    code
        Version of the program.
    names
        The policies that decide, shipped or the user's own.
    """
    own = source_digest(names)
    return digest([code, own]) if own else code
