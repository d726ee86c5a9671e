"""Lines of a script after a rewind and in branches: what was played stays, the rest comes again or not."""

import pytest
from exercises import CENTRE, hamlet

from sim.live.exercise import Exercise
from sim.live.msel import desk
from sim.live.msel.script import Script
from sim.live.room import Room
from sim.live.seats import seats_of
from sim.record.seat_facts import InjectStruck
from sim.run import run_again
from sim.terms.units import MINUTE_MS

SLIDES = "hamlet-slide"


@pytest.fixture
def hold(tmp_path):
    """Return what holds an exercise with a script."""
    held = []

    def make(*rows):
        of = hamlet(SLIDES)
        room = Room(Exercise.begin(tmp_path / f"{len(held)}.db", of), seats_of(of))
        room.bring_in(Script.of(of, list(rows)))
        held.append(room)
        return room

    yield make
    for room in held:
        room.exercise.close()


def step(room, minutes):
    room.do("facilitator", {"kind": "step", "ms": minutes * MINUTE_MS})
    assert room.fault == ""


def back(room, minutes):
    return room.do("facilitator", {"kind": "rewind", "t": minutes * MINUTE_MS})


def change(room, do, name, **more):
    room.do("facilitator", {"kind": "msel", "do": do, "line": name, **more})


def to_centre(name, **cells):
    return {"id": name, "recipient": "centre", "text": name, **cells}


def played(room):
    """Return when each line was played, in minutes; lines that were not are left out."""
    shown = room.script.shown(room.exercise.session)
    return {
        each["cells"]["id"]: each["played_ms"] // MINUTE_MS for each in shown if each["played_ms"] is not None
    }


def acts(room):
    """Return what was done of each line and at which minute, in order."""
    entries = room.exercise.journal.entries()
    return [
        (entry.act.inject, entry.t_ms // MINUTE_MS) for entry in entries if getattr(entry.act, "inject", "")
    ]


def closes(name="C", **more):
    """Return a line that follows once a road is closed, and the line that closes it at 20 min."""
    return (
        {"id": "S", "time": "T+20", "effect": "slide:R02:30 for 1h"},
        to_centre(name, trigger="closed:R02", **more),
    )


def test_timed_lines_before_stay_and_those_after_come_again(hold):
    room = hold(to_centre("A", time="T+10"), to_centre("B", time="T+20"), to_centre("D", time="T+30"))
    step(room, 40)
    back(room, 20)
    assert played(room) == {"A": 10, "B": 20}  # what was done in the very minute is part of the branch
    step(room, 30)
    assert acts(room) == [("A", 10), ("B", 20), ("D", 30)]


def test_a_conditional_line_comes_again_when_its_condition_does(hold):
    room = hold(*closes())
    step(room, 40)
    first = played(room)
    assert first["C"] >= first["S"] == 20
    back(room, 15)
    assert played(room) == {}
    step(room, 40)
    assert played(room) == first
    log = room.exercise.session.finish()
    assert run_again(log).digest == log.digest


def test_a_conditional_line_does_not_come_where_its_condition_no_longer_does(hold):
    room = hold(*closes())
    step(room, 40)
    back(room, 15)
    change(room, "skip", "S")
    step(room, 60)
    assert played(room) == {}


def test_a_line_on_an_order_comes_in_the_branch_in_which_that_is_given_alone(hold):
    room = hold(to_centre("O", trigger="order:moveup"))
    room.do("centre", {"kind": "take"})
    step(room, 10)
    room.do("centre", {"kind": "order", "form": {"kind": "moveup", "unit": 0, "station": 0}})
    step(room, 5)
    given = played(room)
    assert list(given) == ["O"]
    back(room, 9)
    step(room, 20)
    assert played(room) == {}
    room.do("centre", {"kind": "order", "form": {"kind": "moveup", "unit": 0, "station": 0}})
    step(room, 5)
    assert played(room)["O"] >= 29


def test_a_line_by_hand_is_free_again_after_a_rewind_to_before_it_and_waits_for_the_hand(hold):
    room = hold(to_centre("H"), to_centre("K"))
    step(room, 10)
    change(room, "play", "H")
    step(room, 10)
    change(room, "play", "K")
    back(room, 15)
    assert played(room) == {"H": 10}
    step(room, 60)
    assert played(room) == {"H": 10}  # nobody has played the other one
    change(room, "play", "K")
    assert acts(room) == [("H", 10), ("K", 75)]


def test_what_the_facilitator_decided_of_later_lines_holds_in_the_branch(hold):
    room = hold(to_centre("P", time="T+30"), to_centre("Q", time="T+40"), to_centre("R", time="T+50"))
    step(room, 20)
    change(room, "delay", "P", minutes=15)
    change(room, "skip", "Q")
    back(room, 10)
    step(room, 60)
    assert played(room) == {"P": 45, "R": 50}


def test_each_branch_plays_its_own_and_going_over_brings_back_what_was_played_there(hold):
    room = hold(to_centre("A", time="T+10"), to_centre("B", time="T+20"), to_centre("H"))
    step(room, 12)
    change(room, "play", "H")
    step(room, 13)
    assert played(room) == {"A": 10, "B": 20, "H": 12}
    second = back(room, 11)
    step(room, 4)
    assert played(room) == {"A": 10}
    room.do("facilitator", {"kind": "switch", "file": "0.db"})
    assert played(room) == {"A": 10, "B": 20, "H": 12}
    room.do("facilitator", {"kind": "switch", "file": second})
    assert played(room) == {"A": 10}
    step(room, 10)
    assert acts(room) == [("A", 10), ("B", 20)]


def test_an_effect_struck_before_is_there_after_a_rewind_and_ends_at_its_time(hold):
    room = hold(*closes())
    step(room, 50)
    back(room, 30)
    session = room.exercise.session
    assert [act.inject for _, act in session.acts if isinstance(act, InjectStruck)] == ["S"]
    assert session.truth.closed
    step(room, 60)
    assert not session.truth.closed


def test_a_rewind_of_a_rewind_and_a_restart_play_nothing_twice(hold, tmp_path):
    room = hold(to_centre("A", time="T+10"), to_centre("B", time="T+20"), to_centre("D", time="T+30"))
    step(room, 25)
    back(room, 15)
    step(room, 10)
    back(room, 22)
    room.settle()
    path = room.exercise.journal.path
    room.exercise.close()
    room.exercise = Exercise.resume(path)
    room.script = desk.script_of(room.exercise)
    step(room, 20)
    assert acts(room) == [("A", 10), ("B", 20), ("D", 30)]
    assert [heard.body[0].text for heard in room.exercise.session.traffic.of[CENTRE] if _is_word(heard)] == [
        "A",
        "B",
        "D",
    ]


def _is_word(heard):
    return hasattr(heard.body[0], "text")
