"""Making ``radio_loss.csv`` of a scenario, from its sites and nodes and a file of elevations."""

import csv
import io
import math
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from sim.comms.radio.cache import LossCache, write_whole
from sim.comms.radio.loss import HANDHELD_M, OVER_TERRAIN, Antenna, LossModel, Table, loss_table
from sim.comms.radio.terrain import Terrain
from sim.terms.errors import BadInput, Fault

SITES_FILE: Final = "sites.csv"
LOSS_FILE: Final = "radio_loss.csv"
_NUMBERS: Final = ("lon", "lat", "mast_m")


def read_sites(path: Path) -> list[Antenna]:
    """Read the antennas of the sites 站址 from a table with the columns id, lon, lat and mast_m.

    Raises
    ------
    BadInput
        If it is not there, or a cell is not what it should be; all faults are listed.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        why = getattr(error, "strerror", None) or "not UTF-8"
        raise BadInput([Fault(str(path), None, None, "", why, "a table of radio sites")]) from None
    rows = csv.DictReader(io.StringIO(text, newline=""))
    missing = [name for name in ("id", *_NUMBERS) if name not in (rows.fieldnames or ())]
    if missing:
        raise BadInput([Fault(str(path), 1, None, name, "", "this column") for name in missing])
    faults: list[Fault] = []
    sites = [_site(path, rows.line_num, row, faults) for row in rows]
    if not sites:
        faults.append(Fault(str(path), None, None, "", "", "at least one site"))
    if faults:
        raise BadInput(faults)
    return sites


def _site(path: Path, line: int, row: dict[str, str], faults: list[Fault]) -> Antenna:
    numbers = []
    for name in _NUMBERS:
        try:
            number = float(row[name] or "")
        except ValueError:
            number = math.nan
        if not math.isfinite(number):
            faults.append(Fault(str(path), line, None, name, repr(row[name]), "a number"))
        numbers.append(number)
    return Antenna(row["id"], *numbers)


def antennas_at(places: Iterable[tuple[str, float, float]], height_m: float = HANDHELD_M) -> list[Antenna]:
    """Return antennas of one height at places, each an id, a longitude and a latitude."""
    return [Antenna(id_, lon, lat, height_m) for id_, lon, lat in places]


def write_loss_csv(
    path: Path,
    terrain: Terrain,
    sites: Sequence[Antenna],
    places: Sequence[Antenna],
    model: LossModel = OVER_TERRAIN,
    cache: LossCache | None = None,
) -> Table:
    """Write the median loss from each site to each place: columns site, node, loss_db, with one decimal.

    Parameters
    ----------
    path
        The file; one that is there is replaced.
    terrain
        The elevations.
    sites, places
        The antennas.
    model
        How losses are computed.
    cache
        Where tables are kept, if they are.

    Returns
    -------
    Table
        What was written, not rounded.

    Raises
    ------
    BadInput
        If the terrain does not cover a way, or a height is outside the model's range.
    OSError
        If the file cannot be written.
    """
    compute = cache.loss_table if cache else loss_table
    table = compute(terrain, sites, places, model)
    lines = io.StringIO(newline="")
    writer = csv.writer(lines, lineterminator="\n")
    writer.writerow(("site", "node", "loss_db"))
    for site, row in zip(sites, table, strict=True):
        for place, loss_db in zip(places, row, strict=True):
            writer.writerow((site.id, place.id, f"{loss_db:.1f}"))
    write_whole(path, lines.getvalue())
    return table
