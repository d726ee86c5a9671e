"""An order that a person may give at a post, besides those that a policy of the post gives 人工指令."""

from collections.abc import Callable
from typing import Any, NamedTuple

from sim.picture import Picture


class Hand(NamedTuple):
    """How a post gives orders of one kind when a person decides.

    Attributes
    ----------
    can
        Whether such an order speaks of what there is, as far as the post knows.
    give
        Gives it: the order, and the entry of the log that it follows from; None where it goes out as others.
    stands_by
        Whether it is given while another post leads, too: that is how command is taken.
    """

    can: Callable[[Picture, Any], bool]
    give: Callable[[Any, int], None] | None = None
    stands_by: bool = False
