"""Section of ``scenario.yaml`` on aid from above 上级增援: municipality, nation, helicopters."""

from typing import Final

from pydantic import Field

from sim.scenario.quantity import Quantity, Section, quantity
from sim.scenario.tables import Id

MUNICIPAL: Final = "municipal"
NATIONAL: Final = "national"
TIERS: Final = ("", MUNICIPAL, NATIONAL)
"""Who is asked, in this order: neighbours, the municipality, the nation."""


class Municipal(Section):
    """Reserves of the municipality 市级力量: those that stand in one district of the tables.

    The district is not the home one. Its first post of kind ``neighbour`` speaks for the municipality.
    """

    district: Id | None = Field(default=None, description="id in districts.csv, or nothing")
    approval: Quantity = quantity(
        45, "min", 0, 2880, "assumption: half as long again as the home district takes to approve, median"
    )
    approval_sigma: Quantity = quantity(0.86, "1", 0, 3, "assumption: spread as in the home district")
    assembly: Quantity = quantity(
        60, "min", 0, 2880, "assumption: half as long again as a neighbour takes to assemble, median"
    )
    assembly_sigma: Quantity = quantity(0.59, "1", 0, 3, "assumption: spread as at a neighbour")
    answer: Quantity = quantity(
        4, "h", 0.1, 100, "assumption: a tier that has not answered for so long is passed over"
    )
    keep: Quantity = quantity(
        0.25, "1", 0, 1, "assumption: share of its units that is kept for all other districts"
    )


class National(Municipal):
    """Mobile forces of the nation 国家消防救援机动力量: asked for last, and the longest to assemble."""

    approval: Quantity = quantity(
        60, "min", 0, 2880, "Tianquan 2021: the province sends 53 min after the prefecture has"
    )
    assembly: Quantity = quantity(
        160, "min", 0, 2880, "Jiuzhaigou 2017: six brigades of Yunnan assembled 2.7 h after the earthquake"
    )
    answer: Quantity = quantity(
        6, "h", 0.1, 100, "assumption: a tier that has not answered for so long is passed over"
    )
    keep: Quantity = quantity(0, "1", 0, 1, "assumption: a mobile force keeps nothing back")


class Air(Section):
    """What flies 航空救援: limits of the helicopters of all tiers, and where they may land.

    Units, and teams of communications, whose vehicle is the one that is named here fly. Roads are nothing to
    them; night and hard rain keep them on the ground.
    """

    vehicle: Id | None = Field(default=None, description="key in roads.vehicles, or nothing")
    speed: Quantity = quantity(
        200, "km/h", 20, 400, "assumption: cruise of a medium helicopter below its usual 220 to 250 km/h"
    )
    lift: Quantity = quantity(5, "min", 0, 60, "assumption: to start up, climb, look for the ground and land")
    first_light: Quantity = quantity(6.5, "h", 0, 12, "assumption: half an hour after sunrise in summer")
    last_light: Quantity = quantity(
        19, "h", 12, 24, "assumption: half an hour before sunset in summer; no flight ends later"
    )
    rain: Quantity = quantity(
        10, "mm/h", 0, 300, "assumption: in harder rain one does not see far enough to fly by sight"
    )
    look: Quantity = quantity(10, "min", 1, 240, "assumption: so often a crew that waits looks at the sky")
    pads: tuple[Id, ...] = Field(
        default=(),
        description="nodes at which they land; where empty, at every one (assumption: a school yard, a road)",
    )


class Upper(Section):
    """Aid from above, for what neighbours cannot give 上级增援; it needs a policy of mutual aid.

    With `orders` the municipality orders neighbours to lend what they hold back as well, for what it lacks
    itself.
    """

    on: bool = False
    orders: bool = Field(default=False, description="whether it orders neighbours to lend their reserve 调令")
    municipal: Municipal = Municipal()
    national: National = National()
    air: Air = Air()

    def tier_of(self, district: str) -> str:
        """Return the tier whose units stand in a district, empty for a neighbour."""
        if self.on:
            for tier in TIERS[1:]:
                if self.rules(tier).district == district:
                    return tier
        return ""

    def names(self, district: str) -> bool:
        """Whether a district stands for one of the tiers, though they may be off."""
        return district in (self.municipal.district, self.national.district)

    def rules(self, tier: str) -> Municipal:
        """Return the delays of a tier.

        Raises
        ------
        KeyError
            If it is none of the upper ones.
        """
        return {MUNICIPAL: self.municipal, NATIONAL: self.national}[tier]

    @property
    def flies(self) -> str | None:
        """The vehicle that flies, or None where nothing does."""
        return self.air.vehicle if self.on else None
