"""Laws and figures of who leads the district, each told from facts written by hand."""

import pytest
from lost_centres import EOC, SECOND, lost_centre
from worlds import scenario as made

from sim.metric.laws.succession import SuccessionLaws
from sim.metric.succession import Successions
from sim.record.facts import MessageDelivered, MessageSent, RollCall
from sim.record.posts import PostLost, StoodIn
from sim.record.response import CommandMoved, CommandNotice, LevelOrder, Watchword
from sim.record.standby import PostMoved, PostSetUp
from sim.report.succession.section import in_lines, succession_told
from sim.terms.errors import InvariantBroken
from sim.terms.units import MINUTE_MS

TAKE, BACK = CommandMoved(EOC, SECOND), CommandMoved(SECOND, EOC)
LOST, FOUND = PostLost(EOC, True, "script"), PostLost(EOC, False, "script")


@pytest.fixture(scope="module")
def scenario():
    return made(lost_centre())


def sent(item, sender=EOC, receiver=SECOND):
    return MessageSent(sender, receiver, "fixed", (item,))


def tell(reader, rows):
    """Let facts be read, each at its time in minutes; the number of an entry is its place."""
    for seq, (minute, fact) in enumerate(rows):
        read = reader.get(type(fact))
        if read is not None:
            read(seq, minute * MINUTE_MS, fact)


SOUND = [
    (0, sent(Watchword())),
    (1, MessageDelivered(0)),
    (5, LOST),
    (60, TAKE),
    (61, sent(RollCall(), SECOND, 7)),
    (90, FOUND),
    (95, BACK),
]
TOLD = [
    (0, sent(Watchword())),
    (1, MessageDelivered(0)),
    (5, sent(CommandNotice(SECOND))),
    (6, MessageDelivered(2)),
    (7, TAKE),
]
PLANTED = [
    ([(0, LOST), (1, sent(RollCall()))], "is lost, yet sends RollCall"),
    ([(0, LOST), (1, LOST)], "is lost: True"),
    ([(0, FOUND)], "is lost: False"),
    ([(0, PostLost(SECOND, True, "script"))], "is lost: True"),
    ([(0, PostLost(EOC, True, "whim"))], "by 'whim'"),
    ([*SOUND[:2], (59, TAKE)], "word came"),
    ([(0, sent(CommandNotice(SECOND))), (1, TAKE)], "word came"),
    ([*TOLD, (20, BACK), (25, TAKE)], "word came"),
]


@pytest.mark.parametrize("rows", [SOUND, TOLD])
def test_what_follows_the_laws_passes(rows, scenario):
    tell(SuccessionLaws(scenario).checks, rows)


@pytest.mark.parametrize(("rows", "words"), PLANTED)
def test_each_breach_is_found(rows, words, scenario):
    with pytest.raises(InvariantBroken, match=words):
        tell(SuccessionLaws(scenario).checks, rows)


def test_messages_are_not_followed_where_no_centre_can_be_lost():
    still = made(lost_centre(lost=[]))
    assert set(SuccessionLaws(still).checks) == {PostLost, StoodIn}
    assert Successions(still).readers == {}
    assert Successions(still).summary() == {}


def figures(rows, scenario, end_min=1440):
    found = Successions(scenario)
    tell(found.readers, rows)
    found.finish(end_min * MINUTE_MS)
    return found.summary()["succession"]


def test_time_in_which_nobody_led_is_that_from_the_loss_to_the_taking(scenario):
    told = figures(SOUND, scenario)
    assert (told["lost_h"], told["alone_h"]) == (pytest.approx(85 / 60), pytest.approx(55 / 60))
    assert (told["led_h"], told["both_h"]) == (pytest.approx(35 / 60), pytest.approx(5 / 60))
    assert (told["orders"], told["flows_h"]) == (1, pytest.approx(56 / 60))


def test_a_centre_lost_again_after_it_led_is_led_by_nobody_again(scenario):
    told = figures([*SOUND, (100, LOST)], scenario, 160)
    assert (told["lost"], told["alone_h"]) == (2, pytest.approx(115 / 60))


def test_only_word_that_arrived_counts_and_the_first_to_each(scenario):
    rows = [
        (0, sent(CommandNotice(SECOND), SECOND, 7)),
        (0, sent(CommandNotice(SECOND), SECOND, 8)),
        (4, MessageDelivered(0)),
        (9, sent(CommandNotice(EOC), SECOND, 8)),
        (10, MessageDelivered(3)),
    ]
    told = figures(rows, scenario)
    assert (told["asked"], told["told"], told["told_p50_min"]) == (2, 1, 4)


def test_notices_and_calls_to_meetings_are_no_orders_nor_is_what_others_send(scenario):
    rows = [(0, LOST), (1, TAKE), (2, sent(CommandNotice(SECOND), SECOND, 7)), (3, sent(RollCall(), 9, 7))]
    told = figures(rows, scenario)
    assert told["orders"] == 0
    assert told["flows_h"] != told["flows_h"]  # there is none
    assert figures([*rows, (4, sent(LevelOrder(3, 1), SECOND, 7))], scenario)["orders"] == 1


def test_the_vehicle_is_up_some_time_after_it_set_off_and_other_vehicles_do_not_count(scenario):
    rows = [
        (0, PostMoved(9, 1, 2)),
        (1, PostSetUp(9, 2)),
        (10, PostMoved(SECOND, 3, 2)),
        (30, PostMoved(SECOND, 2, 2)),
        (40, PostSetUp(SECOND, 2)),
        (50, PostSetUp(SECOND, 2)),
    ]
    assert figures(rows, scenario)["set_up_h"] == pytest.approx(0.5)


def test_what_is_said_tells_each_figure_once_and_no_more_than_there_is(scenario):
    told = {"succession": figures(SOUND, scenario)}
    chinese, english = in_lines(told)
    assert "无人指挥 0.9 小时" in chinese
    assert "in 0.9 of them nobody led" in english
    assert len(succession_told(told["succession"])) == 2
    never = figures([(0, LOST)], scenario)
    assert len(succession_told(never)) == 1
    up = figures([*SOUND, (100, PostMoved(SECOND, 3, 2)), (130, PostSetUp(SECOND, 2))], scenario)
    assert "0.5" in succession_told(up)[-1].en
    assert in_lines({}) == []
