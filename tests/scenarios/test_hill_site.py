"""The hill site above the Wujiang: three townships fall silent, and engines go to a bridge that is gone."""

import pytest
from scenario_maps import scenario

from sim.live.exercise import Exercise
from sim.live.msel.script import Script
from sim.live.room import Room
from sim.live.seats import seats_of
from sim.record.facts import (
    Dispatch,
    MessageDelivered,
    MessageSent,
    ReachChanged,
    RoadReport,
    SiteChanged,
    UnitTurned,
)
from sim.run import run
from sim.terms.enums import Degradation
from sim.terms.ids import DISPATCH_CENTRE, Band
from sim.terms.units import HOUR_MS, MINUTE_MS

CUT, PLAYED = "hill-site-cut", "hill-site"
SILENT = ("T013", "T131", "T208")
"""白涛, 罗云, 武陵山."""
TOWN = range(Band.TOWNSHIP, Band.TOWNSHIP + 1000)
DAYS = 4 / 24


@pytest.fixture(scope="module")
def log():
    return list(run(scenario(CUT), days=DAYS).entries())


@pytest.fixture(scope="module")
def quiet():
    return list(run(scenario(PLAYED), days=DAYS).entries())


@pytest.fixture(scope="module")
def bridge():
    return scenario(CUT).link_ids["R143"]


def reach(entries, up):
    """Return when townships went out of reach of the centre, or came back."""
    of = scenario(CUT).townships
    found = [(t, f.address) for _, t, _, f in entries if isinstance(f, ReachChanged) and f.up is up]
    return {of[address - Band.TOWNSHIP].id: t for t, address in found if address in TOWN}


def told_ms(entries, bridge):
    """Return when the centre is first told of the bridge, by whom."""
    sent = {seq: fact for seq, _, _, fact in entries if isinstance(fact, MessageSent)}
    for _, t, _, fact in entries:
        if isinstance(fact, MessageDelivered):
            message = sent[fact.message]
            words = [item for item in message.body if isinstance(item, RoadReport) and item.link == bridge]
            if message.receiver == DISPATCH_CENTRE and words:
                return t, message.sender
    raise AssertionError("nobody told the centre")


def ordered(entries, bridge):
    """Return the orders of the centre to go to the fires beyond the bridge: when, unit, whether round it."""
    of = scenario(CUT)
    for _, t, _, fact in entries:
        if isinstance(fact, MessageSent) and fact.sender == DISPATCH_CENTRE:
            for item in fact.body:
                if isinstance(item, Dispatch) and item.node == of.node_ids["V6233"]:
                    yield t, of.units[item.unit].id, bridge in item.avoid


def test_the_loss_of_the_hill_site_alone_silences_exactly_three_townships(log):
    assert reach(log, up=False) == dict.fromkeys(SILENT, HOUR_MS)


def test_without_the_loss_nobody_falls_silent(quiet):
    assert reach(quiet, up=False) == {}


def test_the_site_that_hangs_on_the_hill_site_trunks_on_its_own(log):
    of = scenario(CUT)
    names = {row.id: number for number, row in enumerate(of.sites)}
    levels = {
        f.site: f.reason
        for _, t, _, f in log
        if isinstance(f, SiteChanged) and f.network == "radio370" and t == HOUR_MS
    }
    assert levels == {
        names["HS06"]: Degradation.SINGLE_SITE.value,
        names["HS18"]: Degradation.DIRECT.value,
    }


def test_the_silent_are_heard_again_once_a_team_is_there(log):
    back = reach(log, up=True)
    assert set(back) == set(SILENT)
    assert all(t > 2 * HOUR_MS for t in back.values())


def test_the_centre_keeps_sending_engines_over_the_bridge_until_a_crew_finds_out(log, bridge):
    known, by = told_ms(log, bridge)
    turned = min(t for _, t, _, f in log if isinstance(f, UnitTurned) and f.link == bridge)
    assert HOUR_MS + 30 * MINUTE_MS < turned < known < turned + 5 * MINUTE_MS
    assert by < Band.STATION
    unaware = [(unit, round_it) for t, unit, round_it in ordered(log, bridge) if HOUR_MS < t < known]
    assert not any(round_it for _, round_it in unaware)
    assert sum(unit.startswith("FS") for unit, _ in unaware) >= 3


def test_once_it_is_known_whoever_is_sent_goes_round(log, bridge):
    known, _ = told_ms(log, bridge)
    aware = [round_it for t, _, round_it in ordered(log, bridge) if t > known]
    assert aware
    assert all(aware)


def test_an_engine_that_was_sent_over_the_bridge_finds_it_gone_itself(log, bridge):
    of = scenario(CUT)
    sent = {unit for _, unit, round_it in ordered(log, bridge) if not round_it}
    turned = [of.units[f.unit].id for _, _, _, f in log if isinstance(f, UnitTurned) and f.link == bridge]
    assert turned[0] in sent


@pytest.fixture(scope="module")
def room(tmp_path_factory):
    """Return an exercise in which the facilitator plays the first two lines after an hour."""
    of = scenario(PLAYED)
    room = Room(Exercise.begin(tmp_path_factory.mktemp("hill") / "exercise.db", of), seats_of(of, ()))
    room.bring_in(Script.of(of, [row.model_dump() for row in of.msel]))
    room.do("facilitator", {"kind": "step", "ms": HOUR_MS})
    for name in ("1", "2"):
        room.do("facilitator", {"kind": "msel", "do": "play", "line": name})
    room.do("facilitator", {"kind": "step", "ms": 5 * MINUTE_MS})
    yield room
    room.exercise.close()


def test_lines_of_the_script_wait_for_the_facilitator():
    of = scenario(PLAYED)
    assert all(line.by_hand for line in Script.of(of, [row.model_dump() for row in of.msel]).lines.values())


def test_the_facilitator_brings_the_same_about_and_sees_it_while_the_centre_does_not(room, bridge):
    session = room.exercise.session
    assert room.fault == ""
    assert set(reach(list(session.log.entries()), up=False)) == set(SILENT)
    assert bridge in session.truth.closed
    assert bridge not in session.world.picture(DISPATCH_CENTRE).closed
    room.do("facilitator", {"kind": "step", "ms": 90 * MINUTE_MS})
    assert bridge in session.world.picture(DISPATCH_CENTRE).closed
