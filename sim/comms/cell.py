"""Sites of the public mobile network: what they are, what their batteries hold, and whom they turn away."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from sim.comms.energy import Backup, Battery, Generator
from sim.kernel.draw import Draws
from sim.terms.enums import Term
from sim.terms.units import HOUR_MS


class SiteRole(Term):
    """What a site is for."""

    STATION = "station", "基站"
    HUB = "hub", "汇聚机房"


@dataclass(frozen=True, slots=True)
class Site:
    """A base station or a hub 基站、机房.

    Attributes
    ----------
    id
        Its number, also as a node of the fibre network.
    power_place
        The place whose mains it runs on.
    role
        A hub passes on the traffic of others.
    serves
        Places whose people it serves.
    channels
        Voice calls that it carries at once. Source of the default: assumption.
    signalling_channels
        Short messages and data sessions that it sets up at once. Source of the default: assumption.
    """

    id: int
    power_place: int
    role: SiteRole = SiteRole.STATION
    serves: tuple[int, ...] = ()
    channels: int = 60
    signalling_channels: int = 12


@dataclass(frozen=True, slots=True)
class EmergencyKind:
    """A kind of base station that is brought 应急基站; it has a link of its own to the core, by satellite.

    Attributes
    ----------
    name, zh
        Its names.
    setup_ms
        From the order on the spot (for a UAV from the order) until it serves, in ms.
    area_km2
        Around it, in which people are served, in km2.
    endurance_ms
        How long it then serves, in ms.
    channels, signalling_channels
        As of a `Site`. Source: assumption.
    """

    name: str
    zh: str
    setup_ms: int
    area_km2: float
    endurance_ms: int
    channels: int
    signalling_channels: int


PORTABLE_STATION: Final = EmergencyKind(
    "portable base station", "便携式应急基站", 2 * HOUR_MS, 12.0, 6 * HOUR_MS, 30, 8
)
"""Source: assumption: set-up 2 h (1-4), 6 h of fuel (4-10), radius 2 km."""

UAV_STATION: Final = EmergencyKind(
    "UAV base station", "无人机空中基站", round(5.9 * HOUR_MS), 50.0, 6 * HOUR_MS, 60, 12
)
"""Fixed wing. Source: Luding 2022, on task 5.8-5.9 h after the shock; Henan 2021, 50 km2 and 5-6 h there."""


# --- backup of sites

SITE_GENERATOR: Final = Generator(tank_h=6.0)
"""A generator that a site owns. Source: assumption (4-10 h)."""


@dataclass(frozen=True, slots=True)
class BackupLaw:
    """How the backup of sites is drawn 后备电源分布.

    Attributes
    ----------
    station_h, hub_h
        Median hours of the battery of a base station and of a hub, in h. Source: 500 Ah at 48-58 A, aged
        (2-8); assumption (6-24).
    cv
        Coefficient of variation of their lognormal law. Source: assumption.
    generator_share
        Share of sites with a generator of their own. Source: assumption (0-0.2).
    generator
        That generator.
    """

    station_h: float = 4.0
    hub_h: float = 10.0
    cv: float = 0.5
    generator_share: float = 0.05
    generator: Generator = SITE_GENERATOR

    @property
    def sigma(self) -> float:
        """Standard deviation of the logarithm of the hours."""
        return math.sqrt(math.log1p(self.cv * self.cv))


def draw_backups(sites: Iterable[Site], draws: Draws, law: BackupLaw | None = None) -> dict[int, Backup]:
    """Return the backup of each site, drawn once, in the order of their ids.

    Parameters
    ----------
    sites
        Each takes two numbers from the stream, of whichever law, unless its `cv` is nought.
    draws
        A stream for this purpose alone.
    law
        From which to draw; None for the usual one.
    """
    law = law or BackupLaw()
    found = {}
    for site in sorted(sites, key=lambda site: site.id):
        median_h = law.hub_h if site.role is SiteRole.HUB else law.station_h
        owns = draws.uniform() < law.generator_share
        battery = Battery.lasting(draws.lognormal(median_h, law.sigma))
        found[site.id] = Backup(battery, law.generator if owns else None)
    return found


# --- load


@dataclass(frozen=True, slots=True)
class Demand:
    """What the people of a place offer in a normal busy hour 话务量.

    Attributes
    ----------
    voice_erlang
        Voice calls, in erlangs.
    message_erlang
        Short messages and data sessions on the signalling channels, in erlangs.
    """

    voice_erlang: float
    message_erlang: float

    @classmethod
    def of(cls, people: float) -> "Demand":
        """Return what so many people offer: 0.02 erlang of voice and one message of 3.5 s an hour each.

        Source: assumption.
        """
        return cls(people * 0.02, people * 3.5 / 3600)


@dataclass(frozen=True, slots=True)
class Surge:
    """How everybody calls at once after a disaster 话务激增.

    Attributes
    ----------
    begins_ms
        When, in ms since the start.
    voice_factor, message_factor
        By what the load is multiplied. Source: Wenchuan 2008, Chengdu: voice 7 times (range of events 2-10),
        short messages 2 times.
    lasts_ms
        How long it stays so, in ms. Source: assumption (the first hours).
    fades_ms
        How long it then takes, in a straight line, to be as usual, in ms. Source: assumption.
    """

    begins_ms: int
    voice_factor: float = 7.0
    message_factor: float = 2.0
    lasts_ms: int = 4 * HOUR_MS
    fades_ms: int = 20 * HOUR_MS

    def factors(self, now_ms: int) -> tuple[float, float]:
        """Return by what the load of voice and of messages is multiplied."""
        height = self._height(now_ms)
        return 1 + (self.voice_factor - 1) * height, 1 + (self.message_factor - 1) * height

    def _height(self, now_ms: int) -> float:
        """Return how much of the surge there is, from 0 to 1."""
        if now_ms < self.begins_ms:
            return 0.0
        over_ms = now_ms - self.begins_ms - self.lasts_ms
        if over_ms < 0:
            return 1.0
        return max(0.0, 1 - over_ms / self.fades_ms) if self.fades_ms else 0.0


NO_SURGE: Final = Surge(0, 1.0, 1.0)
"""Everybody calls as usual."""


class ServiceClass(Term):
    """Two classes of service, which do not take channels from each other 业务类别."""

    VOICE = "voice", "话音"
    MESSAGE = "message", "短信与数据"
