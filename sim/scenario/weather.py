"""Sections of ``scenario.yaml`` on weather, and on slopes, streams, rivers and lines in it 气象灾害."""

from typing import Final

from pydantic import Field

from sim.scenario.quantity import Quantity, Section, quantity
from sim.scenario.tables import FARTHEST_NORTH, FARTHEST_SOUTH, SOUTH, WEST, Id

SCRIPTED: Final = "assumption: scripted"
ASSUMED: Final = "assumption: common practice, no published figure found"
CAINE: Final = "Caine 1980: I = 14.82 D^-0.39, for durations from 10 min to 500 h"


class Front(Section):
    """Weather with a time and a place: it is strongest at its middle, and fades outwards."""

    id: Id | None = Field(default=None, description="name of its figures; its position where left out")
    begin: Quantity = quantity(0, "h", 0, 1e6, SCRIPTED)
    lasts: Quantity = quantity(24, "h", 0.25, 1000, SCRIPTED)
    lon: Quantity = quantity(WEST, "deg", -180, 180, "assumption: scripted, the middle of it")
    lat: Quantity = quantity(
        SOUTH, "deg", FARTHEST_SOUTH, FARTHEST_NORTH, "assumption: scripted, the middle of it"
    )
    reach: Quantity = quantity(
        30, "km", 1, 1000, "assumption: distance at which three fifths are left of what falls in the middle"
    )


class Rainstorm(Front):
    """A rainstorm 暴雨: steady rain, and moving cells of hard rain."""

    depth: Quantity = quantity(
        200, "mm", 0, 3000, "assumption: what falls in the middle on the mean; its severity"
    )
    peak: Quantity = quantity(0.4, "1", 0.01, 0.99, "assumption: share of its time after which it is hardest")
    cell_share: Quantity = quantity(0.6, "1", 0, 1, "assumption: share of the rain that falls from cells")
    cell_rate: Quantity = quantity(6, "1/h", 0.01, 100, "assumption: cells born in an hour, on the mean")
    cell_radius: Quantity = quantity(
        5,
        "km",
        0.5,
        50,
        "assumption: radius of a convective cell in which it rains at three fifths or more of its hardest",
    )
    cell_life: Quantity = quantity(1, "h", 0.25, 24, "assumption: from the first drop of a cell to its last")
    cell_sigma: Quantity = quantity(0.5, "1", 0, 2, "assumption: lognormal, how hard the cells are")
    speed: Quantity = quantity(25, "km/h", 0, 150, "assumption: with the wind at some kilometres' height")
    heading: Quantity = quantity(
        60, "deg", 0, 360, "assumption: from the south-west, as most summer rain here"
    )


class Wind(Front):
    """A gale 大风."""

    gust: Quantity = quantity(25, "m/s", 0, 90, "assumption: scripted, hardest gust in the middle")


class Ice(Front):
    """Freezing rain 冰冻: ice grows on lines above a height."""

    thickness: Quantity = quantity(15, "mm", 0, 200, "assumption: scripted, radial ice at the end of it")
    above: Quantity = quantity(600, "m", -200, 9000, "assumption: height above which the rain freezes")


class Water(Section):
    """What rain does in side valleys and on the rivers 山洪与江河洪水."""

    drains: Quantity = quantity(3, "h", 0.1, 100, "assumption: time in which a side valley drains")
    holds: Quantity = quantity(40, "mm", 0, 1000, "assumption: rain that a side valley holds without a flood")
    dips: Quantity = quantity(
        0.1, "1/km", 0, 10, "assumption: low places of a road at which a stream crosses"
    )
    rise: Quantity = quantity(
        10, "mm/mm", 0, 1000, "assumption: depth on the road for each millimetre beyond; median of the places"
    )
    rise_sigma: Quantity = quantity(0.8, "1", 0, 3, "assumption: lognormal, how the places differ")
    shallow: Quantity = quantity(50, "mm", 1, 300, "assumption: water that nobody minds")
    washes_out: Quantity = quantity(
        0.1,
        "1",
        0,
        1,
        "assumption: share of the small bridges that go where a metre of water comes over them",
    )
    bridge: Quantity = quantity(15, "m", 1, 100, "assumption: length of a small bridge, median")
    low_lying: Quantity = quantity(
        0.1, "1", 0, 1, "assumption: share of stations and exchanges that stand where water comes"
    )
    floods_at: Quantity = quantity(500, "mm", 0, 5000, "assumption: depth at which water gets into a station")
    fails: Quantity = quantity(0.8, "1", 0, 1, "assumption: share of flooded stations that go out of service")
    river_drains: Quantity = quantity(18, "h", 0.1, 1000, "assumption: time in which a river basin drains")
    river_rise: Quantity = quantity(
        0.06, "m/mm", 0, 10, "assumption: rise of a river for each millimetre its basin holds"
    )
    bank: Quantity = quantity(0.6, "km", 0, 10, "assumption: a road nearer to a river may lie at its banks")
    freeboard: Quantity = quantity(
        6, "m", 0, 100, "assumption: height of the lowest roads at the banks above the usual level, median"
    )
    freeboard_sigma: Quantity = quantity(0.4, "1", 0, 3, "assumption: lognormal, how the banks differ")
    rescues: Quantity = quantity(
        0.004,
        "1/(1000 people h mm)",
        0,
        10,
        "estimate: Dengfeng 2021: 76 rescues in 12.5 h among 729,000 people; rain that valleys do not hold",
    )
    kind: Id | None = Field(default=None, description="kind of incident that flooded people call for")


class Slopes(Section):
    """What rain does on slopes 滑坡泥石流."""

    scale: Quantity = quantity(14.82, "mm/h", 0.1, 1000, CAINE)
    exponent: Quantity = quantity(0.39, "1", 0, 2, CAINE)
    rate: Quantity = quantity(
        0.00013,
        "1/(km h)",
        0,
        10,
        "estimate: slides on a km far above the threshold; so that such a storm closes about 19 roads, "
        "as in Wanzhou up to 2024-07-12 with 100 to 234 mm in a day",
    )
    steepness: Quantity = quantity(
        0.25, "1", 0.01, 10, "assumption: how sharply slides set in at the threshold, as a share of it"
    )
    slope: Quantity = quantity(
        5, "deg", 0.1, 60, "measured: median slope along the roads, on a grid of 0.9 km"
    )
    volume: Quantity = quantity(500, "m3", 1, 1e6, "assumption: median; published cases are the tail")
    volume_sigma: Quantity = quantity(1.5, "1", 0, 4, "assumption: lognormal; cases have 2,500 to 30,000 m3")
    takes_cable: Quantity = quantity(
        0.3, "1", 0, 1, "assumption: share of slides on a road that break a fibre laid along it"
    )
    line_rate: Quantity = quantity(
        0.00008, "1/(km h)", 0, 10, "assumption: slides that take a pole of a line, half as many as on roads"
    )
    buries: Quantity = quantity(0.03, "1", 0, 1, "assumption: share of slides that bury somebody")
    kind: Id | None = Field(default=None, description="kind of incident that a slide with people under it is")


class Lines(Section):
    """How overhead lines and masts bear wind, ice and lightning 线路与铁塔."""

    wind_median: Quantity = quantity(
        40, "m/s", 1, 200, "assumption: gust that half of the kilometres of a 10 kV line do not bear"
    )
    wind_sigma: Quantity = quantity(
        0.229, "1", 0.01, 3, "assumption: lognormal, so that 2 in 100 kilometres do not bear 25 m/s"
    )
    trees: Quantity = quantity(
        0.05, "1/km", 0, 10, "assumption: trees over the road in the gust that half of the lines do not bear"
    )
    ice_median: Quantity = quantity(
        25, "mm", 1, 300, "assumption: ice that half of the kilometres of a line built for 10 mm do not bear"
    )
    ice_sigma: Quantity = quantity(0.35, "1", 0.01, 3, "assumption: lognormal")
    flash: Quantity = quantity(
        1e8, "kg", 1e6, 1e10, "Petersen and Rutledge 1998: rain for each cloud-to-ground flash, inland"
    )
    line_height: Quantity = quantity(10, "m", 1, 100, "assumption: height of a 10 kV line")
    stays: Quantity = quantity(
        0.1, "1", 0, 1, "assumption: share of strokes into a line after which it does not come back of itself"
    )
    mast_fails: Quantity = quantity(
        0.1, "1", 0, 1, "assumption: share of strokes into a mast that put its station out of service"
    )
