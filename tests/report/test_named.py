"""What a row is called: its names, and its id where it has no English one."""

import pytest
from worlds import line, scenario

from sim.report.named import UNITS_ZH, called
from sim.report.words import Both
from sim.terms.enums import DamageKind


def test_a_row_without_an_english_name_is_called_by_its_chinese_one():
    township = scenario(line()).townships[0]
    with_name = township.model_copy(update={"name_zh": "石坪镇", "name_en": "Shiping"})
    without = township.model_copy(update={"name_zh": "石坪镇", "name_en": ""})
    assert called(with_name) == Both("石坪镇", "Shiping")
    assert called(without) == Both("石坪镇", "石坪镇")


@pytest.mark.parametrize("kind", [kind for kind in DamageKind if kind.unit], ids=str)
def test_the_unit_of_every_size_of_damage_has_a_chinese_name(kind):
    assert UNITS_ZH.get(kind.unit, "")
