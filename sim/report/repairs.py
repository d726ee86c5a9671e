"""The section on damage and repair: only where something broke."""

from collections.abc import Mapping
from typing import Any, Final

from sim.report.material import Material
from sim.report.parts import Cell, Folded, Heading, Part, Section, Table, Text, cells, columns
from sim.report.say import DASH, count, decimal, percent
from sim.report.sections import rows_of
from sim.report.words import WORDS, Both, same, term
from sim.terms.enums import DamageKind, Party

_HOUR_S: Final = 3600


def repairs(material: Material) -> list[Section]:
    """Return the section on damage and repair in a list, which is empty where nothing broke."""
    told = material.summary["repairs"]
    if not told["damages"]:
        return []
    parts: list[Part] = [
        Text(headline(told)),
        Heading(WORDS["where_time_went"]),
        _chain(told["chain_mean_h"]),
        Text(WORDS["where_time_note"], "note"),
        Folded(WORDS["each_damage"].fill(n=told["damages"]), _damages(material)),
        *_tabled("teams_at_work", "no_teams_sent", _sent(material)),
        *_tabled("mismatch", "no_mismatch", _mismatch(material)),
    ]
    return [Section(WORDS["section_repairs"], parts)]


def headline(told: Mapping[str, Any]) -> Both:
    """Return what broke, how much of it was mended and how soon, and with what, in a few sentences."""
    return WORDS["repairs_told"].fill(
        damages=told["damages"],
        seen=told["seen"],
        worked=told["worked_on"],
        eased=told["eased"],
        whole=told["whole"],
        eased_h=decimal(told["eased_mean_h"]),
        p90_h=decimal(told["eased_p90_h"]),
        teams=told["teams"],
        machines=told["machines"],
        usable=told["usable_machines"],
        machine_h=decimal(told["machine_h"]),
    )


def _tabled(title: str, otherwise: str, table: Table) -> list[Part]:
    """Return a table with its heading, or words that say that there is nothing in it."""
    return [Heading(WORDS[title]), table if table.rows else Text(WORDS[otherwise])]


def _chain(means: Mapping[str, float | None]) -> Table:
    names = [name.removesuffix("_h") for name in means]
    heads = columns(**{f"chain_{name}": "n" for name in names})
    return Table(heads, (cells(*(decimal(means[f"{name}_h"], 2) for name in names)),))


def _damages(material: Material) -> Table:
    rows = tuple(_damage(material, row) for row in rows_of(material.tables.damages))
    heads = columns(
        damage_kind="w",
        damage_target="w",
        damage_size="n",
        began_h="n",
        heard_after_h="n",
        eased_after_h="n",
        whole_after_h="n",
        first_team="w",
    )
    return Table(heads, rows)


def _damage(material: Material, row: Mapping[str, Any]) -> tuple[Cell, ...]:
    kind = DamageKind(row["kind"])
    team = material.parties.get((Party.CREW.value, row["first_team"]), same(DASH))
    heard_h = row["seen_h"] + row["word_h"]
    return cells(
        term(kind),
        row["target"],
        f"{count(row['size'])} {kind.unit}",
        decimal(row["began_s"] / _HOUR_S),
        decimal(heard_h),
        decimal(row["eased_h"]),
        decimal(row["whole_h"]),
        team,
    )


def _sent(material: Material) -> Table:
    heads = columns(
        team_name="w",
        orders_taken="n",
        road_time_h="n",
        stranded_time_h="n",
        working_time_h="n",
        resting_time_h="n",
        utilised="n",
    )
    rows = tuple(
        cells(
            _team(material, row),
            count(row["orders"]),
            *(decimal(row[name]) for name in ("road_h", "stranded_h", "working_h", "resting_h")),
            percent(row["utilisation"]),
        )
        for row in rows_of(material.tables.crews)
        if row["orders"]
    )
    return Table(heads, rows)


def _mismatch(material: Material) -> Table:
    """Return the teams whose machines and people do not fit together 人装适配."""
    counted = ("machines", "operated", "manned", "usable", "idle", "spare")
    heads = columns(
        team_name="w",
        machines_held="n",
        machines_operated="n",
        machines_manned="n",
        machines_usable="n",
        machines_idle="n",
        operators_spare="n",
    )
    rows = tuple(
        cells(_team(material, row), *(count(row[name]) for name in counted))
        for row in rows_of(material.tables.crews)
        if row["idle"] or row["spare"]
    )
    return Table(heads, rows)


def _team(material: Material, row: Mapping[str, Any]) -> Both:
    return material.parties[Party.CREW.value, row["team"]]
