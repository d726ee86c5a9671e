"""Which warning is out for which township, for whoever is told of them 在效预警."""

from typing import Final

from sim.terms.enums import WarningColour

COLOURS: Final = tuple(WarningColour)
"""Colours of warnings by their rank, nought for none."""


class ColoursOut:
    """The colours of warnings that somebody was told of, by township.

    Examples
    --------
    >>> out = ColoursOut()
    >>> out.hear(0, 7, "red"), out.worst, out.hear(1, 7, "none"), out.worst
    (True, 4, True, 0)
    """

    __slots__ = ("_told",)

    def __init__(self) -> None:
        self._told: dict[int, tuple[int, int]] = {}

    @property
    def worst(self) -> int:
        """Rank of the worst warning that is out, nought for none."""
        return max((rank for _, rank in self._told.values()), default=0)

    @property
    def out(self) -> list[tuple[int, str]]:
        """The townships for which a warning is out, each with its colour."""
        told = sorted(self._told.items())
        return [(town, COLOURS[rank].value) for town, (_, rank) in told if rank]

    def rank(self, township: int) -> int:
        """Return the rank of the warning that is out for a township, nought for none."""
        return self._told.get(township, (0, 0))[1]

    def hear(self, number: int, township: int, colour: str) -> bool:
        """Be told of a warning, or that it is lowered or lifted; whether the worst that is out has changed.

        Of two for one township that of the higher number holds, in whichever order they come.
        """
        before = self.worst
        if number >= self._told.get(township, (0, 0))[0]:
            self._told[township] = number, COLOURS.index(WarningColour(colour))
        return before != self.worst
