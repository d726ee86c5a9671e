"""What a report and the command say of mains and pumps, from runs in which they break and drain."""

import math

import pytest
from mains_yards import BOTH, PUMPS, Town, main, town
from yards import team

from sim.metric.summary import summary
from sim.metric.utilities import UtilityUse
from sim.report.material import Material
from sim.report.parts import Table, Text
from sim.report.utilities.section import headline, lines, utilities
from sim.report.words import WORDS
from sim.terms.enums import DamageKind

TEAMS = [team("G", "pipes", ready_min=0), team("W", "water", ready_min=0), team("P", "pumper", ready_min=0)]


def material(yard):
    return Material.of(yard.log)


@pytest.fixture(scope="module")
def broken():
    """Return a day on which gas and water mains break, and a road is flooded that nature leaves so."""
    injects = [main(2, 1), main(1, 1, "gas_main_break"), main(3, 70, "gas_main_break")]
    yard = Town(town(TEAMS, injects, utilities=BOTH, hospital=2, repair={"operational_period": 100}))
    yard.run_h(2)
    flood = yard.floods()
    yard.run_h(9)
    yard.damages.mend(flood, flood.cause)
    return yard.finish()


@pytest.fixture(scope="module")
def told(broken):
    return summary(broken.log)["utilities"]


def test_each_main_is_counted_once_and_repaired_is_never_more_than_broken(told):
    for kind in ("gas", "water"):
        assert told[kind]["whole"] <= told[kind]["places"] <= told[kind]["breaks"]
    assert (told["gas"]["places"], told["gas"]["shut"], told["gas"]["whole"]) == (2, 2, 1)
    assert told["gas"]["shut_mean_h"] < 3
    assert math.isfinite(told["water"]["whole_mean_h"])
    assert [row["village"] for row in told["each"]] == ["V02", "V01", "V03"]


def test_people_without_hydrants_and_hospitals_without_water_are_counted_by_the_hour(told):
    hours = told["water"]["whole_mean_h"]
    assert (told["dry_villages"], told["dry_people"]) == (1, 10000)
    assert told["dry_person_h"] == pytest.approx(10000 * hours)
    assert told["wards"] == 1
    assert told["wards_h"] == pytest.approx(hours - 2, abs=0.01)


def test_pumps_are_credited_with_the_hours_until_nature_would_have_had_it_dry(told):
    pumped = told["pumps"]
    assert (pumped["floods"], pumped["dry"]) == (1, 1)
    assert pumped["m3"] == 1000
    assert 4 < pumped["sooner_h"] < 7


def test_streets_closed_for_gas_are_counted_and_those_of_plumes_are_not(told, broken):
    assert told["cordons"] == 2
    use = UtilityUse(broken.scenario)
    broken_fact = next(f for *_, f in broken.entries() if getattr(f, "kind", "") == DamageKind.CORDON.value)
    begins = use.readers[type(broken_fact)]
    begins(0, 0, broken_fact)
    begins(1, 0, type(broken_fact)(9, "cordon", 1, 12, (), None))
    use.finish(1)
    assert use.summary()["utilities"]["cordons"] == 1


def test_the_report_has_a_section_with_a_row_for_each_main_in_both_languages(broken):
    (section,) = utilities(material(broken))
    table = next(part for part in section.parts if isinstance(part, Table))
    assert len(table.rows) == 3
    assert "村2" in str(table.rows[0])
    texts = [part for part in section.parts if isinstance(part, Text)]
    assert len(texts) == 4
    assert all(text.words.zh and text.words.en for text in texts)
    assert "{" not in "".join(text.words.zh + text.words.en for text in texts)


def test_the_command_prints_it_in_both_languages(broken):
    chinese, english = lines(material(broken))
    assert "燃气管网破损 2 处" in chinese
    assert "Water mains broke at 1 places" in english
    assert "Pumps drained 1,000 m3" in english


def test_a_run_in_which_nothing_breaks_says_so_without_a_table():
    yard = Town(town(TEAMS, utilities=PUMPS)).finish()
    (section,) = utilities(material(yard))
    assert not [part for part in section.parts if isinstance(part, Table)]
    found = summary(yard.log)["utilities"]
    assert found["gas"]["shut_mean_h"] is None
    assert len(headline(found, pumps=False)) == 2
    assert "–" in headline(found)[0].zh


def test_without_mains_and_pumps_nothing_is_said():
    yard = Town(town(TEAMS, utilities={})).finish()
    assert "utilities" not in summary(yard.log)
    assert utilities(material(yard)) == lines(material(yard)) == []
    assert UtilityUse(yard.scenario).readers == {}


def test_words_of_the_section_stand_in_the_common_list():
    assert WORDS["section_utilities"].zh == "市政管网与排涝"
