"""Numbers that a workbook shows as dates or times: how they are told from others, and what they mean.

Source: ECMA-376 part 1 (Office Open XML), 18.8.30 for formats and 18.17.4 for dates.
"""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from sim.sheets.markup import Reader

_BUILT_IN: Final = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
"""Formats of dates and times that need not be written out."""
_SAID: Final = re.compile(r'"[^"]*"|\\\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
_CODES: Final = re.compile("[ymdhs]", re.IGNORECASE)
_FIRST: Final = datetime(1899, 12, 30)
_FIRST_1904: Final = datetime(1904, 1, 1)
_MOST_DAYS: Final = 2_958_466
"""From then on it is the year 10000."""


class Styles(Reader):
    """Which styles of cells show a number as a date or time.

    Attributes
    ----------
    dated
        Whether each style does, by its number.
    """

    def __init__(self) -> None:
        self.dated: list[bool] = []
        self._formats: dict[str, bool] = {str(number): True for number in _BUILT_IN}
        self._within = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take a format, or a style that uses one."""
        if name == "numFmt":
            self._formats[attributes.get("numFmtId", "")] = is_dated(attributes.get("formatCode", ""))
        elif name == "cellXfs":
            self._within = True
        elif name == "xf" and self._within:
            self.dated.append(self._formats.get(attributes.get("numFmtId", ""), False))

    def end(self, name: str) -> None:
        """Take the end of the styles of cells."""
        self._within = self._within and name != "cellXfs"

    def shows(self, style: str) -> bool:
        """Whether a style shows a date or time."""
        known = style.isascii() and style.isdigit() and len(style) < 7 and int(style) < len(self.dated)
        return known and self.dated[int(style)]


def is_dated(code: str) -> bool:
    """Whether a format shows a date or time.

    Examples
    --------
    >>> is_dated("yyyy-mm-dd"), is_dated("[h]:mm"), is_dated('0.0" days"'), is_dated("[Red]0")
    (True, True, False, False)
    """
    return _CODES.search(_SAID.sub("", code)) is not None


def moment(days: float, since_1904: bool = False) -> str:
    """Return a number of days as date and time, to the second; of less than a day the time alone.

    Examples
    --------
    >>> moment(45658.354166666664), moment(0.3541666666666667), moment(-1)
    ('2025-01-01 08:30:00', '08:30:00', '')
    """
    if not 0 <= days < _MOST_DAYS:
        return ""
    at = (_FIRST_1904 if since_1904 else _FIRST) + timedelta(seconds=round(days * 86_400))
    return at.time().isoformat() if days < 1 else at.isoformat(" ")
