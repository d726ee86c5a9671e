"""The whole report of a run, from headline to digest."""

from datetime import timedelta
from typing import Any, Final

from sim.report import basis, sections, style
from sim.report.material import Material
from sim.report.parts import Page, Tile
from sim.report.say import count, minutes, part, percent
from sim.report.sections import Images
from sim.report.words import WORDS, Both, Lang, same
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
        sections=[
            sections.where(images),
            sections.response(material, images),
            sections.by_township(material),
            sections.by_kind(material),
            sections.by_station(material, images),
            sections.over_time(material, images),
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
    told = material.summary
    if not told["reached"]:
        return WORDS["headline_none"].fill(n=count(told["calls"]))
    return WORDS["headline"].fill(
        days=f"{material.header.horizon_ms / DAY_MS:g}",
        n=count(told["calls"]),
        reached=count(told["reached"]),
        p50=minutes(told["p50_s"]),
        p90=minutes(told["p90_s"]),
        within=part(told["within"][10], told["reached"]),
    )


def tiles(told: dict[str, Any]) -> list[Tile]:
    """Return the figures that matter most, each with what it rests on."""
    reached = WORDS["of_reached"].fill(n=count(told["reached"]))
    ends = WORDS["ends"].fill(**{end: count(told[end]) for end in ("closed", "handed_over", "open")})
    unit = WORDS["minutes"]
    made = [
        Tile(WORDS["calls"], count(told["calls"]), ends),
        Tile(WORDS["p50"], minutes(told["p50_s"]), reached, unit),
        Tile(WORDS["p90"], minutes(told["p90_s"]), reached, unit),
        Tile(WORDS["uncovered"], percent(told["uncovered_share"]), WORDS["uncovered_note"]),
        Tile(WORDS["cross_boundary"], percent(told["cross_boundary"] / (told["reached"] or 1)), reached),
    ]
    for bound in style.SHARES_MIN:
        within = told["within"][bound]
        share = percent(within / told["reached"] if told["reached"] else None)
        note = WORDS["of_counted"].fill(k=count(within), n=count(told["reached"]))
        made.append(Tile(WORDS["within_n"].fill(n=bound), share, note))
    return made
