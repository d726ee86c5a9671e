"""The command `comms` surveys, prints and writes all or nothing; bad words are told in a line each."""

import csv
import json

import pytest
from test_bad_words import listing, refused
from test_commands import sanduan

import sim.survey
from sim.report.comms.words import WORDS
from sim.scenario.load import load


@pytest.fixture
def here(tmp_path, monkeypatch):
    """Work in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture(scope="module")
def done(tmp_path_factory):
    """Survey the silent hamlet at noon, once for all."""
    folder = tmp_path_factory.mktemp("surveys") / "done"
    return folder, sanduan("comms", "hamlet-silent", "--at", 12, "--lang", "en", "--out", folder)


def summary(folder):
    return json.loads((folder / "summary.json").read_text(encoding="utf-8"))


def test_a_survey_prints_its_tables_and_where_its_results_are(done):
    folder, result = done
    assert result.exit_code == 0
    flat = result.stdout.replace("\n", "")
    assert f"results: {folder}/" in flat
    for word in ("matrix", "failures", "radio_failures", "autonomy_sites", "autonomy_posts", "coverage"):
        assert WORDS[word].en.split(":")[0] in result.stdout.replace("\n", " ")


def test_a_survey_leaves_a_summary_tables_and_figures_and_no_working_folder(done):
    folder, _ = done
    assert [path.name for path in folder.parent.iterdir()] == ["done"]
    assert {path.name for path in folder.iterdir()} == {"summary.json", "tables", "figures"}
    assert {path.name for path in (folder / "figures").iterdir()} == {"map.png", "matrix.png", "coverage.png"}
    assert all(path.read_bytes()[:8] == b"\x89PNG\r\n\x1a\n" for path in (folder / "figures").iterdir())
    assert folder.stat().st_mode & 0o777 == 0o755


def test_the_survey_is_of_the_time_and_the_scenario_that_were_asked_for(done):
    told = summary(done[0])
    assert (told["scenario"], told["at_h"], told["seed"], told["rep"]) == ("hamlet-silent", 12, 1, 0)
    assert told["fingerprint"] == load("hamlet-silent").fingerprint
    assert told["townships_without_mains"] == ["T2", "T3"]


def test_a_survey_twice_is_the_same_bytes(done, tmp_path):
    assert (
        sanduan("comms", "hamlet-silent", "--at", 12, "--lang", "en", "--out", tmp_path / "x").exit_code == 0
    )
    assert listing(tmp_path / "x") == listing(done[0])


def test_results_without_a_name_are_numbered_and_named_after_the_survey(here):
    for _ in range(2):
        assert sanduan("comms", "hamlet").exit_code == 0
    assert sorted(path.name for path in (here / "runs").iterdir()) == ["hamlet-comms-001", "hamlet-comms-002"]


def test_a_folder_may_be_surveyed_with_changes_seed_and_replication(here):
    (here / "mine").mkdir()
    (here / "mine" / "scenario.yaml").write_text("extends: hamlet-silent\nname: mine\n", encoding="utf-8")
    words = ("--set", "bearers.radio.shadow_sigma=0", "--seed", 5, "--rep", 2)
    assert sanduan("comms", "mine", *words).exit_code == 0
    told = summary(here / "runs" / "mine-comms-001")
    assert (told["scenario"], told["seed"], told["rep"], told["at_h"]) == ("mine", 5, 2, 0)
    changed = load("mine", ["bearers.radio.shadow_sigma=0", "comms=bearers"])
    assert told["fingerprint"] == changed.fingerprint


def test_messages_travel_by_bearers_whatever_the_scenario_says(here):
    assert sanduan("comms", "hamlet-silent", "--set", "comms=ideal", "--out", "x").exit_code == 0
    with (here / "x" / "tables" / "contacts.csv").open(encoding="utf-8-sig", newline="") as file:
        states = {row["state"] for row in csv.DictReader(file)}
    assert {"both", "no_terminal"} <= states


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("hamlt",), "did you mean 'hamlet'"),
        (("hamlet-silent", "--at", "x"), "--at"),
        (("hamlet-silent", "--at", -1), "--at: expected hours from 0 to 72"),
        (("hamlet-silent", "--at", 73), "got 73"),
        (("hamlet-silent", "--at", "nan"), "got nan"),
        (("hamlet-silent", "--seed", -1), "--seed"),
        (("hamlet-silent", "--rep", "x"), "--rep"),
        (("hamlet-silent", "--lang", "fr"), "--lang"),
        (("hamlet-silent", "--set", "horizn=3"), "did you mean"),
        (("hamlet-silent", "--set", "bearers.radio.handheld_power=-1"), "handheld_power"),
    ],
)
def test_a_bad_word_is_told_and_nothing_is_left_behind(here, words, told):
    assert told in "\n".join(refused(here, "comms", *words))


def test_a_folder_that_is_there_is_not_written_into(here):
    (here / "mine").mkdir()
    (line,) = refused(here, "comms", "hamlet", "--out", "mine")
    assert line == "--out: expected a folder that does not exist yet (got mine)"


def test_a_survey_that_breaks_leaves_nothing_half_written(here, monkeypatch):
    def broken(*_):
        raise OSError("disk full")

    monkeypatch.setattr(sim.survey, "survey", broken)
    assert "disk full" in refused(here, "comms", "hamlet", "--out", "a/b/c")[0]
