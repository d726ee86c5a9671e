"""The figures of aid are those that one counts in the log by hand."""

import math

import pytest
from drills import Tale, call
from leagues import league, stages
from worlds import kind

from sim.metric.aid_rows import loan_rows, request_rows
from sim.metric.columns import COLUMNS
from sim.metric.fold import fold
from sim.metric.summary import summary
from sim.metric.tables import tables
from sim.record.aid import AidApproved, AidNeeded
from sim.terms.units import HOUR_MS

TWO = [call(0, 1), call(60, 2)]
LONG = {"fire": kind(work_median=300)}
FIRST = 1


@pytest.fixture(scope="module")
def tale():
    return Tale(league(TWO))


@pytest.fixture(scope="module")
def short():
    return Tale(league(TWO, horizon=0.09))


def test_the_summary_counts_what_the_log_tells(tale):
    told = summary(tale.log)["aid"]
    named = [stage for _, stage in stages(tale, FIRST)]
    assert (told["requests"], told["standing"], told["approved"]) == (1, 0, 1)
    assert (told["offers"], told["declined"]) == (1, 0)
    assert (told["lent"], told["checked_in"], told["home"], told["still_out"]) == (1, 1, 1, 0)
    assert told["assigned"] == named.count("assigned") == 1
    assert (told["released"], told["first_arrivals"]) == (1, 1)


def test_unit_hours_run_from_leaving_to_being_home(tale):
    at = dict(reversed([(stage, t) for t, stage in stages(tale, FIRST)]))
    away_h = (at["home"] - at["departed"]) / HOUR_MS
    assert summary(tale.log)["aid"]["unit_h"] == pytest.approx(away_h)
    (row,) = loan_rows(fold(tale.log))
    assert (row.unit, row.station, row.end) == ("U040", "S04", "home")
    assert row.away_h == pytest.approx(away_h)
    assert row.muster_s == (at["departed"] - at["mustering"]) / 1000
    assert row.travel_s == (at["checked_in"] - at["departed"]) / 1000


def test_a_request_has_the_times_from_asking_to_check_in(tale):
    (row,) = request_rows(fold(tale.log))
    asked, approved = tale.all(AidNeeded)[0][0], tale.all(AidApproved)[0][0]
    checked_in = next(t for t, stage in stages(tale, FIRST) if stage == "checked_in")
    assert (row.asked_s, row.approval_s) == (asked / 1000, (approved - asked) / 1000)
    assert row.check_in_s == (checked_in - asked) / 1000
    assert (row.needs, row.call, row.units) == ("engine:1", 1, 1)
    told = summary(tale.log)["aid"]
    assert told["check_in_p50_s"] == told["check_in_p90_s"] == row.check_in_s


def test_what_is_out_at_the_end_is_counted_until_then(short):
    (row,) = loan_rows(fold(short.log))
    left = next(t for t, stage in stages(short, FIRST) if stage == "departed")
    assert row.end == "out"
    assert row.away_h == pytest.approx((short.log.header.horizon_ms - left) / HOUR_MS)
    assert math.isnan(row.released_s)
    assert summary(short.log)["aid"]["still_out"] == 1


def test_who_has_not_left_is_not_lent():
    found = Tale(league(TWO, horizon=0.025))
    (row,) = loan_rows(fold(found.log))
    assert (row.end, row.away_h) == ("never_left", 0)
    assert summary(found.log)["aid"]["lent"] == 0


def test_who_called_and_was_reached_within_the_hour_is_counted_once(tale):
    told = summary(tale.log)["reach"]
    in_time = [t <= 60 * 60_000 for call, t in sorted(tale.responses().items()) if t is not None]
    assert told["callers_60min"] == told["people"] == sum(in_time) == 1
    assert told["never_reached"] == 0


def test_a_call_that_nobody_came_to_is_never_reached():
    found = Tale(league(TWO, policy="none", horizon=0.05))
    assert summary(found.log)["reach"]["never_reached"] == 1


def test_uncovered_people_hours_are_those_of_the_home_district():
    found = Tale(league([call(80_000, 1)], policy="none", nodes=5))
    told, frame = summary(found.log)["reach"], tables(found.log).townships
    ours = frame[frame["township"] != "T04"]
    expected = (ours["uncovered_share"] * ours["population"]).sum() * 24
    assert told["uncovered_person_h"] == pytest.approx(expected)


def test_aid_covers_places_only_while_it_stands_by_on_loan(tale):
    """The neighbour's engines cover node 4 when at home, but they are not ours until they come."""
    covered = Tale(league([call(80_000, 1)]))
    shares = tables(covered.log).townships.set_index("township")["uncovered_share"]
    assert shares["T03"] == 1
    ours = league([call(80_000, 1)], policy="none")
    ours["forces"]["neighbours"] = True
    as_own = tables(Tale(ours).log).townships.set_index("township")["uncovered_share"]
    assert as_own["T03"] < 0.1


def test_tables_have_their_columns_and_are_empty_without_aid(tale):
    found, bare = tables(tale.log), tables(Tale(league(TWO, policy="none", horizon=0.1)).log)
    for name in ("aid_requests", "loans"):
        assert list(getattr(found, name).columns) == list(COLUMNS[name])
        assert len(getattr(found, name)) == 1
        assert len(getattr(bare, name)) == 0
    told = summary(Tale(league(TWO, policy="none", horizon=0.1)).log)["aid"]
    assert told["unit_h"] == told["requests"] == 0
    assert told["check_in_p50_s"] is None
