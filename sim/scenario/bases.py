"""Section of ``scenario.yaml`` on forward bases 前置力量: engines and fuel ahead of the rain."""

from pydantic import Field

from sim.scenario.quantity import Quantity, Section, quantity
from sim.scenario.tables import Id


class Base(Section):
    """A forward base 前置点: units of the district's own that stand by there for a time.

    They go there on an order of the dispatch centre, come back to it between calls, and go home in the end.
    """

    id: Id
    station: Id = Field(description="id in stations.csv: where they stand by")
    units: tuple[Id, ...] = Field(description="ids in units.csv, of stations that take part")
    at: Quantity = quantity(0, "h", 0, 1e6, "assumption: as the scenario starts, before the storm")
    until: Quantity = quantity(72, "h", 0, 1e6, "assumption: three days, the length of a storm")
    fuel: Quantity = quantity(
        1000, "l", 0, 1e6, "assumption: five drums; where it is used up, units go home to fill up"
    )
