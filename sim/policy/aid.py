"""Who asks neighbours for aid, who lends, who is sent home 跨区增援策略: rules over what posts were told."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from sim.picture import Picture
from sim.picture.aid import RequestView
from sim.policy.plan import Plan
from sim.record.aid import (
    CommitResource,
    RequestResource,
    RequisitionResource,
    ResponseToRequestResource,
)
from sim.record.facts import Order
from sim.scenario.aid import Aid
from sim.scenario.lenders import LenderRow
from sim.scenario.tiers import TIERS, Upper
from sim.terms.ids import Address
from sim.terms.needs import Needs, fill
from sim.terms.statuses import IN_QUARTERS
from sim.terms.units import MINUTE_MS

LOOK_MS: Final = MINUTE_MS
"""The centre looks at most so often for what lacks (assumption)."""
WATCH_MS: Final = 5 * MINUTE_MS
"""While anything is open a post looks again after so long (assumption)."""


@dataclass(frozen=True, slots=True)
class AidPlan:
    """What posts know beforehand of mutual aid 增援预案.

    Attributes
    ----------
    plan
        Map, units and run cards.
    rules
        Delays, reserves and which policy it is.
    eoc, centre
        Addresses of the home district's operations centre and of its dispatch centre.
    lenders
        Neighbours, by address.
    stations
        Stations of ours at which aid may check in, by number.
    upper
        Rules of the tiers above.
    first
        Number of the first request of the post: two posts that ask have numbers of their own.
    """

    plan: Plan
    rules: Aid
    eoc: Address
    centre: Address
    lenders: Sequence[LenderRow]
    stations: Sequence[int]
    upper: Upper = field(default_factory=Upper)
    first: int = 0

    @property
    def guests(self) -> frozenset[int]:
        """Units that are not ours."""
        return frozenset(unit for lender in self.lenders for unit in lender.units)

    def skills(self, unit: int) -> Sequence[str]:
        """Return what a unit can do."""
        return self.plan.capabilities[unit]

    def travel_ms(self, unit: int, node: int, goal: int, closed: frozenset[int]) -> int | None:
        """Return how long a unit drives under closed links, or None where there is no way."""
        return self.plan.travel[self.plan.vehicles[unit]].time(node, goal, closed)

    def short(self, needs: Needs, units: Sequence[int]) -> Needs:
        """Return what units leave lacking of needs."""
        _, short = fill(needs, [self.skills(unit) for unit in units])
        return tuple((skill, count) for skill, count in sorted(short.items()) if count > 0)

    def pick(self, needs: Needs, units: Sequence[int], limit: int) -> tuple[int, ...]:
        """Return which of some units to send, at most so many: those that a need is left for."""
        does, _ = fill(needs, [self.skills(unit) for unit in units])
        return tuple(unit for unit, use in zip(units, does, strict=True) if use is not None)[:limit]

    def ranked(self, goal: int, closed: frozenset[int], needs: Needs) -> list[tuple[int, LenderRow]]:
        """Return (ms, lender) of those that have what is needed and a way, by believed travel time.

        The tiers above stand after all neighbours, whom the municipality and the nation do not replace.
        """
        found = []
        for lender in self.lenders:
            able = self.pick(needs, lender.units, len(lender.units))
            ms = self.travel_ms(able[0], lender.node, goal, closed) if able else None
            if ms is not None:
                found.append((ms, lender))
        return sorted(found, key=lambda pair: (TIERS.index(pair[1].tier), pair[0], pair[1].address))

    def patience_ms(self, address: int) -> int:
        """Return how long an answer of a lender is waited for."""
        tier = next((lender.tier for lender in self.lenders if lender.address == address), "")
        return self.upper.rules(tier).answer.ms if tier else self.rules.answer.ms


class FindAid:
    """Ask neighbours, one after the other, and take what they offer 协调增援.

    Parameters
    ----------
    aid
        What is known beforehand.
    address
        Of the post that decides: the operations centre for what it was asked, or the dispatch centre where
        that is silent.
    """

    name = "find-aid"

    def __init__(self, aid: AidPlan, address: Address) -> None:
        self.aid = aid
        self._me = address

    def decide(self, picture: Picture) -> Iterator[Order]:
        """Yield what to say now."""
        for view in list(picture.aid.requests.values()):
            if self._is_open(view):
                yield from self._find(picture, view)

    def wait_ms(self, picture: Picture) -> int | None:
        """Return when to look again, or None where nothing is open."""
        views = picture.aid.requests.values()
        return WATCH_MS if any(self._is_open(view) and not view.over for view in views) else None

    def _is_open(self, view: RequestView) -> bool:
        """Whether the post is to find aid, and has not told all that it found to the one who asked."""
        if view.own:
            return view.direct and not view.over
        return not (view.over and view.answered and view.passed.issuperset(view.committed))

    def _find(self, picture: Picture, view: RequestView) -> Iterator[Order]:
        yield from self._take(picture, view)
        yield from self._pass_on(view)
        if not view.over and self._lacking(view) and not self._waits(picture, view):
            yield from self._ask_next(picture, view)
        view.over = view.over or (not self._lacking(view, promised=True))
        if view.over and not view.own and not view.answered:
            yield ResponseToRequestResource(view.asks.origin, self._me, view.asks.request, ())

    def _lacking(self, view: RequestView, promised: bool = False) -> Needs:
        """Return what is neither promised nor, unless only promises count, requisitioned."""
        units = view.coming
        if not promised:
            units = units + [
                unit
                for lender, (_, wanted) in view.taken.items()
                if lender not in view.committed
                for unit in wanted
            ]
        return self.aid.short(view.asks.needs, units)

    def _take(self, picture: Picture, view: RequestView) -> Iterator[Order]:
        """Yield requisitions of what was offered, as far as it is needed."""
        for lender, units in list(view.offered.items()):
            if units and lender in view.asked and lender not in view.taken:
                view.offered[lender] = ()  # an offer is weighed once
                wanted = self.aid.pick(self._lacking(view), units, len(units))
                if wanted:
                    avoid = tuple(sorted(picture.closed))
                    yield RequisitionResource(lender, self._me, view.asks.request, wanted, avoid)

    def _pass_on(self, view: RequestView) -> Iterator[Order]:
        """Yield promises to the one who asked, if that is another post."""
        if not view.own:
            for lender, units in list(view.committed.items()):
                if lender not in view.passed:
                    yield CommitResource(view.asks.origin, lender, view.asks.request, units)

    def _waits(self, picture: Picture, view: RequestView) -> bool:
        """Whether an answer of somebody may still come."""
        for lender, asked_ms in view.asked.items():
            if lender == self.aid.eoc or lender in view.committed:
                continue
            since = picture.now_ms - self.aid.patience_ms(lender)
            if lender in view.taken:
                if view.taken[lender][0] > since:
                    return True
            elif lender not in view.offered and asked_ms > since:
                return True
        return False

    def _ask_next(self, picture: Picture, view: RequestView) -> Iterator[Order]:
        """Yield the request to the nearest neighbour not asked yet that may have something, or be done."""
        lacking, asks = self._lacking(view), view.asks
        since = picture.now_ms - self.aid.rules.ask_again.ms
        bare = {lender for lender, told_ms in picture.aid.declined.items() if told_ms > since}
        goal = self.aid.plan.station_nodes[asks.station]
        for _, lender in self.aid.ranked(goal, picture.closed, lacking):
            if lender.address not in view.asked and lender.address not in bare:
                yield RequestResource(
                    lender.address,
                    self._me,
                    asks.request,
                    lacking,
                    asks.station,
                    asks.call,
                    asks.node,
                    asks.place,
                    avoid=tuple(sorted(picture.closed)),
                )
                return
        view.over = True


class Lend:
    """A neighbour lends what it has beyond its reserve 出借.

    Parameters
    ----------
    aid
        What is known beforehand.
    lender
        The neighbour.
    """

    name = "lend"

    def __init__(self, aid: AidPlan, lender: LenderRow) -> None:
        self.aid = aid
        self._lender = lender

    def decide(self, picture: Picture) -> Iterator[Order]:
        """Yield offers and promises."""
        for view in list(picture.aid.requests.values()):
            if not view.answered:
                yield self._answer(picture, view)

    def wait_ms(self, picture: Picture) -> int | None:
        """Return None: it only ever answers."""
        return None

    def _answer(self, picture: Picture, view: RequestView) -> Order:
        asks, me = view.asks, self._lender.address
        if me in view.committed:
            return CommitResource(asks.origin, me, asks.request, view.committed[me])
        free = self.free(picture)
        if asks.standing:
            units = self._some(picture, asks.needs, free)
            return CommitResource(asks.origin, me, asks.request, units)
        if view.ordered:
            units = self.aid.pick(asks.needs, free, len(free))
            return CommitResource(asks.origin, me, asks.request, units)
        if view.wanted is not None:
            units = tuple(unit for unit in view.wanted if unit in free)[: self._spare(picture)]
            return CommitResource(asks.origin, me, asks.request, units)
        return ResponseToRequestResource(asks.origin, me, asks.request, self._some(picture, asks.needs, free))

    def free(self, picture: Picture) -> list[int]:
        """Return its units that are at home and promised to nobody, those that can do least first."""
        lent, able = picture.aid.lent, self.aid.skills
        ready = [unit for units in picture.available.values() for unit in units if unit not in lent]
        home = [unit for unit in ready if picture.units[unit].status == IN_QUARTERS]
        return sorted(home, key=lambda unit: (len(able(unit)), unit))

    def _some(self, picture: Picture, needs: Needs, free: Sequence[int]) -> tuple[int, ...]:
        return self.aid.pick(needs, free, self._spare(picture))

    def _spare(self, picture: Picture) -> int:
        return max(0, self._lender.spare - len(picture.aid.lent))
