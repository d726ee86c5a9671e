"""The map of reach as one page that works offline: every condition a layer, chosen without any script."""

import math
from collections.abc import Iterator
from html import escape
from itertools import pairwise
from typing import Final

from sim.record.reach import Reach
from sim.report import style
from sim.report.geo import Box, nice_length
from sim.report.labels import Name, place
from sim.report.reach.told import cases, kind_and_needs, node_minutes
from sim.report.reach.words import say
from sim.report.sheet import Sheet
from sim.report.words import Lang, term
from sim.scenario.model import Scenario
from sim.scenario.tables import Node
from sim.words import both

_REACH: Final = both("Reach")

PX_PER_KM: Final = 14.0
DOT_PX: Final = 7.0
"""Radius of a node."""
TEXT_PX: Final = 15
FAR_PX: Final = 16.0
"""A name farther than this from its point is joined to it by a thin line."""
SCALE_FROM: Final = 0.95
"""Below this share of the height stands the scale, and no name."""
_RATIO: Final = 1.25
_CSS: Final = """
body{margin:0;color:#20242b;
font:15px/1.5 "PingFang SC","Microsoft YaHei","Noto Sans CJK SC",system-ui,sans-serif}
main{max-width:1180px;margin:0 auto;padding:14px 20px}h1{font-size:21px;margin:0 0 6px}
p{color:#5d636d;margin:6px 0;font-size:13.5px}fieldset{border:0;padding:0;margin:0}
input{position:absolute;opacity:0}
label{display:inline-block;padding:3px 10px;margin:0 4px 6px 0;border:1px solid #c9ced6;
border-radius:5px;cursor:pointer}input:focus-visible+label{outline:3px solid #1d6fd1}
svg{width:100%;height:auto;border:1px solid #dfe2e7;background:#f7f8f9}svg g.layer{display:none}
ul{list-style:none;padding:0;margin:8px 0;font-size:13.5px}
ul{display:flex;flex-wrap:wrap;gap:4px 16px}
li i{display:inline-block;width:22px;height:12px;margin-right:6px;border:1px solid #d5d8dd}
"""


def page(scenario: Scenario, reach: Reach) -> str:
    """Return the page as HTML; nothing in it asks for anything from elsewhere."""
    sheet = Sheet.of(scenario, {}, Lang.ZH, ratio=_RATIO)
    kind = " / ".join(kind_and_needs(scenario, reach, lang)[0] for lang in Lang)
    needs = " / ".join(kind_and_needs(scenario, reach, lang)[1] for lang in Lang)
    title = f"{_REACH.zh_en}: {kind} ({needs})"
    head = f"{scenario.title.zh} {scenario.title.en}"
    chosen = [f"{which}_{condition.value}" for which, condition in cases()]
    shown = "".join(f"#{name}:checked~svg g.{name}{{display:inline}}" for name in chosen)
    picked = "".join(f"#{name}:checked+label{{background:#1d3557;color:#fff}}" for name in chosen)
    return "".join(
        (
            '<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8">'
            '<meta name="viewport" content="width=device-width, initial-scale=1">'
            '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
            "style-src 'unsafe-inline'\">"
            f"<title>{escape(head)} · {escape(title)}</title><style>{_CSS}{shown}{picked}</style></head>",
            f"<body><main><h1>{escape(head)}</h1><p>{escape(title)}</p><fieldset>",
            *_choices(chosen),
            *_map(scenario, reach, sheet),
            "</fieldset>",
            *_key(),
            *(f"<p>{escape(say('note', lang))}</p>" for lang in Lang),
            "</main></body></html>\n",
        )
    )


def _choices(chosen: list[str]) -> Iterator[str]:
    for number, ((which, condition), name) in enumerate(zip(cases(), chosen, strict=True)):
        words = " ".join(f"{say(which, lang)} {term(condition).of(lang)}" for lang in Lang)
        first = " checked" if number == 0 else ""
        yield f'<input type="radio" name="layer" id="{name}"{first}>'
        yield f'<label for="{name}">{escape(words)}</label>'


class _Paper:
    """The plane as pixels of the page, the upper left corner at the origin."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet, self.frame = sheet, sheet.frame
        self.width, self.height = self.frame.width * PX_PER_KM, self.frame.height * PX_PER_KM

    def at(self, point: tuple[float, float]) -> tuple[float, float]:
        """Return a point of the plane."""
        x, y = (point[0] - self.frame.west) * PX_PER_KM, (self.frame.north - point[1]) * PX_PER_KM
        return round(x, 1), round(y, 1)


def _map(scenario: Scenario, reach: Reach, sheet: Sheet) -> Iterator[str]:
    paper = _Paper(sheet)
    yield f'<svg viewBox="0 0 {paper.width:.0f} {paper.height:.0f}" role="img" aria-label="map 地图">'
    yield from _ground(scenario, paper)
    for which, condition in cases():
        yield f'<g class="layer {which}_{condition.value}">'
        for node, minutes in zip(scenario.nodes, node_minutes(reach, condition, which), strict=True):
            yield _dot(node, paper.at(sheet.nodes[node.id]), minutes)
        yield "</g>"
    yield from _names(scenario, paper)
    yield "</svg>"


def _ground(scenario: Scenario, paper: _Paper) -> Iterator[str]:
    rivers = [paper.sheet.path(line) for line in scenario.lines if line.kind == "river"]
    yield from (_way([paper.at(point) for point in path], style.RIVER, 7) for path in rivers)
    for border in paper.sheet.borders:
        yield _way([paper.at(point) for point in border], style.MUTED, 2, dash="9 5")
    for road in scenario.links:
        yield _way([paper.at(point) for point in paper.sheet.link(road)], "#9aa0aa", 1.6)


def _dot(node: Node, spot: tuple[float, float], minutes: float | None) -> str:
    told = "–" if minutes is None else f"{minutes:.1f} min"
    words = escape(f"{node.name_zh or node.id} {node.name_en}: {told}")
    look = f'r="{DOT_PX:g}" fill="{style.colour_of(minutes)}" stroke="#6b7079"'
    return f'<circle cx="{spot[0]}" cy="{spot[1]}" {look}><title>{words}</title></circle>'


def _scale(paper: _Paper) -> Iterator[str]:
    km = nice_length(paper.frame.width / 5)
    x, y = 0.03 * paper.width, 0.98 * paper.height
    yield _way([(x, y), (x + km * PX_PER_KM, y)], style.INK, 3)
    yield _text(f"{km:g} km", x, y - 8)


def _names(scenario: Scenario, paper: _Paper) -> Iterator[str]:
    """Yield the scale, and the names of townships where they cover neither one another nor a node."""
    yield from _scale(paper)
    spots = [paper.at(seat) for seat in paper.sheet.seats]
    wanted = [
        Name(spot, TEXT_PX * len(row.name_zh) + 4, TEXT_PX + 4, DOT_PX)
        for row, spot in zip(scenario.townships, spots, strict=True)
    ]
    dots = [paper.at(paper.sheet.nodes[node.id]) for node in scenario.nodes]
    taken = [Box(x - DOT_PX, y - DOT_PX, x + DOT_PX, y + DOT_PX) for x, y in dots]
    whole = Box(0.0, 0.0, paper.width, paper.height * SCALE_FROM)
    for row, spot, box in zip(scenario.townships, spots, place(wanted, taken, whole), strict=True):
        if box is not None:
            if math.dist(spot, box.centre) > (box.width + FAR_PX) / 2 + DOT_PX:
                yield _way([spot, box.centre], style.MUTED, 0.8)
            yield _text(row.name_zh, box.west + 2, box.north - 5)


def _text(words: str, x: float, y: float) -> str:
    look = f'font-size="{TEXT_PX}" paint-order="stroke" stroke="#fff" stroke-width="3"'
    return f'<text x="{x:.1f}" y="{y:.1f}" {look}>{escape(words)}</text>'


def _way(points: list[tuple[float, float]], colour: str, width: float, dash: str = "") -> str:
    path = " ".join(f"{x},{y}" for x, y in points)
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    return f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="{width}"{dashes}/>'


def _key() -> Iterator[str]:
    bounds = [0.0, *style.STEPS_MIN]
    spans = [f"{low:g}–{high:g} min" for low, high in pairwise(bounds)]
    spans += [f"> {bounds[-1]:g} min", f"{say('never', Lang.ZH)} {say('never', Lang.EN)}"]
    yield "<ul>"
    for span, colour in zip(spans, [*style.RAMP, style.NO_CALLS], strict=True):
        yield f'<li><i style="background:{colour}"></i>{escape(span)}</li>'
    yield "</ul>"
