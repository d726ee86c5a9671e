"""Named random streams: one sampler from NumPy, ``Generator.random``, and inversion with `math`.

So a draw is the same on every processor and for every version of NumPy, and what one purpose draws never
shifts what another draws. The key of a stream holds the seed, the replication and the name of its purpose,
never the policy.
"""

import hashlib
import math
from bisect import bisect_right
from collections.abc import Sequence
from statistics import NormalDist
from typing import TYPE_CHECKING

from numpy.random import PCG64DXSM, Generator, SeedSequence

if TYPE_CHECKING:
    from numpy import float64
    from numpy.typing import NDArray

_BLOCK = 256
_WORD = 2**32
_NORMAL = NormalDist()


def _words(number: int) -> list[int]:
    """Split a number into two words of 32 bits: SeedSequence flattens wider words ambiguously."""
    return [number % _WORD, number // _WORD % _WORD]


class Draws:
    """One stream of random numbers, for one purpose."""

    __slots__ = ("_generator", "_left")

    def __init__(self, generator: Generator) -> None:
        self._generator = generator
        self._left: list[float] = []

    def uniform(self) -> float:
        """Return a number from 0 (included) to 1 (excluded)."""
        if not self._left:
            self._left = self._generator.random(_BLOCK).tolist()
            self._left.reverse()
        return self._left.pop()

    def uniforms(self, count: int) -> "NDArray[float64]":
        """Return an array of numbers from 0 (included) to 1 (excluded), for statistics on what was run.

        The block that `uniform` has begun to hand out stays for it.
        """
        return self._generator.random(count)

    def exponential(self, mean: float) -> float:
        """Return an exponentially distributed number, in the unit of its mean."""
        return -mean * math.log1p(-self.uniform())

    def lognormal(self, median: float, sigma: float) -> float:
        """Return a lognormally distributed number, in the unit of its median; sigma is of the logarithm."""
        return median * math.exp(self.normal(sigma)) if sigma else median

    def normal(self, sigma: float) -> float:
        """Return a normally distributed number of mean nought, in the unit of its standard deviation."""
        middle = (self.uniform() * (_WORD - 2) + 1) / _WORD  # never 0 nor 1, where the inverse is infinite
        return sigma * _NORMAL.inv_cdf(middle)

    def of_law(self, law: str, median: float, sigma: float) -> float:
        """Return a number of the law ``lognormal``, ``exponential`` (of mean `median`) or ``fixed``."""
        if law == "fixed":
            return median
        return self.exponential(median) if law == "exponential" else self.lognormal(median, sigma)

    def pick(self, cumulative: Sequence[float]) -> int:
        """Return an index drawn with the weights whose running sums are given.

        Raises
        ------
        IndexError
            If `cumulative` is empty.
        """
        return min(bisect_right(cumulative, self.uniform() * cumulative[-1]), len(cumulative) - 1)


class Streams:
    """All random streams of one replication, by name.

    Parameters
    ----------
    seed, rep
        Seed of the study and number of the replication, each from 0 to 2**64 - 1.
    luck
        Number of another luck for the same replication, for what might have come; 0 for its own.

    Examples
    --------
    >>> Streams(1, 0)("demand/fire").uniform() == Streams(1, 0)("demand/fire").uniform()
    True
    >>> Streams(1, 0)("demand/fire").uniform() == Streams(1, 1)("demand/fire").uniform()
    False
    """

    def __init__(self, seed: int, rep: int, luck: int = 0) -> None:
        self._entropy = [*_words(seed), *_words(rep), *(_words(luck) if luck else ())]

    def __call__(self, name: str) -> Draws:
        """Return the stream of a purpose, from its beginning."""
        return Draws(self.generator(name))

    def generator(self, name: str) -> Generator:
        """Return the source of numbers of a purpose."""
        digest = hashlib.blake2b(name.encode(), digest_size=16).digest()
        key = tuple(int.from_bytes(digest[i : i + 4], "little") for i in range(0, 16, 4))
        sequence = SeedSequence(self._entropy, spawn_key=key)
        return Generator(PCG64DXSM(sequence))
