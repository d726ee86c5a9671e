"""Policies of a user's own, by the name of their module: found, refused with a reason, and replayed."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from drills import call, world
from worlds import scenario

from sim.policy import POLICIES, Nearest
from sim.policy.named import UnknownPolicy, find, is_own, source_digest
from sim.record.facts import UnitChanged
from sim.run import run, run_again
from sim.scenario.load import load

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
READMES = ("README.md", "README.zh-CN.md")


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A working directory whose modules are forgotten afterwards."""
    monkeypatch.chdir(tmp_path)
    before = set(sys.modules)
    yield tmp_path
    for name in set(sys.modules) - before:
        if getattr(sys.modules[name], "__file__", "") and str(tmp_path) in str(sys.modules[name].__file__):
            del sys.modules[name]


def write(folder, text, name="mine.py"):
    (folder / name).write_text(text, encoding="utf-8")


def made(**changes):
    return scenario(world([call(0, 1), call(10, 3)], {0: 2, 4: 1}, **changes))


# --- found


@pytest.mark.parametrize("name", sorted(POLICIES))
def test_a_policy_that_ships_is_found_by_its_name(name):
    assert find(name) is POLICIES[name]
    assert not is_own(name)


def test_a_class_of_a_module_in_the_working_directory_decides(folder):
    write(folder, "from sim.policy import Nearest\nclass Mine(Nearest):\n    pass\n")
    own, shipped = run(made(), "mine:Mine"), run(made(), "nearest")
    assert own.header.policy == "mine:Mine"
    assert list(own.entries()) == list(shipped.entries())


def test_a_function_may_make_the_policy(folder):
    write(folder, "from sim.policy import Nearest\ndef make(plan):\n    return Nearest(plan)\n")
    assert list(run(made(), "mine:make").entries()) == list(run(made(), "nearest").entries())


def test_a_policy_may_need_nothing_of_the_plan(folder):
    write(folder, "class Idle:\n    def decide(self, picture):\n        return ()\n")
    log = run(made(), "mine:Idle")
    statuses = {fact.status for _, _, _, fact in log.entries() if isinstance(fact, UnitChanged)}
    assert statuses == {"in_quarters"}


def test_a_policy_may_stand_in_a_package_and_have_helpers_beside_it(folder):
    (folder / "pack").mkdir()
    write(folder, "from sim.policy import Nearest as Base\n", "helper.py")
    write(folder, "", "pack/__init__.py")
    write(folder, "import helper\nclass Mine(helper.Base):\n    pass\n", "pack/rules.py")
    assert isinstance(find("pack.rules:Mine")(_plan()), Nearest)


def test_the_search_leaves_no_trace_in_the_path(folder):
    before = list(sys.path)
    write(folder, "from sim.policy import Nearest\n")
    find("mine:Nearest")
    assert sys.path == before


def test_a_module_of_the_working_directory_hides_no_installed_one(folder):
    write(folder, "raise SystemExit\n", "json.py")
    with pytest.raises(UnknownPolicy, match="the module json has no Mine"):
        find("json:Mine")


# --- refused

BAD = [
    ("mine:Mine", None, r"policy 'mine:Mine': there is no module mine, neither in .* nor among"),
    ("mine:", "", "has no name after the colon"),
    ("mine:Other", "class Mine:\n    def decide(self, picture): ...\n", "has no Other; it has Mine$"),
    ("mine:Mine", "class Mine:\n    pass\n", r"the class Mine has no method decide\(picture\)"),
    ("mine:five", "five = 5\n", "it is neither a class nor a function"),
    ("mine:one", "class A:\n    def decide(self, picture): ...\none = A()\n", "neither a class nor a"),
    ("mine:make", "def make(plan):\n    return 5\n", "what it returns, a int, has no method decide"),
    ("mine:Mine", "import nowhere_at_all\n", "mine cannot be imported: No module named 'nowhere_at_all'"),
    ("mine:Mine", "1 / 0\n", "cannot be imported: ZeroDivisionError: division by zero"),
    ("mine:Mine", "class Mine\n", "cannot be imported: SyntaxError"),
    ("nearst", None, "no policy is called 'nearst'.*coverage, nearest, run-card.*module:Name"),
]


@pytest.mark.parametrize(("name", "text", "why"), BAD, ids=range(len(BAD)))
def test_what_is_no_policy_is_refused_with_the_reason(folder, name, text, why):
    if text is not None:
        write(folder, text)
    with pytest.raises(UnknownPolicy, match=why):
        find(name)(_plan())


def test_the_command_says_so_in_one_line_and_ends_with_the_code_for_bad_input(folder):
    done = _command(folder, "run", "hamlet", "--policy", "mine:Mine", "--days", "1", "--no-figures")
    assert done.returncode == 2
    assert done.stderr.splitlines()[0].startswith("policy 'mine:Mine': there is no module mine")
    assert "Traceback" not in done.stderr
    assert list(folder.iterdir()) == []


# --- scenarios name policies, and import nothing


def test_a_scenario_may_name_one_and_nothing_is_imported_before_it_runs(folder):
    write(folder, "raise RuntimeError('imported')\n")
    named = made(dispatch={"policy": "mine:Mine"})
    assert named.dispatch.policy == "mine:Mine"
    with pytest.raises(UnknownPolicy, match="RuntimeError: imported"):
        run(named)


@pytest.mark.parametrize("name", ["nearst", "a b:C", "mine:", ":Mine", "../mine:Mine", "mine:Mine()"])
def test_a_scenario_cannot_name_what_is_no_name(name):
    with pytest.raises(ValueError, match="'nearest', 'run-card'"):
        made(dispatch={"policy": name})


def test_a_log_is_run_again_with_the_policy_of_its_header(folder):
    write(folder, "from sim.policy import RunCard\nclass Mine(RunCard):\n    pass\n")
    log = run(made(), "mine:Mine")
    assert run_again(log).digest == log.digest


# --- what was computed is kept by the text of the policy


def test_the_digest_of_sources_changes_with_the_text_and_only_with_it(folder):
    assert source_digest(["nearest", "run-card"]) == ""
    write(folder, "from sim.policy import Nearest\n")
    first = source_digest(["mine:Nearest", "nearest"])
    assert first == source_digest(["mine:Nearest", "mine:Nearest"])
    write(folder, "from sim.policy import Nearest\n# changed\n")
    assert source_digest(["mine:Nearest"]) not in ("", first)


# --- the policy of the README


@pytest.mark.parametrize("readme", READMES)
def test_the_policy_of_the_readme_is_short_and_decides(readme, folder):
    text = (ROOT / readme).read_text(encoding="utf-8")
    block = next(b for b in re.findall(r"```python\n(.*?)```", text, re.DOTALL) if "class KeepOne" in b)
    assert len(block.splitlines()) <= 20
    write(folder, block, "keepone.py")
    assert "sanduan run hamlet --policy keepone:KeepOne" in text
    done = _command(
        folder,
        *["run", "hamlet", "--policy", "keepone:KeepOne", "--days", "5", "--no-figures", "--out", "out"],
    )
    assert done.returncode == 0, done.stderr
    assert "keepone:KeepOne" in done.stdout


def test_the_policy_of_the_readme_keeps_the_last_engine_for_what_is_most_urgent(folder):
    text = (ROOT / READMES[0]).read_text(encoding="utf-8")
    block = next(b for b in re.findall(r"```python\n(.*?)```", text, re.DOTALL) if "class KeepOne" in b)
    write(folder, block, "keepone.py")
    log = run(made(), "keepone:KeepOne", days=0.01)  # before the first engine is home again
    out = [fact.unit for _, _, _, fact in log.entries() if isinstance(fact, UnitChanged) and fact.call == 1]
    assert out == []


def test_the_policy_of_the_readme_decides_otherwise_than_that_which_it_refines(folder):
    text = (ROOT / READMES[0]).read_text(encoding="utf-8")
    block = next(b for b in re.findall(r"```python\n(.*?)```", text, re.DOTALL) if "class KeepOne" in b)
    write(folder, block, "keepone.py")
    own, nearest = (run(load("hamlet"), policy, days=10) for policy in ("keepone:KeepOne", "nearest"))
    assert list(own.entries()) != list(nearest.entries())


def _plan():
    from rooms import plan

    return plan(made())


def _command(folder, *words):
    code = "from sim.cli import main; main()"
    env = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-c", code, *words]
    return subprocess.run(
        command, check=False, cwd=folder, env=env, capture_output=True, text=True, timeout=120
    )
