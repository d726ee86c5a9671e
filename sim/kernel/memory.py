"""Python's garbage collector while a world runs: it looks at what the run makes, and only now and then."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

_YOUNG: Final = 20_000
"""New objects between two looks: some hundred calls' worth of garbage, a few megabytes."""


@contextmanager
def spared() -> Iterator[None]:
    """Spare the collector what is there already, and let it look less often; afterwards all is as before.

    A scenario and its world are some hundred thousand objects that stay to the end. Looking through them
    again and again for garbage takes a tenth of a run and finds none.

    Examples
    --------
    >>> before = gc.get_threshold()
    >>> with spared():
    ...     gc.get_threshold() == before, gc.get_freeze_count() > 0
    (False, True)
    >>> gc.get_threshold() == before, gc.get_freeze_count()
    (True, 0)
    """
    before = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(_YOUNG, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()
