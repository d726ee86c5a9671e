"""``sanduan compare`` runs plans on the same luck, says what may be said of them, and writes it down."""

import csv
import json
import re

import numpy as np
import pytest
from typer.testing import CliRunner

import sim.cli
import sim.cli_parts
from sim.study.pool import LocalPool

NO_BRIGADES = "name: {zh: 撤销镇街专职队, en: No town brigades}\npatch:\n  - forces.town_brigades=false\n"
SAME = "name: {zh: 照旧, en: Nothing new}\n"
ARGUMENTS = ("--reps", 5, "--days", 5, "--workers", 1)


def compare(*words):
    return CliRunner().invoke(sim.cli.app, ["compare", *map(str, words)])


def written(folder, text, name="plan.yaml"):
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """A folder with two plan files."""
    folder = tmp_path_factory.mktemp("compare")
    written(folder, NO_BRIGADES, "none.yaml")
    written(folder, SAME, "same.yaml")
    return folder


@pytest.fixture(scope="module")
def done(home):
    """A comparison of two plans with the first of them, and its folder."""
    plans = [word for name in ("same", "none", "same") for word in ("--plan", home / f"{name}.yaml")]
    result = compare("hamlet", *plans, *ARGUMENTS, "--out", home / "out", "--lang", "en")
    assert result.exit_code == 0, result.output
    return result, home / "out"


def test_a_plan_that_leaves_people_uncovered_is_called_worse_in_people(done):
    result, _ = done
    assert "No town brigades against Nothing new: worse" in result.output
    assert re.search(r"Worse: People beyond coverage \+[23],\d{3} people", result.output)


def test_a_plan_that_changes_nothing_is_called_the_same(done):
    assert "Nothing new against Nothing new: the same in every replication" in done[0].output


def test_what_is_too_thin_says_so_and_how_many_more_would_settle_it(done):
    result, out = done
    rows = json.loads((out / "compare.json").read_text(encoding="utf-8"))["comparisons"]
    thin = [row for row in rows if row["verdict"] == "thin" and row["more"] is not None]
    assert thin
    assert "Too thin:" in result.output
    assert f"about {thin[0]['more']:,} more replications" in result.output
    assert "Assumptions: the true difference is as large as the one seen" in result.output


def test_json_holds_all_that_it_takes_to_do_it_again(done):
    said = json.loads((done[1] / "compare.json").read_text(encoding="utf-8"))
    assert (said["scenario"], said["seed"], said["reps"], said["days"]) == ("hamlet", 1, 5, 5.0)
    assert [plan["id"] for plan in said["plans"]] == ["same", "none", "same-2"]
    assert said["plans"][1]["patch"] == ["forces.town_brigades=false"]
    assert said["baseline"] == "same"
    assert said["judging"]["power"]["label"] == "assumption"
    assert said["judging"]["family"] == len(said["comparisons"])
    assert said["runs"] == {"ok": 15, "bad": 0}
    assert {name: found["overall"] for name, found in said["verdicts"].items()} == {
        "none": "worse",
        "same-2": "same",
    }


def test_the_differences_are_those_of_the_table_of_runs(done):
    """What a reader computes from the runs is what the comparison says."""
    from sim.study import read_table

    table = read_table(done[1])
    rows = table[table["response"] == "response.p90_s"].pivot(index="rep", columns="plan", values="value")
    gaps = (rows["none"] - rows["same"]).to_numpy() / 60
    with (done[1] / "compare.csv").open(encoding="utf-8") as file:
        found = next(r for r in csv.DictReader(file) if (r["plan"], r["measure"]) == ("none", "p90"))
    assert float(found["difference"]) == pytest.approx(gaps.mean())
    assert float(found["sd"]) == pytest.approx(np.std(gaps, ddof=1))
    assert (found["pairs"], found["lost"], found["unit"]) == ("5", "0", "min")


def test_figure_and_verdict_are_written(done):
    _, out = done
    assert (out / "compare.png").read_bytes().startswith(b"\x89PNG")
    figure = (out / "compare.svg").read_text(encoding="utf-8")
    assert "<svg" in figure
    words = (out / "verdict.txt").read_text(encoding="utf-8")
    assert words.startswith("Plans compared: Hamlet\nNo town brigades against Nothing new")
    assert "n = 5 replications, seed 1" in words


def test_the_folder_is_that_of_a_study(done):
    told = CliRunner().invoke(sim.cli.app, ["study", "status", str(done[1])])
    assert (told.exit_code, told.stdout) == (0, "compare: 15 of 15 runs at most  ok 15\n")


def test_more_replications_go_on_where_it_ended(done, home, monkeypatch):
    """Two more of each of two plans: four runs are made, and ten are not made again."""
    made = []
    submit = LocalPool.submit
    monkeypatch.setattr(LocalPool, "submit", lambda pool, task: (made.append(task), submit(pool, task))[1])
    plans = ("--plan", home / "same.yaml", "--plan", home / "none.yaml")
    result = compare("hamlet", *plans, *ARGUMENTS[2:], "--reps", 7, "--out", done[1].with_name("more"))
    assert result.exit_code == 0
    assert sorted(task.rep for task in made) == [5, 5, 6, 6]
    assert "撤销镇街专职队 对比 照旧" in result.output


def test_a_single_plan_is_compared_with_the_scenario_as_it_is_and_leaves_nothing(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    plan = written(tmp_path, SAME)
    result = compare("hamlet", "--plan", plan, "--reps", 2, "--days", 1, "--workers", 1, "--matters", 0.5)
    assert result.exit_code == 0, result.output
    assert "照旧 对比 现行想定：每次重复都完全相同" in result.output
    assert [path.name for path in tmp_path.iterdir()] == ["plan.yaml"]


def test_runs_without_calls_make_no_pairs_and_say_so(tmp_path):
    plan, out = written(tmp_path, SAME + "patch: [demand.scale=0]\n"), tmp_path / "out"
    result = compare("hamlet", "--plan", plan, "--reps", 2, "--days", 3, "--workers", 1, "--out", out)
    assert result.exit_code == 0, result.output
    assert "没有成对数值：首车到场时间中位数" in result.output
    assert "缺一方数值、不成对的重复：首车到场时间中位数 2 次" in result.output
    rows = json.loads((out / "compare.json").read_text(encoding="utf-8"))["comparisons"]
    assert [row["difference"] for row in rows if row["measure"] == "p50"] == [None]


def test_runs_that_fail_are_told(tmp_path, monkeypatch):
    monkeypatch.setattr("sim.study.compare.contest.OK", "never")
    result = compare("hamlet", "--plan", written(tmp_path, SAME), "--reps", 2, "--days", 1, "--workers", 1)
    assert result.exit_code == 1
    assert "4 runs failed 失败" in result.stderr
    assert result.stdout == ""


def test_ctrl_c_leaves_what_has_ended(tmp_path, monkeypatch):
    def stop(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(LocalPool, "results", stop)
    for more, said in (((), "stopped 已停止"), (("--out", tmp_path / "out"), "the same command goes on")):
        result = compare("hamlet", "--plan", written(tmp_path, SAME), "--workers", 1, *more)
        assert result.exit_code == sim.cli_parts.INTERRUPTED
        assert said in result.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--matters", "x"), "--matters"),
        (("--matters", "miles=2"), "one of min, points, calls, people"),
        (("--matters", "-1"), "a number above 0"),
        (("--lang", "fr"), "--lang"),
        (("--policy", "best"), "--policy"),
        (("--set", "demand.scal=1"), "--set"),
        (("--plan", "no.yaml"), "no.yaml"),
        (("--plan", "p.yaml") * 12, "at most 12 plans"),
    ],
)
def test_bad_input_is_named_in_a_line_without_a_traceback(tmp_path, words, said):
    result = compare("hamlet", "--plan", written(tmp_path, SAME), *words)
    assert result.exit_code == sim.cli_parts.BAD_INPUT
    assert said in result.stderr
    assert "Traceback" not in result.output


def test_a_folder_with_something_else_in_it_is_refused(tmp_path):
    result = compare("hamlet", "--plan", written(tmp_path, SAME), "--out", tmp_path)
    assert result.exit_code == sim.cli_parts.BAD_INPUT
    assert "something else in it" in result.stderr
