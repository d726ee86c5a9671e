"""Beidou-3 short messages 北斗短报文: small, slow to repeat, and nearly always through."""

from dataclasses import dataclass
from typing import NamedTuple

from sim.kernel.draw import Draws
from sim.terms.units import to_ms


class Sending(NamedTuple):
    """When a text goes out, in milliseconds on the clock.

    Attributes
    ----------
    first_ms, last_ms
        When its first and its last message leave; the latter is when the terminal has last sent.
    arrives_ms
        When it is whole at the receiver, if no message is lost.
    messages
        Into how many it is split.
    """

    first_ms: int
    last_ms: int
    arrives_ms: int
    messages: int


@dataclass(frozen=True, slots=True)
class ShortMessage:
    """The regional short-message service 区域短报文.

    Attributes
    ----------
    message_bits
        Capacity of one message: 14,000 bits, some 1,000 Chinese characters (China Science Communication
        科普中国 on the services of Beidou-3; the global service: 560).
    hanzi_bits
        Bits of one Chinese character: 14, as follows from the two figures above.
    interval_s
        Between two messages of one terminal: 60 s (assumption; 30 to 60).
    success
        Share of messages that arrive: 0.996 (same source, as "more than 99.6 %"; the global service: 0.9646).
    latency_s
        From sending to arrival: 2 s (assumption; 1 to 5).
    """

    message_bits: int = 14_000
    hanzi_bits: int = 14
    interval_s: float = 60.0
    success: float = 0.996
    latency_s: float = 2.0

    def messages(self, bits: int) -> int:
        """Return into how many messages a text is split; an empty text is one.

        Raises
        ------
        ValueError
            If `bits` is negative.
        """
        if bits < 0:
            raise ValueError(f"a text of 0 bits or more, not {bits}")
        return max(1, -(-bits // self.message_bits))

    def sending(self, bits: int, now_ms: int, last_sent_ms: int | None) -> Sending:
        """Return when a text leaves and arrives that is handed to a terminal now.

        Parameters
        ----------
        bits
            Length of the text.
        now_ms
            Now, on the clock.
        last_sent_ms
            When the terminal sends its last message before this text, also where that is still to come; None
            where it has not sent yet.

        Raises
        ------
        ValueError
            If `bits` is negative.

        Examples
        --------
        >>> ShortMessage().sending(30_000, now_ms=10_000, last_sent_ms=0)
        Sending(first_ms=60000, last_ms=180000, arrives_ms=182000, messages=3)
        """
        messages, interval_ms = self.messages(bits), to_ms(self.interval_s, "s")
        first_ms = now_ms if last_sent_ms is None else max(now_ms, last_sent_ms + interval_ms)
        last_ms = first_ms + (messages - 1) * interval_ms
        return Sending(first_ms, last_ms, last_ms + to_ms(self.latency_s, "s"), messages)

    def arrive(self, draws: Draws, messages: int = 1) -> tuple[bool, ...]:
        """Draw which of the messages arrive, with one number for each; the caller sends the others again.

        Parameters
        ----------
        draws
            The stream of the terminal.
        messages
            How many are sent.
        """
        return tuple(draws.uniform() < self.success for _ in range(messages))
