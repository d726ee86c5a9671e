"""Who decides for a post: a policy by its name, or one that somebody brings."""

from collections.abc import Callable
from typing import TypeAlias

from sim.agent.command import Decider
from sim.policy import Plan
from sim.policy.named import find

PolicyChoice: TypeAlias = str | Decider | Callable[[Plan], Decider]
"""A policy: its name, an object with `decide`, or something that makes one from a plan."""


def decider(policy: PolicyChoice, plan: Plan) -> Decider:
    """Return the one who decides.

    Raises
    ------
    UnknownPolicy
        If `policy` is a name that no policy has, and no module of the user's own holds one.
    """
    if isinstance(policy, str):
        return find(policy)(plan)
    if hasattr(policy, "decide") and not isinstance(policy, type):
        return policy
    assert callable(policy)
    return policy(plan)
