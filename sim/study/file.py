"""Reading a study file: YAML in, a typed `Study` out, or every fault at once with its place."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Final

from sim.scenario.layers import shipped
from sim.scenario.source import Faults, Mark, Node
from sim.scenario.textfile import read_text
from sim.scenario.yamltree import parse
from sim.study.file_analysis import read_analysis
from sim.study.file_design import read_design, read_replications
from sim.study.file_factors import read_factors
from sim.study.file_responses import read_responses, read_title
from sim.study.model import Study
from sim.study.sections import Keys
from sim.terms.errors import BadInput

LIMIT_MB: Final = 5
DAYS_MOST: Final = 36_500
SEED_MOST: Final = 2**64 - 1
_ID: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")


def read_study(file: Path) -> Study:
    """Read a study file and check what can be checked without its scenarios.

    Parameters
    ----------
    file
        The file, YAML 1.2.

    Raises
    ------
    BadInput
        If anything is wrong; it lists everything that is.
    """
    faults = Faults()
    root = _root(file, faults)
    study = read_root(file, root, faults) if root is not None else None
    if faults or study is None:
        raise BadInput(list(faults))
    return study


def _root(file: Path, faults: Faults) -> Node | None:
    shown = str(file)
    if not file.exists():
        faults.add(Mark(shown), "", "study_file")
        return None
    text = read_text(file, shown, LIMIT_MB, faults)
    root = parse(text, shown, faults) if text is not None else None
    if root is None and not faults:
        faults.add(Mark(shown), "", "mapping")
    return root


def read_root(file: Path, root: Node, faults: Faults) -> Study:
    """Return what a file says; where something is wrong, that is added to the faults."""
    keys = Keys(root, "", faults)
    keys.whole("study_version", low=1, high=1, default=1)
    factors = read_factors(keys)
    design, factors = read_design(keys, factors)
    responses = read_responses(keys)
    study = Study(
        file=file,
        id=_id(keys),
        title=read_title(keys, required=True),
        scenarios=_scenarios(keys, file.parent),
        policies=tuple(str(node.content) for node in keys.texts("policies")),
        days=_days(keys),
        seed=keys.whole("seed", low=0, high=SEED_MOST, default=1),
        factors=factors,
        design=design,
        responses=responses,
        replications=read_replications(keys, responses),
    )
    study = replace(study, analysis=read_analysis(keys, study))
    keys.done()
    return study


def _id(keys: Keys) -> str:
    text = keys.text("id", required=True)
    node = keys.take("id")
    if text and node and not _ID.fullmatch(text):
        keys.fault(node, "id", "study_id")
    return text


def _days(keys: Keys) -> float | None:
    days = keys.number("days", 0.001, DAYS_MOST, default=1)
    return days if keys.has("days") else None


def _scenarios(keys: Keys, home: Path) -> dict[str, str | Path]:
    """Return what to load for each scenario: a shipped name, or a folder relative to the study file."""
    single = keys.take("scenario", required=not keys.has("scenarios"))
    if single is not None and keys.has("scenarios"):
        keys.fault(single, "scenario", "either", options="scenario and scenarios")
    named = [("scenario", single)] if single is not None else []
    named += [(f"scenarios.{number}", node) for number, node in enumerate(keys.texts("scenarios"))]
    known = shipped()
    found: dict[str, str | Path] = {}
    for key, node in named:
        word = str(node.content)
        if isinstance(node.content, str) and word in known:
            found[word] = word
        elif isinstance(node.content, str) and (home / word).is_dir():
            found[word] = home / word
        else:
            hint = keys.faults.near(word, known)
            keys.fault(node, key, "scenario", hint, names=", ".join(known))
    return found
