"""What no single value shows of hazards: what is broken and is not there, what lies outside."""

import math
from typing import Final

from sim.scenario.hazards import INJECTED
from sim.scenario.source import Path_
from sim.scenario.tables import FARTHEST_NORTH, FARTHEST_SOUTH
from sim.scenario.view import IN_YAML, View
from sim.terms.enums import Asset, DamageKind

FAR_KM: Final = 100.0
"""Distance from the nearest node beyond which weather is taken to be misplaced."""
FRONTS: Final = ("rainstorms", "winds", "ices")
"""Keys of hazards that have a middle, which must be in the district or near it."""
_KINDS: Final = {kind.value: kind for kind in DamageKind}
_PATH: Final[Path_] = ("hazards", "injects")
_KM_PER_DEG: Final = 111.2


def check_hazards(view: View) -> None:
    """Tell of every fault that shows only when hazards are seen together with what they befall."""
    view.once(_PATH)
    view.spans(_PATH, "at", "until")
    for i in range(len(view.entries(*_PATH))):
        _inject(view, i)
    for key in FRONTS:
        view.once(("hazards", key))
        for i in range(len(view.entries("hazards", key))):
            near_district(view, ("hazards", key, i))
    kind_is_known(view, ("utilities", "gas", "kind"))
    for section in ("water", "slopes"):
        kind_is_known(view, ("hazards", section, "kind"))


def _inject(view: View, i: int) -> None:
    """Let a script break only what is there."""
    inject = view.mapping(*_PATH, i)
    kind, target = _KINDS.get(str(inject.get("what"))), inject.get("target")
    if kind is None or not isinstance(target, str):
        return
    if kind.asset in (Asset.WATER_MAIN, Asset.GAS_MAIN) and view.setting("utilities", "model") is not True:
        view.tell((*_PATH, i, "what"), "breakable", asset=kind.asset.value)
    table = INJECTED[kind.asset]
    if table not in view.draft.tables:
        view.tell((*_PATH, i, "what"), "breakable", asset=kind.asset.value)
    elif view.known(table) and target not in view.ids(table):
        view.tell((*_PATH, i, "target"), "reference", view.ids(table), table=view.draft.tables[table].file)


def near_district(view: View, path: Path_, far_km: float = FAR_KM) -> None:
    """Tell of a place, ``lon`` and ``lat`` at a path, that is too far from every node of the roads."""
    lon, lat = view.number(*path, "lon"), view.number(*path, "lat")
    if lon is None or lat is None or not (abs(lon) <= 180 and FARTHEST_SOUTH <= lat <= FARTHEST_NORTH):
        return
    squeeze = math.cos(math.radians(lat))
    places = [(row.get("lon"), row.get("lat")) for _, row in view.rows("nodes")]
    known = [(x, y) for x, y in places if isinstance(x, int | float) and isinstance(y, int | float)]
    near = min((math.hypot((x - lon) * squeeze, y - lat) for x, y in known), default=0.0)
    if near * _KM_PER_DEG > far_km:
        view.tell((*path, "lon"), "in_district", far=far_km)


def kind_is_known(view: View, path: Path_) -> None:
    """Tell of a kind of incident at a path that is none of the scenario's."""
    name, kinds = view.setting(*path), view.mapping("demand", "kinds")
    if isinstance(name, str) and name not in kinds:
        view.tell(path, "reference", kinds, table=f"demand.kinds {IN_YAML}")
