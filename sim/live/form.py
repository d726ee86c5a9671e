"""What somebody filled in, read with care: numbers, lists of numbers, words, needs."""

from collections.abc import Callable, Mapping
from typing import Any, Final, TypeAlias

from sim.live.session import Refused
from sim.picture import Picture
from sim.record.facts import Order
from sim.scenario.model import Scenario
from sim.words import both

_MUST_BE_A_NUMBER: Final = both("must be a number")
_MUST_BE_YES_OR_NO: Final = both("must be yes or no")
_MUST_BE_A_WORD: Final = both("must be a word")
_MUST_BE_NUMBERS: Final = both("must be numbers")

Form = Mapping[str, Any]
"""What somebody filled in: ``{"kind": "dispatch", "unit": 3, "call": 0}``."""
Maker: TypeAlias = Callable[[Form, Picture, Scenario], Order]
"""Makes the order that a form means, by what the post knows."""
_MOST: Final = 200
"""Entries of a list in a form."""


def number(form: Form, key: str) -> int:
    """Return a number of a form.

    Raises
    ------
    Refused
        If there is none.
    """
    return _checked(form.get(key), key)


def numbers(form: Form, key: str) -> tuple[int, ...]:
    """Return a list of numbers of a form.

    Raises
    ------
    Refused
        If there is none, or it is too long.
    """
    value = form.get(key)
    if not isinstance(value, list) or len(value) > _MOST:
        raise Refused(f"{key} {_MUST_BE_NUMBERS.en_zh}")
    return tuple(_checked(each, key) for each in value)


def word(form: Form, key: str) -> str:
    """Return a word of a form.

    Raises
    ------
    Refused
        If there is none.
    """
    value = form.get(key)
    if not isinstance(value, str) or len(value) > _MOST:
        raise Refused(f"{key} {_MUST_BE_A_WORD.en_zh}")
    return value


def needs(form: Form) -> tuple[tuple[str, int], ...]:
    """Return what a form wants: ``{"needs": {"engine": 2}}``, in the order of the names.

    Raises
    ------
    Refused
        If it wants nothing that can be read.
    """
    value = form.get("needs")
    if not isinstance(value, Mapping) or len(value) > _MOST:
        raise Refused(both("needs must be counts of capabilities").en_zh)
    pairs = [(skill, _checked(count, "needs")) for skill, count in sorted(value.items())]
    return tuple((skill, count) for skill, count in pairs if count)


def yes(form: Form, key: str) -> bool:
    """Return whether a form says yes to something.

    Raises
    ------
    Refused
        If it says neither.
    """
    value = form.get(key)
    if not isinstance(value, bool):
        raise Refused(f"{key} {_MUST_BE_YES_OR_NO.en_zh}")
    return value


def avoid(picture: Picture) -> tuple[int, ...]:
    """Return the links that a post holds for closed to vehicles."""
    return tuple(sorted(picture.closed))


def _checked(value: object, key: str) -> int:
    if type(value) is not int or not 0 <= value < 2**31:
        raise Refused(f"{key} {_MUST_BE_A_NUMBER.en_zh}")
    return value
