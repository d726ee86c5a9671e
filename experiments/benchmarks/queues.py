"""A queue with ten servers at 80 % load, three ways, on the same draws: for the benchmark of the kernel."""

import heapq
import random
from collections import deque
from collections.abc import Callable, Generator, Sequence
from functools import cache
from math import log1p
from statistics import fmean
from typing import Any

import simpy

from sim.kernel.clock import Clock
from sim.kernel.pool import Pool

CUSTOMERS, SERVERS, LOAD, SERVICE_MS = 100_000, 10, 0.8, 600_000
Waits = list[int]
Pairs = Sequence[tuple[int, int]]


@cache
def customers() -> Pairs:
    """Return (time since the one before, time of service) of each customer, in whole milliseconds."""
    draw = random.Random(5)
    between_ms = SERVICE_MS / SERVERS / LOAD
    pairs = [
        (-log1p(-draw.random()) * between_ms, -log1p(-draw.random()) * SERVICE_MS) for _ in range(CUSTOMERS)
    ]
    return [(round(gap), round(stay)) for gap, stay in pairs]


def queue_on_a_heap(pairs: Pairs) -> float:
    """Serve the customers with callbacks on a bare heap; return their mean wait."""
    waits: Waits = []
    heap: list[tuple[int, int, Callable[[int, int], None], int]] = []
    line: deque[tuple[int, int]] = deque()
    free, number = SERVERS, 0

    def push(t_ms: int, act: Callable[[int, int], None], what: int) -> None:
        nonlocal number
        number += 1
        heapq.heappush(heap, (t_ms, number, act, what))

    def come(now_ms: int, customer: int) -> None:
        nonlocal free
        if customer + 1 < len(pairs):
            push(now_ms + pairs[customer + 1][0], come, customer + 1)
        if free:
            free -= 1
            waits.append(0)
            push(now_ms + pairs[customer][1], go, customer)
        else:
            line.append((now_ms, customer))

    def go(now_ms: int, _: int) -> None:
        nonlocal free
        if line:
            came_ms, customer = line.popleft()
            waits.append(now_ms - came_ms)
            push(now_ms + pairs[customer][1], go, customer)
        else:
            free += 1

    push(pairs[0][0], come, 0)
    while heap:
        t_ms, _, act, what = heapq.heappop(heap)
        act(t_ms, what)
    return fmean(waits)


def queue_of_simpy(pairs: Pairs) -> float:
    """Serve the customers with a process each and SimPy's Resource."""
    env, waits = simpy.Environment(), []
    servers = simpy.Resource(env, SERVERS)

    def visit(stay_ms: int) -> Generator[Any, Any, None]:
        came_ms = env.now
        with servers.request() as request:
            yield request
            waits.append(env.now - came_ms)
            yield env.timeout(stay_ms)

    def come() -> Generator[Any, Any, None]:
        for gap_ms, stay_ms in pairs:
            yield env.timeout(gap_ms)
            env.process(visit(stay_ms))

    env.process(come())
    env.run()
    return fmean(waits)


def queue_of_ours(pairs: Pairs) -> float:
    """Serve the customers with a process each and our pool."""
    clock, waits = Clock(), []
    servers = Pool(clock, range(SERVERS))

    def visit(stay_ms: int) -> Generator[Any, Any, None]:
        came_ms = clock.now
        server = servers.take()
        if server is None:
            server = yield servers.wait()
        waits.append(clock.now - came_ms)
        yield clock.wait(stay_ms)
        servers.give_back(server)

    def come() -> Generator[Any, Any, None]:
        for gap_ms, stay_ms in pairs:
            yield clock.wait(gap_ms)
            clock.start(visit(stay_ms))

    clock.start(come())
    clock.run(sum(gap + stay for gap, stay in pairs))
    return fmean(waits)
