"""Calls of all the other users of a site, met as a law of queueing instead of one by one."""

import math
from collections.abc import Mapping
from itertools import accumulate

from sim.kernel.draw import Draws
from sim.terms.enums import Precedence

_NEGLIGIBLE = 1e-16


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
    patience_ms
        Mean time after which their callers give up, exponential; None if they never do.

    Raises
    ------
    ValueError
        If a load is negative, or a time not positive.

    Notes
    -----
    Calls come as a Poisson process, hold for exponential times, wait by class without interrupting anybody and
    within a class in the order of coming, and may give up. All calls at a site, these and the requests that are
    real events, then are a birth-and-death process (M/M/c+M, Erlang A; M/M/c, Erlang C, where nobody gives up),
    of which a call sees the stationary law (PASTA). Given what is known of the requests, by product form:

    - with m requests holding slots, the background is that of Erlang B with c - m slots, but its line, where all
      slots are taken, is worked off by all c;
    - that line, counted up to a class, is a birth-and-death process of its own (geometric, where nobody gives
      up), and a request starts when those ahead of it, and the more urgent ones that come meanwhile, have left:
      the law whose means are Cobham's (1954), drawn step by step;
    - between a request that waits and the next of its class stand those who came in between (Poisson).

    So a request costs a few draws and no event, whatever the load. Exact for exponential holding and one class
    of requests; limits: holding is lognormal in truth, which changes mean waits by about (1 + cv^2) / 2 (0.82
    for cv 0.8) and the share that waits hardly at all; what a request sees is independent of what an earlier
    one saw, unless that one still waits or holds the last slot; bursts within an incident are not in the law.

    A load of as much as the slots or more has no stationary law where nobody gives up: then every request
    waits, and without end unless the classes up to its own alone leave room. Source for giving up: Palm (1957).
    """

    def __init__(
        self,
        draws: Draws,
        erlang: Mapping[Precedence, float],
        hold_ms: float,
        patience_ms: float | None = None,
    ) -> None:
        loads = [erlang.get(precedence, 0.0) for precedence in Precedence]
        if not (min(loads) >= 0 and hold_ms > 0 and (patience_ms is None or patience_ms > 0)):
            raise ValueError(f"no such traffic: {loads} erlang, {hold_ms} ms held, {patience_ms} ms waited")
        self._draws = draws
        self._upto = [math.fsum(loads[: rank + 1]) for rank in range(len(loads))]
        self._hold_ms = hold_ms
        # times are in mean holding times from here on
        self._giving_up = 0.0 if patience_ms is None else hold_ms / patience_ms
        self._p_wait: dict[tuple[int, int], float] = {}
        self._lines: dict[tuple[int, float], tuple[int, list[float]]] = {}

    @property
    def erlang(self) -> float:
        """Offered load of all classes."""
        return self._upto[-1]

    def p_wait(self, left: int, slots: int) -> float:
        """Return the probability that a request finds all slots taken.

        Parameters
        ----------
        left
            Slots that no request holds.
        slots
            All slots of the site.
        """
        known = self._p_wait.get((left, slots))
        if known is None:
            known = self._p_wait[left, slots] = self._all_taken(left, slots, self.erlang)
        return known

    def finds_free(self, left: int, slots: int) -> bool:
        """Draw whether a request finds a free slot; arguments as for `p_wait`."""
        return self._draws.uniform() >= self.p_wait(left, slots)

    def line_ms(self, slots: int, rank: int, more: int, limit_ms: float) -> float:
        """Draw the time until those ahead in line have left, where all slots are taken.

        Parameters
        ----------
        slots
            All slots of the site.
        rank
            Place of the precedence up to which they are ahead, 0 is the most urgent.
        more
            How many calls have to end besides: 1, if a slot is wanted at the end.
        limit_ms
            A longer time is only known to be longer; it need not be drawn to its end.

        Returns
        -------
        float
            Milliseconds; infinite where the load leaves no room for this class.
        """
        if self._upto[rank] >= slots and not self._giving_up:
            return math.inf
        return self._walk(slots, rank, self._ahead(slots, self._upto[rank]) + more, limit_ms)

    def between_ms(self, slots: int, rank: int, more: int, come_ms: float, held_ms: float) -> float:
        """Draw the time until those have left who came into line between two requests of one class.

        Parameters
        ----------
        slots, rank, more
            As for `line_ms`.
        come_ms
            Time between the two requests.
        held_ms
            Time from the later of them until the former is served, in which some may give up.
        """
        load = self._upto[rank] - self._above(rank)
        return self._walk(slots, rank, self._came(load, come_ms, held_ms) + more, math.inf)

    def meanwhile_ms(self, slots: int, rank: int, time_ms: float) -> float:
        """Draw by how much those more urgent who come in a time delay what follows it."""
        above = self._above(rank)
        return self._walk(slots, rank, self._came(above, time_ms, 0.0), math.inf) if above else 0.0

    def hold_ms(self) -> float:
        """Draw how long a call holds its slot."""
        return self._draws.exponential(self._hold_ms)

    def _above(self, rank: int) -> float:
        return self._upto[rank - 1] if rank else 0.0

    def _came(self, load: float, come_ms: float, held_ms: float) -> int:
        """Draw how many came within a time and have not given up a while later."""
        count, draws, mean_ms = 0, self._draws, self._hold_ms / load if load else math.inf
        left_ms = come_ms - draws.exponential(mean_ms) if load else -1.0
        while left_ms >= 0:
            stays = math.exp(-self._giving_up * (left_ms + held_ms) / self._hold_ms)
            count += stays == 1 or draws.uniform() < stays
            left_ms -= draws.exponential(mean_ms)
        return count

    def _all_taken(self, left: int, slots: int, load: float) -> float:
        """Probability that all slots are taken: Erlang's C, or A where callers give up."""
        if left == 0 or load == 0 or (load >= slots and not self._giving_up):
            return float(left == 0 or load > 0)
        lost = 1.0  # Erlang's B
        for slot in range(1, left + 1):
            lost = load * lost / (slot + load * lost)
        first, line = self._line(slots, load) if self._giving_up else (0, [1 - load / slots, 1.0])
        # line[0] to line[-1] is how likely it is that all are taken but nobody waits, to that all are taken
        return lost / (lost + (1 - lost) * line[0] / line[-1]) if first == 0 else 1.0

    def _ahead(self, slots: int, load: float) -> int:
        """Draw how many wait, of classes that offer such a load, where all slots are taken."""
        if load == 0:
            return 0
        if not self._giving_up:
            return math.floor(math.log1p(-self._draws.uniform()) / math.log(load / slots))
        first, line = self._line(slots, load)
        return first + self._draws.pick(line)

    def _line(self, slots: int, load: float) -> tuple[int, list[float]]:
        """Return the shortest line of callers who may give up, and the running sums of weights from there on."""
        known = self._lines.get((slots, load))
        if known is None:
            first, weights = _line_weights(slots, load, self._giving_up)
            known = self._lines[slots, load] = first, list(accumulate(weights))
        return known

    def _walk(self, slots: int, rank: int, to_leave: int, limit_ms: float) -> float:
        """Draw the time until so many have left, where more urgent calls come in between."""
        draws, time, above, limit = self._draws, 0.0, self._above(rank), limit_ms / self._hold_ms
        while to_leave and time <= limit:
            rate = above + slots + self._giving_up * (to_leave - 1)
            time += draws.exponential(1 / rate)
            to_leave += 1 if above and draws.uniform() * rate < above else -1
        return time * self._hold_ms


def _line_weights(slots: int, load: float, giving_up: float) -> tuple[int, list[float]]:
    """Return the shortest line worth counting, and the weights of it and of each longer one.

    The weight of n is that of n - 1 times load / (slots + n giving_up): built outwards from the most likely
    length, so that no product grows beyond what a float holds.
    """
    first = likely = max(0, math.floor((load - slots) / giving_up))
    weights = [1.0]
    while first and weights[-1] > _NEGLIGIBLE:
        weights.append(weights[-1] * (slots + first * giving_up) / load)
        first -= 1
    weights.reverse()
    longer = likely
    while weights[-1] > _NEGLIGIBLE:
        longer += 1
        weights.append(weights[-1] * load / (slots + longer * giving_up))
    return first, weights
