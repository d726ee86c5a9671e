"""What somebody and something is called in a review: in both languages, by its name where it has one."""

import pytest

from sim.record.facts import RoadCut
from sim.record.hazard_facts import DamageBegan, HazardBegan
from sim.report.review.names import Names, bearer
from sim.report.review.story import minutes
from sim.report.words import Both
from sim.scenario.load import load
from sim.terms.enums import BearerKind, DamageKind
from sim.terms.ids import DISPATCH_CENTRE, PUBLIC, WEATHER_OFFICE, Band


@pytest.fixture(scope="module")
def names():
    return Names(load("hamlet-silent"))


@pytest.fixture(scope="module")
def scenario():
    return load("hamlet-silent")


def test_a_unit_bears_its_name_in_chinese_and_type_id_and_station_in_english(names, scenario):
    for number, row in enumerate(scenario.units):
        told = names.unit(number)
        assert row.name_zh in told.zh
        assert row.id in told.en
        assert scenario.unit_types[row.type].name.en in told.en


def test_everybody_who_can_be_addressed_has_a_name_in_both_languages(names, scenario):
    fixed = (PUBLIC, DISPATCH_CENTRE, WEATHER_OFFICE)
    bands = {
        Band.VILLAGE: scenario.villages,
        Band.TOWNSHIP: scenario.townships,
        Band.STATION: scenario.stations,
        Band.POST: scenario.posts,
    }
    found = [names.somebody(address) for address in fixed]
    found += [names.somebody(band.address(row)) for band, rows in bands.items() for row in range(len(rows))]
    assert all(each.zh and each.en for each in found)
    assert len({each.en for each in found[:3]}) == 3
    assert found[0] == Both("报警人", "the caller")


def test_a_village_committee_is_told_with_its_village_and_township(names, scenario):
    told = names.somebody(Band.VILLAGE.address(0))
    assert scenario.villages[0].name_zh in told.zh
    assert names.place(0).en in told.en
    town = scenario.townships[scenario.township_ids[scenario.villages[0].township]]
    assert town.name_zh in names.place(0).zh


def test_kinds_severities_and_needs_are_told_by_their_names(names, scenario):
    for kind, name in enumerate(scenario.kind_ids):
        row = scenario.demand.kinds[name]
        assert names.kind(kind) == Both(row.name.zh, row.name.en)
        for number, severity in enumerate(row.severities):
            told = names.severity(kind, number)
            assert told.zh
            assert told.en
            assert "_" not in told.en or severity.id in told.en
    assert names.needs((("engine", 2), ("deep_sea", 1))).en.endswith(" and 1 deep sea")
    assert names.needs((("deep_sea", 1),)) == Both("deep_sea 1", "1 deep sea")
    assert names.needs(()) == Both("", "")


def test_a_road_is_told_by_both_its_ends(names, scenario):
    told, row = names.link(0), scenario.links[0]
    for node in (row.a, row.b):
        assert scenario.nodes[scenario.node_ids[node]].name_zh in told.zh
    assert (row.name_zh or row.id) in told.zh


def test_why_tells_of_hazards_and_damage_and_leaves_out_what_is_told_elsewhere(names):
    slide = DamageBegan(0, DamageKind.SLIDE.value, 0, 1500, (), None)
    storm = HazardBegan(0, "rainstorm")
    told = names.why((storm, slide, RoadCut(0)))
    assert "1,500 m3" in told.en
    assert names.link(0).en in told.en
    assert told.en.startswith("rainstorm, ")
    assert told.zh.startswith("暴雨，")
    assert names.link(0).zh in told.zh
    assert names.why((RoadCut(0),)) == names.why(()) == Both("", "")


def test_damage_off_the_roads_is_told_without_a_road_and_without_a_count(names):
    told = names.why((DamageBegan(0, DamageKind.TELECOM_SITE.value, 0, 1, (), None),))
    assert told == Both("公网设施损毁", "telecom site lost")


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("courier", Both("徒步或乘车传信", "courier")),
        ("cellular", Both(BearerKind.CELLULAR.zh, "mobile phone")),
        ("vsat", Both(BearerKind.VSAT.zh, "vsat")),
        ("pigeon", Both("pigeon", "pigeon")),
    ],
)
def test_a_bearer_is_told_by_the_name_people_use(word, expected):
    told = bearer(word)
    assert told.zh == expected.zh
    assert told.en.lower() == expected.en.lower()


@pytest.mark.parametrize(("ms", "told"), [(0, "0.0"), (90_000, "1.5"), (596_000, "9.9"), (598_000, "10")])
def test_minutes_have_a_decimal_below_ten(ms, told):
    assert minutes(ms) == told
