"""Facts of hazards: what befalls, what breaks, is mended, and what that leaves of the roads."""

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


class DamageChanged(Item, frozen=True, tag="dc"):
    """What is broken is so to another degree, of itself 受损变化; `size` in the unit of its kind."""

    damage: int
    size: int


class RoadLimited(Item, frozen=True, tag="rl"):
    """An open link is closed to these kinds of vehicle, and to no others 限行; to none where empty."""

    link: int
    vehicles: tuple[str, ...]
