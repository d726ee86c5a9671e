"""Variants of PACE plans by name: what goes first, and that nobody gains or loses a means by them."""

from itertools import pairwise

import pytest
from worlds import connected, line, scenario

from sim.scenario.bearers import PACE, PACE_FIRST, Bearers
from sim.terms.enums import BearerKind, Party


@pytest.mark.parametrize("party", PACE)
def test_the_usual_variant_is_the_plan_itself(party):
    assert Bearers().plan(party) == PACE[party]


@pytest.mark.parametrize("variant", PACE_FIRST)
@pytest.mark.parametrize("party", PACE)
def test_a_variant_changes_the_order_only(variant, party):
    found = Bearers(pace_variant=variant).plan(party)
    assert sorted(found) == sorted(PACE[party])
    rest = [means for means in PACE[party] if means not in PACE_FIRST[variant]]
    assert [means for means in found if means not in PACE_FIRST[variant]] == rest


@pytest.mark.parametrize(
    ("variant", "first"),
    [
        ("radio-first", BearerKind.RADIO),
        ("satellite-first", BearerKind.VSAT),
        ("public-first", BearerKind.FIXED),
    ],
)
def test_a_variant_tries_its_means_right_after_the_spoken_word(variant, first):
    assert Bearers(pace_variant=variant).plan(Party.TOWNSHIP)[:2] == (BearerKind.VOICE, first)


def test_a_variant_orders_a_plan_of_the_users_own_too():
    own = {Party.UNIT: (BearerKind.CELLULAR, BearerKind.RADIO)}
    assert Bearers(pace=own, pace_variant="radio-first").plan(Party.UNIT) == (
        BearerKind.RADIO,
        BearerKind.CELLULAR,
    )


def test_a_scenario_takes_the_variant_by_its_name_and_no_other():
    made = scenario(connected(line(), pace_variant="satellite-first"))
    plan = made.bearers.plan(Party.STATION)
    assert [plan.index(means) for means in (BearerKind.VSAT, BearerKind.FIXED)] == [1, 4]
    assert all(one != other for one, other in pairwise(plan))
    with pytest.raises(ValueError, match="pace_variant"):
        scenario(connected(line(), pace_variant="pigeons-first"))
