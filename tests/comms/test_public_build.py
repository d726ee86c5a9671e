"""The public network of the shipped scenarios, as planned, is whole."""

import pytest

from sim.comms.feeds import Feeds
from sim.comms.public_build import public_network
from sim.kernel.clock import Clock
from sim.kernel.draw import Streams
from sim.scenario.load import load
from sim.terms.enums import TelecomKind


@pytest.mark.parametrize("name", ["fuling", "fuling-storm", "hamlet-silent"])
def test_every_site_serves_as_planned_also_a_cell_that_hangs_on_another_cell(name):
    scenario = load(name)
    net = public_network(scenario, Streams(1, 0), Clock(), Feeds(scenario, None))
    sites = [i for i, row in enumerate(scenario.telecom) if row.kind is not TelecomKind.CORE]
    assert [scenario.telecom[i].id for i in sites if not net.is_serving(0, i)] == []


def test_a_cell_from_which_another_hangs_takes_it_along_when_it_falls():
    scenario = load("hamlet-silent")
    net = public_network(scenario, Streams(1, 0), Clock(), Feeds(scenario, None))
    number = {row.id: i for i, row in enumerate(scenario.telecom)}
    net.destroy(0, number["CELL-H08"])
    assert [name for name, i in number.items() if "CELL" in name and not net.is_serving(0, i)] == [
        "CELL-H05",
        "CELL-H07",
        "CELL-H08",
    ]
