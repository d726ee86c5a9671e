"""Where reserve engines should stand: worked by hand on a line, and a scenario that has them."""

import pytest
from worlds import line, scenario

from sim.scenario.load import load
from sim.study.place.desk import District, NoModel, pattern
from sim.study.place.kinds import reserve
from sim.study.place.race import RESPONSE
from sim.study.place.reserves import BUSY, MOST, expected_share, reserves, with_reserves


def two_ends(west=9_000, east=1_000, stations=2):
    """Five villages 30 km apart; an engine at each end, so that each serves its own end alone."""
    data = line(stations={0: 1, 4: 1} if stations == 2 else {0: 1}, km=30)
    for row in data["stations"]:
        row["kind"] = "national"
    people = (west, 0, 0, 0, east)
    for village, count in zip(data["villages"], people, strict=True):
        village["population"] = count
    return scenario(data)


def test_the_reserve_goes_where_most_people_hang_on_one_engine():
    for west, east, node in ((9_000, 1_000, "N00"), (1_000, 9_000, "N04")):
        (found,) = reserves(District.of(two_ends(west, east)), 1, 15.0, 0.2)
        assert found.nodes == (node,)


def test_the_share_is_that_of_the_binomial_law():
    district = District.of(two_ends(500, 500))
    assert expected_share(district, ()) == pytest.approx(1 - BUSY)
    assert expected_share(district, ("N00",)) == pytest.approx((1 - BUSY**2 + 1 - BUSY) / 2)
    assert expected_share(district, ("N00", "N04")) == pytest.approx(1 - BUSY**2)


def test_a_reserve_never_lowers_the_share_whatever_bridge_is_closed():
    district = District.of(load("hamlet"))
    for bridge in ("", *district.cut):
        for found in reserves(district, 2, 15.0, 0.3):
            assert expected_share(district, found.nodes, bridge) >= expected_share(district, (), bridge)
            assert len(found.nodes) == 2
            assert all(found.nodes.count(node) < MOST for node in found.nodes)


def test_each_choice_is_named_once_with_all_its_models():
    found = reserves(District.of(load("hamlet")), 1, 15.0, 0.1)
    models = [name for each in found for name in each.models]
    assert len(models) == len(set(models)) >= 2
    assert len({each.nodes for each in found}) == len(found)


def test_the_scenario_has_the_engine_and_its_crew_and_nothing_else():
    plain = load("hamlet")
    node = next(row.node for row in plain.stations if row.id == pattern(plain).id)
    built = with_reserves(plain, (node, node))
    new = [unit for unit in built.units if unit.id.startswith("reserve-")]
    crew = plain.unit_types[new[0].type].crew.value
    before = {row.id: row.crew for row in plain.stations}
    more = {row.id: row.crew - before[row.id] for row in built.stations}
    assert [unit.station for unit in new] == [new[0].station] * 2
    assert more == {**dict.fromkeys(before, 0), new[0].station: 2 * crew}
    assert len(built.units) == len(plain.units) + 2
    assert built.links == plain.links


def test_where_no_station_stands_no_reserve_can():
    with pytest.raises(NoModel, match="no fire station that takes part stands at N02"):
        with_reserves(two_ends(), ("N02",))


def test_the_kind_says_what_it_is_worth_in_per_cent_and_races_responses():
    kind_of = reserve(two_ends(500, 500))
    assert kind_of.worth(())[0] == pytest.approx(100 * (1 - BUSY))
    assert kind_of.worth(("N00",))[0] > kind_of.worth(())[0]
    assert kind_of.worth(())[1] <= kind_of.worth(())[0]
    assert kind_of.measure is RESPONSE
    assert kind_of.names["N00"] == "节点0"
