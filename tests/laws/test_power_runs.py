"""Whole runs in which power fails: lights, then batteries, then sites, then posts, each for a reason told."""

import json
from typing import Any

import pytest

from sim.metric.fold import fold
from sim.metric.power_rows import hour_rows, load_rows, power
from sim.record.facts import MainsChanged, ReachChanged, SiteChanged, UnitChanged
from sim.record.log import Log
from sim.record.power_facts import LoadChanged, PowerLineChanged, PowerNodeChanged, SwitchChanged
from sim.run import run
from sim.scenario.load import load
from sim.scenario.model import Scenario
from sim.terms.ids import Band
from sim.terms.units import HOUR_MS


def without_power(name: str, *outages: tuple[str, str, float, float], **changes: Any) -> Scenario:
    """Return a scenario in which nothing fails but what is said."""
    data = {**json.loads(load(name).canonical), **changes}
    scripted = [{"what": w, "target": target, "at": at, "until": until} for w, target, at, until in outages]
    data["bearers"] = {**data["bearers"], "outages": scripted, "crowds": []}
    return Scenario.model_validate_json(json.dumps(data))


def whys(log: Log, kind: type) -> list[tuple[float, Any, list[type]]]:
    """Return each fact of a kind with its hour and the kinds of all that it follows from."""
    entries = {number: (t, cause, fact) for number, t, cause, fact in log.entries()}
    found = []
    for t, cause, fact in entries.values():
        if isinstance(fact, kind):
            chain, at = [], cause
            while at is not None:
                chain.append(type(entries[at][2]))
                at = entries[at][1]
            found.append((t / HOUR_MS, fact, chain))
    return found


@pytest.fixture(scope="module")
def hamlet() -> tuple[Scenario, Log]:
    """Return the hamlet whose second substation fails at the sixth hour, for a day and a half."""
    of = without_power("hamlet-silent", ("power_node", "SS2", 6, 42))
    return of, run(of)


@pytest.fixture(scope="module")
def fuling() -> tuple[Scenario, Log]:
    """Return Fuling, whose substation of 焦石 fails at the sixth hour, for two days."""
    of = without_power("fuling", ("power_node", "S110-T121", 6, 48), comms="bearers")
    return of, run(of, days=1.75)


def check_cascade(of: Scenario, log: Log, townships: set[str], people: int) -> None:
    """Look whether the lights go at once, the sites hours later, the posts last, each for its reason."""
    dark = [(t, f) for t, f, _ in whys(log, MainsChanged) if not f.on]
    assert {of.townships[f.township].id for _, f in dark} == townships
    assert {t for t, _ in dark} == {6}
    silent = [(t, f, chain) for t, f, chain in whys(log, SiteChanged) if not f.up]
    assert silent
    for t, _, chain in silent:
        assert 7 < t < 30
        assert PowerNodeChanged in chain
        assert LoadChanged in chain
    unheard = [(t, chain) for t, f, chain in whys(log, ReachChanged) if not f.up]
    assert unheard
    assert all(PowerNodeChanged in chain for _, chain in unheard)
    assert min(t for t, _ in unheard) > min(t for t, _, _ in silent)
    found = power(fold(log))
    assert found is not None
    assert found["peak_people_dark"] == people


def test_a_substation_silences_the_south_of_the_hamlet(hamlet: tuple[Scenario, Log]) -> None:
    check_cascade(*hamlet, {"T2", "T3"}, 9_000)


def test_a_substation_silences_the_mountains_of_fuling(fuling: tuple[Scenario, Log]) -> None:
    check_cascade(*fuling, {"T121", "T131", "T206"}, 32_443)


def test_where_the_centre_goes_dark_its_own_mains_are_why_nobody_is_heard() -> None:
    of = without_power(
        "hamlet-silent",
        ("mains", "T2", 2, 4),
        ("mains", "T1", 6, 70),
        power_nodes=[],
        power_lines=[],
        loads=[],
    )
    log = run(of)
    mains = {number: fact.township for number, _, _, fact in log.entries() if isinstance(fact, MainsChanged)}
    posts = [
        (t, cause)
        for _, t, cause, fact in log.entries()
        if isinstance(fact, ReachChanged) and not fact.up and fact.address < Band.SITE_COMMANDER
    ]
    assert len(posts) > len(of.townships), "the centre's generator has run dry, and its batteries"
    assert {of.townships[mains[cause]].id for _, cause in posts} == {"T1"}, "T2's mains are long back"


def test_what_is_mended_brings_all_back(hamlet: tuple[Scenario, Log]) -> None:
    of, log = hamlet
    states: dict[tuple[str, int], bool] = {}
    for _, fact, _ in whys(log, SiteChanged):
        states[fact.network, fact.site] = fact.up
    assert all(states.values())
    rows = load_rows(fold(log))
    assert not any(row.dark_at_end == 1 for row in rows)
    hours = hour_rows(fold(log))
    assert [row.people_dark for row in hours if 6 <= row.hour < 42] == [9_000] * 36
    assert sum(row.people_dark for row in hours) == 9_000 * 36
    assert len(of.loads) == len(rows)


def test_the_automatic_tie_spares_the_south_where_only_its_line_is_lost() -> None:
    of = without_power("hamlet-silent", ("power_line", "PL02", 6, 42))
    log = run(of)
    closed = [(t, fact.closed) for t, fact, _ in whys(log, SwitchChanged)]
    assert closed == [(pytest.approx(6 + 0.1 / 60), True), (42, False)]
    assert not whys(log, SiteChanged)
    assert [f.live for _, f, _ in whys(log, PowerLineChanged) if f.line == 1] == [False, True]


def test_who_lives_and_how_fast_help_comes_does_not_depend_on_a_network_that_does_not_fail() -> None:
    told = []
    for tables in ({}, {"power_nodes": [], "power_lines": [], "loads": []}):
        of = without_power("hamlet-silent", ("fibre", "F01", 6, 30), **tables)
        log = run(of, days=1.5)
        told.append([(t, cause, fact) for _, t, cause, fact in log.entries()])
    assert told[0] == told[1]


def test_power_fails_also_where_messages_are_ideal() -> None:
    of = without_power("hamlet", ("power_node", "SS1", 6, 30), ("mains", "T3", 2, 3))
    log = run(of, days=2)
    assert not whys(log, MainsChanged)
    hospital = [(round(t, 2), f.source) for t, f, _ in whys(log, LoadChanged) if f.load == 5]
    assert hospital == [(6, "battery"), (6, "generator"), (9, "battery"), (9.25, "dark"), (30, "mains")]
    found = power(fold(log))
    assert found is not None
    assert found["people_ever_dark"] == 11_000 + 2_000 + 1_000
    turned = [f for _, f, _ in whys(log, UnitChanged) if f.status == "transporting"]
    assert turned
