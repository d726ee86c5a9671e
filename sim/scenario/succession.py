"""Who leads the district when its operations centre is silent or lost 指挥权移交."""

from typing import Final

from pydantic import Field

from sim.scenario.quantity import Quantity, Section, quantity
from sim.scenario.standby import Gone
from sim.scenario.tables import Id

NEVER_H: Final = 1e6
"""So long no building stays dark: nobody leaves one for that."""


class Succession(Section):
    """Who leads when the operations centre falls silent 指挥权移交: nobody, where no alternate is named.

    The alternate takes command when it has heard nothing for long, or when it is told to: those who leave a
    dark building tell it before they go. It hands back when it hears the centre again.
    """

    alternate: Id | None = Field(
        default=None, description="a second post of kind eoc in posts.csv 备用指挥部"
    )
    watch: Quantity = quantity(10, "min", 1, 1440, "assumption: the two posts call each other so often")
    after: Quantity = quantity(
        60, "min", 1, 10000, "assumption: a centre silent for so long has lost command"
    )
    lost: tuple[Gone, ...] = Field(
        default=(), description="when the operations centre is lost, by script: nobody is there"
    )
    dark: Quantity = quantity(
        NEVER_H,
        "h",
        0,
        NEVER_H,
        "assumption: without mains for so long the centre's building is left; never where left out",
    )
    all: bool = Field(
        default=False,
        description="whether all who report to the operations centre turn to the alternate, which also asks "
        "for aid, and sends trucks, UAVs and supplies; else townships, departments, stations and teams alone",
    )
    vehicle: Id | None = Field(
        default=None,
        description="key in roads.vehicles that bears the alternate 车载指挥所; none: it stands still",
    )
    place: Id | None = Field(
        default=None, description="node at which the vehicle sets up; none: where it stands"
    )
    setup: Quantity = quantity(
        15, "min", 0, 600, "assumption: a satellite station works 5 to 30 min after it has come"
    )

    @property
    def moves(self) -> bool:
        """Whether the centre can be lost, or the alternate moves or leads in everything 前移指挥."""
        return bool(self.lost) or self.dark.value < NEVER_H or self.all or self.vehicle is not None
