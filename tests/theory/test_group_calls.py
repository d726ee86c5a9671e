"""Group calls over several sites are lost as loss networks say, and wait as a small Markov chain says."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import product
from math import factorial, fsum, prod, sqrt
from statistics import fmean, stdev
from typing import Final

import numpy as np
import pytest
from exact import erlang_b, erlang_c, mmc_wait

from sim.comms.trunk.background import Background
from sim.comms.trunk.group_call import Backhaul, GroupCall
from sim.comms.trunk.slots import Slots
from sim.kernel.clock import Clock
from sim.kernel.draw import Draws, Streams
from sim.terms.enums import Precedence

ROUTINE = Precedence.ROUTINE
HOLD_MS = 8_000
REPS = 20
Over = tuple[int, ...]
"""The sites over which a call goes."""


class Network:
    """Sites of some slots each, and calls that hold a slot at each of some of them."""

    def __init__(self, rep: int, slots: Sequence[int], patience_ms: int | None, others: float = 0.0) -> None:
        self.streams, self.clock = Streams(2025, rep), Clock()
        made = [
            Background(self.streams(f"others {i}"), {ROUTINE: others}, HOLD_MS) for i in range(len(slots))
        ]
        self.sites = [
            Slots(self.clock, i, count, patience_ms, made[i] if others else None)
            for i, count in enumerate(slots)
        ]
        self.links = [Backhaul() for _ in slots]
        self.waits: dict[Over, list[float]] = {}
        self.lost: dict[Over, list[bool]] = {}

    def call(self, over: Over, draws: Draws, on_over: Callable[[], None] = lambda: None) -> None:
        asked_ms = self.clock.now

        def began() -> None:
            self.waits.setdefault(over, []).append((self.clock.now - asked_ms) / HOLD_MS)
            self.lost.setdefault(over, []).append(False)

        def failed(_: object) -> None:
            self.lost.setdefault(over, []).append(True)
            on_over()

        sites, links = [self.sites[i] for i in over], [self.links[i] for i in over]
        hold_ms = max(1, round(draws.exponential(HOLD_MS)))
        GroupCall(self.clock, sites, links, hold_ms, ROUTINE, began, failed, on_over, None).dial()

    def stream(self, over: Over, load: float) -> None:
        """Let calls come as a Poisson process."""
        draws = self.streams(f"calls over {over}")

        def come() -> None:
            self.call(over, draws)
            self.clock.call_after(round(draws.exponential(HOLD_MS / load)), come)

        self.clock.call_after(round(draws.exponential(HOLD_MS / load)), come)

    def source(self, over: Over, load: float) -> None:
        """Let somebody call who calls again some time after the call has ended."""
        draws = self.streams(f"source over {over}")
        call = partial(self.call, over, draws)

        def think() -> None:
            self.clock.call_after(round(draws.exponential(HOLD_MS / load)), partial(call, think))

        think()

    def run(self, holding_times: float) -> "Network":
        self.clock.run(round(holding_times * HOLD_MS))
        return self


def agrees(means: Sequence[float], exact: float) -> bool:
    """Whether the mean over replications is within three standard errors of the exact figure."""
    mean, error = fmean(means), stdev(means) / sqrt(len(means))
    print(f"simulated {mean:.5f} +- {error:.5f}, exact {exact:.5f}")
    return abs(mean - exact) <= 3 * error


# --- without patience: loss networks


def kelly(slots: Sequence[int], loads: Mapping[Over, float]) -> dict[Over, float]:
    """Share of the calls of each stream that a loss network turns away (product form, Kelly 1991)."""
    streams = list(loads)

    def fits(calls: Sequence[int]) -> bool:
        taken = [
            sum(n for n, over in zip(calls, streams, strict=True) if i in over) for i in range(len(slots))
        ]
        return all(n <= most for n, most in zip(taken, slots, strict=True))

    most = [min(slots[i] for i in over) for over in streams]
    states = [calls for calls in product(*(range(n + 1) for n in most)) if fits(calls)]
    weights = [
        prod(loads[s] ** n / factorial(n) for s, n in zip(streams, state, strict=True)) for state in states
    ]
    blocked = {}
    for place, over in enumerate(streams):
        full = [
            weight
            for state, weight in zip(states, weights, strict=True)
            if not fits([n + (i == place) for i, n in enumerate(state)])
        ]
        blocked[over] = fsum(full) / fsum(weights)
    return blocked


def test_a_loss_network_of_one_site_is_that_of_erlang() -> None:
    assert kelly([7], {(0,): 5.0}) == {(0,): pytest.approx(erlang_b(7, 5.0))}


@pytest.mark.parametrize(
    ("slots", "loads"),
    [
        ([1, 1], {(0, 1): 0.5, (0,): 0.3, (1,): 0.6}),
        ([3, 7], {(0, 1): 1.5, (0,): 1.0, (1,): 4.0}),
        ([2, 3, 2], {(0, 1, 2): 0.4, (0, 1): 0.5, (1, 2): 0.3, (1,): 0.8}),
    ],
)
def test_without_patience_groups_that_share_sites_are_lost_as_in_a_loss_network(
    slots: list[int], loads: dict[Over, float]
) -> None:
    reps = []
    for rep in range(REPS):
        network = Network(rep, slots, 0)
        for over, load in loads.items():
            network.stream(over, load)
        reps.append(network.run(1_500))
    for over, exact in kelly(slots, loads).items():
        assert agrees([fmean(rep.lost[over]) for rep in reps], exact)


def test_a_rare_group_call_among_other_users_finds_all_its_sites_free_by_the_product_of_chances() -> None:
    slots, others = [1, 3, 7], 1.2
    reps = [Network(rep, slots, 0, others) for rep in range(REPS)]
    for rep in reps:
        rep.stream((0, 1, 2), 1e-3)
        rep.run(600_000)
    free = prod(1 - erlang_b(count, others) for count in slots)
    assert agrees([fmean(rep.lost[0, 1, 2]) for rep in reps], 1 - free)


# --- with patience without end


def test_calls_of_one_group_over_three_sites_wait_as_at_one_site_alone() -> None:
    reps = [Network(rep, [3, 3, 3], None) for rep in range(REPS)]
    for rep in reps:
        rep.stream((0, 1, 2), 2.0)
        rep.run(1_500)
    assert agrees([fmean(wait > 0 for wait in rep.waits[0, 1, 2]) for rep in reps], erlang_c(3, 2.0))
    assert agrees([fmean(rep.waits[0, 1, 2]) for rep in reps], mmc_wait(3, 2.0))


IDLE, AT_A, AT_B, TALKS = range(4)
"""What the three are about: nothing, waiting at site A, at site B, talking."""
State = tuple[int, int, int]
"""Somebody who calls over A alone, over B alone, over both."""
SLOTS: Final = [1, 1]


def moves(state: State, load: float) -> Iterator[tuple[float, State]]:
    """Yield what can happen at two sites of one slot: the group takes A first, holds it, and waits for B."""
    a, b, both = state
    if a == IDLE:
        yield load, (AT_A if both in (AT_B, TALKS) else TALKS, b, both)
    if b == IDLE:
        yield load, (a, AT_B if both == TALKS else TALKS, both)
    if both == IDLE:
        yield load, (a, b, AT_A if a == TALKS else AT_B if b == TALKS else TALKS)
    if a == TALKS:
        yield 1.0, (IDLE, b, both if both != AT_A else AT_B if b == TALKS else TALKS)
    if b == TALKS:
        yield 1.0, (a, IDLE, TALKS if both == AT_B else both)
    if both == TALKS:
        yield 1.0, (TALKS if a == AT_A else a, TALKS if b == AT_B else b, IDLE)


def chain(load: float) -> dict[State, float]:
    """Return the share of time that the chain spends in each state."""
    states: list[State] = [(IDLE, IDLE, IDLE)]
    for state in states:
        states += [found for _, found in moves(state, load) if found not in states]
    rates = np.zeros((len(states), len(states)))
    for i, state in enumerate(states):
        for rate, found in moves(state, load):
            rates[i, states.index(found)] += rate
            rates[i, i] -= rate
    rates[:, 0] = 1.0  # in place of one equation, that the shares add up
    shares = np.linalg.solve(rates.T, np.eye(len(states))[0])
    return dict(zip(states, shares.tolist(), strict=True))


@pytest.mark.parametrize("load", [0.5, 2.0])
def test_a_group_holds_what_it_has_while_it_waits_as_its_markov_chain_says(load: float) -> None:
    shares = chain(load)
    reps, whole = [Network(rep, SLOTS, None) for rep in range(REPS)], 2_000
    for rep in reps:
        for over in ((0,), (1,), (0, 1)):
            rep.source(over, load)
        rep.run(whole)
    for place, over in enumerate([(0,), (1,), (0, 1)]):
        talks = fsum(share for state, share in shares.items() if state[place] == TALKS)
        waits = fsum(share for state, share in shares.items() if state[place] in (AT_A, AT_B))
        # calls that begin in a mean holding time are the share of time in which one talks; then Little's law
        assert agrees([len(rep.waits[over]) / whole for rep in reps], talks)
        assert agrees([fmean(rep.waits[over]) for rep in reps], waits / talks)
