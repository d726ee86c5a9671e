"""What a post knows of warnings: whom it has called, and who has confirmed 叫应台账."""

from dataclasses import dataclass, field

from sim.record.people import WarningAck


@dataclass(slots=True)
class Called:
    """One warning as the post that passed it on sees it.

    Attributes
    ----------
    due_ms
        Until when it is to be confirmed.
    called
        Addresses that were called, in the order of the calls.
    confirmed
        When each address that has confirmed said so; also those that others called.
    """

    due_ms: int
    called: list[int] = field(default_factory=list)
    confirmed: dict[int, int] = field(default_factory=dict)


class Confirmations:
    """Warnings by number."""

    def __init__(self) -> None:
        self.of: dict[int, Called] = {}

    def call(self, warning: int, address: int, due_ms: int) -> None:
        """Remember that somebody is called."""
        self.of.setdefault(warning, Called(due_ms)).called.append(address)

    def learn(self, ack: WarningAck, sent_ms: int) -> None:
        """Take in that somebody has confirmed; what comes first counts."""
        if ack.warning in self.of:
            self.of[ack.warning].confirmed.setdefault(ack.address, sent_ms)

    def unconfirmed(self, now_ms: int) -> list[tuple[int, int]]:
        """Return who was called and has not confirmed in time 未确认: (warning, address), in their order."""
        return [
            (number, address)
            for number, called in sorted(self.of.items())
            if now_ms >= called.due_ms
            for address in called.called
            if address not in called.confirmed
        ]
