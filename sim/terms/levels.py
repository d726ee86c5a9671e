"""Response levels 响应等级: Ⅳ is the lowest, Ⅰ the highest; 0 stands for none."""

from typing import Final

from sim.terms.enums import Term

NONE: Final = 0
LOWEST: Final = 4
HIGHEST: Final = 1
LEVELS: Final = (NONE, 4, 3, 2, 1)
"""The levels, from none to the highest."""
ROMAN: Final = {0: "0", 4: "Ⅳ", 3: "Ⅲ", 2: "Ⅱ", 1: "Ⅰ"}
"""How levels are written."""


def rank(level: int) -> int:
    """Return how high a level is: 0 for none, 1 for Ⅳ, to 4 for Ⅰ.

    Examples
    --------
    >>> [rank(level) for level in (0, 4, 3, 2, 1)]
    [0, 1, 2, 3, 4]
    """
    return LOWEST + 1 - level if level else 0


def covers(level: int, least: int) -> bool:
    """Whether what begins at the level `least` is to be done at a level; what begins at 0 is never done.

    Examples
    --------
    >>> covers(2, 3), covers(4, 3), covers(1, 0)
    (True, False, False)
    """
    return least != NONE and rank(level) >= rank(least)


class LevelReason(Term):
    """Why a post decides on a level."""

    COUNT = "count", "达到条件"
    EARLY = "early", "提级响应"
    CONSULTATION = "consultation", "会商决定"
    ALONE = "alone", "会商未成、主官决定"
    EASED = "eased", "形势缓和"
    ORDERED = "ordered", "指挥席位决定"


class Escalation(Term):
    """When a post raises the level 响应升级方式."""

    BY_COUNT = "by-count", "达标即升"
    EARLY = "early", "提级响应"
    AFTER_CONSULTATION = "after-consultation", "会商后升"
