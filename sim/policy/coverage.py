"""Dispatch that minds what it leaves behind, and fills gaps by moving units up."""

from collections.abc import Collection, Iterator
from functools import cached_property, reduce
from operator import or_
from typing import TypeAlias

from sim.picture import CallView, Picture
from sim.policy.plan import Plan
from sim.policy.run_card import RunCard
from sim.record.facts import MoveUp, Order
from sim.terms.enums import UnitStatus

Areas: TypeAlias = int
"""A set of areas: bit `i` stands for the area at position `i` in the plan."""

_MOST_URGENT = 1
_FAR_MS = 60 * 60_000
_WORTH_MOVING = 0.01
_STANDS_BY = UnitStatus.STANDING_BY.value


class Coverage(RunCard):
    """Send units whose going leaves the fewest people uncovered 覆盖优先.

    A call of the first priority gets the nearest unit. For any other, of the units that arrive within the
    coverage time the one goes whose station is left least bare. When people are left uncovered, a unit that
    is not missed where it stands moves up to the empty station that covers most of them, and goes home when
    the station's own unit is back.

    Parameters
    ----------
    plan
        What the post knows beforehand.
    """

    def __init__(self, plan: Plan) -> None:
        super().__init__(plan)
        self._engine = sorted(plan.travel)[0] if "engine" not in plan.travel else "engine"
        self._least_gain = _WORTH_MOVING * sum(area.population for area in plan.areas)
        self._covers: dict[int, Areas] = {}
        self._sent: dict[int, int] = {}
        fights = frozenset(skill for card in plan.run_cards for skill, _ in card)
        self._counts = [not fights.isdisjoint(skills) for skills in plan.capabilities]

    def decide(self, picture: Picture) -> Iterator[Order]:
        """Yield the orders to give now."""
        yield from super().decide(picture)
        yield from self.move_up(picture)

    def choose(self, picture: Picture, call: CallView, skill: str, count: int) -> list[int]:
        """Return up to `count` units with a capability."""
        if self.plan.priorities[call.kind] <= _MOST_URGENT:
            return super().choose(picture, call, skill, count)
        chosen: list[int] = []
        free = self.candidates(picture, call, skill, len(self.plan.homes))
        in_time = [(ms, unit) for ms, unit in free if ms <= self.plan.coverage_ms]
        while in_time and len(chosen) < count:
            best = min(in_time, key=lambda item: (self.missed(picture, item[1], chosen), item))
            in_time.remove(best)
            chosen.append(best[1])
        others = super().choose(picture, call, skill, count)
        return chosen + [unit for unit in others if unit not in chosen][: count - len(chosen)]

    def covered_from(self, node: int) -> Areas:
        """Return the areas that a unit at a node covers."""
        areas = self._covers.get(node)
        if areas is None:
            travel = self.plan.travel[self._engine]
            times = [travel.time(node, area.node) for area in self.plan.areas]
            reach = self.plan.coverage_ms
            areas = sum(1 << i for i, ms in enumerate(times) if ms is not None and ms <= reach)
            self._covers[node] = areas
        return areas

    def people(self, areas: Areas) -> int:
        """Return how many people live in some areas."""
        return (
            sum(area.population for i, area in enumerate(self.plan.areas) if areas >> i & 1) if areas else 0
        )

    def missed(self, picture: Picture, unit: int, gone: list[int] | None = None) -> int:
        """Return how many people lose cover when a unit leaves the place where it stands ready."""
        away = set(gone or ()) | {unit}
        node = picture.units[unit].node
        if any(other not in away for other in picture.available.get(node, ())):
            return 0
        return self.people(self.covered_from(node) & ~self.covered(picture, away))

    def covered(self, picture: Picture, away: Collection[int] = ()) -> Areas:
        """Return the areas covered by ready units, without those that are away."""
        found = 0
        for node, units in picture.available.items():
            for unit in units:
                if self._counts[unit] and unit not in away:
                    found |= self.covered_from(node)
                    break
        return found

    def move_up(self, picture: Picture) -> Iterator[Order]:
        """Yield at most one move to a gap, and the way home of units whose gap is filled."""
        yield from self._send_home(picture)
        covered = self.covered(picture)
        if not self._coverable & ~covered:
            return  # as on most days: all is covered that can be
        covered |= self._promised(picture)
        gain, station = max(
            (self.people(self.covered_from(node) & ~covered), -number)
            for number, node in enumerate(self.plan.station_nodes)
        )
        if gain > self._least_gain:
            yield from self._move_to(picture, -station)

    @cached_property
    def _coverable(self) -> Areas:
        """The areas that could be covered if units stood at every station."""
        return reduce(or_, map(self.covered_from, self.plan.station_nodes), 0)

    def _promised(self, picture: Picture) -> Areas:
        """Return the areas that units already on their way up will cover."""
        found = 0
        for view in picture.units.values():
            if isinstance(view.order, MoveUp) and not view.silent:
                found |= self.covered_from(self.plan.station_nodes[view.order.station])
        for unit, view in picture.under_way.items():
            if view.status == UnitStatus.MOVING_UP.value and unit in self._sent:
                found |= self.covered_from(self.plan.station_nodes[self._sent[unit]])
        return found

    def _move_to(self, picture: Picture, station: int) -> Iterator[Order]:
        """Yield the move of the nearest unit that nobody misses."""
        goal = self.plan.station_nodes[station]
        spare = []
        for node, units in sorted(picture.available.items()):
            for unit in units:
                if len(units) > 1 and self._counts[unit] and self.plan.homes[unit] != station:
                    ms = self.plan.travel[self.plan.vehicles[unit]].time(node, goal, picture.closed)
                    if ms is not None and ms <= _FAR_MS and self.missed(picture, unit) == 0:
                        spare.append((ms, unit))
        if spare:
            unit = min(spare)[1]
            self._sent[unit] = station
            yield MoveUp(unit, station, tuple(sorted(picture.closed)))

    def _send_home(self, picture: Picture) -> Iterator[Order]:
        """Yield the way home of units that stand by where a unit of the station is ready again."""
        if not self._anyone_stands_by(picture):
            return
        for node in sorted(picture.available):
            units = list(picture.available[node])
            at_home = [unit for unit in units if self.plan.station_nodes[self.plan.homes[unit]] == node]
            is_back = any(self._counts[unit] for unit in at_home)
            for unit in units if is_back else ():
                if picture.units[unit].status == _STANDS_BY and unit not in picture.aid.guests:
                    yield MoveUp(unit, self.plan.homes[unit], tuple(sorted(picture.closed)))

    def _anyone_stands_by(self, picture: Picture) -> bool:
        for units in picture.available.values():
            for unit in units:
                if picture.units[unit].status == _STANDS_BY:
                    return True
        return False
