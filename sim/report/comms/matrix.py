"""The matrix of posts by means: who reaches the dispatch centre by what, and how many villages do."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from sim.record.survey import QUICK, Contact, PostContacts, Survey, VillageContacts
from sim.report import style
from sim.report.comms.told import by_kind, heading, means_of
from sim.report.comms.words import CONTACTS, MEANS, SIGNS, name_of, say
from sim.report.words import Lang
from sim.scenario.model import Scenario

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

COLOURS: Final[dict[Contact, str]] = {
    Contact.BOTH: "#0072B2",
    Contact.UP: "#56B4E9",
    Contact.DOWN: "#9BD0F0",
    Contact.TO_SET_UP: "#F0C94A",
    Contact.NO_WAY: "#D55E00",
    Contact.NO_POWER: "#4A4E57",
    Contact.NO_TERMINAL: "#F0F1F3",
}
"""Colour of each state, from Okabe and Ito's; each has a sign as well."""
SHARE: Final = ("#D55E00", "#F0C94A", "#0072B2")
"""Villages of which none, some, or all are heard."""
ROW_IN: Final = 0.205
COLUMN_IN: Final = 0.5
NAME_IN: Final = {Lang.ZH: 1.95, Lang.EN: 2.75}
"""Room for names before a row, in inches."""
HEAD_IN: Final = 0.95
TOP_IN: Final = 1.15
UNHEARD: Final = "#B3260E"


def contact_matrix(scenario: Scenario, survey: Survey, lang: Lang) -> "Figure":
    """Draw posts by means: townships with their villages and other posts at the left, stations at the right.

    Parameters
    ----------
    scenario, survey
        What was surveyed, and what was found.
    lang
        Language of the figure.
    """
    from matplotlib.figure import Figure

    towns, stations, others = by_kind(survey)
    means, name_in = means_of(survey), NAME_IN[lang]
    left_in = name_in + COLUMN_IN * (2 * len(means) + 1.6) + 0.25
    width_in = left_in + (name_in + 0.3 + COLUMN_IN * len(means) if stations else 0.0) + 0.3
    left_rows = (len(towns) + len(others)) * ROW_IN + HEAD_IN * (1 + bool(others))
    height_in = TOP_IN + max(left_rows, len(stations) * ROW_IN + HEAD_IN) + 0.2
    figure = Figure(figsize=(max(width_in, 7.5), height_in), dpi=style.DPI, facecolor="white")
    _heading(figure, scenario, survey, lang)

    def panel(x_in: float, y_in: float, rows: int, columns: float) -> "Axes":
        wide, high = figure.get_size_inches()
        box = (
            x_in / wide,
            1 - (y_in + rows * ROW_IN) / high,
            columns * COLUMN_IN / wide,
            rows * ROW_IN / high,
        )
        return _empty(figure.add_axes(box), rows, columns)

    y_in = TOP_IN + HEAD_IN
    _posts(panel(name_in, y_in, len(towns), len(means)), towns, means, say("townships", lang), lang)
    beside = name_in + COLUMN_IN * (len(means) + 0.3)
    _villages(panel(beside, y_in, len(towns), len(means) + 1), survey.villages, means, lang)
    if stations:
        ax = panel(left_in + name_in, y_in, len(stations), len(means))
        _posts(ax, stations, means, say("stations", lang), lang)
    if others:
        y_in += len(towns) * ROW_IN + HEAD_IN
        _posts(panel(name_in, y_in, len(others), len(means)), others, means, say("others", lang), lang)
    return figure


def _heading(figure: "Figure", scenario: Scenario, survey: Survey, lang: Lang) -> None:
    from matplotlib.patches import Patch

    head, high = heading(scenario, survey, lang), figure.get_size_inches()[1]
    figure.text(0.012, 1 - 0.16 / high, f"{say('matrix', lang)}", size=13, va="top", color=style.INK)
    figure.text(0.012, 1 - 0.44 / high, head.title, size=9.5, va="top", color=style.MUTED)
    figure.text(0.012, 1 - 0.64 / high, "  ·  ".join(head.told), size=9.5, va="top", color=style.INK)
    shown = [Patch(facecolor=colour, label=_label(state, lang)) for state, colour in COLOURS.items()]
    spot = (0.008, 1 - 0.8 / high)
    figure.legend(
        handles=shown, loc="upper left", bbox_to_anchor=spot, ncols=7, fontsize=8.5, handlelength=1.1,
        columnspacing=1.1, borderaxespad=0.0,
    )  # fmt: skip


def _label(state: Contact, lang: Lang) -> str:
    return f"{SIGNS[state]} {CONTACTS[state].of(lang)}".strip()


def _empty(ax: "Axes", rows: int, columns: float) -> "Axes":
    ax.set(xlim=(0, columns), ylim=(rows, 0), xticks=[], yticks=[])
    ax.patch.set_alpha(0)
    for spine in ax.spines.values():
        spine.set_visible(False)
    return ax


def _posts(ax: "Axes", rows: Sequence[PostContacts], means: Sequence[int], title: str, lang: Lang) -> None:
    for y, post in enumerate(rows):
        _name(ax, y, name_of(post.post, lang), style.INK if post.is_heard else UNHEARD)
        for x, number in enumerate(means):
            state = post.contacts[number]
            ink = style.INK if state in (Contact.TO_SET_UP, Contact.DOWN) else "#ffffff"
            _cell(ax, x, y, COLOURS[state], SIGNS[state] if state is not Contact.BOTH else "", ink)
    _heads(ax, [MEANS[QUICK[number]].of(lang) for number in means], title, 0.3 - NAME_IN[lang] / COLUMN_IN)


def _villages(ax: "Axes", rows: Sequence[VillageContacts], means: Sequence[int], lang: Lang) -> None:
    """Draw how many villages of each township are heard, by each means and by any."""
    for y, row in enumerate(rows):
        for x, number in enumerate(means):
            heard = row.by_means[number]
            _cell(ax, x, y, "#F0F1F3" if not heard else "#CFE3F1", str(heard) if heard else "", style.INK)
        share = SHARE[0 if not row.heard else 1 if row.heard < row.villages else 2]
        dark = style.INK if share == SHARE[1] else "#ffffff"
        _cell(ax, len(means), y, share if row.villages else "#F0F1F3", f"{row.heard}/{row.villages}", dark)
    names = [MEANS[QUICK[number]].of(lang) for number in means]
    _heads(ax, [*names, say("any", lang)], say("villages", lang), 0.0)


def _name(ax: "Axes", y: int, words: str, colour: str) -> None:
    shown = words if len(words) <= _fits(words) else f"{words[: _fits(words) - 1]}…"
    ax.text(-0.12, y + 0.5, shown, ha="right", va="center", size=8.5, color=colour)


def _fits(words: str) -> int:
    """Return how many characters have room before a row: fewer of those that are wide."""
    return 16 if any(ord(letter) > 0x2E00 for letter in words) else 40


def _cell(ax: "Axes", x: int, y: int, colour: str, sign: str, ink: str = "#ffffff") -> None:
    from matplotlib.patches import Rectangle

    ax.add_patch(Rectangle((x + 0.03, y + 0.06), 0.94, 0.88, facecolor=colour, linewidth=0))
    if sign:
        ax.text(x + 0.5, y + 0.52, sign, ha="center", va="center", size=8, color=ink)


def _heads(ax: "Axes", names: Sequence[str], title: str, left: float) -> None:
    for x, name in enumerate(names):
        ax.text(x + 0.5, -0.25, name, ha="left", va="bottom", size=8, rotation=40, rotation_mode="anchor")
    ax.text(left, -2.9, title, ha="left", va="bottom", size=10, color=style.INK)
