"""The words of pages, the command line and reports 文案, in one catalogue: English here, Chinese there."""

from sim.words.both import Both, Lang, both, both_in, same

__all__ = ["Both", "Lang", "both", "both_in", "same"]
