"""Laws of an operations centre that can be lost: nobody speaks for it, nobody takes command by the truth."""

from sim.metric.laws.law import broken
from sim.metric.leaders import of_kind
from sim.metric.reader import Reader
from sim.record.facts import MessageDelivered, MessageSent
from sim.record.posts import PostLost, StoodIn
from sim.record.response import CommandMoved, CommandNotice, Watchword
from sim.scenario.model import Scenario
from sim.terms.enums import Party
from sim.terms.ids import Address, Band


class SuccessionLaws:
    """Follows whether the operations centre is there, and what the alternate has heard of it.

    Parameters
    ----------
    scenario
        Its posts, and how long the alternate waits.
    """

    def __init__(self, scenario: Scenario) -> None:
        self._rules = scenario.response.succession
        self._moves = scenario.response.levels and self._rules.moves
        self._centre = next(iter(of_kind(scenario, Party.EOC)), None)
        self._lost = self._told = False
        self._heard_ms = 0
        self._words: dict[int, int] = {}
        self._notices: set[int] = set()

    @property
    def checks(self) -> dict[type, Reader]:
        """What to do at each kind of fact."""
        found: dict[type, Reader] = {PostLost: self._lose, StoodIn: self._stand_in}
        if self._moves:
            found |= {
                MessageSent: self._send,
                MessageDelivered: self._deliver,
                CommandMoved: self._move,
            }
        return found

    def _lose(self, seq: int, t: int, fact: PostLost) -> None:
        if fact.post != self._centre or fact.lost is self._lost or fact.reason not in ("script", "dark"):
            raise broken("eoc", seq, t, f"{fact.post} is lost: {fact.lost}, by {fact.reason!r}")
        self._lost = fact.lost

    def _stand_in(self, seq: int, t: int, fact: StoodIn) -> None:
        both = [Band.split(Address(each)) for each in (fact.absent, fact.deputy)]
        towns = all(each is not None and each[0] is Band.TOWNSHIP for each in both)
        if not towns or fact.absent == fact.deputy:
            raise broken("eoc", seq, t, f"{fact.deputy} stands in for {fact.absent}")

    def _send(self, seq: int, t: int, fact: MessageSent) -> None:
        if fact.sender != self._centre:
            return
        if self._lost:
            raise broken("eoc", seq, t, f"{fact.sender} is lost, yet sends {type(fact.body[0]).__name__}")
        if type(fact.body[0]) is Watchword:
            self._words[seq] = t
        elif type(fact.body[0]) is CommandNotice:
            self._notices.add(seq)

    def _deliver(self, seq: int, t: int, fact: MessageDelivered) -> None:
        self._heard_ms = max(self._heard_ms, self._words.pop(fact.message, 0))
        self._told = self._told or fact.message in self._notices

    def _move(self, seq: int, t: int, fact: CommandMoved) -> None:
        silent_ms = t - self._heard_ms
        if fact.sender == self._centre and not self._told and silent_ms < self._rules.after.ms:
            raise broken("eoc", seq, t, f"command is taken, but word came {silent_ms} ms ago")
        self._told = False
