"""Sections of ``scenario.yaml`` on warnings 预警与叫应 and on people at risk 受威胁群众."""

from typing import Annotated, Final, Literal

from pydantic import Field

from sim.scenario.quantity import Quantity, Section, quantity
from sim.scenario.tables import Id, Row
from sim.terms.enums import WarningColour

CMA: Final = (
    "China Meteorological Administration, Order 16 (2007), warning signals of rainstorms: "
    "blue 50 mm in 12 h, yellow 50 mm in 6 h, orange 50 mm in 3 h, red 100 mm in 3 h"
)
ASSUMED: Final = "assumption: common practice, no published figure found"
VARIANTS: Final = ("none", "centre", "broadcast", "chain", "chain+neighbours")
"""Who warns whom, each with all that the one before has."""


class ScriptedWarning(Section):
    """A warning that the scenario issues, lowers or lifts 预设预警, whatever the rain.

    Of several for a township the latest holds, whether scripted or foreseen; the colour ``none`` lifts it.
    """

    colour: Annotated[WarningColour, Field(strict=False)]
    at: Quantity = quantity(0, "h", 0, 1e6, "assumption: scripted")
    townships: tuple[Id, ...] = Field(default=(), description="townships it is for; all at home where empty")


class Warnings(Section):
    """Who is warned, how, and how long each step takes 预警叫应.

    ``none``: no warnings. ``centre``: the operations centre alone is told. ``broadcast``: messages besides to
    the telephones of all whom a cell serves. ``chain``: in addition from level to level, each called until it
    answers and confirms 叫应, and from the village to its households. ``chain+neighbours``: in addition
    leaders of ten households 十户联防 knock at their doors.
    """

    variant: Literal["none", "centre", "broadcast", "chain", "chain+neighbours"] = "none"
    from_rain: bool = Field(default=True, description="whether the forecast of rain brings warnings about")
    scripted: tuple[ScriptedWarning, ...] = ()
    leave_from: Annotated[WarningColour, Field(strict=False)] = WarningColour.ORANGE
    blue: Quantity = quantity(50, "mm/12h", 0, 2000, CMA)
    yellow: Quantity = quantity(50, "mm/6h", 0, 2000, CMA)
    orange: Quantity = quantity(50, "mm/3h", 0, 2000, CMA)
    red: Quantity = quantity(100, "mm/3h", 0, 2000, CMA)
    lead: Quantity = quantity(
        2,
        "h",
        0,
        48,
        "assumption: flash floods of small basins have 1 to 3 h of lead; rain is foreseen so far",
    )
    error: Quantity = quantity(0.4, "1", 0, 2, "assumption: lognormal error of the rain foreseen, sigma")
    interval: Quantity = quantity(60, "min", 5, 1440, "assumption: forecasts are made once an hour")
    lower_after: Quantity = quantity(
        3, "h", 0, 1000, "assumption: a warning is lowered or lifted once less was foreseen for so long"
    )
    attempt: Quantity = quantity(2, "min", 0.1, 60, "assumption: a call that nobody answers, until the next")
    answer_day: Quantity = quantity(0.9, "1", 0, 1, "assumption: calls answered at the first attempt, by day")
    answer_night: Quantity = quantity(
        0.7, "1", 0, 1, "assumption: calls answered at the first attempt, by night"
    )
    attempts: Quantity = quantity(
        3, "calls", 1, 100, "assumption: calls to one person, then to the deputy, then a runner goes"
    )
    desks: Quantity = quantity(
        4, "people", 1, 100, "assumption: people of a post who call those below it, one after the other"
    )
    due_red: Quantity = quantity(
        15, "min", 1, 1440, "assumption: a red warning is confirmed within this time"
    )
    due: Quantity = quantity(30, "min", 1, 1440, "assumption: other warnings are confirmed within this time")
    phone_share: Quantity = quantity(
        0.6, "1", 0, 1, "assumption: groups that notice a message on their telephones"
    )
    phone_rate: Quantity = quantity(
        4.6, "1/h", 0.01, 100, "assumption: broadcast term of Rogers and Sorensen; nine of ten in 30 min"
    )
    contagion: Quantity = quantity(
        1.0,
        "1/h",
        0,
        100,
        "assumption: contagion term of Rogers and Sorensen (form: OSTI 6654896), among neighbours",
    )
    joint: Quantity = quantity(
        3, "1", 1, 100, "assumption: contagion as a multiple where ten households watch for one another"
    )
    knock: Quantity = quantity(
        15, "min", 0, 600, "assumption: a leader of ten households has knocked at their doors"
    )
    loudspeaker_share: Quantity = quantity(
        0.6, "1", 0, 1, "assumption: groups that hear and heed the village's loudspeakers in the rain"
    )
    loudspeaker_battery: Quantity = quantity(4, "h", 0, 100, "assumption: loudspeakers without mains")
    callers: Quantity = quantity(4, "people", 1, 100, "assumption: people of a village who warn its groups")
    door: Quantity = quantity(
        10, "min", 0, 600, "assumption: from group to group on foot, and round its doors"
    )

    @property
    def tells_people(self) -> bool:
        """Whether anybody but the operations centre is told."""
        return VARIANTS.index(self.variant) > VARIANTS.index("centre")

    def leave(self, colour: WarningColour) -> bool:
        """Whether people at risk are to leave at a colour."""
        colours = list(WarningColour)
        least = max(1, colours.index(self.leave_from))
        return colours.index(colour) >= least


class People(Section):
    """Who is at risk, who leaves when told, and how fast they walk 群众转移."""

    at_risk: Quantity = quantity(
        0.02,
        "1",
        0,
        1,
        "assumption: share of a village's people who live where slopes or water threaten them",
    )
    steep: Quantity = quantity(
        2,
        "1",
        0,
        100,
        "assumption: that share as a multiple where a road at the village runs on steep slopes",
    )
    urban: Quantity = quantity(
        0.25, "1", 0, 100, "assumption: that share as a multiple in residents' communities 社区"
    )
    household: Quantity = quantity(
        2.62, "1", 1, 10, "Seventh National Census of 2020: 2.62 people to a household"
    )
    households: Quantity = quantity(
        10, "1", 1, 100, "ten-household groups 十户联防, the work plan of the district"
    )
    elderly: Quantity = quantity(
        0.35, "1", 0, 1, "assumption: share of households that walk at the pace of somebody old"
    )
    heeds_door: Quantity = quantity(0.85, "1", 0, 1, "assumption: share who leave when told at their door")
    heeds_phone: Quantity = quantity(
        0.5, "1", 0, 1, "assumption: share who leave when told by telephone or loudspeaker, or by a neighbour"
    )
    mobilise_day: Quantity = quantity(20, "min", 0, 1440, "assumption: until they set out by day, median")
    mobilise_night: Quantity = quantity(35, "min", 0, 1440, "assumption: until they set out by night, median")
    mobilise_sigma: Quantity = quantity(0.6, "1", 0, 3, ASSUMED)
    walk: Quantity = quantity(1.2, "m/s", 0.1, 3, "assumption: adults on foot")
    walk_elderly: Quantity = quantity(0.8, "m/s", 0.1, 3, "assumption: old people on foot")
    again: Quantity = quantity(
        30, "min", 1, 1440, "assumption: who stands before a closed road looks again after so long"
    )


class Shelter(Row):
    """``shelters.csv``: a place where people are taken in 应急避难场所."""

    node: Annotated[Id, Field(description="road node at which it lies")]
    capacity: Annotated[int, Field(ge=0, description="people")]
