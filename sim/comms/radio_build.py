"""The 370 MHz network of a scenario: sites with their power and backhaul, losses, other users."""

from sim.comms.energy import Backup, Battery
from sim.comms.feeds import Feeds
from sim.comms.places import distance_m
from sim.comms.plant import Plant, RadioSite
from sim.comms.radio.budget import Radio
from sim.comms.radio.conditions import Conditions, TerrainClass
from sim.comms.radio.loss import HANDHELD_M, LossModel, area_loss_db
from sim.comms.radio_bearer import RadioBearer, RadioPlan, Station
from sim.comms.trunk.background import Background
from sim.comms.trunk.holding import Speech, offered_erlang
from sim.kernel.clock import Clock
from sim.kernel.draw import Streams
from sim.scenario.bearers import Radio as Settings
from sim.scenario.model import Scenario
from sim.scenario.tables import Site
from sim.terms.enums import LoadKind, Precedence, TelecomKind


def radio_sites(scenario: Scenario, feeds: Feeds) -> list[RadioSite]:
    """Return the sites of the tables, as they stand at first."""

    def place(row: Site) -> int:
        own = feeds.own(LoadKind.RADIO_SITE, row.id)
        return feeds.place(own, None, scenario.township_ids[row.township])

    telecom = {row.id: number for number, row in enumerate(scenario.telecom)}
    own = {row.id: number for number, row in enumerate(scenario.sites)}
    return [
        RadioSite(
            Backup(Battery.lasting(row.battery_h)),
            scenario.township_ids[row.township],
            telecom.get(row.backhaul),
            own.get(row.backhaul),
            own_link=_at_core(scenario, row.backhaul),
            place=place(row),
        )
        for row in scenario.sites
    ]


def _at_core(scenario: Scenario, backhaul: str) -> bool:
    """Whether a site is joined to the core itself, which does not fail."""
    return any(row.id == backhaul and row.kind is TelecomKind.CORE for row in scenario.telecom)


def radio_network(
    scenario: Scenario, plant: Plant, losses: "Losses", streams: Streams, clock: Clock
) -> RadioBearer:
    """Return the bearer over these sites."""
    settings = scenario.bearers.radio
    speech = Speech(settings.holding.ms, settings.holding_cv.value)
    plan = RadioPlan(
        handheld=handheld_radio(settings),
        vehicle=_terminal(settings, settings.vehicle_power.value, settings.vehicle_gain.value, False),
        sigma_db=settings.shadow_sigma.value,
        patience_ms=settings.patience.ms,
        speech=speech,
        slot_kbit_s=settings.slot_rate.value,
        direct_m=settings.direct_range.value * 1000,
        groups=[settings.groups[name] for name in sorted(settings.groups)],
    )
    stations = [
        station(scenario, streams, f"radio/others/{row.id}", row.carriers, site_radio(settings, row))
        for row in scenario.sites
    ]
    return RadioBearer(clock, plant, plan, stations, losses.loss_db, losses.apart_m, streams)


def site_radio(settings: Settings, row: Site) -> Radio:
    """Return the radio of a site."""
    return Radio(
        row.power_w, row.gain_dbi, row.feeder_db, settings.sensitivity.value, settings.fade_allowance.value
    )


def station(scenario: Scenario, streams: Streams, name: str, carriers: int, radio: Radio) -> Station:
    """Return a site as the air sees it, with the traffic of its other users."""
    settings = scenario.bearers.radio
    erlang = offered_erlang(settings.users.value, settings.talk_rate.value, settings.holding.ms)
    others = Background(streams(name), {Precedence.ROUTINE: erlang}, settings.holding.ms)
    return Station(radio, carriers, others)


def handheld_radio(settings: Settings) -> Radio:
    """Return the radio that somebody holds in the hand."""
    return _terminal(settings, settings.handheld_power.value, settings.handheld_gain.value, True)


def _terminal(settings: Settings, power_w: float, gain_dbi: float, held: bool) -> Radio:
    loss_db = settings.body_loss.value if held else 0.0
    return Radio(power_w, gain_dbi, loss_db, settings.sensitivity.value, settings.fade_allowance.value)


class Losses:
    """Median losses between sites and nodes: from the table, else by the class of terrain 路径损耗.

    Parameters
    ----------
    scenario
        Its table of losses, and where things are.
    """

    def __init__(self, scenario: Scenario) -> None:
        sites = {row.id: number for number, row in enumerate(scenario.sites)}
        nodes = scenario.node_ids
        self._table = {(sites[row.site], nodes[row.node]): row.loss_db for row in scenario.losses}
        self._sites = [(row.lon, row.lat, row.mast_m) for row in scenario.sites]
        self._nodes = [(node.lon, node.lat) for node in scenario.nodes]
        settings = scenario.bearers.radio
        self._model = LossModel(Conditions(f_mhz=settings.frequency.value), TerrainClass(settings.terrain))

    def add(self, node: int, mast_m: float) -> None:
        """Let a site be known that a team has set up at a node."""
        self._sites.append((*self._nodes[node], mast_m))

    def position(self, site: int) -> tuple[float, float]:
        """Return longitude and latitude of a site, in degrees."""
        lon, lat, _ = self._sites[site]
        return lon, lat

    def loss_db(self, site: int, node: int) -> float:
        """Return the loss between a site and a terminal at a node, in dB."""
        known = self._table.get((site, node))
        if known is None:
            lon, lat, mast_m = self._sites[site]
            apart_m = distance_m(lon, lat, *self._nodes[node])
            known = self._table[site, node] = area_loss_db(apart_m, (mast_m, HANDHELD_M), self._model)
        return known

    def apart_m(self, one: int, other: int) -> float:
        """Return how far two nodes are from each other, in metres."""
        return distance_m(*self._nodes[one], *self._nodes[other])
