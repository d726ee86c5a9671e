"""The figure of people at risk: how many are in each state over time."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from sim.metric.people import STATES, PeopleLevel
from sim.report.figures import new_figure
from sim.report.words import WORDS, Lang, term
from sim.terms.enums import PeopleState
from sim.terms.units import HOUR_MS
from sim.words import both_in

if TYPE_CHECKING:
    from matplotlib.figure import Figure

COLOURS: Final = {
    PeopleState.SHELTERED: "#009E73",
    PeopleState.RETURNING: "#CC79A7",
    PeopleState.MOVING: "#56B4E9",
    PeopleState.RIDING: "#1B7F9C",
    PeopleState.AWAITING: "#7B61A8",
    PeopleState.PREPARING: "#0072B2",
    PeopleState.CUT_OFF: "#C1121F",
    PeopleState.STAYED: "#E69F00",
    PeopleState.WARNED: "#F0E6A0",
    PeopleState.RETURNED: "#8FD3B6",
    PeopleState.UNAWARE: "#D9D9D9",
}
"""Colours of the states, from below."""
_HOURS: Final = both_in("cascade", "Hours since the start")


def evacuation(levels: Sequence[PeopleLevel], lang: Lang) -> "Figure":
    """Draw people at risk by state over time, on one another.

    Parameters
    ----------
    levels
        People in each state, from when on; the last is at the end of the run.
    lang
        Language of the figure.
    """
    figure = new_figure(3.6)
    ax = figure.add_subplot()
    hours = [level.t_ms / HOUR_MS for level in levels]
    heights = [[level.people[STATES.index(state.value)] for level in levels] for state in COLOURS]
    labels = [term(state).of(lang) for state in COLOURS]
    ax.stackplot(hours, heights, colors=list(COLOURS.values()), labels=labels, step="post", linewidth=0)
    ax.set_xlim(0, max(hours[-1], 1e-3))
    ax.set_ylim(0, max(1, sum(levels[0].people)))
    ax.set_xlabel(_HOURS.of(lang))
    ax.set_ylabel(WORDS["people_axis"].of(lang))
    ax.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=4, frameon=False, fontsize=8)
    return figure
