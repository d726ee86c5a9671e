"""What no single value shows of communications: what is named and is not there, what nobody carries."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from sim.scenario.bearers import PACE
from sim.scenario.view import IN_YAML, View
from sim.terms.enums import BearerKind, Party

_HOLDERS: Final = (
    ("townships", Party.TOWNSHIP),
    ("villages", Party.VILLAGE),
    ("stations", Party.STATION),
    ("units", Party.UNIT),
    ("comms_teams", Party.COMMS_TEAM),
)
"""Tables of those who may hold terminals; those of ``posts.csv`` say themselves what they are."""
_NEEDS_NOTHING: Final = frozenset({BearerKind.VOICE, BearerKind.COURIER})
"""Means for which nobody needs a terminal."""
_EVERYBODY: Final = "all"
_POSTS: Final = frozenset({Party.DISPATCH_CENTRE, Party.EOC, Party.TEAM, Party.NEIGHBOUR})


def check_bearers(view: View) -> None:
    """Tell of every fault that shows only when tables and settings of communications are seen together."""
    _backhaul(view)
    _posts(view)
    _holders(view)
    _vehicles(view)
    _outages(view)
    _pace(view)
    view.spans(("bearers", "crowds"), "begin", "end")
    view.spans(("bearers", "outages"), "at", "until")


def _backhaul(view: View) -> None:
    """Hang a radio site on a telecom site, or on another radio site, but never on itself."""
    known = {**view.ids("sites"), **view.ids("telecom")}
    view.refer("sites", "backhaul", known, "sites.csv or telecom.csv")
    for number, row in view.rows("sites"):
        if isinstance(row.get("id"), str) and row.get("backhaul") == row["id"]:
            view.tell(("sites", number, "backhaul"), "not_itself")


def _posts(view: View) -> None:
    for number, row in view.rows("posts"):
        kind = row.get("kind")
        if kind in {party.value for party in Party} - {party.value for party in _POSTS}:
            view.tell(("posts", number, "kind"), "one_of", options=", ".join(sorted(p.value for p in _POSTS)))


def _parties(view: View) -> dict[str, Party]:
    """Return what each possible holder of a terminal is: kinds of parties, and parties by their ids."""
    found = {party.value: party for party in Party}
    for table, party in _HOLDERS:
        found.update(dict.fromkeys(view.ids(table), party))
    kinds = {party.value: party for party in Party}
    for _, row in view.rows("posts"):
        if isinstance(row.get("id"), str) and row.get("kind") in kinds:
            found[row["id"]] = kinds[row["kind"]]
    return found


def _holders(view: View) -> None:
    view.refer(
        "terminals",
        "holder",
        _parties(view),
        "townships.csv, villages.csv, stations.csv, units.csv, comms_teams.csv, posts.csv",
    )


def _vehicles(view: View) -> None:
    vehicles: Iterable[str] = view.mapping("roads", "vehicles") or ("engine",)
    where = f"roads.vehicles {IN_YAML}"
    view.refer("comms_teams", "vehicle", vehicles, where)
    chosen = view.setting("bearers", "courier", "vehicle")
    if _on(view) and isinstance(chosen, str) and chosen not in vehicles:
        view.tell(("bearers", "courier", "vehicle"), "reference", vehicles, table=where)


def _on(view: View) -> bool:
    return bool(view.setting("comms") == "bearers")


def _outages(view: View) -> None:
    """Let a scripted failure name only what is there to fail."""
    tables = {
        "mains": "townships",
        "site": "sites",
        "backhaul": "sites",
        "telecom": "telecom",
        "fibre": "fibres",
    }
    for i in range(len(view.entries("bearers", "outages"))):
        outage = view.mapping("bearers", "outages", i)
        table = tables.get(str(outage.get("what")))
        name = outage.get("id")
        if table is not None and isinstance(name, str) and name != _EVERYBODY and name not in view.ids(table):
            file = view.draft.tables[table].file
            view.tell(("bearers", "outages", i, "id"), "reference", view.ids(table), table=file)


def _pace(view: View) -> None:
    """Let a plan name only what somebody carries, and each means once."""
    carried = _carried(view)
    known = {party.value: party for party in PACE}
    for name in view.mapping("bearers", "pace"):
        entries = view.entries("bearers", "pace", name)
        for j, means in enumerate(entries):
            path = ("bearers", "pace", name, j)
            if not isinstance(means, str):
                continue
            if means in entries[:j]:
                view.tell(path, "means_once")
            elif name in known and not _can(known[name], means, carried):
                view.tell(path, "carried", holder=name)


def _carried(view: View) -> Mapping[Party, set[Any]]:
    parties = _parties(view)
    found: dict[Party, set[Any]] = {party: set() for party in Party}
    for _, row in view.rows("terminals"):
        holder = parties.get(str(row.get("holder")))
        if holder is not None:
            found[holder].add(row.get("bearer"))
    return found


def _can(party: Party, means: str, carried: Mapping[Party, set[Any]]) -> bool:
    if means not in {kind.value for kind in BearerKind} or BearerKind(means) in _NEEDS_NOTHING:
        return True
    return party is Party.PUBLIC or means in carried[party]
