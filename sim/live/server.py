"""The server of an exercise: pages, a cookie and a WebSocket per browser; nothing leaves the machine."""

import asyncio
import json
import secrets
import time
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, suppress
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final, TypeVar

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles
from starlette.websockets import WebSocket, WebSocketDisconnect

from sim.live.atlas import atlas
from sim.live.files import Files
from sim.live.guard import Doorkeeper, StrictHeaders, same_origin
from sim.live.papers import Papers
from sim.live.room import Room
from sim.live.session import Refused
from sim.report.fonts import font_file
from sim.terms.errors import SanduanError
from sim.words import both
from sim.words.book import book_script

TICK_S: Final = 0.5
"""How often what is shown is brought up to date, in s."""
PAGES: Final = Path(__file__).parent / "pages"
MOST_BYTES: Final = 65_536
"""Of one message from a browser."""
_T = TypeVar("_T")


class Guest:
    """A browser at a seat.

    Parameters
    ----------
    seat
        Name of the seat.

    Attributes
    ----------
    look
        Whose picture it looks at, where it sees everything.
    frames
        The view that is to be shown to it: a newer one takes its place.
    """

    def __init__(self, seat: str) -> None:
        self.seat = seat
        self.look: str | None = None
        self.frames: asyncio.Queue[str] = asyncio.Queue(1)

    def show(self, frame: str) -> None:
        """Let a view be sent as soon as the browser takes it."""
        if self.frames.full():
            self.frames.get_nowait()
        self.frames.put_nowait(frame)


class Server:
    """A room with the browsers in it.

    The room lives in a thread of its own: the world may be used from no other, and browsers are served while
    it works.

    Parameters
    ----------
    make
        Makes the room.
    hosts
        Names under which it may be asked for.
    secure
        Whether it speaks TLS.
    port
        At which it listens: its cookie is not that of another exercise on this machine.
    tick_s
        How often time passes, in s.

    Attributes
    ----------
    room
        What is played.
    guests
        Browsers.
    app
        What answers them.
    """

    def __init__(
        self,
        make: Callable[[], Room],
        hosts: list[str],
        secure: bool = False,
        port: int = 8000,
        tick_s: float = TICK_S,
    ) -> None:
        self._thread = ThreadPoolExecutor(1, "room")
        self.room = self.call(make)
        self.guests: list[Guest] = []
        self._secure, self._tick_s = secure, tick_s
        self.cookie = f"sanduan-{port}"
        self._shown = -1
        self._door = Doorkeeper()
        self._atlas = json.dumps(atlas(self.room.exercise.session.scenario), ensure_ascii=False)
        self.app = Starlette(
            routes=[
                Route("/", self._page),
                Route("/api/enter", self._enter, methods=["POST"]),
                Route("/api/atlas", self._map),
                *Files(self).routes,
                *Papers(self).routes,
                Route("/lib/font.ttf", self._font),
                WebSocketRoute("/ws", self._talk),
                Mount("/lib/leaflet", StaticFiles(directory=leaflet_folder())),
                Route("/static/book.js", self._book),
                Mount("/static", StaticFiles(directory=PAGES)),
            ],
            middleware=[Middleware(StrictHeaders), Middleware(TrustedHostMiddleware, allowed_hosts=hosts)],
            lifespan=self._live,
        )

    def call(self, what: Callable[..., _T], *args: Any) -> _T:
        """Do something with the room in its thread, and wait for it; not from inside the server."""
        return self._thread.submit(what, *args).result()

    def close(self) -> None:
        """Write down how far the exercise has come, and let go of it."""
        self.call(self.room.aside.close)
        self.call(self.room.coverage.close)
        self.call(self.room.settle)
        self.call(self.room.exercise.close)
        self._thread.shutdown()

    # --- time

    @asynccontextmanager
    async def _live(self, app: Starlette) -> AsyncIterator[None]:
        beat = asyncio.create_task(self._beat())
        yield
        beat.cancel()

    async def _beat(self) -> None:
        """Let time pass for ever, at even beats; `Room.tick` says what breaks."""
        before = due = time.monotonic()
        while True:
            due = max(due + self._tick_s, time.monotonic())
            await asyncio.sleep(due - time.monotonic())
            now = time.monotonic()
            await self.alone(self.room.tick, now - before)
            before = now
            await self._show()

    async def alone(self, what: Callable[..., _T], *args: Any) -> _T:
        """Do something with the room in its thread, and let the browsers be served meanwhile."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, partial(what, *args))

    async def _show(self) -> None:
        """Show everybody what has changed, once it is written down how far time has come."""
        if self.room.version == self._shown or not self.guests:
            return
        self._shown = self.room.version
        frames = await self.alone(self._frames, {(guest.seat, guest.look) for guest in self.guests})
        for guest in self.guests:
            if (guest.seat, guest.look) in frames:
                guest.show(frames[guest.seat, guest.look])

    def _frames(self, wanted: set[tuple[str, str | None]]) -> dict[tuple[str, str | None], str]:
        self.room.settle()
        return {key: self.room.frame(*key) for key in wanted}

    # --- pages

    async def _page(self, request: Request) -> Response:
        return FileResponse(PAGES / "index.html")

    async def _book(self, request: Request) -> Response:
        """Give the Chinese of the words that the scripts of the pages say."""
        scripts = "\n".join(path.read_text(encoding="utf-8") for path in sorted(PAGES.glob("*.js")))
        return Response(book_script(scripts), media_type="text/javascript")

    async def _font(self, request: Request) -> Response:
        return FileResponse(font_file(), headers={"cache-control": "max-age=86400"})

    async def _map(self, request: Request) -> Response:
        if await self.alone(self._seat, request.cookies) is None:
            return JSONResponse({"error": both("no seat").en_zh}, 403)
        return Response(self._atlas, media_type="application/json")

    async def _enter(self, request: Request) -> Response:
        """Take the token of a link for a cookie, once."""
        who = "" if request.client is None else request.client.host
        await asyncio.sleep(self._door.wait_s(who))
        token = _token(await _body(request))
        cookie = secrets.token_urlsafe(32)
        right = token is not None and same_origin(request.headers)
        seat = await self.alone(self._exchange, token, cookie) if right and token else None
        if seat is None or seat not in self.room.seats:
            self._door.wrong(who)
            await self.alone(self.room.refuse, "?", f"enter from {who}", "wrong or used link")
            return JSONResponse({"error": both("wrong or used link").en_zh}, 403)
        answer = JSONResponse({"seat": seat})
        answer.set_cookie(
            self.cookie, cookie, path="/", httponly=True, samesite="strict", secure=self._secure
        )
        return answer

    def _exchange(self, token: str, cookie: str) -> str | None:
        return self.room.exercise.journal.exchange(token, cookie)

    async def seat_of(self, request: Request) -> str | None:
        """Return at which seat the browser is that asks; None where it is at none."""
        return await self.alone(self._seat, request.cookies)

    def _seat(self, cookies: dict[str, str]) -> str | None:
        seat = self.room.exercise.journal.seat_of("cookie", cookies.get(self.cookie, ""))
        return seat if seat in self.room.seats else None

    # --- talk

    async def _talk(self, socket: WebSocket) -> None:
        """Show a browser its seat, and do what it asks for."""
        if not same_origin(socket.headers):
            await self.alone(self.room.refuse, "?", "socket", "foreign origin")
            await socket.close(4403)
            return
        seat = await self.alone(self._seat, socket.cookies)
        await socket.accept()
        if seat is None:
            await socket.close(4401)
            return
        hello = await self.alone(self.room.hello, seat)
        with suppress(WebSocketDisconnect, RuntimeError, KeyError):  # gone, or it sent bytes
            await socket.send_text(hello)
            await self._serve(socket, Guest(seat))

    async def _serve(self, socket: WebSocket, guest: Guest) -> None:
        """Show a browser what its seat sees, and answer all that it asks for, until it goes."""
        self.guests.append(guest)
        self.room.present[guest.seat] += 1
        self.room.version += 1
        sender = asyncio.create_task(_send(socket, guest))
        try:
            await self._show()
            while True:
                await socket.send_text(await self._answer(guest, await socket.receive_text()))
                await self._show()
        finally:
            self.guests.remove(guest)
            self.room.present[guest.seat] -= 1
            self.room.version += 1
            sender.cancel()

    async def _answer(self, guest: Guest, text: str) -> str:
        """Return the answer to what a browser asks for: an acknowledgement, or why not."""
        asked = _asked(text)
        number = asked.get("id")
        answer: dict[str, Any] = {"kind": "answer", "id": number if isinstance(number, int) else None}
        try:
            if asked.get("kind") == "look":
                guest.look = asked["seat"] if asked.get("seat") in self.room.seats else None
                self.room.version += 1
            else:
                answer["value"] = await self.alone(self.room.do, guest.seat, asked)
            answer["ok"] = True
        except Refused as error:
            answer |= {"ok": False, "error": str(error)}
        except (SanduanError, OSError) as error:
            answer |= {"ok": False, "error": str(error)}
        return json.dumps(answer, ensure_ascii=False)


async def _send(socket: WebSocket, guest: Guest) -> None:
    while True:
        await socket.send_text(await guest.frames.get())


async def _body(request: Request) -> bytes:
    """Return the body of a request, if it is short."""
    found = b""
    async for part in request.stream():
        found += part
        if len(found) > 1000:
            return b""
    return found


def _token(body: bytes) -> str | None:
    asked = _asked(body)
    token = asked.get("token")
    return token if isinstance(token, str) and 0 < len(token) <= 100 else None


def _asked(text: str | bytes) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def leaflet_folder() -> Path:
    """Return where the package ``xstatic-leaflet`` keeps Leaflet.

    Raises
    ------
    SanduanError
        If it is not installed.
    """
    try:
        spec = find_spec("xstatic.pkg.leaflet")
    except ModuleNotFoundError:
        spec = None
    if spec is None or spec.origin is None:
        raise SanduanError("no map: install the extra: pip install 'sanduan[live]'")
    return Path(spec.origin).parent / "data"
