"""Section ``hazards`` of ``scenario.yaml``: what befalls the district, and what it may break 灾害."""

from collections.abc import Mapping
from typing import Annotated, Final

from pydantic import Field

from sim.scenario.perils import Burning, Gassing, Homes, Quake, Release, Shaking, Wildfire
from sim.scenario.quantity import Quantity, Section, quantity
from sim.scenario.tables import Id
from sim.scenario.weather import Ice, Lines, Rainstorm, Slopes, Water, Wind
from sim.terms.enums import Asset, DamageKind

SCRIPTED: Final = "assumption: scripted"
ASSUMED: Final = "assumption: common practice, no published figure found"


class Breaks(Section):
    """Networks that hazards may break 断路、断电、断网: the switches of the eight variants of three cuts.

    They never change what befalls, only whether it takes hold. What a scenario scripts, by `Inject` or
    otherwise, breaks whatever it names.
    """

    roads: bool = True
    power: bool = True
    comms: bool = True
    mains: bool = True

    def admits(self, asset: Asset) -> bool:
        """Whether hazards may break a kind of asset."""
        return bool(getattr(self, NETWORKS[asset]))


NETWORKS: Final[Mapping[Asset, str]] = {
    Asset.ROAD: "roads",
    Asset.POWER_LINE: "power",
    Asset.POWER_NODE: "power",
    Asset.FIBRE: "comms",
    Asset.RADIO_SITE: "comms",
    Asset.TELECOM_SITE: "comms",
    Asset.WATER_MAIN: "mains",
    Asset.GAS_MAIN: "mains",
}
"""The switch of `Breaks` that each asset hangs on."""
INJECTED: Final[Mapping[Asset, str]] = {
    Asset.ROAD: "links",
    Asset.POWER_LINE: "power_lines",
    Asset.POWER_NODE: "power_nodes",
    Asset.FIBRE: "fibres",
    Asset.RADIO_SITE: "sites",
    Asset.TELECOM_SITE: "telecom",
    Asset.WATER_MAIN: "villages",
    Asset.GAS_MAIN: "villages",
}
"""Key of the table in which each asset stands; mains are known by the village that they serve."""


class Repair(Section):
    """How much work each kind of damage is 抢修工作量, for one machine or crew of a standard rate."""

    rate: Quantity = quantity(
        100,
        "m3/h",
        1,
        1000,
        "assumption: one excavator with lorries; cases reach 38 to 185 m3/h for each machine",
    )
    lane_share: Quantity = quantity(
        1 / 15,
        "1",
        0.001,
        1,
        "estimate: Yuqian expressway 2009, 6,000 m3: one lane 2 h after the machines, two on the face",
    )
    lane_least: Quantity = quantity(
        200, "m3", 0, 1e6, "assumption: what lies on one lane of any slide, if the slide is as large"
    )
    full_share: Quantity = quantity(
        0.5, "1", 0.001, 1, "assumption: share of a slide that has to go until both lanes are free"
    )
    face: Quantity = quantity(
        2, "1", 1, 20, "Ranwu 2014: a narrow face lets one or two machines work, however many come"
    )
    unstable: Quantity = quantity(
        0.3, "1", 0, 1, "assumption: share of slides above which the slope still moves"
    )
    unstable_factor: Quantity = quantity(
        3, "1", 1, 30, "assumption: pauses and blasting below a moving slope; Liuba and Ranwu took far longer"
    )
    bridge_base: Quantity = quantity(
        24, "h", 0, 1000, "assumption: a temporary bridge after the kit has come; 32 m took 20 h"
    )
    bridge_rate: Quantity = quantity(0.3, "h/m", 0, 10, "assumption: for each metre of a temporary bridge")
    bridge_full: Quantity = quantity(
        30, "d", 0, 1000, "assumption: until a bridge is rebuilt for two lanes, beyond most scenarios"
    )
    line: Quantity = quantity(4, "h", 0, 1000, "assumption: a fault of a 10 kV line, once one has come to it")
    pole: Quantity = quantity(6, "h", 0, 1000, "assumption: for each pole besides; 4 to 10 h")
    pumping: Quantity = quantity(24, "h", 0, 1000, "assumption: to pump out a flooded switch room")
    drying: Quantity = quantity(
        24, "h", 0, 1000, "assumption: to dry and mend it; substations take 24 to 120 h in all"
    )
    equipment: Quantity = quantity(12, "h", 0, 1000, ASSUMED)
    fibre_break: Quantity = quantity(3, "h", 0, 1000, "assumption: for each break, once one has come to it")
    fibre_km: Quantity = quantity(2, "h/km", 0, 100, "assumption: for each kilometre that is replaced")
    site: Quantity = quantity(8, "h", 0, 1000, "assumption: a base station with its antennas and supply")
    sigma: Quantity = quantity(
        0.7, "1", 0, 3, "assumption: lognormal, as for faults of 10 kV lines; drawn with the damage"
    )
    valve: Quantity = quantity(
        1, "h", 0, 100, "assumption: to find the valves of a broken gas main, shut them and air the place"
    )
    gas_main: Quantity = quantity(
        8, "h", 0, 1000, "assumption: for each break: dig, change the pipe, test it, let gas in again"
    )
    water_main: Quantity = quantity(
        12, "h", 0, 1000, "HAZUS-MH as commonly quoted: a crew of four mends two breaks of small pipes a day"
    )


class Inject(Section):
    """A scripted damage 注入: what breaks exactly, and when; its repair takes what is usual for its size."""

    id: Id | None = Field(default=None, description="name of its figures; its position where left out")
    what: Annotated[DamageKind, Field(strict=False)]
    target: Id = Field(description="id in the table of what it breaks")
    at: Quantity = quantity(0, "h", 0, 1e6, SCRIPTED)
    until: Quantity = quantity(
        1e6, "h", 0, 1e6, "assumption: scripted; where left out, until somebody mends it"
    )
    size: Quantity = quantity(1, "1", 0, 1e6, "assumption: scripted; in m3, mm, m or number, by its kind")


class Hazards(Section):
    """All that befalls the district.

    Attributes
    ----------
    is_quiet
        Whether nothing does.
    """

    breaks: Breaks = Breaks()
    repair: Repair = Repair()
    water: Water = Water()
    slopes: Slopes = Slopes()
    lines: Lines = Lines()
    rainstorms: tuple[Rainstorm, ...] = ()
    winds: tuple[Wind, ...] = ()
    ices: tuple[Ice, ...] = ()
    injects: tuple[Inject, ...] = ()
    shaking: Shaking = Shaking()
    homes: Homes = Homes()
    burning: Burning = Burning()
    gassing: Gassing = Gassing()
    quakes: tuple[Quake, ...] = ()
    wildfires: tuple[Wildfire, ...] = ()
    releases: tuple[Release, ...] = ()

    @property
    def is_quiet(self) -> bool:
        """Whether nothing befalls the district."""
        return not any(isinstance(getattr(self, name), tuple) and getattr(self, name) for name in KINDS)


KINDS: Final = tuple(name for name, field in Hazards.model_fields.items() if field.default == ())
"""Keys of `Hazards` under which things befall the district."""
