"""The power network against NetworkX: energised is what is joined to a source, and cuts never add to it."""

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.network.power import Grid, GridLine

NODES = 7


@st.composite
def grids(draw: st.DrawFn) -> Grid:
    """Draw a grid of a few nodes, whole."""
    ends = st.integers(0, NODES - 1)
    pairs = draw(st.lists(st.tuples(ends, ends).filter(lambda ab: ab[0] != ab[1]), max_size=14))
    lines = [GridLine(a, b, draw(st.booleans())) for a, b in pairs]
    return Grid(NODES, draw(st.sets(ends, max_size=3)), lines)


Act = tuple[str, int, bool]
ACTS = st.lists(
    st.tuples(st.sampled_from(["node", "line", "switch"]), st.integers(0, 20), st.booleans()), max_size=20
)


def do(grid: Grid, act: Act) -> None:
    """Let something happen, as far as there is anything to which it can."""
    what, number, state = act
    if what == "node":
        grid.set_node(number % NODES, state)
    elif grid.lines and what == "line":
        grid.set_line(number % len(grid.lines), state)
    elif grid.lines:
        grid.switch(number % len(grid.lines), state)


class Told:
    """The same grid, kept as sets of what is broken and open, and asked of NetworkX."""

    def __init__(self, grid: Grid, sources: list[int]) -> None:
        self.lines, self.sources = grid.lines, sources
        self.dead_nodes: set[int] = set()
        self.dead_lines: set[int] = set()
        self.open = {i for i, line in enumerate(grid.lines) if not line.closed}

    def do(self, act: Act) -> None:
        what, number, state = act
        if what == "node":
            (self.dead_nodes.discard if state else self.dead_nodes.add)(number % NODES)
        elif self.lines:
            number %= len(self.lines)
            chosen = self.dead_lines if what == "line" else self.open
            (chosen.discard if state else chosen.add)(number)

    def live(self, without: int | None = None) -> tuple[bool, ...]:
        graph = nx.Graph()
        graph.add_nodes_from(node for node in range(NODES) if node not in self.dead_nodes)
        gone = self.dead_lines | self.open | {without}
        graph.add_edges_from(
            (line.a, line.b)
            for i, line in enumerate(self.lines)
            if i not in gone and line.a in graph and line.b in graph
        )
        fed = [node for node in self.sources if node in graph]
        reached = {n for source in fed for n in nx.node_connected_component(graph, source)}
        return tuple(node in reached for node in range(NODES))


@settings(max_examples=200)
@given(grids(), ACTS)
def test_energised_is_what_networkx_joins_to_a_source(grid: Grid, acts: list[Act]) -> None:
    told = Told(grid, grid._sources)
    for act in acts:
        do(grid, act)
        told.do(act)
        live = told.live()
        assert grid.live == live
        for number, line in enumerate(grid.lines):
            whole = number not in told.dead_lines
            stands = not {line.a, line.b} & told.dead_nodes
            closed = number not in told.open
            assert grid.is_closed(number) is closed
            assert grid.live_lines[number] is (whole and closed and live[line.a] and live[line.b])
            wanted = whole and stands and not closed and live[line.a] is not live[line.b]
            assert grid.bridges_dark(number) is wanted
            assert grid.is_spare(number) is (closed and told.live(without=number) == live)


@settings(max_examples=100)
@given(grids(), st.lists(st.tuples(st.sampled_from(["node", "line", "switch"]), st.integers(0, 20))))
def test_whatever_breaks_or_is_opened_never_gives_anybody_power(
    grid: Grid, cuts: list[tuple[str, int]]
) -> None:
    before = grid.live
    for what, number in cuts:
        do(grid, (what, number, False))
        after = grid.live
        assert all(was or not now for was, now in zip(before, after, strict=True))
        before = after


@settings(max_examples=60)
@given(grids(), ACTS)
def test_what_is_mended_and_switched_as_before_is_as_before(grid: Grid, acts: list[Act]) -> None:
    before, closed = grid.live, [grid.is_closed(i) for i in range(len(grid.lines))]
    for act in acts:
        do(grid, act)
    for node in range(NODES):
        grid.set_node(node, True)
    for number, state in enumerate(closed):
        grid.set_line(number, True)
        grid.switch(number, state)
    assert grid.live == before


def chain() -> Grid:
    """Return a source, two nodes behind it, and a tie past the first of them."""
    return Grid(3, [0], [GridLine(0, 1), GridLine(1, 2), GridLine(0, 2, closed=False)])


def test_the_network_is_searched_only_when_something_has_changed() -> None:
    grid = chain()
    for _ in range(3):
        assert grid.live == (True, True, True)
        assert grid.live_lines == (True, True, False)
    grid.set_line(0, True)
    grid.switch(1, True)
    assert grid.live[2]
    assert grid.searches == 1
    grid.set_line(0, False)
    assert grid.live == (True, False, False)
    assert grid.searches == 2


def test_a_tie_feeds_from_the_other_side() -> None:
    grid = chain()
    grid.set_line(0, False)
    assert grid.bridges_dark(2)
    grid.switch(2, True)
    assert grid.live == (True, True, True)
    assert not grid.is_spare(2)
    grid.set_line(0, True)
    assert grid.is_spare(2)


def test_a_broken_source_feeds_nobody_and_a_grid_without_one_is_dark() -> None:
    grid = chain()
    grid.set_node(0, False)
    assert grid.live == (False, False, False)
    assert Grid(2, [], [GridLine(0, 1)]).live == (False, False)


def test_what_is_not_there_cannot_break() -> None:
    with pytest.raises(IndexError):
        chain().set_line(3, False)
    with pytest.raises(IndexError):
        chain().set_node(3, False)
