"""Whatever is wrong is said in one line for each fault, with exit code 2, and leaves nothing behind."""

from importlib import import_module

import pytest
from test_commands import sanduan

from sim.record.facts import RunEnded
from sim.record.file import read_log
from sim.record.header import Header
from sim.record.log import Log
from sim.run import run
from sim.scenario.load import load
from sim.terms.errors import InvariantBroken

RUN_MODULE = import_module("sim.run")  # by this name the package gives the function
RUN = ("run", "hamlet", "--days", 1, "--no-figures")


@pytest.fixture
def here(tmp_path, monkeypatch):
    """Work in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def listing(folder):
    """Return everything in a folder, hidden or not, with its content."""
    return {
        str(path.relative_to(folder)): path.read_bytes() if path.is_file() else None
        for path in folder.rglob("*")
    }


def refused(here, *words):
    """Return the lines on what is wrong, after seeing that nothing else has happened."""
    before = listing(here)
    result = sanduan(*words)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert isinstance(result.exception, SystemExit)
    assert "Traceback" not in result.stderr
    assert listing(here) == before
    return result.stderr.splitlines()


# --- run and check


@pytest.mark.parametrize("command", ["run", "check"])
def test_an_unknown_scenario_is_told_which_there_are(here, command):
    (line,) = refused(here, command, "hamlt")
    assert line.startswith("hamlt: expected")
    assert "did you mean 'hamlet'?" in line
    assert "fuling" in line


@pytest.mark.parametrize("command", ["run", "check"])
@pytest.mark.parametrize(
    ("change", "word"),
    [
        ("nonsense", "path=value"),
        ("horizn=3", "did you mean"),
        ("horizon=-1", "horizon"),
        ("horizon=abc", "horizon"),
        ("stations.S99.crew=3", "stations"),
        ("=3", "--set"),
    ],
)
def test_a_bad_change_is_named(here, command, change, word):
    lines = refused(here, command, "hamlet", "--set", change)
    assert any(word in line for line in lines)
    assert all("--set" in line for line in lines)


def test_every_fault_has_its_line(here):
    assert len(refused(here, "check", "hamlet", "--set", "horizon=-1", "--set", "demand.scale=x")) == 2


def test_an_unknown_policy_is_told_which_there_are(here):
    (line,) = refused(here, *RUN, "--policy", "nearst")
    assert "'nearst'" in line
    assert "coverage, nearest, run-card" in line


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("--days", "abc"),
        ("--days", "nan"),
        ("--days", "inf"),
        ("--days", 0),
        ("--days", 1e9),
        ("--seed", -1),
        ("--seed", "x"),
        ("--seed", 2**64),
        ("--rep", -1),
        ("--rep", 2**64),
        ("--lang", "fr"),
    ],
)
def test_a_bad_value_of_an_option_is_named(here, option, value):
    lines = refused(here, "run", "hamlet", option, value, "--no-figures")
    assert sum(option in line for line in lines) == 1
    assert option in lines[-1]


@pytest.mark.parametrize(
    "words", [("run",), ("replay",), ("check",), ("run", "a", "b"), ("fly",), ("--fly",)]
)
def test_too_few_too_many_and_unknown_words_are_refused(here, words):
    assert refused(here, *words)


# --- where to write


def test_a_folder_that_is_there_is_not_written_into(here):
    (here / "mine").mkdir()
    (here / "mine" / "keep.txt").write_text("keep", encoding="utf-8")
    (line,) = refused(here, *RUN, "--out", "mine")
    assert line == "--out: expected a folder that does not exist yet (got mine)"


def test_a_file_is_not_written_over(here):
    (here / "mine").write_text("keep", encoding="utf-8")
    assert "does not exist yet" in refused(here, *RUN, "--out", "mine")[0]


@pytest.mark.parametrize("below", ["file/out", "file/a/b/out"])
def test_nothing_can_be_written_below_a_file(here, below):
    (here / "file").write_text("keep", encoding="utf-8")
    (line,) = refused(here, *RUN, "--out", below)
    assert line.startswith("--out: expected a place to write to")
    assert below in line


@pytest.mark.parametrize("out", [("--out", "a/b/c"), ()])
def test_folders_made_for_a_run_that_fails_are_gone_again(here, out):
    refused(here, *RUN, "--policy", "nearst", *out)


def broken_run(error):
    """Return something in the place of `run` that fails when half is written."""

    def fail(*_, path, **__):
        path.write_bytes(b"half")
        raise error

    return fail


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (OSError(28, "No space left on device", "run.sdlog"), 2, "run.sdlog: No space left on device"),
        (OSError("odd"), 2, "a file: odd"),
        (InvariantBroken("fuel is never negative"), 3, "sanduan is at fault, not the input: fuel is never"),
    ],
)
def test_what_goes_wrong_on_the_way_is_said_and_leaves_nothing(here, monkeypatch, error, code, said):
    monkeypatch.setattr(RUN_MODULE, "run", broken_run(error))
    result = sanduan(*RUN, "--out", "a/b")
    assert result.exit_code == code
    assert result.stderr.startswith(said)
    assert len(result.stderr.splitlines()) == 1
    assert listing(here) == {}


def test_a_run_that_is_broken_off_leaves_nothing(here, monkeypatch):
    monkeypatch.setattr(RUN_MODULE, "run", broken_run(KeyboardInterrupt()))
    assert sanduan(*RUN, "--out", "a/b").exit_code != 0
    assert listing(here) == {}


def test_what_others_wrote_meanwhile_is_left(here, monkeypatch):
    def fail(*_, path, **__):
        (path.parents[1] / "theirs").mkdir()
        raise OSError("odd")

    monkeypatch.setattr(RUN_MODULE, "run", fail)
    assert sanduan(*RUN, "--out", "a/b").exit_code == 2
    assert set(listing(here)) == {"a", "a/theirs"}


# --- replay


@pytest.fixture
def log_file(here):
    """Return the log of a run, beside nothing else."""
    path = here / "run.sdlog"
    run(load("hamlet"), days=1, path=path)
    return path


@pytest.mark.parametrize("what", ["nowhere", "."])
def test_a_folder_without_a_log_has_nothing_to_replay(here, what):
    (line,) = refused(here, "replay", what)
    assert "run.sdlog" in line


@pytest.mark.parametrize("kept", [0, 1, 7, 8, 20, 0.1, 0.5, 0.9, -1])
def test_a_log_cut_short_is_refused_and_named(here, log_file, kept):
    data = log_file.read_bytes()
    size = int(kept * len(data)) if isinstance(kept, float) else kept
    log_file.write_bytes(data[:size])
    (line,) = refused(here, "replay", ".")
    assert "run.sdlog" in line


@pytest.mark.parametrize("place", [0.0, 0.01, 0.3, 0.6, 0.9, 0.999])
def test_a_log_with_a_flipped_bit_is_refused_and_named(here, log_file, place):
    data = bytearray(log_file.read_bytes())
    data[int(place * len(data))] ^= 4
    log_file.write_bytes(data)
    (line,) = refused(here, "replay", ".")
    assert "run.sdlog" in line


def test_what_is_no_log_is_refused(here):
    (here / "run.sdlog").write_text("dear diary", encoding="utf-8")
    (line,) = refused(here, "replay", ".")
    assert "not a log of sanduan" in line


def forged(here, **changes):
    """Write a log whose entries are not those of the run that its header names."""
    old = run(load("hamlet"), days=1).header
    fields = {name: getattr(old, name) for name in old.__struct_fields__}
    log = Log(Header(**{**fields, **changes}), here / "run.sdlog")
    log.add(0, RunEnded(0))
    log.close()


def test_a_log_of_another_story_is_different_and_the_code_is_one(here):
    forged(here)
    result = sanduan("replay", ".")
    assert result.exit_code == 1
    assert result.stdout.splitlines()[-1] == "DIFFERENT 不一致"
    assert read_log(here / "run.sdlog").digest in result.stdout


def test_a_log_of_a_policy_that_is_not_the_programs_own_is_refused(here):
    forged(here, policy="mine")
    (line,) = refused(here, "replay", ".")
    assert "'mine'" in line


def test_a_log_of_a_scenario_that_this_version_does_not_know_is_refused(here):
    forged(here, scenario=b"{}")
    (line,) = refused(here, "replay", ".")
    assert "not one that sanduan" in line
    assert "name: Field required" in line


@pytest.mark.parametrize("hours", ["", "6,six", "0", "-6"])
def test_hours_of_maps_that_are_none_are_refused(here, hours):
    (line,) = refused(here, *RUN, f"--map-hours={hours}")
    assert line.startswith("--map-hours")
    assert "as 6,24,72" in line
