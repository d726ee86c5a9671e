"""Stations against their standards: worked by hand on a line, and as they are in Fuling."""

import csv
import math
from pathlib import Path

import pytest
from rich.console import Console
from typer.testing import CliRunner
from worlds import NOTE, line, scenario

from sim.cli import app
from sim.report.standards import COLUMNS, print_standards, rows, told
from sim.scenario.load import load
from sim.survey.standards import CLAIMS, REACH_MS, TOWN, URBAN, earned, standards

SHARED = Path(__file__).parents[2].parent / "shared" / "data" / "validation" / "response"
TABLE = SHARED / "station_standards.csv"


def district(grades=("1st", "small"), kinds=("national", "national"), km=2.0, **changes):
    """Five villages on a line; stations at its ends, of two vehicles and twelve people each."""
    data = line(km=km, stations={0: 2, 4: 2}, **changes)
    for row, grade, what in zip(data["stations"], grades, kinds, strict=True):
        row["grade"], row["kind"] = grade, what
    return scenario(data)


def by_id(made):
    return {each.station.id: each for each in standards(made)}


# --- what belongs to whom, and how far it is


def test_a_village_belongs_to_the_station_that_is_there_first_and_halfway_to_the_first_of_them():
    found = by_id(district())
    assert [each.residents for each in found.values()] == [30_000, 20_000]
    assert [each.area_km2 for each in found.values()] == [60.0, 40.0]


def test_the_time_runs_from_the_order_with_turnout_and_travel():
    # 4 km of trunk road at 45 km/h take 320 s, after 45 s of turnout
    found = by_id(district())
    assert found["S00"].farthest_ms == 45_000 + 320_000
    assert found["S04"].farthest_ms == 45_000 + 160_000
    assert found["S04"].is_in_time
    assert not found["S00"].is_in_time


def test_the_share_in_reach_is_of_the_people():
    found = by_id(district())
    assert found["S00"].in_reach == pytest.approx(2 / 3)
    assert found["S04"].in_reach == 1


def test_the_way_into_a_village_counts():
    data = line(km=2.0, stations={0: 2})
    data["stations"][0]["grade"] = "small"
    data["villages"][0]["access_km"] = 2.5
    (near,) = standards(scenario({**data, "villages": data["villages"][:1]}))
    assert near.farthest_ms == 45_000 + 2.5 / 25 * 3_600_000


def test_a_station_that_is_first_nowhere_has_no_area():
    data = line(km=2.0, stations={0: 2, 1: 1})
    data["stations"][1]["node"] = "N00"
    found = by_id(scenario(data))
    assert found["S01"].residents == 0
    assert math.isnan(found["S01"].in_reach)
    assert not found["S01"].is_in_time


def test_who_takes_no_part_is_not_asked():
    made = district(kinds=("national", "township"), forces={"town_brigades": False})
    assert [each.station.id for each in standards(made)] == ["S00"]
    assert standards(district(kinds=("medical", "enterprise"))) == []


def test_villages_of_neighbours_are_nobodys():
    data = line(km=2.0, stations={0: 2})
    away = {**data["districts"][0], "id": "D2", "home": False}
    data["districts"].append(away)
    data["townships"][4]["district"] = "D2"
    (only,) = standards(scenario(data))
    assert only.residents == 40_000


# --- what is asked of them


def test_people_vehicles_and_area_are_held_to_the_class():
    found = by_id(district(grades=("small", "2nd")))
    assert (found["S00"].has_people, found["S00"].has_vehicles, found["S00"].fits) == (False, True, False)
    assert found["S04"].has_vehicles
    small = by_id(district(grades=("small", "2nd"), townships=_tiny()))
    assert small["S00"].fits
    assert small["S04"].fits


def test_a_station_without_a_known_grade_keeps_nothing():
    odd = by_id(district(grades=("", "odd")))["S04"]
    assert (odd.asked, odd.has_people, odd.has_vehicles, odd.fits) == (None, False, False, None)


@pytest.mark.parametrize(
    ("people", "vehicles", "name"),
    [(15, 2, "一级"), (15, 1, "二级"), (10, 1, "二级"), (9, 3, "志愿"), (8, 0, None), (7, 2, None)],
)
def test_a_brigade_earns_the_highest_class_that_it_can_fill(people, vehicles, name):
    found = earned(people, vehicles)
    assert (None if found is None else found.zh) == name


def test_a_brigade_is_held_to_what_its_grade_claims():
    found = by_id(district(grades=("grade1", "grade2"), kinds=("township", "township")))
    assert [each.asked for each in found.values()] == [TOWN[0], TOWN[1]]
    assert [each.has_people for each in found.values()] == [False, True]
    assert [each.earned for each in found.values()] == [TOWN[1], TOWN[1]]
    assert all(each.fits is None for each in found.values())


# --- against the collected standards


@pytest.mark.skipif(not TABLE.exists(), reason="../shared/data is not here: the standards cannot be compared")
def test_the_figures_are_those_of_the_collected_standards():
    with TABLE.open(encoding="utf-8") as file:
        table = {(row["item"], row["class"]): row["value"] for row in csv.DictReader(file)}
    areas = {"1st": "level-1 urban station", "2nd": "level-2 urban station", "small": "small station"}
    for grade, name in areas.items():
        assert URBAN[grade].area_km2 == float(table["jurisdiction area", name])
    crews = {"1st": "level-1", "2nd": "level-2", "small": "small", "special": "special service"}
    for grade, name in crews.items():
        assert URBAN[grade].people == int(table["crew on one shift", name].partition("-")[0])
    held = {"1st": "level-1", "2nd": "level-2", "special": "special service"}
    for grade, name in held.items():
        assert URBAN[grade].vehicles == int(table["vehicles actually held", name].partition("-")[0])
    assert 60_000 * int(table["arrival at edge after order", "urban station"]) == REACH_MS


def test_every_grade_of_fuling_is_a_class(fuling_itself):
    grades = {(row.kind.value, row.grade) for row in fuling_itself.stations}
    assert {grade for what, grade in grades if what == "national"} <= set(URBAN)
    assert {grade for what, grade in grades if what == "township"} <= set(CLAIMS)


# --- what is shown


@pytest.fixture(scope="module")
def fuling_itself():
    return load("fuling")


@pytest.fixture(scope="module")
def fuling(fuling_itself):
    return standards(fuling_itself)


def test_in_fuling_no_station_keeps_the_urban_rule_for_it_also_serves_the_country(fuling):
    assert told(fuling).splitlines() == [
        "建标152: 面积合规 area 0/7, 五分钟到边缘 edge in 5 min 0/7",
        "GB/T 35547: 人员与车辆达到所报等级 people and vehicles of the grade claimed 19/19",
    ]


def test_everybody_in_fuling_belongs_to_one_station(fuling, fuling_itself):
    made = fuling_itself
    home = {row.id for row in made.districts if row.home}
    towns = {row.id for row in made.townships if row.district in home}
    people = sum(row.population for row in made.villages if row.township in towns)
    assert sum(each.residents for each in fuling) == people
    assert math.fsum(each.area_km2 for each in fuling) == pytest.approx(
        math.fsum(row.area_km2 for row in made.townships if row.id in towns)
    )


def test_the_tables_name_each_station_and_the_sources_in_both_languages(fuling, tmp_path):
    with (tmp_path / "out.txt").open("w", encoding="utf-8") as file:
        print_standards(fuling, Console(file=file, width=110))
    text = (tmp_path / "out.txt").read_text(encoding="utf-8")
    assert all(each.station.id in text for each in fuling)
    for words in ("国家站", "national stations", "镇街专职队", "township brigades", "assumption: GB/T 35547"):
        assert words in text


def test_a_district_without_stations_of_a_kind_has_no_table_of_it(tmp_path):
    with (tmp_path / "out.txt").open("w", encoding="utf-8") as file:
        print_standards(standards(district(kinds=("township", "township"))), Console(file=file, width=110))
        print_standards(standards(district(grades=("", ""))), Console(file=file, width=110))
    text = (tmp_path / "out.txt").read_text(encoding="utf-8")
    assert text.count("national stations") == text.count("township brigades") == 1


def test_the_rows_have_a_value_for_each_column(fuling):
    made = [*rows(fuling), *rows(standards(district(grades=("", ""), kinds=("township", "national"))))]
    assert {len(row) for row in made} == {len(COLUMNS)}


def test_the_command_writes_the_rows_and_never_over_a_file(tmp_path):
    out = tmp_path / "found.csv"
    done = CliRunner().invoke(app, ["standards", "hamlet", "--out", str(out)])
    assert done.exit_code == 0, done.output
    assert out.read_text(encoding="utf-8").startswith(",".join(COLUMNS))
    again = CliRunner().invoke(app, ["standards", "hamlet", "--out", str(out)])
    assert again.exit_code == 2


def test_the_command_needs_no_file():
    done = CliRunner().invoke(app, ["standards", "hamlet"])
    assert done.exit_code == 0, done.output
    assert "建标152" in done.output


def test_a_village_that_no_road_leads_to_is_nobodys():
    data = line(km=2.0, stations={0: 2})
    data["links"] = data["links"][:3]
    (only,) = standards(scenario(data))
    assert only.residents == 40_000


def _tiny():
    return [{**row, "area_km2": 0.5, **NOTE} for row in line()["townships"]]
