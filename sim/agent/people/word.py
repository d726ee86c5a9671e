"""Word of a warning or an order, as it goes round a village 口信."""

from typing import NamedTuple


class Word(NamedTuple):
    """A warning as it goes round: its number, whether to leave, the log entry it follows from.

    `lifted` is whether it says that the warning is lifted 解除, and people may go home. `order` is the row of
    the standing order that it brings or ends, where it is no warning.
    """

    warning: int
    leave: bool
    cause: int
    lifted: bool = False
    order: int | None = None
