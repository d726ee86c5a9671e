"""The monitor lets neighbours be busy at home, and finds each fault planted in that by the law it breaks."""

import pytest
from leagues import EOC, NEIGHBOUR, league
from worlds import scenario

from sim.metric.laws.law import LAWS
from sim.metric.laws.own_storm import OwnStormLaws
from sim.record.aid import AidOrdered, LoanChanged, RequestResource
from sim.record.facts import MessageDelivered, MessageSent, UnitReport
from sim.record.own_storm import OwnCallBegan, OwnCallEnded, OwnDuty, RequestWeighed
from sim.terms.errors import InvariantBroken
from sim.terms.ids import UnitId, unit_address

NEEDS = (("engine", 1),)
ON = {"neighbours": {"own_storm": True}}
UNITS = (1, 2, 3, 4)
ASKS = RequestResource(NEIGHBOUR, EOC, 0, NEEDS, 0, 0, 2, 2)
ORDER = AidOrdered(NEIGHBOUR, EOC, 0, NEEDS, 0, 0, 2, 2)


def sent(item, sender=EOC):
    return MessageSent(sender, NEIGHBOUR, "ideal", (item,))


def told(unit, status="in_quarters"):
    return sent(UnitReport(unit, status, 4, None), unit_address(UnitId(unit)))


def delivered(*messages):
    """Return messages, each followed by its delivery, from the first entry on."""
    rows = []
    for message in messages:
        rows += [message, MessageDelivered(len(rows))]
    return rows


def lends(unit, stage="mustering"):
    return LoanChanged(unit, 0, stage, 4)


HOME = delivered(sent(ASKS), *(told(unit) for unit in UNITS))
SOUND = [
    *HOME,
    RequestWeighed(NEIGHBOUR, 0),
    OwnCallBegan(NEIGHBOUR, 0, NEEDS),
    OwnDuty(3, 0, True),
    OwnDuty(4, None, True),
    OwnCallBegan(NEIGHBOUR, 1, NEEDS),
    OwnDuty(3, 0, False),
    OwnCallEnded(NEIGHBOUR, 0),
    lends(1),
    lends(2),
    lends(1, "departed"),
    lends(1, "home"),
    OwnDuty(1, 1, True),
]
PLANTED = {
    "a call out of turn": ("own_call", [OwnCallBegan(NEIGHBOUR, 1, NEEDS)]),
    "a call ends that never began": ("own_call", [OwnCallEnded(NEIGHBOUR, 0)]),
    "a call ends twice": (
        "own_call",
        [OwnCallBegan(NEIGHBOUR, 0, NEEDS), *[OwnCallEnded(NEIGHBOUR, 0)] * 2],
    ),
    "engaged twice": ("own_duty", [OwnDuty(3, 0, True), OwnDuty(3, 1, True)]),
    "engaged while lent": ("own_duty", [*HOME, lends(1), OwnDuty(1, 0, True)]),
    "a unit of ours engaged": ("own_duty", [OwnDuty(0, 0, True)]),
    "free that was not engaged": ("own_duty", [OwnDuty(3, 0, False)]),
    "free from another call": ("own_duty", [OwnDuty(3, 0, True), OwnDuty(3, 1, False)]),
    "weighed what has not come": ("agreed", [sent(ASKS), RequestWeighed(NEIGHBOUR, 0)]),
    "more than the reserve leaves": ("reserve", [*HOME, lends(1), lends(2), lends(3)]),
    "what it was told is engaged is not ready": (
        "reserve",
        [*delivered(sent(ASKS), *map(told, UNITS), told(3, "unstaffed"), told(4, "unstaffed")), lends(1)],
    ),
    "ready by a word that has not come": ("reserve", [*delivered(sent(ASKS)), *map(told, UNITS), lends(1)]),
}


def watch(rows, aid=ON):
    checks = OwnStormLaws(scenario(league([], 4, aid=aid))).checks
    for seq, fact in enumerate(rows):
        if type(fact) in checks:
            checks[type(fact)](seq, seq, fact)


def test_a_sound_log_passes():
    watch(SOUND)


@pytest.mark.parametrize(("law", "rows"), PLANTED.values(), ids=PLANTED)
def test_each_fault_is_found_by_the_law_it_breaks(law, rows):
    with pytest.raises(InvariantBroken) as caught:
        watch(rows)
    assert str(caught.value).startswith(LAWS[law].en)


def test_by_order_the_reserve_may_be_lent():
    watch([*delivered(sent(ORDER), *map(told, UNITS)), *map(lends, UNITS)])


def test_an_older_word_does_not_replace_a_newer_one():
    early, late = [told(3, "unstaffed"), told(4, "unstaffed")], [told(3), told(4)]
    rows = [*HOME, *early, *late]
    first = len(HOME)
    order = [MessageDelivered(first + at) for at in (2, 3, 0, 1)]
    watch([*rows, *order, lends(1)])


def test_where_it_is_off_lending_is_left_to_the_other_laws():
    checks = OwnStormLaws(scenario(league([], 4))).checks
    assert LoanChanged not in checks
    watch([lends(1), lends(2), lends(3)], aid={})
