"""The fact of water at a fire."""

from sim.record.item import Item


class WaterChanged(Item, frozen=True, tag="wc"):
    """The water at a scene from now on 火场供水: what is in tanks there, what is needed, what comes.

    `stock_ml` is in tanks now, `brought_ml` of it came with the unit that has just arrived. `need_l_min` is
    what engines at work use, `inflow_l_min` what hydrants and tankers give. While there is stock it makes up
    for the difference.
    """

    call: int
    stock_ml: int
    brought_ml: int
    need_l_min: int
    inflow_l_min: int
