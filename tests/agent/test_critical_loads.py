"""Which loads are critical, in which order: base stations only where the scenario says so."""

from sim.agent.support.build import critical_loads
from sim.scenario.load import load


def ranks(*sets):
    found = load("hamlet-silent", sets)
    return {found.loads[number].id: rank for number, rank in critical_loads(found).items()}


def test_lives_come_before_command_word_water_and_shelter():
    names = ("LD-HO1", "LD-EOC1", "LD-HUB1", "LD-RS1", "LD-PU1", "LD-SH1")
    found = ranks()
    assert sorted(found, key=lambda name: (found[name], name)) == ["LD-HO1", "LD-DC1", *names[1:]]


def test_base_stations_come_last_and_only_where_they_are_asked_for():
    found = ranks("support.cells=true")
    assert "LD-CELL-H01" not in ranks()
    assert found["LD-CELL-H01"] > max(rank for name, rank in found.items() if "CELL" not in name)
