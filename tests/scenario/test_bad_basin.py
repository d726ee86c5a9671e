"""Every fault of rivers upstream is said with file, key and what was expected."""

import pytest
from features import FEATURES

from sim.scenario.load import check, load

WAVE = FEATURES["basin"]["none"]


def said(*changes):
    return [str(fault) for fault in check("hamlet-silent", [*WAVE, *changes])]


def test_the_world_that_is_spoilt_here_is_sound():
    assert said() == []
    assert said("basin.shares=direct", "warning.variant=chain") == []


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ("basin.shares=district", "warning.variant other than none"),
        ("basin.shares=everybody", "basin.shares"),
        ("gauges.G1.river=无名河", "lines.geojson"),
        ("gauges.G1.post=NB9", "posts.csv"),
        ("gauges.G1.warning_m=99", "more than usual_m"),
        ("gauges.G1.guarantee_m=102", "more than usual_m"),
        ("gauges.G1.travel_h=0", "travel_h"),
        ("gauges.G1.keeps=9", "keeps"),
        ("stages.S2.at_h=0.5", "a later time"),
        ("stages.S3.at_h=1", "a later time"),
        ("stages.S2.river=无名河", "gauges.csv"),
        ("stages.S2.rise_m=-1", "rise_m"),
        ("basin.interval=1", "from 5 to 1440"),
    ],
)
def test_each_fault_is_told_with_what_was_expected(change, words):
    told = said(change)
    assert told
    assert any(words in each for each in told), told


def test_a_wave_without_a_gauge_is_refused():
    told = [str(fault) for fault in check("hamlet-silent", ["basin.model=true"])]
    assert len(told) == 1
    assert "at least one gauge" in told[0]


def test_rows_of_two_rivers_may_stand_side_by_side():
    assert load("three-cuts-basin").stages[0].river == "长江"
    rivers = {row.river for row in load("three-cuts-basin").stages}
    assert rivers == {row.river for row in load("three-cuts-basin").gauges}


def test_nothing_of_it_is_on_unless_asked_for():
    off = load("three-cuts-warned")
    assert off.gauges == off.stages == ()
    assert not off.basin.model
    assert off.basin.shares == "none"
