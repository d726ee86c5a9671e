"""What a map is drawn from: a scenario on the plane, the minutes of each township, the language."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Protocol

from sim.report.geo import Box, Plane, Point, densest
from sim.report.words import Lang, say
from sim.scenario.model import Scenario
from sim.scenario.tables import Line, Road

CORE_SHARE: Final = 0.06
"""Side of the square in which seats are too close for one map, as a share of the map's width."""
MARGIN_SHARE: Final = 0.02
LEAST_EXTENT_KM: Final = 2.0
CREDITS: Final = {
    "GeoNames": "GeoNames (CC BY 4.0)",
    "OpenStreetMap": "© OpenStreetMap contributors (ODbL)",
}
"""Credit that a source of data asks for, by the word with which a row's source names it."""


class _Named(Protocol):
    @property
    def name_zh(self) -> str: ...
    @property
    def name_en(self) -> str: ...


@dataclass(frozen=True)
class Sheet:
    """A scenario on the plane.

    Attributes
    ----------
    scenario
        The scenario.
    minutes
        Response time of each township by its id, in minutes; None where no unit arrived.
    lang
        Language of the map.
    plane
        The projection.
    nodes
        Place of each node of the road graph, in km on the plane.
    frame
        What the main map shows, in km.
    """

    scenario: Scenario
    minutes: Mapping[str, float | None]
    lang: Lang
    plane: Plane
    nodes: Mapping[str, Point]
    frame: Box

    @classmethod
    def of(cls, scenario: Scenario, minutes: Mapping[str, float | None], lang: Lang, ratio: float) -> "Sheet":
        """Lay a scenario on a plane whose map is `ratio` times as wide as high."""
        middle = Box.around(_home(scenario)).centre
        plane = Plane(*middle)
        extent = Box.around(plane.at(*point) for point in _home(scenario))
        margin = max(MARGIN_SHARE * max(extent.width, extent.height), LEAST_EXTENT_KM / 2)
        nodes = {node.id: plane.at(node.lon, node.lat) for node in scenario.nodes}
        return cls(scenario, minutes, lang, plane, nodes, extent.grown(margin).squared(ratio))

    @property
    def seats(self) -> list[Point]:
        """Seats of the townships, in their order."""
        return [self.nodes[township.seat] for township in self.scenario.townships]

    def core(self, ratio: float) -> Box | None:
        """Return the part that needs a larger scale, or None where nothing is too dense."""
        side = self.frame.width * CORE_SHARE
        dense = densest(self.seats, side)
        return None if dense is None else dense.grown(side * 0.22).squared(ratio)

    def name(self, thing: _Named) -> str:
        """Return the name of a row in the language of the map; the Chinese one where it has no other."""
        return (thing.name_en if self.lang is Lang.EN else "") or thing.name_zh

    def path(self, line: Line) -> list[Point]:
        """Return a line on the plane."""
        return [self.plane.at(*point) for point in line.points]

    def link(self, road: Road) -> tuple[Point, Point]:
        """Return the two ends of a link on the plane."""
        return self.nodes[road.a], self.nodes[road.b]

    @property
    def borders(self) -> list[list[Point]]:
        """Borders on the plane, rings and open lines."""
        return [self.path(line) for line in self.scenario.lines if line.kind == "border"]

    @property
    def rings(self) -> list[list[Point]]:
        """Borders that close: only they have an inside."""
        return [path for path in self.borders if path[0] == path[-1]]

    def attribution(self, note: str = "cells_note") -> str:
        """Return the line under the map: what the colours mean, by its word, and the credits of the data."""
        tables = (self.scenario.nodes, self.scenario.links, self.scenario.townships, self.scenario.lines)
        sources = {row.source for table in tables for row in table}
        credits = [credit for word, credit in CREDITS.items() if any(word in source for source in sources)]
        data = f"  |  {say('data', self.lang)} {', '.join(credits)}" if credits else ""
        return say(note, self.lang) + data


def _home(scenario: Scenario) -> list[Point]:
    """Return the points that the map must show: borders, and the nodes at home."""
    border = [point for line in scenario.lines if line.kind == "border" for point in line.points]
    home = {district.id for district in scenario.districts if district.home}
    return border + [(node.lon, node.lat) for node in scenario.nodes if node.district in home]
