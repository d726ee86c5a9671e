"""The tutorials do what they say, and the pages made from the code say what the code has."""

import re
import shlex
from pathlib import Path
from typing import get_args

import pytest
from pydantic import BaseModel
from typer.testing import CliRunner

from sim.cli import app
from sim.guide import PAGES, NoPage, blocks, page
from sim.scenario.assumptions import assumptions
from sim.scenario.load import load
from sim.scenario.model import Scenario
from sim.scenario.parameters import parameters
from sim.scenario.quantity import Quantity

SCENARIOS = Path(__file__).parents[2] / "scenarios"
TUTORIALS = ("planner", "trainer", "researcher")
SMALL = {
    "three-cuts-all": "hamlet-slide",
    "fuling-storm": "hamlet-silent",
    "hill-site-cut": "hamlet-slide",
    "fuling": "hamlet",
    "stations.FS01.crew=60": "stations.S1.crew=60",
}
"""What stands for what in the normal run of the tests: the same commands on a small district."""
SHORT = {"--days": "1", "--reps": "2"}


def files_of(text):
    """Return the files that a tutorial lets its reader write: the first line of a block names it."""
    for block in blocks(text, "yaml"):
        first, _, rest = block.partition("\n")
        assert first.startswith("# "), first
        yield first.removeprefix("# "), rest


def commands_of(text):
    """Return the commands of a tutorial, in order; those in `console` blocks wait for somebody."""
    return [shlex.split(line) for block in blocks(text, "sh") for line in block.splitlines()]


def smaller(text):
    for large, small in SMALL.items():
        text = re.sub(rf"\b{re.escape(large)}\b", small, text)
    return text


def shorter(words):
    found = list(words)
    for option, value in SHORT.items():
        if option in found:
            found[found.index(option) + 1] = value
    return found


def follow(text, short):
    """Do what a tutorial says, in the working directory."""
    for name, content in files_of(text):
        Path(name).parent.mkdir(exist_ok=True)
        Path(name).write_text(content + "\n", encoding="utf-8")
    for program, *words in commands_of(text):
        assert program == "sanduan"
        done = CliRunner().invoke(app, shorter(words) if short else words)
        assert done.exit_code == 0, (words, done.output)


@pytest.mark.parametrize("name", TUTORIALS)
def test_a_tutorial_can_be_followed(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    follow(smaller(page(name)), short=True)
    assert any((tmp_path / "runs").iterdir())


@pytest.mark.slow
@pytest.mark.parametrize("name", TUTORIALS)
def test_a_tutorial_can_be_followed_as_it_stands(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    follow(page(name), short=False)


@pytest.mark.parametrize("name", TUTORIALS)
def test_commands_that_are_not_run_at_least_exist(name):
    for block in blocks(page(name), "console"):
        for line in block.splitlines():
            words = shlex.split(line)
            done = CliRunner().invoke(app, [*(word for word in words[1:3] if word.isalpha()), "--help"])
            assert done.exit_code == 0, line
            for option in (word for word in words if word.startswith("--")):
                assert option in done.output


@pytest.mark.parametrize("name", [each.name for each in PAGES])
def test_a_page_is_shown_and_written(name, tmp_path):
    shown = CliRunner().invoke(app, ["guide", name])
    assert shown.exit_code == 0
    out = tmp_path / "page.md"
    assert CliRunner().invoke(app, ["guide", name, "--out", str(out)]).exit_code == 0
    assert out.read_text(encoding="utf-8") == page(name)
    again = CliRunner().invoke(app, ["guide", name, "--out", str(out)])
    assert again.exit_code == 2
    assert "does not exist yet" in again.output


def test_the_list_names_every_page_and_another_name_is_refused():
    shown = CliRunner().invoke(app, ["guide"]).output
    assert all(each.name in shown and each.zh in shown and each.en in shown for each in PAGES)
    bad = CliRunner().invoke(app, ["guide", "cook"])
    assert bad.exit_code == 2
    assert "planner" in bad.output
    with pytest.raises(NoPage):
        page("cook")


@pytest.mark.parametrize("name", ["odd", "stress", "systems", *TUTORIALS])
def test_what_a_page_names_is_there(name):
    root = Path(__file__).parents[2]
    for path in re.findall(r"`((?:sim|experiments|scenarios)/[\w/.*-]+)`", page(name)):
        assert list(root.glob(path)), path
    for other in re.findall(r"`sanduan guide (\w+)`", page(name)):
        assert other in {each.name for each in PAGES}


def models_in(annotation):
    """Return the models that a field may hold."""
    if isinstance(annotation, type):
        return [annotation] if issubclass(annotation, BaseModel) else []
    return [model for part in get_args(annotation) for model in models_in(part)]


def is_key(path):
    """Return whether a scenario may say something at a path."""
    models, keys = [Scenario], path.split(".")
    for key in keys:
        fields = [model.model_fields[key] for model in models if key in model.model_fields]
        if not fields:
            return False
        models = [model for field in fields for model in models_in(field.annotation)]
    return True


def test_each_system_of_the_plan_names_keys_and_scenarios_that_are_there():
    rows = [line.strip("| ").split(" | ") for line in page("systems").splitlines() if line.startswith("| ")]
    told = [row for row in rows if row[0] != "system 体系"]
    assert len(told) > 35
    for system, _, keys, scenario in told:
        for key in re.findall(r"`([^`]+)`", keys):
            command = key.removeprefix("sanduan ")
            assert is_key(key) or command in {"review"}, (system, key)
        for name in re.findall(r"`([\w-]+)`", scenario):
            assert (Path(__file__).parents[2] / "scenarios" / name / "scenario.yaml").is_file(), (
                system,
                name,
            )
        for setting in re.findall(r"--set ([\w.]+)=", scenario):
            assert is_key(setting), (system, setting)
    assert not is_key("aid.kindness")


def _at(thing, path):
    for key in path.split("."):
        thing = thing.get(key) if isinstance(thing, dict) else getattr(thing, key, None)
    return thing


def rows_of(text):
    return [line.split(" | ") for line in text.splitlines() if line.startswith("| `")]


def test_each_parameter_stands_there_once_with_its_source():
    rows = rows_of(parameters())
    keys = [row[0] for row in rows]
    assert len(keys) == len(set(keys)) > 300
    assert all(len(row) == 6 for row in rows)
    assert all(len(row[5].strip(" |")) > 3 for row in rows)


def test_every_figure_of_a_scenario_stands_in_the_table():
    keys = {row[0].strip("|` ") for row in rows_of(parameters())}
    patterns = [re.compile(re.escape(key).replace(r"\*", r"[^.]+") + "$") for key in keys]
    world = load("hamlet-silent")
    told = [figure for figure in assumptions(world) if isinstance(_at(world, figure.path), Quantity)]
    assert len(told) > 100
    for figure in told:
        assert any(pattern.match(figure.path) for pattern in patterns), figure.path


def test_a_default_is_that_of_the_section_and_not_of_its_parts():
    rows = {row[0].strip("|` "): row for row in rows_of(parameters())}
    world = load("hamlet")
    value = world.roads.night_factor.value
    assert rows["roads.night_factor"][1] == f"{value:g}"
    assert rows["unit_types.*.crew_min"][1] == "4"


def test_the_effects_that_trainers_are_shown_can_be_brought_about():
    pytest.importorskip("starlette", reason="the live exercise needs the extra `live`")
    from sim.live.msel.cells import Names, effect

    names = Names(load("hill-site"))
    lines = [line for block in blocks(page("trainer"), "effects") for line in block.splitlines()]
    found = [effect(line, names).kind for line in lines]
    assert [kind.value for kind in found] == ["radio_site_lost", "bridge"]
