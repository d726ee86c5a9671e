"""YAML 1.2 as a tree of nodes that know where they stand.

The parser is ruamel.yaml's; the tree is built from its events, without recursion and without the features
that make YAML dangerous or surprising: anchors, aliases, tags, keys that are not plain, many documents.
"""

import math
import re
from typing import Any, Final

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    DocumentStartEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceStartEvent,
)

from sim.scenario import messages
from sim.scenario.source import Faults, Mark, Node, Scalar
from sim.scenario.textfile import CONTROL

DEPTH_LIMIT: Final = 32
VALUES_LIMIT: Final = 100_000
DIGITS_LIMIT: Final = 15
_DECIMAL_INT: Final = re.compile(r"[-+]?[0-9]+")
_PREFIXED_INT: Final = re.compile(r"0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT: Final = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_NOT_FINITE: Final = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")
_WIDE_SIGNS: Final = "：，［］｛｝“”‘’＂＇＃－　"
_WORDS: Final[dict[str, Scalar]] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}


class _Refused(Exception):
    """A structure that ends the reading of a file."""

    def __init__(self, event: Any, code: str, **context: Any) -> None:
        super().__init__(code)
        self.event, self.code, self.context = event, code, context


def parse(text: str, file: str, faults: Faults, only_at: Mark | None = None) -> Node | None:
    """Return the tree of a YAML text, or None where it cannot be read; reasons are added to the faults.

    Parameters
    ----------
    text
        The text.
    file
        Name of the file in messages.
    faults
        Where faults are gathered.
    only_at
        One position for all nodes, for a text that does not come from a file of its own.
    """
    builder = _Builder(file, faults, only_at)
    try:
        for event in YAML(typ="safe", pure=True).parse(text):
            builder.take(event)
    except _Refused as refused:
        faults.add(builder.mark(refused.event), "", refused.code, **refused.context)
        return None
    except MarkedYAMLError as error:
        _add_syntax(error, text, only_at, file, faults)
        return None
    except (YAMLError, ValueError) as error:
        faults.add(only_at or Mark(file), "", "yaml", hint=" ".join(str(error).split()))
        return None
    return builder.root


class _Builder:
    def __init__(self, file: str, faults: Faults, only_at: Mark | None) -> None:
        self.file, self.faults, self.only_at = file, faults, only_at
        self.root: Node | None = None
        self.open: list[Node] = []
        self.names: list[str] = []
        self.keys: list[tuple[str, Mark] | None] = []
        self.documents = 0
        self.values = 0

    def mark(self, event: Any) -> Mark:
        start = event.start_mark
        return self.only_at or Mark(self.file, start.line + 1, start.column + 1)

    def take(self, event: Any) -> None:
        if isinstance(event, DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                raise _Refused(event, "one_document")
        elif isinstance(event, CollectionEndEvent):
            for stack in (self.open, self.names, self.keys):
                stack.pop()
        elif isinstance(event, NodeEvent):
            self._node(event)

    def _node(self, event: Any) -> None:
        _refuse_magic(event)
        self.values += 1
        if self.values > VALUES_LIMIT:
            raise _Refused(event, "few_values", limit=VALUES_LIMIT)
        if isinstance(event, ScalarEvent):
            self._scalar(event)
            return
        if len(self.open) >= DEPTH_LIMIT:
            raise _Refused(event, "shallow", limit=DEPTH_LIMIT)
        node = Node([] if isinstance(event, SequenceStartEvent) else {}, self.mark(event))
        self.names.append(self._attach(node, event))
        self.open.append(node)
        self.keys.append(None)

    def _scalar(self, event: Any) -> None:
        mark = self.mark(event)
        if self.open and isinstance(self.open[-1].content, dict) and self.keys[-1] is None:
            self.keys[-1] = (self._whole(event.value, mark), mark)
            return
        plain = event.implicit[0]
        value, code = resolve(event.value) if plain else (self._whole(event.value, mark), "")
        node = Node(value, mark, text=event.value, bad=bool(code) or (not plain and value != event.value))
        key = self._attach(node, event)
        if value is None and not event.value and node.key:
            node.mark = node.key  # an empty value stands behind its key, not on the next line
        if code:
            self.faults.add(node.mark, key, code, got=messages.shown(event.value), limit=DIGITS_LIMIT)

    def _whole(self, text: str, mark: Mark) -> str:
        if any("\ud800" <= char <= "\udfff" for char in text):
            self.faults.add(mark, "", "no_surrogate")
            return ""
        if found := CONTROL.search(text):
            self.faults.add(mark, "", "printable", got=f"U+{ord(found.group()):04X}")
        return text

    def _attach(self, node: Node, event: Any) -> str:
        """Put a node where it belongs and return its dotted path."""
        if not self.open:
            self.root = node
            return ""
        parent = self.open[-1].content
        if isinstance(parent, list):
            parent.append(node)
            return self._path(len(parent) - 1)
        if self.keys[-1] is None or not isinstance(parent, dict):
            raise _Refused(event, "plain_key")
        name, node.key = self.keys[-1]
        self.keys[-1] = None
        earlier = parent.setdefault(name, node)
        if earlier is not node and earlier.key:
            self.faults.add(node.key, self._path(name), "unique_key", line=earlier.key.line)
        return self._path(name)

    def _path(self, last: str | int) -> str:
        above = self.names[-1]
        return f"{above}.{last}" if above else str(last)


def _refuse_magic(event: Any) -> None:
    if isinstance(event, AliasEvent) or event.anchor is not None:
        raise _Refused(event, "no_alias")
    if isinstance(event, ScalarEvent | SequenceStartEvent | MappingStartEvent) and event.tag is not None:
        raise _Refused(event, "no_tag")


def resolve(text: str) -> tuple[Scalar, str]:
    """Return what a plain scalar means in the core schema of YAML 1.2, and the code of a fault or nothing.

    Examples
    --------
    >>> resolve("12"), resolve("no"), resolve("1e3"), resolve(".nan")
    ((12, ''), ('no', ''), (1000.0, ''), (None, 'finite'))
    """
    if text in _WORDS:
        return _WORDS[text], ""
    if _NOT_FINITE.fullmatch(text):
        return None, "finite"
    if _DECIMAL_INT.fullmatch(text):
        return (int(text), "") if len(text) <= DIGITS_LIMIT else (None, "short_number")
    if _PREFIXED_INT.fullmatch(text):
        return (int(text, 0), "") if len(text) <= DIGITS_LIMIT else (None, "short_number")
    if _FLOAT.fullmatch(text):
        number = float(text)
        return (number, "") if math.isfinite(number) else (None, "finite")
    return text, ""


def _add_syntax(error: MarkedYAMLError, text: str, at: Mark | None, file: str, faults: Faults) -> None:
    place = error.problem_mark or error.context_mark
    line, column = (place.line, place.column) if place else (0, 0)
    first = min(line, error.context_mark.line) if error.context_mark else line
    suspects = "".join(text.splitlines()[first : line + 1])
    wide = messages.wide_character("".join(char for char in suspects if char in _WIDE_SIGNS))
    problem = " ".join(str(error.problem or error.context).split())
    hint = "; ".join(part for part in (problem, wide) if part)
    faults.add(at or Mark(file, line + 1, column + 1), "", "yaml", hint=hint)
