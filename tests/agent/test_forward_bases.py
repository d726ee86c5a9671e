"""Forward bases: units stand ahead before the rain, come back there between calls, fill up, and go home."""

import pytest
from drills import Tale, call, world
from worlds_on_disk import write

from sim.picture import Picture
from sim.picture.views import UnitView
from sim.policy.forward import Ahead, Forward
from sim.record.facts import FuelChanged, MoveUp
from sim.record.upper import BaseFuelled
from sim.scenario.load import check
from sim.terms.units import HOUR_MS, MINUTE_MS

BASE = {"id": "B1", "station": "S04", "units": ["U000"], "at": 1, "until": 12}
BASED, OTHER = 0, 1


def ahead(calls=(), **changes):
    return Tale(based(calls, **changes))


def based(calls=(), **changes):
    data = world([call(20 * 3600, 0), *calls], {0: 2, 4: 1})
    data["bases"] = [{**BASE, **changes}]
    return data


@pytest.fixture(scope="module")
def served():
    """A call next to the base while it is open."""
    return ahead([call(3 * 3600, 4), call(3 * 3600 + 60, 4)])


# --- in a world ---------------------------------------------------------------------------------------------


def test_units_of_a_base_stand_by_there_from_its_time_on(served):
    (off_ms, status), (there_ms, stands) = served.way(BASED)[:2]
    assert (off_ms, status, stands) == (HOUR_MS, "moving_up", "standing_by")
    assert there_ms > off_ms


def test_between_calls_they_come_back_to_the_base_not_home(served):
    told = [status for _, status in served.way(BASED)]
    begin = told.index("on_scene")
    assert told[begin : begin + 3] == ["on_scene", "moving_up", "standing_by"]


def test_when_the_base_closes_they_go_home(served):
    home_ms = served.first(BASED, "in_quarters")
    assert 12 * HOUR_MS < home_ms < 14 * HOUR_MS


def test_whoever_has_no_base_stays_at_home(served):
    assert "moving_up" not in {status for _, status in served.way(OTHER)}


def test_they_are_nearer_than_from_home():
    calls = [call(3 * 3600, 4), call(3 * 3600, 4)]
    with_base, without = ahead(calls).responses(), Tale({**based(calls), "bases": []}).responses()
    assert max(with_base[call] for call in (0, 1)) < max(without[call] for call in (0, 1))


def thirsty(fuel):
    """Return a world in which the work at the base empties the tank to less than a quarter."""
    data = based([call(3 * 3600, 4), call(3 * 3600 + 60, 4)], fuel=fuel)
    data["unit_types"]["engine"] = {**data["unit_types"]["engine"], "fuel": 100, "fuel_rate": 42}
    data["demand"]["kinds"]["fire"]["work_median"] = 60
    return Tale(data)


def test_they_fill_up_from_the_drums_of_the_base():
    tale = thirsty(1000)
    ((t, drawn), *_) = tale.all(BaseFuelled)
    assert drawn.left_ml == 1_000_000 - drawn.ml
    filled = [fact.filled_ml for at, fact in tale.all(FuelChanged) if (at, fact.unit) == (t, BASED)]
    assert filled == [drawn.ml]


def test_where_the_drums_are_empty_they_go_home_to_fill_up():
    tale = thirsty(1)
    assert not tale.all(BaseFuelled)
    told = [status for _, status in tale.way(BASED)]
    assert "out_of_service" in told or told.count("in_quarters") >= 1


# --- who orders it ----------------------------------------------------------------------------------------


def desk(*views, bases=None, now_ms=0):
    picture = Picture(1)
    picture.now_ms = now_ms
    for view in views:
        picture.units[view.unit] = view
    rows = [Ahead(1, 4, (0, 1), HOUR_MS, 3 * HOUR_MS)] if bases is None else bases
    return Forward(rows, [0, 0]), picture


def unit(number, status, node, call=None):
    return UnitView(number, status, node, call, 0)


def test_only_those_who_are_at_home_and_free_are_sent():
    views = unit(0, "in_quarters", 0), unit(1, "in_quarters", 0, call=3)
    policy, picture = desk(*views, now_ms=HOUR_MS)
    assert list(policy.decide(picture)) == [MoveUp(0, 1)]


@pytest.mark.parametrize(("now_ms", "sent"), [(0, 0), (HOUR_MS, 1), (3 * HOUR_MS, 0)])
def test_they_are_sent_while_the_base_is_open(now_ms, sent):
    policy, picture = desk(unit(0, "in_quarters", 0), now_ms=now_ms)
    assert len(list(policy.decide(picture))) == sent


def test_who_still_stands_there_when_it_closes_is_sent_home():
    policy, picture = desk(unit(0, "standing_by", 4), unit(1, "standing_by", 2), now_ms=4 * HOUR_MS)
    assert list(policy.decide(picture)) == [MoveUp(0, 0)]


def test_of_whom_nothing_is_known_nothing_is_ordered():
    policy, picture = desk(now_ms=HOUR_MS)
    assert list(policy.decide(picture)) == []


def test_it_looks_again_when_the_base_opens_and_until_all_are_home():
    waits = []
    for now_ms, status in ((0, "in_quarters"), (HOUR_MS, "in_quarters"), (4 * HOUR_MS, "standing_by")):
        policy, picture = desk(unit(0, status, 4), now_ms=now_ms)
        waits.append(policy.wait_ms(picture))
    assert waits == [HOUR_MS, 10 * MINUTE_MS, 10 * MINUTE_MS]
    policy, picture = desk(unit(0, "in_quarters", 0), now_ms=4 * HOUR_MS)
    assert policy.wait_ms(picture) is None


# --- faults -------------------------------------------------------------------------------------------------


def said(tmp_path, *bases):
    data = based()
    data["bases"] = [{**BASE, **base} for base in bases]
    return [str(fault) for fault in check(write(tmp_path / "world", data))]


@pytest.mark.parametrize(
    ("bases", "what"),
    [
        ([{"station": "S99"}], "bases.B1.station: expected an id in stations.csv (got 'S99')"),
        ([{"units": ["U000", "U9"]}], "expected an id in units.csv (got 'U9')"),
        ([{}, {"id": "B2"}], "expected each id once; it stands already in"),
        ([{}, {"units": ["U001"]}], "id: expected each id once; it stands already in"),
        ([{"at": 5, "until": 4}], "expected an end after the begin, 5 h"),
    ],
)
def test_each_fault_is_said(tmp_path, bases, what):
    found = said(tmp_path, *bases)
    assert any(what in line for line in found), found


def test_a_good_one_has_no_fault(tmp_path):
    assert said(tmp_path, {}) == []
