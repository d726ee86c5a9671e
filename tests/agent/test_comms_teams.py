"""A district that loses townships, and what its teams of communications bring them, to the millisecond."""

import pytest
from drills import LINK_MS, Tale, call, cut, world
from worlds import NOTE, connected, fails, scenario

from sim.record.facts import (
    CallReport,
    Deploy,
    MessageSent,
    RoadReport,
    SituationReport,
    TeamChanged,
    TeamReport,
)
from sim.record.log import Log
from sim.record.message import Letter
from sim.run import run
from sim.terms.units import HOUR_MS, MINUTE_MS
from sim.world import World

LINE_MS = 2_000
ITEM_MS = 10_000
FIRST_MS = 2 * HOUR_MS + LINE_MS
"""When a team is ordered: at the second look, a silence of two hours exceeds ninety minutes."""
EOC = {"eoc": ("fixed", "cellular", "radio370", "mesh", "tiantong")}
HOURLY = {"begin": 0, "end": 24}


def district(silent, teams, people=None, cuts=(), carries=None, **settings):
    """Return a line whose townships report hourly to the centre at node 0; some of them have no service."""
    data = world([])
    for node, number in (people or {}).items():
        data["townships"][node]["population"] = number
    outages = tuple(fails("telecom", f"C{node:02d}") for node in silent)
    data = connected(data, {**EOC, **(carries or {})}, outages, teams, 0, reports=HOURLY, **settings)
    return {**data, "cuts": list(cuts)}


def heard(tale, township):
    """Return when the district was told how a township stands, and by what."""
    return [(t, by) for t, _, by, item in tale.arrived(SituationReport) if item.township == township]


def life(tale, team=0):
    """Return what a team does: (time, status)."""
    return [(t, fact.status) for t, fact in tale.all(TeamChanged) if fact.team == team]


def sent(tale):
    """Return whom the district sends where: (time, team, township)."""
    return [(t, item.team, item.township) for t, _, item in tale.told(Deploy)]


# --- silence, and who is sent


def test_townships_report_once_an_interval_while_that_is_ordered():
    tale = Tale(district((), {}))
    assert heard(tale, 1) == [(hour * HOUR_MS + LINE_MS, "fixed") for hour in range(24)]


def test_nobody_is_sent_to_a_township_that_is_heard():
    assert sent(Tale(district((), {"A": ("scout", 0)}))) == []


def test_a_silent_township_gets_a_team_when_the_silence_has_lasted_too_long():
    tale = Tale(district((4,), {"A": ("scout", 0)}))
    assert sent(tale) == [(2 * HOUR_MS, 0, 4)]
    arrival_ms = FIRST_MS + 4 * LINK_MS
    assert life(tale) == [
        (FIRST_MS, "en_route"),
        (arrival_ms, "setting_up"),
        (arrival_ms + 2 * MINUTE_MS, "on_air"),
    ]


def test_once_on_air_the_township_is_heard_and_nobody_else_is_sent():
    tale = Tale(district((4,), {"A": ("scout", 0), "B": ("vsat", 3)}))
    assert sent(tale) == [(2 * HOUR_MS, 1, 4)]
    assert len(heard(tale, 4)) == 24


@pytest.fixture
def two_silent():
    """Return a district in which 3 and 4 are silent, 3 has more people; a portable station, and scouts."""
    return district((3, 4), {"A": ("scout", 0), "B": ("vsat", 0)}, {3: 20_000})


def test_the_team_that_brings_most_goes_to_the_most_people_and_to_each_goes_one(two_silent):
    assert sent(Tale(two_silent)) == [(2 * HOUR_MS, 1, 3), (2 * HOUR_MS, 0, 4)]


def test_with_fewer_teams_than_silent_townships_the_others_wait(two_silent):
    two_silent["comms_teams"] = two_silent["comms_teams"][:1]
    assert sent(Tale(two_silent)) == [(2 * HOUR_MS, 0, 3)]


def test_of_two_teams_alike_the_nearest_goes():
    assert sent(Tale(district((4,), {"A": ("scout", 0), "B": ("scout", 3)})))[0] == (2 * HOUR_MS, 1, 4)


def test_a_team_that_cannot_be_raised_is_not_counted_on_and_goes_when_it_hears():
    """Its base has no service: the next is sent at once; the order comes by courier all the same."""
    tale = Tale(district((3, 4), {"A": ("vsat", 3), "B": ("scout", 0)}, {4: 20_000}))
    assert sent(tale)[:2] == [(2 * HOUR_MS, 0, 4), (2 * HOUR_MS, 1, 4)]
    assert life(tale)[0] == (2 * HOUR_MS + 10 * MINUTE_MS + 3 * LINK_MS, "en_route")


# --- roads


def test_a_team_before_a_closed_road_waits_and_goes_on_when_it_opens():
    at_s = 10_000
    tale = Tale(district((4,), {"A": ("scout", 0)}, cuts=[cut(2, 0, at_s)]))
    assert life(tale)[1:4] == [
        (FIRST_MS + 2 * LINK_MS, "stranded"),
        (at_s * 1000, "en_route"),
        (at_s * 1000 + 2 * LINK_MS, "setting_up"),
    ]
    assert [item for _, to, _, item in tale.arrived(RoadReport) if to == 400_001] == [
        RoadReport(2, True),
        RoadReport(2, False),
    ]


def test_a_team_goes_on_when_the_district_tells_it_that_a_road_is_open():
    """Told at 2 h 10 min that a link ahead is closed, it stands; told that it is open, it drives."""
    tale = Tale(district((4,), {"A": ("scout", 0)}, cuts=[cut(3, 0, 8000, told_after_s=7800)]))
    stands_ms = 7_800_000 + 3 * LINE_MS
    assert life(tale)[1] == (stands_ms, "stranded")
    assert life(tale)[2][1] == "en_route"
    assert life(tale)[2][0] == 15_800_000 + 3 * LINE_MS


def test_a_team_that_hears_two_bad_news_in_one_moment_stands_and_does_not_break():
    cuts = [cut(2, 0, 30_000, told_after_s=7800), cut(3, 0, 30_000, told_after_s=7800)]
    assert life(Tale(district((4,), {"A": ("scout", 0)}, cuts=cuts)))[1][1] == "stranded"


def test_no_team_is_sent_where_no_way_is_known():
    tale = Tale(district((4,), {"A": ("scout", 0)}, cuts=[cut(3, 0, 20_000, told_after_s=60)]))
    opened_ms = 20_060_000 + 2 * LINE_MS  # told to the dispatch centre, and by it to the district
    assert sent(tale) == [(opened_ms, 0, 4)]


def test_a_team_where_nothing_carries_its_word_is_known_to_be_on_its_way_and_no_more():
    tale = Tale(district((3, 4), {"A": ("scout", 0)}))
    assert {item.status for _, _, _, item in tale.arrived(TeamReport)} == {"en_route"}


def test_a_team_under_way_that_is_ordered_elsewhere_says_where_it_is():
    made = scenario(district((4,), {"A": ("scout", 0)}))
    log = Log(run(made).header)
    live = World(made, log)
    live.run(FIRST_MS + 60_000)
    (team,) = live.staff.teams
    team.receive(Letter(400_001, FIRST_MS, 0, (Deploy(0, 3, 3),)))
    live.run(FIRST_MS + 80_000)
    live.close()
    told = [fact.body[0] for _, t, _, fact in log.entries() if isinstance(fact, MessageSent) and t > FIRST_MS]
    assert told == [TeamReport(0, "en_route", 0)]
    assert live.staff.teams[0].status == "en_route"


# --- what the kits give


def test_scouts_bring_a_satellite_telephone():
    tale = Tale(district((4,), {"A": ("scout", 0)}))
    on_air_ms = FIRST_MS + 4 * LINK_MS + 2 * MINUTE_MS
    assert heard(tale, 4)[0] == (on_air_ms + 70_000, "tiantong")


def test_a_portable_satellite_station_carries_when_it_is_set_up():
    tale = Tale(district((4,), {"A": ("vsat", 0)}))
    ready_ms = FIRST_MS + 4 * LINK_MS + 15 * MINUTE_MS
    first_ms, by = heard(tale, 4)[0]
    assert by == "vsat"
    assert ready_ms <= first_ms <= ready_ms + 5 * MINUTE_MS + 12_250 + 1


def test_a_flying_base_station_serves_some_hours_and_is_spent():
    tale = Tale(district((4,), {"A": ("uav_cell", 0)}))
    on_air_ms = FIRST_MS + 4 * LINK_MS
    times = [t for t, _ in heard(tale, 4)]
    assert times
    assert on_air_ms + 5 * HOUR_MS < min(times)
    assert max(times) < on_air_ms + 12 * HOUR_MS
    assert life(tale)[-1] == (on_air_ms + 12 * HOUR_MS, "spent")


def test_a_mesh_relay_carries_until_it_is_spent():
    tale = Tale(district((1,), {"A": ("mesh", 0)}))
    on_air_ms = FIRST_MS + LINK_MS
    assert [by for _, by in heard(tale, 1)] == ["mesh"] * len(heard(tale, 1)) != []
    spent_ms = on_air_ms + 16 * HOUR_MS
    assert life(tale)[-1] == (spent_ms, "spent")
    assert max(t for t, _ in heard(tale, 1)) <= spent_ms


def test_a_portable_radio_site_joins_the_handhelds_to_the_network():
    data = district((4,), {"A": ("radio_site", 0)}, carries={"township": ("fixed", "radio370")})
    data["sites"] = [
        {
            "id": "R0",
            "name_zh": "基站",
            "lon": 107.0,
            "lat": 29.0,
            "elev_m": 200.0,
            "township": "T00",
            "backhaul": "CORE",
            **NOTE,
        }
    ]
    tale = Tale(data)
    on_air_ms = FIRST_MS + 4 * LINK_MS + 15 * MINUTE_MS
    first_ms, by = heard(tale, 4)[0]
    assert (by, on_air_ms < first_ms < on_air_ms + MINUTE_MS) == ("radio370", True)


def test_when_a_kit_is_spent_and_the_township_silent_again_the_next_team_goes():
    tale = Tale(district((1,), {"A": ("mesh", 0), "B": ("scout", 0)}))
    spent_ms = FIRST_MS + LINK_MS + 16 * HOUR_MS
    (first, second) = sent(tale)
    assert first == (2 * HOUR_MS, 0, 1)
    assert second[1:] == (1, 1)
    assert second[0] > spent_ms


def test_calls_that_waited_come_through_when_the_kit_is_on_air():
    data = district((4,), {"A": ("scout", 0)}, courier={"vehicle": "engine", "couriers": 0})
    data["calls"] = [call(600, 4)]
    tale = Tale(data)
    times = [t for t, to, by, _ in tale.arrived(CallReport) if to == 1]
    assert times == [FIRST_MS + 4 * LINK_MS + 2 * MINUTE_MS + 70_000]
