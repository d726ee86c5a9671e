"""Standing orders go with command: the alternate gives and ends them while it leads, then the first."""

import pytest
from drills import Tale
from ruled_alternates import BACK_H, EOC, SECOND, TOWN, VILLAGE, ruled_alternate
from test_control import order
from test_rides import ALL, FAR, RADIOS, buses

from sim.agent.control.giver import Giver
from sim.metric.fold import fold
from sim.record.control import ControlOrder, ControlTaken
from sim.record.facts import MessageSent
from sim.record.response import CommandMoved
from sim.record.rides import Boarded, RideOrder
from sim.terms.units import HOUR_MS


def orders_of(tale, sender, receiver=TOWN):
    """Return the orders that one has sent to another: (time, order)."""
    sent = [(t, f) for t, f in tale.all(MessageSent) if (f.sender, f.receiver) == (sender, receiver)]
    return [(t, item) for t, f in sent for item in f.body if type(item) is ControlOrder]


def taken(tale, at=VILLAGE):
    return [(t / HOUR_MS, fact.on) for t, fact in tale.all(ControlTaken) if fact.address == at]


@pytest.fixture(scope="module")
def given_meanwhile():
    """Orange comes while the centre is lost, and is lifted after its return."""
    return Tale(ruled_alternate(times=((1, "yellow"), (6, "orange"), (12, "none"))))


@pytest.fixture(scope="module")
def ended_meanwhile():
    """Orange comes before the centre is lost, and is lifted while it is."""
    return Tale(ruled_alternate(times=((1, "orange"), (6, "none"), (12, "orange"))))


def test_a_lost_first_centre_no_longer_leaves_the_measures_ungiven(given_meanwhile):
    (began_h, on), (ended_h, off) = taken(given_meanwhile)
    assert (on, off) == (True, False)
    assert 6 < began_h < 7
    assert 12 < ended_h < 13
    alone = Tale(ruled_alternate(times=((1, "yellow"), (6, "orange"), (7.5, "none")), all=False))
    assert not taken(alone), "an alternate that leads in part only has nothing to do with measures"


def test_the_alternate_gives_orders_while_it_leads_and_the_first_does_after_its_return(given_meanwhile):
    (taken_ms, _), (back_ms, _) = given_meanwhile.all(CommandMoved)
    by_second, by_first = (orders_of(given_meanwhile, each) for each in (SECOND, EOC))
    assert [item.on for _, item in by_second] == [True]
    assert all(taken_ms <= t <= back_ms for t, _ in by_second)
    assert [item.on for _, item in by_first] == [False]
    assert all(t > back_ms for t, _ in by_first)


def test_the_first_that_was_never_told_of_orange_does_not_end_what_was_ordered_for_it(given_meanwhile):
    """It was lost when orange came: what the alternate ordered stands until it hears of a later warning."""
    assert not [t for t, _ in orders_of(given_meanwhile, EOC) if t < 12 * HOUR_MS]


def test_what_is_in_force_is_handed_back_with_command(given_meanwhile):
    handed = orders_of(given_meanwhile, SECOND, EOC)
    assert [(item.order, item.township, item.on) for _, item in handed] == [(0, 0, True)]
    assert handed[0][0] >= BACK_H * HOUR_MS


def test_what_the_first_has_ordered_the_alternate_can_end(ended_meanwhile):
    assert [item.on for _, item in orders_of(ended_meanwhile, EOC, SECOND)][:1] == [True]
    assert [item.on for _, item in orders_of(ended_meanwhile, SECOND)] == [False]
    assert [(round(hour), on) for hour, on in taken(ended_meanwhile)] == [(1, True), (6, False), (12, True)]


def test_numbers_rise_whoever_gives_an_order(ended_meanwhile):
    told = sorted(
        [*orders_of(ended_meanwhile, EOC), *orders_of(ended_meanwhile, SECOND)], key=lambda pair: pair[0]
    )
    numbers = [item.number for _, item in told]
    assert len(numbers) >= 3
    assert numbers == sorted(set(numbers))


def test_the_alternate_ends_nothing_for_colours_of_which_it_was_never_told():
    tale = Tale(ruled_alternate(times=((1, "orange"), (20, "none"))))
    assert not orders_of(tale, SECOND)
    assert not [hour for hour, on in taken(tale) if not on and hour < 20]


def test_a_measure_by_level_is_given_by_the_alternate_at_the_level_that_it_was_told_or_decided():
    data = ruled_alternate(
        order("disperse", "none", level=3), times=((1, "yellow"), (6, "red"), (20, "none"))
    )
    tale = Tale(data)
    assert [item.on for t, item in orders_of(tale, SECOND) if t > 6 * HOUR_MS][:1] == [True]
    assert [hour for hour, on in taken(tale) if on and 6 < hour < 8]


def test_without_an_alternate_orders_are_numbered_one_after_the_other():
    data = ruled_alternate(times=((1, "orange"), (2, "none")), lost=[], alternate=None, all=False)
    assert [item.number for _, item in orders_of(Tale(data), EOC)] == [1, 2]


def test_reports_that_come_to_the_alternate_count_as_reports_to_the_district(given_meanwhile):
    """Who carries an order out says so to the post that leads: nobody is missing in the figures."""
    given = fold(given_meanwhile.log).controls.given[0]
    assert given.taken
    assert set(given.done) == set(given.taken)


# --- vehicles ---------------------------------------------------------------------------------------------


def test_vehicles_are_sent_by_the_alternate_to_those_who_leave_while_it_leads():
    more = {
        "control": {"rides": {"on": True}, **ALL},
        "buses": buses(50),
        "shelters": FAR,
    }
    data = ruled_alternate(times=((1, "yellow"), (6, "orange")), more=more)
    data["terminals"] = [*data["terminals"], *RADIOS]
    tale = Tale(data)
    sent = [(t, f.sender) for t, f in tale.all(MessageSent) if type(f.body[0]) is RideOrder]
    assert sent
    assert {sender for t, sender in sent if t < BACK_H * HOUR_MS} == {SECOND}
    assert tale.all(Boarded)


# --- a giver by itself ------------------------------------------------------------------------------------


class Deaf:
    """A network that carries nothing, a clock that stands, a scenario of one order: for a giver alone."""

    def __init__(self):
        self.net = self.clock = self.scenario = self.control = self
        self.now = 100
        self.orders = (order_row(),)

    def inbox(self, address):
        return lambda letter: None

    def join(self, address, inbox):
        self.box = inbox


def order_row():
    class Row:
        level, townships, colour = 0, (), None

    return Row


def giver():
    given = []
    found = Giver(Deaf(), EOC, [0], [0], lambda: 0, lambda town, item, cause: given.append(item))
    found.by_clock = True
    return found, given


def test_an_order_that_is_older_than_the_last_known_is_not_adopted():
    found, given = giver()
    found.by_hand(ControlOrder(0, 0, True, 0), 1)
    assert given[0].number == 100
    assert not found.adopt(ControlOrder(0, 0, False, 99))
    assert found.adopt(ControlOrder(0, 0, False, 101))
    assert found.can(ControlOrder(0, 0, True, 0))


def test_two_orders_of_one_millisecond_have_two_numbers():
    found, given = giver()
    for on in (True, False):
        found.by_hand(ControlOrder(0, 0, on, 0), 1)
    assert [item.number for item in given] == [100, 101]
