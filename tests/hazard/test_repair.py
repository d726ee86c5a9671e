"""Laws of repair: published clearing cases; work is drawn with the damage and grows with its size."""

import json
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from weather.skies import luck, published

from sim.hazard.repair import steps
from sim.scenario.hazards import Repair
from sim.terms.enums import DamageKind
from sim.terms.units import HOUR_MS

USUAL = Repair()
CAPABILITIES = {"road_clearing", "bridge", "power_line", "substation", "fibre", "telecom", "pumping"}
CAPABILITIES |= {"water", "gas", "gas_mending"}
PASSING = {DamageKind.ROAD_FLOOD, DamageKind.SMOKE}


def hours(kind, size, machines=1, repair=USUAL, draws=None):
    """Return how long each step takes with some machines, of which no more work than can."""
    return [step.work_ms / min(machines, step.most) / HOUR_MS for step in steps(kind, size, repair, draws)]


def test_two_machines_on_an_open_face_free_one_lane_of_6000_m3_in_two_hours():
    case = published("events/road_clearing_cases.csv")[0]
    volume_m3 = float(case["volume_m3"])
    # what the case took from the coming of the machines to one lane, 1.8 h and 3.9 h after the alarm
    took_h = float(case["t_alarm_to_one_lane_h"]) - float(case["t_alarm_to_machines_h"])
    lane_h = hours(DamageKind.SLIDE, int(volume_m3), machines=2)[0]
    assert lane_h == pytest.approx(2.0)
    assert lane_h == pytest.approx(took_h, abs=0.15)


def test_a_machine_works_more_slowly_than_those_of_the_cases_in_the_open():
    rates = [row["implied_m3_per_machine_h"] for row in published("events/road_clearing_cases.csv")]
    reached = [float(rate.lstrip("<= ")) for rate in rates if rate.lstrip("<= ").isdigit()]
    assert reached == [167, 185]
    assert USUAL.rate.low < USUAL.rate.value < min(reached)


def test_a_second_pair_of_machines_does_not_hasten_one_face():
    assert hours(DamageKind.SLIDE, 6000, 2)[0] == hours(DamageKind.SLIDE, 6000, 30)[0]
    assert hours(DamageKind.SLIDE, 6000, 4)[1] < hours(DamageKind.SLIDE, 6000, 2)[1]


def test_a_slide_no_larger_than_a_lane_is_gone_with_it():
    assert hours(DamageKind.SLIDE, 150) == [1.5]
    assert len(hours(DamageKind.SLIDE, 500)) == 2


@given(st.integers(1, 10**6), st.integers(1, 10**6))
def test_a_larger_slide_never_takes_less(one, other):
    small, large = sorted((one, other))
    assert sum(hours(DamageKind.SLIDE, small)) <= sum(hours(DamageKind.SLIDE, large))


@pytest.mark.parametrize(
    ("kind", "size", "expected_h"),
    [
        (DamageKind.DEBRIS, 50, [0.5]),
        (DamageKind.BRIDGE, 32, [24 + 0.3 * 32, 720]),
        (DamageKind.LINE, 1, [4]),
        (DamageKind.POLE, 3, [4 + 18]),
        (DamageKind.FLOODED_STATION, 800, [24, 24]),
        (DamageKind.EQUIPMENT, 2, [24]),
        (DamageKind.FIBRE, 2000, [7]),
        (DamageKind.RADIO_SITE, 1, [8]),
        (DamageKind.TELECOM_SITE, 1, [8]),
        (DamageKind.WATER_MAIN, 2, [24]),
        (DamageKind.GAS_MAIN, 2, [1, 16]),
    ],
)
def test_the_usual_work_is_that_of_the_figures(kind, size, expected_h):
    assert hours(kind, size) == pytest.approx(expected_h)


@pytest.mark.parametrize("kind", sorted(PASSING))
def test_water_and_smoke_pass_of_themselves(kind):
    assert steps(kind, 500, USUAL) == ()


@pytest.mark.parametrize("kind", [kind for kind in DamageKind if kind not in PASSING])
def test_whatever_else_breaks_somebody_can_mend(kind):
    for step in steps(kind, 10, USUAL, luck()(kind.value)):
        assert step.capability in CAPABILITIES
        assert step.work_ms > 0
        assert step.most >= 1


def test_slopes_still_move_above_the_share_of_slides_that_the_figures_say():
    draws = luck()("slides")
    factors = Counter(
        round(hours(DamageKind.SLIDE, 6000, draws=draws)[0] / hours(DamageKind.SLIDE, 6000)[0])
        for _ in range(2000)
    )
    assert set(factors) == {1, 3}
    assert factors[3] / 2000 == pytest.approx(USUAL.unstable.value, abs=0.03)


def test_faults_vary_about_their_median():
    draws = luck()("lines")
    found = sorted(hours(DamageKind.LINE, 1, draws=draws)[0] for _ in range(999))
    assert found[499] == pytest.approx(4, rel=0.1)
    assert found[99] < 2
    assert found[900] > 8


def test_luck_without_spread_is_the_usual():
    sure = Repair.model_validate_json(json.dumps({"sigma": 0, "unstable": 0}))
    for kind in DamageKind:
        assert steps(kind, 700, sure, luck()("x")) == steps(kind, 700, sure)
