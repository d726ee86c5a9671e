"""Sections of ``scenario.yaml`` on professional teams 专业队伍 and on how damage is seen and mended."""

from typing import Annotated, Final, Literal

from pydantic import Field

from sim.scenario.quantity import Quantity, Section, quantity
from sim.scenario.sections import Title
from sim.terms.enums import Skill

ASSUMED: Final = "assumption: common practice, no published figure found"


class TeamType(Section):
    """A type of professional team 专业队伍类型: what it can do, with which machine, and what it needs.

    A machine is whatever the work is done with: an excavator, a bridge kit, a line crew with its truck.
    """

    name: Title
    machine: Title
    capabilities: Annotated[tuple[Annotated[Skill, Field(strict=False)], ...], Field(min_length=1)]
    operators: Quantity = quantity(
        1, "people", 1, 50, "assumption: trained operators without whom a machine does not work"
    )
    crew: Quantity = quantity(
        3, "people", 1, 100, "assumption: people to a machine, its operators and those who work around it"
    )
    rate: Quantity = quantity(
        1, "1", 0.01, 100, "assumption: work of one machine as a multiple of the standard rate"
    )
    on_foot: Quantity = quantity(
        0, "1", 0, 1, "assumption: share of its work that a team can do that walked in without its machines"
    )
    fuel: Quantity = quantity(
        24, "h", 0.1, 10000, "assumption: hours of work on the fuel and stores that a team brings"
    )
    refuel: Quantity = quantity(1, "h", 0, 240, "assumption: fuel and stores made good at the base")


class RepairRules(Section):
    """How damage is seen and told, who mends it first, and how long people bear it 险情报告与抢修."""

    policy: Literal["people-first", "nearest", "roads-first", "critical-first"] = "people-first"
    headquarters: bool = Field(
        default=False, description="whether orders to teams, and their reports, go through their posts"
    )
    sight: Quantity = quantity(
        20, "min", 0, 10000, "assumption: until people who live beside damage have seen it, median"
    )
    sight_sigma: Quantity = quantity(0.7, "1", 0, 3, ASSUMED)
    patrol: Quantity = quantity(
        120, "min", 0, 10000, "assumption: until somebody comes by where nobody lives, median"
    )
    alarm: Quantity = quantity(
        2, "min", 0, 10000, "assumption: until a control room has read what its board shows of a line or site"
    )
    survey: Quantity = quantity(0.5, "h", 0, 48, "assumption: survey of a slide before machines go on it")
    operational_period: Quantity = quantity(
        12, "h", 0.1, 1000, "INSARAG: 12 h operational period, then relief"
    )
    rest: Quantity = quantity(8, "h", 0, 240, "INSARAG: at least 8 h off after an operational period")
    walk_limit: Quantity = quantity(
        4, "h", 0, 48, "assumption: a team walks in where it can be there within so long"
    )
    tired_after: Quantity = quantity(6, "h", 0, 1000, "assumption: a team that walked in tires after so long")
    tired: Quantity = quantity(0.7, "1", 0.01, 1, "assumption: what it does then, as a share; it loses 30 %")
    patience: Quantity = quantity(
        30, "min", 0, 10000, "assumption: a team that stands before a closed road so long is sent elsewhere"
    )
