"""Schools as key units 学校: one to a township where there is no list of them, and when pupils are in."""

from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from sim.scenario.quantity import Quantity, Section, quantity

if TYPE_CHECKING:
    from sim.scenario.control import KeyUnit
    from sim.scenario.model import Scenario

SCHOOL: Final = "school"
"""Kind of key unit."""
_DAY_H: Final = (8, 20)
"""Hours of the day between which the people of the day are in a key unit (assumption)."""
_WEEKEND: Final = 5
"""Days of the week from which on there is no school, Monday being nought."""
_NEEDED: Final = frozenset({"id", "name_zh", "seat", "district", "population"})
_SOURCE: Final = "assumption: one school to a township, at its seat, as no list of schools is in the data"


class Schools(Section):
    """Schools 学校 of which there is no list: one is assumed at the seat of every township of the district.

    Where `on`, pupils are in any key unit of kind ``school`` on weekdays between two hours, in term; when
    school is stopped 停课 it takes longer than at work until all are collected.
    """

    on: bool = False
    share: Quantity = quantity(
        0.2, "1", 0, 1, "assumption: pupils to inhabitants of a township, from kindergarten on; one in five"
    )
    opens: Quantity = quantity(8, "h", 0, 24, "assumption: pupils are in from then on")
    closes: Quantity = quantity(18, "h", 0, 24, "assumption: the last leave after late care")
    home: Quantity = quantity(
        60, "min", 0, 1440, "assumption: from the order to stop until pupils were collected or taken home"
    )


def with_schools(tree: dict[str, Any]) -> dict[str, Any]:
    """Return the plain data of a scenario with the schools that its section on control measures asks for.

    A township of the district gets one unless the table of key units has a school there already.
    """
    schools = _mapping(_mapping(tree.get("control")).get("schools"))
    if schools.get("on") is not True:
        return tree
    share = schools.get("share", Schools().share.value)
    share = _mapping(share).get("value", share)
    home = {row.get("id") for row in tree.get("districts", ()) if row.get("home")}
    units = list(tree.get("key_units", ()))
    known = {row.get("township") for row in units if row.get("kind") == SCHOOL}
    whole = [row for row in tree.get("townships", ()) if row.keys() >= _NEEDED]  # others are faults already
    rows = [row for row in whole if row["district"] in home and row["id"] not in known]
    return {**tree, "key_units": [*units, *(_school(row, share) for row in rows)]}


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _school(township: Mapping[str, Any], share: Any) -> dict[str, Any]:
    return {
        "id": f"SCHOOL-{township['id']}",
        "name_zh": f"{township['name_zh']}学校（假设）",
        "name_en": "School, assumed",
        "kind": SCHOOL,
        "township": township["id"],
        "node": township["seat"],
        "day": _pupils(share, township["population"]),
        "night": 0,
        "label": "assumption",
        "source": _SOURCE,
    }


def _pupils(share: Any, people: Any) -> int:
    """Return how many there are; none where a figure is no number, which is a fault of its own."""
    known = isinstance(share, int | float) and isinstance(people, int | float)
    return max(0, round(share * people)) if known else 0


def people_in(scenario: "Scenario", unit: "KeyUnit", t_ms: int) -> int:
    """Return how many people are in a key unit at a time of the run, where no measure keeps them away."""
    schools, now = scenario.control.schools, scenario.start + timedelta(milliseconds=t_ms)
    hour = now.hour + now.minute / 60
    if schools.on and unit.kind == SCHOOL:
        is_in = now.weekday() < _WEEKEND and schools.opens.value <= hour < schools.closes.value
    else:
        is_in = _DAY_H[0] <= hour < _DAY_H[1]
    return unit.day if is_in else unit.night
