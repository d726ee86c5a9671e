"""What can be wrong with a log, said so that its owner knows which file and which byte."""

from pathlib import Path

from sim.terms.errors import SanduanError


class LogError(SanduanError):
    """A log cannot be written or read, or is used in a way it does not allow."""


class LogDamaged(LogError):
    """A log file is torn, altered or not a log.

    Attributes
    ----------
    path
        The file.
    frame
        The frame the damage is in, counted from 0; None where it is before the first frame.
    byte
        Offset of the damaged part, counted from 0.
    what
        What was found.
    """

    def __init__(self, path: Path, frame: int | None, byte: int, what: str) -> None:
        self.path = path
        self.frame = frame
        self.byte = byte
        self.what = what
        where = "header" if frame is None else f"frame {frame}"
        super().__init__(f"{path}: {where}, byte {byte}: {what}")


class NotKept(LogError):
    """The entries of a log were neither kept in memory nor written to a file."""

    def __init__(self) -> None:
        super().__init__("the entries of this log were not kept: run with keep=True or give it a path")
