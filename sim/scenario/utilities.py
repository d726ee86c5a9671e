"""Section ``utilities`` of ``scenario.yaml``: gas and water mains, pumps for flooded roads 管网与排涝."""

from typing import TYPE_CHECKING, Final

from pydantic import Field

from sim.scenario.quantity import Quantity, Section, quantity
from sim.scenario.tables import Id
from sim.scenario.water import has_hydrants
from sim.terms.enums import Asset

if TYPE_CHECKING:
    from sim.scenario.model import Scenario

ALA: Final = "ALA 2001, Seismic Fragility Formulations for Water Systems, Part 1, as commonly quoted"
_M_PER_KM: Final = 1000


class Pipes(Section):
    """Mains of one kind: how much of them there is, and what breaks them 管网长度与易损性."""

    length: Quantity = quantity(
        1.9,
        "m/people",
        0,
        100,
        "assumption: national yearbook of cities as commonly quoted, 1.1 million km for 560 million people",
    )
    material: Quantity = quantity(0.5, "1", 0, 10, f"{ALA}: K1 of ductile iron and of PVC with rubber joints")
    counts: Quantity = quantity(
        0.2, "1", 0, 1, "HAZUS-MH as commonly quoted: a fifth of the repairs after shaking are breaks"
    )
    slide: Quantity = quantity(
        0.3, "1", 0, 1, "assumption: share of slides on a street with a main that break it, as of cables"
    )
    bridge: Quantity = quantity(
        0.5,
        "1",
        0,
        1,
        "assumption: share of the mains that hang on the bridge of a street and fall with it",
    )
    scour: Quantity = quantity(
        0.1,
        "1",
        0,
        1,
        "assumption: share of mains that a flood a metre deep on their street breaks",
    )


class GasPipes(Pipes):
    """Gas mains 燃气管网: what leaks is as dangerous as what is torn apart, and counts as broken."""

    length: Quantity = quantity(
        1.8,
        "m/people",
        0,
        100,
        "assumption: national yearbook of cities as commonly quoted, 1 million km for 550 million people",
    )
    material: Quantity = quantity(0.5, "1", 0, 10, "assumption: polyethylene as PVC in ALA 2001")
    counts: Quantity = quantity(1, "1", 0, 1, "assumption: leaks of gas are dangerous too")
    kind: Id | None = Field(
        default=None, description="kind of incident that an open gas main is; where left out, nobody calls"
    )
    calls: Quantity = quantity(
        0.5, "1/h", 0, 100, "assumption: calls of smell or fire from a broken main until it is shut off"
    )
    cordon: Quantity = quantity(
        20, "min", 0, 1000, "assumption: until the street at a broken gas main is closed, after it broke"
    )


class Pumps(Section):
    """Pumps that drain flooded roads 排涝; off unless stated, and then water on roads only falls of itself.

    Notes
    -----
    A pump is a machine of a team that can do `pumping`, and runs on its own engine and the `fuel` of its
    type. It works where water stands deeper than a car can pass, and until the place is dry. What still
    flows in is what nature adds; where it rises again after that it is a flood anew.
    """

    on: bool = Field(default=False, description="whether flooded roads are pumped dry")
    rate: Quantity = quantity(1000, "m3/h", 1, 100000, "assumption: a trailer pump, 500 to 3,000 m3/h")
    area: Quantity = quantity(
        3000,
        "m2",
        1,
        1e6,
        "assumption: water stands on 100 m of a road 10 m wide, and twice as much beside",
    )
    most: Quantity = quantity(3, "units", 1, 50, "assumption: pumps that find room at one flooded place")


class Utilities(Section):
    """Gas and water mains 燃气、供水管网; off unless stated, and then none breaks.

    Notes
    -----
    Mains lie where hydrants do: in the streets of towns, see section ``water``. Shaking breaks them by
    repairs for each kilometre, 0.00187 K1 PGV in 1/(1000 ft) with PGV in in/s; PGV is that of the intensity
    (GB/T 17742-2020). Slides, bridges that fall and deep floods break those under the street that they are
    on. A broken water main leaves the hydrants of its village without water, and hospitals on its road node
    once their tanks are empty. A broken gas main lets people call, and closes a street beside it, until a
    team has shut it off.
    """

    model: bool = Field(default=False, description="whether gas and water mains can break")
    water: Pipes = Pipes()
    gas: GasPipes = GasPipes()
    least: Quantity = quantity(6, "1", 4, 12, "assumption: intensity below which no main breaks")
    reach: Quantity = quantity(
        1, "km", 0, 20, "assumption: mains lie under a road so far from the node of a town"
    )
    tank: Quantity = quantity(12, "h", 0, 240, "assumption: for how long a hospital has water of its own")
    pumps: Pumps = Pumps()

    def pipes(self, asset: Asset) -> Pipes:
        """Return the figures of the mains of a kind."""
        return self.gas if asset is Asset.GAS_MAIN else self.water


def mains_km(scenario: "Scenario", asset: Asset) -> list[float]:
    """Return how many km of mains serve each village; none where they are switched off."""
    if not scenario.utilities.model:
        return [0.0 for _ in scenario.villages]
    per_head_m = scenario.utilities.pipes(asset).length.value
    pairs = zip(scenario.villages, has_hydrants(scenario), strict=True)
    return [row.population * per_head_m / _M_PER_KM if served else 0.0 for row, served in pairs]
