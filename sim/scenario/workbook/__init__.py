"""The tables of a scenario as sheets of an Excel workbook 工作簿: their columns, and reading them back.

What a sheet holds is made from the classes of the rows (`sim.scenario.fields.TABLES`), never from a list of
its own. `sim.report.office.forces` draws the workbook.
"""

from sim.scenario.workbook.columns import SHEETS, Column, sheet_columns, title_of
from sim.scenario.workbook.take import taken

__all__ = ["SHEETS", "Column", "sheet_columns", "taken", "title_of"]
