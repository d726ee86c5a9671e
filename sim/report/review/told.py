"""What ``sanduan review`` prints: the worst incidents in a table, and the story of those that are told."""

from typing import TYPE_CHECKING

from sim.report.review.look import HEADS, Look, summary, table
from sim.report.review.write import WORST, said
from sim.report.words import Lang

if TYPE_CHECKING:
    from rich.console import Console


def print_review(look: Look, console: "Console", lang: str = "zh") -> None:
    """Print the worst incidents and the stories, in one language.

    Parameters
    ----------
    look
        The run, and the incidents that are told.
    console
        Where to print.
    lang
        ``zh`` or ``en``.
    """
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    each = Lang(lang)
    shown = Table(box=SIMPLE_HEAD, pad_edge=False)
    for place, head in enumerate(HEADS):
        shown.add_column(head.of(each), justify="left" if place in (2, 3, 4) else "right")
    for row in table(look):
        shown.add_row(*(cell.of(each) for cell in row))
    console.print(shown)
    console.print(WORST.of(each), highlight=False)
    for call, lines in look.stories.items():
        console.print()
        for told in summary(look, call):
            console.print(told.of(each), highlight=False, markup=False)
        began_ms = look.spent(call).call.began_ms
        for line in lines:
            console.print(said(look, line, began_ms).of(each), highlight=False, markup=False)
