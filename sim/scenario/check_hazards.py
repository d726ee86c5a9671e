"""What no single value shows of hazards: what is broken and is not there, what lies outside."""

from typing import Final

from sim.scenario.hazards import INJECTED
from sim.scenario.source import Path_
from sim.scenario.view import View
from sim.terms.enums import DamageKind

_KINDS: Final = {kind.value: kind for kind in DamageKind}
_PATH: Final[Path_] = ("hazards", "injects")


def check_hazards(view: View) -> None:
    """Tell of every fault that shows only when hazards are seen together with what they befall."""
    view.once(_PATH)
    view.spans(_PATH, "at", "until")
    for i in range(len(view.entries(*_PATH))):
        _inject(view, i)


def _inject(view: View, i: int) -> None:
    """Let a script break only what is there."""
    inject = view.mapping(*_PATH, i)
    kind, target = _KINDS.get(str(inject.get("what"))), inject.get("target")
    if kind is None or not isinstance(target, str):
        return
    table = INJECTED[kind.asset]
    if table not in view.draft.tables:
        view.tell((*_PATH, i, "what"), "breakable", asset=kind.asset.value)
    elif view.known(table) and target not in view.ids(table):
        view.tell((*_PATH, i, "target"), "reference", view.ids(table), table=view.draft.tables[table].file)
