"""The folds of communications on real runs, against a plain recomputation, and what must hold in each."""

from typing import Any

import naive_comms as plain
import pytest
from naive import Entries

from sim.metric import comms_rows
from sim.metric.fold import Fold, fold
from sim.metric.parties import party, watched
from sim.metric.spread import percentile
from sim.metric.summary import summary
from sim.record.facts import IncidentBegan, MessageDropped, MessageLost, MessageTaken
from sim.record.log import Log
from sim.run import run
from sim.scenario.load import load
from sim.terms.ids import Band


@pytest.fixture(scope="module", params=[1, 5])
def log(request: pytest.FixtureRequest) -> Log:
    """Return the log of a run in which networks fail."""
    return run(load("hamlet-silent"), seed=request.param)


@pytest.fixture(scope="module")
def entries(log: Log) -> Entries:
    """Return its entries."""
    return list(log.entries())


@pytest.fixture(scope="module")
def told(log: Log) -> Fold:
    """Return its fold."""
    return fold(log)


def test_every_bearer_s_figures_are_those_of_a_plain_count(told: Fold, entries: Entries) -> None:
    rows = comms_rows.message_rows(told)[1:]
    assert {row.bearer for row in rows} == {fact.bearer for _, fact in plain.of(entries, MessageTaken)}
    assert len(rows) >= 5
    for row in rows:
        delays = plain.delays(entries, row.bearer)
        assert row.taken == len(plain.of(entries, MessageTaken, bearer=row.bearer))
        assert row.dropped == len(plain.of(entries, MessageDropped, bearer=row.bearer))
        assert row.delivered == len(delays)
        assert row.in_flight == plain.kept(entries, row.bearer)
        if delays:
            assert row.p90_delay_s == percentile(delays, 90)
            assert row.mean_delay_s == pytest.approx(sum(delays) / len(delays))


def test_messages_are_conserved(told: Fold, entries: Entries) -> None:
    network, *bearers = comms_rows.message_rows(told)
    assert network.sent == network.delivered + network.lost + network.in_flight
    assert network.delivered == sum(row.delivered for row in bearers)
    for row in bearers:
        assert row.taken == row.delivered + row.dropped + row.overtaken + row.in_flight
    lost = [row.messages for row in comms_rows.failure_rows(told) if row.bearer == "pace"]
    assert sum(lost) == network.lost == len(plain.of(entries, MessageLost))


def test_blind_time_is_that_of_a_plain_count(told: Fold, entries: Entries) -> None:
    assert told.end_ms is not None
    for address, row in zip(watched(told.scenario), comms_rows.post_rows(told), strict=True):
        assert row.post == party(told.scenario, address).id
        assert row.blind_h * 3_600_000 == pytest.approx(plain.blind_ms(entries, address, told.end_ms))
        assert row.longest_h <= row.blind_h <= row.blind_share * told.end_ms / 3_600_000 + 1e-9


def test_nobody_that_the_log_tells_of_is_missing_among_the_posts(told: Fold) -> None:
    blind = {number for kind, number in told.contact.spells if kind == "post"}
    assert blind
    commanders = {address for address in blind if address >= Band.SITE_COMMANDER}
    assert blind - commanders <= set(watched(told.scenario))


def test_word_of_each_call_came_as_its_causes_say(told: Fold, entries: Entries) -> None:
    for row in comms_rows.word_rows(told):
        assert row.chain == ">".join(plain.chain(entries, row.call))
        assert row.answered_by == party(told.scenario, plain.answered_at(entries, row.call)).id
        began_ms = plain.of(entries, IncidentBegan, call=row.call)[0][0]
        centre_ms = plain.centre_ms(entries, row.call)
        assert centre_ms is not None
        assert row.centre_s == (centre_ms - began_ms) / 1000
        assert row.word_s <= row.answer_s <= row.taken_s


def test_each_arrival_followed_the_order_that_its_causes_say(told: Fold, entries: Entries) -> None:
    assert told.words is not None
    arrived = [response for response in told.responses.responses if response.on_scene_ms is not None]
    assert len(told.words.arrivals) == len(arrived)
    for arrival in told.words.arrivals:
        assert (arrival.by, arrival.sender) == plain.order_of(entries, arrival.unit, arrival.call)


def test_orders_that_never_arrived_are_those_of_a_plain_count(told: Fold, entries: Entries) -> None:
    found = sorted((u.sent_ms, type(u.order).__name__, u.receiver) for u in told.traffic.undelivered)
    assert found == sorted(plain.undelivered(entries))


def test_someone_walked_and_a_station_was_on_its_own(told: Fold) -> None:
    """Else these runs show little."""
    ways = {row.way for row in comms_rows.word_rows(told)}
    assert {"phone", "relayed", "courier"} <= ways
    assert any(row.waited for row in comms_rows.word_rows(told))


def test_the_summary_agrees_with_the_rows(log: Log, told: Fold) -> None:
    figures: dict[str, Any] = summary(log, told)["communications"]
    words = comms_rows.word_rows(told)
    assert figures["local"]["calls"] == sum(row.local for row in words)
    assert figures["waited"]["calls"] == sum(row.waited for row in words) <= figures["waited"]["arrivals"]
    assert sum(way["calls"] for way in figures["word"]["by_way"].values()) == len(words)


def test_a_fold_that_sees_small_batches_is_the_same(log: Log, told: Fold, entries: Entries) -> None:
    found = Fold(told.scenario)
    for first in range(0, len(entries), 7):
        some = entries[first : first + 7]
        found(first, [e[1] for e in some], [e[2] for e in some], [e[3] for e in some])
    assert summary(log, found)["communications"] == summary(log, told)["communications"]


@pytest.mark.parametrize("seed", [1, 5])
def test_the_same_calls_are_met_with_and_without_failures(seed: int) -> None:
    silent, ideal = (
        summary(run(load("hamlet-silent", [f"comms={comms}"]), seed=seed)) for comms in ("bearers", "ideal")
    )
    assert silent["demand_digest"] == ideal["demand_digest"]
    assert silent["digest"] != ideal["digest"]
    assert ideal["communications"] is None
    assert silent["response"]["p90_s"] > ideal["response"]["p90_s"]


def test_another_seed_meets_other_calls() -> None:
    one, other = (summary(run(load("hamlet-silent"), seed=seed, days=1)) for seed in (1, 5))
    assert one["demand_digest"] != other["demand_digest"]
