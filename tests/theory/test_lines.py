"""Whole runs of the simulator stand in line as Erlang, Pollaczek and Khinchine, and Cobham say."""

from collections.abc import Iterable
from itertools import pairwise
from math import isclose

import pytest
from exact import erlang_b, erlang_c, mg1_wait, mmc_wait, priority_waits, table
from queues import (
    AT_ONCE,
    Control,
    agrees,
    first_come_first_served,
    lost_when_all_are_busy,
    spot,
    visits,
    work,
)

from sim.terms.enums import CallStage

CALLS = 8_000


def same(ours: Iterable[float | None], exact: Iterable[float]) -> bool:
    """Whether times agree to what rounding to whole milliseconds can add up to."""
    return all(
        found is None or isclose(found, time, abs_tol=1e-3) for found, time in zip(ours, exact, strict=True)
    )


# --- Erlang C: whoever finds all servers busy waits


@pytest.mark.parametrize(("servers", "load"), [(1, 0.5), (2, 1.5), (5, 4.0), (10, 8.0)])
def test_callers_wait_for_a_call_taker_as_erlang_says(servers: int, load: float) -> None:
    made = spot(
        [load], [1], [(1, AT_ONCE)], call_takers=servers, process_law="exponential", process_median=60
    )
    seen = visits(made, CALLS / load, rep=servers)
    waits = [visit.answered - visit.began for visit in seen.calls]
    assert agrees(waits, mmc_wait(servers, load))
    assert agrees([wait > 0 for wait in waits], erlang_c(servers, load))
    exact = first_come_first_served([v.began for v in seen.all], [v.process for v in seen.all], servers)
    assert same((visit.answered for visit in seen.all), exact)


@pytest.mark.parametrize(
    ("servers", "load", "policy"), [(1, 0.5, "nearest"), (3, 2.0, "run-card"), (6, 4.0, "nearest")]
)
def test_calls_wait_for_a_unit_as_erlang_says(servers: int, load: float, policy: str) -> None:
    seen = visits(spot([load], [1] * servers, [(1, work(1))]), CALLS / load, policy, rep=10 + servers)
    waits = [visit.ordered - visit.taken for visit in seen.calls]
    assert agrees(waits, mmc_wait(servers, load))
    assert agrees([wait > 0 for wait in waits], erlang_c(servers, load))
    exact = first_come_first_served([v.began for v in seen.all], [v.work for v in seen.all], servers)
    assert same((visit.ordered for visit in seen.all), exact)
    assert same((visit.ended for visit in seen.calls), [visit.ordered + visit.work for visit in seen.calls])


# --- Erlang B: whoever finds all units busy is handed over


@pytest.mark.parametrize(("servers", "load"), [(1, 0.9), (2, 1.5), (5, 3.0), (10, 8.0)])
@pytest.mark.parametrize("cv2", [1, 0])
def test_without_a_line_calls_are_lost_as_erlang_says_whatever_the_law_of_the_work(
    servers: int, load: float, cv2: float
) -> None:
    made = spot([load], [1] * servers, [(1, work(cv2))], queue_limit=0)
    seen = visits(made, CALLS / load, rep=20 + servers).all
    lost = [visit.stage == CallStage.HANDED_OVER.value for visit in seen]
    assert agrees(lost, erlang_b(servers, load))
    assert lost == lost_when_all_are_busy([v.began for v in seen], [v.work for v in seen], servers)


# --- Pollaczek and Khinchine: one unit, work of any law


def wait_for_one_unit(row: dict[str, float], calls: int) -> None:
    load, cv2 = row["rho"], row["cv2_service"]
    seen = visits(spot([load], [1], [(1, work(cv2))]), calls / load, rep=round(10 * (load + cv2)))
    assert agrees([v.ordered - v.taken for v in seen.calls], mg1_wait(load, cv2))


@pytest.mark.parametrize("row", [row for row in table("mg1_pollaczek_khinchine.csv") if row["rho"] == 0.5])
def test_one_unit_makes_calls_wait_as_pollaczek_and_khinchine_say(row: dict[str, float]) -> None:
    wait_for_one_unit(row, CALLS)


# --- Cobham: the urgent first, but nobody is interrupted. The wait that each call would have had in its turn,
# whatever its urgency, has a known mean: it is the control that shows what luck a run had.

TWO_CLASSES = table("mm1_nonpreemptive_priority.csv") + table("mmc_nonpreemptive_priority.csv")


def stand_by_urgency(row: dict[str, float], calls: int) -> None:
    servers, speed = int(row.get("c", 1)), row["mu"]
    rates = [row["lambda_hi"], row["lambda_lo"]]
    kinds = [(rate / sum(rates), {"priority": rank, **work(1)}) for rank, rate in enumerate(rates, 1)]
    made = spot([sum(rates)], [speed] * servers, kinds)
    seen = visits(made, calls / sum(rates), rep=servers).all
    begins = first_come_first_served([v.began for v in seen], [v.work / speed for v in seen], servers)
    in_turn = mmc_wait(servers, sum(rates) / speed) / speed
    for number, exact in enumerate(priority_waits(servers, rates, speed)):
        pairs = [
            (v, b - v.began)
            for v, b in zip(seen, begins, strict=True)
            if v.kind == number and v.ordered is not None
        ]
        waits = [visit.ordered - visit.taken for visit, _ in pairs]
        assert agrees(waits, exact, Control([wait for _, wait in pairs], in_turn))


@pytest.mark.parametrize(
    "row",
    [row for row in TWO_CLASSES if row["lambda_hi"] + row["lambda_lo"] < 0.85 * row["mu"] * row.get("c", 1)],
)
def test_the_urgent_and_the_others_wait_as_cobham_says(row: dict[str, float]) -> None:
    stand_by_urgency(row, CALLS)


def test_no_call_is_served_while_a_more_urgent_one_waits_and_equals_keep_their_turn() -> None:
    kinds = [(0.4, {"priority": 1, **work(1)}), (0.6, {"priority": 2, **work(1)})]
    calls = visits(spot([1.8], [1, 1], kinds), 2_000).calls
    urgent = [v for v in calls if v.kind == 0]
    for same in (urgent, [v for v in calls if v.kind == 1]):
        assert all(before.ordered <= after.ordered for before, after in pairwise(same))
    for other in (v for v in calls if v.kind == 1):
        assert not any(v.taken < other.ordered < v.ordered for v in urgent)


# --- the same and more, at length


@pytest.mark.slow
@pytest.mark.parametrize("row", TWO_CLASSES)
def test_many_calls_of_two_urgencies_wait_as_cobham_says(row: dict[str, float]) -> None:
    stand_by_urgency(row, 100_000)


@pytest.mark.slow
@pytest.mark.parametrize("row", table("mg1_pollaczek_khinchine.csv"))
def test_many_calls_wait_for_one_unit_as_pollaczek_and_khinchine_say(row: dict[str, float]) -> None:
    wait_for_one_unit(row, 100_000)


@pytest.mark.slow
@pytest.mark.parametrize("row", [row for row in table("erlang_b_c.csv") if row["c"] <= 50])
def test_many_calls_wait_and_are_lost_as_erlang_says(row: dict[str, float]) -> None:
    servers, load = int(row["c"]), row["a_erlang"]
    for limit, exact in (({}, row["erlang_c"]), ({"queue_limit": 0}, row["erlang_b"])):
        calls = visits(spot([load], [1] * servers, [(1, work(1))], **limit), 50_000 / load).calls
        assert agrees([v.ordered is None or v.ordered > v.taken for v in calls], exact)
