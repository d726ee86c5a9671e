"""Fuling calls as often as the nation, by the figures of the National Fire and Rescue Administration."""

from collections import Counter
from datetime import timedelta
from math import sqrt

import pytest

from sim.hazard.demand import Birth, births
from sim.kernel.draw import Streams
from sim.scenario.load import load
from sim.scenario.model import Scenario
from sim.terms.units import YEAR_MS

YEARS = 5


@pytest.fixture(scope="module")
def fuling() -> Scenario:
    return load("fuling")


@pytest.fixture(scope="module")
def years(fuling: Scenario) -> list[Birth]:
    return [birth for rep in range(YEARS) for birth in births(fuling, Streams(1, rep), YEAR_MS)]


def people(fuling: Scenario) -> int:
    home = {district.id for district in fuling.districts if district.home}
    near = {township.id for township in fuling.townships if township.district in home}
    return sum(village.population for village in fuling.villages if village.township in near)


def test_a_year_has_174_calls_and_60_fires_for_100_000_people(fuling: Scenario, years: list[Birth]) -> None:
    thousands = people(fuling) / 1000 * YEARS
    fires = sum(birth.kind == fuling.kind_ids["fire"] for birth in years)
    assert abs(len(years) - 1.74 * thousands) <= 3 * sqrt(1.74 * thousands)
    assert abs(fires - 0.60 * thousands) <= 3 * sqrt(0.60 * thousands)


def test_june_to_august_bear_28_percent(fuling: Scenario, years: list[Birth]) -> None:
    months = Counter((fuling.start + timedelta(milliseconds=birth.t_ms)).month for birth in years)
    summer = months[6] + months[7] + months[8]
    assert abs(summer / len(years) - 0.28) <= 3 * sqrt(0.28 * 0.72 / len(years))


def test_every_township_calls_in_proportion_to_its_people(fuling: Scenario, years: list[Birth]) -> None:
    calls = Counter(fuling.villages[birth.place].township for birth in years)
    living = Counter[str]()
    for village in fuling.villages:
        living[village.township] += village.population
    share = len(years) / people(fuling)
    off = [
        (calls[town] - count * share) / sqrt(count * share) for town, count in living.items() if calls[town]
    ]
    assert max(map(abs, off)) < 4
    assert sum(each**2 for each in off) < 2 * len(off)


def test_a_mean_call_needs_the_vehicles_of_the_nation(years: list[Birth]) -> None:
    needs = [sum(count for _, count in birth.needs) for birth in years]
    assert sum(needs) / len(needs) == pytest.approx(1.92, abs=0.06)
