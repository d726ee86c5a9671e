"""The power network 电网 as a graph: energised is what closed, whole lines join to a source.

Voltages and overload are left out. The graph is searched only when something has changed.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple


class GridLine(NamedTuple):
    """A line between two nodes 线路.

    Attributes
    ----------
    a, b
        Nodes at its ends.
    closed
        Whether it is closed as the network normally stands; a tie 联络线 is open.
    """

    a: int
    b: int
    closed: bool = True


class Grid:
    """Substations, feeders, transformer areas and the lines between them.

    Parameters
    ----------
    count
        Number of nodes, which are called 0, 1, and so on.
    sources
        Nodes into which power flows from outside.
    lines
        Lines by number.

    Attributes
    ----------
    lines
        Lines by number, as they normally stand.
    searches
        How often the graph was searched.

    Raises
    ------
    IndexError
        Every method, for a node or line that is not there.

    Examples
    --------
    >>> grid = Grid(3, [0], [GridLine(0, 1), GridLine(1, 2), GridLine(0, 2, closed=False)])
    >>> grid.set_line(1, whole=False)
    >>> grid.live
    (True, True, False)
    >>> grid.switch(2, closed=True)
    >>> grid.live
    (True, True, True)
    """

    def __init__(self, count: int, sources: Iterable[int], lines: Sequence[GridLine]) -> None:
        self.lines = tuple(lines)
        self.searches = 0
        self._sources = sorted(sources)
        self._node_whole = [True] * count
        self._line_whole = [True] * len(self.lines)
        self._closed = [line.closed for line in self.lines]
        self._ends: list[list[tuple[int, int]]] = [[] for _ in range(count)]
        for number, line in enumerate(self.lines):
            self._ends[line.a].append((number, line.b))
            self._ends[line.b].append((number, line.a))
        self._live: tuple[bool, ...] | None = None
        self._live_lines: tuple[bool, ...] | None = None

    # --- what happens

    def set_node(self, node: int, whole: bool) -> None:
        """Let a node break, with all that passes through it, or be whole again."""
        self._set(self._node_whole, node, whole)

    def set_line(self, line: int, whole: bool) -> None:
        """Let a line break, or be whole again."""
        self._set(self._line_whole, line, whole)

    def switch(self, line: int, closed: bool) -> None:
        """Close the switch of a line, or open it."""
        self._set(self._closed, line, closed)

    # --- what is true

    @property
    def live(self) -> tuple[bool, ...]:
        """Whether each node is energised."""
        if self._live is None:
            self._live = self._search(None)
        return self._live

    @property
    def live_lines(self) -> tuple[bool, ...]:
        """Whether each line is energised from end to end."""
        if self._live_lines is None:
            live, conducts = self.live, self._conducts
            self._live_lines = tuple(
                conducts(i) and live[line.a] and live[line.b] for i, line in enumerate(self.lines)
            )
        return self._live_lines

    def is_closed(self, line: int) -> bool:
        """Whether the switch of a line is closed."""
        return self._closed[line]

    def bridges_dark(self, line: int) -> bool:
        """Whether an open, whole line joins a node that is energised to a whole one that is not."""
        a, b = self.lines[line].a, self.lines[line].b
        whole = self._line_whole[line] and self._node_whole[a] and self._node_whole[b]
        return whole and not self._closed[line] and self.live[a] is not self.live[b]

    def is_spare(self, line: int) -> bool:
        """Whether a line that is closed could be opened without letting any node go dead."""
        return self._closed[line] and self._search(line) == self.live

    # --- inside

    def _set(self, states: list[bool], number: int, state: bool) -> None:
        if states[number] is not state:
            states[number] = state
            self._live = self._live_lines = None

    def _conducts(self, line: int) -> bool:
        return self._closed[line] and self._line_whole[line]

    def _search(self, without: int | None) -> tuple[bool, ...]:
        """Return which nodes a way leads to from a source, over all lines or all but one."""
        self.searches += 1
        live = [False] * len(self._ends)
        waiting = [node for node in self._sources if self._node_whole[node]]
        for node in waiting:
            live[node] = True
        while waiting:
            for line, node in self._ends[waiting.pop()]:
                if not live[node] and line != without and self._conducts(line) and self._node_whole[node]:
                    live[node] = True
                    waiting.append(node)
        return tuple(live)
