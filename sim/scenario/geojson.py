"""Reading the lines of the map, rivers and borders, from GeoJSON."""

import json
import math
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from sim.scenario import messages
from sim.scenario.source import Faults, Found, Mark, Node, Path_, Table
from sim.scenario.textfile import read_text
from sim.scenario.yamltree import DEPTH_LIMIT, parse

GEOJSON_LIMIT_MB: Final = 5


class _BadNumber(ValueError):
    pass


@dataclass
class Lines(Table):
    """The lines of a scenario; a fault in them is looked for in the text only when there is one.

    Instead of its line in the file, `lines` holds the position of each in the list of features.
    """

    text: str = ""

    def find(self, path: Path_) -> Found:
        """Return what stands at (line, property, ...)."""
        if path and isinstance(path[0], int):
            return self.at(("features", self.lines[path[0]], *_in_feature(path[1:])))
        return self.at(())

    def at(self, keys: Path_) -> Found:
        """Return what stands at a path of the file, or at its nearest ancestor."""
        node = self._tree
        if node is None:
            return Found(Mark(self.file), Mark(self.file), None, False)
        for key in keys:
            node = node.child(key) or node
        return Found(node.mark, node.key or node.mark, node.plain(), False)

    @cached_property
    def _tree(self) -> Node | None:
        return parse(self.text, self.file, Faults())


def _in_feature(path: Path_) -> Path_:
    if path and path[0] == "points":
        return ("geometry", "coordinates", *path[1:])
    return ("properties", *path)


def read_lines(path: Path, shown_as: str, faults: Faults) -> Table:
    """Return the lines of a GeoJSON file; where it cannot be read, an empty table that is not `whole`."""
    table = Lines("lines", shown_as)
    text = read_text(path, shown_as, GEOJSON_LIMIT_MB, faults)
    table.whole = False
    tree = _tree(text, shown_as, faults) if text is not None else None
    if text is None or tree is None:
        return table
    table.text = text
    features = tree.get("features") if isinstance(tree, dict) else None
    if not isinstance(features, list):
        faults.add(Mark(shown_as), "", "feature_collection")
        return table
    table.whole = True
    for number, feature in enumerate(features):
        _take_feature(number, feature, table, faults)
    return table


def _tree(text: str, shown_as: str, faults: Faults) -> Any:
    mark = Mark(shown_as)
    members = _Members()
    try:
        tree = json.loads(
            text,
            parse_constant=_refuse,
            parse_float=_finite,
            parse_int=_finite,
            object_pairs_hook=members.taken,
        )
        json.dumps(tree, ensure_ascii=False).encode()
    except json.JSONDecodeError as error:
        faults.add(Mark(shown_as, error.lineno, error.colno), "", "json", hint=error.msg)
    except _BadNumber as error:
        faults.add(mark, "", "finite", got=str(error))
    except UnicodeEncodeError:
        faults.add(mark, "", "no_surrogate")
    except RecursionError:
        faults.add(mark, "", "shallow", limit=DEPTH_LIMIT)
    else:
        _tell_doubles(members.doubles, text, shown_as, faults)
        return None if members.doubles else tree
    return None


class _Members:
    """Makes mappings of JSON objects, and notes the keys that an object has more than once."""

    def __init__(self) -> None:
        self.doubles: list[str] = []

    def taken(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        counts = Counter(key for key, _ in pairs)
        self.doubles += [key for key, count in counts.items() for _ in range(1, count)]
        return dict(pairs)


def _tell_doubles(doubles: list[str], text: str, shown_as: str, faults: Faults) -> None:
    """Tell of each double key; JSON knows no positions, so the same text is read as YAML for them."""
    if not doubles:
        return
    placed = Faults()
    parse(text, shown_as, placed)
    places = [(fault.key, Mark(fault.file, fault.line, fault.column)) for fault in placed]
    for double in doubles:
        own = [place for place in places if place[0].rpartition(".")[2] == messages.printable(double)]
        path, mark = own[0] if own else (double, Mark(shown_as))
        faults.add(mark, path, "unique_member")
        places = [place for place in places if place != (path, mark)]


def _refuse(text: str) -> float:
    raise _BadNumber(text)


def _finite(text: str) -> float:
    number = float(text)
    return number if math.isfinite(number) else _refuse(messages.shown(text))


def _take_feature(number: int, feature: Any, table: Lines, faults: Faults) -> None:
    parts = feature if isinstance(feature, dict) else {}
    geometry, properties = parts.get("geometry"), parts.get("properties")
    if not isinstance(geometry, dict) or geometry.get("type") != "LineString":
        table.whole = False
        faults.add(table.at(("features", number)).mark, f"features.{number}", "line_feature")
        return
    row = dict(properties) if isinstance(properties, dict) else {}
    table.lines.append(number)
    table.rows.append({**row, "points": geometry.get("coordinates")})
