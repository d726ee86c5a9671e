"""An incident as it truly is: what it needs, who is there, how much work is left."""

import math
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from sim.agent.context import Context
from sim.agent.water import TANKER, Pumping
from sim.hazard.demand import Birth
from sim.kernel.clock import Watchdog
from sim.record.facts import CallAnswered, CallEnded, CallReport, CallTaken, IncidentBegan, Report, SizeUp
from sim.record.hazard_facts import PeopleTrapped
from sim.terms.enums import CallStage
from sim.terms.needs import Needs, fill

if TYPE_CHECKING:
    from sim.agent.capability.special import Special
    from sim.agent.unit import Unit

_CLOSED = CallStage.CLOSED.value


class Incident:
    """One incident 灾情, from its beginning to the end of the work.

    The work is that of exactly the units needed. While only a part of them is there it goes on at that part
    of the speed; units beyond the need do not hasten it.

    Attributes
    ----------
    cause
        Log entry of its beginning, or of the last change that it brought about.
    answered, taken
        Whether somebody has begun to take the call, and has taken it: a call-taker, or a station near it.
    neighbours
        Lets neighbours who go there, or are there, turn home; given the log entry of why.
    freed
        Called when those who were trapped are free, with the log entry of the end.
    special
        What it needs beyond engines; None where it needs nothing.
    """

    def __init__(self, call: int, birth: Birth, context: Context) -> None:
        self.call = call
        self.birth = birth
        self.cause = 0
        self.answered = False
        self.taken = False
        self.neighbours: Callable[[int], None] | None = None
        self.freed: Callable[[int], None] | None = None
        self.special: Special | None = None
        self._context = context
        self._present: list[Unit] = []
        self._needed = sum(count for _, count in birth.needs)
        self._rate = 0.0
        self._left_ms = float(birth.work_ms)
        self._since_ms = 0
        self._alarm = Watchdog(context.clock, self._finish)
        self._tankers = 0
        self._pumping: Pumping | None = None
        if context.water is not None and context.kinds[birth.kind].uses_water:
            self._pumping = Pumping(context.water, call, birth.place, birth.node, self._run_dry)

    def answer(self, cause: int) -> int:
        """Let somebody begin to take the call, unless somebody has; return the log entry to go on from."""
        if self.answered:
            return cause
        self.answered = True
        return self._context.log.add(self._context.clock.now, CallAnswered(self.call), cause)

    def take(self, cause: int) -> int:
        """Let the call be taken, unless it was; return the log entry to go on from."""
        if self.taken:
            return cause
        self.taken = True
        return self._context.log.add(self._context.clock.now, CallTaken(self.call), cause)

    def begin(self, cause: int | None = None) -> None:
        """Let it happen, and let someone call; `cause` is the log entry from which it follows, if any."""
        birth, context = self.birth, self._context
        fact = IncidentBegan(
            self.call,
            birth.kind,
            birth.severity,
            birth.place,
            birth.node,
            birth.needs,
            birth.work_ms,
            birth.process_ms,
        )
        self.cause = context.log.add(context.clock.now, fact, cause)
        if birth.trapped:
            context.log.add(context.clock.now, PeopleTrapped(self.call, birth.trapped), self.cause)
        for need in () if self.special is None else self.special.begin(self.call, birth.node):
            context.log.add(context.clock.now, need, self.cause)
        context.incidents[self.call] = self
        report = CallReport(self.call, birth.kind, birth.place, birth.node)
        context.call(report, self.cause)

    @property
    def asks(self) -> Needs:
        """What those on scene say that it needs: with the tankers for which they have asked."""
        if not self._tankers:
            return self.birth.needs
        needs = dict(self.birth.needs)
        needs[TANKER] = needs.get(TANKER, 0) + self._tankers
        return tuple(sorted(needs.items()))

    @property
    def size_up(self) -> tuple[Report, ...]:
        """What a crew on scene tells that it needs, units and capabilities."""
        more = () if self.special is None else self.special.told()
        return (SizeUp(self.call, self.asks), *more)

    @property
    def said(self) -> tuple[Report, ...]:
        """What whoever calls says that it takes, when they are asked; right or wrong."""
        return () if self.special is None else self.special.said()

    def go_on(self, cause: int) -> None:
        """Be told that those who do what engines cannot have begun, ended or done their work."""
        if self.call not in self._context.incidents:
            return
        if self.special is not None and self.special.settled:
            self._left_ms = 0.0
        self._pace(cause)
        settled = self.special is not None and self.special.settled
        if self._left_ms <= 0 and self._may_end and (self._present or not settled):
            self._alarm.cancel()
            self._finish()

    @property
    def _may_end(self) -> bool:
        return self.special is None or self.special.is_done

    @property
    def crews(self) -> "tuple[Unit, ...]":
        """The units on scene, in the order in which they came."""
        return tuple(self._present)

    def join(self, unit: "Unit") -> None:
        """Let a unit work here."""
        self._dismiss(unit.cause)
        self._present.append(unit)
        if self._pumping is not None:
            self._pumping.bring(unit)
        self._pace(unit.cause)

    def leave(self, unit: "Unit") -> None:
        """Let a unit work here no more."""
        self._present.remove(unit)
        self._pace(unit.cause)

    def hand_over(self, cause: int) -> None:
        """Be taken over by somebody outside the district, as long as nobody works here."""
        context, special = self._context, self.special
        if not self._present and (special is None or not special.is_worked):
            self._dismiss(cause)
            del context.incidents[self.call]
            context.log.add(context.clock.now, CallEnded(self.call, CallStage.HANDED_OVER.value), cause)
            if special is not None:
                special.give_up(cause)

    def save(self, share: float, left_ms: int | None) -> int:
        """Let neighbours save a share of the work, or leave that much of it; return the work saved, in ms.

        There is nothing left for them to do where a unit works.
        """
        before = self._left_ms
        after = before * (1 - share) if left_ms is None else min(before, left_ms)
        self._left_ms = before if self._present else after
        return round(before - self._left_ms)

    def _dismiss(self, cause: int) -> None:
        """Let neighbours go home, if there are any."""
        go, self.neighbours = self.neighbours, None
        if go is not None:
            go(cause)

    def _pace(self, cause: int) -> None:
        """Reckon anew how fast the work goes and when it will be done."""
        now = self._context.clock.now
        self._left_ms = max(0.0, self._left_ms - (now - self._since_ms) * self._rate)
        self._since_ms = now
        self.cause = cause
        self._rate = self._share()
        ends_in_ms = self._left_ms / self._rate if self._rate > 0 else float("inf")
        if self._rate > 0:
            self._alarm.set(round(ends_in_ms))
        else:
            self._alarm.cancel()
        for unit in self._present:
            unit.watch_limits(ends_in_ms)

    def _share(self) -> float:
        """Return the part of the need that is met, weighted by how fast each crew works."""
        if self.special is not None and (self.special.settled or self.special.holds):
            return float(self.special.is_done)
        if not self._needed:
            return 1.0
        does, _ = fill(self.birth.needs, [unit.capabilities for unit in self._present])
        rates = [unit.work_rate for unit, use in zip(self._present, does, strict=True) if use is not None]
        share = math.fsum(rates) / self._needed
        return share if self._pumping is None else share * self._water(self._pumping, does, share)

    def _water(self, pumping: Pumping, does: Sequence[str | None], share: float) -> float:
        """Return the part of the work that the water allows; at the end, when all is wet, none is needed."""
        wet_ms = self._left_ms - pumping.dry_ms(self.birth.work_ms)
        if wet_ms <= 0:
            pumping.pace((), (), self.cause)
            return 1.0
        allowed = pumping.pace(self._present, does, self.cause)
        pumping.knock_down(wet_ms / (share * allowed) if share * allowed else math.inf)
        return allowed

    def water_changed(self, cause: int) -> None:
        """Be told that hydrants there have no water any more, or have it again."""
        if self._pumping is not None and self._present:
            self.cause = cause
            self._run_dry()

    def _run_dry(self) -> None:
        """Go on at what hydrants and tankers give, and ask for one tanker more where that is too little."""
        self._pace(self.cause)
        assert self._pumping is not None
        if self._pumping.share < 1 and self._tankers < self._pumping.most_tankers:
            self._tankers += 1
            self._present[0].tell((SizeUp(self.call, self.asks),), self.cause)

    def _finish(self) -> None:
        """End the call; everybody on scene leaves. Where a capability is still at work, wait for it."""
        context = self._context
        if not self._may_end:
            self._left_ms, self._since_ms = 0.0, context.clock.now
            return
        del context.incidents[self.call]
        ended = context.log.add(context.clock.now, CallEnded(self.call, _CLOSED), self.cause)
        if self._pumping is not None:
            self._pumping.end(ended)
        if context.commands is not None:
            context.commands.over(self.call, ended)
        if self.freed is not None:
            self.freed(ended)
        kind = context.kinds[self.birth.kind]
        present, self._present = self._present, []
        for unit in present:
            unit.release(ended, kind)
