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


class Repair(Section):
    """How damage is seen, told and mended 险情报告与抢修."""

    policy: Literal["people-first", "nearest", "roads-first", "critical-first"] = "people-first"
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
    clear_rate: Quantity = quantity(
        100, "m3/h", 1, 2000, "estimate: 50 to 185 m3/h for a machine in five cases of 2009 to 2021"
    )
    lane_factor: Quantity = quantity(
        1.2,
        "m",
        0.01,
        100,
        "estimate: to open one lane takes 1.2 V^(2/3) m3; Banan 2009: 6,000 m3, 2 h, 2 machines of 100 m3/h",
    )
    lane_least: Quantity = quantity(200, "m3", 0, 1e6, ASSUMED)
    face_machines: Quantity = quantity(
        2, "1", 1, 100, "estimate: machines that can work on an open face; Ranwu 2014: 30 came, 1 or 2 worked"
    )
    bridge_fixed: Quantity = quantity(
        24, "h", 0, 1000, "estimate: temporary bridge, 24 h and 0.3 h for each m; Changtai 2016: 32 m in 37 h"
    )
    bridge_per_m: Quantity = quantity(
        0.3, "h/m", 0, 100, "estimate: temporary bridge, 24 h and 0.3 h for each m; Changtai 2016: 32 m"
    )
    line: Quantity = quantity(4, "h", 0, 1000, "assumption: a fault of a 10 kV line after access, median")
    pole: Quantity = quantity(6, "h", 0, 1000, "assumption: each pole that is down, 4 to 10 h")
    pump_out: Quantity = quantity(24, "h", 0, 1000, "assumption: to pump a switch room dry")
    dry_out: Quantity = quantity(24, "h", 0, 1000, "assumption: to mend a switch room that was flooded")
    equipment: Quantity = quantity(8, "h", 0, 1000, "assumption: to replace equipment of a substation")
    fibre: Quantity = quantity(3, "h", 0, 1000, "assumption: each break of a fibre after access, 2 to 8 h")
    fibre_per_km: Quantity = quantity(2, "h/km", 0, 1000, "assumption: each km of fibre that is replaced")
    site: Quantity = quantity(4, "h", 0, 1000, "assumption: to mend a base station after access")
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
