"""What a neighbour under load lends and calls back, from a picture told by hand."""

import pytest
from leagues import NEIGHBOUR
from test_aid_policy import AWAY, EOC, Desk, asks, centre

from sim.policy.aid import Lend
from sim.policy.own_storm import LendOwn
from sim.record.aid import CommitResource, DeploymentStatus, ReleaseResource, RequisitionResource
from sim.record.facts import UnitReport
from sim.record.own_storm import OwnLoad, RecallNotice
from sim.terms.ids import DISPATCH_CENTRE
from sim.terms.units import MINUTE_MS

M = MINUTE_MS
UNITS = (1, 2, 3, 4)


def lender(make=LendOwn, **own):
    """Return a neighbour with four engines at home, two of which are its reserve."""
    aid = {"neighbours": {"own_storm": True, "notice": 60, **own}, "ask_again": 30}
    desk = Desk(lambda desk: make(desk.aid, desk.aid.lenders[0]), me=NEIGHBOUR, aid=aid)
    assert desk.aid.lenders[0].units == UNITS
    say(desk, *UNITS)
    return desk


def say(desk, *units, status="in_quarters", at=0):
    desk.hear(*(UnitReport(unit, status, AWAY, None) for unit in units), at=at)


def request(desk, at=1, number=0):
    desk.hear(asks(4, number, to=NEIGHBOUR, origin=EOC), at=at)
    return desk.says(at)


def lent(desk):
    """Let two units be wanted, promised and on their way."""
    request(desk)
    desk.hear(RequisitionResource(NEIGHBOUR, EOC, 0, (1, 2)), at=2)
    (promise,) = desk.says(2)
    assert promise == CommitResource(EOC, NEIGHBOUR, 0, (1, 2))
    say(desk, 1, status="standing_by", at=60)
    say(desk, 2, status="on_scene", at=60)
    return desk


# --- what it lends --------------------------------------------------------------------------------------


@pytest.mark.parametrize(("engaged", "offered"), [(0, 2), (1, 1), (2, 0), (3, 0), (4, 0)])
def test_it_offers_what_its_ready_units_exceed_its_reserve_by(engaged, offered):
    desk = lender()
    say(desk, *UNITS[:engaged], status="unstaffed", at=1)
    (answer,) = request(desk)
    assert len(answer.units) == offered


def test_without_a_load_it_offers_what_any_neighbour_offers():
    assert request(lender()) == request(lender(Lend))


def test_what_no_message_has_told_counts_for_nothing():
    """Units may be engaged in truth: as long as no word of it has come, the post offers them."""
    (answer,) = request(lender())
    assert answer.units == (1, 2)


def test_what_was_wanted_is_not_promised_when_it_is_engaged_meanwhile():
    desk = lender()
    request(desk)
    say(desk, 3, 4, status="unstaffed", at=2)
    desk.hear(RequisitionResource(NEIGHBOUR, EOC, 0, (1, 2)), at=2)
    assert desk.says(2) == [CommitResource(EOC, NEIGHBOUR, 0, ())]


def test_the_share_that_is_engaged_counts_all_it_has_not_ready_at_home():
    desk = lender()
    assert desk.policy.engaged(desk.picture) == 0
    say(desk, 1, status="unstaffed", at=1)
    assert desk.policy.engaged(desk.picture) == 0.25
    assert lent(lender()).policy.engaged(lent(lender()).picture) == 0.5


# --- what it calls back ---------------------------------------------------------------------------------


def test_one_unit_is_called_back_for_each_call_that_waits_those_soon_free_first():
    desk = lent(lender())
    desk.hear(OwnLoad(1), at=70)
    assert desk.says(70) == [RecallNotice(DISPATCH_CENTRE, NEIGHBOUR, 1, 130 * M)]
    assert desk.says(71) == []
    desk.hear(OwnLoad(5), at=80)
    assert desk.says(80) == [RecallNotice(DISPATCH_CENTRE, NEIGHBOUR, 2, 140 * M)]
    assert desk.says(81) == []


def test_fewer_calls_than_the_rule_says_call_nobody_back():
    desk = lent(lender(recall_waiting=3))
    desk.hear(OwnLoad(2), at=70)
    assert desk.says(70) == []
    desk.hear(OwnLoad(3), at=71)
    assert len(desk.says(71)) == 2


def test_who_has_not_left_yet_is_not_called_back():
    desk = lender()
    request(desk)
    desk.hear(RequisitionResource(NEIGHBOUR, EOC, 0, (1, 2)), at=2)
    desk.says(2)
    desk.hear(OwnLoad(4), at=3)
    assert desk.says(3) == []


def test_when_the_notice_ends_the_unit_is_released_and_told_again_until_it_goes():
    desk = lent(lender())
    desk.hear(OwnLoad(1), at=70)
    desk.says(70)
    assert desk.policy.look_again_ms(desk.picture) == 130 * M
    assert desk.says(129) == []
    (release,) = desk.says(130)
    assert (type(release), release.unit) == (ReleaseResource, 1)
    assert desk.policy.look_again_ms(desk.picture) == 160 * M
    assert desk.says(159) == []
    assert [type(order) for order in desk.says(160)] == [ReleaseResource]
    desk.hear(DeploymentStatus(1, "released"), OwnLoad(0), at=165)
    assert desk.says(200) == []
    assert desk.policy.look_again_ms(desk.picture) is None


def test_the_notice_is_taken_back_if_no_call_waits_as_it_ends():
    desk = lent(lender())
    desk.hear(OwnLoad(1), at=70)
    desk.says(70)
    desk.hear(OwnLoad(0), at=100)
    assert desk.says(130) == [RecallNotice(DISPATCH_CENTRE, NEIGHBOUR, 1, None)]
    assert desk.picture.aid.recalled == {}


def test_an_older_word_of_its_load_does_not_replace_a_newer_one():
    desk = lender()
    desk.hear(OwnLoad(2), at=20)
    desk.hear(OwnLoad(7), at=10)
    assert desk.picture.aid.waiting == 2


# --- what those hear whom it lends to -------------------------------------------------------------------


def test_the_centre_lets_go_what_is_called_back_once_the_notice_has_ended_and_it_stands_by():
    desk = centre()
    desk.hear(CommitResource(DISPATCH_CENTRE, NEIGHBOUR, 0, (1,)), at=1)
    desk.hear(UnitReport(1, "standing_by", 0, None), at=2)
    desk.hear(RecallNotice(DISPATCH_CENTRE, NEIGHBOUR, 1, 30 * M), at=3)
    assert not [order for order in desk.says(29) if isinstance(order, ReleaseResource)]
    assert [order.unit for order in desk.says(31) if isinstance(order, ReleaseResource)] == [1]


def test_the_centre_forgets_a_notice_that_is_taken_back():
    desk = centre()
    desk.hear(UnitReport(1, "standing_by", 0, None), at=2)
    desk.hear(RecallNotice(DISPATCH_CENTRE, NEIGHBOUR, 1, 30 * M), at=3)
    desk.hear(RecallNotice(DISPATCH_CENTRE, NEIGHBOUR, 1, None), at=4)
    assert not [order for order in desk.says(31) if isinstance(order, ReleaseResource)]
