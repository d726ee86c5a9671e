"""The section on rivers upstream, and its lines in the terminal: only where a wave comes down one."""

from collections.abc import Mapping
from typing import Any

from sim.report.material import Material
from sim.report.named import called
from sim.report.parts import Cell, Part, Section, Table, Text, cells, columns
from sim.report.say import count, decimal, percent
from sim.report.words import WORDS, Both, same


def basin(material: Material) -> list[Section]:
    """Return the section in a list, which is empty where no wave comes from upstream."""
    told = material.summary.get("basin")
    if told is None:
        return []
    parts: list[Part] = [Text(words) for words in headline(told)]
    parts += [_table(material, told), Text(WORDS["basin_note"], "note")]
    return [Section(WORDS["section_basin"], parts)]


def lines(summary: Mapping[str, Any]) -> list[str]:
    """Return the same in lines for the terminal, in Chinese and English."""
    told = summary.get("basin")
    parts = [] if told is None else headline(told)
    return ["".join(part.zh for part in parts), " ".join(part.en for part in parts)] if parts else []


def headline(told: Mapping[str, Any]) -> list[Both]:
    """Return who was told when, and what was done before the water came, in a few sentences."""
    at_h = told["water_h"]
    water = WORDS["basin_dry"] if at_h is None else WORDS["basin_water"].fill(at=decimal(at_h))
    found = [WORDS["basin_none"].fill(water=water) if told["shares"] == "none" else _shared(told, water)]
    if told["villages_flooded"]:
        shares = {f"{word}_share": percent(told[f"{key}_before_share"]) for word, key in _TOLD_AND_AWAY}
        counts = {word: count(told[f"{key}_before"]) for word, key in _TOLD_AND_AWAY}
        numbers = {"villages": count(told["villages_flooded"]), "people": count(told["at_risk"])}
        found.append(WORDS["basin_people"].fill(**numbers, **counts, **shares))
    roads = {key: count(told[f"roads_{name}"]) for key, name in _ROADS}
    found.append(WORDS["basin_roads"].fill(**roads, ahead=decimal(told["barred_ahead_h"])))
    return found


_TOLD_AND_AWAY = (("heard", "told"), ("away", "away"))
_ROADS = (
    ("flooded", "flooded"),
    ("before", "barred_before"),
    ("barred", "barred"),
    ("vain", "barred_in_vain"),
)


def _shared(told: Mapping[str, Any], water: Both) -> Both:
    """Return who was told, when, and how long before the water."""
    hours = {key: decimal(told[f"{key}_h"]) for key in ("told", "judged", "told_lead", "judged_lead")}
    late = {key: decimal(told[f"word_{key}_min"]) for key in ("p50", "p90")}
    numbers = {"words": count(told["words"]), "delivered": count(told["words_delivered"])}
    return WORDS["basin_told"].fill(
        to=WORDS[f"basin_to_{told['shares']}"], water=water, **hours, **late, **numbers
    )


def _table(material: Material, told: Mapping[str, Any]) -> Table:
    heads = columns(gauge="w", gauge_river="w", gauge_peak="n", gauge_warning="n", gauge_guarantee="n")
    heads += columns(gauge_told="n")
    names = {row.id: called(row) for row in material.scenario.gauges}
    rivers = {
        line.name_zh: Both(line.name_zh, line.name_en or line.name_zh) for line in material.scenario.lines
    }
    return Table(heads, tuple(_row(row, names, rivers) for row in told["gauges"]))


def _row(row: Mapping[str, Any], names: Mapping[str, Both], rivers: Mapping[str, Both]) -> tuple[Cell, ...]:
    figures = (row["peak_m"], row["warning_h"], row["guarantee_h"], row["told_h"])
    return cells(names[row["gauge"]], rivers.get(row["river"], same(row["river"])), *map(decimal, figures))
