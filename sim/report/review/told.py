"""What ``sanduan review`` prints: the worst incidents in a table, and the story of those that are told."""

from typing import TYPE_CHECKING, Final

from sim.report.review.look import HEADS, SHORT_HEADS, Look, short_table, summary, table
from sim.report.review.write import WORST, said
from sim.report.words import Lang

if TYPE_CHECKING:
    from rich.console import Console


WIDE: Final = 120
"""Columns of a screen from which on all causes are shown."""
_WORDS: Final = (*HEADS[2:5], SHORT_HEADS[-2])
"""Heads over words, which stand on the left."""


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
    wide = console.width >= WIDE
    for head in HEADS if wide else SHORT_HEADS:
        # on a narrow screen a name goes on in the next line: cut off it tells nothing
        shown.add_column(head.of(each), justify="left" if head in _WORDS else "right", overflow="fold")
    for row in table(look) if wide else short_table(look):
        shown.add_row(*(cell.of(each) for cell in row))
    console.print(shown)
    console.print(WORST.of(each), highlight=False, soft_wrap=True)
    for call, lines in look.stories.items():
        console.print()
        for told in summary(look, call):
            console.print(told.of(each), highlight=False, markup=False, soft_wrap=True)
        began_ms = look.spent(call).call.began_ms
        for line in lines:
            console.print(said(look, line, began_ms).of(each), highlight=False, markup=False, soft_wrap=True)
