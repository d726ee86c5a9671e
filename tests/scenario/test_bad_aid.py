"""Mutual aid that cannot be: what is said of each fault, all at once."""

import pytest
from drills import call
from leagues import league
from worlds_on_disk import write

from sim.scenario.lenders import lenders
from sim.scenario.load import check, load
from sim.scenario.model import Scenario


def world(folder, change=lambda data: None, **options):
    """Write a league, changed, and return its folder."""
    data = league([call(0, 1)], **options)
    change(data)
    return write(folder / "world", data)


def said(folder):
    return [str(fault) for fault in check(folder)]


def test_a_good_one_has_no_fault(tmp_path):
    assert said(world(tmp_path)) == []


def no_post(data):
    data["posts"] = data["posts"][:2]


def no_eoc(data):
    data["posts"] = [row for row in data["posts"] if row["kind"] != "eoc"]


def no_station(data):
    data["stations"] = [row for row in data["stations"] if row["kind"] != "neighbour"]
    data["units"] = [row for row in data["units"] if row["station"] != "S04"]


def both(data):
    data["forces"] = {**data["forces"], "neighbours": True}


def no_units(data):
    data["units"] = [row for row in data["units"] if row["station"] != "S04"]


def small_crew(data):
    next(row for row in data["stations"] if row["kind"] == "neighbour")["crew"] = 2


FAULTS = [
    (no_post, "expected a district with a post of kind neighbour in posts.csv, as aid.policy is on-request"),
    (no_eoc, "expected a post of kind eoc in posts.csv, which approves aid, as aid.policy is on-request"),
    (no_station, "aid.policy: expected none, as no station is of kind neighbour (got 'on-request')"),
    (
        both,
        "forces.neighbours: expected false, as aid.policy is on-request: neighbours lend units, or are sent",
    ),
    (no_units, "expected at least one unit at a station that takes part"),
    (small_crew, "expected a crew of at least 4"),
]


@pytest.mark.parametrize(("change", "words"), FAULTS, ids=[change.__name__ for change, _ in FAULTS])
def test_each_fault_is_said(change, words, tmp_path):
    (fault,) = said(world(tmp_path, change))
    assert words in fault


@pytest.mark.parametrize("change", [no_post, no_eoc, no_station, both], ids=lambda change: change.__name__)
def test_without_a_policy_none_of_it_is_one(change, tmp_path):
    assert said(world(tmp_path, change, policy="none")) == []


def test_faults_are_said_together(tmp_path):
    def change(data):
        no_post(data), both(data)

    assert len(said(world(tmp_path, change))) == 2


def test_a_policy_that_is_not_there_is_named_with_those_that_are(tmp_path):
    (fault,) = said(world(tmp_path, policy="automatik"))
    assert "automatic" in fault
    assert "pre-positioned" in fault


def test_a_post_whose_kind_cannot_be_read_is_not_judged_twice(tmp_path):
    def change(data):
        data["posts"][2]["kind"] = "neigbour"

    (fault,) = said(world(tmp_path, change))
    assert "did you mean 'neighbour'" in fault


def test_nodes_that_cannot_be_read_are_not_judged_twice(tmp_path):
    def change(data):
        data["nodes"][4]["id"] = ""

    assert not any("aid" in fault for fault in said(world(tmp_path, change)))


def test_figures_of_aid_can_be_set(tmp_path):
    found = load(world(tmp_path), ["aid.policy=automatic", "aid.keep=0.25", "aid.ahead.units=7"])
    assert (found.aid.policy, found.aid.keep.value, found.aid.ahead.units.whole) == ("automatic", 0.25, 7)


def test_a_neighbour_speaks_through_its_first_post_for_all_its_stations(tmp_path):
    def change(data):
        data["posts"].append({**data["posts"][2], "id": "NB2"})

    found: Scenario = load(world(tmp_path, change, lends=3))
    (row,) = lenders(found)
    assert (row.district, row.units, row.node) == ("D2", (1, 2, 3), 4)
    assert found.posts[row.address - 400_000].id == "NB1"


def test_nobody_lends_without_a_policy(tmp_path):
    assert lenders(load(world(tmp_path, policy="none"))) == []
