"""Streams that turn at a time: until then the luck that was, from then on other luck for what is to come."""

import weakref
from typing import Final

from sim.kernel.draw import Draws, Streams

STANDING: Final = ("radio/shadow/", "satellite/sky/", "neighbours/", "telecom/", "people/group/")
"""Beginnings of the names of streams that say how a place is, whenever they are asked: these never turn."""


class _Turning(Draws):
    """A stream that can be given another source."""

    __slots__ = ("__weakref__",)

    def turn(self, other: Draws) -> None:
        """Go on with the numbers of another stream."""
        self._generator, self._left = other._generator, []


class Forked(Streams):
    """The streams of a replication, which turn to other luck when they are told to.

    Parameters
    ----------
    seed, rep
        As for `Streams`: the luck until then.
    luck
        Which other luck, counted from one; nought for the very luck that was, in which nothing turns.
    t_ms
        When they will be told to: what is drawn beforehand for later needs to know.

    Attributes
    ----------
    t_ms
        As given.
    before, after
        Plain streams of the luck that was, and of the other.

    Examples
    --------
    >>> forked = Forked(1, 0, 1, 1000)
    >>> draws = forked("unit/0/turnout")
    >>> draws.uniform() == forked.before("unit/0/turnout").uniform()
    True
    >>> forked.turn()
    >>> draws.uniform() == forked.after("unit/0/turnout").uniform()
    True
    """

    def __init__(self, seed: int, rep: int, luck: int, t_ms: int) -> None:
        super().__init__(seed, rep)
        self.t_ms: Final = t_ms
        self.before: Final = Streams(seed, rep)
        self.after: Final = Streams(seed, rep, luck)
        self._turned = False
        self._made: list[tuple[str, weakref.ref[_Turning]]] = []

    def __call__(self, name: str) -> Draws:
        """Return the stream of a purpose: of the luck that was, or of the other once they have turned."""
        if name.startswith(STANDING):
            return self.before(name)
        if self._turned:
            return self.after(name)
        made = _Turning(self.generator(name))
        self._made.append((name, weakref.ref(made)))
        return made

    def turn(self) -> None:
        """Let every stream that is at hand, and every later one, go on with the other luck."""
        self._turned = True
        for name, held in self._made:
            draws = held()
            if draws is not None:
                draws.turn(self.after(name))
        self._made.clear()
