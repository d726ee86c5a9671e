"""What UAVs did, in the figures and in the report: told where they are sent, nowhere else."""

import pytest
from drills import cut
from rich.console import Console
from uav_yards import ALOFT_H, ORDERED_H, Hangar, sky

from sim.metric.fold import fold
from sim.report.material import Material
from sim.report.parts import Table
from sim.report.terminal import print_summary
from sim.report.uav import line, scouting, told_of_uavs


@pytest.fixture(scope="module")
def material():
    cuts = [cut(1, 0)]
    hangar = Hangar(sky(machines=2, horizon=0.3, cuts=cuts), hears=[(1, 0), (1, 1)]).finish()
    return Material.of(hangar.log)


@pytest.fixture(scope="module")
def quiet():
    data = sky(horizon=0.1)
    data["support"] = {}
    return Material.of(Hangar(data).finish().log)


def test_flights_and_reports_are_counted(material):
    told = material.summary["uavs"]
    assert told["ordered"] == told["received"] >= told["flights"] >= 2
    assert told["seen"] == 2
    assert told["sent"] == told["delivered"] > told["changed"] == 1
    assert sum(row["closed"] for row in told["each"]) >= 1


def test_the_whole_is_the_sum_of_its_uavs(material):
    told = material.summary["uavs"]
    for key in ("flights", "flown_h", "held_h", "sent", "delivered", "changed"):
        assert told[key] == pytest.approx(sum(row[key] for row in told["each"]))


def test_an_order_that_is_on_its_way_is_not_received():
    told = fold(Hangar(sky(wired=True)).run_h(ORDERED_H + 0.0003).log).uavs
    assert (told.orders.ordered, told.orders.received) == (1, 0)


def test_a_flight_that_goes_on_counts_to_the_end_of_the_run():
    data = sky(horizon=(ALOFT_H + 0.1) / 24)
    (uav,) = Material.of(Hangar(data).finish().log).summary["uavs"]["each"]
    assert (uav["flights"], uav["flown_h"]) == (1, pytest.approx(0.1, abs=0.01))


def test_waiting_for_light_is_told():
    hangar = Hangar(sky(horizon=1), hears=[(9, 0)]).finish()
    assert Material.of(hangar.log).summary["uavs"]["held_h"] == pytest.approx(22.5 - 10.8, abs=0.5)


def test_where_uavs_are_off_nothing_is_said_of_them(quiet):
    assert "uavs" not in quiet.summary
    assert scouting(quiet) == told_of_uavs(quiet) == []


def test_the_section_has_a_row_for_each_uav(material):
    (section,) = scouting(material)
    (table,) = [each for each in section.parts if isinstance(each, Table)]
    assert [row[0].text.en for row in table.rows] == ["U-1", "U-2"]
    assert len({len(row) for row in (table.columns, *table.rows)}) == 1


def test_the_sentence_holds_the_figures_in_both_languages(material):
    words = line(material.summary["uavs"])
    for text in (words.zh, words.en):
        assert f"{material.summary['uavs']['flown_h']:.1f}" in text
        assert str(material.summary["uavs"]["delivered"]) in text


def test_the_terminal_tells_it(material):
    console = Console(record=True, width=200)
    print_summary(material, console)
    text = console.export_text()
    assert "无人机侦察" in text
    assert "UAVs:" in text
    assert len(told_of_uavs(material)) == 1
