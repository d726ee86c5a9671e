"""L1: showing an exercise to thirty browsers: processor time of the push, and how late a view comes."""

import asyncio
import json
import math
import multiprocessing as mp
import tempfile
import time
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from experiments.benchmarks.harness import Benchmark, Goal, Runs, Variant, nothing_to_compare
from sim.live.host import Desk, open_room
from sim.live.room import Room
from sim.scenario.load import load

CLIENTS = 30
OBJECTS = 500
SPAN_S = 20.0
TICK_S = 0.5
SEATS = ("facilitator", "evaluator", "centre")


class Load(NamedTuple):
    """What was measured: share of one core, delay of views in ms, views for each client and second."""

    core: float
    p50_ms: float
    p95_ms: float
    per_s: float


class Moving(Room):
    """A room in which all of many objects move at each tick; each view says when it was made."""

    def tick(self, wall_s: float) -> None:
        """Let everything move."""
        self.version += 1

    def frame(self, name: str, look: str | None = None) -> str:
        """Return a view with as many objects as there are to be, all of them new."""
        step = self.version
        units = [
            {"unit": n, "node": (n * 7 + step) % 97, "status": "en_route", "told_ms": step * 500 + n}
            for n in range(OBJECTS)
        ]
        view = {"kind": "view", "made": time.monotonic(), "seat": name, "units": units}
        return msgspec.json.encode(view).decode()


def serve(path: str, ready: Connection, end: Connection) -> None:
    """Serve until told to end; say port and tokens first, then the processor time of the span."""
    import threading

    import uvicorn

    from sim.live.server import Server

    def make() -> Room:
        room = open_room(load("hamlet"), Path(path))
        return Moving(room.exercise, room.seats)

    held = Server(make, Desk("127.0.0.1", 0).names, tick_s=TICK_S)
    tokens = [held.call(held.room.link, SEATS[n % len(SEATS)]) for n in range(CLIENTS)]
    config = uvicorn.Config(
        held.app, host="127.0.0.1", port=0, log_level="error", ws_per_message_deflate=False
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    ready.send((server.servers[0].sockets[0].getsockname()[1], tokens))
    end.recv()  # everybody is in
    before = time.process_time()
    end.recv()  # the span is over
    ready.send(time.process_time() - before)
    server.should_exit = True
    thread.join(10)
    held.close()


async def client(
    port: int, token: str, seen: list[float], here: asyncio.Queue[str], until: asyncio.Event
) -> None:
    """Come in as a browser does, say so, and note how late each view is, in ms."""
    import httpx
    from websockets.asyncio.client import connect
    from websockets.typing import Origin

    base = f"127.0.0.1:{port}"
    async with httpx.AsyncClient() as asking:
        answer = await asking.post(
            f"http://{base}/api/enter", json={"token": token}, headers={"origin": f"http://{base}"}
        )
        answer.raise_for_status()
        cookie = "; ".join(f"{key}={value}" for key, value in answer.cookies.items())
    headers, origin = {"cookie": cookie}, Origin(f"http://{base}")
    async with connect(f"ws://{base}/ws", additional_headers=headers, origin=origin) as socket:
        while not until.is_set():
            view: dict[str, Any] = json.loads(await socket.recv())
            if view["kind"] == "hello":
                here.put_nowait(view["seat"])
            elif view["kind"] == "view":
                seen.append(1000 * (time.monotonic() - view["made"]))


async def crowd(port: int, tokens: list[str], end: Connection) -> list[float]:
    """Let all clients look for the span; return how late their views were, in ms."""
    until, seen, here = asyncio.Event(), list[float](), asyncio.Queue[str]()
    tasks = [asyncio.create_task(client(port, token, seen, here, until)) for token in tokens]
    for _ in tokens:  # what coming in costs is no part of the push
        await here.get()
    await asyncio.sleep(1)
    seen.clear()
    end.send("in")
    await asyncio.sleep(SPAN_S)
    end.send("over")
    found = sorted(seen)
    until.set()
    await asyncio.gather(*tasks, return_exceptions=True)
    return found


def measured() -> Load:
    """Serve in a process of its own, look with thirty clients, and return what was measured."""
    context = mp.get_context("spawn")
    (ours, ready), (end, theirs) = context.Pipe(), context.Pipe()
    with tempfile.TemporaryDirectory() as folder:
        server = context.Process(target=serve, args=(str(Path(folder) / "e.db"), ready, theirs))
        server.start()
        port, tokens = ours.recv()
        delays = asyncio.run(crowd(port, tokens, end))
        cpu_s = ours.recv()
        server.join(20)
        server.kill()
    at = partial(_percentile, delays)
    return Load(cpu_s / SPAN_S, at(50), at(95), len(delays) / CLIENTS / SPAN_S)


def _percentile(ordered: list[float], percent: float) -> float:
    return (
        ordered[min(len(ordered) - 1, math.ceil(len(ordered) * percent / 100) - 1)] if ordered else math.inf
    )


def benchmarks() -> list[Benchmark]:
    """Return the benchmark of the push."""

    def figure(name: str, times: float = 1.0) -> Any:
        return lambda runs: times * getattr(_load(runs), name)

    return [
        Benchmark(
            "L1",
            "push of views",
            f"{CLIENTS} browsers, {len(SEATS)} seats, {OBJECTS} moving objects, {1 / TICK_S:g} a second",
            lambda: [Variant("push", measured)],
            [
                Goal("share of one core", 3.0, figure("core", 100), "%"),
                Goal("delay of a view, 95th percentile", 250.0, figure("p95_ms"), "ms"),
            ],
            check=nothing_to_compare,
            repeats=1,
        )
    ]


def _load(runs: Runs) -> Load:
    found = runs.results["push"]
    assert isinstance(found, Load)
    return found


if __name__ == "__main__":
    print(measured())
