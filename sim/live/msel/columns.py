"""The columns of a script as a table, and the words that may stand above them."""

from typing import Final, NamedTuple, TypeAlias

Cells: TypeAlias = dict[str, str]
"""A line as it was written: the text of each cell by the key of its column."""


class Column(NamedTuple):
    """A column of the table.

    Attributes
    ----------
    key
        By which the program knows it; that of `InjectRow`.
    zh, en
        Its headers.
    also
        Other headers that are understood.
    width
        In a sheet, in characters.
    """

    key: str
    zh: str
    en: str
    also: tuple[str, ...] = ()
    width: int = 12


COLUMNS: Final = (
    Column("id", "编号", "no", ("id", "number", "序号"), 8),
    Column("time", "计划时间", "time", ("时间", "planned time"), 12),
    Column("kind", "类型", "kind", ("type",), 10),
    Column("sender", "发出方", "from", ("sender",), 14),
    Column("recipient", "接收方", "to", ("recipient", "接收席位"), 14),
    Column("bearer", "传递方式", "bearer", ("delivery method", "手段"), 12),
    Column("precedence", "紧急程度", "precedence", ("优先级",), 10),
    Column("title", "标题", "title", ("event",), 18),
    Column("text", "内容", "text", ("content", "message", "正文"), 44),
    Column("expected", "期望行动", "expected action", ("expected",), 26),
    Column("due", "时限", "due", ("deadline",), 8),
    Column("indicator", "评估指标", "indicator", ("objective",), 18),
    Column("trigger", "触发条件", "trigger", ("condition",), 22),
    Column("effect", "影响", "effect", (), 22),
    Column("controller", "导调员", "controller", (), 10),
    Column("notes", "备注", "notes", ("note", "remarks"), 18),
)
KEYS: Final = tuple(column.key for column in COLUMNS)
BY_HEADER: Final = {
    word: column.key for column in COLUMNS for word in (column.key, column.zh, column.en, *column.also)
}
MOST_LINES: Final = 2000
"""Of a script."""
MOST_CELL: Final = 500
"""Characters of a cell."""


def letter(place: int) -> str:
    """Return what a sheet calls a column.

    Examples
    --------
    >>> letter(0), letter(25), letter(26)
    ('A', 'Z', 'AA')
    """
    found, left = "", place + 1
    while left:
        left, digit = divmod(left - 1, 26)
        found = chr(ord("A") + digit) + found
    return found
