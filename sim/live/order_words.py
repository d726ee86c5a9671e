"""How reports of exercises say the orders that people gave 指令用语: none is told by the name of its tag."""

from collections.abc import Callable
from typing import Any, Final

from sim.metric.parties import order_kind
from sim.record.facts import Order
from sim.report.review.names import Names
from sim.report.words import WORDS, Both
from sim.scenario.model import Scenario
from sim.terms.ids import Band
from sim.words import both, both_in

KINDS: Final = {
    "dispatch": both("{unit} to {call}"),
    "recall": both("recalls {unit} from {call}"),
    "moveup": both("{unit} to stand by at {station}"),
    "handover": both("hands over {call}"),
    "deploy": both("{cteam} to {township}"),
    "work": both_in("live", "{crew} to damage {damage}"),
    "rel": both("releases {unit}"),
    "rcn": both("gives notice that {unit} is called back"),
    "level": both("response level {level} (0 ends it)"),
    "consult": both("calls a consultation"),
    "notice": both("takes command of the district and tells everybody"),
    "cnotice": both("takes command of dispatch and tells everybody"),
    "warn": both("warns {township}"),
    "control": both("puts a control measure in force or ends it: {township}"),
    "fetch": both("{unit} to fetch a casualty"),
    "stand": both("{crew} to come back or rest"),
    "wref": both_in("live", "{crew} will not go to damage {damage}"),
}
"""By tag, of orders that name what they are about: the gaps are filled with it."""
_CALL: Final = both("call {number}")


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
