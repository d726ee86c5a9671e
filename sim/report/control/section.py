"""The section on control measures, and the lines that the command prints: only where there are any."""

from collections.abc import Mapping
from typing import Any

from sim.report.material import Material
from sim.report.parts import Cell, Part, Section, Table, Text, cells, columns
from sim.report.say import DASH, count, known
from sim.report.sections import rows_of
from sim.report.words import WORDS, Both, same, term
from sim.terms.control import Measure


def control(material: Material) -> list[Section]:
    """Return the section in a list, which is empty where there are no measures."""
    told = material.summary.get("control")
    if told is None:
        return []
    parts: list[Part] = [
        *(Text(words) for words in (*headline(told), *rides(material.summary))),
        Text(WORDS["control_note"], "note"),
        _table(material),
    ]
    return [Section(WORDS["section_control"], parts)]


def lines(summary: Mapping[str, Any]) -> list[str]:
    """Return what the command prints, in Chinese and English; nothing where there are no measures."""
    told = summary.get("control")
    if told is None:
        return []
    parts = [*headline(told), *rides(summary)]
    return ["".join(part.zh for part in parts), " ".join(part.en for part in parts)]


def headline(told: Mapping[str, Any]) -> list[Both]:
    """Return what was ordered and what came of it, in a few sentences."""
    by = {measure.value: _of(told["by_measure"][measure.value]) for measure in Measure}
    parts = [
        WORDS["control_told"].fill(
            orders=told["orders"],
            given=told["given"],
            ordered=count(told["ordered_people"]),
            averted=told["averted"],
            there=count(told["there"]),
            way=count(told["in_the_way"]),
            **by,
        )
    ]
    if told["units"]:
        parts.append(
            WORDS["control_units"].fill(
                units=told["units"],
                warned=told["units_warned"],
                struck=told["units_struck"],
                way=count(told["units_in_the_way"]),
                would=count(told["units_there"]),
            )
        )
    return parts


def rides(summary: Mapping[str, Any]) -> list[Both]:
    """Return what vehicles did in a sentence, in a list that is empty where there are none."""
    told = summary.get("rides")
    if told is None:
        return []
    wait = told["wait_p50_min"]
    return [
        WORDS["rides_told"].fill(
            **{key: told[key] for key in ("vehicles", "used", "trips")},
            carried=count(told["carried"]),
            asked=told["villages_asked"],
            p50=DASH if wait is None else f"{wait:.0f}",
            vain=count(told["gave_up"]),
            on=count(told["walked_on"]),
        )
    ]


def _of(found: Mapping[str, Any]) -> str:
    return f"{found['taken']}/{found['places']}"


def _table(material: Material) -> Table:
    heads = columns(standing_order="w", measure_kind="w", given_by="w", towns_given="n", places_asked="n")
    heads += columns(places_taken="n", p50_taken="n", p90_taken="n", places_known="n", calls_averted="n")
    return Table(heads, tuple(_row(row) for row in rows_of(material.tables.measures)))


def _row(row: Mapping[str, Any]) -> tuple[Cell, ...]:
    return cells(
        same(row["order"]),
        term(Measure(row["measure"])),
        WORDS[f"by_{row['by']}"],
        count(row["townships"]),
        count(row["places"]),
        count(row["taken"]),
        *(f"{row[name] / 60:.0f}" if known(row[name]) else DASH for name in ("p50_s", "p90_s")),
        count(row["known"]),
        count(row["averted"]),
    )
