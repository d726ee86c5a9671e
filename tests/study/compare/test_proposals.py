"""A plan file is read as it is written, and all that is wrong in it is said at once, with its place."""

import pytest
from contests import NO_BRIGADES, NOTHING, plan_file

from sim.scenario.source import Faults
from sim.study.compare.contest import Asking, contest
from sim.study.compare.proposal import AS_IS, read_proposals
from sim.terms.errors import BadInput


def read(*files):
    faults = Faults()
    return read_proposals(files, faults), [str(fault) for fault in faults]


def faults_of(*files, scenario="hamlet", **asked):
    """Return everything that is wrong with a comparison."""
    with pytest.raises(BadInput) as caught:
        contest(Asking(scenario, files, **asked))
    return [str(fault) for fault in caught.value.faults]


def test_a_single_plan_is_set_against_the_scenario_as_it_is(tmp_path):
    (today, plan), faults = read(plan_file(tmp_path))
    assert faults == []
    assert (today.id, today.texts, today.file) == (AS_IS, (), None)
    assert (plan.id, plan.name.en, plan.texts) == (
        "plan",
        "No town brigades",
        ("forces.town_brigades=false",),
    )


def test_of_several_plans_the_first_is_what_others_are_compared_with(tmp_path):
    files = plan_file(tmp_path, NOTHING, "a.yaml"), plan_file(tmp_path, NO_BRIGADES, "b.yaml")
    assert [plan.id for plan in read(*files)[0]] == ["a", "b"]


def test_plans_of_one_name_in_two_folders_are_told_apart(tmp_path):
    (tmp_path / "x").mkdir()
    files = [plan_file(tmp_path), plan_file(tmp_path / "x"), plan_file(tmp_path, name=f"{AS_IS}.yaml")]
    assert [plan.id for plan in read(*files)[0]] == ["plan", "plan-2", AS_IS]
    assert [plan.id for plan in read(files[2])[0]] == [AS_IS, f"{AS_IS}-2"]


def test_a_policy_is_a_change_like_any_other(tmp_path):
    (_, plan), faults = read(plan_file(tmp_path, f"{NOTHING}policy: nearest\n"))
    assert (plan.texts, faults) == (("dispatch.policy=nearest",), [])


def test_everything_wrong_in_all_files_is_said_at_once_with_line_and_column(tmp_path):
    one = plan_file(
        tmp_path,
        "name: {zh: 甲}\npolicy: nearst\npach: []\npatch:\n  - 7\n  - forces.town_brigade=false\n",
    )
    other = plan_file(tmp_path, "name: {zh: 乙, en: B}\npatch:\n  - demand.scale=-1\n", "b.yaml")
    told = faults_of(one, other)
    wanted = [
        (f"{one}:1:", "en"),
        (f"{one}:2:9", "nearest"),
        (f"{one}:3:1", "patch"),
        (f"{one}:5:5", "path=value"),
        (f"{one}:6:5", "town_brigades"),
        (f"{other}:3:5", "demand.scale"),
    ]
    assert len(told) == len(wanted)
    for place, word in wanted:
        assert any(place in line and word in line for line in told), (place, told)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "a mapping"),
        ("- a\n", "a mapping"),
        ("name: [\n", "YAML"),
        ("patch: []\n", "name"),
        ("name: {zh: 甲, en: A}\npatch: forces.town_brigades=false\n", "a list"),
        ("name: {zh: 甲, en: A}\npatch: [nonsense]\n", "path=value"),
        ("name: {zh: 甲, en: A}\npolicy: 7\n", "text"),
    ],
)
def test_what_is_no_plan_is_named_in_one_line(tmp_path, text, said):
    (line,) = faults_of(plan_file(tmp_path, text))
    assert said in line


def test_a_file_that_is_not_there_and_a_scenario_that_is_not_are_both_named(tmp_path):
    told = faults_of(tmp_path / "no.yaml", scenario="hamlt")
    assert len(told) == 2
    assert any("no.yaml" in line and "plan file" in line for line in told)
    assert any("hamlt" in line for line in told)


def test_a_bad_change_of_all_plans_is_told_once_and_hides_no_other(tmp_path):
    bad = plan_file(tmp_path, NOTHING + "patch: [demand.scale=x]\n")
    told = faults_of(bad, plan_file(tmp_path, NOTHING, "b.yaml"), sets=("demand.scal=1",), policy="best")
    assert len(told) == 3
    for place in ("--set", "--policy", str(bad)):
        assert sum(place in line for line in told) == 1


def test_every_plan_has_its_own_changes_on_top_of_those_of_all(tmp_path):
    files = plan_file(tmp_path, NOTHING, "a.yaml"), plan_file(tmp_path, f"{NOTHING}policy: nearest\n")
    laid = contest(Asking("hamlet", files, reps=3, policy="coverage", sets=("demand.scale=9",)))
    policies = [scenario.dispatch.policy for scenario in laid.scenarios]
    assert policies == ["coverage", "nearest"]
    assert {scenario.demand.scale.value for scenario in laid.scenarios} == {9}
    assert (laid.plan.cells, laid.plan.schedule().most) == (2, 6)
    assert laid.plan.changes[1] == (
        "demand.scale=9",
        "dispatch.policy=coverage",
        "dispatch.policy=nearest",
    )
