"""What a shipped scenario is there to show, it shows."""

import pytest

from sim.metric.fold import Fold
from sim.metric.summary import summary
from sim.record.facts import Dispatch, MessageSent
from sim.record.standby import CentreMoved
from sim.run import run
from sim.scenario.load import load
from sim.terms.ids import DISPATCH_CENTRE, Band
from sim.terms.units import HOUR_MS


@pytest.mark.slow
def test_tiers_above_are_asked_lend_and_their_units_work_where_that_is_the_theme():
    scenario = load("three-cuts-municipal")
    fold = Fold(scenario)
    found = summary(run(scenario, sinks=(fold,)), fold)
    assert found["upper"]["municipal"]["lent"] > 0
    assert found["upper"]["national"]["lent"] > 0
    assert found["aid"]["assigned"] > 0


@pytest.mark.slow
def test_the_second_centre_sends_the_units_while_the_first_is_lost():
    scenario = load("three-cuts-centre")
    second = Band.POST.address([row.id for row in scenario.posts].index("DC2"))
    entries = list(run(scenario).entries())
    taken_ms, back_ms = [t for _, t, _, fact in entries if isinstance(fact, CentreMoved)]
    assert 20 * HOUR_MS < taken_ms < 20.5 * HOUR_MS
    assert 44 * HOUR_MS <= back_ms < 44.5 * HOUR_MS
    sent = [(t, fact) for _, t, _, fact in entries if isinstance(fact, MessageSent)]
    orders = {
        (fact.sender, taken_ms <= t <= back_ms) for t, fact in sent if isinstance(fact.body[0], Dispatch)
    }
    centres = {(who, then) for who, then in orders if who in (second, DISPATCH_CENTRE)}
    assert centres == {(second, True), (DISPATCH_CENTRE, False)}
