"""Dispatch that minds what it leaves behind, and fills gaps by moving units up."""

from collections.abc import Iterator

from sim.picture import CallView, Picture
from sim.policy.plan import Plan
from sim.policy.run_card import RunCard
from sim.record.facts import MoveUp, Order
from sim.terms.enums import UnitStatus

_MOST_URGENT = 1
_FAR_MS = 60 * 60_000
_WORTH_MOVING = 0.01
_STANDS_BY = UnitStatus.STANDING_BY.value


class Coverage(RunCard):
    """Send units whose going leaves the fewest people uncovered 覆盖优先.

    A call of the first priority gets the nearest unit. For any other, of the units that arrive within the coverage
    time the one goes whose station is left least bare. When people are left uncovered, a unit that is not missed where
    it stands moves up to the empty station that covers most of them, and goes home when the station's own unit is back.

    Parameters
    ----------
    plan
        What the post knows beforehand.
    """

    def __init__(self, plan: Plan) -> None:
        super().__init__(plan)
        self._engine = sorted(plan.travel)[0] if "engine" not in plan.travel else "engine"
        self._people = sum(area.population for area in plan.areas)
        self._covers: dict[int, frozenset[int]] = {}
        self._sent: dict[int, int] = {}
        self._fights = frozenset(skill for card in plan.run_cards for skill, _ in card)

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

    def covered_from(self, node: int) -> frozenset[int]:
        """Return the areas that a unit at a node covers, by their position in the plan."""
        if node not in self._covers:
            travel = self.plan.travel[self._engine]
            times = [travel.time(node, area.node) for area in self.plan.areas]
            reach = self.plan.coverage_ms
            self._covers[node] = frozenset(i for i, ms in enumerate(times) if ms is not None and ms <= reach)
        return self._covers[node]

    def missed(self, picture: Picture, unit: int, gone: list[int] | None = None) -> int:
        """Return how many people lose cover when a unit leaves the place where it stands ready."""
        away = set(gone or ()) | {unit}
        node = picture.units[unit].node
        if any(other not in away for other in picture.available.get(node, ())):
            return 0
        left = self.covered(picture, away)
        return sum(self.plan.areas[i].population for i in self.covered_from(node) - left)

    def covered(self, picture: Picture, away: set[int]) -> set[int]:
        """Return the areas covered by ready units, without those that are away."""
        found: set[int] = set()
        for node, units in picture.available.items():
            if any(unit not in away and self._counts(unit) for unit in units):
                found |= self.covered_from(node)
        return found

    def move_up(self, picture: Picture) -> Iterator[Order]:
        """Yield at most one move to a gap, and the way home of units whose gap is filled."""
        yield from self._send_home(picture)
        uncovered = set(range(len(self.plan.areas))) - self.covered(picture, set()) - self._promised(picture)
        gain, station = max(
            ((self._gain(node, uncovered), -number) for number, node in enumerate(self.plan.station_nodes)),
            default=(0, 0),
        )
        if gain > _WORTH_MOVING * self._people:
            yield from self._move_to(picture, -station)

    def _counts(self, unit: int) -> bool:
        return any(skill in self._fights for skill in self.plan.capabilities[unit])

    def _gain(self, node: int, uncovered: set[int]) -> int:
        return sum(self.plan.areas[i].population for i in self.covered_from(node) & uncovered)

    def _promised(self, picture: Picture) -> set[int]:
        """Return the areas that units already on their way up will cover."""
        found: set[int] = set()
        for view in picture.units.values():
            if isinstance(view.order, MoveUp):
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
                if len(units) > 1 and self._counts(unit) and self.plan.homes[unit] != station:
                    ms = self.plan.travel[self.plan.vehicles[unit]].time(node, goal, picture.closed)
                    if ms is not None and ms <= _FAR_MS and self.missed(picture, unit) == 0:
                        spare.append((ms, unit))
        if spare:
            unit = min(spare)[1]
            self._sent[unit] = station
            yield MoveUp(unit, station, tuple(sorted(picture.closed)))

    def _send_home(self, picture: Picture) -> Iterator[Order]:
        """Yield the way home of units that stand by where a unit of the station is ready again."""
        for node in sorted(picture.available):
            units = list(picture.available[node])
            at_home = [unit for unit in units if self.plan.station_nodes[self.plan.homes[unit]] == node]
            for unit in units:
                if picture.units[unit].status == _STANDS_BY and any(self._counts(other) for other in at_home):
                    yield MoveUp(unit, self.plan.homes[unit], tuple(sorted(picture.closed)))
