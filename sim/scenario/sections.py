"""Sections of ``scenario.yaml``: everything that is not a table, each figure with unit, source and label."""

from collections.abc import Mapping
from typing import Annotated, ClassVar, Final, Literal

from pydantic import Field

from sim.scenario.policy_name import PolicyName
from sim.scenario.quantity import (
    Admitted,
    Frozen,
    HourProfile,
    MonthProfile,
    Quantity,
    Section,
    Vouched,
    label_of,
    quantity,
)
from sim.scenario.slopes import Slope
from sim.scenario.tables import Id
from sim.terms.enums import RoadClass, StationKind

REFERENCE = "assumption: reference speeds of the measured 2014-16 network, 80/40/45/35/25 km/h by class"
DOMAIN = "assumption: common practice, no published figure found"
SEASON = (
    "National Fire and Rescue Administration, 2026-03-17: June to August bear 28.0 % of the calls of 2025"
)
EVEN = "assumption: calls come evenly over the day"

PRIORITY: Final = Admitted("1", 1, 9)
SENT: Final = Admitted("units", 0, 50)
NEEDED: Final = Admitted("units", 0, 200)


class Title(Frozen):
    """A name in both languages."""

    zh: Annotated[str, Field(min_length=1)]
    en: Annotated[str, Field(min_length=1)]


class Speeds(Section):
    """Speed of one kind of vehicle by class of road, by day and in the dry."""

    expressway: Quantity = quantity(80, "km/h", 20, 130, REFERENCE)
    urban: Quantity = quantity(40, "km/h", 5, 100, REFERENCE)
    trunk: Quantity = quantity(45, "km/h", 5, 100, REFERENCE)
    secondary: Quantity = quantity(35, "km/h", 5, 100, REFERENCE)
    local: Quantity = quantity(25, "km/h", 2, 80, REFERENCE)

    def of(self, road_class: RoadClass) -> float:
        """Return the speed on a class of road, in km/h."""
        found: Quantity = getattr(self, road_class.value)
        return found.value


class Vehicle(Speeds):
    """A kind of vehicle: its speeds, and how deep the water may be that it drives through."""

    wade: Quantity = quantity(
        300, "mm", 0, 2000, "Pregnolato et al. 2017: cars stop in 300 mm of water; fire engines wade deeper"
    )


ENGINE_WADE: Final = "assumption: a fire engine wades 600 to 800 mm"
ENGINE: Final = Vehicle(
    wade=Quantity(value=700.0, unit="mm", low=0, high=2000, label=label_of(ENGINE_WADE), source=ENGINE_WADE)
)
"""A fire engine."""


class Window(Section):
    """A span of time since the start of the scenario."""

    begin: Quantity = quantity(0, "h", 0, 1e6, "assumption: from the start")
    end: Quantity = quantity(1e6, "h", 0, 1e6, "assumption: to the end")


class Rain(Window):
    """A span of heavy rain 强降雨."""

    rate: Quantity = quantity(
        20, "mm/h", 0, 300, "assumption: heavy rain; 18 mm/h is exceeded 0.1 % of a year"
    )
    townships: tuple[Id, ...] = Field(
        default=(),
        description="townships over which it falls; the whole district where empty. Rain over some townships "
        "fades satellites and grounds relays there; only rain over the whole district slows traffic, for a "
        "trip has one pace (assumption)",
    )


class Roads(Section):
    """How fast vehicles are on the roads, by class, night and rain 道路通行."""

    reference: Speeds = Speeds()
    vehicles: dict[Id, Vehicle] = Field(default_factory=lambda: {"engine": ENGINE})
    night_factor: Quantity = quantity(
        0.8, "1", 0.1, 1, "assumption: speed at night as a share of that by day"
    )
    rain_factor: Quantity = quantity(
        0.7, "1", 0.1, 1, "assumption: speed in heavy rain as a share of the dry"
    )
    night_from: Quantity = quantity(20, "h", 0, 24, "NFRA yearly statistics: day window 08-20")
    night_until: Quantity = quantity(8, "h", 0, 24, "NFRA yearly statistics: day window 08-20")
    rain: tuple[Rain, ...] = Field(
        default=(), description="heavy rain everywhere; a rainstorm among the hazards takes its place"
    )
    heavy_rain: Quantity = quantity(
        8,
        "mm/h",
        0.1,
        300,
        "assumption: rain from here on slows traffic; forecasters call 8 mm in an hour heavy",
    )
    one_lane: Quantity = quantity(
        0.5, "1", 0.01, 1, "assumption: speed over a link of which one lane is free, as a share"
    )
    caught: Quantity = quantity(
        0.05, "1", 0, 1, "assumption: share of vehicles on a link that are caught where it breaks or floods"
    )
    flooded: Quantity = quantity(
        0.2, "km", 0.01, 10, "assumption: length of a link that is under water, where it is flooded"
    )
    slope: Slope = Slope()


class Severity(Vouched):
    """How much an incident really needs; drawn at its birth, seen by whoever arrives first 灾情等级.

    Its label and source stand for `needs`.
    """

    vouched: ClassVar[Mapping[str, Admitted]] = {"needs": NEEDED}

    id: Id
    weight: Quantity = quantity(1, "1", 0, 1e6, DOMAIN)
    needs: dict[Id, Annotated[int, Field(ge=NEEDED.low, le=NEEDED.high)]] = Field(
        description="units by capability"
    )
    work: Quantity = quantity(1, "1", 0, 1000, "assumption: work as a multiple of the kind's")


class Kind(Vouched):
    """A kind of incident 警情类别: how often, how urgent, what is sent first and how long it takes.

    Its label and source stand for `priority` and `run_card`.
    """

    vouched: ClassVar[Mapping[str, Admitted]] = {"priority": PRIORITY, "run_card": SENT}

    name: Title
    enabled: bool = True
    per_1000: Quantity = quantity(0, "1/(1000 people year)", 0, 1000, DOMAIN)
    priority: Annotated[int, Field(ge=PRIORITY.low, le=PRIORITY.high, description="1 is the most urgent")] = 5
    run_card: dict[Id, Annotated[int, Field(ge=SENT.low, le=SENT.high)]] = Field(
        description="first alarm, units by capability"
    )
    severities: Annotated[tuple[Severity, ...], Field(min_length=1)]
    work_median: Quantity = quantity(30, "min", 0, 10000, DOMAIN)
    work_sigma: Quantity = quantity(0.7, "1", 0, 3, DOMAIN)
    work_law: Literal["lognormal", "exponential", "fixed"] = "lognormal"
    transport: bool = False
    uses_water: bool = False


class Surge(Section):
    """A span in which more calls come than usual 警情激增."""

    begin: Quantity = quantity(0, "h", 0, 1e6, DOMAIN)
    end: Quantity = quantity(0, "h", 0, 1e6, DOMAIN)
    factor: Quantity = quantity(1, "1", 0, 1000, DOMAIN)
    kinds: tuple[Id, ...] = Field(default=(), description="kinds it multiplies; all where empty")
    townships: tuple[Id, ...] = Field(
        default=(), description="townships whose calls it multiplies; the whole district where empty"
    )


class Demand(Section):
    """Where and when calls come from 警情需求."""

    mode: Literal["generated", "historical", "both"] = "generated"
    scale: Quantity = quantity(1, "1", 0, 1000, "assumption: multiplies every rate")
    month_weights: MonthProfile = MonthProfile(
        values=(8.0,) * 5 + (28.0 / 3,) * 3 + (8.0,) * 4, label=label_of(SEASON), source=SEASON
    )
    hour_weights: HourProfile = HourProfile(values=(1.0,) * 24, label=label_of(EVEN), source=EVEN)
    kinds: Annotated[dict[Id, Kind], Field(min_length=1)]
    surges: tuple[Surge, ...] = ()


class Dispatch(Section):
    """The dispatch centre 接处警中心."""

    policy: PolicyName = "run-card"
    call_takers: Quantity = quantity(
        4, "seats", 1, 500, "assumption: seats that are staffed day and night; each takes one call at a time"
    )
    answer: Quantity = quantity(5, "s", 0, 600, "assumption: well inside NFPA 1710's 15 s for 95 % of calls")
    process_median: Quantity = quantity(
        60, "s", 0, 3600, "NFPA 1710: 64 s to process; 60 s by common practice"
    )
    process_sigma: Quantity = quantity(0.3, "1", 0, 3, DOMAIN)
    process_law: Literal["lognormal", "exponential", "fixed"] = "lognormal"
    coverage: Quantity = quantity(
        15, "min", 1, 240, "assumption: a place is covered if a unit can be there in time"
    )
    queue_limit: Quantity = quantity(
        1e6, "calls", 0, 1e6, "assumption: however many wait for a unit, none beyond a limit is handed over"
    )
    escalate: Quantity = quantity(
        10, "min", 1, 240, "assumption: policy second-alarm sends the next alarm after so long without word"
    )


class UnitType(Section):
    """A type of unit 车组类型: what it can do, who mans it and what it needs after work."""

    name: Title
    capabilities: Annotated[tuple[Id, ...], Field(min_length=1)]
    vehicle: Id = "engine"
    crew: Quantity = quantity(6, "people", 0, 30, "Chinese practice: five to six people to a vehicle")
    crew_min: Quantity = quantity(
        4, "people", 0, 30, "assumption: driver, pump operator and one pair to go in"
    )
    work_rate: Quantity = quantity(
        1, "1", 0.01, 100, "assumption: work done as a multiple of a standard crew's"
    )
    fuel: Quantity = quantity(200, "l", 1, 2000, "assumption: diesel tank of a medium fire engine")
    fuel_rate: Quantity = quantity(18, "l/h", 0, 200, "assumption: mean use while driving or pumping")
    refill: Quantity = quantity(10, "min", 0, 600, "assumption: water and stowage made good after a fire")
    refuel: Quantity = quantity(10, "min", 0, 600, "assumption: tank filled when below a quarter")


class Turnout(Section):
    """Turnout time 出动时间 by day and by night."""

    day: Quantity = quantity(45, "s", 0, 7200, "Chinese practice: 45 s by day or in summer")
    night: Quantity = quantity(60, "s", 0, 7200, "Chinese practice: 60 s at night or in winter")
    sigma: Quantity = quantity(0.2, "1", 0, 3, DOMAIN)


class Forces(Section):
    """Which forces take part, and how their people work 力量."""

    town_brigades: bool = True
    enterprise_brigades: bool = True
    neighbours: bool = False
    medical: bool = False
    micro_stations: bool = Field(default=False, description="micro stations of communities go 微型消防站")
    volunteers: bool = Field(default=False, description="volunteers of villages go 志愿消防队")
    turnout: dict[StationKind, Turnout] = Field(default_factory=dict)
    work_before_rest: Quantity = quantity(
        60, "min", 1, 10000, "NFPA 1584: rest after two 30-minute cylinders"
    )
    rest: Quantity = quantity(20, "min", 0, 1440, "NFPA 1584: at least 20 min of rehabilitation")
    operational_period: Quantity = quantity(
        12, "h", 0.1, 1000, "INSARAG: 12 h operational period, then relief"
    )
    shift: Quantity = quantity(24, "h", 1, 1000, "assumption: crews change once a day")
    shift_start: Quantity = quantity(8, "h", 0, 24, "assumption: crews change at 08:00")
    hospital_handover: Quantity = quantity(15, "min", 0, 600, "assumption: ambulance at the hospital door")


class Cut(Section):
    """A scripted cut of a road 断路: when it happens, when it is mended, when someone tells the centre."""

    road: Id
    foot: bool = Field(
        default=False,
        description="whether people on foot still pass 可徒步通行: over a slide yes; through deep water, or "
        "where a bridge is gone, no",
    )
    at: Quantity = quantity(0, "h", 0, 1e6, "assumption: scripted")
    until: Quantity = quantity(1e6, "h", 0, 1e6, "assumption: scripted; never where left out")
    told_after: Quantity = quantity(1e6, "h", 0, 1e6, "assumption: nobody tells the centre where left out")
