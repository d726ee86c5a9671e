"""Aid from above that cannot be: what is said of each fault, all at once."""

import pytest
from drills import call
from tiers_above import tiered
from worlds import NOTE
from worlds_on_disk import write

from sim.scenario.load import check


def said(tmp_path, change, **options):
    data = tiered([call(0, 1)], flies=True, **options)
    change(data)
    return [str(fault) for fault in check(write(tmp_path / "world", data))]


def test_a_good_one_has_no_fault(tmp_path):
    assert said(tmp_path, lambda data: None, national=1) == []


def no_policy(data):
    data["aid"] = {"policy": "none"}


def strange_district(data):
    data["upper"]["municipal"]["district"] = "D55"


def home_district(data):
    data["upper"]["municipal"]["district"] = "D1"


def no_vehicle(data):
    data["upper"]["air"]["vehicle"] = "copper"


def strange_pad(data):
    data["upper"]["air"]["pads"] = ["N00", "N99"]


def own_helicopter(data):
    row = next(row for row in data["units"] if row["station"] == "S00")
    row["type"] = "copter"


def flying_courier(data):
    data["bearers"] = {"courier": {"vehicle": "copter"}}


FAULTS = [
    (no_policy, "upper.on: expected false, or an aid.policy, as what goes up is a request for aid"),
    (strange_district, "upper.municipal.district: expected a district of districts.csv that is not the home"),
    (home_district, "upper.municipal.district: expected a district of districts.csv that is not the home"),
    (no_vehicle, "upper.air.vehicle: expected an id in roads.vehicles of scenario.yaml (got 'copper')"),
    (strange_pad, "upper.air.pads.1: expected an id in nodes.csv (got 'N99')"),
    (own_helicopter, "type: expected a type that does not fly, as only what others lend does"),
    (flying_courier, "bearers.courier.vehicle: expected a vehicle that does not fly"),
]


@pytest.mark.parametrize(("change", "what"), FAULTS, ids=lambda each: getattr(each, "__name__", ""))
def test_each_fault_is_said_with_its_place(tmp_path, change, what):
    assert any(what in line for line in said(tmp_path, change)), said(tmp_path / "again", change)


def test_a_team_that_repairs_cannot_fly(tmp_path):
    def team(data):
        kind = {"name": {"zh": "队", "en": "team"}, "machine": {"zh": "机", "en": "machine"}}
        data["team_types"] = {"dig": {**kind, "capabilities": ["road_clearing"]}}
        row = {"id": "TM1", "name_zh": "队", "type": "dig", "node": "N00", "people": 6, "operators": 2}
        data["teams"] = [{**row, "machines": 1, "ready_min": 5.0, "vehicle": "copter", **NOTE}]

    assert any("a vehicle that does not fly" in line for line in said(tmp_path, team))


def test_what_is_off_is_not_looked_at(tmp_path):
    def off(data):
        data["upper"] = {"on": False, "municipal": {"district": "D55"}}

    assert said(tmp_path, off) == []
