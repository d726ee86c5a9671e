"""VSAT stations 卫星便携站、车载站 in Ku and Ka band: set-up, fuel, and rain that takes the rate.

The fade is that of the up-link at the station, the higher frequency of the two; the far end, a hub in another
province, is taken to have its own margin and dry weather (assumption).
"""

from dataclasses import dataclass
from typing import Final, NamedTuple

from sim.comms.satellite.fade import RainClimate, RainFade
from sim.comms.satellite.geometry import Look, Place, hop_ms, look, visible
from sim.comms.satellite.rain import SlantPath
from sim.terms.enums import Term
from sim.terms.units import to_ms


class LinkStatus(Term):
    """How a satellite link stands 链路状态."""

    CLEAR = "clear", "畅通"
    ADAPTED = "adapted", "降速"
    RAINED_OUT = "rained_out", "雨衰中断"
    SETTING_UP = "setting_up", "架设中"
    NO_POWER = "no_power", "断电"
    HIDDEN = "hidden", "遮挡"


class LinkState(NamedTuple):
    """A link as it stands, and its rate in Mbit/s, 0 where it carries nothing."""

    status: LinkStatus
    rate_mbit_s: float

    @property
    def carries(self) -> bool:
        """Whether anything passes."""
        return self.rate_mbit_s > 0


@dataclass(frozen=True, slots=True)
class Vsat:
    """A kind of station; the defaults are those of one carried by hand, in Ku band 便携站.

    Attributes
    ----------
    uplink_ghz
        Frequency to the satellite: Ku 14.25 GHz, Ka 29.5 GHz.
    satellite_lon_deg
        110.5 E (assumption).
    set_up_min
        From arrival to traffic: 15 min by hand (assumption; 10 to 30), 5 min where the dish points itself.
    rate_mbit_s
        In clear sky: 4 Mbit/s (assumption; 1 to 20).
    margin_db
        Fade at which the rate begins to fall: Ku 6 dB (assumption; 3 to 10), Ka 8 dB (assumption; 5 to 18).
    adaptive_db
        Further fade that adaptive coding 自适应编码调制 bears: Ku 0, Ka 10 dB (assumption).
    floor_share
        Share of the rate that is left when the adaptive margin is used up: 0.22 (assumption: QPSK 1/4
        against 8PSK 3/4 in ETSI EN 302 307, 10.3 dB apart, with 0.49 against 2.23 bit/s/Hz).
    tank_h
        Hours that one tank of its petrol generator lasts: 7 h (assumption; 6 to 8).
    """

    uplink_ghz: float = 14.25
    satellite_lon_deg: float = 110.5
    set_up_min: float = 15.0
    rate_mbit_s: float = 4.0
    margin_db: float = 6.0
    adaptive_db: float = 0.0
    floor_share: float = 0.22
    tank_h: float = 7.0

    def rate_at(self, fade_db: float) -> float:
        """Return the rate under a fade, in Mbit/s: whole, then falling with the fade in dB, then 0.

        Within the adaptive margin it falls in a straight line (assumption: the modes of ETSI EN 302 307 lie
        within 0.05 of the whole rate from it).
        """
        if fade_db <= self.margin_db:
            return self.rate_mbit_s
        used_db = fade_db - self.margin_db
        if used_db > self.adaptive_db:
            return 0.0
        return self.rate_mbit_s * (1 - (1 - self.floor_share) * used_db / self.adaptive_db)

    def ready_ms(self, begun_ms: int) -> int:
        """Return when a set-up that has begun then is done, in milliseconds on the clock."""
        return begun_ms + to_ms(self.set_up_min, "min")

    def dry_ms(self, now_ms: int, fuel_h: float) -> int:
        """Return when so many hours of fuel are burnt, in milliseconds on the clock."""
        return now_ms + to_ms(fuel_h, "h")


KU_PORTABLE: Final = Vsat()
"""Carried by hand, Ku band 便携站."""
KA_PORTABLE: Final = Vsat(uplink_ghz=29.5, margin_db=8.0, adaptive_db=10.0)
"""Carried by hand, Ka band 便携站."""
KU_VEHICLE: Final = Vsat(set_up_min=5.0)
"""On a vehicle that halts, Ku band 静中通; it needs a road."""
KA_VEHICLE: Final = Vsat(uplink_ghz=29.5, set_up_min=5.0, margin_db=8.0, adaptive_db=10.0)
"""On a vehicle that halts, Ka band 静中通; it needs a road."""


class VsatLink:
    """The link of one station at one place 卫星链路.

    Parameters
    ----------
    kind
        Of the station.
    place
        Where it stands.
    climate
        Of the rain there.
    horizon_deg
        Terrain horizon in the direction of the satellite, in degrees.

    Examples
    --------
    >>> link = VsatLink(KA_PORTABLE, Place(29.7, 107.39, 0.36), RainClimate())
    >>> for rain_mm_h in (0, 9, 18):
    ...     status, rate_mbit_s = link.state(rain_mm_h, begun_ms=0, now_ms=1_000_000, fuel_h=3)
    ...     print(status.zh, round(rate_mbit_s, 1))
    畅通 4.0
    降速 2.8
    雨衰中断 0.0
    """

    def __init__(self, kind: Vsat, place: Place, climate: RainClimate, horizon_deg: float = 0.0) -> None:
        self.kind = kind
        self.look: Look = look(place, kind.satellite_lon_deg)
        self._fade: RainFade | None = None
        if visible(self.look, horizon_deg):
            path = SlantPath(kind.uplink_ghz, self.look.elevation_deg, place.lat_deg, place.height_km)
            self._fade = RainFade(path, climate)

    @property
    def hop_ms(self) -> int:
        """Time to the satellite and down to a station as far away, in milliseconds."""
        return hop_ms(self.look.range_km, self.look.range_km)

    def state(self, rain_mm_h: float, begun_ms: int, now_ms: int, fuel_h: float | None) -> LinkState:
        """Return how the link stands now.

        Parameters
        ----------
        rain_mm_h
            Rain that falls now at the station, in mm/h.
        begun_ms
            When its set-up began, on the clock.
        now_ms
            Now, on the clock.
        fuel_h
            Hours of fuel left now; None where it hangs on the mains.

        Raises
        ------
        ValueError
            If the rain rate is negative.
        """
        if self._fade is None:
            return LinkState(LinkStatus.HIDDEN, 0.0)
        if fuel_h is not None and fuel_h <= 0:
            return LinkState(LinkStatus.NO_POWER, 0.0)
        if now_ms < self.kind.ready_ms(begun_ms):
            return LinkState(LinkStatus.SETTING_UP, 0.0)
        return self._in_rain(self._fade.fade_db(rain_mm_h))

    def rain_out_mm_h(self) -> float | None:
        """Return the lightest rain in which nothing passes, in mm/h; None where no rain does that.

        A hidden satellite needs none: 0. A question for reports: it costs sixty of the others.
        """
        if self._fade is None:
            return 0.0
        return self._fade.rain_mm_h(self.kind.margin_db + self.kind.adaptive_db)

    def _in_rain(self, fade_db: float) -> LinkState:
        rate_mbit_s = self.kind.rate_at(fade_db)
        if rate_mbit_s == 0:
            return LinkState(LinkStatus.RAINED_OUT, 0.0)
        return LinkState(
            LinkStatus.CLEAR if fade_db <= self.kind.margin_db else LinkStatus.ADAPTED, rate_mbit_s
        )
