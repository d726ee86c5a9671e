"""The monitor lets sound mains and pumps pass, and finds each planted fault by the law it breaks."""

import pytest
from mains_yards import PUMPS, town
from worlds import scenario
from yards import team

from sim.metric.invariants import Monitor
from sim.metric.laws.law import LAWS
from sim.metric.laws.utilities import UtilityLaws
from sim.record.hazard_facts import DamageBegan, DamageChanged, DamageMended
from sim.record.repair import CrewChanged
from sim.record.uav import UavMoved
from sim.record.utilities import HydrantFlow, HydrantsChanged, WardsChanged, WaterPumped
from sim.terms.errors import InvariantBroken
from sim.terms.units import HOUR_MS

WORLD = scenario(town([team("P", "pumper", machines=2)], utilities={"model": True, **PUMPS}))
MAIN = DamageBegan(0, "water_main_break", 2, 1, (("water", HOUR_MS),), None)
FLOOD = DamageBegan(0, "road_flood", 1, 1000, (("pumping", HOUR_MS),), None)
DRY, WET = HydrantsChanged(2, True), HydrantsChanged(2, False)


def at_work(damage=0, status="working"):
    return CrewChanged(0, status, 1, damage, 2)


def sound():
    """Return what is sound, of mains and of pumps: (ms, fact)."""
    mains = [(0, MAIN), (0, HydrantFlow(0, 1, 900)), (0, DRY), (0, HydrantFlow(0, 2, 0))]
    mains += [(1, WardsChanged(4, True)), (2, DamageMended(0)), (2, WET), (2, WardsChanged(4, False))]
    pumps = [(0, FLOOD), (0, at_work()), (HOUR_MS, WaterPumped(0, 0, 2_000_000, 500))]
    pumps += [(HOUR_MS, DamageChanged(0, 500)), (2 * HOUR_MS, WaterPumped(0, 0, 500_000, 0))]
    return [mains, [*pumps, (2 * HOUR_MS, DamageChanged(0, 0)), (3 * HOUR_MS, DamageMended(0))]]


SEEN = (DRY, HydrantFlow(0, 2, 0), WardsChanged(4, True), WaterPumped(0, 0, 1, 0), UavMoved(0, 1))
"""A fact of each kind that this part adds."""


def watch(rows):
    """Let the laws of this part alone look at rows: what else is true of them is looked at elsewhere."""
    checks = UtilityLaws(WORLD).checks
    for seq, (t, fact) in enumerate(rows):
        if type(fact) in checks:
            checks[type(fact)](seq, t, fact)


@pytest.mark.parametrize("rows", sound(), ids=["mains", "pumps"])
def test_what_is_sound_breaks_no_law(rows):
    watch(rows)


UTILITIES_PLANTED = [
    ("hydrant", [(0, DRY)]),
    ("hydrant", [(0, MAIN), (0, DRY), (0, DRY)]),
    ("hydrant", [(0, MAIN), (0, WET)]),
    ("hydrant", [(0, MAIN), (0, DRY), (1, WET)]),
    ("hydrant", [(0, MAIN), (0, DRY), (1, HydrantFlow(0, 2, 1))]),
    ("hydrant", [(0, HydrantFlow(0, 2, -1))]),
    ("hydrant", [(0, WardsChanged(4, False))]),
    ("hydrant", [(0, WardsChanged(4, True)), (1, WardsChanged(4, True))]),
    ("pumped", [(0, FLOOD), (0, at_work()), (HOUR_MS, WaterPumped(0, 0, 5, -1))]),
    ("pumped", [(0, FLOOD), (0, at_work()), (HOUR_MS, WaterPumped(0, 0, 5, 1001))]),
    ("pumped", [(0, FLOOD), (0, at_work()), (HOUR_MS, WaterPumped(0, 0, -5, 900))]),
    ("pumped", [(0, FLOOD), (0, at_work()), (HOUR_MS, WaterPumped(0, 0, 2_002_000, 900))]),
    ("pumped", [(0, FLOOD), (0, at_work(1)), (HOUR_MS, WaterPumped(0, 0, 5, 900))]),
    ("pumped", [(0, FLOOD), (0, at_work(0, "resting")), (HOUR_MS, WaterPumped(0, 0, 5, 900))]),
    ("pumped", [(0, FLOOD), (HOUR_MS, WaterPumped(0, 0, 5, 900))]),
    ("pumped", [(0, FLOOD), (0, at_work()), *[(HOUR_MS, WaterPumped(0, 0, 2_000_000, 900))] * 2]),
]


@pytest.mark.parametrize(("law", "rows"), UTILITIES_PLANTED)
def test_each_fault_is_found_by_the_law_it_breaks(law, rows):
    with pytest.raises(InvariantBroken) as found:
        watch(rows)
    assert str(found.value).startswith(LAWS[law].en)


def test_the_monitor_of_a_run_holds_these_laws():
    with pytest.raises(InvariantBroken):
        Monitor(WORLD)(0, [0], [None], [DRY])
