"""The section on capabilities that incidents needed, and its lines in the terminal: only where any did."""

from collections.abc import Mapping
from typing import Any, Final

from sim.report.material import Material
from sim.report.parts import Part, Section, Table, Text, cells, columns
from sim.report.say import DASH, count, decimal, minutes
from sim.report.words import WORDS, Both, same, term
from sim.terms.enums import Skill

_STEPS: Final = ("known", "sent", "there", "done")
_HOUR_S: Final = 3600


def capabilities(material: Material) -> list[Section]:
    """Return the section in a list, which is empty where no incident needed more than engines."""
    told = material.summary.get("capabilities")
    if told is None:
        return []
    parts: list[Part] = [Text(headline(told)), _table(told)]
    parts += [Text(each) for each in fires(told)]
    return [Section(WORDS["section_capabilities"], [*parts, Text(WORDS["capabilities_note"], "note")])]


def headline(told: Mapping[str, Any]) -> Both:
    """Return how many needs there were, and how far they came, in a sentence."""
    rows = told["by_skill"].values()
    names = ("needed", *(f"{name}_n" for name in _STEPS), "never")
    totals = {name.removesuffix("_n"): count(sum(row[name] for row in rows)) for name in names}
    return WORDS["capabilities_told"].fill(**totals, vain=count(told["vain"]))


def fires(told: Mapping[str, Any]) -> list[Both]:
    """Return a sentence for each wildfire that was fought."""
    return [
        WORDS["fire_told"].fill(
            name=int(hazard) + 1,
            ha=decimal(fire["burnt_ha"]),
            line=count(fire["line_m"]),
            end=_ending(fire),
        )
        for hazard, fire in told["fires"].items()
    ]


def lines(material: Material) -> list[str]:
    """Return what the terminal says; nothing where no incident needed more than engines."""
    told = material.summary.get("capabilities")
    if told is None:
        return []
    said = [headline(told), *fires(told)]
    found = [f"{each.zh}\n{each.en}" for each in said[:1]]
    for skill, row in told["by_skill"].items():
        steps = "  ".join(
            f"{WORDS[f'{name}_after_col'].zh}{minutes(row[f'{name}_p50_s'])}({row[f'{name}_n']})"
            for name in _STEPS
        )
        why = _reasons(row)
        found.append(f"  {Skill(skill).zh} {skill} {row['needed']}: {steps}  {why.zh} {why.en}".rstrip())
    return [*found, *(f"{each.zh}\n{each.en}" for each in said[1:])]


def _table(told: Mapping[str, Any]) -> Table:
    rows = tuple(
        cells(
            term(Skill(skill)),
            count(row["needed"]),
            *(minutes(row[f"{name}_p50_s"]) for name in _STEPS),
            count(row["done_n"]),
            count(row["never"]),
            _reasons(row),
        )
        for skill, row in told["by_skill"].items()
    )
    heads = columns(
        capability_col="w",
        needed_col="n",
        known_after_col="n",
        sent_after_col="n",
        there_after_col="n",
        done_after_col="n",
        finished_col="n",
        never_col="n",
        reason_col="w",
    )
    return Table(heads, rows)


def _reasons(row: Mapping[str, Any]) -> Both:
    """Return why some were never done, and how many for each reason."""
    if not row["reasons"]:
        return same(DASH)
    said = [(WORDS[f"reason_{why}"], number) for why, number in row["reasons"].items()]
    return Both(
        "、".join(f"{words.zh} {number}" for words, number in said),
        ", ".join(f"{words.en} {number}" for words, number in said),
    )


def _ending(fire: Mapping[str, Any]) -> Both:
    if fire["out_s"] is None:
        return WORDS["fire_burning"]
    key = "fire_contained" if fire["contained"] else "fire_burnt_out"
    return WORDS[key].fill(hours=decimal(fire["out_s"] / _HOUR_S))
