"""The monitor lets sound warnings pass, and finds each fault planted in them by the law it breaks."""

import pytest
from rigs import wired
from worlds import NOTE, scenario

from sim.metric.invariants import Monitor
from sim.metric.laws.law import LAWS
from sim.record.facts import MessageDelivered, MessageSent, RoadCut, RoadOpened, SiteChanged
from sim.record.people import (
    CallUnanswered,
    GroupTold,
    LinkWalked,
    PeopleMoved,
    PeopleSpared,
    WarningAck,
    WarningIssued,
    WarningOrder,
)
from sim.scenario.groups import groups_of
from sim.terms.errors import InvariantBroken
from sim.terms.ids import Band

SHELTERS = [
    {"id": "A", "name_zh": "甲", "node": "N01", "capacity": 20, **NOTE},
    {"id": "B", "name_zh": "乙", "node": "N00", "capacity": 5, **NOTE},
]
WORLD = scenario(
    wired(warning={"variant": "chain"}, people={"at_risk": 0.005, "steep": 1, "urban": 1}, shelters=SHELTERS)
)
GROUPS = groups_of(WORLD)
"""Two groups in each village, of 26 and 24 people."""
EOC, TOWN, VILLAGE = Band.POST.address(1), Band.TOWNSHIP.address(0), Band.VILLAGE.address(0)
ORDER = WarningOrder(0, "orange", 0, True)


def moved(was, now, people, node=0, shelter=None, group=0):
    return PeopleMoved(group, was, now, people, node, shelter)


def warned():
    """Return a sound log: (time, cause, fact) of a warning that two groups hear, and of some who leave."""
    return [
        (0, None, WarningIssued(0, "orange", 0, True)),
        (0, 0, MessageSent(EOC, TOWN, "pace", (ORDER,))),
        (5, 1, MessageDelivered(1, "")),
        (5, 2, CallUnanswered(0, TOWN, 0)),
        (10, 2, MessageSent(TOWN, EOC, "pace", (WarningAck(0, TOWN),))),
        (10, 2, MessageSent(TOWN, VILLAGE, "pace", (ORDER,))),
        (15, 4, MessageDelivered(4, "")),
        (15, 5, MessageDelivered(5, "")),
        (20, 7, GroupTold(0, 0, "door", VILLAGE)),
        (20, 8, moved("unaware", "warned", 26)),
        (20, 8, moved("warned", "stayed", 6)),
        (20, 8, moved("warned", "preparing", 20)),
        (25, 8, GroupTold(0, 0, "leader", 0)),
        (25, 12, moved("stayed", "preparing", 4)),
        (30, 8, GroupTold(1, 0, "neighbour", 0)),
        (30, 14, moved("unaware", "warned", 24, group=1)),
        (40, 8, moved("preparing", "moving", 15)),
        (50, 8, LinkWalked(0, 0)),
        (60, 8, moved("moving", "sheltered", 15, 1, 0)),
        (70, 8, moved("preparing", "moving", 5)),
        (80, 8, moved("moving", "cut_off", 5)),
        (90, 8, moved("cut_off", "moving", 5)),
        (95, None, PeopleSpared(0, 1)),
    ]


def watch(rows):
    times, causes, facts = zip(*rows, strict=True)
    Monitor(WORLD)(0, times, causes, facts)


def upto(place, *facts):
    """Return the sound log up to a place, and what follows at its time."""
    rows = warned()[:place]
    return [*rows, *((rows[-1][0], None, fact) for fact in facts)]


def cleared(*facts):
    """Return a sound log in which a group heard that the warning is lifted, and facts after it."""
    lifted = WarningIssued(1, "none", 0, False)
    sent = MessageSent(TOWN, VILLAGE, "pace", (WarningOrder(1, "none", 0, False),))
    rows = [*warned(), (95, None, lifted), (95, 23, sent), (99, 24, MessageDelivered(24, ""))]
    rows += [(99, 25, GroupTold(0, 1, "door", VILLAGE))]
    return [*rows, *((99, None, fact) for fact in facts)]


def site(up):
    return SiteChanged("telecom", 2, up, "power" if not up else "")


PEOPLE_PLANTED = [
    ("issued", "out of turn", [(0, None, WarningIssued(1, "red", 0, True))]),
    ("confirmed", "by whom it did not reach", upto(8, MessageSent(1, EOC, "pace", (WarningAck(0, 1),)))),
    ("confirmed", "unanswered, though not called", upto(3, CallUnanswered(0, VILLAGE, 0))),
    ("carrier", "by a post that has no warning", upto(5, GroupTold(0, 0, "phone", VILLAGE))),
    ("carrier", "by the post of another village", upto(8, GroupTold(0, 0, "loudspeaker", VILLAGE + 1))),
    ("carrier", "in another township", upto(8, GroupTold(2, 0, "door", VILLAGE))),
    ("carrier", "by a neighbour who knows nothing", upto(8, GroupTold(0, 0, "neighbour", 1))),
    ("carrier", "by itself as its neighbour", upto(12, GroupTold(0, 0, "neighbour", 0))),
    ("carrier", "by a neighbour of another village", upto(12, GroupTold(0, 0, "neighbour", 2))),
    ("carrier", "by a leader who knows nothing", upto(8, GroupTold(0, 0, "leader", 0))),
    ("carrier", "of nobody", upto(8, GroupTold(99, 0, "door", VILLAGE))),
    ("carrier", "of no warning", upto(8, GroupTold(0, 7, "door", VILLAGE))),
    ("carrier", "moved without a word", upto(8, moved("unaware", "warned", 26))),
    (
        "carrier",
        "by a site that was down all the while",
        [
            (0, None, site(False)),
            (5, None, WarningIssued(0, "red", 0, True)),
            (9, 1, GroupTold(0, 0, "broadcast", 2)),
        ],
    ),
    ("one_state", "more than there are", upto(9, moved("unaware", "warned", 27))),
    ("one_state", "none", upto(9, moved("unaware", "warned", 0))),
    ("one_state", "twice", upto(10, moved("unaware", "warned", 1))),
    ("one_state", "who never got ready", upto(10, moved("warned", "moving", 5))),
    ("one_state", "out of a shelter", upto(19, moved("sheltered", "moving", 5))),
    ("one_state", "nobody walks", upto(12, LinkWalked(0, 0))),
    ("one_state", "a group that is none walks", upto(12, LinkWalked(99, 0))),
    (
        "room",
        "more than there is room",
        upto(
            20,
            moved("moving", "sheltered", 5, 1, 0),
            moved("preparing", "moving", 4),
            moved("moving", "sheltered", 4, 1, 0),
        ),
    ),
    ("room", "at another place", upto(17, moved("moving", "sheltered", 1, 3, 0))),
    ("room", "in none", upto(17, moved("moving", "sheltered", 1, 1))),
    ("crossed", "on a closed link", upto(17, RoadCut(0), LinkWalked(0, 0))),
    ("home", "who was not told that it may", upto(19, moved("sheltered", "returning", 5, 1, 0))),
    ("home", "who only heard of the warning", upto(12, moved("preparing", "returned", 5))),
    ("room", "more leave a shelter than are in it", cleared(moved("sheltered", "returning", 15, 0, 1))),
    ("one_state", "at home before the way home", cleared(moved("sheltered", "returned", 15, 1, 0))),
    ("spared", "where nobody left", upto(12, PeopleSpared(0, 1))),
]


@pytest.mark.parametrize(
    ("law", "fault", "rows"), PEOPLE_PLANTED, ids=[f"{law}: {what}" for law, what, _ in PEOPLE_PLANTED]
)
def test_each_fault_is_found_by_the_law_it_breaks(law, fault, rows):
    with pytest.raises(InvariantBroken) as caught:
        watch(rows)
    assert LAWS[law].en in str(caught.value), fault


def test_sound_warnings_break_no_law():
    watch(warned())


@pytest.mark.parametrize(
    "between",
    [
        [],
        [site(False)],
        [site(False), site(True)],
        [SiteChanged("radio370", 2, False, "power")],
    ],
)
def test_a_message_may_be_read_after_the_site_that_carried_it_fell(between):
    rows = [(5, None, WarningIssued(0, "red", 0, True)), *((7, None, fact) for fact in between)]
    watch([*rows, (9, 0, GroupTold(0, 0, "broadcast", 2))])


def test_who_was_told_that_the_warning_is_lifted_goes_home_and_walks_there():
    gone = moved("sheltered", "returning", 15, 1, 0)
    home = moved("returning", "returned", 15)
    watch(cleared(gone, LinkWalked(0, 0), PeopleSpared(0, 1), home, moved("returned", "warned", 15)))


@pytest.mark.parametrize("facts", [(RoadCut(0, True),), (RoadCut(0), RoadOpened(0))])
def test_people_walk_where_one_passes_on_foot(facts):
    watch(upto(17, *facts, LinkWalked(0, 0)))


def test_without_warnings_nobody_is_told():
    monitor = Monitor(scenario(wired()))
    with pytest.raises(InvariantBroken):
        monitor(0, [0], [None], [GroupTold(0, 0, "door", VILLAGE)])
