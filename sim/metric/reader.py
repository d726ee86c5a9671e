"""What every fold is made of: readers, one for each kind of fact it cares for."""

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

Reader: TypeAlias = Callable[[int, int, Any], None]
"""Takes in one entry: number, time in ms, fact."""


def joined(*readers: Mapping[type, Reader]) -> dict[type, Reader]:
    """Return one reader for each kind of fact, which lets all who care for it read it, in order.

    Examples
    --------
    >>> seen = []
    >>> read = joined({int: lambda *entry: seen.append(1)}, {int: lambda *entry: seen.append(2)})
    >>> read[int](0, 0, 7)
    >>> seen
    [1, 2]
    """
    found: dict[type, Reader] = {}
    for each in readers:
        for kind, reader in each.items():
            found[kind] = _both(found[kind], reader) if kind in found else reader
    return found


def _both(one: Reader, two: Reader) -> Reader:
    """Return a reader that lets two read."""

    def read(seq: int, t: int, fact: Any) -> None:
        one(seq, t, fact)
        two(seq, t, fact)

    return read
