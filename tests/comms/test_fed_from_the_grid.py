"""Communications on a power network: the lights go, batteries die hours later, and each fact says why."""

from typing import Any

import pytest
from mains_bench import load, tables
from rigs import Rig, outage, wired
from stories import header
from worlds import scenario

from sim.agent.breakdown import bind_networks
from sim.comms.build import communications
from sim.comms.energy import Backup, Battery, Generator
from sim.comms.mains_build import mains
from sim.comms.plant import RADIO, TELECOM
from sim.hazard.damage import Damages
from sim.kernel.clock import Clock
from sim.kernel.draw import Streams
from sim.metric.invariants import Monitor
from sim.record.facts import FibreChanged, MainsChanged, SiteChanged
from sim.record.hazard_facts import DamageBegan
from sim.record.log import Log
from sim.record.power_facts import LoadChanged, LoadFuelled, PowerNodeChanged
from sim.terms.enums import Asset, BearerKind, DamageKind, Degradation, Party
from sim.terms.units import HOUR_MS

LOADS = (
    load("A0", "township", "SS1", "T00"),
    load("A1", "township", "SS2", "T01"),
    load("A4", "area", "TA", "N04"),
    load("B1", "radio_site", "SS2", "S1"),
    load("C0", "telecom", "SS2", "HUB"),
    load("P0", "post", "SS1", "DC", ups_h=1, generator_h=8),
    load("P1", "station", "SS1", "S00", generator_h=2),
)


class GridRig(Rig):
    """A rig whose mains are those of a power network, held to every law."""

    def __init__(self, *outages: dict[str, Any], loads: Any = LOADS, cv: float = 0.0, **changes: Any) -> None:
        bearers = {"outages": list(outages), "public": {"battery_cv": cv}}
        self.scenario = scenario(wired(**{**tables(loads), "bearers": bearers, **changes}))
        self.clock = Clock()
        self.log = Log(header(self.scenario), sinks=[Monitor(self.scenario)])
        self.streams = Streams(1, 0)
        self.horizon_ms = self.scenario.horizon.ms
        shared = self.scenario, self.clock, self.log
        self.mains = mains(*shared, self.horizon_ms)
        self.comms = communications(*shared, self.streams, self.horizon_ms, self.mains)
        self.plant = self.comms.plant
        self.damages = Damages(self.clock, self.log)
        bind_networks(self.damages, self.mains, self.comms)
        self._next = 100

    def run_h(self, until_h: float) -> None:
        super().run_h(until_h)
        self.log.flush()

    def whys(self, kind: type, **fields: Any) -> list[list[str]]:
        """Return the names of all from which each fact of a kind follows, itself first."""
        entries = {number: (cause, fact) for number, _, cause, fact in self.log.entries()}
        found = []
        for number, (_, fact) in entries.items():
            if isinstance(fact, kind) and all(getattr(fact, k) == v for k, v in fields.items()):
                chain, at = [], number
                while at is not None:
                    chain.append(type(entries[at][1]).__name__)
                    at = entries[at][0]
                found.append(chain)
        return found


def changes(made: Rig, network: str, site: int) -> list[tuple[float, bool]]:
    """Return when a site went out of service and came back."""
    found = [(t, f) for t, f in made.facts(SiteChanged) if (f.network, f.site) == (network, site)]
    return [(t / HOUR_MS, fact.up) for t, fact in found]


def test_a_dark_area_silences_its_cells_when_their_batteries_are_empty_and_not_before():
    made = GridRig(outage("power_node", "TA", 1, 9))
    made.run_h(20)
    assert changes(made, TELECOM, made.sites["C04"]) == [(5, False), (9, True)]
    assert made.whys(SiteChanged, network=TELECOM, up=False) == [
        ["SiteChanged", "LoadChanged", "PowerNodeChanged"]
    ]
    assert made.facts(MainsChanged) == []


def test_a_township_in_the_dark_is_told_with_what_it_follows_from():
    made = GridRig(outage("power_node", "SS2", 1, 3))
    made.run_h(4)
    assert [(t / HOUR_MS, f.township, f.on) for t, f in made.facts(MainsChanged)] == [
        (1, 1, False),
        (3, 1, True),
    ]
    assert made.whys(MainsChanged) == [["MainsChanged", "LoadChanged", "PowerNodeChanged"]] * 2


def test_cells_that_hang_on_a_hub_without_power_follow_from_the_hub():
    made = GridRig(outage("power_node", "SS2", 1))
    made.run_h(12)
    hub = made.sites["HUB"]
    assert changes(made, TELECOM, hub) == [(11, False)]
    chains = made.whys(SiteChanged, network=TELECOM, up=False, site=made.sites["C00"])
    assert chains == [["SiteChanged", "SiteChanged", "LoadChanged", "PowerNodeChanged"]]


def test_a_radio_site_on_a_line_of_its_own_dies_with_its_battery():
    made = GridRig(outage("power_node", "SS2", 1))
    made.run_h(10)
    assert changes(made, RADIO, 1) == [(9, False)]
    assert made.whys(SiteChanged, network=RADIO, site=1) == [
        ["SiteChanged", "LoadChanged", "PowerNodeChanged"]
    ]
    made.run_h(12)
    assert made.plant.sites[0].level is Degradation.WIDE_AREA


def test_a_radio_site_whose_telecom_site_dies_follows_from_that():
    made = GridRig(outage("power_node", "TA", 1))
    made.run_h(6)
    chains = made.whys(SiteChanged, network=RADIO, site=2)
    assert chains == [["SiteChanged", "SiteChanged", "LoadChanged", "PowerNodeChanged"]]


def test_damage_is_the_first_cause_of_a_silent_site():
    made = GridRig()
    damage = made.damages.strike(DamageKind.EQUIPMENT, 3, 1)
    made.run_h(5)
    (chain,) = made.whys(SiteChanged, network=TELECOM, up=False)
    assert chain[-1] == "DamageBegan"
    made.damages.mend(damage)
    assert made.whys(SiteChanged, network=TELECOM, up=True)[0][-1] == "DamageMended"
    assert made.plant.public.is_serving(made.clock.now, made.sites["C04"])


def test_the_fuel_of_a_site_comes_through_its_load():
    made = GridRig(outage("power_node", "SS2", 1))
    made.run_h(12)
    hub, number = made.sites["HUB"], 4
    assert not made.plant.public.is_serving(made.clock.now, hub)
    made.mains.bring_generator(number, Generator(6.0, 0))
    assert made.plant.public.is_serving(made.clock.now, hub)
    assert made.whys(SiteChanged, site=hub, network=TELECOM)[-1][:2] == ["SiteChanged", "LoadFuelled"]
    made.run_h(13)
    assert made.mains.refuel(number, 5) == pytest.approx(1, abs=0.01)
    assert made.mains.fuel_h(number) == pytest.approx(6)
    assert made.mains.autonomy_ms(number) >= 6 * HOUR_MS
    made.mains.take_generator(number)
    assert made.mains.fuel_h(number) == 0
    assert len(made.facts(LoadFuelled)) == 3


def test_so_does_that_of_a_radio_site():
    made = GridRig(outage("power_node", "SS2", 1))
    made.run_h(10)
    assert made.plant.sites[1].level is Degradation.DIRECT
    made.mains.bring_generator(3, Generator(6.0, 0))
    assert made.plant.sites[1].level is Degradation.WIDE_AREA
    made.run_h(11)
    assert made.mains.refuel(3, 9) == pytest.approx(1, abs=0.01)
    assert made.mains.autonomy_ms(3) > 6 * HOUR_MS
    made.mains.take_generator(3)
    assert made.mains.fuel_h(3) == 0


# --- posts


def post(made: Rig, kind: Party, name: str, node: int = 0) -> Any:
    """Return a member with what the tables give it."""
    return made.comms.directory.member(kind, 77, name, node)


def test_a_post_lives_on_its_own_supply_then_its_terminals_on_their_batteries():
    made = GridRig(outage("power_node", "SS1", 1))
    centre = post(made, Party.DISPATCH_CENTRE, "DC")
    lives = {}
    for hour in (9.9, 10.1, 15.9, 16.1):
        made.run_h(hour)
        lives[hour] = [
            centre.carries[kind].works(made.clock.now) for kind in (BearerKind.FIXED, BearerKind.TIANTONG)
        ]
    # a tank of 8 h and 1 h of uninterruptible supply, then 6 h of the telephone's battery
    assert lives == {9.9: [True, True], 10.1: [False, True], 15.9: [False, True], 16.1: [False, False]}


def test_a_station_without_a_supply_keeps_the_batteries_of_its_terminals():
    made = GridRig(outage("power_node", "SS1", 1))
    station = post(made, Party.STATION, "S00")
    made.run_h(3.5)
    assert station.carries[BearerKind.FIXED].works(made.clock.now)
    made.run_h(9.2)
    assert not station.carries[BearerKind.FIXED].works(made.clock.now)


def test_whoever_stands_in_an_area_hangs_on_it_and_everybody_else_on_the_township():
    made = GridRig()
    directory, township = made.comms.directory, 5
    for node, place in ((4, township + 2), (1, 1), (2, 2)):
        post(made, Party.VILLAGE, "V", node)
        assert directory.place_of[77] == place
    post(made, Party.DISPATCH_CENTRE, "DC")
    assert directory.place_of[77] == township + 5


def test_a_terminal_in_the_dark_begins_on_its_battery():
    made = GridRig(outage("power_node", "TA", 0))
    assert not made.plant.power(Backup(Battery.lasting(1)), 5 + 2).supplied


# --- what else keeps things broken


def test_a_fibre_is_whole_when_neither_script_nor_damage_keep_it_broken():
    made = GridRig(outage("fibre", "F5", 1, 3))
    made.run_h(2)
    damage = made.damages.strike(DamageKind.FIBRE, 5, 100)
    made.run_h(4)
    assert [(f.fibre, f.up) for _, f in made.facts(FibreChanged)] == [(5, False)]
    made.damages.mend(damage)
    assert made.facts(FibreChanged)[-1][1].up


def test_damage_puts_sites_out_and_their_repair_brings_them_back_but_a_core_does_not_fail():
    made = GridRig()
    core, cell = made.sites["CORE"], made.sites["C01"]
    struck = [
        made.damages.strike(DamageKind.TELECOM_SITE, core, 1),
        made.damages.strike(DamageKind.TELECOM_SITE, cell, 1),
        made.damages.strike(DamageKind.RADIO_SITE, 1, 1),
    ]
    assert made.plant.sites[1].level is Degradation.DIRECT
    assert not made.plant.public.is_serving(0, cell)
    assert made.whys(SiteChanged) == [["SiteChanged", "DamageBegan"]] * 2
    for damage in struck:
        made.damages.mend(damage)
    assert made.plant.sites[1].level is Degradation.WIDE_AREA
    assert made.plant.public.is_serving(0, cell)


def test_where_messages_are_ideal_only_power_can_be_damaged():
    made = GridRig()
    bare = Damages(made.clock, made.log)
    bind_networks(bare, None, None)
    with pytest.raises(KeyError):
        bare.strike(DamageKind.LINE, 0, 1)
    bind_networks(bare, made.mains, None)
    bare.strike(DamageKind.LINE, 0, 1)
    with pytest.raises(KeyError):
        bare.strike(DamageKind.FIBRE, 0, 1)
    assert {Asset.FIBRE, Asset.RADIO_SITE, Asset.TELECOM_SITE} == set(made.comms.breaks)
    assert [type(fact) for _, fact in made.facts(DamageBegan)] == [DamageBegan]


def test_the_same_script_by_township_gives_the_same_with_and_without_a_power_network():
    outages = (outage("mains", "T01", 1, 30), outage("mains", "T04", 2, 20), outage("fibre", "F2", 3, 9))
    told = []
    for loads in (LOADS[:3], ()):
        made = GridRig(*outages, loads=loads)
        made.run_h(40)
        told.append(
            [
                (t, fact)
                for _, t, _, fact in made.log.entries()
                if isinstance(fact, MainsChanged | SiteChanged)
            ]
        )
    assert told[0] == told[1]
    assert len(told[0]) > 8


def test_a_thought_leaves_the_mains_as_the_network_has_them():
    made = GridRig(outage("power_node", "TA", 1))
    made.run_h(1)
    with made.plant.supposing():
        made.plant.set_mains(4, False)
        made.plant.set_mains(4, True)
    assert not made.mains.is_supplied(5 + 2)
    made.run_h(6)
    assert changes(made, TELECOM, made.sites["C04"]) == [(5, False)]
    assert [type(f) for _, f in made.facts(PowerNodeChanged)] == [PowerNodeChanged]
    assert [f.source for _, f in made.facts(LoadChanged)] == ["dark"]
