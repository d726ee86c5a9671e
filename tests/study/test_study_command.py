"""The command ``sanduan study`` does what it says, and says in one line what is wrong."""

import csv
import errno
import re
from functools import partial

import pytest
from studies import SMALL, Here, study_file, swept
from tasks import Fake
from typer.testing import CliRunner

import sim.cli
import sim.cli_study
from sim.study.journal import CRASHED, FAILED, Outcome
from sim.study.pool import NoWorkers
from sim.study.progress import duration, estimate, line, shown
from sim.study.store import CACHE, journals
from sim.study.sweep import Count


def sanduan(*words):
    """Run the command in this process, without figures unless they are asked for."""
    if words[:2] in (("study", "run"), ("study", "merge")) and "--figures" not in words:
        words = (*words, "--no-figures")
    return CliRunner().invoke(sim.cli.app, [str(word) for word in words])


def done_by(work, given):
    """Return what is pretended at the moment."""
    return work["run"](given)


@pytest.fixture
def pretended(monkeypatch):
    """Let the command run in this process, and only pretend."""
    work = {"run": Fake(0)()}
    monkeypatch.setattr("sim.study.sweep.local", lambda *_: Here(partial(done_by, work)))
    return work


def test_a_study_is_checked_and_its_size_told(tmp_path):
    result = sanduan("study", "check", study_file(tmp_path))
    assert result.exit_code == 0
    assert "2 scenarios x policies, 2 points (full_factorial), 3 replications: 12 runs" in result.stdout


def test_replications_may_be_given_instead_of_the_files(tmp_path):
    result = sanduan("study", "check", study_file(tmp_path), "--reps", 7)
    assert "7 replications: 28 runs" in result.stdout


def test_a_rule_tells_the_most(tmp_path):
    rule = "replications: {max: 90, until: {response: response.p50_s, half_width: 1}}"
    result = sanduan("study", "check", study_file(tmp_path, SMALL.replace("replications: 3", rule)))
    assert "30 to 90 replications: 120 runs, 360 at most" in result.stdout


def test_every_fault_of_a_study_is_said_and_nothing_is_written(tmp_path):
    file = study_file(
        tmp_path, SMALL.replace("demand.scale", "demand.scal").replace("calls.total", "calls.totals")
    )
    for words in (("check", file), ("run", file, "--out", tmp_path / "out")):
        result = sanduan("study", *words)
        assert result.exit_code == 2
        assert result.stdout == ""
        assert len(result.stderr.splitlines()) == 2
    assert not (tmp_path / "out").exists()


def test_a_study_is_run_told_shown_and_exported(tmp_path, pretended):
    file, out = study_file(tmp_path), tmp_path / "out"
    result = sanduan("study", "run", file, "--out", out)
    assert result.exit_code == 0, result.output
    assert "done 12/12" in result.stdout
    assert f"table: {out / 'table.csv.gz'}" in result.stdout
    assert (tmp_path / CACHE).is_dir()
    told = sanduan("study", "status", out)
    assert (told.exit_code, told.stdout) == (0, "try: 12 of 12 runs at most  ok 12\n")
    seen = sanduan("study", "show", out)
    assert seen.exit_code == 0
    assert "try · seed 1 · 4 cells · 12 runs, 0 of them not ok" in seen.stdout
    assert "nearest against run-card" in seen.stdout
    assert seen.stdout.count("nearest, calls = 8") == 2  # once for each response
    assert sanduan("study", "export", out, "--csv", tmp_path / "t.csv").exit_code == 0
    with (tmp_path / "t.csv").open(encoding="utf-8") as table:
        assert len(list(csv.DictReader(table))) == 24


def test_an_export_may_be_packed(tmp_path, pretended):
    sanduan("study", "run", study_file(tmp_path), "--out", tmp_path / "out")
    sanduan("study", "export", tmp_path / "out", "--csv", tmp_path / "t.csv.gz")
    assert (tmp_path / "t.csv.gz").read_bytes() == (tmp_path / "out" / "table.csv.gz").read_bytes()


def test_a_study_that_has_not_ended_can_be_told_and_exported(tmp_path):
    with pytest.raises(KeyboardInterrupt):
        swept(study_file(tmp_path), tmp_path / "out", lambda c: Here(Fake(0)(), most=5))
    assert "5 of 12 runs" in sanduan("study", "status", tmp_path / "out").stdout
    sanduan("study", "export", tmp_path / "out", "--csv", tmp_path / "t.csv")
    assert len((tmp_path / "t.csv").read_text(encoding="utf-8").splitlines()) == 11


def test_the_same_command_with_more_replications_adds_to_what_is_there(tmp_path, pretended):
    words = ("study", "run", study_file(tmp_path), "--out", tmp_path / "out")
    sanduan(*words)
    result = sanduan(*words, "--reps", 5)
    assert "done 20/20  已有 kept 12" in result.stdout


def test_studies_share_no_runs_if_told_so(tmp_path, pretended):
    sanduan("study", "run", study_file(tmp_path), "--out", tmp_path / "out", "--no-cache")
    assert not (tmp_path / CACHE).exists()
    sanduan("study", "run", study_file(tmp_path), "--out", tmp_path / "out", "--cache", tmp_path / "mine")
    assert (tmp_path / "mine").is_dir()


def test_failed_runs_are_told_and_made_again_when_asked(tmp_path, pretended):
    good, words = pretended["run"], ("study", "run", study_file(tmp_path), "--out", tmp_path / "out")
    pretended["run"] = lambda given: Outcome(FAILED if given.rep else CRASHED, {}, "no")
    result = sanduan(*words)
    assert result.exit_code == 0
    assert "12 runs failed 失败" in result.stderr
    assert "crashed 4  failed 8" in sanduan("study", "status", tmp_path / "out").stdout
    pretended["run"] = good
    assert "runs failed" not in sanduan(*words, "--again").output
    assert "ok 12" in sanduan("study", "status", tmp_path / "out").stdout


def test_cells_that_are_not_known_well_enough_are_counted(tmp_path, pretended):
    rule = "replications: {first: 2, max: 4, until: {response: response.p50_s, half_width: 0.001}}"
    file = study_file(tmp_path, SMALL.replace("replications: 3", rule))
    result = sanduan("study", "run", file, "--out", tmp_path / "out")
    assert "4 cells have a half-width above 0.001 after 4 replications" in result.stdout


def test_ctrl_c_keeps_what_has_ended(tmp_path, monkeypatch):
    monkeypatch.setattr("sim.study.sweep.local", lambda *_: Here(Fake(0)(), most=4))
    result = sanduan("study", "run", study_file(tmp_path), "--out", tmp_path / "out")
    assert result.exit_code == 130
    assert "done 4/12" in result.stderr
    assert "the same command goes on" in result.stderr


def test_damage_is_named_and_mended_by_the_same_command(tmp_path, pretended):
    words = ("study", "run", study_file(tmp_path), "--out", tmp_path / "out", "--no-cache")
    sanduan(*words)
    (journal,) = journals(tmp_path / "out")
    raw = bytearray(journal.read_bytes())
    raw[raw.rindex(b"x\x01") + 5] ^= 1
    journal.write_bytes(raw)
    told = sanduan("study", "status", tmp_path / "out")
    assert told.exit_code == 1
    assert re.search(r"damaged 损坏: .*sqlite, row \d+: a run that does not agree", told.stderr)
    assert "what is damaged is computed again" in sanduan(*words).stderr
    assert "ok 12" in sanduan("study", "status", tmp_path / "out").stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--backend", "ray"), "--backend: expected one of local, dask (got 'ray')"),
        (("--backend", "dask"), "--scheduler: expected the address of a scheduler"),
        (("--scheduler", "tcp://x:1"), "--scheduler: expected the address of a scheduler"),
    ],
)
def test_a_back_end_that_cannot_be_is_refused(tmp_path, words, said):
    result = sanduan("study", "run", study_file(tmp_path), "--out", tmp_path / "out", *words)
    assert result.exit_code == 2
    assert result.stderr.startswith(said)
    assert not (tmp_path / "out").exists()


def test_a_scheduler_that_is_not_there_loses_nothing(tmp_path, monkeypatch, pretended):
    def absent(checked, address, logs):
        raise NoWorkers(f"no Dask scheduler answers at {address}: timed out")

    file, out = study_file(tmp_path), tmp_path / "out"
    sanduan("study", "run", file, "--out", out)
    monkeypatch.setattr("sim.study.sweep.on_dask", absent)
    words = ("--backend", "dask", "--scheduler", "tcp://127.0.0.1:9", "--reps", 4)
    result = sanduan("study", "run", file, "--out", out, *words)
    assert (result.exit_code, "no Dask scheduler answers" in result.stderr) == (2, True)
    assert "12 of 12" in sanduan("study", "run", file, "--out", out).stdout.replace("/", " of ")


def test_what_is_no_study_is_told_so(tmp_path):
    for command in ("status", "show"):
        result = sanduan("study", command, tmp_path)
        assert (result.exit_code, "not the folder of a study" in result.stderr) == (2, True)
    result = sanduan("study", "export", tmp_path, "--csv", tmp_path / "t.csv")
    assert result.exit_code == 2


def test_a_place_that_cannot_be_written_is_named(tmp_path, pretended):
    (tmp_path / "file").touch()
    result = sanduan("study", "run", study_file(tmp_path), "--out", tmp_path / "file" / "out")
    assert result.exit_code == 2
    assert "Traceback" not in result.output


def test_a_disk_that_is_full_at_the_end_is_named_and_no_run_is_lost(tmp_path, pretended, monkeypatch):
    def full(folder, *_):
        raise OSError(errno.ENOSPC, "No space left on device", str(folder / "table.csv.gz"))

    words = ("study", "run", study_file(tmp_path), "--out", tmp_path / "out")
    with monkeypatch.context() as context:
        context.setattr("sim.study.sweep.write_table", full)
        result = sanduan(*words)
    assert (result.exit_code, "table.csv.gz: No space left on device" in result.stderr) == (2, True)
    assert "Traceback" not in result.stderr
    assert "done 12/12  已有 kept 12" in sanduan(*words).stdout


def test_of_a_study_too_large_for_memory_only_means_are_told(tmp_path, pretended, monkeypatch):
    monkeypatch.setattr(sim.cli_study, "MOST_LINES", 3)
    monkeypatch.setattr(sim.cli_study, "MOST_ROWS", 20)
    sanduan("study", "run", study_file(tmp_path), "--out", tmp_path / "out")
    assert "5 more: sanduan study export" in sanduan("study", "show", tmp_path / "out").stdout


def test_a_study_ends_with_its_first_answer_its_figures_and_its_page(tmp_path, pretended, monkeypatch):
    monkeypatch.chdir(tmp_path)
    body = SMALL.replace("[response.p50_s, calls.total]", "[calls.total]")
    result = sanduan("study", "run", study_file(tmp_path, body), "--figures", "--lang", "en")
    assert result.exit_code == 0, result.output
    assert "calls.total: nearest against run-card: the same in every replication." in result.stdout
    assert "more: sanduan study show runs/try" in result.stdout
    names = sorted(path.name for path in (tmp_path / "runs" / "try" / "figures").iterdir())
    assert names == [
        f"{kind}-calls.total.{lang}.png" for kind in ("compared", "estimates") for lang in ("en", "zh")
    ]
    assert (tmp_path / "runs" / "try" / "report.html").is_file()


def test_a_language_that_nobody_speaks_is_refused_before_anything_runs(tmp_path, pretended):
    file = study_file(tmp_path)
    result = sanduan("study", "run", file, "--out", tmp_path / "out", "--lang", "fr")
    assert (result.exit_code, result.stderr) == (2, "--lang: expected one of zh, en (got 'fr')\n")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("shard", ["0/2", "3/2", "a/b", "1", "1/", "-1/2", "1/999999"])
def test_a_share_that_cannot_be_is_refused(tmp_path, pretended, shard):
    result = sanduan("study", "run", study_file(tmp_path), "--out", tmp_path / "out", "--shard", shard)
    assert result.exit_code == 2
    assert result.stderr.startswith("--shard: expected I/N, such as 3/8: I from 1 to N")


def test_shares_are_run_and_merged_by_the_command(tmp_path, pretended):
    file, homes = study_file(tmp_path), [tmp_path / "a", tmp_path / "b"]
    for number, home in enumerate(homes, 1):
        result = sanduan("study", "run", file, "--out", home, "--shard", f"{number}/2", "--no-cache")
        assert "done 6/6" in result.stdout
        assert "sanduan study merge OUT DIR..." in result.stdout
    whole = sanduan("study", "run", file, "--out", tmp_path / "whole", "--no-cache")
    assert "done 12/12" in whole.stdout
    result = sanduan("study", "merge", tmp_path / "all", *homes)
    assert "merged: 12 runs" in result.stdout, result.output
    tables = [(tmp_path / home / "table.csv.gz").read_bytes() for home in ("whole", "all")]
    assert tables[0] == tables[1]


def test_a_limit_on_the_time_of_a_run_is_for_this_machine_only(tmp_path, pretended):
    words = ("--backend", "dask", "--scheduler", "tcp://127.0.0.1:9", "--timeout", 5)
    result = sanduan("study", "run", study_file(tmp_path), "--out", tmp_path / "out", *words)
    assert result.exit_code == 2
    assert result.stderr.startswith("--timeout: expected no limit with --backend dask")


def test_a_run_that_takes_too_long_is_told_and_the_others_are_there(tmp_path):
    body = SMALL.replace("days: 2", "days: 4000").replace("levels: [4, 8]", "levels: [8]")
    body = body.replace("replications: 3", "replications: 1").replace("[run-card, nearest]", "[nearest]")
    result = sanduan(
        "study",
        "run",
        study_file(tmp_path, body),
        "--out",
        tmp_path / "out",
        "--timeout",
        0.5,
        "--workers",
        1,
    )
    assert "1 runs failed" in result.stderr
    assert "took longer than 0.5 s" in (tmp_path / "out" / "failures.csv").read_text(encoding="utf-8")


def test_logs_are_kept_when_asked_for(tmp_path):
    body = SMALL.replace("days: 2", "days: 1").replace("[run-card, nearest]", "[nearest]")
    body = body.replace("replications: 3", "replications: 1")
    sanduan("study", "run", study_file(tmp_path, body), "--out", tmp_path / "out", "--logs", "--workers", 1)
    logs = sorted((tmp_path / "out" / "logs").rglob("*.sdlog"))
    assert len(logs) == 2
    assert sanduan("replay", logs[0]).exit_code == 0


# --- progress


class Screen:
    """A stream that is a terminal, or not, and keeps what is written."""

    def __init__(self, terminal):
        self.terminal, self.text = terminal, ""

    def isatty(self):
        return self.terminal

    def write(self, text):
        self.text += text

    def flush(self):
        pass


def test_a_line_says_done_failed_rate_and_time_left():
    count = Count(most=1000, kept=100, done=50, bad=2)
    count.begun_s -= 10
    text = line(count)
    assert re.fullmatch(
        r"完成 done 150/1000  已有 kept 100  失败 failed 2  [45]\.\d/s  剩余 left 3 min", text
    )


def test_the_first_run_gives_an_estimate():
    assert estimate(Count(most=101, done=1, work_ms=2000), 2).endswith("about 2 min for 100 more at most")


def test_without_a_terminal_there_is_a_line_now_and_then():
    screen = Screen(False)
    with shown(screen, 2, every_s=0) as listener:
        for done in (1, 2, 3):
            listener(Count(most=10, done=done, work_ms=100 * done))
    assert len(screen.text.splitlines()) == 3
    assert screen.text.startswith("一次 one run 0.10 s")


def test_without_a_terminal_there_are_few_lines():
    screen = Screen(False)
    with shown(screen, 2) as listener:
        for done in range(1, 200):
            listener(Count(most=200, done=done, work_ms=1))
    assert len(screen.text.splitlines()) == 1


def test_on_a_terminal_the_line_moves():
    screen = Screen(True)
    with shown(screen, 2) as listener:
        listener(Count(most=10, done=4, work_ms=100))
        import time

        time.sleep(0.3)
    assert "done 4/10" in screen.text


@pytest.mark.parametrize(
    ("seconds", "words"), [(0, "0 s"), (89, "89 s"), (7200, "2 h 0 min"), (200_000, "2 d 7 h")]
)
def test_durations_are_told_in_words(seconds, words):
    assert duration(seconds) == words
