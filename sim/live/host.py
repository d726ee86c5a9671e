"""Holding an exercise: the file, the seats, their links with codes to scan, and the server until Ctrl-C."""

import io
import socket
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from sim.live.exercise import Exercise
from sim.live.journal import JournalError
from sim.live.msel.script import Script
from sim.live.room import Room
from sim.live.seats import seats_of
from sim.policy import POLICIES
from sim.scenario.model import Scenario
from sim.terms.errors import SanduanError
from sim.words import both
from sim.world import UnknownPolicy

_GO_ON_WITH: Final = both("go on with")
_ENDS: Final = both("ends")

Say = Callable[[str], None]
_NEEDS: Final = ("starlette", "uvicorn", "websockets", "segno", "xstatic")


@dataclass(frozen=True, slots=True)
class Desk:
    """Where an exercise is held.

    Attributes
    ----------
    host, port
        Where it listens.
    cert, key
        Files for TLS; None without.
    """

    host: str
    port: int
    cert: Path | None = None
    key: Path | None = None

    @property
    def names(self) -> list[str]:
        """Names under which browsers may ask for it: those of this machine."""
        own = ["127.0.0.1", "localhost"]
        if self.host == "0.0.0.0":
            return [*own, *own_addresses()]
        return list(dict.fromkeys([*own, self.host]))

    @property
    def base(self) -> str:
        """Beginning of the links: with an address that other machines can reach, where there is one."""
        name = self.names[2] if len(self.names) > 2 else self.names[0]
        return f"{'http' if self.cert is None else 'https'}://{name}:{self.port}/"


def own_addresses() -> list[str]:
    """Return the addresses of this machine on its networks; no packet is sent."""
    found = []
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe, suppress(OSError):
        probe.connect(("192.0.2.1", 9))  # a datagram socket only chooses its own address
        found.append(str(probe.getsockname()[0]))
    with suppress(OSError):
        found += socket.gethostbyname_ex(socket.gethostname())[2]
    return [address for address in dict.fromkeys(found) if not address.startswith("127.")]


def open_room(
    scenario: Scenario,
    path: Path,
    more: tuple[str, ...] = (),
    policy: str | None = None,
    seed: int = 1,
    rep: int = 0,
    msel: Path | None = None,
) -> Room:
    """Return the room of an exercise: a new one, or the one that a file holds.

    Raises
    ------
    JournalError
        If the file holds the exercise of another scenario.
    BadInput
        If there are no such seats.
    UnknownPolicy
        If no policy has the name.
    BadUpload
        If the script in the file `msel` is none that can be brought in.
    """
    seats = seats_of(scenario, more)
    if policy is not None and policy not in POLICIES:
        raise UnknownPolicy(f"no policy is called {policy!r}: the policies are {', '.join(sorted(POLICIES))}")
    script = None if msel is None else Script.of_file(msel, scenario)
    if path.exists():
        exercise = Exercise.resume(path)
        if exercise.session.header.fingerprint != scenario.fingerprint:
            exercise.close()
            raise JournalError(f"{path}: the exercise of another scenario, or of one that was changed since")
    else:
        path.parent.mkdir(parents=True, exist_ok=True)
        exercise = Exercise.begin(path, scenario, policy, seed, rep)
    exercise.journal.forget_tokens()
    room = Room(exercise, seats)
    if script is not None:
        room.bring_in(script)
    return room


def invite(room: Room, base: str, say: Say) -> None:
    """Say a new link for each seat, with a code to scan; each lets in one browser, once."""
    import segno

    for seat in room.seats.values():
        link = f"{base}#{room.link(seat.name)}"
        say(f"\n{seat.zh} {seat.en}\n  {link}")
        if "127.0.0.1" not in base:
            code = io.StringIO()
            segno.make(link, error="l").terminal(out=code, compact=True, border=1)
            say(code.getvalue())


def serve(
    scenario: Scenario,
    desk: Desk,
    path: Path | None,
    more: tuple[str, ...],
    policy: str | None,
    seed: int,
    rep: int,
    say: Say,
    msel: Path | None = None,
) -> None:
    """Hold an exercise until Ctrl-C.

    Raises
    ------
    SanduanError
        If the extra ``live`` is not installed, or the file or a seat is not what it must be.
    """
    if any(find_spec(name) is None for name in _NEEDS):
        raise SanduanError("a live exercise needs the extra: pip install 'sanduan[live]'")
    import uvicorn

    from sim.live.server import MOST_BYTES, Server

    make = partial(open_room, scenario, path or _new_file(scenario), more, policy, seed, rep, msel)
    server = Server(make, desk.names, desk.cert is not None, desk.port)
    try:
        file = server.room.exercise.journal.path
        say(f"{scenario.title.zh} {scenario.title.en}: {file}")
        server.call(invite, server.room, desk.base, say)
        say(f"\nCtrl-C {_ENDS.zh_en}; {_GO_ON_WITH.en_zh}: --exercise {file}")
        uvicorn.run(
            server.app,
            host=desk.host,
            port=desk.port,
            log_level="warning",
            server_header=False,
            ws_max_size=MOST_BYTES,
            ws_per_message_deflate=False,
            timeout_graceful_shutdown=2,
            ssl_certfile=None if desk.cert is None else str(desk.cert),
            ssl_keyfile=None if desk.key is None else str(desk.key),
        )
    finally:
        server.close()


def _new_file(scenario: Scenario) -> Path:
    now = datetime.now().strftime("%Y%m%d-%H%M%S")
    return Path("runs") / f"{scenario.name}-{now}.db"
