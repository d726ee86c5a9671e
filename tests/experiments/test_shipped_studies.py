"""Every study that ships runs, at a small size, and answers; its page says of it what its file says."""

import re
import sys
from pathlib import Path

import pytest

import sim.cli

ROOT = Path(sim.cli.__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests" / "study"))

from studies import Here, swept  # noqa: E402

from sim.study.answers import findings, ground  # noqa: E402
from sim.study.file import read_study  # noqa: E402
from sim.study.sweep import setup  # noqa: E402

STUDIES = sorted((ROOT / "experiments").glob("*.yaml"))
HOURS = {"town_brigades": 48.0}
QUICK = ("town_brigades",)


def small(file, home):
    """Return a copy of a study file with two replications of an hour or so."""
    text = file.read_text(encoding="utf-8")
    text = re.sub(r"^days: .*\n", "", text, flags=re.MULTILINE)
    text = re.sub(r"^replications: .*$", "replications: 2", text, flags=re.MULTILINE)
    copy = home / file.name
    copy.write_text(f"{text}days: {HOURS.get(file.stem, 1.0) / 24:.6f}\n", encoding="utf-8")
    return copy


def marked(file):
    """Return a study as a parameter, slow unless it is quick."""
    return pytest.param(file, marks=() if file.stem in QUICK else pytest.mark.slow, id=file.stem)


@pytest.mark.parametrize("file", [marked(file) for file in STUDIES])
def test_a_small_one_runs_and_answers(file, tmp_path):
    _, sweep = swept(small(file, tmp_path), tmp_path / "out", lambda checked: Here(setup(checked)()))
    assert sweep.count.bad == 0
    assert sweep.count.done == sweep.plan.cells * 2
    found = {each.name: each for each in findings(ground(tmp_path / "out"))}
    compared = [each for name, each in found.items() if name.startswith("compared-")]
    assert len(compared) == len(sweep.plan.study.responses)
    for each in compared:
        assert each.words
        assert all("against" in words.en and "相比" in words.zh for words in each.words)


@pytest.mark.parametrize("file", STUDIES, ids=lambda file: file.stem)
def test_each_has_its_conclusion_made_by_the_command_in_its_header(file):
    study, text = read_study(file), file.read_text(encoding="utf-8")
    command = re.search(r"sanduan study run experiments/\S+ --out \S+", text)
    assert command is not None
    page = (ROOT / "experiments" / f"{file.stem}.md").read_text(encoding="utf-8")
    assert command[0] in page
    assert f"seed {study.seed}" in page
    assert f"0 to {study.replications.first - 1}" in page
    assert "**One sentence.**" in page
    assert "**一句话。**" in page


@pytest.mark.parametrize("file", STUDIES, ids=lambda file: file.stem)
def test_each_response_has_a_title_in_both_languages(file):
    for response in read_study(file).responses:
        assert response.title["zh"]
        assert response.title["en"]


def test_figures_of_conclusions_are_there():
    for page in sorted((ROOT / "experiments").glob("*.md")):
        for name in re.findall(r"!\[[^\]]*\]\(([^)]+)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / name).is_file(), f"{page.name}: {name}"
