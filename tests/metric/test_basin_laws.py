"""The monitor lets rivers upstream be told of and judged, and finds each fault by the law it breaks."""

import pytest
from features import FEATURES

from sim.metric.laws.basin import BasinLaws
from sim.metric.laws.law import LAWS
from sim.record.basin import GaugeRead, RiverJudged, RiverStage, RoadBarred, RoadOrder, VillageFlooded
from sim.record.facts import MessageDelivered, MessageSent
from sim.scenario.load import load
from sim.terms.errors import InvariantBroken
from sim.terms.ids import WEATHER_OFFICE, Band

RIVER = "试验河"
POST, TOWN = Band.POST.address(2), Band.TOWNSHIP.address(1)
READ = GaugeRead(0, 10700)
STAGE = RiverStage(0, 10700, 0)


def sent(item, to):
    return MessageSent(POST, to, "bearers", (item,))


TOLD = [READ, sent(STAGE, WEATHER_OFFICE), MessageDelivered(1)]
ORDERED = [sent(RoadOrder(4, True, 1), TOWN), MessageDelivered(0)]
BARRED = [*ORDERED, RoadBarred(4, 1, True)]
SOUND = [
    *TOLD,
    RiverJudged(WEATHER_OFFICE, RIVER, 700, "orange"),
    sent(RoadOrder(4, True, 1), TOWN),
    MessageDelivered(4),
    RoadBarred(4, 1, True),
    sent(RoadOrder(4, False, 2), TOWN),
    MessageDelivered(7),
    RoadBarred(4, 1, False),
    VillageFlooded(0, 2, 300),
    VillageFlooded(0, 2, 0),
    VillageFlooded(0, 2, 100),
]
PLANTED = {
    "a stage that nobody read": ("gauged", [READ, sent(RiverStage(0, 10800, 0), TOWN)]),
    "judged without a word": ("judged", [READ, RiverJudged(WEATHER_OFFICE, RIVER, 700, "orange")]),
    "judged while the word is under way": (
        "judged",
        [READ, sent(STAGE, WEATHER_OFFICE), RiverJudged(WEATHER_OFFICE, RIVER, 700, "orange")],
    ),
    "judged by another than was told": ("judged", [*TOLD, RiverJudged(TOWN, RIVER, 700, "orange")]),
    "another river judged": ("judged", [*TOLD, RiverJudged(WEATHER_OFFICE, "无名河", 700, "orange")]),
    "barred without an order": ("barred", [RoadBarred(4, 1, True)]),
    "barred by an order under way": ("barred", [ORDERED[0], RoadBarred(4, 1, True)]),
    "another road barred": ("barred", [*ORDERED, RoadBarred(5, 1, True)]),
    "opened by an order to bar": ("barred", [*BARRED, RoadBarred(4, 1, False)]),
    "barred twice": ("barred", [*BARRED, RoadBarred(4, 1, True)]),
    "less than no water": ("stands", [VillageFlooded(0, 2, -1)]),
    "no change of the water": ("stands", [VillageFlooded(0, 2, 300), VillageFlooded(0, 2, 300)]),
    "dry that was dry": ("stands", [VillageFlooded(0, 2, 0)]),
}


def watch(rows, shares="district"):
    changes = [*FEATURES["basin"][shares], "warning.variant=chain"]
    checks = BasinLaws(load("hamlet-silent", changes)).checks
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


def test_a_township_that_is_told_itself_needs_no_order():
    rows = [READ, sent(STAGE, TOWN), MessageDelivered(1), RoadBarred(4, 1, True)]
    watch(rows, "direct")
    with pytest.raises(InvariantBroken):
        watch(rows, "district")
    with pytest.raises(InvariantBroken):
        watch([READ, sent(STAGE, TOWN), RoadBarred(4, 1, True)], "direct")


def test_messages_are_left_alone_where_no_wave_comes():
    checks = BasinLaws(load("hamlet-silent")).checks
    assert MessageSent not in checks
    assert RoadBarred in checks
