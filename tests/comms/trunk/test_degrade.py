"""Laws of fallback: each loss leaves less, and what is left is named in both languages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.comms.trunk.degrade import level, patience_ms, traffic_slots
from sim.terms.enums import CallFailure, Degradation

WORST = {each: place for place, each in enumerate(Degradation)}
parts = st.tuples(st.booleans(), st.booleans(), st.booleans())


@pytest.mark.parametrize(
    ("site_up", "controller_up", "backhaul_up", "left"),
    [
        (True, True, True, Degradation.WIDE_AREA),
        (True, True, False, Degradation.SINGLE_SITE),
        (True, False, True, Degradation.CONVENTIONAL),
        (True, False, False, Degradation.CONVENTIONAL),
        (False, True, True, Degradation.DIRECT),
        (False, False, False, Degradation.DIRECT),
    ],
)
def test_what_is_left_when_parts_fail(
    site_up: bool, controller_up: bool, backhaul_up: bool, left: Degradation
) -> None:
    assert level(site_up, controller_up, backhaul_up) is left


@given(parts, st.integers(0, 2))
def test_another_loss_never_leaves_more(up: tuple[bool, bool, bool], part: int) -> None:
    fewer = tuple(works and number != part for number, works in enumerate(up))
    assert WORST[level(*fewer)] >= WORST[level(*up)]


@given(st.integers(1, 16))
def test_each_level_carries_no_more_calls_than_the_one_above(carriers: int) -> None:
    slots = [traffic_slots(carriers, each) for each in Degradation]
    assert slots == sorted(slots, reverse=True)
    assert slots[0] == slots[1] == 2 * carriers - 1
    assert slots[2:] == [1, 0]


@pytest.mark.parametrize("carriers", [0, -1])
def test_a_site_without_a_carrier_is_refused(carriers: int) -> None:
    with pytest.raises(ValueError, match="carrier"):
        traffic_slots(carriers, Degradation.WIDE_AREA)


def test_only_trunking_keeps_a_queue() -> None:
    assert [patience_ms(30_000, each) for each in Degradation] == [30_000, 30_000, 0, 0]
    assert [patience_ms(None, each) for each in Degradation] == [None, None, 0, 0]


def test_levels_and_failures_have_chinese_names() -> None:
    assert [each.zh for each in Degradation] == ["广域集群", "单站集群", "常规中转", "脱网直通"]
    assert all(each.zh for each in CallFailure)
    assert CallFailure.NO_SLOT == "no_slot"
    assert CallFailure.SITE_LOST == "site_lost"
