"""Synthetic road networks of a district's size, the same on every machine.

Points are uniform at one node for 0.15 km2. Roads are the minimum spanning tree of their Delaunay
triangulation and random short edges of it, up to 1.35 roads for each node. A road is 1.3 times as long as the
straight line and driven at 20 to 80 km/h; times are whole milliseconds. Every road leads both ways.
"""

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sim.network.roads import RoadGraph

KM2_PER_NODE = 0.15
ROADS_PER_NODE = 1.35
DETOUR = 1.3
SPEED_KMH = (20.0, 80.0)
DEGREE_KM = 111.0

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class City:
    """A road graph with the time of each arc."""

    graph: RoadGraph
    arc_ms: Ints


def synthetic(nodes: int, seed: int = 1) -> City:
    """Return the synthetic city of a given size; ``synthetic(20_000)`` is s20000."""
    rng = np.random.default_rng(seed)
    points = rng.random((nodes, 2)) * math.sqrt(nodes * KM2_PER_NODE)
    a, b, straight_km = _roads(points, rng)
    hours = straight_km * DETOUR / rng.uniform(*SPEED_KMH, size=len(a))
    road_ms = np.maximum(1, np.rint(hours * 3_600_000)).astype(np.int64)
    graph = RoadGraph.from_links(
        a, b, n_nodes=nodes, lon=107 + points[:, 0] / DEGREE_KM, lat=29 + points[:, 1] / DEGREE_KM
    )
    return City(graph, road_ms[graph.link])


def _roads(points: Floats, rng: np.random.Generator) -> tuple[Ints, Ints, Floats]:
    """Return both ends and the straight length of each road: the tree, then random short edges."""
    a, b, km = _triangulated(points)
    in_tree = _spanning_tree(a, b, km, len(points))
    spare = np.flatnonzero(~in_tree)
    wanted = max(0, round(ROADS_PER_NODE * len(points)) - int(in_tree.sum()))
    # short edges first, shaken, so that a few longer ones come in too
    haste = km[spare] * rng.uniform(0.5, 1.5, size=len(spare))
    chosen = np.sort(
        np.concatenate([np.flatnonzero(in_tree), spare[np.argsort(haste, kind="stable")[:wanted]]])
    )
    return a[chosen], b[chosen], km[chosen]


def _triangulated(points: Floats) -> tuple[Ints, Ints, Floats]:
    from scipy.spatial import Delaunay

    triangles = Delaunay(points).simplices.astype(np.int64)
    sides = np.sort(
        np.concatenate([triangles[:, [0, 1]], triangles[:, [1, 2]], triangles[:, [0, 2]]]), axis=1
    )
    a, b = np.unique(sides, axis=0).T
    return a, b, np.hypot(*(points[a] - points[b]).T)


def _spanning_tree(a: Ints, b: Ints, km: Floats, nodes: int) -> npt.NDArray[np.bool_]:
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import minimum_spanning_tree

    tree = minimum_spanning_tree(csr_array((km, (a, b)), shape=(nodes, nodes))).tocoo()
    low, high = np.minimum(tree.row, tree.col), np.maximum(tree.row, tree.col)
    return np.isin(a * nodes + b, low.astype(np.int64) * nodes + high)
