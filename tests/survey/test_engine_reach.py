"""How soon units could be where, worked by hand on a line; and its tables, maps and page."""

import csv
import json
import math
import re
from dataclasses import replace

import pytest
from rich.console import Console
from typer.testing import CliRunner
from worlds import NOTE, kind, line, scenario

from sim.cli import app
from sim.record.reach import Arrival, Condition
from sim.report.reach.page import page
from sim.report.reach.told import kind_and_needs, median_min, share_within, unreached
from sim.report.reach.write import geojson
from sim.report.words import Lang
from sim.scenario.load import load
from sim.survey.reach import NoEngine, NoKind, reach, usual_kind

DAY_START_MS, NIGHT_START_MS = 45_000, 60_000


def district(**changes):
    """Five villages on a line, 10 km apart; two engines at its west end, one at its east end."""
    data = line(stations={0: 2, 4: 1}, **changes)
    for row in data["stations"]:
        row["kind"] = "national"
    return data


def made(**changes):
    return reach(scenario(district(**changes)))


@pytest.fixture(scope="module")
def plain():
    return made()


def test_the_first_unit_takes_its_turnout_and_its_drive(plain):
    here, next_door = plain.nodes[Condition.DAY][0], plain.nodes[Condition.DAY][1]
    assert here.first_ms == DAY_START_MS
    drive_ms = next_door.first_ms - DAY_START_MS
    assert plain.nodes[Condition.DAY][2].first_ms == DAY_START_MS + 2 * drive_ms
    assert plain.nodes[Condition.DAY][3].first_ms == next_door.first_ms  # from the other end


def test_night_and_rain_slow_the_drive_and_only_night_the_turnout(plain):
    world = scenario(district())
    night, rain = world.roads.night_factor.value, world.roads.rain_factor.value
    drive_ms = plain.nodes[Condition.DAY][1].first_ms - DAY_START_MS
    assert plain.nodes[Condition.NIGHT][1].first_ms == NIGHT_START_MS + round(drive_ms / night)
    assert plain.nodes[Condition.RAIN][1].first_ms == DAY_START_MS + round(drive_ms / rain)
    assert plain.nodes[Condition.RAINY_NIGHT][1].first_ms == NIGHT_START_MS + round(drive_ms / (night * rain))


def test_all_that_is_needed_is_there_with_the_last_of_it():
    found = made(demand={"kinds": {"fire": kind(run_card={"engine": 3})}})
    assert all(each.full_ms >= each.first_ms for each in found.nodes[Condition.DAY])
    # at the west end two stand ready, and the third comes the whole line
    one_link_ms = found.nodes[Condition.DAY][1].first_ms - DAY_START_MS
    assert found.nodes[Condition.DAY][0] == Arrival(DAY_START_MS, DAY_START_MS + 4 * one_link_ms)


def test_what_nobody_can_do_is_never_there_in_full():
    data = district(demand={"kinds": {"fire": kind(run_card={"engine": 1, "rescue": 1})}})
    data["unit_types"]["ladder"] = {"name": {"zh": "抢险车", "en": "rescue"}, "capabilities": ["rescue"]}
    world = scenario(data)
    found = reach(world)
    assert all(each.first_ms is not None and each.full_ms is None for each in found.nodes[Condition.DAY])
    people = sum(village.population for village in world.villages)
    assert unreached(world, found, Condition.DAY, "full") == people
    assert median_min(world, found, Condition.DAY, "full") is None
    assert share_within(world, found, Condition.DAY, "full", 1e6) == 0


def test_a_station_sends_no_more_vehicles_than_its_people_can_man():
    data = district(demand={"kinds": {"fire": kind(run_card={"engine": 2})}})
    data["stations"][0]["crew"] = 9  # six for the first engine, three are too few for the second
    found = reach(scenario(data))
    data["stations"][0]["crew"] = 10
    better = reach(scenario(data))
    assert found.nodes[Condition.DAY][0].full_ms > better.nodes[Condition.DAY][0].full_ms == DAY_START_MS


def test_homes_away_from_the_road_are_reached_later_than_the_road():
    data = district()
    data["villages"][0]["access_km"] = 5.0
    found = reach(scenario(data))
    assert found.villages[Condition.DAY][0].first_ms > found.nodes[Condition.DAY][0].first_ms
    assert found.villages[Condition.DAY][1].first_ms == found.nodes[Condition.DAY][1].first_ms


def test_shares_and_medians_count_people():
    data = district()
    for village, people in zip(data["villages"], (700, 100, 100, 50, 50), strict=True):
        village["population"] = people
    world = scenario(data)
    found = reach(world)
    assert share_within(world, found, Condition.DAY, "first", 1.0) == pytest.approx(0.75)
    assert median_min(world, found, Condition.DAY, "first") == pytest.approx(0.75)
    assert unreached(world, found, Condition.DAY, "first") == 0


def test_who_lives_beyond_the_border_is_not_counted():
    data = district()
    data["districts"].append({**data["districts"][0], "id": "D2", "home": False, "seat": "N04"})
    data["townships"][4]["district"] = "D2"
    found = reach(scenario(data))
    assert found.rows == (0, 1, 2, 3)
    assert len(found.nodes[Condition.DAY]) == 5


def test_without_a_station_there_is_no_reach():
    data = line()
    data["stations"][0]["kind"] = "medical"
    with pytest.raises(NoEngine, match="no fire station"):
        reach(scenario(data))


def test_a_kind_that_is_not_there_is_named():
    with pytest.raises(NoKind, match=r"no incident 'flood' in line; there are fire"):
        reach(scenario(district()), "flood")


def test_the_most_urgent_kind_is_mapped_unless_another_is_asked_for():
    kinds = {"rescue": kind(priority=1), "fire": kind(priority=2), "aid": kind(priority=1)}
    assert usual_kind(scenario(district(demand={"kinds": kinds}))) == "aid"


# --- files


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    out = tmp_path_factory.mktemp("coverage") / "out"
    found = CliRunner().invoke(app, ["coverage", "hamlet", "--out", str(out), "--lang", "en"])
    assert found.exit_code == 0, found.output
    return out, found.output


def test_the_command_prints_shares_of_people_for_first_unit_and_full_response(folder):
    out, text = folder
    told = json.loads((out / "summary.json").read_text(encoding="utf-8"))
    world = load("hamlet")
    found = reach(world)
    share = share_within(world, found, Condition.DAY, "first", 10.0)
    assert told["first_day"]["share_10min"] == pytest.approx(share)
    assert f"{share:.1%}" in text
    assert "First unit" in text
    assert "Full response" in text
    assert "rainy night" in text


def test_the_tables_have_every_village_and_every_node_once(folder):
    out, _ = folder
    world = load("hamlet")
    with (out / "villages.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["id"] for row in rows] == [village.id for village in world.villages]
    assert all(float(row["first_day_min"]) <= float(row["first_rainy_night_min"]) for row in rows)
    shapes = json.loads((out / "reach.geojson").read_text(encoding="utf-8"))["features"]
    assert [shape["properties"]["id"] for shape in shapes] == [node.id for node in world.nodes]
    assert shapes[0]["geometry"]["coordinates"] == [world.nodes[0].lon, world.nodes[0].lat]


def test_a_node_that_nobody_reaches_has_no_time_in_the_geojson():
    data = district()
    data["links"] = [*data["links"][:3], {**data["links"][3], "oneway": True, "a": "N04", "b": "N03"}]
    data["stations"], data["units"] = data["stations"][:1], data["units"][:2]
    world = scenario(data)
    shapes = geojson(world, reach(world))["features"]
    assert shapes[4]["properties"]["first_day_min"] is None
    assert shapes[3]["properties"]["first_day_min"] > 0


def test_the_page_needs_nothing_from_elsewhere_and_runs_no_script(folder):
    text = (folder[0] / "coverage.html").read_text(encoding="utf-8")
    assert "<script" not in text
    assert not re.search(r"(src|href)=", text)
    assert "default-src 'none'" in text
    assert text.count('<g class="layer ') == text.count('type="radio"') == 8
    assert text.count("<circle") == 8 * len(load("hamlet").nodes)


def test_no_name_on_the_page_covers_another():
    world = load("three-cuts-all")
    found = re.findall(
        r'<text x="([\d.]+)" y="([\d.]+)" font-size="15"[^>]*>([^<]+)<', page(world, reach(world))
    )
    names = [(float(x), float(y), 15 * len(words)) for x, y, words in found if "km" not in words]
    assert len(names) >= 0.9 * len(world.townships)
    for one, (x, y, width) in enumerate(names):
        for u, v, other in names[one + 1 :]:
            assert x + width <= u or u + other <= x or abs(y - v) >= 15


def test_the_maps_are_drawn(folder):
    for which in ("first", "full"):
        assert (folder[0] / f"{which}.png").read_bytes().startswith(b"\x89PNG")
        assert "<svg" in (folder[0] / f"{which}.svg").read_text(encoding="utf-8")


def test_the_table_fits_the_terminal_in_both_languages():
    from sim.report.reach import print_reach
    from sim.report.words import Lang

    world = scenario(district())
    found = reach(world)
    for lang in Lang:
        console = Console(width=100, record=True)
        print_reach(world, found, console, lang)
        lines = console.export_text().splitlines()
        assert max(map(len, lines)) <= 100
        assert sum("%" in text for text in lines) == 8


def test_bad_words_leave_nothing_behind(tmp_path):
    out = tmp_path / "out"
    for words, said in ((["--kind", "flood"], "no incident 'flood'"), (["--lang", "fr"], "--lang")):
        found = CliRunner().invoke(app, ["coverage", "hamlet", "--out", str(out), *words])
        assert found.exit_code == 2
        assert said in found.output
        assert not out.exists()


def test_a_share_of_nobody_is_no_number():
    data = district()
    for village in data["villages"]:
        village["population"] = 0
    world = scenario(data)
    assert math.isnan(share_within(world, reach(world), Condition.DAY, "first", 5))
    assert NOTE["label"] == "assumption"


def test_in_chinese_what_is_asked_for_is_called_by_its_type_of_unit_where_it_has_one():
    world = scenario(district())
    kind_zh, needs_zh = kind_and_needs(world, reach(world), Lang.ZH)
    kind_en, needs_en = kind_and_needs(world, reach(world), Lang.EN)
    assert (kind_zh, kind_en) != ("", "")
    assert needs_en == "1 engine"
    assert needs_zh == f"1 {world.unit_types['engine'].name.zh}"
    other = replace(reach(world), needs=(("divers", 2),))
    assert kind_and_needs(world, other, Lang.ZH)[1] == "2 divers"
