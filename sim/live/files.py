"""Files that go in and out of an exercise: its script, places and forces as seen at a seat, warnings."""

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sim.live.downloads import Downloads, Make
from sim.live.guard import same_origin
from sim.live.interop.cap import CapError, alert_rows
from sim.live.interop.geojson import forces, places
from sim.live.interop.warnings import warnings_zip
from sim.live.msel.columns import Cells
from sim.live.msel.script import Script
from sim.live.msel.sheet import Table, write_csv, write_xlsx
from sim.live.msel.upload import MOST_BYTES, BadUpload, script_of
from sim.live.seats import Role
from sim.scenario.model import Scenario
from sim.terms.errors import BadInput, Fault
from sim.words import both

if TYPE_CHECKING:
    from sim.live.room import Room
    from sim.live.server import Server

_SHEET: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_MOST_FAULTS: Final = 200


class Files:
    """The addresses at which files are had and brought in.

    Parameters
    ----------
    server
        Whose room it is.

    Attributes
    ----------
    routes
        Of the server.
    """

    def __init__(self, server: "Server") -> None:
        self._server, self._out, self._one = server, Downloads(server), asyncio.Lock()
        self.routes = [
            Route("/api/msel", self._bring_in, methods=["POST"]),
            *(self._out.at(path, self._made(make), kind, lead) for path, make, kind, lead in _GIVEN),
        ]

    def _made(self, make: "_Make") -> Make:
        """Return what lets the room make something, in its thread."""
        return lambda request, seat: self._server.alone(make, self._server.room, seat)

    async def _bring_in(self, request: Request) -> Response:
        """Read a script that a facilitator brings in; take it where ``use=1`` says so and it is right."""
        seat = await self._server.seat_of(request)
        room = self._server.room
        if seat is None or room.seats[seat].role is not Role.FACILITATOR or not same_origin(request.headers):
            return await self._out.refused(
                seat, "a script is brought in", "not at this seat 本席无权导入", 403
            )
        data = await _short(request)
        name = request.query_params.get("name", "")[:100]
        if data is None:
            what, reason = f"a script is brought in: {name}", both("the file is larger than 5 MB").en_zh
            return await self._out.refused(seat, what, reason, 413)
        try:
            use = request.query_params.get("use") == "1"
            return JSONResponse(await self._read(name, data, use))
        except (BadUpload, CapError, BadInput) as error:
            return await self._out.refused(seat, f"a script is brought in: {name}", str(error), 422)

    async def _read(self, name: str, data: bytes, use: bool) -> dict[str, Any]:
        """Read what is brought in; a workbook takes a while, and the clock goes on meanwhile."""
        room = self._server.room
        if name.lower().endswith(".xml"):
            return await self._server.alone(lambda: _taken(room, _alert(room, data), use))
        scenario = await self._server.alone(lambda: room.exercise.session.scenario)
        async with self._one:
            brought = await asyncio.to_thread(_script, name, data, scenario)
        return await self._server.alone(_taken, room, brought, use)


class _Brought(NamedTuple):
    """What somebody brings in: lines of a script, its columns, and what is wrong with it."""

    rows: list[Cells]
    columns: list[str]
    faults: list[Fault]


def _script(name: str, data: bytes, scenario: Scenario) -> _Brought:
    table, _, faults = script_of(name, data, scenario)
    return _Brought(_whole(table), list(table.places), faults)


def _alert(room: "Room", data: bytes) -> _Brought:
    """Return the script with a further line, to be played by hand: a warning."""
    rows = room.script.rows
    return _Brought([*rows, *alert_rows(data, len(rows))], [], [])


def _taken(room: "Room", brought: _Brought, use: bool) -> dict[str, Any]:
    """Take a script where that is wanted and it is right; return what it holds and what is wrong with it."""
    rows, columns, faults = brought
    if use and not faults:
        room.bring_in(Script.of(room.exercise.session.scenario, rows, room.script.skipped))
    shown = [_fault(fault) for fault in faults[:_MOST_FAULTS]]
    return {"rows": rows, "columns": columns, "faults": shown, "used": use and not faults}


def _whole(table: Table) -> list[Cells]:
    return [row for row in table.rows if any(row.values())] if not table.faults else table.rows


def _fault(fault: Fault) -> dict[str, str]:
    return {"cell": fault.key, "value": fault.value, "expected": fault.expected, "hint": fault.hint}


async def _short(request: Request) -> bytes | None:
    """Return the body of a request; None where it is too long."""
    parts, length = [], 0
    async for part in request.stream():
        length += len(part)
        if length > MOST_BYTES:
            return None
        parts.append(part)
    return b"".join(parts)


_Make = Callable[["Room", str], bytes]


def _xlsx(room: "Room", seat: str) -> bytes:
    return write_xlsx(room.script.rows)


def _csv(room: "Room", seat: str) -> bytes:
    return write_csv(room.script.rows)


def _places(room: "Room", seat: str) -> bytes:
    return places(room.exercise.session.scenario)


def _forces(room: "Room", seat: str) -> bytes:
    return forces(room.exercise.session, room.seats[seat].address)


def _warnings(room: "Room", seat: str) -> bytes:
    return warnings_zip(room.exercise.session.log, room.exercise.session.scenario)


_GIVEN: Final[tuple[tuple[str, _Make, str, bool], ...]] = (
    ("/api/msel.xlsx", _xlsx, _SHEET, True),
    ("/api/msel.csv", _csv, "text/csv; charset=utf-8", True),
    ("/api/places.geojson", _places, "application/geo+json", False),
    ("/api/forces.geojson", _forces, "application/geo+json", False),
    ("/api/warnings.zip", _warnings, "application/zip", True),
)
"""What can be had where: how it is made, of which type, and whether only where everything is seen."""
