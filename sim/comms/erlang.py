"""Laws of busy circuits 话务理论: Erlang B and C, Engset, and the wait for one of several servers.

Loads are in erlangs 爱尔兰 (arrivals per mean holding time). Loss formulae hold for holding times of any law,
waiting formulae for exponential ones. All are recursions over the circuits, in which nothing overflows or
cancels.

Source: A. K. Erlang (1917); T. O. Engset (1918); ITU-T E.600 for the terms.
"""

import math
from dataclasses import dataclass, field

from sim.kernel.draw import Draws


def erlang_b_table(circuits: int, load_erlang: float) -> tuple[float, ...]:
    """Return the share of calls lost with 0, 1, ... `circuits` circuits 呼损率 (Erlang B).

    Raises
    ------
    ValueError
        If a number is negative.

    Examples
    --------
    >>> erlang_b_table(2, 1.0)
    (1.0, 0.5, 0.2)
    """
    _check(circuits, load_erlang)
    lost = [1.0]
    for circuit in range(1, circuits + 1):
        refused = load_erlang * lost[-1]
        lost.append(refused / (circuit + refused))
    return tuple(lost)


def erlang_b(circuits: int, load_erlang: float) -> float:
    """Return the share of calls that are lost because all circuits are busy (Erlang B).

    It is also the share of time in which all circuits are busy, as calls of many sources see it.

    Raises
    ------
    ValueError
        If a number is negative.
    """
    _check(circuits, load_erlang)
    lost = 1.0
    for circuit in range(1, circuits + 1):
        refused = load_erlang * lost
        lost = refused / (circuit + refused)
    return lost


def erlang_c(servers: int, load_erlang: float) -> float:
    """Return the share of calls that wait where none is lost (Erlang C); all do where the load is too much.

    Raises
    ------
    ValueError
        If a number is negative.
    """
    lost = erlang_b(servers, load_erlang)
    if load_erlang >= servers:
        return 1.0
    return servers * lost / (servers - load_erlang * (1 - lost))


def engset_time_congestion(sources: int, circuits: int, idle_load_erlang: float) -> float:
    """Return the share of time in which all circuits are busy with calls of a few sources (Engset).

    Parameters
    ----------
    sources
        Such as radios of a group; one that is in a call makes no other.
    circuits
        That they share.
    idle_load_erlang
        Load that one source offers while it is idle: calls per mean holding time.

    Raises
    ------
    ValueError
        If a number is negative.
    """
    _check(min(sources, circuits), idle_load_erlang)
    busy = 1.0
    for circuit in range(1, circuits + 1):
        idle = max(0, sources - circuit + 1)
        refused = idle * idle_load_erlang * busy
        busy = refused / (circuit + refused)
    return busy


def engset_call_congestion(sources: int, circuits: int, idle_load_erlang: float) -> float:
    """Return the share of calls that are lost: a source sees the circuits as the other sources use them.

    Raises
    ------
    ValueError
        If a number is negative, or there is no source.
    """
    return engset_time_congestion(sources - 1, circuits, idle_load_erlang)


@dataclass(frozen=True, slots=True)
class WaitLaw:
    """How long a call waits for one of several servers 排队等待时间 (M/M/c, first come, first served).

    Attributes
    ----------
    servers
        How many there are.
    load_erlang
        Offered load. A load that is not less than the servers has no law: the queue grows for ever.
    holding_ms
        Mean time that a server is held, in milliseconds.
    share_waiting
        Share of calls that wait at all.
    wait_of_waiting_ms
        Mean wait of those who wait, in milliseconds; their waits are exponential.
    """

    servers: int
    load_erlang: float
    holding_ms: float
    share_waiting: float = field(init=False)
    wait_of_waiting_ms: float = field(init=False)

    def __post_init__(self) -> None:
        """Work out the law once, and refuse what has none.

        Raises
        ------
        ValueError
            If the load is negative or not less than the servers.
        """
        _check(self.servers, self.load_erlang)
        if self.load_erlang >= self.servers:
            raise ValueError(f"{self.load_erlang} erlang on {self.servers} servers: the queue has no end")
        object.__setattr__(self, "share_waiting", erlang_c(self.servers, self.load_erlang))
        spare = self.servers - self.load_erlang
        object.__setattr__(self, "wait_of_waiting_ms", self.holding_ms / spare)

    @property
    def mean_ms(self) -> float:
        """Mean wait of all, in milliseconds."""
        return self.share_waiting * self.wait_of_waiting_ms

    def share_longer(self, wait_ms: float) -> float:
        """Return the share of calls that wait longer than so many milliseconds."""
        return self.share_waiting * math.exp(-wait_ms / self.wait_of_waiting_ms)

    def quantile_ms(self, share: float) -> float:
        """Return the wait within which this share of calls is served, in milliseconds.

        Raises
        ------
        ValueError
            If `share` is not from 0 (included) to 1 (excluded).
        """
        if not 0 <= share < 1:
            raise ValueError(f"a share from 0 to less than 1, not {share}")
        waiting, later = self.share_waiting, 1 - share
        return self.wait_of_waiting_ms * math.log(waiting / later) if waiting > later else 0.0

    def draw_ms(self, draws: Draws) -> float:
        """Draw the wait of one call, in milliseconds, with one number."""
        return self.quantile_ms(draws.uniform())


def _check(circuits: int, load_erlang: float) -> None:
    if circuits < 0 or not 0 <= load_erlang < math.inf:
        raise ValueError(f"0 or more of each, not {circuits} and {load_erlang} erlang")
