"""The mesh against exact figures: random geometric graphs, and messages carried from node to node.

Nodes live on the unit torus, told as longitude and latitude; a relay of messages is written here over the
mesh and the clock, as a crew that stores and forwards would use them.
"""

from collections.abc import Iterable
from math import exp, fsum, hypot, inf, log, pi, sqrt
from statistics import fmean, stdev

import pytest
from exact import table

from sim.comms.mesh import Mesh
from sim.comms.mesh_link import MeshNode, NodeKind
from sim.kernel.clock import Clock
from sim.kernel.draw import Draws, Streams
from sim.terms.units import DAY_MS, HOUR_MS

POINT = NodeKind("point", "点", 1.0, 0.0, 1.0, 0, 10_000 * DAY_MS, True)


def disc(radius: float):
    """A loss that is nothing within a radius on the torus, and infinite beyond."""

    def loss_db(a: MeshNode, b: MeshNode) -> float:
        x, y = abs(a.lon - b.lon), abs(a.lat - b.lat)
        return 0.0 if hypot(min(x, 1 - x), min(y, 1 - y)) <= radius else inf

    return loss_db


def scattered(nodes: int, radius: float, draws: Draws) -> Mesh:
    mesh = Mesh(loss=disc(radius))
    for number in range(nodes):
        mesh.deploy(0, MeshNode(number, POINT, draws.uniform(), draws.uniform()))
    return mesh


def within_three_errors(found: Iterable[float], exact: float) -> bool:
    values = list(found)
    error = stdev(values) / sqrt(len(values))
    print(f"{fmean(values):.5f} +- {error:.5f}, exact {exact:.5f}")
    return abs(fmean(values) - exact) <= 3 * error


# --- random geometric graphs


@pytest.mark.parametrize("row", table("rgg_torus_checks.csv"))
def test_the_table_of_random_graphs_is_that_of_its_formulas(row: dict[str, float]) -> None:
    n, disc_area = row["n"], pi * row["radius"] ** 2
    assert row["mean_degree_exact"] == pytest.approx((n - 1) * disc_area, abs=1e-6)
    assert row["expected_isolated_nodes_exact"] == pytest.approx(n * (1 - disc_area) ** (n - 1), abs=1e-6)
    c = n * disc_area - log(n)
    assert row["P_connected_asymptotic_exp(-exp(-c))"] == pytest.approx(exp(-exp(-c)), abs=1e-6)


@pytest.mark.parametrize("row", table("rgg_torus_checks.csv"), ids=lambda row: f"{row['n']:.0f}")
def test_scattered_nodes_hear_as_many_others_and_as_often_nobody_as_theory_says(row) -> None:
    nodes, radius = int(row["n"]), row["radius"]
    draws = Streams(2024, nodes)(f"rgg/{radius}")
    degrees, isolated = [], []
    for _ in range(5000 // nodes):
        mesh = scattered(nodes, radius, draws)
        heard = [len(mesh.neighbours(0, node)) for node in range(nodes)]
        degrees.append(fsum(heard) / nodes)
        isolated.append(float(heard.count(0)))
        assert sum(len(part) == 1 for part in mesh.partitions(0)) == heard.count(0)
    assert within_three_errors(degrees, row["mean_degree_exact"])
    assert within_three_errors(isolated, row["expected_isolated_nodes_exact"])


# --- messages carried from node to node


class Relay:
    """Nodes that meet pairwise by chance, hear each other only then, and carry one message 存储转发.

    Parameters
    ----------
    nodes
        With the source, which is the first, and the destination, the last.
    mean_ms
        Mean time between two meetings of one pair, in ms.
    epidemic
        Whether everybody who has the message passes it on; otherwise only the source does, to one who then
        hands it to nobody but the destination.
    """

    def __init__(self, clock: Clock, draws: Draws, nodes: int, mean_ms: float, epidemic: bool) -> None:
        self._clock, self._draws, self._nodes, self._epidemic = clock, draws, nodes, epidemic
        self._mean_ms = mean_ms / (nodes * (nodes - 1) / 2)
        self._mesh = Mesh(loss=disc(0.001))
        for number in range(nodes):
            self._mesh.deploy(0, MeshNode(number, POINT, number / nodes, 0.0))
        self._has = [True] + [False] * (nodes - 1)
        self.delivered_ms: int | None = None
        self._wait()

    def _wait(self) -> None:
        self._clock.call_after(round(self._draws.exponential(self._mean_ms)), self._meet)

    def _meet(self) -> None:
        """One walks up to another, they talk, and it walks back."""
        one = int(self._draws.uniform() * self._nodes)
        other = (one + 1 + int(self._draws.uniform() * (self._nodes - 1))) % self._nodes
        now = self._clock.now
        self._mesh.move(now, one, other / self._nodes, 0.0)
        assert self._mesh.neighbours(now, one) == (other,)
        self._pass_on(one, other)
        self._pass_on(other, one)
        self._mesh.move(now, one, one / self._nodes, 0.0)
        if self._has[-1]:
            self.delivered_ms = now
        else:
            self._wait()

    def _pass_on(self, giver: int, taker: int) -> None:
        may = self._epidemic or giver == 0 or taker == self._nodes - 1
        if self._has[giver] and may and self._mesh.path(self._clock.now, giver, taker):
            self._has[taker] = True


def delay(draws: Draws, nodes: int, rate: float, epidemic: bool) -> float:
    clock = Clock()
    relay = Relay(clock, draws, nodes, HOUR_MS / rate, epidemic)
    clock.run(1000 * HOUR_MS)
    assert relay.delivered_ms is not None
    return relay.delivered_ms / HOUR_MS


@pytest.mark.parametrize("row", table("dtn_delay.csv"))
def test_the_table_of_delays_is_that_of_its_formulas(row: dict[str, float]) -> None:
    relays, rate = int(row["nodes_incl_source_and_destination"]) - 1, row["pair_meeting_rate"]
    epidemic = fsum(1 / i for i in range(1, relays + 1)) / (rate * relays)
    assert row["E_delay_epidemic"] == pytest.approx(epidemic, abs=1e-8)
    alone, two_hop = 1.0, 0.0  # alone: chance that the destination has met none of the i holders so far
    for holders in range(1, relays + 1):
        two_hop += alone / (rate * relays)
        alone *= 1 - holders / relays
    assert row["E_delay_two_hop"] == pytest.approx(two_hop, abs=1e-8)


@pytest.mark.parametrize("epidemic", [True, False], ids=["epidemic", "two-hop"])
@pytest.mark.parametrize("row", table("dtn_delay.csv"), ids=lambda row: f"{next(iter(row.values())):.0f}")
def test_a_message_is_carried_as_fast_as_theory_says(row: dict[str, float], epidemic: bool) -> None:
    nodes, rate = int(row["nodes_incl_source_and_destination"]), row["pair_meeting_rate"]
    draws = Streams(77, nodes)(f"dtn/{epidemic}")
    found = [delay(draws, nodes, rate, epidemic) for _ in range(30 if nodes > 50 else 200)]
    assert within_three_errors(found, row["E_delay_epidemic" if epidemic else "E_delay_two_hop"])
