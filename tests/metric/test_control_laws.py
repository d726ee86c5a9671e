"""The monitor lets sound measures and rides pass, and finds each fault planted in them by its law."""

import pytest
from rigs import wired
from worlds import NOTE, scenario

from sim.metric.invariants import Monitor
from sim.metric.laws.law import LAWS
from sim.record.control import CallAverted, ControlOrder, ControlTaken, GroupOrdered
from sim.record.facts import MessageDelivered, MessageSent
from sim.record.people import PeopleMoved
from sim.record.rides import Boarded, BusChanged, GotOff, RideOrder
from sim.terms.errors import InvariantBroken
from sim.terms.ids import Band

EOC, TOWN, VILLAGE = Band.POST.address(1), Band.TOWNSHIP.address(0), Band.VILLAGE.address(0)
BUS = Band.BUS.address(0)
WORLD = scenario(
    wired(
        warning={"variant": "chain"},
        people={"at_risk": 0.005, "steep": 1, "urban": 1},
        shelters=[{"id": "A", "name_zh": "甲", "node": "N01", "capacity": 200, **NOTE}],
        buses=[{"id": "B", "name_zh": "车", "node": "N00", "seats": 30, **NOTE}],
        control={
            "on": True,
            "rides": {"on": True},
            "orders": [
                {"id": "go", "measure": "evacuate", "colour": "red"},
                {"id": "keep", "measure": "forbid", "colour": "red"},
            ],
        },
    )
)


def moved(was, now, people, shelter=None, group=0):
    return PeopleMoved(group, was, now, people, 1 if shelter is not None else 0, shelter)


def sound():
    """Return a sound log of an order that a group obeys, and a vehicle that fetches it: (cause, fact)."""
    on = ControlOrder(0, 0, True, 1)
    return [
        (None, MessageSent(EOC, TOWN, "pace", (on,))),
        (0, MessageDelivered(0, "")),
        (1, MessageSent(TOWN, VILLAGE, "pace", (on,))),
        (2, MessageDelivered(2, "")),
        (3, ControlTaken(VILLAGE, 0, True)),
        (4, GroupOrdered(0, 0, True, "door", VILLAGE)),
        (5, moved("unaware", "warned", 26)),
        (5, moved("warned", "preparing", 26)),
        (5, moved("preparing", "moving", 26)),
        (5, moved("moving", "awaiting", 26)),
        (5, MessageSent(EOC, BUS, "pace", (RideOrder(0, 0),))),
        (10, MessageDelivered(10, "")),
        (11, BusChanged(0, "to_stop", 0, 0)),
        (11, Boarded(0, 0, 26)),
        (5, moved("awaiting", "riding", 26)),
        (11, BusChanged(0, "carrying", 0, 26)),
        (11, GotOff(0, 0, 26, 1)),
        (5, moved("riding", "sheltered", 26, 0)),
        (11, BusChanged(0, "idle", 1, 0)),
        (4, CallAverted(0, 0, 0)),
    ]


def ended():
    """Return the sound log, and the end of the order in the village."""
    off = ControlOrder(0, 0, False, 2)
    return [
        *sound(),
        (None, MessageSent(TOWN, VILLAGE, "pace", (off,))),
        (20, MessageDelivered(20, "")),
        (21, ControlTaken(VILLAGE, 0, False)),
    ]


def watch(rows):
    causes, facts = zip(*rows, strict=True)
    Monitor(WORLD)(0, (0,) * len(rows), causes, facts)


def upto(place, *facts):
    return [*sound()[:place], *((None, fact) for fact in facts)]


PLANTED = [
    ("control", "where no order came", upto(3, ControlTaken(VILLAGE, 0, True))),
    ("control", "where another order came", upto(4, ControlTaken(VILLAGE, 1, True))),
    ("control", "twice", upto(5, ControlTaken(VILLAGE, 0, True))),
    ("control", "ended, though nobody ended it", upto(5, ControlTaken(VILLAGE, 0, False))),
    ("control", "told before it is in force", upto(4, GroupOrdered(0, 0, True, "door", VILLAGE))),
    ("control", "told by another village", upto(5, GroupOrdered(0, 0, True, "door", VILLAGE + 1))),
    ("control", "a group that is none", upto(5, GroupOrdered(99, 0, True, "door", VILLAGE))),
    ("control", "told of an end that is none", upto(6, GroupOrdered(0, 0, False, "door", VILLAGE))),
    ("control", "averted where nothing is in force", upto(5, CallAverted(1, 0, 0))),
    ("control", "averted by an order that is over", [*ended(), (None, CallAverted(0, 0, 0))]),
    ("home", "before the order is over", upto(18, moved("sheltered", "returning", 26, 0))),
    ("carrier", "moved by nobody's word", upto(0, moved("unaware", "warned", 26))),
    ("seats", "in without an order", upto(10, Boarded(0, 0, 26))),
    ("seats", "a vehicle that is none", upto(12, Boarded(7, 0, 1))),
    ("seats", "more than there are seats", upto(14, Boarded(0, 1, 20))),
    ("seats", "nobody gets in", upto(12, Boarded(0, 0, 0))),
    ("seats", "off without having got in", upto(13, GotOff(0, 0, 1, 0))),
    ("seats", "off a vehicle that is none", upto(14, GotOff(7, 0, 1, 0))),
    ("seats", "nobody gets off", upto(14, GotOff(0, 0, 0, 0))),
    ("seats", "with fewer aboard than got in", upto(14, BusChanged(0, "carrying", 0, 3))),
    ("seats", "under way without an order", upto(0, BusChanged(0, "to_stop", 0, 0))),
    ("seats", "of a vehicle that is none", upto(0, BusChanged(7, "idle", 0, 0))),
    ("seats", "ride without getting in", upto(12, moved("awaiting", "riding", 26))),
    ("seats", "arrive without getting off", upto(15, moved("riding", "sheltered", 26, 0))),
    ("one_state", "ride from home", upto(8, moved("preparing", "riding", 1))),
]


@pytest.mark.parametrize(
    ("law", "fault", "rows"), PLANTED, ids=[f"{law}: {what}" for law, what, _ in PLANTED]
)
def test_each_fault_is_found_by_the_law_it_breaks(law, fault, rows):
    with pytest.raises(InvariantBroken) as caught:
        watch(rows)
    assert LAWS[law].en in str(caught.value), fault


def test_sound_measures_and_rides_break_no_law():
    watch(sound())


def test_who_was_told_that_an_order_is_over_goes_home():
    off = GroupOrdered(0, 0, False, "door", VILLAGE)
    home = (moved("sheltered", "returning", 26, 0), moved("returning", "returned", 26))
    watch([*ended(), *((None, fact) for fact in (off, *home))])


def test_without_measures_no_fact_of_them_is_sound():
    plain = scenario(wired())
    for fact in (ControlTaken(VILLAGE, 0, True), CallAverted(0, 0, 0), Boarded(0, 0, 1)):
        with pytest.raises(InvariantBroken):
            Monitor(plain)(0, (0,), (None,), (fact,))
