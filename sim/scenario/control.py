"""Control measures 禁停撤疏: standing orders that a user edits 一行业一措施、一镇街一方案, and key units."""

from typing import Annotated, Literal

from pydantic import Field

from sim.scenario.quantity import Quantity, Section, quantity
from sim.scenario.response import LevelNumber
from sim.scenario.schools import Schools
from sim.scenario.tables import Id, Row
from sim.terms.control import Measure
from sim.terms.enums import WarningColour


class StandingOrder(Section):
    """An order on paper 预置指令: who gives it, from when on, to whom, and what it does.

    It is given for a township once its giver knows of a warning of that colour there, or of a response level,
    and ends when neither holds any more. Without `sector` it is for the villages of the townships and for all
    key units; with it for key units of that kind alone.
    """

    id: Id
    measure: Annotated[Measure, Field(strict=False)]
    by: Literal["district", "township"] = "district"
    colour: Annotated[WarningColour, Field(strict=False, description="from which on; none: by no colour")] = (
        WarningColour.NONE
    )
    level: LevelNumber = Field(default=0, description="response level from which on; 0: by no level")
    townships: tuple[Id, ...] = Field(default=(), description="townships it is for; all at home where empty")
    sector: str = Field(default="", description="kind of key unit in key_units.csv")
    kinds: tuple[Id, ...] = Field(default=(), description="kinds of incident that it keeps from happening")


class Rides(Section):
    """Vehicles that carry people away 乘车转移; who cannot ride walks."""

    on: bool = False
    walk_up_to: Quantity = quantity(
        30, "min", 0, 1440, "assumption: who is at a shelter on foot within this time does not wait"
    )
    gather: Quantity = quantity(10, "min", 0, 1440, "assumption: until a village asks for vehicles")
    patience: Quantity = quantity(90, "min", 0, 1440, "assumption: people wait so long, then they walk")
    board: Quantity = quantity(10, "min", 0, 240, "assumption: until all are in, with what they carry")


class Control(Section):
    """Control measures 禁停撤疏: forbid entry, stop work and school, evacuate, disperse."""

    on: bool = False
    orders: tuple[StandingOrder, ...] = ()
    rides: Rides = Rides()
    schools: Schools = Schools()
    look: Quantity = quantity(10, "min", 1, 1440, "assumption: so often a giver looks at its standing orders")
    delay: Quantity = quantity(
        20, "min", 0, 1440, "assumption: from the order until a village or unit has carried it out"
    )
    forbid: Quantity = quantity(0.9, "1", 0, 1, "assumption: share who keep out where entry is forbidden")
    stop: Quantity = quantity(0.8, "1", 0, 1, "assumption: share whose work or school stops when ordered")
    evacuate: Quantity = quantity(
        0.95,
        "1",
        0,
        1,
        "assumption: share who leave when ordered to at the door; 0.85 heed a warning",
    )
    evacuate_phone: Quantity = quantity(
        0.7, "1", 0, 1, "assumption: share who leave when ordered to by telephone or loudspeaker"
    )
    disperse: Quantity = quantity(0.7, "1", 0, 1, "assumption: share of a crowd that goes when told to")

    def share(self, measure: Measure) -> float:
        """Return which share of people complies with a measure."""
        figure: Quantity = getattr(self, measure.value)
        return figure.value


class KeyUnit(Row):
    """``key_units.csv``: a key unit 重点单位 with a post: hospital, school, chemical park, scenic spot."""

    kind: Annotated[str, Field(min_length=1, description="its sector")]
    township: Id
    node: Annotated[Id, Field(description="road node at which it lies")]
    day: Annotated[int, Field(ge=0, description="people there from 08 to 20 hours")]
    night: Annotated[int, Field(ge=0, description="people there by night")] = 0


class BusRow(Row):
    """``buses.csv``: a vehicle that carries people away 转运车辆."""

    node: Annotated[Id, Field(description="where it stands")]
    seats: Annotated[int, Field(ge=1, le=1000)]
    vehicle: Id = "light"
