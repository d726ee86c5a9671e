"""Recovery is followed from what a log tells, and held to what was published."""

import math

import pytest

from experiments.restoration import (
    HOMES,
    HOURS,
    PUBLIC,
    SITES,
    Point,
    Recovery,
    Target,
    band,
    points,
    table,
    verdict,
)
from sim.metric.power import MAINS
from sim.record.facts import SiteChanged
from sim.record.power_facts import LoadChanged
from sim.report.words import Both
from sim.terms.units import HOUR_MS


def told(*rows, people=(10, 30)):
    found = Recovery(people)
    hours, facts = zip(*rows, strict=True)
    found(0, [int(hour * HOUR_MS) for hour in hours], [None] * len(rows), list(facts))
    return found


def site(number, up, network=PUBLIC):
    return SiteChanged(network, number, up, "")


@pytest.fixture(scope="module")
def three_sites():
    """Out at 1, 2 and 3 h; the first is back after 4 h, the second fails twice, the third stays out."""
    return told(
        (1, site(0, False)),
        (2, site(1, False)),
        (3, site(2, False)),
        (5, site(0, True)),
        (6, site(1, True)),
        (8, site(1, False)),
        (14, site(1, True)),
    )


def test_a_share_counts_those_that_work_again_for_good_since_they_failed(three_sites):
    shares = dict(zip(HOURS, three_sites.shares(SITES), strict=True))
    assert shares[3] == 0
    assert shares[6] == pytest.approx(1 / 3)
    assert shares[9] == pytest.approx(1 / 3), "the second is up between its failures, which is not for good"
    assert shares[12] == shares[HOURS[-1]] == pytest.approx(2 / 3)


def test_the_time_until_a_share_is_back_is_infinite_where_it_never_is(three_sites):
    assert three_sites.until_h(SITES, 0.3) == 4
    assert three_sites.until_h(SITES, 0.6) == 12
    assert three_sites.until_h(SITES, 0.9) == math.inf


def test_homes_count_by_the_people_in_them_and_radio_sites_not_at_all():
    found = told(
        (1, LoadChanged(0, "battery", 0)),
        (1, LoadChanged(1, "", 0)),
        (1, site(0, False, "radio370")),
        (2, LoadChanged(0, MAINS, 0)),
        (9, LoadChanged(1, MAINS, 0)),
    )
    assert not found.weights[SITES]
    assert found.until_h(HOMES, 0.25) == 1
    assert found.until_h(HOMES, 0.26) == 8


def test_what_never_failed_is_not_counted_when_it_is_said_to_work():
    found = told((1, site(0, True)), (2, site(1, False)))
    assert found.weights[SITES] == {1: 1}
    assert not found.back_ms[SITES]


def test_a_band_keeps_what_never_comes_back():
    assert band([10, 20, 30, 40, math.inf])[:2] == (14, 30)
    assert band([math.inf] * 5) == (math.inf,) * 3


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (20, 50, "contains it"),
        (20, 40, "overlaps it"),
        (40, 60, "overlaps it"),
        (10, 20, "is faster"),
        (50, math.inf, "is slower"),
    ],
)
def test_a_verdict_says_how_a_band_stands_to_the_range(low, high, said):
    assert verdict(Target(SITES, 0.5, 29, 46, "x"), low, high).en == said


def test_tables_hold_each_target_and_each_point_to_the_band(three_sites):
    (row,) = table([three_sites] * 3, [Target(SITES, 0.3, 4, 4, "x")])
    assert "contains it" in row
    assert "3 storms" in row
    inside, outside = points(
        [three_sites] * 3,
        SITES,
        [Point(Both("甲", "A"), 6, 1 / 3, "x"), Point(Both("乙", "B"), 6, 0.9, "x")],
    )
    assert "inside" in inside
    assert "outside" in outside
