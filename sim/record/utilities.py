"""Facts of gas and water mains, and of pumps on flooded roads 市政管网与排涝."""

from typing import Final, TypeAlias

from sim.record.item import Item
from sim.record.uav import UavMoved


class HydrantsChanged(Item, frozen=True, tag="hyd"):
    """The hydrants of a village have no water, or have it again 市政消火栓断水与恢复."""

    place: int
    dry: bool


class HydrantFlow(Item, frozen=True, tag="hyf"):
    """Hydrants give a scene so much from now on 消火栓供水; `place` is the village of the call."""

    call: int
    place: int
    l_min: int


class WardsChanged(Item, frozen=True, tag="wdw"):
    """Hospitals at a node have no water left, or have it again 医院断水与恢复."""

    node: int
    dry: bool


class WaterPumped(Item, frozen=True, tag="wpu"):
    """A team has pumped so much water off a flooded road 排涝; so deep is it there now, in mm."""

    team: int
    damage: int
    litres: int
    left_mm: int


UtilityFact: TypeAlias = HydrantsChanged | HydrantFlow | WardsChanged | WaterPumped
UTILITY_FACTS: Final = (HydrantsChanged, HydrantFlow, WardsChanged, WaterPumped, UavMoved)
"""The facts of this module and of UAVs that move, by their codes; a new one ends `facts.FACTS`."""
