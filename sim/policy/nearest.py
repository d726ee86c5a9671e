"""Send the nearest units that can do what is needed: the policy that others are measured against."""

from collections.abc import Iterator

from sim.picture import CallView, Picture, UnitView
from sim.policy.plan import Plan, Ranking
from sim.record.facts import Dispatch, HandOver, Order, Recall
from sim.terms.enums import UnitStatus
from sim.terms.needs import Needs, fill

_STUCK: str = UnitStatus.STRANDED.value
_NOT_YET_THERE = frozenset(
    {
        UnitStatus.TURNING_OUT.value,
        UnitStatus.EN_ROUTE.value,
        UnitStatus.IN_QUARTERS.value,
        UnitStatus.STANDING_BY.value,
    }
)


class Nearest:
    """Send the nearest ready units 就近派遣.

    Calls are served by urgency, then in the order in which the centre heard of them. Until someone on scene
    has said what is needed, the run card says it. Units whose call is over are called back, spent crews are
    relieved.

    Parameters
    ----------
    plan
        What the post knows beforehand.
    """

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        vehicles = sorted(set(plan.vehicles))
        self._rankings = {name: Ranking(plan.travel[name], plan.station_nodes) for name in vehicles}
        self._able: dict[str, list[int]] = {}
        for unit, skills in enumerate(plan.capabilities):
            for skill in skills:
                self._able.setdefault(skill, []).append(unit)
        self._turn: list[CallView] = []
        self._turn_of: tuple[Picture | None, int] = (None, 0)

    def decide(self, picture: Picture) -> Iterator[Order]:
        """Yield the orders to give now."""
        if picture.orphans:
            yield from self.recall(picture)
        for call in self.in_turn(picture):
            if call.settled != call.changes:
                yield from self.serve(picture, call)
        yield from self.relieve(picture)
        yield from self.hand_over(picture)

    # --- the parts of a decision, which other policies refine ----------------------------------------

    def in_turn(self, picture: Picture) -> list[CallView]:
        """Return the open calls, the most urgent first."""
        now = (picture, picture.turnover)
        if self._turn_of != now:
            self._turn = sorted(picture.calls.values(), key=self.urgency)
            self._turn_of = now
        return self._turn

    def urgency(self, call: CallView) -> tuple[int, int, int]:
        """Return what puts calls in order: the most urgent first, then who called first."""
        return self.plan.priorities[call.kind], call.told_ms, call.call

    def recall(self, picture: Picture) -> Iterator[Order]:
        """Yield recalls of units on their way to a call that is over."""
        for unit, call in sorted(picture.orphans.items()):
            yield Recall(unit, call, tuple(sorted(picture.closed)))

    def serve(self, picture: Picture, call: CallView) -> Iterator[Order]:
        """Yield the orders that give a call what it lacks."""
        short = self.lacking(call)
        if not short:
            call.settled = call.changes
        for skill, count in short:
            for unit in self.choose(picture, call, skill, count):
                yield self.dispatch(picture, call, unit)

    def choose(self, picture: Picture, call: CallView, skill: str, count: int) -> list[int]:
        """Return up to `count` ready units with a capability, the nearest first."""
        return [unit for _, unit in self.ready(picture, call.node, skill, count)]

    def relieve(self, picture: Picture) -> Iterator[Order]:
        """Yield orders to relieve crews that are spent."""
        for call in [call for call in picture.calls.values() if call.weary]:
            for tired in [unit for unit, reliever in call.weary.items() if reliever is None]:
                skill = self.plan.capabilities[tired][0]
                for unit in self.choose(picture, call, skill, 1):
                    yield self.dispatch(picture, call, unit, relieves=tired)

    def hand_over(self, picture: Picture) -> Iterator[Order]:
        """Yield calls that nobody here can serve, and the latest of those that wait beyond the limit."""
        for call in [call for call in picture.calls.values() if not call.units]:
            if not any(skill in self._able for skill, _ in self.needs(call)):
                yield HandOver(call.call)
        if len(picture.calls) > self.plan.queue_limit:
            waiting = [call for call in self.in_turn(picture) if not call.units]
            for call in waiting[self.plan.queue_limit :]:
                yield HandOver(call.call)

    # --- what they stand on ---------------------------------------------------------------------------------

    def needs(self, call: CallView) -> Needs:
        """Return what a call needs, as far as anyone knows."""
        return self.plan.run_cards[call.kind] if call.needs is None else call.needs

    def lacking(self, call: CallView) -> list[tuple[str, int]]:
        """Return what a call needs beyond the units that serve it, as (capability, units)."""
        serving = [self.plan.capabilities[unit] for unit, view in call.units.items() if not self.stuck(view)]
        _, short = fill(self.needs(call), serving)
        return [(skill, count) for skill, count in short.items() if count > 0]

    def ready(self, picture: Picture, target: int, skill: str, count: int) -> list[tuple[int, int]]:
        """Return (ms, unit) of ready units with a capability, the nearest first, as the post believes."""
        found: list[tuple[int, int]] = []
        for vehicle in self._at_hand(picture, skill):
            here = 0
            for ms, node in self._rankings[vehicle].to(target, picture.closed):
                for unit in picture.available.get(node, ()):
                    if skill in self.plan.capabilities[unit] and self.plan.vehicles[unit] == vehicle:
                        found.append((ms, unit))
                        here += 1
                if here >= count:
                    break
        found.sort()
        return found[:count]

    def _at_hand(self, picture: Picture, skill: str) -> list[str]:
        """Return the kinds of vehicles in which ready units have a capability: none, where all are out.

        It is asked again for each call that waits, and then ways are not worth looking up.
        """
        able = {unit for units in picture.available.values() for unit in units}.intersection(
            self._able.get(skill, ())
        )
        return sorted({self.plan.vehicles[unit] for unit in able})

    def dispatch(self, picture: Picture, call: CallView, unit: int, relieves: int | None = None) -> Dispatch:
        """Return the order that sends a unit to a call, with the links that it should avoid."""
        return Dispatch(unit, call.call, call.node, call.place, tuple(sorted(picture.closed)), relieves)

    def stuck(self, view: UnitView) -> bool:
        """Whether a unit stands before a closed road or is out of contact: one must not count on it."""
        return view.status == _STUCK or view.silent

    def not_yet_there(self, view: UnitView) -> bool:
        """Whether a unit that serves a call is still on its way, as far as is known."""
        return view.order is not None or view.status in _NOT_YET_THERE
