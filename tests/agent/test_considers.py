"""Requests for aid that somebody considers first: each once, and nobody else hears of it before that."""

from types import SimpleNamespace

import pytest
from wires import Wire

from sim.agent.considers import Considers
from sim.kernel.clock import Clock
from sim.record.aid import AidApproved, RequestResource
from sim.record.facts import RollCall

POST, ASKS = 1, 2
LASTS_MS = 100


class Book:
    """A log that keeps what it is told."""

    def __init__(self):
        self.facts = []

    def add(self, t_ms, fact, cause):
        self.facts.append((t_ms, fact, cause))
        return 50 + len(self.facts)


class Seat:
    """A post at which somebody considers requests."""

    def __init__(self, **options):
        self.clock, self.wire, self.log, self.streams = Clock(), Wire(), Book(), []
        self.heard, self.others = [], []
        aid = SimpleNamespace(requests={})
        post = SimpleNamespace(address=POST, picture=SimpleNamespace(aid=aid), learn=self._learn)
        self.requests = aid.requests
        context = SimpleNamespace(clock=self.clock, log=self.log, net=self.wire, streams=self._stream)
        self.wire.join(POST, self.others.append)
        Considers(post, context, "who", lambda draws: LASTS_MS, AidApproved, **options)

    def _stream(self, name):
        self.streams.append(name)

    def _learn(self, letter):
        self.heard.append((self.clock.now, letter.seq))
        self.requests[letter.body[0].request] = letter.body[0]

    def ask(self, request, call=7, seq=9, standing=False):
        order = RequestResource(POST, ASKS, request, (("engine", 1),), 0, call, standing=standing)
        self.wire.deliver(POST, ASKS, order, seq=seq)


@pytest.fixture
def seat():
    return Seat()


def test_a_request_is_heard_once_it_was_considered_and_follows_from_that(seat):
    seat.ask(3)
    seat.clock.run(LASTS_MS)
    assert seat.heard == []
    seat.clock.run(LASTS_MS + 1)
    assert seat.heard == [(LASTS_MS, 51)]
    assert seat.log.facts == [(LASTS_MS, AidApproved(3), 9)]


def test_who_asks_again_meanwhile_waits_and_who_asks_again_later_is_heard_at_once(seat):
    seat.ask(3)
    seat.ask(3, seq=10)
    seat.clock.run(500)
    assert len(seat.heard) == 1
    seat.ask(3, seq=11)
    assert seat.heard[1:] == [(500, 11)]
    assert len(seat.log.facts) == 1


def test_what_is_no_request_goes_on_as_before(seat):
    seat.wire.deliver(POST, ASKS, RollCall())
    assert [letter.body for letter in seat.others] == [(RollCall(),)]
    assert seat.streams == []


def test_what_is_not_heeded_is_heard_at_once_and_never_logged():
    seat = Seat(heeds=lambda request: not request.standing)
    seat.ask(3, standing=True)
    assert seat.heard == [(0, 9)]
    assert seat.log.facts == []


def test_luck_is_that_of_the_call_and_of_the_order_where_there_is_none(seat):
    for request, call in enumerate((7, None, 8, None)):
        seat.ask(request, call)
    assert seat.streams == ["who/7", "who/ahead/0", "who/8", "who/ahead/1"]
