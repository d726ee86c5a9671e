"""What people order during a run is a journal, and a journal replayed gives the same log."""

import pytest
from drills import LINK_MS, OUT_MS, Tale, call, world
from worlds import kind, scenario

from sim.record.facts import Dispatch, HandOver, IncidentBegan, MoveUp, OrderGiven, Recall
from sim.record.file import read_log
from sim.run import run, run_again
from sim.terms.units import HOUR_MS

FAR_CALL = world([call(7200, 4)], {0: 2})
MOVE_UP = (HOUR_MS, MoveUp(0, 1))


@pytest.fixture
def two_stations():
    data = world([call(7200, 4)], {0: 2, 4: 1})
    data["units"] = [unit for unit in data["units"] if unit["station"] == "S00"]
    return data


def test_a_move_up_in_the_journal_brings_the_unit_before_the_call(two_stations):
    without, within = Tale(two_stations), Tale(two_stations, journal=[MOVE_UP])
    assert within.way(0)[:2] == [(HOUR_MS, "moving_up"), (HOUR_MS + 4 * LINK_MS, "standing_by")]
    assert within.responses()[0] == 7_265_000 + OUT_MS
    assert without.responses()[0] == 7_265_000 + OUT_MS + 4 * LINK_MS


def test_a_run_with_a_journal_is_had_again_from_its_log_alone(two_stations, tmp_path):
    orders = [(9_000_000, Dispatch(1, 0, 4, 4)), MOVE_UP, (9_500_000, Recall(1, 0))]
    path = tmp_path / "run.sdlog"
    first = run(scenario(two_stations), journal=orders, path=path)
    again = run_again(read_log(path))
    assert again.digest == first.digest != run(scenario(two_stations)).digest
    given = [(t, fact.order) for _, t, _, fact in again.entries() if isinstance(fact, OrderGiven)]
    assert given == sorted(orders, key=lambda item: item[0])


def test_an_order_to_send_one_more_unit_makes_it_work_there_too():
    tale = Tale(FAR_CALL, "nearest", journal=[(8_000_000, Dispatch(1, 0, 4, 4))])
    assert tale.way(1)[0] == (8_000_000, "turning_out")
    assert tale.first(1, "on_scene") == 8_000_000 + OUT_MS + 4 * LINK_MS


def test_an_order_is_given_before_what_happens_in_its_millisecond():
    """The call of two o'clock is heard after the order of two o'clock has been given."""
    tale = Tale(FAR_CALL, journal=[(7_200_000, MoveUp(0, 0))])
    facts = [type(fact) for _, t, _, fact in tale.entries if t == 7_200_000]
    assert facts[0] is OrderGiven
    assert IncidentBegan in facts


def test_orders_of_one_millisecond_are_given_in_the_order_of_the_journal():
    go, back = (8_000_000, Dispatch(1, 0, 4, 4)), (8_000_000, Recall(1, 0))
    went_back, went = (Tale(FAR_CALL, "nearest", journal=orders) for orders in ([go, back], [back, go]))
    assert [status for _, status in went_back.way(1)] == ["turning_out", "in_quarters"]
    assert went.first(1, "on_scene") == 8_000_000 + OUT_MS + 4 * LINK_MS


@pytest.mark.parametrize("t_ms", [24 * HOUR_MS, 48 * HOUR_MS])
def test_orders_at_or_after_the_horizon_are_never_given(t_ms):
    entries = list(run(scenario(FAR_CALL)).entries())
    assert list(run(scenario(FAR_CALL), journal=[(t_ms, MoveUp(0, 0))]).entries()) == entries


def test_an_order_at_the_start_is_given_after_the_roll_call():
    tale = Tale(FAR_CALL, journal=[(0, HandOver(0))])
    assert tale.ended() == Tale(FAR_CALL).ended()  # there is no call yet that could be handed over


def test_a_person_can_hand_over_a_call_that_waits_for_a_unit():
    data = world([call(600, 0)], kinds={"fire": kind(run_card={"ladder": 1})})
    data["unit_types"]["ladder"] = {**data["unit_types"]["engine"], "capabilities": ["ladder"]}
    data["units"][0]["type"] = "ladder"
    data["calls"].append(call(660, 3))
    tale = Tale(data, journal=[(HOUR_MS, HandOver(1))])
    assert tale.ended(1) == (HOUR_MS, "handed_over")
