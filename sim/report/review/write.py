"""Writing a review: the stories in Markdown of both languages, a table of all incidents, the figures."""

from pathlib import Path
from typing import TYPE_CHECKING, Final

from sim.metric.review.rows import LOSS_COLUMNS, loss_rows
from sim.report.files import write_csv
from sim.report.fonts import look as style_of
from sim.report.review.figure import swim_lanes
from sim.report.review.look import HEADS, Look, summary, table
from sim.report.review.story import Line, minutes
from sim.report.review.township_figure import by_township
from sim.report.review.words import LOSSES, WHY
from sim.report.words import Both, Lang, same
from sim.report.write import saved
from sim.words import both

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_TITLE: Final = both("{name}: review")
_RUN: Final = both("{n} incidents, {never} of them never reached. Times in minutes since the incident began.")
WORST: Final = both(
    "Worst: time to the first unit x (1 + people trapped) / priority (1 is the most "
    "urgent); what was never reached counts to its end, or to the end of the run."
)
"""How the worst incident is told."""
_WORST_HEAD: Final = both("The worst incidents")
_STORY: Final = both("Call {call}: {what}")
_HOW: Final = both(
    "Each line: clock, minutes since the incident, number, what happened; (<-n) names "
    "the line that it follows from. ▌ tells of time that was lost from then on."
)
_MEANING: Final = both("What the causes mean")


def write_review(look: Look, out: Path, lang: str = "zh") -> list[Path]:
    """Write everything that a review has to say.

    Parameters
    ----------
    look
        The run, and the incidents that are told.
    out
        An existing folder: ``review.zh.md``, ``review.en.md``, ``losses.csv``, ``losses.png`` and ``.svg``,
        and for each incident that is told ``incident-N.png`` and ``.svg`` are made.
    lang
        ``zh`` or ``en``: language of the figures.

    Returns
    -------
    list of Path
        The files.
    """
    import pandas as pd

    made = []
    for each in Lang:
        made.append(out / f"review.{each.value}.md")
        made[-1].write_text("\n".join(text(look, each)) + "\n", encoding="utf-8")
    losses = pd.DataFrame.from_records(loss_rows(look.fold), columns=list(LOSS_COLUMNS["losses"]))
    made.append(write_csv(losses, out / "losses.csv"))
    with style_of():
        made += _drawn(by_township(look, Lang(lang)), out / "losses")
        for call in look.stories:
            made += _drawn(swim_lanes(look, call, Lang(lang)), out / f"incident-{call}")
    return made


def _drawn(figure: "Figure", stem: Path) -> list[Path]:
    files = [stem.with_name(f"{stem.name}.{form}") for form in ("png", "svg")]
    for file in files:
        file.write_bytes(saved(figure, file.suffix[1:]))
    return files


def text(look: Look, lang: Lang) -> list[str]:
    """Return the review in a language, as lines of Markdown."""
    title = look.scenario.title
    never = sum(row.call.first is None for row in look.fold.spent)
    lines = [
        f"# {_TITLE.fill(name=Both(title.zh, title.en)).of(lang)}",
        "",
        _RUN.fill(n=len(look.fold.spent), never=never).of(lang),
        "",
        f"## {_WORST_HEAD.of(lang)}",
        "",
        *_tabled([list(HEADS), *table(look)], lang),
        "",
        WORST.of(lang),
    ]
    for call in look.stories:
        lines += ["", *story(look, call, lang)]
    meaning = [f"- **{LOSSES[loss].of(lang)}** {WHY[loss].of(lang)}" for loss in LOSSES]
    return [*lines, "", f"## {_MEANING.of(lang)}", "", *meaning]


def story(look: Look, call: int, lang: Lang) -> list[str]:
    """Return the story of an incident as lines of Markdown."""
    row, names = look.spent(call), look.names
    what = both("{kind} at {place}").fill(
        place=names.place(row.call.fact.place), kind=names.kind(row.call.fact.kind)
    )
    began_ms = row.call.began_ms
    return [
        f"## {_STORY.fill(call=call, what=what).of(lang)}",
        "",
        *("\n".join([each.of(lang), ""]) for each in summary(look, call)),
        f"![{call}](incident-{call}.png)",
        "",
        _HOW.of(lang),
        "",
        *(f"- {said(look, line, began_ms).of(lang)}" for line in look.stories[call]),
    ]


def said(look: Look, line: Line, began_ms: int) -> Both:
    """Return a line of a story with its clock, its number, and that of the line it follows from."""
    since = minutes(line.t_ms - began_ms)
    if line.loss is not None:
        return Both(f"▌ {line.text.zh}", f"▌ {line.text.en}")
    after = both(" (<-{n})").fill(n=line.after) if line.after else same("")
    number = f"[{line.number}] " if line.number else "• "
    head = f"{look.clock(line.t_ms)} +{since} {number}"
    return Both(f"{head}{line.text.zh}{after.zh}", f"{head}{line.text.en}{after.en}")


def _tabled(rows: list[list[Both]], lang: Lang) -> list[str]:
    told = [f"| {' | '.join(cell.of(lang) for cell in row)} |" for row in rows]
    return [told[0], f"|{'---|' * len(rows[0])}", *told[1:]]
