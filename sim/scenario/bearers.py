"""Sections of ``scenario.yaml`` on communications: what each bearer does, and what is scripted to fail."""

from typing import Annotated, Final, Literal

from pydantic import Field

from sim.scenario.quantity import Quantity, Section, quantity
from sim.scenario.tables import Id
from sim.terms.enums import BearerKind, Party

ASSUMED: Final = "assumption: common practice, no published figure found"
SCRIPTED: Final = "assumption: scripted"

_VOICE, _FIXED, _CELL, _RADIO, _MESH = (
    BearerKind.VOICE,
    BearerKind.FIXED,
    BearerKind.CELLULAR,
    BearerKind.RADIO,
    BearerKind.MESH,
)
_VSAT, _SAT, _BEIDOU, _COURIER = (
    BearerKind.VSAT,
    BearerKind.TIANTONG,
    BearerKind.BEIDOU,
    BearerKind.COURIER,
)
_POST: Final = (_VOICE, _FIXED, _CELL, _RADIO, _MESH, _VSAT, _SAT, _BEIDOU, _COURIER)

PACE: Final[dict[Party, tuple[BearerKind, ...]]] = {
    Party.PUBLIC: (_FIXED, _CELL, _COURIER),
    Party.DISPATCH_CENTRE: _POST,
    Party.EOC: _POST,
    Party.STATION: _POST,
    Party.UNIT: (_VOICE, _FIXED, _RADIO, _CELL, _MESH, _VSAT, _SAT, _BEIDOU),
    Party.TOWNSHIP: _POST,
    Party.VILLAGE: (_VOICE, _FIXED, _CELL, _RADIO, _MESH, _SAT, _BEIDOU, _COURIER),
    Party.TEAM: _POST,
    Party.NEIGHBOUR: _POST,
    Party.COMMS_TEAM: (_VOICE, _RADIO, _CELL, _MESH, _VSAT, _SAT, _BEIDOU),
    Party.WEATHER: (_FIXED, _CELL, _COURIER),
    Party.KEY_UNIT: (_VOICE, _FIXED, _CELL, _RADIO, _MESH, _SAT, _BEIDOU, _COURIER),
    Party.BUS: (_VOICE, _RADIO, _CELL, _MESH, _VSAT, _SAT, _BEIDOU),
    Party.CREW: (_VOICE, _RADIO, _CELL, _MESH, _VSAT, _SAT, _BEIDOU),
    Party.FACILITY: _POST,
}
"""Primary, alternate, contingency and emergency means of each kind of party, in the order of trying."""

PACE_FIRST: Final[dict[str, tuple[BearerKind, ...]]] = {
    "usual": (),
    "public-first": (_VOICE, _FIXED, _CELL),
    "radio-first": (_VOICE, _RADIO, _MESH),
    "satellite-first": (_VOICE, _VSAT, _SAT, _BEIDOU),
}
"""Variants of every plan by name: what is tried first by whoever has it."""

GROUPS: Final[dict[str, tuple[Party, ...]]] = {
    "command": (Party.DISPATCH_CENTRE, Party.EOC, Party.TOWNSHIP),
    "fire": (Party.DISPATCH_CENTRE, Party.UNIT),
    "support": (Party.EOC, Party.TEAM, Party.NEIGHBOUR, Party.COMMS_TEAM),
}
"""Who hears which talk group. Source: assumption; the district's plan of groups is not published."""


class Radio(Section):
    """The 370 MHz trunked radio network 370MHz集群."""

    frequency: Quantity = quantity(370, "MHz", 100, 1000, "the district's work plan names 370 MHz")
    handheld_power: Quantity = quantity(4, "W", 0.5, 5, "MIIT rule for digital mobile radio: 5, 3 or 1 W")
    handheld_gain: Quantity = quantity(-2, "dBi", -10, 5, ASSUMED)
    body_loss: Quantity = quantity(3, "dB", 0, 12, ASSUMED)
    vehicle_power: Quantity = quantity(25, "W", 1, 25, "MIIT rule for digital mobile radio: 25 W in vehicles")
    vehicle_gain: Quantity = quantity(3, "dBi", -5, 10, ASSUMED)
    sensitivity: Quantity = quantity(
        -119, "dBm", -125, -90, "a county's flood-control network: 0.25 uV, which is -119 dBm"
    )
    fade_allowance: Quantity = quantity(8, "dB", 0, 20, ASSUMED)
    shadow_sigma: Quantity = quantity(6, "dB", 0, 15, ASSUMED)
    terrain: Literal["flat", "plains", "hills", "mountains", "rugged"] = Field(
        default="mountains", description="class of terrain, where radio_loss.csv has no figure"
    )
    holding: Quantity = quantity(8, "s", 1, 120, ASSUMED)
    holding_cv: Quantity = quantity(0.8, "1", 0, 3, ASSUMED)
    patience: Quantity = quantity(30, "s", 0, 600, ASSUMED)
    slot_rate: Quantity = quantity(1.6, "kbit/s", 0.1, 100, ASSUMED)
    users: Quantity = quantity(30, "people", 0, 10000, "assumption: other users of each site")
    talk_rate: Quantity = quantity(8, "1/h", 0, 1000, "assumption: calls of each other user in quiet times")
    direct_range: Quantity = quantity(
        2, "km", 0, 50, "assumption: handheld to handheld in mountains, roughness 200 m"
    )
    groups: dict[Id, Annotated[tuple[Party, ...], Field(min_length=1)]] = Field(
        default_factory=lambda: {**GROUPS},
        description="talk groups 通话组: kinds of parties whose radios hear each, units while they are out. "
        "A message between two that hear one group is a call of that group, or of the first of several by "
        "name, and holds a slot at every site with a radio of it; others are individual calls (assumption)",
    )


class Public(Section):
    """The public network 公众网: landlines, fibre and cells."""

    line: Quantity = quantity(2, "s", 0, 120, "assumption: dispatch terminals on data lines")
    set_up: Quantity = quantity(8, "s", 0, 120, "assumption: to dial and to be answered")
    load: Quantity = quantity(
        0.5, "1", 0, 20, "assumption: offered calls as a share of the channels in quiet times"
    )
    battery_cv: Quantity = quantity(0.5, "1", 0, 3, "assumption: batteries age unevenly")


class Satellite(Section):
    """Satellites 卫星: Tiantong telephones, portable stations, Beidou messages."""

    registration: Quantity = quantity(45, "s", 0, 600, ASSUMED)
    set_up: Quantity = quantity(15, "s", 0, 600, ASSUMED)
    outdoor: Quantity = quantity(0.95, "1", 0, 1, "assumption: share of places with a free view of the sky")
    beam_calls: Quantity = quantity(
        50, "calls", 1, 10000, "assumption: calls at a time in the district's beam"
    )
    beam_load: Quantity = quantity(20, "erlang", 0, 10000, ASSUMED)
    hop: Quantity = quantity(250, "ms", 200, 600, "measured: spherical geometry, 245 to 252 ms")
    vsat_set_up: Quantity = quantity(15, "min", 0, 240, ASSUMED)
    vsat_band: Literal["Ku", "Ka"] = "Ku"
    vsat_margin: Quantity = quantity(6, "dB", 0, 30, "assumption: clear-sky margin, Ku; Ka 8 dB")
    vsat_adaptive: Quantity = quantity(0, "dB", 0, 30, "assumption: adaptive coding, none in Ku; Ka 10 dB")
    vsat_rate: Quantity = quantity(4, "Mbit/s", 0.1, 1000, ASSUMED)
    beidou_bits: Quantity = quantity(
        14000, "bit", 560, 14000, "China Satellite Navigation Office: regional short message, 14,000 bit"
    )
    beidou_interval: Quantity = quantity(60, "s", 1, 600, "assumption: civil service, one message a minute")
    beidou_latency: Quantity = quantity(2, "s", 0, 60, ASSUMED)
    beidou_success: Quantity = quantity(
        0.996, "1", 0, 1, "China Satellite Navigation Office: above 99.6 % for regional messages"
    )


class Flight(Section):
    """When relays of the mesh may fly 飞行条件."""

    rain: Quantity = quantity(
        8, "mm/h", 0.1, 300, "assumption: no flights in heavy rain, 大雨 by the hour, which begins at 8 mm/h"
    )


class Courier(Section):
    """Messages carried on foot or by vehicle 传信."""

    runner: Quantity = quantity(2, "min", 0, 60, "assumption: from one house of a place to another")
    delay: Quantity = quantity(10, "min", 0, 600, "assumption: to decide, to write it down, to leave")
    vehicle: Id = "light"
    foot_day: Quantity = quantity(4, "km/h", 0.5, 8, "assumption: mountain path by day")
    foot_night: Quantity = quantity(2.5, "km/h", 0.5, 8, "assumption: mountain path at night")
    obstacle: Quantity = quantity(
        20, "min", 0, 600, "assumption: to climb over a slide that closes a road for vehicles, by day"
    )
    couriers: Quantity = quantity(2, "people", 0, 1000, "assumption: people whom a post can send at a time")
    messengers: bool = Field(
        default=False,
        description="stations cut off send word of scenes, and couriers to the centre telephone on the way",
    )


class Caller(Section):
    """What people do who need help and cannot reach 119 报警."""

    attempts: Quantity = quantity(3, "calls", 1, 100, ASSUMED)
    interval: Quantity = quantity(1, "min", 0, 60, ASSUMED)
    walk: Quantity = quantity(10, "min", 0, 600, "assumption: from the homes to the village committee")


class Reports(Section):
    """Situation reports of townships to the district 信息报送, and what silence means 失联."""

    begin: Quantity = quantity(0, "h", 0, 1e6, SCRIPTED)
    end: Quantity = quantity(0, "h", 0, 1e6, "assumption: no regular reports in quiet times")
    interval: Quantity = quantity(60, "min", 1, 10000, "assumption: hourly once a response is activated")
    silence: Quantity = quantity(
        90, "min", 1, 10000, "assumption: a township that was not heard for one report and a half is lost"
    )


class Outage(Section):
    """A scripted failure of communications or power 断网、断电: what fails, when, and when it is back."""

    id: Id | None = Field(default=None, description="name of its figures; its position where left out")
    what: Literal["mains", "site", "backhaul", "telecom", "fibre", "power_node", "power_line"]
    target: Annotated[
        str,
        Field(
            min_length=1,
            description="id of a township, site, telecom site, fibre, or node or line of the power network; "
            "or all",
        ),
    ]
    at: Quantity = quantity(0, "h", 0, 1e6, SCRIPTED)
    until: Quantity = quantity(1e6, "h", 0, 1e6, "assumption: scripted; never where left out")


class Crowd(Section):
    """A span in which everybody telephones and talks 话务激增."""

    begin: Quantity = quantity(0, "h", 0, 1e6, SCRIPTED)
    end: Quantity = quantity(0, "h", 0, 1e6, SCRIPTED)
    factor: Quantity = quantity(7, "1", 0, 100, "Wenchuan 2008: voice calls in Chengdu seven times as many")


class Bearers(Section):
    """How messages travel where ``comms: bearers`` is set 通信手段."""

    pace_variant: Literal["usual", "radio-first", "satellite-first", "public-first"] = Field(
        default="usual",
        description="means that everybody who has them tries first; the others follow as usual",
    )
    pace: dict[Party, tuple[BearerKind, ...]] = Field(
        default_factory=dict,
        description="means in the order in which a kind of party tries them 通信预案",
    )
    retry: Quantity = quantity(5, "min", 0.1, 1440, "assumption: until a message is tried again by all means")
    expiry: Quantity = quantity(24, "h", 0.01, 1e6, "assumption: until an urgent message is given up")
    expiry_routine: Quantity = quantity(6, "h", 0.01, 1e6, "assumption: until a routine message is given up")
    call_back: Quantity = quantity(
        3, "min", 0.1, 1440, "assumption: a station that cannot report a call acts on its own after this time"
    )
    deputies: bool = Field(
        default=False,
        description="whether the nearest township stands in for one that cannot be raised 镇街代管",
    )
    radio: Radio = Radio()
    public: Public = Public()
    satellite: Satellite = Satellite()
    flight: Flight = Flight()
    courier: Courier = Courier()
    caller: Caller = Caller()
    reports: Reports = Reports()
    crowds: tuple[Crowd, ...] = ()
    outages: tuple[Outage, ...] = ()

    def plan(self, party: Party) -> tuple[BearerKind, ...]:
        """Return the means of a kind of party, in the order in which it tries them."""
        means, first = self.pace.get(party, PACE[party]), PACE_FIRST[self.pace_variant]
        return tuple(sorted(means, key=lambda each: first.index(each) if each in first else len(first)))
