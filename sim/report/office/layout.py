"""How office files are laid out: how wide texts are, and how sheets are printed."""

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet


def places(text: str) -> int:
    """Return how many places wide a text is, in half characters: a Chinese character takes two.

    Examples
    --------
    >>> places("涪陵 a")
    6
    """
    return sum(2 if ord(sign) > 0x2E80 else 1 for sign in text)


def lines_of(text: str, width: float) -> int:
    r"""Return how many lines a text takes in a cell so many places wide.

    Examples
    --------
    >>> lines_of("首车到场\nkey", 6)
    3
    """
    return sum(max(1, math.ceil(places(part) / width)) for part in text.split("\n"))


def printed_wide(sheet: "Worksheet", heads: int = 1) -> None:
    """Let a sheet be printed across, all columns on the width of a page, with its header on every page.

    Parameters
    ----------
    sheet
        A sheet of a workbook.
    heads
        Rows of its header.
    """
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    if heads:
        sheet.print_title_rows = f"1:{heads}"
