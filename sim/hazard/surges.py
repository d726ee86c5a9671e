"""How many times as many calls come while people are in need 警情激增: everywhere, or from some townships."""

from collections.abc import Iterable, Sequence

from sim.scenario.sections import Surge


class Surges:
    """The surges of one kind of incident.

    Surges that last at the same time multiply. Those that name no township act on the whole district; those
    that name some act there alone, and leave the calls of all other townships as they are.

    Parameters
    ----------
    surges
        Those of the scenario.
    kind_id
        The kind.

    Attributes
    ----------
    townships
        Ids of the townships in which some surge acts, in the order of the ids.
    """

    def __init__(self, surges: Iterable[Surge], kind_id: str) -> None:
        mine = [surge for surge in surges if kind_id in (surge.kinds or (kind_id,))]
        self._everywhere = [surge for surge in mine if not surge.townships]
        self._local = [surge for surge in mine if surge.townships]
        self.townships = sorted({name for surge in mine for name in surge.townships})

    def everywhere(self, t_ms: int) -> float:
        """Return by how much all calls are multiplied at a time."""
        return _product(self._everywhere, t_ms)

    def at(self, township: str, t_ms: int) -> float:
        """Return by how much the calls of a township are multiplied besides at a time."""
        return _product(self._of(township), t_ms)

    def added(self, township: str, t_ms: int) -> float:
        """Return how many calls a township adds at a time, as a multiple of its usual ones."""
        return self.everywhere(t_ms) * max(0.0, self.at(township, t_ms) - 1.0)

    def edges_ms(self, township: str | None = None) -> list[int]:
        """Return when a surge begins or ends: one that acts everywhere, or also those of a township."""
        found = self._everywhere if township is None else self._everywhere + self._of(township)
        return sorted({edge for surge in found for edge in (surge.begin.ms, surge.end.ms)})

    def _of(self, township: str) -> list[Surge]:
        return [surge for surge in self._local if township in surge.townships]


def _product(surges: Sequence[Surge], t_ms: int) -> float:
    """Return the product of the factors of all surges that last at a time."""
    factor = 1.0
    for surge in surges:
        if surge.begin.ms <= t_ms < surge.end.ms:
            factor *= surge.factor.value
    return factor
