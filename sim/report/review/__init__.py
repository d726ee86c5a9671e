"""What a review 复盘 shows: the worst incidents in a table, the story of one in words, figures."""

from typing import TYPE_CHECKING

from sim.report.review.look import Look

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.metric.fold import Fold, Readable

__all__ = ["Look", "look_at"]


def look_at(log: "Readable", fold: "Fold", calls: "Sequence[int]") -> Look:
    """Return what a review shows of a run.

    Parameters
    ----------
    log
        The log, which is read once more.
    fold
        Its fold.
    calls
        The calls of which the story is told, in order.
    """
    from sim.metric.review.chronicle import Chronicle
    from sim.report.review.skills import with_skills
    from sim.report.review.story import Teller, moments_of

    rows = [fold.spent[call] for call in calls]
    found = Chronicle(fold.scenario, calls, [ms for row in rows for ms in moments_of(row)])
    for batch in log.batches():
        found(*batch)
    stories = {
        call: with_skills(fold, call, Teller(fold.scenario, row, found.duties).lines(found.story(call)))
        for call, row in zip(calls, rows, strict=True)
    }
    return Look(fold, stories)
