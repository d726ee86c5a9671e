"""Aid from above: it goes up when neighbours do not suffice, is approved there, and comes home."""

import pytest
from drills import Tale, call, plain
from leagues import EOC, stages
from tiers_above import MUNICIPALITY, NATION, tiered
from worlds import scenario

from sim.metric.fold import fold
from sim.record.aid import AidNeeded, AidOrdered, LoanChanged, RequestResource
from sim.record.upper import TierApproved
from sim.run import run
from sim.scenario.lenders import lenders
from sim.terms.ids import Band
from sim.terms.units import MINUTE_MS

NEIGHBOUR = Band.POST.address(3)
CALLS = [call(0, 1), call(60, 1), call(120, 1), call(180, 1)]
OURS, OF_CITY, OF_NEIGHBOUR = 0, (2, 3), 1


def numbers(data):
    """Return the units of each district, by district: rows are sorted by id."""
    return {row.district: row.units for row in lenders(scenario(data))}


@pytest.fixture(scope="module")
def both():
    """Four calls for one engine of ours; a neighbour lends none, the city two, the nation one."""
    data = tiered(CALLS, national=1)
    return Tale(data), numbers(data)


def asked(tale, address):
    return [(t, order) for t, to, order in tale.told(RequestResource) if to == address]


# --- who is asked, in which order -----------------------------------------------------------------------


def test_the_municipality_is_asked_after_the_neighbours_and_the_nation_last(both):
    tale, _ = both
    first = [asked(tale, address)[0][0] for address in (EOC, NEIGHBOUR, MUNICIPALITY, NATION)]
    assert first == sorted(first)


def test_nobody_above_is_asked_while_a_neighbour_gives_what_lacks():
    tale = Tale(tiered(CALLS[:2], lends=4))
    assert asked(tale, NEIGHBOUR)
    assert not asked(tale, MUNICIPALITY)


def test_a_request_is_seen_above_only_once_it_is_approved(both):
    tale, units = both
    ((approved_ms, fact), *_) = [each for each in tale.all(TierApproved) if each[1].post == MUNICIPALITY]
    asked_ms = asked(tale, MUNICIPALITY)[0][0]
    assert approved_ms - asked_ms == 30 * MINUTE_MS
    begun = [t for t, loan in tale.all(LoanChanged) if loan.unit in units["D5"]]
    assert min(begun) >= approved_ms
    assert fact.request == 0


def test_units_of_a_tier_assemble_for_as_long_as_its_rules_say(both):
    tale, units = both
    (mustering, departed, *_) = stages(tale, units["D5"][0])
    assert departed[0] - mustering[0] == 60 * MINUTE_MS


def test_the_nation_is_asked_for_what_the_municipality_has_not(both):
    tale, _ = both
    first = asked(tale, NATION)[0][1]
    assert sum(n for _, n in first.needs) == 1


def test_all_that_came_from_above_goes_home():
    tale = Tale(tiered(CALLS, national=1, horizon=3))
    counts = fold(tale.log).aid
    assert counts.loans
    assert all(loan.home_ms is not None for loan in counts.loans)


def test_a_tier_that_never_answers_is_passed_over():
    rules = {"municipal": {"approval": 2880, "answer": 1}}
    tale = Tale(tiered(CALLS, national=1, upper=rules))
    silent_ms, next_ms = asked(tale, MUNICIPALITY)[0][0], asked(tale, NATION)[0][0]
    assert next_ms - silent_ms >= 60 * MINUTE_MS


# --- what is kept back ------------------------------------------------------------------------------------


@pytest.mark.parametrize(("keep", "spare"), [(0, 4), (0.25, 3), (0.3, 2), (1, 0)])
def test_a_tier_keeps_its_share_rounded_up(keep, spare):
    data = tiered(CALLS, municipal=4, upper={"municipal": {"keep": keep}})
    (city,) = [row for row in lenders(scenario(data)) if row.tier]
    assert city.spare == spare


def test_a_neighbour_that_is_ordered_lends_its_reserve():
    data = tiered(CALLS, municipal=1, upper={"orders": True})
    tale, units = Tale(data), numbers(data)
    ((ordered_ms, to, order), *_) = tale.told(AidOrdered)
    assert (to, order.origin) == (NEIGHBOUR, EOC)
    begun = [t for t, loan in tale.all(LoanChanged) if loan.unit in units["D2"]]
    assert begun
    assert min(begun) >= ordered_ms


def test_nobody_is_ordered_unless_the_rules_say_so(both):
    tale, units = both
    assert not tale.told(AidOrdered)
    assert not [loan for _, loan in tale.all(LoanChanged) if loan.unit in units["D2"]]


def test_an_order_asks_for_no_more_than_the_neighbour_has():
    tale = Tale(tiered(CALLS, municipal=1, lends=1, upper={"orders": True}))
    assert {order.needs for _, _, order in tale.told(AidOrdered)} == {(("engine", 1),)}


# --- off ---------------------------------------------------------------------------------------------------


def test_off_a_tier_takes_no_part_and_nothing_changes():
    off = tiered(CALLS, national=1, upper={"on": False})
    without = [entry for entry in plain(run(scenario(off))) if not isinstance(entry[3], AidNeeded)]
    assert not [fact for *_, fact in without if isinstance(fact, TierApproved)]
    assert {row.district for row in lenders(scenario(off))} == {"D2"}


def test_the_luck_of_a_tier_is_the_same_whatever_the_policy():
    free = {"municipal": {"approval_sigma": 1, "assembly_sigma": 0.5}}
    lags = []
    for policy in ("on-request", "automatic"):
        tale = Tale(tiered(CALLS[:2], policy=policy, upper=free, lends=1))
        (asked_ms, order), (approved_ms, _) = asked(tale, MUNICIPALITY)[0], tale.all(TierApproved)[0]
        lags.append((order.call, approved_ms - asked_ms))
    assert lags[0] == lags[1]
