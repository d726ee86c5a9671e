"""Where time went, in a sentence; and where that went in which an incident waited for a professional team."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from sim.metric.fold import Fold
from sim.metric.review.rows import by_loss, lost_ms
from sim.metric.review.split import Stretch
from sim.metric.review.teams import Wait
from sim.report.review.story import minutes
from sim.report.review.words import LOSSES
from sim.report.words import Both, term
from sim.terms.enums import Skill
from sim.terms.losses import LOST, Loss
from sim.words import both, same

_SPLIT: Final = both(
    "Of the {n} min until {until}, {lost} were lost ({by}) and {rest} could not be saved ({other})."
)
_PART: Final = same("{loss} {n}")
_NONE: Final = both("nothing")
_TEAM: Final = both("a team for {skill} was there")
_ELSE: Final = both("{skill} was needed no more")
_RUN: Final = both("the end of the run (no team for {skill} came)")


def spoken(stretches: Sequence[Stretch], until: Both) -> Both:
    """Return in a sentence where the time of some stretches went, which end with something."""
    lost, total = lost_ms(stretches), sum(each.until_ms - each.from_ms for each in stretches)
    parts = by_loss(stretches)
    return _SPLIT.fill(
        until=until,
        n=minutes(total),
        lost=minutes(lost),
        rest=minutes(total - lost),
        by=_listed({loss: parts[loss] for loss in LOST}),
        other=_listed({loss: ms for loss, ms in parts.items() if loss not in LOST}),
    )


def waits_of(fold: Fold, call: int) -> Iterator[Both]:
    """Yield, for each capability that an incident waited for, where that time went."""
    for task, wait in sorted(fold.team_waits.waits.items()):
        if wait.call == call:
            yield waited(wait, fold.team_waits.stretches(task))


def waited(wait: Wait, stretches: Sequence[Stretch]) -> Both:
    """Return in a sentence where the time went in which something waited for a team."""
    reached = wait.there_ms is not None
    until = _TEAM if reached else _RUN if wait.ended_ms is None else _ELSE
    return spoken(stretches, until.fill(skill=term(Skill(wait.skill))))


def _listed(parts: Mapping[Loss, int]) -> Both:
    """Return the parts that are not nothing, the largest first."""
    order = sorted((loss for loss, ms in parts.items() if ms), key=lambda loss: -parts[loss])
    told = [_PART.fill(loss=LOSSES[loss], n=minutes(parts[loss])) for loss in order]
    if not told:
        return _NONE
    return Both("、".join(each.zh for each in told), ", ".join(each.en for each in told))
