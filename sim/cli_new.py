"""The command ``sanduan new`` 新建: a runnable scenario from an OpenStreetMap extract."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sim.cli_parts import all_or_nothing, waiting, warn_of_datum
from sim.terms.errors import BadInput, Fault

if TYPE_CHECKING:
    from sim.district.build import District
    from sim.district.relief import Relief
    from sim.sheets import Book

_NAME_LENGTH = 60


def new(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="New folder of the scenario 想定文件夹.")],
    osm: Annotated[Path, typer.Option(help="OpenStreetMap extract, .osm.pbf or .osm 地图数据.")],
    boundary: Annotated[
        Path | None, typer.Option(help="GeoJSON of the area, WGS-84, not GCJ-02 区域边界.")
    ] = None,
    name: Annotated[str | None, typer.Option(help="Name of the district 区县名称.")] = None,
    dem: Annotated[
        Path | None, typer.Option(help="Elevations: .asc, .hgt, .tif, .npz or a folder of them 高程.")
    ] = None,
    forces: Annotated[
        Path | None, typer.Option(help="Workbook of `sanduan workbook`, in place of the rules 力量工作簿.")
    ] = None,
    population: Annotated[
        int | None, typer.Option(min=1, max=50_000_000, help="People of the district, if known 人口.")
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
    with waiting("读取地图 reading the map"):
        district = build(osm, boundary, called, population)
        relief = _relief(district, dem) if dem else None
    with all_or_nothing(folder) as work, waiting("写出想定 writing the scenario"):
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
        f"{len(district.points)} nodes 节点",
        f"{len(district.links)} roads 路段",
        f"{sum(link.way.bridge for link in district.links)} bridges 桥梁",
        f"{sum(link.way.tunnel for link in district.links)} tunnels 隧道",
        f"{len(district.places)} places 居民地",
        f"{district.people:,} people 人口",
        f"{len(district.stations)} fire stations 消防站",
        f"{len(district.hospitals)} hospitals 医院",
    )
    typer.echo(f"{district.name}: {', '.join(counted)}")
    for note in district.notes:
        typer.echo(f"  {note}")
    typer.echo(f"想定 scenario: {folder}/  出处 sources: {folder / 'SOURCES.md'}")
    typer.echo(
        f"下一步 next: sanduan check {folder} && sanduan run {folder}  三断 three cuts: {folder}/three-cuts"
    )
