"""Office files as the same bytes for the same content: they are archives that note when they were made."""

import re
from io import BytesIO
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

EPOCH: Final = (1980, 1, 1, 0, 0, 0)
"""The time that every member bears: the first that an archive can hold."""
_CORE: Final = "docProps/core.xml"
_MADE: Final = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(<)")
_STAMP: Final = rb"\g<1>1980-01-01T00:00:00Z\g<2>"


def fixed(data: bytes) -> bytes:
    """Return an office file with the times of its making replaced by one fixed time.

    Parameters
    ----------
    data
        A .docx or .xlsx file.
    """
    sink = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(sink, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            info = ZipInfo(name, EPOCH)
            info.compress_type = ZIP_DEFLATED
            new.writestr(info, _MADE.sub(_STAMP, content) if name == _CORE else content)
    return sink.getvalue()
