"""Reading a text file with care: size, encoding, characters that do not belong."""

import re
import stat
from pathlib import Path
from typing import Final

from sim.scenario import messages
from sim.scenario.source import Faults, Mark

MEGABYTE: Final = 1_000_000
CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ufffe\uffff]")


def read_text(path: Path, shown_as: str, limit_mb: int, faults: Faults) -> str | None:
    """Return the text of a file, or None where it cannot be read; the reason is added to the faults.

    Parameters
    ----------
    path
        The file. A byte order mark is accepted.
    shown_as
        Its name in messages.
    limit_mb
        Size from which on the file is refused unread.
    faults
        Where faults are gathered.
    """
    mark = Mark(shown_as)
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            faults.add(mark, "", "regular_file")
            return None
        if status.st_size > limit_mb * MEGABYTE:
            faults.add(mark, "", "small_file", limit=limit_mb)
            return None
        raw = path.read_bytes()
    except (OSError, ValueError) as error:
        faults.add(mark, "", "readable", why=getattr(error, "strerror", None) or str(error))
        return None
    text = _decoded(raw, shown_as, faults)
    return text if text is None or _all_printable(text, shown_as, faults) else None


def _decoded(raw: bytes, shown_as: str, faults: Faults) -> str | None:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # "utf-8-sig" counts from behind the byte order mark
        start = error.start + (3 if raw.startswith(b"\xef\xbb\xbf") else 0)
        line = raw.count(b"\n", 0, start) + 1
        faults.add(Mark(shown_as, line), "", "utf8", hint=_encoding_hint(raw, raw[start]))
        return None


def _encoding_hint(raw: bytes, bad_byte: int) -> str:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return messages.hint("utf16")
    if _looks_like_gb18030(raw):
        return messages.hint("gb18030")
    return messages.hint("bad_byte", byte=bad_byte)


def _looks_like_gb18030(raw: bytes) -> bool:
    """Tell Chinese in GB18030 from UTF-8 in which a few bytes are broken."""
    as_utf8 = raw.decode("utf-8", errors="replace")
    if _hanzi(as_utf8) > as_utf8.count("\ufffd"):
        return False
    try:
        return _hanzi(raw.decode("gb18030")) > 0
    except UnicodeDecodeError:
        return False


def _hanzi(text: str) -> int:
    return sum("\u4e00" <= char <= "\u9fff" for char in text)


def _all_printable(text: str, shown_as: str, faults: Faults) -> bool:
    found = CONTROL.search(text)
    if found is None:
        return True
    before = text[: found.start()]
    line, column = before.count("\n") + 1, found.start() - (before.rfind("\n") + 1) + 1
    faults.add(Mark(shown_as, line, column), "", "printable", got=f"U+{ord(found.group()):04X}")
    return False
