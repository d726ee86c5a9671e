"""The whole report of a run, from headline to digest."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from sim.report import at_hand, basis, bearers, repairs, sections, style
from sim.report.aid.section import aid
from sim.report.basin.section import basin
from sim.report.capability.section import capabilities
from sim.report.control.section import control
from sim.report.levels.section import response_levels
from sim.report.material import Material
from sim.report.municipal.section import municipal
from sim.report.parts import Page, Tile
from sim.report.people.section import people
from sim.report.relief.section import relief
from sim.report.review.section import lost_time
from sim.report.say import count, minutes, part, percent
from sim.report.sections import Images
from sim.report.seismic.section import early_warning
from sim.report.succession.section import succession
from sim.report.support import support
from sim.report.uav import scouting
from sim.report.utilities.section import utilities
from sim.report.words import WORDS, Both, Lang
from sim.terms.units import DAY_MS


def page(material: Material, images: Images, lang: Lang) -> Page:
    """Return the report of a run.

    Parameters
    ----------
    material
        The run.
    images
        Figures by name and language, as URIs; a figure that is missing is left out.
    lang
        The language that is shown first; the page holds both.
    """
    title = material.scenario.title
    return Page(
        title=WORDS["title"].fill(name=Both(title.zh, title.en)),
        subtitle=subtitle(material),
        headline=headline(material),
        tiles=tiles(material.summary),
        caution=WORDS["caution"],
        sections=[
            sections.where(images),
            sections.response(material, images),
            sections.by_township(material),
            sections.by_kind(material),
            sections.by_station(material, images),
            sections.over_time(material, images),
            *lost_time(material),
            *sections.cuts(images),
            *bearers.communications(material, images),
            *repairs.repairs(material),
            *at_hand.at_hand(material),
            *aid(material),
            *support(material),
            *scouting(material),
            *utilities(material),
            *response_levels(material, images),
            *municipal(material),
            *succession(material),
            *basin(material),
            *people(material, images),
            *control(material),
            *relief(material),
            *capabilities(material),
            *early_warning(material),
            basis.basis(material.scenario),
            basis.origin(material.scenario, material.header, material.digest),
        ],
        credits=WORDS["credits"],
        lang=lang,
    )


def subtitle(material: Material) -> Both:
    """Return when, how long and under which policy."""
    days = material.header.horizon_ms / DAY_MS
    end = material.start + timedelta(milliseconds=material.header.horizon_ms)
    return WORDS["subtitle"].fill(
        start=f"{material.start:%Y-%m-%d %H:%M}",
        end=f"{end:%Y-%m-%d %H:%M}",
        days=f"{days:g}",
        policy=material.header.policy,
        seed=material.header.seed,
        rep=material.header.rep,
    )


def headline(material: Material) -> Both:
    """Return the run in one or two sentences."""
    calls, told = material.summary["calls"], material.summary["response"]
    if not calls["total"]:
        return WORDS["headline_quiet"].fill(days=f"{material.summary['days']:g}")
    if not told["reached"]:
        return WORDS["headline_none"].fill(n=count(calls["total"]))
    return WORDS["headline"].fill(
        days=f"{material.summary['days']:g}",
        n=count(calls["total"]),
        reached=count(told["reached"]),
        p50=minutes(told["p50_s"]),
        p90=minutes(told["p90_s"]),
        within=part(within(told, 10), told["reached"]),
    )


def within(told: Mapping[str, Any], bound: int) -> int:
    """Return how many calls were reached within so many minutes."""
    share: float = told[f"share_{bound}min"] or 0.0
    return round(share * int(told["reached"]))


def tiles(summary: Mapping[str, Any]) -> list[Tile]:
    """Return the figures that matter most, each with what it rests on."""
    calls, told, waited = summary["calls"], summary["response"], summary["waiting"]["for_unit"]
    reached = WORDS["of_reached"].fill(n=count(told["reached"]))
    ends = WORDS["ends"].fill(**{end: count(calls[end]) for end in ("closed", "handed_over", "open")})
    covered = WORDS["uncovered_note"].fill(limit=f"{summary['coverage']['limit_s'] / 60:g}")
    wait = WORDS["waited_note"].fill(n=count(calls["total"]), never=count(waited["never_sent"]))
    return [
        Tile(WORDS["calls"], count(calls["total"]), ends),
        Tile(WORDS["p50"], minutes(told["p50_s"]), reached, WORDS["minutes"]),
        Tile(WORDS["p90"], minutes(told["p90_s"]), reached, WORDS["minutes"]),
        Tile(WORDS["uncovered"], percent(summary["coverage"]["uncovered_share"]), covered),
        Tile(WORDS["cross_boundary"], percent(summary["cross_boundary_share"]), reached),
        *(_within(told, bound) for bound in style.SHARES_MIN),
        Tile(WORDS["waited"], count(waited["calls"]), wait),
    ]


def _within(told: Mapping[str, Any], bound: int) -> Tile:
    note = WORDS["of_counted"].fill(k=count(within(told, bound)), n=count(told["reached"]))
    return Tile(WORDS["within_n"].fill(n=bound), percent(told[f"share_{bound}min"]), note)
