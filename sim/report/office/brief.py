"""The first page of an office report: a run in plain sentences, for one who reads no tables."""

from typing import Final

from sim.report.basis import command
from sim.report.material import Material
from sim.report.page import headline, within
from sim.report.say import count, known, minutes, part
from sim.report.sections import rows_of, trapped
from sim.report.words import WORDS, Both, same
from sim.scenario.assumptions import assumptions
from sim.terms.enums import Label
from sim.terms.units import DAY_MS

WORST: Final = 3
"""How many of the slowest townships are named."""
BOUND_MIN: Final = 15
"""Bound of the share that is told, in minutes."""
TITLE: Final = Both("概要", "Summary")
_WITHIN: Final = Both("{n} 分钟内到场 {share}。", "Reached within {n} minutes: {share}.")
_WORST: Final = Both("最慢的镇街：{names}。", "Slowest townships: {names}.")
_PLACE: Final = Both("{name}（中位数 {p50} 分钟）", "{name} (median {p50} min)")
_BASIS: Final = Both(
    "想定含 {all} 个参数，其中 {assumed} 个为假定，{estimated} 个为估算；结论只在这些前提下成立。",
    "The scenario holds {all} figures, of which {assumed} are assumptions and {estimated} estimates; "
    "the results hold only as far as these do.",
)


def sentences(material: Material) -> list[Both]:
    """Return the run in a few sentences: calls, response, the slowest places, what it rests on."""
    told = material.summary["response"]
    found = [headline(material)]
    if told["reached"]:
        share = part(within(told, BOUND_MIN), told["reached"])
        found += [_WITHIN.fill(n=BOUND_MIN, share=share), _WORST.fill(names=_slowest(material))]
    return [*found, *trapped(material), _rests_on(material), WORDS["caution"]]


def _slowest(material: Material) -> Both:
    table = material.tables.townships.sort_values(["p50_response_s", "township"], ascending=[False, True])
    rows = [row for row in rows_of(table) if known(row["p50_response_s"])][:WORST]
    places = [
        _PLACE.fill(name=material.townships[row["township"]], p50=minutes(row["p50_response_s"]))
        for row in rows
    ]
    return Both("、".join(place.zh for place in places), ", ".join(place.en for place in places))


def _rests_on(material: Material) -> Both:
    labels = [figure.label for figure in assumptions(material.scenario)]
    return _BASIS.fill(
        all=count(len(labels)),
        assumed=count(labels.count(Label.ASSUMPTION)),
        estimated=count(labels.count(Label.ESTIMATE)),
    )


def origin(material: Material) -> list[tuple[Both, Both]]:
    """Return what it takes to have the very same run again, as names and values."""
    header = material.header
    return [
        (WORDS["scenario"], same(f"{material.scenario.name}  {header.fingerprint}")),
        (WORDS["policy"], same(header.policy)),
        (WORDS["seed_rep"], same(f"{header.seed} / {header.rep}")),
        (WORDS["span"], same(f"{header.start} + {header.horizon_ms / DAY_MS:g} d")),
        (WORDS["version"], same(f"sanduan {header.program}")),
        (WORDS["digest"], same(material.digest)),
        (Both("命令", "Command"), same(command(material.scenario, header))),
    ]
