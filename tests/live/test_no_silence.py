"""Whatever breaks beside the world or while a screen is made pauses the exercise and is said to everybody."""

import json

import pytest
from exercises import hamlet

from sim.live.host import open_room


@pytest.fixture
def room(tmp_path):
    held = open_room(hamlet(), tmp_path / "e.db")
    yield held
    held.exercise.close()


def broken(*_args, **_more):
    raise OSError("no space left on the disk")


def test_what_breaks_beside_the_world_pauses_it_and_is_said(room, monkeypatch):
    room.do("facilitator", {"kind": "clock", "running": True})
    monkeypatch.setattr(room.aside, "tick", broken)
    room.tick(0.5)
    assert not room.running
    assert json.loads(room.frame("centre"))["fault"] == "OSError: no space left on the disk"


def test_a_screen_that_cannot_be_made_tells_why(room, monkeypatch):
    room.do("facilitator", {"kind": "clock", "running": True})
    whole, before = json.loads(room.frame("centre")), room.version
    assert (whole["fault"], whole["picture"] is None) == ("", False)
    monkeypatch.setattr("sim.live.room.picture_view", broken)
    told = json.loads(room.frame("centre"))
    assert (told["fault"], told["picture"], told["running"]) == (
        "OSError: no space left on the disk",
        None,
        False,
    )
    assert not room.running
    assert room.version == before + 1
    room.frame("centre")
    assert room.version == before + 1, "one fault is said once"


def test_others_still_see_what_can_be_made(room, monkeypatch):
    monkeypatch.setattr("sim.live.room.truth_view", broken)
    assert json.loads(room.frame("facilitator"))["truth"] is None
    seen = json.loads(room.frame("eoc"))
    assert seen["fault"]
    assert seen["picture"] is not None
