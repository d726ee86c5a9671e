"""Section of ``scenario.yaml`` on teams that support others 保障队伍: generator trucks, and UAVs."""

from typing import TYPE_CHECKING, NamedTuple

from pydantic import Field

from sim.scenario.quantity import Quantity, Section, quantity
from sim.scenario.tables import Team
from sim.scenario.uav import Flight
from sim.scenario.work import matching
from sim.terms.enums import Skill

if TYPE_CHECKING:
    from sim.scenario.model import Scenario


class Support(Section):
    """Generator trucks 应急发电车 and UAVs 无人机; off unless stated, and then they stay at their bases.

    Notes
    -----
    A truck is a machine of a team that can do `generator`, if there are people for it. Its tank holds the
    `fuel` of its type, in hours of the load that it feeds, and is filled at its base in `refuel`.
    """

    generators: bool = Field(default=False, description="whether trucks are sent to loads without mains")
    cells: bool = Field(
        default=False, description="whether cells of the public network get one too, after all others"
    )
    connect: Quantity = quantity(30, "min", 0, 1440, "assumption: cables laid and phases checked, 0.3 to 1 h")
    notice: Quantity = quantity(
        10, "min", 0, 1440, "assumption: until those at a load tell that it runs on something else"
    )
    interval: Quantity = quantity(
        60, "min", 1, 1440, "assumption: how often they tell again while mains are gone"
    )
    ahead: Quantity = quantity(
        4, "h", 0, 1000, "assumption: a load whose own supply lasts longer is not sent a truck yet"
    )
    uav: bool = Field(default=False, description="whether UAVs are sent to look at roads")
    flight: Flight = Flight()


class TruckRow(NamedTuple):
    """One truck 发电车: its id, the team to which it belongs, and that team's row."""

    id: str
    team: Team
    number: int


def trucks(scenario: "Scenario") -> list[TruckRow]:
    """Return the trucks that have people, in the order of their teams; none where they are switched off."""
    if not scenario.support.generators:
        return []
    found = []
    for number, team in enumerate(scenario.teams):
        kind = scenario.team_types[team.type]
        usable = matching(team, kind).usable if Skill.GENERATOR in kind.capabilities else 0
        found += [TruckRow(f"{team.id}-{i + 1}", team, number) for i in range(usable)]
    return found
