"""What may be said of plans 比较结论: all differences as one family, then a verdict in plain words."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from sim.report.study_words import STUDY_WORDS, number, told
from sim.report.words import Both, same
from sim.study.analysis.estimates import LEVEL
from sim.study.analysis.families import adjusted, each_level
from sim.study.analysis.paired import Paired, paired
from sim.study.analysis.sample import Floats
from sim.study.analysis.verdict import call
from sim.study.compare.measures import Measure
from sim.study.compare.proposal import Proposal

CONTROL: Final = "holm"
HOPELESS: Final = 10_000
"""More replications than this nobody makes: so small a difference is told to be one."""


@dataclass(frozen=True)
class Comparison:
    """One plan against the baseline by one measure.

    Attributes
    ----------
    proposal
        The plan.
    measure
        What it is compared by.
    baseline, value
        Mean of the baseline and of the plan over the pairs; NaN where there are none.
    pair
        The difference, judged as one of the family of all comparisons.
    worth
        Smallest difference that matters, in the unit of the measure; 0 where every one does.
    gaps
        The differences by replication.
    """

    proposal: Proposal
    measure: Measure
    baseline: float
    value: float
    pair: Paired
    worth: float
    gaps: Floats

    @property
    def verdict(self) -> str:
        """``better``, ``worse``, ``equal``, ``same``, ``thin`` or ``none``."""
        return self.pair.call.verdict

    @property
    def more(self) -> int | None:
        """About how many more replications would settle it; None where that is not open or cannot be told."""
        return self.pair.call.more

    @property
    def words(self) -> Both:
        """The difference in words, with its interval."""
        gap = self.pair.mean
        return told(
            "w_gap",
            measure=self.measure.label,
            gap=signed(gap.value),
            unit=self.measure.unit_told,
            low=signed(gap.low),
            high=signed(gap.high),
        )


def amount(value: float) -> str:
    """Return a figure with three digits, and thousands in whole numbers.

    Examples
    --------
    >>> amount(3_701_234.5), amount(12.345), amount(float("inf"))
    ('3,701,234', '12.3', '∞')
    """
    return f"{value:,.0f}" if 1000 <= abs(value) < math.inf else number(value)


def signed(value: float) -> str:
    """Return a difference with its sign.

    Examples
    --------
    >>> signed(1.2345), signed(-0.5), signed(0.0), signed(float("-inf"))
    ('+1.23', '-0.5', '0', '-∞')
    """
    return f"+{amount(value)}" if value > 0 else amount(value)


def judged(
    values: Mapping[Measure, Floats],
    proposals: Sequence[Proposal],
    matters: Mapping[str, float] | None = None,
    level: float = LEVEL,
) -> list[Comparison]:
    """Compare every plan with the first by every measure, as one family.

    Parameters
    ----------
    values
        Of each measure, shape (replications, plans).
    proposals
        The plans, in the order of the columns.
    matters
        Smallest difference that matters, by unit.
    level
        Level of the family: the intervals hold all at once (Bonferroni), the verdicts go by Holm's p values.
    """
    family = len(values) * (len(proposals) - 1)
    found = [
        _compared(measure, rows, proposals, column, each_level(level, family, CONTROL), matters or {})
        for column in range(1, len(proposals))
        for measure, rows in values.items()
    ]
    raw = np.array([1.0 if math.isnan(one.pair.p_value) else one.pair.p_value for one in found])
    return [
        _called(one, float(p), family, level) for one, p in zip(found, adjusted(raw, CONTROL), strict=True)
    ]


def _compared(
    measure: Measure,
    rows: Floats,
    proposals: Sequence[Proposal],
    column: int,
    level: float,
    matters: Mapping[str, float],
) -> Comparison:
    there, base = rows[:, column], rows[:, 0]
    worth = matters.get(measure.unit, 0.0)
    names = proposals[column].id, proposals[0].id
    pair = paired(there, base, *names, level, measure.smaller_is_better, worth)
    both = ~(np.isnan(there) | np.isnan(base))
    means = [float(np.mean(side[both])) if both.any() else math.nan for side in (base, there)]
    return Comparison(proposals[column], measure, means[0], means[1], pair, worth, (there - base)[both])


def _called(one: Comparison, p_value: float, family: int, level: float) -> Comparison:
    """Return a comparison with the verdict of the family."""
    pair, better = one.pair, one.measure.smaller_is_better
    judgement = call(pair.mean, pair.sd, p_value, 1 - level, better, one.worth)
    return replace(one, pair=replace(pair, p_value=p_value, family=family, control=CONTROL, call=judgement))


# --- in plain words


def overall(verdicts: Sequence[str]) -> str:
    """Return what the verdicts of a plan come to.

    Examples
    --------
    >>> overall(["better", "thin"]), overall(["better", "worse"]), overall(["same", "equal"])
    ('better', 'mixed', 'equal')
    >>> overall(["same", "thin"]), overall(["same", "same"]), overall([])
    ('thin', 'same', 'none')
    """
    if "better" in verdicts and "worse" in verdicts:
        return "mixed"
    known = ("better", "worse", "thin", "equal", "same")
    return next((each for each in known if each in verdicts), "none")


def sentences(found: Sequence[Comparison], baseline: Proposal, reps: int) -> list[Both]:
    """Return the verdict on one plan, line by line: what it comes to, then by which measures.

    Parameters
    ----------
    found
        The comparisons of one plan.
    baseline
        What it was compared with.
    reps
        Replications so far.
    """
    verdicts = [one.verdict for one in found]
    whole = overall(verdicts)
    whole += "_thin" if whole in ("better", "worse") and "thin" in verdicts else ""
    head = told(
        "w_head", name=found[0].proposal.name, baseline=baseline.name, overall=STUDY_WORDS[f"w_{whole}"]
    )
    groups = ("better", "worse", "thin", "equal", "same", "none")
    by = {key: [one for one in found if one.verdict == key] for key in groups}
    lines = [told(f"l_{key}", what=joined([_told(one) for one in ones])) for key, ones in by.items() if ones]
    return [head, *lines, *_next_step(by["thin"], reps)]


def _told(one: Comparison) -> Both:
    if one.verdict in ("same", "none"):
        return one.measure.label
    return _with_more(one) if one.verdict == "thin" else one.words


def _with_more(one: Comparison) -> Both:
    """Return a difference that is not settled, with what would settle it."""
    if one.more is None:
        return told("w_unseen", told=one.words)
    if one.more > HOPELESS:
        return told("w_hopeless", told=one.words, most=f"{HOPELESS:,}")
    return told("w_more", told=one.words, more=f"{one.more:,}")


def _next_step(thin: Sequence[Comparison], reps: int) -> list[Both]:
    """Return which open comparison is settled first, and with how many replications in all."""
    near = [(one.more, one) for one in thin if one.more is not None and one.more <= HOPELESS]
    if not near:
        return []
    more, first = min(near, key=lambda pair: pair[0])
    return [told("w_next", measure=first.measure.label, reps=reps + more)]


def joined(parts: Sequence[Both]) -> Both:
    """Return words one after the other."""
    return Both("；".join(part.zh for part in parts), "; ".join(part.en for part in parts))


def matters_told(matters: Mapping[str, float]) -> Both:
    """Return the smallest differences that matter in words."""
    return joined([_amount(value, unit) for unit, value in matters.items()])


def _amount(value: float, unit: str) -> Both:
    figure, words = same(amount(value)), STUDY_WORDS[f"u_{unit}"]
    return Both(f"{figure.zh} {words.zh}", f"{figure.en} {words.en}")
