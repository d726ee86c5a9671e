"""Where the next radio sites should stand: a flat country with one hill, and a wall between two villages."""

import math

import numpy as np
import pytest

from sim.comms.radio.loss import Antenna
from sim.comms.radio.terrain import Grid, Terrain
from sim.scenario.load import load
from sim.study.analysis.sample import BadSample
from sim.study.place.desk import District
from sim.study.place.kinds import base_stations
from sim.study.place.masts import MAST_M, Masts, NoHill, peaks
from sim.study.place.race import CONTACT, Rules, out_of_contact_h, race


@pytest.fixture(scope="module")
def silent():
    return load("hamlet-silent", ["comms=bearers"])


def country(scenario, height=lambda lon, lat: 300.0):
    """Return elevations about a scenario, by a function of the place."""
    west = min(node.lon for node in scenario.nodes) - 0.2
    south = min(node.lat for node in scenario.nodes) - 0.2
    step, size = 0.01, 90
    heights = [[height(west + i * step, south + j * step) for i in range(size)] for j in range(size)]
    return Terrain([Grid("made", west, south, step, step, np.array(heights, np.float32))])


def hill_at(lon, lat, top=900.0):
    def height(x, y):
        return 300.0 + (top - 300.0) * math.exp(-((x - lon) ** 2 + (y - lat) ** 2) / 0.0004)

    return height


@pytest.fixture(scope="module")
def flat(silent):
    return country(silent)


def at(scenario, node, name="X"):
    row = scenario.nodes[scenario.node_ids[node]]
    return Antenna(name, row.lon + 0.004, row.lat, MAST_M)


@pytest.fixture(scope="module")
def masts(silent, flat):
    hills = [at(silent, node.id, node.id) for node in silent.nodes[:6]]
    return Masts.of(silent, flat, hills)


def test_the_highest_hill_comes_first_and_hills_keep_apart(silent):
    middle = silent.nodes[5]
    found = peaks(silent, country(silent, hill_at(middle.lon, middle.lat)), apart_km=4, most=5)
    assert abs(found[0].lon - middle.lon) < 0.02
    assert abs(found[0].lat - middle.lat) < 0.02
    assert len(found) <= 5
    for one in found:
        for other in found:
            if one is not other:
                assert math.dist((one.lon, one.lat), (other.lon, other.lat)) > 0.03


def test_beyond_the_elevations_there_is_no_hill(silent):
    far = Terrain([Grid("far", 0.0, 0.0, 0.01, 0.01, np.zeros((3, 3), np.float32))])
    assert peaks(silent, far) == []
    with pytest.raises(NoHill, match="no candidate"):
        Masts.of(silent, far, [])


def test_where_a_site_stands_there_is_no_second(silent, flat):
    site = silent.sites[0]
    with pytest.raises(NoHill, match="has a site already"):
        Masts.of(silent, flat, [Antenna("same", site.lon, site.lat, 30.0)])


def test_a_candidate_beside_a_village_covers_it_better_than_one_far_away(silent, masts):
    problem = masts.problem
    first = len(problem.fixed)
    assert first == len(silent.sites)
    village = silent.villages[0]
    near = next(i for i, site in enumerate(masts.candidates) if site.id == f"new-{village.node}")
    column = problem.cost[0, first:]
    assert column[near] == min(column)
    assert ((problem.cost >= 0) & (problem.cost <= 1)).all()


def test_every_proposal_is_no_worse_than_today_as_it_is_and_without_the_worst_site(masts):
    today = masts.worth(())
    assert today[1] >= today[0]
    found = masts.proposals(1, 15.0, 0.1)
    assert {name for each in found for name in each.models} == {
        "p-median",
        "max-cover",
        "expected-cover",
        "robust",
    }
    for each in found:
        usual, worst = masts.worth(each.nodes)
        assert usual <= today[0] + 1e-9
        assert worst <= today[1] + 1e-9
    median = next(each for each in found if "p-median" in each.models)
    assert all(masts.worth(median.nodes)[0] <= masts.worth(each.nodes)[0] + 1e-9 for each in found)


def test_the_scenario_has_the_site_its_losses_and_a_way_to_the_network(silent, masts):
    name = masts.candidates[0].id
    built = masts.with_sites(silent, (name,))
    new = next(site for site in built.sites if site.id == name)
    assert len(built.sites) == len(silent.sites) + 1
    assert {row.node for row in built.losses if row.site == name} == {node.id for node in silent.nodes}
    assert new.township in silent.township_ids
    assert new.backhaul in {row.id for row in silent.telecom} | {row.id for row in silent.sites}
    assert new.elev_m == 300.0


def test_work_is_told_as_it_goes_on(silent, flat):
    told = []
    Masts.of(silent, flat, [at(silent, "H01", "a"), at(silent, "H05", "b")], lambda *n: told.append(n))
    assert told == [(1, 2), (2, 2)]


def test_sites_are_raced_by_hours_out_of_contact(silent, masts):
    kind = base_stations(silent, masts)
    assert kind.measure is CONTACT
    found = race(
        silent,
        kind.propose(1, 15.0, 0.1)[:1],
        Rules(first=2, most=2, days=0.5),
        lambda _: None,
        kind.built,
        kind.measure,
    )
    assert len(found.gains) == 1
    assert np.isfinite(found.selection.means).all()


def test_in_ideal_networks_nobody_is_out_of_contact_and_no_race_is_run():
    ideal = load("hamlet")
    found = District.of(ideal).proposals(1, 15, 0.1)[:1]
    with pytest.raises(BadSample, match="no value"):
        race(ideal, found, Rules(first=2, most=2, days=0.2), lambda _: None, measure=CONTACT)
    assert CONTACT.of is out_of_contact_h
