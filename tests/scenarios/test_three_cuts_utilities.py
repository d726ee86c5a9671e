"""Fuling in a storm that shakes: what its mains, pumps and UAVs do in a run of three days."""

import pytest

from sim.metric.fold import fold
from sim.metric.summary import summary
from sim.record.hazard_facts import DamageBegan
from sim.record.uav import UavMoved
from sim.record.utilities import HydrantsChanged, WaterPumped
from sim.run import run
from sim.scenario.load import load
from sim.scenario.utilities import mains_km
from sim.terms.enums import Asset

pytestmark = pytest.mark.slow
OFF = (
    "utilities.model=false",
    "utilities.pumps.on=false",
    "support.flight.minds_wind=false",
    "support.flight.forward=false",
)


@pytest.fixture(scope="module")
def log():
    return run(load("three-cuts-utilities"))


@pytest.fixture(scope="module")
def told(log):
    return summary(log, fold(log))["utilities"]


def facts(log, kind):
    return [fact for _, _, _, fact in log.entries() if isinstance(fact, kind)]


def test_mains_of_the_towns_are_as_long_as_their_people_are_many():
    found = load("three-cuts-utilities")
    water, gas = (sum(mains_km(found, asset)) for asset in (Asset.WATER_MAIN, Asset.GAS_MAIN))
    assert 300 < gas < water < 2000


def test_gas_and_water_mains_break_and_no_more_is_mended_than_broke(told):
    for kind in ("gas", "water"):
        assert 0 <= told[kind]["whole"] <= told[kind]["places"]
        assert told[kind]["places"] > 0


def test_every_gas_main_is_shut_off_before_any_is_mended_for_long(told):
    assert told["gas"]["shut"] == told["gas"]["places"]
    assert told["calls"] > 0
    assert told["cordons"] > 0


def test_hydrants_and_a_hospital_lack_water(log, told):
    assert told["dry_villages"] == len({fact.place for fact in facts(log, HydrantsChanged)})
    assert told["dry_person_h"] > 0


def test_pumps_have_roads_dry_sooner_than_nature(log, told):
    assert told["pumps"]["dry"] > 0
    assert told["pumps"]["sooner_h"] > 0
    assert all(fact.left_mm >= 0 for fact in facts(log, WaterPumped))


def test_crews_of_uavs_drive_ahead(log):
    assert facts(log, UavMoved)


def test_with_all_of_it_off_nothing_of_it_happens_and_the_same_else_breaks(log):
    off = run(load("three-cuts-utilities", OFF))
    assert facts(off, HydrantsChanged) == facts(off, WaterPumped) == facts(off, UavMoved) == []

    def broken(entries):
        kinds = ("slide", "line", "fibre_break", "bridge")
        return [
            (fact.kind, fact.target, fact.size) for fact in facts(entries, DamageBegan) if fact.kind in kinds
        ]

    assert broken(off) == broken(log)
