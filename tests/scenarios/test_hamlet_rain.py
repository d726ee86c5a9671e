"""The hamlet in a rainstorm, end to end: hazards do the same whoever decides and whatever they may break."""

from itertools import pairwise

import pytest

from sim.agent.roads import WHOLE
from sim.hazard.every import hazards, rain
from sim.kernel.draw import Streams
from sim.network.roads import RoadGraph, travel_ms
from sim.network.travel import Travel
from sim.record.facts import (
    DamageBegan,
    DamageChanged,
    DamageMended,
    HazardBegan,
    IncidentBegan,
    RoadCut,
    RoadLimited,
    RoadOpened,
    RoadSlowed,
    UnitTurned,
)
from sim.run import run
from sim.scenario.load import load
from sim.terms.enums import Asset, DamageKind
from sim.terms.units import HOUR_MS

NATURE = (HazardBegan, DamageBegan, DamageChanged, DamageMended)


def told(*changes: str, policy: str | None = None, seed: int = 1):
    return list(run(load("hamlet-rain", changes), policy, seed).entries())


def nature(entries, asset: Asset | None = None):
    """Return what hazards did: to one kind of asset, or all of it, with damage named by what it is."""
    names, found = {}, []
    for _, t, _, fact in entries:
        if isinstance(fact, DamageBegan):
            names[fact.damage] = (fact.kind, fact.target, fact.size)
            row = t, "began", fact.kind, fact.target, fact.size, fact.work
        elif isinstance(fact, DamageChanged):
            row = t, "changed", *names[fact.damage], fact.size
        elif isinstance(fact, DamageMended):
            row = t, "mended", *names[fact.damage]
        else:
            continue
        if asset is None or DamageKind(row[2]).asset is asset:
            found.append(row)
    return sorted(found, key=str)


def calls(entries):
    return [
        (t, fact.kind, fact.severity, fact.place, fact.work_ms)
        for _, t, _, fact in entries
        if isinstance(fact, IncidentBegan)
    ]


@pytest.fixture(scope="module")
def entries():
    return told()


def test_the_storm_floods_slides_and_closes_roads(entries):
    facts = [fact for *_, fact in entries]
    assert {fact.kind for fact in facts if isinstance(fact, HazardBegan)} >= {
        "rainstorm",
        "landslide",
        "flash_flood",
    }
    assert {fact.kind for fact in facts if isinstance(fact, DamageBegan)} >= {"slide", "road_flood"}
    for kind in (RoadCut, RoadSlowed, RoadLimited, UnitTurned):
        assert any(isinstance(fact, kind) for fact in facts), kind


def test_every_damage_names_the_hazard_it_follows_from(entries):
    facts = {seq: fact for seq, *_, fact in entries}
    began = {fact.hazard: seq for seq, fact in facts.items() if isinstance(fact, HazardBegan)}
    struck = [(cause, fact) for _, _, cause, fact in entries if isinstance(fact, DamageBegan)]
    assert struck
    assert all(cause == began[fact.hazard] for cause, fact in struck)
    storm = next(
        seq for seq, fact in facts.items() if isinstance(fact, HazardBegan) and fact.kind == "rainstorm"
    )
    parents = {cause for _, _, cause, fact in entries if isinstance(fact, HazardBegan)}
    assert parents == {None, storm}


def test_water_passes_of_itself_and_slides_do_not(entries):
    facts = [fact for *_, fact in entries]
    of = {fact.damage: fact.kind for fact in facts if isinstance(fact, DamageBegan)}
    mended = [of[fact.damage] for fact in facts if isinstance(fact, DamageMended)]
    assert mended.count("road_flood") > 20
    assert "slide" not in mended  # nobody clears them here
    opened = {fact.link for fact in facts if isinstance(fact, RoadOpened)}
    assert opened <= {fact.link for fact in facts if isinstance(fact, RoadCut)}


@pytest.mark.parametrize("policy", ["nearest", "coverage"])
def test_another_policy_meets_the_same_hazards_and_calls(policy, entries):
    other = told(policy=policy)
    assert nature(other) == nature(entries)
    assert calls(other) == calls(entries)


def test_what_hazards_may_break_in_one_network_changes_no_other_and_no_call(entries):
    silent = told("hazards.breaks.roads=false")
    assert nature(silent, Asset.ROAD) == []
    assert not [fact for *_, fact in silent if isinstance(fact, RoadCut | RoadSlowed | RoadLimited)]
    wired = told("hazards.breaks.comms=false", "hazards.breaks.power=false")
    assert nature(wired, Asset.ROAD) == nature(entries, Asset.ROAD) != []
    assert calls(silent) == calls(wired) == calls(entries)


def test_the_same_seed_tells_the_same_and_another_seed_another(entries):
    assert told() == entries
    assert nature(told(seed=2)) != nature(entries)


def test_satellites_and_traffic_see_the_rain_of_the_place():
    world = load("hamlet-rain")
    falls = rain(world, Streams(1, 0), world.horizon.ms)
    assert falls is not None
    rates = {node: [falls(node, hour * HOUR_MS) for hour in range(72)] for node in (0, 4)}
    assert rates[0] != rates[4]
    assert max(rates[0]) > world.roads.heavy_rain.value


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_heavier_storm_closes_more_and_never_improves_reach(seed):
    """Slides of a lesser storm come in the heavier one too, no later: so no way is shorter at any time."""
    closed = []
    for depth in (250, 450, 700):
        world = load("hamlet-rain", [f"hazards.rainstorms.storm.depth={depth}"])
        found = hazards(world, Streams(seed, 0), world.horizon.ms)
        strikes = [w for h in found if h.name == "landslide" for w in h.happenings if hasattr(w, "steps")]
        closed.append(
            {when: frozenset(s.target for s in strikes if s.t_ms < when * HOUR_MS) for when in (24, 48, 72)}
        )
    graph = RoadGraph.of(world)
    travel = Travel(graph, travel_ms(graph, world, "engine"))
    for less, more in pairwise(closed):
        for when in less:
            assert less[when] <= more[when]
            for node in range(graph.n_nodes):
                ms, later_ms = travel.time(0, node, less[when]), travel.time(0, node, more[when])
                assert later_ms is None or (ms is not None and ms <= later_ms)


def test_a_slowed_road_never_bears_more_than_all(entries):
    shares = [fact.permille for *_, fact in entries if isinstance(fact, RoadSlowed)]
    assert shares
    assert all(0 < share <= WHOLE for share in shares)
