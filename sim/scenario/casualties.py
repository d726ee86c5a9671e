"""Section of ``scenario.yaml`` on casualties 伤员: triage, transport, hospitals."""

from typing import Literal

from pydantic import Field

from sim.scenario.quantity import Quantity, Section, quantity
from sim.scenario.tables import Id

START = "assumption: shares of START triage: 20, 30, 40 and 10 %; no count of a disaster in the region found"


class MassCasualty(Section):
    """Many hurt at one place at one time 群死群伤事件, as the scenario says."""

    at: Quantity = quantity(0, "h", 0, 1e6, "assumption: scripted")
    village: Id
    people: Quantity = quantity(20, "people", 1, 10000, "assumption: scripted")


class Casualties(Section):
    """Who is hurt, how they are fetched and treated 伤员救治; off unless ``model`` is set.

    The emergency medical service has the ambulances of ``units.csv`` at medical stations and sends them from
    the dispatch centre; ``forces.medical``, under which they answer calls like engines, must be off then.
    """

    model: bool = False
    divert: Literal["reported", "nearest"] = Field(
        default="reported",
        description="to which hospital: the nearest that said it has a bed, or the nearest whatever was told",
    )
    per_incident: dict[Id, Quantity] = Field(
        default_factory=dict,
        description="people hurt at an incident of a kind, mean of a law of Poisson, besides those trapped",
    )
    scripted: tuple[MassCasualty, ...] = ()
    red: Quantity = quantity(0.2, "1", 0, 1, START)
    yellow: Quantity = quantity(0.3, "1", 0, 1, START)
    green: Quantity = quantity(0.4, "1", 0, 1, START)
    black: Quantity = quantity(0.1, "1", 0, 1, START)
    red_lives: Quantity = quantity(3, "h", 0.1, 240, "assumption: a red casualty lives untreated, median")
    red_sigma: Quantity = quantity(0.8, "1", 0, 3, "assumption: lognormal")
    yellow_lasts: Quantity = quantity(
        8, "h", 0.1, 240, "assumption: until a yellow casualty who is not treated is red, median"
    )
    yellow_sigma: Quantity = quantity(0.6, "1", 0, 3, "assumption: lognormal")
    aboard: Quantity = quantity(
        0.5, "1", 0, 1, "assumption: how fast casualties worsen in an ambulance, against untreated"
    )
    load: Quantity = quantity(10, "min", 0, 240, "assumption: from arrival until an ambulance leaves again")
    own_after: Quantity = quantity(
        45,
        "min",
        0,
        10000,
        "assumption: so long red and yellow casualties wait for an ambulance, then others go",
    )
    green_after: Quantity = quantity(
        15, "min", 0, 10000, "assumption: until walking wounded are taken to a hospital by others"
    )
    again: Quantity = quantity(
        60, "min", 1, 10000, "assumption: until those who found no way look for one again"
    )
    village_vehicles: Quantity = quantity(
        2, "units", 0, 100, "assumption: vehicles of a village that carry casualties at a time"
    )
    carry_limit: Quantity = quantity(
        6, "h", 0, 48, "assumption: the longest way over which people carry a stretcher"
    )
    stretcher: Quantity = quantity(0.5, "1", 0.1, 1, "assumption: pace with a stretcher, against walking")
    occupied: Quantity = quantity(
        0.8, "1", 0, 1, "assumption: share of beds taken in ordinary times; four in five"
    )
    surge: Quantity = quantity(
        0.1, "1", 0, 2, "assumption: share of its beds that a hospital adds in an emergency 应急扩容"
    )
    surge_after: Quantity = quantity(2, "h", 0, 240, "assumption: from the last free bed until they stand")
    on_hand: Quantity = quantity(
        0.3, "1", 0, 1, "assumption: share of beds and teams that work without power"
    )
    beds_per_team: Quantity = quantity(
        40, "1", 1, 10000, "assumption: beds of a hospital to each team that treats casualties"
    )
    treat_red: Quantity = quantity(120, "min", 1, 10000, "assumption: a team with a red casualty")
    treat_yellow: Quantity = quantity(60, "min", 1, 10000, "assumption: a team with a yellow casualty")
    treat_green: Quantity = quantity(20, "min", 1, 10000, "assumption: a team with a green casualty")
    stay_red: Quantity = quantity(7, "d", 0, 365, "assumption: days in bed of a red casualty")
    stay_yellow: Quantity = quantity(3, "d", 0, 365, "assumption: days in bed of a yellow casualty")
    bed_reports: Quantity = quantity(
        60, "min", 1, 1e6, "assumption: a hospital tells its free beds once an hour 床位日报 in an emergency"
    )
    transfers: bool = Field(
        default=False,
        description="whether hospitals that are dark or full have casualties brought to others 转院; else "
        "those who are in stay, and those at a full door wait",
    )
    order_lost: Quantity = quantity(
        60,
        "min",
        1,
        10000,
        "assumption: an ambulance that says nothing to an order for so long is counted off",
    )
