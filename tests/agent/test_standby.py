"""A second dispatch centre: silence is noticed, command is taken with one's own picture, and handed back."""

from typing import Any

import pytest
from drills import Tale, call, world
from leagues import post
from wires import Wire, leaves_all_else
from worlds import connected

from sim.agent.standby import Holds, WhileInCommand
from sim.comms.switchboard import Switchboard
from sim.picture import Picture
from sim.record.facts import CallEnded, Dispatch, MessageSent, MessageTaken, ReachChanged, RollCall
from sim.record.standby import (
    CentreLost,
    CentreMoved,
    CentreNotice,
    CentreWatch,
    CommandSplit,
    PostMoved,
    PostSetUp,
)
from sim.terms.ids import DISPATCH_CENTRE, PUBLIC, Address, Band
from sim.terms.units import HOUR_MS, MINUTE_MS

SECOND = Band.POST.address(1)
CALLS = [call(600, 1), call(5400, 2), call(3 * 3600, 1), call(5 * 3600, 3)]


def centres(
    standby: dict[str, Any] | None = None,
    calls: Any = CALLS,
    node: int = 4,
    carries: dict[str, tuple[str, ...]] | None = None,
    **bearers: Any,
) -> dict[str, Any]:
    """Return a line with two engines at one end and one at the other, and a second centre at a node."""
    data = connected(world(calls, {0: 2, 4: 1}), carries, eoc=0, **bearers)
    data["posts"].append(post("DC2", "dispatch_centre", node))
    data["standby"] = {"post": "DC2", "lost": [{"at": 1, "until": 4}], **(standby or {})}
    return data


def sent_by(tale: Tale, sender: int) -> list[tuple[int, Any]]:
    return [(t, item) for t, item in tale.sent_by(sender) if type(item) is Dispatch]


@pytest.fixture(scope="module")
def lost():
    """The first centre is lost from the first hour to the fourth."""
    return Tale(centres())


@pytest.fixture(scope="module")
def alone():
    """The same, without a second centre."""
    return Tale(centres({"post": None}))


# --- taking and handing back ------------------------------------------------------------------------------


def test_command_is_taken_once_nothing_was_heard_for_so_long_and_handed_back_when_it_is(lost):
    (taken_ms, taken), (back_ms, back) = lost.all(CentreMoved)
    assert (taken.sender, taken.receiver) == (DISPATCH_CENTRE, SECOND)
    assert (back.sender, back.receiver) == (SECOND, DISPATCH_CENTRE)
    assert 20 * MINUTE_MS <= taken_ms - 55 * MINUTE_MS <= 26 * MINUTE_MS
    assert 4 * HOUR_MS <= back_ms <= 4 * HOUR_MS + 6 * MINUTE_MS


def test_the_longer_one_waits_the_later_one_takes_command():
    taken = [Tale(centres({"after": after})).all(CentreMoved)[0][0] for after in (10, 60)]
    assert taken[1] - taken[0] == 50 * MINUTE_MS


def test_while_it_is_lost_the_first_gives_no_order(lost, alone):
    for tale in (lost, alone):
        assert not [t for t, _ in sent_by(tale, DISPATCH_CENTRE) if HOUR_MS <= t < 4 * HOUR_MS]


def test_the_second_sends_units_while_it_commands_and_not_else(lost):
    (taken_ms, _), (back_ms, _) = lost.all(CentreMoved)
    orders = [t for t, _ in sent_by(lost, SECOND)]
    assert orders
    assert all(taken_ms <= t <= back_ms for t in orders)


def test_calls_in_the_gap_are_served_because_there_is_a_second_centre(lost, alone):
    helped, late = lost.responses(), alone.responses()
    assert helped[2] is not None
    assert late[2] is None or helped[2] < late[2]


def test_the_exchange_leads_119_to_the_second_after_a_while_and_back(lost):
    dialled = [
        (t, to) for t, fact in lost.all(MessageSent) for to in [fact.receiver] if fact.sender == PUBLIC
    ]
    assert [to for _, to in dialled if to in (SECOND, DISPATCH_CENTRE)] == [
        DISPATCH_CENTRE,
        SECOND,
        SECOND,
        DISPATCH_CENTRE,
    ]


def test_it_decides_by_what_reached_it_not_by_what_is_so(lost):
    """A call that ended after the last word of the first centre is still open to the second."""
    ended_ms = next(t for t, fact in lost.all(CallEnded) if fact.call == 0)
    assert ended_ms > 50 * MINUTE_MS
    watches = [t for t, item in lost.sent_by(DISPATCH_CENTRE) if type(item) is CentreWatch]
    assert max(t for t in watches if t < HOUR_MS) < ended_ms
    assert 0 in {order.call for _, order in sent_by(lost, SECOND)}


def test_who_takes_command_calls_the_roll(lost):
    (taken_ms, _), _ = lost.all(CentreMoved)
    asked = [t for t, item in lost.sent_by(SECOND) if type(item) is RollCall]
    assert asked[0] == taken_ms


# --- nobody takes command because the truth says so -------------------------------------------------------


def test_a_centre_that_is_cut_off_but_there_is_replaced_as_one_that_is_gone():
    tale = Tale(centres({"lost": []}, outages=({"what": "telecom", "target": "C00", "at": 1, "until": 4},)))
    assert tale.all(CentreMoved)
    assert not tale.all(CentreLost)


def test_two_may_hold_that_they_command_and_that_is_written_down():
    cut = ({"what": "telecom", "target": "C00", "at": 1, "until": 4},)
    tale = Tale(centres({"lost": []}, outages=cut))
    (begins_ms, begins), (ends_ms, ends) = tale.all(CommandSplit)[:2]
    assert (begins.both, ends.both) == (True, False)
    assert begins_ms == tale.all(CentreMoved)[0][0]
    assert ends_ms > begins_ms


def test_a_short_silence_moves_nothing():
    tale = Tale(centres({"lost": [{"at": 1, "until": 1.1}]}))
    assert not tale.all(CentreMoved)


def test_a_centre_that_is_never_lost_commands_throughout():
    tale = Tale(centres({"lost": []}))
    assert not tale.all(CentreMoved)
    assert {t for t, _ in sent_by(tale, SECOND)} == set()


def test_a_centre_lost_for_good_is_never_handed_back_to():
    tale = Tale(centres({"lost": [{"at": 1}]}))
    assert [fact.receiver for _, fact in tale.all(CentreMoved)] == [SECOND]
    assert tale.responses()[3] is not None


# --- borne by a vehicle -------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def borne():
    held = {"DC2": ("vsat",), "dispatch_centre": ("fixed", "cellular", "vsat")}
    return Tale(centres({"vehicle": "engine", "place": "N02", "lost": [{"at": 1, "until": 8}]}, carries=held))


def test_the_vehicle_sets_off_when_command_is_taken_and_sets_up_where_it_stops(borne):
    (taken_ms, _), *_ = borne.all(CentreMoved)
    (off_ms, off), (there_ms, there) = borne.all(PostMoved)
    ((up_ms, up),) = borne.all(PostSetUp)
    assert (off_ms, off.node, off.bound) == (taken_ms, 4, 2)
    assert (there.node, up.node) == (2, 2)
    assert there_ms > off_ms
    assert up_ms - there_ms == 15 * MINUTE_MS


def test_on_the_move_it_speaks_by_what_goes_along_and_has_no_line(borne):
    (off_ms, _), _ = borne.all(PostMoved)
    ((up_ms, _),) = borne.all(PostSetUp)
    sent = {seq for seq, _, _, fact in borne.entries if getattr(fact, "sender", None) == SECOND}
    ways = {fact.bearer for t, fact in borne.all(MessageTaken) if off_ms < t < up_ms and fact.message in sent}
    assert "fixed" not in ways
    assert "vsat" not in ways


def test_its_picture_travels_with_it(borne):
    assert sent_by(borne, SECOND)


def test_one_that_is_to_stay_where_it_is_moves_nowhere():
    tale = Tale(centres({"vehicle": "engine"}))
    assert not tale.all(PostMoved)
    assert tale.all(CentreMoved)


# --- the switchboard ---------------------------------------------------------------------------------------


UNIT, STATION = Address(2), Band.STATION.address(0)


def board():
    wire, heard = Wire(3), []
    found = Switchboard(wire)
    found.install(SECOND)
    for address in (UNIT, STATION):
        found.join(address, heard.append)
    return found, wire, heard


def notify(wire, address, post=SECOND, number=1, *rest):
    wire.deliver(address, SECOND, CentreNotice(post, number), *rest)


def test_who_was_told_speaks_to_the_centre_of_which_it_was_told():
    found, wire, _ = board()
    notify(wire, UNIT)
    for sender in (UNIT, STATION):
        found.send(sender, DISPATCH_CENTRE, (RollCall(),), None)
    assert wire.sent == [(UNIT, SECOND), (STATION, DISPATCH_CENTRE)]


def test_an_older_notice_does_not_undo_a_later_one():
    found, wire, _ = board()
    notify(wire, UNIT, SECOND, 2)
    notify(wire, UNIT, DISPATCH_CENTRE, 1)
    assert found.told(UNIT) == SECOND


def test_a_notice_alone_is_not_passed_on_and_what_follows_it_is():
    _, wire, heard = board()
    notify(wire, UNIT)
    assert heard == []
    notify(wire, STATION, SECOND, 1, RollCall())
    assert [letter.body for letter in heard] == [(RollCall(),)]


def test_to_a_unit_the_second_centre_speaks_as_the_dispatch_centre_and_to_nobody_else():
    _, wire, heard = board()
    for address in (UNIT, STATION):
        wire.deliver(address, SECOND, RollCall())
    assert [letter.sender for letter in heard] == [DISPATCH_CENTRE, SECOND]


def test_people_reach_the_centre_to_which_the_exchange_leads():
    found, wire, _ = board()
    found.exchange = SECOND
    for sender in (PUBLIC, Band.VILLAGE.address(3), STATION):
        found.send(sender, DISPATCH_CENTRE, (RollCall(),), None)
    assert [to for _, to in wire.sent] == [SECOND, SECOND, DISPATCH_CENTRE]


def test_the_second_can_speak_to_the_first():
    found, wire, _ = board()
    found.send(SECOND, DISPATCH_CENTRE, (CentreWatch(),), None)
    assert wire.sent == [(SECOND, DISPATCH_CENTRE)]


def test_it_leaves_all_else_to_the_network():
    found, wire, _ = board()
    assert leaves_all_else(found, wire, UNIT)
    assert list(wire.boxes) == [STATION]


# --- who can be heard ---------------------------------------------------------------------------------------


def silent_h(tale: Tale, address: int) -> list[tuple[float, bool]]:
    found = [(t / HOUR_MS, fact) for t, fact in tale.all(ReachChanged)]
    return [(hour, fact.up) for hour, fact in found if fact.address == address]


def test_a_township_is_silent_from_the_loss_of_one_centre_until_the_other_commands(lost, alone):
    town = Band.TOWNSHIP.address(2)
    taken_h = lost.all(CentreMoved)[0][0] / HOUR_MS
    assert silent_h(lost, town) == [(1, False), (taken_h, True)]
    assert silent_h(alone, town) == [(1, False), (4, True)]


def test_why_all_fell_silent_and_are_heard_again_is_in_the_log(lost):
    causes = {seq: fact for seq, _, _, fact in lost.entries}
    why = [(type(causes[cause]), fact.up) for _, _, cause, fact in lost.entries if type(fact) is ReachChanged]
    assert set(why) == {(CentreLost, False), (CentreMoved, True)}


def test_a_second_centre_on_the_road_hears_them_once_it_is_set_up(borne):
    held = {"DC2": ("vsat",), "dispatch_centre": ("fixed", "vsat")}
    tale = Tale(centres({"vehicle": "engine", "place": "N02"}, (), carries=held))
    ((up_ms, _),), (alone_ms, _) = tale.all(PostSetUp), tale.all(CentreMoved)[0]
    town = Band.TOWNSHIP.address(2)
    assert silent_h(tale, town)[:2] == [(alone_ms / HOUR_MS, False), (up_ms / HOUR_MS, True)]
    (taken_ms, _), *_ = borne.all(CentreMoved)
    assert silent_h(borne, town)[1] == (taken_ms / HOUR_MS, True), "by telephone it hears them at once"


@pytest.mark.parametrize("now", [True, False])
def test_whoever_rests_wants_to_look_at_nothing_again(now):
    class Impatient:
        def decide(self, picture):
            return ()

        def look_again_ms(self, picture):
            return 5

    held = WhileInCommand(Impatient(), Holds(now))
    assert held.look_again_ms(Picture(SECOND)) == (5 if now else None)


def test_time_goes_on_while_a_centre_that_would_raise_an_alarm_is_not_in_command():
    tale = Tale(centres(calls=[call(3400, 3)]), "second-alarm")
    (taken_ms, _), *_ = tale.all(CentreMoved)
    orders = [t for t, _ in sent_by(tale, SECOND)]
    assert tale.ended()[1] == "closed"
    assert all(t >= taken_ms for t in orders)
