"""People at risk: how many, where, in groups of ten households."""

from rigs import wired
from worlds import scenario

from sim.scenario.groups import at_risk, groups_of, is_urban


def world(**people):
    return scenario(wired(people={"at_risk": 0.01, "steep": 3, "urban": 0.5, **people}))


def test_groups_hold_everybody_at_risk_once_and_are_numbered_in_order():
    of = world()
    groups = groups_of(of)
    assert [group.number for group in groups] == list(range(len(groups)))
    for village, people in enumerate(at_risk(of)):
        here = [group for group in groups if group.village == village]
        assert sum(group.people for group in here) == people
        assert [group.place for group in here] == list(range(len(here)))


def test_no_group_is_larger_than_ten_households_nor_a_household_without_people():
    for group in groups_of(world()):
        assert 1 <= group.households <= group.people <= 26
        assert group.households <= 10


def test_steep_roads_make_more_people_at_risk_at_both_their_ends():
    data = wired(people={"at_risk": 0.01, "steep": 3, "urban": 1})
    data["nodes"] = [{**node, "elev_m": 1000.0 if node["id"] == "N04" else 200.0} for node in data["nodes"]]
    assert at_risk(scenario(data)) == [100, 100, 100, 300, 300]


def test_communities_are_known_by_their_name():
    data = wired(people={"at_risk": 0.01, "steep": 1, "urban": 0.5})
    data["villages"] = [
        {**row, "name_zh": "幸福社区" if row["id"] == "V02" else row["name_zh"]} for row in data["villages"]
    ]
    of = scenario(data)
    assert [is_urban(of, village) for village in range(5)] == [False, False, True, False, False]
    assert at_risk(of) == [100, 100, 50, 100, 100]


def test_nobody_abroad_is_warned():
    data = wired(people={"at_risk": 0.01, "steep": 1, "urban": 1})
    data["districts"] = [*data["districts"], {**data["districts"][0], "id": "D2", "home": False}]
    data["townships"] = [
        {**row, "district": "D2" if row["id"] == "T04" else row["district"]} for row in data["townships"]
    ]
    assert at_risk(scenario(data))[4] == 0


def test_a_share_beyond_everybody_is_everybody():
    assert at_risk(world(at_risk=1, steep=5)) == [10000] * 5
