"""Writing the plain data of a scenario to a folder, as a user would keep it."""

import csv
import json
from pathlib import Path
from typing import Any

FILES = {
    "districts": "districts.csv",
    "nodes": "nodes.csv",
    "links": "roads.csv",
    "townships": "townships.csv",
    "villages": "villages.csv",
    "stations": "stations.csv",
    "units": "units.csv",
    "hospitals": "hospitals.csv",
    "pois": "poi.csv",
    "calls": "calls.csv",
    "posts": "posts.csv",
    "sites": "sites.csv",
    "losses": "radio_loss.csv",
    "telecom": "telecom.csv",
    "fibres": "fibre.csv",
    "terminals": "terminals.csv",
    "comms_teams": "comms_teams.csv",
    "teams": "teams.csv",
    "shelters": "shelters.csv",
    "key_units": "key_units.csv",
    "buses": "buses.csv",
    "msel": "msel.csv",
    "gauges": "gauges.csv",
    "stages": "stages.csv",
    "power_nodes": "power_nodes.csv",
    "power_lines": "power_lines.csv",
    "loads": "loads.csv",
    "terrain": "terrain.csv",
}


def write(folder: Path, data: dict[str, Any]) -> Path:
    """Write a scenario's plain data (see `worlds.line`) to a folder and return the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    sections = {key: value for key, value in data.items() if key not in FILES and key != "lines"}
    (folder / "scenario.yaml").write_text("\n".join(block(sections)) + "\n", encoding="utf-8")
    for name, file in FILES.items():
        if data.get(name):
            write_rows(folder / file, data[name])
    if data.get("lines"):
        write_lines(folder / "lines.geojson", data["lines"])
    return folder


def block(value: dict[str, Any], indent: int = 0) -> list[str]:
    """Return a mapping as lines of block YAML, so that each key has a line of its own."""
    lines = []
    for key, below in value.items():
        if isinstance(below, dict) and below:
            lines += [" " * indent + f"{key}:", *block(below, indent + 2)]
        else:
            lines.append(" " * indent + f"{key}: {json.dumps(below, ensure_ascii=False)}")
    return lines


def write_rows(path: Path, rows: list[dict[str, Any]]) -> None:
    """Write rows as CSV, with the columns in the order of their first appearance."""
    columns = list(dict.fromkeys(key for row in rows for key in row))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows([cell(row.get(column)) for column in columns] for row in rows)


def cell(value: Any) -> str:
    """Return a value as a cell: nothing for None, true and false in small letters."""
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def write_lines(path: Path, lines: list[dict[str, Any]]) -> None:
    """Write lines as GeoJSON, one feature on each line."""
    features = [
        {
            "type": "Feature",
            "properties": {key: value for key, value in line.items() if key != "points"},
            "geometry": {"type": "LineString", "coordinates": line["points"]},
        }
        for line in lines
    ]
    body = ",\n".join(json.dumps(feature, ensure_ascii=False) for feature in features)
    path.write_text(f'{{"type": "FeatureCollection", "features": [\n{body}\n]}}\n', encoding="utf-8")
