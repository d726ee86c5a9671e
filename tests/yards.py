"""Small districts with professional teams, and worlds in which things break by hand, without any luck."""

from collections.abc import Sequence
from typing import Any

from drills import world
from stories import header
from worlds import NOTE, connected, scenario

from sim.hazard.damage import Damage, Step
from sim.metric.invariants import Monitor
from sim.record.facts import MessageDelivered, MessageSent
from sim.record.log import Log
from sim.record.repair import CrewChanged, WorkOrder
from sim.terms.enums import DamageKind
from sim.terms.ids import Address, Band
from sim.terms.units import HOUR_MS, MINUTE_MS
from sim.world import World

LANE_H = 2.0
"""Hours in which two machines open a lane through a slide of 6,000 m3."""
SLIDE = 6000
SURVEY_H = 0.5
AT_ONCE = {"sight": 0, "sight_sigma": 0, "patrol": 120, "alarm": 2}
QUICK = {"name": {"zh": "队", "en": "team"}, "machine": {"zh": "机", "en": "machine"}, "crew": 1}
TYPES: dict[str, dict[str, Any]] = {
    "digger": {**QUICK, "capabilities": ["road_clearing"], "fuel": 10000},
    "hungry": {**QUICK, "capabilities": ["road_clearing"], "fuel": 1, "refuel": 0.5},
    "slow": {**QUICK, "capabilities": ["road_clearing"], "rate": 0.5, "fuel": 10000},
    "walker": {**QUICK, "capabilities": ["road_clearing"], "on_foot": 0.5, "fuel": 10000},
    "bridger": {**QUICK, "capabilities": ["bridge"], "fuel": 10000},
    "pumper": {**QUICK, "capabilities": ["pumping"], "fuel": 10000},
    "lineman": {**QUICK, "capabilities": ["power_line", "substation"], "fuel": 10000},
}


def team(
    name: str = "A",
    kind: str = "digger",
    node: int = 0,
    machines: int = 2,
    operators: int | None = None,
    ready_min: float = 60,
    **more: Any,
) -> dict[str, Any]:
    """Return a team with as many operators as machines where nothing else is said."""
    have = machines if operators is None else operators
    row = {"id": name, "name_zh": name, "type": kind, "node": f"N{node:02d}", "people": 50, **NOTE}
    return {**row, "machines": machines, "operators": have, "ready_min": ready_min, **more}


def breaks(
    link: int, at_h: float, what: str = "slide", size: float = SLIDE, until_h: float = 1e6
) -> dict[str, Any]:
    """Return a scripted damage of a link."""
    return {"what": what, "target": f"R{link:02d}", "at": at_h, "until": until_h, "size": size}


def yard(
    teams: Sequence[dict[str, Any]] = (),
    injects: Sequence[dict[str, Any]] = (),
    nodes: int = 5,
    repair: dict[str, Any] | None = None,
    **changes: Any,
) -> dict[str, Any]:
    """Return a line of nodes 10 km and 800 s apart without calls, with teams and a centre that sends them."""
    data = world([], nodes=nodes)
    post = {"name_zh": "指挥部", "node": "N00", **NOTE}
    made = {
        "posts": [{"id": "EOC1", "kind": "eoc", **post}, {"id": "PT1", "kind": "team", **post}],
        "team_types": TYPES,
        "teams": list(teams),
        "repair": {**AT_ONCE, **(repair or {})},
        "hazards": {"injects": list(injects) or [breaks(0, 71.99)]},  # so that roads can close
        "horizon": 3,
    }
    return {**data, **made, **changes}


def wired_yard(
    teams: Sequence[dict[str, Any]], injects: Sequence[dict[str, Any]] = (), **changes: Any
) -> dict[str, Any]:
    """Return the same with messages that travel by telephone."""
    outages = changes.pop("outages", ())
    carries = {"crew": ("cellular",), "team": ("fixed",)}
    data = yard(teams, injects, **changes)
    made = connected(data, carries, outages, eoc=0)
    made["posts"] = [post for post in made["posts"] if post["kind"] != "eoc"] + data["posts"]
    return made


class Yard:
    """A world that goes on step by step, watched by all laws.

    Parameters
    ----------
    data
        Its plain data.
    """

    def __init__(self, data: dict[str, Any]) -> None:
        self.scenario = scenario(data)
        self.log = Log(header(self.scenario), sinks=[Monitor(self.scenario)])
        self.world = World(self.scenario, self.log)
        self.damages = self.world.damages
        self.crews = self.world.works.crews

    def run_h(self, until_h: float) -> "Yard":
        """Let time pass until just after what happens at an hour."""
        self.world.run(round(until_h * HOUR_MS) + 1)
        return self

    def finish(self) -> "Yard":
        """Let the run end, and look at all laws."""
        self.world.run(self.world.horizon_ms)
        self.world.finish()
        self.world.close()
        return self

    def slide(self, link: int, hours: Sequence[float] = (1.0,), most: int = 2) -> Damage:
        """Let a slide fall on a link now, with steps of so many machine-hours."""
        nodes = (link, link + 1)
        steps = [Step("road_clearing", round(h * HOUR_MS), most) for h in hours]
        return self.damages.strike(DamageKind.SLIDE, link, 1000, nodes, steps)

    def dead(self, node: int, *steps: Step, asset: DamageKind = DamageKind.FLOODED_STATION) -> Damage:
        """Let something of a network that is not modelled here break at a node now."""
        self.damages.bind(asset.asset, Deaf())
        return self.damages.strike(asset, 0, 500, (node,), steps)

    def order(self, crew: int, damage: Damage, nodes: tuple[int, ...] | None = None) -> None:
        """Let the district give an order now, whoever decides."""
        district = self.world.works.district
        assert district is not None
        district.issue(WorkOrder(crew, damage.number, nodes or damage.nodes), None)

    def life(self, crew: int = 0) -> list[tuple[float, str]]:
        """Return what a team did after the roll call: (hour, status)."""
        return life(self.entries(), crew)

    def entries(self) -> list[Any]:
        """Return what is in the log."""
        return list(self.log.entries())

    def all(self, what: type[Any]) -> list[tuple[float, Any]]:
        """Return the facts of a kind with their hours."""
        return [(t / HOUR_MS, fact) for _, t, _, fact in self.entries() if isinstance(fact, what)]

    def told(self, what: type[Any]) -> list[tuple[float, int, Any]]:
        """Return what was delivered of a kind: (hour, receiver, item)."""
        sent = {seq: fact for seq, _, _, fact in self.entries() if isinstance(fact, MessageSent)}
        return [
            (hour, sent[fact.message].receiver, item)
            for hour, fact in self.all(MessageDelivered)
            for item in sent[fact.message].body
            if isinstance(item, what)
        ]

    def orders(self) -> list[tuple[float, int, int]]:
        """Return the orders given: (hour, team, damage)."""
        return [
            (hour, item.team, item.damage)
            for hour, fact in self.all(MessageSent)
            for item in fact.body
            if isinstance(item, WorkOrder)
        ]


class Deaf:
    """An effect on a network of which no model listens."""

    def strike(self, damage: Damage) -> None: ...

    def ease(self, damage: Damage) -> None: ...

    def mend(self, damage: Damage) -> None: ...


def life(entries: Sequence[Any], crew: int = 0) -> list[tuple[float, str]]:
    """Return what a team did after the roll call: (hour, status), each once for as long as it lasts."""
    found: list[tuple[float, str]] = []
    for _, t, _, fact in entries:
        new = isinstance(fact, CrewChanged) and fact.team == crew
        if new and (not found or found[-1][1] != fact.status):
            found.append((round(t / HOUR_MS, 4), fact.status))
    return found[1:]


def drive_h(links: float) -> float:
    """Return the hours of a drive over so many links, by day."""
    return links * 800 / 3600


def at(hours: float) -> float:
    """Return hours as `life` tells them."""
    return round(hours, 4)


EOC = Address(Band.POST.address(0))
READY_H = 60 * MINUTE_MS / HOUR_MS
