"""What no single value shows of communications: what is named and is not there, what nobody carries."""

from collections.abc import Mapping
from typing import Any, Final

from sim.scenario.bearers import GROUPS, PACE
from sim.scenario.fields import default_of
from sim.scenario.source import Path_
from sim.scenario.tables import CommsTeam
from sim.scenario.view import View
from sim.terms.enums import BearerKind, Party, TelecomKind

_HOLDERS: Final = {
    "townships": Party.TOWNSHIP,
    "villages": Party.VILLAGE,
    "key_units": Party.KEY_UNIT,
    "buses": Party.BUS,
    "stations": Party.STATION,
    "units": Party.UNIT,
    "comms_teams": Party.COMMS_TEAM,
    "teams": Party.CREW,
    "posts": None,
}
"""Tables of those who may hold terminals, and what they are; those of ``posts.csv`` say so themselves."""
_FAILING: Final = {
    "mains": "townships",
    "site": "sites",
    "backhaul": "sites",
    "telecom": "telecom",
    "fibre": "fibres",
    "power_node": "power_nodes",
    "power_line": "power_lines",
}
"""Table of what a scripted failure of each kind names."""
_KINDS: Final = {party.value: party for party in PACE}
_MEANS: Final = {kind.value: kind for kind in BearerKind}
_NEEDS_NOTHING: Final = frozenset({BearerKind.VOICE, BearerKind.COURIER})
"""Means for which nobody needs a terminal."""
_EVERYBODY: Final = "all"


def check_bearers(view: View) -> None:
    """Tell of every fault that shows only when tables and settings of communications are seen together."""
    _backhaul(view)
    _holders(view)
    _vehicles(view)
    _outages(view)
    _pace(view)
    _groups(view)
    view.spans(("bearers", "crowds"), "begin", "end")
    view.spans(("bearers", "outages"), "at", "until")
    if view.number("bearers", "reports", "begin"):  # both are zero where no reports are wanted
        view.span(("bearers", "reports"), "begin", "end")


def _backhaul(view: View) -> None:
    """Hang a radio site on a telecom site, or on another radio site, but never on itself."""
    sites = view.ids("sites")
    if view.known("sites") and view.known("telecom"):
        view.refer("sites", "backhaul", {**sites, **view.ids("telecom")}, "sites.csv or telecom.csv")
    ahead = {row.get("id"): row.get("backhaul") for _, row in view.rows("sites")}
    for name, number in sites.items():
        chain = _chain(name, ahead)
        if chain[1:] == [name]:
            view.tell(("sites", number, "backhaul"), "not_itself")
        elif len(chain) > 1 and chain[-1] == name == min(chain):
            view.tell(("sites", number, "backhaul"), "no_loop", chain=" > ".join(chain))


def _chain(name: str, ahead: Mapping[Any, Any]) -> list[str]:
    """Return the sites on which a site hangs, up to the first that comes a second time."""
    chain = [name]
    while ahead.get(chain[-1]) in ahead and len(chain) == len(set(chain)):
        chain.append(ahead[chain[-1]])
    return chain


def _parties(view: View) -> dict[str, Party | None]:
    """Return what each possible holder of a terminal is: kinds of parties, and parties by their ids."""
    found: dict[str, Party | None] = {**_KINDS}
    for table, party in _HOLDERS.items():
        found.update(dict.fromkeys(view.ids(table), party))
    for _, row in view.rows("posts"):
        if isinstance(row.get("id"), str):
            found[row["id"]] = _KINDS.get(str(row.get("kind")))
    return found


def _holders(view: View) -> None:
    if all(view.known(table) for table in _HOLDERS):
        files = ", ".join(view.draft.tables[table].file for table in _HOLDERS)
        view.refer("terminals", "holder", _parties(view), files)


def _vehicles(view: View) -> None:
    """Let teams and couriers drive only what the roads know; also where the vehicle is the one by default."""
    usual = default_of(CommsTeam, "vehicle")
    for number, row in view.rows("comms_teams"):
        view.drives(("comms_teams", number, "vehicle"), row.get("vehicle", usual))
    if _on(view):
        view.drives(("bearers", "courier", "vehicle"), view.setting("bearers", "courier", "vehicle"))


def _on(view: View) -> bool:
    return bool(view.setting("comms") == "bearers")


def _outages(view: View) -> None:
    """Let a scripted failure name only what is there to fail, and no two be called the same."""
    path: Path_ = ("bearers", "outages")
    view.once(path)
    for i in range(len(view.entries(*path))):
        outage = view.mapping(*path, i)
        table, name = _FAILING.get(str(outage.get("what"))), outage.get("target")
        if table is None or not view.known(table) or not isinstance(name, str):
            continue
        fail = _that_fail(view, table)
        if name != _EVERYBODY and name not in fail:
            file, a_core = view.draft.tables[table].file, " other than a core's" * (name in view.ids(table))
            view.tell((*path, i, "target"), "reference", fail, table=file + a_core)


def _that_fail(view: View, table: str) -> Mapping[Any, Any]:
    """Return the ids of a table of things that can fail: the core of the public network does not."""
    cores = {row.get("id") for _, row in view.rows(table) if row.get("kind") == TelecomKind.CORE.value}
    return {name: number for name, number in view.ids(table).items() if name not in cores}


def _pace(view: View) -> None:
    """Let a plan name only what somebody carries, and each means once."""
    carried = _carried(view)
    for name in view.mapping("bearers", "pace"):
        entries = view.entries("bearers", "pace", name)
        for j, means in enumerate(entries):
            path = ("bearers", "pace", name, j)
            if isinstance(means, str) and means in entries[:j]:
                view.tell(path, "means_once")
            elif name in _KINDS and means in _MEANS and not _can(_KINDS[name], _MEANS[means], carried):
                view.tell(path, "carried", holder=name)


def _groups(view: View) -> None:
    """Let a talk group that the scenario names hold each kind of party once, and only who carries radios.

    A group as it is where nothing is said names everybody who may have a radio, though here some have none.
    """
    carried, usual = _carried(view), {name: [*kinds] for name, kinds in GROUPS.items()}
    for name in view.mapping("bearers", "radio", "groups"):
        entries = view.entries("bearers", "radio", "groups", name)
        for j, kind in enumerate(entries):
            path = ("bearers", "radio", "groups", name, j)
            if isinstance(kind, str) and kind in entries[:j]:
                view.tell(path, "party_once")
            elif kind in _KINDS and entries != usual.get(name) and not _has_radio(_KINDS[kind], carried):
                view.tell(path, "radio_party", holder=kind)


def _has_radio(party: Party, carried: Mapping[Party, set[BearerKind]] | None) -> bool:
    """Whether a kind of party carries radios, as far as can be judged: not where nobody carries anything."""
    if carried is None or not any(carried.values()):
        return True
    return BearerKind.RADIO in carried.get(party, ())


def _carried(view: View) -> Mapping[Party, set[BearerKind]] | None:
    """Return the means that each kind of party has terminals for, or None where that cannot be judged."""
    table, parties = view.draft.tables["terminals"], _parties(view)
    if not table.whole or table.faulty & {"holder", "bearer"}:
        return None
    found: dict[Party, set[BearerKind]] = {party: set() for party in PACE}
    for _, row in view.rows("terminals"):
        holder, means = parties.get(str(row.get("holder"))), _MEANS.get(str(row.get("bearer")))
        if holder is None or means is None:
            return None
        found[holder].add(means)
    return found


def _can(party: Party, means: BearerKind, carried: Mapping[Party, set[BearerKind]] | None) -> bool:
    if carried is None or means in _NEEDS_NOTHING or party is Party.PUBLIC:
        return True
    return means in carried[party]
