"""Section of ``scenario.yaml`` on a second dispatch centre 备用接处警中心, in a building or on a vehicle."""

from pydantic import Field

from sim.scenario.quantity import Quantity, Section, quantity
from sim.scenario.tables import Id


class Gone(Section):
    """A span in which the dispatch centre is lost: nobody is there, and nothing of it works."""

    at: Quantity = quantity(0, "h", 0, 1e6, "assumption: scripted")
    until: Quantity = quantity(1e6, "h", 0, 1e6, "assumption: scripted; for good where left out")


class Standby(Section):
    """Who takes calls and sends units when the dispatch centre is silent 接处警指挥权接替.

    Nobody does where no post is named. The second centre hears from the first now and then, with its open
    calls. When it has heard nothing for long it takes command with what reached it until then, and hands back
    when it hears the first again.
    """

    post: Id | None = Field(
        default=None, description="a second post of kind dispatch_centre in posts.csv 备用接处警中心"
    )
    lost: tuple[Gone, ...] = Field(default=(), description="when the dispatch centre is lost, by script")
    watch: Quantity = quantity(
        5, "min", 1, 1440, "assumption: the first tells the second so often how it stands"
    )
    after: Quantity = quantity(
        20, "min", 1, 10000, "assumption: a centre of which nothing was heard four times has lost command"
    )
    shares: bool = Field(
        default=False,
        description="whether the second centre, while it commands, passes on word of roads and damage and "
        "asks for aid as the first does",
    )
    reroute: Quantity = quantity(
        10, "min", 0, 1440, "assumption: until the exchange leads 119 to the second centre, or back"
    )
    vehicle: Id | None = Field(
        default=None,
        description="key in roads.vehicles that bears the post 车载指挥所; none: it stands still",
    )
    place: Id | None = Field(
        default=None, description="node at which the vehicle sets up; none: where it stands"
    )
    setup: Quantity = quantity(
        15, "min", 0, 600, "assumption: a satellite station works 5 to 30 min after it has come"
    )
