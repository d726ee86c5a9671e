"""All communications of a world, put together from its scenario."""

from dataclasses import dataclass, replace
from functools import cache, partial

from sim.comms.bearer import Bearer
from sim.comms.bearer_net import BearerNet, Patience
from sim.comms.breaks import Breaks
from sim.comms.directory import Directory
from sim.comms.feeds import Feeds
from sim.comms.mains import Mains
from sim.comms.mains_build import hand_over
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
from sim.comms.weather import Rain, Weather
from sim.kernel.clock import Clock
from sim.kernel.draw import Streams
from sim.record.log import Log
from sim.scenario.model import Scenario
from sim.terms.enums import Asset, BearerKind, Party, Precedence, TelecomKind


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
    breaks
        Through which cables and sites break, and are mended, by table.
    """

    net: BearerNet
    plant: Plant
    directory: Directory
    bearers: dict[BearerKind, Bearer]
    radio: RadioBearer
    losses: Losses
    mesh: Mesh
    mesh_bearer: MeshBearer
    breaks: dict[Asset, Breaks]


def communications(
    scenario: Scenario,
    clock: Clock,
    log: Log,
    streams: Streams,
    horizon_ms: int,
    mains: Mains | None = None,
    rain: Rain | None = None,
) -> Communications:
    """Return the network of a world in which every message travels by a bearer that can fail.

    Parameters
    ----------
    scenario
        Sites, cables, terminals, plans, scripted failures.
    clock, log, streams, horizon_ms
        Of the run.
    mains
        The power network; where there is none, the mains follow the script of the scenario, by township.
    rain
        Rain in mm/h by node and time in ms, where it differs by place.
    """
    feeds = Feeds(scenario, mains)
    plant = _plant(scenario, clock, log, streams, horizon_ms, mains, feeds)
    losses = Losses(scenario)
    radio = radio_network(scenario, plant, losses, streams, clock)
    mesh = Mesh()
    weather = Weather(scenario, clock, rain)
    weather.ground(mesh, plant, horizon_ms)
    mesh_bearer = MeshBearer(clock, mesh)
    directory = Directory(scenario, plant, feeds)
    lines = _lines(scenario, clock, streams, plant, weather)
    bearers: dict[BearerKind, Bearer] = {line.kind: Phone(clock, plant, line, lines) for line in lines}
    bearers[BearerKind.RADIO] = radio
    bearers[BearerKind.MESH] = mesh_bearer
    bearers[BearerKind.VOICE] = VoiceBearer(clock)
    bearers[BearerKind.BEIDOU] = _texts(scenario, clock, streams)
    net = BearerNet(clock, log, bearers, cache(partial(_patience, scenario)), cache(directory.outsider))
    plant.on_return(net.changed)
    breaks = _breaks(scenario, plant)
    play(scenario, clock, plant, breaks, horizon_ms)
    return Communications(net, plant, directory, bearers, radio, losses, mesh, mesh_bearer, breaks)


def _plant(
    scenario: Scenario,
    clock: Clock,
    log: Log,
    streams: Streams,
    horizon_ms: int,
    mains: Mains | None,
    feeds: Feeds,
) -> Plant:
    """Return what stands in the landscape, on the mains of the power network or of the script."""
    public, sites = public_network(scenario, streams, clock, feeds), radio_sites(scenario, feeds)
    townships = range(len(scenario.townships))
    if mains is None:
        return Plant(clock, log, supply(scenario, clock, horizon_ms), public, sites, townships)
    places = map(mains.place, range(len(mains.loads)))
    plant = Plant(clock, log, mains, public, sites, townships, places)
    hand_over(scenario, mains, plant)
    return plant


def _breaks(scenario: Scenario, plant: Plant) -> dict[Asset, Breaks]:
    """Return through which things break; the core of the public network does not."""
    cores = {i for i, row in enumerate(scenario.telecom) if row.kind is TelecomKind.CORE}

    def telecom(site: int, intact: bool, cause: int | None) -> None:
        if site not in cores:
            plant.set_telecom(site, intact, cause)

    return {
        Asset.FIBRE: Breaks(plant.set_fibre),
        Asset.RADIO_SITE: Breaks(plant.set_site),
        Asset.TELECOM_SITE: Breaks(telecom),
    }


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
