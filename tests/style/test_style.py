"""House style, measured: short functions, small files, documented names, and clean linters."""

import ast
import importlib.util
import subprocess
import sys
from pathlib import Path
from statistics import median

import pytest

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted((ROOT / "sim").rglob("*.py"))
FUNCTION = (ast.FunctionDef, ast.AsyncFunctionDef)
DOCUMENTED = (*FUNCTION, ast.ClassDef)


def functions():
    """Yield every function of the package: (place, node, source lines)."""
    for file in FILES:
        text = file.read_text(encoding="utf-8")
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, FUNCTION):
                yield f"{file.relative_to(ROOT)}:{node.lineno} {node.name}", node, text.splitlines()


def is_docstring(node):
    return (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    )


def code_lines(node, lines):
    """Count the lines of a function's body that hold code: no docstring, no comment, no blank."""
    body = node.body[1:] if is_docstring(node.body[0]) else node.body
    if not body:
        return 0
    span = lines[body[0].lineno - 1 : node.end_lineno]
    return sum(bool(line.strip()) and not line.strip().startswith("#") for line in span)


@pytest.fixture(scope="module")
def lengths():
    return {place: code_lines(node, lines) for place, node, lines in functions()}


# --- how long


def test_half_of_all_functions_have_at_most_eight_lines(lengths):
    assert median(lengths.values()) <= 8


def test_nineteen_of_twenty_functions_have_at_most_25_lines(lengths):
    longest = sorted(lengths.values())
    assert longest[int(len(longest) * 0.95)] <= 25


def test_no_function_has_more_than_50_lines(lengths):
    assert [place for place, length in lengths.items() if length > 50] == []


def test_no_file_has_more_than_450_lines():
    sizes = {
        str(file.relative_to(ROOT)): len(file.read_text(encoding="utf-8").splitlines()) for file in FILES
    }
    assert {name: size for name, size in sizes.items() if size > 450} == {}


# --- how well told


def public(body, prefix=""):
    """Yield the public functions, classes and methods below a body: (name, node)."""
    for node in body:
        if isinstance(node, DOCUMENTED) and not node.name.startswith("_"):
            yield f"{prefix}{node.name}", node
            if isinstance(node, ast.ClassDef):
                yield from public(node.body, f"{prefix}{node.name}.")


def is_overload(node):
    return any(isinstance(each, ast.Name) and each.id == "overload" for each in node.decorator_list)


def test_every_module_and_public_name_says_what_it_is():
    silent = []
    for file in FILES:
        tree = ast.parse(file.read_text(encoding="utf-8"))
        if not ast.get_docstring(tree):
            silent.append(str(file.relative_to(ROOT)))
        for name, node in public(tree.body):
            if not ast.get_docstring(node) and not is_overload(node):
                silent.append(f"{file.relative_to(ROOT)} {name}")
    assert silent == []


def test_every_docstring_begins_with_a_sentence_of_one_line():
    odd = []
    for file in FILES:
        for name, node in public(ast.parse(file.read_text(encoding="utf-8")).body):
            first = (ast.get_docstring(node) or ".").splitlines()[0].rstrip()
            if not first.endswith((".", "?", "。")):
                odd.append(f"{file.relative_to(ROOT)} {name}: {first}")
    assert odd == []


def test_tests_have_names_of_their_own():
    """Pytest imports tests by their bare names: two of the same name would hide one another."""
    names = [path.name for path in (ROOT / "tests").rglob("*.py") if path.name != "conftest.py"]
    assert sorted(names) == sorted(set(names))


def test_no_file_holds_a_path_of_somebodys_machine():
    homes = ("/" + "home/", "/" + "Users/", "/" + "root/", "C:" + "\\")
    for file in [*FILES, *(ROOT / "tests").rglob("*.py"), *(ROOT / "experiments").rglob("*.py")]:
        text = file.read_text(encoding="utf-8")
        assert not any(home in text for home in homes), file


# --- what the tools say


def clean(*command):
    """Run a tool on the whole project and let its words be the failure."""
    done = subprocess.run(
        [sys.executable, *command], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"


def needs(module):
    """Skip a test where a tool of the test extra is not installed."""
    return pytest.mark.skipif(importlib.util.find_spec(module) is None, reason=f"{module} is not installed")


@needs("importlinter")
def test_imports_only_point_down():
    clean("-c", "from importlinter.cli import lint_imports_command; lint_imports_command()", "--no-cache")


@needs("ruff")
def test_ruff_finds_nothing():
    clean("-m", "ruff", "check", "--no-cache", "--output-format", "concise", ".")


@needs("ruff")
def test_every_file_is_formatted():
    clean("-m", "ruff", "format", "--no-cache", "--check", ".")


@needs("mypy")
def test_types_are_strict():
    clean("-m", "mypy")
