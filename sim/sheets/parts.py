"""The archive that a workbook is: opened with suspicion, its parts read up to a limit."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from posixpath import join, normpath
from typing import IO, Final
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo
from zlib import error as BadStream

from sim.sheets import limits

MEGABYTE: Final = 1_000_000
_BLOCK: Final = 1 << 16
_OLE: Final = b"\xd0\xcf\x11\xe0"
_ENCRYPTED: Final = 1
_WANTED: Final = "an Excel workbook (.xlsx)"


class Refused(Exception):
    """A workbook is not read.

    Attributes
    ----------
    where
        Sheet and cell, as far as they are known.
    expected, got, hint
        What a fault says.
    """

    def __init__(self, expected: str, got: str = "", hint: str = "", where: str = "") -> None:
        super().__init__(expected)
        self.expected, self.got, self.hint, self.where = expected, got, hint, where


class Parts:
    """The parts of a workbook, of which no more than `limits.UNPACKED_MB` are ever unpacked."""

    def __init__(self, archive: ZipFile) -> None:
        self._archive = archive
        self._left = limits.UNPACKED_MB * MEGABYTE
        self._infos = _checked(archive.infolist())

    def has(self, name: str) -> bool:
        """Whether there is a part of this name."""
        return name in self._infos

    def blocks(self, name: str) -> Iterator[bytes]:
        """Yield a part piece by piece.

        Raises
        ------
        Refused
            If it is missing, broken or too large; also where the archive lies about its size.
        """
        info = self._infos.get(name)
        if info is None:
            raise Refused(_WANTED, hint=f"the part {name} is missing")
        if info.file_size > self._left:
            raise too_large()
        try:
            with self._archive.open(info) as stream:
                yield from self._counted(stream)
        except (BadZipFile, BadStream, EOFError, NotImplementedError, RuntimeError, OSError) as error:
            raise Refused("a workbook that is whole", hint=f"{name}: {error}") from None

    def _counted(self, stream: IO[bytes]) -> Iterator[bytes]:
        while block := stream.read(_BLOCK):
            self._left -= len(block)
            if self._left < 0:
                raise too_large()
            yield block


def too_large() -> Refused:
    """Return the refusal of a workbook that is too large unpacked, whatever its file's size."""
    return Refused(f"a workbook of at most {limits.UNPACKED_MB} MB unpacked")


def _checked(infos: list[ZipInfo]) -> dict[str, ZipInfo]:
    if len(infos) > limits.PARTS:
        raise Refused(f"a workbook of at most {limits.PARTS} parts", got=str(len(infos)))
    for info in infos:
        if info.flag_bits & _ENCRYPTED:
            raise Refused("a workbook without a password")
        if info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise Refused(_WANTED, hint="its parts are packed in a way that Excel does not use")
    return {info.filename: info for info in infos}


@contextmanager
def opened(file: Path) -> Iterator[Parts]:
    """Yield the parts of a workbook.

    Raises
    ------
    Refused
        If it is no workbook, or larger than one may be.
    """
    with file.open("rb") as stream:
        head = stream.read(4)
    if head == _OLE:
        raise Refused(_WANTED, hint="an old .xls, or one with a password? save it as .xlsx without")
    if file.stat().st_size > limits.FILE_MB * MEGABYTE:
        raise Refused(f"a file of at most {limits.FILE_MB} MB")
    try:
        archive = ZipFile(file)
    except (BadZipFile, ValueError, EOFError, OSError) as error:
        raise Refused(_WANTED, hint=str(error)) from None
    with archive:
        yield Parts(archive)


def target_of(base: str, target: str) -> str:
    """Return the name of the part that a relation of another part points to.

    Examples
    --------
    >>> target_of("xl", "worksheets/sheet1.xml"), target_of("xl", "/xl/sharedStrings.xml")
    ('xl/worksheets/sheet1.xml', 'xl/sharedStrings.xml')
    """
    return target[1:] if target.startswith("/") else normpath(join(base, target))
