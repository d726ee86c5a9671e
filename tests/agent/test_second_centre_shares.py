"""A second dispatch centre in command passes on word of roads once, and asks for aid as the first does."""

from typing import Any

import pytest
from drills import Tale, call, cut
from leagues import league, post

from sim.metric.aid_rows import aid_summary
from sim.metric.fold import fold
from sim.record.aid import AidNeeded, CommitResource, RequestResource
from sim.record.facts import Dispatch, MessageSent, RoadReport
from sim.record.posts import Relayed
from sim.record.standby import CentreMoved
from sim.terms.ids import DISPATCH_CENTRE, Band
from sim.terms.units import HOUR_MS

SECOND, EOC, LENDER = (Band.POST.address(row) for row in (1, 2, 3))
CALLS = [call(2 * 3600 + i, 2) for i in range(4)]


def both(shares: bool = True, **changes: Any) -> Tale:
    """Return a league whose first centre is lost from the first hour to the twelfth; a second at node 1."""
    data = league(CALLS, home=1, bearers=True, **changes)
    data["posts"].insert(1, post("DC2", "dispatch_centre", 1))
    data["posts"].sort(key=lambda row: row["id"])
    data["standby"] = {"post": "DC2", "shares": shares, "lost": [{"at": 1, "until": 12}]}
    data["cuts"] = [cut(3, 3 * 3600, 8 * 3600, told_after_s=60)]
    return Tale(data)


@pytest.fixture(scope="module")
def tale():
    return both()


def test_the_second_centre_asks_for_aid_while_it_commands(tale):
    (taken_ms, _), (back_ms, _) = tale.all(CentreMoved)
    asked = [(t, item) for t, item in tale.sent_by(SECOND) if type(item) is RequestResource]
    assert asked
    assert all(taken_ms <= t <= back_ms for t, _ in asked)
    assert all(item.request >= 1_000_000 and item.origin == SECOND for _, item in asked)
    needed = {fact.request for t, fact in tale.all(AidNeeded) if t <= back_ms}
    assert needed == {item.request for _, item in asked}


def test_what_is_promised_to_it_comes_and_serves(tale):
    promised = {
        unit for t, item in tale.sent_by(LENDER) if type(item) is CommitResource for unit in item.units
    }
    sent = {item.unit for _, item in tale.sent_by(SECOND) if type(item) is Dispatch}
    assert promised
    assert promised & sent
    assert aid_summary(fold(tale.log))["requests"] > 0


def test_without_it_nobody_asks_while_the_first_is_lost():
    tale = both(shares=False)
    times = [t for t, item in tale.sent_by(DISPATCH_CENTRE) if type(item) is RequestResource]
    assert not [t for t, item in tale.sent_by(SECOND) if type(item) is RequestResource]
    assert not [t for t in times if HOUR_MS <= t < 12 * HOUR_MS]
    assert not [fact for _, fact in tale.all(MessageSent) if any(type(i) is Relayed for i in fact.body)]


def test_what_it_hears_of_a_road_it_passes_on_once(tale):
    told = [fact for _, fact in tale.all(MessageSent) if type(fact.body[0]) is RoadReport]
    on = [(fact.sender, fact.receiver, fact.body) for fact in told if type(fact.body[-1]) is Relayed]
    assert (SECOND, EOC) in {way[:2] for way in on}
    assert len(on) == len(set(on))


def test_it_passes_nothing_on_while_the_first_commands():
    data = league(CALLS, home=1, bearers=True)
    data["posts"].append(post("DC2", "dispatch_centre", 1))
    data["posts"].sort(key=lambda row: row["id"])
    data["standby"] = {"post": "DC2", "shares": True}
    data["cuts"] = [cut(3, 3600, told_after_s=60)]
    quiet = Tale(data)
    assert not [t for t, item in quiet.sent_by(SECOND) if type(item) is RoadReport]
    assert [t for t, item in quiet.sent_by(DISPATCH_CENTRE) if type(item) is RoadReport]
