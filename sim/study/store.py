"""The folder of a study 结果库: journals that several drivers append to, a manifest, and a cache beside it.

Every driver writes a journal of its own and reads all of them, so that drivers never wait for one another and
a killed one harms only itself. Runs that end well also go to the cache, which studies share: its file is
chosen by the version of the program, since another version computes everything anew.
"""

import json
import os
import secrets
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from sim.study.journal import OK, Damage, Journal, Outcome, Packed, StoreError, pack

_SHARE: Final = 64
STORE_VERSION: Final = 1
MANIFEST: Final = "manifest.json"
JOURNALS: Final = "journal"
CACHE: Final = ".sanduan-cache"
"""Name of the cache, beside the folders of the studies that share it."""


class Store:
    """A folder of runs by key.

    Parameters
    ----------
    folder
        The folder; it exists.
    cache
        The folder of the cache, or None for none.
    code
        Version of the program.

    Attributes
    ----------
    notes
        What went wrong with the cache, without which everything still works.
    """

    def __init__(self, folder: Path, cache: Path | None = None, code: str = "") -> None:
        self.folder = folder
        self.notes: list[str] = []
        self._home = folder / JOURNALS
        self._read = [Journal(path) for path in journals(folder)]
        self._own: Journal | None = None
        self._shared: list[Packed] = []
        self._cache = self._open_cache(cache, code) if cache is not None else None

    def get(self, key: str) -> Outcome | None:
        """Return a run that was made here, or by another study; None where there is none that is whole."""
        found = self._here(key)
        if found is None and self._cache is not None:
            found = self._cache.get(key)
            if found is not None:
                self._journal().add([(key, found)])
        return found

    def add(self, rows: Iterable[tuple[str, Outcome]]) -> None:
        """Keep runs.

        Raises
        ------
        StoreFull
            If the disk is full.
        """
        packed = [pack(key, outcome) for key, outcome in rows]
        self._journal().write(packed)
        if self._cache is not None:
            self._shared += [row for row in packed if row[1] == OK]
            if len(self._shared) >= _SHARE:
                self._share()

    def runs(self) -> Iterator[tuple[str, Outcome]]:
        """Yield every whole run of the folder; one that two drivers made comes twice."""
        for journal in self._read:
            yield from journal.keys()

    def verify(self) -> list[Damage]:
        """Read everything in the folder and return what is damaged."""
        return [damage for journal in self._read for damage in journal.verify()]

    def close(self) -> None:
        """Share what is not shared yet, and let go of all files."""
        self._share()
        for journal in (self._own, self._cache, *self._read):
            if journal is not None:
                journal.close()

    def _share(self) -> None:
        """Put runs into the cache, many at a time; what a killed driver did not share stays in its folder."""
        if self._cache is not None and self._shared:
            try:
                self._cache.write(self._shared)
            except StoreError as error:
                self._drop_cache(str(error))
        self._shared = []

    def _here(self, key: str) -> Outcome | None:
        """Return a run of this folder; one that ended well counts before one that did not."""
        best = None
        for journal in (self._own, *self._read):
            found = journal.get(key) if journal is not None else None
            if found is not None and found.status == OK:
                return found
            best = best or found
        return best

    def _journal(self) -> Journal:
        """Return this driver's own journal, made when it is first needed."""
        if self._own is None:
            self._home.mkdir(exist_ok=True)
            name = f"{time.strftime('%Y%m%dT%H%M%S')}-{os.getpid()}-{secrets.token_hex(3)}.sqlite"
            self._own = Journal(self._home / name, writable=True)
        return self._own

    def _open_cache(self, cache: Path, code: str) -> Journal | None:
        try:
            cache.mkdir(parents=True, exist_ok=True)
            return Journal(cache / f"{code[:16]}.sqlite", writable=True)
        except (OSError, StoreError) as error:
            self._drop_cache(str(error))
            return None

    def _drop_cache(self, why: str) -> None:
        self.notes.append(f"the cache is not used: {why}")
        with suppress(AttributeError):
            if self._cache is not None:
                self._cache.close()
        self._cache = None


def journals(folder: Path) -> list[Path]:
    """Return the journals of a folder, by name."""
    return sorted((folder / JOURNALS).glob("*.sqlite"))


# --- the manifest


def read_manifest(folder: Path) -> dict[str, Any]:
    """Return the manifest of a study's folder.

    Raises
    ------
    StoreError
        If there is none, or it is of another version.
    """
    path = folder / MANIFEST
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        version = found["store"]
    except OSError:
        raise StoreError(f"{folder}: not the folder of a study: it has no {MANIFEST}") from None
    except (ValueError, TypeError, KeyError):
        raise StoreError(f"{path}: not the manifest of a study, or damaged") from None
    if version != STORE_VERSION:
        raise StoreError(
            f"{path}: a store of version {version}; this program reads version {STORE_VERSION}: "
            "export it with the program that wrote it, or name a new folder"
        )
    assert isinstance(found, dict)
    return found


def write_manifest(folder: Path, content: dict[str, Any]) -> None:
    """Write the manifest, all or nothing."""
    text = json.dumps(content, ensure_ascii=False, indent=1, default=str)
    write_whole(folder / MANIFEST, f"{text}\n".encode())


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that nobody ever sees a part of it."""
    work = path.with_name(f".{path.name}-{os.getpid()}")
    try:
        work.write_bytes(content)
        os.replace(work, path)
    except BaseException:
        work.unlink(missing_ok=True)
        raise
