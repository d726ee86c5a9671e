"""A unit on loan by itself: whom it obeys, what it says, and where it rests, told by letters made by hand."""

import pytest
from drills import call
from leagues import NEIGHBOUR, league
from stories import header
from worlds import kind, scenario

from sim.agent.lent import LentUnit
from sim.record.aid import DeploymentStatus, ReleaseResource
from sim.record.facts import (
    CallOver,
    Dispatch,
    FuelChanged,
    MessageSent,
    MoveUp,
    Recall,
    UnitChanged,
    UnitReport,
)
from sim.record.log import Log
from sim.record.message import Letter
from sim.terms.aid import LoanStage
from sim.terms.ids import DISPATCH_CENTRE
from sim.terms.units import HOUR_MS, MINUTE_MS
from sim.world import World

UNIT, HOME, STAGING = 1, 4, 0
WAY_MS = 3_200_000
BOTH = {"engine": 2}
SHORT = {"fire": kind(run_card=BOTH, severities=[{"id": "only", "needs": BOTH}])}
"""Half an hour of work for two engines."""


class Guest:
    """A world in which one unit of a neighbour is lent by hand."""

    def __init__(self, calls=(), kinds=None, **options):
        aid = {"idle": 10_000}
        data = league(list(calls) or [call(80_000, 1)], kinds=kinds or SHORT, aid=aid, horizon=1.1, **options)
        made = scenario(data)
        self.world = World(made, Log(header(made)))
        self.run(1)
        found = self.world.units[UNIT]
        assert isinstance(found, LentUnit)
        self.unit = found
        self.book = self.world.aid.book

    def run(self, until_ms):
        self.world.run(until_ms)

    def hear(self, sender, *body):
        """Let a letter come in, of which the log tells nothing."""
        self.unit.receive(Letter(sender, self.world.clock.now, 0, body))

    def lend(self, order=None):
        """Let its own post lend it, and send it off."""
        self.book.open(UNIT, 0, HOME, 0)
        self.hear(NEIGHBOUR, order or MoveUp(UNIT, STAGING))

    def facts(self, what):
        self.world.log.flush()
        return [fact for _, _, _, fact in self.world.log.entries() if isinstance(fact, what)]

    def said(self, what, to):
        """Return what the unit has said to somebody."""
        sent = [fact for fact in self.facts(MessageSent) if (fact.sender, fact.receiver) == (UNIT + 2, to)]
        return [item for fact in sent for item in fact.body if isinstance(item, what)]


@pytest.fixture
def guest():
    """Return a guest in a world without a monitor: loans made by hand were never asked for."""
    found = Guest()
    yield found
    found.world.close()


def statuses(guest):
    return [fact.status for fact in guest.facts(UnitChanged) if fact.unit == UNIT]


def test_at_home_it_obeys_its_own_post_alone_and_says_that_it_is_not_lent(guest):
    guest.hear(DISPATCH_CENTRE, MoveUp(UNIT, STAGING))
    guest.run(MINUTE_MS)
    assert statuses(guest) == ["in_quarters"]
    assert guest.said(DeploymentStatus, DISPATCH_CENTRE) == [DeploymentStatus(UNIT, "home")]
    assert guest.said(UnitReport, DISPATCH_CENTRE) == []


def test_on_its_way_to_check_in_it_does_not_answer_others(guest):
    guest.lend()
    guest.run(MINUTE_MS)
    guest.hear(DISPATCH_CENTRE, MoveUp(UNIT, STAGING))
    assert guest.said(DeploymentStatus, DISPATCH_CENTRE) == []
    assert statuses(guest)[-1] == "moving_up"


def test_once_checked_in_the_centre_may_send_it_and_hears_of_it(guest):
    guest.lend()
    guest.run(WAY_MS + MINUTE_MS)
    assert guest.book.stage(UNIT) is LoanStage.CHECKED_IN
    assert [item.status for item in guest.said(UnitReport, DISPATCH_CENTRE)] == ["standing_by"]
    guest.hear(DISPATCH_CENTRE, MoveUp(UNIT, STAGING))
    guest.run(WAY_MS + 2 * MINUTE_MS)
    assert statuses(guest)[-1] == "standing_by"


def test_released_it_goes_home_and_is_its_own_districts_again(guest):
    guest.lend()
    guest.run(WAY_MS + MINUTE_MS)
    guest.hear(DISPATCH_CENTRE, ReleaseResource(UNIT + 2, UNIT))
    guest.run(3 * WAY_MS)
    assert statuses(guest)[-2:] == ["moving_up", "in_quarters"]
    assert guest.book.stage(UNIT) is None
    assert guest.said(DeploymentStatus, DISPATCH_CENTRE) == [DeploymentStatus(UNIT, "released")]
    assert [item.stage for item in guest.said(DeploymentStatus, NEIGHBOUR)] == ["released", "home"]


def test_released_and_on_its_way_it_tells_the_centre_that_it_is_not_lent(guest):
    guest.lend()
    guest.run(WAY_MS + MINUTE_MS)
    guest.hear(DISPATCH_CENTRE, ReleaseResource(UNIT + 2, UNIT))
    guest.run(WAY_MS + 2 * MINUTE_MS)
    guest.hear(DISPATCH_CENTRE, Dispatch(UNIT, 0, 1, 1))
    assert guest.said(DeploymentStatus, DISPATCH_CENTRE) == [DeploymentStatus(UNIT, "released")] * 2
    assert statuses(guest)[-1] == "moving_up"


def serving(guest, at_ms=WAY_MS + MINUTE_MS):
    """Let a guest check in, and be sent to the call of 80,000 s at node 1."""
    guest.lend()
    guest.run(at_ms)
    guest.run(80_100_000)
    guest.hear(DISPATCH_CENTRE, Dispatch(UNIT, 0, 1, 1))


def test_while_it_serves_a_call_it_is_not_let_go_and_says_how_it_stands(guest):
    serving(guest)
    guest.run(80_100_000 + 2 * MINUTE_MS)
    guest.hear(DISPATCH_CENTRE, ReleaseResource(UNIT + 2, UNIT))
    assert guest.book.stage(UNIT) is LoanStage.ASSIGNED
    assert guest.said(UnitReport, DISPATCH_CENTRE)[-1] == UnitReport(UNIT, "en_route", STAGING, 0)


def test_who_stood_by_for_a_day_is_not_spent_when_it_is_sent(guest):
    serving(guest)
    guest.run(80_100_000 + HOUR_MS)
    assert "out_of_service" not in statuses(guest)
    assert "on_scene" in statuses(guest)


def test_that_a_call_is_over_is_told_before_it_goes_back_to_stand_by(guest):
    serving(guest)
    guest.run(80_100_000 + 2 * HOUR_MS)
    assert statuses(guest)[-2:] == ["moving_up", "standing_by"]
    assert guest.said(CallOver, DISPATCH_CENTRE) == [CallOver(0)]


def test_a_recall_sends_it_back_to_where_it_checked_in(guest):
    serving(guest)
    guest.run(80_100_000 + 2 * MINUTE_MS)
    guest.hear(DISPATCH_CENTRE, Recall(UNIT, 0))
    guest.run(80_100_000 + 3 * MINUTE_MS)
    way = statuses(guest)
    assert way[way.index("en_route") + 1] == "moving_up"  # the centre may send it anew from there
    assert guest.unit.call in (None, 0)


def test_where_it_rests_it_takes_no_order_and_stands_by_when_it_has_rested():
    guest = Guest([call(0, 1), call(60, 2)], {"fire": kind(work_median=300)})
    t = 0
    while "restoring" not in statuses(guest):
        t += HOUR_MS // 12
        assert t < 20 * HOUR_MS
        guest.run(t)
    guest.hear(DISPATCH_CENTRE, ReleaseResource(UNIT + 2, UNIT), MoveUp(UNIT, 1))
    guest.unit._poke()  # whatever it sees on the road makes it look again: it goes on resting
    guest.run(t + MINUTE_MS)
    assert statuses(guest)[-1] == "restoring"
    guest.run(t + 25 * MINUTE_MS)
    assert statuses(guest)[-1] == "standing_by"
    guest.world.close()


def test_a_unit_that_nobody_mans_is_not_lent():
    guest = Guest()
    guest.unit.station.people = 3
    guest.lend()
    guest.run(MINUTE_MS)
    assert guest.book.stage(UNIT) is None
    assert [item.stage for item in guest.said(DeploymentStatus, NEIGHBOUR)] == ["home"]
    assert statuses(guest) == ["in_quarters"]
    guest.world.close()


def test_a_thirsty_unit_fills_up_where_it_stands_by():
    thirsty = kind(work_median=300)
    guest = Guest([call(0, 1), call(60, 2)], {"fire": thirsty}, unit_types=THIRSTY)
    guest.run(20 * HOUR_MS)
    filled = [fact for fact in guest.facts(FuelChanged) if fact.unit == UNIT and fact.filled_ml]
    assert filled
    assert "restoring" in statuses(guest)
    guest.world.close()


THIRSTY = {
    "engine": {
        "name": {"zh": "水罐车", "en": "engine"},
        "capabilities": ["engine"],
        "fuel": 150,
        "fuel_rate": 18,
    }
}
