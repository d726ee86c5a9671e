"""Features on a map as GeoJSON (RFC 7946): WGS-84, longitude first, to about a decimetre."""

import json
from collections.abc import Iterable
from typing import Any, Final

from sim.scenario.tables import Node

Feature = dict[str, Any]
_DIGITS: Final = 6
"""Decimals of a degree: about a decimetre."""


def point(lon: float, lat: float, about: dict[str, Any]) -> Feature:
    """Return a place and what is told of it.

    Examples
    --------
    >>> point(107.25, 29.5, {})["geometry"]
    {'type': 'Point', 'coordinates': [107.25, 29.5]}
    """
    return _feature("Point", _at(lon, lat), about)


def line(ends: Iterable[Node], about: dict[str, Any]) -> Feature:
    """Return a line from node to node and what is told of it."""
    return _feature("LineString", _way(ends), about)


def lines(ways: Iterable[Iterable[Node]], about: dict[str, Any]) -> Feature:
    """Return several lines of which the same is told."""
    return _feature("MultiLineString", [_way(ends) for ends in ways], about)


def collection(features: Iterable[Feature]) -> dict[str, Any]:
    """Return features as one document."""
    return {"type": "FeatureCollection", "features": list(features)}


def written(document: dict[str, Any]) -> bytes:
    """Return a document as the bytes of a file."""
    return (json.dumps(document, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


def _feature(kind: str, coordinates: list[Any], about: dict[str, Any]) -> Feature:
    shape = {"type": kind, "coordinates": coordinates}
    return {"type": "Feature", "geometry": shape, "properties": about}


def _way(ends: Iterable[Node]) -> list[list[float]]:
    return [_at(node.lon, node.lat) for node in ends]


def _at(lon: float, lat: float) -> list[float]:
    return [round(lon, _DIGITS), round(lat, _DIGITS)]
