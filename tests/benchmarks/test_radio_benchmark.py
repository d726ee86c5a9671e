"""P21 compares runs that met the same incidents, and says so where they did not."""

from experiments.benchmarks import bench_radio
from experiments.benchmarks.bench_radio import BEARERS, IDEAL, Told, both, live, more_messages, same_incidents
from experiments.benchmarks.harness import Runs
from experiments.benchmarks.year import Stopwatch
from sim.record.facts import IncidentBegan
from sim.scenario.load import load

BEGAN = IncidentBegan(0, 0, 0, 0, 0, (), 1, 1)


def test_the_same_incidents_befall_the_storm_with_and_without_bearers() -> None:
    results = {variant.name: variant.run() for variant in both("fuling-storm", 0.5)}
    assert set(results) == {IDEAL, BEARERS}
    assert same_incidents(results) == ""
    assert more_messages(Runs({}, results)) > 1


def test_other_incidents_and_none_at_all_are_found() -> None:
    one, other, none = Told(((0, BEGAN),), 1), Told(((1, BEGAN),), 1), Told((), 0)
    assert same_incidents({IDEAL: one, BEARERS: one}) == ""
    assert same_incidents({IDEAL: one, BEARERS: other}) == "the incidents differ"
    assert same_incidents({IDEAL: none, BEARERS: none}) == "nothing happened"


def test_a_run_is_told_by_its_incidents_and_messages() -> None:
    watch = Stopwatch()
    told = live(load("hamlet"), 20, watch)
    assert told.incidents
    assert told.messages > len(told.incidents)
    assert watch.read() > 0


def test_the_year_is_held_to_twice_the_time_of_ideal_communications() -> None:
    (year, _) = bench_radio.benchmarks()
    assert [(goal.text, goal.limit) for goal in year.goals] == [("bearers / ideal", 2)]
