"""Districts with generator trucks and a power network of one line, which fails by script."""

from typing import Any

from mains_bench import load, tables
from yards import TYPES, Yard, team, wired_yard, yard

from sim.record.power_facts import LoadChanged
from sim.record.support import SupplyReport, TruckChanged, TruckOrder
from sim.terms.ids import Address
from sim.terms.units import HOUR_MS

LINES = (("L0", "PS", "SS1", None), ("L1", "SS1", "SS2", None))
NODES = (("PS", "source"), ("SS1", "substation"), ("SS2", "substation"))
SHELTER = load("B-SHELTER", "shelter", "SS2", node="N03")
COMMAND = load("A-COMMAND", "post", "SS1", "EOC1", node="N02")
"""The command post: what a truck leaves a shelter for."""
PUMP = load("C-PUMP", "pump", "SS2", node="N01", generator_h=2.0, start_s=0)
TRUCK = {**TYPES["digger"], "capabilities": ["generator"], "fuel": 7, "refuel": 0.5}
LINK_H = 800 / 3600
"""Hours over one link."""
ORDERED_H = 1 + 10 / 60
"""When a truck is ordered to what lost its mains after an hour: ten minutes pass until that is told."""


def dark(line: str = "L1", at: float = 1, until: float = 1e6) -> dict[str, Any]:
    """Return the scripted failure of a line."""
    return {"what": "power_line", "target": line, "at": at, "until": until}


def fleet(
    loads: Any = (SHELTER,),
    outages: Any = (),
    machines: int = 1,
    wired: bool = False,
    fuel: float = 7,
    support: dict[str, Any] | None = None,
    **changes: Any,
) -> dict[str, Any]:
    """Return a yard with trucks at node 0 that are ready after half an hour, and loads that fail."""
    types = {**TYPES, "truck": {**TRUCK, "fuel": fuel}}
    teams = [team("T", "truck", machines=machines, ready_min=30)]
    if wired:
        made = wired_yard(teams, outages=changes.pop("fails", ()), **changes)
        made["bearers"]["outages"] = [*made["bearers"].get("outages", ()), *outages]
    else:
        made = yard(teams, **changes)
        made["bearers"] = {"outages": list(outages)}
    return {
        **made,
        "team_types": types,
        **tables(loads, LINES, NODES),
        "support": {"generators": True, **(support or {})},
    }


class Depot(Yard):
    """A yard that tells what its trucks did."""

    def life(self, truck: int = 0) -> list[tuple[float, str]]:
        """Return what a truck did after the roll call: (hour, status)."""
        found = [(t, f) for t, f in self.facts(TruckChanged) if f.truck == truck]
        return [(round(t / HOUR_MS, 3), f.status) for t, f in found[1:]]

    def facts(self, kind: Any) -> list[tuple[int, Any]]:
        """Return what was logged of a kind, with its times in ms."""
        return [(t, fact) for _, t, _, fact in self.log.entries() if isinstance(fact, kind)]

    def runs_on(self, load: int = 0) -> list[tuple[float, str]]:
        """Return what a load ran on, from which hour."""
        return [(round(t / HOUR_MS, 3), f.source) for t, f in self.facts(LoadChanged) if f.load == load]

    def orders(self) -> list[tuple[float, int, int]]:
        """Return what was ordered: (hour, truck, load)."""
        found = [(t, item) for t, item in self.items() if isinstance(item, TruckOrder)]
        return [(round(t / HOUR_MS, 3), item.truck, item.load) for t, item in found]

    def told(self, load: int = 0) -> list[tuple[float, str]]:
        """Return what was told of a load: (hour, source)."""
        found = [(t, item) for t, item in self.items() if isinstance(item, SupplyReport)]
        return [(round(t / HOUR_MS, 3), item.source) for t, item in found if item.load == load]

    def items(self) -> list[tuple[int, Any]]:
        """Return what was sent in messages, with its times in ms."""
        sent = [(t, fact) for _, t, _, fact in self.log.entries() if hasattr(fact, "body")]
        return [(t, item) for t, fact in sent for item in fact.body]

    def send(self, order: TruckOrder) -> None:
        """Let the district give an order now, whoever decides."""
        district = self.world.works.district
        assert district is not None
        district.issue(order, None)

    @property
    def district(self) -> Address:
        """Address of the district's centre."""
        district = self.world.works.district
        assert district is not None
        return district.address
