"""What every fact, order and report is."""

import msgspec


class Item(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """Base of facts, orders and reports: immutable, encoded as an array that begins with its tag."""
