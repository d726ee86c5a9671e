"""How far a study is, in one line: on a terminal it moves, elsewhere there is a line now and then."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Final

from sim.study.sweep import Count, Listener
from sim.words import both, both_in

_LEFT: Final = both_in("study", "left")
_FAILED: Final = both("failed")
_KEPT: Final = both("kept")
_DONE: Final = both("done")
_ABOUT: Final = both("about")
_ONE_RUN: Final = both("one run")

_EVERY_S = 10.0
_DAY_S = 86_400


@contextmanager
def shown(stream: IO[str], workers: int, every_s: float = _EVERY_S) -> Iterator[Listener]:
    """Show progress on a stream while a study runs.

    Parameters
    ----------
    stream
        The error stream, as a rule.
    workers
        How many run at once, for the first estimate.
    every_s
        How often a line is written where the stream is no terminal.
    """
    if stream.isatty():
        from rich.console import Console
        from rich.status import Status

        with Status("", console=Console(file=stream)) as status:
            yield lambda count: status.update(line(count))
        return
    last = time.monotonic()

    def listen(count: Count) -> None:
        nonlocal last
        if count.done == 1:
            print(estimate(count, workers), file=stream, flush=True)
        elif time.monotonic() - last >= every_s:
            last = time.monotonic()
            print(line(count), file=stream, flush=True)

    yield listen


def estimate(count: Count, workers: int) -> str:
    """Return how long it may take, by the one run that has ended.

    Parameters
    ----------
    count
        After the first run.
    workers
        How many run at once.
    """
    left_s = count.left * count.work_ms / 1000 / max(workers, 1)
    one = f"{_ONE_RUN.zh_en} {count.work_ms / 1000:.2f} s"
    return f"{one}; {_ABOUT.zh_en} {duration(left_s)} for {count.left} more at most"


def line(count: Count) -> str:
    """Return done, failed, left, rate and time left."""
    left_s = count.left_s
    parts = [f"{_DONE.zh_en} {count.kept + count.done}/{count.most}"]
    parts += [f"{_KEPT.zh_en} {count.kept}"] if count.kept else []
    parts += [f"{_FAILED.zh_en} {count.bad}"] if count.bad else []
    parts += [f"{count.rate:.1f}/s"] if count.rate else []
    parts += [f"{_LEFT.zh_en} {duration(left_s)}"] if left_s is not None else []
    return "  ".join(parts)


def duration(seconds: float) -> str:
    """Return a duration in words.

    Examples
    --------
    >>> duration(7), duration(200), duration(9000), duration(300_000)
    ('7 s', '3 min', '2 h 30 min', '3 d 11 h')
    """
    if seconds < 90:
        return f"{seconds:.0f} s"
    if seconds < 5400:
        return f"{seconds / 60:.0f} min"
    minutes = round(seconds / 60)
    if seconds < 2 * _DAY_S:
        return f"{minutes // 60} h {minutes % 60} min"
    return f"{int(seconds // _DAY_S)} d {int(seconds % _DAY_S // 3600)} h"
