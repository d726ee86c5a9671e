"""Which links a UAV is sent to, decided from a picture told by hand and from nothing else."""

from sim.picture import Picture
from sim.policy.scouting import ScoutPlan, SendUavs
from sim.record.facts import RoadReport
from sim.record.message import Letter
from sim.record.uav import UavOrder, UavReport
from sim.terms.units import HOUR_MS

AGAIN_H, SILENCE_H = 2, 12


class Desk:
    """An operations centre on paper: each link takes a UAV ten minutes, of a budget of thirty."""

    def __init__(self, *reach, most=8):
        plan = ScoutPlan(
            reach,
            lambda uav, links: 10 * len(links),
            30,
            AGAIN_H * HOUR_MS,
            SILENCE_H * HOUR_MS,
            most,
        )
        self.policy, self.picture = SendUavs(plan), Picture(400_000)
        for uav in range(len(reach)):
            self.uav(uav)

    def tell(self, *body, at_h=0.0):
        return self.picture.learn(Letter(5, round(at_h * HOUR_MS), 0, body))

    def uav(self, uav, status="at_base", links=(), at_h=0.0, heard_h=None):
        heard_ms = None if heard_h is None else round(heard_h * HOUR_MS)
        return self.tell(UavReport(uav, status, links, heard_ms), at_h=at_h)

    def road(self, link, at_h=0.0, closed=True):
        return self.tell(RoadReport(link, closed), at_h=at_h)

    def decide(self, at_h):
        self.picture.now_ms = round(at_h * HOUR_MS)
        given = []
        for order in self.policy.decide(self.picture):
            self.picture.note(order)
            given.append((order.uav, order.links))
        return given


def test_nobody_is_sent_while_no_link_is_believed_closed():
    assert Desk((0, 1)).decide(100) == []


def test_a_closed_link_is_looked_at_when_the_word_is_old_and_not_before():
    desk = Desk((0, 1))
    desk.road(1)
    assert desk.decide(AGAIN_H - 0.01) == []
    assert desk.decide(AGAIN_H) == [(0, (1,))]


def test_closed_links_come_first_then_the_oldest_word():
    desk = Desk((0, 1, 2, 3))
    desk.road(3, 2)
    desk.road(2, 1)
    desk.road(1, 3, closed=False)
    assert desk.decide(SILENCE_H + 4) == [(0, (2, 3, 0))]


def test_an_open_link_of_which_word_is_fresh_is_left_alone():
    desk = Desk((0, 1))
    desk.road(1, 10, closed=False)
    desk.road(0, 10)
    assert desk.decide(13) == [(0, (0,))]


def test_one_flight_takes_what_its_endurance_and_an_order_allow():
    for most, links in ((8, (0, 1, 2)), (2, (0, 1))):
        desk = Desk((0, 1, 2, 3, 4), most=most)
        for link in range(5):
            desk.road(link)
        assert desk.decide(3) == [(0, links)]


def test_what_is_out_of_reach_is_nobodys():
    desk = Desk((1,))
    desk.road(0)
    assert desk.decide(3) == []


def test_no_two_uavs_are_sent_to_the_same_link():
    desk = Desk((0, 1), (0, 1), most=1)
    desk.road(0)
    desk.road(1)
    assert desk.decide(3) == [(0, (0,)), (1, (1,))]


def test_what_a_uav_that_flies_is_looking_at_is_left_to_it():
    desk = Desk((0, 1), (0, 1))
    desk.road(0)
    desk.uav(0, "flying", (0,), at_h=1)
    assert desk.decide(3) == []


def test_a_uav_that_is_not_at_its_base_is_not_sent():
    for status in ("preparing", "held", "flying", "charging"):
        desk = Desk((0,))
        desk.road(0)
        desk.uav(0, status, at_h=1)
        assert desk.decide(3) == []


def test_an_order_is_given_again_only_when_it_was_not_answered_for_long():
    desk = Desk((0,))
    desk.road(0)
    assert desk.decide(3) == [(0, (0,))]
    assert desk.decide(3 + AGAIN_H - 0.1) == []
    assert desk.decide(3 + AGAIN_H) == [(0, (0,))]


def test_an_answer_clears_the_order_and_an_older_word_does_not():
    desk = Desk((0,))
    desk.road(0)
    desk.decide(3)
    assert not desk.uav(0, "at_base", at_h=2.9)
    view = desk.picture.uavs.uavs[0]
    assert view.order == UavOrder(0, (0,), (0,))
    assert desk.uav(0, "preparing", (0,), at_h=3.1, heard_h=3)
    assert view.order is None
    assert not desk.uav(0, "at_base", at_h=3.05)
    assert view.status == "preparing"


def test_the_order_says_what_is_believed_closed():
    desk = Desk((0,))
    desk.road(0)
    desk.road(7)
    desk.picture.now_ms = 3 * HOUR_MS
    (order,) = desk.policy.decide(desk.picture)
    assert order.avoid == (0, 7)
