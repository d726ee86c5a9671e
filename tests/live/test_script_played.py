"""A script while it is played: what is due is told once, by a bearer, and a replay is the same."""

import json

import pytest
from exercises import CENTRE, EOC, district, hamlet

from sim.live.exercise import Exercise
from sim.live.msel import desk
from sim.live.msel.cells import Trigger
from sim.live.msel.conditions import holds
from sim.live.msel.script import KEY, Script
from sim.live.msel.watch import Watch
from sim.live.room import Room
from sim.live.seats import Role, seats_of, tags_of
from sim.live.session import Refused
from sim.record.facts import MessageSent, ReachChanged, SiteChanged
from sim.record.hazard_facts import DamageBegan, DamageMended
from sim.record.response import LevelDecided
from sim.record.seat_facts import InjectStruck, Word, WordGiven
from sim.run import run, run_again
from sim.scenario.exercise import Exercise as Settings
from sim.scenario.exercise import InjectRow, SeatRow
from sim.terms.errors import BadInput
from sim.terms.ids import PUBLIC, Band
from sim.terms.units import HOUR_MS, MINUTE_MS

SLIDES = "hamlet-slide"


@pytest.fixture
def hold(tmp_path):
    """Return what holds an exercise with a script."""
    held = []

    def make(*rows, scenario=None, more=()):
        of = scenario or hamlet(SLIDES)
        room = Room(Exercise.begin(tmp_path / f"{len(held)}.db", of), seats_of(of, more))
        room.bring_in(Script.of(of, list(rows)))
        held.append(room)
        return room

    yield make
    for room in held:
        room.exercise.close()


def step(room, minutes):
    room.do("facilitator", {"kind": "step", "ms": minutes * MINUTE_MS})
    assert room.fault == ""


def line(room, name):
    return next(each for each in room.script.shown(room.exercise.session) if each["cells"]["id"] == name)


def change(room, do, name, **more):
    room.do("facilitator", {"kind": "msel", "do": do, "line": name, **more})


def to_centre(name, **cells):
    return {"id": name, "recipient": "centre", "text": f"text of {name}", **cells}


# --- what is due


def test_a_line_is_told_at_its_very_time_and_once(hold):
    room = hold(to_centre("A", time="T+7"))
    for _ in range(5):
        step(room, 4)
    entries = room.exercise.journal.entries()
    assert [(entry.t_ms, entry.seat, entry.act.inject) for entry in entries] == [(7 * MINUTE_MS, "msel", "A")]
    assert line(room, "A")["by"] == "fixed"


def test_when_lines_are_played_does_not_hang_on_how_the_clock_goes(hold):
    rows = [
        to_centre("A", time="T+7"),
        to_centre("B", trigger="inject:A+5"),
        {"id": "C", "time": "T+60", "effect": "slide:R02"},
        to_centre("D", trigger="closed:R02 for 7min"),
    ]
    slow, fast = hold(*rows), hold(*rows)
    for _ in range(30):
        step(slow, 3)
    step(fast, 90)
    assert slow.exercise.session.log.digest == fast.exercise.session.log.digest
    assert len(fast.exercise.journal.entries()) == 4


def test_an_effect_breaks_and_passes_and_other_lines_follow_it(hold):
    room = hold(
        {"id": "A", "time": "T+10", "effect": "slide:R02:30 for 1h"},
        to_centre("B", trigger="closed:R02 for 20min"),
    )
    step(room, 90)
    facts = [fact for _, _, _, fact in room.exercise.session.log.entries()]
    assert [type(f) for f in facts if isinstance(f, DamageBegan | DamageMended)] == [
        DamageBegan,
        DamageMended,
    ]
    assert line(room, "B")["played_ms"] == 30 * MINUTE_MS


def test_what_follows_from_a_line_names_it_as_its_cause(hold):
    room = hold({"id": "A", "time": "T+1", "effect": "slide:R02", "recipient": "centre", "text": "x"})
    step(room, 2)
    entries = list(room.exercise.session.log.entries())
    struck = next(seq for seq, _, _, fact in entries if isinstance(fact, InjectStruck))
    told = next(seq for seq, _, _, fact in entries if isinstance(fact, WordGiven))
    causes = {type(fact): cause for _, _, cause, fact in entries if cause in (struck, told)}
    assert causes == {DamageBegan: struck, MessageSent: told}


def test_conditions_on_silence_orders_levels_calls_and_losses(hold):
    rows = [
        to_centre("order", trigger="order:dispatch"),
        to_centre("calls", trigger="incidents>=1"),
        to_centre("lost", trigger="lost>=1"),
        to_centre("level", trigger="level:4"),
        to_centre("silent", trigger=f"silent:{hamlet('hamlet-silent').townships[2].id}"),
        to_centre("down", trigger=f"down:{hamlet('hamlet-silent').telecom[0].id}"),
        to_centre("came", trigger="delivered:order"),
    ]
    room = hold(*rows, scenario=hamlet("hamlet-silent"))
    step(room, 24 * 60)
    step(room, 24 * 60)
    played = {each["cells"]["id"] for each in room.script.shown(room.exercise.session) if each["played_ms"]}
    assert {"order", "calls", "came"} <= played
    assert "level" not in played


def test_a_condition_holds_once_it_has_been_so_for_long_enough(hold):
    room = hold()
    step(room, 60)
    session, since = room.exercise.session, 50 * MINUTE_MS
    session.watch.silent[EOC] = session.watch.down["telecom/0"] = session.watch.level_ms = since
    session.watch.level = 3
    for kind, what, least in (
        ("silent", EOC, 1),
        ("down", "telecom/0", 1),
        ("level", "", 3),
        ("level", "", 4),
    ):
        assert holds(session, Trigger(kind, what, least, 10 * MINUTE_MS))
        assert not holds(session, Trigger(kind, what, least, 11 * MINUTE_MS))
    assert not holds(session, Trigger("level", "", 2))
    assert not holds(session, Trigger("silent", CENTRE))


def test_what_comes_back_is_no_longer_silent_and_a_level_is_the_last_that_was_decided():
    watch = Watch()
    facts = [
        ReachChanged(EOC, False),
        SiteChanged("telecom", 0, False, "power"),
        LevelDecided(EOC, 4, 1, "x"),
        ReachChanged(EOC, False),
    ]
    watch(0, [1, 2, 3, 4], [None] * 4, facts)
    assert (watch.silent, watch.down, watch.level) == ({EOC: 1}, {"telecom/0": 2}, 4)
    watch(4, [5, 6], [None] * 2, [ReachChanged(EOC, True), SiteChanged("telecom", 0, True, "power")])
    assert (watch.silent, watch.down) == ({}, {})


def test_an_indicator_is_met_by_the_order_that_follows_and_not_by_one_before(hold):
    room = hold(to_centre("A", time="T+1", indicator="order:nothing", due="10"))
    step(room, 20)
    assert (line(room, "A")["met_ms"], line(room, "A")["due_ms"]) == (None, 11 * MINUTE_MS)
    room.exercise.session.watch.orders["nothing"] = [0, 3 * MINUTE_MS]
    assert line(room, "A")["met_ms"] == 3 * MINUTE_MS


def test_a_line_can_be_lost_and_is_seen_to_be(hold):
    scenario = hamlet("hamlet-silent")
    town = scenario.townships[2].id
    room = hold(
        {"id": "A", "time": "T+1440", "recipient": town, "sender": "centre", "text": "x", "bearer": "fixed"},
        scenario=scenario,
    )
    step(room, 24 * 60)
    step(room, 24 * 60)
    found = line(room, "A")
    assert found["played_ms"] == 1440 * MINUTE_MS
    assert found["lost"] != (found["told_ms"] is not None)


# --- by hand


def test_a_line_without_a_time_waits_for_the_facilitator_even_while_paused(hold):
    room = hold(to_centre("A"))
    step(room, 60)
    assert line(room, "A")["hand"]
    change(room, "play", "A")
    assert line(room, "A")["played_ms"] == HOUR_MS
    with pytest.raises(Refused, match="already"):
        change(room, "skip", "A")


def test_a_line_that_is_skipped_is_not_played_unless_it_is_kept_after_all(hold):
    room = hold(to_centre("A", time="T+5"), to_centre("B", time="T+5"))
    change(room, "skip", "A")
    change(room, "skip", "B")
    change(room, "keep", "B")
    step(room, 10)
    assert [line(room, name)["played_ms"] for name in "AB"] == [None, 5 * MINUTE_MS]


def test_a_line_that_is_put_off_comes_later(hold):
    room = hold(to_centre("A", time="T+5"))
    change(room, "delay", "A", minutes=10)
    assert line(room, "A")["cells"]["time"] == "T+0:15:00"
    step(room, 20)
    assert line(room, "A")["played_ms"] == 15 * MINUTE_MS


def test_lines_are_changed_and_made_and_faults_are_refused(hold):
    room = hold(to_centre("A"))
    change(room, "edit", "A", cells={"text": "new", "time": "T+1"})
    change(room, "edit", "B", cells=to_centre("B"))
    assert [row["id"] for row in room.script.rows] == ["A", "B"]
    assert room.script.lines["A"].text == "new"
    for body in ({"cells": {"time": "never"}}, {"cells": {"text": 3}}, {}):
        with pytest.raises(Refused):
            change(room, "edit", "A", **body)
    assert room.script.lines["A"].t_ms == MINUTE_MS


@pytest.mark.parametrize(
    "body",
    [
        {"do": "play", "line": "Z"},
        {"do": "dance", "line": "A"},
        {"do": "delay", "line": "A"},
        {"do": "delay", "line": "A", "minutes": 0},
        {"do": "skip", "line": 3},
    ],
)
def test_what_makes_no_sense_is_refused_and_stands_in_the_audit(hold, body):
    room = hold(to_centre("A"))
    with pytest.raises(Refused):
        room.do("facilitator", {"kind": "msel", **body})
    with pytest.raises(Refused, match="this seat"):
        room.do("centre", {"kind": "msel", "do": "play", "line": "A"})
    assert len(room.exercise.journal.refused()) == 2


def test_a_line_that_cannot_be_played_is_put_aside_with_the_reason(hold):
    room = hold({"id": "A", "time": "T+1", "effect": "slide:R01"}, scenario=hamlet("hamlet-silent"))
    step(room, 2)
    assert "break" in line(room, "A")["skipped"]
    with pytest.raises(Refused, match="break"):
        change(room, "play", "A")


def test_one_runs_on_to_where_the_next_line_is_due(hold):
    room = hold(to_centre("A", time="T+90"))
    room.do("facilitator", {"kind": "next", "to": "line"})
    assert room.exercise.session.now_ms == 90 * MINUTE_MS
    room.do("facilitator", {"kind": "next", "to": "line"})
    assert line(room, "A")["told_ms"] is not None


# --- it is part of the exercise


def test_the_log_can_be_had_again_from_itself_without_the_script(hold):
    room = hold({"id": "A", "time": "T+10", "effect": "slide:R02:30 for 1h"}, to_centre("B", time="T+20"))
    step(room, 60)
    log = room.exercise.session.finish()
    assert run_again(log).digest == log.digest


def test_a_line_is_not_played_twice_after_a_kill_and_is_played_again_after_a_rewind(hold, tmp_path):
    room = hold(to_centre("A", time="T+10"), to_centre("B", time="T+20"))
    step(room, 15)
    room.settle()
    room.exercise.close()
    room.exercise = Exercise.resume(tmp_path / "0.db")
    room.script = desk.script_of(room.exercise)
    step(room, 15)
    assert [entry.act.inject for entry in room.exercise.journal.entries()] == ["A", "B"]
    room.do("facilitator", {"kind": "rewind", "t": 12 * MINUTE_MS})
    assert (line(room, "A")["played_ms"], line(room, "B")["played_ms"]) == (10 * MINUTE_MS, None)
    assert json.loads(room.exercise.journal.get(KEY))["rows"][0]["id"] == "A"
    step(room, 10)
    assert line(room, "B")["played_ms"] == 20 * MINUTE_MS


def test_a_line_that_could_not_be_played_is_tried_again_in_a_branch_from_before_it(hold):
    quiet = hamlet("hamlet-silent")  # no roads close in it
    broken = {"effect": f"slide:{quiet.links[0].id}:300"}
    rows = {"id": "A", "time": "T+5", **broken}, {"id": "B", "time": "T+20", **broken}, to_centre("C")
    room = hold(*rows, scenario=quiet)
    change(room, "skip", "C")
    step(room, 30)
    assert [bool(line(room, name)["skipped"]) for name in "ABC"] == [True, True, False]
    room.do("facilitator", {"kind": "rewind", "t": 10 * MINUTE_MS})
    assert [line(room, name)["skipped"] is None for name in "ABC"] == [False, True, False]
    assert json.loads(room.exercise.journal.get(KEY))["skipped"].keys() == {"A", "C"}
    step(room, 30)
    assert line(room, "B")["skipped"]


def test_each_branch_has_its_own_script(hold, tmp_path):
    room = hold(to_centre("A", time="T+30"))
    step(room, 10)
    second = room.do("facilitator", {"kind": "rewind", "t": 0})
    change(room, "delay", "A", minutes=10)
    room.do("facilitator", {"kind": "switch", "file": "0.db"})
    assert line(room, "A")["t_ms"] == 30 * MINUTE_MS
    room.do("facilitator", {"kind": "switch", "file": second})
    assert line(room, "A")["t_ms"] == 40 * MINUTE_MS


def test_nothing_is_played_after_the_end(hold):
    room = hold(to_centre("A", time="T+1"))
    room.exercise.session.advance(room.exercise.session.header.horizon_ms)
    assert desk.advance(room.exercise, room.script, 2**60) == 0


def test_the_script_of_a_scenario_is_that_of_the_exercise_and_batch_runs_take_no_notice(tmp_path):
    plain = district()
    row = InjectRow(id="A", time="T+5", recipient="centre", text="x")
    scenario = plain.model_copy(update={"msel": (row,)})
    exercise = Exercise.begin(tmp_path / "e.db", scenario)
    room = Room(exercise, seats_of(scenario))
    assert list(room.script.lines) == ["A"]
    exercise.close()
    events = [[fact for _, _, _, fact in run(each, days=0.2).entries()] for each in (plain, scenario)]
    assert events[0] == events[1]
    bad = plain.model_copy(update={"msel": (row.model_copy(update={"recipient": "nobody"}),)})
    with pytest.raises(BadInput, match="E2"):
        Script.of_scenario(bad)


def test_a_script_is_shown_where_everything_is_seen_and_nowhere_else(hold):
    room = hold(to_centre("A"))
    assert json.loads(room.frame("evaluator"))["msel"][0]["cells"]["id"] == "A"
    assert "msel" not in json.loads(room.frame("centre"))


# --- words by a bearer that somebody chooses


def test_a_word_goes_by_the_bearer_that_is_asked_for_or_not_at_all(hold):
    room = hold()
    means = json.loads(room.hello("centre"))["means"][str(CENTRE)]
    assert "fixed" in means
    other = next(word for word in means if word not in ("fixed", "voice", "courier"))
    room.do("centre", {"kind": "tell", "to": EOC, "text": "x", "bearer": other, "precedence": "routine"})
    step(room, 10)
    sent = [f for _, _, _, f in room.exercise.session.log.entries() if isinstance(f, MessageSent)]
    word = next(item for fact in sent for item in fact.body if isinstance(item, Word))
    assert (word.bearer, word.precedence) == (other, "routine")
    heard = [each for each in room.exercise.session.traffic.of[EOC] if isinstance(each.body[0], Word)]
    assert [each.bearer for each in heard] in ([other], [])
    for wrong in ({"bearer": "pigeon"}, {"precedence": "soon"}, {"bearer": 3}):
        with pytest.raises(Refused):
            room.do("centre", {"kind": "tell", "to": EOC, "text": "x", **wrong})


def test_where_messages_are_ideal_there_is_nothing_to_choose(tmp_path):
    scenario = hamlet("hamlet")
    room = Room(Exercise.begin(tmp_path / "e.db", scenario), seats_of(scenario))
    assert json.loads(room.hello("centre"))["means"] == {str(CENTRE): [], str(PUBLIC): []}
    room.exercise.close()


# --- what a script may break


@pytest.mark.parametrize(
    "act",
    [
        InjectStruck("A", "storm", 0, 1),
        InjectStruck("A", "slide", 999, 1),
        InjectStruck("A", "slide", -1, 1),
        InjectStruck("A", "slide", 0, -1),
        InjectStruck("A", "slide", 0, 1, 0),
    ],
)
def test_what_cannot_break_is_refused_and_changes_nothing_in_a_replay(hold, act):
    room = hold()
    with pytest.raises(Refused):
        room.exercise.session.do(act)
    log = run(hamlet(SLIDES), journal=[(HOUR_MS, act)], days=0.1)
    assert not any(isinstance(fact, DamageBegan) for _, _, _, fact in log.entries())


def test_roads_close_where_the_scenario_says_that_they_may():
    scenario = hamlet("hamlet-silent").model_copy(update={"exercise": Settings(roads_close=True)})
    log = run(scenario, journal=[(HOUR_MS, InjectStruck("A", "slide", 0, 30, 2 * HOUR_MS))], days=0.2)
    times = [t for _, t, _, fact in log.entries() if isinstance(fact, DamageBegan | DamageMended)]
    assert times == [HOUR_MS, 2 * HOUR_MS]


# --- seats that a scenario declares


def declared(*rows):
    scenario = hamlet(SLIDES).model_copy(update={"exercise": Settings(seats=rows)})
    return seats_of(scenario)


def test_a_scenario_declares_seats_with_their_posts_and_orders():
    seats = declared(
        SeatRow(id="head", role="eoc", post="EOC1", zh="总指挥", en="Commander", orders=("deploy",)),
        SeatRow(id="T1", role="township"),
        SeatRow(id="roads", role="team", post="PT1"),
        SeatRow(id="next", role="neighbour", post="NB1"),
        SeatRow(id="wall", role="observer", post="EOC1"),
        SeatRow(id="desk2", role="centre", orders=("dispatch",)),
        SeatRow(id="hall", role="observer"),
    )
    assert (seats["head"].zh, tags_of(seats["head"].allowed)) == ("总指挥", ["deploy"])
    assert [seats[name].role for name in ("T1", "roads", "next")] == [
        Role.TOWNSHIP,
        Role.TEAM,
        Role.NEIGHBOUR,
    ]
    assert seats["T1"].address == Band.TOWNSHIP.address(0)
    assert seats["wall"].address == seats["head"].address
    assert (seats["wall"].speaks, seats["wall"].decides, seats["roads"].speaks) == (False, False, True)
    assert tags_of(seats["desk2"].allowed) == ["dispatch"]
    assert seats["hall"].address == CENTRE


@pytest.mark.parametrize(
    "row",
    [
        SeatRow(id="x", role="township", post="PT1"),
        SeatRow(id="x", role="eoc", post="nowhere"),
        SeatRow(id="T1", role="township", orders=("dispatch",)),
    ],
)
def test_a_seat_that_cannot_be_is_refused(row):
    with pytest.raises(BadInput):
        declared(row)


def test_an_observer_tells_nobody_anything_and_takes_no_seat(hold):
    settings = Settings(seats=(SeatRow(id="wall", role="observer"),))
    room = hold(scenario=hamlet(SLIDES).model_copy(update={"exercise": settings}))
    for body in ({"kind": "tell", "to": EOC, "text": "x"}, {"kind": "take"}):
        with pytest.raises(Refused):
            room.do("wall", body)
    assert json.loads(room.frame("wall"))["truth"] is None
