"""A dispatch centre on paper: a plan, a picture told by hand, and the orders that a policy gives."""

from typing import Any

from drills import world
from worlds import kind, scenario

from sim.network.roads import RoadGraph, travel_ms
from sim.network.travel import Travel
from sim.picture import Picture
from sim.policy import Plan
from sim.record.facts import CallReport, Dispatch, Order, Report, UnitReport
from sim.record.message import Letter
from sim.terms.ids import DISPATCH_CENTRE


def needing(**units: int) -> dict[str, Any]:
    """Return a kind of incident that needs units by capability."""
    return kind(run_card=units, severities=[{"id": "x", "needs": units}])


class Room:
    """A dispatch centre whose units are all at home at first.

    Parameters
    ----------
    policy
        Makes the policy from the plan.
    stations, kinds, changes
        As for `drills.world`.
    """

    def __init__(
        self,
        policy: Any,
        stations: dict[int, int] | None = None,
        kinds: dict[str, dict[str, Any]] | None = None,
        **changes: Any,
    ) -> None:
        self.scenario = scenario(world([], stations, kinds=kinds, **changes))
        self.plan = plan(self.scenario)
        self.policy = policy(self.plan)
        self.picture = Picture(DISPATCH_CENTRE)
        for unit in range(len(self.scenario.units)):
            home = self.plan.station_nodes[self.plan.homes[unit]]
            self.hear(UnitReport(unit, "in_quarters", home, None))

    def hear(self, *body: Report, at_ms: int = 0) -> None:
        """Let a message come in."""
        self.picture.now_ms = max(self.picture.now_ms, at_ms)
        self.picture.learn(Letter(2, at_ms, 0, body))

    def ring(self, number: int, node: int, what: int = 0, at_ms: int = 0) -> None:
        """Let a call be taken."""
        self.hear(CallReport(number, what, node, node), at_ms=at_ms)

    def decide(self) -> list[Order]:
        """Return the orders that the policy gives now; each is in the picture before the next."""
        given = []
        for order in self.policy.decide(self.picture):
            self.picture.note(order)
            given.append(order)
        return given

    def sent(self) -> list[tuple[int, int]]:
        """Return whom the policy sends now: (unit, call)."""
        return [(order.unit, order.call) for order in self.decide() if isinstance(order, Dispatch)]


def plan(made: Any) -> Plan:
    """Return the plan of a scenario in which all drive alike."""
    graph = RoadGraph.of(made)
    return Plan.of(made, {name: Travel(graph, travel_ms(graph, made, name)) for name in made.roads.vehicles})
