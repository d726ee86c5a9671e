"""Lines of a story on what an incident needed beyond engines 专业能力: when it was known, sent, there, done.

Where it was never done a line says why, and for how long the incident waited. Where the time of an incident
went stays as it is split elsewhere: that ends when all units are there, and these waits go on beyond it.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from sim.metric.capability import Need
from sim.metric.fold import Fold
from sim.report.review.story import CENTRE, UNIT, WORD, Line, minutes
from sim.report.words import WORDS, Both
from sim.terms.enums import Skill
from sim.words import both

_STEPS: Final = (
    (
        "known_ms",
        WORD,
        both("the district is told that it needs the capability {skill}"),
    ),
    ("sent_ms", CENTRE, both("a team for {skill} is ordered")),
    ("there_ms", UNIT, both("a team for {skill} is there")),
    ("done_ms", UNIT, both("{skill} is done")),
)
"""Each step of a need, its lane, and what is said of it."""
_NEEDS: Final = both("it needs the capability {skill}")
_NEVER: Final = both("{skill} was not done in {minutes} min, to the end: {why}")


def with_skills(fold: Fold, call: int, lines: Sequence[Line]) -> list[Line]:
    """Return the lines of a story with those on its needs among them, which bear no number.

    Parameters
    ----------
    fold
        Of the run, which has ended.
    call
        Number of the call.
    lines
        Its story as it is told without them.
    """
    needs = [need for _, need in sorted(fold.capabilities.needs.items()) if need.call == call]
    more = [line for need in needs for line in _lines(fold, need)]
    return sorted([*lines, *more], key=lambda line: line.t_ms)


def _lines(fold: Fold, need: Need) -> Iterator[Line]:
    skill = Skill(need.skill)
    name = Both(skill.zh, skill.value.replace("_", " "))
    yield Line(0, need.began_ms, _NEEDS.fill(skill=name), 0, UNIT)
    for step, lane, words in _STEPS:
        t_ms = getattr(need, step)
        if t_ms is not None:
            yield Line(0, t_ms, words.fill(skill=name), 0, lane)
    reason = fold.capabilities.reason(need)
    if reason:
        assert fold.end_ms is not None
        waited = minutes(fold.end_ms - need.began_ms)
        text = _NEVER.fill(skill=name, minutes=waited, why=WORDS[f"reason_{reason}"])
        yield Line(0, fold.end_ms, text, 0, CENTRE)
