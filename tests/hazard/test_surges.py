"""Laws of surges in some townships: there they multiply, elsewhere they change no call and no draw."""

import math
from collections import Counter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from test_demand import FLAT, SEVERITIES, THREE, calls_of, demand, within, world
from worlds import kind, line, scenario

from sim.hazard.demand import Birth
from sim.hazard.surges import Surges
from sim.terms.units import HOUR_MS

PER_PLACE = 1000 / 12 / 31 / 24
"""Calls an hour of each of five villages in January, at 5,000 calls a year."""


def surge(begin: float, end: float, factor: float, *townships: str, **more: Any) -> dict[str, Any]:
    return {"begin": begin, "end": end, "factor": factor, "townships": list(townships), **more}


def made(*surges: dict[str, Any], hours: int = 700, rep: int = 0, **changes: Any) -> list[Birth]:
    """Five villages, one in each township, in which a surge or two come."""
    kinds = {"fire": kind(per_1000=100, work_law="lognormal", severities=SEVERITIES)}
    asked = {"kinds": kinds, "month_weights": FLAT, "surges": list(surges), **changes}
    return world(hours * HOUR_MS, rep=rep, demand=asked)


def inside(calls: list[Birth], begin: float, end: float) -> Counter[int]:
    return Counter(b.place for b in calls if begin * HOUR_MS <= b.t_ms < end * HOUR_MS)


# --- how many -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("factor", [0, 0.4, 1, 2.5, 20])
def test_a_surge_multiplies_the_calls_of_its_townships_only(factor: float) -> None:
    runs = [made(surge(50.5, 350.25, factor, "T01", "T03"), rep=rep) for rep in range(5)]
    usual = 5 * 299.75 * PER_PLACE
    counts = sum((inside(run, 50.5, 350.25) for run in runs), Counter[int]())
    for place in range(5):
        expected = usual * (factor if place in (1, 3) else 1)
        assert within(counts[place], expected), place
    before_and_after = sum((inside(run, 0, 50.5) + inside(run, 350.25, 700) for run in runs), Counter[int]())
    assert all(within(before_and_after[place], 5 * 400.25 * PER_PLACE) for place in range(5))


def test_surges_that_overlap_in_a_township_multiply() -> None:
    surges = [
        surge(0, 200, 6, "T01"),
        surge(100, 300, 4, "T01", "T02"),
        surge(100, 300, 0.5, "T02"),
        surge(0, 300, 3),
    ]
    runs = [made(*surges, hours=300, rep=rep) for rep in range(5)]
    for begin, factors in ((0, (3, 18, 3)), (100, (3, 72, 6)), (200, (3, 12, 6))):
        counts = sum((inside(run, begin, begin + 100) for run in runs), Counter[int]())
        for place, factor in enumerate(factors):
            assert within(counts[place], 5 * 100 * PER_PLACE * factor), (begin, place)


def test_what_one_surge_adds_another_takes_away() -> None:
    runs = [made(surge(0, 300, 10, "T02"), surge(0, 300, 0.1, "T02"), hours=300, rep=r) for r in range(5)]
    counts = sum((inside(run, 0, 300) for run in runs), Counter[int]())
    assert all(within(counts[place], 5 * 300 * PER_PLACE) for place in range(5))


def test_the_calls_of_many_surges_are_counted_as_poisson_would() -> None:
    counts = [
        sum(birth.place == 2 for birth in made(surge(10, 110, 5, "T02"), hours=110, rep=rep))
        for rep in range(300)
    ]
    mean = sum(counts) / len(counts)
    dispersion = sum((count - mean) ** 2 for count in counts) / mean
    assert 0.001 < stats.chi2.cdf(dispersion, len(counts) - 1) < 0.999
    assert within(sum(counts), 300 * (10 + 500) * PER_PLACE)


def test_a_surge_follows_the_hours_of_the_day() -> None:
    hours = [0.0] * 6 + [1.0] * 12 + [5.0] * 6
    calls = made(surge(0, 700, 50, "T02"), hour_weights=hours)
    seen = Counter(b.t_ms // HOUR_MS % 24 for b in calls if b.place == 2)
    assert min(seen) == 6
    late = sum(count for hour, count in seen.items() if hour >= 18)
    whole = 29 * 24  # of 700 hours, 29 days and four hours that carry nothing
    assert whole < 700
    share = 30 / 42
    assert abs(late / seen.total() - share) < 3 * math.sqrt(share * (1 - share) / seen.total())


def test_a_surge_of_one_kind_leaves_the_other_kinds_of_its_townships() -> None:
    calm = world(demand={"kinds": THREE})
    wild = world(demand={"kinds": THREE, "surges": [surge(0, 8760, 9, "T02", kinds=["fire"])]})
    for number in (0, 2):
        assert [b for b in wild if b.kind == number] == [b for b in calm if b.kind == number]
    assert sum(b.kind == 1 for b in wild) > 2 * sum(b.kind == 1 for b in calm)


def test_in_a_township_people_call_in_proportion_to_their_number() -> None:
    data = line(demand=demand(scale=10, surges=[surge(0, 8760, 5, "T01")]))
    for row, (people, township) in zip(
        data["villages"], [(9000, "T01"), (1000, "T01"), (0, "T01"), (500, "T03"), (500, "T04")], strict=True
    ):
        row.update(population=people, township=township)
    counts = Counter(birth.place for birth in calls_of(data))
    assert 2 not in counts
    total = counts[0] + counts[1]
    assert abs(counts[0] / total - 0.9) < 3 * math.sqrt(0.09 / total)


# --- whose luck ---------------------------------------------------------------------------------------------


def elsewhere(calls: list[Birth], *places: int) -> list[Birth]:
    return [birth for birth in calls if birth.place not in places]


@pytest.mark.parametrize("factor", [0, 0.3, 1, 30])
def test_a_surge_elsewhere_leaves_the_calls_of_a_place_as_they_are(factor: float) -> None:
    calm, wild = made(), made(surge(20, 600, factor, "T01", "T03"))
    assert elsewhere(calm, 1, 3) == elsewhere(wild, 1, 3) != []


def test_a_surge_adds_to_the_usual_calls_of_its_township_and_moves_none() -> None:
    calm, wild = made(), made(surge(20, 600, 8, "T01"))
    assert Counter(calm) <= Counter(wild)
    added = Counter(wild) - Counter(calm)
    assert {birth.place for birth in added} == {1}
    assert all(20 * HOUR_MS <= birth.t_ms < 600 * HOUR_MS for birth in added)


def test_a_surge_of_less_than_one_only_takes_calls_away() -> None:
    calm, wild = Counter(made()), Counter(made(surge(20, 600, 0.5, "T01")))
    assert wild <= calm
    gone = calm - wild
    assert {birth.place for birth in gone} == {1}
    assert all(20 * HOUR_MS <= birth.t_ms < 600 * HOUR_MS for birth in gone)


def test_what_one_township_adds_does_not_hang_on_another() -> None:
    one = made(surge(20, 600, 8, "T01"))
    both = made(surge(20, 600, 8, "T01"), surge(0, 700, 40, "T02"))
    assert [b for b in one if b.place == 1] == [b for b in both if b.place == 1]
    together, apart = (
        made(surge(20, 600, 8, "T01", "T02")),
        made(surge(20, 600, 8, "T01"), surge(20, 600, 8, "T02")),
    )
    assert together == apart


def test_a_surge_of_one_and_a_surge_of_nobody_change_nothing() -> None:
    calm = made()
    assert made(surge(0, 700, 1, "T01")) == calm
    data = line(demand=demand(surges=[surge(0, 700, 9, "T01")]))
    data["villages"] = [{**row, "township": "T00"} for row in data["villages"]]
    assert calls_of(data) == calls_of({**data, "demand": demand()})


def test_neighbouring_townships_do_not_call_however_great_their_surge() -> None:
    data = line(demand=demand(surges=[surge(0, 8000, 100, "T04")]))
    data["districts"].append({**data["districts"][0], "id": "D2", "home": False})
    data["townships"][4]["district"] = "D2"
    assert {birth.place for birth in calls_of(data)} <= {0, 1, 2, 3}


def test_a_kind_that_is_switched_off_stays_off_in_a_surge() -> None:
    kinds = {"fire": kind(per_1000=100, enabled=False)}
    assert made(surge(0, 700, 99, "T01"), kinds=kinds) == []


def test_a_surge_in_every_township_is_as_a_surge_everywhere() -> None:
    everywhere = sum(len(made(surge(0, 200, 7), hours=200, rep=rep)) for rep in range(5))
    names = [f"T{i:02d}" for i in range(5)]
    in_each = sum(len(made(surge(0, 200, 7, *names), hours=200, rep=rep)) for rep in range(5))
    expected = 5 * 5 * 200 * 7 * PER_PLACE
    assert within(everywhere, expected)
    assert within(in_each, expected)


SURGES = st.lists(
    st.tuples(
        st.floats(0, 400),
        st.floats(0, 400),
        st.floats(0, 30),
        st.lists(st.sampled_from(["T01", "T02", "T03"]), max_size=3),
    ),
    max_size=4,
)


@settings(max_examples=40)
@given(SURGES, st.integers(0, 500))
def test_calls_come_in_order_inside_the_horizon_whatever_surges(
    surges: list[tuple[float, float, float, list[str]]], hours: int
) -> None:
    asked = [surge(begin, end, factor, *names) for begin, end, factor, names in surges]
    calls = world(hours * HOUR_MS, demand={"kinds": THREE, "surges": asked})
    assert [birth[:2] for birth in calls] == sorted(birth[:2] for birth in calls)
    assert all(0 <= birth.t_ms < hours * HOUR_MS for birth in calls)
    local = [row for row in asked if row["townships"]]
    general = [row for row in asked if not row["townships"]]
    without = world(hours * HOUR_MS, demand={"kinds": THREE, "surges": general})
    touched = {int(name[2:]) for row in local for name in row["townships"]}
    assert elsewhere(calls, *touched) == elsewhere(without, *touched)


# --- factors ------------------------------------------------------------------------------------------------


def test_factors_multiply_from_their_begin_to_just_before_their_end() -> None:
    rows = [
        surge(1, 3, 4),
        surge(2, 4, 5, "T02", "T01"),
        surge(2, 9, 0.5, "T01"),
        surge(0, 9, 7, kinds=["x"]),
    ]
    data = line(demand=demand(kinds={"fire": kind(), "x": kind()}, surges=rows))
    found = Surges(scenario(data).demand.surges, "fire")
    assert found.townships == ["T01", "T02"]
    assert [found.everywhere(hour * HOUR_MS) for hour in range(5)] == [1, 4, 4, 1, 1]
    assert [found.at("T01", hour * HOUR_MS) for hour in (1, 2, 3, 4, 9)] == [1, 2.5, 2.5, 0.5, 1]
    assert [found.added("T01", hour * HOUR_MS) for hour in (1, 2, 3, 4)] == [0, 6, 1.5, 0]
    assert found.at("T02", 2 * HOUR_MS) == 5
    assert found.edges_ms() == [HOUR_MS, 3 * HOUR_MS]
    assert found.edges_ms("T02") == [HOUR_MS, 2 * HOUR_MS, 3 * HOUR_MS, 4 * HOUR_MS]
