"""Service: shares of the people, as the log's truth has it at each moment."""

import pytest
from worlds import line, scenario

from sim.metric.service import POWER, ROAD, WORD, Level, Service
from sim.record.facts import MainsChanged, ReachChanged, RoadCut, RoadOpened
from sim.record.power_facts import LoadChanged
from sim.scenario.load import load
from sim.scenario.loads import load_people
from sim.terms.ids import Band
from sim.terms.units import HOUR_MS


@pytest.fixture
def district():
    return scenario(line())


def follow(district, *rows):
    found = Service(district)
    for hour, fact in rows:
        found.readers[type(fact)](0, hour * HOUR_MS, fact)
    found.finish(10 * HOUR_MS)
    return found


def share(district, *without):
    people = [township.population for township in district.townships]
    return 1 - sum(people[i] for i in without) / sum(people)


def test_who_has_no_mains_counts_by_people(district):
    found = follow(district, (2, MainsChanged(0, False)), (5, MainsChanged(0, True)))
    dark = share(district, 0)
    assert found.levels == [
        Level(0, 1.0, 1.0, 1.0),
        Level(2 * HOUR_MS, 1.0, pytest.approx(dark), 1.0),
        Level(5 * HOUR_MS, 1.0, 1.0, 1.0),
        Level(10 * HOUR_MS, 1.0, 1.0, 1.0),
    ]
    assert found.lost_h(POWER) == pytest.approx(3 * (1 - dark))
    assert found.lost_h(ROAD) == found.lost_h(WORD) == 0


def test_whose_only_road_is_closed_has_no_way_until_it_opens(district):
    seat = district.node_ids[next(d.seat for d in district.districts if d.home)]
    seats = [district.node_ids[t.seat] for t in district.townships]
    found = follow(district, (1, RoadCut(0)), (4, RoadOpened(0)))
    behind = [i for i, node in enumerate(seats) if (node <= 0) != (seat <= 0)]
    assert behind
    assert found.levels[1].road == pytest.approx(share(district, *behind))
    assert found.levels[2] == Level(4 * HOUR_MS, 1.0, 1.0, 1.0)


@pytest.mark.parametrize(("km", "kept"), [(1.0, True), (100.0, False)])
def test_a_way_counts_as_one_while_it_takes_at_most_twice_as_long_as_usual(km, kept):
    data = line(nodes=3)
    road = {**data["links"][0], "id": "R9", "a": "N02", "b": "N00", "length_km": km}
    triangle = scenario({**data, "links": [*data["links"], road]})
    found = follow(triangle, (1, RoadCut(0)))
    assert (found.levels[-1].road == 1.0) is kept


def test_where_homes_hang_on_loads_mains_count_by_them():
    hamlet = load("hamlet-silent")
    row = next(row for row, people in enumerate(load_people(hamlet)) if people)
    people = load_people(hamlet)
    found = follow(
        hamlet,
        (2, LoadChanged(row, "generator", 0)),
        (3, LoadChanged(row, "dark", 0)),
        (4, LoadChanged(row, "mains", 0)),
    )
    hours = [level.t_ms // HOUR_MS for level in found.levels]
    assert hours == [0, 2, 4, 10]
    assert found.levels[1].power == pytest.approx(1 - people[row] / sum(people))
    assert found.levels[2].power == 1.0


def test_only_townships_count_as_people_who_are_heard(district):
    station, township = Band.STATION.address(0), Band.TOWNSHIP.address(1)
    found = follow(district, (1, ReachChanged(station, False)), (2, ReachChanged(township, False)))
    assert [level.word for level in found.levels[:2]] == [1.0, pytest.approx(share(district, 1))]


def test_of_changes_at_one_time_the_last_counts(district):
    found = follow(
        district, (3, MainsChanged(0, False)), (3, MainsChanged(0, True)), (3, RoadCut(0)), (3, RoadOpened(0))
    )
    assert found.levels == [Level(0, 1.0, 1.0, 1.0), Level(10 * HOUR_MS, 1.0, 1.0, 1.0)]


def test_what_is_cut_at_the_start_is_cut_from_the_start(district):
    found = follow(district, (0, MainsChanged(0, False)), (0, MainsChanged(1, False)))
    assert [level.t_ms for level in found.levels] == [0, 10 * HOUR_MS]
    assert found.levels[0].power == pytest.approx(share(district, 0, 1))


def test_a_district_without_people_lacks_nothing(district):
    empty = [township.model_copy(update={"population": 0}) for township in district.townships]
    found = follow(district.model_copy(update={"townships": tuple(empty)}), (1, MainsChanged(0, False)))
    assert found.lost_h(POWER) == 0
