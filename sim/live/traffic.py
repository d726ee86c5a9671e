"""Messages as those who sent or received them know them: a reader of the log."""

from collections.abc import Sequence
from dataclasses import dataclass

from sim.record.facts import Fact, MessageDelivered, MessageSent
from sim.record.rows import Cause


@dataclass(frozen=True, slots=True)
class Heard:
    """A message that reached a post, or that it sent 收发消息.

    Attributes
    ----------
    number
        Of the message: that of its entry in the log.
    other
        Address of the one who sent it, or to whom it went.
    out
        Whether the post sent it: then it does not know what became of it.
    sent_ms, told_ms
        When it was sent, and when it came (the same for one's own).
    bearer
        What brought it; empty for one's own, and where the network is ideal.
    body
        What it tells and orders.
    """

    number: int
    other: int
    out: bool
    sent_ms: int
    told_ms: int
    bearer: str
    body: tuple[object, ...]


class Traffic:
    """The messages of each post, in the order in which it sent them or they came.

    What a post tells itself (it may be among those whom it reports to) is no message to anybody.

    Attributes
    ----------
    of
        By address.
    came
        How many messages have come to each address.
    """

    def __init__(self) -> None:
        self.of: dict[int, list[Heard]] = {}
        self.came: dict[int, int] = {}
        self._under_way: dict[int, tuple[int, MessageSent]] = {}

    def __call__(
        self, first_seq: int, times: Sequence[int], causes: Sequence[Cause], facts: Sequence[Fact]
    ) -> None:
        """Read a batch of entries."""
        for seq, (t, fact) in enumerate(zip(times, facts, strict=True), first_seq):
            if type(fact) is MessageSent:
                if fact.sender != fact.receiver:
                    self._under_way[seq] = t, fact
                    self._keep(fact.sender, Heard(seq, fact.receiver, True, t, t, "", fact.body))
            elif type(fact) is MessageDelivered and fact.message in self._under_way:
                sent_ms, sent = self._under_way.pop(fact.message)
                self.came[sent.receiver] = self.came.get(sent.receiver, 0) + 1
                heard = Heard(fact.message, sent.sender, False, sent_ms, t, fact.by, sent.body)
                self._keep(sent.receiver, heard)

    def _keep(self, address: int, heard: Heard) -> None:
        self.of.setdefault(address, []).append(heard)
