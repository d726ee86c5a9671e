"""What generator trucks did, in the figures and in the report: told where they are sent, nowhere else."""

import pytest
from rich.console import Console
from trucks import Depot, dark, fleet

from sim.metric.fold import fold
from sim.metric.parties import party
from sim.metric.summary import summary
from sim.report.material import Material
from sim.report.parts import Table
from sim.report.support import line, support, told_in_lines
from sim.report.terminal import print_summary
from sim.scenario.support import trucks
from sim.terms.ids import Band


@pytest.fixture(scope="module")
def depot():
    return Depot(fleet(outages=[dark(until=6)], machines=2)).finish()


@pytest.fixture(scope="module")
def material(depot):
    return Material.of(depot.log)


@pytest.fixture(scope="module")
def quiet():
    data = fleet(outages=[dark(until=6)])
    data["support"] = {}
    return Material.of(Depot(data).finish().log)


def test_the_hours_of_a_truck_are_those_of_the_run(depot):
    told = summary(depot.log)["trucks"]
    for row in told["each"]:
        assert sum(v for k, v in row.items() if k.endswith("_h")) == pytest.approx(72)
    assert told["supplied_h"] == sum(row["supplying_h"] for row in told["each"])


def test_orders_and_loads_are_counted(depot):
    told = summary(depot.log)["trucks"]
    assert (told["ordered"], told["received"], told["loads"], told["refuelled"]) == (1, 1, 1, 1)
    assert told["each"][0]["loads"] == ["B-SHELTER"]
    assert told["each"][1]["loads"] == []


def test_an_order_that_is_on_its_way_is_not_received():
    depot = Depot(fleet(outages=[dark()]))
    depot.run_h(1.1)
    assert fold(depot.log).trucks.summary()["trucks"]["received"] == 0


def test_where_trucks_are_off_nothing_is_said_of_them(quiet):
    assert "trucks" not in quiet.summary
    assert support(quiet) == told_in_lines(quiet) == []


def test_the_section_has_a_row_for_each_truck(material):
    (section,) = support(material)
    (table,) = [each for each in section.parts if isinstance(each, Table)]
    assert [row[0].text.en for row in table.rows] == ["T-1", "T-2"]
    assert len({len(row) for row in (table.columns, *table.rows)}) == 1


def test_the_sentence_holds_the_figures_in_both_languages(material):
    words = line(material.summary["trucks"])
    supplied = f"{material.summary['trucks']['supplied_h']:.1f}"
    assert supplied in words.zh
    assert supplied in words.en


def test_the_terminal_says_it(material):
    console = Console(record=True, width=200)
    print_summary(material, console)
    text = console.export_text()
    assert "应急发电车" in text or "发电车调派" in text
    assert "Generator trucks" in text


def test_a_truck_has_a_name_of_its_own(depot):
    assert [row.id for row in trucks(depot.scenario)] == ["T-1", "T-2"]
    assert party(depot.scenario, Band.TRUCK.address(1)).id == "T-2"


def test_a_machine_without_operators_is_no_truck():
    data = fleet(machines=3)
    data["teams"][0]["operators"] = 1
    assert len(trucks(Depot(data).scenario)) == 1
