"""What keeps a thing out of order: a script, one damage, another damage; it is whole when nothing does."""

from collections import Counter
from collections.abc import Callable
from typing import TypeAlias

Change: TypeAlias = Callable[[int, bool, int | None], None]
"""Lets the thing of a number break (False) or be whole again (True); then the entry it follows from."""


class Breaks:
    """Counts the breaks of the things of one table 故障计数.

    Parameters
    ----------
    change
        Called at the first break of a thing, and when the last one is mended.

    Examples
    --------
    >>> breaks = Breaks(lambda number, whole, cause: print(number, whole))
    >>> breaks.strike(7), breaks.strike(7), breaks.mend(7)
    7 False
    (None, None, None)
    >>> breaks.mend(7)
    7 True
    """

    def __init__(self, change: Change) -> None:
        self._change = change
        self._open: Counter[int] = Counter()

    def strike(self, number: int, cause: int | None = None) -> None:
        """Let one more thing keep it out of order."""
        self._open[number] += 1
        if self._open[number] == 1:
            self._change(number, False, cause)

    def mend(self, number: int, cause: int | None = None) -> None:
        """Let one thing less keep it out of order.

        Raises
        ------
        ValueError
            If nothing does.
        """
        if not self._open[number]:
            raise ValueError(f"{number} is whole")
        self._open[number] -= 1
        if not self._open[number]:
            self._change(number, True, cause)
