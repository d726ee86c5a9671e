"""Mutual aid, response levels and warnings in one storm: none of them takes the others' messages away."""

import pytest

from sim.record.aid import AidApproved, LoanChanged, RequestResource
from sim.record.facts import MessageDelivered, MessageSent
from sim.record.people import PeopleMoved, WarningAck
from sim.record.response import LevelKnown
from sim.run import run
from sim.scenario.load import load

ALL = (
    "aid.policy=pre-positioned",
    "response.levels=true",
    "response.activation=10",
    "warning.variant=chain+neighbours",
    "forces.micro_stations=true",
    "water.model=true",
)


@pytest.fixture(scope="module")
def log():
    return run(load("three-cuts-severe", ALL), days=1.0)


def kinds(log):
    return {type(fact) for _, _, _, fact in log.entries()}


def test_each_of_them_is_at_work(log):
    assert {AidApproved, LoanChanged, LevelKnown, PeopleMoved} <= kinds(log)


def test_what_is_asked_of_the_district_reaches_whoever_answers_for_it(log):
    entries = {number: (cause, fact) for number, _, cause, fact in log.entries()}
    for cause, fact in entries.values():
        if isinstance(fact, AidApproved):
            came, delivered = entries[cause]
            assert isinstance(delivered, MessageDelivered)
            assert isinstance(entries[came][1], MessageSent)
            assert isinstance(entries[came][1].body[0], RequestResource)


def test_townships_are_told_of_levels_and_confirm_warnings_alike(log):
    townships = range(200_000, 300_000)
    told = {fact.address for _, _, _, fact in log.entries() if isinstance(fact, LevelKnown)}
    confirmed = {
        fact.sender
        for _, _, _, fact in log.entries()
        if isinstance(fact, MessageSent) and isinstance(fact.body[0], WarningAck)
    }
    assert {address for address in told if address in townships}
    assert {address for address in confirmed if address in townships}
