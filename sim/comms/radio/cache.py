"""A folder of tables that were computed before 缓存, each under the digest of all it was computed from."""

import hashlib
import json
import os
import tempfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Final

from sim.comms.radio.loss import Antenna, LossModel, Table, backhaul_table, loss_table
from sim.comms.radio.terrain import Terrain

ALGORITHM: Final = "itm-1"
"""To be changed whenever the same arguments give other losses."""


class LossCache:
    """Loss tables on disk.

    A table that is there is read; another is computed and kept. A file that is broken is computed again.

    Parameters
    ----------
    folder
        Where the tables are; made when the first is kept. Nothing is ever deleted in it.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def loss_table(
        self, terrain: Terrain | None, sites: Sequence[Antenna], places: Sequence[Antenna], model: LossModel
    ) -> Table:
        """Return what `loss.loss_table` returns.

        Raises
        ------
        OSError
            If the folder cannot be written to.
        """
        key = digest_of("table", terrain, sites, places, model)
        return self._get(key, lambda: loss_table(terrain, sites, places, model))

    def backhaul_table(self, terrain: Terrain | None, sites: Sequence[Antenna], model: LossModel) -> Table:
        """Return what `loss.backhaul_table` returns.

        Raises
        ------
        OSError
            If the folder cannot be written to.
        """
        key = digest_of("backhaul", terrain, sites, (), model)
        return self._get(key, lambda: backhaul_table(terrain, sites, model))

    def _get(self, key: str, compute: Callable[[], Table]) -> Table:
        path = self._folder / f"{key}.json"
        table = _read(path)
        if table is None:
            table = compute()
            _write(path, table)
        return table


def digest_of(
    kind: str,
    terrain: Terrain | None,
    sites: Sequence[Antenna],
    places: Sequence[Antenna],
    model: LossModel,
) -> str:
    """Return the hexadecimal digest of everything on which a table depends.

    Names count as well as numbers, so that a table is never read under other names.
    """
    parts = {
        "algorithm": ALGORITHM,
        "kind": kind,
        "terrain": terrain and terrain.digest,
        "sites": [asdict(site) for site in sites],
        "places": [asdict(place) for place in places],
        "model": asdict(model),
    }
    return hashlib.blake2b(json.dumps(parts, sort_keys=True).encode(), digest_size=20).hexdigest()


def _checksum(rows: object) -> str:
    return hashlib.blake2b(json.dumps(rows).encode(), digest_size=16).hexdigest()


def _read(path: Path) -> Table | None:
    try:
        kept = json.loads(path.read_text(encoding="ascii"))
        rows, checksum = kept["rows"], kept["checksum"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return tuple(map(tuple, rows)) if checksum == _checksum(rows) else None


def _write(path: Path, table: Table) -> None:
    text = json.dumps({"checksum": _checksum(table), "rows": table})
    write_whole(path, text)


def write_whole(path: Path, text: str) -> None:
    """Write a file that is there as a whole or, if anything fails, as it was before.

    Raises
    ------
    OSError
        If its folder cannot be written to.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise
