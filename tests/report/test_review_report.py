"""The report of a review: a story in both languages, a table of all incidents, figures, the command."""

import csv
import io

import pytest
import stories
from rich.cells import cell_len
from rich.console import Console
from typer.testing import CliRunner

import sim.cli
from sim.metric.fold import fold
from sim.metric.review.rows import by_loss
from sim.report.review import look_at
from sim.report.review.look import short_table, summary, table
from sim.report.review.story import CENTRE, ROAD, UNIT, WORD, minutes
from sim.report.review.told import print_review
from sim.report.review.township_figure import lost_by_township
from sim.report.review.words import LOSSES
from sim.report.review.write import WORST, text, write_review
from sim.report.words import Lang
from sim.run import run
from sim.scenario.load import load
from sim.terms.losses import LOST


@pytest.fixture(scope="module")
def silent():
    log = run(load("hamlet-silent"), days=2)
    return look_at(log, fold(log), [6, 31])


@pytest.fixture(scope="module")
def by_hand():
    log = stories.logged(stories.whole().rows(), stories.scenario())
    return look_at(log, fold(log), [0, 1, 2, 3])


def test_each_line_names_an_earlier_line_that_it_follows_from(silent, by_hand):
    for look in (silent, by_hand):
        for lines in look.stories.values():
            numbered = [line for line in lines if line.number]
            assert [line.number for line in numbered] == list(range(1, len(numbered) + 1))
            assert all(line.after < line.number for line in numbered)
            assert [line.t_ms for line in lines] == sorted(line.t_ms for line in lines)
            assert {line.lane for line in lines} <= {WORD, CENTRE, UNIT, ROAD}


def test_every_line_is_told_in_both_languages_without_gaps(silent, by_hand):
    for look in (silent, by_hand):
        for lines in look.stories.values():
            for line in lines:
                assert line.text.zh
                assert line.text.en
                assert "{" not in line.text.zh + line.text.en
                assert "�" not in line.text.zh


def test_the_story_of_a_silent_village_tells_of_the_walk_and_the_satellite_telephone(silent):
    told = "\n".join(line.text.en for line in silent.stories[6])
    for words in ("on foot", "courier", "tiantong", "not known", "arrives: the first unit on scene"):
        assert words in told


def test_a_wait_for_units_tells_what_they_were_doing(silent):
    told = [line.text.en for line in silent.stories[31] if line.loss is not None]
    assert any("not available" in each and "units that could" in each for each in told)


def test_a_unit_at_a_cut_is_told_on_the_lane_of_roads(by_hand):
    roads = [line.text.en for line in by_hand.stories[1] if line.lane == ROAD]
    assert any("turns round" in each for each in roads)
    assert any("is stranded" in each for each in roads)


def test_the_summary_says_what_was_lost_and_what_could_not_be_saved(silent, by_hand):
    head, split, *_ = summary(silent, 31)
    row = silent.spent(31)
    assert minutes(row.first_ms) in head.en
    assert minutes(row.first_ms) in split.zh
    assert "never there" not in head.en
    assert "No unit came" in summary(by_hand, 2)[0].en


def test_the_table_shows_the_worst_first(silent):
    rows = table(silent)
    assert [row[0].en for row in rows] == [str(rank) for rank in range(1, len(rows) + 1)]
    assert rows[0][1].en == str(silent.worst[0].call.fact.call)


def test_townships_that_lost_most_come_first_and_nothing_is_left_out(silent):
    rows = lost_by_township(silent)
    sums = [sum(parts.values()) for *_, parts in rows]
    assert sums == sorted(sums, reverse=True)
    whole = sum(e.until_ms - e.from_ms for row in silent.fold.spent for e in row.first if e.loss in LOST)
    assert sum(sums) == whole


def test_everything_is_written(silent, tmp_path):
    files = {file.name for file in write_review(silent, tmp_path, "en")}
    assert files >= {"review.zh.md", "review.en.md", "losses.csv", "losses.png", "incident-6.png"}
    with (tmp_path / "losses.csv").open(encoding="utf-8-sig", newline="") as stream:
        assert len(list(csv.DictReader(stream))) == len(silent.fold.spent)
    assert (tmp_path / "incident-31.png").stat().st_size > 10_000


def test_the_text_holds_every_line_of_every_story(silent):
    for lang in Lang:
        whole = "\n".join(text(silent, lang))
        assert all(line.text.of(lang) in whole for lines in silent.stories.values() for line in lines)


def test_the_command_reads_a_run_and_runs_a_scenario_alike(tmp_path):
    cli, app = CliRunner(), sim.cli.app
    made = cli.invoke(app, ["review", "hamlet", "--days", "1", "--out", str(tmp_path / "a")])
    assert made.exit_code == 0, made.output
    again = cli.invoke(app, ["review", str(tmp_path / "a"), "--out", str(tmp_path / "b")])
    assert again.exit_code == 0, again.output
    one, other = ((tmp_path / name / "review.zh.md").read_text("utf-8") for name in "ab")
    assert one == other
    told = cli.invoke(
        app, ["review", str(tmp_path / "a"), "--call", "0", "--lang", "en", "--out", str(tmp_path / "c")]
    )
    assert told.exit_code == 0, told.output
    assert (tmp_path / "c" / "incident-0.png").is_file()


@pytest.mark.parametrize(
    ("words", "expected"),
    [(["--call", "9999"], "a call of the run, from 0 to"), (["--set", "days=2"], "the run is over")],
)
def test_what_cannot_be_told_is_refused_plainly(words, expected, tmp_path):
    log = run(load("hamlet"), days=1, path=tmp_path / "run.sdlog")
    assert log.closed
    done = CliRunner().invoke(sim.cli.app, ["review", str(tmp_path), *words, "--out", str(tmp_path / "x")])
    assert done.exit_code == 2
    assert expected in done.output
    assert not (tmp_path / "x").exists()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_narrow_screen_shows_the_chief_cause_and_cuts_no_name_off(silent, lang):
    for width, causes in ((80, False), (200, True)):
        screen = Console(file=io.StringIO(), width=width, force_terminal=False)
        print_review(silent, screen, lang)
        shown = screen.file.getvalue().split(WORST.of(Lang(lang)))[0]
        assert "…" not in shown
        assert all(cell_len(line) <= width for line in shown.splitlines())
        assert ("chief" in shown.lower() or "主因" in shown) is not causes


def test_the_short_table_names_the_cause_of_most_of_the_loss(silent):
    for row, found in zip(short_table(silent), silent.worst, strict=False):
        parts = by_loss(found.first)
        most = max(parts[loss] for loss in LOST)
        named = [loss for loss in LOST if LOSSES[loss] == row[-2]]
        assert parts[named[0]] == most if most else not named
