"""A small district with networks, and a bench on which each bearer can be tried without agents."""

from functools import cached_property
from typing import Any

from stories import header
from worlds import NOTE, line, scenario

from sim.comms.bearer import Bearer, Path
from sim.comms.build import Communications, communications
from sim.comms.energy import Backup, Battery
from sim.comms.member import Member, Parcel, Power, precedence_of
from sim.comms.plant import RadioSite
from sim.comms.radio.budget import BACKPACK
from sim.comms.radio_build import station
from sim.kernel.clock import Clock
from sim.kernel.draw import Streams
from sim.record.facts import CallReport, Fact
from sim.record.log import Log
from sim.terms.enums import BearerKind, Party
from sim.terms.units import HOUR_MS

CALL = (CallReport(0, 0, 0, 0),)
NEAR_DB, FAR_DB = 90.0, 300.0
HOLDERS = ("dispatch_centre", "eoc", "township", "station", "unit", "team", "comms_team")
CARRIED = ("fixed", "cellular", "radio370", "vsat", "tiantong", "beidou", "mesh")


def wired(nodes: int = 5, stations: dict[int, int] | None = None, **changes: Any) -> dict[str, Any]:
    """Return the line with networks: cells in a star round a hub, three radio sites, terminals for all.

    Site S0 hangs on the core, S1 by microwave on S0, S2 on the cells of the last node; S0 is heard at the
    first three nodes, S1 at node 2 alone, S2 at the last two nodes.
    """
    data = line(nodes, stations)
    data["comms"] = "bearers"
    place = {"name_zh": "设施", **NOTE}
    telecom = [{"id": "CORE", "kind": "core", "node": "N00", **place}]
    telecom.append({"id": "HUB", "kind": "hub", "node": "N00", "township": "T00", "battery_h": 10, **place})
    telecom += [
        {"id": f"C{i:02d}", "kind": "cell", "node": f"N{i:02d}", "township": f"T{i:02d}", **place}
        for i in range(nodes)
    ]
    ends = [("CORE", "HUB"), *(("HUB", f"C{i:02d}") for i in range(nodes))]
    fibres = [{"id": f"F{i}", "a": a, "b": b, "length_km": 1, **NOTE} for i, (a, b) in enumerate(ends)]
    last = nodes - 1
    hangs = [(0, "CORE"), (min(2, last), "S0"), (last, f"C{last:02d}")]
    sites = [
        {
            "id": f"S{i}",
            "lon": 107.0 + node * 0.1,
            "lat": 29.0,
            "elev_m": 300,
            "township": f"T{node:02d}",
            "backhaul": backhaul,
            **place,
        }
        for i, (node, backhaul) in enumerate(hangs)
    ]
    heard = {(0, 0), (0, 1), (0, 2), (1, 2), (2, last - 1), (2, last)}
    losses = [
        {"site": f"S{i}", "node": f"N{node:02d}", "loss_db": NEAR_DB + i if (i, node) in heard else FAR_DB}
        for i in range(3)
        for node in range(nodes)
    ]
    terminals = [
        {"id": f"{holder}-{means}", "holder": holder, "bearer": means, "battery_h": 6, **NOTE}
        for holder in HOLDERS
        for means in CARRIED
    ]
    posts = [
        {"id": "DC", "kind": "dispatch_centre", "node": "N00", **place},
        {"id": "EOC", "kind": "eoc", "node": "N00", **place},
    ]
    tables = {
        "roads": {"vehicles": {"engine": {}, "light": {"trunk": 55, "local": 30}}},
        "telecom": telecom,
        "fibres": fibres,
        "sites": sites,
        "losses": losses,
        "terminals": terminals,
        "posts": posts,
    }
    return {**data, **tables, **changes}


def outage(what: str, name: str, at_h: float, until_h: float = 1e6) -> dict[str, Any]:
    """Return a scripted failure."""
    return {"what": what, "target": name, "at": at_h, "until": until_h}


class Rig:
    """All communications of a district, without anybody in it.

    Parameters
    ----------
    data
        Its plain data, see `wired`.
    seed
        Of all luck.
    """

    def __init__(self, data: dict[str, Any] | None = None, seed: int = 1) -> None:
        self.scenario = scenario(wired() if data is None else data)
        self.clock = Clock()
        self.log = Log(header(self.scenario))
        self.streams = Streams(seed, 0)
        self.horizon_ms = self.scenario.horizon.ms
        self.comms: Communications = communications(
            self.scenario, self.clock, self.log, self.streams, self.horizon_ms
        )
        self.plant = self.comms.plant
        self._next = 100

    def bring_site(self, site: RadioSite, node: int = 0) -> int:
        """Let a radio site come into service at a node; return its number."""
        self.comms.losses.add(node, 4.0)
        self.comms.radio.add(station(self.scenario, self.streams, f"others/{node}", 1, BACKPACK))
        return self.plant.add_site(site)

    def bearer(self, kind: BearerKind) -> Bearer:
        """Return a bearer."""
        return self.comms.bearers[kind]

    def member(self, node: int, *carries: BearerKind, kind: Party = Party.TOWNSHIP, **fields: Any) -> Member:
        """Return somebody at a node with terminals that never fail; `place` of the result can be changed."""
        self._next += 1
        powers = {each: Power() for each in carries}
        fields = {"where": lambda: node, "home": node, **fields}
        return Member(self._next, kind, (*carries,), carries=powers, **fields)

    def path(self, kind: BearerKind, one: Member, other: Member) -> Path | str:
        """Return the way by a bearer, now."""
        return self.bearer(kind).path(one, other)

    def carry(
        self, kind: BearerKind, one: Member, other: Member, body: Any = CALL
    ) -> list[tuple[int, str | None]]:
        """Let a bearer carry a message now; the list will hold when it ended and how."""
        path, ended = self.path(kind, one, other), []
        assert isinstance(path, Path), path
        parcel = Parcel(0, one, other, precedence_of(body), body)
        self.bearer(kind).carry(parcel, path, lambda why: ended.append((self.clock.now, why)))
        return ended

    def at(self, t_ms: float, what: Any, *args: Any) -> None:
        """Let something happen at a time."""
        self.clock.call_after(round(t_ms) - self.clock.now, lambda: what(*args))

    def run_h(self, until_h: float) -> None:
        """Let time pass until after what happens at an hour."""
        self.clock.run(round(until_h * HOUR_MS) + 1)

    def facts(self, kind: type[Fact]) -> list[tuple[int, Any]]:
        """Return what was logged of a kind, with its times."""
        return [(t, fact) for _, t, _, fact in self.log.entries() if isinstance(fact, kind)]

    @cached_property
    def sites(self) -> dict[str, int]:
        """Number of each telecom site."""
        return {row.id: number for number, row in enumerate(self.scenario.telecom)}


def battery(hours: float) -> Power:
    """Return a terminal that is off the mains and lasts some hours."""
    return Power(Backup(Battery.lasting(hours), supplied=False))


def moving(nodes: dict[str, int]) -> Any:
    """Return where somebody is whose node changes with a dictionary."""
    return lambda: nodes["at"]
