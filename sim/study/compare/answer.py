"""The answer to a comparison 比较结果: what is printed, and the files that hold it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from sim.report.compare_figures import Panel, forest_figure
from sim.report.say import DASH
from sim.report.study_figures import Basis, Drawing
from sim.report.study_words import STUDY_WORDS, level_told, told
from sim.report.words import Both, Lang
from sim.study.analysis.estimates import LEVEL
from sim.study.analysis.sequential import enough_for
from sim.study.analysis.verdict import POWER
from sim.study.compare.contest import Contest, Yield
from sim.study.compare.measures import Measure
from sim.study.compare.proposal import Proposal
from sim.study.compare.verdict import (
    CONTROL,
    HOPELESS,
    Comparison,
    amount,
    joined,
    judged,
    matters_told,
    overall,
    sentences,
    signed,
)
from sim.study.store import write_whole
from sim.study.table import export_csv
from sim.terms.version import VERSION

JSON, CSV, TEXT, FIGURE = "compare.json", "compare.csv", "verdict.txt", "compare"
"""Names of the files; the figure's without its ending."""
FORMS: Final = ("png", "svg")
COLUMNS: Final = {
    "plan": str,
    "measure": str,
    "unit": str,
    "baseline": float,
    "value": float,
    "difference": float,
    "low": float,
    "high": float,
    "sd": float,
    "pairs": int,
    "lost": int,
    "p": float,
    "verdict": str,
    "more": int,
}
"""Columns of the CSV, with their types; an empty cell is a figure that does not exist."""


@dataclass(frozen=True)
class Answer:
    """Everything that a comparison found.

    Attributes
    ----------
    contest
        What was compared.
    runs
        What the runs gave.
    matters
        Smallest differences that matter, by unit.
    comparisons
        Every plan by every measure.
    """

    contest: Contest
    runs: Yield
    matters: dict[str, float]
    comparisons: tuple[Comparison, ...]

    @classmethod
    def of(cls, contest: Contest, runs: Yield, matters: dict[str, float]) -> "Answer":
        """Return the answer that runs give."""
        return cls(contest, runs, matters, tuple(judged(runs.values, contest.proposals, matters)))

    @property
    def baseline(self) -> Proposal:
        """What the other plans are compared with."""
        return self.contest.proposals[0]

    def about(self, proposal: Proposal) -> list[Comparison]:
        """Return the comparisons of one plan."""
        return [one for one in self.comparisons if one.proposal is proposal]

    @property
    def title(self) -> Both:
        """What was compared, by the name of the scenario."""
        name = self.contest.scenario.title
        return told("compare_title", scenario=Both(name.zh, name.en))

    @property
    def family(self) -> int:
        """How many comparisons were judged together."""
        return len(self.comparisons)

    def verdicts(self) -> dict[str, list[Both]]:
        """Return the verdict on each plan, line by line."""
        reps = self.contest.asking.reps
        return {
            each.id: sentences(found, self.baseline, reps)
            for each in self.contest.proposals[1:]
            if (found := self.about(each))
        }

    def notes(self) -> list[Both]:
        """Return what the verdicts rest on, and what must be known beside them."""
        asking, runs = self.contest.asking, self.runs
        found = [
            told("basis_runs", reps=asking.reps, seed=asking.seed, runs=runs.ok + runs.bad, bad=runs.bad),
            told("family_note", k=self.family, level=level_told(LEVEL)),
            STUDY_WORDS["means_note"],
        ]
        found += [self.assumptions()] if any(one.more for one in self.comparisons) else []
        if runs.left_out:
            found.append(told("left_out", what=joined([measure.label for measure in runs.left_out])))
        return [*found, *self._lost(), *self._skewed()]

    def assumptions(self) -> Both:
        """Return what the numbers of further replications assume."""
        key = "assume_matters" if self.matters else "assume_seen"
        effect = told(key, matters=matters_told(self.matters)) if self.matters else STUDY_WORDS[key]
        return told("assume", effect=effect, power=f"{100 * POWER:.0f} %", level=level_told(self.each_level))

    @property
    def each_level(self) -> float:
        """Level of each interval, so that all hold at once with the level of the family."""
        return self.comparisons[0].pair.mean.level if self.comparisons else LEVEL

    def _lost(self) -> list[Both]:
        """Return how many replications make no pair."""
        ones = [one for one in self.comparisons if one.pair.lost]
        parts = [told("lost_one", measure=self._called(one), lost=one.pair.lost) for one in ones]
        return [told("lost_note", what=joined(parts))] if parts else []

    def _skewed(self) -> list[Both]:
        """Return the warning of differences so skewed that the interval of their mean may not hold."""
        needs = [(one, enough_for(one.gaps)) for one in self.comparisons if one.pair.sd > 0]
        parts = [
            told("skew_one", measure=self._called(one), need=need) for one, need in needs if need > one.pair.n
        ]
        return [told("skew_note", what=joined(parts))] if parts else []

    def _called(self, one: Comparison) -> Both:
        """Return what a comparison is by, and of which plan where there are several."""
        several = len(self.contest.proposals) > 2
        measure = one.measure.label
        return told("of_plan", name=one.proposal.name, measure=measure) if several else measure

    # --- as text

    def lines(self, lang: Lang) -> list[str]:
        """Return verdicts and notes in one language, ready to be printed."""
        found = []
        for verdict in self.verdicts().values():
            head, *rest = [words.of(lang) for words in verdict]
            found += [head, *(f"  {line}" for line in rest)]
        return [*found, *(f"· {words.of(lang)}" for words in self.notes())]

    # --- as data

    def plain(self) -> dict[str, Any]:
        """Return the answer as plain data, for JSON."""
        asking, plan = self.contest.asking, self.contest.plan
        return {
            "title": self.title._asdict(),
            "scenario": asking.scenario,
            "fingerprint": plan.fingerprints[asking.scenario],
            "seed": asking.seed,
            "reps": asking.reps,
            "days": asking.days,
            "policy": asking.policy or None,
            "set": list(asking.sets),
            "program": VERSION,
            "code": plan.code,
            "runs": {"ok": self.runs.ok, "bad": self.runs.bad},
            "baseline": self.baseline.id,
            "plans": [_plain_plan(each) for each in self.contest.proposals],
            "judging": self._judging(),
            "comparisons": [_plain_comparison(one) for one in self.comparisons],
            "left_out": [measure.id for measure in self.runs.left_out],
            "verdicts": {
                name: {
                    "overall": overall([one.verdict for one in self.comparisons if one.proposal.id == name]),
                    "words": [words._asdict() for words in verdict],
                }
                for name, verdict in self.verdicts().items()
            },
            "notes": [words._asdict() for words in self.notes()],
        }

    def _judging(self) -> dict[str, Any]:
        return {
            "level": LEVEL,
            "family": self.family,
            "control": CONTROL,
            "level_of_each_interval": self.each_level,
            "matters": self.matters,
            "power": {"value": POWER, "source": "Cohen 1988, the custom", "label": "assumption"},
            "assumptions": self.assumptions()._asdict(),
        }


def _plain_plan(proposal: Proposal) -> dict[str, Any]:
    return {
        "id": proposal.id,
        "name": proposal.name._asdict(),
        "file": None if proposal.file is None else str(proposal.file),
        "patch": list(proposal.texts),
    }


def _plain_comparison(one: Comparison) -> dict[str, Any]:
    row = dict(zip(COLUMNS, _row(one), strict=True))
    return {**row, "name": one.measure.label._asdict(), "better_if": one.measure.better, "worth": one.worth}


def _row(one: Comparison) -> tuple[Any, ...]:
    pair, gap = one.pair, one.pair.mean
    figures = (one.baseline, one.value, gap.value, gap.low, gap.high, pair.sd)
    known = [figure if abs(figure) < float("inf") else None for figure in figures]
    p_value = pair.p_value if pair.n > 1 else None
    head = (one.proposal.id, one.measure.id, one.measure.unit_told.en)
    return (*head, *known, pair.n, pair.lost, p_value, one.verdict, one.more)


# --- as files and a figure


def write_answer(folder: Path, answer: Answer, lang: Lang) -> list[Path]:
    """Write JSON, CSV, verdict and figure into a folder, in the language that was asked for.

    Parameters
    ----------
    folder
        An existing folder.
    answer
        What was found.
    lang
        Language of the verdict and of the figure; JSON holds both.
    """
    content = json.dumps(answer.plain(), ensure_ascii=False, indent=2, allow_nan=False)
    write_whole(folder / JSON, (content + "\n").encode())
    write_csv(folder / CSV, answer)
    write_whole(folder / TEXT, "\n".join([answer.title.of(lang), *answer.lines(lang), ""]).encode())
    drawn = _write_figure(folder, answer, lang) if answer.comparisons else []
    return [folder / JSON, folder / CSV, folder / TEXT, *drawn]


def write_csv(path: Path, answer: Answer) -> None:
    """Write a row for each comparison."""
    export_csv(path, COLUMNS, (_row(one) for one in answer.comparisons))


def _write_figure(folder: Path, answer: Answer, lang: Lang) -> list[Path]:
    from sim.report.fonts import look
    from sim.report.write import saved

    paths = [folder / f"{FIGURE}.{form}" for form in FORMS]
    with look():
        figure = forest(answer, lang)
        for path in paths:
            path.write_bytes(saved(figure, path.suffix[1:]))
    return paths


def forest(answer: Answer, lang: Lang) -> Drawing:
    """Draw every difference with its interval, a panel for each measure.

    Measures by which no plan differs are named below the figure.
    """
    from sim.study.analysis.shown import bar

    drawn, same = _told_apart(answer)
    panels = [
        Panel(
            axis(measure).of(lang),
            [
                bar(one.proposal.name.of(lang), one.pair.mean, short(one).of(lang), one.verdict)
                for one in ones
            ],
            measure.smaller_is_better,
        )
        for measure, ones in drawn.items()
    ]
    title = told("forest_title", title=answer.title, baseline=answer.baseline.name).of(lang)
    note = told("same_note", what=joined([measure.label for measure in same])).of(lang) if same else ""
    return forest_figure(panels, title, _basis(answer, note), lang)


def _told_apart(answer: Answer) -> tuple[dict[Measure, list[Comparison]], list[Measure]]:
    """Return what is drawn, by measure, and the measures by which no plan differs; all if no others."""
    by = {
        measure: [one for one in answer.comparisons if one.measure is measure and one.pair.n]
        for measure in answer.runs.values
    }
    same = [measure for measure, ones in by.items() if all(one.verdict == "same" for one in ones)]
    if len(same) == len(by):
        return by, []
    return {measure: ones for measure, ones in by.items() if measure not in same}, same


def _basis(answer: Answer, note: str) -> Basis:
    counts = sorted({one.pair.n for one in answer.comparisons})
    n = counts[0] if len(counts) == 1 else f"{counts[0]}–{counts[-1]}"
    method = "t, paired" + (f", Bonferroni ({answer.family})" if answer.family > 1 else "")
    return Basis(n, answer.contest.asking.seed, LEVEL, method, failed=answer.runs.bad, note=note)


def axis(measure: Measure) -> Both:
    """Return the name of a measure with its unit."""
    label, unit = measure.label, measure.unit_told
    return Both(f"{label.zh}（{unit.zh}）", f"{label.en} ({unit.en})")


def short(one: Comparison) -> Both:
    """Return a verdict in a few words, with how many more replications would settle it."""
    words = STUDY_WORDS[f"v_{one.verdict}"]
    if one.more is None or one.more > HOPELESS:
        return words
    more = told("more_short", more=f"{one.more:,}")
    return Both(f"{words.zh}（{more.zh}）", f"{words.en} ({more.en})")


# --- as a table


def heads(answer: Answer, lang: Lang) -> list[tuple[str, bool]]:
    """Return the heads of the printed table, each with whether its column holds figures."""
    interval = told("col_interval", level=level_told(LEVEL))
    first = [STUDY_WORDS["col_measure"], answer.baseline.name, STUDY_WORDS["col_value"]]
    rest = [STUDY_WORDS["col_gap"], interval, STUDY_WORDS["col_n"], STUDY_WORDS["col_p"]]
    words = [*first, *rest, STUDY_WORDS["col_verdict"], STUDY_WORDS["col_more"]]
    figures = (False, True, True, True, True, True, True, False, True)
    return [(word.of(lang), is_figure) for word, is_figure in zip(words, figures, strict=True)]


def cells(one: Comparison, lang: Lang) -> Sequence[str]:
    """Return a row of the printed table."""
    pair, gap = one.pair, one.pair.mean
    some = pair.n > 0
    return (
        axis(one.measure).of(lang),
        amount(one.baseline) if some else DASH,
        amount(one.value) if some else DASH,
        signed(gap.value) if some else DASH,
        f"[{signed(gap.low)}, {signed(gap.high)}]" if some else DASH,
        str(pair.n),
        _p(pair.p_value) if pair.n > 1 else DASH,
        STUDY_WORDS[f"v_{one.verdict}"].of(lang),
        _more(one),
    )


def _p(value: float) -> str:
    return "< 0.001" if value < 0.001 else f"{value:.3f}"


def _more(one: Comparison) -> str:
    if one.more is None:
        return ""
    return f"> {HOPELESS:,}" if one.more > HOPELESS else f"{one.more:,}"
