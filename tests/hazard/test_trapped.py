"""Laws of survival: the law that was fitted meets what was published of Tangshan, and draws follow it."""

import csv
from pathlib import Path
from statistics import mean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.hazard.trapped import lives_ms, poisson, share_alive
from sim.kernel.draw import Streams
from sim.scenario.perils import Survival
from sim.terms.units import HOUR_MS

TANGSHAN = Survival()
KOBE = Survival.model_validate({"scale": 46.1, "shape": 1.54})
PUBLISHED = (
    Path(__file__).resolve().parents[2] / "../shared/data/validation/response/trapped_survival.csv"
).resolve()


def published(event):
    """Return hours and share alive, as published."""
    if not PUBLISHED.is_file():
        pytest.skip("the published table is not there: ../shared/data/validation/response")
    with PUBLISHED.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["source_event"].startswith(event)]
    assert rows
    return [(float(row["hours_upper"]), float(row["survival_fraction"])) for row in rows]


def _error(event, survival):
    rows = published(event)
    return mean((share_alive(hours, survival) - share) ** 2 for hours, share in rows) ** 0.5


def test_the_law_meets_tangshan():
    assert _error("Tangshan", TANGSHAN) == pytest.approx(0.017, abs=0.002)
    assert all(abs(share_alive(hours, TANGSHAN) - share) < 0.04 for hours, share in published("Tangshan"))


def test_the_law_with_the_figures_of_kobe_meets_kobe():
    assert _error("Kobe", KOBE) == pytest.approx(0.058, abs=0.005)


def test_an_exponential_law_would_be_further_from_tangshan():
    straight = Survival.model_validate({"scale": 68.2, "shape": 1.0})
    assert _error("Tangshan", straight) > 3 * _error("Tangshan", TANGSHAN)


@given(st.floats(0, 500), st.floats(0, 100))
def test_nobody_comes_back_to_life(after_h, more_h):
    assert 0 <= share_alive(after_h + more_h, TANGSHAN) <= share_alive(after_h, TANGSHAN) <= 1


def test_draws_follow_the_law():
    draws = Streams(1, 0)("test")
    hours = [lives_ms(TANGSHAN, draws) / HOUR_MS for _ in range(4000)]
    for after_h in (24, 48, 72, 96):
        alive = mean(each > after_h for each in hours)
        assert alive == pytest.approx(share_alive(after_h, TANGSHAN), abs=0.03)


def test_more_time_for_all_means_more_time_for_each():
    slow, fast = (Survival.model_validate({"scale": scale}) for scale in (20, 60))
    for rep in range(20):
        assert lives_ms(slow, Streams(1, rep)("a")) <= lives_ms(fast, Streams(1, rep)("a"))


@pytest.mark.parametrize("expected", [0.0, 0.3, 4.0])
def test_counts_have_the_mean_and_the_spread_of_poissons_law(expected):
    draws = Streams(2, 0)("test")
    counts = [poisson(expected, draws) for _ in range(3000)]
    assert mean(counts) == pytest.approx(expected, abs=0.12)
    assert mean((count - expected) ** 2 for count in counts) == pytest.approx(expected, abs=0.4)
