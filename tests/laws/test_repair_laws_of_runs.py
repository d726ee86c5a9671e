"""The laws of repair in any district: whatever breaks, whoever is sent by whatever rule, told by any means.

Every run is watched by the monitor: nobody crosses a closed link, a team works only where it was sent and is,
work done is work needed, no more machines work than have operators, no more is mended than was broken.
"""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from worlds import connected, fails, scenario
from yards import breaks, team, yard

from sim.metric.fold import fold
from sim.metric.repair_rows import crew_rows, damage_rows
from sim.policy.repair import REPAIR_POLICIES
from sim.record.facts import RunEnded
from sim.record.hazard_facts import DamageBegan, DamageMended
from sim.record.repair import DamageSeen
from sim.run import run

RULES = sorted(REPAIR_POLICIES)
NODES = 6
hours = st.floats(0, 40)


@st.composite
def broken(draw):
    """Build a line in which roads break, with some teams, of which some cannot use their machines."""
    links = st.integers(0, NODES - 2)
    injects = [
        breaks(link, at, what, size, at + lasts)
        for link, at, what, size, lasts in draw(
            st.lists(
                st.tuples(
                    links,
                    hours,
                    st.sampled_from(["slide", "debris", "bridge", "road_flood"]),
                    st.integers(1, 3000),
                    st.sampled_from([1.0, 10.0, 1000.0]),
                ),
                min_size=1,
                max_size=5,
            )
        )
    ]
    kinds = st.sampled_from(["digger", "hungry", "slow", "walker", "bridger"])
    rows = st.tuples(
        kinds, st.integers(0, NODES - 1), st.integers(0, 3), st.integers(0, 4), st.integers(1, 2)
    )
    teams = [
        team(f"T{i}", kind, node, machines, operators, ready_min=30, shifts=shifts)
        for i, (kind, node, machines, operators, shifts) in enumerate(draw(st.lists(rows, max_size=4)))
    ]
    rules = {"policy": draw(st.sampled_from(RULES)), "sight_sigma": 0.7, "sight": 20}
    data = yard(teams, injects, nodes=NODES, repair=rules)
    if draw(st.booleans()):
        outages = draw(st.lists(st.tuples(st.integers(0, NODES - 1), hours), max_size=3))
        silent = tuple(
            fails("telecom", f"C{node:02d}", at * 3600, at * 3600 + 20_000) for node, at in outages
        )
        made = connected(data, {"crew": ("cellular",)}, silent, eoc=0)
        posts = [post for post in data["posts"] if post["kind"] == "team"]
        return {**made, "posts": made["posts"] + posts}
    return data


@settings(max_examples=25)
@given(broken())
def test_whatever_breaks_the_run_ends_and_keeps_every_law(data):
    log = run(scenario(data))
    entries = list(log.entries())
    assert isinstance(entries[-1][3], RunEnded)
    found = fold(log)
    for row in damage_rows(found):
        assert row.done_h <= row.need_h + 1e-9
        passed = any(inject["until"] < 1e6 for inject in data["hazards"]["injects"])
        assert row.whole_h != row.whole_h or row.done_h == pytest.approx(row.need_h) or passed
    for row in crew_rows(found):
        assert 0 <= row.machine_share <= 1 or row.machines == 0
        assert row.done_h == 0 or row.usable > 0


def luck(log):
    """Return what breaks, who sees it and when it passes of itself: (time, fact)."""
    return [(t, fact) for _, t, _, fact in log.entries() if isinstance(fact, DamageBegan)]


@settings(max_examples=8)
@given(broken(), st.sampled_from(RULES), st.booleans())
def test_the_same_breaks_and_takes_as_much_work_under_any_rule_and_with_any_teams(data, rule, without):
    other = {**data, "repair": {**data["repair"], "policy": rule}}
    if without:
        other = {**other, "teams": []}
    assert luck(run(scenario(data))) == luck(run(scenario(other)))


@settings(max_examples=8)
@given(broken())
def test_a_run_is_a_function_of_its_scenario(data):
    assert run(scenario(data)).digest == run(scenario(data)).digest


def test_another_rule_leaves_every_first_sight_as_it_is():
    injects = [breaks(link, link) for link in range(4)]
    teams = [team("A"), team("B", node=3)]
    seen = []
    for rule in RULES:
        rules = {"policy": rule, "sight": 20, "sight_sigma": 0.7}
        entries = run(scenario(yard(teams, injects, repair=rules))).entries()
        seen.append(
            {(fact.damage, fact.address): t for _, t, _, fact in entries if isinstance(fact, DamageSeen)}
        )
    assert len(seen[0]) == 8
    assert all(each == seen[0] for each in seen)


def test_more_operators_never_mend_later_on_one_slide():
    mended = []
    for operators in (1, 2, 4):
        log = run(scenario(yard([team(machines=4, operators=operators)], [breaks(1, 1)])))
        mended.append(next(t for _, t, _, fact in log.entries() if isinstance(fact, DamageMended)))
    assert mended == sorted(mended, reverse=True)
    assert mended[0] > mended[2]
