"""Reach, and what hangs on what: tables, maps of equal times, GeoJSON, a page 覆盖与关键性."""

from sim.report.reach.terminal import print_critical, print_reach
from sim.report.reach.write import write_critical, write_reach

__all__ = ["print_critical", "print_reach", "write_critical", "write_reach"]
