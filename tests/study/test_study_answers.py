"""The folder of a study answers what its file asks: differences, indices, boxes, choices."""

import math

import pytest
from rich.console import Console
from studies import Here, study_file, swept

from sim.report.study_page import PAGE, Finding, print_findings, write_findings
from sim.report.study_words import STUDY_WORDS
from sim.report.words import Both, Lang
from sim.study.answers import findings, ground, plain_name, subtitle, title, write_answers
from sim.study.journal import FAILED, OK, Outcome
from sim.study.model import Response
from sim.study.told import told

HEAD = "id: try\ntitle: {zh: 试, en: Try}\n"
GRID = """
scenario: hamlet
policies: [run-card, nearest]
factors:
  calls: {role: uncertainty, path: demand.scale, levels: [1, 2]}
  crews: {role: lever, path: dispatch.call_takers, levels: [1, 2]}
design: {kind: full_factorial}
replications: 24
responses:
  - {figure: response.p50_s, title: {zh: 中位数, en: Median}, worth: 6}
  - {figure: response.share_15min, better: more}
  - {figure: calls.total, better: neither}
analysis:
  compare: {by: [policy, crews], baseline: [nearest, 2]}
  robustness: {response: response.p50_s, goal: 700}
  selection: {response: response.p50_s, delta: 6}
"""


def amount(task, path):
    """Return what a task sets a key to; 0 where it does not."""
    told = [change.partition("=")[2] for change in task.changes if change.startswith(f"{path}=")]
    return float(told[0]) if told else 0.0


def luck(task, name):
    """Return luck that belongs to a replication, whatever the task changes."""
    return math.sin(1000.0 * task.rep + len(name))


def pretended(task):
    """Stand for a run of which the truth is known: policy and crews matter for time, scale for calls."""
    scale, crews = amount(task, "demand.scale"), amount(task, "dispatch.call_takers")
    if task.rep == 22 and task.policy == "nearest" and scale == 2:
        return Outcome(FAILED, {}, "ValueError: pretended", 1)
    slow = 0.0 if task.policy == "nearest" else 60.0
    wait = 600 + slow - 30 * crews + 40 * scale + 20 * luck(task, "wait") + (1 + crews) * luck(task, "own")
    figures = {
        "response.p50_s": wait,
        "response.share_15min": 0.5 - slow / 600,
        "calls.total": 100 * scale + task.rep,
    }
    return Outcome(OK, figures, "", 1)


def folder_of(home, body, work=pretended, **options):
    """Run a study with pretended runs, and return its folder."""
    swept(study_file(home, body, HEAD), home / "out", lambda checked: Here(work), **options)
    return home / "out"


@pytest.fixture(scope="module")
def grid(tmp_path_factory):
    """Return the ground and the findings of a study of two policies, a lever and an uncertainty."""
    of = ground(folder_of(tmp_path_factory.mktemp("grid"), GRID))
    return of, {finding.name: finding for finding in findings(of)}


def text(finding):
    """Return all that a finding says in English."""
    rows = [cell.text.en for row in finding.table.rows for cell in row] if finding.table else []
    return "\n".join([finding.title.en, *(words.en for words in finding.words), *rows])


def test_everything_that_was_asked_is_found(grid):
    assert list(grid[1]) == [
        "compared-response.p50_s",
        "compared-response.share_15min",
        "compared-calls.total",
        "estimates-response.p50_s",
        "estimates-response.share_15min",
        "estimates-calls.total",
        "regret-response.p50_s",
        "domain-response.p50_s",
        "selection-response.p50_s",
    ]


def test_every_alternative_is_compared_with_the_baseline_in_minutes(grid):
    found = grid[1]["compared-response.p50_s"]
    assert found.title == Both(
        "中位数（分钟）：与 nearest, crews = 2 的配对差",
        "Median (min): paired difference from nearest, crews = 2",
    )
    names = [row[0].text.en for row in found.table.rows]
    assert names == ["run-card, crews = 1", "run-card, crews = 2", "nearest, crews = 1"]
    gaps = [float(row[2].text.en) for row in found.table.rows]
    assert gaps == pytest.approx([1.5, 1.0, 0.5], abs=0.02)  # 60 s and 30 s in minutes
    assert found.words[0].en.startswith("Median: run-card, crews = 1 against nearest, crews = 2: worse. ")
    assert found.words[0].zh.startswith("中位数：run-card, crews = 1 与 nearest, crews = 2 相比：更差。")
    assert "98.33 % interval" in found.words[0].en  # three comparisons held to 95 % together


def test_a_pair_of_which_one_run_failed_is_left_out_and_counted(grid):
    rows = grid[1]["compared-response.p50_s"].table.rows
    assert {row[1].text.en for row in rows} == {"23"}
    assert "23 pairs; 1 more incomplete" in text(grid[1]["compared-response.p50_s"])
    cells = {row[0].text.en: row for row in grid[1]["estimates-response.p50_s"].table.rows}
    assert len(cells) == 8
    assert cells["nearest, calls = 2, crews = 1"][-1].text.en == "1 + 0"
    assert cells["run-card, calls = 2, crews = 1"][-1].text.en == ""


def test_shares_are_told_in_per_cent_and_more_may_be_better(grid):
    found = grid[1]["compared-response.share_15min"]
    assert [float(row[2].text.en) for row in found.table.rows] == pytest.approx([-10, -10, 0])
    assert "Difference -10 percentage points (" in found.words[0].en
    assert "差值 -10 个百分点（" in found.words[0].zh
    verdicts = [row[-1].text.en for row in found.table.rows]
    assert verdicts == ["worse", "worse", "the same in every replication"]


def test_what_is_neither_good_nor_bad_is_more_or_less(tmp_path):
    body = GRID.replace("by: [policy, crews], baseline: [nearest, 2]", "by: calls, baseline: 2")
    found = {
        each.name: each
        for each in findings(ground(folder_of(tmp_path, body.replace("by: calls", "by: [calls]"))))
    }
    assert [row[-1].text.en for row in found["compared-calls.total"].table.rows] == ["less"]
    assert [row[0].text.en for row in found["compared-calls.total"].table.rows] == ["calls = 1"]


def test_the_robust_choice_and_the_best_are_the_true_ones(grid):
    assert "least largest regret: nearest, crews = 2 (0 min; chosen in 100% of the resamples)" in text(
        grid[1]["regret-response.p50_s"]
    )
    assert "at most 11.7 min" in grid[1]["domain-response.p50_s"].title.en
    assert "nearest, crews = 2 chosen: right with probability 95 %" in text(
        grid[1]["selection-response.p50_s"]
    )


def test_a_study_says_what_it_rests_on(grid):
    of, _ = grid
    assert title(of) == Both("试", "Try")
    assert subtitle(of).en == "try · seed 1 · 8 cells · 192 runs, 2 of them not ok"


def test_findings_are_printed_in_both_languages(grid):
    screen = Console(record=True, width=110)
    print_findings(grid[1].values(), screen)
    said = screen.export_text()
    assert "中位数（分钟）：选优" in said
    assert "Median (min): selection of the best" in said


# --- without being asked


def test_policies_and_levers_are_compared_without_being_asked(tmp_path):
    body = GRID.partition("analysis:")[0]
    found = findings(ground(folder_of(tmp_path, body)))
    assert found[0].title.en == "Median (min): paired difference from run-card, crews = 1"
    assert [each.name for each in found if each.name.startswith(("regret", "selection"))] == []


def test_a_study_of_one_cell_is_estimated_only(tmp_path):
    body = "scenario: hamlet\nreplications: 5\nresponses: [response.p50_s]\n"
    found = findings(ground(folder_of(tmp_path, body)))
    assert [each.name for each in found] == ["estimates-response.p50_s"]
    assert found[0].table.rows[0][0].text.en == "try"


def test_uncertainties_are_compared_where_there_is_nothing_else(tmp_path):
    body = GRID.partition("analysis:")[0].replace("policies: [run-card, nearest]\n", "")
    body = body.replace("role: lever", "role: uncertainty")
    found = findings(ground(folder_of(tmp_path, body)))
    assert found[0].table.rows[0][0].text.en == "calls = 1, crews = 2"


def test_a_study_of_which_nothing_has_ended_says_so(tmp_path):
    with pytest.raises(KeyboardInterrupt):
        swept(study_file(tmp_path, GRID, HEAD), tmp_path / "out", lambda checked: Here(pretended, most=0))
    found = findings(ground(tmp_path / "out"))
    assert [each.title for each in found] == [STUDY_WORDS["nothing"]]


def test_what_cannot_be_answered_yet_says_why(tmp_path):
    with pytest.raises(KeyboardInterrupt):
        swept(study_file(tmp_path, GRID, HEAD), tmp_path / "out", lambda checked: Here(pretended, most=9))
    found = {each.name: each for each in findings(ground(tmp_path / "out"))}
    assert found["selected-response.p50_s"].words[0].en.startswith("not to be had yet: ")
    assert "fewer than two pairs" in text(found["compared-response.p50_s"])


def test_what_needs_states_or_alternatives_says_so(tmp_path):
    body = GRID.replace("policies: [run-card, nearest]\n", "").replace("role: lever", "role: uncertainty")
    body = body.replace("by: [policy, crews], baseline: [nearest, 2]", "by: [calls, crews]")
    found = {each.name: each for each in findings(ground(folder_of(tmp_path, body)))}
    assert "it takes alternatives" in text(found["robust-response.p50_s"])


# --- designs

CUBE = """
scenario: hamlet
factors:
  calls: {role: uncertainty, path: demand.scale, range: {low: 1, high: 3}}
  takers: {role: uncertainty, path: dispatch.queue_limit, range: {low: 0, high: 10, whole: true}}
replications: 3
responses: [response.p50_s]
"""


def bent(task):
    """Stand for a run whose time hangs on the calls, and on the limit hardly at all."""
    scale, limit = amount(task, "demand.scale"), amount(task, "dispatch.queue_limit")
    wait = 600 + 120 * (scale - 2) + 1.0 * limit + 5 * luck(task, "wait") + scale * luck(task, "own")
    return Outcome(OK, {"response.p50_s": wait}, "", 1)


def test_sobol_indices_follow_from_their_design(tmp_path):
    body = CUBE + "design: {kind: saltelli, points: 32}\n"
    found = {each.name: each for each in findings(ground(folder_of(tmp_path, body, bent)))}
    assert list(found) == ["estimates-response.p50_s", "sobol-response.p50_s"]
    first = {row[0].text.en: float(row[1].text.en) for row in found["sobol-response.p50_s"].table.rows}
    assert first["calls"] > 0.9
    assert abs(first["takers"]) < 0.1
    assert "is luck" in text(found["sobol-response.p50_s"])
    runs = int(found["estimates-response.p50_s"].table.rows[0][1].text.en)
    assert 100 * 3 < runs <= 32 * 4 * 3  # points that are the same are run once


def test_morris_effects_follow_from_their_design_the_weightiest_first(tmp_path):
    body = CUBE.replace("scenario: hamlet", "scenario: hamlet\npolicies: [nearest, run-card]")
    body += "design: {kind: morris, trajectories: 6}\n"
    found = {each.name: each for each in findings(ground(folder_of(tmp_path, body, bent)))}
    assert [name for name in found if name.startswith("morris")] == [
        "morris-response.p50_s-hamlet-nearest",
        "morris-response.p50_s-hamlet-run-card",
    ]
    rows = found["morris-response.p50_s-hamlet-nearest"].table.rows
    assert [row[0].text.en for row in rows] == ["calls", "takers"]
    assert float(rows[0][1].text.en) == pytest.approx(4, abs=0.1)  # 240 s over its whole range


def test_discovery_finds_the_side_on_which_it_goes_wrong(tmp_path):
    body = CUBE + "design: {kind: latin_hypercube, points: 60}\n"
    body += "analysis: {discovery: {response: response.p50_s, above: 660}}\n"
    found = {each.name: each for each in findings(ground(folder_of(tmp_path, body, bent)))}
    told_ = found["discovery-response.p50_s"]
    assert "response.p50_s above 11 min" in text(told_)
    low = {row[0].text.en: float(row[1].text.en) for row in told_.table.rows}
    assert 2.2 < low["calls"] < 2.7
    below = body.replace("above: 660", "below: 540")
    (tmp_path / "b").mkdir()
    other = {each.name: each for each in findings(ground(folder_of(tmp_path / "b", below, bent)))}
    assert "below 9 min" in text(other["discovery-response.p50_s"])


def test_a_rule_shows_how_intervals_narrowed(tmp_path):
    rule = "{first: 30, max: 60, until: {response: response.p50_s, half_width: 6}}"
    body = CUBE.replace("replications: 3", f"replications: {rule}").replace(
        "range: {low: 1, high: 3}", "levels: [1, 3]"
    )
    body = body.replace("range: {low: 0, high: 10, whole: true}", "levels: [1, 3]")
    body += "design: {kind: full_factorial}\n"
    found = {each.name: each for each in findings(ground(folder_of(tmp_path, body, bent)))}
    rows = found["stopping-response.p50_s"].table.rows
    assert {row[-1].text.en for row in rows} == {"yes"}
    assert all(float(row[2].text.en) <= 0.1 for row in rows)


# --- figures and page


def test_every_figure_is_written_in_both_languages_and_the_page_holds_them(grid, tmp_path):
    of, found = grid
    few = [found["compared-response.p50_s"], found["regret-response.p50_s"]]
    page = write_answers(tmp_path, of, few, "en")
    names = sorted(path.name for path in (tmp_path / "figures").glob("*.png"))
    assert names == [f"{each.name}.{lang.value}.png" for each in few for lang in (Lang.EN, Lang.ZH)]
    html = page.read_text(encoding="utf-8")
    assert page.name == PAGE
    assert html.count("data:image/svg+xml") == 4
    assert "try · seed 1" in html
    assert few[0].words[0].zh in html


def test_old_figures_do_not_stay(tmp_path):
    (tmp_path / "figures").mkdir()
    (tmp_path / "figures" / "old.zh.png").write_bytes(b"")
    made = write_findings([Finding("a", Both("甲", "A"))], tmp_path, Both("题", "T"), Both("副", "S"))
    assert made == [tmp_path / PAGE]
    assert list((tmp_path / "figures").iterdir()) == []


# --- how responses are told


@pytest.mark.parametrize(
    ("response", "scale", "unit"),
    [
        (Response("a", "response.p50_s"), 1 / 60, "min"),
        (Response("a", "communications.blind.total_h"), 1, "h"),
        (Response("a", "response.share_10min"), 100, "%"),
        (Response("a", "cross_boundary_share"), 100, "%"),
        (Response("a", "calls.total"), 1, ""),
        (Response("a", "quantile(0.9, calls.response_s)", 0.9, "calls", "response_s"), 1 / 60, "min"),
        (Response("a", "quantile(0.9, units.driving_h)", 0.9, "units", "driving_h"), 1, "h"),
        (Response("a", "quantile(0.9, units.runs)", 0.9, "units", "runs"), 1, ""),
    ],
)
def test_times_are_told_in_minutes_and_shares_in_per_cent(response, scale, unit):
    found = told(response)
    assert (found.scale, found.unit.en) == (pytest.approx(scale), unit)
    assert found.axis.en == (f"a ({unit})" if unit else "a")


def test_names_of_files_hold_nothing_that_a_system_forbids():
    assert plain_name('a/b:c*"d" <e>') == "a-b-c-d-e"
