"""What teams of emergency communications set up 应急通信开设, and who gains by it."""

from sim.comms.build import Communications
from sim.comms.cell import UAV_STATION
from sim.comms.energy import NO_BATTERY, Backup
from sim.comms.member import Member, Power
from sim.comms.mesh_link import TETHERED, VEHICLE, MeshNode
from sim.comms.places import places_within
from sim.comms.plant import RadioSite
from sim.comms.radio.budget import BACKPACK
from sim.comms.radio_build import Losses, station
from sim.kernel.clock import Clock
from sim.kernel.draw import Streams
from sim.scenario.model import Scenario
from sim.terms.enums import BearerKind, TeamKind

_MAST_M = 4.0
"""Mast of a portable repeater (assumption: 3 to 8 m)."""
_RELAYS = 1_000_000
"""Ids of mesh relays begin here, beyond every address."""


class FieldKits:
    """Turns the kits of teams on and off.

    Parameters
    ----------
    comms
        The network that they add to.
    scenario, clock, streams
        Of the run.
    losses
        Losses of radio sites, which learns of those that are set up.

    Attributes
    ----------
    sites
        Number of the radio site that each team has set up.
    """

    def __init__(
        self, comms: Communications, scenario: Scenario, clock: Clock, streams: Streams, losses: Losses
    ) -> None:
        self._comms = comms
        self._scenario = scenario
        self._clock = clock
        self._streams = streams
        self._losses = losses
        self._places = {i: (node.lon, node.lat) for i, node in enumerate(scenario.nodes)}
        self.sites: dict[int, int] = {}
        self._relays: dict[int, set[int]] = {}

    def switch(self, kind: TeamKind, team: int, node: int, township: Member, on: bool) -> None:
        """Let the kit of a team at a township come into service, or go out of it."""
        if kind is TeamKind.RADIO:
            self._radio(team, node, on)
        elif kind is TeamKind.UAV_CELL:
            self._cell(team, node, on)
        elif kind is TeamKind.MESH:
            self._mesh(team, node, township, on)
        else:
            means = BearerKind.VSAT if kind is TeamKind.VSAT else BearerKind.TIANTONG
            self._lend(township, means, on)
        self._comms.plant.touched()

    def base(self, member: Member, node: int) -> None:
        """Let a post have a vehicle of the mesh, if it carries one."""
        if BearerKind.MESH in member.carries:
            lon, lat = self._places[node]
            self._comms.mesh.deploy(self._clock.now, MeshNode(member.address, VEHICLE, lon, lat))
            self._comms.mesh_bearer.join(member.address)

    def _radio(self, team: int, node: int, on: bool) -> None:
        """Set a portable repeater up, joined by satellite to the others."""
        plant = self._comms.plant
        if on:
            self._losses.add(node, _MAST_M)
            name = f"radio/others/team/{team}"
            self._comms.radio.add(station(self._scenario, self._streams, name, 1, BACKPACK))
            site = RadioSite(Backup(NO_BATTERY), None, own_link=True)
            self.sites[team] = plant.add_site(site)
        else:
            plant.set_site(self.sites[team], False)

    def _cell(self, team: int, node: int, on: bool) -> None:
        """Let a flying base station serve the places below it; it falls silent by itself."""
        if on:
            number = len(self._scenario.telecom) + team
            serves = places_within(UAV_STATION.area_km2, *self._places[node], self._places)
            self._comms.plant.public.deploy(self._clock.now, number, UAV_STATION, serves)

    def _mesh(self, team: int, node: int, township: Member, on: bool) -> None:
        """Fly a relay over a township, which has a node of its own from the first to the last."""
        now, mesh, relay = self._clock.now, self._comms.mesh, _RELAYS + team
        lon, lat = self._places[node]
        over = self._relays.setdefault(township.address, set())
        if on:
            mesh.deploy(now, MeshNode(relay, TETHERED, lon, lat))
            over.add(team)
            if not self._comms.mesh_bearer.has_joined(township.address):
                mesh.deploy(now, MeshNode(township.address, VEHICLE, lon, lat))
                self._comms.mesh_bearer.join(township.address)
                township.carries[BearerKind.MESH] = Power()
        else:
            mesh.remove(now, relay)
            over.discard(team)
            if not over:
                mesh.remove(now, township.address)
                self._comms.mesh_bearer.leave(township.address)
                township.carries.pop(BearerKind.MESH, None)

    def _lend(self, township: Member, means: BearerKind, on: bool) -> None:
        """Leave a terminal with a township, or take it back."""
        if on:
            township.carries[means] = Power()
            prepare = self._comms.bearers[means].prepare
            if prepare is not None:
                prepare(township)
        else:
            township.carries.pop(means, None)
