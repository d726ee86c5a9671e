"""The power network at work 电网运行: what breaks goes dead with all behind it, and ties close."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import NamedTuple

from sim.comms.breaks import Breaks
from sim.kernel.clock import Clock, Watchdog
from sim.network.power import Grid
from sim.record.log import Log
from sim.record.power_facts import PowerLineChanged, PowerNodeChanged, SwitchChanged
from sim.terms.enums import Switching


class Tie(NamedTuple):
    """A line that is normally open 联络线: who closes it, and how long that takes in ms."""

    switching: Switching
    delay_ms: int


class PowerNet:
    """A grid that lives on a clock, and tells of every change in the log.

    A tie that is switched automatically or remotely closes when one of its ends has been dark, and the other
    not, for its delay; it opens again when something was mended and nothing needs it any more. One that is
    switched by hand stays as whoever stands there left it.

    Parameters
    ----------
    clock, log
        Of the run.
    grid
        The network, whole.
    ties
        Lines of it that are normally open.

    Attributes
    ----------
    grid
        As it is.
    nodes, lines
        Through which nodes and lines break, and are mended.
    """

    def __init__(self, clock: Clock, log: Log, grid: Grid, ties: Mapping[int, Tie]) -> None:
        self.grid = grid
        self.nodes = Breaks(self._break_node)
        self.lines = Breaks(self._break_line)
        self._clock = clock
        self._log = log
        self._ties = {
            line: tie for line, tie in sorted(ties.items()) if tie.switching is not Switching.BY_HAND
        }
        self._alarms = {line: Watchdog(clock, partial(self._close, line)) for line in self._ties}
        self._wanted = dict.fromkeys(self._ties, False)
        self._live = [True] * len(grid.live)
        self._live_lines = [line.closed for line in grid.lines]
        self._causes: list[int | None] = [None] * len(grid.live)
        self._listeners: list[Callable[[], None]] = []
        self._follow(None)

    def is_live(self, node: int) -> bool:
        """Whether a node is energised."""
        return self.grid.live[node]

    def cause_of(self, node: int) -> int | None:
        """Return the log entry in which a node was energised or went dead the last time, or None."""
        return self._causes[node]

    def on_change(self, listener: Callable[[], None]) -> None:
        """Tell a listener when something was energised or went dead."""
        self._listeners.append(listener)

    def switch(self, line: int, closed: bool, cause: int | None = None) -> None:
        """Close the switch of a line, or open it."""
        if self.grid.is_closed(line) is not closed:
            self.grid.switch(line, closed)
            self._follow(self._log.add(self._clock.now, SwitchChanged(line, closed), cause))

    def _break_node(self, node: int, whole: bool, cause: int | None) -> None:
        self.grid.set_node(node, whole)
        self._broke(whole, self._note_node(node, cause), cause)

    def _break_line(self, line: int, whole: bool, cause: int | None) -> None:
        self.grid.set_line(line, whole)
        self._broke(whole, self._note_line(line, cause), cause)

    def _broke(self, whole: bool, told: int | None, cause: int | None) -> None:
        """Let all else follow from what became of the thing that broke or was mended, told before."""
        root = cause if told is None else told
        self._follow(root)
        for line in self._ties if whole else ():
            if self.grid.is_spare(line):
                self.switch(line, False, root)

    def _follow(self, cause: int | None) -> None:
        """Tell what became of the network, and look which ties are wanted."""
        for node in range(len(self._live)):
            self._note_node(node, cause)
        for line in range(len(self._live_lines)):
            self._note_line(line, cause)
        for listener in self._listeners:
            listener()
        self._watch_ties()

    def _note_node(self, node: int, cause: int | None) -> int | None:
        """Log a node if it has changed, and return the entry."""
        live = self.grid.live[node]
        if live is self._live[node]:
            return None
        self._live[node] = live
        self._causes[node] = self._log.add(self._clock.now, PowerNodeChanged(node, live), cause)
        return self._causes[node]

    def _note_line(self, line: int, cause: int | None) -> int | None:
        live = self.grid.live_lines[line]
        if live is self._live_lines[line]:
            return None
        self._live_lines[line] = live
        return self._log.add(self._clock.now, PowerLineChanged(line, live), cause)

    def _watch_ties(self) -> None:
        for line, tie in self._ties.items():
            wanted = self.grid.bridges_dark(line)
            if wanted is not self._wanted[line]:
                self._wanted[line] = wanted
                if wanted:
                    self._alarms[line].set(tie.delay_ms)
                else:
                    self._alarms[line].cancel()

    def _close(self, line: int) -> None:
        """Close a tie whose time has come; it follows from that one of its ends went dark."""
        ends = self.grid.lines[line]
        dark = ends.b if self.is_live(ends.a) else ends.a
        self._wanted[line] = False
        self.switch(line, True, self._causes[dark])
