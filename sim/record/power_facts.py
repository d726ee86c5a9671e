"""Facts of the power network: what is energised, what each load runs on, what is switched and refuelled."""

from typing import Final, TypeAlias

from sim.record.item import Item


class PowerNodeChanged(Item, frozen=True, tag="gn"):
    """A node of the power network is energised, or goes dead 电网节点带电状态."""

    node: int
    live: bool


class PowerLineChanged(Item, frozen=True, tag="gl"):
    """A line of the power network is energised from end to end, or goes dead 线路带电状态."""

    line: int
    live: bool


class SwitchChanged(Item, frozen=True, tag="gs"):
    """A tie between two parts of the power network is closed, or opened 联络开关分合."""

    line: int
    closed: bool


class LoadChanged(Item, frozen=True, tag="ls"):
    """A load runs on something else from now on 负荷供电状态: `source` is a `PowerSource`.

    `fuel_ms` is for how long the fuel of its generator still lasts. Of a load whose backup stands in another
    table (``own``) only the mains are told here.
    """

    load: int
    source: str
    fuel_ms: int


class LoadFuelled(Item, frozen=True, tag="lf"):
    """Fuel comes to a load, or goes with a generator that is taken away 补充燃油; in ms that it lasts."""

    load: int
    added_ms: int
    left_ms: int


PowerFact: TypeAlias = PowerNodeChanged | PowerLineChanged | SwitchChanged | LoadChanged | LoadFuelled
POWER_FACTS: Final = (PowerNodeChanged, PowerLineChanged, SwitchChanged, LoadChanged, LoadFuelled)
"""The facts of this module, in the order of their codes: a new one goes to the end of `facts.FACTS`."""
