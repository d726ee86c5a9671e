"""How long a call holds its slot 占用时长: speech of a lognormal length, text at the data rate of a slot."""

import math
from dataclasses import dataclass
from typing import Final

from sim.kernel.draw import Draws
from sim.terms.units import HOUR_MS, SECOND_MS

SLOT_KBIT_PER_S: Final = 1.6
"""Rate-1/2 data on one slot: 12 bytes in each 60 ms. Source: ETSI TS 102 361-3, from memory: assumption."""


@dataclass(frozen=True, slots=True)
class Speech:
    """Law of the time for which the push-to-talk key 按讲键 is held.

    Attributes
    ----------
    mean_ms
        Mean, milliseconds. Source: assumption (4 to 20 s).
    cv
        Coefficient of variation. Source: assumption; that the law is lognormal and calls are uncorrelated was
        measured by Sharp et al., IEEE JSAC 22(7), 2004.

    Raises
    ------
    ValueError
        If the mean is not positive, or the coefficient of variation negative.
    """

    mean_ms: float = 8.0 * SECOND_MS
    cv: float = 0.8

    def __post_init__(self) -> None:
        if not (self.mean_ms > 0 and self.cv >= 0):
            raise ValueError(f"speech has a positive mean and a spread, not {self.mean_ms} ms and {self.cv}")

    def draw_ms(self, draws: Draws) -> int:
        """Return the length of one transmission, in milliseconds, at least one."""
        spread = 1 + self.cv * self.cv
        return max(1, round(draws.lognormal(self.mean_ms / math.sqrt(spread), math.sqrt(math.log(spread)))))


def text_ms(bits: int, kbit_per_s: float = SLOT_KBIT_PER_S) -> int:
    """Return how long a text of so many bits holds a slot, in milliseconds.

    Raises
    ------
    ValueError
        If there are fewer than no bits, or no data rate.

    Examples
    --------
    >>> text_ms(140 * 16)
    1400
    """
    if bits < 0 or not kbit_per_s > 0:
        raise ValueError(f"{bits} bits cannot be sent at {kbit_per_s} kbit/s")
    return math.ceil(bits / kbit_per_s)


def offered_erlang(users: float, calls_per_hour: float, hold_ms: float) -> float:
    """Return the load that users offer, in erlang: the calls that would be in progress if none had to wait.

    Parameters
    ----------
    calls_per_hour
        Transmissions of one user in an hour.
    hold_ms
        Mean time for which one holds a slot.

    Examples
    --------
    >>> offered_erlang(60, 30, 8_000)
    4.0
    """
    return users * calls_per_hour * hold_ms / HOUR_MS
