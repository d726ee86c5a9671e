"""Who fills which need: the one rule by which crews are counted against what an incident needs."""

from collections.abc import Sequence
from typing import TypeAlias

Needs: TypeAlias = tuple[tuple[str, int], ...]
"""Units needed, as (capability, units) pairs in the order of the capabilities 需求."""


def fill(needs: Needs, crews: Sequence[Sequence[str]]) -> tuple[list[str | None], dict[str, int]]:
    """Give each crew one of the needs that it can fill, as long as there are any.

    Crews with fewer capabilities choose first, then those that stand first in the sequence; each takes the
    first of its capabilities that is still needed.

    Parameters
    ----------
    needs
        What is needed.
    crews
        Capabilities of each crew.

    Returns
    -------
    list[str | None]
        What each crew does; None for one that is not needed.
    dict[str, int]
        What is still short, by capability, zeros included.

    Examples
    --------
    >>> fill((("engine", 1), ("rescue", 1)), [("engine", "rescue"), ("engine",)])
    (['rescue', 'engine'], {'engine': 0, 'rescue': 0})
    """
    short = dict(needs)
    does: list[str | None] = [None] * len(crews)
    order = range(len(crews))
    for crew in sorted(order, key=[len(skills) for skills in crews].__getitem__) if len(crews) > 1 else order:
        for skill in crews[crew]:
            if short.get(skill, 0) > 0:
                short[skill] -= 1
                does[crew] = skill
                break
    return does, short
