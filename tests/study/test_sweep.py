"""The table of a study depends on the study alone: not on workers, order, stops, or what came later."""

import csv
import gzip
import json
from pathlib import Path

import pandas as pd
import pytest
from studies import HEAD, SMALL, Here, kept, planned, study_file, swept
from tasks import Fake

import sim.study.sweep
from sim.metric.summary import summary
from sim.run import run
from sim.scenario.load import load
from sim.study import read_table
from sim.study.digest import altered, means, status
from sim.study.journal import CRASHED, FAILED, OK, Outcome, StoreError, StoreFull
from sim.study.plan_file import read_plan
from sim.study.store import Store, journals, read_manifest
from sim.study.sweep import Count, Sweep, opened
from sim.study.worker import Runner, Setup

COLUMNS = [
    "study",
    "point",
    "scenario",
    "policy",
    "calls",
    "seed",
    "rep",
    "key",
    "status",
    "response",
    "value",
]


def fake(checked, **options):
    """Return a back end in this process that only pretends to run."""
    return Here(Fake(0)(), **options)


def real(checked, **options):
    """Return a back end in this process that runs."""
    return Here(sim.study.sweep.setup(checked)(), **options)


def rows(table):
    """Return the rows of a table's bytes."""
    return list(csv.DictReader(gzip.decompress(table).decode().splitlines()))


@pytest.fixture(scope="module")
def done(tmp_path_factory):
    """Run the small study for real, once for all."""
    home = tmp_path_factory.mktemp("done")
    file = study_file(home)
    table, _ = swept(file, home / "out", real)
    return file, home / "out", table


# --- what the table holds


def test_a_row_stands_for_each_run_and_response(done):
    _, _, table = done
    found = rows(table)
    assert len(found) == 2 * 2 * 3 * 2
    assert list(found[0]) == COLUMNS
    keys = [tuple(row[name] for name in ("scenario", "policy", "point", "rep", "response")) for row in found]
    assert len(set(keys)) == len(keys)
    assert {row["status"] for row in found} == {"ok"}
    assert len({row["key"] for row in found}) == 12


def test_a_value_is_that_of_the_run_it_names(done):
    _, _, table = done
    for row in rows(table):
        if row["policy"] == "nearest" and row["calls"] == "8":
            log = run(load("hamlet", ["demand.scale=8"]), "nearest", 1, int(row["rep"]), days=2)
            told = summary(log)
            expected = {"response.p50_s": told["response"]["p50_s"], "calls.total": told["calls"]["total"]}
            assert float(row["value"]) == expected[row["response"]]


def test_policies_and_points_share_their_luck(done):
    table = read_table(done[1])
    calls = table[table.response == "calls.total"].pivot_table(
        index=["calls", "rep"], columns="policy", values="value"
    )
    assert (calls["nearest"] == calls["run-card"]).all()
    assert calls["nearest"].nunique() > 1


def test_the_table_reads_as_pandas_in_one_line(done):
    table = read_table(done[1])
    assert list(table.columns) == COLUMNS
    assert table.value.dtype == float
    assert table.key.str.len().eq(32).all()
    frame = pd.read_csv(done[1] / "table.csv.gz")
    assert len(frame) == len(table)


def test_the_manifest_says_what_was_run_with_what(done):
    file, folder, _ = done
    said = read_manifest(folder)
    assert said["study"]["seed"] == 1
    assert said["study"]["factors"][0]["role"] == "uncertainty"
    assert said["scenarios"] == {"hamlet": load("hamlet").fingerprint}
    assert {"sanduan", "python", "numpy"} <= said["versions"].keys()
    assert said["most_runs"] == 12
    assert said["digest"] == planned(file)[1].study.digest


def test_the_points_are_told_in_the_order_of_the_design(done):
    with (done[1] / "points.csv").open(encoding="utf-8") as file:
        found = list(csv.DictReader(file))
    assert [(row["position"], row["calls"]) for row in found] == [("0", "4"), ("1", "8")]
    assert {row["point"] for row in found} == {row["point"] for row in rows(done[2])}


def test_a_folder_can_be_read_without_study_file_and_scenario(done):
    _, folder, table = done
    plan, store = read_plan(folder), Store(folder)
    try:
        again = [[str(cell) for cell in row] for row in plan.rows(store.get)]
    finally:
        store.close()
    assert [row[7] for row in again] == [row["key"] for row in rows(table)]


def test_status_and_means_are_told(done):
    found = status(done[1])
    assert (found.most, found.counts, found.damages) == (12, {"ok": 12}, [])
    told = means(done[1])
    assert len(told) == 8
    table = read_table(done[1])
    one = told[0]
    picked = table[
        (table.policy == one.policy) & (table.calls == one.point[0]) & (table.response == one.response)
    ]
    assert one.n == picked.value.count()
    assert one.mean == pytest.approx(picked.value.mean())


# --- what the table does not depend on


def test_order_and_number_of_workers_change_nothing(tmp_path):
    file = study_file(tmp_path)
    tables = {
        swept(file, tmp_path / str(room), lambda c, room=room: fake(c, room=room))[0] for room in (1, 3, 50)
    }
    assert len(tables) == 1


def test_processes_give_what_this_process_gives(done, tmp_path):
    file, _, table = done
    assert swept(file, tmp_path / "out")[0] == table


@pytest.mark.parametrize("most", [0, 1, 5, 11])
def test_a_study_that_is_stopped_goes_on_where_it_was(tmp_path, most):
    file = study_file(tmp_path)
    whole, _ = swept(file, tmp_path / "whole", fake)
    with pytest.raises(KeyboardInterrupt):
        swept(file, tmp_path / "out", lambda c: fake(c, most=most))
    assert kept(tmp_path / "out") == most
    ends = []
    table, sweep = swept(file, tmp_path / "out", lambda c: ends.append(fake(c)) or ends[0])
    assert table == whole
    assert len(ends[0].done) == 12 - most
    assert (sweep.count.kept, sweep.count.done) == (most, 12 - most)
    assert ends[0].closed


def test_a_study_that_ended_runs_nothing_again(done):
    file, folder, table = done
    backend = []
    again, _ = swept(file, folder, lambda c: backend.append(real(c)) or backend[0])
    assert again == table
    assert backend[0].done == []


MORE = [
    ("levels: [4, 8]", "levels: [2, 4, 8, 16]"),
    ("replications: 3", "replications: 5"),
    ("policies: [run-card, nearest]", "policies: [coverage, run-card, nearest]"),
    ("scenario: hamlet", "scenarios: [hamlet-cut, hamlet]"),
    ("responses: [", "responses: [calls.closed, "),
]


@pytest.mark.parametrize(("old", "new"), MORE, ids=[new for _, new in MORE])
def test_what_is_added_changes_no_row_that_is_there(tmp_path, old, new):
    before, _ = swept(study_file(tmp_path), tmp_path / "out", fake)
    backend = []
    file = study_file(tmp_path, SMALL.replace(old, new))
    after, _ = swept(file, tmp_path / "out", lambda c: backend.append(fake(c)) or backend[0])
    lines = set(gzip.decompress(after).decode().splitlines())
    assert set(gzip.decompress(before).decode().splitlines()) < lines
    common = [
        line for line in gzip.decompress(after).splitlines() if line in gzip.decompress(before).splitlines()
    ]
    assert common == gzip.decompress(before).splitlines()  # in the same order
    assert len(backend[0].done) == len({row["key"] for row in rows(after)}) - 12


def test_two_factors_in_another_order_are_the_same_runs(tmp_path):
    text = (
        "factors:\n  {}\n  {}\ndesign: {{kind: full_factorial}}\nscenario: hamlet\nresponses: [calls.total]\n"
    )
    two = "a: {path: demand.scale, levels: [1, 2]}", "b: {path: dispatch.answer, levels: [3, 4]}"
    first, _ = swept(study_file(tmp_path, text.format(*two)), tmp_path / "1", fake)
    other, _ = swept(study_file(tmp_path, text.format(*reversed(two))), tmp_path / "2", fake)
    assert {row["key"] for row in rows(first)} == {row["key"] for row in rows(other)}


def test_another_program_seed_or_length_runs_everything_anew(tmp_path):
    keys = []
    for body, code in (
        (SMALL, "code"),
        (SMALL, "other"),
        (SMALL + "seed: 2\n", "code"),
        (SMALL.replace("days: 2", "days: 3"), "code"),
    ):
        table, _ = swept(study_file(tmp_path, body), tmp_path / "out", fake, code)
        keys.append({row["key"] for row in rows(table)})
    assert len(set.union(*keys)) == 48


def test_a_point_that_stands_twice_in_a_design_is_run_once(tmp_path):
    body = SMALL.replace(
        "{kind: full_factorial}", "{kind: list, points: [{calls: 8}, {calls: 4}, {calls: 8}]}"
    )
    table, _ = swept(study_file(tmp_path, body), tmp_path / "out", fake)
    assert len(rows(table)) == 24
    assert len((tmp_path / "out" / "points.csv").read_text(encoding="utf-8").splitlines()) == 4


def test_variants_that_change_the_same_are_run_once(tmp_path):
    body = SMALL.replace(
        "{role: uncertainty, path: demand.scale, levels: [4, 8]}", "{variants: {none: [], nothing: []}}"
    )
    backend = []
    table, sweep = swept(
        study_file(tmp_path, body), tmp_path / "out", lambda c: backend.append(fake(c, room=50)) or backend[0]
    )
    assert len(rows(table)) == 24
    assert len(backend[0].done) == 6
    assert sweep.count.kept + sweep.count.done == 12


# --- what is shared


def test_another_study_finds_what_the_first_has_run(tmp_path):
    cache = tmp_path / "cache"
    swept(study_file(tmp_path), tmp_path / "1", real, cache=cache)
    file = study_file(tmp_path, SMALL.replace("[4, 8]", "[8, 9]"), HEAD.replace("try", "other"))
    backend = []
    table, sweep = swept(file, tmp_path / "2", lambda c: backend.append(real(c)) or backend[0], cache=cache)
    assert (sweep.count.kept, len(backend[0].done)) == (6, 6)
    assert {row["study"] for row in rows(table)} == {"other"}
    assert kept(tmp_path / "2") == 12  # a folder needs no cache to be read


def test_a_quantile_that_the_first_study_did_not_ask_for_is_run(tmp_path):
    cache = tmp_path / "cache"
    swept(study_file(tmp_path), tmp_path / "1", real, cache=cache)
    for responses, runs in (
        ("[response.p90_s, coverage.uncovered_share]", 0),
        ("[{quantile: 0.5, of: calls.response_s}]", 12),
    ):
        body = SMALL.replace("[response.p50_s, calls.total]", responses)
        backend = []
        swept(
            study_file(tmp_path, body),
            tmp_path / "1",
            lambda c, b=backend: b.append(real(c)) or b[0],
            cache=cache,
        )
        assert len(backend[0].done) == runs


def test_a_cache_that_cannot_be_used_is_told_and_stops_nothing(tmp_path):
    (tmp_path / "cache").write_text("in the way", encoding="utf-8")
    table, sweep = swept(study_file(tmp_path), tmp_path / "1", fake, cache=tmp_path / "cache")
    assert len(rows(table)) == 24
    assert "the cache is not used" in sweep.store.notes[0]


def test_many_runs_are_shared_before_the_end(tmp_path):
    _, plan = planned(study_file(tmp_path, SMALL.replace("replications: 3", "replications: 40")))
    with opened(tmp_path / "out", plan, tmp_path / "cache") as store:
        Sweep(plan, store).run(fake(None))
        assert len(store._cache) == 128
    assert kept(tmp_path / "out") == 160


def test_a_cache_that_breaks_on_the_way_stops_nothing(tmp_path):
    _, plan = planned(study_file(tmp_path))
    with opened(tmp_path / "out", plan, tmp_path / "cache") as store:
        store._cache.close()
        store._cache.write = lambda rows: (_ for _ in ()).throw(StoreFull("full"))
        store._cache.get = lambda key: None
        Sweep(plan, store).run(fake(None))
    assert store.notes == ["the cache is not used: full"]
    assert kept(tmp_path / "out") == 12


# --- what fails


def failing(given):
    """Return a failure for one replication."""
    if given.rep == 1:
        return Outcome(FAILED, {}, "ValueError: no, never")
    return Fake(0)().__call__(given)


def test_a_failed_run_is_recorded_with_its_seed_and_stops_no_other(tmp_path):
    table, sweep = swept(study_file(tmp_path), tmp_path / "out", lambda c: Here(failing))
    found = rows(table)
    assert len(found) == 24
    assert {(row["status"], row["value"]) for row in found if row["rep"] == "1"} == {("failed", "")}
    assert sweep.count.bad == 4
    with (tmp_path / "out" / "failures.csv").open(encoding="utf-8") as file:
        told = list(csv.DictReader(file))
    assert len(told) == 4
    assert {(row["seed"], row["rep"], row["error"]) for row in told} == {("1", "1", "ValueError: no, never")}
    assert {row["changes"] for row in told} == {"demand.scale=4", "demand.scale=8"}
    assert status(tmp_path / "out").counts == {"ok": 8, "failed": 4}


def test_failed_runs_are_made_again_only_when_asked(tmp_path):
    file = study_file(tmp_path)
    first, _ = swept(file, tmp_path / "out", lambda c: Here(failing))
    backends = []

    def watched(checked):
        backends.append(fake(checked))
        return backends[-1]

    same, _ = swept(file, tmp_path / "out", watched)
    assert (same, backends[-1].done) == (first, [])
    good, _ = swept(file, tmp_path / "out", watched, again=True)
    assert len(backends[-1].done) == 4
    assert good == swept(file, tmp_path / "whole", fake)[0]


def test_failures_are_not_shared(tmp_path):
    file, cache = study_file(tmp_path), tmp_path / "cache"
    swept(file, tmp_path / "1", lambda c: Here(failing), cache=cache)
    _, sweep = swept(file, tmp_path / "2", fake, cache=cache)
    assert (sweep.count.kept, sweep.count.done) == (8, 4)


def test_what_a_run_raises_is_its_outcome(tmp_path):
    checked, plan = planned(study_file(tmp_path))
    runner = Runner(Setup(checked.bases, 2, 1, ()))
    task = plan.task(next(iter(plan.schedule())))
    assert runner(task).status == OK
    failed = runner(task._replace(policy="nobody"))
    assert failed.status == FAILED
    assert failed.error.startswith("UnknownPolicy: no policy is called 'nobody'")
    together = runner(task._replace(changes=("dispatch.answer=700",)))
    assert "BadInput: dispatch.answer=700" in together.error


def test_a_worker_keeps_a_bounded_number_of_scenarios(tmp_path, monkeypatch):
    monkeypatch.setattr("sim.study.worker._KEPT", 2)
    checked, plan = planned(study_file(tmp_path))
    runner = Runner(Setup(checked.bases, 0.1, 1, ()))
    task = plan.task(next(iter(plan.schedule())))
    for scale in (1, 2, 1, 3, 1):
        runner(task._replace(changes=(f"demand.scale={scale}",)))
    assert [changes for _, changes in runner._scenarios] == [("demand.scale=3",), ("demand.scale=1",)]


# --- until it is known well enough

RULE = SMALL.replace(
    "replications: 3",
    "replications: {first: 4, max: 20, step: 4, until: {response: response.p50_s, half_width: 40}}",
)


def test_replications_follow_the_half_width_in_any_order(tmp_path):
    file = study_file(tmp_path, RULE)
    tables = {
        swept(file, tmp_path / str(room), lambda c, room=room: fake(c, room=room))[0] for room in (1, 7, 50)
    }
    assert len(tables) == 1
    counts = pd.DataFrame(rows(tables.pop())).groupby(["policy", "calls"]).rep.nunique()
    assert counts.between(8, 20).all()


@pytest.mark.parametrize("most", [3, 17, 30])
def test_a_stopped_study_with_a_rule_goes_on_to_the_same_end(tmp_path, most):
    file = study_file(tmp_path, RULE)
    whole, _ = swept(file, tmp_path / "whole", fake)
    with pytest.raises(KeyboardInterrupt):
        swept(file, tmp_path / "out", lambda c: fake(c, most=most))
    assert swept(file, tmp_path / "out", fake)[0] == whole


# --- what is wrong with a folder


def test_a_folder_with_something_else_is_left_alone(tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").touch()
    with pytest.raises(StoreError, match="something else"):
        swept(study_file(tmp_path), tmp_path / "out", fake)
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["mine.txt"]


def test_the_folder_of_another_study_is_left_alone(tmp_path):
    swept(study_file(tmp_path), tmp_path / "out", fake)
    file = study_file(tmp_path, head=HEAD.replace("try", "other"))
    with pytest.raises(StoreError, match="holds the study try, not other"):
        swept(file, tmp_path / "out", fake)


@pytest.mark.parametrize(
    ("content", "words"),
    [('{"store": 2}', "a store of version 2"), ("{", "damaged"), ("[]", "damaged"), ("{}", "damaged")],
)
def test_a_store_of_another_version_is_refused_by_name(tmp_path, content, words):
    swept(study_file(tmp_path), tmp_path / "out", fake)
    (tmp_path / "out" / "manifest.json").write_text(content, encoding="utf-8")
    with pytest.raises(StoreError, match=words):
        status(tmp_path / "out")
    with pytest.raises(StoreError, match=words):
        swept(study_file(tmp_path), tmp_path / "out", fake)


def test_a_folder_without_a_study_is_told_so(tmp_path):
    with pytest.raises(StoreError, match=r"it has no manifest\.json"):
        status(tmp_path)
    with pytest.raises(StoreError, match="no table yet"):
        read_table(tmp_path)


def test_a_plan_that_is_gone_or_damaged_is_named(tmp_path):
    swept(study_file(tmp_path), tmp_path / "out", fake)
    plan = tmp_path / "out" / "plan.json"
    plan.write_text("{}", encoding="utf-8")
    with pytest.raises(StoreError, match=r"plan\.json: not the plan"):
        read_plan(tmp_path / "out")
    plan.unlink()
    with pytest.raises(StoreError, match=r"plan\.json: cannot be read"):
        read_plan(tmp_path / "out")


def test_altered_results_are_named(tmp_path):
    swept(study_file(tmp_path), tmp_path / "out", fake)
    assert altered(tmp_path / "out") == []
    (tmp_path / "out" / "points.csv").write_text("x", encoding="utf-8")
    (tmp_path / "out" / "failures.csv").unlink()
    assert {damage.file.name: damage.what for damage in status(tmp_path / "out").damages} == {
        "points.csv": "is not what was written",
        "failures.csv": "is missing",
    }


def test_what_is_damaged_in_a_journal_is_computed_again(tmp_path):
    file = study_file(tmp_path)
    table, _ = swept(file, tmp_path / "out", fake)
    (journal,) = journals(tmp_path / "out")
    raw = bytearray(journal.read_bytes())
    at = raw.rindex(b"x\x01")  # the head of packed content
    raw[at + 5] ^= 1
    journal.write_bytes(raw)
    (damage,) = status(tmp_path / "out").damages
    assert damage.file == journal
    assert damage.row is not None
    again, sweep = swept(file, tmp_path / "out", fake)
    assert (again, sweep.count.done) == (table, 1)


def test_two_drivers_may_run_one_study_at_once(tmp_path):
    file = study_file(tmp_path)
    _, plan = planned(file)
    with opened(tmp_path / "out", plan, None) as one, opened(tmp_path / "out", plan, None) as two:
        Sweep(plan, one).run(fake(None))
        Sweep(plan, two).run(fake(None))
    assert len(journals(tmp_path / "out")) == 2
    assert kept(tmp_path / "out") == 12
    assert swept(file, tmp_path / "out", fake)[0] == swept(file, tmp_path / "whole", fake)[0]


def test_a_full_disk_keeps_what_was_written_and_stops_the_workers(tmp_path):
    file = study_file(tmp_path)
    whole, _ = swept(file, tmp_path / "whole", fake)
    _, plan = planned(file)
    backend = fake(None)
    with opened(tmp_path / "out", plan, None) as store:
        store._journal()._db.execute("PRAGMA max_page_count = 4")
        backend.work = lambda given: Outcome(OK, {str(i): i / 7 for i in range(300)})
        with pytest.raises(StoreFull, match="every run that ended is kept"):
            Sweep(plan, store).run(backend)
    assert backend.closed
    assert swept(file, tmp_path / "out", fake)[1].count.left == 0
    assert len(rows(whole)) == 24


def test_a_crashed_run_is_a_row_too(tmp_path):
    crash = Outcome(CRASHED, {}, "the worker died 3 times in this run")
    table, _ = swept(study_file(tmp_path), tmp_path / "out", lambda c: Here(lambda given: crash))
    assert {row["status"] for row in rows(table)} == {"crashed"}


def test_a_count_knows_rate_and_time_left():
    count = Count(most=100)
    assert (count.rate, count.left_s) == (0, None)
    count.done, count.kept = 10, 40
    count.begun_s -= 5
    assert count.left == 50
    assert count.rate == pytest.approx(2, rel=0.1)
    assert count.left_s == pytest.approx(25, rel=0.1)


def test_a_changed_study_leaves_its_history_in_the_manifest(tmp_path):
    swept(study_file(tmp_path), tmp_path / "out", fake)
    swept(study_file(tmp_path, SMALL.replace("3", "4")), tmp_path / "out", fake)
    swept(study_file(tmp_path, SMALL.replace("3", "4")), tmp_path / "out", fake)
    said = json.loads((tmp_path / "out" / "manifest.json").read_text(encoding="utf-8"))
    assert len(said["history"]) == 2
    assert said["history"][-1]["digest"] == said["digest"]


def test_a_journal_is_made_only_when_there_is_something_to_write(tmp_path):
    _, plan = planned(study_file(tmp_path))
    with opened(tmp_path / "out", plan, None):
        pass
    assert journals(Path(tmp_path / "out")) == []
