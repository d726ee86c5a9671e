"""Laws of the calls: how many, where, when, what; and that nobody else's luck ever moves them."""

import math
import os
import subprocess
import sys
from collections import Counter
from datetime import datetime, timedelta
from itertools import islice, pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from worlds import NOTE, kind, line, scenario

from sim.hazard.demand import Birth, births
from sim.kernel.draw import Streams
from sim.terms.units import DAY_MS, HOUR_MS, YEAR_MS

FLAT = [1.0] * 12


def calls_of(data: dict[str, Any], horizon_ms: int = YEAR_MS, seed: int = 1, rep: int = 0) -> list[Birth]:
    """All calls of a scenario given as plain data."""
    return list(births(scenario(data), Streams(seed, rep), horizon_ms))


def world(horizon_ms: int = YEAR_MS, seed: int = 1, rep: int = 0, **changes: Any) -> list[Birth]:
    """All calls of a line of five villages; `demand`, `dispatch` and the like replace its parts."""
    return calls_of(line(**changes), horizon_ms, seed, rep)


def demand(**changes: Any) -> dict[str, Any]:
    return {"kinds": {"fire": kind(per_1000=20)}, **changes}


def within(count: float, expected: float, errors: float = 3.0) -> bool:
    """Whether a Poisson count is within some standard errors of its expectation."""
    return abs(count - expected) <= errors * math.sqrt(expected)


# --- how many -----------------------------------------------------------------------------------------------


def test_a_year_has_the_calls_its_rates_promise() -> None:
    kinds = {"fire": kind(per_1000=0.6), "other": kind(per_1000=1.14)}
    years = [world(demand={"kinds": kinds, "scale": 20}, rep=rep) for rep in range(3)]
    fires = sum(birth.kind == 0 for year in years for birth in year)
    assert within(sum(map(len, years)), 3 * 20 * 50 * 1.74)
    assert within(fires, 3 * 20 * 50 * 0.60)


@pytest.mark.parametrize(
    "start", ["2023-01-01T00:00:00+08:00", "2024-01-01T00:00:00+08:00", "2024-07-15T13:45:10+08:00"]
)
def test_every_year_carries_the_whole_rate_leap_or_not_and_across_new_year(start: str) -> None:
    first = datetime.fromisoformat(start)
    year_ms = (first.replace(year=first.year + 1) - first) // timedelta(milliseconds=1)
    weights = [3.0, 0.0, 1.0, 1.0, 1.0, 9.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0]
    made = demand(month_weights=weights, hour_weights=[1.0] * 8 + [5.0] * 16, scale=10)
    assert within(len(world(year_ms, start=start, demand=made)), 10_000)


def test_the_calls_of_many_years_are_counted_as_poisson_would() -> None:
    made = scenario(line(demand=demand(kinds={"fire": kind(per_1000=0.6)}, month_weights=FLAT)))
    counts = [sum(1 for _ in births(made, Streams(5, rep), YEAR_MS)) for rep in range(400)]
    mean = sum(counts) / 400
    dispersion = sum((count - mean) ** 2 for count in counts) / mean
    assert 0.001 < stats.chi2.cdf(dispersion, 399) < 0.999
    assert within(sum(counts), 400 * 30)


def test_gaps_of_a_constant_rate_are_exponential() -> None:
    made = demand(
        kinds={"fire": kind(per_1000=100)}, month_weights=[31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    )
    times = [birth.t_ms for birth in world(demand=made)]
    gaps = [after - before for before, after in pairwise(times)]
    assert stats.kstest(gaps, "expon", (0, YEAR_MS / 5000)).pvalue > 0.001


@pytest.mark.parametrize(
    "made",
    [
        demand(kinds={"fire": kind(per_1000=0)}),
        demand(kinds={"fire": kind(per_1000=9, enabled=False)}),
        demand(scale=0),
        demand(hour_weights=[0.0] * 24),
        demand(month_weights=[0.0] * 12),
        demand(mode="historical"),
    ],
)
def test_without_rate_there_is_no_call(made: dict[str, Any]) -> None:
    assert world(demand=made) == []


def test_without_people_or_villages_at_home_there_is_no_call() -> None:
    data = line(demand=demand())
    abroad = {**data, "districts": [{**data["districts"][0], "home": False}]}
    assert calls_of(abroad) == []
    assert calls_of({**data, "villages": [{**row, "population": 0} for row in data["villages"]]}) == []


def test_a_horizon_of_nothing_has_no_call() -> None:
    assert world(0, demand=demand()) == []


# --- where --------------------------------------------------------------------------------------------------


def uneven() -> dict[str, Any]:
    data = line(demand=demand(scale=10))
    people = [1000, 0, 5000, 20_000, 24_000]
    data["villages"] = [{**row, "population": n} for row, n in zip(data["villages"], people, strict=True)]
    return data


def test_villages_call_in_proportion_to_their_people() -> None:
    counts = Counter(birth.place for birth in calls_of(uneven()))
    assert 1 not in counts
    total = sum(counts.values())
    expected = [total * share for share in (0.02, 0.1, 0.4, 0.48)]
    assert stats.chisquare([counts[place] for place in (0, 2, 3, 4)], expected).pvalue > 0.001


def test_neighbouring_districts_do_not_call() -> None:
    data = uneven()
    data["districts"].append({**data["districts"][0], "id": "D2", "home": False})
    data["townships"][4]["district"] = "D2"
    made = calls_of(data)
    assert {birth.place for birth in made} == {0, 2, 3}
    assert within(len(made), 26 * 20 * 10)


def test_a_call_comes_from_the_node_of_its_village() -> None:
    data = line(demand=demand())
    data["villages"][2]["node"] = "N04"
    assert {(birth.place, birth.node) for birth in calls_of(data)} == {(0, 0), (1, 1), (2, 4), (3, 3), (4, 4)}


# --- when ---------------------------------------------------------------------------------------------------


def moment(birth: Birth, start: str = "2025-01-01T00:00:00+08:00") -> datetime:
    return datetime.fromisoformat(start) + timedelta(milliseconds=birth.t_ms)


def test_june_to_august_have_the_national_share_of_calls() -> None:
    made = world(demand=demand(scale=20))
    summer = sum(moment(birth).month in (6, 7, 8) for birth in made)
    assert abs(summer / len(made) - 0.28) < 3 * math.sqrt(0.28 * 0.72 / len(made))


@pytest.mark.parametrize(
    "start", ["2025-01-01T00:00:00+08:00", "2025-06-30T21:37:11.250+08:00", "2025-03-01T05:00:00-03:30"]
)
def test_calls_follow_the_local_hours_and_months(start: str) -> None:
    hours = [float(hour % 5) for hour in range(24)]
    months = [float(month % 4) for month in range(12)]
    made = world(start=start, demand=demand(scale=10, hour_weights=hours, month_weights=months))
    for weights, seen in (
        (hours, Counter(moment(birth, start).hour for birth in made)),
        (months, Counter(moment(birth, start).month - 1 for birth in made)),
    ):
        used = [index for index, weight in enumerate(weights) if weight]
        assert sorted(seen) == used
        expected = [len(made) * weights[index] / sum(weights) for index in used]
        assert stats.chisquare([seen[index] for index in used], expected).pvalue > 0.001


def test_within_an_hour_calls_are_uniform() -> None:
    made = world(demand=demand(scale=10, hour_weights=[0.0] * 7 + [1.0] + [0.0] * 16))
    assert stats.kstest([birth.t_ms % HOUR_MS for birth in made], "uniform", (0, HOUR_MS)).pvalue > 0.001


def test_a_surge_multiplies_the_calls_of_its_hours_and_kinds_only() -> None:
    kinds = {"fire": kind(per_1000=100), "aid": kind(per_1000=100)}
    surge = {"begin": 100.5, "end": 340.25, "factor": 4, "kinds": ["fire"]}
    made = world(1000 * HOUR_MS, demand={"kinds": kinds, "month_weights": FLAT, "surges": [surge]})
    inside = Counter(birth.kind for birth in made if 100.5 * HOUR_MS <= birth.t_ms < 340.25 * HOUR_MS)
    per_hour = 5000 / 12 / 31 / 24
    assert within(inside[1], 4 * 239.75 * per_hour)
    assert within(inside[0], 239.75 * per_hour)


def test_surges_that_overlap_multiply_and_a_surge_of_zero_silences() -> None:
    surges = [
        {"begin": 0, "end": 200, "factor": 3},
        {"begin": 100, "end": 300, "factor": 5},
        {"begin": 300, "end": 400, "factor": 0},
    ]
    made = world(400 * HOUR_MS, demand=demand(scale=10, month_weights=FLAT, surges=surges))
    seen = Counter(birth.t_ms // (100 * HOUR_MS) for birth in made)
    per_100 = 10_000 / 12 / 31 / 24 * 100
    assert all(within(seen[part], per_100 * factor) for part, factor in enumerate((3, 15, 5)))
    assert seen[3] == 0


def test_a_surge_leaves_the_calls_before_it_and_the_other_kinds_alone() -> None:
    kinds = {"fire": kind(per_1000=50), "aid": kind(per_1000=50, work_law="lognormal")}
    calm = world(demand={"kinds": kinds})
    wild = world(
        demand={"kinds": kinds, "surges": [{"begin": 1000, "end": 1100, "factor": 9, "kinds": ["fire"]}]}
    )
    assert len(wild) > len(calm)
    assert [b for b in calm if b.kind == 0] == [b for b in wild if b.kind == 0]
    assert [b for b in calm if b.t_ms < 1000 * HOUR_MS] == [b for b in wild if b.t_ms < 1000 * HOUR_MS]


# --- what ---------------------------------------------------------------------------------------------------

SEVERITIES = [
    {"id": "small", "weight": 7, "needs": {"engine": 1, "ladder": 0}, "work": 0.5},
    {"id": "large", "weight": 3, "needs": {"tanker": 2, "engine": 3}, "work": 4},
]


def test_severities_come_by_weight_and_say_what_is_needed() -> None:
    made = world(demand=demand(kinds={"fire": kind(per_1000=200, severities=SEVERITIES)}))
    large = [birth for birth in made if birth.severity == 1]
    assert abs(len(large) / len(made) - 0.3) < 3 * math.sqrt(0.21 / len(made))
    assert {birth.needs for birth in large} == {(("engine", 3), ("tanker", 2))}
    assert {birth.needs for birth in made if birth.severity == 0} == {(("engine", 1),)}
    assert {(birth.severity, birth.work_ms) for birth in made} == {(0, 900_000), (1, 7_200_000)}


@pytest.mark.parametrize(
    ("law", "expected"),
    [("lognormal", ("lognorm", (0.7, 0, 45 * 60_000))), ("exponential", ("expon", (0, 45 * 60_000)))],
)
def test_work_and_call_taking_follow_their_laws(law: str, expected: tuple[str, tuple[float, ...]]) -> None:
    made = world(
        demand=demand(kinds={"fire": kind(per_1000=200, work_law=law, work_median=45, work_sigma=0.7)}),
        dispatch={"process_law": law, "process_median": 45 * 60, "process_sigma": 0.7},
    )
    for times in ([birth.work_ms for birth in made], [birth.process_ms for birth in made]):
        assert stats.kstest(times, *expected).pvalue > 0.001
    assert abs(stats.spearmanr([b.work_ms for b in made], [b.process_ms for b in made]).statistic) < 0.04


def test_everything_about_a_call_is_whole_and_not_negative() -> None:
    for birth in world(demand=demand(kinds={"fire": kind(work_law="lognormal", work_median=0)})):
        assert all(type(value) is int for value in birth if not isinstance(value, tuple | str))
        assert birth.trapped == ()
        assert birth.work_ms == 0 < birth.process_ms


# --- whose luck ---------------------------------------------------------------------------------------------

THREE = {
    "aid": kind(per_1000=8, work_law="lognormal", severities=SEVERITIES),
    "fire": kind(per_1000=12, work_law="exponential", severities=SEVERITIES),
    "rescue": kind(per_1000=5, work_law="lognormal"),
}


def of_fire(made: list[Birth], kinds: dict[str, Any]) -> list[tuple[Any, ...]]:
    """The calls of kind fire, without the number of the kind."""
    number = sorted(kinds).index("fire")
    return [(birth.t_ms, *birth[2:]) for birth in made if birth.kind == number]


@pytest.mark.parametrize(
    "others",
    [
        {"fire": THREE["fire"]},
        {**THREE, "aid": kind(per_1000=80)},
        {**THREE, "aid": kind(enabled=False)},
        {**THREE, "storm": kind(per_1000=30)},
    ],
)
def test_no_other_kind_moves_a_kind(others: dict[str, Any]) -> None:
    before, after = world(demand={"kinds": THREE}), world(demand={"kinds": others})
    assert of_fire(before, THREE) == of_fire(after, others) != []


def test_another_policy_or_another_unit_moves_no_call() -> None:
    before = world(demand={"kinds": THREE})
    assert before == world(demand={"kinds": THREE}, dispatch={"policy": "nearest", "call_takers": 1})
    assert before == world(demand={"kinds": THREE}, stations={0: 1, 3: 4})


def test_another_law_for_one_attribute_moves_no_other_attribute() -> None:
    before = world(demand={"kinds": THREE})
    steady = {key: {**value, "work_law": "fixed"} for key, value in THREE.items()}
    after = world(demand={"kinds": steady}, dispatch={"process_law": "fixed"})
    assert [birth[:6] for birth in before] == [birth[:6] for birth in after]
    assert [birth.work_ms for birth in before] != [birth.work_ms for birth in after]


def test_another_seed_or_replication_has_other_calls() -> None:
    first = world(demand={"kinds": THREE})
    assert first != world(demand={"kinds": THREE}, rep=1)
    assert first != world(demand={"kinds": THREE}, seed=2)


def test_a_longer_horizon_only_adds_calls_at_the_end() -> None:
    short, long = world(100 * DAY_MS, demand={"kinds": THREE}), world(demand={"kinds": THREE})
    assert long[: len(short)] == short
    assert all(birth.t_ms >= 100 * DAY_MS for birth in long[len(short) :])


def test_the_calls_are_the_same_in_another_process_with_another_hash_seed() -> None:
    code = (
        "import hashlib\n"
        "from test_demand import THREE, world\n"
        "print(hashlib.sha256(repr(world(demand={'kinds': THREE})).encode()).hexdigest())"
    )
    folder = os.path.dirname(__file__)
    roots = os.pathsep.join([os.path.dirname(os.path.dirname(folder)), os.path.dirname(folder), folder])
    said = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": roots},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "77")
    }
    assert len(said) == 1


@settings(max_examples=40)
@given(
    st.lists(st.floats(0, 10), min_size=24, max_size=24),
    st.lists(st.floats(0, 10), min_size=12, max_size=12),
    st.lists(st.tuples(st.floats(0, 900), st.floats(0, 900), st.floats(0, 5)), max_size=3),
    st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1)),
    st.integers(0, 40 * DAY_MS),
)
def test_calls_come_in_order_inside_the_horizon_whatever_the_weights(
    hours: list[float],
    months: list[float],
    surges: list[tuple[float, float, float]],
    start: datetime,
    horizon_ms: int,
) -> None:
    made = world(
        horizon_ms,
        start=start.isoformat() + "+08:00",
        demand={
            "kinds": THREE,
            "hour_weights": hours,
            "month_weights": months,
            "surges": [{"begin": begin, "end": end, "factor": factor} for begin, end, factor in surges],
        },
    )
    assert [birth[:2] for birth in made] == sorted(birth[:2] for birth in made)
    assert all(0 <= birth.t_ms < horizon_ms for birth in made)


def test_calls_are_born_one_at_a_time() -> None:
    made = scenario(line(horizon=36500, demand=demand(kinds={"fire": kind(per_1000=1000)}, scale=1000)))
    few = list(islice(births(made, Streams(1, 0), 36500 * DAY_MS), 1000))
    assert few[-1].t_ms < HOUR_MS


# --- of the past --------------------------------------------------------------------------------------------


def past(*rows: tuple[str, ...]) -> list[dict[str, str]]:
    return [dict(zip(("at", "village", "kind", "severity"), row, strict=False)) for row in rows]


CALLS = past(
    ("30:00:00", "V01", "fire", "large"),
    ("2025-01-01T06:30:00", "V04", "fire", "small"),
    ("2025-01-01T00:00:00Z", "V02", "rescue"),
    ("00:00:00", "V03", "aid", ""),
)


def test_calls_of_the_past_are_played_exactly() -> None:
    made = world(demand={"kinds": THREE, "mode": "historical"}, calls=CALLS)
    assert [(b.t_ms, b.kind, b.place, b.node) for b in made] == [
        (0, 0, 3, 3),
        (6 * HOUR_MS + HOUR_MS // 2, 1, 4, 4),
        (8 * HOUR_MS, 2, 2, 2),
        (30 * HOUR_MS, 1, 1, 1),
    ]
    assert (made[1].severity, made[3].severity) == (0, 1)
    assert made[3].needs == (("engine", 3), ("tanker", 2))


def test_scale_and_surges_leave_the_past_alone() -> None:
    surges = [{"begin": 0, "end": 1000, "factor": 9}]
    plain = world(demand={"kinds": THREE, "mode": "historical"}, calls=CALLS)
    assert plain == world(
        demand={"kinds": THREE, "mode": "historical", "scale": 7, "surges": surges}, calls=CALLS
    )


def test_both_is_the_generated_and_the_past_together() -> None:
    made = {
        mode: world(demand={"kinds": THREE, "mode": mode}, calls=CALLS)
        for mode in ("generated", "historical", "both")
    }
    assert sorted(made["both"]) == sorted(made["generated"] + made["historical"])
    assert [b[:2] for b in made["both"]] == sorted(b[:2] for b in made["both"])


def test_one_call_of_the_past_less_leaves_the_others_their_luck() -> None:
    rows = CALLS + past(("30:00:00", "V01", "fire"), ("30:00:00", "V01", "fire"))
    before = world(demand={"kinds": THREE, "mode": "historical"}, calls=rows)
    after = world(demand={"kinds": THREE, "mode": "historical"}, calls=rows[1:])
    assert len(after) == 5
    assert {b.t_ms: b for b in before if b.t_ms < 30 * HOUR_MS} == {
        b.t_ms: b for b in after if b.t_ms < 30 * HOUR_MS
    }


def test_the_severity_written_down_changes_no_other_luck() -> None:
    drawn = world(demand={"kinds": THREE, "mode": "historical"}, calls=past(("01:00:00", "V00", "aid")))[0]
    written = SEVERITIES[drawn.severity]["id"]
    rows = past(("01:00:00", "V00", "aid", str(written)))
    assert world(demand={"kinds": THREE, "mode": "historical"}, calls=rows) == [drawn]


def test_severities_of_the_past_come_by_weight_where_not_written() -> None:
    rows = past(*((f"{hour}:00:00", "V00", "aid") for hour in range(1000)))
    made = world(demand={"kinds": THREE, "mode": "historical"}, calls=rows)
    large = sum(birth.severity for birth in made)
    assert abs(large / 1000 - 0.3) < 3 * math.sqrt(0.21 / 1000)


def test_calls_before_the_start_beyond_the_horizon_or_of_a_kind_switched_off_are_left_out() -> None:
    kinds = {**THREE, "rescue": kind(enabled=False)}
    rows = CALLS + past(("2024-12-31T23:59:59", "V00", "aid"), ("48:00:00", "V00", "aid"))
    made = world(48 * HOUR_MS, demand={"kinds": kinds, "mode": "historical"}, calls=rows)
    assert [birth.kind for birth in made] == [0, 1, 1]


def test_a_call_of_the_past_may_come_from_a_neighbouring_district() -> None:
    data = line(demand={"kinds": THREE, "mode": "historical"}, calls=past(("01:00:00", "V02", "fire")))
    data["districts"] = [{**data["districts"][0], "home": False, **NOTE}]
    assert [birth.place for birth in calls_of(data)] == [2]
