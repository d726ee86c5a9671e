"""Replications go round all cells, and stop by what a cell has shown, never by who was first."""

import math
from statistics import mean, stdev

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.study.model import Replications
from sim.study.schedule import Moments, Run, Schedule

RULE = Replications(first=4, most=20, step=3, response="x", half_width=1.0, level=0.95)


def lived(schedule, value, order=lambda pending: 0):
    """Run a schedule to its end; `order` picks which of the pending runs ends next."""
    pending, begun = [], []
    while True:
        new = list(schedule)
        begun += new
        pending += new
        if not pending:
            return begun
        run = pending.pop(order(pending))
        schedule.tell(run, value(run))


def test_replications_go_round_all_cells():
    assert list(Schedule(3, Replications(2, 2, 2))) == [
        Run(0, 0),
        Run(1, 0),
        Run(2, 0),
        Run(0, 1),
        Run(1, 1),
        Run(2, 1),
    ]


@given(cells=st.integers(1, 30), reps=st.integers(1, 30), scenarios=st.integers(1, 99))
def test_every_run_is_begun_once(cells, reps, scenarios):
    runs = list(Schedule(cells, Replications(reps, reps, reps), scenarios))
    assert sorted(runs) == [Run(cell, rep) for cell in range(cells) for rep in range(reps)]


def test_many_scenarios_are_visited_in_blocks():
    """A worker that cannot keep all scenarios ready makes each anew for eight replications, not for each."""
    runs = list(Schedule(100, Replications(16, 16, 16), scenarios=100))
    assert [run.cell for run in runs[:9]] == [0] * 8 + [1]
    assert runs[800] == Run(0, 8)


def test_a_fixed_number_needs_no_telling():
    schedule = Schedule(2, Replications(3, 3, 3))
    assert (schedule.watches, schedule.most, schedule.reps(1), schedule.short) == (False, 6, 3, [])
    schedule.tell(Run(0, 0), 1.0)
    assert len(list(schedule)) == 6


def test_a_cell_that_does_not_vary_stops_after_two_checks():
    schedule = Schedule(1, RULE)
    assert len(lived(schedule, lambda run: 5.0)) == 7
    assert (schedule.reps(0), schedule.short) == (7, [])


def test_a_cell_that_varies_goes_on_to_the_most():
    schedule = Schedule(2, RULE)
    begun = lived(schedule, lambda run: 100.0 * (run.rep % 2) if run.cell else 0.0)
    assert (schedule.reps(0), schedule.reps(1), schedule.short) == (7, 20, [1])
    assert len(begun) == 27


def test_failed_runs_count_as_runs_but_not_as_values():
    schedule = Schedule(1, RULE)
    lived(schedule, lambda run: None if run.rep % 2 else 5.0)
    assert schedule.reps(0) == 7


def test_nothing_but_failures_ends_at_the_most():
    schedule = Schedule(1, RULE)
    lived(schedule, lambda run: None)
    assert (schedule.reps(0), schedule.short) == (20, [0])


@settings(max_examples=60)
@given(seed=st.integers(0, 2**32), width=st.floats(0.1, 5))
def test_how_often_does_not_depend_on_who_ends_first(seed, width):
    rule = Replications(4, 40, 3, "x", width, 0.9)

    def value(run):
        return math.sin(run.cell * 1000 + run.rep * 7919 + seed) * 3

    first, last, mixed = (Schedule(3, rule) for _ in range(3))
    lived(first, value)
    lived(last, value, lambda pending: len(pending) - 1)
    lived(mixed, value, lambda pending: seed % len(pending))
    counts = [[schedule.reps(cell) for cell in range(3)] for schedule in (first, last, mixed)]
    assert counts[0] == counts[1] == counts[2]
    assert first.short == sorted(last.short) == sorted(mixed.short)


@settings(max_examples=60)
@given(seed=st.integers(0, 2**32))
def test_where_it_stops_the_interval_is_small_enough(seed):
    rule = Replications(4, 400, 3, "x", 0.5, 0.95)
    schedule = Schedule(1, rule)

    def value(run):
        return math.sin(run.rep * 7919 + seed) * 3

    lived(schedule, value)
    moments = Moments()
    for rep in range(schedule.reps(0)):
        moments.add(value(Run(0, rep)))
    assert moments.half_width(0.95) <= 0.5


@given(st.lists(st.floats(-1e6, 1e6), min_size=2, max_size=50))
def test_moments_are_mean_and_deviation(numbers):
    moments = Moments()
    for number in numbers:
        moments.add(number)
    assert moments.mean == pytest.approx(mean(numbers), abs=1e-6)
    assert moments.sd == pytest.approx(stdev(numbers), abs=1e-4, rel=1e-6)


def test_the_half_width_is_that_of_the_tables():
    """Student's t for 9 degrees of freedom at 95 % is 2.262."""
    moments = Moments()
    for number in range(10):
        moments.add(number)
    assert moments.half_width() == pytest.approx(2.262 * stdev(range(10)) / math.sqrt(10), rel=1e-3)


def test_one_number_has_no_interval():
    moments = Moments()
    moments.add(1.0)
    assert moments.half_width() == math.inf
    assert math.isnan(moments.sd)
