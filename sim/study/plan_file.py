"""The plan of a study in its folder, which can so be read without the study file or any scenario."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from sim.study.journal import StoreError
from sim.study.model import Study
from sim.study.plan import Plan
from sim.study.store import Store, read_manifest, write_whole

PLAN: Final = "plan.json"


def write_plan(folder: Path, plan: Plan) -> None:
    """Write a plan into the folder of its study."""
    content = {
        "study": plan.study.plain(),
        "code": plan.code,
        "fingerprints": dict(plan.fingerprints),
        "lines": plan.lines,
        "points": plan.points,
        "ids": plan.ids,
        "changes": plan.changes,
        "design": plan.design,
    }
    write_whole(folder / PLAN, json.dumps(content, ensure_ascii=False).encode())


@contextmanager
def reading(folder: Path) -> Iterator[tuple[Plan, Store]]:
    """Yield the plan and the store of a study that has been run, and close the store.

    Raises
    ------
    StoreError
        If it is not the folder of a study.
    """
    plan, store = read_plan(folder), Store(folder)
    try:
        yield plan, store
    finally:
        store.close()


def read_plan(folder: Path) -> Plan:
    """Return the plan that stands in the folder of a study.

    Raises
    ------
    StoreError
        If there is none, or it is of another version, or damaged.
    """
    read_manifest(folder)
    path = folder / PLAN
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        return Plan(
            study=Study.of(content["study"]),
            code=content["code"],
            fingerprints=content["fingerprints"],
            lines=[(scenario, policy) for scenario, policy in content["lines"]],
            points=[tuple(point) for point in content["points"]],
            ids=content["ids"],
            changes=[tuple(changes) for changes in content["changes"]],
            design=content["design"],
        )
    except OSError as error:
        raise StoreError(f"{path}: cannot be read: {error.strerror}") from None
    except (ValueError, TypeError, KeyError):
        raise StoreError(
            f"{path}: not the plan of a study, or damaged: give the study's command again"
        ) from None
