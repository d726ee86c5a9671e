"""What is shown at a seat, as plain data for JSON: built from the picture of that post and nothing else."""

from typing import Any, Final

from sim.agent.centre import DispatchCentre
from sim.live.boards import boards_view
from sim.live.session import Session
from sim.live.traffic import Heard
from sim.picture import CallView, Picture, TeamView, UnitView
from sim.picture.repairs import CrewView, DamageView
from sim.record.facts import CallReport
from sim.record.hazard_facts import DamageBegan
from sim.scenario.hazards import INJECTED
from sim.scenario.model import Scenario
from sim.terms.enums import DamageKind

Plain = dict[str, Any]
_NEWEST: Final = 200
"""Messages that are shown."""


def picture_view(session: Session, address: int) -> Plain:
    """Return what the post at an address knows, each fact with the time at which it was said.

    Parameters
    ----------
    session
        The exercise.
    address
        Of the post.

    Raises
    ------
    LookupError
        If there is no post with a picture.
    """
    picture = session.world.picture(address)
    if picture is None:
        raise LookupError(f"no post at {address} keeps a picture")
    return {
        "t": session.now_ms,
        "manned": session.manned(address),
        "command": _command(session, address),
        "calls": [_call(call) for call in picture.calls.values()],
        "units": [_unit(picture.units[unit]) for unit in sorted(picture.units)],
        "closed": [
            {"link": link, "foot": link not in picture.closed_on_foot, "told_ms": picture.road_told_ms(link)}
            for link in sorted(picture.closed)
        ],
        "towns": [
            {"township": town, "calls": view.calls, "told_ms": view.told_ms}
            for town, view in sorted(picture.towns.items())
        ],
        "teams": [_team(picture.teams[team]) for team in sorted(picture.teams)],
        "damages": [_damage(view) for view in picture.repairs.damages.values()],
        "asked": [
            {"team": team, "damage": order.damage, "told_ms": picture.repairs.asked_ms[team]}
            for team, order in sorted(picture.repairs.asked.items())
        ],
        "crews": [_crew(picture.repairs.crews[team]) for team in sorted(picture.repairs.crews)],
        **boards_view(picture),
        "heard": {str(who): at for who, at in sorted(picture.heard.items())},
        "messages": messages_view(session, address, picture),
    }


def _command(session: Session, address: int) -> Plain | None:
    """Return what a post of two that lead in turn knows of who leads; None for all others."""
    post = session.world.post(address)
    return None if post is None or post.command is None else post.command()._asdict()


def messages_view(session: Session, address: int, picture: Picture) -> list[Plain]:
    """Return the newest messages of a post; of a call that nobody there has taken, only that it rings."""
    newest = session.traffic.of.get(address, [])[-_NEWEST:]
    takes_calls = isinstance(session.world.post(address), DispatchCentre)
    return [_heard(heard, picture, takes_calls) for heard in newest]


def plain(item: object) -> Plain:
    """Return a report or an order as plain data, under ``k`` its tag.

    Examples
    --------
    >>> from sim.record.facts import CallOver
    >>> plain(CallOver(3))
    {'k': 'over', 'call': 3}
    """
    kind: Any = type(item)
    return {"k": kind.__struct_config__.tag, **{f: getattr(item, f) for f in kind.__struct_fields__}}


def truth_view(session: Session) -> Plain:
    """Return what is true: for facilitators and evaluators alone."""
    truth = session.truth
    return {
        "t": session.now_ms,
        "units": [plain(truth.units[unit]) for unit in sorted(truth.units)],
        "teams": [plain(truth.teams[team]) for team in sorted(truth.teams)],
        "crews": [plain(truth.crews[team]) for team in sorted(truth.crews)],
        "closed": [{"link": link, "since_ms": truth.closed[link]} for link in sorted(truth.closed)],
        "incidents": [
            {**plain(fact), "t": t, "taken": call in truth.taken}
            for call, (t, fact) in sorted(truth.incidents.items())
        ],
        "damages": [
            {**plain(truth.damages[damage]), **_broken(session.scenario, truth.damages[damage])}
            for damage in sorted(truth.damages)
        ],
        "sites_down": [
            {"network": network, "site": site, "reason": reason}
            for (network, site), reason in sorted(truth.sites_down.items())
        ],
        "dark": sorted(truth.dark),
        "unheard": sorted(truth.unheard),
        "sent": truth.sent,
        "delivered": truth.delivered,
        "lost": truth.lost,
    }


def _broken(scenario: Scenario, damage: DamageBegan) -> Plain:
    """Return what is broken by name, where its table names it; roads are named by the map."""
    row = getattr(scenario, INJECTED[DamageKind(damage.kind).asset])[damage.target]
    zh = getattr(row, "name_zh", "") or row.id
    return {"zh": zh, "en": getattr(row, "name_en", "") or zh}


def _heard(heard: Heard, picture: Picture, takes_calls: bool) -> Plain:
    rings = takes_calls and _rings(heard, picture)
    body = [{"k": "ringing"}] if rings else [plain(item) for item in heard.body]
    return {
        "number": heard.number,
        "other": heard.other,
        "out": heard.out,
        "sent_ms": heard.sent_ms,
        "told_ms": heard.told_ms,
        "bearer": heard.bearer,
        "body": body,
    }


def _rings(heard: Heard, picture: Picture) -> bool:
    """Whether a message is a call to a dispatch centre that no call-taker has asked about yet."""
    first = heard.body[0]
    if heard.out or len(heard.body) > 1:
        return False
    return isinstance(first, CallReport) and picture.awaits(first.call)


def _call(view: CallView) -> Plain:
    return {
        "call": view.call,
        "kind": view.kind,
        "place": view.place,
        "node": view.node,
        "told_ms": view.told_ms,
        "needs": None if view.needs is None else [list(need) for need in view.needs],
        "sized_ms": view.sized_ms,
        "units": sorted(view.units),
        "weary": [[unit, view.weary[unit]] for unit in sorted(view.weary)],
    }


def _unit(view: UnitView) -> Plain:
    return {
        "unit": view.unit,
        "status": view.status,
        "node": view.node,
        "call": view.call,
        "told_ms": view.told_ms,
        "order": None if view.order is None else plain(view.order),
        "ordered_ms": view.ordered_ms,
        "silent": view.silent,
    }


def _team(view: TeamView) -> Plain:
    return {
        "team": view.team,
        "status": view.status,
        "node": view.node,
        "told_ms": view.told_ms,
        "township": view.township,
        "ordered_ms": view.ordered_ms,
        "silent": view.silent,
    }


def _damage(view: DamageView) -> Plain:
    return {
        "damage": view.damage,
        "kind": view.kind,
        "target": view.target,
        "size": view.size,
        "nodes": list(view.nodes),
        "capability": view.capability,
        "told_ms": view.told_ms,
        "left_ms": view.left_ms,
    }


def _crew(view: CrewView) -> Plain:
    return {
        "team": view.team,
        "status": view.status,
        "node": view.node,
        "damage": view.damage,
        "machines": view.machines,
        "told_ms": view.told_ms,
        "order": None if view.order is None else plain(view.order),
        "ordered_ms": view.ordered_ms,
        "silent": view.silent,
    }
