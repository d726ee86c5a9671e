"""The traffic slots of one site 业务时隙, and the calls that hold them or wait for one."""

import math
from bisect import bisect
from collections.abc import Callable
from functools import partial
from itertools import count
from typing import Final, TypeAlias

from sim.comms.trunk.background import Background
from sim.kernel.clock import Clock, Watchdog
from sim.terms.enums import CallFailure, Precedence
from sim.terms.units import SECOND_MS

PATIENCE_MS: Final = 30 * SECOND_MS
"""How long a request waits for a slot. Source: assumption (10 to 60 s)."""

RANK: Final = {precedence: rank for rank, precedence in enumerate(Precedence)}
"""Place of each precedence; 0 is the most urgent."""

Done: TypeAlias = Callable[[], None]
Failed: TypeAlias = Callable[[CallFailure], None]


def nothing() -> None:
    """Do nothing."""


class Call:
    """One request for a slot 呼叫: it waits or talks, and then is over, exactly once.

    Attributes
    ----------
    began_ms
        When it got its slot; None as long as it has none.
    over
        Whether it has ended, failed or left.
    """

    __slots__ = (
        "asked_ms",
        "began_ms",
        "hold_ms",
        "number",
        "on_end",
        "on_fail",
        "on_start",
        "over",
        "rank",
        "ready_ms",
        "turn_ms",
    )

    def __init__(
        self,
        asked_ms: int,
        number: int,
        rank: int,
        hold_ms: int | None,
        on_start: Done,
        on_fail: Failed,
        on_end: Done,
    ) -> None:
        self.asked_ms = asked_ms
        self.number = number
        self.rank = rank
        self.hold_ms = hold_ms
        self.on_start = on_start
        self.on_fail = on_fail
        self.on_end = on_end
        self.began_ms: int | None = None
        self.ready_ms = 0.0  # when the background has let it through; at once where there is none
        self.turn_ms = 0.0  # by how much it delays those behind it in line, because of the background
        self.over = False

    @property
    def waiting(self) -> bool:
        """Whether it stands in line."""
        return self.began_ms is None and not self.over

    def fail(self, why: CallFailure) -> None:
        """Let it be over without success."""
        self.over = True
        self.on_fail(why)


class Slots:
    """Traffic slots of one site, lent call by call; who finds none free waits in line 排队.

    The more urgent class comes first, within a class whoever asked first; nobody is interrupted. A request
    waits no longer than its patience.

    Parameters
    ----------
    clock
        On which the calls live.
    site
        Number of the site; group calls take their slots in this order.
    capacity
        Number of slots, see `sim.comms.trunk.degrade.traffic_slots`.
    patience_ms
        How long a request waits; 0 if there is no queue, None if without end.
    background
        The calls of all other users; None where every call is a request.

    Raises
    ------
    ValueError
        If there is less than one slot, or less than no patience.

    Notes
    -----
    What is called back is called at once, also before `request` returns: the last words of each call are
    exactly one of `on_end` and `on_fail`, unless it is released before; `on_start` comes before at most once.

    A call costs one time-out, and one more if it waits; there are no processes. With a background, each
    request draws when that lets it through (see `Background`): at once, or when those ahead in line have
    left. Requests that wait go through in their order.

    Attributes
    ----------
    is_open
        Whether the site works.

    Examples
    --------
    >>> clock, said = Clock(), []
    >>> site = Slots(clock, site=0, capacity=1)
    >>> for name in ("Li", "Wang"):
    ...     say = partial(said.append, name)
    ...     call = site.request(8_000, Precedence.ROUTINE, lambda: None, said.append, on_end=say)
    >>> clock.run(60_000)
    >>> said
    ['Li', 'Wang']
    """

    def __init__(
        self,
        clock: Clock,
        site: int,
        capacity: int,
        patience_ms: int | None = PATIENCE_MS,
        background: Background | None = None,
    ) -> None:
        _check(capacity, patience_ms)
        self.site = site
        self.background = background
        self.is_open = True
        self._clock = clock
        self._capacity = capacity
        self._patience_ms = patience_ms
        self._talking: dict[int, Call] = {}
        self._line: list[tuple[int, int, Call]] = []
        self._numbers = count()
        self._turn = Watchdog(clock, self.serve)

    @property
    def capacity(self) -> int:
        """Number of slots."""
        return self._capacity

    @property
    def in_use(self) -> int:
        """Requests that hold a slot; calls of the background are not counted."""
        return len(self._talking)

    @property
    def waiting(self) -> int:
        """Requests that wait for a slot."""
        return len(self._line)

    def request(
        self,
        hold_ms: int | None,
        precedence: Precedence,
        on_start: Done,
        on_fail: Failed,
        on_end: Done = nothing,
    ) -> Call:
        """Ask for a slot.

        Parameters
        ----------
        hold_ms
            How long it is held; None if until `release`.
        on_start
            Called when it is given.
        on_fail
            Called with the reason when it is not, or is taken away.
        on_end
            Called when it has been held for as long as asked; a slot is free then, and those in line come
            next.
        """
        now, number = self._clock.now, next(self._numbers)
        call = Call(now, number, RANK[precedence], hold_ms, on_start, on_fail, on_end)
        if not self.is_open:
            call.fail(CallFailure.SITE_LOST)
            return call
        if self.background is not None:
            self._meet(self.background, call)
        if self._may_start(call) and not self._line:
            self._begin(call)
        elif self._patience_ms == 0:
            call.fail(CallFailure.NO_SLOT)
        else:
            self._stand_in_line(call)
        return call

    def release(self, call: Call) -> None:
        """End a call that holds a slot or waits, without a word to it; one that is over stays as it is."""
        self.leave(call)
        self.serve()

    def leave(self, call: Call) -> None:
        """Take a call out as `release` does, but let nobody start before `serve`."""
        if call.over:
            return
        call.over = True
        if call.began_ms is None:
            self._leave_line(call)
        else:
            del self._talking[call.number]

    def serve(self) -> None:
        """Let those start whose turn it is."""
        while self._line and self._may_start(self._line[0][2]):
            self._begin(self._line.pop(0)[2])
        self._watch()

    def close(self) -> None:
        """Let the site die: all calls fail, and so do all requests until it opens again."""
        self.is_open = False
        self._fail([*self._talking.values(), *(call for _, _, call in self._line)], CallFailure.SITE_LOST)

    def open(self) -> None:
        """Let the site work again."""
        self.is_open = True

    def become(self, capacity: int, patience_ms: int | None = PATIENCE_MS) -> None:
        """Go on with another number of slots and another patience, as at another level of fallback.

        Calls for which no slot is left are cut off, the least urgent and latest first. Where there is no
        queue any more, those who wait fail; otherwise they wait for as long as they meant to.

        Raises
        ------
        ValueError
            If there is less than one slot, or less than no patience.
        """
        _check(capacity, patience_ms)
        self._capacity, self._patience_ms = capacity, patience_ms
        kept_first = sorted(self._talking.values(), key=lambda call: (call.rank, call.number))
        self._fail(kept_first[capacity:], CallFailure.SLOT_LOST)
        if patience_ms == 0:
            self._fail([call for _, _, call in self._line], CallFailure.NO_SLOT)
        self._line_up_again()
        self.serve()

    def _may_start(self, call: Call) -> bool:
        return len(self._talking) < self._capacity and call.ready_ms <= self._clock.now

    def _begin(self, call: Call) -> None:
        call.began_ms = self._clock.now
        self._talking[call.number] = call
        if call.hold_ms is not None:
            self._clock.call_after(call.hold_ms, partial(self._over, call))
        call.on_start()

    def _over(self, call: Call) -> None:
        """End a call that has held its slot for as long as it asked, if it still does."""
        if not call.over:
            self.leave(call)
            call.on_end()
            self.serve()

    def _stand_in_line(self, call: Call) -> None:
        if self._patience_ms is not None:
            self._clock.call_after(self._patience_ms, partial(self._give_up, call))
        self._join_line(call)
        self._watch()

    def _give_up(self, call: Call) -> None:
        if call.waiting:
            self.leave(call)
            call.on_fail(CallFailure.NO_SLOT)
            self._watch()

    def _fail(self, calls: list[Call], why: CallFailure) -> None:
        """End calls, and only then tell them, since they may ask again."""
        for call in calls:
            self.leave(call)
        for call in calls:
            call.on_fail(why)

    def _join_line(self, call: Call) -> None:
        place = bisect(self._line, (call.rank, call.number, call))
        self._line.insert(place, (call.rank, call.number, call))
        for _, _, later in self._line[place + 1 :]:
            later.ready_ms += call.turn_ms

    def _leave_line(self, call: Call) -> None:
        place = bisect(self._line, (call.rank, call.number, call)) - 1
        del self._line[place]
        before_ms = call.ready_ms
        for _, _, later in self._line[place:]:
            before_ms, later.ready_ms = later.ready_ms, max(before_ms, later.ready_ms - call.turn_ms)

    def _line_up_again(self) -> None:
        """Let those in line draw anew when the background lets them through."""
        if self.background is not None:
            line, self._line = self._line, []
            for _, _, call in line:
                self._meet(self.background, call)
                self._join_line(call)

    # --- among the calls of the background

    def _meet(self, background: Background, call: Call) -> None:
        """Draw when the background lets a request through that is not in line, and what that costs others."""
        call.ready_ms = self._ready_ms(background, call)
        if call.ready_ms == math.inf or call.ready_ms - call.asked_ms > self._patience:
            call.turn_ms = 0.0  # it will have given up
        elif self._capacity == 1:
            held_ms = self._hold_ms(background, call)
            call.turn_ms = background.delayed_ms(1, call.rank, held_ms, self._patience)
        else:
            turn_ms = background.departure_ms(self._capacity)
            call.turn_ms = background.delayed_ms(self._capacity, call.rank, turn_ms, self._patience)

    @property
    def _patience(self) -> float:
        return math.inf if self._patience_ms is None else self._patience_ms

    def _ready_ms(self, background: Background, call: Call) -> float:
        place = bisect(self._line, (call.rank, call.number, call))
        left = self._capacity - len(self._talking)
        if place:
            ready_ms = self._after_line(background, self._line[place - 1][2], call)
        elif left == 0:
            ready_ms = self._after_talk(background, call)
        elif not self._line and background.finds_free(left, self._capacity, self._patience):
            return self._clock.now
        else:
            ready_ms = self._clock.now + background.line_ms(self._capacity, call.rank, self._patience)
        return min(ready_ms, self._line[place][2].ready_ms) if place < len(self._line) else ready_ms

    def _after_line(self, background: Background, before: Call, call: Call) -> float:
        """Draw when a request is let through that stands behind another."""
        slots, free_ms = self._capacity, before.ready_ms + before.turn_ms
        if free_ms == math.inf or before.rank < call.rank:
            return free_ms + background.ahead_ms(slots, call.rank, self._patience)
        apart_ms, after_ms = call.asked_ms - before.asked_ms, free_ms - call.asked_ms
        load = background.load(call.rank, whole=False)
        between_ms = background.came_ms(slots, load, apart_ms, after_ms, self._patience)
        return free_ms + background.delayed_ms(slots, call.rank, between_ms, self._patience)

    def _after_talk(self, background: Background, call: Call) -> float:
        """Draw when a request is let through that finds requests in all slots.

        No slot has come free since the last of them began, so those who came since it asked still wait.
        """
        slots, last = self._capacity, next(reversed(self._talking.values()))
        free_ms = min(self._end_ms(background, each) for each in self._talking.values())
        if last.rank < call.rank:
            return free_ms + background.ahead_ms(slots, call.rank, self._patience)
        apart_ms, after_ms = call.asked_ms - last.asked_ms, free_ms - call.asked_ms
        load = background.load(call.rank, whole=True)
        between_ms = background.came_ms(slots, load, apart_ms, after_ms, self._patience)
        return call.asked_ms + background.delayed_ms(slots, call.rank, after_ms + between_ms, self._patience)

    def _end_ms(self, background: Background, call: Call) -> float:
        """Return when a request in progress ends; one without a term is taken to do as the others do."""
        if call.hold_ms is None or call.began_ms is None:
            return self._clock.now + background.hold_ms()
        return call.began_ms + call.hold_ms

    def _hold_ms(self, background: Background, call: Call) -> float:
        return background.hold_ms() if call.hold_ms is None else call.hold_ms

    def _watch(self) -> None:
        """Wake up when the first in line is let through."""
        if self.background is not None and self._line and len(self._talking) < self._capacity:
            ready_ms = self._line[0][2].ready_ms
            if ready_ms < math.inf:
                self._turn.set(max(0, math.ceil(ready_ms) - self._clock.now))


def _check(capacity: int, patience_ms: int | None) -> None:
    if capacity < 1 or (patience_ms is not None and patience_ms < 0):
        raise ValueError(f"a site has a slot and patience, not {capacity} slots and {patience_ms} ms")
