"""The link budget 链路预算: what a signal that lost so much is still worth at the other end.

The defaults are those of a county's 370 MHz network. Powers and the static sensitivity are sourced (county
flood-control radio: 50 W, -119 dBm; limits for digital land mobile radio: 25 W in vehicles, 5 W in the hand);
gains, feeder, body and fading are assumptions.
"""

import math
from dataclasses import dataclass
from statistics import NormalDist
from typing import Final, NamedTuple

from sim.kernel.draw import Draws

SHADOW_SIGMA_DB: Final = 6.0
"""Standard deviation of shadowing 阴影衰落 about the median; 4 to 9. Label: assumption."""
_NORMAL: Final = NormalDist()


@dataclass(frozen=True, slots=True)
class Radio:
    """A radio 电台 with its antenna, as one end of a link.

    Attributes
    ----------
    power_w
        Of the transmitter.
    gain_dbi
        Of the antenna.
    loss_db
        In the feeder, or in the body of whoever holds it.
    sensitivity_dbm
        Of the receiver, at rest.
    fade_db
        What moving about takes off it.
    """

    power_w: float
    gain_dbi: float
    loss_db: float
    sensitivity_dbm: float = -119.0
    fade_db: float = 8.0

    @property
    def eirp_dbm(self) -> float:
        """Equivalent isotropically radiated power 等效全向辐射功率."""
        return 10.0 * math.log10(1000.0 * self.power_w) + self.gain_dbi - self.loss_db

    @property
    def faded_dbm(self) -> float:
        """The weakest signal that is understood while moving, at the antenna."""
        return self.sensitivity_dbm + self.fade_db - self.gain_dbi + self.loss_db


FIXED_SITE: Final = Radio(50.0, 8.0, 3.0)
"""A site on a hill 固定基站."""
VEHICLE: Final = Radio(25.0, 3.0, 0.0)
"""A radio in a vehicle 车载台."""
BACKPACK: Final = Radio(10.0, 3.0, 0.0)
"""A repeater that is carried up a hill 背负式转信台."""
HANDHELD: Final = Radio(4.0, -2.0, 3.0)
"""A radio in the hand 手持台."""


class Margins(NamedTuple):
    """What is left of a signal in dB, up from the terminal to the site, and down to it 上下行余量."""

    up_db: float
    down_db: float


def margin_db(sender: Radio, receiver: Radio, loss_db: float) -> float:
    """Return by how much a signal is above the weakest that is understood, in dB.

    Examples
    --------
    >>> round(margin_db(HANDHELD, FIXED_SITE, 142.0), 1)
    5.0
    """
    return sender.eirp_dbm - loss_db - receiver.faded_dbm


def margins(site: Radio, terminal: Radio, loss_db: float) -> Margins:
    """Return the margins of a link both ways; speech needs both, a broadcast only the one down."""
    return Margins(margin_db(terminal, site, loss_db), margin_db(site, terminal, loss_db))


def shadow_db(draws: Draws, sigma_db: float = SHADOW_SIGMA_DB) -> float:
    """Draw what hills and houses too small for the terrain add to the margin of one pair, or take off it.

    Parameters
    ----------
    draws
        A stream of this purpose. One number is drawn for each pair and replication, not for each call: who
        stands behind a house stays there.
    sigma_db
        Standard deviation.
    """
    return draws.normal(sigma_db)


def usable(margin: float, shadow: float) -> bool:
    """Tell whether a link of this margin works behind this shadow, both in dB."""
    return margin + shadow >= 0.0


def chance(margin: float, sigma_db: float = SHADOW_SIGMA_DB) -> float:
    """Return the share of shadows behind which a link of this margin works.

    Examples
    --------
    >>> chance(0.0), round(chance(6.0), 3)
    (0.5, 0.841)
    """
    return _NORMAL.cdf(margin / sigma_db)
