"""What is had of an exercise at addresses of the server 下载: by whom, and under which name."""

from collections.abc import Awaitable, Callable
from functools import partial
from typing import TYPE_CHECKING, TypeAlias
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sim.live.session import Refused

if TYPE_CHECKING:
    from sim.live.server import Server

Make: TypeAlias = Callable[[Request, str], Awaitable[bytes]]
"""Makes what is asked for at a seat."""


class Downloads:
    """Gives files to those who may have them; whom something is refused is written down.

    Parameters
    ----------
    server
        Whose room it is.
    """

    def __init__(self, server: "Server") -> None:
        self._server = server

    def at(self, path: str, make: Make, kind: str, lead: bool = True) -> Route:
        """Return the address at which something is had.

        Parameters
        ----------
        path
            The address; its last part names the file.
        make
            Makes it.
        kind
            Its type.
        lead
            Whether it is had only where everything is seen.
        """
        return Route(path, partial(self._give, make, kind, lead))

    async def _give(self, make: Make, kind: str, lead: bool, request: Request) -> Response:
        seat, room, path = await self._server.seat_of(request), self._server.room, request.url.path
        if seat is None or (lead and not room.seats[seat].all_seeing):
            return await self.refused(seat, path, "not at this seat 本席无权下载", 403)
        try:
            data = await make(request, seat)
        except Refused as error:
            return await self.refused(seat, path, str(error), 409)
        name = quote(f"{room.exercise.journal.path.stem}-{path.rsplit('/', 1)[-1]}")
        head = {"content-disposition": f"attachment; filename*=UTF-8''{name}"}
        return Response(data, media_type=kind, headers=head)

    async def refused(self, seat: str | None, what: str, reason: str, status: int) -> Response:
        """Answer that something is refused, and write it down."""
        await self._server.alone(self._server.room.refuse, seat or "?", what, reason)
        return JSONResponse({"error": reason}, status)
