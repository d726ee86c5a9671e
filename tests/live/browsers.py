"""A server on this machine and browsers that play, for tests and for looking."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from shutil import which
from typing import Any

from sim.live.host import Desk, open_room
from sim.scenario.model import Scenario

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
CHROMIUM = which("chromium") or which("chromium-browser")


@contextmanager
def served(scenario: Scenario, path: Path, more: tuple[str, ...] = ()) -> Iterator[tuple[Any, str]]:
    """Serve an exercise on a free port of the loopback; yield the server and the beginning of its links."""
    import uvicorn

    from sim.live.server import Server

    held = Server(partial(open_room, scenario, path, more), Desk("127.0.0.1", 0).names)
    config = uvicorn.Config(
        held.app,
        host="127.0.0.1",
        port=0,
        log_level="warning",
        ws_per_message_deflate=False,
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield held, f"http://127.0.0.1:{port}/"
    finally:
        server.should_exit = True
        thread.join(10)
        held.close()


class Player:
    """A browser of its own at a seat; what goes wrong in it is kept.

    Attributes
    ----------
    errors, foreign
        Messages of the console that are errors, and requests to anywhere else.
    """

    def __init__(self, browser: Any, base: str, token: str, size: tuple[int, int] = (1366, 768)) -> None:
        self.errors: list[str] = []
        self.foreign: list[str] = []
        self.context = browser.new_context(viewport={"width": size[0], "height": size[1]})
        self.page = self.context.new_page()
        self.page.on("console", lambda said: self.errors.append(said.text) if said.type == "error" else None)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("request", lambda asked: self._look(base, asked.url))
        self.page.goto(f"{base}#{token}")

    def _look(self, base: str, url: str) -> None:
        if not url.startswith((base, base.replace("http", "ws"), "data:", "blob:")):
            self.foreign.append(url)
