"""What every fold is made of."""

from collections.abc import Callable, Mapping
from typing import Any, Protocol, TypeAlias

Reader: TypeAlias = Callable[[int, int, Any], None]
"""Takes in one entry: number, time in ms, fact."""


class Part(Protocol):
    """A part of a fold: it reads the kinds of facts it cares for."""

    @property
    def readers(self) -> Mapping[type, Reader]:
        """What it does at each kind of fact."""
        ...

    def finish(self, t: int) -> None:
        """Take the run to end at a time."""
        ...


def joined(parts: "tuple[Part, ...]") -> dict[type, Reader]:
    """Return one reader for each kind of fact, which lets every part that cares for it read it, in order."""
    found: dict[type, Reader] = {}
    for part in parts:
        for kind, reader in part.readers.items():
            found[kind] = both(found[kind], reader) if kind in found else reader
    return found


def both(one: Reader, two: Reader) -> Reader:
    """Return a reader that lets two read."""

    def read(seq: int, t: int, fact: Any) -> None:
        one(seq, t, fact)
        two(seq, t, fact)

    return read
