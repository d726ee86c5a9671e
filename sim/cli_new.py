"""The command ``sanduan new`` 新建: a runnable scenario from an OpenStreetMap extract."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from sim.cli_parts import all_or_nothing, waiting, warn_of_datum
from sim.terms.errors import BadInput, Fault
from sim.words import both, both_in

if TYPE_CHECKING:
    from sim.district.build import District
    from sim.district.relief import Relief
    from sim.sheets import Book

_NEXT: Final = both("next")
_SOURCES: Final = both("sources")
_SCENARIO: Final = both("scenario")
_HOSPITALS: Final = both("hospitals")
_FIRE_STATIONS: Final = both("fire stations")
_PEOPLE: Final = both_in("command.cli_new", "people")
_PLACES: Final = both("places")
_TUNNELS: Final = both("tunnels")
_BRIDGES: Final = both("bridges")
_ROADS: Final = both_in("command", "roads")
_NODES: Final = both_in("command", "nodes")

_NAME_LENGTH = 60


def new(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help=both("New folder of the scenario").help)],
    osm: Annotated[Path, typer.Option(help=both("OpenStreetMap extract, .osm.pbf or .osm").help)],
    boundary: Annotated[
        Path | None, typer.Option(help=both("GeoJSON of the area, WGS-84, not GCJ-02").help)
    ] = None,
    name: Annotated[str | None, typer.Option(help=both("Name of the district").help)] = None,
    dem: Annotated[
        Path | None, typer.Option(help=both("Elevations: .asc, .hgt, .tif, .npz or a folder of them").help)
    ] = None,
    forces: Annotated[
        Path | None, typer.Option(help=both("Workbook of `sanduan workbook`, in place of the rules").help)
    ] = None,
    population: Annotated[
        int | None, typer.Option(min=1, max=50_000_000, help=both("People of the district, if known").help)
    ] = None,
) -> None:
    """Build a scenario from a map: roads, bridges, places, people, stations, hospitals 新建想定."""
    from sim.district.build import build
    from sim.district.storm import FOLDER
    from sim.district.write import write
    from sim.scenario.load import load
    from sim.sheets import read_book

    if folder.exists():
        raise BadInput([Fault(str(folder), None, None, "", "", "a folder that does not exist yet")])
    called, book = _named(name, folder), read_book(forces) if forces else None
    with waiting(both("reading the map").zh_en):
        district = build(osm, boundary, called, population)
        relief = _relief(district, dem) if dem else None
    with all_or_nothing(folder) as work, waiting(both("writing the scenario").zh_en):
        write(district, work, folder.resolve().name, relief)
        if book:
            _take_over(book, work)
        made = load(work / FOLDER)
    _tell(folder, district)
    warn_of_datum(made)


def _relief(district: "District", dem: Path) -> "Relief":
    from sim.comms.radio.rasters import read_terrain
    from sim.district.relief import relief_of

    relief = relief_of(district, read_terrain(dem).height_m, dem.resolve().name)
    if relief.filled:
        gaps = len(relief.filled)
        district.notes.append(
            f"{gaps} nodes lie at gaps of the terrain: heights of the nearest nodes are taken."
        )
    return relief


def _take_over(forces: "Book", folder: Path) -> None:
    """Lay a workbook of forces over a scenario that was just written."""
    from sim.scenario.workbook.put import drafted, laid_over, written

    written(laid_over(drafted(folder), forces), folder)


def _named(name: str | None, folder: Path) -> str:
    """Return the name of the district: as given, or that of the folder."""
    text = folder.resolve().name if name is None else " ".join(name.split())
    if not text or len(text) > _NAME_LENGTH or not text.isprintable():
        expected = f"a name of 1 to {_NAME_LENGTH} characters"
        raise BadInput([Fault("--name", None, None, "", repr(text[:80]), expected)])
    return text


def _tell(folder: Path, district: "District") -> None:
    counted = (
        f"{len(district.points)} {_NODES.en_zh}",
        f"{len(district.links)} {_ROADS.en_zh}",
        f"{sum(link.way.bridge for link in district.links)} {_BRIDGES.en_zh}",
        f"{sum(link.way.tunnel for link in district.links)} {_TUNNELS.en_zh}",
        f"{len(district.places)} {_PLACES.en_zh}",
        f"{district.people:,} {_PEOPLE.en_zh}",
        f"{len(district.stations)} {_FIRE_STATIONS.en_zh}",
        f"{len(district.hospitals)} {_HOSPITALS.en_zh}",
    )
    typer.echo(f"{district.name}: {', '.join(counted)}")
    for note in district.notes:
        typer.echo(f"  {note}")
    typer.echo(f"{_SCENARIO.zh_en}: {folder}/  {_SOURCES.zh_en}: {folder / 'SOURCES.md'}")
    typer.echo(
        f"{_NEXT.zh_en}: sanduan check {folder} && sanduan run {folder}  三断 three cuts: {folder}/three-cuts"
    )
