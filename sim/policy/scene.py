"""What a site commander does who cannot be heard: whom to send away, and what to ask for."""

from collections.abc import Iterator

from sim.picture import CallView, Picture
from sim.policy.nearest import Nearest
from sim.policy.plan import Plan
from sim.record.facts import Order, Recall
from sim.terms.enums import UnitStatus
from sim.terms.ids import Address, addressed_unit
from sim.terms.needs import fill

_HERE: str = UnitStatus.ON_SCENE.value


class OnScene(Nearest):
    """Keep what the incident needs, send the rest away 现场自主指挥.

    It commands only units that serve its own call, and sends nobody anywhere: others do that when asked.

    Parameters
    ----------
    plan
        What crews know beforehand.
    stations
        Fire stations that can be asked for help, by number.
    """

    name = "on-scene"

    def __init__(self, plan: Plan, stations: tuple[int, ...]) -> None:
        super().__init__(plan)
        self._skills = [
            (station, {skill for can, home in self._units() if home == station for skill in can})
            for station in stations
        ]
        self._homes_by_vehicle = {
            name: {home for home, vehicle in zip(plan.homes, plan.vehicles, strict=True) if vehicle == name}
            for name in self._rankings
        }

    def decide(self, picture: Picture) -> Iterator[Order]:
        """Yield the orders to give now: recalls, and nothing else."""
        yield from self.recall(picture)
        for call in list(picture.calls.values()):
            yield from self.surplus(picture, call)

    def surplus(self, picture: Picture, call: CallView) -> Iterator[Order]:
        """Yield recalls of units that the incident does not need; the commander itself stays."""
        if call.needs is None or call.weary or self.lacking(call):
            return
        leader = addressed_unit(Address(picture.owner))
        serving = [
            (unit != leader, view.status != _HERE, unit)
            for unit, view in call.units.items()
            if not self.stuck(view) and view.order is None
        ]
        serving.sort()
        does, _ = fill(self.needs(call), [self.plan.capabilities[unit] for *_, unit in serving])
        for (led, _, unit), use in zip(serving, does, strict=True):
            if led and use is None:
                yield Recall(unit, call.call, tuple(sorted(picture.closed)))

    def wanted(self, call: CallView) -> list[str]:
        """Return the capabilities that a call lacks, and those of crews that wait for relief."""
        lacking = [skill for skill, _ in self.lacking(call)]
        tired = [self.plan.capabilities[unit][0] for unit, by in call.weary.items() if by is None]
        return sorted({*lacking, *tired})

    def helper(self, picture: Picture, call: CallView, asked: frozenset[int]) -> int | None:
        """Return the fire station to ask: the nearest that has what is wanted and was not asked yet."""
        wanted = self.wanted(call)
        can = [station for station, skills in self._skills if skills.intersection(wanted)]
        found = [
            (ms, station)
            for vehicle, ranking in self._rankings.items()
            for ms, node in ranking.to(call.node, picture.closed)
            for station in can
            if station not in asked
            and station in self._homes_by_vehicle[vehicle]
            and self.plan.station_nodes[station] == node
        ]
        return min(found)[1] if found else None

    def _units(self) -> Iterator[tuple[tuple[str, ...], int]]:
        """Yield capabilities and home of every unit."""
        yield from zip(self.plan.capabilities, self.plan.homes, strict=True)
