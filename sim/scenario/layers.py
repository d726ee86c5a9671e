"""Reading the folder of a scenario, and the folders of those that it extends."""

from collections.abc import Sequence
from os.path import exists, isdir
from pathlib import Path
from posixpath import join, normpath
from typing import Final

from sim.scenario import messages
from sim.scenario.csvtable import read_csv
from sim.scenario.fields import REQUIRED_TABLES, TABLES, type_at
from sim.scenario.geojson import read_lines
from sim.scenario.patches import Patch, apply
from sim.scenario.quantity import vouched_fields
from sim.scenario.source import Draft, Faults, Mark, Node, Path_, Table
from sim.scenario.textfile import read_text
from sim.scenario.yamltree import parse

YAML_LIMIT_MB: Final = 5
YAML_FILE: Final = "scenario.yaml"
_PACKAGE: Final = Path(__file__).resolve().parent.parent


def shipped() -> dict[str, Path]:
    """Return the folders of the scenarios that come with sanduan, by name.

    In a checkout they stand beside the package, in an installed one inside it.
    """
    for home in (_PACKAGE / "_scenarios", _PACKAGE.parent / "scenarios"):
        if home.is_dir():
            return {path.parent.name: path.parent for path in sorted(home.glob(f"*/{YAML_FILE}"))}
    return {}


def read(name_or_folder: str | Path, patches: Sequence[str], faults: Faults) -> Draft | None:
    """Return a scenario as it is written, its bases merged under it and the patches applied.

    Parameters
    ----------
    name_or_folder
        Name of a shipped scenario, or a folder.
    patches
        Texts of the form ``path=value``, as given to ``--set``.
    faults
        Where faults are gathered.

    Returns
    -------
    Draft or None
        None where there is no such folder.
    """
    folder = _folder(name_or_folder, faults)
    if folder is None:
        return None
    draft = _layer(folder, "", (), faults)
    for name, (file, _) in TABLES.items():
        if name in REQUIRED_TABLES and name not in draft.tables and draft.whole:
            faults.add(Mark(file), "", "file")
        absent = Table(name, file, whole=draft.whole and name not in REQUIRED_TABLES)
        draft.tables.setdefault(name, absent)
    for patch in patches:
        apply(Patch(patch, Mark("--set")), draft, faults)
    return draft


def _folder(name_or_folder: str | Path, faults: Faults) -> Path | None:
    known = shipped()
    if isinstance(name_or_folder, str) and name_or_folder in known:
        return known[name_or_folder]
    path, shown = Path(name_or_folder), str(name_or_folder)
    if isdir(path):
        return path
    code = "folder_not_file" if exists(path) else "folder"
    hint = messages.did_you_mean(shown, known) if code == "folder" else ""
    if path.name == YAML_FILE and code == "folder_not_file":
        hint = messages.hint("name_folder", folder=path.parent)
    faults.add(Mark(shown), "", code, hint=hint, names=", ".join(known) or "none")
    return None


def _layer(folder: Path, prefix: str, above: tuple[Path, ...], faults: Faults) -> Draft:
    """Read one folder and merge it over its base; `prefix` goes before the names of its files in messages."""
    root = _yaml(folder, prefix, faults)
    tables = _tables(folder, prefix, faults)
    if root is None or not isinstance(root.content, dict):
        return Draft(Node({}, Mark(join(prefix, YAML_FILE))), tables, whole=False)
    extends, patch = root.content.pop("extends", None), root.content.pop("patch", None)
    for name in root.content.keys() & TABLES.keys():
        misplaced = root.content.pop(name)
        hint = messages.hint("own_file", file=TABLES[name][0])
        faults.add(misplaced.key or misplaced.mark, name, "known_key", hint=hint)
    base = _base(extends, folder, prefix, (*above, folder.resolve()), faults) if extends else None
    if base:
        draft = Draft(merged(base.root, root), {**base.tables, **tables}, base.whole)
    else:
        draft = Draft(root, tables, whole=extends is None)
    for text in _patch_texts(patch, faults):
        apply(text, draft, faults)
    return draft


def _yaml(folder: Path, prefix: str, faults: Faults) -> Node | None:
    shown = join(prefix, YAML_FILE)
    if not exists(folder / YAML_FILE):
        faults.add(Mark(shown), "", "file")
        return None
    text = read_text(folder / YAML_FILE, shown, YAML_LIMIT_MB, faults)
    before = len(faults)
    root = parse(text, shown, faults) if text is not None else None
    if text is not None and len(faults) == before and (root is None or not isinstance(root.content, dict)):
        faults.add(root.mark if root else Mark(shown), "", "mapping")
    return root


def _tables(folder: Path, prefix: str, faults: Faults) -> dict[str, Table]:
    """Read the tables that are in the folder."""
    found: dict[str, Table] = {}
    for name, (file, _) in TABLES.items():
        path, shown = folder / file, join(prefix, file)
        if exists(path) and name == "lines":
            found[name] = read_lines(path, shown, faults)
        elif exists(path):
            found[name] = read_csv(path, shown, name, faults)
    return found


def _base(extends: Node, folder: Path, prefix: str, above: tuple[Path, ...], faults: Faults) -> Draft | None:
    if not isinstance(extends.content, str) or not extends.content.strip():
        faults.add(extends.mark, "extends", "extends_text", got=messages.shown(extends.plain()))
        return None
    known, word = shipped(), extends.content
    target = known.get(word, folder / word)
    if not isdir(target):
        faults.add(
            extends.mark, "extends", "extends_text", got=repr(word), hint=messages.did_you_mean(word, known)
        )
        return None
    if target.resolve() in above:
        chain = " > ".join(path.name for path in (*above, target.resolve()))
        faults.add(extends.mark, "extends", "no_cycle", chain=chain)
        return None
    return _layer(target, word if word in known else normpath(join(prefix, word)), above, faults)


def merged(base: Node, own: Node, path: Path_ = ()) -> Node:
    """Return `own` laid over `base`: mappings are merged key by key, anything else replaces what was there.

    A figure written as a mapping replaces the whole figure below it, and a kind of incident with a run card
    or priority of its own loses the source of those below it: no number inherits the source of another.
    """
    if not (isinstance(base.content, dict) and isinstance(own.content, dict)):
        return own
    changed = own.content.keys() & set(vouched_fields(type_at(path)))
    if changed & {"value", "values"}:
        return own
    stale = {"label", "source"} if changed else set()
    content = {key: node for key, node in base.content.items() if key not in stale}
    for key, node in own.content.items():
        content[key] = merged(content[key], node, (*path, key)) if key in content else node
    return Node(content, own.mark, own.key, bad=own.bad)


def _patch_texts(patch: Node | None, faults: Faults) -> list[Patch]:
    if patch is None:
        return []
    entries = patch.content if isinstance(patch.content, list) else [patch]
    if any(not isinstance(entry.content, str) for entry in entries):
        faults.add(patch.mark, "patch", "patch_list", got=messages.shown(patch.plain()))
    return [Patch(entry.content, entry.mark) for entry in entries if isinstance(entry.content, str)]
