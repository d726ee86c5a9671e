"""Sections of ``scenario.yaml`` on earthquakes, wildfires and releases of gas 地震、森林火灾、泄漏."""

from typing import Final, Literal

from pydantic import Field

from sim.scenario.quantity import Quantity, Section, quantity
from sim.scenario.tables import FARTHEST_NORTH, FARTHEST_SOUTH, SOUTH, WEST, Id

SCRIPTED: Final = "assumption: scripted"
ASSUMED: Final = "assumption: common practice, no published figure found"
HAZUS: Final = "assumption: after the lognormal fragility curves of HAZUS-MH, for equipment without anchors"


class Peril(Section):
    """What befalls the district from one place, at a time."""

    id: Id | None = Field(default=None, description="name of its figures; its position where left out")
    begin: Quantity = quantity(0, "h", 0, 1e6, SCRIPTED)
    lon: Quantity = quantity(WEST, "deg", -180, 180, SCRIPTED)
    lat: Quantity = quantity(SOUTH, "deg", FARTHEST_SOUTH, FARTHEST_NORTH, SCRIPTED)


# --- earthquakes 地震 --------------------------------------------------------------------------------------


class Quake(Peril):
    """An earthquake 地震; its aftershocks are drawn."""

    magnitude: Quantity = quantity(6, "1", 3, 8.5, "assumption: scripted, its severity")
    strike: Quantity = quantity(
        45,
        "deg",
        0,
        360,
        "assumption: faults of eastern Chongqing run from south-west to north-east",
    )


class Shaking(Section):
    """What any earthquake does: its aftershocks, and what breaks at which intensity 余震与易损性."""

    aftershocks: bool = True
    least: Quantity = quantity(4, "1", 2, 7, "assumption: smaller aftershocks break nothing more")
    bath: Quantity = quantity(
        1.2, "1", 0, 4, "Båth 1965: the largest aftershock is 1.2 below the main shock, on the mean"
    )
    b: Quantity = quantity(0.91, "1", 0.3, 2, "Reasenberg and Jones 1989: b = 0.91 for aftershocks")
    p: Quantity = quantity(1.08, "1", 0.5, 2, "Reasenberg and Jones 1989: p = 1.08")
    c: Quantity = quantity(0.05, "d", 0.0001, 10, "Reasenberg and Jones 1989: c = 0.05 d")
    sequence: Quantity = quantity(30, "d", 0.01, 3650, "assumption: aftershocks of a month")
    beside: Quantity = quantity(
        0.15, "1", 0, 2, "assumption: spread of aftershocks across the fault, as a share of its length"
    )
    site_sigma: Quantity = quantity(
        0.4, "1", 0, 2, "assumption: degrees of intensity by which ground differs from place to place"
    )
    slides: Quantity = quantity(
        0.01, "1/km", 0, 100, "assumption: slides on a km of road on the usual slope, at intensity VII"
    )
    slides_growth: Quantity = quantity(
        0.9, "1", 0, 3, "assumption: each degree of intensity brings eight times as many slides, 10^0.9"
    )
    slides_from: Quantity = quantity(
        6, "1", 1, 12, "GB/T 17742-2020: slides and cracks of slopes from intensity VI on"
    )
    bridge: Quantity = quantity(
        15,
        "m/s2",
        0.1,
        100,
        "assumption: half of the bridges close that are shaken so; few did in Luding 2022",
    )
    bridge_sigma: Quantity = quantity(0.6, "1", 0, 2, "assumption: after HAZUS-MH, for bridges")
    substation: Quantity = quantity(3.3, "m/s2", 0.1, 100, HAZUS)
    substation_sigma: Quantity = quantity(0.4, "1", 0, 2, HAZUS)
    line: Quantity = quantity(7.1, "m/s2", 0.1, 100, HAZUS)
    line_sigma: Quantity = quantity(0.4, "1", 0, 2, HAZUS)
    fibre: Quantity = quantity(
        7, "m/s2", 0.1, 100, "assumption: fibres hang on the same poles and slopes as lines"
    )
    fibre_sigma: Quantity = quantity(0.5, "1", 0, 2, ASSUMED)
    telecom: Quantity = quantity(4.5, "m/s2", 0.1, 100, HAZUS)
    telecom_sigma: Quantity = quantity(0.4, "1", 0, 2, HAZUS)
    radio: Quantity = quantity(6, "m/s2", 0.1, 100, "assumption: masts stand where houses fall")
    radio_sigma: Quantity = quantity(0.5, "1", 0, 2, ASSUMED)


class Survival(Section):
    """How long people live who are trapped 被困人员存活: S(t) = exp(-(t / scale)^shape)."""

    scale: Quantity = quantity(
        68.2, "h", 0.01, 1000, "measured: fitted to Tangshan 1976, share alive by day; Kobe 1995: 46.1 h"
    )
    shape: Quantity = quantity(1.5, "1", 0.1, 10, "measured: fitted to Tangshan 1976; Kobe 1995: 1.54")


class Homes(Section):
    """Homes that fall, and who is trapped in them 房屋倒塌与被困人员."""

    kind: Id | None = Field(
        default=None, description="kind of incident that a fallen home is; where left out, nobody calls"
    )
    household: Quantity = quantity(2.62, "1", 1, 20, "National Bureau of Statistics: census of 2020")
    falls: Quantity = quantity(
        11.4, "1", 5, 20, "assumption: intensity at which half of the homes would have fallen"
    )
    falls_sigma: Quantity = quantity(
        0.11, "1", 0.01, 1, "assumption: lognormal; one home in 60 falls at IX, one in 1,500 at VIII"
    )
    home_day: Quantity = quantity(0.5, "1", 0, 1, "assumption: share of the people who are at home by day")
    home_night: Quantity = quantity(0.95, "1", 0, 1, "assumption: share of the people at home, 22 to 7 hours")
    caught: Quantity = quantity(
        0.4, "1", 0, 1, "assumption: share of those at home who are trapped when it falls"
    )
    freed: Quantity = quantity(
        0.6, "1", 0, 1, "assumption: share of the trapped whom neighbours free with their hands"
    )
    found: Quantity = quantity(
        15, "min", 0, 10000, "assumption: median until somebody knows that people are trapped, and calls"
    )
    found_sigma: Quantity = quantity(0.8, "1", 0, 3, "assumption: lognormal")
    survival: Survival = Survival()


# --- wildfires 森林火灾 ------------------------------------------------------------------------------------


class Wildfire(Peril):
    """A wildfire 森林火灾, from the place where it starts; whoever fights it does not slow its spread."""

    lasts: Quantity = quantity(
        30, "h", 0.1, 1000, "Beishanping 2022: open fire out after about 30 h; a figure of each fire"
    )
    wind: Quantity = quantity(3, "m/s", 0, 40, SCRIPTED)
    heading: Quantity = quantity(0, "deg", 0, 360, "assumption: scripted, whither the wind blows")
    temperature: Quantity = quantity(30, "degC", -20, 50, SCRIPTED)
    humidity: Quantity = quantity(40, "%", 1, 100, SCRIPTED)
    reach: Quantity = quantity(
        3, "km", 0.1, 20, "assumption: it burns no further from where it starts, for breaks and bare land"
    )


class Burning(Section):
    """How any wildfire spreads, smokes and burns things 林火蔓延与烟雾."""

    kind: Id | None = Field(
        default=None, description="kind of incident that a fire is; where left out, nobody calls"
    )
    cell: Quantity = quantity(100, "m", 10, 1000, "assumption: side of a cell of the grid")
    fuel: Quantity = quantity(
        1, "1", 0, 5, "Wang Zhengfei 1983: factor of fuel 1.0 for pine woods; 0.8 needles, 1.6 dry grass"
    )
    spread_sigma: Quantity = quantity(
        0.3, "1", 0, 2, "assumption: lognormal, how the rate of spread differs from cell to cell"
    )
    river: Quantity = quantity(0.2, "km", 0, 10, "assumption: no fire within this distance of a river's line")
    flames: Quantity = quantity(1, "h", 0.05, 48, "assumption: how long a cell burns")
    load: Quantity = quantity(1.5, "kg/m2", 0.01, 50, "assumption: what burns of litter, brush and twigs")
    smoke: Quantity = quantity(
        15, "g/kg", 0.1, 100, "assumption: fine particles from woods; published factors are 9 to 19"
    )
    low: Quantity = quantity(0.2, "1", 0, 1, "assumption: share of the smoke that stays near the ground")
    extinction: Quantity = quantity(
        4.5, "m2/g", 0.1, 20, "assumption: light lost in smoke of woods; published values are 3.5 to 5.5"
    )
    threat: Quantity = quantity(
        0.5, "km", 0, 10, "assumption: a village this near to flames calls for somebody to defend it"
    )
    takes: Quantity = quantity(
        0.3, "1", 0, 1, "assumption: share of lines, fibres and masts in the flames that fail"
    )


# --- chemical releases 危险化学品泄漏 ----------------------------------------------------------------------


class Release(Peril):
    """A release of a poisonous gas 危险化学品泄漏; the default is chlorine."""

    lasts: Quantity = quantity(2, "h", 0.01, 1000, SCRIPTED)
    rate: Quantity = quantity(1, "kg/s", 1e-6, 10000, "assumption: scripted, its severity")
    height: Quantity = quantity(2, "m", 0, 300, "assumption: it leaks near the ground")
    limit: Quantity = quantity(
        5.8,
        "mg/m3",
        1e-4,
        1e6,
        "assumption: chlorine, AEGL-2 for an hour, 2.0 ppm; an impaired ability to escape from here on",
    )
    wind: Quantity = quantity(2, "m/s", 0.5, 40, SCRIPTED)
    heading: Quantity = quantity(0, "deg", 0, 360, "assumption: scripted, whither the wind blows")
    turn: Quantity = quantity(
        15, "deg", 0, 180, "assumption: standard deviation by which the wind turns in an hour"
    )
    stability: Literal["A", "B", "C", "D", "E", "F"] = Field(
        default="D", description="class of Pasquill, from unstable to stable; D under clouds or in wind"
    )


class Gassing(Section):
    """What any release brings about: a cordon, and who calls 警戒与中毒."""

    kind: Id | None = Field(
        default=None, description="kind of incident that a release is; where left out, nobody calls"
    )
    patients: Id | None = Field(
        default=None, description="kind of incident that a poisoned person is; where left out, nobody calls"
    )
    cordon: Quantity = quantity(
        20, "min", 0, 1000, "assumption: until roads in the plume are closed, after it begins"
    )
    airing: Quantity = quantity(
        30, "min", 0, 1000, "assumption: until they are opened, after the air is clean"
    )
    poisoned: Quantity = quantity(
        0.001, "1", 0, 1, "assumption: share of the people in the plume who need an ambulance"
    )
