"""Writes a new district to a folder, in the format of scenarios: the same bytes for the same extract."""

import csv
import io
import json
import re
from importlib.resources import files
from pathlib import Path
from typing import Final

from sim.district.build import District
from sim.district.forces import offset_h
from sim.district.networks import networks
from sim.district.relief import Relief
from sim.district.rows import Row, lines, tables
from sim.district.storm import FOLDER as STORM
from sim.district.storm import storm_yaml
from sim.scenario.layers import YAML_FILE, shipped
from sim.scenario.textfile import read_text

_MODEL: Final = "fuling"
"""The scenario whose rates, rules and unit types a new district takes over."""
_BLOCK: Final = re.compile(r"^(\w+):.*\n(?:(?:[ #].*)?\n)*", re.MULTILINE)
_UNFIT: Final = re.compile(r"[^\w-]+")


def write(district: District, folder: Path, name: str, relief: Relief | None = None) -> None:
    """Write a district to an empty folder.

    Parameters
    ----------
    district
        The district.
    folder
        Where ``scenario.yaml``, the tables, the lines of the map and ``SOURCES.md`` go.
    name
        What the scenario will be called; what an id may not hold is left out.
    relief
        Heights and slopes, where terrain was given.
    """
    written = tables(district, relief) | networks(district)
    for file, rows in written.items():
        if rows:
            _put(folder / file, _csv(rows))
    found = lines(district)
    if found:
        _put(folder / "lines.geojson", _geojson(found))
    _put(folder / YAML_FILE, _yaml(district, name, relief is not None))
    _put(folder / "SOURCES.md", _sources(district, written, relief))
    (folder / STORM).mkdir()
    said = json.dumps(district.name, ensure_ascii=False)
    _put(folder / STORM / YAML_FILE, storm_yaml(district, f"{_slug(name)[:29]}-{STORM}", said))


def _put(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def _csv(rows: list[Row]) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def _geojson(found: list[tuple[Row, list[list[float]]]]) -> str:
    features = [
        {"type": "Feature", "properties": row, "geometry": {"type": "LineString", "coordinates": points}}
        for row, points in found
    ]
    body = ",\n ".join(json.dumps(feature, ensure_ascii=False) for feature in features)
    return f'{{"type": "FeatureCollection", "features": [\n {body}\n]}}\n'


def _yaml(district: District, name: str, has_relief: bool) -> str:
    said = json.dumps(district.name, ensure_ascii=False)
    hours = offset_h(district.main.place.at)
    blocks = _blocks()
    slope = "  slope: {on: true} # heights were given: engines climb no faster than their power allows\n"
    slope = slope if has_relief else ""
    return f"""\
# {_one_line(district.name)}: built by `sanduan new` from {_one_line(district.extract.file)} of OpenStreetMap.
# What is real, what is assumed: SOURCES.md. Replace first: stations.csv, units.csv; then populations, rates.
schema_version: 1
name: {_slug(name)}
title:
  zh: {said}
  en: {said}
start: "2025-01-01T00:00:00{hours:+03d}:00"
horizon: {{value: 365, unit: d, source: "assumption: one year", label: assumption}}
comms: ideal # no map shows networks: those in the tables are assumed; {STORM}/ plays them

{blocks["roads"]}{slope}
# Rates, run cards and severities of the scenario {_MODEL}, which takes them from national figures of China.
{blocks["demand"]}
dispatch:
  policy: run-card
  call_takers: {{value: 4, source: "assumption: four seats, as in the scenario {_MODEL}", label: assumption}}

{blocks["forces"]}
{blocks["unit_types"]}
{blocks["team_types"]}"""


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _slug(name: str) -> str:
    """Return a name as an id.

    Examples
    --------
    >>> _slug("St. Gallen, west"), _slug("涪陵"), _slug("..")
    ('St-Gallen-west', '涪陵', 'district')
    """
    return _UNFIT.sub("-", name).strip("-")[:40] or "district"


def _blocks() -> dict[str, str]:
    """Return the parts of the model scenario that a new district takes over, without their comments."""
    from sim.scenario.source import Faults

    file = shipped()[_MODEL] / YAML_FILE
    text = read_text(file, str(file), 5, Faults()) or ""
    blocks = {found.group(1): found.group() for found in _BLOCK.finditer(text)}
    return {key: _adapted(block) for key, block in blocks.items()}


def _adapted(block: str) -> str:
    """Return a block without comments, and without what is said of the model's own place."""
    kept = [line for line in block.splitlines() if not line.lstrip().startswith("#")]
    text = "\n".join(kept).rstrip() + "\n"
    for old, new in _SAID_OF_FULING.items():
        text = text.replace(old, new)
    return text


_SAID_OF_FULING: Final = {
    "assumption: Fuling calls as often as the nation": (
        "assumption: people here call as often as in the scenario fuling, whose rates are those of China"
    ),
    "; two chemical parks and the expressways": ", as in the scenario fuling",
}


def _sources(district: District, written: dict[str, list[Row]], relief: Relief | None) -> str:
    extract, counts = district.extract, {file: len(rows) for file, rows in written.items()}
    stamp = f", data of {extract.stamp}" if extract.stamp else ""
    stated = [place for place in district.places if place.stated]
    notes = "".join(f"* {note}\n" for note in district.notes)
    bridges = sum(link.way.bridge for link in district.links)
    tunnels = sum(link.way.tunnel for link in district.links)
    oneway = sum(link.way.oneway for link in district.links)
    blanks = {
        "name": _one_line(district.name),
        "file": _one_line(extract.file),
        "digest": extract.digest,
        "stamp": stamp,
        "nodes": counts["nodes.csv"],
        "roads": counts["roads.csv"],
        "shapes": f"{bridges}, {tunnels}, {oneway}",
        "places": len(district.places),
        "stated": f"{len(stated)} of them ({sum(p.people for p in stated)} of {district.people} people)",
        "townships": counts["townships.csv"],
        "stations": len(district.stations),
        "hospitals": len(district.hospitals),
        "hours": f"{offset_h(district.main.place.at):+d}",
        "relief": f"measured: from {relief.source}" if relief else "assumption: flat; no terrain was given",
        "notes": notes,
    }
    template = files("sim.district").joinpath("SOURCES.template.md").read_text(encoding="utf-8")
    return template.format_map(blanks)
