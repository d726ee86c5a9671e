"""All communications of a world, put together from its scenario."""

from dataclasses import dataclass, replace
from functools import cache, partial

from sim.comms.bearer import Bearer
from sim.comms.bearer_net import BearerNet, Patience
from sim.comms.directory import Directory
from sim.comms.mesh import Mesh
from sim.comms.near import MeshBearer, VoiceBearer
from sim.comms.phone import CellLine, FixedLine, Line, Phone, Reception, SatelliteLine, VsatLine
from sim.comms.plant import Plant
from sim.comms.public_build import crowd_factor, outside, public_network
from sim.comms.radio_bearer import RadioBearer
from sim.comms.radio_build import Losses, radio_network, radio_sites
from sim.comms.satellite.beidou import ShortMessage
from sim.comms.satellite.fade import RainClimate
from sim.comms.satellite.geometry import Place
from sim.comms.satellite.tiantong import Beam
from sim.comms.satellite.vsat import KA_PORTABLE, KU_PORTABLE, VsatLink
from sim.comms.script import play, supply
from sim.comms.text import TextBearer
from sim.comms.weather import Weather
from sim.kernel.clock import Clock
from sim.kernel.draw import Streams
from sim.record.log import Log
from sim.scenario.model import Scenario
from sim.terms.enums import BearerKind, Party, Precedence


@dataclass(slots=True)
class Communications:
    """The network of a world, and what it stands on 通信体系.

    Attributes
    ----------
    net
        Carries the messages.
    plant
        What stands in the landscape.
    directory
        Makes members.
    bearers
        Every means, by kind; that of couriers is added by the world, which has the roads.
    radio, losses, mesh, mesh_bearer
        What teams can add to.
    """

    net: BearerNet
    plant: Plant
    directory: Directory
    bearers: dict[BearerKind, Bearer]
    radio: RadioBearer
    losses: Losses
    mesh: Mesh
    mesh_bearer: MeshBearer


def communications(
    scenario: Scenario, clock: Clock, log: Log, streams: Streams, horizon_ms: int
) -> Communications:
    """Return the network of a world in which every message travels by a bearer that can fail.

    Parameters
    ----------
    scenario
        Sites, cables, terminals, plans, scripted failures.
    clock, log, streams, horizon_ms
        Of the run.
    """
    public = public_network(scenario, streams, clock)
    sites = radio_sites(scenario)
    mains, townships = supply(scenario, clock, horizon_ms), range(len(scenario.townships))
    plant = Plant(clock, log, mains, public, sites, townships)
    losses = Losses(scenario)
    radio = radio_network(scenario, plant, losses, streams, clock)
    mesh = Mesh()
    weather = Weather(scenario, clock)
    weather.ground(mesh, plant, horizon_ms)
    mesh_bearer = MeshBearer(clock, mesh)
    directory = Directory(scenario, plant)
    lines = _lines(scenario, clock, streams, plant, weather)
    bearers: dict[BearerKind, Bearer] = {line.kind: Phone(clock, plant, line, lines) for line in lines}
    bearers[BearerKind.RADIO] = radio
    bearers[BearerKind.MESH] = mesh_bearer
    bearers[BearerKind.VOICE] = VoiceBearer(clock)
    bearers[BearerKind.BEIDOU] = _texts(scenario, clock, streams)
    net = BearerNet(clock, log, bearers, cache(partial(_patience, scenario)), cache(directory.outsider))
    plant.on_return(net.changed)
    play(scenario, clock, plant, horizon_ms)
    return Communications(net, plant, directory, bearers, radio, losses, mesh, mesh_bearer)


def _lines(scenario: Scenario, clock: Clock, streams: Streams, plant: Plant, weather: Weather) -> list[Line]:
    """Return the kinds of access to the telephone network, in the order in which one answers."""
    settings, public = scenario.bearers, plant.public
    satellite = settings.satellite
    reception = Reception(clock, plant, outside(scenario))
    beam = Beam(satellite.beam_calls.whole, satellite.beam_load.value)
    kind = replace(
        KU_PORTABLE if satellite.vsat_band == "Ku" else KA_PORTABLE,
        set_up_min=satellite.vsat_set_up.value,
        rate_mbit_s=satellite.vsat_rate.value,
        margin_db=satellite.vsat_margin.value,
        adaptive_db=satellite.vsat_adaptive.value,
    )

    def link(node: int) -> VsatLink:
        row = scenario.nodes[node]
        return VsatLink(kind, Place(row.lat, row.lon, row.elev_m / 1000), RainClimate())

    dial_ms, sat_ms = settings.public.set_up.ms, satellite.set_up.ms
    return [
        FixedLine(clock, reception, settings.public.line.ms),
        CellLine(clock, public, reception, dial_ms, streams("cellular/channels")),
        VsatLine(clock, link, weather.rain_mm_h, satellite.hop.ms + settings.public.line.ms),
        SatelliteLine(
            clock,
            streams,
            lambda: beam.surged(crowd_factor(scenario, clock.now)),
            satellite.registration.ms,
            sat_ms,
            satellite.outdoor.value,
        ),
    ]


def _texts(scenario: Scenario, clock: Clock, streams: Streams) -> TextBearer:
    satellite = scenario.bearers.satellite
    service = ShortMessage(
        message_bits=int(satellite.beidou_bits.value),
        interval_s=satellite.beidou_interval.value,
        success=satellite.beidou_success.value,
        latency_s=satellite.beidou_latency.value,
    )
    return TextBearer(clock, service, streams("satellite/texts"))


def _patience(scenario: Scenario, party: Party, precedence: Precedence) -> Patience:
    """Return how long somebody tries to send a message."""
    settings = scenario.bearers
    if party is Party.PUBLIC:
        tries = settings.caller.attempts.whole
        return Patience(settings.caller.interval.ms, settings.caller.interval.ms * tries, tries)
    urgent = precedence is not Precedence.ROUTINE
    return Patience(settings.retry.ms, (settings.expiry if urgent else settings.expiry_routine).ms)
