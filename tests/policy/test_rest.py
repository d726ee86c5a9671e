"""A policy that has come to rest has nothing more to order: no change of the picture has been passed over."""

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from random_worlds import any_order, districts
from retold import retold
from rooms import plan
from worlds import scenario

from sim.policy import POLICIES
from sim.record.log import Log
from sim.run import run
from sim.terms.units import MINUTE_MS
from sim.world import World

DAY_MIN = 24 * 60
pytestmark = pytest.mark.no_cover  # whole runs: see tests/conftest.py


@pytest.mark.parametrize("policy", ["nearest", "run-card"])
@settings(max_examples=40, phases=(Phase.explicit, Phase.generate))  # shrinking whole districts takes minutes
@given(districts(), st.lists(st.integers(0, 2 * DAY_MIN), min_size=1, max_size=12))
def test_a_newcomer_to_the_same_picture_would_order_nothing(policy, data, minutes):
    district = scenario(data)
    log = Log(run(district, policy, days=2).header)
    live = World(district, log, policy)
    for minute in sorted(minutes):
        live.run(minute * MINUTE_MS + 1)
        picture = retold(log.entries())
        picture.now_ms = live.clock.now
        assert list(POLICIES[policy](plan(district)).decide(picture)) == []
    live.close()


@pytest.mark.parametrize("policy", ["nearest", "run-card"])
@settings(max_examples=30, phases=(Phase.explicit, Phase.generate))
@given(districts(), st.lists(st.integers(0, 2 * DAY_MIN - 1), min_size=1, max_size=12), st.data())
def test_nor_after_what_a_person_has_ordered(policy, data, minutes, chosen):
    district = scenario(data)
    log = Log(run(district, policy, days=2).header)
    live = World(district, log, policy)
    for minute in sorted(minutes):
        live.run(minute * MINUTE_MS)
        live.order(any_order(chosen.draw, live.centre.picture, len(district.links), len(district.stations)))
        live.run(minute * MINUTE_MS + 1)
        picture = retold(log.entries())
        picture.now_ms = live.clock.now
        assert list(POLICIES[policy](plan(district)).decide(picture)) == []
    live.close()
