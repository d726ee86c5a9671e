"""The monitor finds each fault planted in what is told of hazards and of damage."""

import pytest
from stories import scenario

from sim.metric.invariants import Monitor
from sim.metric.laws.law import LAWS
from sim.metric.laws.roads import RoadLaws
from sim.record.facts import UnitChanged, UnitTurned
from sim.record.hazard_facts import (
    DamageBegan,
    DamageChanged,
    DamageEased,
    DamageMended,
    HazardBegan,
    HazardEnded,
    PeopleTrapped,
    RoadLimited,
    RoadSlowed,
)
from sim.terms.errors import InvariantBroken

SLIDE = DamageBegan(0, "slide", 1, 500, (("road_clearing", 0), ("road_clearing", 0)), None)
"""A slide whose steps are no work: that work is done is a law of its own."""
FLOOD = DamageBegan(0, "road_flood", 1, 200, (), 0)


def watch(*facts):
    monitor = Monitor(scenario())
    monitor(0, range(len(facts)), [None] * len(facts), facts)


def test_a_repair_in_its_order_breaks_no_law():
    watch(
        HazardBegan(0, "landslide"),
        SLIDE,
        DamageEased(0, 0),
        DamageEased(0, 1),
        DamageMended(0),
        HazardEnded(0),
    )
    watch(FLOOD, DamageChanged(0, 900), RoadSlowed(1, 400), RoadLimited(1, ("light",)), DamageMended(0))


PLANTED = [
    ("rages", [HazardBegan(0, "wind"), HazardBegan(0, "wind")]),
    ("rages", [HazardEnded(0)]),
    ("damage", [DamageBegan(1, "slide", 1, 5, (), None)]),
    ("damage", [DamageBegan(0, "slide", 1, -5, (), None)]),
    ("damage", [DamageBegan(0, "slide", 1, 5, (("x", -1),), None)]),
    ("damage", [FLOOD, DamageChanged(0, -1)]),
    ("repaired", [DamageMended(0)]),
    ("repaired", [SLIDE, DamageEased(0, 1)]),
    ("repaired", [SLIDE, DamageEased(0, 0), DamageEased(0, 0)]),
    ("repaired", [SLIDE, DamageEased(0, 0), DamageEased(0, 1), DamageEased(0, 2)]),
    ("repaired", [FLOOD, DamageMended(0), DamageMended(0)]),
    ("repaired", [FLOOD, DamageMended(0), DamageChanged(0, 5)]),
    ("slow", [RoadSlowed(1, 0)]),
    ("trapped", [PeopleTrapped(0, (5,))]),
    ("slow", [RoadSlowed(1, 1001)]),
]
FACTS_SEEN = {
    HazardBegan,
    HazardEnded,
    DamageBegan,
    DamageChanged,
    DamageEased,
    DamageMended,
    RoadSlowed,
    RoadLimited,
    PeopleTrapped,
}
"""Kinds of fact that sound logs of this file hold."""


@pytest.mark.parametrize(("law", "facts"), PLANTED)
def test_each_fault_is_found_by_the_law_it_breaks(law, facts):
    with pytest.raises(InvariantBroken) as caught:
        watch(*facts)
    assert str(caught.value).startswith(LAWS[law].en)


def test_a_link_closed_to_some_turns_those_alone():
    world = scenario()
    laws = RoadLaws([world.unit_types[unit.type].vehicle for unit in world.units])
    laws.checks[RoadLimited](0, 10, RoadLimited(1, ("engine",)))
    laws.checks[UnitTurned](1, 20, UnitTurned(0, 1, 1))
    laws.checks[RoadLimited](2, 30, RoadLimited(1, ("light",)))
    with pytest.raises(InvariantBroken, match="which is open"):
        laws.checks[UnitTurned](3, 40, UnitTurned(0, 1, 1))


def test_nobody_crosses_a_link_that_is_closed_to_its_kind():
    laws = RoadLaws(["engine"])
    laws.checks[RoadLimited](0, 0, RoadLimited(1, ("engine",)))
    laws.change(1, 10, UnitChanged(0, "en_route", 3, 0, 4, 100, (1,)))
    with pytest.raises(InvariantBroken, match="nobody crosses"):
        laws.change(2, 110, UnitChanged(0, "on_scene", 3, 0, 4))
