"""The section on earthquake early warning, and the lines that the command prints: only where there is any."""

from collections.abc import Mapping
from typing import Any, Final

from sim.report.material import Material
from sim.report.parts import Cell, Part, Section, Table, Text, cells, columns
from sim.report.say import DASH, count, known, percent
from sim.report.sections import rows_of
from sim.report.words import WORDS, Both, same

_BANDS: Final = ("under_3s", "under_10s", "under_20s", "more")
_HOUR_S: Final = 3600


def early_warning(material: Material) -> list[Section]:
    """Return the section in a list, which is empty where there is no early warning."""
    told = material.summary.get("early_warning")
    if told is None:
        return []
    parts: list[Part] = [Text(words) for words in headline(told)]
    if told["quakes"]:
        parts += [Text(WORDS["early_note"], "note"), _table(material)]
    return [Section(WORDS["section_early_warning"], parts)]


def lines(summary: Mapping[str, Any]) -> list[str]:
    """Return what the command prints, in Chinese and English; nothing where there is no early warning."""
    told = summary.get("early_warning")
    if told is None:
        return []
    parts = headline(told)
    return ["".join(part.zh for part in parts), " ".join(part.en for part in parts)]


def headline(told: Mapping[str, Any]) -> list[Both]:
    """Return who was warned of the strongest shock, and who was spared in all, in a few sentences."""
    row = told["strongest"]
    if row is None:
        return [WORDS["early_none"]]
    spared = WORDS["early_spared"].fill(
        quakes=told["quakes"], located=told["located"], spared=count(told["spared"])
    )
    at_work = {name: row[name] for name in ("magnitude", "live", "stations")}
    if row["told_s"] is None:
        return [WORDS["early_unlocated"].fill(**at_work), spared]
    people = told["people"]
    warned, blind, dark = sum(row[name] for name in _BANDS), row["blind"], row["dark"]
    counts = {"warned": warned, "blind": blind, "dark": dark, **{name: row[name] for name in _BANDS}}
    shares = {f"{name}_share": percent(counts[name] / people) for name in ("warned", "blind", "dark")}
    first = WORDS["early_told"].fill(
        **at_work,
        **{name: f"{row[f'{name}_s']:.1f}" for name in ("detected", "told", "longest")},
        **{name: count(number) for name, number in counts.items()},
        **shares,
        people=count(people),
    )
    return [first, *_aired(told), spared]


def _aired(told: Mapping[str, Any]) -> list[Both]:
    """Return who could hear by other channels, in a sentence; nothing where there are none."""
    people = told.get("aired")
    if people is None:
        return []
    shares = {name: count(people.get(name, 0)) for name in ("television", "sirens")}
    return [WORDS["early_aired"].fill(**shares)]


def _table(material: Material) -> Table:
    heads = columns(quake_at="n", quake_magnitude="n", quake_stations="n", quake_told="n", quake_warned="n")
    heads += columns(quake_3s="n", quake_blind="n", quake_dark="n", quake_spared="n")
    return Table(heads, tuple(_row(row) for row in rows_of(material.tables.quakes)))


def _row(row: Mapping[str, Any]) -> tuple[Cell, ...]:
    return cells(
        same(f"{row['began_s'] / _HOUR_S:.2f}"),
        same(f"{row['magnitude']:.1f}"),
        same(f"{row['live']}/{row['stations']}"),
        f"{row['told_s']:.1f}" if known(row["told_s"]) else DASH,
        *(count(sum(row[name] for name in names)) for names in (_BANDS, _BANDS[1:])),
        *(count(row[name]) for name in ("blind", "dark", "spared")),
    )
