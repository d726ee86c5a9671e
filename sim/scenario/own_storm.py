"""Neighbours with a storm and calls of their own 毗邻区县自身受灾, a part of the section ``aid``."""

from sim.scenario.quantity import Quantity, Section, quantity


class NeighbourLoad(Section):
    """What neighbouring districts have to do at home while we ask them for aid.

    With `own_storm` each has calls of its own, as many for its people as we have for ours, more of them as
    the storm comes over it, and loses units to that storm. Its post knows what its own stations and units
    tell it, weighs a request the longer the more of its units are engaged, lends only what its ready units
    exceed its reserve by, and calls lent units back where its own calls wait.
    """

    own_storm: bool = False
    calls: Quantity = quantity(
        1, "1", 0, 1000, "assumption: as many calls for each of its people as the home district has"
    )
    correlation: Quantity = quantity(
        0.7,
        "1",
        0,
        1,
        "assumption: share of a neighbour's rain that follows ours; the rest comes when it likes",
    )
    lag: Quantity = quantity(
        1, "h", -72, 72, "assumption: a neighbour is hit so long after us, in the middle of all neighbours"
    )
    lag_spread: Quantity = quantity(
        3, "h", 0, 72, "assumption: the lag of each neighbour lies evenly within so much of that"
    )
    strength: Quantity = quantity(
        1, "1", 0, 20, "assumption: a neighbour's rain as a multiple of the mean over our townships, median"
    )
    strength_sigma: Quantity = quantity(
        0.5, "1", 0, 3, "assumption: one neighbour in ten has half of our rain or less, one in ten double it"
    )
    per_rain: Quantity = quantity(
        0.2, "h/mm", 0, 10, "assumption: rain of 10 mm/h makes three times the usual calls, as our surge"
    )
    drive: Quantity = quantity(
        30, "min", 0, 1440, "assumption: turnout, way there and way back of a unit at its own calls"
    )
    loss: Quantity = quantity(
        0.05, "1/(100 mm)", 0, 10, "assumption: units lost for each 100 mm of rain on a neighbour, each unit"
    )
    lost_for: Quantity = quantity(
        12, "h", 0, 1000, "assumption: until a unit that was flooded, cut off or broken down is back"
    )
    weighing: Quantity = quantity(
        60, "min", 0, 1440, "assumption: a neighbour weighs a request so long if all its units are engaged"
    )
    weighing_sigma: Quantity = quantity(0.59, "1", 0, 3, "assumption: as assembly")
    recall_waiting: Quantity = quantity(
        1, "calls", 1, 1000, "assumption: as soon as so many of its own calls wait it calls units back"
    )
    notice: Quantity = quantity(
        60, "min", 0, 1440, "assumption: between the notice of a recall and the release"
    )
