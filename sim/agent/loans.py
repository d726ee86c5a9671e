"""The book of loans: which unit of which neighbour is lent, and how far it has come; the truth of the log."""

from sim.kernel.clock import Clock
from sim.record.aid import LoanChanged
from sim.record.log import Log
from sim.terms.aid import LoanStage


class LoanBook:
    """Loans under way, each unit's by its number 借调台账.

    Parameters
    ----------
    clock, log
        Of the run.
    """

    def __init__(self, clock: Clock, log: Log) -> None:
        self._clock = clock
        self._log = log
        self._open: dict[int, tuple[int, LoanStage]] = {}

    def stage(self, unit: int) -> LoanStage | None:
        """Return the stage of a unit's loan; None where it is not lent."""
        return self._open[unit][1] if unit in self._open else None

    def open(self, unit: int, request: int, node: int, cause: int | None) -> int:
        """Begin a loan; return its entry in the log."""
        self._open[unit] = request, LoanStage.MUSTERING
        return self._add(unit, node, cause)

    def change(self, unit: int, stage: LoanStage, node: int, cause: int | None) -> int:
        """Let a loan come to another stage; return the entry in the log."""
        self._open[unit] = self._open[unit][0], stage
        seq = self._add(unit, node, cause)
        if stage is LoanStage.HOME:
            del self._open[unit]
        return seq

    def _add(self, unit: int, node: int, cause: int | None) -> int:
        request, stage = self._open[unit]
        return self._log.add(self._clock.now, LoanChanged(unit, request, stage.value, node), cause)
