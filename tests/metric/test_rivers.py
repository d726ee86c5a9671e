"""The figures of rivers upstream, each by a log told by hand."""

import pytest
from features import FEATURES

from sim.metric.basin import Rivers
from sim.record.basin import GaugeRead, RiverStage
from sim.record.facts import MessageDelivered, MessageSent
from sim.scenario.load import load
from sim.terms.ids import WEATHER_OFFICE, Band
from sim.terms.units import HOUR_MS, MINUTE_MS

CHANGES = [*FEATURES["basin"]["district"], "warning.variant=chain"]
WORLD = load("hamlet-silent", CHANGES)
UPSTREAM = Band.POST.address(2)


def figures(*rows, world=WORLD):
    """Return the figures of a log of (minute, fact)."""
    rivers = Rivers(world)
    for seq, (minute, fact) in enumerate(rows):
        rivers.readers[type(fact)](seq, minute * MINUTE_MS, fact)
    rivers.finish(HOUR_MS)
    return rivers.summary()["basin"]


def marked(warning_m):
    """Return the world with another warning mark at its gauge."""
    (gauge,) = WORLD.gauges
    changed = gauge.model_copy(update={"warning_m": warning_m})
    return WORLD.model_copy(update={"gauges": (changed,)})


@pytest.mark.parametrize("mark_cm", [7, 110, 10_900, 17_523, 21_855])
def test_a_stage_at_a_mark_has_reached_it_and_one_below_has_not(mark_cm):
    world = marked(mark_cm / 100)
    for stage_cm, at_h in ((mark_cm - 1, None), (mark_cm, 1)):
        (row,) = figures((60, GaugeRead(0, stage_cm)), world=world)["gauges"]
        assert row["warning_h"] == at_h


def test_words_count_as_sent_and_their_delays_as_delivered():
    def word(sender, to):
        return MessageSent(sender, to, "bearers", (RiverStage(0, 10_700, 0),))

    eoc = Band.POST.address(next(row for row, post in enumerate(WORLD.posts) if post.kind.value == "eoc"))
    found = figures(
        (0, word(UPSTREAM, eoc)),
        (1, word(UPSTREAM, WEATHER_OFFICE)),
        (2, word(UPSTREAM, eoc)),
        (3, word(eoc, WEATHER_OFFICE)),  # passed on: no word from upstream
        (11, MessageDelivered(1)),
        (30, MessageDelivered(0)),
        (31, MessageDelivered(3)),
    )
    assert (found["words"], found["words_delivered"]) == (3, 2)
    assert (found["word_p50_min"], found["word_p90_min"]) == (pytest.approx(20), pytest.approx(28))
    assert found["told_h"] == 0.5
