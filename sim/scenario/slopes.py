"""Section ``roads.slope`` of ``scenario.yaml``: how steep roads slow heavy vehicles 坡道降速."""

from typing import Annotated

from pydantic import Field

from sim.scenario.quantity import Quantity, Section, quantity
from sim.scenario.tables import Id


class Slope(Section):
    """How fast heavy vehicles climb 爬坡车速: power against weight and rolling; off unless asked for."""

    on: bool = Field(default=False, description="slopes slow heavy vehicles; `sanduan new --dem` sets it")
    heavy: tuple[Annotated[Id, Field(description="id in roads.vehicles")], ...] = Field(
        default=("engine",), description="vehicles that slopes slow"
    )
    power: Quantity = quantity(
        8.3,
        "W/kg",
        1,
        50,
        "assumption: at the wheels, by mass; a design truck of AASHTO's Green Book has 1 kW for 120 kg, and "
        "NFPA 1901 asks for 32 km/h up 6 %, which takes 6.6",
    )
    rolling: Quantity = quantity(
        0.015, "1", 0.001, 0.1, "assumption: rolling resistance as a share of weight, trucks on paved roads"
    )
