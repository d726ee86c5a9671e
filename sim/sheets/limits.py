"""What is too much for a workbook of tables; assumption: a district fills a tenth of it."""

from typing import Final

FILE_MB: Final = 20
"""Size of the file."""
UNPACKED_MB: Final = 16
"""Size of all parts that are read, unpacked."""
PARTS: Final = 1_000
"""Files inside the archive."""
SHEETS: Final = 100
ROWS: Final = 20_000
"""Rows of a sheet, empty ones included."""
CELLS: Final = 60_000
"""Filled cells of all sheets."""
TEXT_MB: Final = 8
"""Text of all cells."""
CELL_TEXT: Final = 32_767
"""Characters of one cell: the limit of Excel itself."""
ELEMENTS: Final = 400_000
"""Elements of one part, whatever they are."""
DEPTH: Final = 32
"""Nesting of elements."""
MEMORY_MB: Final = 100
"""Memory of the process that reads."""
CPU_S: Final = 5
"""Time of the processor that it may take."""
WALL_S: Final = 20
"""Time on the clock until it is ended."""
