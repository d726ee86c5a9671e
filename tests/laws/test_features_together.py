"""Optional parts of a scenario switched on together: every pair of their values, held to every law."""

import random
from itertools import combinations

import pytest
from features import FEATURES, FEW, MASKS, REFUSED, patches_of, scenario_of
from pairs import covered, refused, rows, wanted
from together import seen

from sim.live.seats import seats_of
from sim.scenario.load import check
from sim.terms.errors import BadInput

SOME = rows(FEW, REFUSED, MASKS, seed=3)
ALL = rows(FEATURES, REFUSED, MASKS, seed=3)
FIRST = {name: next(iter(values)) for name, values in FEATURES.items()}
NEVER = [(value, other) for value, among in REFUSED.items() for other in sorted(among)]


def numbered(found):
    return [pytest.param(row, id=f"{number:02d}") for number, row in enumerate(found)]


@pytest.mark.parametrize("row", numbered(SOME))
def test_parts_of_a_scenario_go_together_two_by_two(row, tmp_path):
    assert len(seen(row, tmp_path))


@pytest.mark.slow
@pytest.mark.parametrize("row", numbered(ALL))
def test_all_values_of_parts_go_together_two_by_two(row, tmp_path):
    assert len(seen(row, tmp_path))


@pytest.mark.parametrize(("value", "other"), NEVER)
def test_what_cannot_go_together_is_refused_with_what_was_expected(value, other):
    row = FIRST | dict([value, other])
    faults = check("hamlet-capable", patches_of(row))
    if other[0] == "exercise":  # a scenario may declare seats at which nobody can sit: an exercise may not
        with pytest.raises(BadInput) as refusal:
            seats_of(scenario_of(row))
        faults = refusal.value.faults
    assert faults
    assert all(fault.expected for fault in faults)


def test_every_part_is_on_in_some_row_and_whatever_is_on_is_admitted():
    assert {value for row in SOME for value in row.items()} == {
        (name, value) for name, values in FEW.items() for value in values
    }
    assert scenario_of(FIRST).name == "hamlet-capable"


# --- the rows


@pytest.mark.parametrize(("features", "found"), [(FEW, SOME), (FEATURES, ALL)], ids=["few", "all"])
def test_every_pair_that_can_be_stands_in_a_row_in_which_nothing_hides_it(features, found):
    shown = set().union(*(covered(row, MASKS) for row in found))
    assert shown >= set(wanted(features, REFUSED))


@pytest.mark.parametrize("found", [SOME, ALL], ids=["few", "all"])
def test_no_row_holds_what_cannot_stand_together(found):
    assert not [pair for row in found for pair in combinations(row.items(), 2) if refused(*pair, REFUSED)]


def test_the_rows_are_the_same_whenever_they_are_made_and_far_fewer_than_the_pairs():
    assert rows(FEW, REFUSED, MASKS, seed=3) == SOME
    assert len(SOME) < 40 < len(ALL) < 120


def test_a_pair_beside_a_mask_does_not_count_unless_it_holds_the_mask():
    row = {"a": "1", "b": "1", "c": "mask"}
    pairs = {frozenset(pair) for pair in combinations(row.items(), 2)}
    assert covered(row) == pairs
    assert covered(row, [("c", "mask")]) == pairs - {frozenset({("a", "1"), ("b", "1")})}


def test_any_shape_of_features_is_covered():
    luck = random.Random(7)
    for _ in range(5):
        shape = {f"f{i}": [str(v) for v in range(luck.randint(2, 5))] for i in range(luck.randint(2, 6))}
        never = {("f0", "1"): {("f1", "1")}}
        found = rows(shape, never, [("f1", "1")])
        assert set().union(*(covered(row, [("f1", "1")]) for row in found)) >= set(wanted(shape, never))
