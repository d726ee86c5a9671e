"""A post knows who has an order and who has carried it out, as they last said."""

from sim.picture import Picture
from sim.record.control import ControlOrder, ControlReport
from sim.record.message import Letter

VILLAGE = 300_000


def report(on=True, done=False, people=40, address=VILLAGE):
    return ControlReport(0, 0, address, on, done, people)


def told(picture, item, sent_ms):
    picture.learn(Letter(1, sent_ms, 0, (item,)))


def test_who_has_an_order_is_open_until_it_is_carried_out():
    picture = Picture(0)
    told(picture, report(), 1)
    told(picture, report(address=VILLAGE + 1), 1)
    assert picture.control.open(0) == [VILLAGE, VILLAGE + 1]
    told(picture, report(done=True, people=5), 9)
    assert picture.control.open(0) == [VILLAGE + 1]
    assert picture.control.of[0, VILLAGE].people == 5
    assert picture.control.open(1) == []


def test_an_older_report_that_was_overtaken_is_not_believed():
    picture = Picture(0)
    told(picture, report(on=False, done=True), 9)
    told(picture, report(), 3)
    assert not picture.control.of[0, VILLAGE].on


def test_of_two_of_one_time_that_which_is_done_counts():
    picture = Picture(0)
    told(picture, report(done=True), 3)
    told(picture, report(), 3)
    assert picture.control.of[0, VILLAGE].done


def test_an_order_by_itself_tells_nothing():
    picture = Picture(0)
    told(picture, ControlOrder(0, 0, True, 1), 3)
    assert picture.control.of == {}
