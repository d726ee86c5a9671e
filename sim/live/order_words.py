"""How reports of exercises say the orders that people gave 指令用语: none is told by the name of its tag."""

from collections.abc import Callable
from typing import Any, Final

from sim.record.facts import Order
from sim.report.review.names import Names
from sim.report.words import Both
from sim.scenario.model import Scenario
from sim.terms.ids import Band

KINDS: Final = {
    "dispatch": Both("派{unit}赴{call}", "{unit} to {call}"),
    "recall": Both("撤回{unit}（{call}）", "recalls {unit} from {call}"),
    "moveup": Both("{unit}移防{station}", "{unit} to stand by at {station}"),
    "handover": Both("移交{call}", "hands over {call}"),
    "deploy": Both("派{cteam}赴{township}开设应急通信", "{cteam} to {township}"),
    "roll": Both("点名", "roll call"),
    "work": Both("派{crew}处置险情 {damage}", "{crew} to damage {damage}"),
    "genset": Both("派应急发电车", "sends a generator truck"),
    "scout": Both("派无人机侦察道路", "sends a UAV to look at roads"),
    "scoutf": Both("派无人机前出起飞侦察道路", "sends a UAV to start ahead and look at roads"),
    "rr": Both("请求增援", "asks for units"),
    "rrr": Both("应答增援请求", "answers a request for units"),
    "rqr": Both("调用对方力量", "calls for units that were offered"),
    "cr": Both("确认派出增援", "commits units"),
    "rel": Both("解除{unit}增援", "releases {unit}"),
    "rcn": Both("预告召回{unit}", "gives notice that {unit} is called back"),
    "ao": Both("下达增援调令", "orders aid"),
    "level": Both("响应等级 {level}（0 为终止）", "response level {level} (0 ends it)"),
    "consult": Both("召集会商", "calls a consultation"),
    "notice": Both("接管区级指挥权，通知各方", "takes command of the district and tells everybody"),
    "cnotice": Both("接管接处警指挥权，通知各方", "takes command of dispatch and tells everybody"),
    "warn": Both("预警叫应{township}", "warns {township}"),
    "control": Both("下达或解除管控：{township}", "puts a control measure in force or ends it: {township}"),
    "rid": Both("派车转移群众", "sends a vehicle to fetch people"),
    "fetch": Both("派{unit}转运伤员", "{unit} to fetch a casualty"),
    "bring": Both("调运物资", "brings supplies"),
    "opens": Both("启用避难场所", "opens a shelter"),
    "stand": Both("令{crew}撤回或轮休", "{crew} to come back or rest"),
    "wref": Both("{crew}不赴险情 {damage}", "{crew} will not go to damage {damage}"),
}
"""By tag; the gaps are filled with what the order names."""
_CALL: Final = Both("第 {number} 号警情", "call {number}")
_OTHER: Final = Both("指令 {kind}", "order {kind}")


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
    kind: Any = type(order)
    tag = str(kind.__struct_config__.tag)
    found = KINDS.get(tag, _OTHER)
    fields = {key: getattr(order, key) for key in kind.__struct_fields__}
    return found.fill(**fields | {"kind": tag} | _named(tag, fields, names, scenario))


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
