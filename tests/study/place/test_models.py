"""Location models find the published optima, and on small questions what trying everything finds."""

import csv
from itertools import combinations, combinations_with_replacement
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.network.roads import RoadGraph
from sim.network.travel import Travel
from sim.study.place.models import (
    NoSite,
    Siting,
    covered,
    expected_cover,
    max_cover,
    mean_cost,
    p_median,
    p_median_robust,
    set_cover,
)

SHARED = Path(__file__).resolve().parents[3] / "../shared/data/validation/location"


def rows_of(name):
    if not (SHARED / name).is_file():
        pytest.skip(f"the published instance is not there: ../shared/data/validation/location/{name}")
    with (SHARED / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def francisco():
    """Return 205 tracts of San Francisco and 16 stores, as pysal/spopt's tests have them."""
    rows = rows_of("sf16x205_cost_m.csv")
    stores = [name for name in rows[0] if name.startswith("Store_")]
    cost = np.array([[float(row[store]) for store in stores] for row in rows])
    return stores, Siting(cost, np.array([float(row["demand_pop"]) for row in rows]))


def names(stores, found):
    return {stores[site] for site in found.chosen}


def test_maximal_cover_is_the_published_one(francisco):
    stores, siting = francisco
    found = max_cover(siting, 5000, 4)
    assert names(stores, found) == {"Store_11", "Store_12", "Store_15", "Store_2"}
    assert found.value == found.bound == 875247
    units = np.isin(np.arange(16), found.chosen)
    assert covered(Siting(siting.cost, np.ones(205)), 5000, units) == 205 - 21


def test_the_median_is_the_published_one(francisco):
    stores, siting = francisco
    found = p_median(siting, 4)
    assert names(stores, found) == {"Store_11", "Store_12", "Store_15", "Store_2"}
    assert found.value == pytest.approx(2982.1268579890657, rel=1e-6)  # the table gives tenths of a metre
    assert found.bound == pytest.approx(found.value, rel=1e-8)


@pytest.mark.parametrize(
    ("p", "busy", "value"), [(4, 0.2, 737879.7120), (6, 0.3, 777920.5203), (8, 0.5, 727628.4062)]
)
def test_expected_cover_is_the_optimum_of_another_program(francisco, p, busy, value):
    _, siting = francisco
    found = expected_cover(siting, 5000, p, busy)
    assert found.value == pytest.approx(value, abs=1e-3)
    assert found.bound == pytest.approx(found.value, rel=1e-8)


@pytest.mark.parametrize(("name", "p", "optimum"), [("pmed1", 5, 5819), ("pmed5", 33, 1355)])
def test_the_medians_of_the_or_library_are_found(name, p, optimum):
    rows = rows_of(f"orlib_{name}_edges.csv")
    ends = [sorted((int(row["node_a"]) - 1, int(row["node_b"]) - 1)) for row in rows]
    edges = {tuple(pair): int(row["cost"]) for pair, row in zip(ends, rows, strict=True)}
    tail, head = (list(ends) for ends in zip(*edges, strict=True))
    travel = Travel(RoadGraph.from_links(tail, head, n_nodes=100), np.repeat(list(edges.values()), 2))
    cost = np.array([travel.times_to(node, range(100)) for node in range(100)], np.float64)
    assert p_median(Siting(cost, np.ones(100)), p).value * 100 == pytest.approx(optimum)


# --- small questions, by trying everything

_cost = st.sampled_from([0.0, 1, 2, 3, 5, 9, np.inf])
costs = st.lists(st.lists(_cost, min_size=4, max_size=4), min_size=1, max_size=5)
few = settings(max_examples=25)


@st.composite
def sitings(draw):
    cost = np.array(draw(costs))
    weight = np.array(draw(st.lists(st.sampled_from([0.0, 1, 2, 7]), min_size=len(cost), max_size=len(cost))))
    fixed = tuple(sorted(draw(st.sets(st.integers(0, 3), max_size=1))))
    forbidden = tuple(sorted(draw(st.sets(st.integers(0, 3), max_size=1)) - set(fixed)))
    return Siting(cost, weight + (weight.sum() == 0), fixed, forbidden)


def choices(siting, p, again=False):
    """Yield the units at each candidate of every choice that is allowed."""
    free = [i for i in range(4) if i not in siting.forbidden and (again or i not in siting.fixed)]
    for sites in (combinations_with_replacement if again else combinations)(free, p):
        yield np.bincount([*sites, *siting.fixed], minlength=4)


def best(values, worst):
    """Return the least of some values, or None where none is finite."""
    values = [value for value in values if value < worst]
    return min(values) if values else None


@few
@given(sitings(), st.integers(1, 2))
def test_no_choice_has_a_smaller_mean_than_the_median(siting, p):
    least = best((mean_cost(siting, units) for units in choices(siting, p)), np.inf)
    if least is None:
        with pytest.raises(NoSite):
            p_median(siting, p)
    else:
        assert p_median(siting, p).value == pytest.approx(least)


@few
@given(sitings(), st.permutations(range(4)), st.integers(1, 2))
def test_no_choice_has_a_smaller_worst_regret_than_the_robust_one(siting, order, p):
    states = [siting, Siting(siting.cost[:, list(order)], siting.weight, siting.fixed, siting.forbidden)]
    alone = [best((mean_cost(state, units) for units in choices(siting, p)), np.inf) for state in states]
    if None in alone:
        return
    worst = (
        max(mean_cost(state, units) - least for state, least in zip(states, alone, strict=True))
        for units in choices(siting, p)
    )
    least = best(worst, np.inf)
    if least is None:
        with pytest.raises(NoSite):
            p_median_robust(states, p, alone)
    else:
        assert p_median_robust(states, p, alone).value == pytest.approx(least, abs=1e-9)


@few
@given(sitings(), st.integers(1, 3), st.sampled_from([0.0, 0.3, 0.6]))
def test_no_choice_covers_more_than_the_expected_cover(siting, p, busy):
    most = max((covered(siting, 2, units, busy) for units in choices(siting, p, again=True)), default=0)
    assert expected_cover(siting, 2, p, busy).value == pytest.approx(most)


@few
@given(sitings())
def test_no_fewer_sites_cover_everybody(siting):
    everybody = siting.weight[siting.weight > 0].sum()
    counts = [p for p in range(5) for units in choices(siting, p) if covered(siting, 2, units) == everybody]
    if counts:
        assert set_cover(siting, 2).value == len(set_cover(siting, 2).chosen) == min(counts)
    else:
        with pytest.raises(NoSite):
            set_cover(siting, 2)


@pytest.mark.parametrize(
    ("cost", "weight", "words"),
    [
        ([[1.0, 2.0]], [1.0, 2.0], "a weight for each place"),
        ([[np.nan, 2.0]], [1.0], "must be numbers"),
        ([[1.0, 2.0]], [np.inf], "must be numbers"),
        ([[-1.0, 2.0]], [1.0], "must not be negative"),
    ],
)
def test_what_is_no_question_is_refused(cost, weight, words):
    with pytest.raises(ValueError, match=words):
        Siting(np.array(cost), np.array(weight))


def test_a_unit_that_is_always_busy_covers_nothing_and_is_refused():
    with pytest.raises(ValueError, match="busy must be"):
        expected_cover(Siting(np.ones((1, 1)), np.ones(1)), 1, 1, 1.0)


def test_more_sites_than_there_are_cannot_be_chosen():
    with pytest.raises(NoSite):
        p_median(Siting(np.ones((1, 2)), np.ones(1)), 3)
