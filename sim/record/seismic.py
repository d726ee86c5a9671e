"""Facts of earthquake early warning 地震预警."""

from typing import Final, TypeAlias

from sim.record.item import Item


class QuakeDetected(Item, frozen=True, tag="qd"):
    """Stations of early warning detect an earthquake 台站触发: `live` of `stations` had power and a cable.

    Its magnitude is told in hundredths. `located` is whether there were enough for the centre to warn of it.
    """

    hazard: int
    magnitude_hundredths: int
    live: int
    stations: int
    located: bool


class QuakeAlarm(Item, frozen=True, tag="qa"):
    """An early warning comes to telephones 预警发布: by village, who has how long until the S wave.

    `leads` holds (village, ms, telecom site that rings telephones there); to those in `blind` 盲区 the wave
    came first, in `dark` no cell served.
    """

    hazard: int
    leads: tuple[tuple[int, int, int], ...]
    blind: tuple[int, ...]
    dark: tuple[int, ...]


class QuakeAired(Item, frozen=True, tag="qb"):
    """An early warning comes by another channel 预警播发: ``television`` or ``sirens``.

    `leads` holds (village, ms until the S wave) where it comes in time; in `silent` there is no power, or
    nothing that tells the loudspeakers.
    """

    hazard: int
    channel: str
    leads: tuple[tuple[int, int], ...]
    silent: tuple[int, ...]


class QuakeSpared(Item, frozen=True, tag="qs"):
    """People are not trapped in a home that fell, for they had taken cover 避险未被困."""

    hazard: int
    place: int
    people: int


SeismicFact: TypeAlias = QuakeDetected | QuakeAlarm | QuakeSpared | QuakeAired
SEISMIC_FACTS: Final = (QuakeDetected, QuakeAlarm, QuakeSpared)
"""The facts of this module, in the order of their codes: a new one goes to the end of `facts.FACTS`."""
