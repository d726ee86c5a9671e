"""Law 9: what may not matter does not matter, and what can only harm never helps."""

import copy
from itertools import pairwise

import pytest
from drills import call, cut, responses
from hypothesis import given, settings
from hypothesis import strategies as st
from random_worlds import districts, policies
from worlds import scenario

from sim.record.facts import IncidentBegan, RoadCut, RoadOpened, UnitChanged
from sim.run import run

DAYS = 2
TOWN_KEYS = ("node", "seat", "a", "b")
few = settings(max_examples=15)


def renamed(data, names):
    """Return the plain data with other names for the nodes."""
    data = copy.deepcopy(data)
    for node in data["nodes"]:
        node["id"] = names[node["id"]]
    for table in ("districts", "links", "townships", "villages", "stations", "hospitals"):
        for row in data.get(table, ()):
            row.update({key: names[row[key]] for key in TOWN_KEYS if key in row})
    return data


def entries(data, policy, **options):
    return list(run(scenario(data), policy, days=DAYS, **options).entries())


def happened(data, policy):
    """Return births and changes of status without nodes and paths: (time, what)."""
    found = []
    for _, t, _, fact in entries(data, policy):
        if isinstance(fact, IncidentBegan):
            found.append((t, fact.call, fact.place, fact.work_ms))
        elif isinstance(fact, UnitChanged):
            found.append((t, fact.unit, fact.status, fact.call, fact.crew))
    return found


@few
@given(districts(), policies)
def test_other_names_in_the_same_order_change_nothing_at_all(data, policy):
    names = {node["id"]: f"A-{node['id']}" for node in data["nodes"]}
    assert entries(renamed(data, names), policy) == entries(data, policy)


def uneven(data):
    """Return the data with lengths of roads so that no two ways take the same time."""
    data = copy.deepcopy(data)
    for number, link in enumerate(data["links"]):
        link["length_km"] = 1 + number * 0.917 + 2.0 ** (number % 7) / 7
    return data


@few
@given(districts(), policies, st.randoms(use_true_random=False))
def test_nodes_in_another_order_change_no_time(data, policy, random):
    data = uneven(data)
    ids = [node["id"] for node in data["nodes"]]
    shuffled = random.sample(ids, len(ids))
    assert happened(renamed(data, dict(zip(ids, shuffled, strict=True))), policy) == happened(data, policy)


# --- cuts


@st.composite
def one_call(draw):
    """Build a district with one call, always by day, where all turn out alike; and one cut of a road."""
    data = draw(districts(cuts=False))
    data["demand"] = {"mode": "historical", "kinds": data["demand"]["kinds"]}
    node = draw(st.integers(0, len(data["nodes"]) - 1))
    data["calls"] = [
        call(draw(st.integers(0, 7200)), node, draw(st.sampled_from(["fire", "rescue", "medical"])))
    ]
    data["roads"] = {"night_factor": 1}
    data["forces"] = {"turnout": {"national": {"day": 60, "night": 60, "sigma": 0}}}
    road = draw(st.integers(0, len(data["links"]) - 1))
    begin, length = draw(st.integers(0, 12_000)), draw(st.integers(60, 90_000))
    broken = cut(road, begin, begin + length, draw(st.integers(0, 9000))) | {
        "road": data["links"][road]["id"]
    }
    return data, broken


@settings(max_examples=60)
@given(one_call(), policies)
def test_cutting_a_road_never_shortens_the_response_to_a_call(made, policy):
    data, broken = made
    before = responses(run(scenario(data), policy, days=DAYS))[0]
    after = responses(run(scenario({**data, "cuts": [broken]}), policy, days=DAYS))[0]
    assert after is None or (before is not None and after >= before)


@few
@given(districts(cuts=False), policies)
def test_cuts_that_never_happen_change_nothing_at_all(data, policy):
    beyond = [cut(0, DAYS * 86_400), cut(0, 3600, 3600)]
    assert entries({**data, "cuts": beyond}, policy) == entries({**data, "cuts": []}, policy)


@few
@given(districts(cuts=False), policies)
def test_a_cut_that_nobody_meets_and_nobody_tells_of_changes_no_time(data, policy):
    """A road beside all others, to a node where nobody lives, has no traffic."""
    data = copy.deepcopy(data)
    data["nodes"].append({**data["nodes"][-1], "id": "Z99"})
    data["links"].append({**data["links"][0], "id": "Z99", "a": data["nodes"][0]["id"], "b": "Z99"})
    closed = [{"road": "Z99", "at": 1, "until": 30}]
    facts = [type(fact) for *_, fact in entries({**data, "cuts": closed}, policy)]
    assert facts.count(RoadCut) == facts.count(RoadOpened) == 1
    assert happened({**data, "cuts": closed}, policy) == happened(data, policy)


# --- what only looks on


@few
@given(districts(), policies)
def test_another_metric_or_sink_changes_nothing(data, policy):
    seen = []
    watched = run(scenario(data), policy, days=DAYS, sinks=[lambda *batch: seen.append(batch)])
    assert watched.digest == run(scenario(data), policy, days=DAYS).digest
    assert sum(len(times) for _, times, _, _ in seen) == len(watched)
    assert all(one[0] + len(one[1]) == other[0] for one, other in pairwise(seen))


@few
@given(districts(), policies)
def test_whoever_watches_the_progress_changes_nothing(data, policy):
    told = []
    watched = run(scenario(data), policy, days=DAYS, progress=lambda *now: told.append(now))
    assert watched.digest == run(scenario(data), policy, days=DAYS).digest
    assert told[-1] == (watched.header.horizon_ms, watched.header.horizon_ms)
    assert told == sorted(told)


# --- twice the same district


def doubled(data):
    """Return the district and, without any road between, its copy."""
    tables = [
        name for name, table in data.items() if isinstance(table, list) and name not in ("calls", "cuts")
    ]
    names = {row["id"]: f"Z{row['id']}" for name in tables for row in data[name]}
    again = {
        name: [{key: names.get(value, value) for key, value in row.items()} for row in data[name]]
        for name in tables
    }
    return {**data, **{name: data[name] + again[name] for name in tables}}


@pytest.mark.parametrize("policy", ["nearest", "run-card"])
@few
@given(districts())
def test_the_same_district_once_more_without_a_road_between_changes_nothing_in_the_first(policy, data):
    data["demand"] = {"mode": "historical", "kinds": data["demand"]["kinds"]}
    last = len(data["nodes"]) - 1
    data["calls"] = [call(900 * i, i % (last + 1), ("fire", "rescue", "medical")[i % 3]) for i in range(40)]

    def first(made):
        units = len(data["units"])
        changed = [(t, fact) for _, t, _, fact in entries(made, policy) if isinstance(fact, UnitChanged)]
        return [(t, fact) for t, fact in changed if fact.unit < units]

    assert first(doubled(data)) == first(data)
