"""A second dispatch centre that cannot be: what is said of each fault, all at once."""

import pytest
from drills import call, world
from leagues import post
from worlds import connected
from worlds_on_disk import write

from sim.scenario.load import check


def said(tmp_path, standby, change=lambda data: None):
    data = connected(world([call(0, 1)]), eoc=0)
    data["posts"].append(post("DC2", "dispatch_centre", 4))
    data["standby"] = standby
    change(data)
    return [str(fault) for fault in check(write(tmp_path / "world", data))]


def test_good_ones_have_no_fault(tmp_path):
    good = {"post": "DC2", "lost": [{"at": 1, "until": 2}], "vehicle": "engine", "place": "N02"}
    assert said(tmp_path / "full", good) == []
    assert said(tmp_path / "lost", {"lost": [{"at": 1}]}) == []
    assert said(tmp_path / "none", {}) == []


FAULTS = [
    (
        {"post": "DC1"},
        "standby.post: expected a post of kind dispatch_centre in posts.csv other than the first",
    ),
    ({"post": "EOC1"}, "standby.post: expected a post of kind dispatch_centre in posts.csv other than the"),
    (
        {"post": "DC2", "vehicle": "boat"},
        "standby.vehicle: expected an id in roads.vehicles of scenario.yaml",
    ),
    ({"post": "DC2", "vehicle": "engine", "place": "N77"}, "standby.place: expected an id in nodes.csv"),
    ({"lost": [{"at": 3, "until": 2}]}, "standby.lost.0.until: expected an end after the begin, 3 h"),
]


@pytest.mark.parametrize(("standby", "what"), FAULTS)
def test_each_fault_is_said_with_its_place(tmp_path, standby, what):
    found = said(tmp_path, standby)
    assert any(what in line for line in found), found


@pytest.mark.parametrize("standby", [{"post": "DC2"}, {"lost": [{"at": 1}]}])
def test_where_messages_cannot_fail_no_centre_falls_silent(tmp_path, standby):
    def ideal(data):
        data["comms"] = "ideal"

    found = said(tmp_path, standby, ideal)
    assert any("standby.post: expected nothing, or comms: bearers" in line for line in found), found
