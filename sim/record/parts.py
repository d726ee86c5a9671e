"""Parts of a log file: a tag, a length, two checksums and the content.

Every byte of a file belongs to a part or to the eight bytes at its beginning, and a CRC-32 covers head and
content of each part, so that any flipped bit and any missing end is seen and can be named.
"""

import struct
import zlib
from typing import BinaryIO, Final, NamedTuple

MAGIC: Final = b"\x89sdlog\n\x01"
"""First bytes of a log file; the last is the version of the format."""

HEAD: Final = b"HEAD"
INDEX: Final = b"INDX"
ROWS: Final = b"ROWS"
TAIL: Final = b"TAIL"

_HEAD = struct.Struct("<4sII")
_CHECK = struct.Struct("<I")
HEAD_BYTES: Final = _HEAD.size + _CHECK.size
TORN: Final = "the file ends in the middle of a part: it was cut short"


class BadPart(Exception):
    """A part is damaged; whoever knows the file and the frame says so to the user."""


class Part(NamedTuple):
    """Where a part of a file is.

    Attributes
    ----------
    tag
        ``HEAD``, ``INDX``, ``ROWS`` or ``TAIL``.
    byte
        Offset of its head in the file.
    length
        Bytes of its content.
    check
        CRC-32 of its content.
    """

    tag: bytes
    byte: int
    length: int
    check: int

    @property
    def end(self) -> int:
        """Offset of the byte after it."""
        return self.byte + HEAD_BYTES + self.length


def write_part(file: BinaryIO, tag: bytes, content: bytes) -> None:
    """Append a part to a file."""
    head = _HEAD.pack(tag, len(content), zlib.crc32(content))
    file.write(b"".join((head, _CHECK.pack(zlib.crc32(head)), content)))


def find_part(file: BinaryIO, byte: int, tags: tuple[bytes, ...], size: int) -> Part:
    """Read the head of the part at an offset of a file of `size` bytes; its tag must be one of `tags`.

    Raises
    ------
    BadPart
        If there is no whole part.
    """
    file.seek(byte)
    raw = file.read(HEAD_BYTES)
    if len(raw) < HEAD_BYTES:
        raise BadPart(TORN)
    head = raw[: _HEAD.size]
    if _CHECK.unpack(raw[_HEAD.size :])[0] != zlib.crc32(head):
        raise BadPart("the head of a part does not match its checksum: it was altered")
    tag, length, check = _HEAD.unpack(head)
    part = Part(tag, byte, length, check)
    if part.end > size:
        raise BadPart(TORN)
    if tag not in tags:
        raise BadPart(
            f"a part {tag!r} where {' or '.join(map(repr, tags))} belongs: parts are missing or moved"
        )
    return part


def read_part(file: BinaryIO, part: Part) -> bytes:
    """Return the content of a part.

    Raises
    ------
    BadPart
        If it does not match its checksum.
    """
    file.seek(part.byte + HEAD_BYTES)
    content = file.read(part.length)
    if zlib.crc32(content) != part.check:
        raise BadPart("the content of a part does not match its checksum: it was altered")
    return content
