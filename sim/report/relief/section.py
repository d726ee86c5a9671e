"""The sections on casualties and on relief supplies: only where a scenario asks for them."""

from collections.abc import Mapping
from typing import Any, Final

from sim.report.material import Material
from sim.report.named import called
from sim.report.parts import Cell, Folded, Heading, Part, Section, Table, Text, cells, columns
from sim.report.say import count, decimal, percent
from sim.report.sections import rows_of
from sim.report.words import WORDS, Both

MOST: Final = 12
"""How many places are listed, those that lacked most first."""
_WHO: Final = {
    "of_all": "all_casualties",
    "urgent": "red_casualties",
    "communities": "town_casualties",
    "villages": "village_casualties",
}
_WHERE: Final = {"of_all": "all_places", "communities": "town_casualties", "villages": "village_casualties"}


def relief(material: Material) -> list[Section]:
    """Return the sections in a list, which is empty where there is nothing of it."""
    return [*_casualties(material), *_supplies(material)]


def lines(summary: Mapping[str, Any]) -> list[str]:
    """Return what the command prints of both, in lines of both languages; none where there is nothing."""
    found: list[str] = []
    for key, tells in (
        ("casualties", (casualties_told, hospitals_told, moved_on_told)),
        ("supplies", (supplies_told, modes_told)),
    ):
        told = summary.get(key)
        if told is not None:
            parts = [part for part in (tell(told) for tell in tells) if part is not None]
            found += ["".join(part.zh for part in parts), " ".join(part.en for part in parts)]
    return found


# --- casualties --------------------------------------------------------------------------------------------


def casualties_told(told: Mapping[str, Any]) -> Both:
    """Return who was hurt and treated, and where some died, in a few sentences."""
    states, treated = told["states"], told["of_all"]
    return WORDS["casualties_told"].fill(
        people=count(told["people"]),
        **told["triage"],
        treated=count(treated["treated"]),
        p50=decimal(treated["treated_p50_min"]),
        p90=decimal(treated["treated_p90_min"]),
        inside=states["queued"] + states["treated"],
        discharged=states["discharged"],
        open=states["waiting"] + states["carried"],
        **told["died"],
        died=told["died_waiting"],
    )


def hospitals_told(told: Mapping[str, Any]) -> Both:
    """Return how often hospitals turned somebody away, and by what people came, in a sentence."""
    return WORDS["hospitals_told"].fill(
        full=told["turned_full"],
        dark=told["turned_dark"],
        n=told["hospitals_dark"],
        h=decimal(told["dark_h"]),
        **told["by"],
    )


def moved_on_told(told: Mapping[str, Any]) -> Both | None:
    """Return how many were moved from hospital to hospital, in a sentence; None where nobody can be."""
    if "moved_on" not in told:
        return None
    return WORDS["moved_on_told"].fill(moved=count(told["moved_on"]), settled=count(told["settled"]))


def _casualties(material: Material) -> list[Section]:
    told = material.summary.get("casualties")
    if told is None:
        return []
    busy = [row for row in rows_of(material.tables.hospitals) if row["came"] or _turned(row)]
    parts: list[Part] = [
        Text(casualties_told(told)),
        Text(hospitals_told(told)),
        *(Text(words) for words in [moved_on_told(told)] if words is not None),
        Text(WORDS["casualties_note"], "note"),
        _treated(told),
        Folded(WORDS["hospitals_head"].fill(n=len(busy)), _hospitals(material, busy)),
    ]
    return [Section(WORDS["section_casualties"], parts)]


def _hospital(
    names: Mapping[str, Both], row: Mapping[str, Any], figures: tuple[str, ...]
) -> tuple[Cell, ...]:
    counts = (count(row[each]) for each in figures)
    return cells(names[row["hospital"]], *counts, decimal(row["dark_h"]), count(row["sent_on"]))


def _treated(told: Mapping[str, Any]) -> Table:
    heads = columns(
        of_casualties="w", number_n="n", treated_n="n", treated_p50="n", treated_p90="n", died_n="n"
    )
    return Table(heads, tuple(_times(WORDS[name], told[key]) for key, name in _WHO.items()))


def _times(name: Both, times: Mapping[str, Any]) -> tuple[Cell, ...]:
    spans = (decimal(times["treated_p50_min"]), decimal(times["treated_p90_min"]))
    return cells(name, count(times["people"]), count(times["treated"]), *spans, count(times["died"]))


def _turned(row: Mapping[str, Any]) -> int:
    return int(row["turned_full"] + row["turned_dark"])


def _hospitals(material: Material, busy: list[dict[str, Any]]) -> Table:
    names = {row.id: called(row) for row in material.scenario.hospitals}
    heads = columns(hospital="w", beds_n="n", came_n="n", most_n="n", full_n="n", dark_n="n", dark_h="n")
    heads += columns(sent_on_n="n")
    figures = ("beds", "came", "most", "turned_full", "turned_dark")
    rows = tuple(_hospital(names, row, figures) for row in busy)
    return Table(heads, rows)


# --- supplies ----------------------------------------------------------------------------------------------


def supplies_told(told: Mapping[str, Any]) -> Both:
    """Return who was cut off, known of and supplied, and what they lacked, in a few sentences."""
    reach = told["of_all"]
    return WORDS["supplies_told"].fill(
        places=told["places"],
        people=count(told["people"]),
        known=percent(reach["known"]),
        known_h=decimal(reach["known_p50_h"]),
        reached=percent(reach["reached"]),
        first_h=decimal(reach["first_p50_h"]),
        **{goods: count(round(unmet)) for goods, unmet in told["unmet"].items()},
    )


def modes_told(told: Mapping[str, Any]) -> Both:
    """Return by what supplies came, and which places opened, in a sentence."""
    sent = {mode: f"{row['delivered']}/{row['sent']}" for mode, row in told["modes"].items()}
    return WORDS["modes_told"].fill(**sent, opened=told["opened"], shut=told["stayed_shut"])


def _supplies(material: Material) -> list[Section]:
    told = material.summary.get("supplies")
    if told is None:
        return []
    worst = sorted(rows_of(material.tables.places_short), key=lambda row: (-_lacked(row), row["place"]))[
        :MOST
    ]
    parts: list[Part] = [
        Text(supplies_told(told)),
        Text(modes_told(told)),
        Text(WORDS["supplies_note"], "note"),
        _reach(told),
        Heading(WORDS["short_head"].fill(n=len(worst))),
        _worst(material, worst),
    ]
    return [Section(WORDS["section_supplies"], parts)]


def _reach(told: Mapping[str, Any]) -> Table:
    heads = columns(of_places="w", places_n="n", short_people="n", known_share="n", reached_share="n")
    heads += columns(first_h="n", water_pd="n", food_pd="n", tent_pd="n")
    return Table(heads, tuple(_row(WORDS[name], told[key]) for key, name in _WHERE.items()))


def _row(name: Both, reach: Mapping[str, Any]) -> tuple[Cell, ...]:
    lacked = (count(round(each)) for each in reach["unmet"].values())
    shares = percent(reach["known"]), percent(reach["reached"]), decimal(reach["first_p50_h"])
    return cells(name, count(reach["places"]), count(reach["people"]), *shares, *lacked)


def _lacked(row: Mapping[str, Any]) -> float:
    return float(row["unmet_water"] + row["unmet_food"] + row["unmet_tent"])


def _worst(material: Material, worst: list[dict[str, Any]]) -> Table:
    scenario = material.scenario
    names = {False: {row.id: called(row) for row in scenario.villages}}
    names[True] = {row.id: called(row) for row in scenario.shelters}
    heads = columns(place="w", short_people="n", need_h="n", known_h="n", first_h="n")
    heads += columns(water_pd="n", food_pd="n", tent_pd="n")
    rows = tuple(
        cells(
            names[bool(row["shelter"])][row["place"]],
            count(row["people"]),
            decimal(row["need_h"]),
            *(decimal(row[each] / 3600) for each in ("known_s", "first_s")),
            *(count(round(row[f"unmet_{goods}"])) for goods in ("water", "food", "tent")),
        )
        for row in worst
    )
    return Table(heads, rows)
