"""The ideal network delivers everything at once, and says so."""

import pytest

from sim.comms.net import IdealNet
from sim.kernel.clock import Clock
from sim.record.facts import HandOver, MessageDelivered, MessageSent, Recall
from sim.record.header import Header
from sim.record.log import Log
from sim.record.message import Letter

BODY = (Recall(0, 3), HandOver(3))


@pytest.fixture
def log():
    head = {"program": "", "scenario": b"", "fingerprint": "", "policy": "", "start": ""}
    return Log(Header(**head, seed=0, rep=0, horizon_ms=1000))


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def net(clock, log):
    return IdealNet(clock, log)


def test_a_message_is_delivered_in_its_millisecond(net, clock, log):
    inbox = []
    net.join(5, inbox.append)
    clock.call_after(700, lambda: net.send(1, 5, BODY, None))
    clock.run(1000)
    assert inbox == [Letter(1, 700, 1, BODY)]
    assert list(log.entries()) == [
        (0, 700, None, MessageSent(1, 5, "ideal", BODY)),
        (1, 700, 0, MessageDelivered(0)),
    ]


def test_the_cause_of_a_delivery_is_its_sending_and_that_of_a_sending_what_it_follows_from(net, log):
    first = []
    net.join(5, lambda letter: first.append(letter.seq) or net.send(5, 6, BODY, letter.seq))
    net.join(6, lambda letter: None)
    net.send(1, 5, BODY, None)
    assert [cause for _, _, cause, _ in log.entries()] == [None, 0, 1, 2]


def test_a_message_reaches_nobody_but_its_receiver(net):
    one, other = [], []
    net.join(5, one.append)
    net.join(6, other.append)
    net.send(1, 6, BODY, None)
    assert (len(one), len(other)) == (0, 1)


def test_whoever_joins_again_receives_in_the_new_place(net):
    old, new = [], []
    net.join(5, old.append)
    net.join(5, new.append)
    net.send(1, 5, BODY, None)
    assert (len(old), len(new)) == (0, 1)


def test_nothing_is_ever_in_flight(net):
    seen = []
    net.join(5, lambda _: seen.append(net.in_flight))
    net.send(1, 5, BODY, None)
    assert [*seen, net.in_flight] == [0, 0]


def test_a_message_to_an_address_where_nobody_is_fails_loudly(net):
    with pytest.raises(KeyError):
        net.send(1, 99, BODY, None)


def test_whoever_wants_to_know_is_told_before_the_receiver_acts(net):
    seen = []
    net.join(5, lambda _: seen.append("received"))
    net.send(1, 5, BODY, None, told=lambda: seen.append("told"), stuck=lambda: seen.append("stuck"))
    assert seen == ["told", "received"]
