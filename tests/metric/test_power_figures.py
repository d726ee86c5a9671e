"""Figures of power, against what one counts by hand in a story, and against counting second by second."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mains_bench import HOMES, Bench
from outages import powered, scenario
from rigs import outage
from stories import END_S, header

from sim.metric.fold import Fold, fold
from sim.metric.power_rows import HourRow, hour_rows, load_rows, power
from sim.metric.tables import contents
from sim.record.facts import RunEnded
from sim.record.log import Log
from sim.record.power_facts import LoadChanged
from sim.scenario.loads import load_nodes, load_people
from sim.terms.units import HOUR_MS


@pytest.fixture(scope="module")
def told() -> Fold:
    """Return the fold of the story of two outages."""
    of = scenario()
    log = Log(header(of))
    for t, cause, fact in powered().rows():
        log.add(t, fact, cause)
    log.close()
    return fold(log)


DARK_S = 6 + 7000
"""Of homes: until the tie has closed, and while the substation was broken."""


def test_a_load_is_dark_as_long_as_the_story_says(told: Fold) -> None:
    rows = {row.load: row for row in load_rows(told)}
    home = rows["A1"]
    assert (home.outages, home.dark_spells, home.people) == (2, 2, 10_000)
    assert home.dark_h == pytest.approx(DARK_S / 3600)
    assert home.off_mains_h == home.dark_h
    assert home.dark_share == pytest.approx(DARK_S / END_S)
    assert home.longest_dark_h == pytest.approx(7000 / 3600)
    assert (home.dark_at_end, home.generator_h) == (0, 0)
    assert rows["A0"][4:] == (0, 0, 0, 0, 0, 0, 0, 0)


def test_pumps_on_their_generator_lack_the_mains_and_are_not_dark(told: Fold) -> None:
    (pump,) = [row for row in load_rows(told) if row.kind == "pump"]
    assert (pump.outages, pump.dark_spells, pump.people) == (2, 0, 0)
    assert pump.off_mains_h == pytest.approx(DARK_S / 3600)
    assert pump.generator_h == pytest.approx(6985 / 3600)


def test_people_without_power_are_told_hour_by_hour(told: Fold) -> None:
    rows = hour_rows(told)
    assert [row.hour for row in rows] == [0, 1, 2, 3, 4, 5]
    assert [row.people_dark for row in rows] == [20_000, 20_000, 0, 0, 0, 0]
    assert rows[0].mean_people_dark == pytest.approx(20_000 * (6 + 1600) / 3600)
    assert rows[1] == HourRow(1, 20_000, 20_000.0, 2, 1)
    assert rows[2].mean_people_dark == pytest.approx(20_000 * 1800 / 3600)


def test_the_headline_adds_up(told: Fold) -> None:
    found = power(told)
    assert found is not None
    assert (found["people"], found["people_ever_dark"], found["peak_people_dark"]) == (30_000, 20_000, 20_000)
    assert found["people_dark_at_end"] == 0
    assert found["person_hours_dark"] == pytest.approx(20_000 * DARK_S / 3600)
    assert found["loads"]["township"] == {
        "loads": 2,
        "lost_mains": 1,
        "ever_dark": 1,
        "dark_h": pytest.approx(DARK_S / 3600),
    }
    assert set(found["loads"]) == {"township", "area", "pump"}


def test_where_there_are_no_loads_there_is_nothing_to_tell() -> None:
    of = scenario(loads=[])
    log = Log(header(of))
    log.add(END_S * 1000, RunEnded(0))
    log.close()
    found = fold(log)
    assert power(found) is None
    assert contents(found)["loads"] == contents(found)["power"] == []


def test_what_is_dark_at_the_end_is_dark_until_then() -> None:
    made = Bench(outages=[outage("power_node", "all", 1)]).run_h(5.5)
    made.log.add(made.clock.now, RunEnded(0))
    made.log.close()
    found = fold(made.log)
    rows = {row.load: row for row in load_rows(found)}
    assert rows["A0"].dark_at_end == 1
    assert rows["A0"].dark_h == pytest.approx(4.5)
    assert hour_rows(found)[-1].people_dark == 30_000
    assert power(found)["people_dark_at_end"] == 30_000


def test_of_sites_only_the_mains_are_told() -> None:
    loads = [{**HOMES[3], "kind": "telecom", "target": "C", "ups_h": 0, "generator_h": 0}]
    of = scenario(loads=loads)
    log = Log(header(of))
    for t, source in ((1, "own"), (3, "mains")):
        log.add(t * HOUR_MS, LoadChanged(0, source, 0))
    log.add(4 * HOUR_MS, RunEnded(0))
    log.close()
    (row,) = load_rows(fold(log))
    assert (row.outages, row.off_mains_h) == (1, 2)
    assert all(map(math.isnan, (row.dark_h, row.dark_spells, row.dark_at_end)))


CUTS = st.lists(
    st.tuples(st.sampled_from(["L1", "L2", "L0"]), st.integers(0, 200), st.integers(1, 200)), max_size=4
)


@settings(max_examples=20, deadline=None)
@given(CUTS)
def test_figures_are_what_one_counts_minute_by_minute(cuts: list[tuple[str, int, int]]) -> None:
    outages = [outage("power_line", name, begin / 60, (begin + long) / 60) for name, begin, long in cuts]
    made = Bench(HOMES[:3], [{**each} for each in outages])
    people, counted = load_people(made.scenario), [0] * 5
    for minute in range(300):
        made.clock.run(minute * 60_000 + 30_000)
        dark = [not made.mains.is_supplied(made.mains.place(i)) for i in range(3)]
        counted[minute // 60] += sum(n for n, is_dark in zip(people, dark, strict=True) if is_dark)
    made.clock.run(5 * HOUR_MS)
    made.log.add(made.clock.now, RunEnded(0))
    made.log.close()
    means = [row.mean_people_dark for row in hour_rows(fold(made.log))]
    # cuts begin and end at whole minutes; a tie closes after six seconds, for which one sample stands
    assert means == pytest.approx([total / 60 for total in counted], abs=30_000 * 4 * 6 / 3600)


def test_people_are_counted_once_wherever_they_hang() -> None:
    made = Bench()
    assert load_people(made.scenario) == [10_000, 10_000, 10_000, 0]
    village = {"id": "V9", "name_zh": "村", "township": "T01", "node": "N02", "population": 400}
    of = scenario()
    rows = [row.model_dump(mode="json") for row in of.villages]
    more = scenario(villages=[*rows, {**rows[0], **village}])
    assert load_people(more) == [10_000, 9_600, 10_400, 0]


def test_a_load_is_reached_where_it_says_or_its_target_or_its_node_stands() -> None:
    made = Bench([*HOMES, {**HOMES[3], "id": "B1", "node": ""}])
    assert load_nodes(made.scenario) == [0, 1, 2, 1, 0]
