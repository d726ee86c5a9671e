"""Tiantong 天通一号: handheld satellite telephones in S band, with a beam that many districts share.

At 2 GHz the heaviest rain costs less than 0.1 dB (ITU-R P.618-14 at Fuling): rain is no part of this model.
"""

from dataclasses import dataclass, field, replace
from typing import Final

from sim.comms.erlang import erlang_b_table
from sim.kernel.draw import Draws
from sim.terms.enums import Term
from sim.terms.units import HOUR_MS, to_ms

VALLEY_AVAILABILITY: Final = 0.95
"""Share of outdoor places in a valley that see the satellite (assumption; 0.8 to 0.99)."""
OPEN_AVAILABILITY: Final = 0.99
"""Share of outdoor places in open country that see the satellite (assumption)."""


class CallOutcome(Term):
    """What becomes of a call that is dialled now 呼叫结果."""

    CONNECTED = "connected", "接通"
    FLAT = "flat", "电量耗尽"
    INDOORS = "indoors", "室内无信号"
    HIDDEN = "hidden", "遮挡"
    BUSY = "busy", "波束忙"


@dataclass(frozen=True, slots=True)
class Handheld:
    """A satellite telephone 天通手持机.

    Attributes
    ----------
    satellite_lon_deg
        Tiantong-1 01 stands at 101.4 E (assumption: general knowledge).
    register_s
        From seeing the sky to being registered 入网: 45 s (assumption; 30 to 120).
    set_up_s
        From dialling to speaking 接续: 15 s (assumption; 5 to 30).
    text_hanzi
        Characters of one short message: 70 (assumption).
    data_kbit_s
        Data rate at best: 384 kbit/s (assumption).
    talk_h, standby_h
        What a full battery gives: 6 h of talk (assumption; 4 to 8), 72 h of stand-by (assumption; 24 to 120).
    """

    satellite_lon_deg: float = 101.4
    register_s: float = 45.0
    set_up_s: float = 15.0
    text_hanzi: int = 70
    data_kbit_s: float = 384.0
    talk_h: float = 6.0
    standby_h: float = 72.0

    def registered_ms(self, outdoors_since_ms: int) -> int:
        """Return when the telephone is registered, in milliseconds on the clock.

        Parameters
        ----------
        outdoors_since_ms
            Since when it has been switched on and outdoors, without a break.
        """
        return outdoors_since_ms + to_ms(self.register_s, "s")

    def talking_ms(self, now_ms: int, outdoors_since_ms: int) -> int:
        """Return when a call that is dialled now is answered, in milliseconds on the clock."""
        return max(now_ms, self.registered_ms(outdoors_since_ms)) + to_ms(self.set_up_s, "s")

    def charge_after(self, charge: float, talked_ms: int, stood_by_ms: int) -> float:
        """Return the charge of the battery, of 1, after talk and stand-by; never below 0."""
        used = talked_ms / (self.talk_h * HOUR_MS) + stood_by_ms / (self.standby_h * HOUR_MS)
        return max(0.0, charge - used)

    def flat_after_ms(self, charge: float, talking: bool) -> int:
        """Return how long a charge lasts in talk, or in stand-by, in milliseconds."""
        return to_ms(charge * (self.talk_h if talking else self.standby_h), "h")

    def text_ms(self, now_ms: int, outdoors_since_ms: int, hanzi: int) -> int:
        """Return when a text has left as short messages, one set-up for each, in milliseconds on the clock.

        That each short message takes the set-up time of a call is an assumption.
        """
        messages = max(1, -(-hanzi // self.text_hanzi))
        start_ms = max(now_ms, self.registered_ms(outdoors_since_ms))
        return start_ms + messages * to_ms(self.set_up_s, "s")


def sees_sky(draws: Draws, availability: float) -> bool:
    """Draw, once for a place and a replication, whether the satellite is seen there outdoors 室外可通率.

    Parameters
    ----------
    draws
        The stream of this place: then a higher availability never hides the satellite from it.
    availability
        Share of such places that see it.
    """
    return draws.uniform() < availability


@dataclass(frozen=True, slots=True)
class Beam:
    """A beam whose circuits the district's calls share with calls from elsewhere 波束容量.

    Attributes
    ----------
    circuits
        Simultaneous calls: 50 (assumption; 10 to 200).
    background_erlang
        Load of calls that are not of the model: 40 erlang (assumption), of which 1.9 % are lost.
    surge
        Factor on the background, such as 2 to 10 in the first hours of a disaster.

    Notes
    -----
    Background calls are never events. With arrivals at random, the busy circuits of two kinds of calls have a
    product form: given `own` calls in progress, the background is as in a beam with the other circuits, and
    finds them all busy with the share of Erlang's B, whatever the law of the holding times. A beam leaves the
    state in which all is busy within (holding time / circuits), some 2 s: so that attempts can be drawn
    independently of each other.
    """

    circuits: int = 50
    background_erlang: float = 40.0
    surge: float = 1.0
    _lost: tuple[float, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Work out the losses for each number of circuits once.

        Raises
        ------
        ValueError
            If a number is negative.
        """
        lost = erlang_b_table(self.circuits, self.background_erlang * self.surge)
        object.__setattr__(self, "_lost", lost)

    def surged(self, factor: float) -> "Beam":
        """Return the beam with so many times its ordinary background."""
        return replace(self, surge=factor)

    def blocking(self, own: int) -> float:
        """Return the chance that one more call finds the beam busy, with so many of our own in progress."""
        return self._lost[max(0, self.circuits - own)]

    def busy(self, draws: Draws, own: int) -> bool:
        """Draw whether one more call finds the beam busy, with one number."""
        return draws.uniform() < self.blocking(own)


def dial(draws: Draws, beam: Beam, own: int, charge: float, outdoors: bool, sky: bool) -> CallOutcome:
    """Return what becomes of a call that is dialled now, by someone who is registered by then.

    Parameters
    ----------
    draws
        One number is drawn, whatever the outcome: the next call then meets the same luck.
    beam, own
        The beam, and the calls of the model that are in progress in it.
    charge
        Of the battery, of 1.
    outdoors, sky
        Whether the telephone is outdoors, and the place sees the satellite.
    """
    busy = beam.busy(draws, own)
    if charge <= 0:
        return CallOutcome.FLAT
    if not outdoors:
        return CallOutcome.INDOORS
    if not sky:
        return CallOutcome.HIDDEN
    return CallOutcome.BUSY if busy else CallOutcome.CONNECTED
