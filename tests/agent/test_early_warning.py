"""Laws of earthquake early warning: seconds come after detection, by what carries, and spare who had them."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.hazard.ground import Ground, Spot
from sim.hazard.quake.early import Waves, stations
from sim.hazard.quake.shocks import Shock
from sim.record.facts import SiteChanged
from sim.record.hazard_facts import HazardBegan, PeopleTrapped
from sim.record.seismic import QuakeAired, QuakeAlarm, QuakeDetected, QuakeSpared
from sim.report.material import Material
from sim.report.page import page
from sim.report.say import DASH
from sim.report.seismic.section import early_warning, headline, lines
from sim.report.words import Lang
from sim.run import run
from sim.scenario.load import load
from sim.scenario.seismic import EarlyWarning
from sim.terms.enums import TelecomKind
from sim.terms.errors import BadInput

DAY = ("horizon=0.2", "hazards.shaking.aftershocks=false")
ON = ("early_warning.on=true", "early_warning.spacing=0")
FAST = (*ON, "early_warning.process=0", "early_warning.deliver=0", "early_warning.needed=1")
SURE = ("early_warning.reach=1", *(f"early_warning.spared_{s}=1" for s in (3, 10, 20)))
"""Who has three seconds is spared for certain."""
FAR = ("hazards.quakes.main.lon=107.6", "hazards.quakes.main.magnitude=8", "hazards.homes.falls=9")
"""So far away that there is time, and so strong that homes fall all the same."""
KM = st.floats(0, 300)


def lived(*changes):
    """Return the log of five hours in the hamlet, which the earthquake strikes in its third hour."""
    return run(load("hamlet-quake", [*DAY, *changes]))


def all_of(log, kind):
    return [(t, fact) for _, t, _, fact in log.entries() if type(fact) is kind]


def only(log, kind):
    ((t, fact),) = all_of(log, kind)
    return t, fact


@pytest.fixture(scope="module")
def unwarned():
    return lived(*FAR)


@pytest.fixture(scope="module")
def warned():
    return lived(*FAR, *FAST, *SURE)


@pytest.fixture(scope="module")
def slow():
    return lived(*ON)


@pytest.fixture(scope="module")
def material(warned):
    return Material.of(warned)


def figures(**changes):
    return EarlyWarning.model_validate(changes)


# --- waves and stations ------------------------------------------------------------------------------------


@given(KM, KM, st.floats(0, 50))
def test_the_s_wave_is_later_than_the_p_wave_and_both_are_later_further_away(near_km, more_km, depth_km):
    waves = Waves(Shock(0, 6.0, Spot(0, 0)), figures(depth=depth_km))
    near, far = Spot(near_km, 0), Spot(near_km + more_km, 0)
    assert waves.p_ms(near) <= waves.s_ms(near) <= waves.s_ms(far)
    assert waves.p_ms(near) <= waves.p_ms(far)


def test_waves_travel_at_their_speeds_from_the_hypocentre():
    waves = Waves(Shock(0, 6.0, Spot(1, 1)), figures(depth=30, p_speed=5, s_speed=2.5))
    assert (waves.p_ms(Spot(41, 1)), waves.s_ms(Spot(41, 1))) == (10_000, 20_000)


def test_an_earthquake_is_located_once_enough_stations_have_it_and_never_by_fewer():
    waves = Waves(Shock(0, 6.0, Spot(0, 0)), figures(depth=0, p_speed=5, needed=2))
    assert waves.detected_ms([Spot(50, 0), Spot(10, 0), Spot(20, 0)]) == 4000
    assert waves.detected_ms([Spot(10, 0)]) is None
    assert waves.told_ms(4000) == 4000 + 5000 + 2000


@given(st.floats(-5, 40), st.floats(0, 40))
def test_more_seconds_spare_no_fewer(lead_s, more_s):
    usual = EarlyWarning()
    assert 0 <= usual.spared(lead_s) <= usual.spared(lead_s + more_s) <= usual.spared_20.value


def test_stations_keep_their_distance_unless_they_are_named():
    ground = Ground.of(load("hamlet-quake"))
    everywhere, apart = stations(ground, figures(spacing=0)), stations(ground, figures(spacing=4))
    assert set(apart) < set(everywhere)
    places = list(apart.values())
    assert all(a.to(b) >= 4 for i, a in enumerate(places) for b in places[:i])
    named = ground.scenario.telecom[max(everywhere)].id
    assert list(stations(ground, figures(stations=(named,)))) == [max(everywhere)]


# --- a world -----------------------------------------------------------------------------------------------


def test_nothing_is_different_where_there_is_no_early_warning(unwarned):
    assert not all_of(unwarned, QuakeDetected)
    assert "early_warning" not in Material.of(unwarned).summary
    assert lines(Material.of(unwarned).summary) == early_warning(Material.of(unwarned)) == []


def test_telephones_ring_after_detection_processing_and_delivery(slow):
    begins, _ = only(slow, HazardBegan)
    detected, seen = only(slow, QuakeDetected)
    rang, alarm = only(slow, QuakeAlarm)
    assert begins < detected
    assert rang == detected + 7000
    assert seen.located
    assert seen.live == seen.stations
    assert alarm.dark == ()


def test_nobody_near_has_any_time_where_the_centre_takes_its_five_seconds(slow):
    _, alarm = only(slow, QuakeAlarm)
    assert not alarm.leads
    assert len(alarm.blind) == len(load("hamlet-quake").villages)
    assert not all_of(slow, QuakeSpared)


def test_whoever_is_told_has_what_is_left_until_the_s_wave(warned):
    rang, alarm = only(warned, QuakeAlarm)
    begins, _ = only(warned, HazardBegan)
    scenario = load("hamlet-quake", [*DAY, *FAR, *FAST])
    ground = Ground.of(scenario)
    waves = Waves(Shock(begins, 8.0, ground.spot(107.6, 29.99)), scenario.early_warning)
    assert alarm.leads
    for village, lead_ms, _ in alarm.leads:
        assert rang + lead_ms == begins + waves.s_ms(ground.villages[village])


def test_who_had_time_is_not_trapped_and_nothing_else_is_different(unwarned, warned):
    logs = unwarned, warned
    trapped, still = (sum(len(f.until_ms) for _, f in all_of(log, PeopleTrapped)) for log in logs)
    spared = sum(fact.people for _, fact in all_of(warned, QuakeSpared))
    told = {village for village, lead_ms, _ in only(warned, QuakeAlarm)[1].leads if lead_ms >= 3000}
    assert told
    assert spared > 0
    assert trapped == still + spared
    assert {fact.place for _, fact in all_of(warned, QuakeSpared)} <= told
    broken = [[f for _, f in all_of(log, SiteChanged)][:3] for log in (unwarned, warned)]
    assert broken[0] == broken[1]


def test_part_of_those_who_had_time_is_trapped_where_few_heed_it(unwarned, warned):
    half = lived(*FAR, *FAST, *SURE[1:], "early_warning.reach=0.5")
    spared = [sum(f.people for _, f in all_of(log, QuakeSpared)) for log in (half, warned)]
    assert 0 < spared[0] < spared[1]
    none = lived(*FAR, *FAST, "early_warning.reach=0")
    assert not all_of(none, QuakeSpared)
    trapped = [[fact for _, fact in all_of(log, PeopleTrapped)] for log in (none, unwarned)]
    assert trapped[0] == trapped[1]


def broken(*sites):
    """Return what breaks telecom sites an hour before the earthquake."""
    rows = [{"what": "telecom_site_lost", "target": site, "size": 1, "at": 2, "until": 24} for site in sites]
    return f"hazards.injects={json.dumps(rows)}"


def test_nobody_is_warned_where_no_cell_serves_and_no_broken_station_counts(warned):
    scenario = load("hamlet-quake")
    cells = [row.id for row in scenario.telecom if row.kind is TelecomKind.CELL]
    log = lived(*FAR, *FAST, *SURE, broken(*cells[:5]))
    _, seen = only(log, QuakeDetected)
    _, alarm = only(log, QuakeAlarm)
    assert seen.live <= only(warned, QuakeDetected)[1].live - 5  # others hang on them
    assert alarm.dark
    assert {fact.place for _, fact in all_of(log, QuakeSpared)} <= {village for village, *_ in alarm.leads}
    row = Material.of(log).summary["early_warning"]["strongest"]
    assert row["dark"] == sum(scenario.villages[village].population for village in alarm.dark)


def test_nobody_is_warned_where_too_few_stations_are_left():
    sites = [row.id for row in load("hamlet-quake").telecom if row.kind is not TelecomKind.CORE]
    log = lived(*ON, *SURE, broken(*sites))
    _, seen = only(log, QuakeDetected)
    assert (seen.live, seen.located) == (0, False)
    assert not all_of(log, QuakeAlarm)
    assert not all_of(log, QuakeSpared)
    zh, en = lines(Material.of(log).summary)
    assert "不足以定位" in zh
    assert "nobody was warned" in en
    (section,) = early_warning(Material.of(log))
    assert section.parts[-1].rows[0][3].text.en == DASH


def test_a_weak_earthquake_rings_no_telephone():
    log = lived(*ON, "early_warning.least=8")
    assert not all_of(log, QuakeDetected)
    told = Material.of(log).summary
    assert told["early_warning"]["strongest"] is None
    assert lines(told) == ["期内无达到预警震级的地震。", "No earthquake was strong enough for a warning."]
    assert len(early_warning(Material.of(log))) == 1


# --- figures -----------------------------------------------------------------------------------------------


def test_everybody_was_told_in_time_or_in_the_blind_zone_or_without_a_cell(material, warned):
    told = material.summary["early_warning"]
    row = told["strongest"]
    counted = ("under_3s", "under_10s", "under_20s", "more", "blind", "dark")
    assert sum(row[name] for name in counted) == told["people"]
    assert told["spared"] == sum(f.people for _, f in all_of(warned, QuakeSpared))


def test_page_and_command_say_it_in_both_languages(material):
    (section,) = early_warning(material)
    assert section in page(material, {}, Lang.ZH).sections
    zh, en = lines(material.summary)
    spared = material.summary["early_warning"]["spared"]
    assert f"因及时避险而未被困 {spared:,} 人" in zh
    assert f"not trapped for that: {spared:,}." in en
    assert len(headline(material.summary["early_warning"])) == 2


# --- bad scenarios -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (("early_warning.on=true", "comms=ideal"), "comms: bearers"),
        (('early_warning.stations=["nowhere"]',), "telecom.csv"),
        (("early_warning.p_speed=90",), "from 1 to 9"),
    ],
)
def test_what_cannot_be_is_refused_with_what_was_expected(change, expected):
    with pytest.raises(BadInput, match=expected):
        load("hamlet-quake", list(change))


# --- other channels -----------------------------------------------------------------------------------------

AIR = ("early_warning.television=1", "early_warning.sirens=1", "early_warning.television_late=0")
SILENT_PHONES = ("early_warning.reach=0",)


@pytest.fixture(scope="module")
def aired():
    return lived(*FAR, *FAST, *SURE, *SILENT_PHONES, *AIR)


def test_each_channel_tells_once_whom_there_is_time_and_power_for(aired):
    rang_ms, rang = only(aired, QuakeAlarm)
    told = {fact.channel: (t, fact) for t, fact in all_of(aired, QuakeAired)}
    assert list(told) == ["television", "sirens"]
    for t, fact in told.values():
        assert t == rang_ms
        assert dict(fact.leads) == {village: lead_ms for village, lead_ms, _ in rang.leads}
        assert fact.silent == rang.dark


def test_who_hears_by_another_channel_alone_is_spared_too(aired):
    spared = sum(fact.people for _, fact in all_of(aired, QuakeSpared))
    assert spared > 0
    quiet = lived(*FAR, *FAST, *SURE, *SILENT_PHONES)
    assert not all_of(quiet, QuakeSpared)
    assert not all_of(quiet, QuakeAired)


def test_a_broadcast_comes_later_and_leaves_less_time():
    late = lived(*FAR, *FAST, "early_warning.television=1", "early_warning.television_late=2")
    rang_ms, rang = only(late, QuakeAlarm)
    t, fact = only(late, QuakeAired)
    first = {village: lead_ms for village, lead_ms, _ in rang.leads}
    assert t == rang_ms + 2000
    assert all(lead_ms == first[village] - 2000 for village, lead_ms in fact.leads)


def test_without_power_no_television_tells_anybody():
    data = load("hamlet-quake", [*DAY, *FAR, *FAST, *AIR])
    dark = json.loads(data.canonical)
    dark["bearers"]["outages"] = [{"what": "mains", "target": "all", "at": hours(0), "until": hours(9)}]
    dark["power_nodes"], dark["power_lines"], dark["loads"] = [], [], []
    log = run(type(data).model_validate_json(json.dumps(dark)))
    told = [fact for _, fact in all_of(log, QuakeAired)]
    assert len(told) == 2
    assert all(fact.leads == () and fact.silent for fact in told)


def hours(value):
    return {"value": value, "unit": "h", "low": 0, "high": 1e6, "source": "x", "label": "user"}


def test_more_channels_spare_nobody_less():
    phones = (*FAR, *FAST, "early_warning.reach=0.5")
    one, all_three = lived(*phones), lived(*phones, *AIR)
    first, more = (sum(f.people for _, f in all_of(log, QuakeSpared)) for log in (one, all_three))
    assert more >= first


def test_the_report_tells_of_other_channels_where_there_are_any(aired, warned):
    told, without = Material.of(aired).summary, Material.of(warned).summary
    assert any("大喇叭" in line for line in lines(told))
    assert not any("大喇叭" in line for line in lines(without))
    assert set(told["early_warning"]["aired"]) == {"television", "sirens"}
