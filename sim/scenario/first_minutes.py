"""Section of ``scenario.yaml`` on the minutes before the first engine: who finds a fire, who goes on foot."""

from typing import Annotated, Final

from pydantic import Field

from sim.scenario.quantity import Quantity, Section, quantity
from sim.scenario.tables import Id

BUDGET: Final = "fifteen-minute budget (消防站布局十五分钟时间): discovery 4 min"
MICRO: Final = "micro station (微型消防站): on scene within 3 min, a leader and at least five"


class Detectors(Section):
    """Networked smoke detectors 联网型独立式感烟探测器.

    One that lives tells a platform at once, and somebody calls. It lives where, as it goes off, the mains
    reach the township and the public network answers at the village; elsewhere people find the fire.
    """

    share: Quantity = quantity(0, "1", 0, 1, "assumption: share of homes that have one; none unless stated")
    alarm: Quantity = quantity(
        60, "s", 0, 3600, "assumption: until it has gone off, and the platform has raised somebody who calls"
    )


class Neighbours(Section):
    """People of a place who go to a fire on foot: a micro station, or volunteers.

    Attributes
    ----------
    people
        Of a group; it is never in two places.
    """

    share: Quantity = quantity(1, "1", 0, 1, "assumption: share of places of their kind that have a group")
    posts: Quantity = quantity(
        3, "1", 1, 100, "assumption: points of a place from which they go, such as gates, halls and key units"
    )
    people: Quantity = quantity(6, "people", 1, 50, MICRO)
    muster: Quantity = quantity(1, "min", 0, 240, "assumption: from hearing of it until they go")
    speed: Quantity = quantity(8, "km/h", 1, 30, "assumption: running with a hand-drawn or electric cart")
    beat: Quantity = quantity(3, "min", 0.1, 240, f"{MICRO}; they do not go where they would be later")


class Volunteers(Neighbours):
    """Volunteers of a village 志愿消防队."""

    people: Quantity = quantity(8, "people", 1, 50, "assumption: GB/T 35547-2017 asks at least eight")
    muster: Quantity = quantity(5, "min", 0, 240, "assumption: they come from work or from home")
    speed: Quantity = quantity(5, "km/h", 1, 30, "assumption: at a quick walk")
    beat: Quantity = quantity(20, "min", 0.1, 240, "assumption: within their own village")


class FirstMinutes(Section):
    """What happens before the first engine is there 初起火灾处置; all off unless stated.

    `forces.micro_stations` and `forces.volunteers` let neighbours go, `discovery` lets fires be found late.

    Notes
    -----
    Rule of what neighbours do (assumption): without breathing apparatus they do something only about the
    mildest degree of a kind, and only before a unit is there. In the share `put_out` they put it out, and a
    check is left; otherwise they hold it, and `held` of its work is saved. They tell what it needs, which is
    the first word from the scene.
    """

    discovery: bool = Field(default=False, description="whether it takes time until somebody finds a fire")
    kinds: Annotated[tuple[Id, ...], Field(description="kinds of incident that this is about")] = ("fire",)
    found: Quantity = quantity(4, "min", 0, 1440, f"{BUDGET}; as median")
    found_sigma: Quantity = quantity(0.8, "1", 0, 3, "assumption: spread of the time until a fire is found")
    detectors: Detectors = Detectors()
    micro_towns: Annotated[
        tuple[str, ...], Field(description="kinds of township whose communities have micro stations")
    ] = ("street",)
    micro: Neighbours = Neighbours()
    volunteers: Volunteers = Volunteers()
    put_out: Quantity = quantity(0.4, "1", 0, 1, "assumption: share of small fires that neighbours put out")
    held: Quantity = quantity(0.3, "1", 0, 1, "assumption: share of the work saved where they hold it")
    check: Quantity = quantity(5, "min", 0, 240, "assumption: work left for a unit where a fire is out")
