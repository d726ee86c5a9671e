"""Reading plan files 方案文件: a name and changes of a scenario, or every fault with its place."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sim.report.study_words import STUDY_WORDS
from sim.report.words import Both
from sim.scenario.source import Faults, Mark, Node
from sim.scenario.textfile import read_text
from sim.scenario.yamltree import parse
from sim.study.file_responses import read_title
from sim.study.own_policies import refuse_unknown
from sim.study.sections import Keys

LIMIT_MB: Final = 1
AS_IS: Final = "as-is"
"""Id of the scenario without changes."""
Change = tuple[str, Mark]
"""A text ``path=value`` and where it stands."""


@dataclass(frozen=True)
class Proposal:
    """One plan that is compared with others.

    Attributes
    ----------
    id
        What it is called in tables: the stem of its file.
    name
        Its name, in Chinese and English.
    changes
        What it changes in the scenario, in the order in which that is done.
    file
        Where it was read from; None for the scenario as it is.
    """

    id: str
    name: Both
    changes: tuple[Change, ...] = ()
    file: Path | None = None

    @property
    def texts(self) -> tuple[str, ...]:
        """The changes ``path=value`` without their places."""
        return tuple(text for text, _ in self.changes)


def read_proposals(files: Sequence[Path], faults: Faults) -> list[Proposal]:
    """Read plan files; a single one is set against the scenario as it is, which then comes first.

    Parameters
    ----------
    files
        The files, YAML 1.2.
    faults
        Where faults are gathered.
    """
    found = [read_proposal(file, faults) for file in files]
    if len(found) == 1:
        found.insert(0, Proposal(AS_IS, STUDY_WORDS["as_is"]))
    return _with_own_ids(found)


def read_proposal(file: Path, faults: Faults) -> Proposal:
    """Read one plan file; where something is wrong, that is added to the faults.

    Examples
    --------
    A plan that stands down the town brigades and sends the nearest unit::

        name: {zh: 撤销镇街专职队, en: No town brigades}
        policy: nearest
        patch:
          - forces.town_brigades=false
    """
    root = _root(file, faults)
    if root is None:
        return Proposal(file.stem, Both(file.stem, file.stem), (), file)
    keys = Keys(root, "", faults)
    name = read_title(keys, required=True, key="name")
    changes = (*_policy(keys), *_patch(keys))
    keys.done()
    words = Both(name.get("zh") or file.stem, name.get("en") or file.stem)
    return Proposal(file.stem, words, changes, file)


def _root(file: Path, faults: Faults) -> Node | None:
    shown = str(file)
    if not file.exists():
        faults.add(Mark(shown), "", "plan_file")
        return None
    before = len(faults)
    text = read_text(file, shown, LIMIT_MB, faults)
    root = parse(text, shown, faults) if text is not None else None
    if root is None and len(faults) == before:
        faults.add(Mark(shown), "", "mapping")
    return root


def policy_change(name: str, mark: Mark, faults: Faults, key: str = "") -> list[Change]:
    """Return the change that sets the dispatch policy; none for one that nobody knows."""
    return [(f"dispatch.policy={name}", mark)] if refuse_unknown(name, mark, key, faults) else []


def _policy(keys: Keys) -> list[Change]:
    name = keys.text("policy")
    return policy_change(name, keys.content["policy"].mark, keys.faults, "policy") if name else []


def _patch(keys: Keys) -> list[Change]:
    found = []
    for number, node in keys.entries("patch", least=0):
        if isinstance(node.content, str):
            found.append((node.content, node.mark))
        else:
            keys.fault(node, f"patch.{number}", "assignment")
    return found


def _with_own_ids(found: Sequence[Proposal]) -> list[Proposal]:
    """Return plans whose ids differ: files of one name in two folders are numbered."""
    seen: dict[str, Proposal] = {}
    for each in found:
        number, name = 2, each.id
        while name in seen:
            number, name = number + 1, f"{each.id}-{number}"
        seen[name] = Proposal(name, each.name, each.changes, each.file)
    return list(seen.values())
