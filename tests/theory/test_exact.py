"""The yardstick itself: closed forms and the linear solver agree with the tables, and with each other."""

import csv
from math import sqrt
from pathlib import Path
from typing import Any

import pytest
from exact import (
    Hypercube,
    erlang_b,
    erlang_c,
    hypercube,
    instances,
    mg1_wait,
    mmc_wait,
    nearest_of_some,
    nearest_on_torus,
    priority_waits,
    square_root_constant,
    steps_on_torus,
    table,
)


@pytest.mark.parametrize("row", table("erlang_b_c.csv"))
def test_erlang_recursions_give_the_table(row: dict[str, float]) -> None:
    servers, load = int(row["c"]), row["a_erlang"]
    assert erlang_b(servers, load) == pytest.approx(row["erlang_b"], abs=1e-9)
    assert erlang_c(servers, load) == pytest.approx(row["erlang_c"], abs=1e-9)
    assert mmc_wait(servers, load) == pytest.approx(row["Wq_over_mean_service"], abs=1e-8)


def test_erlang_recursion_agrees_with_a_published_table_of_capacities() -> None:
    """The table was read from a textbook and is not ours to ship."""
    shared = Path(__file__).resolve().parents[2] / "../shared/data/validation/queueing"
    published = shared / "erlang_b_published_capacity.csv"
    if not published.is_file():
        pytest.skip("the published table is not there: ../shared/data/validation/queueing")
    with published.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            trunks = int(row.pop("trunks_textbook_table"))
            for column, load in row.items():
                lost = float(column.rpartition("_")[2])
                assert erlang_b(trunks, float(load)) == pytest.approx(lost, rel=0.07)


@pytest.mark.parametrize("row", table("mg1_pollaczek_khinchine.csv"))
def test_pollaczek_and_khinchine_give_the_table(row: dict[str, float]) -> None:
    assert mg1_wait(row["rho"], row["cv2_service"]) == pytest.approx(row["Wq_over_mean_service"], abs=1e-9)


@pytest.mark.parametrize(
    "row", table("mm1_nonpreemptive_priority.csv") + table("mmc_nonpreemptive_priority.csv")
)
def test_cobham_gives_the_tables(row: dict[str, float]) -> None:
    servers = int(row.get("c", 1))
    waits = priority_waits(servers, [row["lambda_hi"], row["lambda_lo"]], row["mu"])
    assert waits == pytest.approx([row["Wq_hi"], row["Wq_lo"]], abs=1e-9)


def test_all_exact_answers_agree_where_they_overlap() -> None:
    assert mg1_wait(0.7, 1.0) == pytest.approx(mmc_wait(1, 0.7))
    (wait,) = priority_waits(3, [2.0], 1.0)
    assert wait == pytest.approx(mmc_wait(3, 2.0))


def solved(name: str, line: str) -> tuple[dict[str, Any], Hypercube]:
    case = instances()[name]
    return case["expected"][line], hypercube(case["lam"], case["pref"], case["mu"], line == "inf")


SOLUTIONS = [(name, line) for name, case in instances().items() for line in case["expected"]]


@pytest.mark.parametrize(("name", "line"), SOLUTIONS)
def test_the_hypercube_solver_gives_the_instances(name: str, line: str) -> None:
    expected, found = solved(name, line)
    assert found.workloads == pytest.approx(expected["workloads"], abs=1e-12)
    for ours, theirs in zip(found.fractions, expected["dispatch_fraction"], strict=True):
        assert ours == pytest.approx(theirs, abs=1e-12)
    assert found.p_wait == pytest.approx(expected.get("P_wait", 0.0), abs=1e-12)
    assert found.wait == pytest.approx(expected.get("Wq", 0.0), abs=1e-12)


def test_two_units_have_their_closed_form() -> None:
    one, other = 0.6, 0.9
    both = one + other
    idle = 1 / (1 + both + both**2 / 2)
    found = hypercube([one, other], [[0, 1], [1, 0]], [1, 1], queue=False)
    full = both**2 / 2 * idle
    assert found.workloads[0] == pytest.approx((one + both**2 / 2) / (1 + both) * idle + full, abs=1e-12)
    assert full == pytest.approx(erlang_b(2, both), abs=1e-12)


@pytest.mark.parametrize("name", ["two_unit", "three_unit_ten_atom", "five_unit_grid", "eight_unit_random"])
def test_units_of_one_speed_lose_as_erlang_says(name: str) -> None:
    case = instances()[name]
    found = hypercube(case["lam"], case["pref"], case["mu"], queue=False)
    load = sum(case["lam"])
    lost = 1 - sum(map(sum, found.fractions))
    assert lost == pytest.approx(erlang_b(len(case["mu"]), load), abs=1e-12)
    assert sum(found.workloads) == pytest.approx(load * (1 - lost), abs=1e-12)


@pytest.mark.parametrize(("side", "stations"), [(200, 100), (200, 200), (400, 400)])
def test_on_a_fine_torus_the_nearest_station_is_as_far_as_the_square_root_law_says(
    side: int, stations: int
) -> None:
    k = square_root_constant("random (Poisson) stations", "Manhattan")
    assert nearest_on_torus(side, stations) == pytest.approx(k * side / sqrt(stations), rel=0.01)


def test_all_stations_together_are_the_nearest_and_one_of_them_is_any() -> None:
    steps = steps_on_torus(10, [(0, 0), (3, 4), (9, 9)])
    assert nearest_of_some(steps, 3) == pytest.approx(steps[:, 0].mean())
    assert nearest_of_some(steps, 1) == pytest.approx(steps.mean()) == 5.0


def test_stations_on_every_node_make_any_some_of_them_scattered() -> None:
    everywhere = steps_on_torus(6, [(x, y) for x in range(6) for y in range(6)])
    for count in (1, 5, 30, 36):
        assert nearest_of_some(everywhere, count) == pytest.approx(nearest_on_torus(6, count))
