"""The scripted storm: held to the shares and the durations of published events."""

import csv
from collections import Counter

import pytest
from networks import failed, fibres, joined, kind, mains_lost, serving
from scenario_maps import ROOT, SHARED, scenario

from sim.terms.enums import TelecomKind

HOURS = [quarter / 4 for quarter in range(4 * 72)]
EVENTS = (SHARED / "../validation/events/comms_restoration.csv").resolve()


@pytest.fixture(scope="module")
def storm():
    return scenario("fuling-storm")


@pytest.fixture(scope="module")
def channels(storm):
    """Return the channels of the cells at home, which go by people as base stations do."""
    return {row.id: row.channels for row in kind(storm, TelecomKind.CELL) if row.township}


@pytest.fixture(scope="module")
def out(storm, channels):
    """Return which cells are out at each quarter of an hour, with batteries of mean age."""
    return {hour: channels.keys() - serving(storm, hour) for hour in HOURS}


def _share(channels, cells):
    return sum(channels[name] for name in cells) / sum(channels.values())


def test_the_storm_changes_no_district(storm):
    same = {"nodes", "links", "townships", "villages", "stations", "units", "sites", "telecom", "terminals"}
    assert storm.model_dump(include=same) == scenario("fuling").model_dump(include=same)


def test_it_lasts_three_days_in_the_flood_season(storm):
    assert (storm.start.month, storm.start.hour, storm.horizon.value) == (7, 18, 3)
    assert storm.comms == "bearers"


def test_a_quarter_of_the_network_loses_its_mains_as_in_zhengzhou(storm, channels):
    lost = {outage.target for outage in storm.bearers.outages if outage.what == "mains"}
    dark = [row.id for row in kind(storm, TelecomKind.CELL) if row.township in lost]
    assert _share(channels, dark) == pytest.approx(0.2475, abs=0.02)


def test_between_6_percent_and_a_tenth_are_out_at_the_worst(channels, out):
    worst = max(_share(channels, cells) for cells in out.values())
    assert 0.06 <= worst <= 0.10
    assert worst == pytest.approx(0.073, abs=0.001)


def test_it_is_worst_from_the_19th_hour_on(channels, out):
    worst = max(HOURS, key=lambda hour: _share(channels, out[hour]))
    assert worst == 19
    assert len(out[worst]) == 8


def test_half_is_back_29_to_46_hours_after_the_first_loss(storm, channels, out):
    first = min(outage.at.value for outage in storm.bearers.outages)
    ever = set().union(*out.values())
    last = {name: max(hour for hour in HOURS if name in out[hour]) for name in ever}
    back = next(
        hour
        for hour in HOURS
        if sum(channels[name] for name in ever if last[name] < hour) >= sum(channels[n] for n in ever) / 2
    )
    assert 29 <= back - first <= 46
    assert back - first == pytest.approx(32, abs=0.3)


def test_everything_is_back_before_the_end(storm, channels, out):
    assert out[HOURS[-1]] == set()
    assert max(outage.until.value for outage in storm.bearers.outages) <= 48


def test_long_losses_last_12_to_40_hours_and_short_ones_less_than_a_battery(storm):
    hours = {o.target: o.until.value - o.at.value for o in storm.bearers.outages if o.what == "mains"}
    long = {name: span for name, span in hours.items() if span > 4}
    assert set(long) == {"T013", "T131", "T206", "T208"}
    assert min(long.values()) == 12
    assert max(long.values()) == 40
    assert max(span for span in hours.values() if span <= 4) <= 2


def test_the_first_cut_of_the_ring_silences_nobody_and_the_second_a_branch(storm):
    everybody = {row.id for row in storm.telecom}
    assert joined(storm, fibres(storm, cut=failed(storm, "fibre", 17))) == everybody
    cut = failed(storm, "fibre", 20)
    alone = everybody - joined(storm, fibres(storm, cut=cut))
    assert cut == {"FE2", "FE3"}
    assert alone == {"HUB-T121", "CELL-T121", "CELL-T131", "CELL-T206"}


def test_the_hub_of_baitao_lives_ten_hours_on_its_battery(storm):
    (hub,) = [row for row in storm.telecom if row.id == "HUB-T013"]
    assert mains_lost(storm, "T013", 19) == hub.battery_h
    assert "CELL-T208" not in serving(storm, 19)


def test_the_hill_site_above_the_wujiang_and_another_backhaul_fail(storm):
    assert failed(storm, "site", 12) == {"HS18"}
    assert failed(storm, "backhaul", 20) == {"HS11"}
    assert failed(storm, "site", 40) == failed(storm, "backhaul", 40) == set()


def test_roads_and_one_bridge_are_cut_and_the_word_comes_late_or_never(storm):
    roads = {link.id: link for link in storm.links}
    assert [roads[cut.road].bridge for cut in storm.cuts if roads[cut.road].bridge] == ["BR08"]
    told = [cut.told_after.value for cut in storm.cuts if cut.told_after.value < 72]
    assert len(storm.cuts) == 7
    assert sorted(told) == [3, 5]


def test_wulingshan_cannot_be_reached_by_road_over_the_wujiang_in_the_morning(storm):
    import networkx as nx
    from scenario_maps import graph

    roads = graph(storm)
    by_day = nx.dijkstra_path_length(roads, "T013", "T208", weight="km")
    ends = {link.id: (link.a, link.b) for link in storm.links}
    roads.remove_edges_from(ends[cut.road] for cut in storm.cuts if cut.at.value <= 14 < cut.until.value)
    assert nx.dijkstra_path_length(roads, "T013", "T208", weight="km") > 5 * by_day


def test_it_rains_while_things_fail(storm):
    for outage in storm.bearers.outages:
        assert any(rain.begin.value <= outage.at.value <= rain.end.value + 2 for rain in storm.roads.rain), (
            outage.target
        )


def test_many_more_call_than_on_quiet_days(storm):
    from sim.record.facts import IncidentBegan
    from sim.run import run

    log = run(storm.model_copy(update={"comms": "ideal"}), seed=1)
    calls = [t / 3.6e6 for _, t, _, fact in log.entries() if isinstance(fact, IncidentBegan)]
    assert 45 <= len(calls) <= 110
    by_span = Counter(5 <= hour < 20 for hour in calls)
    assert by_span[True] > len(calls) / 3


def test_voice_calls_are_seven_times_as_many_as_in_wenchuan(storm):
    factors = [crowd.factor for crowd in storm.bearers.crowds]
    assert factors[0].value == 7
    assert "Wenchuan" in factors[0].source


def test_the_page_of_sources_states_the_shares(storm):
    text = (ROOT / "scenarios" / "fuling-storm" / "SOURCES.md").read_text(encoding="utf-8")
    assert "24 % of the channels" in text
    assert "7.3 % of the channels" in text
    assert "32 h after the first loss" in text


@pytest.mark.skipif(not EVENTS.is_file(), reason="the published events are not beside this checkout")
@pytest.mark.parametrize(
    ("place", "restored", "hours"),
    [("Luding+Shimian", 0.496, 46), ("Henan province (tower company)", 0.537, 43), ("Yibin", 0.293, 9.6)],
)
def test_the_published_events_are_as_the_page_of_sources_says(place, restored, hours):
    with EVENTS.open(encoding="utf-8", newline="") as file:
        row = next(row for row in csv.DictReader(file) if row["place"] == place)
    assert int(row["restored"]) / int(row["total_affected"]) == pytest.approx(restored, abs=0.0006)
    assert float(row["hours_since_t0"]) == pytest.approx(hours, abs=0.15)
    text = (ROOT / "scenarios" / "fuling-storm" / "SOURCES.md").read_text(encoding="utf-8")
    assert f"{100 * restored:.1f} % at {hours} h" in text
