"""Each message ends once; means are tried in their order; nobody tries in vain without end."""

from collections import Counter, defaultdict
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from stories import header, scenario

from sim.comms.bearer import Path
from sim.comms.bearer_net import BearerNet, Patience
from sim.comms.member import Member, Power, precedence_of
from sim.kernel.clock import Clock
from sim.record.facts import (
    CallReport,
    Dispatch,
    MessageDelivered,
    MessageDropped,
    MessageLost,
    MessageSent,
    MessageTaken,
    Recall,
    RoadReport,
    UnitReport,
)
from sim.record.log import Log
from sim.terms.enums import BearerKind, Party, Precedence

FIXED, RADIO, CELL, COURIER = (
    BearerKind.FIXED,
    BearerKind.RADIO,
    BearerKind.CELLULAR,
    BearerKind.COURIER,
)
PLAN = (FIXED, BearerKind.MESH, RADIO, COURIER)  # there is no mesh here
WORLD = scenario()
RETRY_MS, EXPIRY_MS, TRIES = 300, 1000, 2
ROAD = (RoadReport(0, True),)
CALL, STATUS, RECALL = (CallReport(0, 0, 0, 0),), (UnitReport(0, "on_scene", 0, None),), (Recall(0, 0),)


class Toy:
    """A bearer that does as it is told, and keeps who asked it for a way, and when."""

    def __init__(self, kind: BearerKind, clock: Clock, story: list[Any]) -> None:
        self.kind, self.clock, self.story = kind, clock, story
        self.up, self.takes_ms, self.fails = True, 10, False
        self.prepared: list[int] = []

    def path(self, sender: Member, receiver: Member) -> Path | str:
        self.story.append((self.clock.now, receiver.address, self.kind, self.up))
        return Path() if self.up else f"no_{self.kind.value}"

    def carry(self, parcel: Any, path: Path, ended: Any) -> None:
        why = f"bad_{self.kind.value}" if self.fails else None

        def end() -> None:
            self.story.append((self.clock.now, parcel.receiver.address, self.kind, (why,)))
            ended(why)

        self.clock.call_after(self.takes_ms, end)

    def prepare(self, member: Member) -> None:
        self.prepared.append(member.address)


class Desk:
    """A net of toys, and what came of it."""

    def __init__(self, tries: int = TRIES, retry_ms: int = RETRY_MS, expiry_ms: int = EXPIRY_MS) -> None:
        self.clock = Clock()
        self.log = Log(header(WORLD))
        self.story: list[Any] = []
        self.toys = {kind: Toy(kind, self.clock, self.story) for kind in (FIXED, RADIO, COURIER)}
        patience = Patience(retry_ms, expiry_ms, tries)
        self.net = BearerNet(
            self.clock, self.log, self.toys, lambda party, precedence: patience, self.outsider
        )
        self.letters: list[Any] = []
        self.stuck: list[tuple[int, int]] = []
        self.next = 10
        for address in (1, 2):
            self.join(address)

    def outsider(self, village: int) -> Member:
        return Member(0, Party.PUBLIC, PLAN, lambda: village, village=village)

    def join(self, address: int) -> int:
        member = Member(address, Party.STATION, PLAN, lambda: 0)
        self.net.join(address, self.letters.append, member)
        return address

    def send(self, body: Any = CALL, sender: int = 1, receiver: int = 0, stuck: bool = True) -> int:
        """Send to a receiver of its own, unless one is named; return the number of the message."""
        if not receiver:
            receiver, self.next = self.join(self.next), self.next + 1
        number = len(self.log)
        self.net.send(
            sender,
            receiver,
            body,
            None,
            stuck=(lambda: self.stuck.append((self.clock.now, number))) if stuck else None,
        )
        return number

    def set(self, **up: bool) -> None:
        for name, state in up.items():
            self.toys[{"fixed": FIXED, "radio": RADIO, "courier": COURIER}[name]].up = state

    def run(self, until_ms: int) -> None:
        self.clock.run(until_ms + 1)

    def facts(self, kind: Any) -> list[tuple[int, Any]]:
        return [(t, fact) for _, t, _, fact in self.log.entries() if isinstance(fact, kind)]

    def fate(self, number: int) -> tuple[int, str] | None:
        """Return when a message ended and how: by which means it came, or why it was lost."""
        for t, fact in self.facts(MessageDelivered | MessageLost):
            if fact.message == number:
                return t, fact.by if isinstance(fact, MessageDelivered) else fact.reason
        return None


def down(**options: Any) -> Desk:
    desk = Desk(**options)
    desk.set(fixed=False, radio=False, courier=False)
    return desk


def test_the_first_means_that_has_a_way_takes_the_message():
    desk = Desk()
    first = desk.send()
    desk.run(5)
    desk.set(fixed=False)
    second = desk.send()
    desk.run(100)
    assert (desk.fate(first), desk.fate(second)) == ((10, FIXED.value), (16, RADIO.value))


def test_a_message_that_is_dropped_goes_on_with_the_next_means():
    desk = Desk()
    desk.toys[FIXED].fails = True
    number = desk.send()
    desk.run(100)
    assert desk.fate(number) == (20, RADIO.value)
    assert [fact for _, fact in desk.facts(MessageDropped)] == [
        MessageDropped(number, FIXED.value, "bad_fixed")
    ]


def test_a_means_without_a_way_is_told_to_get_ready():
    desk = Desk()
    desk.set(fixed=False)
    desk.send()
    assert desk.toys[FIXED].prepared == [1]
    assert desk.toys[RADIO].prepared == []


@pytest.mark.parametrize(("body", "walks"), [(CALL, True), (RECALL, True), (STATUS, False)])
def test_what_is_routine_never_goes_by_courier(body, walks):
    desk = Desk()
    desk.set(fixed=False, radio=False)
    number = desk.send(body)
    desk.run(5000)
    assert (desk.fate(number) == (10, COURIER.value)) is walks
    assert (COURIER.value in {fact.bearer for _, fact in desk.facts(MessageTaken)}) is walks


def test_while_a_courier_walks_the_message_is_tried_by_quicker_means_and_delivered_once():
    desk = Desk()
    desk.set(fixed=False, radio=False)
    desk.toys[COURIER].takes_ms = 800
    number = desk.send()
    desk.run(500)
    desk.set(radio=True)
    desk.run(5000)
    assert desk.fate(number) == (610, RADIO.value)
    assert len(desk.letters) == len(desk.facts(MessageDelivered)) == 1
    assert [fact.bearer for _, fact in desk.facts(MessageTaken)] == [COURIER.value, RADIO.value]


def test_a_courier_who_is_quicker_than_a_call_under_way_delivers_and_the_call_is_of_no_use():
    desk = Desk()
    desk.set(fixed=False, radio=False)
    desk.toys[COURIER].takes_ms, desk.toys[RADIO].takes_ms = 350, 100
    number = desk.send()
    desk.run(200)
    desk.set(radio=True)
    desk.run(5000)
    assert desk.fate(number) == (350, COURIER.value)
    assert len(desk.letters) == 1
    assert desk.net.in_flight == 0


def test_only_one_courier_walks_at_a_time_and_another_when_he_has_come_back():
    desk = Desk(expiry_ms=3000)
    desk.set(fixed=False, radio=False)
    desk.toys[COURIER].takes_ms, desk.toys[COURIER].fails = 700, True
    desk.send()
    desk.run(2000)
    assert [t for t, fact in desk.facts(MessageTaken)] == [0, 900, 1800]


def test_a_courier_under_way_carries_a_message_beyond_its_time():
    desk = Desk()
    desk.set(fixed=False, radio=False)
    desk.toys[COURIER].takes_ms = 4000
    number = desk.send()
    desk.run(5000)
    assert desk.fate(number) == (4000, COURIER.value)


def test_a_courier_who_fails_after_the_time_loses_the_message_at_the_next_try():
    desk = Desk()
    desk.set(fixed=False, radio=False)
    desk.toys[COURIER].takes_ms, desk.toys[COURIER].fails = 1100, True
    number = desk.send()
    desk.run(1050)
    desk.set(courier=False)
    desk.run(5000)
    assert desk.fate(number) == (1300, "no_radio370")


def test_a_message_is_tried_again_in_its_own_time_whatever_else_its_sender_waits_for():
    desk = down()
    desk.send()
    desk.run(199)
    receiver = desk.next
    desk.send()
    desk.run(450)
    assert [t for t, who, kind, _ in desk.story if (who, kind) == (receiver, FIXED)] == [200]
    desk.run(600)
    assert [t for t, who, kind, _ in desk.story if (who, kind) == (receiver, FIXED)] == [200, 500]


def test_when_something_comes_back_all_that_wait_are_tried_at_once_and_together():
    desk = down()
    numbers = [desk.send(sender=sender) for sender in (2, 1)]
    desk.run(100)
    desk.set(radio=True)
    desk.net.changed()
    desk.net.changed()
    desk.run(150)
    assert [desk.fate(number) for number in numbers] == [(111, RADIO.value)] * 2
    assert [who for t, who, kind, _ in desk.story if (t, kind) == (101, FIXED)] == [11, 10]


def test_nothing_happens_where_nobody_waits():
    desk = Desk()
    desk.net.changed()
    desk.run(10_000)
    assert desk.story == []


def test_what_expires_is_lost_for_the_last_reason():
    desk = down()
    number = desk.send(ROAD)
    desk.run(5000)
    assert desk.fate(number) == (1000, "no_radio370")
    desk.set(radio=True)
    desk.toys[RADIO].fails = True
    urgent = desk.send(ROAD)
    desk.run(20_000)
    assert desk.fate(urgent)[1] == "bad_radio370"


def test_who_has_no_means_at_all_says_so():
    desk = Desk()
    desk.net.members[1].plan = ()
    number = desk.send()
    desk.run(5000)
    assert desk.fate(number) == (1000, "no_means")


# --- what is superseded


def test_a_newer_status_takes_the_place_of_an_older_one_that_waits():
    desk = down()
    old, other = desk.send(STATUS, receiver=2), desk.send(STATUS, sender=2, receiver=1)
    desk.run(50)
    new = desk.send(STATUS, receiver=2)
    assert desk.fate(old) == (51, "superseded")
    assert desk.fate(other) is desk.fate(new) is None
    call, both = desk.send(CALL, receiver=2), desk.send(STATUS + CALL, receiver=2)
    assert desk.fate(call) is desk.fate(both) is desk.fate(new) is None
    assert desk.net.in_flight == 4


def test_a_status_under_way_is_never_superseded_but_an_older_one_gives_way_when_it_must_wait():
    desk = down()
    desk.set(fixed=True)
    desk.toys[FIXED].takes_ms, desk.toys[FIXED].fails = 100, True
    old = desk.send(STATUS, receiver=2)
    desk.run(50)
    desk.set(fixed=False)
    new = desk.send(STATUS, receiver=2)
    assert desk.fate(old) is None
    desk.run(100)
    assert desk.fate(old) == (100, "superseded")
    assert desk.fate(new) is None
    desk.set(radio=True)
    desk.net.changed()
    desk.run(200)
    assert desk.fate(new)[1] == RADIO.value


def test_messages_that_end_while_all_are_tried_do_not_upset_the_others():
    desk = down(tries=1)
    sent = [desk.send(STATUS, receiver=2)]
    desk.run(900)

    def more():
        sent.extend([desk.send(STATUS, receiver=2), desk.send(CALL, receiver=2)])

    desk.net.send(1, 2, CALL, None, stuck=more)
    desk.run(1000)
    desk.net.changed()
    desk.run(1100)
    assert desk.fate(sent[0])[1] in {"superseded", "no_radio370"}
    assert len(sent) == 3
    assert desk.net.in_flight == 3


# --- who is stuck


@pytest.mark.parametrize("tries", [1, 2, 3])
def test_the_sender_is_told_once_after_as_many_rounds_as_it_bears(tries):
    desk = down(tries=tries)
    number = desk.send()
    desk.run(5000)
    assert desk.stuck == [((tries - 1) * RETRY_MS, number)]


def test_the_sender_of_a_message_that_is_lost_before_is_told_then():
    desk = down(tries=50)
    number = desk.send()
    desk.run(5000)
    assert desk.stuck == [(1000, number)]


def test_who_is_not_stuck_is_told_nothing():
    desk = Desk()
    desk.send()
    desk.run(5000)
    assert desk.stuck == []


def test_who_is_told_of_a_quick_delivery_is_told_once_and_of_no_courier():
    desk, told = Desk(), []
    desk.net.send(1, 2, CALL, None, told=lambda: told.append(desk.clock.now))
    desk.run(100)
    desk.set(fixed=False, radio=False)
    desk.net.send(1, 2, CALL, None, told=lambda: told.append(desk.clock.now))
    desk.run(5000)
    assert len(desk.letters) == 2
    assert told == [10]


# --- what stands beside


def test_sending_costs_the_terminal_that_sent_and_only_that():
    desk, paid = Desk(), []

    class Meter(Power):
        def send(self, now_ms: int, took_ms: int) -> None:
            paid.append((now_ms, took_ms))

    desk.net.members[1].carries = {FIXED: Meter()}
    desk.run(4)
    desk.send()
    desk.run(100)
    assert paid == [(15, 10)]


def test_people_send_from_where_they_are():
    desk = Desk()
    desk.net.send(0, 2, CALL, None, at=7)
    desk.run(100)
    assert [(letter.sender, letter.body) for letter in desk.letters] == [(0, CALL)]


def test_nobody_sends_to_an_address_that_nobody_has():
    with pytest.raises(KeyError):
        Desk().net.send(1, 99, CALL, None)


def test_to_join_again_does_not_change_who_one_is():
    desk = Desk()
    before = desk.net.members[2]
    desk.net.join(2, desk.letters.append)
    assert desk.net.members[2] is before


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (CALL, Precedence.EMERGENCY),
        ((Dispatch(0, 0, 0, 0),), Precedence.EMERGENCY),
        (RECALL, Precedence.COMMAND),
        (STATUS, Precedence.ROUTINE),
        ((), Precedence.ROUTINE),
        (STATUS + CALL, Precedence.EMERGENCY),
        (STATUS + RECALL, Precedence.COMMAND),
        (STATUS + RECALL + CALL, Precedence.EMERGENCY),
        (STATUS * 3, Precedence.ROUTINE),
    ],
)
def test_a_message_is_as_urgent_as_the_most_urgent_thing_in_it(body, expected):
    assert precedence_of(body) is expected


# --- any order of things


class AnyOrder(RuleBasedStateMachine):
    """Send, wait, cut and mend in any order; the laws hold all the while and the story is read at the end."""

    @initialize(tries=st.integers(1, 4), retry_ms=st.integers(50, 400), expiry_ms=st.integers(60, 1500))
    def begin(self, tries: int, retry_ms: int, expiry_ms: int) -> None:
        self.desk = Desk(tries, retry_ms, expiry_ms)
        self.tries, self.retry_ms, self.expiry_ms = tries, retry_ms, expiry_ms
        self.sent: dict[int, tuple[int, int, Any]] = {}
        self.changes: list[int] = []

    @rule(body=st.sampled_from([CALL, STATUS, RECALL]), sender=st.sampled_from([1, 2]))
    def send(self, body: Any, sender: int) -> None:
        receiver = self.desk.next
        self.sent[self.desk.send(body, sender)] = self.desk.clock.now, receiver, body

    @rule(sender=st.sampled_from([1, 2]))
    def send_status_to_another(self, sender: int) -> None:
        self.desk.send(STATUS, sender, 3 - sender, stuck=False)

    @rule(
        kind=st.sampled_from([FIXED, RADIO, COURIER]),
        up=st.booleans(),
        takes_ms=st.integers(0, 700),
        fails=st.booleans(),
    )
    def change_a_means(self, kind: BearerKind, up: bool, takes_ms: int, fails: bool) -> None:
        toy = self.desk.toys[kind]
        toy.up, toy.takes_ms, toy.fails = up, takes_ms, fails

    @rule()
    def say_that_something_changed(self) -> None:
        self.changes.append(self.desk.clock.now)
        self.desk.net.changed()

    @rule(ms=st.integers(0, 600))
    def wait(self, ms: int) -> None:
        self.desk.run(self.desk.clock.now + ms)

    @invariant()
    def what_is_in_flight_was_sent_and_has_not_ended(self) -> None:
        desk = self.desk
        ended = Counter(fact.message for _, fact in desk.facts(MessageDelivered | MessageLost))
        assert set(ended.values()) <= {1}
        assert desk.net.in_flight == len(desk.facts(MessageSent)) - len(ended)
        assert len(desk.letters) == len(desk.facts(MessageDelivered))

    @invariant()
    def nobody_is_told_twice_that_he_is_stuck(self) -> None:
        assert set(Counter(number for _, number in self.desk.stuck).values()) <= {1}

    def teardown(self) -> None:
        if not hasattr(self, "desk"):
            return
        self.desk.run(self.desk.clock.now + 5000)
        ended = {fact.message for _, fact in self.desk.facts(MessageDelivered | MessageLost)}
        assert all(body is STATUS for number, (*_, body) in self.sent.items() if number not in ended)
        by_receiver = defaultdict(list)
        for entry in self.desk.story:
            by_receiver[entry[1]].append(entry)
        for number, (sent_ms, receiver, body) in self.sent.items():
            if body is not STATUS:  # the last status is told until a newer one is: it has a test of its own
                self._read(number, sent_ms, body, by_receiver[receiver])

    def _read(self, number: int, sent_ms: int, body: Any, story: list[Any]) -> None:
        """Hold what the means were asked for one message against a second telling of the rules."""
        tale = Tale(body is STATUS, self.retry_ms, sent_ms + self.expiry_ms, self.changes)
        for t, _, kind, what in story:
            if isinstance(what, tuple):
                tale.ends(t, kind, what[0])
            else:
                tale.asks(t, kind, what)
        ended_ms, how = self.desk.fate(number)
        told = [t for t, stuck in self.desk.stuck if stuck == number]
        lost = tale.delivered_ms is None
        if lost:
            assert (ended_ms, how) == (tale.rests[-1], tale.last)
            assert ended_ms >= sent_ms + self.expiry_ms
        else:
            assert (ended_ms, how) == (tale.delivered_ms, tale.by)
        enough = tale.rests[self.tries - 1 : self.tries] or ([ended_ms] if lost else [])
        assert told == enough
        assert len(tale.rests) <= 2 + (ended_ms - sent_ms) / self.retry_ms + len(self.changes)


class Tale:
    """The rules for one message told once more: what may be asked next, and when."""

    def __init__(self, routine: bool, retry_ms: int, expires_ms: int, changes: list[int]) -> None:
        self.routine, self.retry_ms, self.expires_ms, self.changes = routine, retry_ms, expires_ms, changes
        self.place, self.walking, self.with_one = 0, False, False
        self.rests: list[int] = []
        self.last, self.by, self.delivered_ms = "no_means", "", None

    def asks(self, t: int, kind: BearerKind, up: bool) -> None:
        """A means is asked for a way: it must be the next of the plan, and its time."""
        assert self.delivered_ms is None
        assert not self.with_one
        if self.place == len(ORDER):
            self._begins(t)
        assert ORDER[self.place] is kind
        if not up:
            self.last = f"no_{kind.value}"
        self.walking |= up and kind is COURIER
        self.with_one = up and kind is not COURIER
        self._goes_on(t, self.place + (not self.with_one))

    def ends(self, t: int, kind: BearerKind, why: str | None) -> None:
        """A means is done with it."""
        if self.delivered_ms is not None:
            return
        if why is None:
            self.delivered_ms, self.by = t, kind.value
            return
        self.last = why
        if kind is COURIER:
            self.walking = False
        else:
            self.with_one = False
            self._goes_on(t, ORDER.index(kind) + 1)

    def _begins(self, t: int) -> None:
        """A round begins in its time, or because something has changed."""
        left_ms = self.expires_ms - self.rests[-1]
        due_ms = self.rests[-1] + (min(self.retry_ms, left_ms) if left_ms > 0 else self.retry_ms)
        assert t == due_ms or (t < due_ms and t in self.changes)
        self.place = 0

    def _goes_on(self, t: int, place: int) -> None:
        late = t >= self.expires_ms
        if place == ORDER.index(COURIER) and (self.routine or self.walking or late):
            place += 1
        self.place = place
        if place == len(ORDER) and not self.with_one:
            self.rests.append(t)


ORDER = (FIXED, RADIO, COURIER)
TestAnyOrder = AnyOrder.TestCase
TestAnyOrder.settings = settings(max_examples=120, stateful_step_count=25, deadline=None)
