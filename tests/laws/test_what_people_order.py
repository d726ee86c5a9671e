"""People may order what they like, sense or nonsense: every law holds, and a replay gives the log."""

from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from random_worlds import any_order, districts, policies
from worlds import scenario

from sim.metric.invariants import Monitor
from sim.record.log import Log
from sim.run import run, run_again
from sim.terms.units import MINUTE_MS
from sim.world import World

DAYS = 1.5
LAST_MIN = round(DAYS * 24 * 60) - 1
whole_districts = settings(max_examples=60, phases=(Phase.explicit, Phase.generate))
minutes = st.lists(st.integers(0, LAST_MIN), min_size=1, max_size=12).map(sorted)


def session(data, policy, minutes, draw):
    """Live through a district with orders of a person; return its log, which keeps every law."""
    district = scenario(data)
    header = run(district, policy, days=DAYS).header
    log = Log(header, sinks=(Monitor(district, header.horizon_ms),))
    live = World(district, log, policy)
    for minute in minutes:
        live.run(minute * MINUTE_MS)
        live.order(any_order(draw, live.centre.picture, len(district.links), len(district.stations)))
    live.run(live.horizon_ms)
    live.finish()
    live.close()
    return log


@whole_districts
@given(districts(), policies, minutes, st.data())
def test_no_order_of_a_person_breaks_a_law_and_a_replay_gives_the_same_log(data, policy, minutes, chosen):
    log = session(data, policy, minutes, chosen.draw)
    assert run_again(log).digest == log.digest
