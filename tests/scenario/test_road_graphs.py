"""Whether a road graph is in one piece, judged against NetworkX on random graphs."""

from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from worlds import line
from worlds_on_disk import FILES, write, write_rows

from sim.scenario.load import check, load

COUNT = 6
Link = tuple[int, int, bool]
LINKS = st.lists(
    st.tuples(st.integers(0, COUNT - 1), st.integers(0, COUNT - 1), st.booleans()).filter(
        lambda link: link[0] != link[1]
    ),
    min_size=1,
    max_size=14,
)


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with six nodes; each example writes roads.csv anew."""
    return write(tmp_path_factory.mktemp("graphs") / "world", line(nodes=COUNT))


def road(number: int, link: Link) -> dict[str, Any]:
    """Return a row of roads.csv."""
    a, b, oneway = link
    plain = {"road_class": "local", "length_km": 1, "label": "assumption", "source": "drawn at random"}
    return {"id": f"R{number:02d}", "a": f"N{a:02d}", "b": f"N{b:02d}", "oneway": oneway, **plain}


def graph(links: list[Link]) -> "nx.DiGraph[str]":
    """Return the same roads as a graph."""
    found: nx.DiGraph[str] = nx.DiGraph()
    for a, b, oneway in links:
        found.add_edge(f"N{a:02d}", f"N{b:02d}")
        if not oneway:
            found.add_edge(f"N{b:02d}", f"N{a:02d}")
    return found


@settings(max_examples=60)
@given(LINKS)
def test_roads_are_in_one_piece_exactly_where_networkx_finds_them_so(world: Path, links: list[Link]) -> None:
    write_rows(world / FILES["links"], [road(number, link) for number, link in enumerate(links)])
    told = check(world)
    whole = graph(links)
    lonely = {fault.value for fault in told if fault.expected == "a node with at least one link"}
    assert lonely == {repr(f"N{i:02d}") for i in range(COUNT) if f"N{i:02d}" not in whole}
    apart = [fault for fault in told if "in one piece" in fault.expected]
    if "N00" not in whole:
        assert not apart
    else:
        assert (len(apart) == 0) is nx.is_strongly_connected(whole)
        _names_a_node_that_is_cut_off(apart, whole)


def _names_a_node_that_is_cut_off(apart: list[Any], whole: "nx.DiGraph[str]") -> None:
    for fault in apart:
        node = fault.value.strip("'")
        there, back = nx.has_path(whole, "N00", node), nx.has_path(whole, node, "N00")
        assert there is ("from this node" in fault.expected)
        assert not (there and back)


@settings(max_examples=20)
@given(st.permutations(range(COUNT)))
def test_the_order_of_rows_changes_neither_the_scenario_nor_its_faults(world: Path, order: list[int]) -> None:
    data = line(nodes=COUNT)
    write_rows(world / FILES["links"], data["links"])
    before = load(world).fingerprint
    write_rows(world / FILES["nodes"], [data["nodes"][i] for i in order])
    write_rows(world / FILES["villages"], [data["villages"][i] for i in reversed(order)])
    assert load(world).fingerprint == before
