"""Reports tell every order in words, by the names of what it is about."""

from typing import get_args

import pytest
from exercises import district, hamlet

from sim.live.order_words import KINDS, said, words_of
from sim.record.facts import Deploy, Dispatch, HandOver, MoveUp, Order, Recall
from sim.record.repair import WorkOrder
from sim.record.support import TruckOrder
from sim.report.review.names import Names
from sim.report.words import WORDS


@pytest.mark.parametrize("kind", get_args(Order), ids=lambda kind: kind.__name__)
def test_every_order_has_words_and_none_is_told_by_its_tag(kind):
    words = words_of(kind)
    assert any("\u4e00" <= letter <= "\u9fff" for letter in words.zh)
    assert words.en.isascii()


def test_what_names_nothing_is_called_as_in_all_reports():
    told = {tag: words for tag, words in KINDS.items() if tag not in ("consult", "notice", "cnotice")}
    assert all("{" in words.zh and "{" in words.en for words in told.values())
    assert words_of(TruckOrder) == WORDS["order_genset"]


ORDERS = [
    (Dispatch(0, 7, 0, 0), "赴第 7 号警情", "to call 7"),
    (Recall(0, 7), "（第 7 号警情）", "from call 7"),
    (MoveUp(0, 1), "移防", "to stand by at"),
    (HandOver(7), "移交第 7 号警情", "hands over call 7"),
]


@pytest.mark.parametrize(("order", "zh", "en"), ORDERS)
def test_an_order_names_the_unit_the_call_and_the_station(order, zh, en):
    scenario = hamlet()
    names = Names(scenario)
    told = said(order, names, scenario)
    assert zh in told.zh
    assert en in told.en
    assert "{" not in told.zh + told.en
    if hasattr(order, "unit"):
        assert names.unit(0).zh in told.zh
    if hasattr(order, "station"):
        assert scenario.stations[1].name_zh in told.zh


def test_teams_of_communications_and_of_sectors_are_not_mixed_up():
    scenario = hamlet()
    told = said(WorkOrder(1, 3, (0,)), Names(scenario), scenario)
    assert told.zh == f"派{scenario.teams[1].name_zh}处置险情 3"
    assert told.en == f"{scenario.teams[1].name_en} to damage 3"
    line = district()
    told = said(Deploy(0, 3, 0), Names(line), line)
    assert line.comms_teams[0].name_zh in told.zh
    assert line.townships[3].name_zh in told.zh
