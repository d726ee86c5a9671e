"""Beidou short messages 北斗短报文: a text a minute, whatever else has failed."""

from sim.comms.bearer import NO_TERMINAL, Ended, Path, ReadyBearer, has_power
from sim.comms.member import Member, Parcel, Power
from sim.comms.satellite.beidou import ShortMessage
from sim.kernel.clock import Clock
from sim.kernel.draw import Draws
from sim.terms.enums import BearerKind


class TextBearer(ReadyBearer):
    """Texts from terminal to terminal; a text that is lost on the way is found missing after a while.

    Parameters
    ----------
    clock
        Of the run.
    service
        Of the satellites.
    draws
        Which messages arrive.
    """

    kind = BearerKind.BEIDOU

    def __init__(self, clock: Clock, service: ShortMessage, draws: Draws) -> None:
        self._clock = clock
        self._service = service
        self._draws = draws
        self._last_ms: dict[Power, int] = {}

    def path(self, sender: Member, receiver: Member) -> Path | str:
        """Return a way if both have a terminal that works."""
        now = self._clock.now
        if has_power(sender, self.kind, now) and has_power(receiver, self.kind, now):
            return Path()
        return NO_TERMINAL

    def carry(self, parcel: Parcel, path: Path, ended: Ended) -> None:
        """Send the text when the terminal may send again."""
        now, terminal = self._clock.now, parcel.sender.carries[self.kind].terminal
        sending = self._service.sending(parcel.bits, now, self._last_ms.get(terminal))
        self._last_ms[terminal] = sending.last_ms
        arrives = all(self._service.arrive(self._draws, sending.messages))
        self._clock.call_after(sending.arrives_ms - now, lambda: ended(None if arrives else "not_received"))
