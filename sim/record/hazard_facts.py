"""Facts of hazards and of what they break 灾害与受损."""

from typing import TypeAlias

from sim.record.item import Item


class HazardBegan(Item, frozen=True, tag="hb"):
    """A hazard begins 灾害发生; `hazard` is its number, in the order of beginning."""

    hazard: int
    kind: str


class HazardEnded(Item, frozen=True, tag="he"):
    """A hazard is over 灾害结束."""

    hazard: int


class DamageBegan(Item, frozen=True, tag="db"):
    """Something breaks 受损: `target` is a row of the table of what `kind` breaks.

    `size` is in the unit of its kind; `work` holds, for each step of its repair, who can do it (a capability)
    and how long that takes one machine or crew, in ms. Both were drawn when it came about, so that they do
    not depend on who comes. Without steps it passes of itself.
    """

    damage: int
    kind: str
    target: int
    size: int
    work: tuple[tuple[str, int], ...]
    hazard: int | None


class DamageEased(Item, frozen=True, tag="de"):
    """A step of a repair is done, and part of the use is back 部分恢复; `step` counts from zero."""

    damage: int
    step: int


class DamageMended(Item, frozen=True, tag="dm"):
    """What was broken is whole again 修复."""

    damage: int


class RoadSlowed(Item, frozen=True, tag="rs"):
    """A link that is open bears traffic at a share of its speed, in thousandths 通行能力下降; 1000 is all."""

    link: int
    permille: int


HazardFact: TypeAlias = HazardBegan | HazardEnded | DamageBegan | DamageEased | DamageMended | RoadSlowed
HAZARD_FACTS: tuple[type[Item], ...] = (
    HazardBegan,
    HazardEnded,
    DamageBegan,
    DamageEased,
    DamageMended,
    RoadSlowed,
)
