"""A mapping of a study file, read key by key: whatever is wrong is added to the faults, with its place."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from sim.scenario import messages
from sim.scenario.source import Faults, Node

NOWHERE: Final = float("inf")
"""A bound that bounds nothing."""


class Keys:
    """The keys of one mapping of a study file.

    Each method takes one key, adds a fault where its value is not what it should be, and then returns the
    default, so that reading goes on to the next fault. `done` names the keys that nobody took.

    Parameters
    ----------
    node
        The mapping.
    path
        Its dotted path, in messages.
    faults
        Where faults are gathered.
    """

    def __init__(self, node: Node, path: str, faults: Faults) -> None:
        self.node, self.path, self.faults = node, path, faults
        self.mark = node.key or node.mark
        self._taken: list[str] = []
        content = node.content
        if not isinstance(content, dict):
            if not node.bad:
                faults.add(node.mark, path, "mapping", got=messages.shown(node.plain()))
            content = {}
        self.content: Mapping[str, Node] = content

    def name(self, key: str | int) -> str:
        """Return the dotted path of a key."""
        return f"{self.path}.{key}" if self.path else str(key)

    def fault(self, node: Node, key: str | int, code: str, hint: str = "", **context: Any) -> None:
        """Add a fault of the value of a key."""
        if not node.bad:
            shown = messages.shown(node.plain())
            self.faults.add(node.mark, self.name(key), code, got=shown, hint=hint, **context)

    def take(self, key: str, required: bool = False) -> Node | None:
        """Return what stands under a key; None where nothing does, which is a fault if it is required."""
        self._taken.append(key)
        node = self.content.get(key)
        if node is None and required and isinstance(self.node.content, dict):
            self.faults.add(self.mark, self.name(key), "missing")
        return node

    def has(self, key: str) -> bool:
        """Whether a key stands there."""
        return key in self.content

    def text(self, key: str, default: str = "", required: bool = False) -> str:
        """Return a text."""
        node = self.take(key, required)
        if node is None:
            return default
        if isinstance(node.content, str) and node.content:
            return node.content
        quoted = isinstance(node.content, bool | int | float)
        self.fault(node, key, "text_quoted" if quoted else "some_text" if node.content == "" else "text")
        return default

    def one_of(self, key: str, options: Iterable[str], default: str = "", required: bool = False) -> str:
        """Return one of a few words."""
        node, known = self.take(key, required), list(options)
        if node is None:
            return default
        if node.content in known and isinstance(node.content, str):
            return node.content
        hint = self.faults.near(node.content, known)
        self.fault(node, key, "one_of", hint, options=", ".join(known))
        return default

    def boolean(self, key: str, default: bool = False) -> bool:
        """Return true or false."""
        node = self.take(key)
        if node is None:
            return default
        if isinstance(node.content, bool):
            return node.content
        self.fault(node, key, "boolean")
        return default

    def whole(
        self, key: str, low: float, high: float = NOWHERE, default: int = 0, required: bool = False
    ) -> int:
        """Return a whole number within bounds."""
        node = self.take(key, required)
        if node is None:
            return default
        if isinstance(node.content, int) and not isinstance(node.content, bool):
            return node.content if self._within(node, key, node.content, low, high) else default
        self.fault(node, key, "whole")
        return default

    def number(
        self,
        key: str,
        low: float = -NOWHERE,
        high: float = NOWHERE,
        default: float = 0.0,
        required: bool = False,
    ) -> float:
        """Return a number within bounds."""
        node = self.take(key, required)
        if node is None:
            return default
        if isinstance(node.content, int | float) and not isinstance(node.content, bool):
            return float(node.content) if self._within(node, key, node.content, low, high) else default
        self.fault(node, key, "number")
        return default

    def _within(self, node: Node, key: str, value: float, low: float, high: float) -> bool:
        if low <= value <= high:
            return True
        if low == -NOWHERE:
            self.fault(node, key, "at_most", limit=high)
        elif high == NOWHERE:
            self.fault(node, key, "at_least", limit=low)
        else:
            self.fault(node, key, "between", low=low, high=high)
        return False

    def mapping(self, key: str, required: bool = False) -> "Keys | None":
        """Return the mapping under a key."""
        node = self.take(key, required)
        return None if node is None else Keys(node, self.name(key), self.faults)

    def entries(self, key: str, required: bool = False, least: int = 1) -> Iterator[tuple[int, Node]]:
        """Yield the entries of a list, each with its position."""
        node = self.take(key, required)
        if node is None:
            return
        if not isinstance(node.content, list):
            self.fault(node, key, "list")
            return
        if len(node.content) < least:
            self.fault(node, key, "entries_least", limit=least)
        yield from enumerate(node.content)

    def scalars(self, key: str, required: bool = False) -> list[Node]:
        """Return the entries of a list of different numbers, texts, or true and false."""
        found: list[Node] = []
        for number, node in self.entries(key, required):
            place = f"{key}.{number}"
            if isinstance(node.content, dict | list) or node.content is None:
                self.fault(node, place, "scalar")
            elif any(same(node.content, other.content) for other in found):
                self.fault(node, place, "unique_value")
            else:
                found.append(node)
        return found

    def texts(self, key: str, required: bool = False) -> list[Node]:
        """Return the entries of a list of different texts."""
        found = self.scalars(key, required)
        for number, node in enumerate(found):
            if not isinstance(node.content, str):
                self.fault(node, f"{key}.{number}", "text_quoted")
        return [node for node in found if isinstance(node.content, str)]

    def done(self) -> None:
        """Name every key that is not known."""
        for key, node in self.content.items():
            if key not in self._taken:
                hint = self.faults.near(key, self._taken) or messages.wide_character(key)
                self.faults.add(node.key or node.mark, self.name(key), "known_key", hint=hint)


def same(one: Any, other: Any) -> bool:
    """Whether two values of a file are the same; true is not 1.

    Examples
    --------
    >>> same(1, 1.0), same(True, 1), same("a", "a")
    (True, False, True)
    """
    return isinstance(one, bool) == isinstance(other, bool) and bool(one == other)
