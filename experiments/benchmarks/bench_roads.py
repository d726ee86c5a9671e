"""P5, P6, P7 and P18: cuts of roads, the question of a dispatcher, static tables and the loading of a map."""

import atexit
import random
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from experiments.benchmarks.cities import City, synthetic
from experiments.benchmarks.harness import Benchmark, Variant, all_equal, cpu_ms, ratio
from sim.network.roads import RoadGraph
from sim.network.router import Backend, Router, make_router

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

NODES, CUTS, INCIDENTS = 20_000, 400, 1_000
PART = 100  # a slow peer does one in so many of the cuts
FAST: tuple[Backend, ...] = ("cch", "scipy")
Answer = list[tuple[int, int]]


@cache
def city() -> City:
    """Return s20000."""
    return synthetic(NODES)


def some_nodes(count: int, seed: int) -> list[int]:
    """Return nodes drawn at random, none twice."""
    return random.Random(seed).sample(range(NODES), count)


def matrix(arcs: Any = ..., reverse: bool = False) -> "csr_array":
    """Return arcs as SciPy takes them, forth or back; all arcs where none are named."""
    from scipy.sparse import csr_array

    graph = city().graph
    ends = (graph.head, graph.tail) if reverse else (graph.tail, graph.head)
    return csr_array(
        (city().arc_ms[arcs].astype(float), (ends[0][arcs], ends[1][arcs])), shape=(NODES, NODES)
    )


def nearest(times: "NDArray[np.float64]") -> Answer:
    """Return the first of the smallest times with its position; nothing where all are infinite."""
    first = int(times.argmin())
    return [(int(times[first]), first)] if np.isfinite(times[first]) else []


# P5: after each cut of a road, which station is nearest to a place?


@dataclass(frozen=True)
class Storm:
    """Links that are cut one after the other, and the place to ask for after each cut."""

    links: Sequence[int]
    places: Sequence[int]
    stations: Sequence[int]

    def endure(self, router: Router) -> list[Answer]:
        """Close one link after the other, each followed by a question; then open all."""
        answers = []
        for link, place in zip(self.links, self.places, strict=True):
            router.close((link,))
            answers.append(router.nearest(place, self.stations, 1))
        router.open(self.links)
        router.nearest(self.places[0], self.stations, 1)
        return answers[PART - 1 :: PART]

    def recompute(self) -> list[Answer]:
        """Compute the table of all stations anew, for one in `PART` cuts."""
        from scipy.sparse.csgraph import dijkstra

        answers = []
        for cut in range(PART, CUTS + 1, PART):
            still_open = ~np.isin(city().graph.link, self.links[:cut])
            times = dijkstra(matrix(still_open), indices=self.stations)[:, self.places[cut - 1]]
            answers.append(nearest(times))
        return answers


@cache
def storm() -> Storm:
    """Return the storm of P5."""
    links = random.Random(3).sample(range(city().graph.n_links), CUTS)
    return Storm(links, some_nodes(CUTS, 2), some_nodes(50, 1))


def cuts() -> list[Variant]:
    """Return ways to follow the cuts of a storm."""
    fast, fallback = (make_router(city().graph, city().arc_ms, backend) for backend in FAST)
    return [
        Variant("cch", lambda: storm().endure(fast)),
        Variant("fallback", lambda: storm().endure(fallback), repeats=3),
        Variant("scipy 50 x N after each cut", storm().recompute, scale=PART, repeats=3),
    ]


def same_and_restored(results: Mapping[str, object]) -> str:
    """Compare the answers, and every time before the storm with that after it, bit for bit."""
    for backend in FAST:
        router = make_router(city().graph, city().arc_ms, backend)
        before = router.table(storm().stations, range(NODES)).tobytes()
        storm().endure(router)
        if router.table(storm().stations, range(NODES)).tobytes() != before:
            return f"{backend}: the table after reopening is not the one before"
    return all_equal(results)


# P6: which of 120 free units is nearest to an incident?


def questions() -> list[Variant]:
    """Return ways to answer a dispatcher."""
    import routingkit_cch as kit

    incidents = [(place, some_nodes(120, seed)) for seed, place in enumerate(some_nodes(INCIDENTS, 4))]
    few = incidents[:: INCIDENTS // PART]
    fast, fallback = (make_router(city().graph, city().arc_ms, backend) for backend in FAST)
    graph = city().graph
    order: list[int] = graph.elimination_order.tolist()
    metric = kit.CCHMetric(kit.CCH(order, graph.tails, graph.heads, False), city().arc_ms.tolist())
    many = kit.CCHManyToOne(metric, incidents[0][1])
    back = matrix(reverse=True)

    def raw() -> list[Answer]:
        answers = []
        for place, units in incidents:
            many.repin_sources(units)
            times = many.distances_to(place)
            ms = min(time for time in times if time is not None)
            answers.append([(ms, times.index(ms))])
        return answers[:: INCIDENTS // PART]

    def one_to_all() -> list[Answer]:
        from scipy.sparse.csgraph import dijkstra

        answers = []
        for place, units in few:
            times = dijkstra(back, indices=[place])[0, units]
            answers.append(nearest(times))
        return answers

    def asked(router: Router) -> list[Answer]:
        return [router.nearest(place, units, 1) for place, units in incidents][:: INCIDENTS // PART]

    return [
        Variant("cch", lambda: asked(fast)),
        Variant("raw cch call", raw),
        Variant("fallback", lambda: asked(fallback)),
        Variant("scipy one-to-all", one_to_all, scale=INCIDENTS / len(few)),
    ]


# P7: the table from stations to every node


def tables(stations: int) -> list[Variant]:
    """Return ways to compute the table of some stations."""
    sources = some_nodes(stations, 5)
    fast, fallback = (make_router(city().graph, city().arc_ms, backend) for backend in FAST)
    raw = matrix()

    def peer() -> bytes:
        from scipy.sparse.csgraph import dijkstra

        return dijkstra(raw, indices=sources).astype(np.int64).tobytes()

    return [
        Variant("cch", lambda: fast.table(sources, range(NODES)).tobytes()),
        Variant("fallback", lambda: fallback.table(sources, range(NODES)).tobytes()),
        Variant("scipy", peer),
    ]


# P18: from a file to the first answer


def loading() -> list[Variant]:
    """Return ways to load a map and ask it for one time."""
    import networkx as nx

    folder = Path(tempfile.mkdtemp(prefix="sanduan-"))
    atexit.register(shutil.rmtree, folder)
    native, times, foreign = folder / "map.npz", folder / "arc_ms.npy", folder / "map.graphml"
    graph, arc_ms = city().graph, city().arc_ms
    graph.save(native)
    np.save(times, arc_ms)
    roads: nx.DiGraph[int] = nx.DiGraph()
    roads.add_nodes_from(range(NODES))
    for arc, ms in enumerate(arc_ms.tolist()):
        roads.add_edge(graph.tails[arc], graph.heads[arc], ms=ms, link=graph.links[arc])
    nx.write_graphml(roads, foreign)

    def ready(backend: Backend) -> int | None:
        router = make_router(RoadGraph.load(native), np.load(times), backend)
        return router.times_to(NODES - 1, (0,))[0]

    return [
        Variant("npz and cch, first answer", lambda: ready("cch")),
        Variant("npz and fallback, first answer", lambda: ready("scipy")),
        Variant("networkx GraphML", lambda: nx.read_graphml(foreign, node_type=int), repeats=3),
    ]


def same_way(results: Mapping[str, object]) -> str:
    """Compare the first answers with the length of the way in the graph that NetworkX read."""
    import networkx as nx

    def answer(found: object) -> object:
        if not isinstance(found, nx.Graph):
            return found
        return nx.dijkstra_path_length(found, 0, NODES - 1, weight="ms")

    return all_equal({name: answer(found) for name, found in results.items()})


def benchmarks() -> list[Benchmark]:
    """Return the benchmarks of roads."""
    return [
        Benchmark(
            "P5",
            "road cut",
            f"s20000, {CUTS} random cuts one by one, after each the nearest of 50 stations to a place; then "
            "all are reopened. The table 50 x N is the same afterwards, bit for bit.",
            cuts,
            (
                ratio("cch", "scipy 50 x N after each cut", 1 / 1000),
                cpu_ms("cch", 52),
                ratio("fallback", "scipy 50 x N after each cut", 1 / 50),
            ),
            same_and_restored,
        ),
        Benchmark(
            "P6",
            "dispatch query",
            f"s20000, {INCIDENTS} incidents, the nearest of 120 units that stand elsewhere each time",
            questions,
            (ratio("cch", "raw cch call", 3), ratio("fallback", "scipy one-to-all", 1 / 8)),
        ),
        *(
            Benchmark(
                f"P7-{stations}",
                "static matrix",
                f"s20000, times from {stations} stations to every node",
                partial(tables, stations),
                (ratio("cch", "scipy", 1.2), ratio("fallback", "scipy", 1.2)),
            )
            for stations in (40, 50)
        ),
        Benchmark(
            "P18",
            "map load",
            "s20000 from its native form with stored order of elimination, up to the first answer; "
            "NetworkX reads GraphML and is asked nothing",
            loading,
            (
                cpu_ms("npz and cch, first answer", 50),
                ratio("npz and cch, first answer", "networkx GraphML", 1 / 30),
                ratio("npz and fallback, first answer", "networkx GraphML", 1 / 30),
            ),
            same_way,
        ),
    ]
