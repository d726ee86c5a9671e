"""How reports of exercises say the orders that people gave 指令用语: none is told by the name of its tag."""

from collections.abc import Callable
from typing import Any, Final

from sim.metric.parties import order_kind
from sim.record.facts import Order
from sim.report.review.names import Names
from sim.report.words import WORDS, Both
from sim.scenario.model import Scenario
from sim.terms.ids import Band

KINDS: Final = {
    "dispatch": Both("派{unit}赴{call}", "{unit} to {call}"),
    "recall": Both("撤回{unit}（{call}）", "recalls {unit} from {call}"),
    "moveup": Both("{unit}移防{station}", "{unit} to stand by at {station}"),
    "handover": Both("移交{call}", "hands over {call}"),
    "deploy": Both("派{cteam}赴{township}开设应急通信", "{cteam} to {township}"),
    "work": Both("派{crew}处置险情 {damage}", "{crew} to damage {damage}"),
    "rel": Both("解除{unit}增援", "releases {unit}"),
    "rcn": Both("预告召回{unit}", "gives notice that {unit} is called back"),
    "level": Both("响应等级 {level}（0 为终止）", "response level {level} (0 ends it)"),
    "consult": Both("召集会商", "calls a consultation"),
    "notice": Both("接管区级指挥权，通知各方", "takes command of the district and tells everybody"),
    "cnotice": Both("接管接处警指挥权，通知各方", "takes command of dispatch and tells everybody"),
    "warn": Both("预警叫应{township}", "warns {township}"),
    "control": Both("下达或解除管控：{township}", "puts a control measure in force or ends it: {township}"),
    "fetch": Both("派{unit}转运伤员", "{unit} to fetch a casualty"),
    "stand": Both("令{crew}撤回或轮休", "{crew} to come back or rest"),
    "wref": Both("{crew}不赴险情 {damage}", "{crew} will not go to damage {damage}"),
}
"""By tag, of orders that name what they are about: the gaps are filled with it."""
_CALL: Final = Both("第 {number} 号警情", "call {number}")


def said(order: Order, names: Names, scenario: Scenario) -> Both:
    """Return an order in words.

    Parameters
    ----------
    order
        What was ordered.
    names
        What things are called in reports.
    scenario
        Whose things they are.
    """
    words = words_of(type(order))
    fields = {key: getattr(order, key) for key in order.__struct_fields__}
    return words.fill(**fields | _named(order_kind(order), fields, names, scenario))


def words_of(kind: Any) -> Both:
    """Return the words for a kind of order: with gaps for what it names, or as all reports call it."""
    tag = str(kind.__struct_config__.tag)
    return KINDS.get(tag) or WORDS[f"order_{tag}"]


def _named(tag: str, fields: dict[str, Any], names: Names, scenario: Scenario) -> dict[str, Both]:
    """Return what an order names, as reports call it."""
    found = {}
    if "team" in fields:  # teams of communications and of sectors have tables of their own
        for key, rows in (("cteam", scenario.comms_teams), ("crew", scenario.teams)):
            if (key == "cteam") == (tag == "deploy"):
                found[key] = Both(rows[fields["team"]].name_zh, rows[fields["team"]].name_en or "")
    for key, name in _NAMES.items():
        if fields.get(key) is not None:
            found[key] = name(names, fields[key])
    return found


_NAMES: Final[dict[str, Callable[[Names, int], Both]]] = {
    "unit": Names.unit,
    "call": lambda names, call: _CALL.fill(number=call),
    "township": lambda names, town: names.somebody(Band.TOWNSHIP.address(town)),
    "station": lambda names, station: names.somebody(Band.STATION.address(station)),
}
