"""What a study keeps of a run is what the run's own tables and summary say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.metric.fold import Fold
from sim.metric.summary import summary
from sim.metric.tables import COLUMNS, contents, tables
from sim.run import run
from sim.scenario.load import load
from sim.scenario.source import Faults, Mark
from sim.study.base import Base
from sim.study.keys import changes_at, code_version, run_key
from sim.study.model import Factor, Response
from sim.study.responses import figures, is_known, known_figures, numbers
from sim.study.spread import Range
from sim.terms.errors import BadInput


@pytest.fixture(scope="module")
def lived():
    """Live through ten days of the hamlet."""
    scenario = load("hamlet")
    fold = Fold(scenario)
    return scenario, run(scenario, days=10, sinks=(fold,)), fold


def quantile(share, table, column, **where):
    return Response("q", "q", share, table, column, tuple(where.items()))


def test_every_number_of_the_summary_is_kept_under_its_path(lived):
    _, log, fold = lived
    found = figures(log, fold, ())
    told = summary(log)
    assert found["response.p50_s"] == told["response"]["p50_s"]
    assert found["waiting.for_unit.never_sent"] == told["waiting"]["for_unit"]["never_sent"]
    assert found["move_ups"] == told["move_ups"]
    assert not {"seed", "rep", "days", "title.zh", "workload.busiest_unit"} & found.keys()
    assert all(value is None or isinstance(value, int | float) for value in found.values())


def test_a_quantile_is_that_of_pandas(lived):
    _, log, fold = lived
    calls = tables(log).calls
    for share in (0.0, 0.5, 0.95, 1.0):
        found = figures(log, fold, [quantile(share, "calls", "response_s")])["q"]
        assert found == pytest.approx(calls.response_s.dropna().quantile(share))


def test_a_quantile_may_be_of_some_rows_only(lived):
    _, log, fold = lived
    calls = tables(log).calls
    found = figures(log, fold, [quantile(0.5, "calls", "response_s", kind="medical")])["q"]
    assert found == pytest.approx(calls[calls.kind == "medical"].response_s.dropna().quantile(0.5))


def test_a_quantile_of_nothing_is_missing(lived):
    _, log, fold = lived
    assert figures(log, fold, [quantile(0.5, "calls", "response_s", kind="none")])["q"] is None


def test_tables_without_pandas_hold_what_tables_hold(lived):
    _, log, fold = lived
    found = contents(fold)
    assert list(found) == list(COLUMNS)
    for name, frame in tables(log).items():
        assert len(frame) == len(found[name])
        assert all(len(row) == len(COLUMNS[name]) for row in found[name])


def test_the_figures_of_a_run_are_known_before_it(lived):
    scenario, log, fold = lived
    names = known_figures(scenario)
    found = figures(log, fold, ())
    assert {name for name in found if not is_known(name, names)} == set()
    assert set(names) <= found.keys()


def test_numbers_go_by_dotted_paths():
    tree = {"a": {"b": 1, "c": "text", "d": None}, "e": 2.5, "f": [1]}
    assert dict(numbers(tree)) == {"a.b": 1, "a.d": None, "e": 2.5}


# --- scenarios


def test_a_changed_copy_is_what_the_loader_makes():
    base = Base.read("hamlet", Faults())
    changes = ["demand.scale=2", "forces.town_brigades=false", "stations.FS01.crew=30"]
    known = [change for change in changes if "stations" not in change]
    assert base.scenario(known).fingerprint == load("hamlet", known).fingerprint
    assert base.scenario().fingerprint == load("hamlet").fingerprint


def test_a_base_that_was_sent_is_the_same():
    import pickle

    base = Base.read("hamlet", Faults())
    again = pickle.loads(pickle.dumps(base))
    assert again.scenario(["demand.scale=3"]).fingerprint == base.scenario(["demand.scale=3"]).fingerprint


def test_changes_that_do_not_go_together_are_refused():
    base = Base.read("hamlet", Faults())
    with pytest.raises(BadInput, match=r"dispatch\.answer=9999"):
        base.scenario(["dispatch.answer=9999"])


def test_a_base_that_is_not_there_is_a_fault():
    faults = Faults()
    assert Base.read("hamlt", faults) is None
    assert len(faults) == 1


def test_a_path_leads_somewhere_or_is_a_fault():
    base, faults = Base.read("hamlet", Faults()), Faults()
    assert base.leads("demand.scale=2", Mark("x"), faults)
    assert not base.leads("demand.scales=2", Mark("x", 3), faults)
    assert [fault.line for fault in faults] == [3]


# --- keys

WHAT = {
    "fingerprint": "f",
    "changes": ("a=1",),
    "policy": "nearest",
    "seed": 1,
    "rep": 0,
    "days": None,
    "code": "c",
}
OTHER = {
    "fingerprint": "g",
    "changes": ("a=2",),
    "policy": "run-card",
    "seed": 2,
    "rep": 1,
    "days": 1.0,
    "code": "d",
}


@pytest.mark.parametrize("part", WHAT)
def test_every_part_of_a_run_is_in_its_key(part):
    assert run_key(**WHAT) != run_key(**{**WHAT, part: OTHER[part]})
    assert run_key(**WHAT) == run_key(**dict(WHAT))


@given(st.integers(0, 2**64 - 1), st.integers(0, 2**64 - 1))
def test_seed_and_replication_are_not_mixed_up(seed, rep):
    if seed != rep:
        assert run_key(**{**WHAT, "seed": seed, "rep": rep}) != run_key(**{**WHAT, "seed": rep, "rep": seed})


def test_the_version_of_the_program_is_that_of_its_sources(tmp_path, monkeypatch):
    from sim.study import keys

    monkeypatch.setattr(keys, "_PACKAGE", tmp_path)
    seen = set()
    for name, text in (("a.py", "1"), ("a.py", "2"), ("b.py", "1"), ("note.txt", "1")):
        (tmp_path / name).write_text(text, encoding="utf-8")
        seen.add(keys.code_version.__wrapped__())
    assert len(seen) == 3
    assert len(code_version()) == 32


def test_changes_are_made_parents_first():
    factors = [Factor("x", "lever", path, Range(0, 9)) for path in ("b.c", "a.b.c", "a.b", "a")]
    assert changes_at(factors, (1, 2, 3, 4)) == ("a=4", "a.b=3", "a.b.c=2", "b.c=1")
    assert changes_at(reversed(factors), (4, 3, 2, 1)) == changes_at(factors, (1, 2, 3, 4))


@given(st.text(max_size=20))
def test_any_text_can_be_a_value_of_a_factor(text):
    from sim.scenario.yamltree import parse

    change = Factor("x", "lever", "a", Range(0, 1)).changes(text)[0]
    faults = Faults()
    node = parse(change.partition("=")[2], "x", faults)
    if not faults:
        assert node.content == text
