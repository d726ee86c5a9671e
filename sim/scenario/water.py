"""Section of ``scenario.yaml`` on water for fires: tanks, hydrants by place, and tankers that fetch it."""

from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from sim.scenario.quantity import Quantity, Section, quantity

if TYPE_CHECKING:
    from sim.scenario.model import Scenario

GB50974 = "assumption: GB 50974-2014 as commonly quoted"


class Water(Section):
    """Water supply of fires 消防供水; off unless stated, and then there is always enough.

    Notes
    -----
    Only kinds with ``uses_water`` need it, and of their work the share `wet`, which comes first. Each engine
    at work needs `flow`; the scene has what the tanks brought, what hydrants of the place give, and what is
    fetched. While tanks last the work goes at full rate; after that at the share of the need that hydrants
    and fetching give. A tanker, and an engine that nobody needs at the pump, goes back and forth to the
    nearest place with hydrants or fire station, by the open roads; what it brings is spread evenly over the
    time. When tanks are empty all engines but one fetch too, and a single one goes by itself (all this:
    assumption). Whoever was at a scene leaves with an empty tank. Each time
    that tanks run empty those on scene ask for one tanker more, in what they say that the incident needs.
    """

    model: bool = Field(default=False, description="whether water can run short")
    wet: Quantity = quantity(
        0.3, "1", 0, 1, "assumption: share of the work until a fire is knocked down; the rest is overhaul"
    )
    tank: Quantity = quantity(5, "t", 0, 30, "assumption: tank of a medium fire engine, 3 to 8 t")
    tanker: Quantity = quantity(10, "t", 0, 50, "assumption: tank of a water tanker, 8 to 25 t")
    most_tankers: Quantity = quantity(
        4, "1", 0, 50, "assumption: tankers that those on scene ask for, one each time that tanks run empty"
    )
    flow: Quantity = quantity(
        14, "L/s", 0.1, 100, "assumption: an engine with two 19 mm branches uses 13 to 15 L/s"
    )
    hydrant_towns: Annotated[
        tuple[str, ...], Field(description="kinds of township with hydrants 市政消火栓 in their streets")
    ] = ("street", "town")
    hydrant_reach: Quantity = quantity(
        0.8, "km", 0, 60, "assumption: villages whose homes lie so near to the node on average have hydrants"
    )
    hydrants: Quantity = quantity(2, "1", 0, 20, f"{GB50974}: at most 120 m apart, so that a scene has two")
    hydrant_flow: Quantity = quantity(12.5, "L/s", 0, 100, f"{GB50974}: a hydrant gives 10 to 15 L/s")
    dark: Quantity = quantity(
        0.5, "1", 0, 1, "assumption: share that hydrants give where the mains are out and pumps stand still"
    )
    fill: Quantity = quantity(20, "L/s", 0.1, 200, "assumption: a tanker fills at a hydrant by two hoses")
    discharge: Quantity = quantity(4, "min", 0, 240, "assumption: couple, empty into the engine, uncouple")


def has_hydrants(scenario: "Scenario") -> list[bool]:
    """Return for each village whether it has hydrants."""
    kind, rules = {row.id: row.kind for row in scenario.townships}, scenario.water
    return [
        kind[row.township] in rules.hydrant_towns and row.access_km <= rules.hydrant_reach.value
        for row in scenario.villages
    ]
