"""Casualties whom no ambulance fetches 群众自救转运: others drive them, or carry them on foot."""

from collections.abc import Callable, Generator, Sequence
from functools import partial
from typing import Any, Final, TypeAlias

from sim.agent.casualties.casualty import Casualty
from sim.agent.casualties.hospital import Hospital
from sim.agent.context import Context
from sim.agent.roads import FOOT
from sim.agent.traveller import Traveller
from sim.terms.relief import CasualtyState, Means
from sim.terms.units import HOUR_MS

Way: TypeAlias = Generator[Any, Any, bool]
"""A way to a hospital; its result is whether they got there."""
_EYES: Final = 720_000
"""Eyes of those who carry begin here."""
_LATELY: Final = 4
"""How many times people look for a way before they forget a road that they saw closed (assumption)."""


class OwnWay:
    """People of a village who bring casualties to a hospital themselves.

    They go to the nearest hospital by what their village has heard of the roads and what they see: with a
    vehicle as far as one gets through, from there on foot with a stretcher, where it is not too far. Who
    finds no way waits where they are and looks for one again.

    Parameters
    ----------
    context
        Of the world.
    hospitals
        All of them; only who stands at a door may ask there.
    closed
        Returns the links that a village has heard are closed.
    """

    def __init__(
        self,
        context: Context,
        hospitals: Sequence[Hospital],
        closed: Callable[[int], frozenset[int]],
    ) -> None:
        self._context, self._hospitals, self._closed = context, hospitals, closed
        self._rules = context.scenario.casualties
        self._free: dict[int, int] = {}
        self._seen: dict[int, dict[int, int]] = {}
        self._vehicle = context.scenario.bearers.courier.vehicle

    def expect(self, casualty: Casualty) -> None:
        """Wait for an ambulance, as long as people bear it; the slightly hurt wait for none."""
        after = self._rules.own_after if casualty.lies else self._rules.green_after
        self._context.clock.call_after(after.ms, partial(self._begin, casualty, casualty.node))

    def _begin(self, casualty: Casualty, node: int) -> None:
        """Set out with somebody who still waits where they were."""
        if casualty.waits and casualty.node == node:
            self._context.clock.start(self._bring(casualty))

    def _bring(self, casualty: Casualty) -> Generator[Any, Any, None]:
        left = {hospital.number: hospital for hospital in self._hospitals}
        shut = self._shut(casualty.place)
        while left:
            here = casualty.node
            there = yield from self._drive(casualty, left, shut)
            if not there:
                there = yield from self._carry(casualty, left, shut)
            if casualty.state is CasualtyState.DEAD:
                return
            if not there:
                self._stay(casualty, here)
                return
            hospital = left.pop(next(row for row in sorted(left) if left[row].node == casualty.node))
            if hospital.takes(casualty):
                return
            if not left:
                hospital.leave_at_door(casualty)

    def _shut(self, place: int) -> set[int]:
        """Return what a village holds for closed: what it has heard, and what its people saw lately."""
        now, seen = self._context.clock.now, self._seen.setdefault(place, {})
        lately_ms = _LATELY * self._rules.again.ms
        return {*self._closed(place), *(link for link, t_ms in seen.items() if now - t_ms < lately_ms)}

    def _stay(self, casualty: Casualty, here: int) -> None:
        """Wait where one is, and look for a way again after a while."""
        if not casualty.waits or casualty.node != here:
            casualty.be(CasualtyState.WAITING, casualty.node)
        again = partial(self._begin, casualty, casualty.node)
        self._context.clock.call_after(self._rules.again.ms, again)

    def _drive(self, casualty: Casualty, left: dict[int, Hospital], shut: set[int]) -> Way:
        """Go by vehicle to the nearest hospital, while there is one free and a way known."""
        place = casualty.place
        if self._free.setdefault(place, self._rules.village_vehicles.whole) <= 0:
            return False
        traveller = self._traveller(casualty, self._vehicle, shut)
        goal = traveller.driver.nearest([hospital.node for hospital in left.values()])
        if goal is None:
            return False
        self._free[place] -= 1
        begun_ms = self._context.clock.now
        there = yield from self._go(casualty, traveller, goal, Means.VEHICLE)
        back_ms = self._context.clock.now - begun_ms
        self._context.clock.call_after(back_ms, partial(self._come_back, place))
        return there

    def _come_back(self, place: int) -> None:
        self._free[place] += 1

    def _carry(self, casualty: Casualty, left: dict[int, Hospital], shut: set[int]) -> Way:
        """Carry somebody on foot, where that is not too far; who can walk is led."""
        foot = {link for link in shut if not self._context.roads.passable(link)}
        traveller = self._traveller(casualty, FOOT, foot)
        goal = traveller.driver.nearest([hospital.node for hospital in left.values()])
        trip = None if goal is None else traveller.driver.plan(goal, 0)
        slower = self._rules.stretcher.value if casualty.lies else 1.0
        if goal is None or trip is None or trip.total_ms / slower > self._rules.carry_limit.value * HOUR_MS:
            return False
        begun_ms = self._context.clock.now
        there = yield from self._go(casualty, traveller, goal, Means.FOOT)
        rests_ms = round((self._context.clock.now - begun_ms) * (1 / slower - 1))
        yield self._context.clock.wait(rests_ms)  # bearers rest on the way; reckoned at its end
        return there

    def _go(self, casualty: Casualty, traveller: Traveller, goal: int, by: Means) -> Way:
        """Go there by whatever way is known, until none is any more."""
        means = Means.NONE
        while traveller.driver.plan(goal, 0) is not None:
            if means is not by:
                means = by
                casualty.be(CasualtyState.CARRIED, casualty.node, by=by)
            there = yield from traveller.go(goal, wait=False)
            if casualty.state is CasualtyState.DEAD:
                return False
            casualty.node = traveller.driver.node
            if there:
                return True
        return False

    def _traveller(self, casualty: Casualty, vehicle: str, shut: set[int]) -> Traveller:
        number = _EYES + 2 * casualty.number + (vehicle == FOOT)
        traveller = Traveller(
            number,
            casualty.node,
            vehicle,
            self._context,
            partial(self._see, casualty.place, shut),
        )
        traveller.driver.avoid = frozenset(shut)
        return traveller

    def _see(self, place: int, shut: set[int], link: int, closed: bool, cause: int | None) -> None:
        """Keep in mind, for the whole village, what one has seen of a link."""
        if closed:
            shut.add(link)
            self._seen[place][link] = self._context.clock.now
        else:
            shut.discard(link)
            self._seen[place].pop(link, None)
