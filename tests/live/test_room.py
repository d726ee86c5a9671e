"""The room of an exercise: who may do what, how the clock goes, and that it never stops silently."""

import json
import math

import pytest
from exercises import CENTRE, EOC, district, hamlet

from sim.live import aside
from sim.live import room as room_module
from sim.live.atlas import atlas
from sim.live.exercise import Exercise
from sim.live.orders import _FORMS as ORDER_FORMS
from sim.live.orders import order_of
from sim.live.room import MOST_STEP_MS, Room
from sim.live.seats import ALLOWED, Role, seats_of, tags_of
from sim.live.session import Refused
from sim.picture import Picture
from sim.picture.repairs import DamageView
from sim.record.facts import Dispatch, MoveUp, Recall
from sim.record.repair import WorkOrder
from sim.run import run_again
from sim.scenario.response import Response, Succession
from sim.terms.errors import BadInput, InvariantBroken
from sim.terms.units import HOUR_MS, MINUTE_MS

EVERYBODY = ("facilitator", "evaluator", "centre", "eoc", "T03", "S04")


@pytest.fixture
def room(tmp_path):
    exercise = Exercise.begin(tmp_path / "e.db", district())
    yield Room(exercise, seats_of(district(), ("T03", "S04")))
    exercise.journal.close()


def step(room, ms):
    return room.do("facilitator", {"kind": "step", "ms": ms})


def seen(room, seat, look=None):
    return json.loads(room.frame(seat, look))


def order(seat, room, **form):
    return room.do(seat, {"kind": "order", "form": form})


# --- seats


def test_a_scenario_has_the_seats_that_decide_and_those_that_are_asked_for():
    seats = seats_of(district(), ("T03", "S04", "T03"))
    assert tuple(seats) == EVERYBODY
    assert [seat.address for seat in seats.values()] == [None, None, CENTRE, EOC, 200_003, 100_001]
    assert [seat.name for seat in seats.values() if seat.decides] == ["centre", "eoc", "S04"]
    assert {"dispatch", "handover", "moveup", "recall"} <= set(tags_of(seats["centre"].allowed))


def test_a_browser_is_told_the_orders_that_this_exercise_knows_of(room):
    told = {
        seat: json.loads(room.hello(seat))["orders"]
        for seat in ("centre", "eoc", "S04", "T03", "facilitator")
    }
    assert told["centre"] == ["dispatch", "handover", "moveup", "recall"]
    assert told["eoc"] == ["deploy", "work"]
    assert (told["S04"], told["T03"], told["facilitator"]) == (["dispatch", "moveup", "recall"], [], [])


def test_where_messages_are_ideal_only_the_centre_decides():
    assert tuple(seats_of(hamlet("hamlet"))) == ("facilitator", "evaluator", "centre")
    with pytest.raises(BadInput, match="--seat"):
        seats_of(hamlet("hamlet"), ("T1",))


def _with_two_centres(alternate):
    """Return the district with a second operations centre, which is to take over or is not."""
    row = district().posts[1].model_copy(update={"id": "EOC2"})
    rules = Response(levels=alternate, succession=Succession(alternate="EOC2" if alternate else None))
    return district().model_copy(update={"posts": (*district().posts, row), "response": rules})


def test_a_second_operations_centre_has_a_seat_only_where_it_is_to_take_over(tmp_path):
    with pytest.raises(BadInput, match="EOC2"):
        seats_of(_with_two_centres(alternate=False), ("EOC2",))
    both = _with_two_centres(alternate=True)
    exercise = Exercise.begin(tmp_path / "both.db", both)
    room = Room(exercise, seats_of(both, ("EOC2",)))
    assert seen(room, "EOC2")["picture"]["calls"] == []
    exercise.journal.close()


@pytest.mark.parametrize("name", ["nobody", "MD1", "T9"])
def test_a_seat_that_does_not_exist_is_refused_by_name(name):
    with pytest.raises(BadInput, match=name):
        seats_of(hamlet(), (name,))


# --- who may do what


@pytest.mark.parametrize("kind", ["clock", "speed", "step", "next", "mark", "rewind", "release", "link"])
@pytest.mark.parametrize("seat", EVERYBODY[1:])
def test_only_facilitators_hold_the_clock(room, seat, kind):
    with pytest.raises(Refused, match="this seat"):
        room.do(seat, {"kind": kind, "running": True, "ms": 1, "speed": 2, "t": 0, "seat": "centre"})
    assert room.exercise.journal.refused()[0][1] == seat
    assert room.exercise.session.now_ms == 0


FORMS = {
    "dispatch": {"unit": 0, "call": 0},
    "recall": {"unit": 0},
    "moveup": {"unit": 0, "station": 1},
    "handover": {"call": 0},
    "deploy": {"team": 0, "township": 4},
    "work": {"team": 0, "damage": 0},
}
MATRIX = [(seat, kind) for seat in EVERYBODY for kind in FORMS]


@pytest.mark.parametrize(("seat", "kind"), MATRIX)
def test_an_order_is_given_only_at_the_seat_that_gives_such_orders(room, seat, kind):
    """Every kind of order at every seat: what may not be given there is refused, and stands in the audit."""
    room.do("centre", {"kind": "take"})
    if seat in ("eoc", "S04"):
        room.do(seat, {"kind": "take"})
    step(room, 30 * MINUTE_MS)
    before = len(room.exercise.journal.entries())
    may = kind in tags_of(room.seats[seat].allowed)
    try:
        order(seat, room, kind=kind, **FORMS[kind])
        given = True
    except Refused:
        given = False
        assert room.exercise.journal.refused()[-1][1] == seat
    possible = {("centre", "dispatch"), ("centre", "moveup"), ("centre", "handover"), ("eoc", "deploy")}
    assert given == ((seat, kind) in possible)
    assert may or not given
    assert len(room.exercise.journal.entries()) == before + given


@pytest.mark.parametrize("seat", ["facilitator", "evaluator", "T03"])
def test_nobody_takes_a_seat_at_which_nothing_is_decided(room, seat):
    for kind in ("take", "back", "order", "eta"):
        with pytest.raises(Refused):
            room.do(seat, {"kind": kind, "form": {"kind": "moveup"}})


@pytest.mark.parametrize("body", [{}, {"kind": 7}, {"kind": "fly"}, {"kind": None}, {"kind": ["take"]}])
def test_what_is_no_request_is_refused(room, body):
    with pytest.raises(Refused):
        room.do("centre", body)


@pytest.mark.parametrize(
    "form",
    [
        None,
        7,
        {},
        {"kind": "fly"},
        {"kind": ["moveup"]},
        {"kind": "moveup", "unit": "0", "station": 1},
        {"kind": "moveup", "unit": True, "station": 1},
        {"kind": "moveup", "unit": -1, "station": 1},
        {"kind": "moveup", "unit": 2**40, "station": 1},
        {"kind": "moveup", "unit": 0},
        {"kind": "dispatch", "unit": 0, "call": 9},
        {"kind": "dispatch", "unit": 0, "call": 0, "relieves": 0},
        {"kind": "recall", "unit": 77},
    ],
)
def test_a_form_that_makes_no_sense_is_refused(room, form):
    step(room, 30 * MINUTE_MS)
    room.do("centre", {"kind": "take"})
    with pytest.raises(Refused):
        room.do("centre", {"kind": "order", "form": form})


def test_an_order_avoids_the_roads_that_the_post_believes_are_closed():
    picture = Picture(CENTRE)
    picture.closed = frozenset({5, 2})
    assert order_of({"kind": "moveup", "unit": 1, "station": 0}, picture, district()) == MoveUp(1, 0, (2, 5))
    with pytest.raises(Refused):
        order_of({"kind": "deploy", "team": 0, "township": 99}, picture, district())


def test_a_unit_is_sent_where_the_call_is_said_to_be_and_called_back_from_it(room):
    step(room, 30 * MINUTE_MS)
    room.do("centre", {"kind": "take"})
    order("centre", room, kind="dispatch", unit=1, call=0)
    step(room, 10 * MINUTE_MS)
    order("centre", room, kind="recall", unit=1)
    orders = [act.order for _, act in room.exercise.session.acts[1:]]
    assert orders == [Dispatch(1, 0, 3, 3), Recall(1, 0)]


def test_every_kind_of_order_has_a_seat_and_no_seat_has_unknown_ones():
    tags = {kind.__struct_config__.tag for kinds in ALLOWED.values() for kind in kinds}
    assert tags == ORDER_FORMS.keys() >= FORMS.keys()
    assert set(ALLOWED) == set(Role)


# --- the clock


def test_time_passes_only_while_the_clock_runs_and_as_fast_as_it_is_told(room):
    room.tick(1.0)
    assert room.exercise.session.now_ms == 0
    room.do("facilitator", {"kind": "clock", "running": True})
    room.do("facilitator", {"kind": "speed", "speed": 600})
    room.tick(0.5)
    assert room.exercise.session.now_ms == 300_000
    room.tick(999.0)  # the machine slept
    assert room.exercise.session.now_ms == 900_000
    room.do("facilitator", {"kind": "clock", "running": False})
    room.tick(1.0)
    assert room.exercise.session.now_ms == 900_000


@pytest.mark.parametrize("speed", [0, 601, 1.5, "60", True, None])
def test_a_speed_that_does_not_exist_is_refused(room, speed):
    with pytest.raises(Refused):
        room.do("facilitator", {"kind": "speed", "speed": speed})


@pytest.mark.parametrize("ms", [0, -1, MOST_STEP_MS + 1, 1.0, None, True])
def test_a_step_that_does_not_exist_is_refused(room, ms):
    with pytest.raises(Refused):
        step(room, ms)


def test_the_clock_stops_at_the_end_and_does_not_start_again(room):
    step(room, MOST_STEP_MS)
    assert seen(room, "centre")["over"]
    with pytest.raises(Refused, match="clock"):
        room.do("facilitator", {"kind": "clock", "running": True})
    log = room.exercise.session.finish()
    assert run_again(log).digest == log.digest


def test_the_clock_stops_by_itself_when_the_end_is_reached(room):
    step(room, MOST_STEP_MS - 1000)
    room.do("facilitator", {"kind": "clock", "running": True})
    room.tick(1.0)
    assert not room.running


def test_to_the_next_message_is_to_one_that_comes_to_a_seat(room):
    came = room.exercise.session.traffic.came
    before = sum(came.get(seat.address or -1, 0) for seat in room.seats.values())
    now = room.do("facilitator", {"kind": "next"})
    after = sum(came.get(seat.address or -1, 0) for seat in room.seats.values())
    assert after > before
    assert 0 < now <= room.exercise.session.now_ms < 2 * HOUR_MS


def test_what_breaks_the_clock_pauses_it_and_is_said(room, monkeypatch):
    def fail(until_ms):
        raise InvariantBroken("two places at once")

    room.do("facilitator", {"kind": "clock", "running": True})
    monkeypatch.setattr(room.exercise.session, "advance", fail)
    version = room.version
    room.tick(0.5)
    assert (room.running, room.version) == (False, version + 1)
    assert seen(room, "centre")["fault"] == "InvariantBroken: two places at once"
    with pytest.raises(Refused):
        room.do("facilitator", {"kind": "clock", "running": True})


def test_what_breaks_beside_the_exercise_or_in_a_view_pauses_the_clock_and_is_said(room, monkeypatch):
    def fail(*args):
        raise KeyError("no such row")

    for seat, module, name in ((None, room.aside, "tick"), ("centre", room_module, "picture_view")):
        room.fault = ""
        room.do("facilitator", {"kind": "clock", "running": True})
        monkeypatch.setattr(module, name, fail)
        view = json.loads(room.frame(seat)) if seat else room.tick(1.0) or seen(room, "eoc")
        assert (view["running"], view["fault"]) == (False, "KeyError: 'no such row'")
        monkeypatch.undo()
    assert seen(room, "centre")["picture"] is not None


def test_after_a_fault_nothing_more_is_written_into_the_journal(room):
    room.do("centre", {"kind": "take"})
    room.fail(InvariantBroken("two places at once"))
    acts = [{"kind": "release", "seat": "centre"}, {"kind": "tell", "from": 0, "to": CENTRE, "text": "x"}]
    for act in (*acts, {"kind": "step", "ms": 1000}):
        with pytest.raises(Refused, match="fault"):
            room.do("facilitator", act)
    for act in ({"kind": "back"}, {"kind": "order", "form": {}}):
        with pytest.raises(Refused, match="fault"):
            room.do("centre", act)
    assert len(room.exercise.journal.entries()) == 1
    assert len(room.exercise.journal.refused()) == 5


def test_a_full_disk_pauses_the_clock_and_is_said(room, monkeypatch):
    def fail(t_ms, digest):
        raise OSError("no space left")

    room.do("facilitator", {"kind": "clock", "running": True})
    monkeypatch.setattr(room.exercise.journal, "reach", fail)
    room.settle()
    assert (room.running, room.fault) == (False, "OSError: no space left")


# --- what is shown


def test_only_those_who_see_everything_are_shown_the_truth(room):
    step(room, 10 * MINUTE_MS)
    for name in EVERYBODY[2:]:
        for look in (None, "centre", "facilitator", "eoc"):
            frame = seen(room, name, look)
            assert frame["truth"] is None
            assert "seats" not in frame
            assert frame["picture"]["closed"] == []
    for name in EVERYBODY[:2]:
        assert [road["link"] for road in seen(room, name)["truth"]["closed"]] == [2]
        assert seen(room, name)["picture"] is None


def test_a_facilitator_sees_every_picture_as_its_post_does(room):
    step(room, HOUR_MS)
    for name in EVERYBODY[2:]:
        assert seen(room, "facilitator", name)["picture"] == seen(room, name)["picture"]
        assert seen(room, "facilitator", name)["look"] == name
    assert seen(room, "facilitator", "nobody")["look"] is None


def test_a_browser_is_told_its_seat_and_its_orders(room):
    hello = json.loads(room.hello("eoc"))
    assert (hello["seat"], hello["role"], hello["address"]) == ("eoc", "eoc", EOC)
    assert hello["orders"] == ["deploy", "work"]


def test_who_comes_in_late_does_not_read_the_templates_again(room, monkeypatch):
    first = json.loads(room.hello("facilitator"))["templates"]
    monkeypatch.setattr(aside, "shipped_templates", None)
    assert json.loads(room.hello("evaluator"))["templates"] == first
    assert "templates" not in json.loads(room.hello("eoc"))


def test_a_view_is_json_that_browsers_read_whatever_is_in_it(room, monkeypatch):
    monkeypatch.setattr(room.aside, "shown", lambda: {"outlook": math.nan, "log": "“断”\n"})
    text = room.frame("facilitator")
    assert "NaN" not in text
    assert (json.loads(text)["outlook"], json.loads(text)["log"]) == (None, "“断”\n")


def test_what_is_known_beforehand_holds_no_figure_of_what_will_happen():
    found = atlas(hamlet())
    json.dumps(found)
    assert found["words"]["UnitStatus"]["in_quarters"] == "在站待命"
    assert len(found["crews"]) == 3
    assert not {"cuts", "calls", "hazards", "outages"} & set(found)
    assert found["skills"]["engine"]["zh"] != "engine"


def test_the_way_to_a_call_is_told_by_the_roads_as_believed(room):
    room.do("centre", {"kind": "take"})
    step(room, 30 * MINUTE_MS)
    ways = dict(room.do("centre", {"kind": "eta", "call": 0}))
    assert ways[2] < ways[0]  # the truth is that link 2 is closed: from the other side it is nearer anyway
    room.exercise.session.world.centre.picture.closed = frozenset({2, 3})
    assert dict(room.do("centre", {"kind": "eta", "call": 0})) == {0: None, 1: None, 2: None}
    for call in (9, "0", None):
        with pytest.raises(Refused):
            room.do("centre", {"kind": "eta", "call": call})


# --- bookmarks, branches, seats


def test_a_bookmark_is_a_place_to_go_back_to_as_a_new_branch(room, tmp_path):
    step(room, 30 * MINUTE_MS)
    room.do("facilitator", {"kind": "mark", "name": "第一起警情"})
    room.do("facilitator", {"kind": "mark"})
    room.do("centre", {"kind": "take"})
    order("centre", room, kind="moveup", unit=0, station=1)
    step(room, HOUR_MS)
    assert seen(room, "facilitator")["marks"] == [[30 * MINUTE_MS, "第一起警情"], [30 * MINUTE_MS, ""]]
    name = room.do("facilitator", {"kind": "rewind", "t": 20 * MINUTE_MS})
    assert name == "e~1.db"
    assert room.exercise.session.now_ms == 20 * MINUTE_MS
    assert room.exercise.session.acts == []
    assert room.do("facilitator", {"kind": "rewind", "t": 0}) == "e~2.db"
    room.exercise.journal.close()
    old = Exercise.resume(tmp_path / "e.db")
    assert (old.session.now_ms, len(old.session.acts)) == (90 * MINUTE_MS, 2)
    old.close()


@pytest.mark.parametrize("t", [-1, 1, 2.0, None])
def test_one_can_only_go_back(room, t):
    with pytest.raises(Refused):
        room.do("facilitator", {"kind": "rewind", "t": t})


def test_a_facilitator_hands_back_the_seat_of_somebody_who_left(room):
    room.do("centre", {"kind": "take"})
    room.do("facilitator", {"kind": "release", "seat": "centre"})
    assert not room.exercise.session.manned(CENTRE)
    for seat in ("evaluator", "nobody", None):
        with pytest.raises(Refused):
            room.do("facilitator", {"kind": "release", "seat": seat})


def test_a_facilitator_gives_new_links(room):
    token = room.do("facilitator", {"kind": "link", "seat": "eoc"})
    assert room.exercise.journal.exchange(token, "c") == "eoc"
    with pytest.raises(Refused):
        room.do("facilitator", {"kind": "link", "seat": "nobody"})


def test_what_facilitators_do_is_written_down(room):
    room.do("facilitator", {"kind": "speed", "speed": 60})
    step(room, 1000)
    said = [(t, seat, json.loads(what)["kind"]) for t, seat, what in room.exercise.journal.controls()]
    assert said == [(0, "facilitator", "speed"), (1000, "facilitator", "step")]


def test_a_work_order_names_the_place_that_is_asked_for_first():
    picture = Picture(EOC)
    picture.repairs.damages[7] = DamageView(7, "slide", 2, 100, (2, 3), "road_clearing", 0)
    form = {"kind": "work", "team": 1, "damage": 7}
    assert order_of(form, picture, district()) == WorkOrder(1, 7, (2, 3))
    assert order_of({**form, "node": 3}, picture, district()) == WorkOrder(1, 7, (3, 2))
    for bad in ({"damage": 8}, {"node": "3"}, {"team": None}):
        with pytest.raises(Refused):
            order_of({**form, **bad}, picture, district())
