"""Who may ask for what: headers on every answer, the origin of a request, and patience with wrong links."""

import time
from collections.abc import Callable, Mapping
from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HEADERS: Final = {
    "content-security-policy": "default-src 'self'; base-uri 'none'; object-src 'none'; form-action 'self'; "
    "frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
"""On every answer: nothing but what this server itself sends is loaded or run by a page."""
_FREE: Final = 3
_FORGET_S: Final = 60.0
_MOST_S: Final = 5.0


class StrictHeaders:
    """Middleware that puts `HEADERS` on every answer, and lets nothing but the libraries be kept.

    Parameters
    ----------
    app
        What answers.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer."""

        async def send_strictly(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(HEADERS)
                headers.setdefault("cache-control", "no-cache")
            await send(message)

        await self._app(scope, receive, send_strictly if scope["type"] == "http" else send)


def same_origin(headers: Mapping[str, str]) -> bool:
    """Whether a request comes from a page of this server: its origin is the host that it asks.

    Examples
    --------
    >>> same_origin({"origin": "http://a:8000", "host": "a:8000"})
    True
    >>> same_origin({"origin": "http://b", "host": "a:8000"}) or same_origin({"host": "a:8000"})
    False
    """
    origin, host = headers.get("origin", "").lower(), headers.get("host", "").lower()
    return bool(host) and origin in (f"http://{host}", f"https://{host}")


class Doorkeeper:
    """Lets those wait who have come with wrong links: the longer, the more there were in a minute.

    Parameters
    ----------
    clock
        Returns seconds.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._wrong: dict[str, list[float]] = {}

    def wait_s(self, who: str) -> float:
        """Return how long somebody has to wait, in s."""
        recent = [at for at in self._wrong.get(who, ()) if self._clock() - at < _FORGET_S]
        if not recent:
            self._wrong.pop(who, None)
            return 0.0
        over = len(recent) - _FREE
        return 0.0 if over < 0 else min(0.25 * 2.0**over, _MOST_S)

    def wrong(self, who: str) -> None:
        """Note that somebody came with a wrong link."""
        times = self._wrong.setdefault(who, [])
        times.append(self._clock())
        del times[:-20]
        while len(self._wrong) > 1000:  # nobody fills the memory by coming from everywhere
            del self._wrong[next(iter(self._wrong))]
