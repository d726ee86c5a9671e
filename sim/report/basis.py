"""What a run rests on, and how to have it again: figures and rows by their label, seeds and digests."""

from collections import Counter
from collections.abc import Iterable
from typing import Final

from sim.record.header import Header
from sim.report.parts import (
    Column,
    Command,
    Folded,
    Heading,
    Listing,
    Part,
    Section,
    Table,
    Text,
    cells,
    columns,
)
from sim.report.words import WORDS, Both, same, term
from sim.scenario.assumptions import Figure, assumptions, row_labels
from sim.scenario.doubts import figures_in_use, stage_of
from sim.scenario.model import Scenario
from sim.terms.enums import Label
from sim.terms.units import DAY_MS
from sim.words import both

LABELS: Final = (Label.ASSUMPTION, Label.ESTIMATE, Label.USER, Label.MEASURED, Label.SOURCED)
"""Labels, the least certain first."""
TOUCHES: Final = both("Touches")
"""Head of the column that says which link of the chain of response hangs on a figure."""
_ORDER: Final = both(
    "Listed are the {used} figures of what is switched on, by the link of the chain of "
    "response that they touch, from word to hazard: the earlier, the more follows from "
    "them (a rule, not measured influence; sanduan check {name} --study DIR puts first "
    "what a study found to matter). The {off} of what is switched off: sanduan check "
    "{name} --all."
)


def basis(scenario: Scenario) -> Section:
    """Return the section that says what is known, what is estimated and what is assumed."""
    figures, used = assumptions(scenario), figures_in_use(scenario)
    counted = Counter(figure.label for figure in figures)
    told = WORDS["basis_told"].fill(
        all=len(figures),
        assumed=counted[Label.ASSUMPTION],
        estimated=counted[Label.ESTIMATE],
        user=counted[Label.USER],
    )
    parts: list[Part] = [
        Text(told),
        Heading(WORDS["rows_by_label"]),
        _rows_by_label(scenario),
        Heading(WORDS["figures_by_label"]),
        Text(_ORDER.fill(used=len(used), off=len(figures) - len(used), name=scenario.name), look="small"),
    ]
    for label in LABELS:
        chosen = [figure for figure in used if figure.label is label]
        if chosen:
            title = both("{label}: {n}").fill(label=term(label), n=len(chosen))
            parts.append(Folded(title, _figures(chosen)))
    return Section(WORDS["basis"], parts)


def _figures(chosen: Iterable[Figure]) -> Table:
    rows = [
        cells(figure.path, touched(figure), figure.text, figure.unit, bounds(figure), figure.source)
        for figure in chosen
    ]
    told = columns(value="v", unit="w", range="n", source="")
    return Table((*columns(quantity=""), Column(TOUCHES), *told), tuple(rows), look="small")


def bounds(figure: Figure) -> str:
    """Return the range of a figure, as it is written in a table."""
    return f"{figure.low:,.10g} – {figure.high:,.10g}"


def touched(figure: Figure) -> Both:
    """Return the link of the chain of response that hangs on a figure."""
    stage = stage_of(figure.path)
    return Both(stage.zh, stage.en)


def _rows_by_label(scenario: Scenario) -> Table:
    heads = tuple(Column(term(label), "n") for label in LABELS)
    rows = [
        cells(
            WORDS[f"table_{name}"],
            str(sum(counts.values())),
            *(str(counts.get(label.value, "")) for label in LABELS),
        )
        for name, counts in row_labels(scenario).items()
    ]
    return Table(columns(table="", rows="n") + heads, tuple(rows))


def origin(scenario: Scenario, header: Header, digest: str) -> Section:
    """Return the section that says how to have the very same run again."""
    entries = (
        (WORDS["scenario"], same(f"{scenario.name}  {header.fingerprint}")),
        (WORDS["policy"], same(header.policy)),
        (WORDS["seed_rep"], same(f"{header.seed} / {header.rep}")),
        (WORDS["span"], same(f"{header.start} + {header.horizon_ms / DAY_MS:g} d")),
        (WORDS["version"], same(f"sanduan {header.program}")),
        (WORDS["digest"], same(digest)),
    )
    return Section(
        WORDS["origin"], [Listing(entries), Text(WORDS["again"]), Command(command(scenario, header))]
    )


def command(scenario: Scenario, header: Header) -> str:
    """Return the line that runs a scenario as a log's header says, if the scenario's files are unchanged."""
    days = f"{header.horizon_ms / DAY_MS:.10g}"
    seeds = f"--seed {header.seed} --rep {header.rep}"
    return f"sanduan run {scenario.name} --policy {header.policy} {seeds} --days {days}"
