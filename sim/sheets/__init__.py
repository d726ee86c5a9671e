"""Reading Excel workbooks 工作簿 that strangers made: with care, and with the standard library alone.

A workbook is unpacked and parsed in a process of its own, whose memory and time are limited, so that a file
made to harm harms nothing. What comes back are plain cells; what they mean is for the caller to say.
"""

from sim.sheets.book import read_book
from sim.sheets.cells import Book, Cell, Sheet, Value, address

__all__ = ["Book", "Cell", "Sheet", "Value", "address", "read_book"]
