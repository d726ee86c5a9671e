"""The traffic slots of one site 业务时隙, and the calls that hold them or wait for one."""

import math
from bisect import bisect
from functools import partial
from itertools import count
from typing import Final

from sim.comms.trunk.background import Background
from sim.comms.trunk.call import Call, Done, Failed, nothing
from sim.kernel.clock import Clock, Watchdog
from sim.terms.enums import CallFailure, Precedence
from sim.terms.units import SECOND_MS

PATIENCE_MS: Final = 30 * SECOND_MS
"""How long a request waits for a slot. Source: assumption (10 to 60 s)."""

RANK: Final = {precedence: rank for rank, precedence in enumerate(Precedence)}
"""Place of each precedence; 0 is the most urgent."""


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
        self.is_open = True
        self._background = background
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

    @property
    def background(self) -> Background | None:
        """The calls of all other users."""
        return self._background

    def mix(self, background: Background | None) -> None:
        """Go on among other calls, as when their users become more; those in line meet them anew."""
        self._background = background
        self._line_up_again()
        self.serve()

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
        if self._background is not None:
            self._meet(call)
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
            self._offer()

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
        self._move_up()
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

    # --- in line, among the calls of the background

    def _join_line(self, call: Call) -> None:
        place = bisect(self._line, (call.rank, call.number, call))
        self._line.insert(place, (call.rank, call.number, call))
        if place == 0 and len(self._line) > 1:
            self._overtake(call, self._line[1][2])

    def _overtake(self, call: Call, other: Call) -> None:
        """Let a request be first in line, no later than the one that was."""
        call.clear_ms = min(call.clear_ms, other.clear_ms)
        call.ready_ms = min(call.ready_ms, other.ready_ms)
        other.gap_ms = other.clear_ms - call.clear_ms if other.clear_ms < math.inf else math.inf

    def _leave_line(self, call: Call) -> None:
        place = bisect(self._line, (call.rank, call.number, call)) - 1
        del self._line[place]
        if place < len(self._line):
            later = self._line[place][2]
            first_and_free = place == 0 and len(self._talking) < self._capacity
            later.gap_ms += max(0.0, call.clear_ms - self._clock.now) if first_and_free else call.gap_ms
            if place == 0:
                self._move_up()

    def _line_up_again(self) -> None:
        """Let those in line draw anew when the background lets them through."""
        line, self._line = self._line, []
        for _, _, call in line:
            self._meet(call)
            self._join_line(call)

    def _move_up(self) -> None:
        """Draw when a slot falls to whoever is now first in line."""
        if self._line and self._background is not None and self._background.erlang:
            self._lead(self._background, self._line[0][2])

    def _offer(self) -> None:
        """Offer a slot that a request has freed to the first in line, or else to those ahead of it."""
        if not self._line or self._background is None or not self._background.erlang:
            return
        call, now = self._line[0][2], self._clock.now
        left = self._capacity - len(self._talking)
        if left < 1:  # while slots go, there is none to offer
            return
        if left == 1:
            call.clear_ms = call.ready_ms = now + call.gap_ms
        elif call.clear_ms <= now:
            call.ready_ms = now
        elif call.clear_ms < math.inf:
            call.ready_ms = call.clear_ms + (call.ready_ms - call.clear_ms) * (left - 1) / left

    def _meet(self, call: Call) -> None:
        """Draw what of the background is ahead of a request that is not yet in line."""
        call.clear_ms = call.ready_ms = call.gap_ms = 0.0
        background = self._background
        if background is None or not background.erlang:
            return
        now, slots, left = self._clock.now, self._capacity, self._capacity - len(self._talking)
        place = bisect(self._line, (call.rank, call.number, call))
        if place:
            call.gap_ms = self._between(
                background, self._line[place - 1][2], call, self._turn_ms(background, place)
            )
        elif left == 0:
            last = next(reversed(self._talking.values()))
            call.gap_ms = self._between(background, last, call, self._first_end_ms(background) - now)
            self._lead(background, call)
        elif self._line or not background.finds_free(left, slots, self._patience):
            call.gap_ms, stage_ms = background.line_ms(slots, call.rank, self._patience)
            call.clear_ms = now + call.gap_ms
            call.ready_ms = call.clear_ms + stage_ms * slots / left

    def _lead(self, background: Background, call: Call) -> None:
        """Draw when a slot falls to a request that is first in line from now on.

        Where requests hold all slots, it is the first of these to be free, if nobody is between.
        """
        now, left = self._clock.now, self._capacity - len(self._talking)
        if left > 0:
            stage_ms = background.departure_ms(left)
            call.clear_ms = now + call.gap_ms
            call.ready_ms = call.clear_ms + background.delayed_ms(left, call.rank, stage_ms, self._patience)
        else:
            call.ready_ms = self._first_end_ms(background) + call.gap_ms
            call.clear_ms = call.ready_ms if call.gap_ms else now

    def _between(self, background: Background, before: Call, call: Call, after_ms: float) -> float:
        """Draw how long those take who stand between two requests, the first of which waits or holds a slot.

        Of the same class they are those who came in between, since none of them has left; after a more urgent
        request they are all that wait.
        """
        slots, rank, patience = self._capacity, call.rank, self._patience
        if before.rank < rank:
            return background.line_ms(slots, rank, patience)[0]
        load = background.load(rank, whole=before.began_ms is not None)
        apart_ms = call.asked_ms - before.asked_ms
        between_ms = background.came_ms(slots, load, apart_ms, after_ms, patience)
        return background.delayed_ms(slots, rank, between_ms, patience)

    def _turn_ms(self, background: Background, place: int) -> float:
        """Return about how long it is until those have started, or given up, who stand before a place."""
        turn_ms, over_ms = background.mean_ms / self._capacity, self._line[0][2].ready_ms
        for _, _, call in self._line[:place]:
            start_ms = over_ms + call.gap_ms if call is not self._line[0][2] else over_ms
            held_ms = turn_ms if self._capacity > 1 or call.hold_ms is None else call.hold_ms
            over_ms = start_ms + held_ms if start_ms - call.asked_ms <= self._patience else start_ms
        return max(0.0, over_ms - self._clock.now)

    @property
    def _patience(self) -> float:
        return math.inf if self._patience_ms is None else self._patience_ms

    def _first_end_ms(self, background: Background) -> float:
        """Return when the first of the requests in progress ends."""
        return min(self._end_ms(background, call) for call in self._talking.values())

    def _end_ms(self, background: Background, call: Call) -> float:
        """Return when a request in progress ends; one without a term is taken to do as the others do."""
        if call.hold_ms is None or call.began_ms is None:
            return self._clock.now + background.hold_ms()
        return call.began_ms + call.hold_ms

    def _watch(self) -> None:
        """Wake up when the first in line is let through."""
        if self._background is not None and self._line and len(self._talking) < self._capacity:
            ready_ms = self._line[0][2].ready_ms
            if ready_ms < math.inf:
                self._turn.set(max(0, math.ceil(ready_ms) - self._clock.now))


def _check(capacity: int, patience_ms: int | None) -> None:
    if capacity < 1 or (patience_ms is not None and patience_ms < 0):
        raise ValueError(f"a site has a slot and patience, not {capacity} slots and {patience_ms} ms")
