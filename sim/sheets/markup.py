"""XML of strangers: no document types, no entities, no depths; elements by their local names."""

from collections.abc import Iterable, Mapping
from typing import Any
from xml.parsers import expat

from sim.sheets import limits
from sim.sheets.parts import Refused


class Reader:
    """Gets told of elements; what it does not look at costs nothing."""

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take the start of an element: its name without prefix, and its attributes."""

    def end(self, name: str) -> None:
        """Take the end of an element."""

    def text(self, data: str) -> None:
        """Take a piece of text."""


def read_into(reader: Reader, blocks: Iterable[bytes], part: str) -> None:
    """Parse XML piece by piece.

    Parameters
    ----------
    reader
        Who is told.
    blocks
        The bytes.
    part
        Name of the part, for messages.

    Raises
    ------
    Refused
        If it is no XML, declares a document type or entities, or nests too deeply.
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True
    _Told(reader, part).listen(parser)
    try:
        for block in blocks:
            parser.Parse(block, False)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise Refused("a workbook that is whole", hint=f"{part}: {error}") from None


class _Told:
    """Passes on what the parser finds, and counts it; it is called so often that every step counts."""

    def __init__(self, reader: Reader, part: str) -> None:
        self._reader, self._part = reader, part
        self._depth = self._elements = 0
        self._local: dict[str, str] = {}

    def listen(self, parser: Any) -> None:
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._reader.text
        parser.StartDoctypeDeclHandler = self._doctype
        parser.EntityDeclHandler = self._doctype

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        self._elements += 1
        if self._depth > limits.DEPTH or self._elements > limits.ELEMENTS:
            self._refuse()
        local = self._local.get(name)
        if local is None:
            local = self._local.setdefault(name, name.rpartition(":")[2])
        self._reader.start(local, attributes)

    def _refuse(self) -> None:
        if self._depth > limits.DEPTH:
            raise Refused(f"at most {limits.DEPTH} levels of nesting", hint=self._part)
        raise Refused(f"at most {limits.ELEMENTS} elements", hint=self._part)

    def _end(self, name: str) -> None:
        self._depth -= 1
        self._reader.end(self._local[name])

    def _doctype(self, *_: Any) -> None:
        raise Refused("a workbook without document types and entities", hint=self._part)
