"""The section on mains and pumps, and the lines that the command prints: only where there are any."""

from collections.abc import Mapping
from typing import Any

from sim.report.material import Material
from sim.report.parts import Cell, Part, Section, Table, Text, cells, columns
from sim.report.say import count, decimal
from sim.report.words import WORDS, Both, same, term
from sim.terms.enums import Asset, DamageKind, Party

_COUNTS = ("places", "shut", "whole")


def utilities(material: Material) -> list[Section]:
    """Return the section in a list, which is empty where a scenario has neither mains nor pumps."""
    told = material.summary.get("utilities")
    if told is None:
        return []
    parts: list[Part] = [Text(words) for words in headline(told, material.scenario.utilities.pumps.on)]
    if told["each"]:
        parts.append(_table(material, told["each"]))
    return [Section(WORDS["section_utilities"], [*parts, Text(WORDS["mains_note"], "note")])]


def lines(material: Material) -> list[str]:
    """Return what the command prints, in Chinese and English; nothing where there are neither."""
    told = material.summary.get("utilities")
    if told is None:
        return []
    parts = headline(told, material.scenario.utilities.pumps.on)
    return ["".join(part.zh for part in parts), " ".join(part.en for part in parts)]


def headline(told: Mapping[str, Any], pumps: bool = True) -> list[Both]:
    """Return what became of mains, and what pumps did where there are any, in a few sentences."""
    gas, water, pumped = told["gas"], told["water"], told["pumps"]
    found = [
        WORDS["mains_gas"].fill(
            **{name: count(gas[name]) for name in _COUNTS},
            **{name: count(told[name]) for name in ("calls", "cordons")},
            shut_mean_h=decimal(gas["shut_mean_h"]),
        ),
        WORDS["mains_water"].fill(
            **{name: count(water[name]) for name in _COUNTS},
            **{name: count(round(told[name])) for name in ("dry_villages", "dry_people", "dry_person_h")},
            whole_mean_h=decimal(water["whole_mean_h"]),
            wards=count(told["wards"]),
            wards_h=decimal(told["wards_h"]),
        ),
    ]
    if pumps:
        amounts = {name: count(round(pumped[name])) for name in ("floods", "m3", "dry")}
        found.append(WORDS["pumps_told"].fill(**amounts, sooner_h=decimal(pumped["sooner_h"])))
    return found


def _table(material: Material, each: list[Mapping[str, Any]]) -> Table:
    heads = columns(main_kind="w", main_village="w", main_breaks="n", main_began="n", main_shut="n")
    return Table((*heads, *columns(main_whole="n")), tuple(_row(row, material) for row in each))


def _row(row: Mapping[str, Any], material: Material) -> tuple[Cell, ...]:
    kind = Asset(DamageKind(row["kind"]).asset)
    return cells(
        term(kind),
        material.parties[Party.VILLAGE.value, row["village"]],
        same(count(row["breaks"])),
        decimal(row["began_h"]),
        *(decimal(row[name]) for name in ("shut_h", "whole_h")),
    )
