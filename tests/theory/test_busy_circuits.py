"""The laws of busy circuits against tables, against sums over states, and against each other."""

import csv
from math import comb, factorial, fsum, inf, log
from pathlib import Path

import pytest
from exact import mmc_wait, table
from hypothesis import given
from hypothesis import strategies as st

from sim.comms.erlang import (
    WaitLaw,
    engset_call_congestion,
    engset_time_congestion,
    erlang_b,
    erlang_b_table,
    erlang_c,
)
from sim.kernel.draw import Streams

CIRCUITS = st.integers(1, 60)
LOADS = st.floats(0, 200)
PUBLISHED = "../shared/data/validation/queueing/erlang_b_published_capacity.csv"


# --- against tables


@pytest.mark.parametrize("row", table("erlang_b_c.csv"))
def test_erlang_gives_the_table(row):
    servers, load = int(row["c"]), row["a_erlang"]
    law = WaitLaw(servers, load, 1000.0)
    assert erlang_b(servers, load) == pytest.approx(row["erlang_b"], abs=1e-10)
    assert erlang_c(servers, load) == pytest.approx(row["erlang_c"], abs=1e-10)
    assert law.mean_ms == pytest.approx(1000 * row["Wq_over_mean_service"], abs=1e-6)
    assert law.share_longer(1000.0) == pytest.approx(row["P_wait_gt_1_service"], abs=1e-10)


@pytest.mark.parametrize("row", table("engset_loss.csv"))
def test_engset_gives_the_table(row):
    case = int(row["sources"]), int(row["servers"]), row["alpha_lambda_over_mu"]
    assert engset_time_congestion(*case) == pytest.approx(row["time_congestion"], abs=1e-10)
    assert engset_call_congestion(*case) == pytest.approx(row["call_congestion"], abs=1e-10)


def test_erlang_gives_a_published_table_of_capacities():
    """The table was read from a textbook and is not ours to ship."""
    published = Path(__file__).resolve().parents[2] / PUBLISHED
    if not published.is_file():
        pytest.skip(f"the published table is not there: {PUBLISHED}")
    with published.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            trunks = int(row.pop("trunks_textbook_table"))
            for column, load in row.items():
                assert erlang_b(trunks, float(load)) == pytest.approx(
                    float(column.rpartition("_")[2]), rel=0.07
                )


def test_a_fallback_to_one_carrier_collapses():
    """20 users with 15 calls an hour of 8 s on one circuit: two of three wait, 16 s in the mean."""
    law = WaitLaw(1, 20 * 15 * 8 / 3600, 8000)
    assert law.share_waiting == pytest.approx(0.667, abs=5e-4)
    assert law.mean_ms == pytest.approx(16_000)
    assert law.share_longer(5000) == pytest.approx(0.54, abs=5e-3)


# --- against sums over states


@given(CIRCUITS, st.floats(0.01, 100))
def test_the_recursion_is_the_share_of_the_last_state(circuits, load):
    states = [load**busy / factorial(busy) for busy in range(circuits + 1)]
    assert erlang_b(circuits, load) == pytest.approx(states[-1] / fsum(states), rel=1e-9)


@given(st.integers(1, 40), st.integers(1, 40), st.floats(0.001, 5))
def test_engset_is_the_share_of_the_last_state(sources, circuits, load):
    states = [comb(sources, busy) * load**busy for busy in range(circuits + 1)]
    assert engset_time_congestion(sources, circuits, load) == pytest.approx(
        states[-1] / fsum(states), rel=1e-9
    )


# --- laws


@given(CIRCUITS, LOADS)
def test_one_more_circuit_never_loses_more_calls(circuits, load):
    lost = erlang_b_table(circuits, load)
    assert len(lost) == circuits + 1
    assert list(lost) == sorted(lost, reverse=True)
    assert all(0 <= share <= 1 for share in lost)
    assert lost[-1] == erlang_b(circuits, load)


@given(CIRCUITS, LOADS, st.floats(0, 50))
def test_more_load_never_loses_fewer_calls(circuits, load, more):
    assert erlang_b(circuits, load + more) >= erlang_b(circuits, load)


@given(CIRCUITS, LOADS)
def test_more_calls_wait_than_would_be_lost(circuits, load):
    assert erlang_b(circuits, load) <= erlang_c(circuits, load) <= 1


@given(st.integers(1, 30), st.floats(0.01, 2))
def test_no_circuit_is_short_where_there_is_one_for_each_source(sources, load):
    assert engset_call_congestion(sources, sources, load) == 0
    assert engset_time_congestion(sources, sources + 1, load) == 0


@given(st.integers(2, 30), st.integers(1, 10), st.floats(0.01, 2))
def test_a_source_never_stands_in_its_own_way(sources, circuits, load):
    case = sources, circuits, load
    assert engset_call_congestion(*case) <= engset_time_congestion(*case)


def test_many_small_sources_are_as_erlang_says():
    assert engset_call_congestion(1_000_000, 10, 8e-6) == pytest.approx(erlang_b(10, 8.0), rel=1e-4)


def test_a_million_erlang_neither_overflows_nor_vanishes():
    assert erlang_b(1000, 1e6) == pytest.approx(1 - 1000 / 1e6, rel=1e-3)
    assert 0 < erlang_b(100, 1.0) < 1e-150


def test_without_circuits_all_is_lost_and_without_load_nothing():
    assert erlang_b(0, 0.0) == erlang_b(0, 5.0) == 1
    assert erlang_b(3, 0.0) == erlang_c(3, 0.0) == engset_time_congestion(5, 3, 0.0) == 0


def test_all_wait_where_the_load_is_too_much():
    assert erlang_c(3, 3.0) == erlang_c(3, 7.0) == 1


# --- waiting


@given(st.integers(1, 20), st.floats(0.05, 0.99), st.floats(1, 1e5))
def test_half_of_all_wait_longer_than_the_median(servers, use, holding_ms):
    law = WaitLaw(servers, use * servers, holding_ms)
    median_ms = law.quantile_ms(0.5)
    longer = law.share_longer(median_ms)
    assert longer == pytest.approx(0.5) if median_ms > 0 else longer <= 0.5 + 1e-12
    assert law.mean_ms == pytest.approx(holding_ms * mmc_wait(servers, use * servers))


@given(st.integers(1, 20), st.floats(0.05, 0.99), st.floats(0, 0.999), st.floats(0, 0.999))
def test_a_higher_quantile_is_never_a_shorter_wait(servers, use, one, other):
    law = WaitLaw(servers, use * servers, 1000.0)
    assert law.quantile_ms(min(one, other)) <= law.quantile_ms(max(one, other))


def test_drawn_waits_have_the_law():
    law, draws = WaitLaw(7, 5.0, 8000.0), Streams(3, 0)("test/waits")
    waits = [law.draw_ms(draws) for _ in range(40_000)]
    assert fsum(waits) / len(waits) == pytest.approx(law.mean_ms, rel=0.04)
    waiting = fsum(wait > 0 for wait in waits) / len(waits)
    assert waiting == pytest.approx(law.share_waiting, abs=0.01)
    assert sorted(waits)[36_000] == pytest.approx(
        law.wait_of_waiting_ms * log(law.share_waiting / 0.1), rel=0.05
    )


def test_a_wait_takes_one_number_whether_it_is_long_or_none():
    """Streams that are drawn from in step stay in step."""
    one, other = Streams(1, 0)("test/one"), Streams(1, 0)("test/one")
    law = WaitLaw(7, 5.0, 8000.0)
    waits = [law.draw_ms(one) for _ in range(20)]
    assert waits == [law.quantile_ms(other.uniform()) for _ in range(20)]
    assert 0.0 in waits
    assert max(waits) > 0
    assert one.uniform() == other.uniform()


# --- what has no law


@pytest.mark.parametrize("load", [3.0, 4.0, inf])
def test_a_queue_without_end_has_no_law(load):
    with pytest.raises(ValueError, match="erlang"):
        WaitLaw(3, load, 1.0)


@pytest.mark.parametrize("share", [-0.1, 1.0, 2.0])
def test_a_quantile_is_of_a_share(share):
    with pytest.raises(ValueError, match="share"):
        WaitLaw(3, 1.0, 1.0).quantile_ms(share)


@pytest.mark.parametrize(("circuits", "load"), [(-1, 1.0), (1, -0.5), (1, inf), (1, float("nan"))])
def test_there_are_no_negative_circuits_or_loads(circuits, load):
    with pytest.raises(ValueError, match="0 or more"):
        erlang_b(circuits, load)
    with pytest.raises(ValueError, match="0 or more"):
        engset_time_congestion(5, circuits, load)


def test_engset_needs_a_source():
    with pytest.raises(ValueError, match="0 or more"):
        engset_call_congestion(0, 1, 0.5)
