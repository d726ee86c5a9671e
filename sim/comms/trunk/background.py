"""Calls of all the other users of a site, met as a law of queueing instead of one by one."""

import math
from collections.abc import Mapping

from sim.kernel.draw import Draws
from sim.terms.enums import Precedence

_CERTAIN = 500.0
"""Where a line grows by so many e-folds within the patience, it is always there."""

_ENDLESS = 10_000.0
"""A wait of so many mean holding times is taken to be without end (22 hours for 8 s)."""


class Background:
    """Background traffic 背景话务 of one site: what a request finds there, drawn when it comes.

    Parameters
    ----------
    draws
        A stream of its own for each site.
    erlang
        Offered load of each class of precedence; what is missing is zero.
    hold_ms
        Mean time for which these calls hold a slot.

    Raises
    ------
    ValueError
        If a load is negative or not finite, or the time not positive.

    Notes
    -----
    Calls come as a Poisson process, hold for exponential times, wait by class without interrupting anybody
    and within a class in the order of coming, and give up after the patience of the site. All calls there,
    these and the requests that are real events, then are the queue M/M/c (Erlang C; with a patience
    M/M/c+D, Barrer 1957; without any, Erlang B), of which a call sees the stationary law (PASTA). By
    product form:

    - with m requests holding slots, the background is that of Erlang B with c - m slots, but its line,
      where all slots are taken, is worked off by all c;
    - the time in which the line is worked off, counted up to a class, has the density exp(-(c - a) x) for x
      up to the patience and falls by c beyond, in mean holding times and for the load a of these classes;
    - more urgent calls that come meanwhile delay a request by one departure each: so the mean waits of the
      classes are Cobham's (1954) where nobody gives up;
    - between a request that waits and the next of its class stand those who came in between (Poisson).

    So a request costs a few draws and no event, whatever the load. This is exact for exponential holding,
    of one class or where nobody gives up, while requests are few among the calls; and close for any share
    of them, since a slot that a request frees is offered to the next request unless the background is ahead
    of it.

    Limits. Holding is lognormal in truth, which changes mean waits by about (1 + cv^2) / 2 (0.82 for cv 0.8)
    and the share that waits hardly at all. Where requests are a third of the calls of an overloaded site or
    more, up to an eighth too many of them give up. With several classes and a patience, the share that waits
    is that of one line for all, and the line of a class is cut off at its mean delay: in overloads, waits
    of the lowest class come out up to a seventh too short and its losses up to 0.08 off (measured against the
    same traffic as events). What a request sees is independent of what an earlier one saw, unless that one
    still waits or holds the last slot. Bursts are not in the law.

    A load of as much as the slots or more is an overload: with a patience, most wait for nearly all of it,
    and about 1 - c / a fail; where nobody gives up there is no stationary law, all wait, and without end
    unless the classes up to their own alone leave room.
    """

    def __init__(self, draws: Draws, erlang: Mapping[Precedence, float], hold_ms: float) -> None:
        loads = [erlang.get(precedence, 0.0) for precedence in Precedence]
        if not (min(loads) >= 0 and math.fsum(loads) < math.inf and hold_ms > 0):
            raise ValueError(f"no such traffic: {loads} erlang, held for {hold_ms} ms")
        self._draws = draws
        self._upto = [math.fsum(loads[: rank + 1]) for rank in range(len(loads))]
        self._above = [0.0, *self._upto]
        self._hold_ms = hold_ms
        self._known: dict[tuple[int, int, float], float] = {}

    @property
    def erlang(self) -> float:
        """Offered load of all classes."""
        return self._upto[-1]

    @property
    def mean_ms(self) -> float:
        """Mean time for which a call holds its slot."""
        return self._hold_ms

    def p_wait(self, left: int, slots: int, patience_ms: float) -> float:
        """Return the probability that a request finds all slots taken.

        Parameters
        ----------
        left
            Slots that no request holds.
        slots
            All slots of the site.
        patience_ms
            How long calls wait there; infinite if without end.
        """
        key = (left, slots, patience_ms)
        if key not in self._known:
            self._known[key] = _p_all_taken(left, slots, self.erlang, patience_ms / self._hold_ms)
        return self._known[key]

    def finds_free(self, left: int, slots: int, patience_ms: float) -> bool:
        """Draw whether a request finds a free slot; arguments as for `p_wait`."""
        return self._draws.uniform() >= self.p_wait(left, slots, patience_ms)

    def line_ms(self, slots: int, rank: int, patience_ms: float) -> tuple[float, float]:
        """Draw how long a request of some rank waits that finds all slots taken.

        Returns
        -------
        float, float
            Milliseconds until nobody is ahead in line any more, and from then until the next call ends;
            infinite where the load leaves no room. Beyond the patience they only say so.
        """
        room, above = slots - self._upto[rank], slots - self._above[rank]
        # those more urgent who come meanwhile prolong the wait, so less of a line can be waited for
        most = patience_ms / self._hold_ms * above / slots
        if above <= 0 or (room <= 0 and patience_ms == math.inf):
            return math.inf, math.inf
        wait = self._draws.exponential(1 / room) if most == math.inf else self._work(room, above, most)
        ahead = self._last_came(min(wait, most), self._upto[rank])
        return (
            self.delayed_ms(slots, rank, ahead * self._hold_ms, patience_ms),
            self.delayed_ms(slots, rank, (wait - ahead) * self._hold_ms, patience_ms),
        )

    def came_ms(self, slots: int, load: float, apart_ms: float, after_ms: float, patience_ms: float) -> float:
        """Draw the time that those take who came between two requests and have not given up.

        Parameters
        ----------
        load
            Offered load of those who count, in erlang.
        apart_ms
            Time between the two requests.
        after_ms
            Time from the second request until the first of those between is served.
        """
        taken_ms = 0.0
        came_ms = max(0.0, apart_ms + after_ms - patience_ms) + self._next_ms(load)  # who came before gave up
        while came_ms < apart_ms:
            if apart_ms - came_ms + after_ms + taken_ms <= patience_ms:
                taken_ms += self._draws.exponential(self._hold_ms / slots)
            came_ms += self._next_ms(load)
        return taken_ms

    def delayed_ms(self, slots: int, rank: int, time_ms: float, limit_ms: float) -> float:
        """Draw how long something takes that is delayed by each more urgent call that comes meanwhile.

        Parameters
        ----------
        time_ms
            How long it takes otherwise.
        limit_ms
            What takes longer is only known to do so; it need not be drawn to its end.
        """
        above = self._above[rank]
        if above == 0:
            return time_ms
        endless_ms = _ENDLESS * self._hold_ms
        next_ms = self._next_ms(above)
        while next_ms < time_ms <= min(limit_ms, endless_ms):
            time_ms += self._draws.exponential(self._hold_ms / slots)
            next_ms += self._next_ms(above)
        return time_ms if time_ms <= endless_ms else math.inf

    def load(self, rank: int, whole: bool) -> float:
        """Return the offered load of a class, or of the whole up to it."""
        return self._upto[rank] - (0.0 if whole else self._above[rank])

    def hold_ms(self) -> float:
        """Draw how long a call holds its slot."""
        return self._draws.exponential(self._hold_ms)

    def departure_ms(self, slots: int) -> float:
        """Draw when the next of so many calls ends."""
        return self._draws.exponential(self._hold_ms / slots)

    def _last_came(self, wait: float, load: float) -> float:
        """Draw the last of the times before a wait at which the line grew by one, 0 if there was none."""
        return max(0.0, wait - self._draws.exponential(1 / load)) if load else 0.0

    def _next_ms(self, load: float) -> float:
        return self._draws.exponential(self._hold_ms / load) if load else math.inf

    def _work(self, room: float, beyond: float, patience: float) -> float:
        """Draw from the density that falls by `room` up to the patience and by `beyond` from there on."""
        if -room * patience > _CERTAIN:
            return patience + self._draws.exponential(1 / beyond)
        growth = math.exp(-room * patience)
        within = (1 - growth) / room if room else patience
        chosen = self._draws.uniform() * (within + growth / beyond)
        if chosen >= within:
            return patience + self._draws.exponential(1 / beyond)
        return -math.log1p(-room * chosen) / room if room else chosen


def _p_all_taken(left: int, slots: int, load: float, patience: float) -> float:
    """Return the probability that all slots are taken; the patience is in mean holding times."""
    if left == 0 or load == 0:
        return float(left == 0)
    longer = _longer(slots, load, patience)
    if longer == math.inf:
        return 1.0
    blocked = 1.0  # Erlang's B
    for slot in range(1, left + 1):
        blocked = load * blocked / (slot + load * blocked)
    return blocked * longer / (1 - blocked + blocked * longer)


def _longer(slots: int, load: float, patience: float) -> float:
    """Return how much more often all slots are taken than where nobody may wait."""
    room = slots - load
    if patience == math.inf:
        return slots / room if room > 0 else math.inf
    if -room * patience > _CERTAIN:
        return math.inf
    growth = math.exp(-room * patience)
    return growth + slots * ((1 - growth) / room if room else patience)
