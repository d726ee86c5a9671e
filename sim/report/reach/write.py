"""Writing maps of reach and rankings: CSV, GeoJSON, PNG and SVG, and one page that needs nothing else."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.record.reach import PowerLoss, Reach, RoadLoss
from sim.record.survey import Failure
from sim.report.files import write_csv, write_json
from sim.report.fonts import look
from sim.report.geojson import collection, lines, point, written
from sim.report.reach.map import critical_map, time_map
from sim.report.reach.page import page
from sim.report.reach.told import (
    BOUNDS_MIN,
    WHICH,
    cases,
    median_min,
    minutes,
    node_minutes,
    share_within,
    unreached,
)
from sim.report.words import Lang
from sim.report.write import saved
from sim.scenario.model import Scenario
from sim.terms.version import VERSION

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def write_reach(scenario: Scenario, reach: Reach, out: Path, lang: Lang) -> list[Path]:
    """Write how soon units could be where.

    Parameters
    ----------
    scenario, reach
        What was surveyed, and what was found.
    out
        An existing folder: ``summary.json``, ``villages.csv``, ``reach.geojson``, ``coverage.html`` and maps
        as PNG and SVG are made in it.
    lang
        Language of the maps; the page has both.

    Returns
    -------
    list of Path
        The files, in the order in which they were written.
    """
    from pandas import DataFrame

    made = [write_json(_summary(scenario, reach), out / "summary.json")]
    made.append(write_csv(DataFrame(_villages(scenario, reach)), out / "villages.csv"))
    made.append(_write(out / "reach.geojson", geojson(scenario, reach)))
    (out / "coverage.html").write_text(page(scenario, reach), encoding="utf-8")
    made.append(out / "coverage.html")
    for which in WHICH:
        made += _drawn(out / which, partial(time_map, scenario, reach, which, lang))
    return made


def _summary(scenario: Scenario, reach: Reach) -> dict[str, Any]:
    found: dict[str, Any] = {
        "program": VERSION,
        "scenario": scenario.name,
        "fingerprint": scenario.fingerprint,
        "kind": reach.kind,
        "needs": dict(reach.needs),
    }
    for which, condition in cases():
        asked = (scenario, reach, condition, which)
        found[f"{which}_{condition.value}"] = {
            **{f"share_{bound:g}min": share_within(*asked, bound) for bound in BOUNDS_MIN},
            "median_min": median_min(*asked),
            "unreached": unreached(*asked),
        }
    return found


def _villages(scenario: Scenario, reach: Reach) -> Iterator[dict[str, Any]]:
    for place, row in enumerate(reach.rows):
        village = scenario.villages[row]
        times = {
            f"{which}_{condition.value}_min": minutes(reach.villages[condition][place], which)
            for which, condition in cases()
        }
        yield {
            "id": village.id,
            "name_zh": village.name_zh,
            "township": village.township,
            "people": village.population,
            **times,
        }


def geojson(scenario: Scenario, reach: Reach) -> dict[str, Any]:
    """Return road nodes as points, each with its times in minutes, as GeoJSON (RFC 7946, WGS-84)."""
    told = {
        f"{which}_{condition.value}_min": node_minutes(reach, condition, which)
        for which, condition in cases()
    }
    features = []
    for i, node in enumerate(scenario.nodes):
        about: dict[str, Any] = {"id": node.id, "name_zh": node.name_zh, "name_en": node.name_en}
        about |= {name: _rounded(times[i]) for name, times in told.items()}
        features.append(point(node.lon, node.lat, about))
    return collection(features)


def _rounded(time_min: float | None) -> float | None:
    return None if time_min is None else round(time_min, 2)


def write_critical(
    scenario: Scenario,
    roads: Sequence[RoadLoss],
    power: Sequence[PowerLoss],
    networks: Sequence[Failure],
    out: Path,
    lang: Lang,
) -> list[Path]:
    """Write what is lost without each road, part of the grid and of the networks.

    Parameters
    ----------
    scenario, roads, power, networks
        What was surveyed, and what was found, the gravest first.
    out
        An existing folder: ``roads.csv``, ``power.csv``, ``networks.csv``, ``roads.geojson`` and the map as
        PNG and SVG are made in it.
    lang
        Language of the map.

    Returns
    -------
    list of Path
        The files, in the order in which they were written.
    """
    from pandas import DataFrame

    tables: dict[str, list[dict[str, Any]]] = {
        "roads": [_road(scenario, rank, row) for rank, row in enumerate(roads, 1)],
        "power": [{"rank": rank, **_flat(row)} for rank, row in enumerate(power, 1)],
        "networks": [
            {"rank": rank, **_named(row.what.value, row.thing), **row.loss._asdict()}
            for rank, row in enumerate(networks, 1)
        ],
    }
    made = [write_csv(DataFrame(rows), out / f"{name}.csv") for name, rows in tables.items() if rows]
    made.append(_write(out / "roads.geojson", _road_lines(scenario, roads)))
    made += _drawn(out / "roads", partial(critical_map, scenario, roads, lang))
    return made


def _road(scenario: Scenario, rank: int, row: RoadLoss) -> dict[str, Any]:
    found: dict[str, Any] = {"rank": rank, **_named(row.what.value, row.thing)}
    found["links"] = " ".join(scenario.links[number].id for number in row.links)
    for name in ("engine", "seat", "hospital"):
        found |= {f"{name}_{field}": value for field, value in getattr(row, name)._asdict().items()}
    return found


def _flat(row: PowerLoss) -> dict[str, Any]:
    rest = {name: value for name, value in row._asdict().items() if name not in ("what", "thing")}
    return {**_named(row.what.value, row.thing), **rest}


def _named(what: str, thing: Any) -> dict[str, str]:
    return {"what": what, "id": thing.id, "name_zh": thing.zh, "name_en": thing.en}


def _road_lines(scenario: Scenario, roads: Sequence[RoadLoss]) -> dict[str, Any]:
    """Return the links of each loss as lines, with their rank and what is lost."""
    nodes = scenario.node_ids
    features = []
    for rank, row in enumerate(roads, 1):
        links = (scenario.links[number] for number in row.links)
        ways = [[scenario.nodes[nodes[end]] for end in (link.a, link.b)] for link in links]
        features.append(lines(ways, _road(scenario, rank, row)))
    return collection(features)


def _write(path: Path, document: dict[str, Any]) -> Path:
    path.write_bytes(written(document))
    return path


def _drawn(stem: Path, draw: "Callable[[], Figure]") -> Iterator[Path]:
    with look():
        figure = draw()
        for form in ("png", "svg"):
            path = stem.with_suffix(f".{form}")
            path.write_bytes(saved(figure, form))
            yield path
