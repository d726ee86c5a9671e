"""What a post tells itself stands in no log of messages, and nobody waits for it."""

import pytest
from exercises import CENTRE, EOC, district

from sim.live.session import Session
from sim.live.tape import _messages
from sim.live.traffic import Traffic
from sim.live.view import picture_view
from sim.record.facts import MessageDelivered, MessageSent, RoadReport
from sim.terms.units import HOUR_MS

REPORT = RoadReport(0, True, False)


@pytest.fixture(scope="module")
def told():
    """Hold a session in which the centre has told itself something, and the district the same."""
    session = Session(district())
    session.advance(HOUR_MS)
    for receiver in (CENTRE, EOC):
        session.world.context.net.send(CENTRE, receiver, (REPORT,), None)
    session.advance(2 * HOUR_MS)
    session.log.flush()
    yield session
    session.world.close()


def others(session, address):
    """Return with whom a post has exchanged the report, as its screen says: (other, out)."""
    shown = picture_view(session, address)["messages"]
    return [(m["other"], m["out"]) for m in shown if m["body"] == [{"k": "road", **parts()}]]


def parts():
    return {"link": REPORT.link, "closed": REPORT.closed, "foot": REPORT.foot}


def test_the_log_of_the_run_has_both(told):
    facts = [fact for _, _, _, fact in told.log.entries() if isinstance(fact, MessageSent)]
    sent = [fact.receiver for fact in facts if fact.sender == CENTRE and fact.body == (REPORT,)]
    assert sent[:2] == [CENTRE, EOC]


def test_a_post_is_shown_what_it_told_others_and_not_what_it_told_itself(told):
    assert (EOC, True) in others(told, CENTRE)
    assert (CENTRE, False) in others(told, EOC)
    assert CENTRE not in [other for other, _ in others(told, CENTRE)]
    assert all(heard.other != address for address, heard in all_heard(told))


def all_heard(session):
    return [(address, heard) for address, log in session.traffic.of.items() for heard in log]


def test_the_replay_page_leaves_it_out_as_well(told):
    ways = [(row[3], row[4]) for row in _messages(told, {CENTRE, EOC})]
    assert (CENTRE, EOC) in ways
    assert all(sender != receiver for sender, receiver in ways)


def test_what_one_tells_oneself_has_not_come_and_what_comes_from_others_has():
    traffic = Traffic()
    facts = [MessageSent(7, 7, "pace", (REPORT,)), MessageSent(8, 7, "pace", (REPORT,))]
    traffic(0, [0, 0], [(), ()], facts)
    traffic(2, [5, 5], [(), ()], [MessageDelivered(0, ""), MessageDelivered(1, "fixed")])
    assert traffic.came == {7: 1}
    assert [(heard.number, heard.other, heard.out) for heard in traffic.of[7]] == [(1, 8, False)]
    assert [(heard.number, heard.other, heard.out) for heard in traffic.of[8]] == [(1, 7, True)]
