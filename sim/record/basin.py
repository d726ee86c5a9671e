"""What is told, ordered and true of rivers that rise upstream 流域联防联控."""

from typing import Final, TypeAlias

from sim.record.item import Item


class RiverStage(Item, frozen=True, tag="rst"):
    """A gauge upstream is read 上游水位通报: `gauge` is its row, the stage in cm above the sea, and when."""

    gauge: int
    stage_cm: int
    read_ms: int


class RoadOrder(Item, frozen=True, tag="ror"):
    """Bar a road along a river before the water comes, or open it again 沿江道路管制指令.

    Of two for one link that of the higher number holds.
    """

    link: int
    bar: bool
    number: int


class GaugeRead(Item, frozen=True, tag="gr"):
    """The stage at a gauge upstream as it is 上游站水位, in cm above the sea; only while it is risen."""

    gauge: int
    stage_cm: int


class RiverJudged(Item, frozen=True, tag="rj"):
    """Somebody judges what comes down a river 来水研判, from what they were told.

    `rise_cm` is how far they expect it to rise in the district, `colour` what that calls for.
    """

    address: int
    river: str
    rise_cm: int
    colour: str


class RoadBarred(Item, frozen=True, tag="rb"):
    """A township has barred a road along a river, or opened it again 沿江道路封控."""

    link: int
    township: int
    bar: bool


class VillageFlooded(Item, frozen=True, tag="vf"):
    """A river stands in a village so deep 村庄进水; 0 once it has fallen."""

    hazard: int
    village: int
    depth_mm: int


BasinItem: TypeAlias = RiverStage | RoadOrder
BasinFact: TypeAlias = GaugeRead | RiverJudged | RoadBarred | VillageFlooded
BASIN_FACTS: Final = (GaugeRead, RiverJudged, RoadBarred, VillageFlooded)
"""The facts of this module, in the order of their codes: a new one goes to the end of `facts.FACTS`."""
