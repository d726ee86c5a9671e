"""Laws of a wildfire that is fought: closed cells do not burn, and what burns without crews only shrinks."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from perils import ground, luck, struck

from sim.hazard.every import lucks
from sim.hazard.fire.fight import Fight, fights, intensity_kw_m
from sim.hazard.fire.model import burn
from sim.hazard.fire.spread import beside
from sim.hazard.unfold import Phase
from sim.kernel.draw import Streams
from sim.scenario.capability import Suppression
from sim.terms.units import HOUR_MS, MINUTE_MS

FIRE = {"begin": 10, "lasts": 8, "wind": 2, "temperature": 30, "humidity": 40, "lon": 107.985, "lat": 30.03}
COARSE = {"kind": "fire", "cell": 50}
STEP_MS = 15 * MINUTE_MS


def scene(rep=0, rules=None, **changes):
    """Return the scenario of a fire, and the fire as it can be fought."""
    of = struck(wildfires=[{**FIRE, "reach": 0.5, **changes}], burning=COARSE)
    rules = Suppression(model=True) if rules is None else rules
    return of, Fight(of.hazards, ground(of), of.hazards.wildfires[0], luck(rep), rules)


def fought(cells_per_step, rep=0, rules=None, **changes):
    """Return a fire around which so many cells are closed in each step, and when it is out."""
    _, fight = scene(rep, rules, **changes)
    now = fight.begin_ms + STEP_MS
    while fight.spreads(now):
        cells = fight.workable(now)[:cells_per_step]
        if cells:
            fight.close(now, cells)
        now += STEP_MS
    return fight, now


@pytest.fixture(scope="module")
def free():
    return scene()[1]


def test_nobody_there_it_burns_as_if_it_could_not_be_fought(free):
    of, fight = scene()
    assert fight.minutes == burn(of.hazards, ground(of), of.hazards.wildfires[0], luck()).minutes
    assert fought(0)[0].minutes == free.minutes


def test_more_crews_let_less_burn_and_enough_of_them_contain_it(free):
    whole = free.burnt(free.end_ms)
    areas = [fight.burnt(now) for fight, now in (fought(cells) for cells in (0, 2, 6, 20))]
    assert areas[0] == whole
    assert areas == sorted(areas, reverse=True)
    assert areas[-1] < 0.5 * whole


@settings(max_examples=6)
@given(st.integers(0, 3), st.integers(0, 8))
def test_what_burns_with_crews_burns_without_them_and_no_sooner(rep, cells):
    alone = scene(rep, lasts=4)[1]
    fight, _ = fought(cells, rep, lasts=4)
    pairs = list(zip(alone.minutes, fight.minutes, strict=True))
    assert all(before <= after for before, after in pairs)
    assert fight.burnt(fight.end_ms) <= alone.burnt(alone.end_ms)


def test_closed_cells_never_burn_and_what_has_burnt_stays_as_it_was(free):
    _, fight = scene()
    now = fight.begin_ms + HOUR_MS
    before = [minute for minute in fight.minutes if minute <= 60]
    cells = fight.workable(now)[:5]
    fight.close(now, cells)
    assert [minute for minute in fight.minutes if minute <= 60] == before
    assert all(fight.minutes[cell] == math.inf for cell in cells)


def test_going_on_from_now_is_the_same_as_from_the_beginning(free):
    """A closed cell that fire had not reached changes nothing of what was before."""
    _, fight = scene()
    now = fight.begin_ms + HOUR_MS
    fight.close(now, fight.workable(now)[:3])
    again = scene()[1]
    again.closed |= fight.closed
    again.close(again.begin_ms, ())
    assert again.minutes == fight.minutes


def test_crews_work_at_the_edge_where_it_comes_neither_too_soon_nor_too_hot(free):
    now = free.begin_ms + HOUR_MS
    cells = free.workable(now)
    grid = free._land.grid
    assert cells
    for cell in cells:
        assert free.minutes[cell] >= 60 + 15
        assert any(free.minutes[other] <= 60 for other in beside(grid, cell))
    assert scene(rules=Suppression(model=True, intensity=1))[1].workable(now) == []
    assert scene(rules=Suppression(model=True, margin=1000))[1].workable(now) == []


def test_crews_anchor_where_the_fire_comes_last_and_lengthen_the_line_from_there(free):
    _, fight = scene()
    now = fight.begin_ms + HOUR_MS
    cells = fight.workable(now)
    heel = max(fight.minutes[cell] for cell in cells)
    assert fight.minutes[cells[0]] == heel
    fight.close(now, cells[:1])
    after = fight.workable(now)
    ends = set(beside(fight._land.grid, cells[0]))
    joined = [cell for cell in after if cell in ends]
    assert after[: len(joined)] == sorted(joined, key=lambda cell: fight.minutes[cell])


def test_wind_drives_more_of_the_edge_beyond_where_crews_can_work():
    still, windy = (scene(wind=wind)[1] for wind in (0, 8))
    shares = []
    for fight in (still, windy):
        hour = fight.begin_ms + HOUR_MS
        minutes = fight.minutes
        edge = [c for c, m in enumerate(minutes) if 60 < m < math.inf and fight._is_edge(c, 60)]
        shares.append(len(fight.workable(hour)) / max(1, len(edge)))
    assert shares[0] > shares[1]


def test_what_it_still_does_comes_after_now_and_ends_once():
    fight, now = fought(20)
    left = fight.happenings(now)
    assert all(each.t_ms > now for each in left)
    assert left[-1] == Phase(left[-1].t_ms, False)
    assert sum(isinstance(each, Phase) for each in left) == 1


def test_a_fire_that_is_contained_makes_no_more_smoke_after_that_hour():
    fight, now = fought(20)
    assert not fight.spreads(now)
    assert fight.happenings(now)[-1].t_ms <= now + 2 * HOUR_MS


@pytest.mark.parametrize(("rate", "kw_m"), [(0, 0), (2, 930)])
def test_intensity_is_that_of_byram(rate, kw_m):
    assert intensity_kw_m(rate, 1.5, 18600) == pytest.approx(kw_m)


def test_fires_can_be_fought_only_where_a_scenario_says_so():
    of = struck(wildfires=[{**FIRE, "reach": 0.2, "id": "hill"}], burning=COARSE)
    streams = lucks(Streams(1, 0))
    assert fights(of, streams, of.horizon.ms) == {}
    on = of.model_copy(
        update={
            "capability": of.capability.model_copy(
                update={"model": True, "suppression": Suppression(model=True)}
            )
        }
    )
    assert list(fights(on, streams, on.horizon.ms)) == ["wildfire/hill"]
    assert fights(on, streams, HOUR_MS) == {}
