"""The section on warnings and people at risk: only where somebody is warned."""

from collections.abc import Mapping
from typing import Any

from sim.report.material import Material
from sim.report.named import called
from sim.report.parts import Cell, Folded, Heading, Part, Section, Table, Text, cells, columns
from sim.report.say import count, decimal, percent
from sim.report.sections import Images, picture, rows_of
from sim.report.words import WORDS, Both, term
from sim.terms.enums import ToldBy

_KINDS = {
    "to_leave": "all_at_risk",
    "communities": "communities_at_risk",
    "villages": "villages_at_risk",
}


def people(material: Material, images: Images) -> list[Section]:
    """Return the section on people at risk in a list, which is empty where nobody is warned."""
    told = material.summary.get("people")
    if told is None:
        return []
    parts: list[Part] = [
        Text(headline(told)),
        Text(WORDS["people_note"], "note"),
        *picture(images, "evacuation"),
        Heading(WORDS["town_and_village"]),
        _reach(told),
        Heading(WORDS["told_by_head"]),
        _by(told["by"]),
        Heading(WORDS["unconfirmed_head"]),
        Text(unconfirmed(told)),
        Folded(WORDS["shelters_head"].fill(n=told["shelters_used"]), _shelters(material)),
    ]
    return [Section(WORDS["section_people"], parts)]


def headline(told: Mapping[str, Any]) -> Both:
    """Return who was warned, how soon, and how many left, in a few sentences."""
    reach = told["to_leave"]
    return WORDS["people_told"].fill(
        variant=WORDS[f"variant_{told['variant']}"],
        warnings=told["warnings"],
        lifted=told["lifted"],
        at_risk=count(told["at_risk"]),
        groups=count(told["groups"]),
        people=count(reach["people"]),
        w15=percent(reach["warned_15min"]),
        w30=percent(reach["warned_30min"]),
        w60=percent(reach["warned_60min"]),
        all=percent(reach["warned"]),
        p50=decimal(reach["warned_p50_min"]),
        p90=decimal(reach["warned_p90_min"]),
        safe=percent(reach["sheltered"]),
        back=count(told["states"]["returned"]),
        before=percent(told["left_before_struck"]),
        spared=told["spared"],
    )


def unconfirmed(told: Mapping[str, Any]) -> Both:
    """Return how many calls were not confirmed in time, in a sentence."""
    if told["villages_asked"] is None:
        return WORDS["nobody_called"]
    return WORDS["unconfirmed_told"].fill(
        t=told["townships_unconfirmed"],
        ta=told["townships_asked"],
        v=told["villages_unconfirmed"],
        va=told["villages_asked"],
    )


def _reach(told: Mapping[str, Any]) -> Table:
    heads = columns(of_whom="w", to_leave_n="n", within_15="n", within_30="n", within_60="n", ever="n")
    heads += columns(p50_told="n", p90_told="n", sheltered_share="n")
    return Table(heads, tuple(_reached(WORDS[name], told[key]) for key, name in _KINDS.items()))


def _reached(name: Both, reach: Mapping[str, Any]) -> tuple[Cell, ...]:
    shares = ("warned_15min", "warned_30min", "warned_60min", "warned")
    return cells(
        name,
        count(reach["people"]),
        *(percent(reach[share]) for share in shares),
        decimal(reach["warned_p50_min"]),
        decimal(reach["warned_p90_min"]),
        percent(reach["sheltered"]),
    )


def _by(by: Mapping[str, int]) -> Table:
    rows = tuple(cells(term(each), count(by[each.value])) for each in ToldBy)
    return Table(columns(told_by="w", people_count="n"), rows)


def _shelters(material: Material) -> Table:
    names = {row.id: called(row) for row in material.scenario.shelters}
    rows = tuple(
        cells(names[row["shelter"]], count(row["capacity"]), count(row["people"]), percent(row["share"]))
        for row in rows_of(material.tables.shelters)
    )
    return Table(columns(shelter="w", capacity="n", people_count="n", taken_share="n"), rows)
