"""Cases of Fuling's past, and the hamlet's earthquake, against what is published of them."""

import json
from math import inf

import pytest
from scenario_maps import SHARED, rows, scenario

from sim.hazard.every import hazards
from sim.hazard.fire.model import burn
from sim.hazard.ground import Ground
from sim.kernel.draw import Streams
from sim.metric.fold import fold
from sim.metric.summary import summary
from sim.record.capability import CapabilityDone
from sim.record.facts import CallEnded, IncidentBegan, RoadCut, RoadOpened, UnitChanged
from sim.record.hazard_facts import DamageBegan, HazardBegan, PeopleTrapped
from sim.run import run
from sim.terms.units import HOUR_MS, MINUTE_MS

needs_source = pytest.mark.skipif(
    not SHARED.is_dir(), reason="the source data of Fuling are not beside this checkout"
)


@pytest.fixture(scope="module")
def lorry():
    return run(scenario("fuling-lorry-2017"))


@pytest.fixture(scope="module")
def gas():
    return run(scenario("fuling-gas-2016"))


@pytest.fixture(scope="module")
def quake():
    return run(scenario("hamlet-quake"))


def facts(log, kind):
    return [(t_ms, fact) for _, t_ms, _, fact in log.entries() if isinstance(fact, kind)]


@needs_source
@pytest.mark.parametrize(
    ("name", "date", "time", "what"),
    [
        ("fuling-lorry-2017", "2017-08-25", "01:56", "vehicle_fire"),
        ("fuling-gas-2016", "2016-06-30", "04:20", "gas_leak"),
    ],
)
def test_a_case_begins_when_it_did(name, date, time, what):
    (row,) = [row for row in rows("historic_events.csv") if (row["date"], row["type"]) == (date, what)]
    (call,) = scenario(name).calls
    assert row["time"] == time == call.at[:5]
    assert scenario(name).start.date().isoformat() == date


@needs_source
def test_the_fires_of_2022_begin_when_and_where_they_did():
    known = [row for row in rows("historic_events.csv") if row["type"] == "wildfire"]
    case = scenario("fuling-wildfire-2022")
    assert len(known) == len(case.hazards.wildfires) == 2
    for row, fire in zip(known, case.hazards.wildfires, strict=True):
        hours, minutes = map(int, row["time"].split(":"))
        assert fire.begin.value == pytest.approx(hours + minutes / 60 - 12, abs=0.01)
        assert (fire.lon.value, fire.lat.value) == (float(row["lon"]), float(row["lat"]))


def test_five_vehicles_and_thirty_people_put_the_lorry_out_in_some_fifty_minutes(lorry):
    sent = summary(lorry)["sent"]
    assert sent["units_per_call"] == 5
    assert sent["people_per_call"] == pytest.approx(30, abs=2)
    first_ms = min(t_ms for t_ms, fact in facts(lorry, UnitChanged) if fact.status == "on_scene")
    ((end_ms, _),) = facts(lorry, CallEnded)
    assert (end_ms - first_ms) / MINUTE_MS == pytest.approx(50, abs=10)


def test_the_expressway_is_closed_while_the_lorry_burns(lorry):
    ((cut_ms, cut),) = facts(lorry, RoadCut)
    ((open_ms, opened),) = facts(lorry, RoadOpened)
    assert scenario("fuling-lorry-2017").links[cut.link].id == "R195"
    assert cut.link == opened.link
    assert (round(cut_ms / MINUTE_MS), open_ms) == (116, 4 * HOUR_MS)


def test_the_slide_and_the_cordon_close_the_road_beside_the_pipe(gas):
    kinds = [fact.kind for _, fact in facts(gas, DamageBegan)]
    assert kinds.count("slide") == 1
    assert kinds.count("cordon") >= 1
    closed = {fact.link for _, fact in facts(gas, RoadCut)}
    assert {scenario("fuling-gas-2016").links[link].id for link in closed} >= {"R146"}
    assert summary(gas)["calls"]["closed"] == 1


def test_the_leak_is_over_only_when_the_gas_company_has_shut_the_pipe(gas):
    ((done_ms, done),) = facts(gas, CapabilityDone)
    ((_, ended),) = [each for each in facts(gas, CallEnded) if each[1].stage == "closed"]
    assert done.capability == "gas"
    assert scenario("fuling-gas-2016").teams[done.team].id == "TA01"
    assert done_ms < facts(gas, CallEnded)[0][0]
    assert ended.call == done.call


def test_without_a_gas_team_the_leak_goes_on_to_the_end_of_the_day():
    case = scenario("fuling-gas-2016")
    teams = tuple(team for team in case.teams if team.type != "gas")
    log = run(case.model_copy(update={"teams": teams}))
    assert facts(log, CapabilityDone) == []
    ((_, ended),) = facts(log, CallEnded)
    assert ended.stage == "open"


def _alone(name="fuling-wildfire-2022", **changes):
    case = scenario(name)
    settings = case.hazards
    fire = settings.wildfires[1]
    figures = {key: getattr(fire, key).model_copy(update={"value": value}) for key, value in changes.items()}
    streams = Streams(1, 0)
    return burn(settings, Ground.of(case), fire.model_copy(update=figures), streams)


def test_about_the_published_area_burns_at_beishanping():
    """About 500 mu, 33 ha: to the edge of where it was held, as the case scripts it."""
    assert _alone().area_ha == pytest.approx(33, rel=0.15)


def test_left_alone_the_fire_would_be_as_large_within_hours():
    """So it must be held to stay so small for 30 h: which the published hundreds of people did."""
    free = sorted(minute for minute in _alone(reach=2).minutes if minute < inf)
    cells_of_33_ha = round(33 / 0.25)
    assert 1 < free[cells_of_33_ha] / 60 < 12


def test_both_fires_call_for_help_as_they_begin():
    case = scenario("fuling-wildfire-2022")
    for hazard, begin_ms in zip(
        hazards(case, Streams(1, 0), 72 * HOUR_MS), (23_281_200, 30_600_000), strict=True
    ):
        calls = [act for act in hazard.happenings if hasattr(act, "birth")]
        assert calls[0].t_ms == begin_ms == hazard.happenings[0].t_ms


# --- the hamlet's earthquake -------------------------------------------------------------------------------


def test_who_is_trapped_is_told_with_its_call_and_has_one_fate(quake):
    trapped = facts(quake, PeopleTrapped)
    assert trapped
    rescued = fold(quake).rescue.rescued
    assert rescued.trapped == sum(len(fact.until_ms) for _, fact in trapped)
    assert rescued.alive > 0
    assert summary(quake)["trapped"] == rescued._asdict()
    assert json.dumps(summary(quake))


def test_what_it_brings_about_follows_from_it_in_the_log(quake):
    entries = [(seq, cause, fact) for seq, _, cause, fact in quake.entries()]
    began = {seq for seq, _, fact in entries if isinstance(fact, HazardBegan)}
    damaged = [cause for _, cause, fact in entries if isinstance(fact, DamageBegan)]
    assert damaged
    assert set(damaged) <= began
    homes = {fact.call for _, _, fact in entries if isinstance(fact, PeopleTrapped)}
    assert all(
        cause in began for _, cause, fact in entries if isinstance(fact, IncidentBegan) and fact.call in homes
    )


def test_another_policy_meets_the_same_earthquake(quake):
    other = run(scenario("hamlet-quake"), "nearest")
    assert facts(other, DamageBegan) == facts(quake, DamageBegan)
    assert facts(other, PeopleTrapped) == facts(quake, PeopleTrapped)
    assert [(t, fact.place) for t, fact in facts(other, IncidentBegan)] == [
        (t, fact.place) for t, fact in facts(quake, IncidentBegan)
    ]
