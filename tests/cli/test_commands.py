"""The command does what it says, and says what it did."""

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest
from typer.testing import CliRunner

import sim.cli
import sim.cli_parts
from sim.record.file import read_log
from sim.run import run
from sim.scenario.layers import shipped
from sim.scenario.load import load

ROOT = Path(sim.cli.__file__).resolve().parents[1]


@pytest.fixture
def here(tmp_path, monkeypatch):
    """Work in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def sanduan(*words):
    """Run the command in this process."""
    return CliRunner().invoke(sim.cli.app, [str(word) for word in words])


@pytest.fixture(scope="module")
def done(tmp_path_factory):
    """Run two days of the hamlet into a folder, once for all."""
    folder = tmp_path_factory.mktemp("runs") / "done"
    result = sanduan("run", "hamlet", "--days", 2, "--seed", 7, "--no-figures", "--out", folder)
    return folder, result


# --- run


def test_a_run_prints_a_table_and_where_the_results_are(done):
    folder, result = done
    assert result.exit_code == 0
    assert f"results: {folder}/" in result.stdout.replace("\n", "")
    assert len(result.stdout.splitlines()) > 5


def test_a_run_leaves_the_log_the_summary_and_the_tables(done):
    folder, _ = done
    assert {path.name for path in folder.iterdir()} == {"run.sdlog", "summary.json", "tables"}
    assert {"calls.csv", "units.csv", "columns.csv"} <= {path.name for path in (folder / "tables").iterdir()}


def test_the_summary_names_the_digest_of_the_log(done):
    folder, _ = done
    log = read_log(folder / "run.sdlog")
    assert json.loads((folder / "summary.json").read_text(encoding="utf-8"))["digest"] == log.verify()


def test_the_command_runs_what_the_library_runs(done):
    folder, _ = done
    assert read_log(folder / "run.sdlog").digest == run(load("hamlet"), seed=7, days=2).digest


def test_a_run_leaves_no_working_folder_behind(done):
    folder, _ = done
    assert [path.name for path in folder.parent.iterdir()] == ["done"]


def test_the_results_can_be_read_by_others_than_their_owner(done):
    assert done[0].stat().st_mode & 0o777 == 0o755


def test_a_run_with_figures_makes_a_page_that_fetches_nothing(here):
    result = sanduan("run", "hamlet", "--days", 2, "--out", "whole", "--lang", "en")
    assert result.exit_code == 0
    assert "whole/report.html" in result.stdout
    page = (here / "whole" / "report.html").read_text(encoding="utf-8")
    assert 'src="http' not in page
    assert "<link" not in page
    assert {path.suffix for path in (here / "whole" / "figures").iterdir()} == {".png", ".svg"}


def test_results_without_a_name_are_numbered(here):
    for _ in range(2):
        assert sanduan("run", "hamlet", "--days", 1, "--no-figures").exit_code == 0
    assert sorted(path.name for path in (here / "runs").iterdir()) == ["hamlet-001", "hamlet-002"]


def test_a_folder_may_be_run_and_names_its_results(here):
    (here / "mine").mkdir()
    (here / "mine" / "scenario.yaml").write_text("extends: hamlet\nname: mine\n", encoding="utf-8")
    assert sanduan("run", "mine", "--days", 1, "--no-figures").exit_code == 0
    assert (here / "runs" / "mine-001" / "run.sdlog").is_file()


def test_options_reach_the_run(here):
    words = ("--policy", "nearest", "--seed", 3, "--rep", 4, "--days", 0.5, "--set", "demand.scale=2")
    assert sanduan("run", "hamlet", *words, "--no-figures", "--out", "x").exit_code == 0
    header = read_log(here / "x" / "run.sdlog").header
    assert (header.policy, header.seed, header.rep, header.horizon_ms) == ("nearest", 3, 4, 43_200_000)
    assert header.fingerprint == load("hamlet", ["demand.scale=2"]).fingerprint


def test_the_largest_seed_will_do(here):
    result = sanduan("run", "hamlet", "--days", 0.5, "--seed", 2**64 - 1, "--no-figures", "--out", "x")
    assert result.exit_code == 0


# --- replay


def test_a_replay_of_a_run_is_the_same(done):
    folder, _ = done
    for what in (folder, folder / "run.sdlog"):
        result = sanduan("replay", what)
        assert (result.exit_code, result.stdout.splitlines()[-1]) == (0, "same 一致")


def test_a_replay_prints_both_digests(done):
    lines = sanduan("replay", done[0]).stdout.split()
    assert lines[1] == lines[3] == read_log(done[0] / "run.sdlog").digest


def test_a_replay_writes_nothing(done):
    before = sorted(done[0].parent.rglob("*"))
    sanduan("replay", done[0])
    assert sorted(done[0].parent.rglob("*")) == before


# --- check, schema, help


@pytest.mark.parametrize("name", list(shipped()))
def test_shipped_scenarios_have_no_faults(name):
    result = sanduan("check", name)
    assert result.exit_code == 0
    assert "no faults 无误" in result.stdout
    assert load(name).fingerprint in result.stdout


def test_a_check_counts_what_is_assumed():
    said = sanduan("check", "hamlet").stdout.splitlines()[-1].split()
    assert 0 < int(said[0]) < int(said[2])


def test_the_schema_is_json_and_names_scenario_and_tables():
    printed = json.loads(sanduan("schema").stdout)
    assert printed
    assert "horizon" in json.dumps(printed)
    assert "access_km" in json.dumps(printed)


def test_without_a_word_the_command_says_what_it_can_do():
    said = sanduan()
    assert all(word in said.output for word in ("run", "comms", "replay", "check", "schema"))


HELP = """
import sys
sys.argv = ["sanduan", *sys.argv[1:]]
from sim.cli import main
try:
    main()
finally:
    heavy = {"mesa", "numpy", "pandas", "matplotlib", "scipy", "networkx", "simpy", "msgspec", "zhplot"}
    print("LOADED", sorted(heavy & set(sys.modules)))
"""


def helped(*words):
    """Return what help prints in a process of its own, and how long it takes."""
    begun = time.monotonic()
    command = [sys.executable, "-c", HELP, *words]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    return done, time.monotonic() - begun


@pytest.mark.parametrize("words", [("--help",), ("run", "--help"), ("replay", "--help"), ("comms", "--help")])
def test_help_loads_nothing_heavy(words):
    done, _ = helped(*words)
    assert done.returncode == 0
    assert done.stdout.splitlines()[-1] == "LOADED []"


def test_help_answers_within_half_a_second():
    assert min(helped("--help")[1] for _ in range(6)) < 0.5


def test_output_in_another_encoding_is_no_fault():
    code = "from sim.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-X", "utf8=0", "-c", code, "check", "hamlet"],
        cwd=ROOT,
        capture_output=True,
        check=False,
        env={"PYTHONIOENCODING": "ascii", "PATH": "", "PYTHONPATH": str(ROOT)},
    )
    assert done.returncode == 0
    assert b"no faults" in done.stdout


# --- progress


class Ticking:
    """A clock that takes a second for each look."""

    def __init__(self):
        self.now = 0.0

    def monotonic(self):
        self.now += 1
        return self.now


def test_a_bar_is_shown_only_after_two_seconds(monkeypatch):
    shown = []

    class Bar:
        """Note what is done with the bar."""

        def __init__(self, **_):
            pass

        def start(self):
            shown.append("start")

        def stop(self):
            shown.append("stop")

        def add_task(self, *_, total):
            return total

        def update(self, task, completed):
            shown.append((completed, task))

    monkeypatch.setattr(sim.cli_parts, "time", Ticking())
    monkeypatch.setattr("rich.progress.Progress", Bar)
    with sim.cli_parts.progress() as report:
        for done_ms in (10, 20, 30, 40):
            report(done_ms, 40)
    assert shown == ["start", (30, 40), (40, 40), "stop"]


def test_a_fast_run_shows_no_bar(capfd):
    with sim.cli_parts.progress() as report:
        report(1, 1)
    assert capfd.readouterr() == ("", "")


def test_work_whose_end_nobody_can_tell_says_on_a_terminal_alone_what_it_is(capfd, monkeypatch):
    with sim.cli_parts.waiting("制图 drawing"):
        pass
    assert capfd.readouterr() == ("", "")
    monkeypatch.setenv("FORCE_COLOR", "1")
    with sim.cli_parts.waiting("制图 drawing"):
        pass
    out, err = capfd.readouterr()
    assert (out, "制图 drawing" in err) == ("", True)
