"""Laws of releases: roads in the plume close and open, people in it are poisoned, others never."""

from itertools import pairwise

import pytest
from perils import calls, drawn, ground, luck, strikes, struck

from sim.hazard.gas.release import STEP_MS, Plume, samples
from sim.hazard.unfold import Passes, Phase
from sim.terms.enums import DamageKind, HazardKind
from sim.terms.units import HOUR_MS, MINUTE_MS

TOWN = {"lon": 107.95, "lat": 30.015}
"""South of 横塘, whose node lies downwind where the wind blows north."""
GAS = {"begin": 1, "lasts": 2, "rate": 2, **TOWN}
HELP = {"kind": "fire", "patients": "medical"}


def release(rep=0, gassing=HELP, **changes):
    return drawn(struck(releases=[{**GAS, **changes}], gassing=gassing), rep)


@pytest.fixture(scope="module")
def north():
    return release(turn=0)


def links(found):
    return {strike.target for strike in strikes(found)}


def test_it_closes_the_roads_downwind_and_only_those(north):
    (hazard,) = north
    assert hazard.kind is HazardKind.CHEMICAL
    assert {strike.kind for strike in strikes(north)} == {DamageKind.CORDON}
    of = struck(releases=[GAS])
    source = ground(of).spot(**TOWN)
    downwind = {
        number
        for number, link in enumerate(ground(of).links)
        if any(place.y_km > source.y_km for place in samples(link))
    }
    assert links(north)
    assert links(north) <= downwind


def test_the_cordon_stands_after_its_delay_and_goes_once_the_air_is_clean(north):
    (hazard,) = north
    passes = {act.key: act.t_ms for act in hazard.happenings if isinstance(act, Passes)}
    for strike in strikes(north):
        assert strike.t_ms == HOUR_MS + 20 * MINUTE_MS
        assert strike.steps == ()
        assert passes[strike.key] == 3 * HOUR_MS + 30 * MINUTE_MS
    assert hazard.happenings[0] == Phase(HOUR_MS, True)
    assert hazard.happenings[-1] == Phase(3 * HOUR_MS + 30 * MINUTE_MS, False)


def test_the_other_way_the_wind_closes_other_roads(north):
    south = release(turn=0, heading=180)
    assert links(south)
    assert links(south) != links(north)


def test_a_larger_release_closes_no_fewer_roads():
    rates = [release(turn=0, rate=rate) for rate in (0.01, 0.1, 1, 10)]
    for less, more in pairwise(rates):
        assert links(less) <= links(more)
    assert links(rates[0]) < links(rates[-1])


def test_a_release_that_is_over_before_a_cordon_can_stand_closes_nothing():
    assert not strikes(release(lasts=0.25, gassing={"airing": 0}))


def test_the_wind_turns_and_roads_close_again_and_again():
    swinging = [release(rep, turn=90, lasts=12, gassing={"airing": 0}) for rep in range(3)]
    keys = [strike.key for found in swinging for strike in strikes(found)]
    assert any(key.endswith("/1") for key in keys)
    for (hazard,) in swinging:
        closed = set()
        for act in hazard.happenings:
            if isinstance(act, Passes):
                closed.remove(act.key)
            elif getattr(act, "kind", None) is DamageKind.CORDON:
                assert act.key not in closed
                closed.add(act.key)
        assert not closed


def test_while_it_is_aired_a_road_stays_closed():
    often = strikes(release(turn=90, lasts=12, gassing={"airing": 0}))
    aired = strikes(release(turn=90, lasts=12, gassing={"airing": 600}))
    assert len(aired) < len(often)
    assert {strike.target for strike in aired} >= {strike.target for strike in often}


def test_the_first_call_tells_of_it_and_further_ones_come_from_the_plume(north):
    first, *others = calls(north)
    scenario = struck()
    assert first.birth.kind == scenario.kind_ids["fire"]
    assert first.t_ms == HOUR_MS
    assert others
    assert {call.birth.kind for call in others} == {scenario.kind_ids["medical"]}
    plume = Plume(
        struck(releases=[{**GAS, "turn": 0}]).hazards.releases[0], ground(scenario).spot(**TOWN), luck()("")
    )
    for call in others:
        step = (call.t_ms - HOUR_MS) // STEP_MS
        assert plume.mg_m3(step, ground(scenario).villages[call.birth.place]) > 5.8


def test_as_many_are_poisoned_as_the_figure_says():
    found = [release(rep, turn=0, gassing={**HELP, "poisoned": 0.02}) for rep in range(10)]
    mean = sum(len(calls(each)) - 1 for each in found) / 10
    exposed = {call.birth.place for each in found for call in calls(each)[1:]}
    people = sum(struck().villages[place].population for place in exposed)
    assert mean == pytest.approx(0.02 * people, rel=0.15)


def test_without_kinds_of_incident_nobody_calls_and_the_roads_close_as_before(north):
    silent = release(turn=0, gassing={})
    assert not calls(silent)
    assert strikes(silent) == strikes(north)


def test_what_begins_beyond_the_horizon_never_does():
    assert not drawn(struck(releases=[{**GAS, "begin": 100}]))
