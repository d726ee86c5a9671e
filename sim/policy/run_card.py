"""Dispatch by run cards as a centre does it: also from the road, with diversion to what is more urgent."""

from collections.abc import Iterator

from sim.picture import CallView, Picture, UnitView
from sim.policy.nearest import Nearest
from sim.policy.plan import Plan
from sim.record.facts import Order, Recall
from sim.terms.needs import fill

_FINDS = ("ready", "candidates", "divertible")
"""What a policy of another kind may do otherwise; then it is always asked."""


class RunCard(Nearest):
    """Send what the run card says 编队派遣.

    Beyond `Nearest`: units on their way home count from where they last reported; when no unit is ready, a
    unit on its way to a less urgent call is diverted; what is sent beyond the need found on scene is called
    back.
    """

    def __init__(self, plan: Plan) -> None:
        super().__init__(plan)
        self._moving: dict[str, list[int]] | None = None
        self._served: dict[str, int] = {}
        self._idle: dict[str, bool] = {}
        self._finds_as_here = all(getattr(type(self), name) is getattr(RunCard, name) for name in _FINDS)

    def decide(self, picture: Picture) -> Iterator[Order]:
        """Yield the orders to give now."""
        if picture.orphans:
            yield from self.recall(picture)
        # whom a call has got on this occasion is not taken from it for a later one, which is no more urgent:
        # it is enough to look once who is on its way
        self._moving, self._served, self._idle = {}, {}, {}
        for call in self.in_turn(picture):
            if call.settled != call.changes:
                for order in self.serve(picture, call):
                    yield order
                    self._idle.clear()
        self._moving = None
        yield from self.relieve(picture)
        for call in list(picture.calls.values()):
            if call.needs is not None and call.trimmed != call.changes:
                yield from self.surplus(picture, call)
        yield from self.hand_over(picture)

    def choose(self, picture: Picture, call: CallView, skill: str, count: int) -> list[int]:
        """Return up to `count` units with a capability: ready or on their way home, else diverted."""
        if self._is_hopeless(picture, call, skill):
            return []
        found = self.candidates(picture, call, skill, count)
        if len(found) < count:
            found += self.divertible(picture, call, skill)
        return [unit for _, unit in found[:count]]

    def _is_hopeless(self, picture: Picture, call: CallView, skill: str) -> bool:
        """Whether nobody can be free for a call, nor be diverted to it: many calls wait when all are out.

        Between two orders nobody becomes free; and whoever is diverted serves a more urgent call than before.
        """
        if self._moving is None or not self._finds_as_here:
            return False
        idle = self._idle.get(skill)
        if idle is None:
            able = self.plan.capabilities
            moving = any(skill in able[unit] for unit in picture.under_way)
            idle = self._idle[skill] = moving or bool(self._at_hand(picture, skill))
        return not idle and self.plan.priorities[call.kind] >= self._least_urgent(picture, skill)

    def _least_urgent(self, picture: Picture, skill: str) -> int:
        """Return the priority of the least urgent call to which a unit with a capability is on its way."""
        if skill not in self._served:
            views = [picture.units[unit] for unit in self._on_their_way(picture, skill)]
            calls = [picture.calls[view.call] for view in views if view.call in picture.calls]
            served = [self.plan.priorities[call.kind] for call in calls]
            self._served[skill] = max(served, default=-1)
        return self._served[skill]

    def candidates(self, picture: Picture, call: CallView, skill: str, count: int) -> list[tuple[int, int]]:
        """Return (ms, unit) of units that are free, the nearest first."""
        free = self.ready(picture, call.node, skill, count)
        for unit, view in picture.under_way.items():
            if skill in self.plan.capabilities[unit]:
                ms = self.plan.travel[self.plan.vehicles[unit]].time(view.node, call.node, picture.closed)
                if ms is not None:
                    free.append((ms, unit))
        return sorted(free)[:count]

    def divertible(self, picture: Picture, call: CallView, skill: str) -> list[tuple[int, int]]:
        """Return (ms, unit) of units on their way to calls that are less urgent, the nearest first."""
        found = []
        for unit in self._on_their_way(picture, skill):
            view = picture.units[unit]
            if self._is_less_urgent(picture, view, call) and self._can_turn(view):
                ms = self.plan.travel[self.plan.vehicles[unit]].time(view.node, call.node, picture.closed)
                if ms is not None:
                    found.append((ms, unit))
        return sorted(found)

    def _is_less_urgent(self, picture: Picture, view: UnitView, call: CallView) -> bool:
        """Whether a unit serves an open call that is less urgent than another."""
        other = None if view.call is None else picture.calls.get(view.call)
        return other is not None and self.plan.priorities[other.kind] > self.plan.priorities[call.kind]

    def _on_their_way(self, picture: Picture, skill: str) -> list[int]:
        """Return the units with a capability that are on their way to a call, and heard of."""
        known = None if self._moving is None else self._moving.get(skill)
        if known is None:
            views = [picture.units.get(unit) for unit in self._able.get(skill, ())]
            known = [view.unit for view in views if view is not None and self._can_turn(view)]
            if self._moving is not None:
                self._moving[skill] = known
        return known

    def _can_turn(self, view: UnitView) -> bool:
        return view.call is not None and not view.silent and self.not_yet_there(view)

    def surplus(self, picture: Picture, call: CallView) -> Iterator[Order]:
        """Yield recalls of units still on their way to a call whose need is met without them."""
        call.trimmed = call.changes
        if len(call.units) <= 1 or self.lacking(call):
            return
        serving = [
            (self.not_yet_there(view), unit, view)
            for unit, view in call.units.items()
            if not self.stuck(view)
        ]
        serving.sort(key=lambda item: item[:2])
        does, _ = fill(self.needs(call), [self.plan.capabilities[unit] for _, unit, _ in serving])
        for (late, unit, _), use in zip(serving, does, strict=True):
            if use is None and late and unit not in call.weary.values():
                yield Recall(unit, call.call, tuple(sorted(picture.closed)))
