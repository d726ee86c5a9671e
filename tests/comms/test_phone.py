"""A call needs a way at both of its ends, and holds as long as they and its sites do."""

import math
from statistics import fmean

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rigs import CALL, Rig, battery, moving, outage, wired

from sim.comms.erlang import erlang_b
from sim.comms.member import Parcel, Power, precedence_of, speech_ms
from sim.comms.public_build import crowd_factor
from sim.record.facts import UnitReport
from sim.terms.enums import BearerKind, Party
from sim.terms.units import HOUR_MS, SECOND_MS

FIXED, CELL, VSAT, SAT = BearerKind.FIXED, BearerKind.CELLULAR, BearerKind.VSAT, BearerKind.TIANTONG
PHONES = (FIXED, CELL, VSAT, SAT)
SAID_MS = 10 * SECOND_MS
"""Forty characters at four a second."""


def rig(*outages, seed=1, **bearers):
    return Rig(wired(bearers={"outages": [*outages], **bearers}), seed)


def test_a_landline_takes_as_long_as_to_be_answered():
    made = rig()
    ended = made.carry(FIXED, made.member(0, FIXED), made.member(4, FIXED))
    made.run_h(1)
    assert ended == [(2 * SECOND_MS, None)]


def test_the_way_between_two_lines_is_the_same_for_every_call():
    """The log keeps the sites of each call: a year of them must not be a year of copies."""
    made = rig()
    one, other = made.member(0, FIXED), made.member(1, FIXED)
    phone = made.comms.bearers[FIXED]
    assert phone.path(one, other) is phone.path(one, other)
    assert phone.path(one, other).via == phone.path(other, one).via[::-1]


def test_a_cell_takes_as_long_as_to_dial_and_to_speak():
    made = rig(public={"load": 0})
    ended = made.carry(CELL, made.member(0, CELL), made.member(4, FIXED))
    made.run_h(1)
    assert ended == [(8 * SECOND_MS + SAID_MS, None)]


def test_a_caller_is_asked_by_the_call_taker_and_need_not_speak_first():
    made = rig(public={"load": 0})
    ended = made.carry(CELL, made.member(0, CELL, kind=Party.PUBLIC), made.member(4, FIXED))
    made.run_h(1)
    assert ended == [(8 * SECOND_MS, None)]


@pytest.mark.parametrize("mine", PHONES)
@pytest.mark.parametrize("theirs", PHONES)
def test_every_kind_of_telephone_reaches_every_other(mine, theirs):
    made = rig(satellite={"outdoor": 1, "vsat_set_up": 0})
    one, other = made.member(0, mine), made.member(3, theirs)
    for each in (one, other):
        made.bearer(VSAT).prepare(each)
    path = made.path(mine, one, other)
    assert path.answers is theirs
    served = {FIXED, CELL}
    cells = [made.sites["C00"]] * (mine in served) + [made.sites["C03"]] * (theirs in served)
    assert path.via == tuple(cells)


@pytest.mark.parametrize("kind", PHONES)
def test_without_a_terminal_nobody_calls_and_nobody_answers(kind):
    made = rig(satellite={"outdoor": 1})
    assert made.path(kind, made.member(0), made.member(4, FIXED)) == "no_terminal"
    assert made.path(FIXED, made.member(0, FIXED), made.member(4)) == "no_answer"


@pytest.mark.parametrize("kind", PHONES)
def test_a_terminal_without_power_carries_nothing(kind):
    made = rig(satellite={"outdoor": 1, "vsat_set_up": 0})
    one, other = made.member(0, kind), made.member(4, FIXED)
    one.carries[kind] = battery(2)
    if kind is VSAT:
        made.bearer(kind).prepare(one)
    assert not isinstance(made.path(kind, one, other), str)
    made.run_h(2)
    assert made.path(kind, one, other) == "no_terminal"


def test_where_no_cell_serves_there_is_no_service_but_by_satellite():
    made = rig(outage("telecom", "C04", 1), satellite={"outdoor": 1})
    far, post = made.member(4, FIXED, CELL, SAT), made.member(0, FIXED)
    made.run_h(1)
    assert [made.path(kind, far, post) for kind in (FIXED, CELL)] == ["no_service"] * 2
    assert made.path(SAT, far, post).answers is FIXED
    assert made.path(FIXED, post, far).answers is SAT


def test_outside_the_district_the_network_does_not_fail():
    data = wired(bearers={"outages": [outage("telecom", "all", 1)]})
    other = {**data["districts"][0], "id": "D2", "home": False, "seat": "N04"}
    data["districts"].append(other)
    data["nodes"][4]["district"] = data["townships"][4]["district"] = "D2"
    made = Rig(data)
    made.run_h(2)
    beyond, within = made.member(4, FIXED, CELL), made.member(0, FIXED)
    assert made.path(FIXED, beyond, made.member(4, CELL)).via == ()
    assert made.path(FIXED, within, beyond) == "no_service"
    ended = made.carry(CELL, beyond, made.member(4, CELL))
    made.run_h(3)
    assert [why for _, why in ended] == [None]


# --- what happens during a call


@pytest.mark.parametrize(("name", "cut"), [("C00", True), ("C04", True), ("C02", False), ("HUB", True)])
def test_a_call_is_cut_off_when_one_of_its_sites_dies(name, cut):
    made = rig(public={"load": 0})
    ended = made.carry(CELL, made.member(0, CELL), made.member(4, CELL))
    made.at(5000, made.plant.set_telecom, made.sites[name], False)
    made.run_h(1)
    assert ended == [(18_000, "cut_off" if cut else None)]


def test_a_call_is_cut_off_even_where_its_site_is_back_or_another_means_would_answer_now():
    made = rig(public={"load": 0}, satellite={"outdoor": 1})
    calls = [
        made.carry(CELL, made.member(0, CELL), made.member(4, CELL)),
        made.carry(CELL, made.member(0, CELL), made.member(4, FIXED, SAT)),
    ]
    made.at(5000, made.plant.set_telecom, made.sites["C04"], False)
    made.at(6000, made.plant.set_telecom, made.sites["C04"], True)
    made.run_h(1)
    assert calls == [[(18_000, "cut_off")]] * 2


def test_a_call_is_cut_off_when_the_terminal_of_either_end_dies():
    made = rig(public={"load": 0})
    for dying in (0, 1):
        ends = [made.member(0, CELL), made.member(4, CELL)]
        ends[dying].carries[CELL] = battery(10 / 3600)
        if dying:
            ends[dying].carries[CELL] = battery(made.clock.now / HOUR_MS + 10 / 3600)
        ended = made.carry(CELL, *ends)
        made.run_h(made.clock.now / HOUR_MS + 1)
        assert [why for _, why in ended] == ["cut_off"]


def test_who_leaves_the_line_at_which_he_answered_is_cut_off():
    made = rig()
    station = made.member(0, FIXED, kind=Party.STATION)
    nodes = {"at": 0}
    unit = made.comms.directory.lend(made.member(0, CELL, kind=Party.UNIT, where=moving(nodes)), station)
    ended = made.carry(FIXED, made.member(4, FIXED), unit)
    made.at(1000, nodes.__setitem__, "at", 1)
    made.run_h(1)
    assert ended == [(2000, "cut_off")]
    assert made.path(FIXED, made.member(4, FIXED), unit).answers is CELL


def test_a_change_elsewhere_cuts_nobody_off():
    made = rig(public={"load": 0})
    ended = made.carry(CELL, made.member(0, CELL), made.member(1, CELL))
    made.at(5000, made.plant.set_site, 0, False)
    made.run_h(1)
    assert ended == [(18_000, None)]


# --- busy cells


@pytest.mark.parametrize("factor", [1, 2, 7])
def test_cells_are_busy_in_a_crowd_as_erlang_says(factor):
    crowd = {"begin": 1, "end": 2, "factor": factor}
    made = rig(crowds=[crowd], public={"load": 0.5})
    one, other, tries = made.member(0, CELL), made.member(4, FIXED), 4000
    made.run_h(1)
    assert crowd_factor(made.scenario, made.clock.now) == factor
    outcomes = [made.carry(CELL, one, other) for _ in range(tries)]
    made.run_h(1.5)
    busy = fmean(ended[0][1] == "cell_busy" for ended in outcomes)
    expected = erlang_b(60, 30 * factor)
    assert busy == pytest.approx(expected, abs=4 * math.sqrt(expected * (1 - expected) / tries) + 1e-9)
    assert {ended[0] for ended in outcomes} <= {
        (HOUR_MS + 1 + 8000, "cell_busy"),
        (HOUR_MS + 1 + 18_000, None),
    }


def test_a_crowd_that_has_gone_leaves_the_cells_as_they_were():
    made = rig(crowds=[{"begin": 1, "end": 2, "factor": 50}])
    assert crowd_factor(made.scenario, 0) == crowd_factor(made.scenario, 2 * HOUR_MS) == 1
    made.run_h(2)
    outcomes = [made.carry(CELL, made.member(0, CELL), made.member(4, FIXED)) for _ in range(300)]
    made.run_h(3)
    assert sum(ended[0][1] == "cell_busy" for ended in outcomes) <= 2


# --- satellites


def test_the_sky_is_drawn_once_for_each_place_and_replication():
    def sky(seed):
        made = rig(seed=seed, satellite={"outdoor": 0.5})
        seen = [made.path(SAT, made.member(n % 5, SAT), made.member(0, FIXED)) for n in range(50)]
        return [not isinstance(path, str) for path in seen]

    first = sky(1)
    assert first[:5] * 10 == first
    assert sky(1) == first
    shares = [sum(sky(seed)[:5]) for seed in range(2, 42)]
    assert 70 <= sum(shares) <= 130


def test_the_homes_of_a_village_have_a_sky_of_their_own():
    made = rig(satellite={"outdoor": 0.5})
    post = made.member(0, FIXED)
    seen = {
        isinstance(made.path(SAT, made.member(0, SAT, village=village), post), str) for village in range(12)
    }
    assert seen == {True, False}


def test_without_a_sky_the_telephone_is_hidden():
    made = rig(satellite={"outdoor": 0})
    assert made.path(SAT, made.member(0, SAT), made.member(0, FIXED)) == "hidden"


def test_a_satellite_call_registers_is_answered_and_speaks():
    made = rig(satellite={"outdoor": 1, "beam_load": 0})
    ended = made.carry(SAT, made.member(0, SAT), made.member(1, FIXED))
    made.run_h(1)
    assert ended == [(60 * SECOND_MS + SAID_MS, None)]


def test_a_beam_of_one_circuit_carries_one_call_of_ours_at_a_time():
    made = rig(satellite={"outdoor": 1, "beam_load": 0, "beam_calls": 1})
    ends = made.member(0, SAT), made.member(1, FIXED)
    first, second = made.carry(SAT, *ends), made.carry(SAT, *ends)
    made.run_h(0.1)
    assert first == [(70_000, None)]
    assert second == [(60_000, "busy")]
    third = made.carry(SAT, *ends)
    made.run_h(0.2)
    assert third[0][1] is None


def test_a_crowd_fills_the_beam_as_it_fills_the_cells():
    made = rig(satellite={"outdoor": 1}, crowds=[{"begin": 1, "end": 2, "factor": 100}])
    outcomes = {}
    for hour in (0.5, 1.5):
        made.run_h(hour)
        calls = [made.carry(SAT, made.member(0, SAT), made.member(1, FIXED)) for _ in range(20)]
        made.run_h(hour + 0.1)
        outcomes[hour] = sum(call[0][1] == "busy" for call in calls)
    assert outcomes[0.5] < 5
    assert outcomes[1.5] > 15


# --- portable stations


def test_a_portable_station_is_set_up_when_it_is_first_wanted_and_not_before():
    made = rig()
    one, other = made.member(0, VSAT), made.member(4, FIXED)
    made.run_h(1)
    assert made.path(VSAT, one, other) == "not_set_up"
    made.bearer(VSAT).prepare(one)
    made.run_h(1.2)
    assert made.path(VSAT, one, other) == "setting_up"
    made.bearer(VSAT).prepare(one)
    made.run_h(1.25)
    ended = made.carry(VSAT, one, other)
    made.run_h(2)
    assert [why for _, why in ended] == [None]


def test_a_station_without_power_is_not_set_up():
    made = rig()
    one, other = made.member(0), made.member(4, FIXED)
    made.bearer(VSAT).prepare(one)
    one.carries[VSAT] = Power()
    made.run_h(1)
    assert made.path(VSAT, one, other) == "not_set_up"


def test_nothing_but_a_portable_station_needs_to_be_set_up():
    made = rig()
    assert [kind for kind, bearer in made.comms.bearers.items() if bearer.prepare is not None] == [VSAT]


def fades(rate_mm_h):
    data = wired(roads={"rain": [{"begin": 2, "end": 3, "rate": rate_mm_h}]})
    made = Rig(data)
    one, other, seen = made.member(0, VSAT), made.member(4, FIXED), []
    made.bearer(VSAT).prepare(one)
    for hour in (1.9, 2, 2.9, 3):
        made.run_h(hour)
        seen.append(made.path(VSAT, one, other))
    return [path if isinstance(path, str) else "carries" for path in seen]


def test_a_portable_station_carries_in_rain_of_5_mm_h_and_fades_out_in_a_cloudburst():
    assert fades(5) == ["carries"] * 4
    assert fades(150) == ["carries", "rained_out", "rained_out", "carries"]


def test_heavier_rain_never_mends_a_link():
    words = [fades(rate)[1] for rate in (0, 10, 20, 40, 60, 80, 100, 150, 200)]
    assert sorted(words, key=lambda word: word != "carries") == words


# --- what is said


@given(st.integers(1, 20))
def test_more_to_say_takes_longer(items):
    made = rig()
    ends = made.member(0, CELL), made.member(4, CELL)
    body = (UnitReport(0, "on_scene", 0, None),) * items

    def said(body):
        return speech_ms(Parcel(0, *ends, precedence_of(body), body))

    assert said(body) == items * SAID_MS
    assert said(CALL) == SAID_MS
