"""The maps of a run, one after the other: before the first cut, and some hours after it 态势图."""

from sim.report.sequence.figure import sequence

__all__ = ["sequence"]
