"""What stands at the head of every column of every table."""

from typing import NamedTuple


class Column(NamedTuple):
    """What a column holds; `unit` is empty for names, ``1`` for shares and counts."""

    unit: str
    zh: str
    en: str
