"""``sanduan check`` lists what is assumed, most influential first, and says by what rule."""

import csv

import pytest
from studies import HEAD, Here, study_file, swept
from typer.testing import CliRunner

import sim.cli
from sim.cli_check import HEADS, MOST_SHOWN, MOST_TABLES, _sure, _warn_of_weak, ranked
from sim.scenario.doubts import doubts
from sim.scenario.load import load
from sim.study.influence import Influence, influences
from sim.study.journal import OK, Outcome
from sim.terms.errors import BadInput

BODY = """
scenario: hamlet
policies: [run-card]
factors:
  calls: {role: uncertainty, path: demand.scale, range: {low: 1, high: 9}}
  wait: {role: uncertainty, path: dispatch.coverage, range: {low: 1, high: 9}}
replications: 2
responses: [response.p50_s]
"""
PATH = "dispatch.coverage"
SALTELLI = "design: {kind: saltelli, points: 16}\n"
MORRIS = "design: {kind: morris, trajectories: 6, levels: 4}\n"
CUBE = "design: {kind: latin_hypercube, points: 24}\n"
OTHER = "design: {kind: sobol, points: 4}\n"


def sanduan(*words):
    return CliRunner().invoke(sim.cli.app, [str(word) for word in words])


def pretended(task):
    """Stand for a run in which the second factor counts three times as much as the first."""
    said = dict(change.split("=") for change in task.changes)
    value = float(said["demand.scale"]) + 3 * float(said[PATH])
    return Outcome(OK, {"response.p50_s": value}, "", 1)


@pytest.fixture(scope="module")
def studied(tmp_path_factory):
    def made(design):
        home = tmp_path_factory.mktemp("study")
        swept(study_file(home, BODY + design, HEAD), home / "out", lambda _: Here(pretended))
        return home / "out"

    return {design: made(design) for design in (SALTELLI, MORRIS, CUBE, OTHER)}


def keys_in(text):
    """Return the first column of the table that was printed, without heads."""
    lines = [line.split("│")[1].strip() for line in text.splitlines() if line.startswith("│")]
    return [key for key in lines if key]


def test_at_most_twenty_are_printed_and_of_tables_ten():
    done = sanduan("check", "three-cuts-all")
    keys = keys_in(done.stdout)
    assert done.exit_code == 0
    assert len(keys) == MOST_SHOWN
    assert sum(key.endswith((".csv", ".geojson")) for key in keys) == MOST_TABLES


def test_the_rule_is_said_in_both_languages():
    said = sanduan("check", "hamlet").stdout
    assert "按牵涉范围排序（非实测影响）" in said
    assert "by what hangs on it (not measured influence)" in said
    assert all(head in said for head in HEADS if head != "单位 unit")


def test_how_many_are_not_shown_is_said_and_all_shows_them():
    some, every = sanduan("check", "hamlet").stdout, sanduan("check", "hamlet", "--all").stdout
    assert "(--all)" in some
    assert "(--all)" not in every
    assert "未启用 off" in every
    assert "未启用 off" not in some
    assert len(every.splitlines()) > len(doubts(load("hamlet")))


def test_the_csv_holds_all_in_the_order_that_is_printed(tmp_path):
    file = tmp_path / "doubts.csv"
    assert sanduan("check", "hamlet", "--csv", file).exit_code == 0
    with file.open(encoding="utf-8-sig", newline="") as opened:
        rows = list(csv.reader(opened))
    assert tuple(rows[0]) == HEADS
    assert [row[0] for row in rows[1:]] == [one.path for one in doubts(load("hamlet"))]
    assert [row[-1] for row in rows[1:]] == [one.source for one in doubts(load("hamlet"))]


def test_a_csv_that_exists_is_left_alone(tmp_path):
    file = tmp_path / "doubts.csv"
    file.write_text("mine")
    done = sanduan("check", "hamlet", "--csv", file)
    assert (done.exit_code, file.read_text()) == (2, "mine")
    assert "a file that does not exist yet" in done.output


@pytest.mark.parametrize("design", [SALTELLI, MORRIS, CUBE])
def test_what_a_study_measured_comes_first_by_its_index(studied, design):
    found = influences(studied[design], "hamlet")
    assert found[PATH].share == 1
    assert 0 < found["demand.scale"].share < 1
    order = [one.path for one in ranked(doubts(load("hamlet")), found)]
    assert order[:2] == [PATH, "demand.scale"]
    assert order[2:] == [one.path for one in doubts(load("hamlet")) if one.path not in found]


def test_morris_gives_the_mean_effect_over_the_whole_range_in_minutes(studied):
    found = influences(studied[MORRIS], "hamlet")
    assert found["demand.scale"].size == pytest.approx(8 / 60)
    assert found[PATH].size == pytest.approx(24 / 60)


def test_the_command_says_what_was_measured_and_what_was_not(studied):
    done = sanduan("check", "hamlet", "--study", studied[MORRIS])
    assert done.exit_code == 0
    assert "by influence measured in the study" in done.stdout
    assert keys_in(done.stdout)[:2] == [PATH, "demand.scale"]
    assert "measured 1.00" in done.stdout
    assert "Morris mu*" in done.stdout.replace("\n", " ")


def test_a_regression_tells_coefficient_interval_and_how_much_it_explains(studied):
    found = influences(studied[CUBE], "hamlet")[PATH]
    assert found.measure == "SRC"
    assert found.size == pytest.approx(
        3 / 10**0.5, abs=0.1
    )  # of variances 1 and 9, but for their chance correlation
    assert found.low <= found.size <= found.high
    assert found.r2 == pytest.approx(1)
    done = sanduan("check", "hamlet", "--study", studied[CUBE]).stdout
    assert "R² 1.00" in done
    assert "take the order as a hint" not in done


def test_a_regression_that_explains_little_is_said_to_be_a_hint(capsys):
    weak = Influence(1.0, -0.4, "SRRC", "people", -0.6, -0.1, 0.31)
    assert weak.is_weak
    assert "R² 0.31 弱 weak" in _sure(weak)
    _warn_of_weak({PATH: weak, "other": Influence(1.0, 0.4, "Morris mu*", "late")})
    said = capsys.readouterr().out
    assert "people: 回归只解释 31%" in said
    assert "late" not in said


def test_a_study_of_another_scenario_or_design_is_refused(studied):
    with pytest.raises(BadInput, match="a study of the scenario hamlet-silent"):
        influences(studied[MORRIS], "hamlet-silent")
    done = sanduan("check", "hamlet", "--study", studied[OTHER])
    assert done.exit_code == 2
    assert "a study with the design saltelli, morris or latin_hypercube" in done.output


def test_a_study_that_cannot_tell_yet_is_refused(tmp_path):
    same = "design: {kind: saltelli, points: 4}\n"
    swept(study_file(tmp_path, BODY + same, HEAD), tmp_path / "out", lambda _: Here(pretended))
    with pytest.raises(BadInput, match="has run far enough"):
        influences(tmp_path / "out", "hamlet")


def test_a_response_that_nothing_changes_tells_no_influence(tmp_path):
    def flat(_):
        return Outcome(OK, {"response.p50_s": 60.0}, "", 1)

    swept(study_file(tmp_path, BODY + MORRIS, HEAD), tmp_path / "out", lambda _: Here(flat))
    with pytest.raises(BadInput, match="has run far enough"):
        influences(tmp_path / "out", "hamlet")


def test_what_was_measured_is_shown_also_where_it_is_off():
    found = doubts(load("hamlet"))
    off = next(one for one in found if not one.used and one.people is None)
    assert ranked(found, {off.path: Influence(1.0, 2.0, "Morris mu*", "calls.total")})[0] == off
