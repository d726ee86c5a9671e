"""Part of section ``support``: how UAVs that look at roads fly, and when they are sent 无人机侦测."""

from typing import TYPE_CHECKING, NamedTuple

from pydantic import Field

from sim.scenario.quantity import Quantity, Section, quantity
from sim.scenario.tables import Team
from sim.scenario.work import matching
from sim.terms.enums import Skill

if TYPE_CHECKING:
    from sim.scenario.model import Scenario


class Flight(Section):
    """Flights of UAVs 无人机飞行: straight lines from the place of the crew, and back to it.

    Notes
    -----
    A link is seen whole when both its ends lie within the swath of a leg that is flown: roads are taken to be
    straight between their nodes. Wind is that of the gales of section ``hazards``; in still air none blows.
    """

    speed: Quantity = quantity(54, "km/h", 5, 300, "assumption: cruise of a multirotor, 15 m/s")
    endurance: Quantity = quantity(35, "min", 5, 1200, "assumption: a multirotor, 20 to 50 min")
    reserve: Quantity = quantity(0.1, "1", 0, 0.9, "assumption: share of the endurance that is kept back")
    range: Quantity = quantity(
        15, "km", 0.1, 300, "assumption: control and picture reach so far from the crew, relayed over ridges"
    )
    swath: Quantity = quantity(
        1000, "m", 1, 10000, "assumption: the camera sees the road so far to each side of the line"
    )
    setup: Quantity = quantity(20, "min", 0, 600, "assumption: before each flight, 10 to 40 min")
    charge: Quantity = quantity(15, "min", 0, 600, "assumption: a fresh set of batteries, and a look at it")
    rain: Quantity = quantity(5, "mm/h", 0, 300, "assumption: in harder rain it does not fly")
    minds_wind: bool = Field(default=False, description="whether gusts beyond a limit keep it on the ground")
    wind: Quantity = quantity(
        12, "m/s", 0, 60, "assumption: data sheets of multirotors for public safety, 12 to 15 m/s; force 6"
    )
    forward: bool = Field(
        default=False, description="whether crews drive to where a link out of reach can be looked at"
    )
    drive: Quantity = quantity(2, "h", 0, 48, "assumption: a crew is sent no further ahead than this by road")
    night: bool = Field(default=False, description="whether it flies in the dark, with an infrared camera")
    first_light: Quantity = quantity(6.5, "h", 0, 12, "assumption: half an hour after sunrise in summer")
    last_light: Quantity = quantity(19, "h", 12, 24, "assumption: half an hour before sunset in summer")
    look: Quantity = quantity(15, "min", 1, 1440, "assumption: how often crew and post look again")
    again: Quantity = quantity(
        2, "h", 0, 1000, "assumption: a link believed closed is looked at when the last word is so old"
    )
    silence: Quantity = quantity(
        12, "h", 0, 1000, "assumption: any other link when nothing was heard of it for so long"
    )
    links: Quantity = quantity(8, "links", 1, 50, "assumption: so many links are named in one order")


class UavRow(NamedTuple):
    """One UAV 无人机: its id, and the row of the team to which it belongs."""

    id: str
    team: Team


def uavs(scenario: "Scenario") -> list[UavRow]:
    """Return the UAVs that have people, in the order of their teams; none where they are switched off."""
    if not scenario.support.uav:
        return []
    found = []
    for team in scenario.teams:
        kind = scenario.team_types[team.type]
        usable = matching(team, kind).usable if Skill.UAV in kind.capabilities else 0
        found += [UavRow(f"{team.id}-{i + 1}", team) for i in range(usable)]
    return found
