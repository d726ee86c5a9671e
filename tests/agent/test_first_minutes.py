"""The first minutes: fires are found late or by a live detector, neighbours go on foot and do a little."""

import pytest
from drills import LINK_MS, OUT_MS, TAKEN_MS, Tale, call, plain, world
from worlds import connected, fails, kind, scenario

from sim.metric.summary import summary
from sim.metric.tables import tables
from sim.record.facts import CallReport, IncidentBegan, UnitChanged
from sim.record.first_minutes import FireFound, FireHeld, FirstLook, LocalAlarm, NeighboursChanged
from sim.run import run
from sim.scenario.load import load
from sim.terms.units import MINUTE_MS

MICRO = {"micro_towns": ["town"], "put_out": 0, "micro": {"muster": 1, "beat": 5}}
"""Every village of the line has a micro station, which is on scene after a minute and puts nothing out."""
THERE_MS = MINUTE_MS
BIG = kind(
    severities=[{"id": "small", "weight": 0, "needs": {"engine": 1}}, {"id": "big", "needs": {"engine": 2}}]
)


def rig(*calls, stations=None, kinds=None, first=MICRO, on=("micro_stations",), **changes):
    data = world(list(calls) or [call(0, 2)], stations, kinds=kinds, first_minutes=first, **changes)
    data["forces"] = {**data["forces"], **dict.fromkeys(on, True)}
    return data


def late(**first):
    """Fires are found after exactly four minutes."""
    return rig(first={"discovery": True, "found_sigma": 0, **first}, on=())


# --- finding


def test_a_fire_is_called_about_when_it_has_been_found_and_not_before():
    tale = Tale(late())
    assert tale.all(FireFound) == [(4 * MINUTE_MS, FireFound(0, "people"))]
    assert [t for t, _, _ in tale.told(CallReport)] == [4 * MINUTE_MS]
    assert tale.first(0, "turning_out") == 4 * MINUTE_MS + TAKEN_MS


def test_who_answers_is_not_blamed_for_the_time_until_it_was_found():
    log = Tale(late()).log
    row = tables(log).calls.iloc[0]
    assert row.answer_s == 5
    assert row.response_s == (4 * MINUTE_MS + TAKEN_MS + OUT_MS + 2 * LINK_MS) / 1000


def test_a_detector_tells_after_a_minute():
    tale = Tale(late(detectors={"share": 1}))
    assert tale.all(FireFound) == [(MINUTE_MS, FireFound(0, "detector"))]


def test_a_detector_slower_than_people_changes_nothing():
    tale = Tale(late(detectors={"share": 1, "alarm": 300}))
    assert tale.all(FireFound) == [(4 * MINUTE_MS, FireFound(0, "people"))]


def test_kinds_that_are_not_asked_for_are_found_at_once():
    tale = Tale(late(kinds=["flood"]))
    assert tale.all(FireFound) == []
    assert tale.told(CallReport)[0][0] == 0


@pytest.mark.parametrize(
    ("outages", "found"),
    [
        ((), (MINUTE_MS, "detector")),
        ((fails("telecom", "C02"),), (4 * MINUTE_MS, "people")),
        ((fails("telecom", "C03"),), (MINUTE_MS, "detector")),
        ((fails("mains", "T02"),), (4 * MINUTE_MS, "people")),
    ],
    ids=["live", "no network", "another cell", "no mains"],
)
def test_a_detector_is_deaf_where_its_network_or_its_mains_are_gone(outages, found):
    data = connected(late(detectors={"share": 1}), outages=outages)
    ((t, fact),) = Tale(data).all(FireFound)
    assert (t, fact.by) == found


# --- common random numbers


@pytest.fixture(scope="module")
def worlds_of_detectors():
    """The same days of the hamlet: nothing of it, found by people, some and most homes with detectors."""
    busy, slow = "demand.kinds.fire.per_1000=20", "first_minutes.discovery=true"
    shares = [f"first_minutes.detectors.share={share}" for share in (0, 0.3, 0.9)]
    groups = ["forces.volunteers=true", "first_minutes.micro_towns=[]"]
    sets = [[busy], *([busy, slow, share] for share in shares), [busy, slow, shares[2], *groups]]
    return [run(load("hamlet", each), seed=2, days=12) for each in sets]


def test_births_are_the_same_whoever_finds_them_and_whoever_goes(worlds_of_detectors):
    born = [
        [(t, f) for _, t, _, f in log.entries() if isinstance(f, IncidentBegan)]
        for log in worlds_of_detectors
    ]
    assert len(born[0]) > 50
    assert all(each == born[0] for each in born)


def test_who_has_a_detector_among_few_has_one_among_more_and_none_is_found_later(worlds_of_detectors):
    times = [
        {f.call: (t, f.by) for _, t, _, f in log.entries() if isinstance(f, FireFound)}
        for log in worlds_of_detectors[1:4]
    ]
    few, more = ({call for call, (_, by) in each.items() if by == "detector"} for each in times[1:])
    assert 0 < len(few) < len(more)
    assert few < more
    for before, after in ((times[0], times[1]), (times[1], times[2])):
        assert all(after[number][0] <= t for number, (t, _) in before.items())


def test_what_is_off_leaves_no_trace():
    data = rig(first={}, on=())
    assert plain(Tale(data).log) == plain(Tale({k: v for k, v in data.items() if k != "first_minutes"}).log)
    assert summary(Tale(data).log)["first_minutes"]["calls"] == 0


# --- neighbours


def test_neighbours_are_there_on_foot_hold_the_fire_and_give_over_to_the_first_unit():
    tale = Tale(rig())
    went = [(t, fact.status, fact.people) for t, fact in tale.all(NeighboursChanged)]
    arrived = TAKEN_MS + OUT_MS + 2 * LINK_MS
    assert went == [(0, "going", 6), (THERE_MS, "here", 6), (arrived, "home", 0)]
    assert tale.all(FireHeld) == [(THERE_MS, FireHeld(0, 2, False, 9 * MINUTE_MS))]
    assert tale.ended() == (arrived + 21 * MINUTE_MS, "closed")


def test_a_fire_that_they_put_out_is_only_looked_at():
    tale = Tale(rig(first={**MICRO, "put_out": 1}))
    ((_, held),) = tale.all(FireHeld)
    assert (held.out, held.saved_ms) == (True, 25 * MINUTE_MS)
    assert tale.ended()[0] == TAKEN_MS + OUT_MS + 2 * LINK_MS + 5 * MINUTE_MS


def test_of_what_is_more_than_small_they_only_tell():
    tale = Tale(rig(kinds={"fire": BIG}, stations={0: 3}), policy="run-card")
    assert tale.all(FireHeld) == []
    assert [(t, to, look.needs) for t, to, look in tale.told(FirstLook)] == [(THERE_MS, 1, (("engine", 2),))]
    # the centre, which has sent one engine by the run card, sends the other as soon as the call is taken
    assert [t for t, _ in tale.sent_to()] == [TAKEN_MS, TAKEN_MS]


def test_what_they_tell_before_the_call_is_taken_is_kept_for_it():
    quick = rig(kinds={"fire": BIG}, stations={0: 3}, first={**MICRO, "micro": {"muster": 0, "beat": 5}})
    assert [t for t, _ in Tale(quick).sent_to()] == [TAKEN_MS, TAKEN_MS]
    slow = rig(kinds={"fire": BIG}, stations={0: 3}, first={**MICRO, "micro": {"muster": 2, "beat": 5}})
    assert [t for t, _ in Tale(slow).sent_to()] == [TAKEN_MS, 2 * MINUTE_MS]


def test_they_do_not_go_beyond_their_beat():
    far = rig(first={**MICRO, "micro": {"muster": 6, "beat": 5}})
    assert Tale(far).all(NeighboursChanged) == []
    assert len(Tale(far).told(LocalAlarm)) == 1


def test_the_way_on_foot_counts():
    data = rig()
    data["villages"][2]["access_km"] = 60.0
    assert Tale(data).all(NeighboursChanged) == []
    data["villages"][2]["access_km"] = 0.1
    (_, going), (t, here), _ = Tale(data).all(NeighboursChanged)
    assert going.status == "going"
    assert here.status == "here"
    assert MINUTE_MS < t <= MINUTE_MS + 1.5 * 0.1 / 3**0.5 / 8 * 3_600_000


def test_the_more_posts_the_shorter_the_way():
    def there_ms(posts):
        data = rig(first={**MICRO, "micro": {"muster": 1, "beat": 60, "posts": posts}})
        data["villages"][2]["access_km"] = 1.0
        return next(t for t, fact in Tale(data).all(NeighboursChanged) if fact.status == "here") - MINUTE_MS

    assert there_ms(4) == pytest.approx(there_ms(1) / 2, abs=1)


def test_they_turn_back_when_a_unit_is_there_before_them():
    data = rig(call(0, 0), first={**MICRO, "micro": {"muster": 4, "beat": 5}})
    tale = Tale(data)
    assert [fact.status for _, fact in tale.all(NeighboursChanged)] == ["going", "home"]
    assert tale.all(NeighboursChanged)[1][0] == TAKEN_MS + OUT_MS
    assert tale.all(FireHeld) == []


def test_they_are_in_one_place_at_a_time_and_free_again_afterwards():
    data = rig(call(0, 2), call(30, 2), call(7200, 2), stations={0: 3})
    tale = Tale(data)
    assert [(fact.call, fact.status) for _, fact in tale.all(NeighboursChanged)] == [
        *((0, status) for status in ("going", "here", "home")),
        *((2, status) for status in ("going", "here", "home")),
    ]


def test_villages_have_volunteers_and_communities_micro_stations():
    both = {"micro_towns": ["street"], "volunteers": {"muster": 5, "beat": 20}}
    data = rig(call(0, 2), call(0, 3), first=both, on=("micro_stations", "volunteers"), stations={0: 4})
    data["townships"][3]["kind"] = "street"
    first = {
        fact.village: (t, fact.people)
        for t, fact in Tale(data).all(NeighboursChanged)
        if fact.status == "here"
    }
    assert first == {2: (5 * MINUTE_MS, 8), 3: (MINUTE_MS, 6)}
    only = {**data, "forces": {**data["forces"], "volunteers": False}}
    assert {fact.village for _, fact in Tale(only).all(NeighboursChanged)} == {3}


def test_the_share_of_places_that_have_a_group_is_drawn_for_each_and_grows():
    def groups(share):
        data = rig(
            *(call(3600 * i, i) for i in range(5)),
            first={**MICRO, "micro": {"muster": 1, "beat": 5, "share": share}},
        )
        return {fact.village for _, fact in Tale(data).all(NeighboursChanged)}

    assert groups(0) == set()
    assert groups(0.5) < groups(1) == set(range(5))


def test_neighbours_who_find_that_it_is_over_stay_at_home():
    # the alarm comes on foot, after the fire is out
    data = connected(rig(call(0, 2), stations={2: 1}, first=MICRO), outages=(fails("telecom", "C02"),))
    assert all(fact.status != "here" for _, fact in Tale(data).all(NeighboursChanged))


# --- over bearers


def test_word_to_the_neighbours_comes_by_a_bearer_and_so_does_what_they_tell():
    tale = Tale(connected(rig()))
    ((t, to, by, _),) = tale.arrived(LocalAlarm)
    assert (to, by) == (300_002, "fixed")
    ((told, to, by, look),) = tale.arrived(FirstLook)
    assert (to, by, look.call) == (1, "fixed", 0)
    here = next(t for t, fact in tale.all(NeighboursChanged) if fact.status == "here")
    assert here == t + MINUTE_MS <= told


def test_where_telephones_are_dead_somebody_walks_to_them():
    dark = tuple(fails("telecom", f"C{i:02d}") for i in range(5))
    data = connected(rig(), outages=dark)
    data["villages"][2]["access_km"] = 1.0
    tale = Tale(data)
    ((t, _, by, _),) = tale.arrived(LocalAlarm)
    assert by == "courier"
    assert t >= 10 * MINUTE_MS


def test_units_do_as_without_neighbours_until_they_arrive():
    def way(on):
        log = run(scenario(rig(on=on)), "nearest")
        return [
            (t, f.unit, f.status)
            for _, t, _, f in log.entries()
            if isinstance(f, UnitChanged) and t < 30 * MINUTE_MS
        ]

    assert way(()) == way(("micro_stations",))


# --- figures


def test_the_summary_and_the_table_tell_what_was_played():
    data = rig(first={**MICRO, "discovery": True, "found_sigma": 0, "detectors": {"share": 1}})
    log = Tale(data).log
    told = summary(log)["first_minutes"]
    assert told == {
        "calls": 1,
        "found": 1,
        "found_by_detector": 1,
        "mean_found_s": 60.0,
        "p90_found_s": 60.0,
        "neighbours_went": 1,
        "neighbours_there": 1,
        "p50_neighbours_s": 120.0,
        "held": 1,
        "put_out": 0,
        "saved_h": 0.15,
    }
    (row,) = tables(log).first_minutes.to_dict("records")
    assert (row["found_s"], row["found_by"], row["neighbours_s"], row["people"]) == (
        60.0,
        "detector",
        120.0,
        6,
    )
    assert (row["held"], row["out"], row["saved_h"]) == (1, 0, 0.15)
