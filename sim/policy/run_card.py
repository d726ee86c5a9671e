"""Dispatch by run cards as a centre does it: also from the road, with diversion to what is more urgent."""

from collections.abc import Iterator

from sim.picture import CallView, Picture
from sim.policy.nearest import Nearest
from sim.record.facts import Order, Recall
from sim.terms.needs import fill


class RunCard(Nearest):
    """Send what the run card says 编队派遣.

    Beyond `Nearest`: units on their way home count from where they last reported; when no unit is ready, a
    unit on its way to a less urgent call is diverted; what is sent beyond the need found on scene is called
    back.
    """

    def decide(self, picture: Picture) -> Iterator[Order]:
        """Yield the orders to give now."""
        if picture.orphans:
            yield from self.recall(picture)
        for call in self.in_turn(picture):
            if call.settled != call.changes:
                yield from self.serve(picture, call)
        yield from self.relieve(picture)
        for call in list(picture.calls.values()):
            if call.needs is not None and call.trimmed != call.changes:
                yield from self.surplus(picture, call)
        yield from self.hand_over(picture)

    def choose(self, picture: Picture, call: CallView, skill: str, count: int) -> list[int]:
        """Return up to `count` units with a capability: ready or on their way home, else diverted."""
        found = self.candidates(picture, call, skill, count)
        if len(found) < count:
            found += self.divertible(picture, call, skill)
        return [unit for _, unit in found[:count]]

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
        urgency = self.plan.priorities[call.kind]
        found = []
        for other in picture.calls.values():
            if self.plan.priorities[other.kind] > urgency:
                for unit, view in other.units.items():
                    can = self.not_yet_there(view) and not view.silent
                    if can and skill in self.plan.capabilities[unit]:
                        ms = self.plan.travel[self.plan.vehicles[unit]].time(
                            view.node, call.node, picture.closed
                        )
                        if ms is not None:
                            found.append((ms, unit))
        return sorted(found)

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
