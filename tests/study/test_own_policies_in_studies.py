"""A policy of a user's own in studies and comparisons: checked before, run by workers, kept by its text."""

import sys

import pytest
from studies import HEAD, planned, swept

import sim.study.sweep
from sim.scenario.source import Faults, Mark
from sim.study import read_table
from sim.study.check import check
from sim.study.compare.contest import Asking, contest
from sim.study.own_policies import refuse_unknown, with_own_policies
from sim.terms.errors import BadInput

MINE = "from sim.policy import Nearest\nclass Mine(Nearest):\n    pass\n"
STUDY = HEAD + "scenario: hamlet\ndays: 1\nreplications: 2\nresponses: [calls.total, response.p50_s]\n"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine_for_studies.py").write_text(MINE, encoding="utf-8")
    yield tmp_path
    sys.modules.pop("mine_for_studies", None)


def study(folder, policies):
    file = folder / "study.yaml"
    file.write_text(f"{STUDY}policies: [{policies}]\n", encoding="utf-8")
    return file


def test_workers_run_it_as_they_run_any_other(folder):
    file = study(folder, "nearest, 'mine_for_studies:Mine'")
    swept(file, folder / "out", lambda checked: sim.study.sweep.local(checked, 2))
    table = read_table(folder / "out")
    assert set(table.status) == {"ok"}
    values = table.pivot_table(index=["rep", "response"], columns="policy", values="value")
    assert (values["nearest"] == values["mine_for_studies:Mine"]).all()


@pytest.mark.parametrize(
    ("policy", "words"),
    [
        ("'mine_for_studies:Other'", "expected a policy of your own, as module:Name"),
        ("'no_such_module:Mine'", "there is no module no_such_module"),
        ("nearst", "did you mean 'nearest'?"),
    ],
)
def test_what_cannot_be_found_is_said_before_anything_runs(folder, policy, words):
    with pytest.raises(BadInput) as raised:
        check(study(folder, f"nearest, {policy}"))
    (fault,) = raised.value.faults
    assert words in str(fault)
    assert fault.key == "policies.1"


def test_a_plan_of_a_comparison_may_have_it(folder):
    a, b = folder / "a.yaml", folder / "b.yaml"
    a.write_text("name: {zh: 甲, en: A}\npolicy: nearest\n", encoding="utf-8")
    b.write_text("name: {zh: 乙, en: B}\npolicy: mine_for_studies:Mine\n", encoding="utf-8")
    laid = contest(Asking("hamlet", (a, b)))
    assert [each.dispatch.policy for each in laid.scenarios] == ["nearest", "mine_for_studies:Mine"]
    before = laid.plan.code
    (folder / "mine_for_studies.py").write_text(f"{MINE}    # changed\n", encoding="utf-8")
    assert contest(Asking("hamlet", (a, b))).plan.code != before


def test_a_run_is_made_anew_when_the_text_of_its_policy_changed(folder):
    file = study(folder, "'mine_for_studies:Mine'")
    _, first = planned(file)
    assert planned(file)[1].code == first.code
    (folder / "mine_for_studies.py").write_text(f"{MINE}    # changed\n", encoding="utf-8")
    _, second = planned(file)
    task = first.task(next(iter(first.schedule())))
    assert first.key(task) != second.key(task)


def test_policies_that_ship_leave_the_version_as_it_is(folder):
    assert with_own_policies("abc", ["nearest", "coverage", ""]) == "abc"


def test_a_known_name_adds_no_fault(folder):
    faults = Faults()
    assert refuse_unknown("nearest", Mark("f"), "policy", faults)
    assert refuse_unknown("mine_for_studies:Mine", Mark("f"), "policy", faults)
    assert not faults
