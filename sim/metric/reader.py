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
    found: dict[type, tuple[Reader, ...]] = {}
    for each in readers:
        for kind, reader in each.items():
            found[kind] = (*found.get(kind, ()), reader)
    return {kind: _all(*those) for kind, those in found.items()}


def _all(*those: Reader) -> Reader:
    """Return a reader that lets some read, one after the other."""
    if len(those) == 1:
        return those[0]
    if len(those) == 2:  # most often; a loop would take longer
        one, two = those

        def read(seq: int, t: int, fact: Any) -> None:
            one(seq, t, fact)
            two(seq, t, fact)

        return read

    def read_all(seq: int, t: int, fact: Any) -> None:
        for reader in those:
            reader(seq, t, fact)

    return read_all
