"""The first page of an office report: a run in plain sentences, for one who reads no tables."""

from typing import Final

from sim.report.basis import command
from sim.report.material import Material
from sim.report.page import headline, within
from sim.report.relief.section import casualties_told, supplies_told
from sim.report.say import count, decimal, known, minutes, part, percent
from sim.report.sections import rows_of, trapped
from sim.report.words import WORDS, Both, same
from sim.scenario.assumptions import assumptions
from sim.terms.enums import Label
from sim.terms.units import DAY_MS
from sim.words import both, both_in

WORST: Final = 3
"""How many of the slowest townships are named."""
BOUND_MIN: Final = 15
"""Bound of the share that is told, in minutes."""
TITLE: Final = both("Summary")
_WITHIN: Final = both("Reached within {n} minutes: {share}.")
_WORST: Final = both("Slowest townships: {names}.")
_PLACE: Final = both("{name} (median {p50} min)")
_DAMAGE: Final = both(
    "{damages} cases of damage: {seen} seen, {worked} worked on, {whole} mended; eased "
    "after {eased_h} h on average."
)
_SERVICE: Final = both(
    "Three cuts: people were on average {road} h without a road, {power} h without mains "
    "and {word} h without word; at worst {road_least} had a road, {power_least} mains "
    "and {word_least} word."
)
_BASIS: Final = both(
    "The scenario holds {all} figures, of which {assumed} are assumptions and "
    "{estimated} estimates; the results hold only as far as these do."
)


def sentences(material: Material) -> list[Both]:
    """Return the run in a few sentences: calls, response, the slowest places, what it rests on."""
    told = material.summary["response"]
    found = [headline(material)]
    if told["reached"]:
        share = part(within(told, BOUND_MIN), told["reached"])
        found += [_WITHIN.fill(n=BOUND_MIN, share=share), _WORST.fill(names=_slowest(material))]
    found += [*trapped(material), *_damage(material), *_service(material), *_hurt_and_supplied(material)]
    return [*found, _rests_on(material), WORDS["caution"]]


def _damage(material: Material) -> list[Both]:
    """Return what broke and was mended; nothing where nothing broke."""
    told = material.summary["repairs"]
    if not told["damages"]:
        return []
    counts = {"seen": told["seen"], "worked": told["worked_on"], "whole": told["whole"]}
    return [_DAMAGE.fill(damages=told["damages"], eased_h=decimal(told["eased_mean_h"]), **counts)]


def _service(material: Material) -> list[Both]:
    """Return how long and how widely people were without road, mains and word; nothing where never."""
    told = material.summary["service"]
    if all(one["least"] == 1 for one in told.values()):
        return []
    lost = {name: decimal(one["lost_h"]) for name, one in told.items()}
    return [_SERVICE.fill(**lost, **{f"{name}_least": percent(one["least"]) for name, one in told.items()})]


def _hurt_and_supplied(material: Material) -> list[Both]:
    """Return what became of casualties and of supplies; nothing where a scenario has neither."""
    tells = {"casualties": casualties_told, "supplies": supplies_told}
    summary = material.summary
    return [tell(summary[key]) for key, tell in tells.items() if summary.get(key) is not None]


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
        (both_in("office", "Command"), same(command(material.scenario, header))),
    ]
